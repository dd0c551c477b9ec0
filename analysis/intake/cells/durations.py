"""Durations: '5 min', '1h 20m', '00:05:00', '90 s', 'PT1H30M'; 'nn:nn' only with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.intake.cells.numbers import NUMBER, read_number
from analysis.intake.cells.readings import BLANK, Reading, refuse
from analysis.intake.words import cell_words, fold, is_null, tidy

_H = (
    r"(?:h|hr|hrs|hours?|std|stunden?|heures?|horas?|ora|ore|uur|uren|timm?e|timmar|timer|t|godz|godziny?)\.?"
)
_M = r"(?:m|mn|mins?|minutes?|minuten?|minutos?|minuto|minuti|minuter|minutter|minuty?|')\.?"
_S = r"(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|secondi|seconden|sekunder|sekundy?|\"|'')\.?"
_AND = r"(?:(?:and|und|et|y|e|en|och|og|i)\s+)?"
_PARTS = re.compile(
    rf"(?:(?P<h>{NUMBER})\s*{_H})?(?:\s*,?\s*{_AND}(?P<m>{NUMBER})\s*{_M})?(?:\s*,?\s*{_AND}(?P<s>{NUMBER})\s*{_S})?",
    re.IGNORECASE,
)
_HOURS_BARE = re.compile(rf"(?P<h>\d+)\s*{_H}\s*(?P<m>[0-5]?\d)", re.IGNORECASE)
_ISO = re.compile(r"P(?:0D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.IGNORECASE)
_LONG = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:[.,]\d+)?")
_COLON = re.compile(r"(\d{1,3}):([0-5]\d)(?:[.,]\d+)?")
_RANGE = re.compile(rf"(?P<a>{NUMBER})\s*[-–—]\s*(?P<b>{NUMBER})\s*(?P<unit>{_H}|{_M}|{_S})?", re.IGNORECASE)
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001}


def settle_colon(texts: Iterable[str], unit: str | None) -> str:
    """Settle what nn:nn means in a column: 'h:mm', 'm:ss', or '' where only the person knows.

    Parameters
    ----------
    texts : iterable of str
        Distinct cells.
    unit : str or None
        From the header: 'h:mm', 'm:ss', 'h', 'min', ...

    Examples
    --------
    >>> settle_colon(["47:08", "20:46"], None), settle_colon(["7:30"], "h"), settle_colon(["0:20"], "min")
    ('m:ss', 'h:mm', '')
    """
    if unit in ("h:mm", "m:ss"):
        return unit
    if unit == "h:mm:ss":
        return ""
    if unit == "h":
        return "h:mm"
    found = [_COLON.fullmatch(tidy(text)) for text in texts]
    hours = [int(match[1]) for match in found if match]
    return "m:ss" if hours and max(hours) >= 24 else ""


def has_colon(text: str) -> bool:
    """Say whether a cell is nn:nn and not zero.

    Examples
    --------
    >>> has_colon("0:20"), has_colon("0:00"), has_colon("00:05:00")
    (True, False, False)
    """
    found = _COLON.fullmatch(tidy(text))
    return bool(found) and (int(found[1]) > 0 or int(found[2]) > 0)  # type: ignore[index]


def read_duration(text: str, *, mark: str = ".", unit: str = "min", colon: str = "") -> Reading:
    """Read a whole cell as a duration in seconds, or refuse it.

    Parameters
    ----------
    text : str
    mark : str, optional
        Decimal mark of the column.
    unit : str, optional
        Unit of bare numbers: 'h', 'min', 's' or 'ms'.
    colon : str, optional
        What nn:nn means: 'h:mm', 'm:ss' or '' (refused).

    Examples
    --------
    >>> [read_duration(t).value for t in ("5 min", "1h 20m", "00:05:00", "90 s", "PT1H30M", "38min", "9h30")]
    [300.0, 4800.0, 300.0, 90.0, 5400.0, 2280.0, 34200.0]
    """
    clean = tidy(text)
    if is_null(clean):
        return BLANK
    if fold(clean) in cell_words("zero"):
        return Reading(0.0, note="zero_word")
    about = re.match(r"^(?:~|≈|ca\.?\s|about\s|etwa\s|approx\.?\s|environ\s)\s*", clean, re.IGNORECASE)
    if about:
        clean = clean[about.end() :]
    reading = _read_clock_like(clean, colon) or _read_bare(clean, mark, unit) or _read_parts(clean, mark)
    reading = reading or _read_range(clean, mark, unit)
    if reading is None:
        return refuse(text, "not_a_duration", "the whole cell is no duration that can be read")
    return reading._replace(kind="approx") if about and reading.kind == "exact" else reading


def _read_clock_like(text: str, colon: str) -> Reading | None:
    found = _LONG.fullmatch(text)
    if found:
        return Reading(int(found[1]) * 3600.0 + int(found[2]) * 60 + int(found[3]))
    found = _COLON.fullmatch(text)
    if found:
        big, small = int(found[1]), int(found[2])
        if colon:
            return Reading(big * 3600.0 + small * 60 if colon == "h:mm" else big * 60.0 + small)
        if big == small == 0:
            return Reading(0.0)
        return refuse(text, "colon_unclear", "it may be hours:minutes or minutes:seconds")
    found = _ISO.fullmatch(text)
    if found and any(found.groups()):
        return Reading(int(found[1] or 0) * 3600.0 + int(found[2] or 0) * 60 + float(found[3] or 0))
    return None


def _read_bare(text: str, mark: str, unit: str) -> Reading | None:
    if not re.fullmatch(NUMBER, text):
        return None
    value = read_number(text, mark)
    if value is None:
        return (
            refuse(text, "unclear_number", "its mark may be a decimal mark or a thousands mark")
            if not mark
            else None
        )
    return Reading(value * _SECONDS.get(unit, 60.0))


def _read_parts(text: str, mark: str) -> Reading | None:
    bare = _HOURS_BARE.fullmatch(text)
    if bare:
        return Reading(int(bare["h"]) * 3600.0 + int(bare["m"]) * 60)
    found = _PARTS.fullmatch(text)
    if not found or not any(found[k] for k in "hms"):
        return None
    total = 0.0
    for key, size in (("h", 3600.0), ("m", 60.0), ("s", 1.0)):
        if found[key]:
            value = read_number(found[key], mark or ("," if "," in found[key] else "."))
            if value is None or value < 0:
                return None
            total += value * size
    return Reading(total)


def _read_range(text: str, mark: str, unit: str) -> Reading | None:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    low, high = read_number(found["a"], mark), read_number(found["b"], mark)
    if low is None or high is None or not 0 <= low < high:
        return None
    size = _SECONDS.get(unit, 60.0)
    for pattern, seconds in ((_H, 3600.0), (_M, 60.0), (_S, 1.0)):
        if found["unit"] and re.fullmatch(pattern, found["unit"], re.IGNORECASE):
            size = seconds
            break
    return Reading((low + high) / 2 * size, low * size, high * size, "range")
