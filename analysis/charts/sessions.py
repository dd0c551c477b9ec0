"""Readings before and after each session as slopes, beside their typical difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.aspects.acute import Acute
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import add_legend_entry, put_header, say_instead, set_value_ticks, tidy_axes
from analysis.charts.scale import room_around, set_readings_axis
from analysis.charts.style import expect, is_narrow, new_axes, styled
from analysis.schema import METRICS
from analysis.stats.paired import MeanChange
from analysis.words import UNIT_WORDS, say_amount, say_count, say_number

WHAT_IT_IS = "This is one day, before and after a session; it does not show what the routine does over weeks."
NO_PAIR = "No session has a reading before it and one after it on the same day."
_THICKEST = 7.0
"""Points that a line of many alike sessions may be wide."""
_LARGEST = 190.0
"""Square points that the circle of many alike readings may take."""


@styled
def plot_sessions(acute: Acute, *, ax: Axes | None = None) -> Axes:
    """Draw what was read before and after each session, and how much that differed.

    Left: a line a session, from the reading before (open) to the one after (filled). Sessions with the same
    two readings are one line, thicker the more they are; markers grow the same way. Right: the mean
    difference with its 95 % interval, and the line of no difference.

    Parameters
    ----------
    acute : Acute
    ax : Axes, optional
        Gives part of its width to the right-hand panel.

    Returns
    -------
    Axes
        The left-hand one.

    Examples
    --------
    >>> from analysis.aspects.acute import find_acute
    >>> from analysis.days import SeriesKey
    >>> from analysis.intake import Logs
    >>> none = find_acute(Logs(), SeriesKey("tightness", None, "hip", "unknown"))
    >>> plot_sessions(none).texts[0].get_text().startswith("No session has a reading before it")
    True
    """
    expect(acute, Acute, "open_logbook(...).acutes(['pain'])")
    ax = new_axes(ax, height=3.0)
    add_alt_text(ax, describe_sessions(acute))
    if acute.pairs.empty:
        put_header(ax, acute.title)
        return say_instead(ax, f"{NO_PAIR} {_say_alone(acute)}".strip())
    _draw_slopes(ax, acute)
    _set_slope_axis(ax, acute)
    tidy_axes(ax)
    if acute.change is not None:
        _draw_change(ax, acute, acute.change)
    put_header(ax, acute.title, note=f"{_say_change(acute)} {WHAT_IT_IS}")
    return ax


def describe_sessions(acute: Acute) -> str:
    """Alt text of `plot_sessions`: how many sessions, which way they went, and the mean difference."""
    if acute.pairs.empty:
        return f"{acute.title}: {NO_PAIR} {_say_alone(acute)}".strip()
    change = _say_change(acute)
    said = (change[0].lower() + change[1:], _say_alone(acute), WHAT_IT_IS)
    return f"{acute.title}: {' '.join(part for part in said if part)}"


def _say_change(acute: Acute) -> str:
    lower, same, higher = acute.directions
    sessions = say_count(len(acute.pairs), "session")
    counts = f"Lower after {lower} of {sessions}, the same after {same}, higher after {higher}."
    change = acute.change
    if change is None:
        return f"{counts} No typical difference: {acute.reason}."
    return (
        f"{counts} On average {say_amount(change.estimate, acute.unit)} (likely {say_number(change.low)} to "
        f"{say_number(change.high)})."
    )


def _say_alone(acute: Acute) -> str:
    return f"Not shown: {say_count(acute.alone, 'reading')} without a partner." if acute.alone else ""


def _draw_slopes(ax: Axes, acute: Acute) -> None:
    pairs, c = acute.pairs, colours()
    alike = pairs.groupby(["before", "after"], as_index=False).size()
    widths = _grow(alike["size"], one=0.9, most=_THICKEST)
    for before, after, width in zip(alike["before"], alike["after"], widths, strict=True):
        ax.plot([0, 1], [before, after], color=c.ink, alpha=0.4, linewidth=width, solid_capstyle="butt")
    for place, name, face in ((0, "before", c.paper), (1, "after", c.routine)):
        counts = pairs.groupby(name).size()
        sizes, at = _grow(counts, one=26, most=_LARGEST), np.full(len(counts), float(place))
        ax.scatter(at, counts.index, s=sizes, facecolor=face, edgecolor=c.routine, linewidth=1.4, zorder=3)
    if alike["size"].max() > 1:
        sample = Line2D([], [], color=c.ink, alpha=0.4, linewidth=3.5)
        add_legend_entry(ax, sample, "thicker line, larger circle: several sessions alike")


def _grow(counts: pd.Series, *, one: float, most: float) -> list[float]:
    """Sizes in proportion to counts: `one` for one session, less where the largest would pass `most`."""
    return (counts * min(one, most / float(counts.max()))).tolist()


def _set_slope_axis(ax: Axes, acute: Acute) -> None:
    ax.set_xlim(-0.3, 1.3)
    ax.set_xticks([0, 1], ["before\nthe session", "after\nthe session"])
    values = [*acute.pairs["before"], *acute.pairs["after"]]
    set_readings_axis(ax, METRICS[acute.key.metric], values)
    ax.set_xlabel(_say_alone(acute), loc="left", fontsize=9, color=colours().quiet)


def _draw_change(ax: Axes, acute: Acute, change: MeanChange) -> None:
    size, pad = ("42%", 0.75) if is_narrow() else ("30%", 1.0)
    beside = make_axes_locatable(ax).append_axes("right", size=size, pad=pad)
    c = colours()
    beside.set_facecolor(c.paper)
    beside.axhline(0, color=c.ink, linewidth=1)
    beside.plot([0, 0], [change.low, change.high], color=c.ink, linewidth=1.8)
    beside.plot([0], [change.estimate], marker="D", markersize=7, color=c.ink)
    beside.set_xlim(-1, 1)
    beside.set_xticks([0], ["mean and its\nlikely range"])
    beside.set_ylim(*room_around([change.low, change.high, 0.0], least=0.3))
    beside.set_ylabel(f"after less before, {UNIT_WORDS[acute.unit] or 'count'}")
    set_value_ticks(beside)
    tidy_axes(beside)
