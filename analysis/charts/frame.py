"""What stands around the drawing: title, answer, legend, axes. Rows are wrapped by measuring their text."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from analysis.charts.colours import colours
from analysis.charts.style import ask_height

_ROW, _TITLE_ROW, _GAP = 15.0, 17.0, 6.0
"""Heights in points."""

_DAY_STEPS = (1, 2, 3, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def put_header(
    ax: Axes, title: str, *, note: str = "", legend: bool = True, width: float | None = None
) -> None:
    """Title, a note below it, and the legend, each in as many rows as it needs above the drawing.

    Parameters
    ----------
    ax : Axes
        Its artists with a label make the legend.
    title : str
    note : str
        Such as the answer; '' for none.
    legend : bool
    width : float, optional
        In pixels; None takes the room from the left of `ax` to the right of its figure.
    """
    width = width or _room(ax)
    height = _GAP
    if legend:
        height += _put_legend(ax, width, height)
    if note:
        rows = wrap_text(ax, note, width, size=10)
        ax.annotate(
            "\n".join(rows),
            xy=(0, 1),
            xycoords="axes fraction",
            xytext=(0, height),
            textcoords="offset points",
            va="bottom",
            linespacing=1.3,
            color=colours().ink,
        )
        height += _ROW * len(rows) + 2
    rows = wrap_text(ax, title, width, size=12, weight="bold")
    ax.set_title("\n".join(rows), loc="left", pad=height, linespacing=1.2)


def wrap_text(ax: Axes, text: str, width: float, *, size: float, weight: str = "normal") -> list[str]:
    """A text in rows that are no wider than `width` pixels; a single word may be."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and measure_text(ax, longer, size=size, weight=weight) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def measure_text(ax: Axes, text: str, *, size: float, weight: str = "normal") -> float:
    """Width of a text in pixels, as `ax` would draw it."""
    probe = ax.text(0, 0, text, fontsize=size, fontweight=weight)
    width = probe.get_window_extent(_renderer(ax)).width
    probe.remove()
    return float(width)


def say_instead(ax: Axes, text: str) -> Axes:
    """Words in place of a drawing that the log does not allow; they need less height."""
    rows = wrap_text(ax, text, 0.94 * ax.get_window_extent(_renderer(ax)).width, size=10)
    ask_height(ax, 0.5 + 0.2 * len(rows))
    ax.text(
        0.5,
        0.5,
        "\n".join(rows),
        ha="center",
        va="center",
        transform=ax.transAxes,
        color=colours().quiet,
    )
    ax.set_axis_off()
    return ax


def tidy_axes(ax: Axes) -> None:
    """Only the lines that carry something: no box, a light horizontal grid behind the data."""
    import seaborn as sns

    sns.despine(ax=ax, left=True)
    ax.grid(axis="y", color=colours().grid, linewidth=0.8)
    ax.grid(visible=False, axis="x")
    ax.set_axisbelow(True)
    ax.tick_params(length=0)
    ax.tick_params(axis="x", pad=6.5)


def set_value_ticks(ax: Axes, *, most: int = 6) -> None:
    """Whole, round numbers on the value axis where there is room for them; `most` is how many."""
    ax.yaxis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10]))


def day_number(day: pd.Timestamp) -> float:
    """Where the middle of a day stands on a day axis.

    Examples
    --------
    >>> day_number(pd.Timestamp("1970-01-03"))
    2.0
    """
    return float(mdates.date2num(day))


