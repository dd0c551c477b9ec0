"""The mean of paired differences against full matrices, by properties, and by its false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analysis.errors import DataError, TooFewPoints
from analysis.stats.paired import mean_change
from tests.stats.simulated_noise import daily_noise
from tests.stats.slow import grid, noise_matrix

FIELDS = ("estimate", "low", "high", "p", "carryover")


def as_tuple(change):
    return tuple(getattr(change, name) for name in FIELDS)


def slow_mean(y, days, *, step, level=0.95):
    """(estimate, low, high, p, carryover) by full matrices, a grid point after the other."""
    y, n = np.asarray(y, float), len(y)
    one, gaps = np.ones(n), np.diff(days) / np.median(np.diff(days))
    rows = []
    for rho, q, mass in grid(bool(np.all(gaps == np.round(gaps)))):
        r = noise_matrix(days, rho, q)
        inverse = np.linalg.inv(r)
        information = one @ inverse @ one
        centre = one @ inverse @ y / information
        rest = y - centre
        s2 = max(rest @ inverse @ rest, 0.0) + (n - 1) * step**2 / 12
        log_weight = (
            -0.5 * np.linalg.slogdet(r)[1]
            - 0.5 * np.log(information)
            - 0.5 * (n - 1) * np.log(s2)
            + np.log(mass)
        )
        rows.append((log_weight, centre, np.sqrt(s2 / (n - 1) / information), rho))
    log_weight, centre, scale, rho = map(np.array, zip(*rows, strict=True))
    w = np.exp(log_weight - log_weight.max())
    w /= w.sum()

    def below(v):
        return float(np.sum(w * stats.t.cdf((v - centre) / scale, n - 1)))

    far = np.abs(centre).max() + 1e4 * scale.max()
    tails = [
        optimize.brentq(lambda v, t=t: below(v) - t, -far, far, xtol=1e-13)
        for t in ((1 - level) / 2, (1 + level) / 2)
    ]
    return float(w @ centre), tails[0], tails[1], 2 * min(below(0.0), 1 - below(0.0)), float(w @ rho)


@pytest.mark.parametrize(
    ("days", "step", "shift", "seed"),
    [
        (np.arange(20), 0.0, 0.3, 1),
        (np.arange(12), 1.0, -1.0, 2),
        (np.arange(0, 90, 7), 0.1, 0.5, 3),
        (np.array([0, 1, 2, 5, 6, 7, 9, 10, 14, 15]), 0.5, 2.0, 4),
        (np.array([0, 2, 4, 5, 8, 10, 12, 17, 19, 21]), 0.0, 0.0, 5),
        (np.arange(4), 1.0, -2.0, 6),
    ],
    ids=["daily", "ratings", "weekly", "gaps", "gaps-that-are-not-whole", "the-fewest"],
)
def test_the_numbers_are_those_of_full_matrices(days, step, shift, seed):
    rng = np.random.default_rng(seed)
    y = shift + 1.5 * daily_noise(1, len(days), 0.5, 0.2, rng)[0]
    y = np.round(y / step) * step if step else y
    got = mean_change(y, days=days)
    assert as_tuple(got) == pytest.approx(slow_mean(y, days, step=step), rel=1e-9, abs=1e-9)
    assert got.n == len(days)


def test_many_independent_differences_give_about_a_t_interval():
    y = np.random.default_rng(7).normal(-1.0, 1.0, 200)
    got = mean_change(y)
    low, high = stats.t.interval(0.95, 199, y.mean(), stats.sem(y))
    assert got.estimate == pytest.approx(y.mean(), abs=0.02)
    assert 1 < (got.high - got.low) / (high - low) < 1.6


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(4, 30), shift=st.floats(-50, 50))
def test_a_shift_of_all_differences_is_added(seed, n, shift):
    y = np.random.default_rng(seed).normal(size=n)
    old, new = mean_change(y), mean_change(y + shift)
    for name in ("estimate", "low", "high"):
        assert getattr(new, name) == pytest.approx(getattr(old, name) + shift, abs=1e-8)
    assert new.carryover == pytest.approx(old.carryover, abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(y=st.lists(st.integers(-6, 6), min_size=4, max_size=30))
def test_after_less_before_is_before_less_after_with_the_other_sign(y):
    old, new = mean_change(y), mean_change(np.negative(y))
    assert (new.estimate, new.low, new.high) == pytest.approx((-old.estimate, -old.high, -old.low), abs=1e-9)
    assert new.p == pytest.approx(old.p, abs=1e-9)


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_few_series_without_a_change_are_called_changed(rho):
    noise = daily_noise(400, 28, rho, 0.0, np.random.default_rng(28))
    assert np.mean([mean_change(y).p < 0.05 for y in noise]) <= 0.08


def test_missing_differences_are_left_out_and_their_place_stays_a_gap():
    y = np.array([1.0, np.nan, 2.5, 0.3, 1.7, np.nan, 0.9])
    known = ~np.isnan(y)
    assert mean_change(y) == mean_change(y[known], days=np.arange(7)[known])


def test_the_order_of_the_rows_does_not_matter():
    y, days = [1.0, 3.0, 2.2, 0.1, 1.4], [0, 1, 3, 4, 8]
    assert mean_change(y, days=days) == mean_change(y[::-1], days=days[::-1])


def test_equal_whole_differences_have_an_interval_from_their_rounding():
    got = mean_change([-2] * 8)
    assert got.estimate == pytest.approx(-2)
    assert -3 < got.low < -2 < got.high < -1
    assert got.high + got.low == pytest.approx(-4)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_fewer_than_four_pairs_are_too_few(n):
    with pytest.raises(TooFewPoints, match=f"{n} pairs, at least 4 are needed"):
        mean_change([1.0, 2.0, 3.0][:n])


def test_equal_differences_on_no_step_have_no_interval():
    with pytest.raises(TooFewPoints, match="no variation"):
        mean_change([np.pi] * 6)


@pytest.mark.parametrize(
    ("values", "options", "match"),
    [
        ([1, 2, 3, 4], {"days": [0, 1, 1, 2]}, "stands twice"),
        ([1, 2, 3, np.inf], {}, "infinite"),
        (["a", "b", "c", "d"], {}, "must be numbers"),
        ([[1, 2, 3, 4]], {}, "one difference after the other"),
        ([1, 2, 3, 4], {"level": 95}, "between 0 and 1"),
    ],
)
def test_what_cannot_be_read_is_refused(values, options, match):
    with pytest.raises(DataError, match=match):
        mean_change(values, **options)
