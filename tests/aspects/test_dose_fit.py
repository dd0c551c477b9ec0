"""Readings against minutes with one bend: by hand, by properties, and how often chance is taken for a link."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.dose_curve import DoseCurve
from analysis.aspects.dose_fit import choose_knot, fit_dose, sum_days_before
from analysis.errors import TooFewPoints
from analysis.stats.lagged import adjust_bh
from tests.aspects.made_links import FIRST


def by_day(values):
    return pd.Series(values, index=pd.date_range(FIRST, periods=len(values), freq="D", unit="s"), dtype=float)


def bent(minutes, *, knot=10.0, below=-0.2, above=-0.02):
    return below * np.minimum(minutes, knot) + above * np.maximum(minutes - knot, 0)


def lots(rng, days):
    """Weeks of 0 to 8 minutes a day, drawn by lot; then the sums of 7 days before."""
    daily = np.repeat(rng.choice([0.0, 1, 2, 4, 8], size=days // 7 + 2), 7)
    return sum_days_before(by_day(daily)).to_numpy()[7 : days + 7]


def carried_over(rng, days, *, rho=0.5, sd=1.2):
    state = np.zeros(days)
    for day in range(1, days):
        state[day] = rho * state[day - 1] + rng.normal(scale=sd * np.sqrt(1 - rho**2))
    return state


def answer_of(readings, minutes, *, worthwhile=2.0):
    fit = fit_dose(readings, minutes)
    few, more = adjust_bh([fit.p_few, fit.p_more])
    fit = replace(fit, p_few=few, p_more=more)
    return DoseCurve("", "", "points", -1, worthwhile, fit, 1, "").answer


@pytest.fixture(scope="module")
def made():
    """60 days on an exact bent curve with a line in time."""
    rng = np.random.default_rng(2)
    minutes = by_day([2, *rng.integers(2, 40, size=59)])
    return by_day(7 + 0.03 * np.arange(60) + bent(minutes.to_numpy())), minutes


def test_the_sum_leaves_the_day_itself_out_and_needs_all_seven_days():
    minutes = [1.0, 2, 3, 4, 5, 6, 7, 100, 0, np.nan, 0]
    expected = [np.nan] * 7 + [28.0, 127.0, 125.0, np.nan]
    assert np.array_equal(sum_days_before(by_day(minutes)), expected, equal_nan=True)
    assert sum_days_before(by_day([1.0] * 7)).isna().all()
    assert sum_days_before(pd.Series(dtype=float)).empty


@pytest.mark.parametrize(
    ("minutes", "knot"),
    [
        ([*range(1, 11), *range(11, 21)], 10.0),  # 10 on each side
        ([*range(2, 11), *range(11, 22)], 11.5),  # 9 up to it: the median
        ([0] * 15 + [1, 2, 3, 4, 5], 2.5),  # the median is the least: that of 1 to 4
        ([5, 6, 7] + [30] * 15, 6.5),  # the median is the most: that of 6 and 7
    ],
)
def test_where_the_curve_may_bend(minutes, knot):
    assert choose_knot(np.array(minutes, dtype=float)) == knot


def test_a_curve_without_noise_is_found_again(made):
    readings, minutes = made
    fit = fit_dose(readings, minutes)
    much = float(np.quantile(minutes, 0.9))
    assert (fit.lowest, fit.knot, fit.much) == (2.0, 10.0, much)
    assert fit.below.estimate == pytest.approx(-0.2)
    assert fit.above.estimate == pytest.approx(-0.02)
    assert fit.few.estimate == pytest.approx(-0.2 * 8)
    assert fit.more.estimate == pytest.approx(-0.02 * (much - 10))
    curve = bent(minutes.to_numpy())
    assert fit.sides.estimate == pytest.approx(curve[minutes > 10].mean() - curve[minutes <= 10].mean())
    assert (fit.p_few, fit.p_more) == (fit.below.p, fit.above.p)


def test_points_and_curve_begin_at_the_fewest_minutes(made):
    readings, minutes = made
    fit = fit_dose(readings, minutes)
    assert fit.points.index.equals(readings.index)
    assert fit.points["minutes"].tolist() == minutes.tolist()
    expected = bent(minutes.to_numpy()) - bent(np.array([2.0]))
    assert fit.points["difference"].to_numpy() == pytest.approx(expected)
    first, last = fit.curve.iloc[0], fit.curve.iloc[-1]
    assert first.tolist() == [2.0, 0.0, 0.0, 0.0]
    assert last["minutes"] == np.quantile(minutes, 0.95)
    assert 10.0 in fit.curve["minutes"].tolist()
    assert (fit.curve["low"] <= fit.curve["difference"]).all()
    assert (fit.curve["difference"] <= fit.curve["high"]).all()


def test_the_curve_at_the_knot_is_the_difference_of_a_few_minutes(made):
    rng = np.random.default_rng(5)
    fit = fit_dose(made[0] + rng.normal(size=60), made[1])
    at = fit.curve.set_index("minutes").loc[10.0]
    assert at.tolist() == pytest.approx([fit.few.estimate, fit.few.low, fit.few.high])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_another_level_and_line_in_time_change_nothing(seed):
    rng = np.random.default_rng(seed)
    minutes, noise = by_day(rng.gamma(2, 8, size=50)), by_day(rng.normal(size=50))
    plain, moved = fit_dose(noise, minutes), fit_dose(noise + 40 - 0.3 * np.arange(50), minutes)
    for name in ("below", "above", "few", "more", "sides"):
        one, other = getattr(plain, name), getattr(moved, name)
        assert (one.estimate, one.low, one.p) == pytest.approx((other.estimate, other.low, other.p), abs=1e-6)
    assert plain.points["difference"].to_numpy() == pytest.approx(moved.points["difference"].to_numpy())


def test_readings_turned_round_turn_the_curve_round():
    rng = np.random.default_rng(3)
    minutes, noise = by_day(rng.gamma(2, 8, size=50)), by_day(rng.normal(size=50))
    one, other = fit_dose(noise, minutes), fit_dose(-noise, minutes)
    assert (one.few.low, one.few.high) == pytest.approx((-other.few.high, -other.few.low), abs=1e-6)
    assert one.p_more == pytest.approx(other.p_more, abs=1e-6)


def test_more_is_beyond_the_knot_even_where_few_readings_are():
    minutes = by_day([*np.arange(1, 11)] * 19 + [*range(20, 30)])
    fit = fit_dose(by_day(np.random.default_rng(1).normal(size=200)), minutes)
    assert (fit.knot, fit.much) == (10.0, 24.5)
    assert fit.curve["minutes"].iloc[-1] == 24.5
    assert np.isfinite([fit.more.low, fit.more.high, fit.more.p]).all()


@pytest.mark.parametrize(
    ("readings", "minutes", "reason"),
    [
        (np.arange(19.0), np.arange(19) % 6, "19 readings with known minutes in the 7 days before"),
        (np.arange(30) % 7, np.arange(30) % 4, "4 sums of minutes over 7 days that differ, at least 5"),
        (np.full(30, 4.0), np.arange(30) % 9, "all readings are the same"),
        (np.arange(30) % 7, np.arange(30), "minutes cannot be told from a straight line in time"),
    ],
)
def test_why_there_is_no_curve_is_said(readings, minutes, reason):
    with pytest.raises(TooFewPoints, match=reason):
        fit_dose(by_day(readings), by_day(minutes))


def test_chance_is_seldom_taken_for_a_link():
    # The docstring of `fit_dose` has 900 series: 1.7 % 'suffice' or 'more', 3.3 % any link
    rng = np.random.default_rng(8)
    said = []
    for _ in range(60):
        readings = by_day(np.clip(np.round(5 + carried_over(rng, 84)), 0, 10))
        kept = rng.random(84) > 0.15
        said.append(answer_of(readings[kept], by_day(lots(rng, 84))[kept]))
    assert sum(one in ("suffice", "more") for one in said) <= 3
    assert said.count("open") >= 56


def test_what_minutes_do_is_often_found_over_84_days():
    rng = np.random.default_rng(9)
    said = []
    for _ in range(20):
        minutes = lots(rng, 84)
        readings = np.round(8 - 0.1 * minutes + carried_over(rng, 84))
        said.append(answer_of(by_day(readings), by_day(minutes)))
    assert said.count("more") >= 16


def test_that_a_few_minutes_suffice_is_told_where_the_log_is_sharp():
    rng = np.random.default_rng(4)
    minutes = by_day(rng.integers(0, 40, size=120))
    readings = by_day(6 + bent(minutes.to_numpy(), above=0.0) + rng.normal(scale=0.5, size=120))
    assert answer_of(readings, minutes) == "suffice"
    assert answer_of(readings, minutes, worthwhile=None) == "suffice"
