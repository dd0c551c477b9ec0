"""What a column holds, and the parts of its header that stand in brackets: unit, scale, trial."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.intake.words import fold, unit_words
from analysis.schema import METRICS

STRUCTURE = [
    "date",
    "timestamp",
    "time",
    "start",
    "end",
    "weekday",
    "year",
    "month",
    "person",
    "side",
    "exercise",
    "routine",
    "minutes",
    "sets",
    "reps",
    "hold_s",
    "done",
    "notes",
    "metric",
    "value",
    "unit",
    "moment",
    "region",
    "ignore",
]
_SCALE = re.compile(
    r"(?:(?:scale|skala|echelle|escala|scala|skali)?\s*:?\s*)(?:from|von|de|da)?\s*"
    r"(-?\d+)(?:\s*=[^/\d–-]*)?\s*(?:-|–|—|/|to|bis|a|à|\.\.+|…|and|,)\s*(-?\d+)(?:\s*=.*)?"
)
_NAMED_ENDS = re.compile(r"(\d+)\s*(?:=|:|is|\s)\s*[^\d=]+?(\d+)\s*(?:=|:|is|\s)\s*[^\d=]+")
_ORDER = re.compile(
    r"[(\[]?(?<![^\W_])(?:(?P<day>(?:dd?|tt?|jj?|gg?)([-/. ]?)mm?\2(?:yyyy|yy?|jjjj|jj?|aaaa|aa?|rrrr|rr?))|"
    r"mm?([-/. ]?)dd?\3yy?(?:yy)?)(?![^\W_])[)\]]?",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:on a |auf einer |sur une |en una |em uma |su una )?(?:scale|skala|échelle|escala|scala)\s+"
    r"(?:of|from|von|de|da|del)\s+(\d+)\s*(?:-|–|to|bis|à|a|até)\s*(\d+)",
    re.IGNORECASE,
)
_TRIAL = re.compile(r"^(.*\D)\s*(?:#|trial|try|nr\.?|no\.?|versuch|essai)?\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What a column holds.

    Attributes
    ----------
    header : str
        As written.
    role : str
        One of STRUCTURE, a metric, or '' where nothing was recognised.
    side, moment, region, measure, unit : str or None
    scale : (float, float) or None
        Lowest and highest mark of a rating, where stated.
    trial : int or None
    activity : str or None
        For minutes: the header itself, when it says what was done.
    why : str
        Why it was not recognised, or what was assumed.
    maybe : tuple of str
        Roles between which the header leaves it open; the cells may settle it.
    """

    header: str
    role: str = ""
    side: str | None = None
    moment: str | None = None
    region: str | None = None
    measure: str | None = None
    unit: str | None = None
    scale: tuple[float, float] | None = None
    trial: int | None = None
    activity: str | None = None
    why: str = ""
    maybe: tuple[str, ...] = ()

    @property
    def is_metric(self) -> bool:
        """True when the column holds readings of a metric."""
        return self.role in METRICS


def read_brackets(meaning: Meaning, clean: str) -> tuple[Meaning, str]:
    """Take units and scales out of brackets; other bracketed words stay words."""
    rest = clean
    for whole, inner in re.findall(r"([(\[]([^()\[\]]*)[)\]]?)", clean):
        unit, scale = read_unit(inner), read_scale(inner)
        if scale:
            meaning = replace(meaning, scale=scale)
        elif unit:
            meaning = replace(meaning, unit=unit)
        else:
            continue
        rest = rest.replace(whole, " ", 1)
    bare = re.search(r"(?<![^\W_])(\d+)\s*(?:-|–|to|bis|_)\s*(\d+)\s*$|(?:/|out of)\s*(5|10|100)\s*$", rest)
    if meaning.scale is None and bare:
        meaning = replace(meaning, scale=read_scale(f"{bare[1] or 0}-{bare[2] or bare[3]}"))
        rest = rest[: bare.start()]
    inside = _INSIDE.search(rest)
    if meaning.scale is None and inside:
        meaning = replace(meaning, scale=read_scale(f"{inside[1]}-{inside[2]}"))
        rest = rest[: inside.start()] + " " + rest[inside.end() :]
    for mark in ("°", "%"):
        if mark in rest:
            meaning, rest = replace(meaning, unit=meaning.unit or unit_words()[mark]), rest.replace(mark, " ")
    tail = re.search(r"[_,\s](deg|cm|mm|min|mins|kg|lbs?|hrs)\.?$", rest, re.IGNORECASE)
    if meaning.unit is None and tail and len(rest[: tail.start()].strip()) > 0:
        meaning, rest = replace(meaning, unit=unit_words()[tail[1].lower()]), rest[: tail.start()]
    trial = _TRIAL.match(rest.strip())
    if trial and meaning.scale is None:
        meaning, rest = replace(meaning, trial=int(trial[2])), trial[1]
    return meaning, rest


def take_order(header: str) -> tuple[str, bool | None]:
    """Take a stated order of day and month out of a header: True where the day is first, None where none is stated.

    Examples
    --------
    >>> take_order("Date (dd/mm/yyyy)"), take_order("Date m/d/y"), take_order("Date")
    (('Date', True), ('Date', False), ('Date', None))
    """
    found = _ORDER.search(header)
    if not found or not header[: found.start()].strip():
        return header, None
    return (header[: found.start()] + header[found.end() :]).strip(), found["day"] is not None


def read_unit(text: str) -> str | None:
    """Read a unit; None when the text is none.

    Examples
    --------
    >>> read_unit("Grad"), read_unit("h:mm"), read_unit("hips")
    ('deg', 'h:mm', None)
    """
    return unit_words().get(fold(text).strip(" ."))


def read_scale(text: str) -> tuple[float, float] | None:
    """Read a scale; None when the text is none.

    Examples
    --------
    >>> read_scale("1 to 5"), read_scale("0 = none / 10 = worst"), read_scale("hips")
    ((1.0, 5.0), (0.0, 10.0), None)
    """
    text = fold(text).strip()
    if re.fullmatch(r"/\s*\d+", text):
        return 0.0, float(text.strip("/ "))
    found = _SCALE.fullmatch(text) or _NAMED_ENDS.fullmatch(text)
    if not found:
        return None
    low, high = float(found[1]), float(found[2])
    return (low, high) if low in (0, 1) and 3 <= high <= 100 else None
