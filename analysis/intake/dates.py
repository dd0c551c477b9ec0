"""Dates: one day/month order per column, from evidence, or a question; never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np

from analysis.intake.clock import to_local
from analysis.intake.date_shapes import Shape, day_of
from analysis.intake.stamps import Stamps, read_stamps
from analysis.intake.words import is_null

_BARE = ("no_year", "xx")


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
        The text is UTC and no zone was given.
    problems : dict
        Position of a text that cannot be read -> (rule, why).
    order, why : str
        Which order was used, and the evidence.
    question : str
        Not empty when only the person can settle it.
    without_year : list of int
        Positions of the texts that lack the year.
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


def read_dates(
    texts: Sequence[str],
    *,
    counts: Sequence[int] | np.ndarray | None = None,
    weekdays: Mapping[int, set[int]] | None = None,
    column: str = "Date",
    day_first: bool | None = None,
    stated: bool | None = None,
    zone: ZoneInfo | None = None,
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
    order, why, question = _settle_order(stamps.samples, stamps.shapes, often, beside, column, said)
    if why == f"day_first={said} was given" and day_first is None:
        why = f"the header {column!r} says so"
    question = " - and ".join(
        filter(None, [question, _ask_year(stamps.samples, stamps.shapes, often, column)])
    )
    limit = (today or dt.date.today()) + dt.timedelta(days=1)
    day, problems = _place_all(texts, stamps, order, limit)
    seconds, offset = stamps.seconds, stamps.offset
    if (seconds[seconds >= 0] == 0).all() and not stamps.utc.any():
        seconds = np.full(len(texts), -1)
    elif zone is not None:
        day, seconds, offset = _move(day, seconds, offset, stamps.utc, zone)
    utc = stamps.utc if zone is None else np.zeros(len(texts), dtype=bool)
    bare = [at for at, shape in enumerate(stamps.shapes) if shape is not None and shape.kind in _BARE]
    without = np.flatnonzero(np.isin(stamps.at, bare)).tolist() if bare else []
    return DateColumn(day, seconds, offset, utc, problems, order, why, question, without)


def _place_all(
    texts: Sequence[str], stamps: Stamps, order: str, limit: dt.date
) -> tuple[np.ndarray, dict[int, tuple[str, str]]]:
    """Place all texts in the calendar."""
    placed = [_place(shape, order, limit) for shape in stamps.shapes]
    day = np.array([np.datetime64("NaT") if p is None else p for p in placed], dtype="datetime64[D]")[
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
    if shape is None:
        return "not_a_date", f"{text!r} is no date"
    if shape.kind in ("no_year", "xx", "no_day"):
        what = "day" if shape.kind == "no_day" else "year"
        return f"no_{what}", f"{text!r} has no {what}"
    date = _date_of(shape, order)
    if date is None:
        return "impossible_date", f"{text!r} is no day of the calendar, read {order or 'as written'}"
    if date.year < 1900:
        return "impossible_date", f"{text!r} lies before 1900"
    return "future_date", f"{text!r} lies after today, read as {date}"


def _move(
    day: np.ndarray, seconds: np.ndarray, offset: np.ndarray, utc: np.ndarray, zone: ZoneInfo
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Move UTC times to the zone of the person."""
    day, seconds, offset = day.copy(), seconds.copy(), offset.copy()
    for at in np.flatnonzero(utc & ~np.isnat(day) & (seconds >= 0)).tolist():
        moment = (day[at].astype("datetime64[s]") + np.timedelta64(int(seconds[at]), "s")).item()
        local, offset[at] = to_local(moment, zone)
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
