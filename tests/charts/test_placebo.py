"""Every assumed start is drawn as handed in, with the real one marked."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pytest

from analysis.aspects.placebo import find_placebos
from analysis.charts import describe_placebo, plot_placebo, use_size, use_theme
from analysis.charts.colours import THEMES
from analysis.errors import DataError
from tests.charts.drawn import assert_readable, make_book, pick, short_book


@pytest.fixture(scope="module")
def placebo(book):
    return find_placebos([pick(book, "rom", "left")])[0]


def words_of(ax):
    return " ".join(" ".join([*(text.get_text() for text in ax.texts), ax.get_xlabel()]).split())


def test_steps_and_ranges_are_drawn_as_handed_in(placebo):
    ax = plot_placebo(placebo)
    drawn = next(line for line in ax.lines if line.get_marker() == ".")
    assert np.asarray(drawn.get_ydata(), float) == pytest.approx(placebo.changes["estimate"].to_numpy())
    assert np.asarray(drawn.get_xdata(), float) == pytest.approx(mdates.date2num(placebo.changes["start"]))
    ends = np.array([path.vertices[:, 1] for path in ax.collections[0].get_paths()])
    assert ends == pytest.approx(placebo.changes[["low", "high"]].to_numpy())


def test_the_real_start_stands_on_its_day_with_its_range(placebo):
    ax = plot_placebo(placebo)
    real = next(line for line in ax.lines if line.get_marker() == "D")
    assert float(np.asarray(real.get_xdata(), float)[0]) == mdates.date2num(placebo.start)
    assert float(np.asarray(real.get_ydata(), float)[0]) == placebo.at_start.estimate
    lines = [np.asarray(line.get_ydata(), float) for line in ax.lines if line.get_linewidth() == 2.6]
    assert lines[0] == pytest.approx([placebo.at_start.low, placebo.at_start.high])


def test_every_step_is_in_sight_and_ranges_that_are_not_are_counted(placebo):
    ax = plot_placebo(placebo)
    low, high = ax.get_ylim()
    assert placebo.changes["estimate"].between(low, high).all()
    beyond = int(((placebo.changes["low"] < low) | (placebo.changes["high"] > high)).sum())
    assert (f"{beyond} likely range" in words_of(ax)) == (beyond > 0)


def test_the_note_counts_the_starts_that_show_as_much(placebo):
    words = words_of(plot_placebo(placebo))
    assert f"{placebo.larger} of {len(placebo.changes)} other days would show as much or more" in words
    assert "this is a look, not a test" in words


def test_thinned_starts_are_said():
    (found,) = find_placebos([pick(make_book("nothing_changes", days=400), "pain")])
    assert f"{len(found.changes)} of {found.possible} possible days are shown" in words_of(
        plot_placebo(found)
    )


@pytest.mark.parametrize("values", [[4], [4, 5, 6], [0] * 8, [4, 5, 6, 3, 2, 4, 5], [5] * 30])
def test_short_or_constant_logs_say_why_or_are_drawn(values):
    (found,) = find_placebos([pick(short_book(values, start="2026-03-08"), "pain")])
    ax = plot_placebo(found)
    assert "nan" not in describe_placebo(found)
    assert ax.axison == (not found.reason and not found.changes.empty)
    assert_readable(ax.figure)


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_no_text_lies_on_another(size, theme, placebo):
    with use_size(size), use_theme(theme):
        assert_readable(plot_placebo(placebo).figure)


def test_something_else_is_refused():
    with pytest.raises(DataError, match="is for Placebo, not for int"):
        plot_placebo(3)  # type: ignore[arg-type]
