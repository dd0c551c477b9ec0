"""An outcome over days: every reading, its phases, and the mean of each with its interval."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import (
    add_legend_entry,
    day_number,
    put_header,
    say_instead,
    set_day_axis,
    tidy_axes,
    wrap_text,
)
from analysis.charts.phased import draw_mean, draw_points, draw_start, join_days, shade_phases, split_runs
from analysis.charts.scale import set_value_axis
from analysis.charts.style import expect, new_axes, styled
from analysis.comparison import Comparison
from analysis.events import Event
from analysis.words import say_amount, say_count, say_day, say_number

MOST_EVENTS = 6
"""Events named below the axis; more are counted."""


@styled
def plot_trend(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw one series over days.

    Raw readings as points (open before, filled since the start), joined only where no day
    is missing; phases shaded; the mean of each phase as a line across its days, with the
    95 % interval handed in as a band. Grey columns behind the points show what a single reading
    can be off by, where that is known: they belong to readings, the bands to means.

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
    expect(comparison, Comparison, "open_logbook(...).pick('rom left')")
    ax = new_axes(ax)
    add_alt_text(ax, describe_trend(comparison))
    series = comparison.series
    if series.empty:
        ax.set_title(comparison.title, loc="left")
        return say_instead(ax, f"{comparison.name}: no reading in this log.")
    set_day_axis(ax, series.index[0], series.index[-1])
    _draw_phases(ax, comparison)
    around = _draw_error(ax, comparison)
    _draw_trials(ax, comparison)
    _draw_means(ax, comparison)
    draw_start(ax, None if comparison.comes_and_goes else comparison.start, series.index)
    target = [] if comparison.target is None else [comparison.target]
    if comparison.target is not None:
        name = f"target, {say_amount(comparison.target, comparison.unit)}"
        ax.axhline(comparison.target, color=colours().target, linewidth=1.4, linestyle="-.", label=name)
    set_value_axis(ax, comparison, beside=target, around=around)
    _draw_events(ax, comparison)
    tidy_axes(ax)
    put_header(ax, comparison.title, note=comparison.headline)
    return ax


def describe_trend(comparison: Comparison) -> str:
    """Alt text of `plot_trend`: what is drawn, with its figures."""
    series, verdict = comparison.series, comparison.verdict
    if series.empty:
        return f"{comparison.title}: no reading in this log."
    days = (series.index[-1] - series.index[0]).days + 1
    low, high = float(series.min()), float(series.max())
    span = f"between {say_number(low)} and" if low < high else "always"
    text = (
        f"{comparison.title}: {say_count(len(series), 'day')} with a reading, in {say_count(days, 'day')} "
        f"from {say_day(series.index[0])} to {say_day(series.index[-1])}, "
        f"{span} {say_amount(high, comparison.unit)}."
    )
    if verdict is not None and verdict.mean_a is not None and verdict.mean_b is not None:
        a, b = verdict.mean_a, verdict.mean_b
        text += (
            f" Mean {comparison.name_phase('A')} {say_amount(a.estimate, comparison.unit)} (likely {say_number(a.low)} to "
            f"{say_number(a.high)}), {'on days with it' if comparison.comes_and_goes else 'since the start'} {say_amount(b.estimate, comparison.unit)} "
            f"(likely {say_number(b.low)} to {say_number(b.high)})."
        )
    if comparison.headline:
        text += f" {comparison.headline}"
    shown = _shown_events(comparison)
    return f"{text} Marked: {_say_events(shown)}." if shown else text


def _draw_phases(ax: Axes, comparison: Comparison) -> None:
    series, labels = comparison.series, comparison.labels
    if comparison.start is None:
        join_days(ax, series, colours().routine)
        label = f"a day with a reading ({say_count(len(series), 'day')})"
        draw_points(ax, series, colours().routine, label=label)
        return
    shade_phases(ax, labels, comparison.start)
    for phase in pd.unique(labels):
        days, colour = series[labels == phase], colours().phase(phase)
        join_days(ax, days, colour)
        label = f"{comparison.name_phase(phase)} ({say_count(len(days), 'day')})"
        draw_points(ax, days, colour, filled=phase != "A", label=label)


def _draw_error(ax: Axes, comparison: Comparison) -> list[float]:
    """A column behind each reading; gives what the axis must show of them."""
    error, series = comparison.yardstick.off_by, comparison.series
    if error is None:
        return []
    x = np.asarray(mdates.date2num(series.index), dtype=float)
    ax.bar(
        x.tolist(),
        [2 * error] * len(series),
        bottom=(series.to_numpy(float) - error).tolist(),
        width=1.0,
        color=colours().error,
        alpha=0.35,
        linewidth=0,
        zorder=0.6,
    )
    swatch = Patch(facecolor=colours().error, edgecolor=colours().between, linewidth=0.6)
    add_legend_entry(ax, swatch, f"one reading can be off by {say_amount(error, comparison.unit)}")
    return [float(series.min()) - error, float(series.max()) + error]


def _draw_trials(ax: Axes, comparison: Comparison) -> None:
    """The readings of days that were read several times, small behind their mean."""
    trials = comparison.readings
    several = trials[trials.duplicated("date", keep=False)]
    if several.empty:
        return
    x = np.asarray(mdates.date2num(several["date"]), dtype=float)
    name = "each of several readings a day"
    ax.plot(
        x,
        several["value"],
        linestyle="",
        marker=".",
        markersize=4,
        color=colours().quiet,
        alpha=0.6,
        markeredgewidth=0,
        label=name,
        zorder=2,
    )


def _draw_means(ax: Axes, comparison: Comparison) -> None:
    verdict, labels = comparison.verdict, comparison.labels
    if verdict is None:
        return
    for phase, mean in (("A", verdict.mean_a), ("B", verdict.mean_b)):
        if mean is not None:
            label = "mean and its likely range" if phase == "B" else None
            draw_mean(ax, split_runs(labels, phase), mean, colours().phase(phase), label=label)


def _shown_events(comparison: Comparison) -> list[Event]:
    """The events that touch the days shown."""
    first, last = comparison.series.index[0], comparison.series.index[-1]
    return [
        event for event in comparison.events if event.start <= last and (event.end or event.start) >= first
    ]


def _draw_events(ax: Axes, comparison: Comparison) -> None:
    """A triangle on the axis for each event, a bar for one of several days; their words below the axis."""
    shown = _shown_events(comparison)
    if not shown:
        return
    first, last = comparison.series.index[0], comparison.series.index[-1]
    across = ax.get_xaxis_transform()
    for place, event in enumerate(shown):
        height = 0.02 + 0.03 * (place % 2)
        begin, end = max(event.start, first), min(event.end or event.start, last)
        ends = [day_number(begin), day_number(end)]
        ax.plot(ends, [height] * 2, color=colours().ink, linewidth=3, transform=across, zorder=5)
        ax.plot(
            ends[:1],
            [height + 0.005],
            marker="^",
            markersize=6,
            color=colours().ink,
            transform=across,
            zorder=5,
        )
    text = f"\N{BLACK UP-POINTING TRIANGLE} {_say_events(shown)}"
    rows = wrap_text(ax, text, ax.get_window_extent().width, size=9)
    ax.set_xlabel("\n".join(rows), loc="left", fontsize=9)


def _say_events(events: list[Event]) -> str:
    said = [_say_event(event) for event in events[:MOST_EVENTS]]
    more = len(events) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more else "")


def _say_event(event: Event) -> str:
    until = "" if event.end is None or event.end == event.start else f" to {say_day(event.end, year=False)}"
    return f"{event.what}, {say_day(event.start, year=False)}{until}"
