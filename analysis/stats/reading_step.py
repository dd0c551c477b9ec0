"""The grid that readings lie on: rounding is noise, and its size is the step."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEPS = (10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)


def reading_step(values: ArrayLike) -> NDArray[np.float64]:
    """Largest step of 10, 5, 2, 1, .5, .2, .1, ... .001 that all readings of a series lie on.

    Whole numbers from 0 to 10 are ratings: their step is 1, however few levels were
    used. Readings on no step (0) are taken as unrounded.

    Parameters
    ----------
    values : array, (series, days)
        NaN where there is no reading.

    Returns
    -------
    array, (series,)
        The step in the unit of the readings; 0 where there is none.

    Examples
    --------
    >>> reading_step([[5, 5, 3], [85, 90, 110], [4.1, 7.0, 3.2], [2.0, 2.71828, 3.1]]).tolist()
    [1.0, 5.0, 0.1, 0.0]
    """
    rows = np.atleast_2d(np.asarray(values, dtype=float))
    step = np.zeros(len(rows))
    undecided = np.ones(len(rows), dtype=bool)
    low, high = _range(rows)
    spread = np.where(high > low, high - low, np.inf)
    for size in STEPS:
        steps = rows / size
        with np.errstate(invalid="ignore"):
            off = np.abs(steps - np.round(steps)) > 1e-6
        # readings that differ by less than a step do not lie on it, however near to its multiples
        fits = undecided & ~off.any(axis=1) & (spread > size / 2)
        step[fits] = size
        undecided &= ~fits
    rating = (step >= 1) & (low >= 0) & (high <= 10)
    return np.where(rating, 1.0, step)


def _range(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    none = np.isnan(rows)
    return np.where(none, np.inf, rows).min(axis=1, initial=np.inf), np.where(none, -np.inf, rows).max(
        axis=1, initial=-np.inf
    )
