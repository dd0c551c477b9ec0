"""Dates: one day/month order per column, from evidence, or a question; never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from analysis.intake.clock import to_local
from analysis.intake.date_shapes import Shape, day_of, is_several_days
from analysis.intake.day_order import settle_order
from analysis.intake.stamps import NO_OFFSET, Stamps, read_stamps
from analysis.intake.words import is_null

_BARE = ("no_year", "xx")
_CALENDARS = {"Persian or Islamic": range(1330, 1500), "Buddhist": range(2440, 2640)}


@dataclass(frozen=True)
class DateColumn:
    """A column of dates, one entry for each distinct text.

    Attributes
    ----------
    day : ndarray of datetime64[D]
        NaT where it cannot be read.
    seconds : ndarray of int
        Time of day; -1 where none is given.
    offset : ndarray of int
        Minutes east of UTC; NO_OFFSET where unknown.
    utc : ndarray of bool
        The text is UTC, or of the zone that the header states, and no zone was given.
    problems : dict
        Position of a text that cannot be read -> (rule, why).
    order, why : str
        Which order was used, and the evidence.
    question : str
        Not empty when only the person can settle it.
    without_year : list of int
        Positions of the texts that lack the year.
    until : dict
        Position of a text that names a span -> the seconds at its end.
    ends : list of int
        Positions of the texts that say 24:00; the last minute of that day stands for it.
    weekday : ndarray of int
        Weekday that the text itself names, 0 is Monday; -1 where it names none.
    moved : bool
        True when times were moved to the zone of the person.
    """

    day: np.ndarray
    seconds: np.ndarray
    offset: np.ndarray
    utc: np.ndarray
    problems: dict[int, tuple[str, str]]
    order: str
    why: str
    question: str = ""
    without_year: list[int] = field(default_factory=list)
    until: dict[int, int] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    weekday: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    moved: bool = False


def read_dates(
    texts: Sequence[str],
    *,
    counts: Sequence[int] | np.ndarray | None = None,
    weekdays: Mapping[int, set[int]] | None = None,
    column: str = "Date",
    day_first: bool | None = None,
    stated: bool | None = None,
    zone: ZoneInfo | None = None,
    east: int | None = None,
    today: dt.date | None = None,
) -> DateColumn:
    """Read the distinct texts of one date column.

    Parameters
    ----------
    texts : sequence of str
        Distinct cells as written.
    counts : sequence of int, optional
        How often each occurs.
    weekdays : mapping, optional
        Position of a text -> weekdays (0 is Monday) that stand beside it.
    column : str, optional
        Header, for messages.
    day_first : bool, optional
        The person's answer; used only where the column does not settle it.
    stated : bool, optional
        The same, as the header states it; used only where the person said nothing.
    zone : ZoneInfo, optional
        Where UTC times are to be read.
    east : int, optional
        Minutes east of UTC, as the header states them for times that say no zone.
    today : date, optional
        Later days are problems.

    Examples
    --------
    >>> col = read_dates(["2/3/2026", "13/3/2026"])
    >>> col.day.astype(str).tolist(), col.order
    (['2026-03-02', '2026-03-13'], 'day first')
    >>> read_dates(["2/3/2026"]).question[:30]
    "column 'Date': '2/3/2026' may "
    """
    stamps = read_stamps(texts)
    counts = np.ones(len(texts)) if counts is None else counts
    often = np.bincount(stamps.at, weights=counts, minlength=len(stamps.shapes)).astype(int).tolist()
    beside: dict[int, set[int]] = {}
    for at, days in (weekdays or {}).items():
        beside.setdefault(int(stamps.at[at]), set()).update(days)
    said = stated if day_first is None else day_first
    limit = (today or dt.date.today()) + dt.timedelta(days=1)
    order, why, question = settle_order(stamps.samples, stamps.shapes, often, beside, column, said, limit)
    if why == f"day_first={said} was given" and day_first is None:
        why = f"the header {column!r} says so"
    question = " - and ".join(
        filter(None, [question, _ask_year(stamps.samples, stamps.shapes, often, column)])
    )
    day, problems = _place_all(texts, stamps, order, limit)
    day, seconds, offset, utc = _settle_zone(day, stamps, zone, east)
    bare = [at for at, shape in enumerate(stamps.shapes) if shape is not None and shape.kind in _BARE]
    without = np.flatnonzero(np.isin(stamps.at, bare)).tolist() if bare else []
    named = np.array([-1 if s is None or s.weekday is None else s.weekday for s in stamps.shapes] + [-1])
    return DateColumn(
        day, seconds, offset, utc if zone is None else np.zeros(len(texts), dtype=bool), problems, order, why, question,
        without, stamps.until, stamps.ends, named[stamps.at], zone is not None and bool(utc.any()),
    )  # fmt: skip


def _settle_zone(
    day: np.ndarray, stamps: Stamps, zone: ZoneInfo | None, east: int | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Find the times of another zone, and move them; midnight in every cell is no time and stays.

    Offsets that are all 0 say UTC; where local time is the same, nothing moves.
    """
    timed, zoned = stamps.seconds >= 0, stamps.offset != NO_OFFSET
    if not timed.any() or (stamps.seconds[timed] == 0).all():
        none = np.full(len(day), -1)
        return day, none, np.full(len(day), NO_OFFSET), np.zeros(len(day), dtype=bool)
    utc = stamps.utc | (zoned if not stamps.offset[zoned].any() else False)
    offset = stamps.offset
    if east is not None:
        bare = timed & ~zoned
        utc, offset = utc | bare, np.where(bare, east, offset)
    if zone is None or not utc.any():
        return day, stamps.seconds, offset, utc
    day, seconds, offset = move_times(day, stamps.seconds, offset, utc, zone)
    if (seconds[timed & ~np.isnat(day)] == 0).all():
        seconds = np.full(len(day), -1)
    return day, seconds, offset, utc


