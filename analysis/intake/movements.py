"""Angles of one joint that differ in the movement alone: 'Hip flexion' beside 'Hip extension'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.intake.meaning import Meaning, is_too_long
from analysis.intake.words import cell_words, split_words

_SHORTEST_TAIL = 6


@lru_cache(maxsize=5_000)
def read_movement(header: str) -> str | None:
    """Find the one movement that a header names; None where it names none or several.

    Examples
    --------
    >>> read_movement("Hip internal rotation L (deg)"), read_movement("Hüftextension"), read_movement("Hip ROM")
    ('internal_rotation', 'extension', None)
    """
    if is_too_long(header):
        return None
    words = split_words(header)
    known = {tuple(split_words(phrase)): movement for phrase, movement in cell_words("movement").items()}
    longest = max(map(len, known), default=0)
    for size in range(longest, 0, -1):
        parts = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
        found = {known[part] for part in parts if part in known}
        if found:
            return found.pop() if len(found) == 1 else None
    tails = {
        movement
        for (tail, *more), movement in known.items()
        if not more and len(tail) >= _SHORTEST_TAIL and any(word.endswith(tail) for word in words)
    }
    return tails.pop() if len(tails) == 1 else None


def tell_movements(meanings: Sequence[Meaning]) -> list[Meaning]:
    """Give angles the movement of their header as what was measured, where those of a joint differ in it.

    A joint with one movement alone keeps no word for it, so that the same column means the same in every file.

    Examples
    --------
    >>> angles = [Meaning(f"Hip {name}", "rom", region="hip") for name in ("flexion", "extension")]
    >>> [m.measure for m in tell_movements(angles)], tell_movements(angles[:1])[0].measure
    (['flexion', 'extension'], None)
    """
    named = [read_movement(m.header) if m.role == "rom" and m.measure is None else None for m in meanings]
    joints: dict[str | None, set[str]] = {}
    for meaning, movement in zip(meanings, named, strict=True):
        if movement:
            joints.setdefault(meaning.region, set()).add(movement)
    return [
        replace(meaning, measure=movement) if movement and len(joints[meaning.region]) > 1 else meaning
        for meaning, movement in zip(meanings, named, strict=True)
    ]
