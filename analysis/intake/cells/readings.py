"""One cell -> one reading: exact, about, a range, a bound, a share of a scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from analysis.intake.cells.dress import take_approx
from analysis.intake.cells.numbers import NUMBER, read_number
from analysis.intake.cells.pairs import Details, names_detail, names_kind, read_details, read_pair
from analysis.intake.meaning import read_unit
from analysis.intake.phrases import count_languages
from analysis.intake.words import cell_words, fold, is_null, split_words, tidy

_FRACTION_OF = (5, 10, 20, 100)
_SCALE_NAME = re.compile(
    r"(?:n\.?r\.?s|v\.?a\.?s|nprs|eva|level|score|stufe|niveau)\.?\s*[:=]?\s*(?=\d)", re.IGNORECASE
)
_OF = re.compile(rf"({NUMBER})\s+of\s+(\d+)", re.IGNORECASE)
_DUTCH = {
    *("geen", "niets", "ongeveer", "tot", "bijna", "matig", "licht", "lichte", "erg", "zwaar", "zware"),
    *("beetje", "weinig", "veel", "van"),
}
_WIDEST_OR = 2
_MORE = "more|mehr|plus|más|mas|mais|più|piu|meer|mer|mere|więcej|higher|above|höher"
_LESS = "less|weniger|moins|menos|meno|minder|mindre|mniej|lower|below"
_LEAST = r"(?:at least|mindestens|mind\.|au moins|al menos|pelo menos|almeno|minstens|minst|co najmniej)\s+"
_MOST = r"(?:at most|up to|höchstens|max\.|au plus|como mucho|no máximo|al massimo|hoogstens|högst|højst|høyst)\s+"
_OR = "or|oder|ou|o|of|eller|lub"
_BETWEEN = "between|zwischen|entre|tra|fra|tussen|mellan|mellem|mellom|między"
_AND = "and|und|et|y|e|en|och|og|a|i"


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
    details : Details
        Side, moment and region written beside the number.
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
    details: Details = Details()

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


def read_quantity(text: str, *, mark: str = ".", rating: bool = False, of: str = "") -> Reading:
    """Read a whole cell as a quantity, or refuse it.

    Parameters
    ----------
    text : str
    mark : str, optional
        Decimal mark of the column; '' where unsettled.
    rating : bool, optional
        True: 'none' is 0 and '7/10' is 7 of 10.
    of : str, optional
        What '3 of 5' means in the column, as `settle_of` gives it.

    Examples
    --------
    >>> read_quantity("~5").kind, read_quantity("3-4", rating=True)[:4]
    ('approx', (3.5, 3.0, 4.0, 'range'))
    >>> read_quantity("7/10", rating=True).value, read_quantity("95°").unit
    (7.0, 'deg')
    >>> read_quantity("5 (left)").details.side, read_quantity("4½").value, read_quantity("6 or more").low
    ('left', 4.5, 6.0)
    >>> read_quantity("about a hand").rule
    'not_a_number'
    """
    clean = tidy(text)
    if is_null(clean):
        return BLANK
    if rating and fold(clean).rstrip(".!") in cell_words("zero"):
        return Reading(0.0, note="zero_word")
    about, rest = take_approx(clean)
    rest = _SCALE_NAME.sub("", rest, count=1) if rating and _SCALE_NAME.match(rest) else rest
    reading = _read_plain(rest, mark, rating, of) or _read_paired(text, mark, rating)
    if about and not reading.rule and reading.kind == "exact":
        return reading._replace(kind="approx")
    return reading


def settle_of(header: str, texts: Iterable[str]) -> str:
    """Settle what '3 of 5' means in a column: 'fraction', 'or' (it is Dutch), '' where it stays open.

    The words of the header and of the other cells say which language it is; else cells that name one
    and the same whole are shares of it.

    Examples
    --------
    >>> settle_of("Pain", ["3 of 5"]), settle_of("Pijn", ["3 of 4"]), settle_of("Stress", ["3 of 4"])
    ('fraction', 'or', '')
    >>> settle_of("Stress", ["3 of 5", "4 of 5"])
    'fraction'
    """
    found = [match for text in texts if " of " in text and (match := _OF.fullmatch(tidy(text)))]
    if not found:
        return ""
    spoken = count_languages([header])
    dutch = spoken["nl"] > spoken["en"] or any(_DUTCH & set(split_words(text)) for text in texts)
    if dutch or spoken["en"] > spoken["nl"]:
        return "or" if dutch else "fraction"
    wholes = {int(match[2][:6]) for match in found}
    return "fraction" if len(found) > 1 and len(wholes) == 1 and wholes <= set(_FRACTION_OF) else ""


def _read_paired(text: str, mark: str, rating: bool) -> Reading:
    """Read a number with words: a side, a moment or a region is kept, other words only beside a rating."""
    pair = read_pair(text, mark)
    details = read_details(pair[0]) if pair else None
    if pair and details:
        return Reading(pair[1], details=details)
    if pair and rating and names_detail(pair[0]):
        return refuse(text, "side_not_read", "its words name a side, a moment or a place, and more than that")
    if pair and rating:
        return Reading(pair[1], kind="word", note="kind_word" if names_kind(pair[0]) else "pair")
    return refuse(text, "not_a_number", "the whole cell is no number that can be read")


def _read_plain(text: str, mark: str, rating: bool, of: str) -> Reading | None:
    for pattern, read in _patterns(rating):
        found = pattern.fullmatch(text)
        if found:
            reading = read({**found.groupdict(), "said": of}, mark)
            if reading is not None:
                return reading
    return None


@lru_cache(maxsize=2)
def _patterns(rating: bool) -> tuple:
    unit = r"\s*(?P<unit>[^\W\d_]+\.?|°|%|\"|° ?[cC]?)?"
    a, b = rf"(?P<a>{NUMBER})", rf"(?P<b>{NUMBER})"
    between = "|".join(
        re.escape(w) for w in sorted(cell_words("between"), key=len, reverse=True) if w != "of"
    )
    made = [
        (rf"{a}{unit}", _read_exact),
        (rf"(?P<sign>[<>≤≥]=?)\s*{a}{unit}", _read_bound),
        (rf"{a}\s*(?P<sign>\+){unit}", _read_bound),
        (rf"{a}{unit} (?:{_OR}) (?:(?P<sign>{_MORE})|(?:{_LESS}))", _read_bound),
        (rf"(?:(?P<sign>{_LEAST})|{_MOST}){a}{unit}", _read_bound),
        (rf"{a}(?:\s?[-–—]\s?|\s(?:{between})\s){b}{unit}", _read_range),
        (rf"(?:{_BETWEEN}) {a} (?:{_AND}) {b}{unit}", _read_range),
        (rf"(?:(?P<whole>\d+) )?(?P<a>\d{{1,2}})(?P<slash>[⁄/])(?P<b>\d{{1,2}}){unit}", _read_mixed),
        (rf"{a} of (?P<b>\d+)", _read_of),
    ]
    if rating:
        made.insert(0, (rf"{a}\s*(?P<by>/|out of|von|sur|de|su|van|av|af|na)\s*(?P<b>\d+)", _read_fraction))
        made.append((rf"{a}\s*[-–—]\s*(?P<c>{NUMBER})\s*/\s*(?P<b>\d+)", _read_fraction_range))
        made.append((rf"{a}\s*/\s*(?P<b>\d+)\s*[-–—]\s*(?P<c>{NUMBER})\s*/\s*(?P=b)", _read_fraction_range))
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in made)


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
    if not parts["sign"] or parts["sign"][0] in "<≤":
        return Reading(high=value, kind="bound_high", unit=unit)
    return Reading(low=value, kind="bound_low", unit=unit)


def _read_range(parts: dict, mark: str) -> Reading | None:
    known, unit = _known_unit(parts)
    low, high = _number(parts, "a", mark), _number(parts, "b", mark)
    if not known or low is None or high is None or not low < high:
        return None
    return Reading((low + high) / 2, low, high, "range", unit=unit)


def _read_mixed(parts: dict, mark: str) -> Reading | None:
    """Read '4 1/2' or '½'; '1/2' alone counts only in inches, as it may be two marks."""
    known, unit = _known_unit(parts)
    part, whole = int(parts["a"]), int(parts["b"])
    alone = not parts["whole"] and parts["slash"] == "/" and unit != "in"
    if not known or alone or not 0 < part < whole or whole not in (2, 3, 4, 5, 8, 16, 32):
        return None
    return Reading(int(parts["whole"] or 0) + round(part / whole, 6), unit=unit)


def _read_of(parts: dict, mark: str) -> Reading | None:
    """Read '3 of 5': a share, or in Dutch two marks of which one may be right."""
    value, whole = _number(parts, "a", mark), int(parts["b"][:6])
    if value is None or value > whole:
        return None
    gap = whole - value
    if parts["said"] == "or" and 0 < gap <= _WIDEST_OR:
        return _read_range({**parts, "unit": None}, mark)
    sure = parts["said"] == "fraction" or gap == 0 or gap > (1 if whole >= 10 else _WIDEST_OR)
    if parts["said"] != "or" and whole in _FRACTION_OF and sure:
        return Reading(value, scale=(0.0, float(whole)))
    why = f"it may be {value:g} out of {whole}, or {value:g} or {whole}"
    return refuse(
        f"{value:g} of {whole}",
        "unclear_number",
        f"{why} - write {value:g}/{whole}, or the two marks with a hyphen",
    )


def _read_fraction(parts: dict, mark: str) -> Reading | None:
    value, whole = _number(parts, "a", mark), int(parts["b"][:6])
    if value is None or whole not in _FRACTION_OF or value > whole:
        return None
    return Reading(value, scale=(0.0, float(whole)))


def _read_fraction_range(parts: dict, mark: str) -> Reading | None:
    reading = _read_range({**parts, "b": parts["c"], "unit": None}, mark)
    if reading is None or int(parts["b"][:6]) not in _FRACTION_OF:
        return None
    return reading._replace(scale=(0.0, float(parts["b"])))
