"""Readings of many people -> packed series, some people of like length at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.stats.carryover.series import PackedSeries
from analysis.stats.phase_pairs import sort_people
from analysis.stats.readings import Ints, Readings

BLOCK = 128
"""Series fitted together: enough to share what a day costs, and so few that an array over the grid stays below the
size (128 KiB) from which memory is asked of the system and given back each time, as Dask's workers do."""


def pack_readings(readings: Readings, most: int = BLOCK) -> Iterator[tuple[Ints, PackedSeries]]:
    """Pack everybody; people with as many readings go together, so that little is padding.

    Yields
    ------
    people : array of int
        Who stands in the rows.
    series : PackedSeries

    Raises
    ------
    RepeatedDay

    Examples
    --------
    >>> two = Readings(*map(np.array, ([1, 0, 1], [True, False, False], [9, 1, 2], [3.0, 2.0, 4.0])), people=2)
    >>> [(people, series)] = pack_readings(two)
    >>> people.tolist(), series.y.tolist(), series.day.tolist()
    ([0, 1], [[2.0, 0.0], [4.0, 3.0]], [[1, 1], [2, 9]])
    """
    n = np.bincount(readings.person, minlength=readings.people)
    order = np.argsort(n, kind="stable")
    rows = sort_people(readings, order)
    first = np.cumsum(n[order]) - n[order]
    for cut in range(0, len(order), most):
        yield order[cut : cut + most], _pack(rows, first[cut : cut + most], n[order[cut : cut + most]])


def _pack(rows: Readings, first: Ints, n: Ints) -> PackedSeries:
    column = np.arange(n.max(initial=0))
    valid = column < n[:, None]
    place = np.where(valid, first[:, None] + column, np.minimum(first[:, None], max(len(rows.day) - 1, 0)))
    day = (
        np.where(n[:, None] > 0, rows.day[place], 0) if place.size else np.zeros(valid.shape, dtype=np.int64)
    )
    in_b, y = np.zeros(valid.shape, dtype=bool), np.zeros(valid.shape)
    in_b[valid], y[valid] = rows.in_b[place[valid]], rows.value[place[valid]]
    last = day.max(axis=1, initial=0)
    start = np.where(in_b, day, last[:, None]).min(axis=1, initial=np.iinfo(np.int64).max)
    return PackedSeries(
        y,
        in_b,
        day,
        valid,
        np.minimum(start, last),
        np.empty((0, *valid.shape)),
        np.zeros(len(n), dtype=np.int64),
    )
