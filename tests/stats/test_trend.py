"""Theil-Sen, autocorrelation and Mann-Kendall: by hand, against other programs, by properties."""

from __future__ import annotations

import json
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import DataError, TooFewPoints
from analysis.stats.trend import autocorrelation, mann_kendall, theil_sen

GOLDEN = Path(__file__).parents[1] / "golden"
SERIES = json.loads((GOLDEN / "simulated_series.json").read_text(encoding="utf-8"))
MODELS = json.loads((GOLDEN / "simulated_models.json").read_text(encoding="utf-8"))

readings = st.lists(st.integers(0, 10), min_size=4, max_size=20)


@pytest.mark.parametrize("name", SERIES)
def test_theil_sen_gives_the_numbers_of_exact_arithmetic(name):
    expected = MODELS[name]["theil_sen_A"]
    line = theil_sen(SERIES[name]["A"], SERIES[name]["tA"])
    assert (line.slope, line.intercept) == pytest.approx(
        (expected["slope"], expected["intercept"]), rel=1e-10, abs=1e-10
    )


def test_by_hand_the_middle_of_three_slopes_wins_over_an_outlier():
    assert theil_sen([0, 1, 20], [0, 1, 2]).slope == 10
    assert theil_sen([0, 1, 2, 3, 90]).slope == 1
    assert theil_sen([3, 7], [0, 8]).slope == 0.5


@settings(max_examples=40, deadline=None)
@given(readings, st.integers(1, 7), st.integers(-5, 5))
def test_theil_sen_follows_a_line_that_is_added_and_the_unit_of_time(values, gap, slope):
    y, day = np.array(values, float), gap * np.arange(len(values))
    line = theil_sen(y, day)
    tilted = theil_sen(y + slope * day, day)
    assert tilted.slope == pytest.approx(line.slope + slope, abs=1e-9)
    assert tilted.intercept == pytest.approx(line.intercept, abs=1e-9)
    assert theil_sen(y).slope == pytest.approx(line.slope * gap, abs=1e-9)


@pytest.mark.parametrize("phase", ["A", "B", "all"])
@pytest.mark.parametrize("name", SERIES)
def test_autocorrelation_gives_the_numbers_of_scan(name, phase):
    series = SERIES[name]
    values = series["A"] + series["B"] if phase == "all" else series[phase]
    stored = MODELS[name]["autocorrelation"]["value"][phase]
    expected = [nan if isinstance(r, str) else r for r in stored.values()]
    assert autocorrelation(values).r == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_a_gap_takes_its_pairs_away_and_moves_nothing_closer():
    gappy = autocorrelation([1, 2, nan, 4, 3], lags=3)
    assert gappy.pairs == (2, 1, 2)
    assert gappy == autocorrelation([1, 2, 4, 3], days=[0, 1, 3, 4], lags=3)
    spread = (1.5**2 + 0.5**2 + 1.5**2 + 0.5**2) / 4
    assert gappy.r[0] == pytest.approx(((-1.5 * -0.5) + 1.5 * 0.5) / 3 / spread)


def test_weekly_readings_have_no_autocorrelation_from_day_to_day():
    weekly = autocorrelation([3, 5, 4, 6, 5], days=[0, 7, 14, 21, 28], lags=7)
    assert all(isnan(r) for r in weekly.r[:6])
    assert weekly.r[6] == pytest.approx(autocorrelation([3, 5, 4, 6, 5], lags=1).r[0] * 5 / 11)


def test_a_constant_series_has_no_autocorrelation():
    assert all(isnan(r) for r in autocorrelation([0.1] * 7).r)


def test_by_hand_kendalls_s_counts_rises_minus_falls():
    trend = mann_kendall([1, 3, 2, 2])
    assert trend.s == 3 - 2
    assert trend.variance == pytest.approx((4 * 3 * 13 - 2 * 1 * 9) / 18)
    assert (trend.z, trend.p) == (0, 1)


@settings(max_examples=60, deadline=None)
@given(readings)
def test_mann_kendall_agrees_with_scipys_tau_and_turns_with_the_readings(values):
    y = np.array(values)
    trend = mann_kendall(y)
    if len(set(values)) == 1:
        assert isnan(trend.tau)
        assert isnan(trend.p)
        return
    tau, _ = stats.kendalltau(np.arange(len(y)), y)
    assert trend.tau == pytest.approx(tau, abs=1e-12)
    turned = mann_kendall(-y)
    assert (turned.s, turned.z, turned.p) == (-trend.s, -trend.z, trend.p)
    squeezed = mann_kendall(np.sqrt(y), 3 * np.arange(len(y)))
    assert squeezed.s == trend.s


def test_mann_kendall_raises_its_alarm_as_often_as_promised_on_independent_days():
    rng = np.random.default_rng(20260301)
    p = np.array([mann_kendall(rng.normal(size=30)).p for _ in range(1500)])
    assert (p < 0.05).mean() == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize("statistic", [theil_sen, mann_kendall, lambda y, d=None: autocorrelation(y, days=d)])
def test_unsorted_days_and_missing_readings_change_nothing(statistic):
    y, day = np.array([3.0, 4, nan, 6, 2, 8]), np.array([0, 1, 2, 4, 5, 7])
    shuffle = np.array([3, 1, 5, 0, 2, 4])
    seen = ~np.isnan(y)
    assert statistic(y[shuffle], day[shuffle]) == statistic(y[seen], day[seen])


@pytest.mark.parametrize("statistic", [theil_sen, mann_kendall, autocorrelation])
@pytest.mark.parametrize("values", [[], [1], [nan, nan, nan], [nan, 4]])
def test_too_few_readings_are_refused(statistic, values):
    with pytest.raises(TooFewPoints, match="days with a reading, at least"):
        statistic(values)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(values=[1, 2, np.inf]), "infinite"),
        (dict(values=["a", "b", "c"]), "must be numbers"),
        (dict(values=[[1, 2, 3]]), "must be one series"),
        (dict(values=[1, 2, 3], days=[1, 2, 1]), "day 1 stands twice"),
        (dict(values=[1, 2, 3], days=[1.5, 2, 3]), "whole numbers"),
        (dict(values=[1, 2, 3], days=[1, 2]), "they must match"),
    ],
)
def test_bad_input_is_refused_with_a_reason(arguments, message):
    for statistic in (theil_sen, mann_kendall, autocorrelation):
        with pytest.raises(DataError, match=message):
            statistic(**arguments)


@pytest.mark.parametrize("lags", [0, -1, 1.5, True, "2"])
def test_lags_are_whole_days(lags):
    with pytest.raises(DataError, match="must be a whole number of days from 1 on"):
        autocorrelation([1, 2, 3], lags=lags)
