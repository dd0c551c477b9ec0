"""Durations: '5 min', '1h 20m', '00:05:00', '2x30s', 'PT1H30M'; 'nn:nn' only with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.intake.cells.dress import take_approx
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
_BARE_BEHIND = [
    (re.compile(rf"(\d+)\s*{_H}\s*([0-5]?\d)", re.IGNORECASE), 3600.0, 60.0),
    (re.compile(rf"(\d+)\s*{_M}\s*([0-5]\d)", re.IGNORECASE), 60.0, 1.0),
]
_ISO = re.compile(r"P(?:0D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.IGNORECASE)
_LONG = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:[.,]\d+)?")
_COLON = re.compile(r"(\d{1,3}):([0-5]\d)(?:[.,]\d+)?")
_UNIT = rf"(?P<unit>{_H}|{_M}|{_S})"
_TO = r"(?:\s*[-–—]\s*|\s(?:to|or|bis|oder|à|ou|a|o|tot|till|eller|til|do|lub)\s)"
_RANGE = re.compile(rf"(?P<a>{NUMBER}){_TO}(?P<b>{NUMBER})\s*{_UNIT}?", re.IGNORECASE)
_PART_OF = re.compile(
    rf"(?:(?P<whole>\d+) )?(?P<a>\d{{1,2}})(?P<slash>[⁄/])(?P<b>\d{{1,2}})\s*{_UNIT}?", re.IGNORECASE
)
_SETS = re.compile(rf"(\d{{1,2}})\s*[x×*]\s*({NUMBER}\s*{_UNIT})", re.IGNORECASE)
_ADDEND = re.compile(rf"(?P<a>{NUMBER})\s*{_UNIT}?", re.IGNORECASE)
_POINTED = re.compile(r"(\d{1,3})[.,](\d+)")
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001}
_CLOCK_UNITS = {"h:mm": "h", "m:ss": "min"}


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


def settle_unit(texts: Iterable[str], unit: str | None) -> str:
    """Settle the unit of bare numbers in a column: that of the header, '' where it has none.

    Under 'h:mm' (or 'm:ss') a point stands for the colon where every cell with one has two digits
    below 60 behind it; else such cells stay open, which '?' says.

    Examples
    --------
    >>> settle_unit(["7.30", "8"], "h:mm"), settle_unit(["7.30", "7.75"], "h:mm"), settle_unit(["5"], "h")
    ('h:mm', 'h:mm?', 'h')
    """
    if unit not in _CLOCK_UNITS:
        return unit if unit in _SECONDS else ""
    pointed = [found[2] for text in texts if (found := _POINTED.fullmatch(tidy(text)))]
    return unit if all(len(part) == 2 and int(part) < 60 for part in pointed) else f"{unit}?"


def read_duration(
    text: str, *, mark: str = ".", unit: str = "min", colon: str = "", joined: bool = True
) -> Reading:
    """Read a whole cell as a duration in seconds, or refuse it.

    Parameters
    ----------
    text : str
    mark : str, optional
        Decimal mark of the column.
    unit : str, optional
        Unit of bare numbers: 'h', 'min', 's' or 'ms', or as `settle_unit` gives it.
    colon : str, optional
        What nn:nn means: 'h:mm', 'm:ss' or '' (refused).
    joined : bool, optional
        True: '2 x 30 s' and '5+5' are the whole of it.

    Examples
    --------
    >>> [read_duration(t).value for t in ("5 min", "1h 20m", "00:05:00", "90 s", "PT1H30M", "38min", "9h30")]
    [300.0, 4800.0, 300.0, 90.0, 5400.0, 2280.0, 34200.0]
    >>> [read_duration(t).value for t in ("2x30s", "10 + 5 min", "½ h", "20ish", "5min30")]
    [60.0, 900.0, 1800.0, 1200.0, 330.0]
    >>> read_duration("7.30", unit="h:mm").value
    27000.0
    """
    clean = tidy(text)
    if is_null(clean):
        return BLANK
    if fold(clean) in cell_words("zero"):
        return Reading(0.0, note="zero_word")
    about, clean = take_approx(clean)
    reading = _read_clock_like(clean, colon) or _read_pointed(clean, unit)
    base = unit.rstrip("?")
    base = _CLOCK_UNITS.get(base, base)
    reading = reading or _read_bare(clean, mark, base) or _read_parts(clean, mark)
    reading = reading or _read_range(clean, mark, base) or _read_part_of(clean, base)
    if reading is None and joined:
        reading = _read_sets(clean, mark) or _read_sum(clean, mark, base)
    if reading is None:
        return refuse(text, "not_a_duration", "the whole cell is no duration that can be read")
    sure = reading.rule or reading.kind != "exact"
    return reading._replace(kind="approx") if about and not sure else reading


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


def _read_pointed(text: str, unit: str) -> Reading | None:
    """Read '7.30' under 'h:mm': the point stands for the colon."""
    found = _POINTED.fullmatch(text) if unit.rstrip("?") in _CLOCK_UNITS else None
    if not found:
        return None
    if unit.endswith("?"):
        why = f"the header says {unit[:-1]}, and the points of the column are not all of that - write a colon"
        return refuse(text, "point_unclear", why)
    size = _SECONDS[_CLOCK_UNITS[unit]]
    return Reading(int(found[1]) * size + int(found[2]) * size / 60)


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
    for pattern, big, small in _BARE_BEHIND:
        bare = pattern.fullmatch(text)
        if bare:
            return Reading(int(bare[1]) * big + int(bare[2]) * small)
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
    size = _size(found["unit"], unit)
    return Reading((low + high) / 2 * size, low * size, high * size, "range")


def _size(written: str | None, unit: str) -> float:
    """Give the seconds of a unit in the cell, else of the unit of the column."""
    for pattern, seconds in ((_H, 3600.0), (_M, 60.0), (_S, 1.0)):
        if written and re.fullmatch(pattern, written, re.IGNORECASE):
            return seconds
    return _SECONDS.get(unit, 60.0)


def _read_part_of(text: str, unit: str) -> Reading | None:
    """Read '½ h', '1 1/2 h'; '1/2' alone only with its unit, as it may be two numbers."""
    found = _PART_OF.fullmatch(text)
    if not found or not 0 < int(found["a"]) < int(found["b"]) or int(found["b"]) > 5:
        return None
    if found["slash"] == "/" and not (found["whole"] or found["unit"]):
        return None
    amount = int(found["whole"] or 0) + int(found["a"]) / int(found["b"])
    return Reading(round(amount * _size(found["unit"], unit), 6))


def _read_sets(text: str, mark: str) -> Reading | None:
    """Read '3 x 30 sec': sets times hold, only with its unit."""
    found = _SETS.fullmatch(text)
    one = _read_parts(found[2], mark) if found else None
    return None if found is None or one is None or one.value is None else Reading(int(found[1]) * one.value)


def _read_sum(text: str, mark: str, unit: str) -> Reading | None:
    """Read '5+5' and '10 + 5 min'; a unit behind the last holds for all where no other has one."""
    found = [_ADDEND.fullmatch(part.strip()) for part in text.split("+")]
    if not 1 < len(found) <= 6:
        return None
    units = [match["unit"] if match else None for match in found]
    if not all(found) or (any(units) and not all(units) and any(units[:-1])):
        return None
    values = [read_number(match["a"], mark) if match else None for match in found]
    if any(value is None or value < 0 for value in values):
        return None
    sizes = [_size(own or units[-1], unit) for own in units]
    return Reading(round(sum((value or 0.0) * size for value, size in zip(values, sizes, strict=True)), 6))
