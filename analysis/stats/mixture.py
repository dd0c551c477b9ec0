"""A weighted mixture of shifted, scaled t distributions, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_MOST_STEPS = 200


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

    def mean(self) -> Floats:
        """Posterior mean of each series, (series,)."""
        return (self.weights * self.centres).sum(axis=1)

    def below(self, x: Floats | float) -> Floats:
        """Probability that the number lies below x, (series,)."""
        from scipy.special import stdtr

        z = (np.reshape(x, (-1, 1)) - self.centres) / self.scales
        return (self.weights * stdtr(self.df, z)).sum(axis=1)

    def two_sided(self) -> Floats:
        """Two-sided p against zero, (series,): twice the smaller tail."""
        below = self.below(0.0)
        return np.minimum(1.0, 2 * np.minimum(below, 1 - below))

    def quantile(self, probability: float) -> Floats:
        """Point below which `probability` lies, (series,); to rounding error.

        Each component's own quantile is known, and the mixture's lies between the
        smallest and the largest of them: Newton steps inside that bracket, halving
        where a step would leave it.
        """
        from scipy.special import stdtrit

        own = self.centres + self.scales * stdtrit(self.df, probability)
        low, high = own.min(axis=1), own.max(axis=1)
        x = np.clip((self.weights * own).sum(axis=1), low, high)
        tolerance = 1e-13 * (np.abs(x) + self.scales.min(axis=1))
        open_rows = np.flatnonzero(high - low > tolerance)
        for _ in range(_MOST_STEPS):
            if not open_rows.size:
                break
            step = self._rows(open_rows)
            error = step.below(x[open_rows]) - probability
            low[open_rows] = np.where(error <= 0, x[open_rows], low[open_rows])
            high[open_rows] = np.where(error >= 0, x[open_rows], high[open_rows])
            newton = x[open_rows] - error / step.density(x[open_rows])
            inside = (newton > low[open_rows]) & (newton < high[open_rows])
            middle = (low[open_rows] + high[open_rows]) / 2
            moved = np.where(inside, newton, middle)
            settled = np.abs(moved - x[open_rows]) <= tolerance[open_rows]
            x[open_rows] = np.where(error == 0, x[open_rows], moved)
            open_rows = open_rows[~(settled | (error == 0))]
        return x

    def density(self, x: Floats | float) -> Floats:
        """Probability density at x, (series,)."""
        from scipy.special import gammaln

        df = self.df
        z2 = ((np.reshape(x, (-1, 1)) - self.centres) / self.scales) ** 2
        top = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * np.log(df * np.pi)
        parts = np.exp(top - (df + 1) / 2 * np.log1p(z2 / df)) / self.scales
        return np.maximum((self.weights * parts).sum(axis=1), np.finfo(float).tiny)

    def _rows(self, rows: NDArray[np.intp]) -> Mixture:
        return Mixture(self.weights[rows], self.centres[rows], self.scales[rows], self.df[rows])
