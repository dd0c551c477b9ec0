"""The words people read for numbers, units, days and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

METRIC_WORDS = {
    "tightness": "tightness",
    "pain": "pain",
    "stress": "stress",
    "soreness": "soreness",
    "energy": "energy",
    "mood": "mood",
    "sleep_quality": "sleep quality",
    "effort": "effort",
    "posture": "posture",
    "function": "function score",
    "rom": "range of motion",
    "reach": "reach",
    "sleep_h": "sleep",
    "sitting_h": "sitting",
    "painkillers": "painkillers",
    "activity_min": "other training",
    "steps": "steps",
    "weight_kg": "weight",
    "resting_hr": "resting heart rate",
}

MOVEMENTS = (
    "flexion", "extension", "abduction", "adduction", "internal_rotation", "external_rotation", "rotation",
    "lateral_flexion", "dorsiflexion", "plantarflexion",
)  # fmt: skip

UNIT_WORDS = {
    "points": "points",
    "deg": "degrees",
    "cm": "cm",
    "h": "hours",
    "min": "minutes",
    "count": "",
    "kg": "kg",
    "bpm": "beats a minute",
}


@dataclass(frozen=True)
class Text:
    """Sentences as Markdown: shown as text in a notebook, plain when printed."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.markdown


NOT_IN_LOG = "Not in this log."
"""What stands in place of a table that has no row; a report leaves its heading out."""


def name_outcome(
    metric: str, *, region: str | None = None, side: str = "unknown", measure: str | None = None
) -> str:
    """Name of a series, as a chart's title says it.

    Examples
    --------
    >>> name_outcome("rom", region="hip", side="left"), name_outcome("pain")
    ('Range of motion, left hip', 'Pain')
    >>> name_outcome("rom", region="hip", side="left", measure="internal_rotation")
    'Range of motion in internal rotation, left hip'
    """
    place = _place(region, side)
    name = METRIC_WORDS[metric] + _movement(measure)
    return (name[0].upper() + name[1:]) + (f", {place}" if place else "")


def name_subject(
    metric: str, *, region: str | None = None, side: str = "unknown", measure: str | None = None
) -> str:
    """The same name as the subject of a sentence.

    Examples
    --------
    >>> name_subject("tightness", region="hip", side="left"), name_subject("pain", side="both")
    ('Tightness in the left hip', 'Pain on both sides')
    """
    place = _place(region, side)
    name = METRIC_WORDS[metric] + _movement(measure)
    name = name[0].upper() + name[1:]
    if not place:
        return name
    place = place if place.startswith("both") else f"the {place}"
    if region in _NOWHERE:
        return f"{name} on {place}"
    return f"{name} {'of' if metric in ('rom', 'function', 'posture') else 'in'} {place}"


def _movement(measure: str | None) -> str:
    """Word of a movement behind the name of the outcome; '' for a test, which is no movement."""
    return f" in {measure.replace('_', ' ')}" if measure in MOVEMENTS else ""


_NOWHERE = (None, "other", "whole")
_PAIRS = {
    "shoulder": "shoulders", "hip": "hips", "hamstring": "hamstrings", "quad": "quads", "knee": "knees",
    "calf": "calves", "ankle": "ankles", "foot": "feet", "wrist": "wrists", "elbow": "elbows",
}  # fmt: skip


def _place(region: str | None, side: str) -> str:
    where = None if region in _NOWHERE else str(region).replace("_", " ")
    if side == "both":
        if where is None:
            return "both sides"
        return f"both {_PAIRS[where]}" if where in _PAIRS else f"{where} (both sides)"
    if side == "midline" and where is not None:
        return f"{where} (midline)"
    words = [] if side == "unknown" else [side]
    if where is not None:
        words.append(where)
    if words in (["left"], ["right"]):
        words.append("side")
    return " ".join(words)


def say_number(x: float, *, like: float = 1.0) -> str:
    """A number with one decimal, none from 100 on; more where it would read as a false zero.

    Parameters
    ----------
    x : float
    like : float
        Size of the numbers beside it; from 100 on no decimals are kept.

    Examples
    --------
    >>> say_number(1.64), say_number(0.04), say_number(212.3, like=212.3), say_number(-0.0)
    ('1.6', '0.04', '212', '0')
    """
    digits = 0 if abs(like) >= 100 else 1
    while digits < 4 and x and round(abs(x), digits) == 0:
        digits += 1
    text = f"{abs(x):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if x >= 0 or not text.strip("0.,") else f"\N{MINUS SIGN}{text}"


def say_amount(x: float, unit: str) -> str:
    """A number with its unit.

    Examples
    --------
    >>> say_amount(1.64, "points"), say_amount(1.0, "deg")
    ('1.6 points', '1 degree')
    """
    number = say_number(x, like=x)
    word = UNIT_WORDS.get(unit, unit)
    if number.lstrip("\N{MINUS SIGN}") == "1" and word.endswith("s"):
        word = word[:-1]
    return f"{number} {word}".strip()


def say_day(day: pd.Timestamp, *, year: bool = True) -> str:
    """A date as people write it.

    Examples
    --------
    >>> say_day(pd.Timestamp("2026-03-02"))
    '2 March 2026'
    """
    return f"{day.day} {day:%B %Y}" if year else f"{day.day} {day:%B}"


def say_count(n: int, thing: str, things: str | None = None) -> str:
    """A count with its noun.

    Examples
    --------
    >>> say_count(1, "day"), say_count(3, "day"), say_count(2, "diary", "diaries")
    ('1 day', '3 days', '2 diaries')
    """
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def say_list(words: list[str]) -> str:
    """Words as a list.

    Examples
    --------
    >>> say_list(["pain"]), say_list(["tightness", "pain", "soreness"])
    ('pain', 'tightness, pain and soreness')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def say_p(p: float) -> str:
    """A p value as a reader of papers knows it.

    Examples
    --------
    >>> say_p(0.0004), say_p(0.0042), say_p(0.618)
    ('p below 0.001', 'p = 0.004', 'p = 0.62')
    """
    return "p below 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.01 else f"p = {p:.2f}"
