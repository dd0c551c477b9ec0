"""One column of a metric -> values in its unit: scales, units, words with a number, ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.intake.cells.durations import has_colon, read_duration, settle_colon
from analysis.intake.cells.numbers import Mark, settle_mark
from analysis.intake.cells.readings import Reading, read_pair, read_quantity, refuse
from analysis.intake.meaning import Meaning
from analysis.intake.words import cell_words, fold, is_null
from analysis.schema import METRICS

_TO_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "m": 100.0}
_HOURS = {"sleep_h": 3600.0, "sitting_h": 3600.0, "activity_min": 60.0}
_LB = 0.45359237


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
    if meaning.role in _HOURS:
        return _read_hours(texts, meaning, mark)
    if METRICS[meaning.role].rating:
        return _read_rating(texts, replace(meaning, scale=scale or meaning.scale), mark)
    if meaning.role in ("rom", "reach"):
        return _read_length_or_angle(texts, meaning, mark)
    return _read_plain(texts, meaning, mark)


def _read_hours(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    size = _HOURS[meaning.role]
    unit = meaning.unit if meaning.unit in ("h", "min", "s", "ms") else ("h" if size == 3600.0 else "min")
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
    readings = [read_quantity(text, mark=mark.decimal, rating=True) for text in texts]
    if meaning.unit == "%" and meaning.scale is None:
        meaning = replace(meaning, scale=(0.0, 100.0))
    words = _learn_words(texts, mark)
    out, plain, largest = [], 0, 0.0
    for text, reading in zip(texts, readings, strict=True):
        if reading.rule and fold(text) in words:
            reading = Reading(words[fold(text)], kind="word")
        if reading.unit == "%" and reading.scale is None:
            reading = reading._replace(scale=(0.0, 100.0), unit=None)
        elif reading.unit not in (None, "points"):
            reading = refuse(text, "wrong_unit", f"{meaning.role} is not measured in {reading.unit}")
        if reading.value is not None and reading.scale is None and reading.note != "zero_word":
            plain, largest = plain + 1, max(largest, reading.value)
        out.append(_rescale(text, reading, meaning))
    warnings = []
    if meaning.scale is None and _is_beyond(readings):
        out = [_refuse_unscaled(text, r, meaning) for text, r in zip(texts, readings, strict=True)]
    elif plain and meaning.scale is None:
        low = " (no value is above 5)" if largest <= 5 else ""
        rule = "scale_not_stated" if low else "scale_assumed"
        warnings.append((rule, f"the scale is not stated; taken as 0 to 10{low}", []))
    return MetricColumn(out, [meaning.role] * len(texts), mark, meaning.scale, warnings)


def _is_beyond(readings: Sequence[Reading]) -> bool:
    """Say whether so many marks are above 10 that none of the column can be of 0 to 10."""
    plain = [r for r in readings if r.scale is None and r.unit != "%" and r.note != "zero_word"]
    marks = [r.value for r in plain if r.value is not None]
    above = sum(mark > 10 for mark in marks)
    return above >= 3 and above * 5 > len(marks)


def _refuse_unscaled(text: str, reading: Reading, meaning: Meaning) -> Reading:
    scaled = reading.scale is not None or reading.unit == "%"
    if reading.rule or reading.blank or reading.note == "zero_word" or scaled:
        scale = (0.0, 100.0) if reading.unit == "%" else reading.scale
        return _rescale(text, reading._replace(scale=scale, unit=None), meaning)
    return refuse(text, "scale_unclear", "many marks of the column are above 10, and no scale is stated")


def _learn_words(texts: Sequence[str], mark: Mark) -> dict[str, float]:
    """Learn what words stand for from cells that give both, such as '1 (Mild)'."""
    learned: dict[str, set[float]] = {}
    for text in texts:
        pair = read_pair(text, mark.decimal)
        if pair:
            learned.setdefault(pair[0], set()).add(pair[1])
    return {word: values.pop() for word, values in learned.items() if len(values) == 1}


def _rescale(text: str, reading: Reading, meaning: Meaning) -> Reading:
    """Bring a rating to 0-10; a mark outside its scale is refused."""
    low, high = reading.scale or meaning.scale or (0.0, 10.0)
    if reading.rule or reading.blank or reading.note == "zero_word":
        return reading
    given = [v for v in (reading.value, reading.low, reading.high) if v is not None]
    if any(not low <= v <= high for v in given):
        return refuse(text, "out_of_range", f"{meaning.role} must be {low:g} to {high:g}")
    if high == 10 and low in (0, 1):
        return reading._replace(scale=(low, high) if reading.scale or meaning.scale else None)
    made = {
        k: round((v - low) / (high - low) * 10, 6)
        for k in ("value", "low", "high")
        if (v := getattr(reading, k)) is not None
    }
    kind = "rescaled" if reading.kind == "exact" else reading.kind
    return reading._replace(**made, kind=kind, scale=(low, high))


def _read_length_or_angle(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    readings = [read_quantity(text, mark=mark.decimal) for text in texts]
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
    if meaning.role == "rom" and "reach" in metrics:
        places = [at for at, metric in enumerate(metrics) if metric == "reach"]
        warnings.append(("length_in_rom", "a length in a column of angles is kept as reach in cm", places))
    return MetricColumn(out, metrics, mark, None, warnings)


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


def _read_plain(texts: Sequence[str], meaning: Meaning, mark: Mark) -> MetricColumn:
    out, warnings, unknown = [], [], False
    for text in texts:
        reading = read_quantity(text, mark=mark.decimal)
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
