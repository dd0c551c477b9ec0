"""Piecewise regression: by hand, against scan and nlme, by properties, and its coverage."""

from __future__ import annotations

import json
from math import nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analysis.errors import DataError, TooFewPoints
from analysis.stats.piecewise import level_only_ols, piecewise_ols, piecewise_reml
from analysis.stats.piecewise.line import design_piecewise
from analysis.stats.piecewise.reml import fit_ar1
from tests.stats.simulated_noise import daily_noise

GOLDEN = Path(__file__).parents[1] / "golden"
SERIES = json.loads((GOLDEN / "simulated_series.json").read_text(encoding="utf-8"))
MODELS = json.loads((GOLDEN / "simulated_models.json").read_text(encoding="utf-8"))
NAMES = {"(Intercept)": "intercept", "mt": "trend", "phaseB": "level_change", "interB": "slope_change"}
FITS = (piecewise_ols, piecewise_reml, level_only_ols)


def series(name):
    one = SERIES[name]
    return one["A"] + one["B"], "A" * len(one["A"]) + "B" * len(one["B"]), one["tA"] + one["tB"]


def numbers(fit, names=("intercept", "trend", "level_change", "slope_change")):
    return np.array([(c.estimate, c.se, c.low, c.high, c.p) for c in (getattr(fit, n) for n in names)])


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize(
    ("fit", "model"), [(piecewise_ols, "piecewise_ols"), (level_only_ols, "level_only_ols")]
)
def test_least_squares_gives_the_numbers_of_scan(name, fit, model):
    values, in_b, days = series(name)
    found = fit(values, in_b, days=days)
    stored = MODELS[name][model]["value"]
    for theirs, expected in stored["coef"].items():
        ours = getattr(found, NAMES[theirs])
        # An estimate of 0 is rounding in both programs; its scale is that of its error.
        assert ours.estimate == pytest.approx(expected["B"], rel=1e-9, abs=1e-9 * expected["SE"])
        assert ours.se == pytest.approx(expected["SE"], rel=1e-9)
        assert ours.p == pytest.approx(expected["p"], rel=1e-9)
    parameters = len(stored["coef"]) + 1
    assert 2 * parameters - 2 * found.log_likelihood == pytest.approx(stored["AIC"], rel=1e-9)


@pytest.mark.parametrize("name", SERIES)
def test_full_likelihood_gives_the_numbers_of_nlme_where_readings_are_counted(name):
    values, in_b, days = series(name)
    design = design_piecewise(values, in_b, days, at_least_left=2)
    fit = fit_ar1(design, np.ones(len(values) - 1), restricted=False)
    stored = MODELS[name]["piecewise_ar1_ml"]["value"]
    estimates = [c["B"] for c in stored["coef"].values()]
    assert fit.log_likelihood == pytest.approx(stored["logLik"], abs=1e-8)
    assert fit.phi == pytest.approx(stored["phi"], abs=1e-5)
    assert fit.beta + np.array([design.origin, 0, 0, 0]) == pytest.approx(estimates, abs=1e-5)
    assert fit.se == pytest.approx([c["SE"] for c in stored["coef"].values()], rel=1e-5)


@pytest.mark.parametrize("name", sorted(set(SERIES) - {"g15_missing"}))
def test_on_evenly_spaced_days_full_likelihood_gives_nlmes_step_and_p(name):
    values, in_b, days = series(name)
    fit = piecewise_reml(values, in_b, days=days, method="ML")
    stored = MODELS[name]["piecewise_ar1_ml"]["value"]
    assert fit.phi == pytest.approx(stored["phi"], abs=1e-5)
    assert fit.level_change.estimate == pytest.approx(stored["coef"]["phaseB"]["B"], abs=1e-5)
    assert fit.level_change.p == pytest.approx(stored["coef"]["phaseB"]["p"], abs=1e-5)
    assert fit.sigma == pytest.approx(stored["sigma"], rel=1e-5)


def test_by_hand_two_lines_give_their_step_on_the_first_day_of_b():
    a, b = [1, 2, 3, 4], [10, 12, 14, 16]
    noise = np.array([1, -1, -1, 1]) / 10
    fit = piecewise_ols(np.concatenate([a + noise, b + noise]), "AAAABBBB")
    assert [c.estimate for c in (fit.intercept, fit.trend)] == pytest.approx([1, 1])
    assert [c.estimate for c in (fit.level_change, fit.slope_change)] == pytest.approx([10 - 5, 1])
    assert fit.sigma == pytest.approx(np.sqrt(8 * 0.01 / 4))
    assert (fit.n_a, fit.n_b, fit.level_change.df, fit.phi, fit.gap) == (4, 4, 4, 0, 1)


