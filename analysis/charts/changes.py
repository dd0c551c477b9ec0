"""All outcomes of a log as a forest: the change of each in units of its own day-to-day spread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.aspects.changes import Change, Changes
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import add_legend_entry, put_header, say_instead, tidy_axes, wrap_text
from analysis.charts.style import expect, figure_width, is_narrow, new_axes, styled
from analysis.words import say_amount, say_count, say_number

HEADINGS = {
    "main": "Main measure",
    "also looked at": "Also looked at",
    "rival": "May explain a change, not counted",
}
MOST_LEFT_OUT = 4
"""Outcomes without a comparison that are named; more of them are counted."""

_LINE, _HEADING, _INTERVAL, _GAP = 0.165, 0.21, 0.26, 0.14
"""Heights in inches: a line of words, a heading, an interval below its words, and what stands between rows."""
_NAMES, _AMOUNTS = 2.4, 2.0
"""Widths in inches of the words beside the intervals."""
_AXIS_LABEL = (
    "\N{LEFTWARDS ARROW} lower    change, in day-to-day spreads    higher \N{RIGHTWARDS ARROW}\n"
    "(SD around the phase means)"
)


@dataclass(frozen=True)
class _Place:
    """Where a row stands, in inches from the top: its words and its interval; or a heading."""

    top: float
    middle: float
    heading: str = ""
    row: Change | None = None


@styled
def plot_changes(changes: Changes, *, ax: Axes | None = None) -> Axes:
    """Draw a row an outcome: the step at the start with its intervals, over its own day-to-day spread.

    The 95 % interval is thin, the 90 % interval thick. Right of 0 is higher, whether that is better or
    worse; the marker says which: a triangle for better or worse, a diamond where no direction is known,
    a square for no meaningful change, an open circle where it cannot be told yet.

    Parameters
    ----------
    changes : Changes
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.aspects.changes import find_changes
    >>> from analysis.logbook import open_logbook
    >>> ax = plot_changes(find_changes(open_logbook().compare(["rom"])))
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['better (higher)', 'cannot tell yet']
    """
    expect(changes, Changes, "open_logbook(...).changes()")
    stacked = is_narrow() or _width(ax) < 6
    places, height = _lay_out(changes, stacked)
    ax = new_axes(ax, height=height)
    add_alt_text(ax, describe_changes(changes))
    if not changes.rows:
        put_header(ax, changes.title, legend=False)
        return say_instead(ax, f"No outcome of this log can be compared. {_say_left_out(changes)}".strip())
    ax.set_ylim(height, 0)
    _set_x_axis(ax, changes, stacked)
    _draw_zero(ax, [place.middle for place in places if place.row is not None], stacked)
    for place in places:
        _draw_place(ax, place, stacked)
    _add_legend(ax, changes)
    _write_below(ax, changes)
    put_header(ax, changes.title, note=_note(changes))
    return ax


def describe_changes(changes: Changes) -> str:
    """Alt text of `plot_changes`: the change of every outcome and who is left out."""
    if not changes.rows:
        return f"{changes.title}: no outcome can be compared. {_say_left_out(changes)}".strip()
    parts = [f"{changes.title}, in units of each one's day-to-day spread (SD around the phase means)."]
    headings = _headings(changes)
    for heading, row in zip(headings, changes.rows, strict=True):
        parts.append(f"{heading}: {_describe_row(row)}" if heading else _describe_row(row))
    return " ".join([*parts, _note(changes), _say_left_out(changes)]).strip()


def _describe_row(row: Change) -> str:
    amount, likely = _say_change(row)
    scaled = row.scaled
    return (
        f"{row.name} {amount}, {likely}, in spreads {say_number(scaled.estimate)} "
        f"({say_number(scaled.low)} to {say_number(scaled.high)}), {row.answer_word}; {_say_days(row)}."
    )


def _say_change(row: Change) -> tuple[str, str]:
    """The step in words, and its likely range.

    The ends of a range on the side of the step go without a word of their own.
    """
    step = row.change
    size = max(abs(step.low), abs(step.high))
    if step.estimate == 0:
        amount = "no change"
    else:
        amount = f"{say_amount(abs(step.estimate), row.unit)} {_side(step.estimate)}"
    low, high = (say_number(abs(end), like=size) for end in (step.low, step.high))
    if step.low >= 0 and step.estimate > 0:
        return amount, f"likely {low} to {high}"
    if step.high <= 0 and step.estimate < 0:
        return amount, f"likely {high} to {low}"
    low, high = (f"{said} {_side(end)}".strip() for said, end in ((low, step.low), (high, step.high)))
    return amount, f"likely {low} to {high}"


def _side(x: float) -> str:
    if x == 0:
        return ""
    return "higher" if x > 0 else "lower"


def _say_days(row: Change) -> str:
    before, since = ("without", "with") if row.comes_and_goes else ("before", "since")
    return f"{say_count(row.n_a, 'day')} {before}, {row.n_b:,} {since}"


def _note(changes: Changes) -> str:
    step = "Days with the routine less days without," if changes.comes_and_goes else "Step at the start"
    text = f"{step} with its 95 % interval (thin) and 90 % interval (thick)"
    if len(changes.rows) == 1:
        return f"{text}."
    text += "; the intervals are not adjusted for their number."
    if sum(row.role != "rival" for row in changes.rows) < 2:
        return text
    return f"{text} 'Better' and 'worse' allow for it (Holm) where several are looked at together."


def _say_left_out(changes: Changes) -> str:
    if not changes.left_out:
        return ""
    named = "; ".join(f"{name} ({reason})" for name, reason in changes.left_out[:MOST_LEFT_OUT])
    more = len(changes.left_out) - MOST_LEFT_OUT
    return f"Not compared: {named}{f'; and {more} more' if more > 0 else ''}."


def _headings(changes: Changes) -> Iterator[str]:
    """The heading above each row, '' where none is: a log of one kind of outcome needs no word for it."""
    roles = [row.role for row in changes.rows]
    only = set(roles) == {"also looked at"}
    for before, role in zip([None, *roles], roles, strict=False):
        plain = role == "also looked at" and (only or "main" not in roles)
        yield "" if role == before or plain else HEADINGS[role]


def _width(ax: Axes | None) -> float:
    """Width of the drawing in inches."""
    figure = ax.get_figure(root=True) if ax is not None else None
    if ax is None or figure is None:
        return figure_width()
    return float(ax.get_window_extent().width / figure.dpi)


def _lay_out(changes: Changes, stacked: bool) -> tuple[list[_Place], float]:
    """Every heading and row from the top down, and the height that they take."""
    places, y = [], 0.1
    for heading, row in zip(_headings(changes), changes.rows, strict=True):
        if heading:
            y += 0.08 if places else 0.0
            places.append(_Place(y, y + _LINE / 2, heading=heading))
            y += _HEADING
        words = _LINE * (len(_name_rows(row, stacked)) + (2 if stacked else 1))
        middle = y + (words + _INTERVAL * 0.6 if stacked else words / 2)
        places.append(_Place(y, middle, row=row))
        y += words + _GAP + (_INTERVAL if stacked else 0.0)
    return places, y if places else 2.4


def _name_rows(row: Change, stacked: bool) -> list[str]:
    return wrap(row.name, 40 if stacked else 30) or [""]


def _set_x_axis(ax: Axes, changes: Changes, stacked: bool) -> None:
    """The range of all intervals with some of either side of 0, in the part of the width that words leave."""
    scaled = [row.scaled for row in changes.rows]
    low, high = min(s.low for s in scaled), max(s.high for s in scaled)
    low, high = min(low, -high / 4), max(high, -low / 4)
    room = 0.05 * (high - low) or 1.0
    low, high = low - room, high + room
    left, right = _drawing_part(ax, stacked)
    whole = (high - low) / (right - left)
    start = low - left * whole
    ax.set_xlim(start, start + whole)
    ax.set_yticks([])
    tidy_axes(ax)
    ticks = MaxNLocator(nbins=7, steps=[1, 2, 5, 10]).tick_values(low, high)
    ax.set_xticks([tick for tick in ticks if low <= tick <= high])
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: say_number(x)))
    ax.spines["bottom"].set_bounds(low, high)
    ax.set_xlabel(_AXIS_LABEL, fontsize=9, linespacing=1.3)
    ax.xaxis.label.set_x((left + right) / 2)


def _draw_zero(ax: Axes, middles: list[float], stacked: bool) -> None:
    """The zero line, only beside the intervals where words stand between them."""
    around = [(y - 0.1, y + 0.1) for y in middles] if stacked else [ax.get_ylim()]
    for ends in around:
        ax.plot([0, 0], ends, color=colours().ink, linewidth=1, zorder=1)


def _drawing_part(ax: Axes, stacked: bool) -> tuple[float, float]:
    """Left and right end of the intervals' room, as shares of the width."""
    if stacked:
        return 0.0, 1.0
    width = _width(ax)
    return _NAMES / width, 1 - _AMOUNTS / width


