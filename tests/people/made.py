"""Small clients for tests: a folder each, with a diary of so many days."""

from __future__ import annotations

import datetime
from pathlib import Path

from analysis.people import open_clients

FIRST = datetime.date(2026, 3, 2)
TODAY = datetime.date(2026, 4, 1)
EXAMPLE = open_clients()
"""The sample clients, opened and compared once for all tests of a process."""


def days(n: int, first: datetime.date = FIRST) -> list[datetime.date]:
    """So many days from the first on."""
    return [first + datetime.timedelta(days=number) for number in range(n)]


def write_diary(folder: Path, n: int = 28, *, pain: int = 3, note: str = "", name: str = "log.csv") -> Path:
    """A diary of pain, which goes up and down by one; the note stands on the last day."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"{day},{pain + place % 2}," for place, day in enumerate(days(n))]
    rows[-1] += note
    path = folder / name
    path.write_text("\n".join(["Date,Pain (0-10),Notes", *rows, ""]), encoding="utf-8")
    return path


def write_group(path: Path, names: tuple[str, ...], n: int = 20) -> Path:
    """One file with a person column."""
    rows = [f"{day},{name},{4 + place % 3}" for place, day in enumerate(days(n)) for name in names]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["Date,Person,Pain (0-10)", *rows, ""]), encoding="utf-8")
    return path


def write_table(
    folder: Path, *rows: str, header: str = "client,start,visits,main measure,worthwhile,target,next visit"
) -> Path:
    """clients.csv with these rows."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "clients.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path
