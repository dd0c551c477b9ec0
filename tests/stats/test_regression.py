"""A regression whose noise carries over."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover import fit_phases, phase_change
from analysis.stats.carryover.noise import noise_grid
from analysis.stats.regression import carryover_regression
from tests.stats.simulated_noise import daily_noise


def test_with_a_start_as_its_column_it_is_the_step_of_the_engine():
    rng = np.random.default_rng(1)
    y, in_b = daily_noise(1, 40, 0.5, 0.0, rng)[0], np.arange(40) >= 15
    y[rng.random(40) < 0.2] = np.nan
    found, step = carryover_regression(y, in_b).contrast([1]), phase_change(y, in_b)
    assert [found.estimate, found.low, found.high, found.p] == pytest.approx(
        [step.estimate, step.low, step.high, step.p], rel=1e-7
    )


def test_with_covariates_the_step_is_that_of_the_engine():
    rng = np.random.default_rng(2)
    y, in_b, stress = rng.normal(size=30), np.arange(30) >= 12, rng.normal(size=(30, 2))
    found = carryover_regression(y, np.column_stack([in_b, stress])).contrast([1, 0, 0])
    step = phase_change(y, in_b, covariates=stress)
    assert (found.estimate, found.low) == pytest.approx((step.estimate, step.low), rel=1e-7)


def test_every_grid_point_is_generalised_least_squares_by_full_matrices():
    rng = np.random.default_rng(3)
    days = np.array([0, 1, 2, 4, 5, 8, 9, 10, 11, 13, 14, 16])
    x, y = rng.normal(size=(12, 2)), rng.normal(size=12)
    found = carryover_regression(y, x, days=days)
    grid, full = noise_grid(), np.column_stack([np.ones(12), x])
    for k in (40, 60, 80, 115):
        apart = np.abs(np.subtract.outer(days, days))
        r = (1 - grid.q[k]) * grid.rho[k] ** apart + grid.q[k] * np.eye(12)
        inverse = np.linalg.inv(full.T @ np.linalg.solve(r, full))
        beta = inverse @ full.T @ np.linalg.solve(r, y)
        rest = y - full @ beta
        variance = rest @ np.linalg.solve(r, rest) / 9
        assert found.coefficients[k] == pytest.approx(beta[1:], abs=1e-9)
        assert found.covariance[k] == pytest.approx(variance * inverse[1:, 1:], rel=1e-6)


def test_a_sum_of_coefficients_is_read_with_their_covariance():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(50, 2))
    y = x @ [1.0, 2.0] + rng.normal(size=50)
    both = carryover_regression(y, x).contrast([1, 1])
    turned = carryover_regression(y, np.column_stack([x[:, 0], x[:, 1] - x[:, 0]])).contrast([1, 0])
    assert (both.estimate, both.low, both.high) == pytest.approx(
        (turned.estimate, turned.low, turned.high), rel=1e-6
    )


def test_scale_and_origin_change_nothing():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=40), rng.normal(size=40)
    one = carryover_regression(y, x).contrast([1])
    other = carryover_regression(1000 + 3 * y, 1e6 + x / 7).contrast([1])
    assert other.estimate == pytest.approx(21 * one.estimate, rel=1e-5)
    assert other.p == pytest.approx(one.p, rel=1e-5)


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_intervals_hold_what_is_true(rho):
    rng = np.random.default_rng(6)
    noise, causes = daily_noise(300, 42, rho, 0.0, rng), daily_noise(300, 42, rho, 0.0, rng)
    held = [
        (found := carryover_regression(e + 0.5 * x, x).contrast([1])).low <= 0.5 <= found.high
        for e, x in zip(noise, causes, strict=True)
    ]
    assert 0.92 <= np.mean(held) <= 0.99


def test_days_with_an_unknown_column_are_left_out_and_counted():
    x = np.arange(12.0) % 5
    x[3] = np.nan
    found = carryover_regression(np.arange(12.0) % 7, x)
    assert (found.n, found.dropped) == (11, 1)


@pytest.mark.parametrize(
    ("y", "x", "said"),
    [
        ([1.0, 2, 3], [1.0, 3, 2], "3 days with a reading and every column, at least 5 are needed"),
        ([1 / 3] * 9, np.arange(9.0), "no variation"),
        (np.arange(9.0), np.ones(9), "cannot be told apart"),
        (
            np.arange(9.0),
            np.column_stack([np.arange(9.0) % 4, 2 * (np.arange(9.0) % 4)]),
            "cannot be told apart",
        ),
    ],
)
def test_what_cannot_be_fitted_is_said(y, x, said):
    with pytest.raises(TooFewPoints, match=said):
        carryover_regression(y, x)


def test_several_series_at_once_are_refused():
    with pytest.raises(DataError, match="values have 2 dimensions"):
        carryover_regression(np.ones((2, 9)), np.arange(9.0))


def test_the_fit_of_a_step_has_the_weights_of_the_engine():
    y, in_b = np.array([4.0, 5, 6, 5, 2, 1, 2, 1]), np.arange(8) >= 4
    found = carryover_regression(y, in_b)
    assert found.weights == pytest.approx(fit_phases(y, in_b).first.weights[:, 0], rel=1e-6)
