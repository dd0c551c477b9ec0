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
    >>> read_time("9h30").seconds, read_time("25:00")
    (34200, None)
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
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = found["zone"]
    if zone and zone.upper() not in _ZONES and not re.search(r"\d", zone) and len(zone) < 3:
        return None
    offset = read_offset(zone) if zone else None
    return Clock(hour * 3600 + minute * 60 + second, offset, bool(zone) and zone.upper() in ("Z", "UTC"))


def read_offset(zone: str) -> int | None:
    """Give the minutes east of UTC of a zone as written; None for one that is not clear.

    Examples
    --------
    >>> read_offset("GMT+1"), read_offset("-0430"), read_offset("CET"), read_offset("IST")
    (60, -270, 60, None)
    """
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone)
    if not found:
        return _ZONES.get(zone.upper())
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return None if minutes > 14 * 60 else (minutes if found[1] == "+" else -minutes)


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
