"""What charts of days with phases share: ground, readings, means, the line at the start."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.colours import colours
from analysis.charts.frame import day_number
from analysis.verdict import PhaseMean
from analysis.words import say_day

MOST_RUNS = 4
"""Runs of days of one phase that get a piece of the mean's line each."""
MANY = 400
"""Readings from which on points are small and not joined."""


def shade_phases(ax: Axes, labels: pd.Series, start: pd.Timestamp | None) -> None:
    """Colour the ground from the first day of each phase to the first of the next; nothing without a start.

    Parameters
    ----------
    ax : Axes
        With a day axis.
    labels : Series of str
        Phase by date, of days with a reading.
    start : Timestamp or None
        Where B begins, with a reading or without.
    """
    if start is None or labels.empty:
        return
    firsts = list(labels.index[labels != labels.shift()])
    begins = next((day for day in firsts[1:] if labels[day] == "B"), None)
    edges = [start if day == begins and labels.iloc[0] != "B" else day for day in firsts]
    ends = [*edges[1:], labels.index[-1] + pd.Timedelta(days=1)]
    for day, low, high in zip(firsts, edges, ends, strict=True):
        shade = colours().shade(str(labels[day]))
        ax.axvspan(day_number(low) - 0.5, day_number(high) - 0.5, color=shade, linewidth=0, zorder=0)


def join_days(ax: Axes, days: pd.Series, colour: str) -> None:
    """A thin line through readings, broken where days are missing that the log usually has.

    More than 400 readings are not joined: the lines would hide them.
    """
    if len(days) > MANY:
        return
    x, y = np.asarray(mdates.date2num(days.index), dtype=float), days.to_numpy(float)
    usual = max(1.0, float(np.median(np.diff(x)))) if len(x) > 1 else 1.0
    gaps = np.flatnonzero(np.diff(x) > usual) + 1
    x, y = np.insert(x, gaps, np.nan), np.insert(y, gaps, np.nan)
    ax.plot(x, y, color=colour, linewidth=0.8, alpha=0.45)


def draw_points(
    ax: Axes,
    days: pd.Series,
    colour: str,
    *,
    filled: bool = True,
    marker: str = "o",
    size: float = 4.5,
    label: str | None = None,
) -> None:
    """Readings as points, smaller where there are many; open where not `filled`."""
    ax.plot(
        np.asarray(mdates.date2num(days.index), dtype=float),
        days.to_numpy(float),
        linestyle="",
        marker=marker,
        markersize=size if len(days) <= MANY else min(size, 3),
        color=colour,
        markerfacecolor=colour if filled else colours().paper,
        label=label,
        zorder=3,
    )


def split_runs(labels: pd.Series, phase: str) -> list[pd.Index]:
    """The days of a phase in runs that no other phase interrupts; many short ones count as one.

    Examples
    --------
    >>> labels = pd.Series(["A", "B", "A"], pd.date_range("2026-03-01", periods=3))
    >>> [len(run) for run in split_runs(labels, "A")]
    [1, 1]
    """
    days = labels.index[labels == phase]
    run = (labels != labels.shift()).cumsum()[labels == phase]
    if run.nunique() > MOST_RUNS:
        return [days]
    return [pd.Index(part.index) for _, part in run.groupby(run)]


def draw_mean(
    ax: Axes, runs: Sequence[pd.Index], mean: PhaseMean, colour: str, *, label: str | None = None
) -> None:
    """A mean as a line across its days, its interval as a band; a piece for each run of days."""
    for days in runs:
        ends = [day_number(days[0]) - 0.5, day_number(days[-1]) + 0.5]
        ax.fill_between(ends, mean.low, mean.high, color=colour, alpha=0.25, linewidth=0, zorder=2.5)
        ax.plot(ends, [mean.estimate] * 2, color=colour, linewidth=2.4, label=label, zorder=4)
        label = None


def draw_start(ax: Axes, start: pd.Timestamp | None, days: pd.Index, *, label: bool = True) -> None:
    """A dashed line at the start, where it lies within the days shown."""
    if start is None or not days[0] <= start <= days[-1]:
        return
    name = f"start, {say_day(start, year=False)}" if label else None
    ax.axvline(day_number(start) - 0.5, color=colours().ink, linewidth=1.2, linestyle="--", label=name)
