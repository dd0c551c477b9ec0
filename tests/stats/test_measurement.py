"""Measurement error by hand, against published tables and pingouin, by properties and by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError, TooFewPoints
from analysis.stats.measurement import (
    effective_n,
    icc,
    mdc95_of_means,
    reliable_change,
    sem_from_icc,
    sem_from_trials,
)

# Shrout & Fleiss (1979), table 2: six subjects and four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
NAMES = ("icc_1_1", "icc_2_1", "icc_3_1")


def test_by_hand_the_error_is_the_pooled_sd_of_the_trials():
    error = sem_from_trials([10, 12, 14, 7, 9], [1, 1, 1, 2, 2])
    assert error.sem == pytest.approx(math.sqrt((8 + 2) / 3))
    assert error.df == 3
    assert error.mdc95 == pytest.approx(1.96 * math.sqrt(2) * error.sem)


def test_the_interval_of_the_error_comes_from_chi_square():
    error = sem_from_trials([10, 12, 14, 7, 9], [1, 1, 1, 2, 2])
    # Quantiles of chi-square with 3 df at .975 and .025, from any table.
    assert error.low == pytest.approx(math.sqrt(10 / 9.348404), rel=1e-6)
    assert error.high == pytest.approx(math.sqrt(10 / 0.2157953), rel=1e-6)


def test_a_group_of_one_trial_and_a_missing_trial_add_nothing():
    whole = sem_from_trials([10, 12, 14, 7, 9], [1, 1, 1, 2, 2])
    more = sem_from_trials([10, 55, 12, 14, np.nan, 7, 9, np.nan], [1, 3, 1, 1, 2, 2, 2, 4])
    assert more == whole


def test_groups_may_be_days_or_names():
    days = np.array(["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03"], dtype="datetime64[D]")
    assert sem_from_trials([1, 3, 5, 5], days) == sem_from_trials([1, 3, 5, 5], ["a", "a", "b", "b"])


def test_the_interval_of_the_error_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(4)
    group = np.repeat(np.arange(8), 3)
    draws = rng.normal(0, 2.5, (1000, 24)) + np.repeat(rng.normal(0, 9, (1000, 8)), 3, axis=1)
    found = [sem_from_trials(row, group, level=0.9) for row in draws]
    assert np.mean([one.low < 2.5 < one.high for one in found]) == pytest.approx(0.9, abs=0.03)
    assert math.sqrt(np.mean([one.sem**2 for one in found])) == pytest.approx(2.5, abs=0.05)


trials = st.lists(st.integers(-40, 40), min_size=6, max_size=20)


@settings(max_examples=60, deadline=None)
@given(trials, st.integers(-9, 9))
def test_what_a_group_stands_at_does_not_matter_and_scaling_scales(values, lift):
    x = np.array([*values, 0, 1], float)
    group = np.append(np.arange(len(values)) // 3, [99, 99])
    error = sem_from_trials(x, group)
    lifted = sem_from_trials(10 * (x + lift * group), group)
    assert lifted.sem == pytest.approx(10 * error.sem, rel=1e-9)
    assert error.low < error.sem < error.high


@pytest.mark.parametrize(
    ("values", "group", "reason"),
    [
        ([], [], "no group has two trials"),
        ([1, 2, 3], [1, 2, 3], "no group has two trials"),
        ([np.nan, np.nan], [1, 1], "no group has two trials"),
        ([0.1, 0.1, 0.1, 5, 5], [1, 1, 1, 2, 2], "hidden by rounding"),
    ],
)
def test_trials_that_tell_nothing_about_error_are_named(values, group, reason):
    with pytest.raises(TooFewPoints, match=reason):
        sem_from_trials(values, group)


@pytest.mark.parametrize(
    ("values", "group", "message"),
    [
        ([1, np.inf], [1, 1], "infinite"),
        (["a", "b"], [1, 1], "values must be numbers"),
        (["1", None], [1, 1], "values must be numbers"),
        ([[1, 2], [3]], [1, 1], "values must be numbers"),
        ([[1, 2]], [[1, 1]], "must have 1 dimension"),
        ([1, 2, 3], [1, 1], "they must match by trial"),
        ([1, 2], [1, None], "group is missing for trial 2"),
    ],
)
def test_trials_that_cannot_be_used_are_refused(values, group, message):
    with pytest.raises(DataError, match=message):
        sem_from_trials(values, group)


@pytest.mark.parametrize("level", [0, 1, 95, math.nan])
def test_a_level_that_is_no_probability_is_refused(level):
    with pytest.raises(DataError, match="level is"):
        sem_from_trials([1, 2], [1, 1], level=level)
    with pytest.raises(DataError, match="level is"):
        icc(JUDGES, level=level)


@pytest.mark.parametrize(("n", "rho"), [(2, 0.5), (14, 0.3), (28, 0.8), (365, 0.95), (9, -0.3)])
def test_the_effective_number_is_that_of_the_full_correlation_matrix(n, rho):
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    variance_of_mean = (rho**lags).sum() / n**2
    assert effective_n(n, rho) == pytest.approx(1 / variance_of_mean, rel=1e-12)


def test_carry_over_makes_readings_worth_less_and_none_leaves_their_number():
    worth = [effective_n(28, rho) for rho in (-0.3, 0.0, 0.3, 0.6, 0.9)]
    assert worth == sorted(worth, reverse=True)
    assert worth[1] == 28
    assert effective_n(1, 0.9) == 1
    assert 1 < effective_n(28, 0.999) < 1.02


@pytest.mark.parametrize(
    ("n", "rho", "message"),
    [(0, 0.1, "1 reading or more"), (2.5, 0.1, "whole number"), (5, 1.0, "between -1 and 1"), (5, "a", "carryover is 'a'")],
)  # fmt: skip
def test_numbers_of_readings_and_carry_over_have_their_range(n, rho, message):
    with pytest.raises(DataError, match=message):
        effective_n(n, rho)


def test_the_change_two_means_can_show_begins_at_that_of_two_readings():
    assert mdc95_of_means(2.0, 1, 1, carryover=0.7) == pytest.approx(1.96 * math.sqrt(2) * 2.0)
    assert mdc95_of_means(2.0, 4, 4) == pytest.approx(mdc95_of_means(2.0, 1, 1) / 2)
    assert mdc95_of_means(2.0, 14, 28, carryover=0.5) > mdc95_of_means(2.0, 14, 28)
    assert mdc95_of_means(0, 14, 28) == 0


def test_unchanged_means_differ_by_more_than_their_mdc_once_in_twenty():
    rng = np.random.default_rng(5)
    state = rng.normal(size=(20_000, 30))
    for day in range(1, 30):
        state[:, day] = 0.6 * state[:, day - 1] + 0.8 * state[:, day]
    apart = state[:, :8].mean(axis=1) - rng.permutation(state[:, 8:].mean(axis=1))
    limit = mdc95_of_means(1.0, 8, 22, carryover=0.6)
    assert np.mean(np.abs(apart) > limit) == pytest.approx(0.05, abs=0.006)


@pytest.mark.parametrize("sem", [-1, math.nan, math.inf, "2", None])
def test_a_standard_error_that_is_none_is_refused(sem):
    with pytest.raises(DataError, match="sem is"):
        mdc95_of_means(sem, 1, 1)
    with pytest.raises(DataError, match="sem is"):
        reliable_change(1, 2, sem=sem)


def test_the_example_of_jacobson_and_truax():
    # From 47.5 to 32.5 with SD 7.5 and reliability .80: RC = -15 / 4.74 = -3.16.
    change = reliable_change(47.5, 32.5, sem=sem_from_icc(7.5, 0.80))
    assert round(change.rci, 2) == -3.16
    assert change.estimate == -15


def test_a_change_of_the_mdc_has_a_p_of_one_in_twenty():
    limit = mdc95_of_means(2.0, 1, 1)
    change = reliable_change(0.0, limit, sem=2.0)
    assert change.p == pytest.approx(0.05, abs=1e-4)
    assert change.low == pytest.approx(0)
    assert reliable_change(3.0, 3.0, sem=2.0).p == 1
    assert reliable_change(limit, 0.0, sem=2.0).p == change.p


def test_a_ruler_without_error_or_a_missing_reading_is_refused():
    with pytest.raises(DataError, match="must be above 0"):
        reliable_change(1, 2, sem=0)
    with pytest.raises(DataError, match="before is nan"):
        reliable_change(math.nan, 2, sem=1)


def test_an_error_from_a_reliability_runs_from_none_to_the_whole_spread():
    assert sem_from_icc(5, 1) == 0
    assert sem_from_icc(5, 0) == 5
    assert sem_from_icc(5, 0.84) == pytest.approx(2)


@pytest.mark.parametrize(("sd", "reliability"), [(-1, 0.5), (5, 1.2), (5, -0.1), (math.nan, 0.5), (5, "x")])
def test_a_reliability_outside_its_range_is_refused(sd, reliability):
    with pytest.raises(DataError, match=r"sd must be 0 or more|must be a finite number"):
        sem_from_icc(sd, reliability)


def test_the_published_example_of_shrout_and_fleiss_comes_out():
    result = icc(JUDGES)
    assert [round(getattr(result, name).estimate, 2) for name in NAMES] == [0.17, 0.29, 0.71]
    assert (result.n_subjects, result.n_judges) == (6, 4)


# pingouin 0.7.0, intraclass_corr: estimate and p in full, its intervals with two decimals.
HIPS = [[-0.5, 7.8, 5.0], [11.2, 11.0, 11.0], [10.0, 12.3, 10.7], [0.1, 3.3, 0.7], [-1.5, 3.8, 2.2],
        [-3.5, 0.2, 1.4], [3.5, 4.4, 7.9], [4.5, 3.8, 3.2], [7.5, 9.7, 8.1]]  # fmt: skip
AGAINST = [[3, 6, 1], [5, 2, 4], [2, 5, 4], [4, 1, 6], [6, 3, 2]]
PINGOUIN = [
    (JUDGES, "icc_1_1", 0.1657417684054755, -0.13, 0.72, 0.16476880834463953),
    (JUDGES, "icc_2_1", 0.28976377952755916, 0.02, 0.76, 0.000134566516484335),
    (JUDGES, "icc_3_1", 0.7148407148407154, 0.34, 0.95, 0.000134566516484335),
    (HIPS, "icc_1_1", 0.7736604352975283, 0.48, 0.94, 1.3382166298537988e-05),
    (HIPS, "icc_2_1", 0.7797598671551255, 0.42, 0.94, 1.358644684609542e-06),
    (HIPS, "icc_3_1", 0.8483437427712239, 0.61, 0.96, 1.358644684609542e-06),
    (AGAINST, "icc_1_1", -0.4885496183206107, -0.50, -0.40, 0.9994479690427159),
    (AGAINST, "icc_2_1", -0.6666666666666666, -0.68, -0.48, 0.9996093981182574),
    (AGAINST, "icc_3_1", -0.4905660377358491, -0.50, -0.42, 0.9996093981182574),
]


@pytest.mark.parametrize(("ratings", "name", "estimate", "low", "high", "p"), PINGOUIN)
def test_agreement_is_that_of_pingouin(ratings, name, estimate, low, high, p):
    one = getattr(icc(ratings), name)
    assert one.estimate == pytest.approx(estimate, rel=1e-12)
    assert one.p == pytest.approx(p, rel=1e-10)
    assert (round(one.low, 2), round(one.high, 2)) == (low, high)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=2, max_size=8))
def test_agreement_has_no_unit_and_its_interval_holds_the_estimate(ratings):
    table = np.array(ratings, float)
    if (table == table[0, 0]).all():
        table[0, 0] += 1
    result, scaled = icc(table), icc(1000 - 7 * table)
    for name in NAMES:
        one, other = getattr(result, name), getattr(scaled, name)
        assert one.estimate == pytest.approx(other.estimate, abs=1e-9, nan_ok=True)
        if not math.isnan(one.low):
            assert one.low - 1e-9 <= one.high <= 1 + 1e-9
            held = one.low - 1e-9 <= one.estimate <= one.high + 1e-9
            assert held or (name == "icc_2_1" and one.estimate < 0)  # its df is approximate


def test_a_judge_who_rates_higher_counts_for_absolute_agreement_only():
    table = np.array(HIPS)
    lifted = icc(table + np.array([0, 0, 5]))
    assert lifted.icc_3_1.estimate == pytest.approx(icc(table).icc_3_1.estimate, rel=1e-12)
    assert lifted.icc_2_1.estimate < icc(table).icc_2_1.estimate


def test_a_subject_with_a_missing_rating_is_left_out_and_not_counted():
    assert icc([*JUDGES, [5, np.nan, 5, 5]]) == icc(JUDGES)


@pytest.mark.parametrize("table", [[[1, 1], [2, 2], [5, 5]], [[0.1, 0.1], [0.3, 0.3], [0.7, 0.7]]])
def test_agreement_to_the_last_digit_has_no_interval(table):
    one = icc(table).icc_3_1
    assert one.estimate == 1
    assert np.isnan([one.low, one.high, one.p]).all()


def test_an_icc_that_does_not_exist_is_nan():
    assert math.isnan(icc([[0, 1], [1, 0]]).icc_2_1.estimate)
    assert math.isnan(icc([[1, 2], [1, 2]]).icc_3_1.estimate)


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        (np.empty((0, 3)), "0 complete subjects and 3 judges"),
        ([[1, 2, 3]], "1 complete subjects"),
        ([[1], [2]], "1 judges"),
        ([[1, np.nan], [2, 3]], "1 complete subjects"),
        ([[4, 4], [4, 4]], "no variation"),
    ],
)
def test_ratings_that_cannot_tell_are_named(ratings, reason):
    with pytest.raises(TooFewPoints, match=reason):
        icc(ratings)


@pytest.mark.parametrize(
    ("ratings", "message"),
    [([1, 2, 3], "must have 2 dimension"), ([[1, np.inf], [2, 3]], "infinite"), ([["a", "b"]], "be numbers")],
)
def test_ratings_that_are_no_table_of_numbers_are_refused(ratings, message):
    with pytest.raises(DataError, match=message):
        icc(ratings)
