"""A sheet of A4 paper that is filled from the top, and what sheets have in common."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.colours import colours
from analysis.charts.frame import day_number, set_day_axis, tidy_axes
from analysis.training import WeeklyTraining

A4 = (8.27, 11.69)
"""Inches."""
LEFT, RIGHT = 0.7, 0.5
ROW = 0.19
"""Inches: the margins, and a row of a table."""
_CELL = 8.5


class Sheet:
    """An A4 figure that is filled from the top; `top` is how far down the last thing ended, in inches."""

    def __init__(self, figure: Figure) -> None:
        self.figure, self.top = figure, 0.55

    def write(
        self, text: str, *, size: float, weight: str = "normal", colour: str = "", space: float = 0.1
    ) -> None:
        """Write a paragraph across the page."""
        rows = wrap_paragraph(text, size)
        self.figure.text(
            LEFT / A4[0],
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
        left += LEFT
        box = (
            left / A4[0],
            1 - (self.top + height) / A4[1],
            (A4[0] - left - RIGHT) / A4[0],
            height / A4[1],
        )
        self.top += height + below
        return self.figure.add_axes(box)

    def write_row(self, cells: Sequence[object], *, at: Sequence[float], is_head: bool = False) -> None:
        """Write the cells of a row of a table at these places, each cut where the next begins."""
        y, colour = 1 - self.top / A4[1], colours().quiet if is_head else colours().ink
        ends = (*at[1:], A4[0] - RIGHT + 0.2)
        for x, end, cell in zip(at, ends, cells, strict=True):
            most = int((end - x) * 72 / (_CELL * 0.55))
            text = textwrap.shorten(str(cell), most, placeholder="\N{HORIZONTAL ELLIPSIS}")
            self.figure.text(x / A4[0], y, text, fontsize=_CELL, color=colour, va="top")
        self.top += ROW


def wrap_paragraph(text: str, size: float) -> list[str]:
    """The rows of a paragraph across the page.

    Examples
    --------
    >>> len(wrap_paragraph("one two " * 40, 10.0))
    4
    """
    return textwrap.wrap(text, int((A4[0] - LEFT - RIGHT) * 72 / (size * 0.5)))


def measure_paragraph(text: str, size: float, *, space: float = 0.1) -> float:
    """The inches that `Sheet.write` will take.

    Examples
    --------
    >>> round(measure_paragraph("one line", 10.0), 2)
    0.3
    """
    return len(wrap_paragraph(text, size)) * size * 1.45 / 72 + space


def draw_week_days(ax: Axes, training: WeeklyTraining) -> None:
    """Days a week with a session, those that aim at the hip flexors plain."""
    weeks, start = _days_of_weeks(training.daily_sessions), training.start
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
