"""The change at the real start among the changes that every other day would show."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
from matplotlib.axes import Axes

from analysis.aspects.placebo import FEWEST_DAYS, Placebo
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import (
    day_number,
    put_header,
    say_instead,
    set_day_axis,
    set_value_ticks,
    tidy_axes,
    wrap_text,
)
from analysis.charts.scale import room_around
from analysis.charts.style import expect, new_axes, styled
from analysis.stats.carryover import PhaseChange
from analysis.words import UNIT_WORDS, say_amount, say_count, say_day, say_number

NEIGHBOURS = (
    "Days near the real start share most of their readings with it, and so its change; "
    "this is a look, not a test."
)


@styled
def plot_placebo(placebo: Placebo, *, ax: Axes | None = None) -> Axes:
    """Draw the step at every assumed start, the real one marked.

    Points: the step, had the routine started on this day; lines: its 95 % interval. The real start
    stands as a diamond with its own interval.

    Parameters
    ----------
    placebo : Placebo
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.aspects.placebo import find_placebos
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_placebo(find_placebos(open_logbook().compare(["pain"]))[0])
    >>> ax.get_title(loc="left")
    'Pain: the change on every other day'
    """
    expect(placebo, Placebo, "open_logbook(...).placebos(['pain'])")
    ax = new_axes(ax)
    add_alt_text(ax, describe_placebo(placebo))
    if placebo.reason or placebo.changes.empty:
        put_header(ax, placebo.title)
        return say_instead(ax, f"{placebo.name}: {_say_reason(placebo)}")
    starts = placebo.changes["start"]
    days = starts if placebo.start is None else [*starts, placebo.start]
    set_day_axis(ax, min(days), max(days))
    _draw_others(ax, placebo)
    _draw_real(ax, placebo)
    ax.axhline(0, color=colours().ink, linewidth=1.0, zorder=1)
    _set_change_axis(ax, placebo)
    tidy_axes(ax)
    _say_below(ax, placebo)
    put_header(ax, placebo.title, note=_say_share(placebo))
    return ax


def describe_placebo(placebo: Placebo) -> str:
    """Alt text of `plot_placebo`: the real change, and how many other days show as much."""
    if placebo.reason or placebo.changes.empty:
        return f"{placebo.title}: {_say_reason(placebo)}"
    rows = placebo.changes
    first, last = rows["start"].iloc[0], rows["start"].iloc[-1]
    return (
        f"{placebo.title}: the step at {say_count(len(rows), 'assumed start')} from {say_day(first)} to "
        f"{say_day(last)}, between {say_number(float(rows['estimate'].min()))} and "
        f"{say_amount(float(rows['estimate'].max()), placebo.unit)}. {_say_share(placebo)} "
        f"{_say_basis(placebo)}"
    )


def _say_reason(placebo: Placebo) -> str:
    return placebo.reason or "No change can be computed at any other start."


def _say_share(placebo: Placebo) -> str:
    real = placebo.at_start
    if real is None:
        return ""
    step = say_amount(abs(real.estimate), placebo.unit)
    way = "higher" if real.estimate >= 0 else "lower"
    would = f"{placebo.larger} of {say_count(len(placebo.changes), 'other day')} would show as much or more"
    return f"At the real start: {step} {way}, likely {_say_range(real)}. {would}, higher or lower."


def _say_range(real: PhaseChange) -> str:
    """A range in the direction of its change; one that crosses 0 with both directions named."""
    if real.low < 0 < real.high:
        return f"{say_number(-real.low)} lower to {say_number(real.high)} higher"
    near, far = sorted((abs(real.low), abs(real.high)))
    return f"{say_number(near)} to {say_number(far)}"


def _say_basis(placebo: Placebo) -> str:
    shown = len(placebo.changes)
    thinned = f" {shown} of {placebo.possible} possible days are shown." if shown < placebo.possible else ""
    return f"{NEIGHBOURS} At least {FEWEST_DAYS} days with a reading on each side.{thinned}"


def _say_below(ax: Axes, placebo: Placebo) -> None:
    low, high = ax.get_ylim()
    beyond = int(((placebo.changes["low"] < low) | (placebo.changes["high"] > high)).sum())
    reach = "range reaches" if beyond == 1 else "ranges reach"
    cut = f" {beyond} likely {reach} beyond the edge." if beyond else ""
    text = f"First day of the routine, as assumed. {_say_basis(placebo)}{cut}"
    rows = wrap_text(ax, text, ax.get_window_extent().width, size=9)
    ax.set_xlabel("\n".join(rows), loc="left", fontsize=9, color=colours().quiet)


def _draw_others(ax: Axes, placebo: Placebo) -> None:
    rows, c = placebo.changes, colours()
    x = np.asarray(mdates.date2num(rows["start"]), dtype=float)
    label = "likely range"
    ax.vlines(x, rows["low"], rows["high"], color=c.error, linewidth=2.0, label=label, zorder=2)
    size = 4.0 if len(rows) <= 100 else 3.0
    name = "step, had the routine started on this day"
    ax.plot(x, rows["estimate"], linestyle="", marker=".", markersize=2 * size, color=c.between,
            markeredgewidth=0, label=name, zorder=3)  # fmt: skip


def _draw_real(ax: Axes, placebo: Placebo) -> None:
    real, c = placebo.at_start, colours()
    if real is None or placebo.start is None:
        return
    x = day_number(placebo.start)
    ax.plot([x, x], [real.low, real.high], color=c.routine, linewidth=2.6, zorder=4)
    name = f"the real start, {say_day(placebo.start, year=False)}"
    ax.plot([x], [real.estimate], linestyle="", marker="D", markersize=8, color=c.routine,
            markeredgecolor=c.paper, label=name, zorder=5)  # fmt: skip
    for level, label in ((real.estimate, "as much as at the real start"), (-real.estimate, None)):
        ax.axhline(level, color=c.routine, linewidth=0.9, linestyle=":", label=label, zorder=1.5)


def _set_change_axis(ax: Axes, placebo: Placebo) -> None:
    """Room for every step and the real interval, and for nearly all others; a few long ones are cut off."""
    rows, real = placebo.changes, placebo.at_start
    ends = [0.0, *rows["estimate"], *rows["low"].quantile([0.05]), *rows["high"].quantile([0.95])]
    if real is not None:
        ends += [real.low, real.high, -real.estimate]
    ax.set_ylim(*room_around(ends, least=0.1 * (max(ends) - min(ends)) or 1.0))
    set_value_ticks(ax)
    ax.set_ylabel(f"step, {UNIT_WORDS[placebo.unit] or 'count'}")