def _draw_place(ax: Axes, place: _Place, stacked: bool) -> None:
    row = place.row
    if row is None:
        _write(ax, 0, place.top, [place.heading], weight="bold")
        return
    names, (amount, likely), days = _name_rows(row, stacked), _say_change(row), _say_days(row)
    _write(ax, 0, place.top, names)
    below = place.top + _LINE * len(names)
    if stacked:
        _write(ax, 0, below, [f"{amount}, {likely}", days], quiet=True)
    else:
        _write(ax, 0, below, [days], quiet=True)
        right = _drawing_part(ax, stacked)[1] + 0.1 / _width(ax)
        _write(ax, right, place.middle - _LINE, [amount, likely])
    _draw_interval(ax, row, place.middle)


def _write(
    ax: Axes, x: float, top: float, lines: list[str], *, weight: str = "normal", quiet: bool = False
) -> None:
    """Lines of words from a share of the width on, each on a baseline of its own."""
    for number, line in enumerate(lines):
        ax.text(
            x,
            top + _LINE * (number + 0.78),
            line,
            transform=ax.get_yaxis_transform(),
            va="baseline",
            fontsize=9,
            fontweight=weight,
            color=colours().quiet if quiet else colours().ink,
        )


def _draw_interval(ax: Axes, row: Change, y: float) -> None:
    scaled, mark = row.scaled, _mark(row)
    colour = mark["color"]
    ax.plot([scaled.low, scaled.high], [y, y], color=colour, linewidth=1.2)
    ax.plot([scaled.low_90, scaled.high_90], [y, y], color=colour, linewidth=3.4, solid_capstyle="butt")
    ax.plot([scaled.estimate], [y], **mark)


