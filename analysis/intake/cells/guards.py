"""Texts of an exported table: harmless in a spreadsheet, and the same again when read back."""

from __future__ import annotations

import re
import unicodedata

MARK = "'"
_STARTS = frozenset("=+-@|%＝＋－＠\t\r\n")
_LIKE_A_NUMBER = re.compile(r"\d+\.?\d*[eE]\d+|\d{16,}")


def guard_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would calculate or change.

    Those are formulas, also behind blanks or signs that do not show, and ids that look like a
    number too long for a spreadsheet. An empty text becomes a bare apostrophe, because an empty
    cell is null; a text with an apostrophe of its own gets a second one, so that
    `unguard_text` gives every text back as it was.

    References
    ----------
    OWASP Foundation. CSV Injection.

    Examples
    --------
    >>> guard_text("+1 better"), guard_text("better"), guard_text("'tis"), guard_text("")
    ("'+1 better", 'better', "''tis", "'")
    """
    return MARK + text if not text or text.startswith(MARK) or _is_risky(text) else text


def _is_risky(text: str) -> bool:
    for sign in text:
        if sign in _STARTS:
            return True
        if not sign.isspace() and not unicodedata.category(sign).startswith("C"):
            break
    return _LIKE_A_NUMBER.fullmatch(text) is not None


def unguard_text(cell: str) -> str | None:
    """Give the text that stands in a cell of an export; None for an empty cell.

    Examples
    --------
    >>> unguard_text("'=1+1"), unguard_text("''tis"), unguard_text("'"), unguard_text("")
    ('=1+1', "'tis", '', None)
    """
    if not cell:
        return None
    return cell.removeprefix(MARK)
