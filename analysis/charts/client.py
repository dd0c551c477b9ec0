"""One A4 page of a client, for a physio or a coach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from analysis.charts.a4 import A4, LEFT, RIGHT, ROW, Sheet, draw_week_days, measure_paragraph
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import say_instead
from analysis.charts.style import expect, styled
from analysis.charts.trend import plot_trend
from analysis.people import ClientPage
from analysis.words import say_count

NOT_ADVICE = (
    "The client's own notes, made readable. Not medical advice; no warning sign found is no all-clear."
)
MOST_ROWS, MOST_LETTERS = 7, 60

_ONE, _TWO, _LEAST = 3.0, 1.6, 0.7
"""Inches: the height of one drawing, of each of two, and the least that can be read."""
_WORDS, _EVENTS = 1.35, 0.25
"""Inches: title, legend and days around a drawing, and a row of events below it."""
_WEEKS, _FOOT = 1.35, 0.5
"""Inches: the days a week with a session, and the foot of the page."""
_FIRST_COLUMN, _LAST_COLUMN = 2.35, 1.45
"""Inches."""


@styled
def plot_client(page: ClientPage) -> Figure:
    """Draw the page: flags, the answer, the main measure with start and visits, this visit against the last, what was done.

    Everything is on one sheet: the drawings are lower where there is much to say, and where that is not
    enough the drawing of the weeks is left out, whose number stands in words.

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
    height, weeks = _share_room(A4[1] - sheet.top, page)
    _draw_mains(sheet, page, height)
    _write_table(sheet, page)
    _draw_done(sheet, page, weeks=weeks)
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
    title = (
        page.title
        if len(page.title) <= MOST_LETTERS
        else f"{page.title[:MOST_LETTERS]}\N{HORIZONTAL ELLIPSIS}"
    )
    sheet.write(title, size=17, weight="bold")
    sheet.write(page.opened, size=10, space=0.06)
    for flag in page.flags:
        sheet.write(f"To look at first: {_cut(flag, 170)}.", size=10, colour=colours().worse, space=0.03)
    if page.caution:
        sheet.write(page.caution, size=10, colour=colours().worse, space=0.06)
    for sentence in (*page.said, *page.target):
        sheet.write(_cut(sentence, 280), size=10.5, space=0.04)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}\N{HORIZONTAL ELLIPSIS}"


def _share_room(room: float, page: ClientPage) -> tuple[float, bool]:
    """The height of each drawing in what is left of the page, and whether the weeks are drawn."""
    rows = min(len(page.table), MOST_ROWS) + 2
    table = (
        0.35 + measure_paragraph(page.table_note, 8.5, space=0.04) + rows * ROW if len(page.table) else 0.0
    )
    words = sum(measure_paragraph(text, 9.5, space=0.04) for text in page.done)
    room -= table + words + 0.35 + measure_paragraph(page.read, 8.5) + _FOOT
    n = max(len(page.mains), 1)
    noted = sum(_EVENTS * (1 + len(one.events) // 4) for one in page.mains if one.events)
    room -= n * _WORDS + noted
    weeks = bool(page.training.total) and room - _WEEKS >= n * _LEAST
    most = _ONE if n == 1 else _TWO
    return max(min((room - _WEEKS * weeks) / n, most), 0.45), weeks


def _draw_mains(sheet: Sheet, page: ClientPage, height: float) -> None:
    if not page.mains:
        say_instead(sheet.place(0.8), "No outcome was logged, so there is nothing to draw.")
        return
    if not page.chosen:
        sheet.write(
            "No main measure was named; this one is shown first.", size=8.5, colour=colours().quiet, space=0
        )
    for one in page.mains:
        noted = _EVENTS * (1 + len(one.events) // 4) if one.events else 0.0
        ax = sheet.place(height, above=0.76, below=_WORDS - 0.76 + noted - 0.1, left=0.35)
        plot_trend(replace(one, headline=""), ax=ax)


def _write_table(sheet: Sheet, page: ClientPage) -> None:
    """This visit against the last and the start, as a table of text."""
    if page.table.empty:
        return
    sheet.write("This visit against the last", size=12, weight="bold", space=0.03)
    sheet.write(page.table_note, size=8.5, colour=colours().quiet, space=0.04)
    names = list(page.table.columns)
    between = (A4[0] - LEFT - RIGHT - _FIRST_COLUMN - _LAST_COLUMN) / max(len(names) - 2, 1)
    at = [LEFT, *(LEFT + _FIRST_COLUMN + between * n for n in range(len(names) - 1))]
    sheet.write_row(("", *names[1:-1], "answer"), at=at, is_head=True)
    shown = page.table.head(MOST_ROWS)
    if len(page.table) > MOST_ROWS and page.table.iloc[-1, 0] not in set(shown["Outcome"]):
        shown = page.table.iloc[[*range(MOST_ROWS - 1), len(page.table) - 1]]
    for row in shown.itertuples(index=False):
        sheet.write_row(row, at=at)
    if len(page.table) > len(shown):
        more = say_count(len(page.table) - len(shown), "more outcome")
        sheet.write(f"and {more}, in the client's own report", size=8.5, colour=colours().quiet, space=0)
    sheet.top += 0.12


def _draw_done(sheet: Sheet, page: ClientPage, *, weeks: bool) -> None:
    sheet.write("What was done", size=12, weight="bold", space=0.03)
    for sentence in page.done:
        sheet.write(sentence, size=9.5, space=0.04)
    if weeks:
        draw_week_days(sheet.place(0.55, above=0.25, below=0.5, left=0.35), page.training)
    sheet.write(page.read, size=8.5, colour=colours().quiet)
