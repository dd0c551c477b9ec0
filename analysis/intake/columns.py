"""The columns of one table: the person's answers first, then the header words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analysis.errors import DataError
from analysis.intake.headers import read_header
from analysis.intake.meaning import STRUCTURE, Meaning, is_turned, read_unit
from analysis.intake.phrases import count_languages
from analysis.intake.words import cell_words, fold, split_header, split_words, tidy
from analysis.reference import exercise_key
from analysis.schema import METRICS, MOMENTS, REGIONS, SIDES

_WEEK = 3
_PAIRS = [
    *(("side:left", "side:right", pair) for pair in (
        "l r", "g d", "i d", "s d", "e d", "l p", "v h", "izq der", "izda dcha", "izdo dcho", "izq dcha", "i der",
        "esq dir", "e dir", "lew praw", "gch dte", "gch drt", "sin des", "ve ho", "lft rgt",
    )),
    *(("moment:pre", "moment:post", pair) for pair in ("for efter", "for etter", "v n", "vor na", "av ap")),
]  # fmt: skip


def read_role(text: str, header: str) -> Meaning:
    """Read a role given by the person, such as 'date' or 'rom left pre'.

    Raises
    ------
    DataError
        A word of it is no role, side, moment, region or unit.

    Examples
    --------
    >>> read_role("rom left pre", "A").side
    'left'
    """
    meaning = read_header(header)
    known = meaning
    meaning = Meaning(
        header,
        unit=meaning.unit,
        scale=meaning.scale,
        side=meaning.side,
        region=meaning.region,
        ends=meaning.ends,
    )
    for word in text.replace(",", " ").split():
        word = word.strip().lower()
        if word in STRUCTURE or word in METRICS:
            meaning = replace(meaning, role=word)
        elif word in SIDES:
            meaning = replace(meaning, side=word)
        elif word in MOMENTS:
            meaning = replace(meaning, moment=word)
        elif word in REGIONS:
            meaning = replace(meaning, region=word)
        elif meaning.role == "date" and re.fullmatch(r"(?:19|20)\d\d", word):
            meaning = replace(meaning, year=int(word))
        elif meaning.role == "date" and word == "above":
            meaning = replace(meaning, above=True)
        elif read_unit(word):
            meaning = replace(meaning, unit=read_unit(word))
        else:
            raise DataError(
                f"columns={{{header!r}: {text!r}}}: {word!r} is no role - use one of "
                f"{', '.join([*STRUCTURE, *METRICS])}, with a side, moment or unit after it"
            )
    if not meaning.role:
        raise DataError(
            f"columns={{{header!r}: {text!r}}} names no role - begin with one such as 'pain' or 'date'"
        )
    if meaning.is_metric and meaning.moment is None:
        meaning = replace(meaning, moment=known.moment)
    if meaning.role == "minutes":
        named = exercise_key(header) is not None and known.role != "minutes"
        meaning = replace(meaning, activity=tidy(header) if named else known.activity)
    return replace(meaning, turned=meaning.is_metric and is_turned(meaning.ends, meaning.role) is True)


def read_headers(headers: list[str], columns: Mapping[str, str] | None = None) -> list[Meaning]:
    """Read all headers of a table; L and R count as sides where two headers differ only in them.

    Examples
    --------
    >>> [m.side for m in read_headers(["Date", "L hip ROM (deg)", "R hip ROM (deg)"])]
    [None, 'left', 'right']
    """
    words = [split_words(" ".join(split_header(header))) for header in headers]
    paired = _paired_letters(words)
    languages = count_languages(headers)
    given = {fold(key): value for key, value in (columns or {}).items()}
    week = sum(_is_weekday(header) for header in headers) >= _WEEK
    found = []
    for at, header in enumerate(headers):
        role = given.get(fold(header), given.get(str(at)) if not header.strip() else None)
        if role is not None:
            found.append(read_role(role, header))
        elif not header.strip():
            found.append(Meaning(header, why="it has no name"))
        elif week and _is_weekday(header):
            found.append(Meaning(header, why="it is headed by a day of the week"))
        else:
            found.append(read_header(header, letters=paired.get(at), languages=languages))
    return [_check_left(meaning, found) for meaning in found]


def _is_weekday(header: str) -> bool:
    return fold(header).strip(" .:") in cell_words("weekday")


def _check_left(meaning: Meaning, others: list[Meaning]) -> Meaning:
    """'Minutes left' are of the left side only beside 'Minutes right'; alone they may be what remains."""
    counted = meaning.role in ("minutes", "sets", "reps") and "left" in split_words(meaning.header)
    if not counted or any(other.role == meaning.role and other.side == "right" for other in others):
        return meaning
    return replace(
        meaning, role="", why=f"it may be {meaning.role} of the left side, or {meaning.role} that remain"
    )


def _paired_letters(words: list[list[str]]) -> dict[int, dict[str, str]]:
    """Find headers that differ in one word alone, and that is left and right (or before and after) in one language."""
    seen = {tuple(w): at for at, w in enumerate(words)}
    paired: dict[int, dict[str, str]] = {}
    for at, header in enumerate(words):
        for place, word in enumerate(header):
            for first, second, pair in _PAIRS:
                one, two = pair.split()
                other = seen.get((*header[:place], two, *header[place + 1 :])) if word == one else None
                if other is not None:
                    paired.setdefault(at, {})[one] = first
                    paired.setdefault(other, {})[two] = second
    return paired
