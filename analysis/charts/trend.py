"""An outcome over days: every reading, its phases, and the mean of each with its interval."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.describe import add_alt_text
from analysis.charts.style import (
    INK,
    PHASE_COLOURS,
    PHASE_SHADES,
    QUIET,
    new_axes,
    put_legend,
    set_day_axis,
    set_value_ticks,
    styled,
    tidy_axes,
)
from analysis.comparison import Comparison
from analysis.schema import METRICS
from analysis.verdict import PhaseMean
from analysis.words import UNIT_WORDS, say_amount, say_count, say_day, say_number

PHASE_WORDS = {"A": "before", "B": "routine", "break": "break", "after": "long after the last session"}


@styled
def plot_trend(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw one series over days.

    Raw readings as points (open before, filled since the start), joined only where no day
    is missing; phases shaded; the mean of each phase as a line across its days, with the
    95 % interval handed in as a band.

    Parameters
    ----------
    comparison : Comparison
        A series with its phases and its verdict.
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_trend(open_logbook().compare(["pain"])[0])
    >>> ax.get_title(loc="left")
    'Example log: pain'
    """
    ax = new_axes(ax)
    series, labels = comparison.series, comparison.labels
    if comparison.start is None:
        _draw_readings(ax, series, QUIET, True, "a day with a reading")
    else:
        _shade_phases(ax, labels, comparison.start)
        for phase in pd.unique(labels):
            colour = PHASE_COLOURS.get(phase, QUIET)
            _draw_readings(
                ax, series[labels == phase], colour, phase != "A", PHASE_WORDS.get(phase, str(phase))
            )
    verdict = comparison.verdict
    if verdict is not None:
        for phase, mean in (("A", verdict.mean_a), ("B", verdict.mean_b)):
            if mean is not None:
                _draw_mean(ax, labels.index[labels == phase], mean, PHASE_COLOURS[phase])
    if comparison.start is not None and series.index[0] <= comparison.start <= series.index[-1]:
        at = float(mdates.date2num(comparison.start)) - 0.5
        label = f"start, {say_day(comparison.start, year=False)}"
        ax.axvline(at, color=INK, linewidth=1.2, linestyle="--", label=label)
    set_day_axis(ax, series.index[0], series.index[-1])
    note = _set_value_axis(ax, comparison)
    ax.set_ylabel(UNIT_WORDS[comparison.unit] + note)
    ax.set_title(comparison.title, loc="left")
    put_legend(ax)
    tidy_axes(ax)
    add_alt_text(ax, describe_trend(comparison))
    return ax


def describe_trend(comparison: Comparison) -> str:
    """Alt text of `plot_trend`: what is drawn, with its figures."""
    series, verdict = comparison.series, comparison.verdict
    days = (series.index[-1] - series.index[0]).days + 1
    low, high = float(series.min()), float(series.max())
    span = f"between {say_number(low)} and" if low < high else "always"
    text = (
        f"{comparison.title}: {say_count(len(series), 'day')} with a reading, in {say_count(days, 'day')} "
        f"from {say_day(series.index[0])} to {say_day(series.index[-1])}, "
        f"{span} {say_amount(high, comparison.unit)}."
    )
    if verdict is None or verdict.mean_a is None or verdict.mean_b is None:
        return text
    a, b = verdict.mean_a, verdict.mean_b
    return (
        f"{text} Mean before {say_amount(a.estimate, comparison.unit)} (likely {say_number(a.low)} to "
        f"{say_number(a.high)}), since the start {say_amount(b.estimate, comparison.unit)} "
        f"(likely {say_number(b.low)} to {say_number(b.high)})."
    )


def _shade_phases(ax: Axes, labels: pd.Series, start: pd.Timestamp) -> None:
    """Colour the ground from the first day of each phase to the first of the next."""
    changes = labels.index[labels != labels.shift()]
    ends = [*changes[1:], labels.index[-1] + pd.Timedelta(days=1)]
    edges = [
        start if labels.get(day) == "B" and day != labels.index[0] else day for day in (*changes, ends[-1])
    ]
    for day, low, high in zip(changes, edges[:-1], edges[1:], strict=True):
        shade = PHASE_SHADES.get(labels[day], PHASE_SHADES["break"])
        low, high = (float(mdates.date2num(edge)) - 0.5 for edge in (low, high))
        ax.axvspan(low, high, color=shade, linewidth=0, zorder=0)


def _draw_readings(ax: Axes, days: pd.Series, colour: str, filled: bool, name: str) -> None:
    x, y = np.asarray(mdates.date2num(days.index), dtype=float), days.to_numpy(float)
    gaps = np.flatnonzero(np.diff(x) > max(1.0, float(np.median(np.diff(x)))) if len(x) > 1 else []) + 1
    ax.plot(np.insert(x, gaps, np.nan), np.insert(y, gaps, np.nan), color=colour, linewidth=0.8, alpha=0.45)
    ax.plot(
        x,
        y,
        linestyle="",
        marker="o",
        markersize=4.5,
        color=colour,
        markerfacecolor=colour if filled else "white",
        label=f"{name} ({say_count(len(days), 'day')})",
    )


def _draw_mean(ax: Axes, days: pd.Index, mean: PhaseMean, colour: str) -> None:
    ends = mdates.date2num(pd.DatetimeIndex([days[0], days[-1]])) + np.array([-0.5, 0.5])
    ax.fill_between(ends, mean.low, mean.high, color=colour, alpha=0.22, linewidth=0)
    label = "mean and its likely range" if colour == PHASE_COLOURS["B"] else None
    ax.plot(ends, [mean.estimate] * 2, color=colour, linewidth=2.2, label=label)


def _set_value_axis(ax: Axes, comparison: Comparison) -> str:
    """The scale's whole range for ratings, else the readings with room; says where 0 is not shown."""
    metric = METRICS[comparison.key.metric]
    if metric.rating:
        ax.set_ylim(metric.low - 0.4, metric.high + 0.4)
        ax.set_yticks(range(int(metric.low), int(metric.high) + 1, 2))
        return " (0-10)"
    low, high = float(comparison.series.min()), float(comparison.series.max())
    room = max((high - low) * 0.12, 1.0)
    ax.set_ylim(low - room, high + room)
    set_value_ticks(ax)
    return "" if low - room <= 0 <= high + room else "\n(axis without 0)"
