"""What else happened: a visit, an injury, a holiday; from events.csv beside the logs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from analysis.beside import read_beside
from analysis.errors import DataError
from analysis.intake import Logs

NAME = "events.csv"
VISIT = "visit"


@dataclass(frozen=True)
class Event:
    """Something that happened, on one day or from `start` to `end`, the last day included.

    Attributes
    ----------
    start : Timestamp
    end : Timestamp or None
    what : str
        'visit' is one to a physio or a doctor; any other word is drawn as it stands.
    note : str
    """

    start: pd.Timestamp
    end: pd.Timestamp | None
    what: str
    note: str = ""

    @property
    def is_visit(self) -> bool:
        """Whether it is a visit to a physio or a doctor."""
        return self.what.casefold() == VISIT


def read_events(logs: Logs, *, person: str | None = None) -> tuple[Event, ...]:
    """The events of the files named events.csv: start, end, what, note, and person where there are several.

    Parameters
    ----------
    logs : Logs
        Whose files are looked through; a file in a zip as well.
    person : str, optional
        Rows that name somebody else are left out.

    Raises
    ------
    DataError
        A row without a date, with an end before its start, or without a word for what happened.

    Examples
    --------
    >>> read_events(Logs())
    ()
    """
    rows = read_beside(logs, NAME, person=person, required=False)
    return tuple(sorted((_as_event(cells, where) for where, cells in rows), key=lambda event: event.start))


def _as_event(cells: dict[str, str], where: str) -> Event:
    start, end = _as_day(cells.get("start", ""), where), None
    if cells.get("end"):
        end = _as_day(cells["end"], where)
        if end < start:
            raise DataError(f"{where}: the end {end:%Y-%m-%d} is before the start {start:%Y-%m-%d}")
    if not cells.get("what"):
        raise DataError(f"{where}: 'what' is empty, must say what happened, such as visit or holiday")
    return Event(start, end, cells["what"], cells.get("note", ""))


def _as_day(text: str, where: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(datetime.date.fromisoformat(text))
    except ValueError:
        raise DataError(f"{where}: the date is {text!r}, must be one such as 2026-03-16") from None
