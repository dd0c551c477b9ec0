"""Whether one daily series goes with another, the same day or some days later: a circular-shift test.

Days in a row resemble each other, so that two series that have nothing to do with each other often
seem to move together. Shifting one of them in a circle keeps the carry-over of each and breaks what
ties them: how far the correlations of the shifted series reach is what chance alone does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints

Floats = NDArray[np.float64]

FEWEST = 20
"""Pairs of days that a lag needs to be looked at."""
FEWEST_SHIFTED = 10
"""Pairs that each of these lags must keep in a shift: fewer than as logged, since gaps meet gaps."""
FEWEST_SHIFTS = 19
"""Below it no p would reach .05."""
ALPHA = 0.05
TIE = 1e-9
"""Correlations nearer than this are equal."""


@dataclass(frozen=True)
class Lagged:
    """Correlations of a cause with an outcome some days later, and how far chance alone reaches.

    Attributes
    ----------
    lags : tuple of int
        Days from cause to outcome.
    r : tuple of float
        Correlation at each lag, after a line was removed; NaN where the lag has too few pairs.
    n : tuple of int
        Pairs of days at each lag.
    p : float
        Of the largest absolute r over the lags, two-sided.
    limit : float
        p is at most .05 where the largest absolute r is above it: the 95th percentile over the shifts.
    shifts : int
        Shifts that it was held against; the least p is 1 / (shifts + 1).
    """

    lags: tuple[int, ...]
    r: tuple[float, ...]
    n: tuple[int, ...]
    p: float
    limit: float
    shifts: int

    @property
    def strongest(self) -> int:
        """Position of the lag with the largest absolute r.

        Examples
        --------
        >>> Lagged((0, 1), (0.1, -0.4), (30, 29), 0.2, 0.5, 29).strongest
        1
        """
        return int(np.nanargmax(np.abs(self.r)))

    @property
    def least_p(self) -> float:
        """The smallest p that so many shifts allow.

        Examples
        --------
        >>> Lagged((0, 1), (0.1, -0.4), (30, 29), 0.2, 0.5, 29).least_p
        0.03333333333333333
        """
        return 1 / (self.shifts + 1)


def lagged(cause: ArrayLike, outcome: ArrayLike, *, lags: Sequence[int] = (0, 1, 7)) -> Lagged:
    r"""Test the largest correlation over some lags against every circular shift of the cause.

    A straight line is removed from each series, since two trends always go together. With the cause
    x and the outcome y that are left, on days :math:`t = 0 .. n - 1`,

    .. math:: r_l = \operatorname{cor}(x_t, y_{t+l}), \quad T = \max_l |r_l|, \quad
              p = \frac{1 + \#\{s : T_s \ge T\}}{1 + S}

    over the days that both know, where :math:`T_s` is T of :math:`x_{(t - s) \bmod n}`. All shifts
    s = 1 .. n - 1 count, near ones too: under no link each place in the circle is then as likely as
    any other to be the largest, which leaving some out would spoil. The price: a link at one lag is
    found again by the shifts that move it to another, so that a short log can hardly show it.

    Of series of 42 to 168 days without a link, 15 % of days missing, .04 to .06 had p of .05 or less
    at a carry-over of 0, .4 and .6 (2,000 each). Series that drift are not safe: .09 of two random
    walks over 84 days (1,000), the line notwithstanding.

    Parameters
    ----------
    cause, outcome : array_like, shape (n,)
        Over the same consecutive days; NaN where there is none.
    lags : sequence of int
        Days from cause to outcome, 0 or more.

    Returns
    -------
    Lagged

    Raises
    ------
    DataError
        The arrays are not of one length or hold infinite values, or lags are not different days.
    TooFewPoints
        No lag has 20 pairs, too few shifts keep theirs, or a series is nothing but a line.

    References
    ----------
    Harris, K. D. (2020). Nonsense correlations in neuroscience. bioRxiv. doi:10.1101/2020.11.29.402719
    (what a circular shift can do, and that it fails where both series drift)

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> minutes = rng.normal(size=60)
    >>> pain = np.r_[0.0, -minutes[:-1]] + rng.normal(scale=0.5, size=60)
    >>> found = lagged(minutes, pain)
    >>> found.lags[found.strongest], found.n, found.p < 0.05
    (1, (60, 59, 53), True)
    """
    x, y, days = _read(cause, outcome, lags)
    rests = _remove_line(x, "cause"), _remove_line(y, "outcome")
    shifted = [_shifted_r(*rests, lag) for lag in days]
    r = np.array([one for one, _ in shifted])
    n = np.array([count for _, count in shifted])
    r[n[:, 0] < FEWEST] = np.nan
    looked_at = np.isfinite(r[:, 0])
    if not looked_at.any():
        most = int(n[:, 0].max())
        raise TooFewPoints(
            f"{most} days with both at the best lag, and a change in each: at least {FEWEST} are needed"
        )
    enough = np.where(n[looked_at] >= FEWEST_SHIFTED, np.abs(r[looked_at]), np.nan)
    largest = np.max(enough, axis=0)
    observed, others = largest[0], np.sort(largest[1:][np.isfinite(largest[1:])])[::-1]
    if len(others) < FEWEST_SHIFTS:
        raise TooFewPoints(f"{len(others)} shifts can be compared, at least {FEWEST_SHIFTS} are needed")
    p = (1 + int((others >= observed - TIE).sum())) / (1 + len(others))
    limit = float(others[floor(ALPHA * (1 + len(others)) + TIE) - 1])
    return Lagged(
        days,
        tuple(float(one) for one in r[:, 0]),
        tuple(int(one) for one in n[:, 0]),
        p,
        limit,
        len(others),
    )


def adjust_bh(p_values: ArrayLike) -> Floats:
    """Adjust p values of several tests for the share of false findings among those found.

    The i-th smallest of m becomes the least of :math:`m p_{(j)} / j` over j >= i, at most 1. The
    order of the argument is kept.

    Parameters
    ----------
    p_values : array_like, shape (m,)

    Returns
    -------
    ndarray of float, shape (m,)

    Raises
    ------
    DataError
        A value is not between 0 and 1.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57, 289-300.
    doi:10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> adjust_bh([0.01, 0.5, 0.02]).tolist()
    [0.03, 0.5, 0.03]
    """
    p = np.atleast_1d(np.asarray(p_values, dtype=float))
    if p.ndim > 1 or not ((p >= 0) & (p <= 1)).all():
        raise DataError(f"p values are {p.tolist()}, must be a row of numbers from 0 to 1")
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1.0))
    return adjusted


def _read(
    cause: ArrayLike, outcome: ArrayLike, lags: Sequence[int]
) -> tuple[Floats, Floats, tuple[int, ...]]:
    x, y = np.asarray(cause, dtype=float), np.asarray(outcome, dtype=float)
    if x.ndim != 1 or x.shape != y.shape:
        raise DataError(f"cause has shape {x.shape} and outcome {y.shape}, must be rows of the same days")
    if np.isinf(x).any() or np.isinf(y).any():
        raise DataError("cause or outcome holds an infinite value - replace it by NaN")
    days = tuple(int(lag) for lag in lags)
    if not days or len(set(days)) < len(days) or min(days) < 0 or days != tuple(lags):
        raise DataError(f"lags are {list(lags)}, must be different whole numbers of days, 0 or more")
    if max(days) >= len(x):
        raise TooFewPoints(f"{len(x)} days, more than the lag of {max(days)} days are needed")
    return x, y, days


def _remove_line(values: Floats, name: str) -> Floats:
    """What a least-squares line over the known days leaves, with a standard deviation of 1."""
    known = np.isfinite(values)
    if known.sum() < FEWEST:
        raise TooFewPoints(f"{known.sum()} days of the {name}, at least {FEWEST} are needed")
    day = np.arange(len(values), dtype=float)[known]
    day -= day.mean()
    centred = values[known] - values[known].mean()
    rest = centred - day * (day @ centred) / (day @ day)
    size = np.abs(values[known]).max()
    if rest.std() <= TIE * max(size, np.finfo(float).tiny):
        raise TooFewPoints(f"the {name} never changes, but for a straight line")
    left = np.full(len(values), np.nan)
    left[known] = rest / rest.std()
    return left


def _shifted_r(x: Floats, y: Floats, lag: int) -> tuple[Floats, Floats]:
    """Correlation and pairs at a lag for every shift s = 0 .. n - 1 of the cause.

    Every sum over pairs is a circular cross-correlation, so one Fourier transform gives it for all s.
    """
    later = np.full(len(y), np.nan)
    later[: len(y) - lag] = y[lag:]
    there_x, there_y = np.isfinite(x), np.isfinite(later)
    x, y = np.where(there_x, x, 0.0), np.where(there_y, later, 0.0)
    parts_x = np.fft.rfft([there_x, x, x**2])
    parts_y = np.fft.rfft([there_y, y, y**2])

    def add_up(of_x: int, of_y: int) -> Floats:
        return np.fft.irfft(np.conj(parts_x[of_x]) * parts_y[of_y], n=len(x))

    n = np.round(add_up(0, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        sum_x, sum_y = add_up(1, 0), add_up(0, 1)
        spread_x = add_up(2, 0) - sum_x**2 / n
        spread_y = add_up(0, 2) - sum_y**2 / n
        r = (add_up(1, 1) - sum_x * sum_y / n) / np.sqrt(spread_x * spread_y)
    steady = (n < 3) | (spread_x <= TIE) | (spread_y <= TIE)
    return np.where(steady, np.nan, np.clip(r, -1.0, 1.0)), n
