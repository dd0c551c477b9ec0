"""Times of day and zones, as people and phones write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analysis.errors import DataError
from analysis.intake.words import tidy

_ZONES = {
    "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "WET": 0, "WEST": 60, "BST": 60,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
    "AKDT": -480, "HST": -600, "AEST": 600, "AEDT": 660, "AWST": 480, "NZST": 720, "NZDT": 780, "JST": 540,
    "KST": 540, "SGT": 480, "HKT": 480, "MSK": 180, "SAST": 120, "GMT": 0, "UTC": 0, "Z": 0,
}  # fmt: skip
_CLOCK = r"(?P<h>\d{1,2})(?:(?P<sep>[:.h])(?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?)?"
_HALF = r"\s*(?P<half>[ap]\.?\s?m\.?)?"
_ZONE = r"\s*(?P<zone>(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|Z|[A-Z]{2,5})?"
_TIME = re.compile(_CLOCK + _HALF + r"\s*(?P<uhr>uhr|h)?" + _ZONE, re.IGNORECASE)
_SPAN = re.compile(r"(\d.*?)\s*(?:-|–|—|\b(?:to|until|bis|til|till|al?|à|tot|do)\b)\s*(\d.*)", re.IGNORECASE)
_HALF_LAST = re.compile(r"[ap]\.?\s?m\.?$", re.IGNORECASE)
_SHIFT = r"[+-]\d{1,2}(?::?\d{2})?"
_IN_HEADER = re.compile(
    rf"^(?P<rest>.*?)(?:\s*[(\[]\s*(?P<in>(?:UTC|GMT)\s?(?:{_SHIFT})?|{_SHIFT}|[A-Z]{{3,4}}|Z)\s*[)\]]"
    rf"|[\s,_:/-]+(?:in\s+)?(?P<bare>(?:UTC|GMT)(?:\s?{_SHIFT})?))$",
    re.IGNORECASE,
)
DAY_END = 24 * 3600


class Clock(NamedTuple):
    """A time of day: seconds since midnight, minutes east of UTC where said, and whether it is UTC itself."""

    seconds: int
    offset: int | None = None
    utc: bool = False


@lru_cache(maxsize=100_000)
def read_time(text: str) -> Clock | None:
    """Read a whole text as a time of day; None when it is none.

    Examples
    --------
    >>> read_time("8:41:07 PM GMT+1")
    Clock(seconds=74467, offset=60, utc=False)
    >>> read_time("9h30").seconds, read_time("25:00"), read_time("07:00-07:30")
    (34200, None, None)
    >>> read_time("24:00").seconds == DAY_END
    True
    """
    found = _TIME.fullmatch(tidy(text))
    if not found:
        return None
    half, bare = found["half"], found["m"] is None
    if bare and not half and not found["uhr"]:
        return None
    hour, minute, second = int(found["h"]), int(found["m"] or 0), int(found["s"] or 0)
    if half:
        if not 1 <= hour <= 12:
            if hour > 23 or hour == 0 or half[0].lower() == "a":
                return None
        else:
            hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    seconds = hour * 3600 + minute * 60 + second
    if seconds > DAY_END or minute > 59 or second > 59:
        return None
    zone = found["zone"]
    if zone and zone.upper() not in _ZONES and not re.search(r"\d", zone) and len(zone) < 3:
        return None
    offset = read_offset(zone) if zone else None
    if zone and re.search(r"\d", zone) and (offset is None or _is_end(found)):
        return None
    return Clock(seconds, offset, bool(zone) and zone.upper() in ("Z", "UTC"))


def _is_end(found: re.Match[str]) -> bool:
    """Say whether what looks like a zone is the end of a span: '07:00-07:30'."""
    zone = found["zone"]
    if zone[0] != "-" or found["s"] or (":" not in zone and len(zone) > 3):
        return False
    apart = found.string[found.start("zone") - 1] == " "
    return not apart or int(re.split(r"\D", zone[1:])[0]) >= int(found["h"])


@lru_cache(maxsize=100_000)
def read_span(text: str) -> tuple[Clock, Clock] | None:
    """Read a whole text as a start and an end; None when it is none. An end past midnight has more than a day's seconds.

    Examples
    --------
    >>> [clock.seconds / 3600 for clock in read_span("7:00 - 7:30 pm")]
    [19.0, 19.5]
    >>> [clock.seconds / 3600 for clock in read_span("23:00-01:30")], read_span("7-8")
    ([23.0, 25.5], None)
    """
    found = _SPAN.fullmatch(tidy(text))
    end = read_time(found[2]) if found else None
    if found is None or end is None:
        return None
    start = read_time(found[1])
    half = _HALF_LAST.search(found[2])
    if half and not _HALF_LAST.search(found[1]):
        starts = [read_time(f"{found[1]} {word}") for word in ("am", "pm")]
        start = max((s for s in starts if s and s.seconds < end.seconds), default=start)
    if start is None or start.seconds == end.seconds:
        return None
    past = DAY_END if end.seconds < start.seconds else 0
    return start, end._replace(seconds=end.seconds + past)


def take_zone(header: str) -> tuple[str, int | None]:
    """Take a zone out of a header: the rest, and its minutes east of UTC; None where none is stated.

    Examples
    --------
    >>> take_zone("Date (UTC)"), take_zone("Timestamp (GMT+1)"), take_zone("date_utc"), take_zone("Date (mm)")
    (('Date', 0), ('Timestamp', 60), ('date', 0), ('Date (mm)', None))
    """
    found = _IN_HEADER.match(tidy(header))
    offset = read_offset((found["in"] or found["bare"]).replace(" ", "")) if found else None
    return (header, None) if found is None or offset is None else (found["rest"], offset)


def read_offset(zone: str) -> int | None:
    """Give the minutes east of UTC of a zone as written; None for one that is not clear.

    Examples
    --------
    >>> read_offset("GMT+1"), read_offset("-0430"), read_offset("CET"), read_offset("IST"), read_offset("-19:00")
    (60, -270, 60, None, None)
    """
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone)
    if not found:
        return _ZONES.get(zone.upper())
    minutes = (int(found[2]) * 60 + int(found[3] or 0)) * (1 if found[1] == "+" else -1)
    return minutes if -12 * 60 <= minutes <= 14 * 60 and int(found[3] or 0) in (0, 30, 45) else None


def read_zone(tz: str | None) -> ZoneInfo | None:
    """Look a time zone up by its IANA name.

    Raises
    ------
    DataError
        There is no such zone.

    Examples
    --------
    >>> read_zone("Europe/Berlin").key
    'Europe/Berlin'
    """
    if tz is None:
        return None
    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError, TypeError):
        raise DataError(f"tz={tz!r} is no time zone - use an IANA name such as 'Europe/Berlin'") from None


def read_day_start(text: str | None) -> int:
    """Read day_starts_at as seconds since midnight.

    Raises
    ------
    DataError
        It is no time of day before noon.

    Examples
    --------
    >>> read_day_start("04:00")
    14400
    """
    if text is None:
        return 0
    clock = read_time(text) if isinstance(text, str) else None
    if clock is None or clock.seconds >= 12 * 3600:
        raise DataError(f"day_starts_at={text!r} is no time before noon - write it as '04:00'")
    return clock.seconds


def to_local(moment: dt.datetime, zone: ZoneInfo) -> tuple[dt.datetime, int]:
    """Turn a naive UTC time into local wall time and its offset in minutes.

    Examples
    --------
    >>> to_local(dt.datetime(2026, 7, 1, 23, 30), ZoneInfo("Europe/Berlin"))
    (datetime.datetime(2026, 7, 2, 1, 30), 120)
    """
    local = moment.replace(tzinfo=dt.UTC).astimezone(zone)
    shift = local.utcoffset() or dt.timedelta()
    return local.replace(tzinfo=None), round(shift.total_seconds() / 60)
