"""Minutes a week: what targets the hip flexors, conventional training, and the rest."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.describe import add_alt_text
from analysis.charts.style import (
    INK,
    QUIET,
    TRAINING_COLOURS,
    TRAINING_HATCHES,
    new_axes,
    put_legend,
    set_day_axis,
    styled,
    tidy_axes,
)
from analysis.training import WeeklyTraining
from analysis.words import say_count, say_day, say_number

_NAMES = {
    "targeted": "targets the hip flexors",
    "conventional": "conventional",
    "other": "other or not recognised",
}


@styled
def plot_minutes(training: WeeklyTraining, *, ax: Axes | None = None) -> Axes:
    """Draw minutes a week as stacked bars; a week without a session is an empty place.

    Parameters
    ----------
    training : WeeklyTraining
        Its start is drawn as a line.
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> from analysis.training import sum_weeks
    >>> plot_minutes(sum_weeks(Logs())).get_title(loc="left")
    'Minutes a week'
    """
    ax = new_axes(ax)
    ax.set_title(training.title, loc="left")
    add_alt_text(ax, describe_minutes(training))
    minutes, start = training.minutes, training.start
    if minutes.empty or not float(minutes.to_numpy().sum()):
        why = f"{say_count(training.total, 'session')}, none with minutes"
        ax.text(
            0.5,
            0.5,
            f"No minutes to show: {why}.",
            ha="center",
            va="center",
            transform=ax.transAxes,
            color=QUIET,
        )
        ax.set_axis_off()
        return ax
    _draw_bars(ax, minutes)
    if start is not None:
        at = float(mdates.date2num(start)) - 0.5
        ax.axvline(at, color=INK, linewidth=1.2, linestyle="--", label=f"start, {say_day(start, year=False)}")
    set_day_axis(ax, minutes.index[0], minutes.index[-1] + pd.Timedelta(days=6))
    ax.set_ylabel("minutes a week")
    if training.without_minutes:
        missing = f"{say_count(training.without_minutes, 'session')} without minutes not in the bars"
        ax.set_xlabel(missing, color=QUIET, loc="left")
    put_legend(ax)
    tidy_axes(ax)
    return ax


def describe_minutes(training: WeeklyTraining) -> str:
    """Alt text of `plot_minutes`: weeks, totals, and the weeks without a session."""
    minutes, sessions, start = training.minutes, training.sessions, training.start
    if minutes.empty or not training.total:
        return f"{training.title}: no session in this log."
    empty = int((sessions.sum(axis=1) == 0).sum())
    parts = [
        f"{_NAMES[str(kind)]} {say_number(float(minutes[kind].sum()), like=100)} minutes in "
        f"{say_count(int(sessions[kind].sum()), 'session')}"
        for kind in sessions.columns[(sessions > 0).any()]
    ]
    begun = "" if start is None else f" The routine began on {say_day(start)}."
    return (
        f"{training.title}, {say_count(len(minutes), 'week')} from {say_day(minutes.index[0])}: {'; '.join(parts)}. "
        f"{say_count(empty, 'week')} without a session.{begun}"
    )


def _draw_bars(ax: Axes, minutes: pd.DataFrame) -> None:
    """One stacked bar a week, from Monday to Sunday."""
    x = np.asarray(mdates.date2num(minutes.index), dtype=float) + 3
    below = np.zeros(len(minutes))
    for kind in minutes.columns[(minutes > 0).any()]:
        height = minutes[kind].to_numpy(float)
        ax.bar(
            x,
            height.tolist(),
            bottom=below.tolist(),
            width=5.6,
            color=TRAINING_COLOURS[kind],
            hatch=TRAINING_HATCHES[kind],
            edgecolor="white",
            linewidth=0.5,
            label=_NAMES[kind],
        )
        below += height
