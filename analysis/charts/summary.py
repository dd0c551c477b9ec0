"""One A4 page for a visit."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.aspects.visit import END_DAYS, Visit
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import day_number, say_instead, set_day_axis, tidy_axes
from analysis.charts.style import expect, styled
from analysis.charts.trend import describe_trend, plot_trend
from analysis.comparison import Comparison
from analysis.words import say_count

A4 = (8.27, 11.69)
"""Inches."""
MOST_ROWS, MOST_FILES = 10, 4
NOT_ADVICE = "One person's own notes, made readable. Not medical advice."

_LEFT, _RIGHT = 0.7, 0.5
_ROW, _DONE = 0.19, 1.9
"""Inches: a row of the table, and what the sessions need below it."""


@styled
def plot_summary(visit: Visit) -> Figure:
    """Draw the page: the main measure with start and visits, last against first, what was done and read.

    Parameters
    ----------
    visit : Visit

    Returns
    -------
    Figure
        Of A4 size; save it with `save_chart(figure, path, crop=False)`.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> plot_summary(open_logbook().visit()).get_size_inches().tolist()
    [8.27, 11.69]
    """
    expect(visit, Visit, "open_logbook(...).visit()")
    figure = plt.figure(figsize=A4)
    page = _Page(figure)
    page.write(visit.title, size=17, weight="bold")
    page.write(visit.opened, size=10.5)
    for sentence in visit.said:
        page.write(sentence, size=10.5, space=0.04)
    if visit.caution:
        page.write(visit.caution, size=10.5, colour=colours().worse)
    _draw_mains(page, visit)
    _draw_ends(page, visit)
    _draw_done(page, visit)
    _write_read(page, visit)
    figure.text(_LEFT / A4[0], 0.3 / A4[1], NOT_ADVICE, fontsize=8.5, color=colours().quiet)
    add_alt_text(figure.axes[0], describe_summary(visit))
    return figure


def describe_summary(visit: Visit) -> str:
    """Alt text of `plot_summary`: all that the page says."""
    ends = [
        f"{row['Outcome']}: {row['First days']} first, {row['Last days']} last, {row['Answer']}"
        for row in visit.ends.head(MOST_ROWS).to_dict("records")
        if row["First days"]
    ]
    parts = [
        f"{visit.title}. {visit.opened}",
        *visit.said,
        visit.caution,
        *(describe_trend(one) for one in visit.mains),
        f"{'; '.join(ends)}." if ends else "",
        visit.done,
        f"Read: {'; '.join(visit.read[:MOST_FILES])}." if visit.read else "",
    ]
    return " ".join(part for part in parts if part)


class _Page:
    """An A4 figure that is filled from the top; `top` is how far down the last thing ended, in inches."""

    def __init__(self, figure: Figure) -> None:
        self.figure, self.top = figure, 0.55

    def write(
        self, text: str, *, size: float, weight: str = "normal", colour: str = "", space: float = 0.1
    ) -> None:
        """Write a paragraph across the page."""
        width = int((A4[0] - _LEFT - _RIGHT) * 72 / (size * 0.5))
        rows = textwrap.wrap(text, width)
        self.figure.text(
            _LEFT / A4[0],
            1 - self.top / A4[1],
            "\n".join(rows),
            fontsize=size,
            fontweight=weight,
            color=colour or colours().ink,
            va="top",
            linespacing=1.35,
        )
        self.top += len(rows) * size * 1.45 / 72 + space

    def place(self, height: float, *, below: float = 0.0, above: float = 0.0, left: float = 0.0) -> Axes:
        """Axes across the page, `height` inches high, with room for words above and below."""
        self.top += above
        left += _LEFT
        box = (
            left / A4[0],
            1 - (self.top + height) / A4[1],
            (A4[0] - left - _RIGHT) / A4[0],
            height / A4[1],
        )
        self.top += height + below
        return self.figure.add_axes(box)


def _draw_mains(page: _Page, visit: Visit) -> None:
    if not visit.mains:
        say_instead(page.place(1.2), "No outcome was logged, so there is nothing to draw.")
        return
    if not visit.chosen:
        page.write("No main measure was chosen; this one is shown first.", size=9, colour=colours().quiet)
    height = 2.5 if len(visit.mains) == 1 else 1.15
    for one in visit.mains:
        noted = 0.25 if one.events else 0.0
        ax = page.place(
            height, above=0.76, below=(0.55 if len(visit.mains) == 1 else 0.45) + noted, left=0.35
        )
        plot_trend(_without_answer(one), ax=ax)


def _without_answer(comparison: Comparison) -> Comparison:
    """The page has said the answer already."""
    return replace(comparison, headline="")


def _draw_ends(page: _Page, visit: Visit) -> None:
    """First against last, as a table of text."""
    if visit.ends.empty:
        return
    page.write("First days against last", size=12, weight="bold", space=0.03)
    head = f"Means of the first and last {END_DAYS} days (4 readings at least). They swing by noise; the answer uses all days."
    page.write(head, size=8.5, colour=colours().quiet, space=0.04)
    _write_row(page, ("", "first", "last", "answer"), is_head=True)
    shown = _rows_that_fit(page, visit)
    for row in visit.ends.head(shown).itertuples(index=False):
        _write_row(page, row, is_head=False)
    if len(visit.ends) > shown:
        more = say_count(len(visit.ends) - shown, "more outcome")
        page.write(f"and {more}, in the report", size=8.5, colour=colours().quiet, space=0)
    page.top += 0.14


def _rows_that_fit(page: _Page, visit: Visit) -> int:
    """Rows of the table above what comes below it."""
    read = 0.9 + 0.17 * min(len(visit.read), MOST_FILES + 1)
    room = A4[1] - page.top - read - (_DONE if visit.training.total else 0.6)
    return max(1, min(MOST_ROWS, int(room / _ROW) - 1))


def _write_row(page: _Page, row: tuple, *, is_head: bool) -> None:
    y, colour = 1 - page.top / A4[1], colours().quiet if is_head else colours().ink
    for x, cell in zip((_LEFT, 3.3, 4.92, 6.57), row, strict=True):
        text = textwrap.shorten(str(cell), 38 if x == _LEFT else 30, placeholder="\N{HORIZONTAL ELLIPSIS}")
        page.figure.text(x / A4[0], y, text, fontsize=8.5, color=colour, va="top")
    page.top += _ROW


def _draw_done(page: _Page, visit: Visit) -> None:
    page.write("What was done", size=12, weight="bold", space=0.03)
    page.write(visit.done, size=9.5)
    if not visit.training.total:
        return
    weeks, start = _days_of_weeks(visit.training.daily_sessions), visit.training.start
    ax = page.place(0.65, above=0.2, below=0.5, left=0.35)
    x = (np.asarray(mdates.date2num(weeks.index), dtype=float) + 3).tolist()
    look = {"width": 5.6, "edgecolor": colours().paper, "linewidth": 0.4}
    aimed = weeks["targeted"].tolist()
    ax.bar(x, aimed, color=colours().targeted, **look)
    ax.bar(x, weeks["rest"].tolist(), bottom=aimed, color=colours().other, hatch="...", **look)
    if start is not None:
        monday = start - pd.Timedelta(days=start.weekday())
        ax.axvline(day_number(monday) - 0.5, color=colours().ink, linewidth=1.2, linestyle="--")
    set_day_axis(ax, weeks.index[0], weeks.index[-1] + pd.Timedelta(days=6))
    ax.set_ylim(0, 7)
    ax.set_yticks([0, 7])
    ax.set_ylabel("days\na week", fontsize=9)
    text = "days with a session; plain: one that aims at the hip flexors"
    text += "" if start is None else "; dashed line: the week of the start"
    ax.set_title(text, fontsize=8.5, fontweight="normal", loc="left", color=colours().quiet)
    tidy_axes(ax)


def _days_of_weeks(daily: pd.DataFrame) -> pd.DataFrame:
    """Days a week with a session that aims at the hip flexors, and days with others only."""
    aimed = daily["targeted"] > 0
    days = pd.DataFrame({"targeted": aimed, "rest": (daily.sum(axis=1) > 0) & ~aimed}).astype(int)
    return days.resample("W-MON", label="left", closed="left").sum()


def _write_read(page: _Page, visit: Visit) -> None:
    page.write("What was read", size=12, weight="bold", space=0.03)
    for line in visit.read[:MOST_FILES] or ("No file.",):
        page.write(line, size=8.5, space=0.0)
    more = len(visit.read) - MOST_FILES
    if more > 0:
        page.write(f"and {say_count(more, 'more file')}", size=8.5, space=0.0)
