"""A weighted mixture of shifted, scaled t distributions, for many series at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.student import Floats, student_cdf, student_density

_MOST_STEPS = 100
_LAST_STEP = 1e-6
"""Of the spread: a Newton step this small leaves about its square, 1e-12."""
_SMALL_P = 1e-6


@dataclass(frozen=True)
class Mixture:
    """What is known of one number for each series, after the noise was integrated out.

    Attributes
    ----------
    weights : array, (series, points)
        Posterior weight of each grid point; a row sums to 1.
    centres, scales : array, (series, points)
        Centre and scale of the t distribution at each grid point; scales above 0.
    df : array, (series, 1)
        Degrees of freedom.
    """

    weights: Floats
    centres: Floats
    scales: Floats
    df: Floats

    @staticmethod
    def stack(parts: Sequence[Mixture]) -> Mixture:
        """One below the other."""
        names = ("weights", "centres", "scales", "df")
        return Mixture(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def row(self, number: int) -> Mixture:
        """One series alone."""
        return self._rows(np.array([number]))

    def mean(self) -> Floats:
        """Posterior mean of each series, (series,)."""
        return (self.weights * self.centres).sum(axis=1)

    def below(self, x: Floats | float) -> Floats:
        """Probability that the number lies below x, (series,)."""
        below = student_cdf((np.reshape(x, (-1, 1)) - self.centres) / self.scales, self.df)
        return (self.weights * below).sum(axis=1)

    def two_sided(self) -> Floats:
        """Two-sided p against zero, (series,): twice the smaller tail.

        Small ones are computed again, so that they are right to rounding error as well.
        """
        below = self.below(0.0)
        p = np.clip(2 * np.minimum(below, 1 - below), 0.0, 1.0)
        small = np.flatnonzero(p < _SMALL_P)
        if small.size:
            p[small] = self._rows(small)._small_p()
        return p

    def quantile(self, probability: float | Floats) -> Floats:
        """Point below which `probability` (one, or one a series) lies, (series,); to about 1e-11 of the scale.

        Each component's own quantile is known, and the mixture's lies between the
        smallest and the largest of them: Newton steps inside that bracket from the
        quantile of one t of the same mean and variance, halving where a step would
        leave the bracket.
        """
        from scipy.special import stdtrit

        wanted = np.broadcast_to(probability, len(self.df))
        t = stdtrit(self.df, wanted[:, None])
        own = self.centres + self.scales * t
        low, high = own.min(axis=1), own.max(axis=1)
        mean = self.mean()
        spread = np.sqrt((self.weights * (self.scales**2 + (self.centres - mean[:, None]) ** 2)).sum(axis=1))
        x = np.clip(mean + spread * t[:, 0], low, high)
        tolerance = _LAST_STEP * spread
        rows, part = np.arange(len(x)), self
        for _ in range(_MOST_STEPS):
            moved, settled = part._newton(x[rows], wanted[rows], low, high, rows, tolerance[rows])
            x[rows] = moved
            if settled.all():
                break
            if settled.mean() > 0.5:
                part, rows = part._rows(np.flatnonzero(~settled)), rows[~settled]
        return x

    def _newton(
        self,
        x: Floats,
        probability: Floats,
        low: Floats,
        high: Floats,
        rows: NDArray[np.intp],
        tolerance: Floats,
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """One step of each row from x, and whether it was the last; the bracket is drawn closer in place."""
        z = (x[:, None] - self.centres) / self.scales
        error = (self.weights * student_cdf(z, self.df)).sum(axis=1) - probability
        steep = (self.weights * student_density(z, self.df) / self.scales).sum(axis=1)
        steep = np.maximum(steep, np.finfo(float).tiny)
        low[rows] = np.where(error <= 0, x, low[rows])
        high[rows] = np.where(error >= 0, x, high[rows])
        newton = x - error / steep
        inside = (newton >= low[rows]) & (newton <= high[rows])
        moved = np.where(inside, newton, (low[rows] + high[rows]) / 2)
        return moved, inside & (np.abs(moved - x) <= tolerance)

    def _small_p(self) -> Floats:
        from scipy.special import stdtr

        z = -self.centres / self.scales
        tails = [(self.weights * stdtr(self.df, side)).sum(axis=1) for side in (z, -z)]
        return np.minimum(1.0, 2 * np.minimum(*tails))

    def _rows(self, rows: NDArray[np.intp]) -> Mixture:
        return Mixture(self.weights[rows], self.centres[rows], self.scales[rows], self.df[rows])