def _mark(row: Change) -> dict:
    """Marker and colour by what the answer is."""
    c = colours()
    shape = {"no meaningful change": "s", "cannot tell yet": "o", "higher": "D", "lower": "D"}
    colour = {"better": c.better, "worse": c.worse, "no meaningful change": c.quiet}
    ink = colour.get(row.answer_word, c.ink)
    return {
        "marker": shape.get(row.answer_word, ">" if row.change.estimate > 0 else "<"),
        "markersize": 7 if row.answer_word in shape else 9,
        "color": ink,
        "markerfacecolor": c.paper if row.answer_word == "cannot tell yet" else ink,
        "linestyle": "",
        "zorder": 5,
    }


def _add_legend(ax: Axes, changes: Changes) -> None:
    """An entry for every answer that occurs, in the same order on every log."""
    order = ("better", "worse", "higher", "lower", "no meaningful change", "cannot tell yet")
    rows = sorted(changes.rows, key=lambda row: (order.index(row.answer_word), -row.change.estimate))
    for name, mark in {_answer(row): _mark(row) for row in rows}.items():
        add_legend_entry(ax, Line2D([], [], **mark), name)


def _answer(row: Change) -> str:
    """The answer as the legend says it: a triangle points to where the step lies."""
    if row.answer_word in ("better", "worse"):
        return f"{row.answer_word} ({_side(row.change.estimate)})"
    if row.answer_word in ("higher", "lower"):
        return "higher or lower (not known which is better)"
    return row.answer_word


def _write_below(ax: Axes, changes: Changes) -> None:
    """Who is left out, below the label of the axis and as wide as the drawing."""
    text = _say_left_out(changes)
    if not text:
        return
    rows = wrap_text(ax, text, ax.get_window_extent().width, size=9)
    ax.annotate(
        "\n".join(rows),
        xy=(0, 0),
        xycoords="axes fraction",
        xytext=(0, -54),
        textcoords="offset points",
        va="top",
        fontsize=9,
        linespacing=1.3,
        color=colours().quiet,
    )
