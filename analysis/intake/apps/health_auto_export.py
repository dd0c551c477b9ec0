"""Health Auto Export, for Apple Health: workouts, one a row, and days with a column a measure.

Times are local, to the minute; the units in the headers follow the settings of the phone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.health_columns import match_days, read_days
from analysis.intake.apps.kinds import read_activities, write_lengths
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "health_auto_export"
_NAMES = {
    "type": "kind", "workout type": "kind", "name": "kind", "start": "date", "start time": "date", "end": "end",
    "end time": "end", "duration": "length", "total energy": "energy", "active energy": "energy",
    "avg heart rate": "heart", "max heart rate": "heart_most", "total energy kcal": "energy",
    "active energy kcal": "energy", "avg heart rate bpm": "heart", "max heart rate bpm": "heart_most",
}  # fmt: skip
_KEYS = ("kind", "date", "end", "length", "energy", "heart")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Health Auto Export did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Type,Start,End,Duration,Total Energy (kcal),Avg Heart Rate (bpm)".split(","))
    'workouts'
    """
    if has_most(name_columns(header, _NAMES), _KEYS):
        return "workouts"
    return "days" if match_days(header, "date time") else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the workouts that are stretching, yoga or the like, or the measures of each day."""
    if match_days(table.header, "date time"):
        return read_days(table, job, today)
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("date", "kind"))
    columns = sheet.take("date", "date") + sheet.take("end", "end")
    if "length" in sheet.at:
        columns.append((sheet.meaning("length", "minutes"), write_lengths(sheet.column("length"))))
    return read_activities(sheet, columns)
