"""Both sides and their difference are drawn as they were handed in."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.dates as mdates
import numpy as np
import pytest
from matplotlib.colors import to_hex

from analysis.aspects.sides import find_sides
from analysis.charts.colours import colours, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.panels import plot_panels
from analysis.charts.sides import describe_sides, plot_sides
from analysis.charts.style import use_size
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from tests.charts.drawn import assert_readable


@pytest.fixture(scope="module")
def sides(book):
    return find_sides(book.compare(["rom"]))[0]


@pytest.fixture(scope="module")
def without_start(book):
    logs = Logs(outcomes=book.logs.outcomes, files=book.logs.files)
    alone = Logbook(logs, find_phases(logs), is_example=False)
    return find_sides(alone.compare(["rom"]))[0]


def strip_of(ax):
    return next(other for other in ax.figure.axes if other is not ax)


def markers(ax, marker):
    lines = [line for line in ax.lines if line.get_marker() == marker]
    x = np.concatenate([np.asarray(line.get_xdata(), float) for line in lines])
    y = np.concatenate([np.asarray(line.get_ydata(), float) for line in lines])
    order = np.argsort(x)
    return x[order], y[order]


def test_left_is_circles_and_right_is_squares_of_their_own_colours(sides):
    ax = plot_sides(sides)
    for marker, one, colour in (("o", sides.left, colours().left), ("s", sides.right, colours().right)):
        x, y = markers(ax, marker)
        assert x == pytest.approx(mdates.date2num(one.series.index))
        assert y == pytest.approx(one.series.to_numpy())
        assert {to_hex(line.get_color()) for line in ax.lines if line.get_marker() == marker} == {
            colour.lower()
        }


def test_the_strip_shows_the_difference_of_every_day_with_both(sides):
    x, y = markers(strip_of(plot_sides(sides)), "D")
    assert x == pytest.approx(mdates.date2num(sides.difference.index))
    assert y == pytest.approx(sides.difference.to_numpy())


def test_means_of_the_difference_and_their_intervals_are_the_ones_handed_in(sides):
    strip = strip_of(plot_sides(sides))
    means = [line.get_ydata()[0] for line in strip.lines if line.get_linewidth() > 2]
    a, b = sides.answer.mean_a, sides.answer.mean_b
    assert means == [a.estimate, b.estimate]
    bands = [band.get_paths()[0].vertices[:, 1] for band in strip.collections]
    assert [(band.min(), band.max()) for band in bands] == [(a.low, a.high), (b.low, b.high)]
    assert any(list(line.get_ydata()) == [0, 0] for line in strip.lines)


def test_before_is_open_and_since_is_filled(sides):
    strip = strip_of(plot_sides(sides))
    faces = [line.get_markerfacecolor() for line in strip.lines if line.get_marker() == "D"]
    assert faces == [colours().paper, colours().routine]


def test_both_panels_share_the_days_and_only_the_lower_names_them(sides):
    ax = plot_sides(sides)
    strip = strip_of(ax)
    assert ax.get_xlim() == strip.get_xlim()
    assert not any(tick.label1.get_visible() for tick in ax.xaxis.get_major_ticks())
    assert any(label.get_text() for label in strip.get_xticklabels())


def test_the_note_and_the_alt_text_tell_of_the_change(sides):
    ax = plot_sides(sides)
    assert alt_text(ax.figure) == describe_sides(sides)
    note = " ".join(" ".join(text.get_text() for text in ax.texts).split())
    assert note == sides.headline
    assert sides.headline in describe_sides(sides)
    assert "nan" not in describe_sides(sides)


def test_without_a_start_there_is_one_mean_and_no_ground(without_start):
    ax = plot_sides(without_start)
    strip = strip_of(ax)
    assert not ax.patches
    assert not strip.patches
    means = [line.get_ydata()[0] for line in strip.lines if line.get_linewidth() > 2]
    assert means == [without_start.mean.estimate]
    assert "on average" in describe_sides(without_start)


def test_without_a_number_the_days_are_still_drawn(sides):
    few = replace(
        sides, answer=replace(sides.answer, change=None, mean_a=None, mean_b=None), reason="too few days"
    )
    strip = strip_of(plot_sides(few))
    assert not strip.collections
    assert len(markers(strip, "D")[0]) == len(sides.difference)
    assert "too few days with both sides" in describe_sides(few)


def test_three_days_without_a_start_are_drawn(without_start):
    days = without_start.difference.index[:3]
    few = replace(
        without_start,
        left=replace(
            without_start.left, series=without_start.left.series[days], labels=without_start.left.labels[days]
        ),
        right=replace(
            without_start.right,
            series=without_start.right.series[days],
            labels=without_start.right.labels[days],
        ),
        difference=without_start.difference[days],
        labels=without_start.labels[days],
        mean=None,
        reason="3 days with both sides, at least 4 are needed",
    )
    assert len(markers(plot_sides(few), "o")[0]) == 3
    assert "at least 4 are needed" in describe_sides(few)


def test_no_reading_is_said_in_words(sides):
    left, right = (
        replace(one, series=one.series[:0], labels=one.labels[:0]) for one in (sides.left, sides.right)
    )
    none = replace(sides, left=left, right=right, difference=sides.difference[:0], labels=sides.labels[:0])
    assert "no reading in this log" in plot_sides(none).texts[-1].get_text()
    assert describe_sides(none).endswith("no reading in this log.")


def test_something_else_is_refused():
    with pytest.raises(DataError, match="is for Sides, not for"):
        plot_sides(3)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_no_text_lies_on_another(size, theme, sides, without_start):
    with use_size(size), use_theme(theme):
        assert_readable(plot_sides(sides).figure)
        assert_readable(plot_panels([sides, without_start], plot_sides)[0].figure)
