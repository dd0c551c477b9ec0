"""What more days would bring: how sharp the step becomes as B grows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover.fit import PhaseFit
from analysis.stats.carryover.whiten import measure_gaps, run_filter
from analysis.stats.student import Floats


def step_errors_ahead(fit: PhaseFit, in_b: NDArray[np.bool_], day: NDArray[np.int64], more: int) -> Floats:
    """Standard error of the step now and after each of `more` readings of B to come.

    The noise is that of the first fitted series, weighed over the grid; the readings to
    come follow at the typical gap.

    Parameters
    ----------
    fit : PhaseFit
        Its first model is `level`.
    in_b, day : array, (readings,)
        Sorted by day.
    more : int

    Returns
    -------
    array, (more + 1,)

    Examples
    --------
    >>> from analysis.stats.carryover import fit_phases
    >>> y, in_b, day = [4, 5, 6, 5, 2, 1, 2, 1], np.arange(8) >= 4, np.arange(8)
    >>> errors = step_errors_ahead(fit_phases(y, in_b), in_b, day, 20)
    >>> bool(errors[20] < errors[0])
    True
    """
    gap = np.diff(day).astype(float)
    units = np.concatenate([[1.0], gap / np.median(gap), np.ones(more)])
    columns = np.stack([np.ones(len(units)), np.append(in_b.astype(float), np.ones(more))], axis=1)
    gaps, last = measure_gaps(units[None]), len(day) - 1
    steps = []
    for _, weight, (off,) in run_filter(gaps, slice(None), [columns[..., None]]):
        one, step = off[:, 0]
        steps.append(weight[0] * [one * one, one * step, step * step])
    sums = np.cumsum(steps, axis=0)[last:].swapaxes(0, 1)
    spread = 1 / (sums[2] - sums[1] ** 2 / sums[0])
    first = fit.first
    return np.sqrt(spread @ (first.weights[:, 0] * first.variance[:, 0]))
