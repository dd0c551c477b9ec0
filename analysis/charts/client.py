"""One A4 page of a client, for a physio or a coach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.a4 import A4, LEFT, RIGHT, ROW, Sheet, draw_week_days, measure_paragraph
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import say_instead
from analysis.charts.style import expect, styled
from analysis.charts.trend import plot_trend
from analysis.comparison import Comparison
from analysis.people import ClientPage
from analysis.people.periods import SESSIONS
from analysis.words import say_count

NOT_ADVICE = (
    "The client's own notes, made readable. Not medical advice; no warning sign found is no all-clear."
)
MOST_ROWS, MOST_FLAGS, MOST_LETTERS = 7, 5, 70

_ONE, _TWO, _LEAST = 3.0, 1.6, 0.75
"""Inches: the height of one drawing, of each of two, and the least that can be read."""
_ABOVE, _LEGEND, _BELOW, _EVENTS, _CHOICE = 0.92, 0.18, 0.5, 0.25, 0.2
"""Inches: title and legend above a drawing, one more row of it, days below, a row of events, and a line on what is drawn."""
_WEEKS, _FOOT = 1.35, 0.55
"""Inches: the days a week with a session, and the foot of the page."""
_FIRST_COLUMN, _LAST_COLUMN = 2.5, 1.42
"""Inches."""
_LAYOUTS = (
    *((2, True, 7), (2, False, 7), (2, False, 5)),
    *((1, True, 7), (1, False, 7), (1, False, 5), (1, False, 3)),
)
"""Drawings, whether the weeks are drawn, rows of the table: the first that fits is taken."""


@dataclass(frozen=True)
class _Layout:
    """What a page has room for: drawings and their height in inches, the weeks, rows of the table."""

    drawings: int
    height: float
    weeks: bool
    rows: int


@styled
def plot_client(page: ClientPage) -> Figure:
    """Draw the page: flags, the answer, the main measure with start and visits, this visit against the last, what was done.

    Everything is on one sheet: where there is much to say, the drawings are lower, then the weeks are left out, then
    rows of the table and the drawing of the second side; what is left out is said.

    Parameters
    ----------
    page : ClientPage

    Returns
    -------
    Figure
        Of A4 size; save it with `save_chart(figure, path, crop=False)`.

    Examples
    --------
    >>> from analysis.people import open_clients
    >>> people = open_clients()
    >>> plot_client(people.page(people.opened[0])).get_size_inches().tolist()
    [8.27, 11.69]
    """
    expect(page, ClientPage, "open_clients(...).pages()")
    figure = plt.figure(figsize=A4)
    sheet = Sheet(figure)
    _write_head(sheet, page)
    layout = _share_room(A4[1] - sheet.top, page)
    _draw_mains(sheet, page, layout)
    _write_table(sheet, page, layout.rows)
    _draw_done(sheet, page, weeks=layout.weeks)
    figure.text(LEFT / A4[0], 0.3 / A4[1], NOT_ADVICE, fontsize=8.5, color=colours().quiet)
    add_alt_text(figure.axes[0], describe_client(page))
    return figure


def draw_pages(pages: Iterable[ClientPage]) -> list[Figure]:
    """A figure a page, for a notebook.

    Examples
    --------
    >>> draw_pages([])
    []
    """
    return [plot_client(page) for page in pages]


def describe_client(page: ClientPage) -> str:
    """Alt text of `plot_client`: all that the page says beside its drawings, which have their own."""
    names = list(page.table.columns)[1:-1]
    rows = []
    for cells in page.table.head(MOST_ROWS).to_numpy().tolist():
        values = ", ".join(f"{name} {value}" for name, value in zip(names, cells[1:-1], strict=True) if value)
        rows.append(", ".join(filter(None, [f"{cells[0]}: {values}", str(cells[-1])])))
    parts = [
        f"{page.title}. {page.opened}",
        *(f"To look at first: {flag}." for flag in page.flags),
        page.caution,
        *page.said,
        *page.target,
        f"{'; '.join(rows)}." if rows else "",
        *page.done,
        page.read,
    ]
    return " ".join(part for part in parts if part)


def _write_head(sheet: Sheet, page: ClientPage) -> None:
    title = _cut(page.title, MOST_LETTERS)
    sheet.write(title, size=17 if len(title) < 40 else 12, weight="bold")
    sheet.write(page.opened, size=10, space=0.06)
    for flag in page.flags[:MOST_FLAGS]:
        sheet.write(f"To look at first: {_cut(flag, 170)}.", size=9.5, colour=colours().worse, space=0.03)
    more = len(page.flags) - MOST_FLAGS
    if more > 0:
        sheet.write(
            f"and {say_count(more, 'more reason')}, on the index",
            size=9.5,
            colour=colours().worse,
            space=0.03,
        )
    if page.caution:
        sheet.write(page.caution, size=9.5, colour=colours().worse, space=0.06)
    for sentence in (*page.said, *page.target):
        sheet.write(_cut(sentence, 280), size=10, space=0.03)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def _share_room(room: float, page: ClientPage) -> _Layout:
    """The first layout in which each drawing keeps a height that can be read."""
    words = sum(measure_paragraph(text, 9.5, space=0.04) for text in page.done) + measure_paragraph(
        page.read, 8.5
    )
    room -= words + 0.35 + _FOOT + _CHOICE * (not page.chosen)
    layouts = [_lay_out(room, page, *one) for one in _LAYOUTS]
    return next((one for one in layouts if one.height >= _LEAST), layouts[-1])


def _lay_out(room: float, page: ClientPage, drawings: int, weeks: bool, rows: int) -> _Layout:
    shown = page.mains[:drawings]
    n, weeks = max(len(shown), 1), weeks and bool(page.training.total)
    room -= _CHOICE * (len(page.mains) > len(shown))
    if len(page.table):
        lines = min(len(page.table), rows) + 2
        room -= 0.35 + measure_paragraph(page.table_note, 8.5, space=0.04) + lines * ROW + 0.15
    room -= sum(_words_around(one) for one in shown) + _WEEKS * weeks
    return _Layout(n, min(room / n, _ONE if n == 1 else _TWO), weeks, rows)


def _words_around(one: Comparison) -> float:
    return _words_above(one) + _BELOW + (_EVENTS if one.events else 0.0)


def _words_above(one: Comparison) -> float:
    """Title and legend, whose rows grow with the phases that are not compared."""
    others = len(set(one.labels) - {"A", "B"})
    return _ABOVE + _LEGEND * others


def _draw_mains(sheet: Sheet, page: ClientPage, layout: _Layout) -> None:
    if not page.mains:
        say_instead(sheet.place(0.8), "No outcome was logged, so there is nothing to draw.")
        return
    if not page.chosen:
        sheet.write(
            "No main measure was named; this one is shown first.", size=8.5, colour=colours().quiet, space=0
        )
    for one in page.mains[: layout.drawings]:
        above = _words_above(one)
        below = _words_around(one) - above
        ax = sheet.place(max(layout.height, 0.45), above=above, below=below, left=0.35)
        plot_trend(replace(one, headline=""), ax=ax)
    if len(page.mains) > layout.drawings:
        other = "The other side is in the table; there was no room to draw it."
        sheet.write(other, size=8.5, colour=colours().quiet, space=0.03)


def _write_table(sheet: Sheet, page: ClientPage, most: int) -> None:
    """This visit against the last and the start, as a table of text."""
    if page.table.empty:
        return
    names = list(page.table.columns)
    head = "First days against last" if "first days" in names else "This visit against the last"
    sheet.write(head, size=12, weight="bold", space=0.03)
    sheet.write(page.table_note, size=8.5, colour=colours().quiet, space=0.04)
    between = (A4[0] - LEFT - RIGHT - _FIRST_COLUMN - _LAST_COLUMN) / max(len(names) - 2, 1)
    at = [LEFT, *(LEFT + _FIRST_COLUMN + between * n for n in range(len(names) - 1))]
    sheet.write_row(("", *names[1:-1], "answer"), at=at, is_head=True)
    shown = _choose_rows(page.table, most)
    for row in shown.itertuples(index=False):
        sheet.write_row(row, at=at)
    if len(page.table) > len(shown):
        more = say_count(len(page.table) - len(shown), "more outcome")
        sheet.write(f"and {more}, in the client's own report", size=8.5, colour=colours().quiet, space=0)
    sheet.top += 0.12


def _choose_rows(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first outcomes, and always the days with a session, which stand last."""
    if len(table) <= most:
        return table
    if table.iloc[-1, 0] != SESSIONS:
        return table.head(most)
    return table.iloc[[*range(most - 1), len(table) - 1]]


def _draw_done(sheet: Sheet, page: ClientPage, *, weeks: bool) -> None:
    sheet.write("What was done", size=12, weight="bold", space=0.03)
    for sentence in page.done:
        sheet.write(sentence, size=9.5, space=0.04)
    if weeks:
        draw_week_days(sheet.place(0.55, above=0.25, below=0.5, left=0.35), page.training)
    sheet.write(page.read, size=8.5, colour=colours().quiet)
