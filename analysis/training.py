"""Sessions -> minutes and sessions a week, by what they train and whether they reach the hip flexors."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake import Logs
from analysis.reference import TRAINING_KINDS, session_kinds, sessions_reach
from analysis.words import say_count, say_number


@dataclass(frozen=True, eq=False)
class WeeklyTraining:
    """Training by calendar week (Monday first) over all logged days, weeks without a session included.

    Attributes
    ----------
    title : str
        As a chart shows it.
    start : Timestamp or None
        First day of the routine.
    days : DatetimeIndex
        Every day from the first to the last of the log; empty without a session.
    daily : DataFrame
        Index: those days; columns 'targeted', 'conventional', 'relaxation', 'other' in min.
    minutes, sessions : DataFrame
        Index: Monday of the week; the same columns. A session of several kinds counts in each.
    total, without_minutes : int
        Sessions in all, and those that the log gives no minutes for.
    daily_sessions : DataFrame
        Sessions as `daily` has minutes.
    reaching : Series
        Index: Monday of the week; min of exercises that reach the hip flexors at least
        partly, of whatever kind they are.
    """

    title: str
    start: pd.Timestamp | None
    days: pd.DatetimeIndex
    daily: pd.DataFrame
    minutes: pd.DataFrame
    sessions: pd.DataFrame
    total: int
    without_minutes: int
    daily_sessions: pd.DataFrame
    reaching: pd.Series


def logged_days(logs: Logs, *, person: str | None = None) -> pd.DatetimeIndex:
    """Days with a reading or a session, sorted.

    Examples
    --------
    >>> len(logged_days(Logs()))
    0
    """
    readings = logs.outcomes[logs.outcomes["value"].notna()]
    rows = [
        frame if person is None else frame[frame["person"] == person] for frame in (readings, logs.sessions)
    ]
    return pd.DatetimeIndex(pd.concat([frame["date"] for frame in rows])).unique().sort_values()


def sum_weeks(
    logs: Logs, *, person: str | None = None, start: pd.Timestamp | None = None, title: str = "Minutes a week"
) -> WeeklyTraining:
    """Minutes and sessions a week, kept apart by what they train.

    A session is what one `session_id` names, however many exercises and sides it has.

    Parameters
    ----------
    logs : Logs
    person : str, optional
        Whose sessions; None takes all rows.
    start : Timestamp, optional
        First day of the routine.
    title : str

    Examples
    --------
    >>> sum_weeks(Logs()).minutes.columns.tolist()
    ['targeted', 'conventional', 'relaxation', 'other']
    """
    rows = _done_rows(logs, person)
    logged = logged_days(logs, person=person)
    days = pd.date_range(logged[0], logged[-1], freq="D", unit="s") if len(rows) else logged[:0]
    daily = _by_day(rows.assign(count=rows["minutes"].fillna(0.0)), days)
    once = rows.drop_duplicates(["session_id", "kind"]).assign(count=1.0)
    daily_sessions = _by_day(once, days).astype(int)
    reaching = rows[rows["reaches"]].groupby("date")["minutes"].sum().reindex(days, fill_value=0.0)
    bare = rows.groupby("session_id")["minutes"].count() == 0
    return WeeklyTraining(
        title=title,
        start=start,
        days=days,
        daily=daily,
        minutes=_by_week(daily),
        sessions=_by_week(daily_sessions),
        total=int(rows["session_id"].nunique()),
        without_minutes=int(bare.sum()),
        daily_sessions=daily_sessions,
        reaching=_by_week(reaching.to_frame("reaching"))["reaching"],
    )


def _done_rows(logs: Logs, person: str | None) -> pd.DataFrame:
    """The rows of sessions that were done, with their kind and whether they reach the hip flexors."""
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    return rows.assign(kind=session_kinds(rows), reaches=sessions_reach(rows))


def _by_day(rows: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    wide = rows.pivot_table(index="date", columns="kind", values="count", aggfunc="sum", fill_value=0.0)
    return wide.reindex(index=days, columns=list(TRAINING_KINDS), fill_value=0.0).astype(float)


def _by_week(daily: pd.DataFrame) -> pd.DataFrame:
    weeks = daily.resample("W-MON", label="left", closed="left").sum() if len(daily) else daily
    return weeks.rename_axis(index=None, columns="week")


def with_minutes(training: WeeklyTraining) -> tuple[WeeklyTraining, ...]:
    """The training if it has any minutes to draw, else nothing.

    Examples
    --------
    >>> with_minutes(sum_weeks(Logs()))
    ()
    """
    return (training,) if float(training.minutes.to_numpy().sum()) else ()


def write_training(training: WeeklyTraining) -> str:
    """What was trained before and since the start, in sentences.

    Examples
    --------
    >>> write_training(sum_weeks(Logs()))
    'No session is in this log.'
    """
    if not training.total:
        return "No session is in this log."
    sessions, targeted = training.sessions, training.daily["targeted"]
    text = f"{say_count(training.total, 'session')} in {say_count(len(sessions), 'week')}."
    if training.start is None:
        text += f" {_say_rate(targeted)} minutes a week target the hip flexors."
    else:
        before, since = targeted[targeted.index < training.start], targeted[targeted.index >= training.start]
        was = f"{_say_rate(before)} a week before the start, " if len(before) else ""
        text += f" Minutes that target the hip flexors: {was}{_say_rate(since)} a week since."
    empty = int((sessions.sum(axis=1) == 0).sum())
    if empty:
        text += f" {say_count(empty, 'week')} had no session."
    if training.without_minutes:
        text += f" {say_count(training.without_minutes, 'session')} came without minutes."
    return text


def _say_rate(minutes: pd.Series) -> str:
    """Minutes a week, by the days they were done in."""
    return say_number(round(float(minutes.sum()) / max(len(minutes), 7) * 7, 1))
