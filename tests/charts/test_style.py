"""The look stays inside; a figure can be drawn again for a phone or on dark paper."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.charts import plot_panels, plot_trend, redraw, use_size, use_theme
from analysis.charts.colours import THEMES, colours, set_theme
from analysis.charts.style import can_redraw, figure_width
from analysis.errors import DataError
from tests.charts.drawn import pick, points


def test_rcparams_stay_as_they_were(book):
    before = dict(plt.rcParams)
    plot_trend(pick(book, "pain"))
    with use_theme("dark"), use_size("phone"):
        plot_trend(pick(book, "pain"))
    assert dict(plt.rcParams) == before


def test_a_figure_is_drawn_again_with_the_same_data_for_a_phone(book):
    figure = plot_panels(book.compare(["rom"]), plot_trend)[0].figure
    again = redraw(figure, size="phone")
    assert again is not figure
    assert again.get_size_inches()[0] == 4.7
    assert figure.get_size_inches()[0] == 9.0
    for ax, other in zip(figure.axes, again.axes, strict=True):
        assert [tuple(x) for x in points(ax)] == [tuple(x) for x in points(other)]


def test_a_figure_is_drawn_again_on_dark_paper_and_the_theme_is_light_again(book):
    again = redraw(plot_trend(pick(book, "pain")).figure, theme="dark")
    assert to_hex(again.get_facecolor()).upper() == THEMES["dark"].paper
    assert colours() is THEMES["light"]


def test_a_foreign_figure_cannot_be_drawn_again(book):
    assert not can_redraw(Figure())
    with pytest.raises(DataError, match="cannot be drawn again"):
        redraw(Figure())
    figure, ax = plt.subplots()
    plot_trend(pick(book, "pain"), ax=ax)
    assert not can_redraw(figure)


def test_unknown_themes_and_sizes_are_refused():
    with pytest.raises(DataError, match="theme is 'sepia', must be one of light, dark"), use_theme("sepia"):
        pass
    with pytest.raises(DataError, match="theme is 'sepia'"):
        set_theme("sepia")
    with pytest.raises(DataError, match="size is 'wall', must be one of page, phone"), use_size("wall"):
        pass


def test_a_standing_theme_holds_until_it_is_changed():
    set_theme("dark")
    try:
        assert colours() is THEMES["dark"]
        with use_theme("light"):
            assert colours() is THEMES["light"]
    finally:
        set_theme("light")
    assert figure_width() == 9.0
