"""What was logged when: a row a series and one for the sessions, days across."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import TextPath

from analysis.aspects.coverage import SESSIONS, Coverage
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import (
    add_legend_entry,
    day_number,
    put_header,
    say_instead,
    set_day_axis,
)
from analysis.charts.phased import draw_start
from analysis.charts.style import expect, figure_width, new_axes, styled
from analysis.words import say_count, say_day

_BAR, _LINE, _AIR = 0.15, 0.18, 0.13
"""Inches: height of a bar, of a line of words above it, and air between two rows."""
_LETTER = 0.074
"""Inches that a letter of these words is wide at most, on average."""


@styled
def plot_log(coverage: Coverage, *, ax: Axes | None = None) -> Axes:
    """Draw for every series on which days it was logged, on which later, and on which not.

    A full bar is a day that was logged, a hatched one a day typed in on a later day, a thin line a day
    without. Days on end share a bar. The last row is the days with a session.

    Parameters
    ----------
    coverage : Coverage
    ax : Axes, optional

    Returns
    -------
    Axes
        y counts inches down from the top.

    Examples
    --------
    >>> from analysis.aspects.coverage import find_coverage
    >>> from analysis.intake import Logs
    >>> plot_log(find_coverage(Logs())).texts[0].get_text()
    'No day was logged.'
    """
    expect(coverage, Coverage, "find_coverage(log.logs)")
    days, counts = coverage.days, coverage.counts
    rows = [_lay_row(str(name), _say_row(str(name), row)) for name, row in counts.iterrows()]
    feet = np.cumsum([_LINE * len(lines) + _BAR + _AIR for lines, _ in rows])
    ax = new_axes(ax, height=max(float(feet[-1]) if rows else 0.0, 0.8))
    add_alt_text(ax, describe_log(coverage))
    if days.empty:
        put_header(ax, coverage.title)
        return say_instead(ax, "No day was logged.")
    set_day_axis(ax, days.index[0], days.index[-1])
    ax.set_ylim(float(feet[-1]), 0)
    for name, (lines, said), foot in zip(days, rows, feet, strict=True):
        top = float(foot) - _AIR - _BAR
        _write_row(ax, lines, said, top, days.index)
        _draw_row(ax, days[name], top + _BAR / 2)
    draw_start(ax, coverage.start, days.index)
    _make_key(ax, days)
    ax.set_yticks([])
    ax.tick_params(length=0)
    ax.spines[["left", "right", "top"]].set_visible(False)
    put_header(ax, coverage.title)
    return ax


def describe_log(coverage: Coverage) -> str:
    """Alt text of `plot_log`: the days of the log, and how many of them each row holds."""
    days = coverage.days
    if days.empty:
        return f"{coverage.title}: no day was logged."
    rows = [f"{name} {_say_row(str(name), row)}" for name, row in coverage.counts.iterrows()]
    begun = "" if coverage.start is None else f" The routine began on {say_day(coverage.start)}."
    return (
        f"{coverage.title}, {say_count(len(days), 'day')} from {say_day(days.index[0])} to "
        f"{say_day(days.index[-1])}: {'; '.join(rows)}.{begun}"
    )


def _say_row(name: str, row: pd.Series) -> str:
    """Days of a row with an entry, of all days of the log; how many of them were typed in later."""
    held = int(row["on the day"] + row["later"])
    said = f"{held:,} of {say_count(int(row.sum()), 'day')}"
    later = int(row["later"])
    return f"{said}, {later:,} typed in later" if later and name != SESSIONS else said


def _lay_row(name: str, said: str) -> tuple[list[str], str]:
    """Lines of words above a bar, and what stands at the right of the last: the count where it has room."""
    room = figure_width() - 1.0
    if _width(f"{name}     {said}") <= room:
        return [name], said
    return [*textwrap.wrap(name, int(room / _LETTER)), said], ""


def _width(text: str) -> float:
    """Width of a text in inches."""
    return float(TextPath((0, 0), text, size=9).get_extents().width) / 72


def _write_row(ax: Axes, lines: list[str], said: str, foot: float, days: pd.Index) -> None:
    """Name and count above the bar that begins at `foot`."""
    left, right = day_number(days[0]) - 0.5, day_number(days[-1]) + 0.5
    for number, line in enumerate(reversed(lines)):
        is_count = not said and number == 0
        place, colour = foot - 0.06 - number * _LINE, colours().quiet if is_count else colours().ink
        ax.text(left, place, line, None, ha="left", color=colour, **_words_look())
    if said:
        ax.text(right, foot - 0.06, said, None, ha="right", color=colours().quiet, **_words_look())


def _words_look() -> dict[str, Any]:
    ground = {"facecolor": colours().paper, "linewidth": 0, "pad": 0.6}
    return {"fontsize": 9, "va": "baseline", "zorder": 3, "bbox": ground}


def _draw_row(ax: Axes, states: pd.Series, middle: float) -> None:
    """Days on end with the same state as one bar, or as a thin line where nothing was logged."""
    runs = states.groupby((states != states.shift()).cumsum())
    found = [(str(run.iloc[0]), day_number(run.index[0]) - 0.5, len(run)) for _, run in runs]
    for state in ("on the day", "later"):
        spans = [(begin, length) for one, begin, length in found if one == state]
        if spans:
            ax.broken_barh(spans, (middle - _BAR / 2, _BAR), zorder=2, **_look(state))
    gaps = [(begin, begin + length) for one, begin, length in found if one == "missing"]
    if gaps:
        begins, ends = zip(*gaps, strict=True)
        ax.hlines([middle] * len(gaps), begins, ends, color=colours().missing, linewidth=1, zorder=1)


def _look(state: str) -> dict[str, Any]:
    c = colours()
    if state == "later":
        return {"facecolor": c.paper, "edgecolor": c.quiet, "hatch": "/////", "linewidth": 0.8}
    return {"facecolor": c.quiet, "edgecolor": c.quiet, "linewidth": 0.0}


def _make_key(ax: Axes, days: pd.DataFrame) -> None:
    readings = days.drop(columns=SESSIONS, errors="ignore")
    add_legend_entry(ax, Patch(**_look("on the day")), "logged")
    if (readings == "later").to_numpy().any():
        add_legend_entry(ax, Patch(**_look("later")), "typed in on a later day")
    if (days == "missing").to_numpy().any():
        add_legend_entry(ax, Line2D([], [], color=colours().missing, linewidth=1), "nothing logged")
