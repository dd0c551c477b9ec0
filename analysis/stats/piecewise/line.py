"""What was given -> the columns of a piecewise regression, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.stats.trend import Floats, Ints, read_readings

_NOTHING_LEFT = 1e-20
"""Residual over total sum of squares below which only rounding is left."""


@dataclass(frozen=True)
class Design:
    """A regression whose columns have full rank.

    Attributes
    ----------
    y : array, (readings,)
        Readings minus `origin`, which keeps small numbers small.
    x : array, (readings, columns)
    day : array of int, (readings,)
    origin : float
    n_a, n_b : int
        Readings in each phase.
    """

    y: Floats
    x: Floats
    day: Ints
    origin: float
    n_a: int
    n_b: int

    @property
    def df(self) -> int:
        """Readings minus columns."""
        return len(self.y) - self.x.shape[1]

    @property
    def gap(self) -> float:
        """Days from reading to reading, the median."""
        return float(np.median(np.diff(self.day)))


def design_piecewise(
    values: ArrayLike, in_b: ArrayLike, days: ArrayLike | None, *, at_least_left: int
) -> Design:
    """Columns 1, days since the first day, B, days since B began (0 in A).

    Raises
    ------
    TooFewPoints
        Fewer than 2 readings in a phase, fewer than `at_least_left` readings more than
        columns, or readings that lie on the two lines exactly.
    DataError
        B comes back to A; or as `analysis.stats.trend.read_readings`.

    Examples
    --------
    >>> design_piecewise([5, 6, 3, 2, 4], "AABBB", None, at_least_left=1).x[:, 3].tolist()
    [0.0, 0.0, 0.0, 1.0, 2.0]
    """
    y, day, is_b = _read_phases(values, in_b, days)
    if (np.diff(is_b.astype(int)) < 0).any():
        raise DataError(
            "phase B goes back to A: a piecewise line has one start - give one A and the B after it"
        )
    _count_phases(y, is_b, at_least=2)
    start = day[is_b][0]
    x = np.column_stack([np.ones(len(y)), day - day[0], is_b, is_b * (day - start)]).astype(float)
    return _keep_seen(y, x, day, is_b, at_least_left)


def design_level(values: ArrayLike, in_b: ArrayLike, days: ArrayLike | None) -> Design:
    """Columns 1 and B; phases may alternate."""
    y, day, is_b = _read_phases(values, in_b, days)
    _count_phases(y, is_b, at_least=1)
    x = np.column_stack([np.ones(len(y)), is_b]).astype(float)
    return _keep_seen(y, x, day, is_b, 1)


def _read_phases(
    values: ArrayLike, in_b: ArrayLike, days: ArrayLike | None
) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    readings = read_readings(values, days)
    given = np.array(list(in_b)) if isinstance(in_b, str) else np.asarray(in_b)
    if given.shape != readings.y.shape:
        raise DataError(f"in_b has shape {given.shape}, values {readings.y.shape}: they must match by day")
    if given.dtype != bool:
        is_b = (given == "B") | (given == 1)
        if not (is_b | (given == "A") | (given == 0)).all():
            raise DataError("in_b must be True/False or 'B'/'A' for every day - leave other days out first")
        given = is_b
    return readings.y, readings.day, given[readings.order]


def _count_phases(y: Floats, is_b: NDArray[np.bool_], *, at_least: int) -> None:
    for name, phase in (("A", ~is_b), ("B", is_b)):
        count = int((phase & ~np.isnan(y)).sum())
        if count < at_least:
            raise TooFewPoints(f"{count} days with a reading in phase {name}, at least {at_least} are needed")


def _keep_seen(y: Floats, x: Floats, day: Ints, is_b: NDArray[np.bool_], at_least_left: int) -> Design:
    """Leave out days without a reading, after they have said where the phases begin."""
    there = ~np.isnan(y)
    if there.sum() < x.shape[1] + at_least_left:
        raise TooFewPoints(
            f"{there.sum()} days with a reading, at least {x.shape[1] + at_least_left} are needed"
        )
    y, x, is_b = y[there], x[there], is_b[there]
    centred = y - y[0]
    off_line = centred - x @ np.linalg.lstsq(x, centred, rcond=None)[0]
    if off_line @ off_line <= _NOTHING_LEFT * (centred @ centred):
        raise TooFewPoints("no variation: all readings lie on the line exactly")
    return Design(centred, x, day[there], float(y[0]), int((~is_b).sum()), int(is_b.sum()))
