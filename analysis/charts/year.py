"""An outcome as a calendar: a square a day, weeks across and weekdays down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis.aspects.daymap import DayMap
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import add_legend_entry, measure_text, put_header, say_instead
from analysis.charts.style import expect, figure_width, is_narrow, new_axes, styled
from analysis.words import UNIT_WORDS, say_count, say_day, say_number

MOST_YEARS = 4
_SIDE = 0.84
"""Side of a square; the rest of a day's place is air."""
_HEAD, _FOOT = 0.24, 0.1
"""Inches above a band of weeks, for the names of the months, and below it."""
_EYE = (0.2126, 0.7152, 0.0722)
"""How bright red, green and blue look."""


@dataclass(frozen=True)
class _Band:
    """The weeks of one row of the calendar; `top` is where its Mondays stand."""

    first: pd.Timestamp
    last: pd.Timestamp
    top: float = 0.0

    @property
    def monday(self) -> pd.Timestamp:
        return self.first - pd.Timedelta(days=self.first.weekday())

    @property
    def weeks(self) -> int:
        return (self.last - self.monday).days // 7 + 1


@styled
def plot_calendar(daymap: DayMap, *, ax: Axes | None = None) -> Axes:
    """Draw one series as a calendar, with a dot on each day that had a session.

    A day with a reading is a square in one of five shades; a day of the log without one is an empty
    square; days outside the log are left out. A log of more than a year has a band a calendar year,
    at most the last four; on a phone a band is half a year.

    Parameters
    ----------
    daymap : DayMap
    ax : Axes, optional

    Returns
    -------
    Axes
        x counts weeks, y rows; the Monday of the first week stands at (0, 0).

    Examples
    --------
    >>> from analysis.aspects.daymap import map_days
    >>> from analysis.logbook import open_logbook
    >>> log = open_logbook()
    >>> ax = plot_calendar(map_days(log.pick("pain"), log.training()))
    >>> ax.get_title(loc="left")
    'Example log: pain, day by day'
    """
    expect(daymap, DayMap, "map_days(log.pick('pain'), log.training())")
    bands = _make_bands(daymap.days["date"])
    columns = max([14 if is_narrow() else 26, *(band.weeks for band in bands)])
    side = (figure_width() - 0.87) / columns
    pitch = 7 + (_HEAD + _FOOT) / side
    ax = new_axes(ax, height=max(side * pitch * len(bands), 1.2))
    add_alt_text(ax, describe_calendar(daymap))
    if daymap.days["value"].isna().all():
        put_header(ax, daymap.title)
        return say_instead(ax, f"{daymap.name}: no reading in this log.")
    ax.set_xlim(-0.15, columns - 0.15)
    ax.set_ylim(pitch * len(bands) - _HEAD / side, -_HEAD / side)
    bands = [replace(band, top=number * pitch) for number, band in enumerate(bands)]
    for band in bands:
        _draw_days(ax, daymap, band)
        _name_months(ax, band, _HEAD / side)
    _set_weekdays(ax, bands, _HEAD / side)
    _make_key(ax, daymap, bands)
    _draw_start(ax, daymap.start, bands)
    put_header(ax, daymap.title, note=_say_days(daymap, bands))
    return ax


def describe_calendar(daymap: DayMap) -> str:
    """Alt text of `plot_calendar`: which days, how many of them at each step, and how many had a session."""
    if daymap.days["value"].isna().all():
        return f"{daymap.title}: no reading in this log."
    bands = _make_bands(daymap.days["date"])
    shown = _shown(daymap, bands)
    counts = daymap.steps[shown.index].value_counts()
    said = [
        f"{words}, {say_count(int(counts[step]), 'day')}"
        for step, words in enumerate(_step_words(daymap))
        if step in counts.index
    ]
    start = daymap.start
    begun = "" if start is None or start < bands[0].first else f" The routine began on {say_day(start)}."
    return (
        f"{daymap.title}, a calendar from {say_day(bands[0].first)} to {say_day(bands[-1].last)}: "
        f"{'; '.join(said)}. {_say_days(daymap, bands)}{begun}"
    )


def _make_bands(dates: pd.Series) -> list[_Band]:
    """Up to 53 weeks as one band, more as calendar years; on a phone in halves."""
    if dates.empty:
        return []
    first, last = dates.iloc[0], dates.iloc[-1]
    whole = _Band(first, last)
    if whole.weeks <= 53:
        step = pd.Timedelta(weeks=27 if is_narrow() else 53)
        edges = list(pd.date_range(whole.monday, last, freq=step))
    else:
        first = max(first, pd.Timestamp(year=last.year - MOST_YEARS + 1, month=1, day=1))
        begin = first.replace(month=1, day=1)
        edges = list(pd.date_range(begin, last, freq="6MS" if is_narrow() else "12MS"))
    ends = [edge - pd.Timedelta(days=1) for edge in edges[1:]] + [last]
    return [_Band(max(edge, first), end) for edge, end in zip(edges, ends, strict=True) if end >= first]


def _place(band: _Band, dates: pd.DatetimeIndex) -> tuple[np.ndarray, np.ndarray]:
    """Column and row of days within their band."""
    apart = (mdates.date2num(dates) - mdates.date2num(band.monday)).astype(int)
    return apart // 7, apart % 7