def set_day_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Ticks on days as people write them, the year below the first tick of each year.

    As many as the width has room for, from every day to every hundred years.

    Parameters
    ----------
    ax : Axes
        x holds matplotlib's date numbers.
    first, last : Timestamp
        First and last day shown.
    """
    room = max((last - first).days * 0.02, 0.6)
    ax.set_xlim(day_number(first) - room, day_number(last) + room)
    days = (last - first).days + 2 * room
    pixels_a_day = ax.get_window_extent(_renderer(ax)).width / days
    apart = 1.25 * measure_text(ax, "28 May", size=10)
    ticks = _choose_ticks(first, last, pixels_a_day, apart)
    labels, year = [], 0
    for tick in ticks:
        label = f"{tick:%b}" if tick.day == 1 and (last - first).days > 70 else f"{tick.day} {tick:%b}"
        labels.append(f"{label}\n{tick.year}" if tick.year != year else label)
        year = tick.year
    ax.xaxis.set_major_locator(FixedLocator([day_number(tick) for tick in ticks]))
    ax.xaxis.set_major_formatter(FixedFormatter(labels))


def _choose_ticks(
    first: pd.Timestamp, last: pd.Timestamp, pixels_a_day: float, apart: float
) -> list[pd.Timestamp]:
    """Round days no nearer than `apart` pixels; the first day where the first round one is far from it."""
    for step in _DAY_STEPS:
        if step * pixels_a_day >= apart and (last - first).days <= 70:
            return list(pd.date_range(first, last, freq=f"{step}D"))
    months = next((step for step in _MONTH_STEPS if 28 * step * pixels_a_day >= apart), _MONTH_STEPS[-1])
    ticks = pd.date_range(first.replace(day=1), last, freq="MS")
    round_ones = [t for t in ticks if (t.month - 1 + 12 * t.year) % months == 0 and t >= first]
    if not round_ones or (round_ones[0] - first).days * pixels_a_day >= 1.2 * apart:
        round_ones = [first, *round_ones]
    return round_ones


_entries: WeakKeyDictionary[Axes, tuple[list, list[str]]] = WeakKeyDictionary()


def add_legend_entry(ax: Axes, handle: object, name: str) -> None:
    """One more entry for the legend of `put_header`, for what has no artist with a label in `ax`."""
    handles, names = _entries.setdefault(ax, ([], []))
    handles.append(handle)
    names.append(name)


def _put_legend(ax: Axes, width: float, height: float) -> float:
    """Draw the legend in as few rows as its measured width allows, evenly filled; gives its height in points."""
    handles, names = ax.get_legend_handles_labels()
    more = _entries.get(ax, ([], []))
    handles, names = [*handles, *more[0]], [*names, *more[1]]
    figure = ax.get_figure(root=True)
    if not handles or figure is None:
        return 0.0
    box, dpi, columns = figure.bbox, figure.dpi, 1
    for columns in range(len(names), 0, -1):
        box = _legend(ax, handles, names, columns, height).get_window_extent(_renderer(ax))
        if box.width <= width + 12:
            break
    even = -(-len(names) // -(-len(names) // columns))
    if even != columns:
        box = _legend(ax, handles, names, even, height).get_window_extent(_renderer(ax))
    return float(box.height) * 72 / dpi


def _legend(ax: Axes, handles: Sequence, names: list[str], columns: int, height: float) -> Legend:
    figure = ax.get_figure(root=True)
    up = ScaledTranslation(-4 / 72, (height - 6) / 72, figure.dpi_scale_trans) if figure else None
    ordered = _by_rows(list(zip(handles, names, strict=True)), columns)
    return ax.legend(
        [handle for handle, _ in ordered],
        [name for _, name in ordered],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        bbox_transform=ax.transAxes + up if up is not None else ax.transAxes,
        ncols=columns,
        borderaxespad=0.0,
        borderpad=0.3,
        handletextpad=0.4,
        columnspacing=1.4,
        labelspacing=0.35,
    )


def _by_rows(entries: list, columns: int) -> list:
    """Reorder so that a legend, which fills its columns first, reads along its rows."""
    rows = -(-len(entries) // columns)
    full = len(entries) - columns * (rows - 1)
    grid = [entries[i * columns : (i + 1) * columns] for i in range(rows)]
    return [row[c] for c in range(columns) for row in grid if c < len(row)] if full else entries


def _room(ax: Axes) -> float:
    figure = ax.get_figure(root=True)
    left = ax.get_window_extent(_renderer(ax)).x0
    return float(figure.bbox.width - left - 8) if figure is not None else 600.0


def _renderer(ax: Axes):
    figure = ax.get_figure(root=True)
    return figure.canvas.get_renderer()  # type: ignore[union-attr]