def test_by_hand_the_level_alone_is_the_t_test_of_equal_variances():
    fit = level_only_ols([6, 7, 8, 4, 3, 5], "AAABBB")
    t_test = stats.ttest_ind([4, 3, 5], [6, 7, 8])
    assert fit.level_change.p == pytest.approx(t_test[1])
    assert (fit.intercept.estimate, fit.level_change.estimate) == pytest.approx((7, -3))


def test_the_step_is_counted_on_the_first_day_of_b_even_without_a_reading():
    y = np.array([1.1, 1.9, 3.2, 3.9, nan, nan, 9.1, 9.8, 11.2])
    fit = piecewise_ols(y, [0] * 4 + [1] * 5)
    two_days_later = piecewise_ols(y, [0] * 6 + [1] * 3)
    moved = fit.level_change.estimate + 2 * fit.slope_change.estimate
    assert two_days_later.level_change.estimate == pytest.approx(moved)
    assert fit.n_b == two_days_later.n_b == 3


def slow_restricted(y, x, days):
    """Restricted likelihood from full matrices: phi, beta and the plain covariance."""
    units = np.abs(np.subtract.outer(days, days)) / np.median(np.diff(days))
    n, width = x.shape

    def solve(phi):
        inverse = np.linalg.inv(np.sign(phi) ** units * np.abs(phi) ** units)
        cov = np.linalg.inv(x.T @ inverse @ x)
        beta = cov @ x.T @ inverse @ y
        s2 = (y - x @ beta) @ inverse @ (y - x @ beta) / (n - width)
        cost = 0.5 * ((n - width) * np.log(s2) - np.linalg.slogdet(inverse)[1] - np.linalg.slogdet(cov)[1])
        return cost, beta, s2 * cov

    phi = optimize.fminbound(lambda phi: solve(phi)[0], 0.001, 0.99, xtol=1e-10)
    return phi, *solve(phi)[1:]


@pytest.mark.parametrize(
    "days", [np.arange(30), np.cumsum([1, 1, 2, 1, 3] * 6), np.cumsum([2, 2, 1, 4, 3] * 6)]
)
def test_reml_gives_the_numbers_of_full_matrices_on_real_gaps(days):
    y = daily_noise(1, 100, 0.75, 0, np.random.default_rng(4))[0][days]
    in_b = np.arange(30) >= 12
    x = np.column_stack([np.ones(30), days - days[0], in_b, in_b * (days - days[12])])
    phi, beta, covariance = slow_restricted(y, x, days)
    fit = piecewise_reml(y, in_b, days=days)
    found = numbers(fit)
    assert fit.phi == pytest.approx(phi, abs=1e-6)
    assert found[:, 0] == pytest.approx(beta, abs=1e-6)
    # Kenward and Roger's errors are never below the plain ones.
    assert (found[:, 1] >= np.sqrt(np.diag(covariance)) - 1e-9).all()
    assert (found[:, 1] <= 2 * np.sqrt(np.diag(covariance))).all()


def test_without_carry_over_to_estimate_the_small_sample_errors_reduce_to_least_squares():
    y = daily_noise(1, 2000, 0, 0, np.random.default_rng(9))[0][:400]
    in_b = np.arange(400) >= 150
    reml, ols = piecewise_reml(y, in_b), piecewise_ols(y, in_b)
    assert abs(reml.phi) < 0.1
    assert numbers(reml)[:, 0] == pytest.approx(numbers(ols)[:, 0], abs=0.05)
    assert reml.level_change.df < ols.level_change.df


def full_likelihood(design, phi):
    r = phi ** np.abs(np.subtract.outer(design.day, design.day)).astype(float)
    inverse = np.linalg.inv(r)
    beta = np.linalg.solve(design.x.T @ inverse @ design.x, design.x.T @ inverse @ design.y)
    left = design.y - design.x @ beta
    covariance = left @ inverse @ left / len(left) * r
    return stats.multivariate_normal(design.x @ beta, covariance).logpdf(design.y)


def test_where_the_likelihood_has_several_peaks_the_highest_is_taken():
    for y in np.random.default_rng(2).normal(size=(15, 10)):
        design = design_piecewise(y, np.arange(10) >= 5, None, at_least_left=3)
        best = fit_ar1(design, np.ones(9), restricted=False)
        assert best.log_likelihood == pytest.approx(full_likelihood(design, best.phi), abs=1e-9)
        others = [full_likelihood(design, phi) for phi in np.linspace(-0.98, 0.98, 99)]
        assert best.log_likelihood >= max(others)


readings = st.lists(st.integers(0, 10), min_size=9, max_size=20).filter(lambda v: len(set(v)) > 3)


