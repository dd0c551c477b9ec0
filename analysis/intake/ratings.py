"""One column of ratings -> marks of 0 to 10: scales of the header and of the cells, words with a number."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.intake.cells.pairs import learn_words, read_pair
from analysis.intake.cells.readings import Reading, read_quantity, refuse, settle_of
from analysis.intake.meaning import Meaning
from analysis.intake.words import fold

Note = tuple[str, str, list[int]]
PER_CENT = (0.0, 100.0)


def read_ratings(texts: Sequence[str], meaning: Meaning, mark: str) -> tuple[list[Reading], list[Note]]:
    """Read the distinct texts of a column of ratings.

    Parameters
    ----------
    texts : sequence of str
    meaning : Meaning
        Its role is the metric, its scale that of the column.
    mark : str
        Decimal mark of the column; '' where unsettled.

    Returns
    -------
    readings : list of Reading
        From 0 to 10.
    warnings : list of (rule, text, places)
        About the whole column, or about the texts at `places` alone.

    Examples
    --------
    >>> readings, warnings = read_ratings(["3/5", "4"], Meaning("Pain", "pain"), ".")
    >>> [r.value for r in readings], warnings[0][0]
    ([6.0, 8.0], 'scale_of_cells')
    """
    of = settle_of(meaning.header, texts)
    readings = [read_quantity(text, mark=mark, rating=True, of=of) for text in texts]
    readings, warnings = _settle_words(texts, readings, meaning, mark)
    readings = [_check_unit(text, reading, meaning) for text, reading in zip(texts, readings, strict=True)]
    if meaning.scale is not None:
        readings = [_hold_to(text, r, meaning.scale) for text, r in zip(texts, readings, strict=True)]
    else:
        readings, more = _settle_scale(texts, readings, meaning)
        warnings += more
    if meaning.turned:
        readings = [_turn(text, r, meaning.scale) for text, r in zip(texts, readings, strict=True)]
        warnings.append(
            ("scale_turned", "the header's scale runs the other way; every mark is turned round", [])
        )
    return [_rescale(text, r, meaning) for text, r in zip(texts, readings, strict=True)], warnings


def _settle_words(
    texts: Sequence[str], readings: list[Reading], meaning: Meaning, mark: str
) -> tuple[list[Reading], list[Note]]:
    """Read words by the labels of the column; name the remarks and the words that stand for a number."""
    words = learn_words(texts, mark)
    out, learnt, remarks = [], [], []
    for at, (text, reading) in enumerate(zip(texts, readings, strict=True)):
        if reading.rule and fold(text) in words:
            reading = Reading(words[fold(text)], kind="word")
            learnt.append(at)
        elif reading.note == "kind_word" and reading.value not in (meaning.scale or (0.0, 10.0)):
            reading = refuse(text, "one_kind", "its word says which of several readings it is, not how much")
        elif reading.note == "pair" and (read_pair(text, mark) or ("",))[0] not in words:
            remarks.append(at)
        out.append(reading)
    said = (
        ("word_learnt", "a word is read as the number that stands beside it in other cells", learnt),
        ("remark", "words beside the number are no label of the scale; they stay in `raw` alone", remarks),
    )
    return out, [warning for warning in said if warning[2]]


def _check_unit(text: str, reading: Reading, meaning: Meaning) -> Reading:
    if reading.unit == "%" and reading.scale is None:
        return reading._replace(scale=PER_CENT)
    if reading.unit not in (None, "points", "%"):
        return refuse(text, "wrong_unit", f"{meaning.role} is not measured in {reading.unit}")
    return reading


def _hold_to(text: str, reading: Reading, scale: tuple[float, float]) -> Reading:
    """Hold a cell that names its own scale to that of the column; shares in per cent need none."""
    if reading.scale is None or reading.unit == "%":
        return reading
    if reading.scale[1] == scale[1]:
        return reading._replace(scale=scale)
    why = f"it is of {reading.scale[1]:g}, and the column of {scale[0]:g} to {scale[1]:g}"
    return refuse(text, "scale_conflict", f"{why} - write the mark alone")


def _settle_scale(
    texts: Sequence[str], readings: list[Reading], meaning: Meaning
) -> tuple[list[Reading], list[Note]]:
    """Settle the scale of the bare marks of a column whose header states none."""
    bare = [at for at, reading in enumerate(readings) if _is_bare(reading)]
    largest = max((v for at in bare for v in _given(readings[at])), default=0.0)
    own = {r.scale for r in readings if r.scale is not None and r.unit != "%"}
    if not bare:
        return readings, []
    if own and own != {(0.0, 10.0)}:
        return _follow_cells(texts, readings, bare, own, largest)
    if _is_beyond(readings, bare):
        why = "many marks of the column are above 10, and no scale is stated"
        return _refuse_bare(texts, readings, bare, "scale_unclear", why), []
    low = " (no value is above 5)" if largest <= 5 else ""
    rule = "scale_not_stated" if low else "scale_assumed"
    return readings, [(rule, f"the scale is not stated; taken as 0 to 10{low}", [])]


def _follow_cells(
    texts: Sequence[str], readings: list[Reading], bare: list[int], own: set, largest: float
) -> tuple[list[Reading], list[Note]]:
    """Take bare marks on the one scale that the other cells name, where they fit it and no other."""
    low, high = max(own, key=lambda scale: scale[1])
    if len(own) > 1 or largest > high or (high > 10 >= largest):
        why = "it names no scale, and cells beside it are " + " and ".join(
            f"of {s[1]:g}" for s in sorted(own)
        )
        return _refuse_bare(texts, readings, bare, "scale_mixed", f"{why} - write it in the same way"), []
    out = [r._replace(scale=(low, high)) if _is_bare(r) else r for r in readings]
    return out, [("scale_of_cells", f"taken as of {high:g}, as the other cells of the column say", bare)]


def _refuse_bare(
    texts: Sequence[str], readings: list[Reading], bare: list[int], rule: str, why: str
) -> list[Reading]:
    places = set(bare)
    return [refuse(texts[at], rule, why) if at in places else r for at, r in enumerate(readings)]


def _is_bare(reading: Reading) -> bool:
    return reading.scale is None and not reading.empty and reading.note != "zero_word"


def _given(reading: Reading) -> list[float]:
    return [v for v in (reading.value, reading.low, reading.high) if v is not None]


def _is_beyond(readings: Sequence[Reading], bare: list[int]) -> bool:
    """Say whether so many marks are above 10 that none of the column can be of 0 to 10."""
    marks = [v for at in bare if (v := readings[at].value) is not None]
    above = sum(mark > 10 for mark in marks)
    return above >= 3 and above * 5 > len(marks)


def _turn(text: str, reading: Reading, scale: tuple[float, float] | None) -> Reading:
    """Turn a mark of a scale that runs the other way; a word for zero may be either end of it."""
    if reading.note == "zero_word":
        return refuse(text, "zero_unclear", "the scale runs the other way, so that none may be its best or 0")
    total = sum(reading.scale or scale or (0.0, 10.0))
    value, low, high = (None if v is None else total - v for v in (reading.value, reading.high, reading.low))
    kinds = {"exact": "rescaled", "bound_low": "bound_high", "bound_high": "bound_low"}
    kind = reading.kind if reading.empty else kinds.get(reading.kind, reading.kind)
    return reading._replace(value=value, low=low, high=high, kind=kind)


def _rescale(text: str, reading: Reading, meaning: Meaning) -> Reading:
    """Bring a rating to 0-10; a mark outside its scale is refused."""
    reading = reading._replace(unit=None) if reading.unit == "%" else reading
    low, high = reading.scale or meaning.scale or (0.0, 10.0)
    if reading.rule or reading.blank or reading.note == "zero_word":
        return reading
    if any(not low <= v <= high for v in _given(reading)):
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
