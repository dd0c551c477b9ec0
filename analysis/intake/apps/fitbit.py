"""Fitbit's export: one file, several tables. Weight, steps and sleep are read; food is passed over.

Of the newer files in Takeout the nights (UserSleeps) are read, whose times are UTC with the zone beside.

The unit of the weight, kg or lb, follows the account and is stated nowhere; the BMI beside it tells, as the other unit
makes nobody between 1.4 and 2.05 m tall.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from analysis.intake.apps.local import write_local
from analysis.intake.apps.sheet import Frames, Sheet, plain_name
from analysis.intake.cells.numbers import read_number, settle_mark
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "fitbit"
_LAYOUTS = {
    "user_sleeps": {"sleep id", "minutes asleep", "sleep start", "sleep end", "end utc offset"},
    "sleep": {"minutes asleep", "minutes awake", "number of awakenings", "time in bed"},
    "activities": {"calories burned", "minutes sedentary", "minutes lightly active", "minutes very active"},
    "body": {"date", "weight", "bmi", "fat"},
    "foods": {"date", "calories in"},
    "food_log": {"daily totals"},
}
_LARGE = ("user_sleeps", "sleep", "activities")
_UNITS = {"kg": 1.0, "lb": 0.45359237}
_SHORTEST, _USUAL, _TALLEST = 1.4, 1.7, 2.05


def match_layout(header: Sequence[str]) -> str:
    """Name the table; '' when Fitbit did not write it. One column of the larger ones may be missing.

    Examples
    --------
    >>> match_layout(["Start Time", "End Time", "Minutes Asleep", "Minutes Awake", "Time in Bed"])
    'sleep'
    """
    names = {plain_name(name) for name in header if name.strip()}
    for layout, keys in _LAYOUTS.items():
        if len(keys & names) >= (len(keys) - 1 if layout in _LARGE else len(keys)):
            exact = layout in _LARGE or keys == names
            return layout if exact else ""
    return ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read one of the tables."""
    layout = match_layout(table.header)
    at = {plain_name(name): place for place, name in reversed(list(enumerate(table.header)))}
    sheet = Sheet(table, job, today, at, needs=())
    rows = range(len(sheet))
    if layout in ("foods", "food_log"):
        sheet.skip(rows, "food", "food and drink, passed over")
        return [], []
    if layout == "user_sleeps":
        day = [(sheet.meaning("sleep end", "date"), write_local(sheet, "sleep end", "end utc offset"))]
        return sheet.read(rows, [*day, *sheet.take("minutes asleep", "sleep_h", unit="min")])
    if layout == "sleep":
        day = sheet.take("end time", "date") or sheet.take("start time", "date")
        return sheet.read(rows, [*day, *sheet.take("minutes asleep", "sleep_h", unit="min")])
    if layout == "activities":
        return sheet.read(rows, [*sheet.take("date", "date"), *sheet.take("steps", "steps")])
    unit = _settle_unit(sheet)
    if not unit:
        sheet.skip(
            rows, "unit_not_known", "the unit of the weight is not stated, and no BMI tells it; passed over"
        )
        return [], []
    return sheet.read(rows, [*sheet.take("date", "date"), *sheet.take("weight", "weight_kg", unit=unit)])


def _settle_unit(sheet: Sheet) -> str:
    """Give the unit in which weight and BMI make the height of a grown person; '' where none does."""
    weights, bmis = (_read_numbers(sheet, name) for name in ("weight", "bmi"))
    known = [(w, b) for w, b in zip(weights, bmis, strict=True) if w and b]
    if not known:
        return ""
    heights = {
        unit: float(np.median([np.sqrt(w * size / b) for w, b in known])) for unit, size in _UNITS.items()
    }
    unit = min(heights, key=lambda name: abs(np.log(heights[name] / _USUAL)))
    return unit if _SHORTEST <= heights[unit] <= _TALLEST else ""


def _read_numbers(sheet: Sheet, name: str) -> list[float | None]:
    cells = sheet.column(name)
    mark = settle_mark(cells, sheet.job.delimiter).decimal or "."
    return [read_number(cell.strip(), mark) for cell in cells]
