"""The readings that a verdict compares: one a day, before and since a start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import DataError


@dataclass(frozen=True, eq=False)
class Compared:
    """Readings by day, sorted, one a day.

    Attributes
    ----------
    series : Series
        Readings by date, no NaN.
    in_b : array of bool, (readings,)
        True from the first day of the routine on.
    day : array of int, (readings,)
        Days since the first reading.
    start : int or None
        First day of the routine, with a reading or without; None where no day is of the routine.
    """

    series: pd.Series
    in_b: NDArray[np.bool_]
    day: NDArray[np.int64]
    start: int | None

    @property
    def y(self) -> NDArray[np.float64]:
        """The readings."""
        return self.series.to_numpy(float)

    @property
    def n_a(self) -> int:
        """Days with a reading before the start."""
        return int((~self.in_b).sum())

    @property
    def n_b(self) -> int:
        """Days with a reading since the start."""
        return int(self.in_b.sum())

    @property
    def one_start(self) -> bool:
        """Whether all days of A come before all days of B."""
        return not (np.diff(self.in_b.astype(int)) < 0).any()

    @property
    def first_day(self) -> pd.Timestamp | None:
        """Date of the start."""
        return None if self.start is None else self.series.index[0] + pd.Timedelta(self.start, "D")

    def typical_gap(self) -> float:
        """Median gap between readings in days; 1 where there is none."""
        return float(np.median(np.diff(self.day))) if len(self.day) > 1 else 1.0


def read_compared(series: pd.Series, start: str | pd.Timestamp | pd.Series) -> Compared:
    """Check the arguments of `before_after` and sort them.

    Examples
    --------
    >>> read_compared(pd.Series(1.0, pd.date_range("2026-03-01", periods=3)), "2026-03-03").n_a
    2
    """
    daily = as_daily(series)
    in_b = as_in_b(daily, start)
    if not len(daily):
        return Compared(daily, in_b, np.empty(0, np.int64), None)
    day = ((daily.index - daily.index[0]) // pd.Timedelta(1, "D")).to_numpy(np.int64)
    return Compared(daily, in_b, day, _start_day(daily, in_b, day, start))


def _start_day(
    daily: pd.Series, in_b: NDArray[np.bool_], day: NDArray[np.int64], start: str | pd.Timestamp | pd.Series
) -> int | None:
    if not in_b.any():
        return None
    first = int(day[np.argmax(in_b)])
    if isinstance(start, pd.Series) or not (~in_b).any():
        return first
    return min(first, int((as_start(start) - daily.index[0]) // pd.Timedelta(1, "D")))


def as_daily(series: pd.Series) -> pd.Series:
    """Sort by day and drop missing readings; repeated days and non-numbers are refused.

    Examples
    --------
    >>> as_daily(pd.Series([2.0, None], pd.DatetimeIndex(["2026-03-02", "2026-03-01"]))).tolist()
    [2.0]
    """
    if not isinstance(series.index, pd.DatetimeIndex):
        raise DataError(f"the series has a {type(series.index).__name__}, must be indexed by date")
    try:
        values = series.astype(float)
    except (TypeError, ValueError) as error:
        raise DataError(f"the series must hold numbers: {error}") from None
    if np.isinf(values.to_numpy()).any():
        raise DataError("the series holds an infinite number - leave the day out")
    if series.index.hasnans:
        raise DataError("the series has a reading without a date - give the date, or leave the reading out")
    values.index = series.index.tz_localize(None).normalize()
    values = values.dropna().sort_index()
    if values.index.has_duplicates:
        day = values.index[values.index.duplicated()][0]
        raise DataError(f"{day:%Y-%m-%d} stands twice in the series - average the readings of a day first")
    return values


def as_in_b(series: pd.Series, start: str | pd.Timestamp | pd.Series) -> NDArray[np.bool_]:
    """True for the days of `series` that belong to the routine.

    `start` is the first day of the routine, or a boolean series by date.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=3)
    >>> as_in_b(pd.Series(1.0, days), "2026-03-03").tolist()
    [False, False, True]
    """
    if isinstance(start, pd.Series):
        known = _as_marks(start)
        missing = series.index.difference(known.index)
        if len(missing):
            raise DataError(
                f"start says nothing of {missing[0]:%Y-%m-%d} - give it for every day with a reading"
            )
        return known.loc[series.index].to_numpy(bool)
    return np.asarray(series.index >= as_start(start))


def _as_marks(start: pd.Series) -> pd.Series:
    """True and False by day; anything else would be read as True in silence."""
    if not isinstance(start.index, pd.DatetimeIndex):
        raise DataError(f"start has a {type(start.index).__name__}, must be a date or a series by date")
    odd = [mark for mark in start if not isinstance(mark, bool | np.bool_)]
    if odd:
        raise DataError(f"start holds {odd[0]!r}, must be True (a day of the routine) or False")
    known = start.astype(bool)
    known.index = start.index.tz_localize(None).normalize()
    if known.index.has_duplicates:
        day = known.index[known.index.duplicated()][0]
        raise DataError(f"start says {day:%Y-%m-%d} twice - give every day once")
    return known


def as_start(start: str | pd.Timestamp) -> pd.Timestamp:
    """The day of a start, in the person's own time.

    Examples
    --------
    >>> as_start("2026-03-16 08:30")
    Timestamp('2026-03-16 00:00:00')
    """
    if isinstance(start, int | float):
        raise DataError(f"start is {start!r}, must be a date such as 2026-03-16")
    try:
        first = pd.Timestamp(start)
    except (ValueError, TypeError):
        raise DataError(f"start is {start!r}, must be a date such as 2026-03-16") from None
    if pd.isna(first):
        raise DataError(f"start is {start!r}, must be a date such as 2026-03-16")
    return first.tz_localize(None).normalize()
