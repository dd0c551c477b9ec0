"""A client's page holds everything on one A4 sheet, however much there is to say."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.charts import describe_client, draw_pages, plot_client
from analysis.errors import DataError
from analysis.events import Event
from analysis.intake import Logs
from analysis.people import Client, ClientRow
from analysis.people.page import find_client_page
from tests.charts.drawn import assert_readable, make_book, points, text_boxes
from tests.people.made import EXAMPLE

PAGES = {page.title[-2:]: page for page in EXAMPLE.pages()}
LONG = "Anna Maria Magdalena von und zu Hohenstein-Wittgenstein-Berleburg und Umgebung"


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def words_of(figure):
    return " ".join(" ".join(text.split()) for text, _ in text_boxes(figure))


@pytest.mark.parametrize("number", ["03", "04", "08"])
def test_pages_of_the_example_fit_and_nothing_overlaps(number):
    figure = plot_client(PAGES[number])
    assert figure.get_size_inches().tolist() == [8.27, 11.69]
    assert_readable(figure, page=True)


def crowded(persona="rom_improves", *, days=60, mains=2):
    """A page with a long name, three notes, pain that is high, two sides, many visits and every outcome."""
    book = replace(make_book(persona, days=days), person="me")
    page = find_client_page(Client("me", LONG, ClientRow("me"), logbook=book), LONG, EXAMPLE.today)
    visits = tuple(
        Event(pd.Timestamp("2026-03-05") + pd.Timedelta(days=7 * n), None, "visit") for n in range(8)
    )
    shown = [replace(one, events=visits, target=9.0) for one in book.compare(["rom"])[:mains]]
    note = "in the notes of 18 April 2026: 'numb and tingling around the inner thighs since the long walk home' - emergency: now"
    return replace(
        page,
        flags=(
            note,
            note,
            note,
            "2 more notes of this kind",
            "pain averaged 8.3 points over the last 7 days of the log",
        ),
        caution="Whatever the cause, ease off, and get it checked if it lasts two weeks, hurts at rest or at night, or keeps rising.",
        target=(
            "Target for range of motion, left hip: 9 degrees, not reached: the last 14 days average 3.2 (11 days), 5.8 degrees to go.",
        )
        * mains,
        mains=tuple(shown),
        done=(
            *page.done,
            "Up to 30 April 2026: a session of the routine on 12 of 21 days that were drawn with it, and on 2 of 21 drawn without.",
        ),
    )


@pytest.mark.parametrize(("days", "mains"), [(20, 1), (60, 2), (400, 1)])
def test_the_fullest_page_fits_and_nothing_overlaps(days, mains):
    page = crowded(days=days, mains=mains)
    assert len(page.table) >= 4
    assert_readable(plot_client(page), page=True)


@pytest.mark.parametrize("days", [1, 6])
def test_the_shortest_logs_fit_as_well(days):
    book = replace(make_book(days=days), person="me")
    page = find_client_page(
        Client("me", "Client 01", ClientRow("me"), logbook=book), "Client 01", EXAMPLE.today
    )
    assert_readable(plot_client(page), page=True)


def test_a_page_without_outcomes_or_sessions_says_so_in_words():
    page = replace(PAGES["08"], mains=(), table=PAGES["08"].table[:0], said=())
    figure = plot_client(page)
    assert "No outcome was logged" in words_of(figure)
    assert "No session is in this log." in words_of(figure)
    assert_readable(figure, page=True)


def test_the_page_says_all_that_was_found():
    page = PAGES["03"]
    words = words_of(plot_client(page))
    for text in (
        page.title,
        page.opened,
        page.caution,
        *page.said,
        *page.target,
        page.table_note,
        *page.done,
        page.read,
    ):
        assert text in words
    for cell in page.table.to_numpy().ravel():
        assert cell in words
    assert f"To look at first: {page.flags[0]}." in words
    assert "Not medical advice; no warning sign found is no all-clear." in words


def test_the_main_measure_is_drawn_with_every_day_its_start_and_the_visits():
    page = PAGES["03"]
    ax = plot_client(page).axes[0]
    assert len(points(ax)[0]) == len(page.mains[0].series)
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "^"]
    visits = ["2026-03-16", "2026-03-30", "2026-04-20"]
    assert marks == [mdates.date2num(pd.Timestamp(day)) for day in visits]
    dashed = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert round(dashed[0], 1) == mdates.date2num(pd.Timestamp("2026-03-16")) - 0.5


def test_a_page_is_described_without_a_name_or_a_number_that_is_none():
    for page in PAGES.values():
        said = describe_client(page)
        assert said.startswith("Example log: client ")
        assert "nan" not in said.split()
        assert not [one.name for one in EXAMPLE.clients if one.name in said]


def test_what_is_no_page_is_refused_and_no_page_draws_nothing():
    with pytest.raises(DataError, match="is for ClientPage, not for Logs"):
        plot_client(Logs())  # type: ignore[arg-type]
    assert draw_pages([]) == []
