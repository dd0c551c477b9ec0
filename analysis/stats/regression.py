"""A regression whose noise carries over from day to day: any columns, any contrast of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover.noise import noise_grid, noise_prior
from analysis.stats.carryover.posterior import orthonormalise
from analysis.stats.carryover.series import PackedSeries, read_series
from analysis.stats.carryover.whiten import measure_gaps, sum_products
from analysis.stats.mixture import Mixture
from analysis.stats.reading_step import reading_step

Floats = NDArray[np.float64]

FREE_READINGS = 3
LEAST_PIVOT = 1e-8
"""A column of which less than this share of its square is left beside the others cannot be told apart."""


@dataclass(frozen=True)
class Effect:
    """One coefficient, or a weighted sum of several.

    Attributes
    ----------
    estimate, low, high : float
        In the unit of the readings for each unit of the column.
    p : float
        Two-sided, against 0.
    """

    estimate: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, eq=False)
class Regression:
    """A fitted regression, from which every contrast is read.

    Attributes
    ----------
    n : int
        Days with a reading and every column.
    dropped : int
        Days with a reading that were left out because a column is not known.
    carryover : float
        Posterior mean of rho, the correlation from one typical gap to the next.
    weights : array, (points,)
        Posterior weight of each point of the noise grid.
    variance : array, (points,)
        Of the noise, at each point.
    coefficients : array, (points, columns)
    covariance : array, (points, columns, columns)
        Of the coefficients, as scales of t distributions with `df` degrees of freedom.
    df : float
    """

    n: int
    dropped: int
    carryover: float
    weights: Floats
    variance: Floats
    coefficients: Floats
    covariance: Floats
    df: float

    def contrast(self, weights: ArrayLike, *, level: float = 0.95) -> Effect:
        """A weighted sum of the coefficients, its interval and its p.

        Examples
        --------
        >>> rng = np.random.default_rng(1)
        >>> x = rng.normal(size=60)
        >>> found = carryover_regression(2 * x + rng.normal(size=60), x).contrast([1])
        >>> found.low < 2 < found.high, found.p < 0.001
        (True, True)
        """
        low, middle, high, p = self.contrasts(np.atleast_2d(np.asarray(weights, dtype=float)), level=level)
        return Effect(float(middle[0]), float(low[0]), float(high[0]), float(p[0]))

    def contrasts(self, weights: Floats, *, level: float = 0.95) -> tuple[Floats, Floats, Floats, Floats]:
        """Low, estimate, high and p of many weighted sums, such as the points of a curve.

        Parameters
        ----------
        weights : array, (sums, columns)
        level : float
        """
        mixture, tail = self.mixture(weights), (1 - level) / 2
        return mixture.quantile(tail), mixture.mean() + 0.0, mixture.quantile(1 - tail), mixture.two_sided()

    def mixture(self, weights: Floats) -> Mixture:
        """What is known of many weighted sums, one row a sum."""
        centres = weights @ self.coefficients.T
        variances = np.einsum("ij,kjl,il->ik", weights, self.covariance, weights)
        tiled = np.broadcast_to(self.weights, centres.shape)
        return Mixture(tiled, centres, np.sqrt(variances), np.full((len(weights), 1), self.df))


def carryover_regression(
    values: ArrayLike, columns: ArrayLike, *, days: ArrayLike | None = None
) -> Regression:
    r"""Regress readings on columns, with carry-over and rating noise integrated out.

    The noise engine of `analysis.stats.carryover` with any columns beside a constant. At each point
    of its grid,

    .. math:: \hat\beta = (X'R^{-1}X)^{-1} X'R^{-1}y, \quad S^2 = \text{residual} + (n - p)\,step^2/12,

    with covariance :math:`S^2/(n - p)\,(X'R^{-1}X)^{-1}`; weights and prior are those of the engine.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    columns : array, (days,) or (days, columns)
        What may move them, without a constant; a day with a NaN is left out and counted. No column at
        all, (days, 0), leaves the mean.
    days : array of int, (days,), optional
        Day numbers; None takes consecutive days.

    Returns
    -------
    Regression

    Raises
    ------
    TooFewPoints
        Fewer than 3 readings more than columns and constant, readings without any variation, or
        columns that cannot be told apart.
    DataError
        Repeated days, infinite values, shapes that do not fit.

    References
    ----------
    Zellner, A. & Tiao, G. C. (1964). Bayesian analysis of the regression model with autocorrelated
    errors. JASA 59, 763-778. doi:10.1080/01621459.1964.10480726

    Examples
    --------
    >>> pain = [5, 6, 4, 7, 5, 3, 6, 4, 5, 7, 6, 4]
    >>> stress = [4, 6, 3, 7, 5, 2, 6, 3, 4, 7, 6, 3]
    >>> found = carryover_regression(pain, stress).contrast([1])
    >>> round(found.estimate, 1), found.low > 0.5
    (0.7, True)
    """
    if np.ndim(values) != 1:
        raise DataError(f"values have {np.ndim(values)} dimensions, must be one reading after the other")
    data = read_series(values, np.ones(np.shape(values), dtype=bool), days, columns)
    width = len(data.covariates) + 1
    step = _check(data, width)
    x, length = _unit_columns(data)
    units, whole = data.gaps()
    middle = data.y.mean()
    sums = sum_products(measure_gaps(units), x, (data.y - middle)[None], data.valid)
    xx, xy, yy = np.moveaxis(sums.xx[..., 0], 2, 0), sums.xy[..., 0].T, sums.yy[..., 0]
    free = float(data.valid.sum() - width)
    inverse = np.linalg.inv(xx)
    beta = (inverse @ xy[..., None])[..., 0]
    residual = np.maximum(yy - (beta * xy).sum(axis=1), 0.0) + free * step**2 / 12
    log_weights = (
        noise_prior(whole)[:, 0]
        - 0.5 * (sums.log_det[..., 0] + np.linalg.slogdet(xx)[1])
        - 0.5 * free * np.log(residual)
    )
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    scale = 1 / length
    covariance = (residual / free)[:, None, None] * inverse[:, 1:, 1:] * scale[:, None] * scale
    return Regression(
        int(data.valid.sum()),
        int(data.dropped[0]),
        float(noise_grid().rho @ weights),
        weights,
        residual / free,
        beta[:, 1:] * scale,
        covariance,
        free,
    )


def _check(data: PackedSeries, width: int) -> float:
    """The step that the readings lie on; too few of them, or all the same, are refused."""
    n = int(data.valid.sum())
    if n < width + FREE_READINGS:
        raise TooFewPoints(
            f"{n} days with a reading and every column, at least {width + FREE_READINGS} are needed"
        )
    step = float(reading_step(data.y)[0])
    if step == 0 and np.ptp(data.y) == 0:
        raise TooFewPoints("no variation: all readings are the same")
    return step


def _unit_columns(data: PackedSeries) -> tuple[Floats, Floats]:
    """A constant and the columns, centred and of unit length, (columns, 1, days); and their lengths."""
    raw = data.covariates
    centred = raw - raw.mean(axis=2, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=2))[:, 0]
    still = length <= 1e-12 * np.maximum(np.abs(raw).max(axis=(1, 2), initial=0.0), 1e-300)
    safe = np.where(still, 1.0, length)
    x = np.concatenate([np.ones((1, *data.y.shape)), centred / safe[:, None, None]])
    if still.any() or orthonormalise(x, np.ones(1)).pivots.min() < LEAST_PIVOT:
        raise TooFewPoints("the columns cannot be told apart on these days")
    return x, length