def _place_all(
    texts: Sequence[str], stamps: Stamps, order: str, limit: dt.date
) -> tuple[np.ndarray, dict[int, tuple[str, str]]]:
    """Place all texts in the calendar."""
    placed = [_place(shape, order, limit) for shape in stamps.shapes]
    day = np.array([np.datetime64("NaT", "D") if p is None else p for p in placed], dtype="datetime64[D]")[
        stamps.at
    ]
    bad = np.flatnonzero(np.isnat(day)).tolist()
    return day, {at: _say_problem(texts[at], stamps.shapes[stamps.at[at]], order) for at in bad}


def _place(shape: Shape | None, order: str, limit: dt.date) -> dt.date | None:
    """Place a shape in the calendar; None where it has no day, or one that cannot be."""
    date = _date_of(shape, order) if shape is not None else None
    return date if date is not None and dt.date(1900, 1, 1) <= date <= limit else None


def _date_of(shape: Shape, order: str) -> dt.date | None:
    if shape.kind not in ("ymd", "xxy"):
        return None
    turn = shape.kind == "xxy" and order == "day first"
    month, day = (shape.second, shape.first) if turn else (shape.first, shape.second)
    return day_of(shape.year, month, day)


def _say_problem(text: str, shape: Shape | None, order: str) -> tuple[str, str]:
    """Say why a text has no place in the calendar: (rule, why)."""
    if is_null(text):
        return "no_date", "the date is blank"
    if shape is None and is_several_days(text):
        return "several_days", f"{text!r} looks like several days; a record is of one day"
    if shape is None:
        return "not_a_date", f"{text!r} is no date"
    if shape.kind == "short_first":
        return "no_year", f"{text!r} may begin with a year of two digits"
    other = next((name for name, years in _CALENDARS.items() if shape.year in years), None)
    if other:
        return "other_calendar", f"{text!r} looks like a year of the {other} calendar, which is not converted"
    if shape.kind in ("no_year", "xx", "no_day"):
        what = "day" if shape.kind == "no_day" else "year"
        return f"no_{what}", f"{text!r} has no {what}"
    date = _date_of(shape, order)
    if date is None:
        return "impossible_date", f"{text!r} is no day of the calendar, read {order or 'as written'}"
    if date.year < 1900:
        return "impossible_date", f"{text!r} lies before 1900"
    return "future_date", f"{text!r} lies after today, read as {date}"


def move_times(
    day: np.ndarray, seconds: np.ndarray, offset: np.ndarray, marked: np.ndarray, zone: ZoneInfo
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Move the marked times to a zone: day, seconds and offset.

    Parameters
    ----------
    offset : ndarray of int
        Minutes east of UTC of the times as they stand; NO_OFFSET is UTC.

    Examples
    --------
    >>> days, late = np.array(["2026-03-01"], dtype="datetime64[D]"), np.array([23 * 3600 + 1800])
    >>> moved = move_times(days, late, np.array([0]), np.array([True]), ZoneInfo("Europe/Berlin"))
    >>> moved[0].astype(str).tolist(), moved[1].tolist(), moved[2].tolist()
    (['2026-03-02'], [1800], [60])
    """
    day, seconds, offset = day.copy(), seconds.copy(), offset.copy()
    for at in np.flatnonzero(marked & ~np.isnat(day) & (seconds >= 0)).tolist():
        east = 0 if offset[at] == NO_OFFSET else int(offset[at])
        since = np.timedelta64(int(seconds[at]) - 60 * east, "s")
        local, offset[at] = to_local((day[at].astype("datetime64[s]") + since).item(), zone)
        day[at], seconds[at] = local.date(), local.hour * 3600 + local.minute * 60 + local.second
    return day, seconds, offset


def _ask_year(
    texts: Sequence[str], shapes: Sequence[Shape | None], counts: Sequence[int], column: str
) -> str:
    without = [at for at, s in enumerate(shapes) if s is not None and s.kind in _BARE]
    dated = sum(n for n, s in zip(counts, shapes, strict=True) if s is not None and s.kind in ("ymd", "xxy"))
    if not without or dated > sum(counts[at] for at in without):
        return ""
    return (
        f"column {column!r}: {texts[without[0]]!r} does not say the year - pass columns={{{column!r}: 'date 2025'}} with "
        "the year of the first record, or add a column named 'Year' to the file"
    )
