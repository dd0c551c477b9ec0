"""Known phrases in the words of a header, the longest first; which language a word is of, where that matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from analysis.intake.words import (
    HeaderRow,
    find_form,
    fold,
    header_rows,
    qualifiers,
    respell,
    split_compound,
    split_header,
)

_MOST_WORDS = 40
_LONGEST_WORD = 60


def match_phrases(
    words: list[str],
    *,
    letters: Mapping[str, str] | None = None,
    languages: Mapping[str, int] | None = None,
) -> tuple[list[tuple[str, str]], list[str]]:
    """Match known phrases, the longest first from left to right.

    Returns
    -------
    found : list of (role, phrase)
        One pair for every role a phrase can have in the language of the header.
    left : list of str
        Words that no phrase covers.

    Examples
    --------
    >>> match_phrases(["left", "sleep", "quality"])
    ([('side:left', 'left'), ('sleep_quality', 'sleep quality')], [])
    >>> match_phrases(["dor", "na", "lombar"])[0][1], match_phrases(["pijn", "na", "avond"])[0][1]
    (('filler', 'na'), ('moment:post', 'na'))
    """
    if len(words) > _MOST_WORDS:
        return [], words
    matched, left = _cover(words, letters or {})
    spoken = Counter(languages or {})
    own = _count_languages(matched)
    found: list[tuple[str, str]] = []
    for phrase, rows in matched:
        roles = _choose_rows(rows, own, spoken)
        if len(phrase) == 1 and set(roles) <= {"filler", "ignore"} and _is_foreign(rows, own, spoken):
            left.append(phrase)
        else:
            found.extend((role, phrase) for role in roles)
    return found, left


def _is_foreign(rows: tuple[HeaderRow, ...], own: Counter[str], spoken: Counter[str]) -> bool:
    """Say whether no other word of the header or the file is of a language of these lines."""
    languages = {row.language for row in rows}
    return sum(own.values()) > len(languages) and all(own[k] < 2 and spoken[k] < 2 for k in languages)


def _cover(
    words: list[str], letters: Mapping[str, str]
) -> tuple[list[tuple[str, tuple[HeaderRow, ...]]], list[str]]:
    matched: list[tuple[str, tuple[HeaderRow, ...]]] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(6, len(words) - at), 0, -1):
            part = words[at : at + size]
            rows = _rows_of(part, letters, edge=at in (0, len(words) - size))
            if rows:
                matched.append((fold(" ".join(part)), rows))
                at += size
                break
        else:
            pairs, unknown = _take_apart(fold(words[at]))
            matched.extend(pairs)
            left.extend(unknown)
            at += 1
    return matched, left


@lru_cache(maxsize=50_000)
def _take_apart(word: str) -> tuple[list[tuple[str, tuple[HeaderRow, ...]]], list[str]]:
    """Read a word that is not in the table: a regular form, another spelling, a compound."""
    if len(word) > _LONGEST_WORD:
        return [], [word]
    formed = find_form(word)
    if formed:
        return [(word, formed)], []
    for spelling in dict.fromkeys((word, respell(word))):
        rows = header_rows().get(spelling, ()) if spelling != word else ()
        if rows:
            return [(spelling, tuple(row for row in rows if not row.phrase.isascii()) or rows)], []
        kind, tail = _take_kind(spelling)
        if kind:
            return [(tail, header_rows()[tail])], [kind]
        parts = split_compound(spelling)
        if parts:
            return [(part, header_rows()[part]) for part in parts], []
    return [], [word]


def _take_kind(word: str) -> tuple[str, str]:
    """Split 'ruheschmerz' and 'belastungsschmerz' into the kind and what is of that kind."""
    for kind in qualifiers():
        for tail in (word.removeprefix(kind), word.removeprefix(f"{kind}s")):
            if len(kind) > 3 and tail != word and tail in header_rows():
                return kind, tail
    return "", ""


def _rows_of(part: list[str], letters: Mapping[str, str], edge: bool) -> tuple[HeaderRow, ...]:
    written = " ".join(part)
    phrase = fold(written)
    if phrase in letters:
        said = letters[phrase]
        return (HeaderRow("", phrase, said if ":" in said else f"side:{said}"),)
    if phrase in ("am", "pm") and not edge:
        return (HeaderRow("", phrase, "filler"),)
    if phrase == "am":
        return (HeaderRow("", phrase, "moment:morning"),)
    rows = header_rows().get(phrase, ())
    return tuple(row for row in rows if row.phrase == written) or rows


def _count_languages(matched: list[tuple[str, tuple[HeaderRow, ...]]]) -> Counter[str]:
    """Count the phrases of a header that each language has."""
    return Counter(language for _, rows in matched for language in {row.language for row in rows})


def count_languages(headers: list[str]) -> Counter[str]:
    """Count how many phrases of a file's headers each language has.

    Examples
    --------
    >>> count_languages(["Datum", "Schmerz links", "Dauer"]).most_common(1)
    [('de', 4)]
    """
    total: Counter[str] = Counter()
    for header in dict.fromkeys(headers):
        total += _count_languages(_cover(split_header(header), {})[0])
    return total


def _choose_rows(rows: tuple[HeaderRow, ...], own: Counter[str], spoken: Counter[str]) -> list[str]:
    """Choose the roles of a phrase: those it has in the language of the header, else of the file."""
    by_language: dict[str, set[str]] = {}
    for row in rows:
        by_language.setdefault(row.language, set()).add(row.role)
    if len({frozenset(roles) for roles in by_language.values()}) > 1:
        for count in (own, spoken):
            most = max(count[language] for language in by_language)
            by_language = {k: roles for k, roles in by_language.items() if count[k] == most}
    return list(dict.fromkeys(row.role for row in rows if row.language in by_language))
