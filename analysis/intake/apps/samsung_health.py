"""Samsung Health: a line about the file, names with a prefix, a comma behind each record.

Times are UTC where the zone stands as 'UTC+0200' in a column of its own, and local where it stands as milliseconds, as
in old files. Lengths are milliseconds; exercises are numbers, of which the ones read here are named below.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from analysis.intake.apps.kinds import read_activities
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, plain_name
from analysis.intake.dates import read_dates
from analysis.intake.grid import Job, factor
from analysis.intake.stamps import NO_OFFSET
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
    start, end = (_write_local(sheet, name) for name in ("date", "end"))
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
        record.cells[place] = tidy(custom[row]) or _CODES.get(code, f"exercise {code}")
    return read_activities(sheet, columns)


def _sleep(sheet: Sheet) -> list[Column]:
    """Give the hours of each night: as stated in minutes, else from its start to its end."""
    if "asleep" in sheet.at:
        return sheet.take("asleep", "sleep_h", unit="min")
    spans = zip(_find_local(sheet, "date"), _find_local(sheet, "end"), strict=True)
    hours = [
        f"{(end[0] - start[0]).total_seconds() / 3600:.4f}" if start and end else "" for start, end in spans
    ]
    return [(sheet.meaning("end", "sleep_h", unit="h"), hours)]


def _write_local(sheet: Sheet, name: str) -> list[str]:
    """Write times as those of the clock on the wall; what is no time stays as it is."""
    written = []
    for text, found in zip(sheet.column(name), _find_local(sheet, name), strict=True):
        if found is None:
            written.append(text)
            continue
        sign, minutes = "-" if found[1] < 0 else "+", abs(found[1])
        zone = "" if found[1] == NO_OFFSET else f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
        written.append(f"{found[0]:%Y-%m-%d %H:%M:%S}{zone}")
    return written


def _find_local(sheet: Sheet, name: str) -> list[tuple[dt.datetime, int] | None]:
    """Find the local times of a column and their minutes east of UTC; none where the days have to be asked for."""
    codes, texts = factor(sheet.column(name))
    dates = read_dates(
        texts, column=sheet.header(name), day_first=sheet.job.answers.day_first, today=sheet.today
    )
    found: list[tuple[dt.datetime, int] | None] = []
    for code, offset in zip(codes.tolist(), sheet.column("offset"), strict=True):
        if dates.question or np.isnat(dates.day[code]) or dates.seconds[code] < 0:
            found.append(None)
            continue
        minutes = read_shift(offset)
        moved = minutes if minutes != NO_OFFSET and tidy(offset)[:1] in "UG+-" else 0
        moment = dt.datetime.combine(dates.day[code].item(), dt.time())
        found.append((moment + dt.timedelta(seconds=int(dates.seconds[code]), minutes=moved), minutes))
    return found


def read_shift(text: str) -> int:
    """Read a zone as minutes east of UTC; NO_OFFSET where it is none.

    Examples
    --------
    >>> read_shift("UTC+0200"), read_shift("UTC-0330"), read_shift("7200000"), read_shift("") == NO_OFFSET
    (120, -210, 120, True)
    """
    found = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d\d):?(\d\d)", tidy(text))
    if found:
        return (1 if found[1] == "+" else -1) * (int(found[2]) * 60 + int(found[3]))
    if re.fullmatch(r"-?\d+(?:\.0)?", tidy(text)) and abs(float(text)) <= 14 * 3_600_000:
        return round(float(text) / 60_000) if abs(float(text)) > 14 * 60 else round(float(text))
    return NO_OFFSET
