"""FitNotes: one row a set; Time is how long the set took. Of its body tracker the weight is read, at its clock time.

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
_BODY = ("date", "time", "measurement", "value", "unit")
_WEIGHT = ("bodyweight", "body weight", "weight")
_KEYS = ("date", "exercise", "category", "reps", "distance", "distance_unit", "seconds")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when FitNotes did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time".split(","))
    'unit_in_header'
    """
    if tuple(map(plain_name, header))[: len(_BODY)] == _BODY:
        return "body_tracker"
    found = name_columns(header, _NAMES)
    own = "distance_unit" in found or ("weight" in found and plain_name(header[found["weight"]]) != "weight")
    if not own or not has_most(found, _KEYS):
        return ""
    return "unit_in_column" if "weight unit" in map(plain_name, header) else "unit_in_header"


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read a FitNotes table as bouts, or the weights of its body tracker."""
    if match_layout(table.header) != "body_tracker":
        return sum_sets(
            Sheet(
                table, job, today, name_columns(table.header, _NAMES), needs=("date", "exercise"), once="none"
            )
        )
    sheet = Sheet(table, job, today, {name: place for place, name in enumerate(_BODY)})
    kept = [row for row, name in enumerate(sheet.column("measurement")) if plain_name(name) in _WEIGHT]
    other = sorted(set(range(len(sheet))) - set(kept))
    sheet.skip(
        other, "other_measurement", "measurements that are not of this log, passed over", "measurement"
    )
    columns = [*sheet.take("date", "date"), *sheet.take("time", "time")]
    metric = [
        (sheet.meaning("measurement", "metric"), ["body weight"] * len(sheet)),
        *sheet.take("value", "value"),
    ]
    return sheet.read(kept, [*columns, *metric, *sheet.take("unit", "unit")])
