"""Sleep as Android: the header stands again before every night, with a column for each time of that night.

Where the tables of a file are found they are cut to the columns they share, and joined. The dates are day first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "sleep_as_android"
_NAMES = {
    "id": "id", "tz": "zone", "from": "start", "to": "end", "sched": "alarm", "hours": "hours", "rating": "rating",
    "comment": "notes", "framerate": "rate", "snore": "snore", "noise": "noise", "cycles": "cycles", "deepsleep": "deep",
}  # fmt: skip
_KEYS = ("id", "zone", "start", "end", "alarm", "hours", "rating")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Sleep as Android did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep".split(","))
    'nights'
    """
    return "nights" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the hours of each night."""
    at = name_columns(table.header, _NAMES)
    sheet = Sheet(table, job, today, at, needs=("end",))
    columns: list[Column] = [*sheet.take("end", "date"), *sheet.take("notes", "notes")]
    known = ["" if cell.strip().startswith("-") else cell for cell in sheet.column("hours")]
    return sheet.read(range(len(sheet)), [*columns, (sheet.meaning("hours", "sleep_h", unit="h"), known)])
