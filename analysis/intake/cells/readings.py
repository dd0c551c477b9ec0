"""One cell -> one reading: exact, about, a range, a bound, a share of a scale."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.intake.cells.numbers import NUMBER, read_number
from analysis.intake.meaning import read_unit
from analysis.intake.words import cell_words, fold, is_null, tidy

_FRACTION_OF = (5, 10, 20, 100)
_WORD_NUMBER = re.compile(rf"({NUMBER})\s*(?:[(\[:=]|\s[-–]\s)\s*([^\W\d_][^\d()]*?)\s*[)\]]?")
_NUMBER_WORD = re.compile(rf"([^\W\d_][^\d()]*?)\s*(?:[(\[:=]|\s[-–]\s)\s*({NUMBER})\s*[)\]]?")


class Reading(NamedTuple):
    """What one cell says.

    Attributes
    ----------
    value, low, high : float or None
    kind : str
        As in the outcomes table.
    unit : str or None
        Written in the cell.
    scale : (low, high) or None
        Written in the cell ('7/10').
    rule, why : str
        Not empty when the cell is refused.
    note : str
        Not empty when the reading should be mentioned.
    blank : bool
        The cell says that nothing was written.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    kind: str = "exact"
    unit: str | None = None
    scale: tuple[float, float] | None = None
    rule: str = ""
    why: str = ""
    note: str = ""
    blank: bool = False

    @property
    def empty(self) -> bool:
        """True when neither value nor bound came of it."""
        return self.value is None and self.low is None and self.high is None


BLANK = Reading(blank=True)


def refuse(text: str, rule: str, why: str) -> Reading:
    """Make the reading of a refused cell.

    Examples
    --------
    >>> refuse("ten", "not_a_number", "it is no number").rule
    'not_a_number'
    """
    return Reading(rule=rule, why=f"{text!r} is not read: {why}")


def read_quantity(text: str, *, mark: str = ".", rating: bool = False) -> Reading:
    """Read a whole cell as a quantity, or refuse it.

    Parameters
    ----------
    text : str
    mark : str, optional
        Decimal mark of the column; '' where unsettled.
    rating : bool, optional
        True: 'none' is 0 and '7/10' is 7 of 10.

    Examples
    --------
    >>> read_quantity("~5").kind, read_quantity("3-4", rating=True)[:4]
    ('approx', (3.5, 3.0, 4.0, 'range'))
    >>> read_quantity("7/10", rating=True).value, read_quantity("95°").unit
    (7.0, 'deg')
    >>> read_quantity("about a hand").rule
    'not_a_number'
    """
    clean = tidy(text)
    if is_null(clean):
        return BLANK
    if rating and fold(clean).rstrip(".!") in cell_words("zero"):
        return Reading(0.0, note="zero_word")
    about, rest = _take_approx(clean)
    reading = _read_plain(rest, mark, rating)
    if reading is None:
        paired = read_pair(clean, mark)
        if rating and paired is not None:
            return Reading(paired[1], kind="word")
        return refuse(text, "not_a_number", "the whole cell is no number that can be read")
    if about and not reading.rule and reading.kind == "exact":
        return reading._replace(kind="approx")
    return reading


def _take_approx(text: str) -> tuple[bool, str]:
    for word in sorted(cell_words("approx"), key=len, reverse=True):
        if fold(text).startswith(word) and (not word[-1].isalnum() or text[len(word) : len(word) + 1] == " "):
            return True, text[len(word) :].strip()
    return False, text


def _read_plain(text: str, mark: str, rating: bool) -> Reading | None:
    for pattern, read in _patterns(rating):
        found = pattern.fullmatch(text)
        if found:
            reading = read(found.groupdict(), mark)
            if reading is not None:
                return reading
    return None


