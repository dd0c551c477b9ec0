"""The days before and since the start, beside the difference with its interval."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.charts.describe import add_alt_text
from analysis.charts.style import (
    INK,
    LITTLE,
    PHASE_COLOURS,
    QUIET,
    new_axes,
    set_value_ticks,
    styled,
    tidy_axes,
)
from analysis.comparison import Comparison
from analysis.schema import METRICS
from analysis.verdict import PhaseMean
from analysis.words import UNIT_WORDS, say_amount, say_count, say_number


@styled
def plot_before_after(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw every day of A and of B, and to the right what changed.

    Left: the days of each phase in their order, with the phase mean and its 95 %
    interval. Right: the step at the start and the difference of the means, with their
    95 % intervals (thin) and 90 % intervals (thick: where both lie inside the grey band
    of changes too small to matter, the answer is 'no meaningful change').

    Parameters
    ----------
    comparison : Comparison
    ax : Axes, optional
        Gives part of its width to the right-hand panel.

    Returns
    -------
    Axes
        The left-hand one.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_before_after(open_logbook().compare(["pain"])[0])
    >>> [label.get_text().split()[0] for label in ax.get_xticklabels()]
    ['before', 'routine']
    """
    ax = new_axes(ax)
    ax.set_title(comparison.title, loc="left", pad=10)
    add_alt_text(ax, describe_before_after(comparison))
    verdict = comparison.verdict
    if verdict is None or verdict.change is None:
        return _draw_no_comparison(ax, comparison)
    for place, (phase, mean) in enumerate((("A", verdict.mean_a), ("B", verdict.mean_b))):
        _draw_days(ax, comparison, phase, place)
        if mean is not None:
            _draw_mean(ax, mean, place, PHASE_COLOURS[phase])
    ax.set_xlim(-0.6, 1.6)
    ax.set_xticks(
        [0, 1],
        [f"before\n{say_count(verdict.n_a, 'day')}", f"routine\n{say_count(verdict.n_b, 'day')}"],
    )
    ax.set_ylabel(UNIT_WORDS[comparison.unit])
    metric = METRICS[comparison.key.metric]
    if metric.rating:
        ax.set_ylim(metric.low - 0.4, metric.high + 0.4)
    else:
        set_value_ticks(ax)
    tidy_axes(ax)
    side = make_axes_locatable(ax).append_axes("right", size="70%", pad=0.9)
    _draw_difference(side, comparison)
    return ax


def describe_before_after(comparison: Comparison) -> str:
    """Alt text of `plot_before_after`: the difference and its interval."""
    verdict, unit = comparison.verdict, comparison.unit
    if verdict is None or verdict.change is None or verdict.mean_difference is None:
        return f"{comparison.title}: no comparison of before and after. {comparison.sentence}"
    change, difference = verdict.change, verdict.mean_difference
    return (
        f"{comparison.title}, {say_count(verdict.n_a, 'day')} before and {verdict.n_b} since the start. Step at "
        f"the start {say_amount(change.estimate, unit)} (likely {say_number(change.low)} to "
        f"{say_number(change.high)}); difference of the means {say_amount(difference.estimate, unit)} (likely "
        f"{say_number(difference.low)} to {say_number(difference.high)})."
    )


def _draw_no_comparison(ax: Axes, comparison: Comparison) -> Axes:
    verdict = comparison.verdict
    why = "no start of a routine is known"
    if verdict is not None:
        why = f"{say_count(verdict.n_a, 'day')} before the start and {verdict.n_b} since are too few"
    ax.text(0.5, 0.5, f"No comparison: {why}.", ha="center", va="center", transform=ax.transAxes, color=QUIET)
    ax.set_axis_off()
    return ax


def _draw_days(ax: Axes, comparison: Comparison, phase: str, place: int) -> None:
    values = comparison.series[comparison.labels == phase].to_numpy(float)
    across = np.linspace(-0.36, 0.36, len(values)) if len(values) > 1 else np.zeros(len(values))
    colour = PHASE_COLOURS[phase]
    ax.plot(
        place + across,
        values,
        linestyle="",
        marker="o",
        markersize=4,
        color=colour,
        markerfacecolor="white" if phase == "A" else colour,
        alpha=0.65,
    )


def _draw_mean(ax: Axes, mean: PhaseMean, place: int, colour: str) -> None:
    ends = [place - 0.42, place + 0.42]
    ax.fill_between(ends, mean.low, mean.high, color=colour, alpha=0.22, linewidth=0)
    ax.plot(ends, [mean.estimate] * 2, color=colour, linewidth=2.2)


def _draw_difference(ax: Axes, comparison: Comparison) -> None:
    verdict, worthwhile = comparison.verdict, comparison.yardstick.worthwhile
    if verdict is None or verdict.change is None or verdict.mean_difference is None:
        return
    if worthwhile is not None:
        ax.axhspan(-worthwhile, worthwhile, color=LITTLE, linewidth=0, zorder=0)
    ax.axhline(0, color=INK, linewidth=1)
    changes = (verdict.change, verdict.mean_difference)
    narrow = (verdict.change_90, verdict.mean_difference_90)
    for place, (change, inner, filled) in enumerate(zip(changes, narrow, (True, False), strict=True)):
        ax.plot([place] * 2, [change.low, change.high], color=INK, linewidth=1.2)
        if inner is not None:
            ax.plot([place] * 2, [inner.low, inner.high], color=INK, linewidth=3.4, solid_capstyle="butt")
        ax.plot(
            [place],
            [change.estimate],
            marker="D",
            markersize=7,
            color=INK,
            markerfacecolor=INK if filled else "white",
        )
    set_value_ticks(ax)
    _set_difference_axis(ax, [x for c in changes for x in (c.low, c.high)], worthwhile)
    ax.set_xlim(-0.6, 1.6)
    ax.set_xticks([0, 1], ["step at\nthe start", "difference\nof the means"])
    ax.set_ylabel(f"change in {UNIT_WORDS[comparison.unit] or 'count'}")
    if worthwhile is not None:
        ax.set_title(
            f"grey: less than {say_amount(worthwhile, comparison.unit)}",
            fontsize=9,
            fontweight="normal",
            loc="right",
            color=QUIET,
        )
    tidy_axes(ax)


def _set_difference_axis(ax: Axes, ends: list[float], worthwhile: float | None) -> None:
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    if worthwhile is not None:
        low, high = min(low, -worthwhile), max(high, worthwhile)
    room = (high - low) * 0.08
    ax.set_ylim(low - room, high + room)
