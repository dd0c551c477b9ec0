"""Trend and carry-over of one series on its real days, as reviewers know them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TheilSen:
    """Theil-Sen line.

    Attributes
    ----------
    slope : float
        Change a day, in the unit of the readings.
    intercept : float
        Height of the line on day 0 of the day numbers.
    n : int
        Readings used.
    """

    slope: float
    intercept: float
    n: int


def theil_sen(values: ArrayLike, days: ArrayLike | None = None) -> TheilSen:
    """Median of the slopes between all pairs of readings.

    The intercept is the median of what the slope leaves over, so that half of the
    readings lie on either side of the line.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    days : array of int, (days,), optional
        Day numbers; None takes 0, 1, 2, ... Sorted here if they are not.

    Returns
    -------
    TheilSen

    Raises
    ------
    TooFewPoints
        Fewer than 2 readings.
    DataError
        Repeated days, infinite values, text, shapes that do not fit.

    References
    ----------
    Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau.
    JASA 63, 1379-1389. doi:10.1080/01621459.1968.10480934

    Examples
    --------
    >>> theil_sen([50, 49, 54, 51, 63], [1, 8, 15, 22, 29])
    TheilSen(slope=0.375, intercept=48.375, n=5)
    """
    y, day = read_readings(values, days).seen(at_least=2)
    first, second = np.triu_indices(len(y), 1)
    slope = float(np.median((y[second] - y[first]) / (day[second] - day[first])))
    return TheilSen(slope, float(np.median(y - slope * day)), len(y))


@dataclass(frozen=True)
class Autocorrelation:
    """Autocorrelation at lags 1, 2, ... days.

    Attributes
    ----------
    r : tuple of float
        About -1 to 1; NaN at a lag that no two readings have, or without any variation.
    pairs : tuple of int
        Pairs of readings exactly that many days apart.
    n : int
        Readings used.
    """

    r: tuple[float, ...]
    pairs: tuple[int, ...]
    n: int


def autocorrelation(values: ArrayLike, *, days: ArrayLike | None = None, lags: int = 3) -> Autocorrelation:
    """Correlation of a series with itself some days later.

        r_k = [sum (y_t - m)(y_(t+k) - m) / (pairs + k)] / [sum (y_t - m)^2 / n]

    over the pairs that are k days apart. A day without a reading is a gap: it takes its
    pairs away and moves nothing closer. In a series without gaps pairs + k is n, which
    gives the usual estimate, which is too low by about (1 + 4 r) / n at lag 1.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    days : array of int, (days,), optional
        Day numbers; None takes consecutive days.
    lags : int
        Largest lag, in days.

    Returns
    -------
    Autocorrelation

    Raises
    ------
    TooFewPoints
        Fewer than 2 readings.
    DataError
        As `theil_sen`; lags below 1.

    References
    ----------
    Box, G. E. P. & Jenkins, G. M. (1976). Time Series Analysis, ch. 2 (for complete series).
    Huitema, B. E. & McKean, J. W. (1991). Autocorrelation estimation and inference with
    small samples. Psychological Bulletin 110, 291-304. doi:10.1037/0033-2909.110.2.291

    Examples
    --------
    >>> [round(r, 2) for r in autocorrelation([1, 2, 3, 4, 5], lags=2).r]
    [0.4, -0.1]
    >>> autocorrelation([1, 2, 3], days=[0, 7, 14], lags=1)
    Autocorrelation(r=(nan,), pairs=(0,), n=3)
    """
    if isinstance(lags, bool) or not isinstance(lags, int | np.integer) or lags < 1:
        raise DataError(f"lags is {lags!r}, must be a whole number of days from 1 on")
    y, day = read_readings(values, days).seen(at_least=2)
    # Equal readings must leave exactly nothing, which their mean does not promise.
    off = y - y.mean() if (y != y[0]).any() else np.zeros(len(y))
    found = [_lagged_pairs(off, day, lag) for lag in range(1, lags + 1)]
    spread = float(off @ off) / len(y)
    r = tuple(
        total / (pairs + lag) / spread if pairs and spread else float("nan")
        for lag, (total, pairs) in enumerate(found, start=1)
    )
    return Autocorrelation(r, tuple(pairs for _, pairs in found), len(y))


def _lagged_pairs(off: Floats, day: Ints, lag: int) -> tuple[float, int]:
    """Sum of products over the pairs that are `lag` days apart, and their number."""
    place = np.minimum(np.searchsorted(day, day + lag), len(day) - 1)
    there = day[place] == day + lag
    return float(off[there] @ off[place[there]]), int(there.sum())


@dataclass(frozen=True)
class MannKendall:
    """Mann-Kendall test of a monotone trend.

    Attributes
    ----------
    s : int
        Pairs that rise minus pairs that fall.
    variance : float
        Of s without a trend, corrected for equal readings.
    z : float
        s, one step nearer to 0, in standard deviations.
    tau : float
        Kendall's tau-b of readings and days, -1 to 1.
    p : float
        Two-sided, from the normal distribution.
    n : int
        Readings used.

    Without any variation z, tau and p do not exist and are NaN.
    """

    s: int
    variance: float
    z: float
    tau: float
    p: float
    n: int


def mann_kendall(values: ArrayLike, days: ArrayLike | None = None) -> MannKendall:
    """Whether readings rise or fall with the days, in whatever shape.

    It takes days to be independent: carry-over makes p too small, so no verdict rests
    on it. Only the order of the days counts, not their distance.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    days : array of int, (days,), optional
        Day numbers; None takes consecutive days.

    Returns
    -------
    MannKendall

    Raises
    ------
    TooFewPoints
        Fewer than 3 readings.
    DataError
        As `theil_sen`.

    References
    ----------
    Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13, 245-259.
    doi:10.2307/1907187
    Kendall, M. G. (1975). Rank Correlation Methods, 4th ed., ch. 4.

    Examples
    --------
    >>> trend = mann_kendall([2, 3, 3, 5, 6, 8])
    >>> trend.s, round(trend.tau, 3), round(trend.p, 4)
    (14, 0.966, 0.0129)
    """
    y, _ = read_readings(values, days).seen(at_least=3)
    n = len(y)
    first, second = np.triu_indices(n, 1)
    s = int(np.sign(y[second] - y[first]).sum())
    ties = np.unique(y, return_counts=True)[1].astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if variance == 0:
        return MannKendall(s, 0.0, float("nan"), float("nan"), float("nan"), n)
    pairs = n * (n - 1) / 2
    tau = s / float(np.sqrt(pairs * (pairs - (ties * (ties - 1) / 2).sum())))
    z = float(s - np.sign(s)) / float(np.sqrt(variance))
    return MannKendall(s, variance, z, tau, _two_sided(z), n)


def _two_sided(z: float) -> float:
    from math import erfc, sqrt

    return erfc(abs(z) / sqrt(2))


@dataclass(frozen=True)
class SortedReadings:
    """One series in the order of its days; y is NaN on a day without a reading.

    `order` is where each day stood in what was given.
    """

    y: Floats
    day: Ints
    order: NDArray[np.intp]

    def seen(self, *, at_least: int = 0) -> tuple[Floats, Ints]:
        """Readings and their days, without the days that have none; or `TooFewPoints`."""
        there = ~np.isnan(self.y)
        if there.sum() < at_least:
            raise TooFewPoints(f"{there.sum()} days with a reading, at least {at_least} are needed")
        return self.y[there], self.day[there]


def read_readings(values: ArrayLike, days: ArrayLike | None = None) -> SortedReadings:
    """Check one series and its days, and sort it.

    Raises
    ------
    DataError
        Text, infinite values, repeated days, days that are not whole, unequal lengths.

    Examples
    --------
    >>> read_readings([5, 6, 7], [2, 0, 1]).y.tolist()
    [6.0, 7.0, 5.0]
    """
    try:
        y = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as error:
        raise DataError(f"values must be numbers: {error}") from None
    if y.ndim != 1:
        raise DataError(f"values have shape {y.shape}, must be one series, (days,)")
    if np.isinf(y).any():
        raise DataError("values hold an infinite number - use NaN for a missing reading")
    day = _read_days(days, len(y))
    order = np.argsort(day, kind="stable")
    twice = day[order][:-1][np.diff(day[order]) == 0]
    if twice.size:
        raise DataError(f"day {twice[0]} stands twice in days - average the readings of a day first")
    return SortedReadings(y[order], day[order], order)


def _read_days(days: ArrayLike | None, n: int) -> Ints:
    if days is None:
        return np.arange(n)
    given = np.asarray(days)
    if given.dtype.kind not in "iu" and given.size:
        raise DataError(f"days are {given.dtype}, must be whole numbers, one a reading")
    if given.shape != (n,):
        raise DataError(f"days has shape {given.shape}, values ({n},): they must match")
    return given.astype(np.int64)