@lru_cache(maxsize=2)
def _patterns(rating: bool) -> tuple:
    unit = r"\s*(?P<unit>[^\W\d_]+\.?|°|%|\"|° ?[cC]?)?"
    between = "|".join(re.escape(w) for w in sorted(cell_words("between"), key=len, reverse=True))
    made = [
        (re.compile(rf"(?P<a>{NUMBER}){unit}", re.IGNORECASE), _read_exact),
        (re.compile(rf"(?P<sign>[<>≤≥]=?)\s*(?P<a>{NUMBER}){unit}", re.IGNORECASE), _read_bound),
        (re.compile(rf"(?P<a>{NUMBER})\s*(?P<sign>\+){unit}", re.IGNORECASE), _read_bound),
        (
            re.compile(
                rf"(?P<a>{NUMBER})(?:\s?[-–—]\s?|\s(?:{between})\s)(?P<b>{NUMBER}){unit}", re.IGNORECASE
            ),
            _read_range,
        ),
    ]
    if rating:
        part = rf"(?P<a>{NUMBER})\s*(?P<by>/|of|out of|von|sur|de|su|van|av|af|na)\s*(?P<b>\d+)"
        made.insert(0, (re.compile(part, re.IGNORECASE), _read_fraction))
        made.append(
            (re.compile(rf"(?P<a>{NUMBER})\s*[-–—]\s*(?P<c>{NUMBER})\s*/\s*(?P<b>\d+)"), _read_fraction_range)
        )
    return tuple(made)


def _known_unit(parts: dict) -> tuple[bool, str | None]:
    if not parts.get("unit"):
        return True, None
    unit = read_unit(parts["unit"])
    return unit is not None, unit


def _number(parts: dict, name: str, mark: str) -> float | None:
    return read_number(parts[name], mark)


def _unclear(parts: dict) -> Reading:
    return refuse(parts["a"], "unclear_number", "its mark may be a decimal mark or a thousands mark")


def _read_exact(parts: dict, mark: str) -> Reading | None:
    known, unit = _known_unit(parts)
    if not known:
        return None
    value = _number(parts, "a", mark)
    if value is None:
        return _unclear(parts) if not mark else None
    return Reading(value, unit=unit)


def _read_bound(parts: dict, mark: str) -> Reading | None:
    known, unit = _known_unit(parts)
    value = _number(parts, "a", mark)
    if not known or value is None:
        return None
    if parts["sign"][0] in "<≤":
        return Reading(high=value, kind="bound_high", unit=unit)
    return Reading(low=value, kind="bound_low", unit=unit)


def _read_range(parts: dict, mark: str) -> Reading | None:
    known, unit = _known_unit(parts)
    low, high = _number(parts, "a", mark), _number(parts, "b", mark)
    if not known or low is None or high is None or not low < high:
        return None
    return Reading((low + high) / 2, low, high, "range", unit=unit)


def _read_fraction(parts: dict, mark: str) -> Reading | None:
    value, whole = _number(parts, "a", mark), int(parts["b"][:6])
    slash = parts["by"] == "/"
    if value is None or whole not in (_FRACTION_OF if slash else (10, 100)):
        return None
    if not slash and whole == value + 1:
        return refuse(
            parts["a"], "unclear_number", f"it may be {value:g} of {whole}, or {value:g} or {whole}"
        )
    return Reading(value, scale=(0.0, float(whole)))


def _read_fraction_range(parts: dict, mark: str) -> Reading | None:
    reading = _read_range({**parts, "b": parts["c"]}, mark)
    if reading is None or int(parts["b"][:6]) not in _FRACTION_OF:
        return None
    return reading._replace(scale=(0.0, float(parts["b"])))


def read_pair(text: str, mark: str = ".") -> tuple[str, float] | None:
    """Read a cell that gives a word with its number, such as '1 (Mild)'.

    Examples
    --------
    >>> read_pair("1 (Mild)"), read_pair("Leicht = 2"), read_pair("3 (am) 5 (pm)")
    (('mild', 1.0), ('leicht', 2.0), None)
    """
    clean = tidy(text)
    found = _WORD_NUMBER.fullmatch(clean)
    word, number = (found[2], found[1]) if found else (None, None)
    if found is None:
        found = _NUMBER_WORD.fullmatch(clean)
        word, number = (found[1], found[2]) if found else (None, None)
    if word is None or number is None or read_unit(word):
        return None
    value = read_number(number, mark)
    return None if value is None else (fold(word), value)
