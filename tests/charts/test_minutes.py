"""Minutes and sessions a week are drawn as they were logged."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.charts.colours import colours, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.frame import day_number
from analysis.charts.minutes import KIND_WORDS, describe_minutes, plot_minutes
from analysis.charts.panels import plot_panels
from analysis.charts.style import use_size
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.training import sum_weeks
from tests.charts.drawn import assert_readable, make_book
from tests.test_training import logs_of

SOME = (
    ("2026-03-02", "Couch stretch", 5, None),
    ("2026-03-03", "Squats", 20, None),
    ("2026-03-03", "Deadlift", 30, None),
    ("2026-03-17", "Box breathing", 6, None),
    ("2026-03-18", "Juggling", 7, None),
    ("2026-03-18", "Squats", None, None),
)


def weeks_of(count, *, skip=()):
    """A log of so many weeks with a session of every kind in each."""
    mondays = pd.date_range("2026-03-02", periods=count, freq="7D")
    names = (("Couch stretch", 12), ("Squats", 25), ("Box breathing", 8), ("Juggling", 9))
    rows = [
        (f"{day:%Y-%m-%d}", name, minutes + number % 7, None)
        for number, day in enumerate(mondays)
        for name, minutes in names
        if number not in skip
    ]
    return sum_weeks(logs_of(*rows), start=mondays[count // 3])


def strip_of(ax):
    return next(other for other in ax.figure.axes if other is not ax)


def bars_of(ax):
    """Heights of the bars of each kind, by its words."""
    return {group.get_label(): [bar.get_height() for bar in group] for group in ax.containers}


def test_by_hand_the_bars_stand_on_each_other_in_their_weeks():
    ax = plot_minutes(sum_weeks(logs_of(*SOME)))
    assert bars_of(ax) == {
        KIND_WORDS["targeted"]: [5, 0, 0],
        KIND_WORDS["conventional"]: [50, 0, 0],
        KIND_WORDS["relaxation"]: [0, 0, 6],
        KIND_WORDS["other"]: [0, 0, 7],
    }
    assert [bar.get_y() for group in ax.containers for bar in group] == [0, 0, 0, 5, 0, 0, 55, 0, 0, 55, 0, 6]
    thursday = day_number(pd.Timestamp("2026-03-05"))
    middles = [bar.get_x() + bar.get_width() / 2 for bar in ax.containers[0]]
    assert middles == pytest.approx([thursday, thursday + 7, thursday + 14])


def test_what_reaches_the_hip_flexors_is_a_tick_of_its_own_and_none_in_an_empty_week():
    ax = plot_minutes(sum_weeks(logs_of(*SOME)))
    dark = ax.collections[-1]
    assert [segment[:, 1].tolist() for segment in dark.get_segments()] == [[25, 25], [0, 0]]
    assert tuple(dark.get_colors()[0][:3]) == pytest.approx(
        tuple(int(colours().ink[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "reaches the hip flexors, at least partly" in legend


def test_many_weeks_have_bars_that_touch_and_a_stepped_line_with_gaps():
    training = weeks_of(158, skip=(5, 6))
    ax = plot_minutes(training)
    assert {bar.get_width() for bar in ax.containers[0]} == {7.0}
    line = ax.patches[-1]
    values, edges, _ = line.get_data()
    assert np.isnan(values).nonzero()[0].tolist() == [5, 6]
    assert values[~np.isnan(values)].tolist() == training.reaching[training.reaching > 0].tolist()
    assert len(edges) == 159


def test_numbers_of_sessions_are_those_of_the_log_and_skipped_weeks_are_empty():
    strip = strip_of(plot_minutes(sum_weeks(logs_of(*SOME))))
    written = [(text.get_position()[1], text.get_text()) for text in strip.texts]
    assert written == [(0, "1"), (1, "2"), (1, "1"), (2, "1"), (3, "1")]
    names = [label.get_text() for label in strip.get_yticklabels()]
    assert names == ["targeted", "conventional", "relaxation", "other"]
    assert strip.get_xlabel().startswith("Lower rows: sessions a week; 1 session without minutes")


def test_sessions_of_many_weeks_are_bars_as_high_as_their_number():
    ax = plot_minutes(weeks_of(158, skip=(5, 6)))
    strip = strip_of(ax)
    assert [text for text in strip.texts if text.get_text()] == []
    assert [len(group) for group in strip.containers] == [156] * 4
    heights = [bar.get_height() for group in strip.containers for bar in group]
    assert heights == pytest.approx([-0.8] * 624)
    assert "the tallest bar is 1" in strip.get_xlabel()


def test_the_start_is_a_line_through_both_before_the_week_that_it_is_in():
    training = make_book().training()
    assert training.start.weekday() > 0
    ax = plot_minutes(training)
    at = day_number(training.start - pd.Timedelta(days=training.start.weekday())) - 0.5
    for panel in (ax, strip_of(ax)):
        assert [line.get_xdata()[0] for line in panel.lines if line.get_linestyle() == "--"] == [at]
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert "the start is in this week, 1 April" in names


def test_minutes_add_up_to_those_of_the_log():
    book = make_book()
    ax = plot_minutes(book.training())
    drawn = sum(sum(heights) for heights in bars_of(ax).values())
    assert drawn == pytest.approx(book.logs.sessions["minutes"].sum())


def test_sessions_without_minutes_are_still_counted():
    training = sum_weeks(logs_of(("2026-03-02", "Yoga", None, None), ("2026-03-02", "Yoga", None, None)))
    ax = plot_minutes(training)
    assert "No minutes to show: 2 sessions" in ax.texts[-1].get_text()
    assert [text.get_text() for text in strip_of(ax).texts] == ["2"]
    assert_readable(ax.figure)


def test_a_log_without_sessions_says_so_in_words():
    ax = plot_minutes(sum_weeks(Logs()))
    assert ax.texts[0].get_text() == "No minutes to show: no session in this log."
    assert describe_minutes(sum_weeks(Logs())) == "Minutes a week: no session in this log."


def test_alt_text_by_hand():
    training = sum_weeks(logs_of(*SOME), start=pd.Timestamp("2026-03-03"))
    words = (
        "Minutes a week, 3 weeks from 2 March 2026: targets the hip flexors 5 minutes in 1 session; "
        "conventional 50 minutes in 3 sessions; breathing, relaxation 6 minutes in 1 session; "
        "other or not recognised 7 minutes in 1 session. Of these minutes, 25 are of exercises that reach "
        "the hip flexors, at least partly. 1 week without a session. The routine began on 3 March 2026. "
        "1 session without minutes not in the bars. The log ends on a Wednesday, 18 March 2026."
    )
    assert describe_minutes(training) == words
    assert alt_text(plot_minutes(training).figure) == words


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("count", [1, 3, 22, 60, 158])
def test_words_never_overlap_at_any_length(count, size, theme):
    with use_size(size), use_theme(theme):
        assert_readable(plot_minutes(weeks_of(count)).figure)
        assert_readable(plot_panels([weeks_of(count), weeks_of(2)], plot_minutes)[0].figure)


def test_another_result_is_refused():
    with pytest.raises(DataError, match=r"WeeklyTraining.* not .*Logs"):
        plot_minutes(Logs())
