"""What two readings, or two phase means, can differ by when nothing has changed."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.stats.measurement.arguments import need_number

Z_95 = 1.96
"""As in the definition of the MDC95; the sources round the normal quantile to this."""


@dataclass(frozen=True)
class ReliableChange:
    """A difference of two single readings against their error.

    Attributes
    ----------
    estimate, low, high : float
        Second minus first, and its 95 % interval, in the unit of the readings.
    rci : float
        The difference in units of its standard error, sqrt(2) SEM.
    p : float
        Two-sided, normal.
    """

    estimate: float
    low: float
    high: float
    rci: float
    p: float


def effective_n(n: int, carryover: float = 0.0) -> float:
    """How many independent readings n consecutive ones are worth to their mean.

    n / (1 + 2 sum over k from 1 to n - 1 of (1 - k/n) rho^k), from the variance of the mean of an
    AR(1) series; below 0, carry-over makes them worth more than n.

    Parameters
    ----------
    n : int
        Readings in a row, 1 or more.
    carryover : float
        rho, correlation of one reading with the next, between -1 and 1.

    Returns
    -------
    float

    Raises
    ------
    DataError
        n is not a whole number of 1 or more, or carryover is not between -1 and 1.

    References
    ----------
    Bayley, G. V. & Hammersley, J. M. (1946). The 'effective' number of independent observations in an
    autocorrelated time series. Suppl J R Stat Soc 8, 184-197. doi:10.2307/2983560

    Examples
    --------
    >>> effective_n(28), round(effective_n(28, 0.5), 2), effective_n(1, 0.9)
    (28.0, 9.8, 1.0)
    """
    try:
        count = operator.index(n)
    except TypeError:
        raise DataError(f"n is {n!r}, must be a whole number of readings") from None
    if count < 1:
        raise DataError(f"n is {n!r}, must be 1 reading or more")
    rho = need_number(carryover, "carryover")
    if not -1 < rho < 1:
        raise DataError(f"carryover is {carryover!r}, must lie between -1 and 1")
    lags = np.arange(1, count)
    return count / (1 + 2 * float(((1 - lags / count) * rho**lags).sum()))


def mdc95_of_means(sem: float, n_a: int, n_b: int, *, carryover: float = 0.0) -> float:
    """What two phase means differ by in less than 1 of 20 pairs when nothing has changed.

    1.96 SEM sqrt(1/m_a + 1/m_b), where m is `effective_n`; 1 and 1 give the MDC95 of single readings.

    Parameters
    ----------
    sem : float
        Standard error of one reading. The ruler's own error does not carry over, what else moves a day
        does: with the SD of days in its place, give their carry-over.
    n_a, n_b : int
        Readings in each phase.
    carryover : float
        Correlation of the error of one reading with the next.

    Returns
    -------
    float
        In the unit of sem.

    Raises
    ------
    DataError
        sem is not a number of 0 or more, or as `effective_n`.

    References
    ----------
    Weir (2005), see the package; Bayley & Hammersley (1946), see `effective_n`.

    Examples
    --------
    >>> round(mdc95_of_means(2.0, 1, 1), 2), round(mdc95_of_means(2.0, 14, 28), 2)
    (5.54, 1.28)
    """
    error = _need_error(sem)
    share = 1 / effective_n(n_a, carryover) + 1 / effective_n(n_b, carryover)
    return Z_95 * error * math.sqrt(share)


def reliable_change(before: float, after: float, *, sem: float) -> ReliableChange:
    """Whether two single readings differ by more than their error.

    RCI = (after - before) / (sqrt(2) SEM).

    Parameters
    ----------
    before, after : float
        One reading each, in the same unit.
    sem : float
        Standard error of one reading, above 0, taken as known.

    Returns
    -------
    ReliableChange

    Raises
    ------
    DataError
        A reading or sem is not a finite number, or sem is not above 0.

    References
    ----------
    Jacobson, N. S. & Truax, P. (1991). Clinical significance: a statistical approach to defining
    meaningful change in psychotherapy research. J Consult Clin Psychol 59, 12-19.
    doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> change = reliable_change(4.0, 12.0, sem=2.0)
    >>> round(change.rci, 2), round(change.p, 4), change.low > 0
    (2.83, 0.0047, True)
    """
    error = _need_error(sem)
    if error == 0:
        raise DataError("sem is 0, must be above 0 - a ruler without error needs no test")
    difference = need_number(after, "after") - need_number(before, "before")
    se = math.sqrt(2) * error
    rci = difference / se
    p = math.erfc(abs(rci) / math.sqrt(2))
    return ReliableChange(difference, difference - Z_95 * se, difference + Z_95 * se, rci, p)


def _need_error(sem: float) -> float:
    error = need_number(sem, "sem")
    if error < 0:
        raise DataError(f"sem is {sem!r}, must be 0 or more - it is a standard deviation")
    return error
