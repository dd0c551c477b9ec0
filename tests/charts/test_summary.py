"""The page for a visit holds everything on one A4 sheet, whatever the log."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.dates as mdates
import pandas as pd
import pytest

from analysis.charts import describe_summary, plot_summary
from analysis.errors import DataError
from analysis.events import Event
from analysis.intake import Logs
from analysis.logbook import Logbook, open_logbook
from analysis.paths import SAMPLE
from analysis.phases import find_phases
from analysis.simulate import PERSONAS
from tests.charts.drawn import assert_readable, make_book, points, short_book, text_boxes


def words_of(figure):
    return " ".join(" ".join(text.split()) for text, _ in text_boxes(figure))


@pytest.mark.parametrize(
    ("persona", "days"), [(PERSONAS[i % 9], days) for i, days in enumerate((2, 6, 20, 90, 150, 400, 1100))]
)
def test_everything_fits_on_the_page_and_nothing_overlaps(persona, days):
    assert_readable(plot_summary(make_book(persona, days=days, is_example=True).visit()), page=True)


def test_two_sides_with_many_outcomes_and_visits_fit_as_well():
    book = open_logbook(SAMPLE, main="rom")
    visit = book.visit()
    events = (Event(pd.Timestamp("2026-04-20"), None, "visit"),)
    visit = replace(visit, mains=tuple(replace(one, events=events) for one in visit.mains))
    figure = plot_summary(visit)
    assert_readable(figure, page=True)
    assert figure.get_size_inches().tolist() == [8.27, 11.69]


def test_the_page_says_what_the_log_says():
    visit = open_logbook(SAMPLE, main="rom right").visit()
    figure = plot_summary(visit)
    words = words_of(figure)
    assert "Example log: summary for a visit" in words
    assert "2 March 2026 to 29 July 2026, 139 days logged." in words
    assert "higher than before by about 6 degrees (likely 3.7 to 7.9)." in words
    assert len(visit.said) <= 2
    for line in (*visit.said, *visit.read, visit.done):
        assert line in words
    for cell in visit.ends.head(3).to_numpy().ravel():
        assert cell in words
    assert "Not medical advice" in words


def test_the_main_measure_is_drawn_with_every_day_and_the_visits():
    book = make_book(days=90)
    visit = book.visit()
    day = pd.Timestamp("2026-03-20")
    main = replace(visit.mains[0], events=(Event(day, None, "visit"),))
    ax = plot_summary(replace(visit, mains=(main,))).axes[0]
    assert len(points(ax)[0]) == len(main.series)
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "^"]
    assert marks == [mdates.date2num(day)]


def test_days_with_a_session_add_up_and_a_day_counts_once():
    book = make_book(days=90)
    ax = plot_summary(book.visit()).axes[-1]
    heights = [bar.get_height() for bar in ax.patches]
    assert sum(heights) == book.logs.sessions["date"].nunique()
    assert ax.get_ylim() == (0, 7)


def test_pain_that_is_high_brings_its_line_of_caution():
    visit = short_book([8, 8, 9, 8, 7, 8, 9, 8]).visit()
    assert "averaged" in visit.caution
    assert visit.caution in words_of(plot_summary(visit))


def test_an_empty_log_says_so_in_words():
    book = Logbook(Logs(), find_phases(Logs()), is_example=False)
    figure = plot_summary(book.visit())
    words = words_of(figure)
    assert "No day was logged." in words
    assert "No outcome was logged" in words
    assert "nan" not in describe_summary(book.visit())
    assert_readable(figure, page=True)


def test_what_is_no_visit_is_refused():
    with pytest.raises(DataError, match="is for Visit, not for Logs"):
        plot_summary(Logs())  # type: ignore[arg-type]
