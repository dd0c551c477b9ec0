"""What else was logged, on the outcome's days, with the marks of the verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.rivals_beside import CHANGED, FEW, UNCHANGED, UNCHECKED, find_rivals_beside
from analysis.logbook import Logbook
from analysis.phases import find_phases
from analysis.rivals import rival_frame
from analysis.simulate import simulate_logs


@pytest.fixture(scope="module")
def book():
    logs = simulate_logs("stress_does_it", days=120, start="2026-03-02", rng=np.random.default_rng(5)).logs
    return Logbook(logs, find_phases(logs), is_example=False)


@pytest.fixture(scope="module")
def pain(book):
    return book.compare(["pain"])[0]


def beside_of(comparison, **columns):
    """Beside rivals that are given as functions of the outcome's days."""
    days = comparison.series.index
    return find_rivals_beside(comparison, pd.DataFrame({name: make(days) for name, make in columns.items()}))


def test_what_the_verdict_says_shifted_is_marked_and_comes_first(book, pain):
    frame = rival_frame(book.logs)
    found = find_rivals_beside(pain, frame[["sleep_h", "sitting_h", "stress"]])
    assert [(one.name, one.mark) for one in found.rivals] == [
        ("Stress", CHANGED),
        ("Sleep", UNCHANGED),
        ("Sitting", UNCHANGED),
    ]
    assert found.title == "Pain, and what else was logged"


def test_means_are_plain_means_of_the_days_before_and_since(book, pain):
    stress = rival_frame(book.logs)["stress"].dropna()
    rival = find_rivals_beside(pain, rival_frame(book.logs)).rivals[0]
    assert rival.mean_a == pytest.approx(stress[stress.index < pain.start].mean())
    assert rival.mean_b == pytest.approx(stress[stress.index >= pain.start].mean())
    assert (rival.low, rival.high, rival.unit) == (0, 10, "points")


def test_days_outside_of_the_outcome_are_left_out(book, pain):
    days = pd.date_range(
        pain.series.index[0] - pd.Timedelta(days=5), pain.series.index[-1] + pd.Timedelta(days=5)
    )
    found = find_rivals_beside(pain, pd.DataFrame({"sleep_h": 7.0}, days))
    rival = found.rivals[0]
    assert (rival.series.index[0], rival.series.index[-1]) == (pain.series.index[0], pain.series.index[-1])
    assert find_rivals_beside(pain, pd.DataFrame({"sleep_h": [7.0]}, days[:1])).rivals == ()


def test_the_outcome_is_no_rival_of_itself(book):
    stress = book.compare(["stress"])[0]
    assert "Stress" not in [one.name for one in find_rivals_beside(stress, rival_frame(book.logs)).rivals]


def test_few_days_and_unchecked_rivals_are_not_called_unchanged(pain):
    few = beside_of(pain, sitting_h=lambda days: pd.Series(5.0, days[:6]))
    assert few.rivals[0].mark == FEW
    assert few.rivals[0].mean_b is None
    unchecked = replace(pain, verdict=replace(pain.verdict, shifted=(), unchecked=("rival_shift",)))
    assert beside_of(unchecked, sitting_h=lambda days: pd.Series(5.0, days)).rivals[0].mark == UNCHECKED


def test_without_a_start_nothing_is_marked_and_there_are_no_means(pain):
    alone = replace(pain, start=None, verdict=None)
    rival = beside_of(alone, sitting_h=lambda days: pd.Series(5.0, days)).rivals[0]
    assert (rival.mark, rival.mean_a, rival.mean_b) == ("", None, None)
    assert set(rival.labels) == {""}


def test_days_that_are_not_compared_are_in_no_mean(pain):
    labels = pain.labels.copy()
    labels.iloc[-10:] = "after"
    short = replace(pain, labels=labels)
    days = pain.series.index
    rival = beside_of(
        short, sitting_h=lambda days: pd.Series(np.arange(len(days), dtype=float), days)
    ).rivals[0]
    inside = np.arange(len(days))[(days >= pain.start) & (days <= days[-11])]
    assert rival.mean_b == pytest.approx(inside.mean())
    assert (rival.labels == "").sum() == 10


def test_five_are_drawn_and_the_others_named(pain):
    names = ["stress", "sleep_h", "sleep_quality", "sitting_h", "painkillers", "activity_min left"]
    made = {name: (lambda days: pd.Series(3.0, days)) for name in [*names, "conventional training"]}
    found = beside_of(pain, **made)
    assert len(found.rivals) == 5
    assert found.more == ("Other training, left", "Conventional training")


def test_no_rival_at_all_is_no_error(pain):
    assert find_rivals_beside(pain, pd.DataFrame()).rivals == ()
    empty = replace(pain, series=pain.series[:0], labels=pain.labels[:0])
    assert find_rivals_beside(empty, pd.DataFrame({"stress": [3.0]}, pain.series.index[:1])).rivals == ()
