"""Garmin Connect's table of nights: score 0 to 100, lengths such as '7h 23min'; what is missing is '--'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sheet import Frames, Sheet, has_most, plain_name
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "garmin"
_KEYS = ("score", "quality", "duration", "bedtime", "wake time")


def _name(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        found.setdefault(plain_name(name), at)
    return found


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when it is no table of nights. One column may be missing.

    Examples
    --------
    >>> match_layout(["Sleep Score 4 Weeks", "Score", "Quality", "Duration", "Bedtime", "Wake Time"])
    'nights'
    """
    found = _name(header)
    return "nights" if has_most(found, _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the hours and the score of each night; the day stands under the name of the span."""
    sheet = Sheet(table, job, today, {**_name(table.header), "date": _find_day(table)})
    columns = sheet.take("date", "date") + sheet.take("duration", "sleep_h", unit="h:mm")
    if "score" in sheet.at:
        columns += sheet.take("score", "sleep_quality", scale=(0.0, 100.0))
    return sheet.read(range(len(sheet)), columns)


def _find_day(table: Table) -> int:
    """Find the column of days, whose name is that of the span that was chosen."""
    first = table.records[:20]
    dated = [
        at
        for at in range(len(table.header))
        if any(at < len(r.cells) and looks_like_date(r.cells[at]) for r in first)
    ]
    named = [
        at
        for at in dated
        if "sleep score" in plain_name(table.header[at]) or plain_name(table.header[at]) == "date"
    ]
    return (named or dated or [0])[0]


def is_weekly(header: Sequence[str]) -> bool:
    """Say whether a header is that of a table of weeks, whose rows are averages.

    Examples
    --------
    >>> is_weekly("Date,Avg Score,Avg Quality,Avg Duration,Avg Sleep Need,Avg Bedtime".split(","))
    True
    """
    return {"avg score", "avg quality", "avg duration"} <= set(_name(header))
