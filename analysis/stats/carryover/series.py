"""What was given -> readings packed by day, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError
from analysis.stats.mixture import Floats


@dataclass(frozen=True)
class PackedSeries:
    """Readings moved to the left of each row, in the order of their days."""

    y: Floats
    in_b: NDArray[np.bool_]
    day: NDArray[np.int64]
    valid: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp]) -> PackedSeries:
        return PackedSeries(self.y[rows], self.in_b[rows], self.day[rows], self.valid[rows])


def read_series(values: ArrayLike, phase: ArrayLike, days: ArrayLike | None) -> PackedSeries:
    """Check the arguments of `phase_changes` and pack them."""
    rows = _as_rows(values)
    return _pack(rows, _as_phase(phase, rows.shape), _as_days(days, rows.shape))


def _as_rows(values: ArrayLike) -> Floats:
    try:
        rows = np.atleast_2d(np.asarray(values, dtype=float))
    except (TypeError, ValueError) as error:
        raise DataError(f"values must be numbers: {error}") from None
    if rows.ndim != 2:
        raise DataError(f"values have shape {rows.shape}, must be (days,) or (series, days)")
    if np.isinf(rows).any():
        raise DataError("values hold an infinite number - use NaN for a missing reading")
    return rows


def _as_phase(phase: ArrayLike, shape: tuple[int, int]) -> NDArray[np.bool_]:
    given = np.asarray(phase)
    if given.dtype != bool:
        is_b = (given == "B") | (given == 1)
        if not (is_b | (given == "A") | (given == 0)).all():
            raise DataError("phase must be True/False or 'B'/'A' for every day - leave other days out first")
        given = is_b
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise DataError(f"phase has shape {given.shape}, values {shape}: they must match by day") from None


def _as_days(days: ArrayLike | None, shape: tuple[int, int]) -> NDArray[np.int64]:
    if days is None:
        return np.broadcast_to(np.arange(shape[1]), shape)
    given = np.asarray(days)
    if given.dtype.kind not in "iu" and given.size:
        raise DataError(f"days are {given.dtype}, must be whole numbers, one a column of values")
    try:
        return np.broadcast_to(given, shape).astype(np.int64)
    except ValueError:
        raise DataError(f"days has shape {given.shape}, values {shape}: they must match by day") from None


def _pack(rows: Floats, in_b: NDArray[np.bool_], day: NDArray[np.int64]) -> PackedSeries:
    by_day = np.argsort(day, axis=1, kind="stable")
    rows = np.take_along_axis(rows, by_day, axis=1)
    in_b = np.take_along_axis(in_b, by_day, axis=1)
    day = np.take_along_axis(day, by_day, axis=1)
    if (np.diff(day, axis=1) == 0).any():
        raise DataError("a day stands twice in days - average the readings of a day first")
    seen = ~np.isnan(rows)
    order = np.argsort(~seen, axis=1, kind="stable")[:, : seen.sum(axis=1).max(initial=0)]
    valid = np.take_along_axis(seen, order, axis=1)
    y = np.where(valid, np.take_along_axis(rows, order, axis=1), 0.0)
    return PackedSeries(
        y, np.take_along_axis(in_b, order, axis=1), np.take_along_axis(day, order, axis=1), valid
    )
