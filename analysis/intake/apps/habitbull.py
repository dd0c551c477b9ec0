"""HabitBull: one row a habit and day. A habit that names stretching, yoga or the like is a bout on the days it was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, name_columns
from analysis.intake.cells.numbers import read_number
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import fold

NAME = "habitbull"
_NAMES = {
    "habitname": "habit", "habit name": "habit", "habitdescription": "description", "habit description": "description",
    "habitcategory": "category", "habit category": "category", "calendardate": "date", "calendar date": "date",
    "value": "value", "commenttext": "notes", "comment text": "notes",
}  # fmt: skip
_KEYS = ("habit", "description", "category", "date", "value", "notes")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when HabitBull did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText".split(","))
    'habits'
    """
    return "habits" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the habits that are stretching, yoga or the like."""
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("date", "value"))
    habits, values = sheet.column("habit"), sheet.column("value")
    kept = [row for row, name in enumerate(habits) if names_kept(name)]
    done = [
        row for row in kept if (read_number(values[row]) or 0) > 0 or fold(values[row]) in ("true", "yes")
    ]
    sheet.skip(
        sorted(set(range(len(sheet))) - set(kept)), "other_habit", "other habits, passed over", "habit"
    )
    sheet.skip(sorted(set(kept) - set(done)), "not_done", "days on which it was not done, passed over")
    columns: list[Column] = [
        *sheet.take("date", "date"),
        *sheet.take("habit", "exercise"),
        *sheet.take("notes", "notes"),
    ]
    return sheet.read(done, columns)
