"""Minutes a week by what they train, what of them reaches the hip flexors, and sessions a week."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import (
    add_legend_entry,
    day_number,
    measure_text,
    put_header,
    say_instead,
    set_day_axis,
    set_value_ticks,
    tidy_axes,
    wrap_text,
)
from analysis.charts.style import expect, new_axes, styled
from analysis.training import WeeklyTraining
from analysis.words import say_count, say_day, say_number

KIND_WORDS = {
    "targeted": "targets the hip flexors",
    "conventional": "conventional",
    "relaxation": "breathing, relaxation",
    "other": "other or not recognised",
}
REACHING = "reaches the hip flexors, at least partly"
_HATCHES = {"targeted": "", "conventional": "///", "relaxation": "...", "other": "xxx"}
_LANE = 0.19
"""Height of a row of sessions in inches."""
_FEWEST_WEEKS = 6
"""Weeks that the axis has room for, logged or not."""
_NARROW = 6.0
"""Points a week below which bars touch each other."""


@styled
def plot_minutes(training: WeeklyTraining, *, ax: Axes | None = None) -> Axes:
    """Draw minutes a week as stacked bars, and below them sessions a week, a row a kind.

    The bars say what an exercise is meant for; the dark tick on a bar says how many of its minutes reach
    the hip flexors at least partly, whatever they are meant for. Sessions are numbers where the weeks
    have room for them, else small bars. A week without a session is an empty place.

    Parameters
    ----------
    training : WeeklyTraining
        Its start is drawn as a line.
    ax : Axes, optional

    Returns
    -------
    Axes
        Those of the minutes.

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> from analysis.training import sum_weeks
    >>> plot_minutes(sum_weeks(Logs())).get_title(loc="left")
    'Minutes a week'
    """
    expect(training, WeeklyTraining, "open_logbook(...).training()")
    kinds = [str(kind) for kind in training.sessions.columns[(training.sessions > 0).any()]]
    has_minutes = bool(training.minutes.to_numpy().sum())
    lanes, bars = _LANE * len(kinds), 0.5 if kinds and not has_minutes else 2.3
    ax = new_axes(ax, height=bars + lanes)
    add_alt_text(ax, describe_minutes(training))
    if not training.total:
        put_header(ax, training.title)
        return say_instead(ax, "No minutes to show: no session in this log.")
    strip = make_axes_locatable(ax).append_axes("bottom", size=f"{100 * lanes / bars:.0f}%", pad=0.08)
    _set_weeks(ax, strip, training)
    if has_minutes:
        _draw_bars(ax, training.minutes)
        _draw_reaching(ax, training)
        ax.set_ylim(0, 1.06 * float(training.minutes.sum(axis=1).max()))
        set_value_ticks(ax)
        ax.set_ylabel("minutes a week")
    rows = _draw_sessions(strip, training.sessions[kinds])
    _draw_start(ax, [ax, strip] if has_minutes else [strip], training)
    _say_below(strip, [rows, *_notes(training)])
    tidy_axes(ax)
    put_header(ax, training.title)
    if not has_minutes:
        say_instead(ax, f"No minutes to show: {say_count(training.total, 'session')}, none with minutes.")
    return ax


def describe_minutes(training: WeeklyTraining) -> str:
    """Alt text of `plot_minutes`: weeks, totals, and the weeks without a session."""
    minutes, sessions, start = training.minutes, training.sessions, training.start
    if minutes.empty or not training.total:
        return f"{training.title}: no session in this log."
    empty = int((sessions.sum(axis=1) == 0).sum())
    parts = [
        f"{KIND_WORDS[str(kind)]} {_say_minutes(float(minutes[kind].sum()))} in "
        f"{say_count(int(sessions[kind].sum()), 'session')}"
        for kind in sessions.columns[(sessions > 0).any()]
    ]
    reach = say_number(float(training.reaching.sum()), like=100)
    begun = "" if start is None else f" The routine began on {say_day(start)}."
    notes = "".join(f" {note[0].upper()}{note[1:]}." for note in _notes(training))
    return (
        f"{training.title}, {say_count(len(minutes), 'week')} from {say_day(minutes.index[0])}: "
        f"{'; '.join(parts)}. Of these minutes, {reach} "
        f"{'is' if reach == '1' else 'are'} of exercises that reach the hip flexors, at least partly. "
        f"{say_count(empty, 'week')} without a session.{begun}{notes}"
    )


def _say_minutes(minutes: float) -> str:
    number = say_number(minutes, like=100)
    return f"{number} minute" if number == "1" else f"{number} minutes"


def _middles(weeks: pd.Index) -> np.ndarray:
    """Where the weeks stand: the day number of each Thursday."""
    return np.asarray(mdates.date2num(weeks), dtype=float) + 3


def _set_weeks(ax: Axes, strip: Axes, training: WeeklyTraining) -> None:
    """One day axis for both, its labels below the lower one, with room for a few weeks at least."""
    weeks = training.minutes.index
    strip.set_facecolor(colours().paper)
    last = max(weeks[-1], weeks[0] + pd.Timedelta(weeks=_FEWEST_WEEKS - 1))
    set_day_axis(ax, weeks[0], last + pd.Timedelta(days=6))
    strip.sharex(ax)
    ax.tick_params(labelbottom=False)


def _week_width(ax: Axes) -> float:
    """Points that a week is wide."""
    ends = ax.transData.transform([(0, 0), (7, 0)])[:, 0]
    figure = ax.get_figure(root=True)
    return float(ends[1] - ends[0]) * 72 / (figure.dpi if figure is not None else 72)


def _draw_bars(ax: Axes, minutes: pd.DataFrame) -> None:
    """One stacked bar a week, from Monday to Sunday."""
    below, apart = np.zeros(len(minutes)), _week_width(ax) >= _NARROW
    for kind in minutes.columns[(minutes > 0).any()]:
        height = minutes[kind].to_numpy(float)
        ax.bar(
            _middles(minutes.index),
            height.tolist(),
            bottom=below.tolist(),
            width=5.6 if apart else 7.0,
            color=getattr(colours(), str(kind)),
            hatch=_HATCHES[str(kind)],
            edgecolor=colours().paper,
            linewidth=0.4 if apart else 0.0,
            label=KIND_WORDS[str(kind)],
        )
        below += height


def _draw_reaching(ax: Axes, training: WeeklyTraining) -> None:
    """A dark tick across each bar, a stepped line where bars touch; a light rim makes it stand out on any."""
    heights = training.reaching.where(training.minutes.sum(axis=1) > 0).to_numpy(float)
    at, c = _middles(training.minutes.index), colours()
    if _week_width(ax) >= _NARROW:
        at, heights = at[~np.isnan(heights)], heights[~np.isnan(heights)]
        for colour, width in ((c.paper, 3.6), (c.ink, 1.8)):
            ticks = ax.hlines(heights, at - 3.3, at + 3.3, color=colour, linewidth=width, zorder=3)
            ticks.set_capstyle("butt")
    else:
        edges = [*(at - 3.5), at[-1] + 3.5]
        for colour, width in ((c.paper, 2.2), (c.ink, 1.1)):
            ax.stairs(heights, edges, baseline=None, color=colour, linewidth=width, zorder=3)
    add_legend_entry(ax, Line2D([], [], color=c.ink, linewidth=1.8), REACHING)


def _draw_sessions(strip: Axes, sessions: pd.DataFrame) -> str:
    """A row a kind: the number of sessions of each week, or a bar of that height; gives what they are."""
    kinds, most = list(sessions.columns), int(sessions.to_numpy().max())
    strip.set_ylim(len(kinds) - 0.5, -0.5)
    figure = strip.get_figure(root=True)
    wide = measure_text(strip, str(most), size=8) * 72 / (figure.dpi if figure is not None else 72)
    are_numbers = _week_width(strip) >= 1.35 * wide
    for row, kind in enumerate(kinds):
        counts = sessions[kind][sessions[kind] > 0]
        (_write_counts if are_numbers else _draw_counts)(strip, row, counts, most)
    strip.set_yticks(range(len(kinds)), kinds, fontsize=8)
    strip.tick_params(length=0, pad=3)
    strip.spines[["top", "right", "left"]].set_visible(False)
    between = np.arange(len(kinds)) - 0.5
    strip.hlines(between, 0, 1, transform=strip.get_yaxis_transform(), color=colours().grid, linewidth=0.8)
    return "lower rows: sessions a week" + ("" if are_numbers else f", the tallest bar is {most}")


def _write_counts(strip: Axes, row: int, counts: pd.Series, most: int) -> None:
    ground = {"facecolor": colours().paper, "linewidth": 0, "pad": 1}
    for x, count in zip(_middles(counts.index), counts, strict=True):
        strip.text(x, row, str(count), ha="center", va="center_baseline", fontsize=8, bbox=ground, zorder=3)


def _draw_counts(strip: Axes, row: int, counts: pd.Series, most: int) -> None:
    heights, colour = 0.8 * counts.to_numpy(float) / most, getattr(colours(), str(counts.name))
    strip.bar(_middles(counts.index), -heights, bottom=row + 0.4, width=7.0, linewidth=0, color=colour)


def _draw_start(ax: Axes, panels: list[Axes], training: WeeklyTraining) -> None:
    """A line before the week of the start, so that no bar with days of the routine stands before it."""
    start, weeks = training.start, training.minutes.index
    if start is None or not weeks[0] <= start <= weeks[-1] + pd.Timedelta(days=6):
        return
    monday = start - pd.Timedelta(days=start.weekday())
    at, look = day_number(monday) - 0.5, {"color": colours().ink, "linewidth": 1.2, "linestyle": "--"}
    for panel in panels:
        panel.axvline(at, color=colours().paper, linewidth=3.2)
        panel.axvline(at, **look)
    begins = "start" if start == monday else "the start is in this week"
    add_legend_entry(ax, Line2D([], [], **look), f"{begins}, {say_day(start, year=False)}")


def _say_below(strip: Axes, notes: list[str]) -> None:
    text = "; ".join(notes)
    rows = wrap_text(strip, f"{text[0].upper()}{text[1:]}.", strip.get_window_extent().width, size=9)
    strip.set_xlabel("\n".join(rows), loc="left", fontsize=9, color=colours().quiet)


def _notes(training: WeeklyTraining) -> list[str]:
    """What the bars do not hold: sessions without minutes, and days of the first and last week."""
    notes = []
    if training.without_minutes and training.minutes.to_numpy().any():
        notes.append(f"{say_count(training.without_minutes, 'session')} without minutes not in the bars")
    first, last = training.days[0], training.days[-1]
    if first.weekday() > 0:
        notes.append(f"the log begins on a {first:%A}, {say_day(first)}")
    if last.weekday() < 6:
        notes.append(f"the log ends on a {last:%A}, {say_day(last)}")
    return notes
