"""What people write around a number: 'about', a question mark, an exclamation mark, an arrow, bold type."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.intake.words import cell_words, fold

_BOLD = re.compile(r"(\*{1,3}|_{1,2})(?!\s)(.+?)(?<!\s)\1")
_ARROWS = "↑↓→←↗↘↖↙⬆⬇➡⬅▲▼⇧⇩"
_AROUND = re.compile(rf"[{_ARROWS}]*\s*(.*?)\s*[{_ARROWS}]*")
_CALLED = re.compile(r"(.*[^\s!])\s*!+")
_STOPPED = re.compile(r"(.*\d)\.")
_ASKED = re.compile(r"(.*[^\s?])\s*(?:\?+|\(\?+\))")
_ISH = re.compile(r"(.*\d)\s?-?ish", re.IGNORECASE)
_SHORT_BEHIND = {"ca", "ca.", "abt", "abt."}


def take_approx(text: str) -> tuple[bool, str]:
    """Take off what stands around a number, and say whether it makes the number an approximate one.

    Parameters
    ----------
    text : str
        A whole cell, tidied.

    Examples
    --------
    >>> [take_approx(text) for text in ("~5", "5?", "5-ish", "15 min approx", "7!", "**5**", "5 ↑", "5.")]
    [(True, '5'), (True, '5'), (True, '5'), (True, '15 min'), (False, '7'), (False, '5'), (False, '5'), (False, '5')]
    """
    about, before = False, ""
    while text != before:
        before = text
        for pattern, group in ((_BOLD, 2), (_AROUND, 1), (_CALLED, 1), (_STOPPED, 1)):
            found = pattern.fullmatch(text)
            text = found[group] if found else text
        for take in (_take_doubt, _take_before, _take_behind):
            rest = take(text)
            about, text = about or rest != text, rest
    return about, text


def _take_doubt(text: str) -> str:
    found = _ASKED.fullmatch(text) or _ISH.fullmatch(text)
    return found[1] if found else text


def _take_before(text: str) -> str:
    folded = fold(text)
    for word in _approx_words():
        if folded.startswith(word) and (not word[-1].isalnum() or text[len(word) : len(word) + 1] == " "):
            return text[len(word) :].strip()
    return text


def _take_behind(text: str) -> str:
    folded = fold(text)
    for word in _approx_words():
        if (len(word) > 4 or word in _SHORT_BEHIND) and folded.endswith(f" {word}"):
            return text[: -len(word)].strip() if len(folded) == len(text) else text
    return text


@lru_cache(maxsize=1)
def _approx_words() -> tuple[str, ...]:
    return tuple(sorted(cell_words("approx"), key=len, reverse=True))
