"""Sessions -> minutes a week, by what they train."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake import Logs
from analysis.reference import TRAINING_KINDS, session_kinds
from analysis.words import say_count, say_number


@dataclass(frozen=True, eq=False)
class WeeklyTraining:
    """Training by calendar week (Monday first), weeks without a session included.

    Attributes
    ----------
    minutes : DataFrame
        Index: Monday of the week; columns 'targeted', 'conventional', 'other' in min.
    sessions : DataFrame
        Same shape: number of sessions, with or without minutes.
    without_minutes : int
        Sessions that the log gives no minutes for; they are in `sessions` only.
    """

    minutes: pd.DataFrame
    sessions: pd.DataFrame
    without_minutes: int


def sum_weeks(logs: Logs, *, person: str | None = None) -> WeeklyTraining:
    """Minutes and sessions a week, targeted and conventional kept apart.

    Parameters
    ----------
    logs : Logs
    person : str, optional
        Whose sessions; None takes all rows.

    Examples
    --------
    >>> sum_weeks(Logs()).minutes.columns.tolist()
    ['targeted', 'conventional', 'other']
    """
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    monday = rows["date"] - pd.to_timedelta(rows["date"].dt.day_of_week, unit="D")
    table = pd.DataFrame(
        {"week": monday, "kind": session_kinds(rows), "minutes": rows["minutes"].fillna(0.0), "sessions": 1}
    )
    weeks = (
        pd.date_range(monday.min(), monday.max(), freq="7D", unit="s") if len(rows) else pd.DatetimeIndex([])
    )
    sums = [_by_week(table, value, weeks) for value in ("minutes", "sessions")]
    return WeeklyTraining(sums[0].astype(float), sums[1].astype(int), int(rows["minutes"].isna().sum()))


def _by_week(table: pd.DataFrame, value: str, weeks: pd.DatetimeIndex) -> pd.DataFrame:
    wide = table.pivot_table(index="week", columns="kind", values=value, aggfunc="sum", fill_value=0)
    wide = wide.reindex(index=weeks, columns=list(TRAINING_KINDS), fill_value=0)
    return wide.rename_axis(index=None, columns="week")


def write_training(training: WeeklyTraining, start: pd.Timestamp | None) -> str:
    """What was trained before and since the start, in sentences.

    Examples
    --------
    >>> write_training(sum_weeks(Logs()), None)
    'No session is in this log.'
    """
    sessions, minutes = training.sessions, training.minutes
    if sessions.empty:
        return "No session is in this log."
    total = int(sessions.to_numpy().sum())
    weeks = say_count(len(sessions), "week")
    targeted = int(sessions["targeted"].sum())
    text = f"{say_count(total, 'session')} in {weeks}, {targeted} of them for the hip flexors."
    if start is not None:
        since = minutes.index >= start - pd.Timedelta(days=start.day_of_week)
        parts = [
            f"{say_number(float(minutes.loc[rows, 'targeted'].mean()))} {when}"
            for rows, when in ((~since, "a week before the start"), (since, "a week since"))
            if rows.any()
        ]
        text += f" Minutes that target the hip flexors: {', '.join(parts)}."
    empty = int((sessions.sum(axis=1) == 0).sum())
    return f"{text} {say_count(empty, 'week')} had no session." if empty else text
