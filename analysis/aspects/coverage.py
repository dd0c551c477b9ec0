"""What was logged when: each series and the sessions, day by day."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.days import SeriesKey, entry_series, list_series
from analysis.intake import Logs
from analysis.reference import yardstick
from analysis.training import logged_days, sum_weeks
from analysis.words import name_outcome

SESSIONS = "Sessions"
STATES = ("on the day", "later", "missing")


@dataclass(frozen=True, eq=False)
class Coverage:
    """Every day of a log, by what it holds.

    Attributes
    ----------
    title : str
    days : DataFrame
        Index: every day from the first to the last of the log. A column a series, by its name, of
        'on the day', 'later' (typed in on a day after) or 'missing'; last the column 'Sessions', with
        'on the day' or 'missing', where the log has any.
    start : Timestamp or None
        First day of the routine.
    """

    title: str
    days: pd.DataFrame
    start: pd.Timestamp | None

    @property
    def counts(self) -> pd.DataFrame:
        """Days of each row by state; they add up to all days of the log."""
        rows = {name: column.value_counts() for name, column in self.days.items()}
        return pd.DataFrame(rows, index=list(STATES)).fillna(0).astype(int).T


def find_coverage(logs: Logs, *, person: str | None = None, start: pd.Timestamp | None = None) -> Coverage:
    """What was logged on each day, and which readings were typed in on a later day.

    A reading of which the file does not say when it was typed in counts as of the day. As in the other
    charts, readings after a session count only where a series has no others.

    Parameters
    ----------
    logs : Logs
    person : str, optional
        Needed only where the log holds several.
    start : Timestamp, optional
        First day of the routine.

    Raises
    ------
    DataError
        The log holds several people of whom none was chosen.

    Examples
    --------
    >>> find_coverage(Logs()).days.empty
    True
    """
    logged = logged_days(logs, person=person)
    days = pd.date_range(logged[0], logged[-1], freq="D", unit="s") if len(logged) else logged
    rows = {}
    for key in list_series(logs, person=person):
        rows[_free_name(_name_key(key), rows)] = _read_states(logs, key, person, days)
    training = sum_weeks(logs, person=person)
    if training.total:
        done = training.daily_sessions.sum(axis=1) > 0
        rows[SESSIONS] = done.map({True: "on the day", False: "missing"})
    return Coverage("What was logged when", pd.DataFrame(rows, index=days), start)


def _read_states(logs: Logs, key: SeriesKey, person: str | None, days: pd.DatetimeIndex) -> pd.Series:
    entered = entry_series(logs, key.metric, **key.choice(person))
    late = pd.to_datetime(entered).dt.normalize() > entered.index
    return late.map({True: "later", False: "on the day"}).reindex(days, fill_value="missing")


def _name_key(key: SeriesKey) -> str:
    region = key.region or yardstick(key.metric, key.measure).region
    return name_outcome(key.metric, region=region, side=key.side, measure=key.measure)


def _free_name(name: str, taken: dict[str, pd.Series]) -> str:
    """The name, numbered where another test of the same outcome has it already."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
