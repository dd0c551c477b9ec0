"""Slopes are the pairs handed in, and the diamond their mean difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.acute import find_acute, find_acutes
from analysis.charts.colours import use_theme
from analysis.charts.describe import alt_text
from analysis.charts.panels import plot_panels
from analysis.charts.sessions import WHAT_IT_IS, describe_sessions, plot_sessions
from analysis.charts.style import use_size
from analysis.days import SeriesKey
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import conform
from tests.charts.drawn import assert_readable

KEY = SeriesKey("tightness", None, "hip", "unknown")


def acute_of(before, after, *, metric="tightness", alone=0):
    """What was read before and after a session a day; `alone` more days have one reading before."""
    size = len(before)
    days = pd.date_range("2026-03-02", periods=size + alone)
    frames = [
        pd.DataFrame({"date": days[: len(values)], "value": np.asarray(values, float), "moment": moment})
        for moment, values in (("pre", [*before, *[5.0] * alone]), ("post", after))
    ]
    frame = pd.concat(frames, ignore_index=True)
    frame = frame.assign(metric=metric, region="hip", side="unknown", kind="exact", person="me")
    frame = frame.assign(row_id="r", file_id="f", line=frame.groupby("date").cumcount() + 1)
    key = SeriesKey(metric, None, "hip", "unknown")
    return find_acute(Logs(outcomes=conform(frame, "outcomes")), key)


BEFORE, AFTER = [6, 6, 6, 5, 7, 4, 8, 6], [4, 4, 5, 5, 6, 4, 6, 7]


def slopes(ax):
    return [line for line in ax.lines if len(line.get_xdata()) == 2]


def test_every_pair_is_a_slope_and_equal_ones_are_one_thicker_line():
    ax = plot_sessions(acute_of(BEFORE, AFTER))
    drawn = {tuple(line.get_ydata()): line.get_linewidth() for line in slopes(ax)}
    assert set(drawn) == set(zip(map(float, BEFORE), map(float, AFTER), strict=True))
    assert drawn[6.0, 4.0] == pytest.approx(2 * drawn[6.0, 5.0])
    assert len({width for pair, width in drawn.items() if pair != (6.0, 4.0)}) == 1


def test_before_is_open_after_is_filled_and_markers_grow_with_the_sessions():
    ax = plot_sessions(acute_of(BEFORE, AFTER))
    before, after = ax.collections
    assert (before.get_offsets()[:, 0] == 0).all()
    assert (after.get_offsets()[:, 0] == 1).all()
    assert sorted(before.get_offsets()[:, 1]) == sorted(set(BEFORE))
    assert before.get_facecolor().tolist() != after.get_facecolor().tolist()
    sizes = dict(zip(before.get_offsets()[:, 1], before.get_sizes(), strict=True))
    assert sizes[6.0] == pytest.approx(4 * sizes[5.0])


def test_many_alike_sessions_stay_in_proportion():
    ax = plot_sessions(acute_of([6] * 40 + [5] * 10, [4] * 40 + [5] * 10))
    widths = sorted(line.get_linewidth() for line in slopes(ax))
    assert widths == pytest.approx([1.75, 7.0])


def test_the_mean_difference_and_its_interval_are_the_ones_handed_in():
    acute = acute_of(BEFORE, AFTER)
    ax = plot_sessions(acute)
    beside = next(other for other in ax.figure.axes if other is not ax)
    zero, interval, diamond = beside.lines
    assert list(zero.get_ydata()) == [0, 0]
    assert list(interval.get_ydata()) == [acute.change.low, acute.change.high]
    assert list(diamond.get_ydata()) == [acute.change.estimate]
    low, high = beside.get_ylim()
    assert low < min(0, acute.change.low)
    assert max(0, acute.change.high) < high


def test_the_words_say_how_many_sessions_went_which_way_and_what_they_are_not():
    words = describe_sessions(acute_of(BEFORE, AFTER, alone=2))
    assert "lower after 5 of 8 sessions, the same after 2, higher after 1." in words
    assert "Not shown: 2 readings without a partner." in words
    assert words.endswith(WHAT_IT_IS)
    assert "nan" not in words


def test_alt_text_is_kept_once_and_the_note_says_the_same():
    acute = acute_of(BEFORE, AFTER)
    ax = plot_sessions(acute)
    assert alt_text(ax.figure) == describe_sessions(acute)
    note = " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
    assert note.startswith("Lower after 5 of 8 sessions")
    assert note.endswith(WHAT_IT_IS)


def test_ratings_show_their_whole_scale_and_angles_what_was_read():
    low, high = plot_sessions(acute_of(BEFORE, AFTER)).get_ylim()
    assert low < 0
    assert high > 10
    ax = plot_sessions(acute_of([80, 82, 81, 79], [85, 84, 83, 86], metric="rom"))
    assert ax.get_ylim()[0] > 70
    assert "without 0" in ax.get_ylabel()


@pytest.mark.parametrize(("before", "after"), [([5], [4]), ([5, 5, 6], [5, 5, 5])])
def test_a_few_sessions_are_drawn_without_a_mean_and_say_why(before, after):
    acute = acute_of(before, after)
    ax = plot_sessions(acute)
    assert ax.figure.axes == [ax]
    assert slopes(ax)
    assert "at least 4 are needed" in describe_sessions(acute)


def test_equal_readings_are_drawn():
    ax = plot_sessions(acute_of([5] * 6, [5] * 6))
    assert len(slopes(ax)) == 1
    assert "the same after 6" in describe_sessions(acute_of([5] * 6, [5] * 6))


def test_no_session_with_both_is_said_in_words():
    none = find_acute(Logs(), KEY)
    ax = plot_sessions(none)
    assert "No session has a reading before it" in ax.texts[-1].get_text()
    assert describe_sessions(none).endswith("on the same day.")
    assert describe_sessions(acute_of([], [], alone=3)).endswith("Not shown: 3 readings without a partner.")


def test_something_else_is_refused():
    with pytest.raises(DataError, match="is for Acute, not for"):
        plot_sessions(3)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_no_text_lies_on_another(size, theme, book):
    with use_size(size), use_theme(theme):
        assert_readable(plot_sessions(acute_of(BEFORE * 3, AFTER * 3, alone=4)).figure)
        axes = plot_panels(find_acutes(book.logs, metrics=["rom"]), plot_sessions)
        assert_readable(axes[0].figure)
