"""This visit against the last and against the start: plain means of the days between visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.aspects.visit import END_DAYS, compare_ends
from analysis.comparison import Comparison
from analysis.training import WeeklyTraining
from analysis.words import UNIT_WORDS, say_count, say_day, say_number

SESSIONS = "Days with a session"
_SKIPPED = ("other instrument",)


@dataclass(frozen=True)
class Period:
    """Days from `first` up to the day before `end`; None is open on that side.

    Attributes
    ----------
    name : str
    first, end : Timestamp or None
    """

    name: str
    first: pd.Timestamp | None
    end: pd.Timestamp | None

    def holds(self, days: pd.DatetimeIndex) -> pd.Series:
        """Which of these days it holds."""
        inside = pd.Series(True, index=days)
        if self.first is not None:
            inside &= days >= self.first
        if self.end is not None:
            inside &= days < self.end
        return inside


def find_periods(visits: Sequence[pd.Timestamp], start: pd.Timestamp | None) -> tuple[Period, ...]:
    """The days before the start, those between the two visits before, and those since the last visit.

    A visit's own day belongs to the days after it. After one visit only, the days between the start and
    it stand in the middle. Without a visit there are none.

    Parameters
    ----------
    visits : sequence of Timestamp
        Before today, in order.
    start : Timestamp or None

    Examples
    --------
    >>> day = pd.Timestamp
    >>> [one.name for one in find_periods([day("2026-03-30"), day("2026-04-13")], day("2026-03-16"))]
    ['before start', 'between visits', 'since last visit']
    """
    if not visits:
        return ()
    last = visits[-1]
    before = [] if start is None else [Period("before start", None, start)]
    if len(visits) > 1:
        middle = [Period("between visits", visits[-2], last)]
    elif start is not None and start < last:
        middle = [Period("start to visit", start, last)]
    else:
        middle = [] if before else [Period("before visit", None, last)]
    return (*before, *middle, Period("since last visit", last, None))


def compare_periods(
    comparisons: Sequence[Comparison], periods: Sequence[Period], training: WeeklyTraining
) -> pd.DataFrame:
    """The mean of each outcome in each period with its days, the answer of the whole log, and days with a session.

    Means are plain means of the days with a reading; what another instrument measured than the one that is
    compared does not count. Without periods: first days against last, as on the page for a visit.

    Parameters
    ----------
    comparisons : sequence of Comparison
    periods : sequence of Period
    training : WeeklyTraining

    Returns
    -------
    DataFrame
        `Outcome` with its unit, a column a period, `Answer`; all text.

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> from analysis.training import sum_weeks
    >>> compare_periods((), (), sum_weeks(Logs())).columns.tolist()
    ['Outcome', 'first days', 'last days', 'Answer']
    """
    if not periods:
        return compare_ends(comparisons).rename(
            columns={"First days": "first days", "Last days": "last days"}
        )
    rows = [
        [_with_unit(one), *(_say_mean(one, period) for period in periods), one.answer_word]
        for one in comparisons
    ]
    if training.total:
        done = training.daily_sessions.sum(axis=1) > 0
        rows.append([SESSIONS, *(_say_done(done, period) for period in periods), ""])
    return pd.DataFrame(rows, columns=["Outcome", *(period.name for period in periods), "Answer"])


def _with_unit(one: Comparison) -> str:
    unit = UNIT_WORDS.get(one.unit, one.unit)
    return f"{one.name} ({unit})" if unit else one.name


def _say_mean(one: Comparison, period: Period) -> str:
    series = one.series[~one.labels.isin(_SKIPPED)]
    days = series[period.holds(pd.DatetimeIndex(series.index)).to_numpy()]
    if days.empty:
        return "no reading"
    return f"{say_number(float(days.mean()))} ({say_count(len(days), 'day')})"


def _say_done(done: pd.Series, period: Period) -> str:
    inside = done[period.holds(pd.DatetimeIndex(done.index)).to_numpy()]
    return f"{int(inside.sum())} of {len(inside)}" if len(inside) else ""


def say_periods(periods: Sequence[Period]) -> str:
    """Which days the means are of.

    Examples
    --------
    >>> say_periods(())[:35]
    'No visit before today is noted. Mea'
    """
    if not periods:
        return (
            f"No visit before today is noted. Means of the first and last {END_DAYS} days (4 readings at least). "
            "They swing by noise; the answer uses all days."
        )
    spans = [_say_span(period) for period in periods]
    return f"Means of the days {'; '.join(spans)}. They swing by noise; the answer uses all days."


def _say_span(period: Period) -> str:
    if period.first is None and period.end is not None:
        return f"before {say_day(period.end, year=False)}"
    if period.end is None and period.first is not None:
        return f"from {say_day(period.first, year=False)} on"
    if period.first is None or period.end is None:
        return "of the log"
    until = period.end - pd.Timedelta(days=1)
    return f"{say_day(period.first, year=False)} to {say_day(until, year=False)}"
