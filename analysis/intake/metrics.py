"""One column of a metric -> values in its unit: scales, units, words with a number, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.intake.cells.durations import has_colon, read_duration, settle_colon, settle_unit
from analysis.intake.cells.numbers import Mark, settle_mark
from analysis.intake.cells.readings import Reading, read_quantity, refuse, settle_of
from analysis.intake.meaning import Meaning
from analysis.intake.ratings import PER_CENT, read_ratings
from analysis.intake.words import cell_words, fold, is_null, tidy
from analysis.schema import METRICS

_TO_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "m": 100.0}
_HOURS = {"sleep_h": 3600.0, "sitting_h": 3600.0, "activity_min": 60.0}
_LB = 0.45359237
_WIDEST_DOUBT = 20.0
_DECIMAL_STEPS = re.compile(r"\d{4,}([.,])\d+|\d{1,3}([.,])(?:\d{1,2}|\d{4,})")
_FEWEST_STEPS, _LONGEST_SLEEP_H = 100.0, 14.0
_NEUTRAL_ZERO = re.compile(r"-?\d{1,3}\s?°?\s?[-/]\s?\d{1,3}\s?°?\s?[-/]\s?\d{1,3}\s?°?")


@dataclass(frozen=True)
class MetricColumn:
    """The distinct texts of a metric column, read.

    Attributes
    ----------
    readings : list of Reading
        Values in the metric's unit.
    metrics : list of str
        The metric of each ('reach' for a length in a rom column).
    mark : Mark
    scale : (low, high) or None
        That of the column, where known.
    warnings : list of (rule, text, places)
        About the whole column, or about the texts at `places` alone.
    question : str
    """

    readings: list[Reading]
    metrics: list[str]
    mark: Mark
    scale: tuple[float, float] | None
    warnings: list[tuple[str, str, list[int]]]
    question: str = ""


def read_metric(
    texts: Sequence[str],
    meaning: Meaning,
    *,
    delimiter: str = ",",
    scale: tuple[float, float] | None = None,
) -> MetricColumn:
    """Read the distinct texts of one metric.

    Parameters
    ----------
    texts : sequence of str
    meaning : Meaning
        Of the column; its role is the metric.
    delimiter : str, optional
        Of the file, as evidence for the decimal mark.
    scale : (float, float), optional
        Given by the person; wins over the header.

    Examples
    --------
    >>> column = read_metric(["1", "5"], Meaning("Pain (1-5)", "pain", scale=(1, 5)))
    >>> [r.value for r in column.readings]
    [0.0, 10.0]
    """
    mark = settle_mark(texts, delimiter)
    if METRICS[meaning.role].rating:
        column = _read_rating(texts, replace(meaning, scale=scale or meaning.scale), mark)
    elif meaning.role in _HOURS:
        column = _read_hours(texts, meaning, mark)
    elif meaning.role in ("rom", "reach"):
        column = _read_length_or_angle(texts, meaning, mark)
    elif meaning.role == "steps":
        column = _read_steps(texts, meaning)
    else:
        column = _read_plain(texts, meaning, mark)
    checked = [_check_details(t, r, meaning) for t, r in zip(texts, column.readings, strict=True)]
    return replace(column, readings=checked)


def _check_details(text: str, reading: Reading, meaning: Meaning) -> Reading:
    """Refuse a cell that names another side, moment or region than its header."""
    for kind, said in reading.details._asdict().items():
        headed = getattr(meaning, kind)
        if said and headed and said != headed:
            return refuse(text, f"{kind}_conflict", f"it says {said}, and the header {headed}")
    return reading


def _read_hours(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    size = _HOURS[meaning.role]
    unit = settle_unit(texts, meaning.unit) or ("h" if size == 3600.0 else "min")
    colon = settle_colon(texts, "h" if size == 3600.0 else meaning.unit)
    question = ""
    if not colon and any(has_colon(text) for text in texts):
        question = _colon_question(meaning, next(text for text in texts if has_colon(text)))
    readings = [_in_units(read_duration(t, mark=mark.decimal, unit=unit, colon=colon), size) for t in texts]
    checked = [_check_range(t, r, meaning.role) for t, r in zip(texts, readings, strict=True)]
    warnings = []
    short = [text for text in texts if not is_null(text)]
    if unit == "h" and len(short) > 3 and all(_like_clock(text) for text in short):
        warnings.append(("hours_with_point", "read as decimal hours, although '7.30' may stand for 7:30", []))
    long = [at for at, r in enumerate(checked) if r.value is not None and r.value > _LONGEST_SLEEP_H]
    if long and meaning.role == "sleep_h":
        warnings.append(("long_sleep", f"more than {_LONGEST_SLEEP_H:g} hours of sleep; kept", long))
    return MetricColumn(checked, [meaning.role] * len(texts), mark, None, warnings, question)


def _like_clock(text: str) -> bool:
    whole, _, part = text.strip().partition(".")
    return whole.isdigit() and len(part) == 2 and part.isdigit() and int(part) < 60


def _colon_question(meaning: Meaning, text: str) -> str:
    return (
        f"column {meaning.header!r}: {text!r} may be hours:minutes or minutes:seconds - pass "
        f"columns={{{meaning.header!r}: '{meaning.role} h:mm'}} or '{meaning.role} m:ss'"
    )


def _in_units(reading: Reading, size: float) -> Reading:
    scaled = {
        k: round(v / size, 6) for k in ("value", "low", "high") if (v := getattr(reading, k)) is not None
    }
    return reading._replace(**scaled)


def _read_rating(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    if meaning.unit == "%" and meaning.scale is None:
        meaning = replace(meaning, scale=PER_CENT)
    readings, warnings = read_ratings(texts, meaning, mark.decimal)
    return MetricColumn(readings, [meaning.role] * len(texts), mark, meaning.scale, warnings)


def _read_length_or_angle(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    of = settle_of(meaning.header, texts)
    readings = [_refuse_arc(text, read_quantity(text, mark=mark.decimal, of=of), meaning) for text in texts]
    found = {r.unit for r in readings if r.unit}
    bare = any(r.unit is None and not r.empty for r in readings)
    unit = meaning.unit or _usual_unit(meaning.role, found)
    warnings = []
    if bare and unit is None:
        warnings.append(("unit_unclear", "cells without a unit stand beside cells in degrees and in cm", []))
    if bare and meaning.unit is None and not found and meaning.role == "reach":
        warnings.append(("unit_assumed", "no unit is stated; taken as cm", []))
    out, metrics = [], []
    for text, reading in zip(texts, readings, strict=True):
        metric, reading = _place_unit(text, reading, unit, meaning.role)
        out.append(_check_range(text, reading, metric))
        metrics.append(metric)
    other = [at for at, r in enumerate(readings) if r.unit and meaning.unit and r.unit != meaning.unit]
    if other:
        did = f"the cell is in {readings[other[0]].unit}, the header in {meaning.unit}; the cell's own unit is taken"
        warnings.append(("unit_conflict", f"{texts[other[0]]!r}: {did}", other))
    if meaning.role == "rom" and "reach" in metrics:
        places = [at for at, metric in enumerate(metrics) if metric == "reach"]
        warnings.append(("length_in_rom", "a length in a column of angles is kept as reach in cm", places))
    return MetricColumn(out, metrics, mark, None, warnings)


def _refuse_arc(text: str, reading: Reading, meaning: Meaning) -> Reading:
    """Refuse an angle given as the two ends of a movement: it is no uncertain reading of one angle."""
    if meaning.role != "rom" or reading.unit not in (None, "deg"):
        return reading
    write = "write the end of the movement alone, or a column for each direction"
    if reading.rule and _NEUTRAL_ZERO.fullmatch(tidy(text)):
        return refuse(text, "arc_of_movement", f"three angles by the neutral-zero method - {write}")
    low, high = reading.low, reading.high
    if low is None or high is None or (high - low <= _WIDEST_DOUBT and not low <= 0 <= high):
        return reading
    return refuse(
        text, "arc_of_movement", f"{low:g} to {high:g} degrees look like the ends of a movement - {write}"
    )


def _usual_unit(metric: str, found: set[str]) -> str | None:
    if not found:
        return "deg" if metric == "rom" else "cm"
    return found.copy().pop() if len(found) == 1 else None


def _place_unit(text: str, reading: Reading, unit: str | None, metric: str) -> tuple[str, Reading]:
    if reading.empty:
        return metric, reading
    unit = reading.unit or unit
    if unit is None:
        return metric, refuse(text, "unit_unclear", "it has no unit, and the column holds degrees and cm")
    if unit == "deg":
        if metric == "reach":
            return metric, refuse(text, "wrong_unit", "reach is a length, not an angle")
        return "rom", reading
    if unit not in _TO_CM:
        return metric, refuse(text, "wrong_unit", f"{metric} is not measured in {unit}")
    return "reach", _in_units(reading, 1 / _TO_CM[unit])


def _read_steps(texts: Sequence[str], meaning: Meaning) -> MetricColumn:
    """Read whole numbers: a point or comma before three digits marks the thousands, whichever it is.

    An export adds up parts of steps: after more than three digits, or before other than three, it is a decimal mark.
    """
    out = []
    for text in texts:
        found = _DECIMAL_STEPS.fullmatch(text.strip())
        mark = (found[1] or found[2]) if found else "," if "." in text else "."
        reading = read_quantity(text, mark=mark)
        if reading.unit not in (None, "count"):
            reading = refuse(text, "wrong_unit", f"{meaning.role} is not measured in {reading.unit}")
        elif reading.kind in ("exact", "approx") and _is_part(reading.value):
            reading = refuse(text, "not_whole", f"{meaning.role} is a whole number")
        out.append(_check_range(text, reading, meaning.role))
    return MetricColumn(out, [meaning.role] * len(texts), Mark(why="steps are whole numbers"), None, [])


def _is_part(value: float | None) -> bool:
    """Say whether a number is not whole, and too small for the sum of a day: '9.8' may be thousands."""
    return value is not None and value % 1 > 0 and value < _FEWEST_STEPS


def _read_plain(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    out, warnings, unknown = [], [], False
    of = settle_of(meaning.header, texts)
    for text in texts:
        reading = read_quantity(text, mark=mark.decimal, of=of)
        if meaning.role == "painkillers" and reading.rule:
            folded = fold(text)
            if any(folded in cell_words(kind) for kind in ("yes", "no", "zero")):
                reading = Reading(1.0 if folded in cell_words("yes") else 0.0, kind="word")
        if meaning.role == "weight_kg" and not reading.empty:
            unit = reading.unit or meaning.unit
            unknown = unknown or unit not in ("kg", "lb")
            reading = _weigh(text, reading, unit)
        elif reading.unit not in (None, "count", "points", "bpm", "%"):
            reading = refuse(text, "wrong_unit", f"{meaning.role} is not measured in {reading.unit}")
        out.append(_check_range(text, reading, meaning.role))
    if unknown:
        warnings.append(("unit_unclear", "the weight has no unit, kg or lb", []))
    return MetricColumn(out, [meaning.role] * len(texts), mark, None, warnings)


def _weigh(text: str, reading: Reading, unit: str | None) -> Reading:
    if unit == "kg":
        return reading
    if unit == "lb":
        return _in_units(reading, 1 / _LB)
    return refuse(text, "unit_unclear", "the weight has no unit, kg or lb")


def _check_range(text: str, reading: Reading, metric: str) -> Reading:
    limits = METRICS[metric]
    given = [v for v in (reading.value, reading.low, reading.high) if v is not None]
    if any(not limits.low <= v <= limits.high for v in given):
        return refuse(
            text, "out_of_range", f"{metric} must be {limits.low:g} to {limits.high:g} {limits.unit}"
        )
    return reading
