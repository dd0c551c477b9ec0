"""Samsung Health: a line about the file, names with a prefix, a comma behind each record.

Times are UTC where the zone stands as 'UTC+0200' in a column of its own, and local where it stands as milliseconds, as
in old files. Lengths are milliseconds; exercises are numbers, of which the ones read here are named below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.kinds import read_activities
from analysis.intake.apps.local import find_local, write_local
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, plain_name
from analysis.intake.grid import Job
from analysis.intake.tables import Table
from analysis.intake.words import tidy

NAME = "samsung_health"
_CODES = {
    "9001": "Pilates", "9002": "Yoga", "10001": "Stretching", "1001": "Walking", "1002": "Running",
    "11007": "Cycling", "13001": "Hiking", "14001": "Swimming", "15002": "Weights", "0": "Other workout",
}  # fmt: skip
_NAMES = {
    "datauuid": "id", "exercise type": "code", "exercise custom type": "custom", "title": "title",
    "duration": "length", "time offset": "offset", "start time": "date", "end time": "end", "comment": "notes",
    "deviceuuid": "device", "pkg name": "package", "create time": "made", "update time": "changed",
    "sleep duration": "asleep", "sleep score": "score", "efficiency": "efficiency",
}  # fmt: skip
_FEWEST = 2
_EXERCISE = ("id", "code", "length", "offset", "date")
_SLEEP = ("id", "offset", "date", "end", "package")


def match_layout(header: Sequence[str]) -> str:
    """Name the table of a header; '' when Samsung Health did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout(["com.samsung.health.exercise." + name for name in
    ...               ("datauuid", "exercise_type", "duration", "time_offset", "start_time")])
    'exercise'
    """
    found = _name_columns(header)
    if has_most(found, _EXERCISE):
        return "exercise"
    prefixed = any(".sleep." in name.casefold() for name in header)
    sleep = prefixed or {"asleep", "score", "efficiency"} & set(found)
    return "sleep" if sleep and has_most(found, _SLEEP) else ""


def is_other(header: Sequence[str]) -> bool:
    """Say whether a header is that of another table of Samsung Health.

    Examples
    --------
    >>> is_other(["start_time", "sleep_id", "stage", "time_offset", "deviceuuid", "pkg_name", "datauuid"])
    True
    """
    return len({"id", "device", "package", "made", "changed"} & set(_name_columns(header))) > _FEWEST


def _name_columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        role = _NAMES.get(plain_name(name.rsplit(".", 1)[-1]))
        if role:
            found.setdefault(role, at)
    return found


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the exercises that are stretching, yoga or the like, or the nights."""
    nights = match_layout(table.header) == "sleep"
    needs = ("date", "end") if nights else ("date", "code")
    sheet = Sheet(table, job, today, _name_columns(table.header), needs=needs)
    start, end = (write_local(sheet, name, "offset") for name in ("date", "end"))
    columns: list[Column] = [(sheet.meaning("date", "date"), start)]
    if nights:
        return sheet.read(range(len(sheet)), [(sheet.meaning("end", "date"), end), *_sleep(sheet)])
    if "end" in sheet.at:
        columns.append((sheet.meaning("end", "end"), end))
    columns += sheet.take("length", "minutes", unit="ms")
    codes, custom = sheet.column("code"), sheet.column("custom")
    place = sheet.at["kind"] = sheet.at["code"]
    for row, record in enumerate(sheet.records):
        code = tidy(codes[row]).removesuffix(".0")
        named = code if code and not code.isdigit() else f"exercise {code}"
        record.cells[place] = tidy(custom[row]) or _CODES.get(code, named)
    return read_activities(sheet, columns)


def _sleep(sheet: Sheet) -> list[Column]:
    """Give the hours of each night: as stated in minutes, else from its start to its end."""
    if "asleep" in sheet.at:
        return sheet.take("asleep", "sleep_h", unit="min")
    spans = zip(find_local(sheet, "date", "offset"), find_local(sheet, "end", "offset"), strict=True)
    hours = [
        f"{(end[0] - start[0]).total_seconds() / 3600:.4f}" if start and end else "" for start, end in spans
    ]
    return [(sheet.meaning("end", "sleep_h", unit="h"), hours)]
