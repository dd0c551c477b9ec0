"""What was given of one person or a frame of many -> readings without missing ones."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from numbers import Number
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError
from analysis.stats.mixture import Floats

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_FURTHEST_DAY = 10**9


@dataclass(frozen=True)
class Readings:
    """Readings of many people one below the other, without missing ones.

    Attributes
    ----------
    person : array of int, (readings,)
        From 0 to `people` - 1.
    in_b : array of bool, (readings,)
    day : array of int, (readings,)
    value : array, (readings,)
    people : int
    """

    person: Ints
    in_b: Bools
    day: Ints
    value: Floats
    people: int

    def count(self) -> tuple[Ints, Ints]:
        """Days with a reading in A and in B, (people,) each."""
        in_b = np.bincount(self.person[self.in_b], minlength=self.people)
        return np.bincount(self.person, minlength=self.people) - in_b, in_b


class RepeatedDay(DataError):
    """A person has two readings on one day.

    Attributes
    ----------
    person, day : int
    """

    def __init__(self, person: int, day: int) -> None:
        self.person, self.day = person, day
        super().__init__(f"day {day} of person {person} has more than one reading")


def read_pair(a: ArrayLike, b: ArrayLike, days_a: ArrayLike | None, days_b: ArrayLike | None) -> Readings:
    """Check the arguments of `effect_sizes`; without days, B follows A day by day."""
    values = [_as_values(given, name) for given, name in ((a, "a"), (b, "b"))]
    if (days_a is None) != (days_b is None):
        raise DataError("days of one phase only - give days_a and days_b, or neither")
    if days_a is None or days_b is None:
        days_a, days_b = np.arange(len(values[0])), np.arange(len(values[1])) + len(values[0])
    if len(values[0]) and len(values[1]) and _are_numbers(days_a) != _are_numbers(days_b):
        raise DataError("days_a and days_b are numbers in one phase and dates in the other - give one kind")
    kept = [~np.isnan(phase) for phase in values]
    days = [
        _as_days(given, seen, name)
        for given, seen, name in ((days_a, kept[0], "days_a"), (days_b, kept[1], "days_b"))
    ]
    sizes = [len(phase) for phase in days]
    return Readings(
        person=np.zeros(sum(sizes), dtype=np.int64),
        in_b=np.repeat([False, True], sizes),
        day=np.concatenate(days),
        value=np.concatenate([phase[seen] for phase, seen in zip(values, kept, strict=True)]),
        people=1,
    )


def read_frame(frame: pd.DataFrame, person: Ints, people: int) -> Readings:
    """Check the columns `day`, `phase` and `value`; `person` numbers the rows' groups."""
    phase = frame["phase"]
    in_b = (phase == "B").to_numpy(dtype=bool, na_value=False)
    other = ~in_b & ~(phase == "A").to_numpy(dtype=bool, na_value=False)
    if other.any():
        raise DataError(f"phase is {phase[other].iloc[0]!r}, must be 'A' or 'B' - leave other days out first")
    values = _as_values(frame["value"], "value")
    kept = ~np.isnan(values)
    days = _as_days(frame["day"], kept, "day")
    if kept.all():
        return Readings(person, in_b, days, values, people)
    return Readings(person[kept], in_b[kept], days, values[kept], people)


def _as_values(given: Any, name: str) -> Floats:
    """Numbers, NaN for what is missing; text is refused even where it could be read."""
    try:
        values = np.asarray(given)
    except ValueError as error:
        raise DataError(f"{name} must be one reading a day: {error}") from None
    if values.ndim != 1:
        raise DataError(f"{name} has shape {values.shape}, must be one reading a day")
    if values.dtype.kind == "O":
        values = np.array([_as_number(value, name) for value in values])
    if values.dtype.kind not in "iufb" and len(values):
        raise DataError(f"{name} holds {values[0]!s}, must be numbers - convert it first, NaN where missing")
    values = values.astype(float)
    if np.isinf(values).any():
        raise DataError(f"{name} holds an infinite reading - use NaN for a missing one")
    return values


def _as_number(value: Any, name: str) -> float:
    if value is None or type(value).__name__ == "NAType":
        return np.nan
    if not isinstance(value, Number) or isinstance(value, complex):
        raise DataError(f"{name} holds {value}, must be numbers - convert it first, NaN where missing")
    return float(value)  # pyright: ignore[reportArgumentType]


def _as_days(given: Any, kept: Bools, name: str) -> Ints:
    """Whole day numbers of the readings that are kept; dates count from 1970."""
    days = np.asarray(given)
    if days.shape != kept.shape:
        raise DataError(f"{name} has shape {days.shape}, the readings {kept.shape}: one day a reading")
    days = days[kept]
    if not len(days):
        return np.empty(0, dtype=np.int64)
    if days.dtype.kind == "O" and all(isinstance(day, datetime.date) and day == day for day in days):
        days = np.array([day.isoformat()[:10] for day in days], dtype="datetime64[D]")
    if days.dtype.kind == "M":
        wrong = np.isnat(days)
    elif _are_numbers(days):
        wrong = (np.floor(days) != days) | (days > _FURTHEST_DAY) | (days < -_FURTHEST_DAY)
    else:
        wrong = np.ones(len(days), dtype=bool)
    if wrong.any():
        raise DataError(f"{name} has {days[wrong][0]}, must be whole day numbers or dates, one a reading")
    return days.astype("datetime64[D]" if days.dtype.kind == "M" else np.int64).astype(np.int64)


def _are_numbers(days: Any) -> bool:
    return np.asarray(days).dtype.kind in "iuf"


def say_repeated(error: RepeatedDay, days: Any) -> str:
    """Say which day, as a date where days were given as dates."""
    numbered = days is None or _are_numbers(days)
    day = f"day {error.day}" if numbered else np.datetime64(error.day, "D")
    return f"{day} has more than one reading - average the readings of a day first"
