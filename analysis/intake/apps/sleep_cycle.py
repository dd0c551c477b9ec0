"""Sleep Cycle: one row a night; quality in percent, hours as h:mm. A night belongs to the day of waking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import tidy

NAME = "sleep_cycle"
_NAMES = {
    "start": "start", "end": "end", "ende": "end", "sleep quality": "quality", "schlafqualitat": "quality",
    "time in bed": "in_bed", "zeit im bett": "in_bed", "wake up": "mood", "sleep notes": "notes",
    "schlafnotizen": "notes", "notes": "notes", "heart rate": "heart", "activity": "activity", "went to bed": "start",
    "woke up": "end", "regularity": "regularity", "time asleep": "asleep", "time asleep seconds": "asleep",
    "time in bed seconds": "in_bed",
}  # fmt: skip
_KEYS = ("start", "end", "quality", "in_bed", "notes")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Sleep Cycle did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Start;End;Sleep quality;Time in bed;Wake up;Sleep Notes;Heart rate".split(";"))
    'nights'
    """
    return "nights" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the hours and the quality of each night; the time asleep where it is stated, else the time in bed."""
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("end",))
    named = "asleep" if "asleep" in sheet.at else "in_bed"
    seconds = "second" in sheet.header(named).casefold()
    columns: list[Column] = [*sheet.take("end", "date"), *sheet.take("notes", "notes")]
    columns += sheet.take(named, "sleep_h", unit="s" if seconds else "h:mm")
    cells = [tidy(text).strip("—-") for text in sheet.column("quality")]
    if "quality" in sheet.at:
        columns.append((sheet.meaning("quality", "sleep_quality", unit="%", scale=(0.0, 100.0)), cells))
    return sheet.read(range(len(sheet)), columns)
