"""The days before and since the start, beside the difference with its interval."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, set_value_ticks, tidy_axes
from analysis.charts.scale import set_value_axis
from analysis.charts.style import expect, is_narrow, new_axes, styled
from analysis.comparison import Comparison
from analysis.verdict import PhaseMean
from analysis.words import UNIT_WORDS, say_amount, say_count, say_number


@styled
def plot_before_after(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw every day of before and of since, and beside them what changed.

    First the days of each phase in their order, with the phase mean and its 95 % interval. Then
    the step at the start and the difference of the means, with their 95 % intervals (thin) and
    90 % intervals (thick: where both lie inside the grey band of changes too small to matter, the
    answer is 'no meaningful change').

    Parameters
    ----------
    comparison : Comparison
    ax : Axes, optional
        Gives a part of its room to the difference: on a phone below, else to the right.

    Returns
    -------
    Axes
        The one with the days.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_before_after(open_logbook().compare(["pain"])[0])
    >>> [label.get_text().split()[0] for label in ax.get_xticklabels()]
    ['before', 'routine']
    """
    expect(comparison, Comparison, "open_logbook(...).pick('rom left')")
    ax = new_axes(ax, height=5.6 if is_narrow() else 2.8)
    add_alt_text(ax, describe_before_after(comparison))
    verdict = comparison.verdict
    if verdict is None or verdict.change is None:
        return _draw_no_comparison(ax, comparison)
    side = _split(ax)
    for place, (phase, mean) in enumerate((("A", verdict.mean_a), ("B", verdict.mean_b))):
        _draw_days(ax, comparison, phase, place)
        if mean is not None:
            _draw_mean(ax, mean, place, colours().phase(phase))
    counts = [say_count(n, "day") for n in (verdict.n_a, verdict.n_b)]
    ax.set_xlim(-0.6, 1.6)
    words = [comparison.name_phase(phase) for phase in ("A", "B")]
    ax.set_xticks([0, 1], [f"{word}\n{count}" for word, count in zip(words, counts, strict=True)])
    set_value_axis(ax, comparison)
    tidy_axes(ax)
    _draw_difference(side, comparison)
    put_header(ax, comparison.title, note=comparison.headline, legend=False)
    return ax


def describe_before_after(comparison: Comparison) -> str:
    """Alt text of `plot_before_after`: the difference and its interval."""
    verdict, unit = comparison.verdict, comparison.unit
    if verdict is None or verdict.change is None or verdict.mean_difference is None:
        which = "days without and with the routine" if comparison.comes_and_goes else "before and after"
        return f"{comparison.title}: no comparison of {which}. {comparison.sentence}"
    change, difference = verdict.change, verdict.mean_difference
    mark = comparison.yardstick.worthwhile
    text = (
        f"{comparison.title}, {say_count(verdict.n_a, 'day')} {comparison.name_phase('A')} and {verdict.n_b} "
        f"{'with it' if comparison.comes_and_goes else 'since the start'}. {_name_step(comparison)} {say_amount(change.estimate, unit)} (likely {say_number(change.low)} to "
        f"{say_number(change.high)}); difference of the means {say_amount(difference.estimate, unit)} (likely "
        f"{say_number(difference.low)} to {say_number(difference.high)})."
    )
    if mark is not None:
        text += f" Grey: changes below {say_amount(mark, unit)}."
    return f"{text} {comparison.headline}".strip()


def _name_step(comparison: Comparison) -> str:
    return "With less without" if comparison.comes_and_goes else "Step at the start"


def _draw_no_comparison(ax: Axes, comparison: Comparison) -> Axes:
    verdict = comparison.verdict
    why = "no start of a routine is known"
    if verdict is not None and verdict.reason != "too few days":
        why = verdict.reason
    elif verdict is not None:
        before, since = (
            ("without the routine", "with it") if comparison.comes_and_goes else ("before the start", "since")
        )
        why = f"{say_count(verdict.n_a, 'day')} {before} and {verdict.n_b} {since} are too few"
    put_header(ax, comparison.title, legend=False)
    return say_instead(ax, f"No comparison: {why}.")


def _split(ax: Axes) -> Axes:
    """Axes for the difference, out of the room of `ax`."""
    divider = make_axes_locatable(ax)
    if is_narrow():
        return divider.append_axes("bottom", size="75%", pad=1.0)
    return divider.append_axes("right", size="70%", pad=1.0)


def _draw_days(ax: Axes, comparison: Comparison, phase: str, place: int) -> None:
    values = comparison.series[comparison.labels == phase].to_numpy(float)
    across = np.linspace(-0.36, 0.36, len(values)) if len(values) > 1 else np.zeros(len(values))
    colour = colours().phase(phase)
    ax.plot(
        place + across,
        values,
        linestyle="",
        marker="o",
        markersize=4 if len(values) <= 200 else 2.5,
        color=colour,
        markerfacecolor=colours().paper if phase == "A" else colour,
        alpha=0.65,
    )


def _draw_mean(ax: Axes, mean: PhaseMean, place: int, colour: str) -> None:
    ends = [place - 0.42, place + 0.42]
    ax.fill_between(ends, mean.low, mean.high, color=colour, alpha=0.25, linewidth=0)
    ax.plot(ends, [mean.estimate] * 2, color=colour, linewidth=2.4)


def _draw_difference(ax: Axes, comparison: Comparison) -> None:
    verdict, worthwhile = comparison.verdict, comparison.yardstick.worthwhile
    if verdict is None or verdict.change is None or verdict.mean_difference is None:
        return
    ink = colours().ink
    if worthwhile is not None:
        ax.axhspan(-worthwhile, worthwhile, color=colours().little, linewidth=0, zorder=0)
    ax.axhline(0, color=ink, linewidth=1)
    changes = (verdict.change, verdict.mean_difference)
    narrow = (verdict.change_90, verdict.mean_difference_90)
    for place, (change, inner, filled) in enumerate(zip(changes, narrow, (True, False), strict=True)):
        ax.plot([place] * 2, [change.low, change.high], color=ink, linewidth=1.2)
        if inner is not None:
            ax.plot([place] * 2, [inner.low, inner.high], color=ink, linewidth=3.4, solid_capstyle="butt")
        face = ink if filled else colours().paper
        ax.plot([place], [change.estimate], marker="D", markersize=7, color=ink, markerfacecolor=face)
    set_value_ticks(ax)
    _set_difference_axis(ax, [x for c in changes for x in (c.low, c.high)], worthwhile)
    ax.set_xlim(-0.6, 1.6)
    step = "with less\nwithout" if comparison.comes_and_goes else "step at\nthe start"
    ax.set_xticks([0, 1], [step, "difference\nof the means"])
    ax.set_ylabel(f"change in {UNIT_WORDS[comparison.unit] or 'count'}")
    if worthwhile is not None:
        text = f"grey: less than {say_amount(worthwhile, comparison.unit)}"
        ax.set_xlabel(text, fontsize=9, color=colours().quiet)
    tidy_axes(ax)


def _set_difference_axis(ax: Axes, ends: list[float], worthwhile: float | None) -> None:
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    if worthwhile is not None:
        low, high = min(low, -worthwhile), max(high, worthwhile)
    room = (high - low) * 0.08
    ax.set_ylim(low - room, high + room)
