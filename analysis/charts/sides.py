"""Left and right over days, and below them their difference with its means."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.aspects.sides import Sides
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import (
    add_legend_entry,
    put_header,
    say_instead,
    set_day_axis,
    set_value_ticks,
    tidy_axes,
)
from analysis.charts.phased import (
    draw_mean,
    draw_points,
    draw_start,
    join_days,
    shade_phases,
    split_runs,
)
from analysis.charts.scale import room_around, set_readings_axis
from analysis.charts.style import expect, new_axes, styled
from analysis.comparison import PHASE_WORDS
from analysis.schema import METRICS
from analysis.verdict import PhaseMean
from analysis.words import say_amount, say_count, say_day, say_number


@styled
def plot_sides(sides: Sides, *, ax: Axes | None = None) -> Axes:
    """Draw left and right over days, and left minus right in a strip below.

    Left is circles, right is squares. The difference stands on the days when both were read, open before the
    start and filled since, with the line of no difference, and its means with their 95 % intervals.

    Parameters
    ----------
    sides : Sides
    ax : Axes, optional
        Gives part of its height to the strip.

    Returns
    -------
    Axes
        The upper one.

    Examples
    --------
    >>> from analysis.aspects.sides import find_sides
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_sides(find_sides(open_logbook().compare(["rom"]))[0])
    >>> ax.get_title(loc="left")
    'Range of motion, hip, left and right'
    """
    expect(sides, Sides, "open_logbook(...).sides(['rom'])")
    ax = new_axes(ax, height=4.2)
    add_alt_text(ax, describe_sides(sides))
    days = _days_shown(sides)
    if days.empty:
        put_header(ax, sides.title)
        return say_instead(ax, f"{sides.name}: no reading in this log.")
    set_day_axis(ax, days[0], days[-1])
    strip = make_axes_locatable(ax).append_axes("bottom", size="62%", pad=0.3, sharex=ax)
    strip.set_facecolor(colours().paper)
    _draw_sides(ax, sides)
    _draw_difference(strip, sides)
    for one in (ax, strip):
        draw_start(one, None if sides.left.comes_and_goes else sides.start, days, label=one is strip)
        tidy_axes(one)
    _explain_difference(ax, strip)
    ax.tick_params(labelbottom=False)
    put_header(ax, sides.title, note=sides.headline)
    return ax


def describe_sides(sides: Sides) -> str:
    """Alt text of `plot_sides`: the days of each side, and the difference."""
    days = _days_shown(sides)
    if days.empty:
        return f"{sides.title}: no reading in this log."
    span = f"from {say_day(days[0])} to {say_day(days[-1])}"
    counts = [say_count(len(one.series), "day") for one in (sides.left, sides.right)]
    both = say_count(len(sides.difference), "day")
    text = (
        f"{sides.title}: left on {counts[0]}, right on {counts[1]}, both on {both}, {span}. {sides.headline}"
    )
    for word, mean in _named_means(sides):
        likely = f"likely {say_number(mean.low)} to {say_number(mean.high)}"
        text += f" Mean difference {word} {say_amount(mean.estimate, sides.unit)} ({likely})."
    return text


def _days_shown(sides: Sides) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(sides.left.series.index.union(sides.right.series.index))


def _named_means(sides: Sides) -> list[tuple[str, PhaseMean]]:
    if sides.answer is None:
        return []
    words = ("without the routine", "with it") if sides.left.comes_and_goes else ("before", "since the start")
    named = zip(words, (sides.answer.mean_a, sides.answer.mean_b), strict=True)
    return [(word, mean) for word, mean in named if mean is not None]


def _draw_sides(ax: Axes, sides: Sides) -> None:
    c = colours()
    looks = (("left", sides.left, c.left, "o"), ("right", sides.right, c.right, "s"))
    labels = pd.concat([one.labels for _, one, _, _ in looks])
    shade_phases(ax, labels[~labels.index.duplicated()].sort_index(), sides.start)
    for name, one, colour, marker in looks:
        join_days(ax, one.series, colour)
        label = f"{name} ({say_count(len(one.series), 'day')})"
        draw_points(ax, one.series, colour, marker=marker, label=label)
    set_readings_axis(ax, METRICS[sides.left.key.metric], [*sides.left.series, *sides.right.series])


def _draw_difference(ax: Axes, sides: Sides) -> None:
    c, difference, labels = colours(), sides.difference, sides.labels
    shade_phases(ax, labels[labels != ""], sides.start)
    ax.axhline(0, color=c.ink, linewidth=1)
    join_days(ax, difference, c.between)
    shown = [*difference, 0.0]
    for phase in pd.unique(labels) if sides.start is not None else [None]:
        days = difference if phase is None else difference[labels == phase]
        colour, name = (c.between, "both") if phase is None else (c.phase(phase), _say_phase(phase))
        label = f"{name} ({say_count(len(days), 'day')})"
        draw_points(ax, days, colour, filled=phase != "A", marker="D", size=3.5, label=label)
    for number, (phase, mean) in enumerate(_means_by_phase(sides)):
        days = split_runs(labels, phase) if phase else [difference.index]
        colour = c.phase(phase) if phase else c.between
        draw_mean(ax, days, mean, colour, label=None if number else "mean difference, likely range")
        shown += [mean.low, mean.high]
    ax.set_ylim(*room_around(shown, least=0.5))
    set_value_ticks(ax)
    ax.set_ylabel("left minus right")


def _say_phase(phase: str) -> str:
    return PHASE_WORDS.get(phase, phase) or "in different phases"


def _explain_difference(ax: Axes, strip: Axes) -> None:
    """Put what the strip draws into the one legend above the chart."""
    for handle, name in zip(*strip.get_legend_handles_labels(), strict=True):
        add_legend_entry(ax, handle, name)


def _means_by_phase(sides: Sides) -> list[tuple[str, PhaseMean]]:
    """Means to draw, by phase; '' is all days."""
    if sides.mean is not None:
        one = sides.mean
        return [("", PhaseMean(one.estimate, one.low, one.high, one.n))]
    if sides.answer is None:
        return []
    named = (("A", sides.answer.mean_a), ("B", sides.answer.mean_b))
    return [(phase, mean) for phase, mean in named if mean is not None]
