"""The readings of one person that checks look at."""

from __future__ import annotations

import pandas as pd

from analysis.errors import DataError
from analysis.intake import Logs

MEASURED = ("rom", "reach")
"""Outcomes that are measured; the others are a diary."""


def person_logs(logs: Logs, person: str | None) -> Logs:
    """What one person logged; readings without a value are left out.

    Raises
    ------
    DataError
        The log holds several people of whom none was chosen.

    Examples
    --------
    >>> len(person_logs(Logs(), None).outcomes)
    0
    """
    people = sorted({*logs.outcomes["person"], *logs.sessions["person"]})
    if person is None and len(people) > 1:
        raise DataError(f"the log holds several people: {', '.join(people)} - choose one with person=")
    outcomes, sessions = logs.outcomes[logs.outcomes["value"].notna()], logs.sessions
    if person is not None:
        outcomes, sessions = outcomes[outcomes["person"] == person], sessions[sessions["person"] == person]
    return Logs(sessions=sessions, outcomes=outcomes)


def is_measured(readings: pd.DataFrame) -> pd.Series:
    """Whether each reading was measured, and not felt or counted.

    Examples
    --------
    >>> is_measured(pd.DataFrame({"metric": ["rom", "pain"]})).tolist()
    [True, False]
    """
    return readings["metric"].astype("str").isin(MEASURED)


def split_at_start(frame: pd.DataFrame, start: pd.Timestamp | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows before and since the start; all are before it where there is none.

    Examples
    --------
    >>> rows = pd.DataFrame({"date": pd.date_range("2026-03-02", periods=3)})
    >>> [len(part) for part in split_at_start(rows, pd.Timestamp("2026-03-03"))]
    [1, 2]
    """
    since = pd.Series(False, index=frame.index) if start is None else frame["date"] >= start
    return frame[~since], frame[since]
