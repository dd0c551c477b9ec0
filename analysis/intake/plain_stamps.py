"""Timestamps of the plainest kind, many at once: three numbers, a blank or T, hours and minutes, maybe seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

_WIDE, _NINE = 19, ord("9")
_PATTERN = re.compile(r"(9{1,4})([-/.])(9{1,2})\2(9{1,4})[ T](9{1,2}):(99)(?::(99))?")


@dataclass(frozen=True)
class PlainStamps:
    """Plain timestamps among texts.

    Attributes
    ----------
    day : ndarray of int
        For each text the place of its day in `days`; -1 where the text is not plain.
    seconds : ndarray of int
        Time of day.
    days : list of str
        Distinct days as written.
    first : list of int
        The first text of each day.
    """

    day: np.ndarray
    seconds: np.ndarray
    days: list[str]
    first: list[int]


def find_plain(texts: Sequence[str]) -> PlainStamps:
    """Find the plain timestamps among texts.

    Examples
    --------
    >>> plain = find_plain(["3/14/2026 7:30", "3/14/2026 21:05:10", "yesterday"])
    >>> plain.day.tolist(), plain.seconds.tolist(), plain.days
    ([0, 1, -1], [27000, 75910, -1], ['3/14/2026', '3/14/2026'])
    """
    size = len(texts)
    fitting = [text if len(text) <= _WIDE and text.isascii() else "" for text in texts]
    letters = np.array(fitting, dtype=f"U{_WIDE}").view(np.uint32).reshape(size, _WIDE)
    digits = letters - ord("0")
    shapes = np.where(digits < 10, _NINE, letters)
    weights = np.random.default_rng(0).integers(1, 2**63, _WIDE, dtype=np.uint64)
    codes, kinds = pd.factorize(shapes.astype(np.uint64) @ weights)
    key, width, seconds = np.full(size, -1), np.zeros(size, dtype=np.int64), np.full(size, -1)
    for kind in range(len(kinds)):
        rows = np.flatnonzero(codes == kind)
        pattern = "".join(map(chr, shapes[rows[0]])).rstrip("\0")
        found = _PATTERN.fullmatch(pattern)
        if found and (shapes[rows] == shapes[rows[0]]).all():
            key[rows], seconds[rows] = _read_kind(digits[rows].astype(np.int64), found, kind)
            width[rows] = found.end(4)
    return _collect(texts, key, width, seconds)


def _read_kind(digits: np.ndarray, found: re.Match[str], kind: int) -> tuple[np.ndarray, np.ndarray]:
    """Give a number for the day, the same for the same text, and the seconds; -1 where the clock is none."""

    def number(group: int) -> np.ndarray:
        first, last = found.span(group)
        return (
            digits[:, first:last] @ 10 ** np.arange(last - first)[::-1]
            if first >= 0
            else np.zeros(len(digits), int)
        )

    hour, minute, second = number(5), number(6), number(7)
    good = (hour < 24) & (minute < 60) & (second < 60)
    day = ((kind * 10_000 + number(1)) * 100 + number(3)) * 10_000 + number(4)
    return np.where(good, day, -1), np.where(good, hour * 3600 + minute * 60 + second, -1)


def _collect(texts: Sequence[str], key: np.ndarray, width: np.ndarray, seconds: np.ndarray) -> PlainStamps:
    plain = np.flatnonzero(key >= 0)
    codes, _ = pd.factorize(key[plain])
    day = np.full(len(texts), -1)
    day[plain] = codes
    first = plain[np.flatnonzero(~pd.Series(codes).duplicated())].tolist()
    days = [str(texts[at])[: int(width[at])] for at in first]
    return PlainStamps(day, seconds, days, first)
