"""The ruler draws every repeated reading around the mean of its sitting, and says what one is worth."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.charts import describe_ruler, plot_ruler, use_size, use_theme
from analysis.charts.colours import THEMES
from analysis.errors import DataError
from analysis.words import say_amount
from tests.aspects.test_ruler import book_of, ruler_of
from tests.charts.drawn import assert_readable

SITTINGS = [[10, 12, 14, 13], [10, 11, 13], [8, 12, 12], [9, 10], [10, 13, 13], [7, 9, 11], [4]]


def words_of(ax):
    return " ".join(" ".join([*(text.get_text() for text in ax.texts), ax.get_xlabel()]).split())


def test_every_repeated_reading_is_drawn_by_its_number():
    found = ruler_of(SITTINGS)
    ax = plot_ruler(found)
    drawn = {
        line.get_marker(): np.asarray(line.get_ydata(), float)
        for line in ax.lines
        if len(line.get_ydata()) > 2 or line.get_marker() == "x"
    }
    kinds = {"o": 1, "^": 2, "s": 3, "x": 4}
    for marker, trial in kinds.items():
        wanted = found.readings.loc[found.readings["trial"] == trial, "off"]
        assert drawn[marker] == pytest.approx(wanted.to_numpy(float))


def test_the_band_is_what_one_reading_can_be_off_by_and_the_note_says_both_sizes():
    found = ruler_of(SITTINGS)
    ax = plot_ruler(found)
    band = ax.patches[0]
    reach = 1.96 * found.error.sem
    assert (band.get_y(), band.get_y() + band.get_height()) == pytest.approx((-reach, reach), rel=1e-5)
    words = words_of(ax)
    assert f"off by up to {say_amount(reach, 'deg')}" in words
    assert f"must differ by {say_amount(found.error.mdc95, 'deg')}" in words
    assert "from 6 sittings" in words


def test_a_drift_is_said_only_where_its_range_leaves_zero_out():
    risen = [[10 + i % 3, 14 + i % 3, 14 + i % 2] for i in range(12)]
    level = [[10, 12], [12, 10]] * 6
    assert "are higher than the first by about" in words_of(plot_ruler(ruler_of(risen)))
    assert "no drift is shown" in words_of(plot_ruler(ruler_of(level)))
    assert "from 5 sittings on" in words_of(plot_ruler(ruler_of(SITTINGS[:3])))


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("sittings", [SITTINGS, SITTINGS[:1], [[10]], [[10, 10]] * 9, SITTINGS * 30])
def test_it_is_readable_and_never_says_nan(sittings, size, theme):
    found = ruler_of(sittings)
    with use_size(size), use_theme(theme):
        ax = plot_ruler(found)
    assert_readable(ax.figure)
    assert "nan" not in describe_ruler(found)
    assert describe_ruler(found).endswith(".")


def test_a_log_without_repeated_readings_says_so_in_words():
    ax = plot_ruler(ruler_of([[10], [12]]))
    assert not ax.axison
    assert "never read twice in one sitting" in " ".join(ax.texts[-1].get_text().split())


def test_something_else_is_refused():
    with pytest.raises(DataError, match="is for Ruler, not for Logbook"):
        plot_ruler(book_of([[1, 2]]))  # type: ignore[arg-type]
