"""Texts of a date column taken apart: the days they name, each once, and the times of day beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.intake.clock import DAY_END
from analysis.intake.date_shapes import Shape, read_shape
from analysis.intake.plain_stamps import find_plain
from analysis.intake.words import is_null

NO_OFFSET, _MANY = -9999, 500
_DAY = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?: ?([ap])m)?", re.IGNORECASE)


@dataclass(frozen=True)
class Stamps:
    """Distinct texts of a column, taken apart.

    Attributes
    ----------
    shapes : list of Shape or None
        Each day that is named, once and without a time; None for what is no date.
    samples : list of str
        The first text of each.
    at : ndarray of int
        For each text its place in `shapes`.
    seconds : ndarray of int
        Time of day; -1 where none is given.
    offset : ndarray of int
        Minutes east of UTC; NO_OFFSET where unknown.
    utc : ndarray of bool
    until : dict
        Number of a text that names a span -> the seconds at its end.
    ends : list of int
        Numbers of the texts that say 24:00; the last minute of that day stands for it.
    """

    shapes: list[Shape | None]
    samples: list[str]
    at: np.ndarray
    seconds: np.ndarray
    offset: np.ndarray
    utc: np.ndarray
    until: dict[int, int] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class _Reader:
    """Takes texts apart; a day and a time that were met before are not read again."""

    def __init__(self) -> None:
        self.places: dict[Shape | None, int] = {}
        self.samples: list[str] = []
        self.days: dict[str, int] = {}
        self.clocks: dict[str, int] = {}
        self.zoned: list[tuple[int, int, bool]] = []
        self.until: dict[int, int] = {}
        self.ends: list[int] = []

    def read_plain_ones(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Read the plain timestamps of a long column at once: places and seconds, -1 for all other texts."""
        if len(texts) < _MANY:
            return np.full(len(texts), -1), np.full(len(texts), -1)
        plain = find_plain(texts)
        shapes = [read_shape(day) for day in plain.days]
        places = [
            self._place(shape, texts[at]) if shape is not None and shape.kind in ("ymd", "xxy") else -1
            for shape, at in zip(shapes, plain.first, strict=True)
        ]
        return np.array([*places, -1])[plain.day], plain.seconds.copy()

    def read(self, number: int, text: str) -> tuple[int, int]:
        """Give the place of the day among the shapes, and the seconds; -1 for no time."""
        day, _, clock = text.partition("T" if text[10:11] == "T" else " ")
        utc = clock[-1:] == "Z"
        clock = clock[:-1] if utc else clock
        place, seconds = self.days.get(day), self.clocks.get(clock)
        plain = (place, seconds) if place is not None and seconds is not None else None
        plain = plain or self._read_plain(text, day, clock)
        if plain and utc:
            self.zoned.append((number, 0, True))
        return plain or self._read_odd(number, text)

    def _read_plain(self, text: str, day: str, clock: str) -> tuple[int, int] | None:
        """Read three numbers and a clock time; None for anything else."""
        seconds = _read_clock(clock)
        shape = read_shape(day) if seconds is not None and _DAY.fullmatch(day) else None
        if seconds is None or shape is None or shape.kind not in ("ymd", "xxy"):
            return None
        self.clocks[clock] = seconds
        place = self.days[day] = self._place(shape, text)
        return place, seconds

    def _read_odd(self, number: int, text: str) -> tuple[int, int]:
        shape = None if is_null(text) else read_shape(text)
        clock = shape.clock if shape else None
        if shape is None or clock is None:
            return self._place(shape, text), -1
        if clock.utc or clock.offset is not None:
            offset = NO_OFFSET if clock.offset is None else clock.offset
            self.zoned.append((number, offset, clock.utc))
        if shape.until >= 0:
            self.until[number] = shape.until
        seconds = clock.seconds
        if seconds == DAY_END:
            self.ends.append(number)
            seconds -= 60
        return self._place(shape._replace(clock=None, utc=False, until=-1), text), seconds

    def _place(self, shape: Shape | None, text: str) -> int:
        place = self.places.setdefault(shape, len(self.places))
        if place == len(self.samples):
            self.samples.append(text)
        return place


def _read_clock(text: str) -> int | None:
    """Read H:MM, H:MM:SS and these with AM or PM; None for anything else."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, half = int(found[1]), found[4]
    if hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return hour * 3600 + int(found[2]) * 60 + int(found[3] or 0)


def read_stamps(texts: Sequence[str]) -> Stamps:
    """Take the distinct texts of a column apart.

    Examples
    --------
    >>> stamps = read_stamps(["2026-03-01 07:30", "2026-03-01 09:00", "banana"])
    >>> stamps.at.tolist(), stamps.seconds.tolist(), stamps.samples
    ([0, 0, 1], [27000, 32400, -1], ['2026-03-01 07:30', 'banana'])
    """
    reader = _Reader()
    at, seconds = reader.read_plain_ones(texts)
    for number in np.flatnonzero(at < 0).tolist():
        at[number], seconds[number] = reader.read(number, texts[number])
    offset, utc = np.full(len(texts), NO_OFFSET), np.zeros(len(texts), dtype=bool)
    for number, shift, is_utc in reader.zoned:
        offset[number], utc[number] = shift, is_utc
    return Stamps(list(reader.places), reader.samples, at, seconds, offset, utc, reader.until, reader.ends)
