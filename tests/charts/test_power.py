"""What plans would find."""

from __future__ import annotations

import pytest

from analysis.aspects.prospect import find_prospect
from analysis.charts import describe_power, plot_power, use_size, use_theme
from tests.charts.drawn import assert_readable


@pytest.fixture(scope="module")
def prospect():
    return find_prospect(())


def test_a_line_is_the_share_found_of_each_size(prospect):
    ax = plot_power(prospect)
    for power, line in zip(prospect.powers, ax.lines, strict=False):
        assert line.get_xdata().tolist() == power.sizes.tolist()
        assert line.get_ydata() == pytest.approx(10 * power.found)
        assert line.get_label().endswith(f"{power.days} days")


def test_the_level_and_the_mark_are_drawn(prospect):
    ax = plot_power(prospect)
    level, mark = ax.lines[3], ax.lines[4]
    assert set(level.get_ydata()) == {8.0}
    assert set(mark.get_xdata()) == {prospect.worthwhile}
    assert mark.get_label() == "worth it: 2 points"


@pytest.mark.parametrize(("size", "theme"), [("page", "light"), ("phone", "light"), ("phone", "dark")])
def test_nothing_overlaps(prospect, size, theme):
    with use_size(size), use_theme(theme):
        assert_readable(plot_power(prospect).figure)


def test_the_words_say_what_each_plan_finds(prospect):
    said = describe_power(prospect)
    assert all(f"over {power.days} days finds" in said for power in prospect.powers)
    assert "8 times in 10" in said