def _draw_days(ax: Axes, daymap: DayMap, band: _Band) -> None:
    days, c = daymap.days[daymap.days["date"].between(band.first, band.last)], colours()
    column, row = _place(band, pd.DatetimeIndex(days["date"]))
    step, done = daymap.steps[days.index].to_numpy(), days["session"].to_numpy(bool)
    for one in range(-1, len(c.scale)):
        chosen = step == one
        corners = zip(column[chosen], row[chosen] + band.top, strict=True)
        squares = PatchCollection([Rectangle(corner, _SIDE, _SIDE) for corner in corners])
        squares.set(**_square(one))
        ax.add_collection(squares)
        x, y = column[chosen & done] + _SIDE / 2, row[chosen & done] + band.top + _SIDE / 2
        ground = c.paper if one < 0 else c.scale[one]
        ax.plot(x, y, linestyle="", marker="o", markersize=4, color=_most_apart(ground), zorder=3)


def _square(step: int) -> dict:
    """How a day at this step looks; an empty square for -1."""
    c = colours()
    if step < 0:
        return {"facecolor": "none", "edgecolor": c.missing, "linewidth": 0.9}
    return {"facecolor": c.scale[step], "edgecolor": "none", "linewidth": 0.0}


def _most_apart(ground: str) -> str:
    """Ink or paper, whichever stands out more on a ground."""
    c = colours()
    bright = {one: 0.05 + float(np.dot(np.power(to_rgb(one), 2.2), _EYE)) for one in (ground, c.ink, c.paper)}
    return max((c.ink, c.paper), key=lambda one: abs(np.log(bright[one] / bright[ground])))


def _name_months(ax: Axes, band: _Band, head: float) -> None:
    """The month above the week of its first day, where there is room; a January with its year."""
    pixels = float(np.diff(ax.transData.transform([(0, 0), (1, 0)])[:, 0])[0])
    firsts = [band.first, *pd.date_range(band.first + pd.Timedelta(days=1), band.last, freq="MS")]
    places = [*(int(_place(band, pd.DatetimeIndex([first]))[0][0]) for first in firsts), ax.get_xlim()[1]]
    for first, place, after in zip(firsts, places[:-1], places[1:], strict=True):
        names = [f"{first:%b} {first.year}"] if first.month == 1 and first > band.first else []
        fits = [
            name
            for name in [*names, f"{first:%b}"]
            if place + measure_text(ax, name, size=9) / pixels + 0.3 <= after
        ]
        if fits:
            ax.text(place, band.top - 0.5 * head, fits[0], fontsize=9, va="center_baseline", ha="left")


def _draw_start(ax: Axes, start: pd.Timestamp | None, bands: list[_Band]) -> None:
    """A dashed line between the days before the start and those since."""
    for band in bands:
        if start is None or not band.first <= start <= band.last:
            continue
        (column,), (row,) = _place(band, pd.DatetimeIndex([start]))
        gap = (1 - _SIDE) / 2
        left, right, top = column - gap, column + 1 - gap, band.top - gap
        corners = [(right, top), (right, top + row), (left, top + row), (left, top + 7)]
        corners = corners if row else [(left, top), (left, top + 7)]
        look = {"color": colours().ink, "linewidth": 1.4, "linestyle": (0, (3, 1.5))}
        ax.plot(*zip(*corners, strict=True), zorder=4, **look)
        add_legend_entry(ax, Line2D([], [], **look), f"start, {say_day(start, year=False)}")


def _set_weekdays(ax: Axes, bands: list[_Band], head: float) -> None:
    """Every other weekday at the left of its row, and above them the year in which the band begins."""
    names = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
    places = [(band.top + day + _SIDE / 2, name) for band in bands for day, name in names.items()]
    places += [(band.top - 0.5 * head, str(band.first.year)) for band in bands]
    ax.set_yticks([place for place, _ in places], [name for _, name in places], fontsize=9)
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _make_key(ax: Axes, daymap: DayMap, bands: list[_Band]) -> None:
    """Every shade with its range in words, the empty square and the dot, as far as they are drawn."""
    shown = _shown(daymap, bands)
    words = [*_step_words(daymap), "no reading"]
    for step in [*range(len(words) - 1), *([-1] if shown["value"].isna().any() else [])]:
        add_legend_entry(ax, Patch(**_square(step)), words[step])
    if shown["session"].any():
        dot = Line2D([], [], linestyle="", marker="o", markersize=4, color=colours().ink)
        add_legend_entry(ax, dot, "a session")


def _step_words(daymap: DayMap) -> list[str]:
    """The range of each step; its lower end belongs to it, its upper end to the next."""
    edges = [say_number(edge) for edge in daymap.edges]
    words = [f"{low} to under {high}" for low, high in pairwise(edges[:-1])]
    words[0] = f"{words[0]} {UNIT_WORDS[daymap.unit]}".strip()
    return [*words, f"{edges[-2]} to {edges[-1]}"]


def _shown(daymap: DayMap, bands: list[_Band]) -> pd.DataFrame:
    return daymap.days[daymap.days["date"].between(bands[0].first, bands[-1].last)]


def _say_days(daymap: DayMap, bands: list[_Band]) -> str:
    """How many days have a reading or a session, and what is not shown."""
    shown = _shown(daymap, bands)
    read, done = int(shown["value"].notna().sum()), int(shown["session"].sum())
    said = f"{say_count(len(shown), 'day')}: {read:,} with a reading, {done:,} with a session."
    left_out = len(daymap.days) - len(shown)
    if left_out:
        said += f" Not shown: {say_count(left_out, 'day')} before {say_day(bands[0].first)}."
        if daymap.start is not None and daymap.start < bands[0].first:
            said += f" The routine began then, on {say_day(daymap.start)}."
    return said
