"""Words of twelve languages for headers and cells, from data/reference/*.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache

from analysis.paths import REFERENCE

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})


def tidy(text: str) -> str:
    """Take the odd forms of ordinary characters out of a cell: blanks, minus signs, degree signs.

    Examples
    --------
    >>> tidy("  −4,5\\u00a0º ")
    '-4,5 °'
    """
    text = (
        text.replace("º", "°").replace("˚", "°").replace("−", "-").replace("\ufe0f", "").replace("\u20e3", "")
    )
    return " ".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Make a text comparable: small letters, no accents, single blanks.

    Examples
    --------
    >>> fold(" Übung  ŁÓDŹ ")
    'ubung lodz'
    """
    plain = unicodedata.normalize("NFD", tidy(text).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def split_words(text: str) -> list[str]:
    """Split a text into folded words; what is neither letter nor digit separates.

    Examples
    --------
    >>> split_words("L_hip ROM-pre")
    ['l', 'hip', 'rom', 'pre']
    """
    return re.findall(r"[^\W_]+", fold(text))


def _read(name: str) -> list[tuple[str, str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [(row[0], row[1], row[2]) for row in rows]


@lru_cache(maxsize=1)
def header_words() -> dict[str, tuple[str, ...]]:
    """Give the roles of every known header phrase, folded.

    Examples
    --------
    >>> header_words()["beweglichkeit"]
    ('rom',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for _, phrase, role in _read("header_words.csv"):
        key = " ".join(split_words(phrase))
        if role not in found.get(key, ()):
            found[key] = (*found.get(key, ()), role)
    return found


@lru_cache(maxsize=1)
def qualifiers() -> frozenset[str]:
    """Give the words that say which of several readings a column holds, such as 'worst' or 'rest'."""
    return frozenset(cell_words("qualifier"))


@lru_cache(maxsize=10_000)
def split_compound(word: str) -> tuple[str, ...]:
    """Split a compound into two known header words; empty where it is none.

    Examples
    --------
    >>> split_compound("knieschmerzen"), split_compound("hoftsmarta"), split_compound("weekend")
    (('knie', 'schmerzen'), ('hoft', 'smarta'), ())
    """
    known = header_words()
    for cut in range(len(word) - 4, 2, -1):
        tail = word[cut:]
        if tail not in known:
            continue
        for head in (word[:cut], *_unlinked(word[:cut])):
            if head in known and not {"ignore", "notes"} & {*known[head], *known[tail]}:
                return head, tail
    return ()


def _unlinked(head: str) -> list[str]:
    """Give a first part without the letters that link it to the next, or with the vowel it lost."""
    cut = [head.removesuffix(end) for end in ("s", "n", "e", "en") if head.endswith(end) and len(head) > 4]
    return [*cut, f"{head}e", f"{head}en"]


@lru_cache(maxsize=1)
def _cell_rows() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for _, word, meaning in _read("cell_words.csv"):
        kind, _, value = meaning.partition("=")
        found.setdefault(kind, {}).setdefault(fold(word), value)
    return found


def cell_words(kind: str) -> dict[str, str]:
    """Give the folded cell words of a kind with what each stands for.

    Parameters
    ----------
    kind : str
        'null', 'zero', 'total', 'side', 'month', 'weekday', 'moment', 'approx', 'between'.

    Examples
    --------
    >>> cell_words("side")["links"], cell_words("month")["marz"]
    ('left', '3')
    """
    return _cell_rows().get(kind, {})


def unit_words() -> dict[str, str]:
    """Give the folded unit words with the unit each stands for.

    Examples
    --------
    >>> unit_words()["grad"], unit_words()["std"]
    ('deg', 'h')
    """
    return cell_words("unit")


def is_null(text: str) -> bool:
    """Say whether a cell stands for 'nothing was written'.

    Examples
    --------
    >>> [is_null(text) for text in ("", " - ", "k.A.", "0", "none")]
    [True, True, True, False, False]
    """
    folded = fold(text)
    return not folded or folded in cell_words("null")