@settings(max_examples=40, deadline=None)
@given(readings, st.integers(3, 5), st.sampled_from(FITS))
def test_units_of_readings_and_days_change_the_numbers_as_they_should(values, cut, fit):
    y, in_b = np.array(values, float), np.arange(len(values)) >= cut
    try:
        plain = fit(y, in_b)
    except TooFewPoints:
        return
    scaled = fit(10 * y + 3, in_b, days=np.arange(len(y)) * 7 + 700_000)
    if fit is piecewise_reml:  # Of two equally high peaks rounding may choose either.
        assume(scaled.phi == pytest.approx(plain.phi, abs=1e-4))
    assert scaled.level_change.estimate == pytest.approx(10 * plain.level_change.estimate, abs=1e-4)
    assert scaled.level_change.se == pytest.approx(10 * plain.level_change.se, rel=1e-4)
    assert scaled.intercept.estimate == pytest.approx(10 * plain.intercept.estimate + 3, abs=1e-4)
    assert plain.level_change.low < plain.level_change.estimate < plain.level_change.high
    assert 0 <= plain.level_change.p <= 1


@pytest.mark.parametrize("fit", FITS)
def test_order_and_missing_readings_change_nothing(fit):
    rng = np.random.default_rng(8)
    y, days = rng.normal(size=15), np.arange(15)
    y[[3, 11]] = nan
    in_b, shuffle, seen = days >= 6, rng.permutation(15), ~np.isnan(y)
    found = fit(y, in_b, days=days)
    assert found == fit(y[shuffle], in_b[shuffle], days=days[shuffle])
    assert found == fit(y[seen], in_b[seen], days=days[seen])


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    ("values", "in_b", "reason"),
    [
        ([], [], "0 days with a reading in phase A"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "BBBBBBBB", "0 days with a reading in phase A"),
        ([1, 2, 3, 4, nan, nan, nan], "AAAABBB", "0 days with a reading in phase B"),
        ([0.1] * 12, "A" * 5 + "B" * 7, "readings lie on the line exactly"),
    ],
)
def test_what_cannot_be_fitted_is_said(fit, values, in_b, reason):
    with pytest.raises(TooFewPoints, match=reason):
        fit(values, in_b)


def test_each_fit_says_how_many_readings_it_needs():
    with pytest.raises(TooFewPoints, match="1 days with a reading in phase A, at least 2"):
        piecewise_ols([1, 2, 5, 4], "ABBB")
    with pytest.raises(TooFewPoints, match="4 days with a reading, at least 5"):
        piecewise_ols([1, 2, 5, 4], "AABB")
    with pytest.raises(TooFewPoints, match="6 days with a reading, at least 7"):
        piecewise_reml([1, 2, 5, 4, 6, 4], "AAABBB")
    with pytest.raises(TooFewPoints, match="2 days with a reading, at least 3"):
        level_only_ols([1, 2], "AB")
    with pytest.raises(TooFewPoints, match="lie on the line exactly"):
        piecewise_reml([0.1, 0.2, 0.3, 0.4, 5, 4, 3, 2], "AAAABBBB")


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(values=[1, 2, np.inf], in_b="AAB"), "infinite"),
        (dict(values=["a", "b", "c"], in_b="AAB"), "must be numbers"),
        (dict(values=[1, 2, 3], in_b="AB"), "in_b has shape"),
        (dict(values=[1, 2, 3], in_b="ABC"), "'B'/'A'"),
        (dict(values=[1, 2, 3], in_b="AAB", days=[1, 1, 2]), "day 1 stands twice"),
        (dict(values=[1, 3, 2, 5, 1, 3, 2, 7, 1], in_b="AAAABBBBB", level=95), "between 0 and 1"),
    ],
)
def test_bad_input_is_refused_with_a_reason(fit, arguments, message):
    with pytest.raises(DataError, match=message):
        fit(**arguments)


def test_a_piecewise_line_has_one_start_but_heights_may_alternate():
    y = [5, 6, 3, 2, 6, 5, 3, 3, 2]
    for fit in (piecewise_ols, piecewise_reml):
        with pytest.raises(DataError, match="goes back to A"):
            fit(y, "AABBAABBB")
    assert level_only_ols(y, "AABBAABBB").level_change.estimate == pytest.approx(2.6 - 5.5)


def test_the_method_is_one_of_two():
    with pytest.raises(DataError, match="'REML' or 'ML'"):
        piecewise_reml(range(9), "AAAABBBBB", method="reml")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_the_interval_of_the_step_covers_as_promised_after_14_and_28_days(rho):
    count, in_b = 500, np.arange(42) >= 14
    noise = daily_noise(count, 42, rho, 0, np.random.default_rng(20260303))
    steps = [piecewise_reml(y, in_b).level_change for y in noise]
    covered = np.mean([step.low < 0 < step.high for step in steps])
    assert covered == pytest.approx(0.95, abs=2.5 * np.sqrt(0.05 * 0.95 / count))
