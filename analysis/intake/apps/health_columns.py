"""Health exports with a day a row and a column a measure: which columns are read, and in which unit.

Units stand in the headers and follow the settings of the phone, so they are read from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, join_parts, plain_name
from analysis.intake.grid import Job
from analysis.intake.issues import SKIPPED
from analysis.intake.meaning import Meaning, read_brackets
from analysis.intake.tables import Table
from analysis.intake.words import is_null

_ROLES = {
    "step count": "steps", "steps": "steps",
    "body mass": "weight_kg", "weight": "weight_kg", "weight body mass": "weight_kg", "average weight": "weight_kg",
    "resting heart rate": "resting_hr",
    "sleep analysis asleep": "sleep_h", "sleep analysis total": "sleep_h", "total sleep": "sleep_h", "asleep": "sleep_h",
}  # fmt: skip
_SIGNS = {
    "active energy", "active energy burned", "apple exercise time", "apple stand time", "apple stand hour",
    "basal energy burned", "resting energy", "flights climbed", "step count", "distance walking running",
    "walking running distance", "body mass", "heart rate", "resting heart rate", "dietary energy", "mindful minutes",
    "sleep analysis asleep", "sleep analysis in bed", "vo2 max", "walking speed", "headphone audio exposure",
    "environmental audio exposure", "distance cycling", "cycling distance", "physical effort", "respiratory rate",
}  # fmt: skip
_FEWEST = 3


def bare_name(header: str) -> str:
    """Give the words of a header without its unit.

    Examples
    --------
    >>> bare_name("Step count(count)"), bare_name("Sleep Analysis [Asleep] (hr)"), bare_name("Yoga duration (ms)")
    ('step count', 'sleep analysis asleep', 'yoga duration')
    """
    return plain_name(header.rsplit("(", 1)[0])


def match_days(header: Sequence[str], day: str) -> bool:
    """Say whether a header is a day and several measures of Apple Health."""
    names = [bare_name(name) for name in header]
    bare = [name.removesuffix(" min").removesuffix(" max").removesuffix(" avg") for name in names]
    units = sum("(" in name for name in header)
    return names[:1] == [day] and units >= _FEWEST - 1 and len(_SIGNS & set(bare)) >= _FEWEST - 1


def read_days(table: Table, job: Job, today: dt.date) -> Frames:
    """Read a table with a day a row: its readings, and a bout for each column of minutes that belongs here."""
    at = {f"column {place}": place for place, name in enumerate(table.header) if _is_read(name)}
    sheet = Sheet(table, job, today, {"date": 0, **at})
    day = sheet.take("date", "date")
    readings: list[Column] = []
    bouts = []
    for name, place in at.items():
        header, cells = table.header[place], sheet.column(name)
        unit = read_brackets(Meaning(""), header)[0].unit
        if (role := _ROLES.get(bare_name(header))) is not None:
            readings.append(
                (Meaning(header, role, unit=None if role in ("steps", "resting_hr") else unit), cells)
            )
            continue
        rows = [row for row, cell in enumerate(cells) if not is_null(cell)]
        title = header.rsplit("(", 1)[0].strip()
        named: Column = (Meaning(header, "exercise"), [_drop_length(title)] * len(sheet))
        bouts.append(sheet.read(rows, [*day, (Meaning(header, "minutes", unit=unit or "ms"), cells), named]))
    known = join_parts(sheet.read(range(len(sheet)), [*day, *readings]) if readings else ([], []), *bouts)
    if not readings:
        sheet.job.ledger.settle(sheet.numbers, SKIPPED)
    sheet.keep_rows([*known[0], *known[1]])
    return known


def _drop_length(title: str) -> str:
    words = title.split()
    return (
        " ".join(words[:-1]) if len(words) > 1 and words[-1].casefold() in ("duration", "minutes") else title
    )


def _is_read(header: str) -> bool:
    """Say whether a column is read: a measure that is known, or the minutes of stretching, yoga or the like."""
    name = bare_name(header)
    return name in _ROLES or (name.endswith((" duration", " minutes")) and names_kept(name))
