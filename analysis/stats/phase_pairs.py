"""Readings of two phases, packed for many people at once, with ties that rounding cannot decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.stats.mixture import Floats
from analysis.stats.readings import Bools, Ints, Readings, RepeatedDay

_CELLS = 1 << 17
"""Pairs of days compared at once: few enough to stay in the processor's cache."""
_MOST_ROWS = 4096
_MOST_STEPS = 2.0**32
_DECIMALS = 9
CLOSE = 1e-9
"""Relative distance up to which numbers that lie on no grid are the same."""


@dataclass(frozen=True)
class PhasePairs:
    """Phase A beside phase B, a row a person, in the order of days, NaN at the right end.

    Attributes
    ----------
    a, b : array, (people, days)
        Readings counted in steps of their decimal grid, so whole numbers; readings on
        no grid of up to 9 decimals are divided by the largest of them.
    day_a, day_b : array, (people, days)
        Days since the first day of A.
    n_a, n_b : array of int, (people,)
        At least 1.
    step : array, (people,)
        A reading is its count times this.
    on_grid : array of bool, (people,)
    slack : array, (people,)
        Readings no further apart are tied: 0 on a grid, else a billionth of the largest.
    """

    a: Floats
    b: Floats
    day_a: Floats
    day_b: Floats
    n_a: Ints
    n_b: Ints
    step: Floats
    on_grid: Bools
    slack: Floats

    @cached_property
    def ranked_a(self) -> Floats:
        """Phase A from the lowest to the highest reading, NaN last."""
        return np.sort(self.a, axis=1)

    @cached_property
    def ranked_b(self) -> Floats:
        """Phase B from the lowest to the highest reading, NaN last."""
        return np.sort(self.b, axis=1)


def pack_pairs(readings: Readings) -> Iterator[tuple[Ints, PhasePairs]]:
    """Pack people who have both phases, some at a time; people of like length go together.

    Yields
    ------
    people : array of int
        Who stands in the rows.
    pairs : PhasePairs

    Raises
    ------
    RepeatedDay

    Examples
    --------
    >>> two = Readings(*map(np.array, ([0, 0, 0], [False, False, True], [1, 2, 3], [4.1, 3.8, 3.0])), people=1)
    >>> [(people, pairs)] = pack_pairs(two)
    >>> pairs.a.tolist(), pairs.b.tolist(), pairs.step.tolist()
    ([[41.0, 38.0]], [[30.0]], [0.1])
    """
    n_a, n_b = readings.count()
    order = np.lexsort((n_b, n_a))
    rows = sort_people(readings, order)
    sides = [
        _Side(rows.day[part], rows.value[part], n[order]) for part, n in ((~rows.in_b, n_a), (rows.in_b, n_b))
    ]
    both = np.flatnonzero((sides[0].n > 0) & (sides[1].n > 0))
    for people in _cut(both, sides[0].n, sides[1].n):
        yield order[people], _pack(sides[0], sides[1], people)


def sort_people(readings: Readings, order: Ints) -> Readings:
    """Put people in the given order, each with the number it had, and their days in sequence.

    Raises
    ------
    RepeatedDay
    """
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    person = place[readings.person]
    first = readings.day.min(initial=0)
    key = person * (readings.day.max(initial=0) - first + 1) + (readings.day - first)
    steps = np.diff(key)
    if (steps < 0).any():
        rows = np.argsort(key)
        steps = np.diff(key[rows])
        readings = Readings(
            readings.person[rows], readings.in_b[rows], readings.day[rows], readings.value[rows], len(order)
        )
    twice = np.flatnonzero(steps == 0)
    if len(twice):
        raise RepeatedDay(int(readings.person[twice[0]]), int(readings.day[twice[0]]))
    return readings


@dataclass(frozen=True)
class _Side:
    """One phase of everybody, one person after the other."""

    day: Ints
    value: Floats
    n: Ints

    @cached_property
    def start(self) -> Ints:
        return np.cumsum(self.n) - self.n

    def pad(self, people: Ints) -> tuple[Floats, Floats, Ints]:
        n = self.n[people]
        column = np.arange(n.max())
        held = column < n[:, None]
        source = (self.start[people, None] + column)[held]
        days, values = np.full(held.shape, np.nan), np.full(held.shape, np.nan)
        days[held], values[held] = self.day[source], self.value[source]
        return days, values, n


def _cut(people: Ints, n_a: Ints, n_b: Ints) -> Iterator[Ints]:
    """Cut people, who stand in the order of n_a, where their table of pairs grows too large."""
    start = 0
    while start < len(people):
        reach = people[start : start + _MOST_ROWS]
        cells = n_a[reach] * np.maximum.accumulate(np.maximum(n_b[reach], n_a[reach]))
        size = cells * np.arange(1, len(reach) + 1)
        stop = start + max(1, int(np.searchsorted(size, _CELLS, side="right")))
        yield people[start:stop]
        start = stop


def _pack(a: _Side, b: _Side, people: Ints) -> PhasePairs:
    day_a, value_a, n_a = a.pad(people)
    day_b, value_b, n_b = b.pad(people)
    first = day_a[:, :1].copy()
    values, step, on_grid = _count_steps(np.concatenate([value_a, value_b], axis=1))
    width = value_a.shape[1]
    return PhasePairs(
        a=np.ascontiguousarray(values[:, :width]),
        b=np.ascontiguousarray(values[:, width:]),
        day_a=day_a - first,
        day_b=day_b - first,
        n_a=n_a,
        n_b=n_b,
        step=step,
        on_grid=on_grid,
        slack=np.where(on_grid, 0.0, CLOSE),
    )


def _count_steps(values: Floats) -> tuple[Floats, Floats, Bools]:
    """Turn readings into whole steps of the coarsest decimal grid that holds them all.

    0.1 + 0.2 and 0.3 are the same reading; as whole numbers they also compare as such.
    """
    largest = np.fmax.reduce(np.abs(values), axis=1, initial=0.0)
    step = np.where(largest > 0, largest, 1.0)
    counts = values / step[:, None]
    on_grid = np.zeros(len(values), dtype=bool)
    for decimals in range(_DECIMALS + 1):
        scale = 10.0**decimals
        rows = np.flatnonzero(~on_grid & (largest <= _MOST_STEPS / scale))
        if not len(rows):
            continue
        scaled = values[rows] * scale
        whole = np.rint(scaled)
        near = np.minimum(CLOSE * largest[rows] * scale, 1e-6)
        fits = ~(np.abs(scaled - whole) > near[:, None]).any(axis=1)
        counts[rows[fits]] = whole[fits]
        step[rows[fits]] = 10.0**-decimals
        on_grid[rows[fits]] = True
    return counts, step, on_grid
