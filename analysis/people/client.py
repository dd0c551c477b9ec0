"""One client: what was read of them, and what is said of how recent it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.comparison import Comparison
from analysis.events import VISIT, Event
from analysis.logbook import OUTCOMES, Logbook, say_unread
from analysis.people.table import ClientRow
from analysis.training import logged_days
from analysis.words import say_count, say_day


@dataclass(frozen=True, eq=False)
class Client:
    """One client.

    Attributes
    ----------
    name, pseudonym : str
        The name, and what stands in its place, such as 'Client 03'.
    row : ClientRow
        What clients.csv says.
    logbook : Logbook or None
        None where there is no log, or it could not be opened.
    problem : str
        '' or why it could not be opened, and what to do.
    questions : tuple of str
        What is asked before it can be opened.
    folders, files : tuple of Path
        The client's own folder, and files with a person column that hold rows of theirs.
    note : str
        '' or what to know of the row, such as a start that is still to come.
    """

    name: str
    pseudonym: str
    row: ClientRow
    logbook: Logbook | None = None
    problem: str = ""
    questions: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
    note: str = ""

    @property
    def has_log(self) -> bool:
        """Whether there is any file of this client."""
        return self.logbook is not None or bool(self.problem)

    @cached_property
    def outcomes(self) -> tuple[Comparison, ...]:
        """Every outcome compared; empty where there is no log."""
        return () if self.logbook is None else self.logbook.compare(OUTCOMES)

    @cached_property
    def mains(self) -> tuple[Comparison, ...]:
        """The main measure with its sides; where none was chosen, the first outcome."""
        return () if self.logbook is None else self.logbook.mains()

    @cached_property
    def last_entry(self) -> datetime.date | None:
        """The last day with a reading or a session."""
        if self.logbook is None:
            return None
        days = logged_days(self.logbook.logs, person=self.logbook.person)
        return days[-1].date() if len(days) else None

    @property
    def unread(self) -> str:
        """Which files could not be read, and why; '' where all could."""
        if self.logbook is None:
            return ""
        logs = self.logbook.logs
        if not self.folders:
            return ""
        return say_unread(logs)

    def silent_days(self, today: datetime.date) -> int | None:
        """Days since the last entry; None without any, 0 where it is dated later than today."""
        return None if self.last_entry is None else max((today - self.last_entry).days, 0)

    def visits(self, today: datetime.date) -> tuple[pd.Timestamp, ...]:
        """Visits before today, from clients.csv and from events.csv beside the log."""
        noted = {pd.Timestamp(day) for day in self.row.visits}
        noted |= {event.start for one in self.outcomes for event in one.events if event.is_visit}
        return tuple(sorted(day for day in noted if day < pd.Timestamp(today)))


def say_last_entry(client: Client, today: datetime.date) -> str:
    """The last entry as people say it.

    Examples
    --------
    >>> say_last_entry(Client("Anna", "Client 01", ClientRow("Anna")), datetime.date(2026, 5, 1))
    'no entry yet'
    """
    last, silent = client.last_entry, client.silent_days(today)
    if last is None or silent is None:
        return "no entry yet"
    day = say_day(pd.Timestamp(last))
    if last > today:
        return f"{day}, which is after today"
    return f"today ({day})" if not silent else f"{say_count(silent, 'day')} ago ({day})"


def say_next_visit(row: ClientRow, today: datetime.date) -> str:
    """The next visit; '' where none is noted.

    Examples
    --------
    >>> say_next_visit(ClientRow("Anna", next_visit=datetime.date(2026, 4, 20)), datetime.date(2026, 5, 1))
    '20 April 2026, which is over'
    """
    if row.next_visit is None:
        return ""
    day = say_day(pd.Timestamp(row.next_visit))
    if row.next_visit == today:
        return f"today ({day})"
    return f"{day}, which is over" if row.next_visit < today else day


def add_visits(comparisons: Iterable[Comparison], visits: Iterable[pd.Timestamp]) -> tuple[Comparison, ...]:
    """The same series with these visits among what else happened, each once.

    Examples
    --------
    >>> add_visits((), [pd.Timestamp("2026-03-16")])
    ()
    """
    visits = tuple(visits)
    marked = []
    for one in comparisons:
        known = {event.start for event in one.events if event.is_visit}
        new = tuple(Event(day, None, VISIT) for day in visits if day not in known)
        events = sorted((*one.events, *new), key=lambda event: event.start)
        marked.append(replace(one, events=tuple(events)))
    return tuple(marked)
