"""Standard error of measurement: from a person's own repeated trials, or from a published reliability."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import DataError, TooFewPoints
from analysis.stats.measurement.arguments import as_groups, as_numbers, check_level, need_number
from analysis.stats.measurement.change import Z_95


@dataclass(frozen=True)
class MeasurementError:
    """Standard error of measurement of one reading, in the unit of the readings.

    Attributes
    ----------
    sem, low, high : float
        Pooled SD of repeated trials, and its interval.
    df : int
        Trials minus groups.
    mdc95 : float
        What two single readings differ by in less than 1 of 20 pairs when nothing has changed.
    """

    sem: float
    low: float
    high: float
    df: int
    mdc95: float


def sem_from_trials(values: ArrayLike, group: ArrayLike, *, level: float = 0.95) -> MeasurementError:
    """Standard error of measurement from a person's own repeated trials.

    sem^2 = sum (x - mean of its group)^2 / df with df = trials - groups; df sem^2 / sigma^2 is
    chi-square. A first trial that stands lower than the rest for want of a warm-up counts as
    error here: leave it out beforehand where that is so.

    Parameters
    ----------
    values : array, (trials,)
        Readings; NaN where there is none.
    group : array, (trials,)
        What trials must share to be repeats of the same thing, such as a number for each day, side
        and measure. A group of one trial adds nothing.
    level : float
        Probability inside the interval.

    Returns
    -------
    MeasurementError

    Raises
    ------
    TooFewPoints
        No group has two trials, or all trials of every group are the same: then the error is hidden
        by rounding, or the readings are copies.
    DataError
        Infinite or non-numeric values, shapes that do not match, groups that are missing.

    References
    ----------
    Bland & Altman (1996), see the package.

    Examples
    --------
    >>> error = sem_from_trials([10, 12, 14, 7, 7, 20], ["mon", "mon", "mon", "tue", "tue", "wed"])
    >>> round(error.sem, 3), error.df, round(error.mdc95, 2)
    (1.633, 3, 4.53)
    """
    from scipy.special import chdtri

    check_level(level)
    x = as_numbers(values, "values", dimensions=1)
    place = as_groups(group, x.shape)
    seen = ~np.isnan(x)
    x, place = x[seen], np.unique(place[seen], return_inverse=True)[1]
    counts = np.bincount(place)
    df = int(len(x) - len(counts))
    if df < 1:
        raise TooFewPoints("no group has two trials - measure twice or more in one sitting")
    off = x - x[np.unique(place, return_index=True)[1]][place]  # from the first trial: exact for equal ones
    if not off.any():
        raise TooFewPoints("all trials of a group are the same: their error is hidden by rounding")
    spread = math.hypot(*(off - (np.bincount(place, off) / counts)[place]))
    sem, tail = spread / math.sqrt(df), (1 - level) / 2
    low, high = (spread / math.sqrt(float(chdtri(df, upper))) for upper in (tail, 1 - tail))
    return MeasurementError(sem, low, high, df, Z_95 * math.sqrt(2) * sem)


def sem_from_icc(sd: float, icc: float) -> float:
    """Standard error of measurement from a published reliability: SD sqrt(1 - ICC).

    Parameters
    ----------
    sd : float
        SD of people in the study that gave the ICC.
    icc : float
        0 to 1.

    Returns
    -------
    float
        In the unit of sd.

    Raises
    ------
    DataError
        sd is not a number of 0 or more, or icc is not from 0 to 1.

    References
    ----------
    Weir (2005), see the package.

    Examples
    --------
    >>> sem_from_icc(5.0, 0.84)
    2.0
    """
    spread, reliability = need_number(sd, "sd"), need_number(icc, "icc")
    if spread < 0 or not 0 <= reliability <= 1:
        raise DataError(f"sd is {sd!r} and icc {icc!r}: sd must be 0 or more, icc from 0 to 1")
    return spread * math.sqrt(1 - reliability)
