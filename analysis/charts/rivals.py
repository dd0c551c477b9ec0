"""One outcome, and in strips below it what else was logged on the same days."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.axes_grid1 import make_axes_locatable

from analysis.aspects.rivals_beside import Rival, RivalsBeside
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import day_number, put_header, say_instead, set_day_axis, tidy_axes, wrap_text
from analysis.charts.phased import draw_mean, draw_points, draw_start, join_days, shade_phases, split_runs
from analysis.charts.scale import room_around, set_value_axis
from analysis.charts.style import expect, new_axes, styled
from analysis.comparison import Comparison
from analysis.words import UNIT_WORDS, say_amount, say_count, say_list

NOTHING_ELSE = "This log holds no stress, sleep, sitting, painkillers or other training on these days."
NO_START = "No start of a routine is known, so nothing is compared."
_TOP, _STRIP, _BETWEEN = 2.4, 0.62, 0.32
"""Heights in inches: the outcome, each strip, and what stands between them."""


@styled
def plot_rivals(beside: RivalsBeside, *, ax: Axes | None = None) -> Axes:
    """Draw an outcome over days, and in strips below what else may explain a change.

    Above: readings (open before, filled since the start), and the mean of each phase with its 95 %
    interval. Below: each of the others on the same days, with its own unit, its plain means before and
    since the start as lines, and in words whether it changed when the routine began.

    Parameters
    ----------
    beside : RivalsBeside
    ax : Axes, optional
        Gives part of its height to the strips.

    Returns
    -------
    Axes
        The outcome's.

    Examples
    --------
    >>> from analysis.aspects.rivals_beside import find_rivals_beside
    >>> from analysis.logbook import open_logbook
    >>> from analysis.rivals import rival_frame
    >>> book = open_logbook()
    >>> ax = plot_rivals(find_rivals_beside(book.compare(["pain"])[0], rival_frame(book.logs)))
    >>> [strip.get_title(loc="left") for strip in ax.figure.axes[1:3]]
    ['Stress, points (0-10)', 'Sleep, hours']
    """
    expect(beside, RivalsBeside, "open_logbook(...).rivals_beside(['pain'])")
    ax = new_axes(ax, height=_TOP + len(beside.rivals) * (_STRIP + _BETWEEN))
    add_alt_text(ax, describe_rivals(beside))
    series = beside.comparison.series
    if series.empty:
        put_header(ax, beside.title)
        return say_instead(ax, f"{beside.comparison.name}: no reading in this log.")
    set_day_axis(ax, series.index[0], series.index[-1])
    divider = make_axes_locatable(ax)
    panels = [ax]
    for rival in beside.rivals:
        size = f"{100 * _STRIP / _TOP:.1f}%"
        strip = divider.append_axes("bottom", size=size, pad=_BETWEEN, sharex=ax)
        strip.set_facecolor(colours().paper)
        _draw_rival(strip, rival, beside.comparison)
        panels.append(strip)
    _draw_outcome(ax, beside.comparison)
    for panel in panels[:-1]:
        panel.tick_params(labelbottom=False)
    _say_below(panels[-1], beside)
    put_header(ax, beside.title, note=_say_answer(beside.comparison))
    return ax


def describe_rivals(beside: RivalsBeside) -> str:
    """Alt text of `plot_rivals`: the answer, and what each of the others did."""
    comparison = beside.comparison
    if comparison.series.empty:
        return f"{beside.title}: no reading in this log."
    text = f"{beside.title}: {say_count(len(comparison.series), 'day')} with a reading."
    answer = _say_answer(comparison)
    text += f" {answer}" if answer else ""
    words = ("without", "with the routine") if comparison.comes_and_goes else ("before", "since the start")
    for rival in beside.rivals:
        text += f" {_describe_rival(rival, words)}"
    return f"{text} {_say_rest(beside)}".strip()


def _say_answer(comparison: Comparison) -> str:
    return NO_START if comparison.start is None else comparison.headline


def _describe_rival(rival: Rival, words: tuple[str, str]) -> str:
    text = f"{rival.name}: {say_count(len(rival.series), 'day')}"
    means = ((rival.mean_a, words[0]), (rival.mean_b, words[1]))
    said = [f"{say_amount(mean, rival.unit)} {when}" for mean, when in means if mean is not None]
    if not said:
        said = [f"{say_amount(float(rival.series.mean()), rival.unit)} over all days"]
    return f"{text}, mean {' and '.join(said)}{f'; {rival.mark}' if rival.mark else ''}."


def _say_rest(beside: RivalsBeside) -> str:
    if beside.more:
        return f"Also logged, not drawn: {say_list([name.lower() for name in beside.more])}."
    return "" if beside.rivals else NOTHING_ELSE


def _say_below(ax: Axes, beside: RivalsBeside) -> None:
    has_means = any(rival.mean_a is not None or rival.mean_b is not None for rival in beside.rivals)
    when = (
        "without and with the routine" if beside.comparison.comes_and_goes else "before and since the start"
    )
    lines = f"Lines in the strips: plain means {when}." if has_means else ""
    rows = wrap_text(ax, f"{lines} {_say_rest(beside)}", ax.get_window_extent().width, size=9)
    ax.set_xlabel("\n".join(rows), loc="left", fontsize=9, color=colours().quiet)


def _draw_outcome(ax: Axes, comparison: Comparison) -> None:
    c, labels, series, verdict = colours(), comparison.labels, comparison.series, comparison.verdict
    shade_phases(ax, labels, comparison.start)
    if comparison.start is None:
        _draw_readings(ax, series, c.routine, True, "a day with a reading")
    else:
        for phase in pd.unique(labels):
            name = comparison.name_phase(phase)
            _draw_readings(ax, series[labels == phase], c.phase(phase), phase != "A", name)
    means, around = () if verdict is None else (("A", verdict.mean_a), ("B", verdict.mean_b)), []
    for phase, mean in means:
        if mean is not None:
            label = "mean and its likely range" if phase == "B" else None
            draw_mean(ax, split_runs(labels, phase), mean, c.phase(phase), label=label)
            around += [mean.low, mean.high]
    draw_start(ax, None if comparison.comes_and_goes else comparison.start, series.index)
    set_value_axis(ax, comparison, around=around)
    tidy_axes(ax)


def _draw_readings(ax: Axes, days: pd.Series, colour: str, filled: bool, name: str) -> None:
    join_days(ax, days, colour)
    draw_points(ax, days, colour, filled=filled, label=f"{name} ({say_count(len(days), 'day')})")


def _draw_rival(ax: Axes, rival: Rival, comparison: Comparison) -> None:
    c, days, start = colours(), rival.series, comparison.start
    shade_phases(ax, comparison.labels, start)
    join_days(ax, days, c.quiet)
    draw_points(ax, days, c.quiet, size=2.4)
    for phase, mean in (("A", rival.mean_a), ("B", rival.mean_b)):
        if mean is not None:
            for part in split_runs(rival.labels, phase):
                ends = [day_number(part[0]) - 0.5, day_number(part[-1]) + 0.5]
                ax.plot(ends, [mean, mean], color=c.phase(phase), linewidth=2.4, zorder=4)
    draw_start(ax, None if comparison.comes_and_goes else start, comparison.series.index, label=False)
    _set_strip_axis(ax, rival)


def _set_strip_axis(ax: Axes, rival: Rival) -> None:
    unit = UNIT_WORDS[rival.unit] or "count"
    if rival.low is not None and rival.high is not None:
        unit += f" ({rival.low:g}-{rival.high:g})"
        room = 0.08 * (rival.high - rival.low)
        ax.set_ylim(rival.low - room, rival.high + room)
        ax.set_yticks([rival.low, (rival.low + rival.high) / 2, rival.high])
    else:
        ax.set_ylim(*room_around(rival.series, least=0.5))
        ax.yaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
    tidy_axes(ax)
    ax.tick_params(axis="y", labelsize=9)
    ax.set_title(f"{rival.name}, {unit}", loc="left", fontsize=9, fontweight="normal", pad=3)
    weight = "bold" if rival.changed else "normal"
    ax.set_title(rival.mark, loc="right", fontsize=9, fontweight=weight, pad=3)
