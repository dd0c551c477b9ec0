"""Cross products -> weights over the noise grid, and the answering coefficient at each point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.stats.carryover.whiten import NoiseSums
from analysis.stats.mixture import Mixture
from analysis.stats.student import Floats


@dataclass(frozen=True)
class NoiseFit:
    """One model of many series, at every grid point.

    Attributes
    ----------
    log_weights : array, (points, fits)
        Log likelihood with coefficients and variance integrated out, plus log prior.
    variance : array, (points, fits)
        Residual variance, rounding included.
    centre, scale : array, (points, fits)
        Of the answering coefficient.
    df : array, (fits,)
    """

    log_weights: Floats
    variance: Floats
    centre: Floats
    scale: Floats
    df: Floats

    @property
    def weights(self) -> Floats:
        """Posterior weights, (points, fits); each fit's add up to 1."""
        weights = np.exp(self.log_weights - self.log_weights.max(axis=0))
        return weights / weights.sum(axis=0)

    @property
    def log_marginal(self) -> Floats:
        """Log marginal likelihood up to what models with as many columns share, (fits,)."""
        top = self.log_weights.max(axis=0)
        return top + np.log(np.exp(self.log_weights - top).sum(axis=0))

    def mixture(self) -> Mixture:
        """What is known of the answering coefficient."""
        return Mixture(self.weights.T, self.centre.T, self.scale.T, self.df[:, None])


@dataclass(frozen=True)
class Basis:
    """Columns of unit length, made orthogonal one after the other.

    Attributes
    ----------
    vectors : array, (columns, groups, days)
    pivots : array, (columns, groups)
        Share of each column's square that the columns before it do not hold; 0 where they hold it all.
    length : array, (groups,)
        Length of the last column as it was built.
    """

    vectors: Floats
    pivots: Floats
    length: Floats

    def remove_from(self, y: Floats) -> tuple[Floats, Floats]:
        """Residuals of y, (series, days), and the last coefficient by ordinary least squares, (series,)."""
        parts = (self.vectors * y).sum(axis=2)
        rest = y - (parts[..., None] * self.vectors).sum(axis=0)
        return rest, parts[-1] / np.sqrt(self.pivots[-1])

    def weights(self) -> Floats:
        """How the readings are weighted to give the last coefficient, (groups, days)."""
        return self.vectors[-1] / np.sqrt(self.pivots[-1])[:, None]


def orthonormalise(columns: Floats, length: Floats) -> Basis:
    """Gram-Schmidt over columns (columns, groups, days), each twice, so that rounding leaves no trace."""
    vectors, pivots = np.zeros_like(columns), np.zeros(columns.shape[:2])
    for i, column in enumerate(columns):
        rest = column / np.maximum(np.sqrt((column**2).sum(axis=1)), np.finfo(float).tiny)[:, None]
        for _ in range(2 if i else 0):
            parts = (vectors[:i] * rest).sum(axis=2)
            rest = rest - (parts[..., None] * vectors[:i]).sum(axis=0)
        pivots[i] = (rest**2).sum(axis=1)
        safe = np.where(pivots[i] > 0, pivots[i], 1.0)
        vectors[i] = rest / np.sqrt(safe)[:, None]
    return Basis(vectors, pivots, length)


def fit_columns(
    sums: NoiseSums, plain: Floats, factor: Floats, df: Floats, step: Floats, log_prior: Floats
) -> NoiseFit:
    """Eliminate the columns one after the other; the last one's coefficient answers.

    Parameters
    ----------
    sums : NoiseSums
        Of columns and of readings from which the plain least-squares fit was taken.
    plain : array, (series,)
        The answer of that plain fit.
    factor : array, (groups,)
        Turns the last coefficient into the answer.
    df, step : array, (series,)
        Free readings, and the step that readings lie on.
    log_prior : array, (points, series)
    """
    xx, xy, yy = sums.xx.copy(), sums.xy.copy(), sums.yy.copy()
    log_size, width = sums.log_det.copy(), len(xx)
    for j in range(width):
        pivot = xx[j, j]
        log_size += np.log(pivot)
        for k in range(j + 1, width):
            share = xx[j, k] / pivot
            xy[k] -= share * xy[j]
            for m in range(k, width):
                xx[k, m] -= share * xx[j, m]
        yy -= xy[j] ** 2 / pivot
    residual = np.maximum(yy, 0.0) + df * step**2 / 12
    variance = residual / df
    return NoiseFit(
        log_prior - 0.5 * log_size - 0.5 * df * np.log(residual),
        variance,
        plain + factor * (xy[-1] / xx[-1, -1]),
        np.sqrt(variance / xx[-1, -1]) * np.abs(factor),
        df,
    )
