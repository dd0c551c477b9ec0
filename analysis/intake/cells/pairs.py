"""A number beside words: a label of the scale, a side, a moment or a region, or a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.intake.cells.numbers import NUMBER, read_number
from analysis.intake.meaning import read_unit
from analysis.intake.phrases import match_phrases
from analysis.intake.words import cell_words, fold, qualifiers, split_header, split_words, tidy

_WORD_NUMBER = re.compile(rf"({NUMBER})\s*(?:[(\[:=]|\s[-–]\s)\s*([^\W\d_][^\d()]*?)\s*[)\]]?")
_NUMBER_WORD = re.compile(rf"([^\W\d_][^\d()]*?)\s*(?:[(\[:=]|\s[-–]\s)\s*({NUMBER})\s*[)\]]?")
_PLACE_BEHIND = re.compile(rf"({NUMBER})\s+([^\W\d_][^\d()]*)")
_PLACE_BEFORE = re.compile(rf"([^\W\d_][^\d()]*?)\s+({NUMBER})")
_LETTERS = {"l": "left", "r": "right"}
_KINDS = ("side", "moment", "region")
_ASIDE = {"filler", *_KINDS}
_MOST_WORDS = 3


class Details(NamedTuple):
    """Side, moment and region that a cell gives beside its number."""

    side: str | None = None
    moment: str | None = None
    region: str | None = None


def read_pair(text: str, mark: str = ".") -> tuple[str, float] | None:
    """Read a cell that gives a word with its number, such as '1 (Mild)'.

    Examples
    --------
    >>> read_pair("1 (Mild)"), read_pair("Leicht = 2"), read_pair("Neck 5"), read_pair("3 (am) 5 (pm)")
    (('mild', 1.0), ('leicht', 2.0), ('neck', 5.0), None)
    """
    pair = _split_pair(text)
    value = read_number(pair[1], mark) if pair else None
    return None if pair is None or value is None else (fold(pair[0]), value)


def _split_pair(text: str) -> tuple[str, str] | None:
    """Split a cell into words and number; without a mark between them only where the words name a place."""
    clean = tidy(text)
    for pattern, word, bare in (
        (_WORD_NUMBER, 2, False), (_NUMBER_WORD, 1, False), (_PLACE_BEHIND, 2, True), (_PLACE_BEFORE, 1, True)
    ):  # fmt: skip
        found = pattern.fullmatch(clean)
        if not found or read_unit(found[word]):
            continue
        details = read_details(found[word]) if bare else Details()
        if details is not None and not details.moment:
            return found[word], found[3 - word]
    return None


@lru_cache(maxsize=10_000)
def read_details(words: str) -> Details | None:
    """Read words that name a side, a moment or a region and nothing else; None for other words.

    Examples
    --------
    >>> read_details("left hip"), read_details("after")
    (Details(side='left', moment=None, region='hip'), Details(side=None, moment='post', region=None))
    >>> read_details("mostly left") is None, read_details("mild") is None
    (True, True)
    """
    found, left = _match(words)
    if left or any(not role.startswith(_KINDS) and role not in _ASIDE for role, _ in found):
        return None
    named: dict[str, set[str]] = {}
    for role, _ in found:
        kind, _, value = role.partition(":")
        if value:
            named.setdefault(kind, set()).add(value)
    if not named or any(len(values) > 1 for values in named.values()):
        return None
    return Details(**{kind: values.pop() for kind, values in named.items()})


def names_detail(words: str) -> bool:
    """Say whether words name a side, a moment or a region among other things.

    Examples
    --------
    >>> names_detail("mostly left"), names_detail("same as yesterday")
    (True, False)
    """
    return any(role.startswith(_KINDS) and ":" in role for role, _ in _match(words)[0])


@lru_cache(maxsize=10_000)
def _match(words: str) -> tuple[list[tuple[str, str]], list[str]]:
    return match_phrases(split_header(words.strip(" .")), letters=_LETTERS)


def names_kind(words: str) -> bool:
    """Say whether words say which of several readings it is, such as 'worst' or 'at rest'.

    Examples
    --------
    >>> names_kind("worst"), names_kind("at rest"), names_kind("mild")
    (True, True, False)
    """
    parts = split_words(words)
    return bool(parts) and all(part in qualifiers() for part in parts)


def learn_words(texts: Sequence[str], mark: str = ".") -> dict[str, float]:
    """Learn what words stand for from cells that give both, such as '1 (Mild)'.

    A word is a label of the scale only where it is short, always has the same number, names no side,
    moment or region, and compares with nothing ('same as yesterday'). One word is enough seen once;
    two or three words must be seen in two forms, or beside another label with another number.

    Parameters
    ----------
    texts : sequence of str
        Distinct cells of a column.

    Examples
    --------
    >>> learn_words(["1 (Mild)", "5 (same as yesterday)", "3 (left)"])
    {'mild': 1.0}
    >>> learn_words(["7 (slept badly)"]), learn_words(["7 (very strong)", "2 (very light)"])
    ({}, {'very strong': 7.0, 'very light': 2.0})
    """
    seen: dict[str, list[float]] = {}
    for text in texts:
        pair = read_pair(text, mark)
        if pair and _is_label(pair[0]):
            seen.setdefault(pair[0], []).append(pair[1])
    sure = {word: values for word, values in seen.items() if len(set(values)) == 1}
    several = len({values[0] for values in sure.values()}) > 1
    return {
        word: values[0]
        for word, values in sure.items()
        if " " not in word or len(values) > 1 or several
    }  # fmt: skip


def _is_label(word: str) -> bool:
    parts = split_words(word)
    compares = any(part in cell_words("compare") for part in (word, *parts))
    return 0 < len(parts) <= _MOST_WORDS and not compares and not names_detail(word)
