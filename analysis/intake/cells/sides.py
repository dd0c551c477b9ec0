"""Sides of the body, in the words of twelve languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from analysis.intake.words import cell_words, fold, is_null

_IN_NAME = re.compile(r"\(([^()]*)\)|\s[-–,]\s*([^-–,()]+)$")
_LETTER = re.compile(r"(\S.*?)[\s,_-]+([LR])", re.IGNORECASE)
_LETTERS = {"l": "left", "r": "right"}
_EACH = re.compile(
    r"\b(each side|per side|each leg|per leg|both sides|je seite|beidseitig|par côté)\b", re.IGNORECASE
)


def read_sides(texts: Sequence[str]) -> list[str | None]:
    """Read the distinct cells of a side column; None for a cell that is no side.

    Single letters that mean different sides in different languages (d, g, der) count only
    where the column holds both sides in that one language.

    Examples
    --------
    >>> read_sides(["L", "rechts", "l+r", "", "(R)"])
    ['left', 'right', 'both', 'unknown', 'right']
    >>> read_sides(["d", "g"]), read_sides(["d"])
    (['right', 'left'], [None])
    """
    known = dict(cell_words("side"))
    folded = [fold(text).strip(" ()[].:") for text in texts]
    open_words = {word for word in folded if word and word not in known}
    fitting = []
    for language in ("fr", "es", "it", "pt", "pl"):
        extra = cell_words(f"side_if_{language}")
        sides = {extra[w] for w in open_words if w in extra} | {known[w] for w in folded if w in known}
        if open_words & set(extra) and {"left", "right"} <= sides:
            fitting.append(extra)
    if fitting and all(
        extra.get(w, side) == side
        for f in fitting
        for w, side in f.items()
        if w in open_words
        for extra in fitting
    ):
        known = {**{w: side for extra in fitting for w, side in extra.items()}, **known}
    return ["unknown" if is_null(text) else known.get(word) for text, word in zip(texts, folded, strict=True)]


def split_sides(names: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """Take the sides out of the names of one column; a letter behind a name counts where both letters stand behind it.

    Examples
    --------
    >>> split_sides(["Pigeon L", "Pigeon R", "Plank L"])
    {'Pigeon L': ('Pigeon', 'left'), 'Pigeon R': ('Pigeon', 'right'), 'Plank L': ('Plank L', None)}
    """
    lettered = {name: found for name in names if (found := _LETTER.fullmatch(name.strip()))}
    stems: dict[str, set[str]] = {}
    for found in lettered.values():
        stems.setdefault(fold(found[1]), set()).add(found[2].lower())
    out = {}
    for name in names:
        found = lettered.get(name)
        both = found is not None and stems[fold(found[1])] == {"l", "r"}
        out[name] = (found[1], _LETTERS[found[2].lower()]) if found and both else split_side(name)
    return out


def split_side(name: str) -> tuple[str, str | None]:
    """Take a side out of an exercise name, as in 'Couch stretch (left)'.

    Returns
    -------
    name : str
        Without the side.
    side : str or None

    Examples
    --------
    >>> split_side("Couch stretch (left)"), split_side("Squat (Bodyweight)")
    (('Couch stretch', 'left'), ('Squat (Bodyweight)', None))
    """
    for found in _IN_NAME.finditer(name):
        inner = found[1] if found[1] is not None else found[2]
        word = fold(inner).strip()
        side = cell_words("side").get(word)
        if side and side != "unknown" and (found[1] is not None or len(word) > 2):
            return " ".join((name[: found.start()] + name[found.end() :]).split()), side
    if _EACH.search(name):
        return name, "both"
    words = name.split()
    for word, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
        side = cell_words("side").get(fold(word))
        if side in ("left", "right") and len(word) > 2:
            return " ".join(rest), side
    return name, None
