"""The noise engine against a slow one, by properties, and against its false-alarm table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover import CONTRASTS, fit_phases, phase_change, phase_changes, read_change
from tests.stats.simulated_noise import daily_noise
from tests.stats.slow import slow_phase_change

FIELDS = ["estimate", "low", "high", "p", "carryover", "noise_share"]


def as_tuple(change):
    return tuple(getattr(change, name) for name in FIELDS)


@pytest.mark.parametrize("contrast", [one for one in CONTRASTS if one != "now"])
@pytest.mark.parametrize(
    ("days", "step", "seed"),
    [
        (np.arange(20), 0.0, 1),
        (np.arange(12), 1.0, 2),
        (np.arange(0, 90, 7), 0.1, 3),
        (np.array([0, 1, 2, 5, 6, 7, 9, 10, 14, 15, 16, 17, 18]), 1.0, 4),
        (np.array([0, 2, 4, 5, 8, 10, 12, 17, 19, 21]), 0.0, 5),
    ],
    ids=["daily", "ratings", "weekly", "gaps", "gaps-that-are-not-whole"],
)
def test_the_filter_gives_the_numbers_of_full_matrices(contrast, days, step, seed):
    rng = np.random.default_rng(seed)
    y = 5 + daily_noise(1, len(days), 0.5, 0.2, rng)[0] * 1.5
    y = np.clip(np.round(y / step) * step, 0, 10) if step else y
    in_b = np.arange(len(days)) >= len(days) // 3
    tau = 7.0 if contrast == "gradual" else None
    got = as_tuple(phase_change(y, in_b, days=days, contrast=contrast, tau=tau))
    expected = slow_phase_change(y, in_b, days, contrast=contrast, step=step, tau=tau)
    assert got == pytest.approx(expected, rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("contrast", ["level", "mean_difference", "trend_adjusted"])
def test_covariates_are_columns_of_their_own(contrast):
    rng = np.random.default_rng(11)
    days, in_b = np.arange(24), np.arange(24) >= 9
    stress, sitting = rng.normal(size=(2, 24))
    y = daily_noise(1, 24, 0.4, 0.2, rng)[0] + 0.8 * stress - in_b
    got = phase_change(y, in_b, contrast=contrast, covariates=np.column_stack([stress, sitting]))
    expected = slow_phase_change(y, in_b, days, contrast=contrast, step=0.0, covariates=(stress, sitting))
    assert as_tuple(got) == pytest.approx(expected, rel=1e-8, abs=1e-9)


def test_a_day_whose_covariate_is_unknown_is_left_out_and_counted():
    rng = np.random.default_rng(12)
    y, stress, in_b = rng.normal(size=20), rng.normal(size=20), np.arange(20) >= 8
    stress[[3, 15]] = np.nan
    known = ~np.isnan(stress)
    change = phase_change(y, in_b, covariates=stress)
    rest = phase_change(y[known], in_b[known], days=np.flatnonzero(known), covariates=stress[known])
    assert change == replace(rest, n_dropped=2)
    assert (change.n_a, change.n_b) == (7, 11)


def test_now_compares_the_last_two_weeks():
    rng = np.random.default_rng(13)
    y, in_b = rng.normal(size=60), np.arange(60) >= 20
    recent = ~in_b | (np.arange(60) >= 46)
    now = phase_change(y, in_b, contrast="now")
    assert now == phase_change(y[recent], in_b[recent], days=np.flatnonzero(recent))
    assert now.n_b == 14


def test_now_takes_the_last_three_readings_of_a_weekly_log_and_all_of_a_short_one():
    rng = np.random.default_rng(14)
    y, days, in_b = rng.normal(size=12), np.arange(0, 84, 7), np.arange(12) >= 6
    assert phase_change(y, in_b, days=days, contrast="now").n_b == 3
    short = phase_change(y, in_b, contrast="now")
    assert short == phase_change(y, in_b)


def test_phases_may_come_and_go_where_the_contrast_needs_no_start():
    rng = np.random.default_rng(15)
    in_b = np.tile([False, True], 12)
    change = phase_change(rng.normal(size=24) + 2 * in_b, in_b)
    assert change.low < 2 < change.high
    with pytest.raises(TooFewPoints, match="days of A follow days of B"):
        phase_change(rng.normal(size=24), in_b, contrast="level_and_slope")


def test_a_straight_line_is_no_step_once_the_line_is_in_the_model():
    y = np.arange(30) * 0.5
    change = phase_change(y + np.random.default_rng(3).normal(size=30) * 0.01, np.arange(30) >= 12,
                          contrast="trend_adjusted")  # fmt: skip
    assert abs(change.estimate) < 0.1


def test_columns_that_say_the_same_are_refused():
    in_b = np.arange(20) >= 8
    with pytest.raises(TooFewPoints, match="cannot be told apart"):
        phase_change(np.random.default_rng(4).normal(size=20), in_b, covariates=in_b.astype(float))
    with pytest.raises(TooFewPoints, match="cannot be told apart"):
        phase_change([1.5, 2.25, 3, 4.125, 5, 2], [0, 0, 0, 0, 0, 1], contrast="gradual", tau=5)


def test_many_series_give_the_numbers_of_one():
    rng = np.random.default_rng(6)
    values = daily_noise(30, 25, 0.4, 0.3, rng)
    complete = phase_changes(values, np.arange(25) >= 9)
    values[rng.random(values.shape) < 0.2] = np.nan
    gappy = phase_changes(values, np.arange(25) >= 9, days=np.arange(25) * 2)
    for contrast in CONTRASTS:
        tau = 5.0 if contrast == "gradual" else None
        table = phase_changes(values, np.arange(25) >= 9, contrast=contrast, tau=tau)
        one = phase_change(values[7], np.arange(25) >= 9, contrast=contrast, tau=tau)
        assert table.loc[7, FIELDS].to_numpy(float) == pytest.approx(as_tuple(one), abs=1e-9)
    for i in (0, 13, 29):
        row = gappy.loc[i, FIELDS].to_numpy(float)
        one = phase_change(values[i], np.arange(25) >= 9, days=np.arange(25) * 2)
        assert row == pytest.approx(as_tuple(one), abs=1e-9)
    assert len(complete) == 30
    assert complete["reason"].isna().all()


def test_a_batch_larger_than_one_chunk_keeps_its_order():
    values = daily_noise(600, 12, 0.0, 0.0, np.random.default_rng(7))
    whole = phase_changes(values, np.arange(12) >= 5)
    assert whole["estimate"].iloc[555] == pytest.approx(
        phase_change(values[555], np.arange(12) >= 5).estimate, abs=1e-9
    )


def test_phases_without_spread_get_an_interval_and_not_a_point():
    change = phase_change([5] * 8 + [3] * 8, [False] * 8 + [True] * 8)
    assert change.estimate == pytest.approx(-2)
    assert -3 < change.low < -2 < change.high < -1


def test_by_hand_the_mean_difference_is_the_difference_of_the_means():
    change = phase_change([1, 2, 3, 6, 8, 10], ["A"] * 3 + ["B"] * 3, contrast="mean_difference")
    assert change.estimate == pytest.approx(6)
    assert (change.n_a, change.n_b) == (3, 3)


def test_phase_means_are_the_plain_means_with_wider_intervals_when_days_depend():
    y = daily_noise(1, 60, 0.8, 0.0, np.random.default_rng(9))[0]
    in_b = np.arange(60) >= 20
    mean = read_change(fit_phases(y, in_b, averages=["mean_b"]), "mean_b")
    assert mean.estimate == pytest.approx(y[20:].mean())
    assert mean.n_b == 40
    as_if_independent = 2 * 1.96 * y[20:].std(ddof=1) / np.sqrt(40)
    assert mean.high - mean.low > 1.5 * as_if_independent


readings = st.lists(st.integers(0, 10), min_size=8, max_size=24)


@settings(max_examples=40, deadline=None)
@given(readings, st.integers(2, 6), st.sampled_from(["level", "mean_difference"]))
def test_swapping_phases_turns_the_sign_and_scaling_scales(values, cut, contrast):
    y = np.array(values, float)
    in_b = np.arange(len(y)) >= cut
    change = phase_change(y, in_b, contrast=contrast)
    swapped = phase_change(y, ~in_b, contrast=contrast)
    assert (swapped.estimate, swapped.low, swapped.high) == pytest.approx(
        (-change.estimate, -change.high, -change.low), abs=1e-8
    )
    assert swapped.p == pytest.approx(change.p, abs=1e-9)
    tenfold = phase_change(y * 10 + 1000, in_b, contrast=contrast)
    if len(np.unique(y % 5)) > 1 and len(np.unique(y % 2)) > 1:
        assert tenfold.low == pytest.approx(change.low * 10, abs=1e-6)
    assert change.low < change.estimate < change.high
    assert 0 <= change.p <= 1


def test_unsorted_days_are_sorted():
    rng = np.random.default_rng(8)
    y, days = rng.normal(size=15), np.arange(15)
    shuffle = rng.permutation(15)
    assert phase_change(y, days >= 6, days=days) == phase_change(
        y[shuffle], (days >= 6)[shuffle], days=days[shuffle]
    )


def test_missing_readings_are_gaps_and_not_values():
    y = np.array([5, np.nan, 6, 4, 5, np.nan, np.nan, 3, 2, 3, 4, 2.0])
    in_b = np.arange(12) >= 6
    seen = ~np.isnan(y)
    assert phase_change(y, in_b) == phase_change(y[seen], in_b[seen], days=np.flatnonzero(seen))


@pytest.mark.parametrize(
    ("values", "phase", "reason"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], "4 days with a reading, at least 5 are needed"),
        ([1, 2, 3, 4, 5], [1, 1, 1, 1, 1], "no reading in phase A"),
        ([np.nan] * 6, [0, 0, 0, 1, 1, 1], "no reading in phase A"),
        ([], [], "no reading in phase A"),
        ([0.12345] * 8, [0] * 4 + [1] * 4, "no variation"),
    ],
)
def test_what_cannot_be_told_is_said(values, phase, reason):
    with pytest.raises(TooFewPoints, match=reason):
        phase_change(values, phase)
    row = phase_changes([values], phase).iloc[0]
    assert reason in row["reason"]
    assert row[FIELDS].isna().all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(values=[1, 2, np.inf], phase=[0, 0, 1]), "infinite"),
        (dict(values=[1, 2, 3], phase=[0, 1]), "phase has shape"),
        (dict(values=[1, 2, 3], phase=["A", "B", "C"]), "'B'/'A'"),
        (dict(values=[1, 2, 3], phase=[0, 0, 1], days=[1, 1, 2]), "a day stands twice"),
        (dict(values=[1, 2, 3], phase=[0, 0, 1], days=[1.5, 2, 3]), "whole numbers"),
        (dict(values=["a", "b", "c"], phase=[0, 0, 1]), "must be numbers"),
        (dict(values=[[1, 2, 3]], phase=[0, 0, 1]), "use phase_changes"),
        (dict(values=range(9), phase=[0] * 4 + [1] * 5, contrast="slope"), "must be one of"),
        (dict(values=range(9), phase=[0] * 4 + [1] * 5, level=95), "between 0 and 1"),
        (dict(values=range(9), phase=[0] * 4 + [1] * 5, contrast="gradual"), "tau is None"),
        (dict(values=range(9), phase=[0] * 4 + [1] * 5, covariates=[1.0, 2.0]), "covariates have shape"),
        (dict(values=range(3), phase=[0, 0, 1], covariates=[1.0, 2.0, np.inf]), "infinite"),
        (dict(values=range(3), phase=[0, 0, 1], covariates=["a", "b", "c"]), "covariates must be numbers"),
    ],
)
def test_bad_input_is_refused_with_a_reason(arguments, message):
    with pytest.raises(DataError, match=message):
        phase_change(**arguments)


# False alarms at nominal .05 (upper limit) and detection of 1 SD (lower limit), 28 + 56 days.
# The limits are those promised for the verdict plus two Monte Carlo standard errors.
BANDS = {(0.0, 0.0): (0.07, 0.88), (0.3, 0.0): (0.07, 0.74), (0.6, 0.0): (0.07, 0.50),
         (0.8, 0.0): (0.09, 0.46), (0.8, 0.3): (0.09, 0.48)}  # fmt: skip


@pytest.mark.parametrize(("rho", "q"), BANDS)
def test_false_alarms_stay_in_their_band_and_steps_are_found(rho, q):
    count = 600
    in_b = np.arange(84) >= 28
    noise = daily_noise(count, 84, rho, q, np.random.default_rng(20260322))
    most, least = BANDS[rho, q]
    alarms = (phase_changes(noise, in_b)["p"] < 0.05).mean()
    found = (phase_changes(noise + in_b, in_b)["p"] < 0.05).mean()
    assert alarms <= most + 2 * np.sqrt(most * (1 - most) / count)
    assert found >= least - 2 * np.sqrt(least * (1 - least) / count)
