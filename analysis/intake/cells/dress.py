"""What people write around a number: 'about', a question mark, an exclamation mark, an arrow, bold type."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.intake.words import cell_words, fold

_BOLD = re.compile(r"(\*{1,3}|_{1,2})(?!\s)(.+?)(?<!\s)\1")
_QUOTED = re.compile(r"""(["“”„«»])\s*([^"“”„«»]+?)\s*["“”«»]""")
_ARROWS = "↑↓→←↗↘↖↙⬆⬇➡⬅▲▼⇧⇩"
_AROUND = re.compile(rf"[{_ARROWS}]*\s*(.*?)\s*[{_ARROWS}]*")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
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
    about, before = False, text if _PLAIN.fullmatch(text) else ""
    while text != before:
        before = text
        for pattern, group in ((_BOLD, 2), (_QUOTED, 2), (_AROUND, 1), (_CALLED, 1), (_STOPPED, 1)):
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
    found = _approx_patterns()[0].match(fold(text))
    return text[found.end() :].strip() if found else text


def _take_behind(text: str) -> str:
    folded = fold(text)
    found = _approx_patterns()[1].search(folded) if len(folded) == len(text) else None
    return text[: found.start()] if found else text


@lru_cache(maxsize=1)
def _approx_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make the patterns of a word for 'about' before a number, and of a longer one behind it."""
    words = sorted(cell_words("approx"), key=len, reverse=True)
    before = "|".join(re.escape(word) + ("(?= )" if word[-1].isalnum() else "") for word in words)
    behind = "|".join(re.escape(word) for word in words if len(word) > 4 or word in _SHORT_BEHIND)
    return re.compile(before), re.compile(rf" (?:{behind})$")
