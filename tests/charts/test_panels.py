"""Charts below each other: as high as asked for, sides alike, and their words kept."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.charts import describe_trend, plot_before_after, plot_panels, plot_trend, use_size
from analysis.charts.describe import alt_text, figure_text
from tests.charts.drawn import assert_readable, pick


def height_of(ax):
    return ax.get_position(original=True).height * ax.figure.get_size_inches()[1]


def test_alt_text_and_drawing_text_carry_the_figures(book):
    comparisons = book.compare(["rom"])
    axes = plot_panels(comparisons, plot_trend)
    figure = axes[0].figure
    assert alt_text(figure) == "\n".join(describe_trend(c) for c in comparisons)
    assert "panel 2: 'Range of motion" in figure_text(figure)
    before = figure_text(figure)
    line = next(line for line in axes[0].lines if line.get_marker() == "o")
    line.set_ydata(np.asarray(line.get_ydata()) + 0.01)
    assert figure_text(figure) != before


def test_no_items_make_no_figure():
    assert plot_panels([], plot_trend) == []


@pytest.mark.parametrize("size", ["page", "phone"])
def test_every_panel_has_the_height_that_its_chart_asks_for(book, size):
    with use_size(size):
        trends = plot_panels(book.compare(["rom", "pain"]), plot_trend)
        pairs = plot_panels(book.compare(["rom"]), plot_before_after)
    assert [height_of(ax) for ax in trends] == pytest.approx([2.6] * 3)
    assert [height_of(ax) for ax in pairs] == pytest.approx([5.6 if size == "phone" else 2.8] * 2)


def test_a_height_that_is_given_is_taken(book):
    assert height_of(plot_panels(book.compare(["pain"]), plot_trend, height=4.0)[0]) == pytest.approx(4.0)


def test_left_and_right_share_their_range_and_pain_does_not(book):
    left, right, pain = plot_panels(
        [pick(book, "rom", "left"), pick(book, "rom", "right"), pick(book, "pain")], plot_trend
    )
    assert left.get_ylim() == right.get_ylim()
    assert left.get_ylim() != pain.get_ylim()


def test_panels_of_different_charts_keep_their_words_apart(book):
    assert_readable(plot_panels(book.compare(), plot_before_after)[0].figure)
