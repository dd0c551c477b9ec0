"""A trend shows every reading, what one of them can be off by, and the means that were handed in."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.charts import describe_trend, plot_panels, plot_trend, use_theme
from analysis.charts.colours import THEMES, colours
from analysis.errors import DataError
from analysis.events import Event
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import Phases, Span, find_phases
from tests.charts.drawn import assert_readable, make_book, pick, points, short_book


def columns_of(ax):
    """The columns behind single readings, as (x, low, high)."""
    bars = [bar for container in ax.containers for bar in container]
    return [(b.get_x() + b.get_width() / 2, b.get_y(), b.get_y() + b.get_height()) for b in bars]


def test_every_day_of_the_log_is_drawn_and_nothing_else(book):
    comparison = pick(book, "rom", "left")
    x, y = points(plot_trend(comparison))
    order = np.argsort(x)
    assert x[order] == pytest.approx(mdates.date2num(comparison.series.index))
    assert y[order] == pytest.approx(comparison.series.to_numpy())


def test_every_day_is_drawn_or_is_a_gap_between_days(book):
    comparison = pick(book, "pain")
    x, _ = points(plot_trend(comparison))
    days = set(range(int(x.min()), int(x.max()) + 1))
    missing = days - set(x.astype(int))
    assert len(missing) == (comparison.series.index[-1] - comparison.series.index[0]).days + 1 - len(x)
    assert missing == days - set(mdates.date2num(comparison.series.index).astype(int))


def test_points_are_joined_only_where_no_day_is_missing(book):
    ax = plot_trend(pick(book, "pain"))
    joined = [line for line in ax.lines if line.get_marker() == "None" and line.get_linewidth() < 1]
    assert joined
    for line in joined:
        steps = np.diff(np.asarray(line.get_xdata(), float))
        assert (steps[~np.isnan(steps)] == 1).all()


def test_weekly_readings_are_joined_where_no_week_is_missing():
    log = short_book([4, 5, 6, 3, 4, 5, 2, 3], every=7)
    line = next(x for x in plot_trend(pick(log, "pain")).lines if x.get_marker() == "None")
    assert np.isnan(np.asarray(line.get_xdata(), float)).sum() == 0


def test_phase_means_and_their_intervals_are_the_ones_handed_in(book):
    comparison = pick(book, "rom", "right")
    ax = plot_trend(comparison)
    verdict = comparison.verdict
    means = [line.get_ydata()[0] for line in ax.lines if line.get_linewidth() > 2]
    assert means == pytest.approx([verdict.mean_a.estimate, verdict.mean_b.estimate])
    bands = [band.get_paths()[0].vertices[:, 1] for band in ax.collections]
    assert [end for b in bands for end in (b.min(), b.max())] == pytest.approx(
        [verdict.mean_a.low, verdict.mean_a.high, verdict.mean_b.low, verdict.mean_b.high]
    )


def test_what_one_reading_can_be_off_by_stands_behind_each_reading_and_not_behind_the_means(book):
    comparison = pick(book, "pain")
    error = comparison.yardstick.reading_error / 2**0.5
    ax = plot_trend(comparison)
    columns = columns_of(ax)
    assert len(columns) == len(comparison.series)
    for (x, low, high), (day, value) in zip(columns, comparison.series.items(), strict=True):
        assert (x, low, high) == pytest.approx((mdates.date2num(day), value - error, value + error))
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "one reading can be off by 2.3 points" in names
    colour = ax.containers[0][0].get_facecolor()
    assert to_hex(colour).upper() == colours().error
    assert all(to_hex(band.get_facecolor()[0]).upper() != colours().error for band in ax.collections)


def test_without_a_known_error_there_are_no_columns(book):
    comparison = pick(book, "sleep_h")
    assert comparison.yardstick.reading_error is None
    assert columns_of(plot_trend(comparison)) == []


def test_several_readings_of_a_day_are_drawn_behind_their_mean(book):
    comparison = pick(book, "rom", "left")
    ax = plot_trend(comparison)
    small = next(line for line in ax.lines if line.get_marker() == ".")
    drawn = pd.Series(np.asarray(small.get_ydata(), float)).groupby(np.asarray(small.get_xdata())).mean()
    by_day = pd.Series(comparison.series.to_numpy(), index=mdates.date2num(comparison.series.index))
    assert drawn.to_numpy() == pytest.approx(by_day[drawn.index].to_numpy())
    trials = comparison.readings
    assert len(small.get_ydata()) == trials.duplicated("date", keep=False).sum()


def test_a_log_without_a_start_is_drawn_without_phases(book):
    logs = Logs(outcomes=book.logs.outcomes, files=book.logs.files)
    comparison = pick(Logbook(logs, find_phases(logs), is_example=False), "pain")
    ax = plot_trend(comparison)
    assert len(points(ax)[0]) == len(comparison.series)
    assert ax.get_legend().get_texts()[0].get_text().startswith("a day with a reading")


def test_phases_are_told_by_shape_as_well_as_by_colour(book):
    ax = plot_trend(pick(book, "pain"))
    fills = {line.get_color(): line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"}
    light = THEMES["light"]
    assert fills == {light.before: light.paper, light.routine: light.routine}


def test_a_rating_shows_its_whole_scale_and_says_so(book):
    ax = plot_trend(pick(book, "pain"))
    low, high = ax.get_ylim()
    assert low < 0
    assert high > 10
    assert ax.get_ylabel() == "points (0-10)"


def test_a_change_too_small_for_the_whole_scale_is_shown_on_a_part_of_it_which_is_said():
    values = [3.0, 3.1, 2.9, 3.0, 3.1, 3.0, 2.9, 3.0] + [2.6, 2.5, 2.6, 2.7, 2.5, 2.6, 2.6, 2.5] * 2
    comparison = pick(short_book(values, start="2026-03-10"), "pain")
    assert comparison.verdict.answer == "better"
    ax = plot_trend(comparison)
    assert ax.get_ylabel() == "points\n(part of 0-10)"
    low, high = ax.get_ylim()
    assert low >= 0
    assert high < 8


def test_an_axis_that_leaves_out_zero_says_so():
    ax = plot_trend(pick(short_book([62, 64, 63, 61, 60, 63], metric="rom"), "rom"))
    assert ax.get_ylim()[0] > 0
    assert ax.get_ylabel().endswith("(axis without 0)")


def test_the_target_is_a_line_in_sight_and_named(book):
    comparison = replace(pick(book, "rom", "left"), target=40.0)
    ax = plot_trend(comparison)
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "target, 40 degrees" in names
    assert ax.get_ylim()[1] > 40


def test_events_are_marked_on_their_days_and_named_below():
    day = pd.Timestamp("2026-03-20")
    events = (
        Event(day, None, "visit"),
        Event(day + pd.Timedelta(days=10), day + pd.Timedelta(days=15), "holiday"),
        Event(pd.Timestamp("2020-01-01"), None, "long ago"),
    )
    comparison = replace(pick(make_book(days=60), "pain"), events=events)
    ax = plot_trend(comparison)
    marks = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "^"]
    assert marks == [mdates.date2num(day), mdates.date2num(day) + 10]
    assert "visit, 20 March; holiday, 30 March to 4 April" in ax.get_xlabel().replace("\n", " ")
    assert "long ago" not in ax.get_xlabel()
    assert "Marked: visit, 20 March" in describe_trend(comparison)
    assert_readable(ax.figure)


def test_more_events_than_can_be_named_are_counted():
    first = pd.Timestamp("2026-03-05")
    events = tuple(Event(first + pd.Timedelta(days=3 * i), None, "visit") for i in range(9))
    ax = plot_trend(replace(pick(make_book(days=60), "pain"), events=events))
    assert ax.get_xlabel().replace("\n", " ").endswith("and 3 more")


def test_the_headline_is_the_answer_of_the_sentences(book):
    for comparison in book.compare():
        ax = plot_trend(comparison)
        said = " ".join(ax.texts[0].get_text().split()) if ax.texts else ""
        assert said == comparison.headline


@pytest.mark.parametrize("values", [[4], [4, 5], [4, 5, 6, 3], [0] * 8])
def test_logs_of_a_few_days_are_drawn(values):
    comparison = pick(short_book(values), "pain")
    ax = plot_trend(comparison)
    assert len(points(ax)[0]) == len(values)
    assert "nan" not in describe_trend(comparison)
    assert_readable(ax.figure)


def test_a_series_without_readings_says_so_in_words(book):
    comparison = pick(book, "pain")
    empty = replace(comparison, series=comparison.series[:0], labels=comparison.labels[:0])
    ax = plot_trend(empty)
    assert ax.texts[0].get_text() == "Pain: no reading in this log."
    assert describe_trend(empty) == "Pain: no reading in this log."


def test_a_phase_without_days_is_left_out():
    comparison = pick(short_book([4, 5, 6, 3], start="2026-03-02"), "pain")
    ax = plot_trend(comparison)
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert not any(name.startswith("before") for name in names)
    assert "No days before the routine" in ax.texts[0].get_text()


def test_what_is_no_comparison_is_refused_with_what_to_take():
    with pytest.raises(DataError, match=r"is for Comparison, not for Series - take open_logbook\(...\).pick"):
        plot_trend(pd.Series([1.0]))  # type: ignore[arg-type]


def test_the_ground_changes_colour_at_the_start_and_not_at_the_next_reading():
    log = short_book([4, 5, 6, 3, 4, 5, 2, 3], every=7, start="2026-03-20")
    ax = plot_trend(pick(log, "pain"))
    spans = [patch for patch in ax.patches if patch.get_height() == 1 and patch.get_width() != 1]
    edges = sorted({round(x, 1) for p in spans for x in (p.get_x(), p.get_x() + p.get_width())})
    assert round(float(mdates.date2num(pd.Timestamp("2026-03-20"))) - 0.5, 1) in edges
    assert len(edges) == 3


def test_four_phases_are_shaded_and_only_the_first_two_have_means(book):
    start = book.phases.start
    spans = tuple(
        Span(start + pd.Timedelta(days=20 * i), phase, phase) for i, phase in enumerate(("B", "A", "B"))
    )
    comparison = pick(Logbook(book.logs, Phases(spans, "phases.csv"), is_example=False), "pain")
    ax = plot_trend(comparison)
    names = [text.get_text().split(" (")[0] for text in ax.get_legend().get_texts()]
    assert {"before", "routine", "later baseline", "later routine"} <= set(names)
    assert sum(line.get_linewidth() > 2 for line in ax.lines) == 2
    assert_readable(ax.figure)


@pytest.mark.parametrize("stop", [20, 40])
def test_a_log_that_goes_on_after_the_routine_has_room_for_its_legend(stop):
    whole = make_book("nothing_changes", days=150, seed=1)
    logs = whole.logs
    first = logs.sessions["date"].min()
    some = logs.sessions[logs.sessions["date"] < first + pd.Timedelta(days=38 + stop)]
    stopped = Logs(sessions=some, outcomes=logs.outcomes, files=logs.files)
    comparison = pick(Logbook(stopped, find_phases(stopped), is_example=True), "pain")
    assert "after" in set(comparison.labels)
    assert "long after the last session" in comparison.sentence
    assert_readable(plot_panels([comparison], plot_trend)[0].figure)


def test_dark_paper_has_dark_colours(book):
    with use_theme("dark"):
        ax = plot_trend(pick(book, "pain"))
    dark = THEMES["dark"]
    assert to_hex(ax.get_facecolor()).upper() == dark.paper
    assert {line.get_color() for line in ax.lines if line.get_marker() == "o"} == {dark.before, dark.routine}
