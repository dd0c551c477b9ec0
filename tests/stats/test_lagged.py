"""Links between daily series: worked by plain loops, by published numbers, by properties, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from analysis.errors import DataError, TooFewPoints
from analysis.stats.lagged import Lagged, adjust_bh, lagged

LAGS = (0, 1, 7)

# The 15 p values of Benjamini and Hochberg (1995), section 3.2: they reject the first four at .05.
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def carried(n, phi, rng):
    """An AR(1) of n days, begun long before."""
    values = rng.normal(size=n + 50)
    for day in range(1, n + 50):
        values[day] += phi * values[day - 1]
    return values[50:]


def with_gaps(values, share, rng):
    return np.where(rng.random(len(values)) < share, np.nan, values)


def made(n=40, *, seed=1, share=0.1):
    rng = np.random.default_rng(seed)
    return with_gaps(rng.normal(size=n), share, rng), with_gaps(rng.normal(size=n), share, rng)


def without_line(values):
    known = np.isfinite(values)
    day = np.arange(len(values))
    slope, level = np.polyfit(day[known], values[known], 1)
    return values - slope * day - level


def r_by_loop(x, y, lag):
    pairs = [(x[t], y[t + lag]) for t in range(len(x) - lag) if np.isfinite(x[t]) and np.isfinite(y[t + lag])]
    return float(np.corrcoef(np.array(pairs).T)[0, 1]), len(pairs)


def by_loop(cause, outcome):
    """The whole test in plain loops: r, n, p, and the largest r of every shift."""
    x, y = without_line(cause), without_line(outcome)
    found = [r_by_loop(x, y, lag) for lag in LAGS]
    observed = max(abs(r) for r, _ in found)
    shifted = [max(abs(r_by_loop(np.roll(x, s), y, lag)[0]) for lag in LAGS) for s in range(1, len(x))]
    p = (1 + sum(one >= observed - 1e-9 for one in shifted)) / (1 + len(shifted))
    return [r for r, _ in found], [n for _, n in found], p, shifted


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_of_plain_loops(seed):
    cause, outcome = made(30, seed=seed, share=0.05)
    found = lagged(cause, outcome)
    r, n, p, shifted = by_loop(cause, outcome)
    assert found.r == pytest.approx(r, abs=1e-10)
    assert found.n == tuple(n)
    assert found.p == pytest.approx(p)
    assert found.shifts == 29
    # .05 of 29 + 1 is 1.5: only the observed one may be so large, so the limit is the largest shift
    assert found.limit == pytest.approx(max(shifted))


def test_every_other_day_by_hand():
    # 12 ones on the odd days of 25, the same from both ends, so that the line is flat. A shift of 2 k days
    # keeps 12 - k of the ones together: at most 11, r = (25 x 11 - 144) / 156, at least none, r = -144 / 156.
    days = np.arange(25) % 2.0
    found = lagged(days, 3 - 2 * days, lags=(0,))
    assert found.r == pytest.approx((-1.0,))
    assert (found.n, found.shifts, found.p) == ((25,), 24, 1 / 25)
    assert found.limit == pytest.approx(144 / 156)


def test_a_copy_a_day_later_by_hand():
    cause = np.random.default_rng(1).permutation(24).astype(float)
    found = lagged(cause, np.r_[11.5, cause[:-1]], lags=(0, 1))
    assert found.n == (24, 23)
    assert found.lags[found.strongest] == 1
    assert found.r[1] > 0.95


def test_p_is_small_exactly_where_the_largest_r_is_above_the_limit():
    for seed in range(300):
        found = lagged(*made(45, seed=seed))
        assert (found.p <= 0.05) == (max(np.abs(found.r)) > found.limit + 1e-9)


def test_a_link_of_one_day_is_found():
    rng = np.random.default_rng(4)
    cause = carried(84, 0.3, rng)
    outcome = np.r_[0.0, -cause[:-1]] + carried(84, 0.3, rng)
    found = lagged(with_gaps(cause, 0.1, rng), with_gaps(outcome, 0.1, rng))
    assert found.lags[found.strongest] == 1
    assert found.r[1] < -0.4
    assert found.p <= 0.05


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 50), st.floats(-20, 20), st.floats(-2, 2))
def test_units_levels_and_trends_change_nothing(seed, scale, level, slope):
    cause, outcome = made(35, seed=seed, share=0.0)
    day = np.arange(35)
    here, there = lagged(cause, outcome), lagged(cause * scale + slope * day, outcome + level - slope * day)
    assert there.r == pytest.approx(here.r, abs=1e-7)
    assert there.p == here.p
    assert there.limit == pytest.approx(here.limit, abs=1e-7)


def test_turning_the_outcome_over_turns_every_r():
    cause, outcome = made(50, seed=8)
    here, there = lagged(cause, outcome), lagged(cause, -outcome)
    assert there.r == pytest.approx([-one for one in here.r])
    assert there.p == here.p


def test_without_gaps_and_lags_every_start_of_the_circle_gives_the_same_p():
    rng = np.random.default_rng(3)
    cause, outcome = rng.normal(size=32), rng.normal(size=32)
    day = np.arange(32)
    for values in (cause, outcome):
        values -= np.polyval(np.polyfit(day, values, 1), day)
    largest = [abs(np.corrcoef(np.roll(cause, s), outcome)[0, 1]) for s in range(32)]
    assert lagged(cause, outcome, lags=(0,)).p == pytest.approx(
        sum(one >= largest[0] for one in largest) / 32
    )


@pytest.mark.parametrize(("phi", "seed"), [(0.0, 21), (0.4, 22), (0.6, 23)])
def test_series_without_a_link_are_rarely_called_linked(phi, seed):
    rng = np.random.default_rng(seed)
    called = [
        lagged(*(with_gaps(carried(56, phi, rng), 0.15, rng) for _ in range(2))).p <= 0.05 for _ in range(400)
    ]
    assert np.mean(called) <= 0.075


def test_a_lag_without_enough_pairs_is_not_looked_at():
    rng = np.random.default_rng(6)
    weekly = np.arange(210) % 7 == 0
    cause, outcome = (np.where(weekly, rng.normal(size=210), np.nan) for _ in range(2))
    found = lagged(cause, outcome)
    assert found.n == (30, 0, 29)
    assert np.isnan(found.r[1])
    # only whole weeks bring the readings together again
    assert found.shifts == 29


def test_too_few_days_are_said():
    cause, outcome = made(60, share=0.0)
    outcome[19:] = np.nan
    with pytest.raises(TooFewPoints, match="19 days of the outcome, at least 20"):
        lagged(cause, outcome)
    cause, outcome = made(60, share=0.0)
    cause[30:], outcome[:30] = np.nan, np.nan
    with pytest.raises(TooFewPoints, match="7 days with both at the best lag"):
        lagged(cause, outcome)
    with pytest.raises(TooFewPoints, match="more than the lag of 7 days"):
        lagged(np.arange(5.0), np.arange(5.0))


@pytest.mark.parametrize("steady", [np.zeros(40), np.full(40, 3.3), np.arange(40) * 0.7 - 5])
def test_a_series_that_is_only_a_line_is_said(steady):
    with pytest.raises(TooFewPoints, match="the cause never changes"):
        lagged(steady, made()[1])
    with pytest.raises(TooFewPoints, match="the outcome never changes"):
        lagged(made()[0], steady)


def test_too_few_shifts_are_said():
    # 22 days without a pattern among 1000: hardly any shift brings 10 of them together again
    rng = np.random.default_rng(2)
    days = rng.choice(1000, 22, replace=False)
    cause, outcome = np.full(1000, np.nan), np.full(1000, np.nan)
    cause[days], outcome[days] = rng.normal(size=22), rng.normal(size=22)
    with pytest.raises(TooFewPoints, match="0 shifts can be compared, at least 19"):
        lagged(cause, outcome)


@pytest.mark.parametrize(
    ("cause", "lags", "words"),
    [
        (np.zeros(39), LAGS, "must be rows of the same days"),
        (np.full(40, np.inf), LAGS, "infinite"),
        (np.zeros(40), (), "must be different whole numbers"),
        (np.zeros(40), (0, 0), "must be different whole numbers"),
        (np.zeros(40), (-1,), "must be different whole numbers"),
        (np.zeros(40), (0.5,), "must be different whole numbers"),
    ],
)
def test_misuse_is_said(cause, lags, words):
    with pytest.raises(DataError, match=words):
        lagged(cause, made()[1], lags=lags)


def test_the_least_p_is_that_of_all_shifts():
    found = lagged(*made(40, share=0.0))
    assert found.least_p == 1 / 40
    assert found.p >= found.least_p
    assert isinstance(found, Lagged)


def test_adjusted_p_by_hand():
    # sorted .01 .02 .04: 3 x .01 / 1 = .03, 3 x .02 / 2 = .03, 3 x .04 / 3 = .04
    assert adjust_bh([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.03])


def test_the_published_example_rejects_its_first_four():
    adjusted = adjust_bh(PUBLISHED)
    assert (adjusted <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert adjusted[:4] == pytest.approx([0.0015, 0.0030, 0.0095, 0.035625])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_are_those_of_scipy(values):
    adjusted = adjust_bh(values)
    assert adjusted == pytest.approx(false_discovery_control(values, method="bh"))
    assert (adjusted >= np.array(values) - 1e-15).all()


def test_no_p_at_all_and_no_p_values_are_told_apart():
    assert adjust_bh([]).size == 0
    for wrong in ([0.5, np.nan], [1.2], [-0.1], [[0.1]]):
        with pytest.raises(DataError, match="from 0 to 1"):
            adjust_bh(wrong)
