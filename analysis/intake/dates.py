"""Dates: one day/month order per column, from evidence, or a question; never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from analysis.intake.clock import to_local
from analysis.intake.date_shapes import Shape, day_of, read_shape
from analysis.intake.words import is_null

NO_OFFSET = -9999


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
    problems : list of (rule, why) or None
    order, why : str
        Which order was used, and the evidence.
    question : str
        Not empty when only the person can settle it.
    """

    day: np.ndarray
    seconds: np.ndarray
    offset: np.ndarray
    utc: np.ndarray
    problems: list[tuple[str, str] | None]
    order: str
    why: str
    question: str = ""


def read_dates(
    texts: Sequence[str],
    *,
    counts: Sequence[int] | None = None,
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
    counts = [1] * len(texts) if counts is None else counts
    shapes = [None if is_null(text) else read_shape(text) for text in texts]
    said = stated if day_first is None else day_first
    order, why, question = _settle_order(texts, shapes, counts, weekdays or {}, column, said)
    if why == f"day_first={said} was given" and day_first is None:
        why = f"the header {column!r} says so"
    if not question:
        question = _ask_year(texts, shapes, counts, column)
    limit = (today or dt.date.today()) + dt.timedelta(days=1)
    read = [_place(text, shape, order, zone, limit) for text, shape in zip(texts, shapes, strict=True)]
    seconds = np.array([r[1] for r in read], dtype=np.int64)
    if (
        len(seconds)
        and (seconds[seconds >= 0] == 0).all()
        and not any(s.clock and s.clock.utc for s in shapes if s)
    ):
        seconds[:] = -1
    return DateColumn(
        day=np.array([r[0] for r in read], dtype="datetime64[D]"),
        seconds=seconds,
        offset=np.array([r[2] for r in read], dtype=np.int64),
        utc=np.array([bool(s and s.utc and zone is None) for s in shapes], dtype=bool),
        problems=[r[3] for r in read],
        order=order,
        why=why,
        question=question,
    )


def _place(
    text: str, shape: Shape | None, order: str, zone: ZoneInfo | None, limit: dt.date
) -> tuple[np.datetime64, int, int, tuple[str, str] | None]:
    """Place one shape in the calendar."""
    none = (np.datetime64("NaT", "D"), -1, NO_OFFSET)
    if shape is None:
        if is_null(text):
            return *none, ("no_date", "the date is blank")
        return *none, ("not_a_date", f"{text!r} is no date")
    if shape.kind in ("no_year", "no_day"):
        return *none, (shape.kind, f"{text!r} has no {shape.kind[3:]}")
    first, second = shape.first, shape.second
    month, day = (second, first) if shape.kind == "xxy" and order == "day first" else (first, second)
    date = day_of(shape.year, month, day)
    if shape.kind == "impossible" or date is None:
        return *none, ("impossible_date", f"{text!r} is no day of the calendar, read {order or 'as written'}")
    clock = shape.clock
    seconds, offset = (clock.seconds, clock.offset) if clock else (-1, None)
    if shape.utc and zone is not None and clock:
        moment = dt.datetime(date.year, date.month, date.day) + dt.timedelta(seconds=seconds)
        local, offset = to_local(moment, zone)
        date, seconds = local.date(), local.hour * 3600 + local.minute * 60 + local.second
    if date > limit:
        return *none, ("future_date", f"{text!r} lies after today, read as {date}")
    if date.year < 1900:
        return *none, ("impossible_date", f"{text!r} lies before 1900")
    return np.datetime64(date, "D"), seconds, NO_OFFSET if offset is None else offset, None


def _settle_order(
    texts: Sequence[str],
    shapes: Sequence[Shape | None],
    counts: Sequence[int],
    weekdays: Mapping[int, set[int]],
    column: str,
    day_first: bool | None,
) -> tuple[str, str, str]:
    """Weigh the evidence of a column: (order, why, question)."""
    open_at = [at for at, s in enumerate(shapes) if s is not None and s.kind == "xxy"]
    if not open_at:
        plain = any(s is not None and s.kind == "ymd" for s in shapes)
        return (
            "year first" if plain else "",
            "every date says which number is the month" if plain else "",
            "",
        )
    swapped = _looks_year_first([shapes[at] for at in open_at])
    if swapped:
        text = texts[open_at[0]]
        return (
            "",
            "",
            (
                f"column {column!r}: {text!r} may begin with a year of two digits - write the years in the "
                "file with four digits"
            ),
        )
    day_votes, month_votes, reason = _count_votes(shapes, counts, weekdays, open_at)
    if day_votes or month_votes:
        if min(day_votes, month_votes) * 10 > max(day_votes, month_votes):
            return (
                "",
                "",
                (
                    f"column {column!r}: dates that can only be day first: {day_votes}, only month first: {month_votes}"
                    " - write them in one way in the file"
                ),
            )
        order = "day first" if day_votes > month_votes else "month first"
        return order, reason.format(max(day_votes, month_votes)), ""
    if all(shapes[at].first == shapes[at].second for at in open_at):  # type: ignore[union-attr]
        return "day first", "day and month are the same number in every date", ""
    if day_first is not None:
        return ("day first" if day_first else "month first"), f"day_first={day_first} was given", ""
    return "", "", _order_question(texts, shapes, open_at, column)


def _order_question(
    texts: Sequence[str], shapes: Sequence[Shape | None], open_at: list[int], column: str
) -> str:
    at = next(k for k in open_at if shapes[k].first != shapes[k].second)  # type: ignore[union-attr]
    shape = shapes[at]
    a, b, year = shape.first, shape.second, shape.year  # type: ignore[union-attr]
    as_day, as_month = day_of(year, b, a), day_of(year, a, b)
    return (
        f"column {column!r}: {texts[at]!r} may be {as_day.isoformat()} or {as_month.isoformat()}, and no date in the "
        "column has a day above 12 - pass day_first=True or day_first=False"
        if as_day and as_month
        else f"column {column!r}: {texts[at]!r} is no day of the calendar - correct it, or pass day_first="
    )


def _count_votes(
    shapes: Sequence[Shape | None],
    counts: Sequence[int],
    weekdays: Mapping[int, set[int]],
    open_at: list[int],
) -> tuple[int, int, str]:
    votes = {"day": [0, 0], "week": [0, 0]}
    for at in open_at:
        shape = shapes[at]
        if shape is None:
            continue
        as_day = day_of(shape.year, shape.second, shape.first)
        as_month = day_of(shape.year, shape.first, shape.second)
        if shape.first > 12 >= shape.second and as_day:
            votes["day"][0] += counts[at]
        elif shape.second > 12 >= shape.first and as_month:
            votes["day"][1] += counts[at]
        elif as_day and as_month and as_day != as_month:
            beside = set(weekdays.get(at, set())) | ({shape.weekday} if shape.weekday is not None else set())
            hits = as_day.weekday() in beside, as_month.weekday() in beside
            if hits[0] != hits[1]:
                votes["week"][hits[1]] += counts[at]
    if any(votes["day"]):
        word = "day" if votes["day"][0] >= votes["day"][1] else "second number"
        return *votes["day"], f"dates with a {word} above 12: {{}}"  # type: ignore[return-value]
    return *votes["week"], "dates that fit the weekday beside them: {}"  # type: ignore[return-value]


def _looks_year_first(shapes: Sequence[Shape | None]) -> bool:
    """Spot 26-03-02: all numbers short, the first hardly changes and the last does."""
    known = [s for s in shapes if s is not None]
    if not known or not all(s.short_year for s in known):
        return False
    first, last = {s.first for s in known}, {s.year for s in known}
    if max(first) > 31:
        return True
    if len(known) < 3 and all(12 < s.first <= 31 and s.year % 100 < 13 for s in known):
        return True
    return len(known) >= 3 and len(first) <= 2 < len(last) and min(first) > 12


def _ask_year(
    texts: Sequence[str], shapes: Sequence[Shape | None], counts: Sequence[int], column: str
) -> str:
    without = [at for at, s in enumerate(shapes) if s is not None and s.kind == "no_year"]
    dated = sum(n for n, s in zip(counts, shapes, strict=True) if s is not None and s.kind in ("ymd", "xxy"))
    if not without or dated > sum(counts[at] for at in without):
        return ""
    return (
        f"column {column!r}: {texts[without[0]]!r} does not say the year - add a column named 'Year' to the "
        f"file, or write the dates with their year"
    )
