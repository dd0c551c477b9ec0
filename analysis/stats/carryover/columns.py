"""What is asked of a series, as the columns of a regression; the last column's coefficient answers."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.errors import DataError
from analysis.stats.carryover.series import PackedSeries
from analysis.stats.student import Floats

Contrast = Literal[
    "level",
    "mean_difference",
    "now",
    "trend_adjusted",
    "level_and_slope",
    "slope_change",
    "weekly_gain",
    "gradual",
]
CONTRASTS: tuple[Contrast, ...] = get_args(Contrast)

NOW_DAYS, NOW_READINGS, SPARSE_GAP = 14, 3, 5
"""`now` is the last 14 days of B; the last 3 readings where the typical gap is 5 days or more."""

_AFTER_ONE = ("one", "in_b")
COLUMNS: dict[str, tuple[str, ...]] = {
    "level": _AFTER_ONE,
    "mean_difference": _AFTER_ONE,
    "now": _AFTER_ONE,
    "trend_adjusted": ("one", "day", "in_b"),
    "level_and_slope": ("one", "day", "day_in_b", "in_b"),
    "slope_change": ("one", "day", "in_b", "day_in_b"),
    "weekly_gain": ("one", "day_in_a", "in_b", "day_in_b"),
    "gradual": ("one", "approach"),
    "slope_a": ("one", "in_b", "day_in_b", "day_in_a"),
    "line": ("one", "day"),
    "bend": ("one", "day_in_b"),
}
"""Columns of each contrast and of the models that a verdict compares with it."""

NEED_ONE_START = ("now", "level_and_slope", "slope_change", "weekly_gain", "gradual", "slope_a", "bend")
"""Contrasts that count days from the start, and so need all of A before all of B."""


def build_column(data: PackedSeries, name: str, tau: float | None) -> Floats:
    """One column, (series, days); days are counted from the first day of B.

    - one: 1
    - in_b: 1 in B
    - day, day_in_a, day_in_b: days since the start, in all, in A or in B alone
    - approach: 0 in A, 1 - exp(-d / tau) after d days of B
    """
    since = (data.day - data.start[:, None]).astype(float)
    if name == "approach":
        return np.where(data.in_b, -np.expm1(-np.maximum(since, 0.0) / _check_tau(tau)), 0.0)
    return {
        "one": np.ones_like(since),
        "in_b": data.in_b.astype(float),
        "day": since,
        "day_in_a": np.where(data.in_b, 0.0, since),
        "day_in_b": np.where(data.in_b, since, 0.0),
    }[name]


def answer_factor(data: PackedSeries, contrast: str, tau: float | None) -> Floats:
    """What the last coefficient is multiplied by to give the contrast, (series,)."""
    if contrast == "weekly_gain":
        return np.full(len(data.y), 7.0)
    if contrast == "gradual":
        last = np.where(data.valid, data.day, data.day[:, :1]).max(axis=1) - data.start
        return -np.expm1(-np.maximum(last, 0) / _check_tau(tau))
    return np.ones(len(data.y))


def keep_for_now(data: PackedSeries) -> NDArray[np.bool_]:
    """Readings that `now` compares, (series, days): all of A, and the last of B."""
    sparse = data.typical_gap()[:, None] >= SPARSE_GAP
    in_b = data.in_b & data.valid
    last = np.where(in_b, data.day, data.start[:, None]).max(axis=1, keepdims=True)
    place = in_b[:, ::-1].cumsum(axis=1)[:, ::-1]
    recent = np.where(sparse, place <= NOW_READINGS, data.day > last - NOW_DAYS)
    return data.valid & (~data.in_b | recent)


def phases_alternate(data: PackedSeries) -> NDArray[np.bool_]:
    """Whether a day of A follows a day of B, (series,)."""
    late = data.valid & ~data.in_b & (data.day > data.start[:, None])
    return np.any(late, axis=1)


def _check_tau(tau: float | None) -> float:
    if tau is None or not 0 < tau < np.inf:
        raise DataError(
            f"tau is {tau!r}, must be a number of days above 0, given beforehand: gradual needs it"
        )
    return tau
