"""Dates: one day/month order per column, from evidence, or a question; never a guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from analysis.intake.clock import Clock, read_time, to_local
from analysis.intake.words import cell_words, fold, is_null, tidy

NO_OFFSET = -9999
_YMD = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?([-/.月])\s?(\d{1,2})\.?日?")
_XXY = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?('?\d{4}|'?\d{2})\.?")
_XX = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\.?")
_YM = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/](\d{4})")
_TAIL = re.compile(
    r"^(.*?)(?:\s*,\s*|\s+|T|\s+(?:at|um|à|kl\.?)\s+)(\d{1,2}(?:[:.h]\d{2}(?!\d)|\s*[ap]\.?m\b).*)$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)[\s,]+(.*)$", re.IGNORECASE)
_SMALL = {
    "de", "of", "den", "del", "the", "am", "st", "nd", "rd", "th", "er", "ere", "o", "d", "di", "le", "el", "il",
    "at", "um", "kl", "on", "e", "a",
}  # fmt: skip
_DAY0 = dt.date(1970, 1, 1)


class Shape(NamedTuple):
    """What a text says before an order is chosen.

    kind is 'ymd' (settled), 'xxy' (two numbers and a year), 'no_year' or a problem code.
    """

    kind: str
    year: int = 0
    first: int = 0
    second: int = 0
    clock: Clock | None = None
    weekday: int | None = None
    utc: bool = False
    short_year: bool = False


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


@lru_cache(maxsize=200_000)
def read_shape(text: str) -> Shape | None:
    """Read a text as far as it goes without choosing between day and month.

    Examples
    --------
    >>> read_shape("22nd Sep 2020")[:4]
    ('ymd', 2020, 9, 22)
    >>> read_shape("3/4/2026")[:4]
    ('xxy', 2026, 3, 4)
    >>> read_shape("banana") is None
    True
    """
    text = tidy(text)
    if not any(c.isdigit() for c in text) or len(text) > 60:
        return None
    number = _read_number_date(text)
    if number is not None:
        return number
    whole = _read_day(text)
    if whole is not None:
        return whole
    for pattern, day_at, time_at in ((_TAIL, 1, 2), (_LEAD, 2, 1)):
        found = pattern.match(text)
        clock = read_time(found[time_at]) if found else None
        day = _read_day(found[day_at].strip(" ,")) if found and clock else None
        if day is not None and clock is not None:
            return day._replace(clock=clock, utc=clock.utc)
    return None


def looks_like_date(text: str) -> bool:
    """Say whether a text has the shape of a date (bare numbers do not count).

    Examples
    --------
    >>> looks_like_date("02.03.2026"), looks_like_date("7/10"), looks_like_date("1650000000")
    (True, False, False)
    """
    shape = read_shape(text)
    return shape is not None and shape.kind in ("ymd", "xxy") and not tidy(text).replace(".", "", 1).isdigit()


def _read_number_date(text: str) -> Shape | None:
    """Read Unix seconds and milliseconds, 20260302, and the day number of a spreadsheet."""
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return None
    value = float(text)
    if 1e9 <= value < 2.2e9 and len(text.split(".")[0]) == 10:
        return _from_moment(dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(value)), utc=True)
    if 1e12 <= value < 2.2e12 and len(text) == 13:
        return _from_moment(dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(value / 1000)), utc=True)
    if len(text) == 8 and 19000101 <= value < 21000101:
        return _checked("ymd", int(text[:4]), int(text[4:6]), int(text[6:]))
    if 20000 <= value < 60000 and len(text.split(".")[0]) == 5:
        moment = dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(value * 86400))
        shape = _from_moment(moment, utc=False)
        return shape if value % 1 else shape._replace(clock=None)
    return None


def _from_moment(moment: dt.datetime, *, utc: bool) -> Shape:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    clock = Clock(seconds, 0 if utc else None, utc)
    return Shape("ymd", moment.year, moment.month, moment.day, clock, utc=utc)


def _checked(kind: str, year: int, month: int, day: int, weekday: int | None = None) -> Shape:
    if not _day_number(year, month, day):
        return Shape("impossible", year, month, day)
    return Shape(kind, year, month, day, weekday=weekday)


def _day_number(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _read_day(text: str) -> Shape | None:
    text = text.strip(" ,")
    found = _YMD.fullmatch(text)
    if found:
        return _checked("ymd", int(found[1]), int(found[3]), int(found[5]))
    weekday, rest = _take_weekday(text)
    found = _XXY.fullmatch(rest)
    if found:
        digits = found[4].strip("'")
        year = int(digits)
        if len(digits) == 2:
            year += 2000 if year < 70 else 1900
        first, second = int(found[1]), int(found[3])
        return Shape("xxy", year, first, second, weekday=weekday, short_year=len(digits) == 2)
    if weekday is not None:
        found = _YMD.fullmatch(rest)
        if found:
            return _checked("ymd", int(found[1]), int(found[3]), int(found[5]), weekday)
    found = _XX.fullmatch(rest)
    if found and (found[2] != "." or rest.endswith(".") or weekday is not None):
        first, second = int(found[1]), int(found[3])
        plausible = 1 <= min(first, second) <= 12 and max(first, second) <= 31
        return Shape("no_year", 0, first, second, weekday=weekday) if plausible else None
    if _YM.fullmatch(text):
        return Shape("no_day")
    return _read_month_word(text)


def _take_weekday(text: str) -> tuple[int | None, str]:
    found = re.match(r"^([^\W\d_]+(?:-feira)?)\.?\s*,?\s+(.*)$", text)
    if not found:
        return None, text
    weekday = cell_words("weekday").get(fold(found[1]).replace("-", " "))
    return (int(weekday), found[2]) if weekday is not None else (None, text)


def _read_month_word(text: str) -> Shape | None:
    tokens = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", fold(text))
    if any(t not in ",./-'’()" for t in tokens if not t.isalnum()):
        return None
    words = [t for t in tokens if t.isalpha() and t not in _SMALL]
    digits = [t for t in tokens if t.isdigit()]
    months, weekdays = cell_words("month"), cell_words("weekday")
    weekday = None
    if len(words) >= 2 and words[0] in weekdays and all(w in months or w == "feira" for w in words[1:]):
        weekday, words = int(weekdays[words[0]]), [w for w in words[1:] if w != "feira"]
    if len(words) != 1 or words[0] not in months or not 1 <= len(digits) <= 2:
        return None
    month = int(months[words[0]])
    if len(digits) == 1:
        if len(digits[0]) == 4:
            return Shape("no_day")
        return Shape("no_year", 0, month, int(digits[0])) if 1 <= int(digits[0]) <= 31 else None
    day, year = (digits[1], digits[0]) if len(digits[0]) == 4 else (digits[0], digits[1])
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    return _checked("ymd", full, month, int(day), weekday)


def read_dates(
    texts: Sequence[str],
    *,
    counts: Sequence[int] | None = None,
    weekdays: Mapping[int, set[int]] | None = None,
    column: str = "Date",
    day_first: bool | None = None,
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
    order, why, question = _settle_order(texts, shapes, counts, weekdays or {}, column, day_first)
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
    none = (np.datetime64("NaT"), -1, NO_OFFSET)
    if shape is None:
        if is_null(text):
            return *none, ("no_date", "the date is blank")
        return *none, ("not_a_date", f"{text!r} is no date")
    if shape.kind in ("no_year", "no_day"):
        return *none, (shape.kind, f"{text!r} has no {shape.kind[3:]}")
    first, second = shape.first, shape.second
    month, day = (second, first) if shape.kind == "xxy" and order == "day first" else (first, second)
    date = _day_number(shape.year, month, day)
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
    as_day, as_month = _day_number(year, b, a), _day_number(year, a, b)
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
        as_day = _day_number(shape.year, shape.second, shape.first)
        as_month = _day_number(shape.year, shape.first, shape.second)
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


def read_weekday(text: str) -> int | None:
    """Read a weekday in any of the languages, Monday is 0.

    Examples
    --------
    >>> read_weekday("Wednesday"), read_weekday("mar."), read_weekday("x")
    (2, 1, None)
    """
    found = cell_words("weekday").get(fold(text).strip(" .,").replace("-", " "))
    return None if found is None else int(found)
