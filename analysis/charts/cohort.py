"""Several people as a forest, in the order given: each change, drawn towards their mean; mean and a new person."""

from __future__ import annotations

from textwrap import shorten

from matplotlib.axes import Axes

from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, tidy_axes, wrap_text
from analysis.charts.style import expect, new_axes, styled
from analysis.cohort.pooled import Cohort, Member
from analysis.stats.pooling import Pooled
from analysis.words import UNIT_WORDS, say_number

_ROW, _ENDS = 0.3, 1.1
"""Inches: a person, and the two rows of the group with the room around them."""
_LONGEST_NAME = 24
_HOW = "In the order given, which is no ranking. Thin: what each person's own days say (95 %); thick: in the light of the others."


@styled
def plot_cohort(cohort: Cohort, *, ax: Axes | None = None) -> Axes:
    """Draw a row a person, and below them the mean of such people and where a new one's change lies.

    Parameters
    ----------
    cohort : Cohort
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.cohort.pooled import find_cohort
    >>> plot_cohort(find_cohort({})).get_title(loc="left")
    'The measure: the change of 0 people'
    """
    expect(cohort, Cohort, "find_cohort({...})")
    rows = len(cohort.members)
    ax = new_axes(ax, height=_ROW * rows + _ENDS)
    add_alt_text(ax, describe_cohort(cohort))
    if cohort.pooled is None:
        put_header(ax, cohort.title, legend=False)
        return say_instead(ax, " ".join(cohort.sentences()))
    ax.set_ylim(rows + 2.6, -0.7)
    ax.axvline(0, color=colours().ink, linewidth=1.0, zorder=1)
    for place, member in enumerate(cohort.members):
        _draw_member(ax, member, cohort.pooled, place)
    _draw_group(ax, cohort.pooled, rows)
    names = [shorten(m.name, _LONGEST_NAME, placeholder="\N{HORIZONTAL ELLIPSIS}") for m in cohort.members]
    ax.set_yticks([*range(rows), rows + 0.7, rows + 1.7], [*names, "mean of such people", "one more person"])
    _draw_marks(ax, cohort)
    ax.margins(x=0.04)
    tidy_axes(ax)
    ax.grid(visible=False, axis="y")
    ax.grid(visible=True, axis="x", color=colours().grid, linewidth=0.8)
    _write_below(ax, cohort)
    put_header(ax, cohort.title, note=cohort.sentences()[0])
    return ax


def describe_cohort(cohort: Cohort) -> str:
    """Alt text of `plot_cohort`: every person, the mean and what a new person may expect."""
    said = cohort.sentences()
    if cohort.pooled is None:
        return f"{cohort.title}. {' '.join(said)}"
    rows = [
        f"{m.name} {say_number(m.estimate)} ({say_number(m.low)} to {say_number(m.high)}), with the others "
        f"{say_number(shrunk)}"
        for m, shrunk in zip(cohort.members, cohort.pooled.shrunk.tolist(), strict=True)
    ]
    return f"{cohort.title}. {said[0]} {'; '.join(rows)}. {said[1]}"


def _draw_member(ax: Axes, member: Member, pooled: Pooled, place: int) -> None:
    c, first = colours(), place == 0
    label = "own days, with 95 %" if first else None
    ax.plot([member.low, member.high], [place, place], color=c.between, linewidth=1.1, zorder=2)
    ax.plot([member.estimate], [place], linestyle="", marker="o", markersize=5, markerfacecolor=c.paper,
            markeredgecolor=c.between, label=label, zorder=3)  # fmt: skip
    ends = [pooled.shrunk_low[place], pooled.shrunk_high[place]]
    ax.plot(ends, [place + 0.24] * 2, color=c.routine, linewidth=2.6, solid_capstyle="butt", zorder=2)
    label = "in the light of the others, with 95 %" if first else None
    ax.plot([pooled.shrunk[place]], [place + 0.24], linestyle="", marker="o", markersize=5, color=c.routine,
            markeredgecolor=c.paper, label=label, zorder=4)  # fmt: skip


def _draw_group(ax: Axes, pooled: Pooled, rows: int) -> None:
    c = colours()
    ax.axhline(rows, color=c.grid, linewidth=1.0, zorder=1)
    ax.plot([pooled.low, pooled.high], [rows + 0.7] * 2, color=c.ink, linewidth=2.6, solid_capstyle="butt")
    ax.plot([pooled.mean], [rows + 0.7], linestyle="", marker="D", markersize=8, color=c.ink,
            markeredgecolor=c.paper, label="mean, with 95 %", zorder=4)  # fmt: skip
    ends = [pooled.predicted_low, pooled.predicted_high]
    ax.plot(ends, [rows + 1.7] * 2, color=c.error, linewidth=9, solid_capstyle="butt", zorder=2,
            label="where one more person's change lies (95 %)")  # fmt: skip


def _draw_marks(ax: Axes, cohort: Cohort) -> None:
    """The mark of a worthwhile change, on the side that is better."""
    if cohort.worthwhile is None or cohort.improvement is None:
        return
    mark = cohort.worthwhile * cohort.improvement
    label = f"worthwhile: {say_number(mark)} {UNIT_WORDS[cohort.unit]}".strip()
    ax.axvline(mark, color=colours().routine, linewidth=1.0, linestyle=":", label=label, zorder=1)


def _write_below(ax: Axes, cohort: Cohort) -> None:
    unit = UNIT_WORDS[cohort.unit] or "count"
    axis = f"\N{LEFTWARDS ARROW} lower    step at the start, {unit}    higher \N{RIGHTWARDS ARROW}"
    rows = wrap_text(ax, _HOW, ax.get_window_extent().width, size=9)
    ax.set_xlabel("\n".join([axis, *rows]), fontsize=9, color=colours().quiet)
