"""A share with its standard error and the bound that it must keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Bound:
    """Between which a rate must lie; two Monte Carlo standard errors are allowed on top."""

    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        return f"at most {self.most:g}" if self.least is None else f"at least {self.least:g}"


@dataclass(frozen=True)
class Rate:
    """One share of the logs of a cell.

    Attributes
    ----------
    measured : str
        What was counted.
    rate, standard_error : float
        NaN where there was nothing to count.
    of : int
        Logs that were counted.
    bound : Bound or None
        None: published as it is.
    method : str
        'flexlog', or the name and version of a peer.
    """

    measured: str
    rate: float
    standard_error: float
    of: int
    bound: Bound | None = None
    method: str = "flexlog"

    @property
    def holds(self) -> bool | None:
        """Whether the rate keeps its bound; None without one.

        The allowance is that of a rate exactly on the bound, so that no rate is excused by being far off.
        """
        if self.bound is None:
            return None
        above = self.bound.least is None or self.rate >= self.bound.least - 2 * self._error(self.bound.least)
        below = self.bound.most is None or self.rate <= self.bound.most + 2 * self._error(self.bound.most)
        return bool(above and below and self.of > 0)

    def _error(self, share: float) -> float:
        return float(np.sqrt(share * (1 - share) / max(self.of, 1)))


def count_share(
    measured: str, hits: ArrayLike, *, bound: Bound | None = None, method: str = "flexlog"
) -> Rate:
    """The share of True among logs.

    Examples
    --------
    >>> count_share("called changed", [True, False, False, False], bound=Bound(most=0.3)).holds
    True
    """
    hit = np.asarray(hits, dtype=bool)
    rate = float(hit.mean()) if hit.size else float("nan")
    error = float(np.sqrt(rate * (1 - rate) / hit.size)) if hit.size else float("nan")
    return Rate(measured, rate, error, int(hit.size), bound, method)
