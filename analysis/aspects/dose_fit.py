"""Readings against the minutes of the days before: a line in time and a curve that may bend once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import TooFewPoints
from analysis.stats.regression import Effect, Regression, carryover_regression
from analysis.words import say_count

Floats = NDArray[np.float64]

DAYS_BEFORE = 7
"""Whose minutes are summed; the day of the reading is not one of them."""
FEW = 10.0
"""Minutes in these days where the curve may bend, if enough readings lie on each side."""
FEWEST_A_SIDE, FEWEST_READINGS, FEWEST_DOSES = 10, 20, 5
MOST_SHOWN, MUCH = 0.95, 0.9
"""Shares of the readings: where the curve ends, and the minutes that stand for 'more'."""
_STEPS = 24


@dataclass(frozen=True, eq=False)
class DoseFit:
    """A fitted curve that may bend once.

    Attributes
    ----------
    points : DataFrame
        Index: day; `minutes` of the 7 days before, `difference` of the reading from the curve's value
        at the lowest minutes, the line in time taken out.
    curve : DataFrame
        `minutes` from the lowest to the 95th percentile, fitted `difference`, its 95 % `low` and `high`.
    lowest, knot, much : float
        Minutes: the fewest, where the curve may bend, and the 90th percentile (where that is not beyond
        the knot, the median of those that are).
    below, above : Effect
        Slope for each minute, up to the knot and beyond it.
    few, more : Effect
        Fitted difference from the lowest minutes to the knot, and from the knot to `much`.
    sides : Effect
        Mean of the curve over the readings above the knot, less that over the others.
    p_few, p_more : float
        Of `below` and `above`, after Benjamini and Hochberg over both of all outcomes of the log.
    """

    points: pd.DataFrame
    curve: pd.DataFrame
    lowest: float
    knot: float
    much: float
    below: Effect
    above: Effect
    few: Effect
    more: Effect
    sides: Effect
    p_few: float
    p_more: float


def sum_days_before(minutes: pd.Series) -> pd.Series:
    """Minutes of the 7 days before each day; NaN where one of them is not known or not in the log.

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=9)
    >>> sum_days_before(pd.Series([1.0, 0, 0, 0, 0, 0, 2, 4, 8], index=days)).tolist()[7:]
    [3.0, 6.0]
    """
    sums = np.full(len(minutes), np.nan)
    if len(minutes) > DAYS_BEFORE:
        windows = np.lib.stride_tricks.sliding_window_view(minutes.to_numpy(float), DAYS_BEFORE)
        sums[DAYS_BEFORE:] = windows[:-1].sum(axis=1).round(6)
    return pd.Series(sums, index=minutes.index)


def fit_dose(readings: pd.Series, minutes: pd.Series) -> DoseFit:
    r"""Fit readings to a line in time and to minutes, with one bend.

    .. math:: y = a + b\,t + c\,\min(m, k) + d\,\max(m - k, 0) + \text{noise that carries over}

    k is 10 minutes where 10 readings lie on each side of it, else the median of m, else, where that is
    the least or the most, the median of what lies between.

    Of 900 series of 84 days without a link (three ways to train, carry-over .5, 15 % of days without a
    reading, whole points), 1.7 % came out as 'suffice' or 'more' of `DoseCurve.answer` and 3.3 % as any
    link; of 900 of 168 days 2.8 % and 4.4 %. Where each minute a week took off .05 points, 'more' came
    out in 39 to 88 % over 84 days and in 65 to 100 % over 168, least often where all weeks were alike.
    Where 10 minutes took off 2 points and more of them nothing, a link came out in 51 and 83 % of weeks
    of 0 to 56 minutes by lot, but 'suffice' in 3 and 13 % (26 % over 168 days of habits that wander): that
    more adds nothing takes long to show. In weeks that were all alike, a link came out in 6 and 9 %, and
    where each minute took off .05 points 'suffice' did in 2 and 8 %: their minutes end too near the knot.

    Parameters
    ----------
    readings, minutes : Series
        Of the same days, all of them known; minutes are those of the 7 days before.

    Returns
    -------
    DoseFit
        p not yet adjusted for other outcomes.

    Raises
    ------
    TooFewPoints
        Fewer than 20 readings, fewer than 5 different amounts of minutes, readings that are all the
        same, or minutes that cannot be told from the line in time.
    """
    _check(readings, minutes)
    y, m = readings.to_numpy(float), minutes.to_numpy(float)
    knot, lowest = choose_knot(m), float(m.min())
    day = (pd.DatetimeIndex(readings.index) - readings.index[0]).days.to_numpy()
    try:
        fitted = carryover_regression(y, np.column_stack([day, _bend(m, knot)]), days=day)
    except TooFewPoints as error:
        raise TooFewPoints("minutes cannot be told from a straight line in time") from error
    much = _choose_much(m, knot)
    few, more = fitted.contrast([0, knot - lowest, 0]), fitted.contrast([0, 0, much - knot])
    sides = _bend(m[m > knot], knot).mean(axis=0) - _bend(m[m <= knot], knot).mean(axis=0)
    below, above = fitted.contrast([0, 1, 0]), fitted.contrast([0, 0, 1])
    return DoseFit(
        _adjust_points(readings, m, fitted, knot),
        _draw_curve(m, fitted, knot, much),
        lowest,
        knot,
        much,
        below,
        above,
        few,
        more,
        fitted.contrast([0, *sides]),
        below.p,
        above.p,
    )


def choose_knot(minutes: Floats) -> float:
    """Minutes where the curve may bend.

    Examples
    --------
    >>> choose_knot(np.arange(30.0)), choose_knot(np.arange(18.0)), choose_knot(np.array([0, 0, 0, 4, 9]))
    (10.0, 8.5, 4.0)
    """
    low = int((minutes <= FEW).sum())
    if min(low, len(minutes) - low) >= FEWEST_A_SIDE:
        return FEW
    middle = float(np.median(minutes))
    if minutes.min() < middle < minutes.max():
        return middle
    return float(np.median(minutes[(minutes > minutes.min()) & (minutes < minutes.max())]))


def _choose_much(minutes: Floats, knot: float) -> float:
    much = float(np.quantile(minutes, MUCH))
    return much if much > knot else float(np.median(minutes[minutes > knot]))


def _check(readings: pd.Series, minutes: pd.Series) -> None:
    if len(readings) < FEWEST_READINGS:
        raise TooFewPoints(
            f"{say_count(len(readings), 'reading')} with known minutes in the 7 days before, all within the routine, "
            f"at least {FEWEST_READINGS} are needed"
        )
    if minutes.nunique() < FEWEST_DOSES:
        raise TooFewPoints(
            f"{say_count(minutes.nunique(), 'sum')} of minutes over 7 days that differ, at least {FEWEST_DOSES} are needed"
        )
    if readings.nunique() == 1:
        raise TooFewPoints("all readings are the same")


def _bend(minutes: Floats, knot: float) -> Floats:
    """Minutes up to the knot and beyond it, (readings, 2)."""
    return np.column_stack([np.minimum(minutes, knot), np.maximum(minutes - knot, 0.0)])


def _adjust_points(readings: pd.Series, minutes: Floats, fitted: Regression, knot: float) -> pd.DataFrame:
    """Readings without the line in time, around the curve."""
    slope, *bend = fitted.weights @ fitted.coefficients
    day = (pd.DatetimeIndex(readings.index) - readings.index[0]).days.to_numpy(float)
    level = readings.to_numpy(float) - slope * day
    curve = (_bend(minutes, knot) - _bend(minutes.min(keepdims=True), knot)) @ np.array(bend)
    difference = level - (level - curve).mean()
    return pd.DataFrame({"minutes": minutes, "difference": difference}, index=readings.index)


def _draw_curve(minutes: Floats, fitted: Regression, knot: float, much: float) -> pd.DataFrame:
    lowest, most = float(minutes.min()), max(float(np.quantile(minutes, MOST_SHOWN)), much)
    grid = np.unique(np.append(np.linspace(lowest, most, _STEPS), knot))
    columns = _bend(grid, knot) - _bend(grid[:1], knot)
    low, middle, high, _ = fitted.contrasts(np.column_stack([np.zeros(len(grid) - 1), columns[1:]]))
    parts = {"difference": middle, "low": low, "high": high}
    # At the lowest minutes the difference is 0 by definition, without a width
    return pd.DataFrame({"minutes": grid} | {name: np.append(0.0, part) for name, part in parts.items()})
