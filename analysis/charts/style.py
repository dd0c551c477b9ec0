"""The look: colours by meaning, date axes; rcParams stay untouched outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator

INK = "#222222"
QUIET = "#6B6B6B"
GRID = "#E6E6E6"

# Okabe and Ito's colours, which stay apart for every kind of colour vision; each meaning
# also has its own marker or hatch, so that none is told by colour alone.
PHASE_COLOURS = {"A": "#8A6D00", "B": "#0072B2"}
PHASE_SHADES = {"A": "#FBF6E3", "B": "#EAF3FA", "break": "#F0F0F0", "after": "#F0F0F0"}
TRAINING_COLOURS = {"targeted": "#0072B2", "conventional": "#E69F00", "other": "#BBBBBB"}
TRAINING_HATCHES = {"targeted": "", "conventional": "///", "other": "..."}
LITTLE = "#EFEFEF"

_LOOK: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlecolor": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "svg.fonttype": "none",
}

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def chart_style() -> Iterator[None]:
    """The house look inside the block, whatever was set before outside of it.

    Examples
    --------
    >>> with chart_style():
    ...     plt.rcParams["axes.titleweight"]
    'bold'
    """
    import seaborn as sns

    with sns.axes_style("white"), plt.rc_context(_LOOK):
        yield


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Run a chart function inside `chart_style`."""

    @wraps(draw)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with chart_style():
            return draw(*args, **kwargs)

    return inside


def new_axes(ax: Axes | None, *, height: float = 3.4) -> Axes:
    """The given Axes, or those of a new figure of house width; height in inches."""
    return plt.subplots(figsize=(9, height))[1] if ax is None else ax


def tidy_axes(ax: Axes) -> None:
    """Only the lines that carry something: no box, a light horizontal grid behind the data."""
    import seaborn as sns

    sns.despine(ax=ax, left=True)
    ax.grid(axis="y", color=GRID, linewidth=0.8)
    ax.grid(visible=False, axis="x")
    ax.set_axisbelow(True)
    ax.tick_params(length=0)


def put_legend(ax: Axes) -> None:
    """Legend between title and plot, in as many rows as it needs; the title moves up above it."""
    handles, names = ax.get_legend_handles_labels()
    if not handles:
        return
    rows = 1 if sum(map(len, names)) <= 84 and len(names) <= 4 else 2
    columns = -(-len(names) // rows)
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 0.99), ncols=columns, borderaxespad=0.2, handletextpad=0.4
    )
    ax.set_title(ax.get_title(loc="left"), loc="left", pad=10 + 17 * rows)


def set_value_ticks(ax: Axes) -> None:
    """Whole, round numbers on the value axis where there is room for them."""
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))


def set_day_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Ticks on days as people write them, the year below the first tick of each year.

    Parameters
    ----------
    ax : Axes
        x holds matplotlib's date numbers.
    first, last : Timestamp
        First and last day shown.
    """
    room = max((last - first).days * 0.02, 0.6)
    low, high = (float(mdates.date2num(day)) + side for day, side in ((first, -room), (last, room)))
    ax.set_xlim(low, high)
    ticks, days = _day_ticks(first, last), (last - first).days
    labels, year = [], 0
    for tick in ticks:
        label = f"{tick:%b}" if tick.day == 1 and days > 70 else f"{tick.day} {tick:%b}"
        labels.append(f"{label}\n{tick.year}" if tick.year != year else label)
        year = tick.year
    ax.xaxis.set_major_locator(FixedLocator([float(mdates.date2num(tick)) for tick in ticks]))
    ax.xaxis.set_major_formatter(FixedFormatter(labels))


def _day_ticks(first: pd.Timestamp, last: pd.Timestamp) -> list[pd.Timestamp]:
    days = (last - first).days
    if days <= 7:
        return list(pd.date_range(first, last, freq="D"))
    if days <= 70:
        return list(pd.date_range(first, last, freq="7D" if days > 20 else "3D"))
    months = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if days / 30.5 / step <= 9)
    ticks = pd.date_range(first.replace(day=1), last, freq="MS")
    ticks = [tick for tick in ticks if (tick.month - 1 + 12 * tick.year) % months == 0 and tick >= first]
    if not ticks or (ticks[0] - first).days > 0.09 * days:
        ticks = [first, *ticks]
    return ticks
