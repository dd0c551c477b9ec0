"""Bearable: one row a reading, of a category; symptoms carry a number and its word together.

Symptoms are 0 to 4 (1 Mild, 2 Moderate, ...); the scales of mood and energy stand in no column and are said to be
assumed. The time of day is a word or a clock time. Factors that name stretching or yoga are bouts of unknown length.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, has_most, join_parts, name_columns
from analysis.intake.grid import Job
from analysis.intake.headers import read_header
from analysis.intake.meaning import Meaning
from analysis.intake.tables import Table
from analysis.intake.words import fold, tidy

NAME = "bearable"
_NAMES = {
    "date": "date", "date formatted": "date", "weekday": "weekday", "time of day": "time", "category": "category",
    "rating amount": "rating", "detail": "detail", "notes": "notes",
}  # fmt: skip
_KEYS = ("date", "weekday", "time", "category", "rating", "detail")
_SCALES = {"mood": (1.0, 10.0), "energy": (1.0, 5.0), "sleep quality": (1.0, 5.0), "stress": (1.0, 5.0)}
_ROLES = {
    "mood": "mood",
    "energy": "energy",
    "sleep quality": "sleep_quality",
    "stress": "stress",
    "sleep": "sleep_h",
}
_WORD = re.compile(r"\s*\((?:mild|moderate|severe|unbearable|extreme|very severe|none)\)\s*$", re.IGNORECASE)
_PARTS = {"pre": "", "am": "morning", "mid": "midday", "pm": "evening", "all day": ""}


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Bearable did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout(["date", "weekday", "time of day", "category", "rating/amount", "detail", "notes"])
    'readings'
    """
    return "readings" if has_most(name_columns(header, _NAMES), _KEYS) else ""


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read symptoms, moods, energy and sleep, and the factors that are stretching, yoga or the like."""
    sheet = Sheet(table, job, today, name_columns(table.header, _NAMES), needs=("date", "category"))
    columns = [
        *sheet.take("date", "date"),
        *sheet.take("weekday", "weekday"),
        *_times(sheet),
        *sheet.take("notes", "notes"),
    ]
    kinds = [fold(text) for text in sheet.column("category")]
    details = [tidy(text) for text in sheet.column("detail")]
    found: dict[Meaning, list[int]] = {}
    bouts, other = [], []
    for row, (kind, detail) in enumerate(zip(kinds, details, strict=True)):
        meaning = _read_kind(kind, detail, sheet.header("rating"))
        if meaning is not None:
            found.setdefault(meaning, []).append(row)
        elif kind.startswith("factor") and names_kept(detail):
            bouts.append(row)
        else:
            other.append(row)
    sheet.skip(
        other, "other_category", "of a category or a symptom that is not of this log, passed over", "category"
    )
    parts = [
        sheet.read(rows, [*columns, (meaning, sheet.column("rating"))]) for meaning, rows in found.items()
    ]
    _say_scales(sheet, found)
    named: Column = (sheet.meaning("detail", "exercise"), [_clean(detail) for detail in details])
    return join_parts(*parts, sheet.read(bouts, [*columns, named]))


def _clean(detail: str) -> str:
    return next((tidy(part) for part in detail.split("|") if names_kept(part)), detail)


def _read_kind(kind: str, detail: str, header: str) -> Meaning | None:
    """Give what a row measures; None where it is nothing of this log."""
    if kind in _ROLES:
        unit = "h:mm" if kind == "sleep" else None
        return Meaning(header, _ROLES[kind], unit=unit, scale=_SCALES.get(kind))
    if not kind.startswith("symptom"):
        return None
    said = read_header(_plain(_WORD.sub("", detail)))
    if said.role not in ("pain", "tightness", "soreness", "stress", "energy"):
        return None
    return Meaning(header, said.role, side=said.side, region=said.region, scale=(0.0, 4.0))


def _plain(detail: str) -> str:
    """Give a symptom with what stands in brackets before it: 'lower Back pain'."""
    inner = " ".join(re.findall(r"\(([^()]*)\)", detail))
    return tidy(f"{inner} {re.sub(r'[(][^()]*[)]', ' ', detail)}")


def _times(sheet: Sheet) -> list[Column]:
    """Give the time of day, as a clock time or a word."""
    if "time" not in sheet.at:
        return []
    cells = [_PARTS.get(fold(text), text) for text in sheet.column("time")]
    return [(sheet.meaning("time", "time"), cells)]


def _say_scales(sheet: Sheet, found: dict[Meaning, list[int]]) -> None:
    for meaning, rows in found.items():
        if meaning.scale in _SCALES.values() and meaning.role not in sheet.job.answers.scale:
            low, high = meaning.scale or (0.0, 0.0)
            sheet.job.findings.group(
                "warning", "scale_assumed", f"the file does not state the scale of {meaning.role}; taken as {low:g} to {high:g}",
                [sheet.records[row].line for row in rows], column=sheet.header("rating"),
                fix=f"pass scale={{{meaning.role!r}: (1, 5)}} with the scale that you use",
            )  # fmt: skip
