"""FitNotes: one row a set; Time is how long the set took. Its body tracker is read as a table of readings.

There is no time of day and no number of the set, so two rows that are alike are two sets. Newer files have a column for
the unit of the weight and one for comments; names that hold a comma are not quoted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sets import sum_sets
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns, plain_name
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "fitnotes"
_NAMES = {
    "date": "date", "exercise": "exercise", "category": "category", "weight": "weight", "reps": "reps",
    "distance": "distance", "distance unit": "distance_unit", "time": "seconds", "comment": "notes", "notes": "notes",
}  # fmt: skip
_KEYS = ("date", "exercise", "category", "reps", "distance", "distance_unit", "seconds")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when FitNotes did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time".split(","))
    'unit_in_header'
    """
    if not has_most(name_columns(header, _NAMES), _KEYS, ["exercise"]):
        return ""
    return "unit_in_column" if "weight unit" in map(plain_name, header) else "unit_in_header"


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read a FitNotes table as bouts."""
    return sum_sets(Sheet(table, job, today, name_columns(table.header, _NAMES), once="none"))
