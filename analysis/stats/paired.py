"""The mean of paired differences, such as after less before a session, with carry-over integrated out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover.noise import noise_grid, noise_prior
from analysis.stats.carryover.posterior import NoiseFit, fit_columns
from analysis.stats.carryover.series import PackedSeries, read_series
from analysis.stats.carryover.whiten import measure_gaps, sum_products
from analysis.stats.reading_step import reading_step

FEWEST_PAIRS = 4


@dataclass(frozen=True)
class MeanChange:
    """The mean of paired differences.

    Attributes
    ----------
    estimate, low, high : float
        Mean and its interval, in the unit of the differences.
    p : float
        Two-sided, against a mean of zero.
    carryover : float
        Posterior mean of rho, the correlation from one typical gap to the next.
    n : int
        Pairs.
    """

    estimate: float
    low: float
    high: float
    p: float
    carryover: float
    n: int


def mean_change(values: ArrayLike, *, days: ArrayLike | None = None, level: float = 0.95) -> MeanChange:
    """Mean of differences that may carry over from one to the next.

    The noise engine with one column, X = 1: at each point of its grid the mean by generalised least
    squares, (1'R^-1 y) / (1'R^-1 1), with variance S2 / (n - 1) / (1'R^-1 1), where S2 is the weighted
    sum of squares about it plus (n - 1) step^2 / 12 for rounding; weights, prior, mixture and
    quantiles are those of `analysis.stats.carryover`. The step is that of the differences' sizes, so
    that their sign never matters.

    A mean has no second phase in which a slow state would cancel out, so few pairs leave it open
    whether they stand high together by chance: for independent differences the interval is 2.4, 1.9
    and 1.4 times that of t at 8, 28 and 60 pairs; t itself calls 23 to 55 of 100 unchanged series
    changed at a carry-over of .5 to .8, this 1 to 6 (from 14 pairs on; 300 series each).

    Parameters
    ----------
    values : array, (pairs,)
        Differences in their order; NaN where there is none.
    days : array of int, (pairs,), optional
        Day numbers, each once; None counts the pairs.
    level : float
        Probability inside the interval.

    Raises
    ------
    TooFewPoints
        Fewer than 4 differences, or all the same without a step that they lie on.
    DataError
        Repeated days, infinite values, text, or a level outside of 0 to 1.

    References
    ----------
    Zellner, A. & Tiao, G. C. (1964). Bayesian analysis of the regression model with autocorrelated
    errors. JASA 59, 763-778. doi:10.1080/01621459.1964.10480726

    Examples
    --------
    >>> change = mean_change([-2, -1, -2, -3, -1, -2, 0, -2, -1, -3, -2, -1])
    >>> round(change.estimate, 1), change.high < 0, change.n
    (-1.7, True, 12)
    """
    if not 0 < level < 1:
        raise DataError(f"level is {level!r}, must lie between 0 and 1, such as 0.95")
    if np.ndim(values) != 1:
        raise DataError(f"values have {np.ndim(values)} dimensions, must be one difference after the other")
    data = read_series(values, np.ones(np.shape(values), dtype=bool), days)
    fit = _fit_mean(data)
    mixture, tail = fit.mixture(), (1 - level) / 2
    low, high = (float(mixture.quantile(side)[0]) for side in (tail, 1 - tail))
    carryover = float((noise_grid().rho @ fit.weights)[0])
    estimate, p = float(mixture.mean()[0]) + 0.0, float(mixture.two_sided()[0])
    return MeanChange(estimate, low, high, p, carryover, int(data.valid.sum()))


def _fit_mean(data: PackedSeries) -> NoiseFit:
    """The mean at every grid point; readings are taken about their plain mean, so that sums stay exact."""
    n = int(data.valid.sum())
    if n < FEWEST_PAIRS:
        raise TooFewPoints(f"{n} pairs, at least {FEWEST_PAIRS} are needed")
    step = reading_step(np.abs(data.y))
    if step[0] == 0 and np.ptp(data.y) == 0:
        raise TooFewPoints("no variation: all differences are the same")
    plain = data.y.mean(axis=1)
    units, whole = data.gaps()
    one = np.ones_like(data.y)
    sums = sum_products(measure_gaps(units), one[None], (data.y - plain[:, None])[None], data.valid)
    free = np.array([n - 1.0])
    return fit_columns(sums, plain, np.ones(1), free, step, noise_prior(whole))
