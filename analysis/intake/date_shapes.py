"""Texts -> what they say about a day, before the order of day and month is chosen."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from analysis.intake.clock import DAY_END, Clock, read_span, read_time
from analysis.intake.words import cell_words, fold, tidy

_YMD = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?([-/.月])\s?(\d{1,2})\.?日?")
_XXY = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?('?\d{4}|'?\d{2})\.?")
_XXY_ODD = re.compile(r"(\d{1,2})( |[/.](?=\d{1,2}\s?-))(\d{1,2})\s?[ -]\s?(\d{4})")
_XX = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\.?")
_YXX = re.compile(r"(\d{2})([-/.])(\d{1,2})\2(\d)")
_LAST_WORD = re.compile(r"(.*[\d.])[\s,]*[\s,(\[]([^\W\d_]+(?:-feira)?)\.?[)\]]?")
_NO_SECONDS = re.compile(r"(?<=\dT\d\d:\d\d)(?=[+-]\d)")
_TWO = re.compile(r"\s+(?:-|–|—|to|until|bis|til|till|al?|à|tot|do)\s+", re.IGNORECASE)
_YM = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/](\d{4})")
_TAIL = re.compile(
    r"^(.*?)(?:\s*,\s*|\s+|T|\s+(?:at|um|à|kl\.?)\s+)(\d{1,2}(?:[:.h]\d{2}(?!\d)|\s*[ap]\.?m\b).*)$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)[\s,]+(.*)$", re.IGNORECASE)
_SMALL = {
    "de", "of", "den", "del", "the", "am", "st", "nd", "rd", "th", "er", "ere", "o", "d", "di", "le", "el", "il",
    "at", "um", "kl", "on", "e", "a", "r", "roku",
}  # fmt: skip
_ROMAN = re.compile(r"(\d{1,2})[\s./-]{0,2}([IVX]{1,4})[\s./-]{1,2}(\d{4})(?:\s*r\.?)?")
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


class Shape(NamedTuple):
    """What a text says before an order is chosen.

    kind is 'ymd' (settled), 'xxy' (two numbers and a year), 'no_year', 'xx' (two numbers alone) or a problem code.
    until is the end of a span of time, in seconds after the midnight that the day begins with; -1 without one.
    """

    kind: str
    year: int = 0
    first: int = 0
    second: int = 0
    clock: Clock | None = None
    weekday: int | None = None
    utc: bool = False
    short_year: bool = False
    until: int = -1


@lru_cache(maxsize=200_000)
def read_shape(text: str) -> Shape | None:
    """Read a text as far as it goes without choosing between day and month.

    Examples
    --------
    >>> read_shape("22nd Sep 2020")[:4]
    ('ymd', 2020, 9, 22)
    >>> read_shape("3/4/2026")[:4]
    ('xxy', 2026, 3, 4)
    >>> read_shape("12 VIII 2026")[:4], read_shape("14 marca 2026 r.")[:4]
    (('ymd', 2026, 8, 12), ('ymd', 2026, 3, 14))
    >>> read_shape("1.3.2026 (So)").weekday, read_shape("2026-03-01 07:00-07:30").until
    (6, 27000)
    >>> read_shape("banana") is None
    True
    """
    text = _NO_SECONDS.sub(":00", tidy(text))
    if not any(c.isdigit() for c in text) or len(text) > 60:
        return None
    number = _read_number_date(text)
    if number is not None:
        return number
    whole = _read_day(text)
    if whole is not None:
        return whole
    for day_text, time_text in _split_clock(text):
        times = read_times(time_text)
        day = _read_day(day_text) if times else None
        if day is not None and times is not None:
            return day._replace(clock=times[0], utc=times[0].utc, until=times[1])
    return _read_two(text)


def read_times(text: str) -> tuple[Clock, int] | None:
    """Read a clock time, or a span: its start, and the seconds at its end; -1 without one.

    Examples
    --------
    >>> read_times("7:00-7:30")[1], read_times("7:00")[1], read_times("seven")
    (27000, -1, None)
    """
    clock = read_time(text)
    span = None if clock else read_span(text)
    if span:
        return span[0], span[1].seconds
    return (clock, -1) if clock else None


def _read_two(text: str) -> Shape | None:
    """Read two days with their times as a span: '2026-03-01 23:00 - 2026-03-02 00:30'."""
    parts = _TWO.split(text)
    if len(parts) != 2:
        return None
    start, end = (read_shape(part) for part in parts)
    if start is None or end is None or start.clock is None or end.clock is None or start.kind != end.kind:
        return None
    days = [(s.year, s.first, s.second) for s in (start, end)]
    past = 0 if days[0] == days[1] else 1
    if past and (start.kind != "ymd" or dt.date(*days[1]) - dt.date(*days[0]) != dt.timedelta(days=1)):
        return None
    return start._replace(until=end.clock.seconds + past * DAY_END)


def _split_clock(text: str) -> list[tuple[str, str]]:
    """Give the ways to split a text into a day and a time of day."""
    found = [(_TAIL.match(text), 1, 2), (_LEAD.match(text), 2, 1)]
    return [(match[day].strip(" ,"), match[time]) for match, day, time in found if match]


def add_year(text: str, year: int) -> str:
    """Put a year into a date that has none.

    Examples
    --------
    >>> [add_year(t, 2025) for t in ("3/4", "2.3.", "20 sierpnia", "Mar 23 09:14 pm", "Mon 3/4")]
    ['3/4/2025', '2.3.2025', '20 sierpnia 2025', 'Mar 23 2025 09:14 pm', 'Mon 3/4/2025']
    """
    text = tidy(text)
    for day, clock in [(text, ""), *_split_clock(text)]:
        shape = _read_day(day)
        if shape is None or (clock and read_times(clock) is None):
            continue
        mark = re.search(r"\d\s?([-/.])\s?\d", day) if shape.kind == "xx" else None
        dated = f"{day.rstrip('. ')}{mark[1]}{year}" if mark else f"{day} {year}"
        return f"{dated} {clock}".strip()
    return text


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
    text = text.strip(" ,<>[]")
    found = _YMD.fullmatch(text)
    if found:
        return _checked("ymd", int(found[1]), int(found[3]), int(found[5]))
    weekday, rest = _take_weekday(text)
    if weekday is None:
        weekday, rest = _take_last_weekday(text)
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
        return Shape("xx", 0, first, second, weekday=weekday) if plausible else None
    found = _YXX.fullmatch(rest)
    if found and int(found[1]) > 12:
        return Shape("short_first", 2000 + int(found[1]), int(found[3]), int(found[4]))
    found = _ROMAN.fullmatch(rest)
    if found and found[2] in _ROMANS:
        return _checked("ymd", int(found[3]), _ROMANS.index(found[2]) + 1, int(found[1]), weekday)
    if _YM.fullmatch(text):
        return Shape("no_day")
    return _read_month_word(text)


def _take_weekday(text: str) -> tuple[int | None, str]:
    numbered = re.match(r"^([2-6])a[\s-]feira\.?\s*,?\s+(.*)$", text, re.IGNORECASE)
    if numbered:
        return int(numbered[1]) - 2, numbered[2]
    found = re.match(r"^([^\W\d_]+(?:-feira)?)\.?\s*,?\s+(.*)$", text)
    if not found:
        return None, text
    weekday = cell_words("weekday").get(fold(found[1]).replace("-", " "))
    return (int(weekday), found[2]) if weekday is not None else (None, text)


def _take_last_weekday(text: str) -> tuple[int | None, str]:
    """Take a weekday from behind a date in numbers: '2026-03-01 Sun', '1.3.2026 (So)'."""
    found = _LAST_WORD.fullmatch(text)
    if not found or not (_YMD.fullmatch(found[1]) or _XXY.fullmatch(found[1]) or _XX.fullmatch(found[1])):
        return None, text
    weekday = read_weekday(found[2])
    return (weekday, found[1]) if weekday is not None else (None, text)


def is_several_days(text: str) -> bool:
    """Say whether a text that is no date looks like several days.

    Examples
    --------
    >>> [is_several_days(text) for text in ("1-3 March 2026", "2026-03-01 - 2026-03-03", "1.-3.3.2026", "banana")]
    [True, True, True, False]
    """
    text = tidy(text)
    parts = _TWO.split(text)
    if len(parts) == 2 and all(read_shape(part) is not None for part in parts):
        return True
    found = re.fullmatch(
        r"(\d{1,2}\.?(?:[./]\d{1,2}\.?)?|[^\W\d_]+\.? \d{1,2})\s?(?:-|–|—|to|bis)\s?(\d.*)", text
    )
    return found is not None and (read_shape(found[2]) is not None or bool(re.search(r"[^\W\d_]", found[1])))


def _read_month_word(text: str) -> Shape | None:
    tokens = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", re.sub(r"^(\d{1,2})°", r"\1", fold(text)))
    if any(t not in ",./-'’()" for t in tokens if not t.isalnum()):
        return None
    words = [t for t in tokens if t.isalpha() and t not in _SMALL]
    digits = [t for t in tokens if t.isdigit()]
    months, weekdays = cell_words("month"), cell_words("weekday")
    weekday = None
    if len(words) >= 2 and words[0] in weekdays and all(w in months or w == "feira" for w in words[1:]):
        weekday, words = int(weekdays[words[0]]), [w for w in words[1:] if w != "feira"]
    elif (
        len(words) == 2 and words[0] in months and words[1] in weekdays and tokens[-1] in (words[1], ")", ".")
    ):
        weekday, words = int(weekdays[words[1]]), words[:1]
    if len(words) != 1 or words[0] not in months or not 1 <= len(digits) <= 2:
        return None
    month = int(months[words[0]])
    if len(digits) == 1:
        if len(digits[0]) == 4:
            return Shape("no_day")
        return (
            Shape("no_year", 0, month, int(digits[0]), weekday=weekday) if 1 <= int(digits[0]) <= 31 else None
        )
    day, year = (digits[1], digits[0]) if len(digits[0]) == 4 else (digits[0], digits[1])
    if len(day) > 2 or len(year) not in (2, 4) or (len(year) == 2 and _is_day_range(tokens, words[0])):
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    return _checked("ymd", full, month, int(day), weekday)


def _is_day_range(tokens: list[str], month: str) -> bool:
    """Say whether two short numbers beside a month are two days: '10-13 March', 'March 10-13'."""
    at = tokens.index(month)
    first, last = (k for k, token in enumerate(tokens) if token.isdigit())
    if at > last:
        return True
    return at < first and "-" in tokens[first:last] and "-" not in tokens[at:first]


def read_weekday(text: str) -> int | None:
    """Read a weekday in any of the languages, Monday is 0.

    Examples
    --------
    >>> read_weekday("Wednesday"), read_weekday("mar."), read_weekday("x")
    (2, 1, None)
    """
    found = cell_words("weekday").get(fold(text).strip(" .,").replace("-", " "))
    return None if found is None else int(found)
