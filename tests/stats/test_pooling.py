"""Pooled people against a fine sum over tau, other programs, and what must hold whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.meta_analysis import combine_effects

from analysis.errors import DataError, TooFewPoints
from analysis.stats.pooling import pool_changes

Y = np.array([-2.1, -0.4, -1.5, 0.3, -2.8, -1.1, -0.9])
S = np.array([0.5, 0.4, 0.7, 0.5, 0.6, 0.3, 0.9])


def sum_finely(y, s, furthest=60.0, points=60_001):
    """Weights over a fine even grid of tau, and the mean with its variance at each."""
    tau = np.linspace(0, furthest, points)
    w = 1 / (s[:, None] ** 2 + tau**2)
    total = w.sum(axis=0)
    mean = (w * y[:, None]).sum(axis=0) / total
    log = 0.5 * np.log(w).sum(axis=0) - 0.5 * np.log(total) - 0.5 * (w * (y[:, None] - mean) ** 2).sum(axis=0)
    weight = np.exp(log - log.max())
    weight[[0, -1]] /= 2
    return weight / weight.sum(), tau, mean, 1 / total


def test_every_interval_ends_where_a_fine_sum_over_tau_says():
    found = pool_changes(Y, S)
    weight, tau, mean, variance = sum_finely(Y, S)
    assert found.mean == pytest.approx(weight @ mean, abs=1e-6)
    for low, high, spread in (
        (found.low, found.high, np.sqrt(variance)),
        (found.predicted_low, found.predicted_high, np.sqrt(variance + tau**2)),
    ):
        assert weight @ norm.cdf(low, mean, spread) == pytest.approx(0.025, abs=1e-5)
        assert weight @ norm.cdf(high, mean, spread) == pytest.approx(0.975, abs=1e-5)
    pull = S[2] ** 2 / (S[2] ** 2 + tau**2)
    centre, spread = (1 - pull) * Y[2] + pull * mean, np.sqrt((1 - pull) * S[2] ** 2 + pull**2 * variance)
    assert found.shrunk[2] == pytest.approx(weight @ centre, abs=1e-5)
    assert weight @ norm.cdf(found.shrunk_high[2], centre, spread) == pytest.approx(0.975, abs=1e-4)
    assert weight[tau <= found.tau].sum() == pytest.approx(0.5, abs=0.01)
    assert weight[tau <= found.tau_high].sum() == pytest.approx(0.975, abs=0.005)
    assert found.share_beyond(-1.0) == pytest.approx(
        weight @ norm.sf(-1.0, mean, np.sqrt(variance + tau**2)), abs=1e-5
    )


def test_heterogeneity_is_that_of_statsmodels():
    found, theirs = pool_changes(Y, S), combine_effects(Y, S**2, method_re="dl")
    assert found.q == pytest.approx(theirs.q, rel=1e-12)
    assert found.q_p == pytest.approx(theirs.test_homogeneity().pvalue, rel=1e-10)
    assert found.i_squared == pytest.approx(theirs.i2, rel=1e-12)


def test_with_many_people_the_mean_and_its_interval_are_those_of_statsmodels():
    rng = np.random.default_rng(11)
    s = rng.uniform(0.3, 0.8, 400)
    y = rng.normal(1, 0.7, 400) + s * rng.normal(size=400)
    found, theirs = pool_changes(y, s), combine_effects(y, s**2, method_re="iterated")
    mean, _, low, high, *_ = theirs.summary_frame().loc["random effect"]
    assert (found.mean, found.low, found.high) == pytest.approx((mean, low, high), abs=2e-3)
    assert found.tau == pytest.approx(np.sqrt(theirs.tau2), abs=0.02)


def test_people_without_any_difference_are_drawn_to_their_mean():
    found = pool_changes([1.0] * 60, [0.5] * 60)
    assert found.tau < 0.1
    assert found.shrunk == pytest.approx(np.ones(60))
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.5 / np.sqrt(60), rel=0.1)


def test_people_who_were_read_without_noise_stay_where_they_are():
    y = np.arange(30.0)
    found = pool_changes(y, np.full(30, 1e-4))
    assert found.shrunk == pytest.approx(y, abs=1e-6)
    assert found.i_squared > 0.999
    assert found.tau == pytest.approx(y.std(ddof=1), rel=0.05)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 3)), min_size=3, max_size=12),
    st.floats(-20, 20),
    st.floats(0.1, 50),
    st.randoms(),
)
def test_unit_zero_and_order_of_people_do_not_matter(people, shift, scale, random):
    y, s = (np.array(column) for column in zip(*people, strict=True))
    found = pool_changes(y, s)
    moved = pool_changes(scale * y + shift, scale * s)
    names = ("mean", "low", "high", "predicted_low", "predicted_high")
    for name in names:
        assert getattr(moved, name) == pytest.approx(scale * getattr(found, name) + shift, abs=1e-5 * scale)
    order = list(range(len(y)))
    random.shuffle(order)
    again = pool_changes(y[order], s[order])
    assert again.mean == pytest.approx(found.mean, abs=1e-8)
    assert again.shrunk == pytest.approx(found.shrunk[order], abs=1e-8)
    assert found.predicted_low <= found.low <= found.mean <= found.high <= found.predicted_high
    assert ((found.shrunk_low <= found.shrunk) & (found.shrunk <= found.shrunk_high)).all()


def test_a_person_is_drawn_towards_the_mean_the_more_the_noisier_they_are():
    y, s = np.array([3.0, 3.0, 0.0, 0.1, -0.1, 0.05]), np.array([0.2, 2.0, 0.3, 0.3, 0.3, 0.3])
    found = pool_changes(y, s)
    assert found.mean < found.shrunk[1] < found.shrunk[0] < 3


@pytest.mark.parametrize(
    ("y", "s", "message"),
    [
        ([1.0, 2.0, 3.0], [1.0, 0.0, 1.0], "person 1 has estimate 2 and se 0, must be numbers, se above 0"),
        ([1.0, np.nan, 3.0], [1.0, 1.0, 1.0], "person 1 has estimate nan"),
        ([1.0, 2.0], [1.0], "estimate has shape"),
    ],
)
def test_numbers_that_are_none_are_named(y, s, message):
    with pytest.raises(DataError, match=message):
        pool_changes(y, s)


def test_two_people_are_too_few_and_a_level_lies_between_0_and_1():
    with pytest.raises(TooFewPoints, match="2 people, at least 3 are needed"):
        pool_changes([1.0, 2.0], [1.0, 1.0])
    with pytest.raises(DataError, match="level is 95, must lie between 0 and 1"):
        pool_changes([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], level=95)
