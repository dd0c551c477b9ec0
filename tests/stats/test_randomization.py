"""Randomisation tests: by hand, against scan, by properties, and their false alarms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover import phase_change
from analysis.stats.randomization import Limits, Schedule, randomization_test, what_if
from analysis.stats.randomization.rules import arrange_days
from tests.stats.drawn_plans import MONDAY, plan, start_plan
from tests.stats.simulated_noise import daily_noise

GOLDEN = Path(__file__).parents[1] / "golden"
SERIES = json.loads((GOLDEN / "simulated_series.json").read_text(encoding="utf-8"))
MODELS = json.loads((GOLDEN / "simulated_models.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SERIES)
def test_exact_tests_of_the_start_count_like_scan(name):
    one, stored = SERIES[name], MODELS[name]["start_point_randomisation_exact"]
    n_a, n_b = len(one["A"]), len(one["B"])
    test = start_plan(n_a, n_b, stored["limit"])
    found = what_if(one["A"] + one["B"], test)
    assert found.observed == pytest.approx(stored["observed"], rel=1e-12)
    assert (found.arrangements, found.at_least, found.at_most, found.as_far) == tuple(
        stored[key] for key in ("arrangements", "count_ge", "count_le", "count_abs_ge")
    )
    p = randomization_test(one["A"] + one["B"], test)
    assert (p.p, p.p_greater, p.p_less) == (stored["p_abs"], stored["p_ge"], stored["p_le"])


def test_by_hand_the_drawn_start_is_the_farthest_of_four():
    test = randomization_test([7, 6, 7, 7, 4, 3, 4, 3, 4], start_plan(4, 5))
    assert test.observed == pytest.approx(3.6 - 6.75)
    assert (test.p, test.p_less, test.p_greater, test.arrangements) == (1 / 4, 1 / 4, 1, 4)
    assert (test.exact, test.undefined, test.lowest_p) == (True, 0, 1 / 4)


def test_by_hand_blocks_of_two_are_a_sign_test():
    values = np.array([5, 3, 6, 4, 7, 5, 4, 2])
    chosen = ((False, True) * 4,)
    test = randomization_test(values, Schedule("blocks", MONDAY, tuple(range(8)), chosen, drawn=MONDAY))
    assert test.observed == -2
    assert (test.p, test.p_less) == (2 / 16, 1 / 16)


def test_equal_arrangements_stay_equal_whatever_rounding_does():
    values = np.array([0.1, 0.2, 0.3] * 4)
    decimal = randomization_test(values, plan("random_days", 12, seed=2))
    whole = randomization_test(np.round(values * 10), plan("random_days", 12, seed=2))
    assert (decimal.p, decimal.p_less, decimal.p_greater) == (whole.p, whole.p_less, whole.p_greater)
    assert randomization_test([0.1] * 9, start_plan(4, 5)).p == 1


def test_several_series_are_compared_by_the_mean_of_their_differences():
    rng = np.random.default_rng(4)
    values = rng.normal(size=(2, 9))
    two = plan("staggered", 9, series=2, shortest=3)
    expected = [
        np.mean([y[row].mean() - y[~row].mean() for y, row in zip(values, rows, strict=True)])
        for rows in two.arrangements()
    ]
    found = what_if(values, two)
    assert found.arrangements == 16
    assert found.at_least == sum(np.array(expected) >= found.observed - 1e-12)
    own = [plan("staggered", 9, seed=0, series=2, shortest=3).in_rows]
    assert found.observed == pytest.approx(
        np.mean([y[row].mean() - y[~row].mean() for y, row in zip(values, own[0], strict=True)])
    )


def test_the_level_is_found_anew_for_each_arrangement():
    y = daily_noise(1, 20, 0.5, 0, np.random.default_rng(11))[0]
    y[4] = np.nan
    test = start_plan(8, 12, 4)
    expected = np.array([phase_change(y, row).estimate for row in test.arrangements()])
    found = what_if(y, test, statistic="level")
    own = expected[(test.arrangements() == test.in_rows).all(axis=1)]
    assert found.observed == pytest.approx(own[0], rel=1e-9)
    assert found.as_far == sum(np.abs(expected) >= abs(own[0]) * (1 - 1e-9))


def test_a_statistic_of_ones_own_gets_the_readings_there_are():
    y = np.array([3, np.nan, 9, 4, 5, 1, 2, 8.0])
    test = start_plan(4, 4)
    by_median = what_if(y, test, statistic=lambda y, b: float(np.median(y[b]) - np.median(y[~b])))
    assert by_median.observed == 3.5 - 4
    by_mean = what_if(y, test, statistic=lambda y, b: float(y[b].mean() - y[~b].mean()))
    plain = what_if(y, test)
    assert by_mean.observed == pytest.approx(plain.observed)
    assert (by_mean.as_far, by_mean.at_least) == (plain.as_far, plain.at_least)


def test_missing_days_are_left_out_and_empty_phases_count_as_extreme():
    y = [np.nan, np.nan, np.nan, 5, 6, 4, 3, 4, 2]
    found = what_if(y, start_plan(5, 4))
    assert (found.undefined, found.arrangements) == (1, 4)
    assert found.observed == pytest.approx(np.mean([4, 3, 4, 2]) - 5.5)
    assert (found.as_far, found.at_most, found.at_least) == (2, 2, 4)
    never = what_if(
        [1, 2, 3, 4, 5, 6, 7, 8],
        start_plan(4, 4),
        statistic=lambda y, b: 2.0 if b[4] and not b[3] else np.inf,
    )
    assert (never.undefined, never.at_least, never.at_most) == (2, 3, 3)


def test_a_sample_of_arrangements_comes_near_the_whole_and_is_never_0():
    rng = np.random.default_rng(6)
    large = plan("random_days", 24, seed=8)
    y = rng.normal(size=24) + 0.8 * large.in_rows[0]
    sampled = randomization_test(y, large, rng=rng)
    every = arrange_days("random_days", 24, Limits()).sample(100_000, rng)
    mirror = y @ every.T / 12 - y @ ~every.T / 12
    assert not sampled.exact
    assert sampled.arrangements == 9999
    assert sampled.p == pytest.approx((np.abs(mirror) >= abs(sampled.observed)).mean(), abs=0.02)
    huge = randomization_test(100 * large.in_rows[0], large, rng=rng)
    assert huge.p == huge.lowest_p == 1 / 10_000


readings = st.lists(st.integers(0, 10), min_size=10, max_size=10)


@settings(max_examples=40, deadline=None)
@given(
    readings, st.sampled_from(["start", "abab", "alternating", "random_days", "blocks"]), st.integers(0, 99)
)
def test_turning_the_readings_turns_the_test_and_units_change_nothing(values, kind, seed):
    drawn = plan(kind, 10, seed=seed, shortest=2)
    y = np.array(values, float)
    test = randomization_test(y, drawn)
    turned = randomization_test(-y, drawn)
    assert (turned.p, turned.p_less, turned.p_greater) == (test.p, test.p_greater, test.p_less)
    assert turned.observed == pytest.approx(-test.observed)
    assert randomization_test(y / 7 + 1e4, drawn).p == test.p
    assert test.p_less + test.p_greater >= 1 + 1 / test.arrangements - 1e-12
    assert 1 / test.arrangements <= test.p <= 1
    assert test.p >= min(test.p_less, test.p_greater)


@pytest.mark.parametrize("kind", ["start", "abab", "alternating", "random_days", "blocks"])
@pytest.mark.parametrize("rho", [0.0, 0.8])
def test_false_alarms_stay_at_their_promise_even_with_trend_and_carry_over(kind, rho):
    count, days = 400, 22 if kind in ("start", "abab") else 12
    noise = daily_noise(count, days, rho, 0, np.random.default_rng(7)) + 0.1 * np.arange(days)
    noise = np.round(noise)
    p = [randomization_test(y, plan(kind, days, seed=i, shortest=2)).p for i, y in enumerate(noise)]
    for alpha in (0.05, 0.1, 0.2):
        assert np.mean(np.array(p) <= alpha) <= alpha + 2.5 * np.sqrt(alpha * (1 - alpha) / count)


def test_false_alarms_of_the_level_stay_at_their_promise():
    count = 150
    noise = daily_noise(count, 26, 0.6, 0, np.random.default_rng(17))
    p = [
        randomization_test(y, plan("start", 26, seed=i, shortest=4), statistic="level").p
        for i, y in enumerate(noise)
    ]
    assert np.mean(np.array(p) <= 0.1) <= 0.1 + 2.5 * np.sqrt(0.1 * 0.9 / count)


def test_without_a_recorded_draw_there_is_no_p_but_a_what_if():
    chosen = start_plan(4, 5, drawn=None)
    with pytest.raises(DataError, match=r"no date of drawing.*use what_if"):
        randomization_test(range(9), chosen)
    assert what_if(range(9), chosen).arrangements == 4


def test_a_draw_counts_until_the_first_day_it_decides():
    values = range(9)
    assert start_plan(4, 5).first_choice == date(2026, 3, 5)
    assert randomization_test(values, start_plan(4, 5, drawn=date(2026, 3, 5))).p <= 1
    with pytest.raises(DataError, match="drawn on 2026-03-06, after 2026-03-05"):
        randomization_test(values, start_plan(4, 5, drawn=date(2026, 3, 6)))
    only_one = start_plan(3, 3, drawn=date(2027, 1, 1))
    assert only_one.first_choice is None
    assert randomization_test(range(6), only_one).p == 1


@pytest.mark.parametrize(
    ("values", "statistic"),
    [
        ([np.nan] * 9, "mean_difference"),
        ([1, 2, 3, 4] + [np.nan] * 5, "mean_difference"),
        ([0.12345] * 9, "level"),
        ([1, np.nan, 3, np.nan, np.nan, np.nan, 5, np.nan, 6], "level"),
        (range(9), lambda y, b: np.nan),
    ],
)
def test_a_statistic_without_a_value_is_refused(values, statistic):
    with pytest.raises(TooFewPoints, match="has no value"):
        randomization_test(values, start_plan(4, 5), statistic=statistic)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, 2, 3], r"shape \(3,\), the plan needs \(9,\)"),
        ([[1] * 9] * 2, "the plan needs"),
        ([1, 2, 3, 4, 5, 6, 7, 8, np.inf], "infinite"),
        (list("abcdefghi"), "must be numbers"),
    ],
)
def test_readings_that_do_not_fit_the_plan_are_refused(values, message):
    with pytest.raises(DataError, match=message):
        randomization_test(values, start_plan(4, 5))


def test_a_statistic_that_is_not_known_is_refused():
    with pytest.raises(
        DataError, match="must be 'mean_difference', 'scaled_difference', 'level' or a function"
    ):
        randomization_test(range(9), start_plan(4, 5), statistic="median")  # pyright: ignore[reportArgumentType]
