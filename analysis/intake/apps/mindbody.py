"""A studio's attendance list (Mindbody): one row a class that was booked; 'Absent' was not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import fold, tidy

NAME = "mindbody"
_NAMES = {
    "date": "date", "day": "weekday", "time": "time", "teacher": "teacher", "staff": "teacher", "location": "place",
    "payment method": "payment", "class type": "class", "status": "status", "web": "web", "payment ref": "reference",
}  # fmt: skip
_KEYS = ("date", "time", "teacher", "place", "payment", "class", "status")
_ABSENT = ("absent", "late cancelled", "late cancel", "cancelled", "early cancelled", "no show")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when it is no such list. One column may be missing.

    Examples
    --------
    >>> match_layout("Date,Day,Time,Teacher,Location,Payment Method,Class Type,Status,Web".split(","))
    'attendance'
    """
    return "attendance" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the classes that were taken as bouts of unknown length."""
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES))
    status = [fold(text) for text in sheet.column("status")]
    away = [row for row, text in enumerate(status) if text in _ABSENT]
    sheet.skip(away, "not_done", "booked and not taken, passed over", "status")
    classes = [tidy(text).rpartition(": ")[2] for text in sheet.column("class")]
    columns: list[Column] = [
        *sheet.take("date", "date"),
        *sheet.take("weekday", "weekday"),
        *sheet.take("time", "time"),
    ]
    columns.append((sheet.meaning("class", "exercise"), classes))
    return sheet.read([row for row in range(len(sheet)) if row not in set(away)], columns)
