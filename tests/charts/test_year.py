"""The calendar shows every day of the log once, and no other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Patch

from analysis.aspects.daymap import DayMap, map_days
from analysis.charts.colours import colours, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.panels import plot_panels
from analysis.charts.style import use_size
from analysis.charts.year import describe_calendar, plot_calendar
from analysis.errors import DataError
from analysis.intake import Logs
from tests.charts.drawn import assert_readable, make_book, pick


def daymap_of(values, *, start="2026-03-04", begin="2026-03-02", sessions=()):
    """A calendar of these values on days on end, with sessions on the days of these numbers."""
    days = pd.DataFrame({"date": pd.date_range(begin, periods=len(values), unit="s"), "value": values})
    days = days.astype({"value": float}).assign(session=days.index.isin(sessions))
    return DayMap("Pain", "Pain", "points", 0.0, 10.0, days, pd.Timestamp(start) if start else None)


def long_daymap(days, *, begin="2025-10-30"):
    rng = np.random.default_rng(days)
    values = rng.integers(0, 11, days).astype(float)
    values[rng.random(days) < 0.2] = np.nan
    return daymap_of(values, begin=begin, sessions=np.flatnonzero(rng.random(days) < 0.4), start="2026-02-18")


def squares_of(ax):
    """(column, row, colour) of every square; the colour of an empty one is None."""
    found = []
    for collection in ax.collections:
        faces = collection.get_facecolor()
        colour = to_hex(faces[0]).upper() if len(faces) else None
        for path in collection.get_paths():
            column, row = path.vertices.min(axis=0)
            found.append((round(float(column)), round(float(row), 2), colour))
    return found


def dots_of(ax):
    return [
        (float(x), float(y))
        for line in ax.lines
        if line.get_marker() == "o"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def test_by_hand_weeks_go_across_and_weekdays_down():
    ax = plot_calendar(daymap_of([0, 2, np.nan, 10, 9, 5, 4, 7], sessions=(2, 7)))
    scale = colours().scale
    assert sorted(squares_of(ax), key=lambda square: square[:2]) == [
        (0, 0, scale[0]),
        (0, 1, scale[1]),
        (0, 2, None),
        (0, 3, scale[4]),
        (0, 4, scale[4]),
        (0, 5, scale[2]),
        (0, 6, scale[2]),
        (1, 0, scale[3]),
    ]
    assert sorted(dots_of(ax)) == [(0.42, 2.42), (1.42, 0.42)]


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("days", [1, 8, 150, 365, 371, 372, 800, 1155])
def test_every_day_of_the_log_is_one_square_of_its_step(days, size):
    daymap = long_daymap(days)
    with use_size(size):
        ax = plot_calendar(daymap)
    drawn = squares_of(ax)
    assert len({square[:2] for square in drawn}) == len(drawn) == days
    scale = [None, *colours().scale]
    assert Counter(colour for *_, colour in drawn) == Counter(scale[step + 1] for step in daymap.steps)
    assert len(dots_of(ax)) == daymap.days["session"].sum()


def test_zero_is_filled_and_a_day_without_a_reading_is_an_empty_outline():
    ax = plot_calendar(daymap_of([0, np.nan]))
    zero = next(one for one in ax.collections if len(one.get_facecolor()) and one.get_paths())
    missing = next(one for one in ax.collections if not len(one.get_facecolor()))
    assert to_hex(zero.get_facecolor()[0]).upper() == colours().scale[0]
    assert to_hex(missing.get_edgecolor()[0]).upper() == colours().missing


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_dot_is_dark_on_light_squares_and_light_on_dark_ones(theme):
    with use_theme(theme):
        ax = plot_calendar(daymap_of([1, 3, 5, 7, 9, np.nan], sessions=range(6)))
        drawn = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
        c = colours()
    ink, paper = c.ink, c.paper
    expected = {"light": [ink, ink, ink, ink, paper, paper], "dark": [ink, ink, ink, paper, paper, paper]}
    assert drawn == expected[theme]


def test_the_start_is_a_dashed_line_between_the_days_before_and_since():
    ax = plot_calendar(daymap_of([4] * 14, start="2026-03-11"))
    line = next(line for line in ax.lines if line.get_marker() == "None")
    assert line.get_xdata() == pytest.approx([1.92, 1.92, 0.92, 0.92])
    assert line.get_ydata() == pytest.approx([-0.08, 1.92, 1.92, 6.92])
    assert "start, 11 March" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_a_start_on_a_monday_is_a_straight_line():
    ax = plot_calendar(daymap_of([4] * 14, start="2026-03-09"))
    line = next(line for line in ax.lines if line.get_marker() == "None")
    assert line.get_xdata() == pytest.approx([0.92, 0.92])


def test_a_log_of_more_than_a_year_has_a_band_a_year_and_half_a_year_on_a_phone():
    daymap = long_daymap(800)
    years = [label.get_text() for label in plot_calendar(daymap).get_yticklabels()]
    assert [text for text in years if text.isdigit()] == ["2025", "2026", "2027", "2028"]
    with use_size("phone"):
        years = [label.get_text() for label in plot_calendar(daymap).get_yticklabels()]
    assert [text for text in years if text.isdigit()] == ["2025", "2026", "2026", "2027", "2027", "2028"]


def test_of_many_years_the_last_four_are_shown_and_the_rest_is_said():
    daymap = long_daymap(2000)
    ax = plot_calendar(daymap)
    shown = (daymap.days["date"] >= "2028-01-01").sum()
    assert len(squares_of(ax)) == shown
    words = describe_calendar(daymap)
    assert f"Not shown: {2000 - shown} days before 1 January 2028." in words
    assert "The routine began then, on 18 February 2026." in words
    assert "start" not in " ".join(text.get_text() for text in ax.get_legend().get_texts())


def test_every_month_is_named_once_above_its_first_week():
    ax = plot_calendar(long_daymap(360, begin="2026-03-05"))
    names = [text.get_text() for text in ax.texts]
    expected = ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert [name for name in names if len(name) == 3 or name.startswith("Jan ")] == [
        *expected,
        "Jan 2027",
        "Feb",
    ]


def test_the_key_says_the_range_of_every_shade():
    ax = plot_calendar(daymap_of([1, np.nan], sessions=(1,)))
    legend = ax.get_legend()
    words = {
        text.get_text(): to_hex(handle.get_facecolor()).upper()
        for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)
        if isinstance(handle, Patch) and handle.get_facecolor()[3]
    }
    ranges = ["0 to under 2 points", "2 to under 4", "4 to under 6", "6 to under 8", "8 to 10"]
    assert words == dict(zip(ranges, colours().scale, strict=True))
    assert {"no reading", "a session"} <= {text.get_text() for text in legend.get_texts()}


def test_what_is_not_in_the_log_is_not_in_the_key():
    ax = plot_calendar(daymap_of([1, 1], start=None))
    words = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "no reading" not in words
    assert "a session" not in words


def test_alt_text_by_hand():
    daymap = daymap_of([0, 2, np.nan, 10], sessions=(1, 2))
    words = (
        "Pain, a calendar from 2 March 2026 to 5 March 2026: 0 to under 2 points, 1 day; "
        "2 to under 4, 1 day; 8 to 10, 1 day. 4 days: 3 with a reading, 2 with a session. "
        "The routine began on 4 March 2026."
    )
    assert describe_calendar(daymap) == words
    assert alt_text(plot_calendar(daymap).figure) == words


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan] * 400])
def test_a_log_without_a_reading_says_so_in_words(values):
    daymap = daymap_of(values)
    assert plot_calendar(daymap).texts[-1].get_text() == "Pain: no reading in this log."
    assert describe_calendar(daymap) == "Pain: no reading in this log."


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("days", [3, 60, 150, 371, 1100])
def test_words_never_overlap_at_any_length(days, size, theme):
    with use_size(size), use_theme(theme):
        assert_readable(plot_calendar(long_daymap(days)).figure)


def test_several_series_of_a_log_are_panels_below_each_other():
    book = make_book()
    items = [map_days(pick(book, metric), book.training()) for metric in ("pain", "rom")]
    assert_readable(plot_panels(items, plot_calendar)[0].figure)


def test_another_result_is_refused():
    with pytest.raises(DataError, match=r"DayMap.* not .*Logs"):
        plot_calendar(Logs())


def test_a_title_is_drawn_as_it_is_handed_in():
    ax = plot_calendar(replace(daymap_of([1]), title="Example log: pain"))
    assert ax.get_title(loc="left") == "Example log: pain"
