"""Texts -> what they say about a day, before the order of day and month is chosen."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from analysis.intake.clock import Clock, read_time
from analysis.intake.words import cell_words, fold, tidy

_YMD = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?([-/.月])\s?(\d{1,2})\.?日?")
_XXY = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?('?\d{4}|'?\d{2})\.?")
_XXY_ODD = re.compile(r"(\d{1,2})( |[/.](?=\d{1,2}\s?-))(\d{1,2})\s?[ -]\s?(\d{4})")
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
    if not day_of(year, month, day):
        return Shape("impossible", year, month, day)
    return Shape(kind, year, month, day, weekday=weekday)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Give the day, or None when the calendar has none.

    Examples
    --------
    >>> day_of(2026, 2, 31) is None
    True
    """
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
    found = _XXY.fullmatch(rest) or _XXY_ODD.fullmatch(rest)
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


def read_weekday(text: str) -> int | None:
    """Read a weekday in any of the languages, Monday is 0.

    Examples
    --------
    >>> read_weekday("Wednesday"), read_weekday("mar."), read_weekday("x")
    (2, 1, None)
    """
    found = cell_words("weekday").get(fold(text).strip(" .,").replace("-", " "))
    return None if found is None else int(found)
