"""Numbers: the decimal mark is settled for a column, from its own cells first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = r"[+-]?(?:\d(?:[\d.,]|['’\s](?=\d{3}(?!\d)))*\d|\d|[.,]\d+)"
_FOUND = re.compile(NUMBER)
_INTEGER = re.compile(r"[+-]?\d+")
_SINGLE = re.compile(r"([+-]?)(\d*)([.,])(\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,'’\s])\d{3})(?:\1\d{3})*(?:([.,])(\d+))?")


@dataclass(frozen=True)
class Mark:
    """The decimal mark of a column.

    Attributes
    ----------
    decimal : str
        '.', ',' or '' where the cells contradict each other.
    why : str
    unsettled : bool
        True when cells such as '1.234' rest on the delimiter alone.
    """

    decimal: str = "."
    why: str = "no cell needs one"
    unsettled: bool = False


def settle_mark(texts: Iterable[str], delimiter: str = ",") -> Mark:
    """Settle the decimal mark of a column.

    Parameters
    ----------
    texts : iterable of str
        Distinct cells.
    delimiter : str, optional
        Of the file: where no cell decides, semicolons speak for a decimal comma.

    Examples
    --------
    >>> settle_mark(["8,1", "11,4"]).decimal
    ','
    >>> settle_mark(["1,234", "72.5"]).decimal
    '.'
    >>> settle_mark(["12,5", "4.5"]).decimal, settle_mark(["10,234", "9.876"]).decimal
    ('', '')
    """
    votes = {".": 0, ",": 0}
    open_marks: set[str] = set()
    for text in texts:
        for token in _FOUND.findall(text):
            mark, settled = _vote(token)
            if mark and settled:
                votes[mark] += 1
            elif mark:
                open_marks.add(mark)
    if votes["."] and votes[","]:
        return Mark("", f"cells with a decimal point: {votes['.']}, with a decimal comma: {votes[',']}")
    if votes["."] or votes[","]:
        mark = "." if votes["."] else ","
        return Mark(mark, f"cells that can only be read so: {votes[mark]}")
    if not open_marks:
        return Mark()
    if len(open_marks) > 1:
        return Mark("", "cells with a point and cells with a comma before three digits")
    mark = "," if delimiter == ";" else "."
    return Mark(mark, f"the file is delimited by {delimiter!r}", unsettled=True)


def _vote(token: str) -> tuple[str, bool]:
    """Give the decimal mark a token speaks for, and whether it leaves no other reading."""
    single = _SINGLE.fullmatch(token)
    if single:
        whole, mark, part = single[2], single[3], single[4]
        sure = len(part) != 3 or len(whole) > 3 or whole.startswith("0") or not whole
        return mark, sure
    grouped = _GROUPED.fullmatch(token)
    if grouped and grouped[1] in ".,":
        return (grouped[2] or ("," if grouped[1] == "." else ".")), True
    if grouped and grouped[2]:
        return grouped[2], True
    return "", False


def read_number(token: str, mark: str = ".") -> float | None:
    """Read a number; None when the token is none or could be two numbers.

    Examples
    --------
    >>> read_number("1.234,5", ","), read_number("1,234", "."), read_number("1,234", ",")
    (1234.5, 1234.0, 1.234)
    >>> read_number("1,234", "") is None, read_number("12,5", "")
    (True, 12.5)
    """
    token = token.strip()
    if _INTEGER.fullmatch(token):
        return float(token) if len(token) < 16 else None
    single = _SINGLE.fullmatch(token)
    if single:
        sign, whole, found, part = single.groups()
        _, sure = _vote(token)
        if not sure and not mark:
            return None
        if sure or found == mark:
            return float(f"{sign}{whole or '0'}.{part}")
        return float(f"{sign}{whole}{part}")
    grouped = _GROUPED.fullmatch(token)
    if grouped and (not grouped[2] or grouped[2] != grouped[1]):
        whole = token[: grouped.start(2)] if grouped[2] else token
        return float(re.sub(r"[.,'’\s]", "", whole) + (f".{grouped[3]}" if grouped[2] else ""))
    return None
