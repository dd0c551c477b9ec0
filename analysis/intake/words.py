"""Words of twelve languages for headers and cells, from data/reference/*.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from analysis.paths import REFERENCE

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})
_HUMP = re.compile(r"(?<=[^\W\dA-Z_]{3})(?=[A-ZÄÖÜÅØÆ])|(?<=[A-Z])(?=[A-ZÄÖÜÅØÆ][^\W\dA-Z_]{3})")
_ENDINGS = {
    "en": ["s"],
    "de": ["e en er es em n s ern"],
    "fr": ["s e es x"],
    "es": ["a o as os", "s es"],
    "pt": ["a o as os", "s es"],
    "it": ["a e o i"],
    "nl": ["e en s n"],
    "sv": ["a n s t en et ar er na arna erna orna"],
    "da": ["e n s t en et er ene erne"],
    "no": ["e n s t en et er ene"],
    "pl": ["a e i o u y ach ami ego ej em emu ia ie iem im ich iu mi om ow ym"],
}
_SIGNS = {
    **dict.fromkeys(map(ord, "º˚⁰ᵒ"), "°"),
    **dict.fromkeys(map(ord, "−‐‑‒﹣⁻"), "-"),
    **dict.fromkeys(map(ord, "\ufe0f\u20e3")),
    **{ord(sign): f"^{digit}" for digit, sign in enumerate("¹²³⁴⁵⁶⁷⁸⁹", 1)},
    **{ord(sign): f"_{digit}" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}
# Letters with their accents, which no rule of _plain_signs touches.
_ORDINARY = re.compile(r"[\x00-\x7fÀ-ÖØ-öø-ıĴ-ľŁ-ňŊ-ž]*")
_DASH = re.compile(r"[–—](?=\s?\d)")
_PRIMES = {"”": '"', "″": '"', "’": "'", "′": "'"}
_PRIME = re.compile(r"(?<=\d)[”″’′]")
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_KEPT_AS_TEXT = re.compile(r"""^(?:="([^"]*)"|'(?=[-+<>~]?\d)(.*))$""")
_FORMED = {"activity", "tightness", "pain", "stress", "soreness", "energy", "mood", "posture"}
_SHORTEST_STEM = 4
_LONGEST_TOTAL = 60


def tidy(text: str) -> str:
    """Take the odd forms of ordinary characters out of a cell: blanks, hyphens, digits, degree signs.

    What a spreadsheet puts around a text to keep it one goes too: an apostrophe before a number, and
    the formula of a text alone. Signs that do not show are dropped. A raised or lowered digit stays
    apart from the digits before it, and a fraction from the whole number before it.

    Examples
    --------
    >>> tidy("  −4,5\\u00a0º "), tidy('="2026-03-01"'), tidy("'5"), tidy("2026\\u201103\\u201101")
    ('-4,5 °', '2026-03-01', '5', '2026-03-01')
    >>> tidy("4½"), tidy("5²"), tidy("45⁰"), tidy("٢٠٢٦")
    ('4 1⁄2', '5^2', '45°', '2026')
    """
    if not text.isascii() and not _ORDINARY.fullmatch(text):
        text = _plain_signs(text)
    text = " ".join(text.split())
    if text[:1] in ("=", "'"):
        text = _KEPT_AS_TEXT.sub(lambda found: found[1] or found[2] or "", text).strip()
    return text


