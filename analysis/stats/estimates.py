"""Numbers of one index for many people, and why some have none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.mixture import Floats

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: every interval here is a 95 % one."""


@dataclass(frozen=True)
class Estimates:
    """One index, (people,) each; NaN where there is no number.

    Attributes
    ----------
    estimate, se, low, high : array
    reasons : tuple of (array of bool, str)
        Who lacks a number, and why; the first that holds counts. An index that never has
        a standard error or an interval needs no reason for that.
    """

    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    reasons: tuple[tuple[NDArray[np.bool_], str], ...] = ()

    @classmethod
    def symmetric(
        cls, estimate: Floats, se: Floats, reasons: tuple[tuple[NDArray[np.bool_], str], ...] = ()
    ) -> Estimates:
        """Estimate with a normal interval around it."""
        return cls(estimate, se, estimate - Z * se, estimate + Z * se, reasons)

    @classmethod
    def alone(cls, estimate: Floats, reasons: tuple[tuple[NDArray[np.bool_], str], ...] = ()) -> Estimates:
        """Estimate of an index that has no standard error in the literature."""
        none = np.full(len(estimate), np.nan)
        return cls(estimate, none, none, none, reasons)


def divide(top: ArrayLike, bottom: ArrayLike) -> Floats:
    """Divide, with NaN where the divisor is 0 or NaN.

    Examples
    --------
    >>> divide([1, 1], [2, 0]).tolist()
    [0.5, nan]
    """
    top, bottom = np.broadcast_arrays(np.asarray(top, dtype=float), np.asarray(bottom, dtype=float))
    out = np.full(top.shape, np.nan)
    return np.divide(top, bottom, out=out, where=bottom != 0)
