"""Health Export, for Apple Health: a day, an hour or a month a row and a column a measure; workouts apart.

A workout's start and end stand in one cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.health_columns import match_days, read_days
from analysis.intake.apps.kinds import read_activities
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import tidy

NAME = "health_export"
_NAMES = {
    "date": "span", "activity": "kind", "workout": "kind", "workout type": "kind", "duration": "length",
    "duration s": "length", "active energy burned": "energy", "distance": "distance",
    "average heart rate": "heart", "max heart rate": "heart_most", "elevation": "elevation",
}  # fmt: skip
_KEYS = ("span", "kind", "energy", "distance")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Health Export did not write it.

    Examples
    --------
    >>> match_layout(["Date", "Active energy burned(kcal)", "Apple stand time(min)", "Step count(count)"])
    'days'
    """
    if match_days(header, "date"):
        return "days"
    found = name_columns(header, _NAMES)
    return "workouts" if "energy" in found and has_most(found, _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the measures of each day, or the workouts that are stretching, yoga or the like."""
    if match_days(table.header, "date"):
        return read_days(table, job, today)
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("span", "kind"))
    spans = [tidy(cell).split(" - ") for cell in sheet.column("span")]
    columns = [
        (sheet.meaning("span", "date"), [span[0] for span in spans]),
        (sheet.meaning("span", "end"), [span[-1] if len(span) == 2 else "" for span in spans]),
    ]
    return read_activities(sheet, columns)
