"""One A4 page for a visit."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from analysis.aspects.visit import END_DAYS, Visit
from analysis.charts.a4 import A4, LEFT, ROW, Sheet, draw_week_days
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import say_instead
from analysis.charts.style import expect, styled
from analysis.charts.trend import describe_trend, plot_trend
from analysis.comparison import Comparison
from analysis.words import say_count

MOST_ROWS, MOST_FILES = 10, 4
NOT_ADVICE = "One person's own notes, made readable. Not medical advice."

_DONE = 1.9
"""Inches: what the sessions need below the table."""
_COLUMNS = (LEFT, 3.3, 4.92, 6.57)


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
    page = Sheet(figure)
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
    figure.text(LEFT / A4[0], 0.3 / A4[1], NOT_ADVICE, fontsize=8.5, color=colours().quiet)
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


def _draw_mains(page: Sheet, visit: Visit) -> None:
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


def _draw_ends(page: Sheet, visit: Visit) -> None:
    """First against last, as a table of text."""
    if visit.ends.empty:
        return
    page.write("First days against last", size=12, weight="bold", space=0.03)
    head = f"Means of the first and last {END_DAYS} days (4 readings at least). They swing by noise; the answer uses all days."
    page.write(head, size=8.5, colour=colours().quiet, space=0.04)
    page.write_row(("", "first", "last", "answer"), at=_COLUMNS, is_head=True)
    shown = _rows_that_fit(page, visit)
    for row in visit.ends.head(shown).itertuples(index=False):
        page.write_row(row, at=_COLUMNS)
    if len(visit.ends) > shown:
        more = say_count(len(visit.ends) - shown, "more outcome")
        page.write(f"and {more}, in the report", size=8.5, colour=colours().quiet, space=0)
    page.top += 0.14


def _rows_that_fit(page: Sheet, visit: Visit) -> int:
    """Rows of the table above what comes below it."""
    read = 0.9 + 0.17 * min(len(visit.read), MOST_FILES + 1)
    room = A4[1] - page.top - read - (_DONE if visit.training.total else 0.6)
    return max(1, min(MOST_ROWS, int(room / ROW) - 1))


def _draw_done(page: Sheet, visit: Visit) -> None:
    page.write("What was done", size=12, weight="bold", space=0.03)
    page.write(visit.done, size=9.5)
    if visit.training.total:
        draw_week_days(page.place(0.65, above=0.2, below=0.5, left=0.35), visit.training)


def _write_read(page: Sheet, visit: Visit) -> None:
    page.write("What was read", size=12, weight="bold", space=0.03)
    for line in visit.read[:MOST_FILES] or ("No file.",):
        page.write(line, size=8.5, space=0.0)
    more = len(visit.read) - MOST_FILES
    if more > 0:
        page.write(f"and {say_count(more, 'more file')}", size=8.5, space=0.0)
