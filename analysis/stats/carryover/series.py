"""What was given -> readings packed by day."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError
from analysis.stats.student import Floats

_LARGEST = 1e100


@dataclass(frozen=True)
class PackedSeries:
    """Readings moved to the left of each row, in the order of their days.

    Attributes
    ----------
    y, in_b, day, valid : array, (series, days)
        `valid` is False for the padding behind the last reading, where y is 0.
    start : array of int, (series,)
        First day of phase B, with a reading or without; the last day of all without a B.
    covariates : array, (covariates, series, days)
    dropped : array of int, (series,)
        Readings left out because a covariate of that day is not known.
    """

    y: Floats
    in_b: NDArray[np.bool_]
    day: NDArray[np.int64]
    valid: NDArray[np.bool_]
    start: NDArray[np.int64]
    covariates: Floats
    dropped: NDArray[np.int64]

    def take(self, rows: NDArray[np.intp] | slice) -> PackedSeries:
        """Some of the series."""
        return PackedSeries(
            self.y[rows],
            self.in_b[rows],
            self.day[rows],
            self.valid[rows],
            self.start[rows],
            self.covariates[:, rows],
            self.dropped[rows],
        )

    def keep(self, wanted: NDArray[np.bool_]) -> PackedSeries:
        """Only some of the readings, (series, days), packed again."""
        rows = np.where(wanted, self.y, np.nan)
        packed = _pack(rows, self.in_b, self.day, self.covariates)
        return replace(packed, start=self.start, dropped=self.dropped)

    def share_days(self) -> bool:
        """Whether all series have the same days, phases and covariates, and none is padded."""
        first = self.take(slice(0, 1))
        return bool(
            self.valid.all()
            and (self.start == first.start).all()
            and (self.day == first.day).all()
            and (self.in_b == first.in_b).all()
            and (self.covariates == first.covariates).all()
        )

    def gaps(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Gaps in units of each series' typical (median) gap, (series, days), and whether all are whole.

        The first reading and the padding have gap 1.
        """
        gap = np.diff(self.day, axis=1).astype(float)
        between = self.valid[:, 1:]
        units = np.where(between, gap / self.typical_gap()[:, None], 1.0)
        whole = (units == np.round(units)).all(axis=1)
        return np.concatenate([np.ones((len(gap), 1)), units], axis=1), whole

    def typical_gap(self) -> Floats:
        """Median gap between readings in days, (series,); 1 where there are none."""
        gap = np.where(self.valid[:, 1:], np.diff(self.day, axis=1), np.inf)
        count = np.maximum(self.valid.sum(axis=1) - 1, 0)
        gap = np.sort(np.concatenate([gap, np.full((len(gap), 1), np.inf)], axis=1), axis=1)
        middle = [np.take_along_axis(gap, k[:, None], axis=1)[:, 0] for k in ((count - 1) // 2, count // 2)]
        return np.where(count > 0, (middle[0] + middle[1]) / 2, 1.0)


def read_series(
    values: ArrayLike, phase: ArrayLike, days: ArrayLike | None, covariates: ArrayLike | None = None
) -> PackedSeries:
    """Check the arguments of `phase_changes` and pack them."""
    rows = _as_rows(values)
    day, in_b = _as_days(days, rows.shape), _as_phase(phase, rows.shape)
    extra = _as_covariates(covariates, rows.shape)
    by_day = np.argsort(day, axis=1, kind="stable")
    if (np.diff(np.take_along_axis(day, by_day, axis=1), axis=1) == 0).any():
        raise DataError("a day stands twice in days - average the readings of a day first")
    rows = np.take_along_axis(rows, by_day, axis=1)
    in_b, day = np.take_along_axis(in_b, by_day, axis=1), np.take_along_axis(day, by_day, axis=1)
    return _pack(rows, in_b, day, np.take_along_axis(extra, by_day[None], axis=2))


def _as_rows(values: ArrayLike) -> Floats:
    try:
        rows = np.atleast_2d(np.asarray(values, dtype=float))
    except (TypeError, ValueError) as error:
        raise DataError(f"values must be numbers: {error}") from None
    if rows.ndim != 2:
        raise DataError(f"values have shape {rows.shape}, must be (days,) or (series, days)")
    if np.isinf(rows).any():
        raise DataError("values hold an infinite number - use NaN for a missing reading")
    if (np.abs(rows) > _LARGEST).any():
        raise DataError(f"values hold a number beyond {_LARGEST:g} - no reading is that large")
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


def _as_covariates(covariates: ArrayLike | None, shape: tuple[int, int]) -> Floats:
    """Covariates as (covariates, series, days), from (days,), (days, covariates) or (series, days, covariates)."""
    if covariates is None:
        return np.empty((0, *shape))
    try:
        given = np.asarray(covariates, dtype=float)
    except (TypeError, ValueError) as error:
        raise DataError(f"covariates must be numbers: {error}") from None
    if np.isinf(given).any():
        raise DataError("covariates hold an infinite number - use NaN for a missing one")
    given = given[:, None] if given.ndim == 1 else given
    try:
        return np.moveaxis(np.broadcast_to(given, (*shape, given.shape[-1])), 2, 0)
    except (ValueError, IndexError):
        raise DataError(
            f"covariates have shape {given.shape}, values {shape}: they must match by day, one column a covariate"
        ) from None


def _pack(rows: Floats, in_b: NDArray[np.bool_], day: NDArray[np.int64], extra: Floats) -> PackedSeries:
    known = ~np.isnan(extra).any(axis=0)
    seen = ~np.isnan(rows) & known
    dropped = (~np.isnan(rows) & ~known).sum(axis=1)
    order = np.argsort(~seen, axis=1, kind="stable")[:, : seen.sum(axis=1).max(initial=0)]
    valid = np.take_along_axis(seen, order, axis=1)
    start = np.where(in_b, day, day.max(initial=0)).min(axis=1, initial=day.max(initial=0))
    return PackedSeries(
        np.where(valid, np.take_along_axis(rows, order, axis=1), 0.0),
        np.take_along_axis(in_b, order, axis=1),
        np.take_along_axis(day, order, axis=1),
        valid,
        start,
        np.where(valid, np.take_along_axis(extra, order[None], axis=2), 0.0),
        dropped,
    )
