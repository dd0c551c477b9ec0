"""Hevy: one row a set; start and end of the workout, seconds a set, notes with a literal backslash-n."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sets import sum_sets
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "hevy"
_NAMES = {
    "title": "workout",
    "start time": "date",
    "end time": "end",
    "exercise title": "exercise",
    "exercise notes": "notes",
    "description": "workout_notes",
    "set index": "index",
    "set type": "type",
    "reps": "reps",
    "duration seconds": "seconds",
    "rpe": "effort",
}
_KEYS = ("workout", "date", "exercise", "index", "type", "reps", "seconds")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Hevy did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout(["title", "start_time", "exercise_title", "set_index", "set_type", "weight_lbs", "duration_seconds"])
    'lbs'
    """
    found = name_columns(header, _NAMES)
    if not has_most(found, _KEYS):
        return ""
    return "lbs" if any("lbs" in name.casefold() for name in header) else "kg"


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read a Hevy table as bouts."""
    return sum_sets(Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("date", "exercise")))
