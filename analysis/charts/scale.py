"""How much of a scale a value axis shows: all of it, unless that hides the change."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes

from analysis.charts.frame import set_value_ticks
from analysis.comparison import Comparison
from analysis.schema import METRICS, Metric
from analysis.words import UNIT_WORDS

HIDDEN = 0.06
"""A change below this share of the scale would hardly be seen on the whole of it."""

WITHOUT_ZERO = "(axis without 0)"


def set_value_axis(
    ax: Axes, comparison: Comparison, *, beside: Iterable[float] = (), around: Iterable[float] = ()
) -> None:
    """Range, ticks and label of the value axis; the label says where a part of the scale is shown.

    Parameters
    ----------
    ax : Axes
    comparison : Comparison
    beside : iterable of float
        What must be in sight beside the readings, such as a target.
    around : iterable of float
        What should be, but may be cut off by the end of a scale.
    """
    metric, values = METRICS[comparison.key.metric], [*comparison.series, *beside]
    if _has_scale(metric) and hides_change(comparison, metric):
        low, high = room_around(values, least=1.0)
        ax.set_ylim(max(low, metric.low - 0.4), min(high, metric.high + 0.4))
        set_value_ticks(ax)
        ax.set_ylabel(f"{_unit(metric)}\n(part of {metric.low:g}-{metric.high:g})")
        return
    set_readings_axis(ax, metric, [*values, *around, *_mean_ends(comparison)])


def set_readings_axis(ax: Axes, metric: Metric, values: Iterable[float]) -> None:
    """The whole scale of a score, else the room that its readings take; the label says where 0 is not shown."""
    if _has_scale(metric):
        room = 0.04 * (metric.high - metric.low)
        ax.set_ylim(metric.low - room, metric.high + room)
        ax.set_yticks(np.linspace(metric.low, metric.high, 6))
        ax.set_ylabel(f"{_unit(metric)} ({metric.low:g}-{metric.high:g})")
        return
    values = list(values)
    low, high = room_around(values, least=1.0)
    if metric.low == 0:
        low = 0.0 if min(values, default=0.0) <= 0.6 * max(values, default=0.0) else max(low, 0.0)
    ax.set_ylim(low, high)
    set_value_ticks(ax)
    ax.set_ylabel(_unit(metric) if low <= 0 <= high else f"{_unit(metric)}\n{WITHOUT_ZERO}")


def hides_change(comparison: Comparison, metric: Metric) -> bool:
    """Whether a change that the sentence tells of would be lost on the whole scale."""
    verdict = comparison.verdict
    if verdict is None or verdict.change is None or verdict.answer not in ("better", "worse"):
        return False
    return abs(verdict.change.estimate) < HIDDEN * (metric.high - metric.low)


def room_around(values: Iterable[float], *, least: float) -> tuple[float, float]:
    """Range of the values with a tenth of it, at least `least`, on each side.

    Examples
    --------
    >>> room_around([0.0, 20.0], least=1.0)
    (-2.0, 22.0)
    """
    known = np.asarray(list(values), dtype=float)
    known = known[np.isfinite(known)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    room = max((high - low) * 0.1, least)
    return low - room, high + room


def _mean_ends(comparison: Comparison) -> list[float]:
    """Ends of the bands of the means, none of which is cut off."""
    verdict = comparison.verdict
    means = [] if verdict is None else [mean for mean in (verdict.mean_a, verdict.mean_b) if mean is not None]
    return [end for mean in means for end in (mean.low, mean.high)]


def _has_scale(metric: Metric) -> bool:
    return metric.rating or metric.name == "function"


def _unit(metric: Metric) -> str:
    return UNIT_WORDS[metric.unit] or "count"