def _plain_signs(text: str) -> str:
    text = _FRACTION.sub(" ", _DASH.sub("-", text.translate(_SIGNS)))
    text = _PRIME.sub(lambda found: _PRIMES[found[0]], text)
    shown = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in shown)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Make a text comparable: small letters, no accents, single blanks.

    Examples
    --------
    >>> fold(" Übung  ŁÓDŹ ")
    'ubung lodz'
    """
    plain = tidy(text).casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFD", plain)
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def split_words(text: str) -> list[str]:
    """Split a text into folded words; what is neither letter nor digit separates.

    Examples
    --------
    >>> split_words("L_hip ROM-pre")
    ['l', 'hip', 'rom', 'pre']
    """
    return _WORD.findall(fold(text))


def _read(name: str) -> list[tuple[str, str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [(row[0], row[1], row[2]) for row in rows]


class HeaderRow(NamedTuple):
    """One line of header_words.csv: the phrase in small letters, accents kept."""

    language: str
    phrase: str
    role: str


@lru_cache(maxsize=1)
def header_rows() -> dict[str, tuple[HeaderRow, ...]]:
    """Give the lines of header_words.csv under their folded phrase.

    Examples
    --------
    >>> [(row.language, row.role) for row in header_rows()["fore"]]
    [('sv', 'moment:pre')]
    """
    found: dict[str, tuple[HeaderRow, ...]] = {}
    for language, phrase, role in _read("header_words.csv"):
        plain = phrase if _PLAIN.fullmatch(phrase) else " ".join(split_plain(phrase))
        key = plain if plain.isascii() else " ".join(split_words(phrase))
        row = HeaderRow(language, plain, role)
        if row not in found.get(key, ()):
            found[key] = (*found.get(key, ()), row)
    return found


@lru_cache(maxsize=1)
def header_words() -> dict[str, tuple[str, ...]]:
    """Give the roles of every known header phrase, folded.

    Examples
    --------
    >>> header_words()["beweglichkeit"]
    ('rom',)
    """
    return {key: tuple(dict.fromkeys(row.role for row in rows)) for key, rows in header_rows().items()}


def split_plain(text: str) -> list[str]:
    """Split a text into words in small letters, accents kept.

    Examples
    --------
    >>> split_plain("Smerte_før (0-10)")
    ['smerte', 'før', '0', '10']
    """
    return _WORD.findall(tidy(text).casefold())


def split_header(text: str) -> list[str]:
    """Split a header into words in small letters; a capital inside a word begins another.

    Examples
    --------
    >>> split_header("hipPainLeft"), split_header("ROMLinks_vorher")
    (['hip', 'pain', 'left'], ['rom', 'links', 'vorher'])
    """
    return split_plain(_HUMP.sub(" ", tidy(text)))


@lru_cache(maxsize=10_000)
def find_form(word: str) -> tuple[HeaderRow, ...]:
    """Give the lines of a known word that this folded word is a regular form of (a plural, a case).

    Only words for what is measured, where and on which side have forms; where the known words that
    it may come from mean different things, it is none.

    Examples
    --------
    >>> [row.phrase for row in find_form("hombres")], [row.phrase for row in find_form("schulters")], find_form("stressor")
    ([], ['schulter', 'schultern'], ())
    """
    found = [
        row for language in _ENDINGS for key in _stems(word, language) for row in _stem_index().get(key, ())
    ]
    return tuple(dict.fromkeys(found)) if len({row.role for row in found}) == 1 else ()


def _stems(word: str, language: str) -> list[tuple[str, int, str]]:
    """Give the word without each ending of each group of endings that belong together."""
    return [
        (language, group, stem)
        for group, endings in enumerate(_ENDINGS.get(language, []))
        for stem in (word, *(word.removesuffix(end) for end in endings.split() if word.endswith(end)))
        if len(stem) >= _SHORTEST_STEM
    ]


@lru_cache(maxsize=1)
def _stem_index() -> dict[tuple[str, int, str], tuple[HeaderRow, ...]]:
    found: dict[tuple[str, int, str], tuple[HeaderRow, ...]] = {}
    for key, rows in header_rows().items():
        for row in rows if " " not in key else ():
            for stem in _stems(key, row.language) if _has_forms(row.role) else ():
                found[stem] = (*found.get(stem, ()), row)
    return found


def _has_forms(role: str) -> bool:
    return role in _FORMED or role.startswith(("region:", "side:"))


@lru_cache(maxsize=1)
def qualifiers() -> frozenset[str]:
    """Give the words that say which of several readings a column holds, such as 'worst' or 'rest'."""
    return frozenset(cell_words("qualifier"))


def respell(word: str) -> str:
    """Give a word without the e that stands for two dots or a stroke: 'hoejre' for 'højre'.

    Examples
    --------
    >>> respell("hoejre"), respell("ruecken")
    ('hojre', 'rucken')
    """
    for written, meant in (("oe", "o"), ("ue", "u"), ("ae", "a"), ("aa", "a")):
        word = word.replace(written, meant)
    return word


@lru_cache(maxsize=10_000)
def split_compound(word: str) -> tuple[str, ...]:
    """Split a compound into two or three known header words; empty where it is none.

    Examples
    --------
    >>> split_compound("knieschmerzen"), split_compound("hoftsmarta"), split_compound("weekend")
    (('knie', 'schmerzen'), ('hoft', 'smarta'), ())
    >>> split_compound("huftdehnminuten")
    ('hufte', 'dehnminuten')
    """
    for cut in range(len(word) - 4, 2, -1):
        tails = (word[cut:],) if _joins(word[cut:]) else split_compound(word[cut:])
        for head in (word[:cut], *_unlinked(word[:cut])) if tails else ():
            if _joins(head):
                return (head, *tails)[:3] if len(tails) < 3 else ()
    return ()


def _joins(part: str) -> bool:
    """Say whether a known word may be part of a compound."""
    known = header_words().get(part, ())
    return bool(known) and not {"ignore", "notes"} & set(known)


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
        'null', 'zero', 'total', 'side', 'month', 'weekday', 'moment', 'approx', 'between', 'compare'.

    Examples
    --------
    >>> cell_words("side")["links"], cell_words("month")["marz"]
    ('left', '3')
    """
    return _cell_rows().get(kind, {})


def is_total(text: str) -> bool:
    """Say whether a text names a total or an average: a word for one, and beside it only words for what it is of.

    Examples
    --------
    >>> is_total("Daily total"), is_total("Total for the week:"), is_total("Wochenschnitt"), is_total("Total Gym")
    (True, True, True, False)
    """
    if len(text) > _LONGEST_TOTAL:
        return False
    totals, beside = cell_words("total"), cell_words("total_of")
    if fold(text).strip(" :.=") in totals:
        return True
    words = split_words(text)
    said = [word for word in words if word in totals and word not in beside]
    return bool(said) and all(word in totals or word in beside for word in words)


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
    if text[:1].isdecimal() and text[-1:].isdecimal():
        return False
    folded = fold(text)
    return not folded or folded in cell_words("null")
