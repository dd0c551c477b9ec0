"""App exports: which app wrote a table, and who reads it. One file an app.

A signature is a set of column names; order, case, one missing and any number added do not matter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analysis.intake.apps import (
    apple_health,
    bearable,
    daylio,
    fitbit,
    fitnotes,
    garmin,
    garmin_sleep,
    google_fit,
    habitbull,
    health_auto_export,
    health_export,
    hevy,
    jefit,
    loop_habits,
    mindbody,
    nomie,
    samsung_health,
    sleep_as_android,
    sleep_cycle,
    strava,
    strong,
)
from analysis.intake.apps.sheet import Frames
from analysis.intake.grid import Job
from analysis.intake.records import Record
from analysis.intake.tables import Table

Reader = Callable[[Table, Job, dt.date], Frames]
_BY_HEADER = (
    strong, hevy, fitnotes, jefit, strava, garmin, garmin_sleep, samsung_health, bearable, daylio, habitbull, nomie,
    sleep_as_android, sleep_cycle, health_auto_export, health_export, google_fit, fitbit, mindbody,
)  # fmt: skip
_OTHER = (
    (jefit.is_other, jefit.NAME, "it is a table of Jefit that holds no days of a log"),
    (samsung_health.is_other, samsung_health.NAME, "it is a table of Samsung Health that is not of this log"),
    (
        garmin_sleep.is_weekly,
        garmin_sleep.NAME,
        "its rows are averages of weeks; export the nights of 4 weeks instead",
    ),
)
_FEWEST, _FIRST = 3, 6
_NUMBER = re.compile(r"(?=.*\d)[\d.,:/T+Z -]+")
__all__ = ["App", "apple_health", "find_app", "is_app_header", "join_tables", "match_header"]


@dataclass(frozen=True)
class App:
    """A recognised app: its name, layout, reader (None: nothing of a log in it) and why there is none."""

    name: str
    layout: str
    read: Reader | None = None
    why: str = ""


def match_header(header: Sequence[str]) -> App | None:
    """Find the app that wrote a header; None when none did.

    Examples
    --------
    >>> match_header(["Reps", "Seconds", "date", "Exercise Name", "Set Order", "Workout Name"]).name
    'strong'
    >>> match_header(["Date", "Pain"]) is None
    True
    """
    for module in _BY_HEADER:
        layout = module.match_layout(header)
        if layout:
            return App(module.NAME, layout, module.read)
    for is_other, name, why in _OTHER:
        if header and is_other(header):
            return App(name, "other table", why=why)
    return None


def find_app(table: Table, path: str = "") -> App | None:
    """Find the app that wrote a table, by its header, else by its cells; None when none did."""
    app = match_header(table.header) if table.header else None
    if app is not None:
        return app
    layout = loop_habits.match_table(table, path)
    if layout == "list of habits":
        return App(loop_habits.NAME, layout, why=loop_habits.WHY_LIST)
    if layout == "scores":
        return App(loop_habits.NAME, layout, why=loop_habits.WHY_SCORES)
    return App(loop_habits.NAME, layout, loop_habits.read) if layout else None


def is_app_header(record: Record) -> bool:
    """Say whether a record is the row of names of an app's table.

    Examples
    --------
    >>> is_app_header(Record(2, "title,start_time,exercise_title,set_index,set_type,reps,duration_seconds".split(",")))
    True
    """
    first = record.cells[:_FIRST]
    if len(record.cells) < _FEWEST or any(_NUMBER.fullmatch(cell.strip()) for cell in first):
        return False
    return match_header(record.cells) is not None


def join_tables(tables: list[Table]) -> list[Table]:
    """Join the tables of one app whose columns agree as far as its reader names them.

    An app that writes its header before every record, or exports that stand one behind the other.
    """
    joined: list[Table] = []
    for table in tables:
        at = next((k for k, other in enumerate(joined) if _shared(other, table)), None)
        if at is None:
            joined.append(table)
            continue
        first, width = joined[at], _shared(joined[at], table)
        head = Record(table.header_line or 0, list(table.header))
        joined[at] = replace(
            first,
            header=first.header[:width],
            records=[r._replace(cells=r.cells[:width]) for r in first.records + table.records],
            passed=[*first.passed, (head, "repeated_header"), *table.passed],
            raw_width=width,
        )
    return joined


def _shared(first: Table, second: Table) -> int:
    """Give how many columns from the left two tables of one app share; 0 where they are not to be joined."""
    one, other = match_header(first.header), match_header(second.header)
    if one is None or other is None or one.name != other.name or one.layout != other.layout:
        return 0
    same = 0
    for a, b in zip(first.header, second.header, strict=False):
        if a != b:
            break
        same += 1
    cut = match_header(first.header[:same]) if same else None
    return same if cut is not None and cut.name == one.name else 0
