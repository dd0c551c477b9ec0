"""Times that are UTC, with the zone of the person in a column of its own."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np

from analysis.intake.apps.sheet import Sheet
from analysis.intake.dates import read_dates
from analysis.intake.grid import factor
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.words import tidy


def write_local(sheet: Sheet, name: str, zone: str) -> list[str]:
    """Write times as those of the clock on the wall; what is no time stays as it is."""
    written = []
    for text, found in zip(sheet.column(name), find_local(sheet, name, zone), strict=True):
        if found is None:
            written.append(text)
            continue
        sign, minutes = "-" if found[1] < 0 else "+", abs(found[1])
        east = "" if found[1] == NO_OFFSET else f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
        written.append(f"{found[0]:%Y-%m-%d %H:%M:%S}{east}")
    return written


def find_local(sheet: Sheet, name: str, zone: str) -> list[tuple[dt.datetime, int] | None]:
    """Find the local times of a column and their minutes east of UTC; none where the days have to be asked for."""
    codes, texts = factor(sheet.column(name))
    dates = read_dates(
        texts, column=sheet.header(name), day_first=sheet.job.answers.day_first, today=sheet.today
    )
    found: list[tuple[dt.datetime, int] | None] = []
    for code, offset in zip(codes.tolist(), sheet.column(zone), strict=True):
        if dates.question or np.isnat(dates.day[code]) or dates.seconds[code] < 0:
            found.append(None)
            continue
        minutes = read_shift(offset)
        moved = minutes if minutes != NO_OFFSET and tidy(offset)[:1] in tuple("UG+-") else 0
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
