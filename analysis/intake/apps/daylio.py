"""Daylio: one row an entry, newest first; a mood in the person's own words and what was done, set apart by '|'.

The five moods that the app comes with are known in several languages; of the others only the person knows the order. Old
files write the year in a column of its own. An activity that names stretching, yoga or the like is a bout of unknown length.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, join_parts, name_columns
from analysis.intake.grid import Job
from analysis.intake.meaning import Meaning
from analysis.intake.tables import Table
from analysis.intake.words import fold, tidy

NAME = "daylio"
_NAMES = {
    "full date": "full", "date": "day", "year": "year", "weekday": "weekday", "time": "time", "mood": "mood",
    "activities": "activities", "note title": "note_title", "note": "note", "scales": "scales",
}  # fmt: skip
_KEYS = ("full", "weekday", "time", "mood", "activities", "note")
_OLD = ("year", "day", "weekday", "time", "mood", "activities", "note")
_MOODS = {
    word: mark
    for mark, words in {
        5: "rad super super gut genial increible radical incrivel fantastico top super rewelacyjnie",
        4: "good gut bien bem bene goed bra godt god dobrze dobry",
        3: "meh lala ok okay so-so regular comme-ci bof neutral",
        2: "bad schlecht mal mauvais mau male slecht daligt darlig zle zly",
        1: "awful lausig mies horrible affreux pessimo terribile vreselijk forfardelig hemsk okropnie",
    }.items()
    for word in words.split()
}


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Daylio did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("full_date,date,weekday,time,mood,activities,note_title,note".split(","))
    'full_date'
    """
    found = name_columns(header, _NAMES)
    if "full" in found and has_most(found, _KEYS):
        return "full_date"
    return "year" if "year" in found and has_most(found, _OLD) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the moods, and the activities that are stretching, yoga or the like."""
    at = name_columns(table.header, _NAMES)
    sheet = Sheet(table, job, today, at, needs=("day",) if "full" not in at else ())
    columns = _day(sheet) + sheet.take("weekday", "weekday") + sheet.take("time", "time")
    columns += sheet.take("note", "notes") + sheet.take("note_title", "notes")
    moods = [_MOODS.get(fold(text)) for text in sheet.column("mood")]
    _name_moods(sheet, moods)
    marked: Column = (sheet.meaning("mood", "mood", scale=(1.0, 5.0)), [str(mark or "") for mark in moods])
    done = [_find_done(text) for text in sheet.column("activities")]
    readings = sheet.read([row for row, mark in enumerate(moods) if mark], [*columns, marked])
    bouts = []
    for nth in range(max(map(len, done), default=0)):
        named: Column = (
            Meaning(sheet.header("activities"), "exercise"),
            [names[nth] if nth < len(names) else "" for names in done],
        )
        bouts.append(
            sheet.read([row for row, names in enumerate(done) if nth < len(names)], [*columns, named])
        )
    idle = [row for row, mark in enumerate(moods) if not mark and not done[row]]
    sheet.skip(idle, "nothing_to_keep", "neither a mood that is known nor stretching or yoga; passed over")
    both = join_parts(readings, *bouts)
    sheet.keep_rows([*both[0], *both[1]])
    return both


def _day(sheet: Sheet) -> list[Column]:
    """Give the day of each entry, with the year from its own column in old files."""
    if "full" in sheet.at:
        return sheet.take("full", "date")
    days = [f"{day} {year}" for day, year in zip(sheet.column("day"), sheet.column("year"), strict=True)]
    return [(sheet.meaning("day", "date"), days)]


def _find_done(text: str) -> list[str]:
    """Find the activities in a cell that belong here."""
    return [name for part in re.split(r"\s*\|\s*", text) if (name := tidy(part)) and names_kept(name)]


def _name_moods(sheet: Sheet, moods: Sequence[int | None]) -> None:
    """Name the moods whose place among the others only the person knows."""
    cells = sheet.column("mood")
    rows = [row for row, mark in enumerate(moods) if mark is None and tidy(cells[row])]
    shown = ", ".join(repr(tidy(text)) for text in dict.fromkeys(cells[row] for row in rows))
    sheet.job.findings.group(
        "warning", "mood_not_known", f"moods of your own, whose order the file does not hold: {shown[:160]}; they have no mark",
        [sheet.records[row].line for row in rows], column=sheet.header("mood"), texts=[cells[row] for row in rows[:1]],
        fix="call the five levels rad, good, meh, bad and awful in the file if the mood matters to you",
    )  # fmt: skip
