"""A plan day by day: what was drawn, and what was done."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.aspects.planned import Planned
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import day_number, put_header, say_instead, set_day_axis, tidy_axes
from analysis.charts.style import expect, new_axes, styled
from analysis.planning.plan import list_stretches
from analysis.words import say_day

_HEIGHT = 0.7


@styled
def plot_plan(planned: Planned, *, ax: Axes | None = None) -> Axes:
    """Draw the days of a plan: filled with the routine, open without; a dot on a day with a session.

    Parameters
    ----------
    planned : Planned
    ax : Axes, optional

    Returns
    -------
    Axes
        A row a side, else one row.

    Examples
    --------
    >>> from analysis.aspects.planned import find_planned
    >>> from analysis.phases import Phases
    >>> ax = plot_plan(find_planned(Phases((), "none"), None, ()))
    >>> ax.texts[0].get_text()
    'No plan lies beside this log.'
    """
    expect(planned, Planned, "open_logbook(...).planned()")
    marks = planned.marks
    ax = new_axes(ax, height=0.9 + 0.6 * max(len(marks.columns), 1))
    add_alt_text(ax, describe_plan(planned))
    if marks.empty:
        put_header(ax, planned.title, legend=False)
        return say_instead(ax, "No plan lies beside this log.")
    set_day_axis(ax, marks.index[0], marks.index[-1])
    for row, side in enumerate(map(str, marks)):
        _draw_row(ax, marks[side], row, first=row == 0)
        _draw_done(ax, planned, side, row, first=row == 0)
    ax.set_ylim(len(marks.columns) - 0.45, -0.55)
    ax.set_yticks(range(len(marks.columns)), [*map(str, marks)])
    ax.tick_params(axis="y", length=0)
    tidy_axes(ax)
    ax.grid(visible=False)
    ax.spines["left"].set_visible(False)
    put_header(ax, planned.title, note=planned.refused and f"Counts as no draw: {planned.refused}.")
    return ax


def describe_plan(planned: Planned) -> str:
    """Alt text of `plot_plan`: the stretches of days with and without the routine."""
    if planned.marks.empty:
        return f"{planned.title}: no plan lies beside this log."
    parts = []
    for side in map(str, planned.marks):
        runs = [
            f"{'with' if on else 'without'} {say_day(pd.Timestamp(first), year=False)} to {say_day(pd.Timestamp(last), year=False)}"
            for first, last, on in list_stretches(planned.marks[side])
        ]
        more = f" and {len(runs) - 8} more stretches" if len(runs) > 8 else ""
        parts.append(f"{side + ': ' if side else ''}{', '.join(runs[:8])}{more}")
    return f"{planned.title}: {'; '.join(parts)}."


def _draw_row(ax: Axes, marks: pd.Series, row: int, *, first: bool) -> None:
    c, named = colours(), {True: first, False: first}
    for begin, end, on in list_stretches(marks):
        low, high = day_number(pd.Timestamp(begin)) - 0.5, day_number(pd.Timestamp(end)) + 0.5
        ax.barh(
            row,
            high - low,
            left=low,
            height=_HEIGHT,
            color=c.routine_shade if on else c.paper,
            edgecolor=c.routine if on else c.before,
            linewidth=1.0,
            label=("drawn with the routine" if on else "drawn without") if named[on] else None,
        )
        named[on] = False


def _draw_done(ax: Axes, planned: Planned, side: str, row: int, *, first: bool) -> None:
    if planned.kept is None:
        return
    days = planned.kept.days
    done = days.loc[(days["side"] == side) & days["done"], "date"]
    if done.empty:
        return
    x = np.asarray(mdates.date2num(done), dtype=float)
    label = "a session" if first else None
    ax.plot(
        x, [row] * len(x), linestyle="", marker="o", markersize=4, color=colours().ink, label=label, zorder=4
    )
