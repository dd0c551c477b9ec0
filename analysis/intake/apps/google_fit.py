"""Google Fit, from Takeout: a summary with a day a row, and one file a day whose date is its name only.

Lengths are milliseconds. The files of single days are parts of an hour; their steps are summed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analysis.errors import DataError
from analysis.intake.apps.health_columns import bare_name, read_days
from analysis.intake.apps.sheet import Frames, Sheet
from analysis.intake.cells.numbers import read_number
from analysis.intake.grid import Job
from analysis.intake.meaning import Meaning
from analysis.intake.tables import Table
from analysis.intake.words import is_null

NAME = "google_fit"
_SIGNS = {
    "calories", "distance", "low latitude", "low longitude", "high latitude", "high longitude", "average speed",
    "max speed", "min speed", "step count", "average weight", "max weight", "min weight", "move minutes count",
    "heart points", "heart minutes", "average heart rate", "inactive duration", "walking duration",
}  # fmt: skip
_OWN = {
    "low latitude", "high latitude", "move minutes count", "heart points", "heart minutes", "inactive duration",
    "walking duration", "min speed",
}  # fmt: skip
_FEWEST = 4


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Google Fit did not write it.

    Examples
    --------
    >>> match_layout(["Date", "Calories (kcal)", "Distance (m)", "Min speed (m/s)", "Step count"])
    'days'
    """
    names = {bare_name(name) for name in header}
    if len(names & _SIGNS) < _FEWEST or not names & _OWN:
        return ""
    return "one_day" if {"start time", "end time"} & names else "days" if "date" in names else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the measures of each day, or of the one day that the file's name says.

    Raises
    ------
    DataError
        A file of one day whose name says no day.
    """
    if match_layout(table.header) == "days":
        place = [bare_name(name) for name in table.header].index("date")
        table.header[0], table.header[place] = table.header[place], table.header[0]
        for record in table.records if place else []:
            record.cells[0], record.cells[place] = record.cells[place], record.cells[0]
        return read_days(table, job, today)
    found = re.search(r"(\d{4}-\d{2}-\d{2})", job.name)
    if not found:
        raise DataError(
            f"{job.name} holds the parts of one day of Google Fit, and only its file name said which - name it as it "
            "was, such as 2026-03-01.csv"
        )
    at = {
        bare_name(name): place for place, name in enumerate(table.header) if bare_name(name) == "step count"
    }
    sheet = Sheet(table, job, today, at, needs=())
    steps = [read_number(cell) or 0.0 for cell in sheet.column("step count") if not is_null(cell)]
    full = [row for row, cell in enumerate(sheet.column("step count")) if not is_null(cell)]
    idle = [row for row in range(len(sheet)) if row not in set(full)]
    sheet.skip(idle, "no_steps", "a part of the day without steps; nothing else of it is kept")
    columns = [
        (Meaning("file name", "date"), [found[1]] * len(sheet)),
        (sheet.meaning("step count", "steps"), [f"{sum(steps):.0f}"] * len(sheet)),
    ]
    frames = sheet.read(full[:1], columns)
    sheet.join_rows(full)
    return frames
