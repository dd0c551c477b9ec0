"""Piecewise regression by least squares: days taken as independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import DataError
from analysis.stats.piecewise.line import Design, design_level, design_piecewise
from analysis.stats.trend import Floats

LINES = ("intercept", "trend", "level_change", "slope_change")
HEIGHTS = ("intercept", "level_change")


@dataclass(frozen=True)
class Coefficient:
    """One number of a regression, in the unit of the readings (a day, for slopes).

    Attributes
    ----------
    estimate, se, low, high : float
        With its standard error and t interval.
    p : float
        Two-sided, against 0, from t with `df` degrees of freedom.
    df : float
    """

    estimate: float
    se: float
    low: float
    high: float
    p: float
    df: float


@dataclass(frozen=True)
class PiecewiseFit:
    """Two lines, one a phase.

    Attributes
    ----------
    intercept : Coefficient
        Height of A's line on the first day given.
    trend : Coefficient
        Slope in A, a day.
    level_change : Coefficient
        Step on the first day of B, whether it has a reading or not.
    slope_change : Coefficient
        Slope in B minus slope in A, a day.
    sigma : float
        Residual SD (of the noise as a whole, where it carries over).
    phi : float
        Carry-over across `gap`; 0 for least squares.
    gap : float
        Days between readings, the median.
    log_likelihood : float
        The restricted one for REML, without the constant of the columns' units.
    n_a, n_b : int
        Readings in each phase.
    """

    intercept: Coefficient
    trend: Coefficient
    level_change: Coefficient
    slope_change: Coefficient
    sigma: float
    phi: float
    gap: float
    log_likelihood: float
    n_a: int
    n_b: int


@dataclass(frozen=True)
class LevelFit:
    """One height a phase; fields as in `PiecewiseFit`."""

    intercept: Coefficient
    level_change: Coefficient
    sigma: float
    log_likelihood: float
    n_a: int
    n_b: int


def piecewise_ols(
    values: ArrayLike, in_b: ArrayLike, *, days: ArrayLike | None = None, level: float = 0.95
) -> PiecewiseFit:
    """Piecewise regression by least squares.

    With carry-over between days its intervals are too narrow: at 20 + 20 days and a
    carry-over of .5 the step is called changed in 21 of 100 unchanged series.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    in_b : array, (days,)
        True or 'B' from the start of the routine on.
    days : array of int, (days,), optional
        Day numbers; None takes consecutive days. Sorted here if they are not.
    level : float
        Probability inside the intervals.

    Returns
    -------
    PiecewiseFit

    Raises
    ------
    TooFewPoints
        Fewer than 2 readings in a phase or 5 in all, or readings exactly on the lines.
    DataError
        Phases that alternate, repeated days, infinite values, text, unequal lengths.

    Examples
    --------
    >>> fit = piecewise_ols([6, 7, 8, 4, 4.5, 4, 3.5], [0, 0, 0, 1, 1, 1, 1])
    >>> round(fit.trend.estimate, 3), round(fit.level_change.estimate, 3)
    (1.0, -4.7)
    """
    design = design_piecewise(values, in_b, days, at_least_left=1)
    named, sigma, log_likelihood = _fit(design, LINES, level)
    return PiecewiseFit(
        **named,
        sigma=sigma,
        phi=0.0,
        gap=design.gap,
        log_likelihood=log_likelihood,
        n_a=design.n_a,
        n_b=design.n_b,
    )


def level_only_ols(
    values: ArrayLike, in_b: ArrayLike, *, days: ArrayLike | None = None, level: float = 0.95
) -> LevelFit:
    """Difference of the phase means by least squares; phases may alternate.

    Parameters and errors as for `piecewise_ols`; one reading a phase and 3 in all are
    enough.

    Examples
    --------
    >>> change = level_only_ols([6, 7, 8, 4, 3, 5], "AAABBB").level_change
    >>> round(change.estimate, 6), round(change.p, 4), change.df
    (-3.0, 0.0213, 4.0)
    """
    design = design_level(values, in_b, days)
    named, sigma, log_likelihood = _fit(design, HEIGHTS, level)
    return LevelFit(**named, sigma=sigma, log_likelihood=log_likelihood, n_a=design.n_a, n_b=design.n_b)


def _fit(design: Design, names: tuple[str, ...], level: float) -> tuple[dict[str, Coefficient], float, float]:
    """Coefficients by name, residual SD and log likelihood."""
    q, r = np.linalg.qr(design.x)
    beta = np.asarray(np.linalg.solve(r, q.T @ design.y), dtype=float)
    left = design.y - design.x @ beta
    n, squares = len(left), float(left @ left)
    variance = squares / design.df
    se = np.sqrt(variance * (np.linalg.inv(r) ** 2).sum(axis=1))
    log_likelihood = -0.5 * n * float(np.log(2 * np.pi * squares / n) + 1)
    df = np.full(len(beta), float(design.df))
    beta[0] += design.origin
    return name_coefficients(names, beta, se, df, level), variance**0.5, log_likelihood


def name_coefficients(
    names: tuple[str, ...], beta: Floats, se: Floats, df: Floats, level: float
) -> dict[str, Coefficient]:
    """Estimates, their errors and degrees of freedom, each (columns,), as coefficients by name."""
    from scipy.special import stdtr, stdtrit

    if not 0 < level < 1:
        raise DataError(f"level is {level!r}, must lie between 0 and 1, such as 0.95")
    reach = se * stdtrit(df, (1 + level) / 2)
    p = 2 * stdtr(df, -np.abs(beta) / se)
    rows = np.column_stack([beta, se, beta - reach, beta + reach, p, df]).tolist()
    return {name: Coefficient(*row) for name, row in zip(names, rows, strict=True)}
