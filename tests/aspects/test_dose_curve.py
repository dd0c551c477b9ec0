"""Do a few minutes suffice: the right days, the right answer, the right words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.dose_curve import TOGETHER, WOULD_TELL, DoseCurve, find_dose_curves, write_dose_curve
from analysis.aspects.dose_fit import DoseFit, sum_days_before
from analysis.stats.lagged import adjust_bh
from analysis.stats.regression import Effect
from tests.aspects.made_links import FIRST, START, made_comparison


def made_fit(few=(-2, -3, -1), more=(0.2, -0.5, 0.9), p_few=0.01, p_more=0.6):
    first, further = (Effect(*ends, 0.5) for ends in (few, more))
    points = pd.DataFrame(
        {"minutes": [0.0, 10, 25, 40], "difference": [0.2, -2.4, -1.5, -1.9]},
        index=pd.date_range(START, periods=4, unit="s"),
    )
    ends = {"low": [0, few[1], -3.1], "high": [0, few[2], -0.2]}
    curve = pd.DataFrame({"minutes": [0.0, 10, 40], "difference": [0, few[0], few[0] + more[0]], **ends})
    slopes = (
        Effect(few[0] / 10, few[1] / 10, few[2] / 10, 0.5),
        Effect(more[0] / 30, *[x / 30 for x in more[1:]], 0.5),
    )
    sides = Effect(-1, -1.5, -0.5, 0.01)
    return DoseFit(points, curve, 0.0, 10.0, 40.0, *slopes, first, further, sides, p_few, p_more)


def made_curve(fit=None, **changes):
    curve = DoseCurve("Do a few minutes suffice? Pain", "Pain", "points", -1, 2.0, fit or made_fit(), 3, "")
    return replace(curve, **changes)


@pytest.fixture(scope="module")
def parts():
    """120 days from FIRST: minutes, an outcome that follows those of the days before, one that does not."""
    rng = np.random.default_rng(6)
    minutes = pd.Series(
        np.repeat(rng.choice([0.0, 1, 2, 4, 8], size=18), 7)[:120],
        index=pd.date_range(FIRST, periods=120, freq="D", unit="s"),
    )
    pain = 8 - 0.1 * sum_days_before(minutes).fillna(0.0) + rng.normal(scale=0.7, size=120)
    outcomes = [made_comparison(pain), made_comparison(rng.normal(size=120), name="Mood")]
    return outcomes, minutes


def test_readings_count_from_the_eighth_day_of_the_routine_with_the_days_before(parts):
    outcomes, minutes = parts
    points = find_dose_curves(outcomes, minutes)[0].fit.points
    assert points.index[0] == START + pd.Timedelta(days=7)
    assert len(points) == 120 - 9 - 7
    assert points["minutes"].iloc[0] == minutes[START : START + pd.Timedelta(days=6)].sum()
    assert points["minutes"].iloc[-1] == minutes.iloc[-8:-1].sum()


def test_what_follows_minutes_is_found_and_says_how_many_were_tried(parts):
    pain, mood = find_dose_curves(*parts)
    assert (pain.answer, mood.answer) == ("more", "open")
    assert pain.title == "Do a few minutes suffice? Pain"
    assert (pain.unit, pain.improvement, pain.worthwhile, pain.outcomes_tried) == ("points", -1, 2.0, 2)
    assert write_dose_curve(pain).startswith("More minutes went with lower readings: with ")
    assert "2 outcomes tried" in write_dose_curve(pain)
    assert "2 outcomes tried" in write_dose_curve(mood)


def test_both_slopes_of_all_outcomes_are_counted(parts):
    outcomes, minutes = parts
    rival = made_comparison(np.arange(120.0) % 7, name="Stress", role="rival")
    steady = made_comparison(np.full(120, 3.0), name="Energy")
    found = find_dose_curves([*outcomes, rival, steady], minutes)
    assert [one.name for one in found] == ["Pain", "Mood", "Energy"]
    assert [one.outcomes_tried for one in found] == [2, 2, 2]
    assert (found[2].fit, found[2].reason) == (None, "all readings are the same")
    raw = [effect.p for one in found[:2] for effect in (one.fit.below, one.fit.above)]
    said = [p for one in found[:2] for p in (one.fit.p_few, one.fit.p_more)]
    assert said == pytest.approx(adjust_bh(raw))


def test_days_after_unknown_minutes_are_left_out(parts):
    outcomes, minutes = parts
    known = find_dose_curves(outcomes, minutes)[0].fit.points
    gaps = minutes.mask(minutes.index == minutes.index[50])
    left = find_dose_curves(outcomes, gaps)[0].fit.points
    assert known.index.difference(left.index).tolist() == minutes.index[51:58].tolist()


def test_a_log_without_a_routine_or_without_sessions_says_so(parts):
    outcomes, minutes = parts
    assert find_dose_curves([made_comparison(np.arange(40.0), start=None)], minutes) == ()
    alone = find_dose_curves(outcomes[:1], minutes[:0])[0]
    assert (alone.fit, alone.answer, alone.outcomes_tried) == (None, "open", 0)
    assert write_dose_curve(alone).startswith(
        "Cannot tell: 0 readings with known minutes in the 7 days before"
    )
    assert write_dose_curve(alone).endswith(f"{WOULD_TELL}.")
    none = find_dose_curves(outcomes[:1], minutes * 0)[0]
    assert none.reason == "1 sum of minutes over 7 days that differ, at least 5 are needed"


def test_what_was_handed_in_comes_back_unchanged(parts):
    outcomes, minutes = parts
    before = outcomes[0].series.copy(), minutes.copy()
    find_dose_curves(outcomes, minutes)
    assert outcomes[0].series.equals(before[0])
    assert minutes.equals(before[1])


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, "suffice"),
        ({"more": (0.2, -0.5, 1.1)}, "some"),  # more may matter
        ({"more": (0.2, -1.1, 0.9)}, "some"),
        ({"few": (-0.9, -1.5, -0.3), "more": (0.1, -0.2, 0.3)}, "some"),  # a gain below half of what matters
        ({"few": (-1.2, -2, -0.4), "more": (-0.2, -0.7, 0.3)}, "some"),  # more may be over half of the gain
        ({"few": (2, 1, 3)}, "some"),  # more minutes went with more pain
        ({"p_few": 0.06}, "open"),
        ({"p_more": 0.05}, "more"),
        ({"p_few": 0.06, "p_more": 0.04}, "more"),
    ],
)
def test_answers_by_hand(changes, answer):
    assert made_curve(made_fit(**changes)).answer == answer


def test_without_a_worthwhile_change_half_the_gain_is_the_limit():
    assert made_curve(worthwhile=None).answer == "suffice"
    assert made_curve(made_fit(more=(0.2, -0.5, 1.1)), worthwhile=None).answer == "some"
    assert (
        made_curve(made_fit(few=(-0.4, -0.5, -0.3), more=(0, -0.1, 0.1)), worthwhile=None).answer == "suffice"
    )


def test_what_is_better_must_be_known_for_enough():
    assert made_curve(improvement=None).answer == "some"
    assert made_curve(improvement=1).answer == "some"
    assert made_curve(made_fit(few=(2, 1, 3)), improvement=1).answer == "suffice"


def test_the_words_of_each_answer():
    assert write_dose_curve(made_curve()) == (
        "In this log 10 minutes a week suffice: readings were about 2 points lower (likely 1 to 3) than with 0, and "
        "40 brought no change that matters beyond that (0.5 points lower to 0.9 points higher; p = 0.01, 3 outcomes "
        f"tried). {TOGETHER}."
    )
    assert write_dose_curve(made_curve(made_fit(more=(-1.5, -2.4, -0.6), p_more=0.004))) == (
        "More minutes went with lower readings: with 40 a week about 1.5 points lower (likely 0.6 to 2.4) than with 10 "
        f"(p = 0.004, 3 outcomes tried). {TOGETHER}."
    )
    assert write_dose_curve(made_curve(made_fit(more=(0.2, -2, 2.4)))) == (
        "With 10 minutes a week readings were about 2 points lower (likely 1 to 3) than with 0 (p = 0.01, 3 outcomes "
        f"tried). Cannot tell what 40 add to that: 2 points lower to 2.4 points higher. {TOGETHER}. {WOULD_TELL}."
    )
    assert write_dose_curve(made_curve(made_fit(p_few=0.2))) == (
        "Cannot tell: 10 minutes a week against 0, 1 to 3 points lower; 40 against 10, 0.5 points lower to 0.9 points "
        f"higher (3 outcomes tried; none beyond chance with all counted). {TOGETHER}. {WOULD_TELL}."
    )


def test_every_answer_with_a_curve_warns_that_it_need_not_be_a_cause():
    fits = [made_fit(), made_fit(p_few=0.2), made_fit(p_more=0.01), made_fit(more=(0, -3, 3))]
    curves = [made_curve(fit) for fit in fits]
    assert {curve.answer for curve in curves} == {"suffice", "open", "more", "some"}
    assert all(f"{TOGETHER}." in write_dose_curve(curve) for curve in curves)
    assert all("3 outcomes tried" in write_dose_curve(curve) for curve in curves)
