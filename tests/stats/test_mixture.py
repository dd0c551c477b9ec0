"""Mixtures of t distributions against scipy, one point at a time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import t as student

from analysis.stats.mixture import Mixture
from analysis.stats.student import student_cdf, student_density


def draw_mixture(seed, df, points=7, spread=1.0):
    rng = np.random.default_rng(seed)
    df = np.atleast_1d(np.asarray(df, float))[:, None]
    weights = rng.dirichlet(np.ones(points), len(df))
    centres = spread * rng.normal(size=(len(df), points))
    return Mixture(weights, centres, rng.uniform(0.2, 3, (len(df), points)), df)


def slow_below(mixture, row, x):
    parts = student.cdf(x, mixture.df[row, 0], mixture.centres[row], mixture.scales[row])
    return float(mixture.weights[row] @ parts)


@pytest.mark.parametrize("df", [3, 4, 5, 8, 11, 12, 13, 20, 39, 60, 100, 250, 400])
def test_the_table_of_t_is_right_to_a_billionth_of_a_percent(df):
    z = np.concatenate([np.linspace(-31.9, 31.9, 2001), [0.0, 1e-12, -1e-12, 500.0, -500.0]])[None, :]
    expected = student.cdf(z, df)
    assert np.abs(student_cdf(z, np.array([[float(df)]])) - expected).max() < 1e-11
    density = student_density(z, np.array([[float(df)]]))
    assert density == pytest.approx(student.pdf(z, df), rel=1e-9, abs=1e-300)


def test_rows_with_other_degrees_of_freedom_do_not_mix():
    df = np.arange(12.0, 401.0)[:, None]
    z = np.linspace(-6, 6, 31) * np.ones_like(df)
    assert np.abs(student_cdf(z, df) - student.cdf(z, df)).max() < 1e-11


@pytest.mark.parametrize("probability", [1e-6, 0.005, 0.025, 0.5, 0.95, 0.975, 1 - 1e-6])
def test_quantiles_are_those_of_root_finding(probability):
    mixture = draw_mixture(1, [3, 7, 12, 40, 400], spread=4)
    found = mixture.quantile(probability)
    for row, x in enumerate(found):
        root = brentq(lambda at, row=row: slow_below(mixture, row, at) - probability, -1e4, 1e4, xtol=1e-12)
        assert x == pytest.approx(root, rel=1e-6, abs=1e-7)


def test_each_row_can_ask_for_its_own_probability():
    mixture = draw_mixture(2, [5, 20, 90])
    together = mixture.quantile(np.array([0.1, 0.5, 0.9]))
    alone = [mixture.row(i).quantile(p)[0] for i, p in enumerate([0.1, 0.5, 0.9])]
    assert together == pytest.approx(alone, abs=1e-9)


def test_probabilities_and_means_are_those_of_the_parts():
    mixture = draw_mixture(3, [3, 15, 200])
    assert mixture.below(0.7) == pytest.approx([slow_below(mixture, i, 0.7) for i in range(3)], abs=1e-11)
    assert mixture.mean() == pytest.approx([mixture.weights[i] @ mixture.centres[i] for i in range(3)])


def test_small_p_values_are_right_relative_to_their_size():
    one = Mixture(np.ones((2, 1)), np.array([[9.0], [-25.0]]), np.ones((2, 1)), np.array([[40.0], [60.0]]))
    expected = [2 * student.sf(9, 40), 2 * student.sf(25, 60)]
    assert one.two_sided() == pytest.approx(expected, rel=1e-9, abs=0)


def test_mirroring_a_mixture_turns_its_quantiles_and_keeps_its_p():
    mixture = draw_mixture(4, [6, 30])
    mirrored = Mixture(mixture.weights, -mixture.centres, mixture.scales, mixture.df)
    assert mirrored.quantile(0.2) == pytest.approx(-mixture.quantile(0.8), abs=1e-9)
    assert mirrored.two_sided() == pytest.approx(mixture.two_sided(), rel=1e-9)


def test_stacked_mixtures_stay_in_order():
    first, second = draw_mixture(5, [6, 30]), draw_mixture(6, [9])
    stacked = Mixture.stack([first, second])
    assert stacked.quantile(0.3) == pytest.approx([*first.quantile(0.3), *second.quantile(0.3)], abs=1e-9)
