"""Left minus right on the days of both, and what the engine says of it."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.sides import find_sides
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from analysis.schema import conform
from analysis.stats.carryover import phase_change
from analysis.stats.paired import mean_change
from analysis.words import say_number


def book_of(left, right, *, start="2026-03-10", region="hip", metric="reach"):
    """A logbook of two series of days from 2 March 2026; None is a day without a reading."""
    frames = [
        pd.DataFrame(
            {"date": pd.date_range("2026-03-02", periods=len(values)), "value": values, "side": side}
        ).astype({"value": float})
        for side, values in (("left", left), ("right", right))
    ]
    frame = pd.concat(frames).assign(metric=metric, region=region, moment="none", kind="exact", person="me")
    frame = frame.assign(row_id="r", file_id="f", line=1)
    logs = Logs(outcomes=conform(frame.reset_index(drop=True), "outcomes"))
    return Logbook(logs, find_phases(logs, start=start), is_example=False)


def sides_of(*args, **options):
    (found,) = find_sides(book_of(*args, **options).compare())
    return found


RNG = np.random.default_rng(5)
LEFT, RIGHT = 12 + RNG.normal(size=24).round(1), 10 + RNG.normal(size=24).round(1)
LEFT[8:] -= 3


def test_the_difference_stands_on_the_days_when_both_were_read():
    left, right = list(LEFT), list(RIGHT)
    left[3] = right[5] = None
    found = sides_of(left, right)
    days = pd.date_range("2026-03-02", periods=24).delete([3, 5])
    assert found.difference.index.tolist() == days.tolist()
    assert found.difference.to_numpy() == pytest.approx(np.delete(LEFT - RIGHT, [3, 5]))
    assert set(found.labels) == {"A", "B"}


def test_its_change_is_that_of_the_engine_on_left_minus_right():
    found = sides_of(LEFT, RIGHT)
    change = phase_change((LEFT - RIGHT).round(9), np.arange(24) >= 8)
    assert astuple(found.answer.change) == pytest.approx(astuple(change), rel=1e-9)
    assert found.mean is None
    assert found.answer.mean_a.estimate == pytest.approx((LEFT - RIGHT)[:8].mean())
    assert found.answer.mean_b.estimate == pytest.approx((LEFT - RIGHT)[8:].mean())
    means = [say_number(found.answer.mean_a.estimate), say_number(found.answer.mean_b.estimate)]
    said = f"Left minus right: {means[0]} cm before, {means[1]} since. A step at the start of"
    assert found.headline.startswith(said)


def test_swapping_the_sides_swaps_the_sign():
    one, other = sides_of(LEFT, RIGHT), sides_of(RIGHT, LEFT)
    assert other.answer.change.estimate == pytest.approx(-one.answer.change.estimate)
    assert other.answer.change.low == pytest.approx(-one.answer.change.high)


def test_without_a_start_there_is_the_mean_over_all_days():
    found = sides_of(LEFT, RIGHT, start=None)
    assert found.answer is None
    assert found.mean == mean_change((LEFT - RIGHT).round(9))
    assert "on average" in found.headline


def test_an_unchanged_difference_is_not_called_changed():
    found = sides_of(RIGHT, RIGHT[::-1])
    assert "Cannot tell whether that changed" in found.headline


@pytest.mark.parametrize(
    ("left", "right", "start", "words"),
    [
        ([5, 6, 7], [4, 4, 4], "2026-03-04", "too few days with both sides: 2 before the start, 1 since"),
        ([5, 6, 7], [4, 4, 4], None, "3 days with both sides, at least 4 are needed"),
        ([5, 6, 7, 8] * 3, [None] * 8 + [4] * 4, "2026-03-10", "0 before the start, 4 since"),
    ],
)
def test_too_few_days_are_said_in_words(left, right, start, words):
    found = sides_of(left, right, start=start)
    assert words in found.headline
    assert found.reason


def test_fewer_than_three_days_of_both_are_no_pair():
    assert find_sides(book_of([5, 6, None], [4, None, 4]).compare()) == ()
    assert find_sides(()) == ()


def test_only_the_same_outcome_of_the_same_place_is_paired():
    left = next(one for one in book_of(LEFT, RIGHT).compare() if one.key.side == "left")
    right = next(one for one in book_of(LEFT, RIGHT, region="knee").compare() if one.key.side == "right")
    assert find_sides((left, right)) == ()
    assert len(find_sides((right, replace(left, key=replace(left.key, region="knee"))))) == 1


def test_the_title_names_the_outcome_and_no_side():
    assert sides_of(LEFT, RIGHT).title == "Reach, hip, left and right"
    assert sides_of(LEFT, RIGHT, region=None).name == "Reach, left and right"


def test_days_whose_phase_differs_between_the_sides_are_drawn_and_not_compared():
    left, right = book_of(LEFT, RIGHT).compare()
    labels = right.labels.copy()
    labels.iloc[:2] = "other instrument"
    (found,) = find_sides((left, replace(right, labels=labels)))
    assert found.labels.iloc[:2].tolist() == ["", ""]
    assert found.answer.n_a == 6
    assert len(found.difference) == 24
