"""Before and after: every day, and the difference as it was handed in."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts import describe_before_after, plot_before_after, use_size
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from tests.charts.drawn import make_book, pick, points, short_book


def side_of(ax):
    return next(other for other in ax.figure.axes if other is not ax)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_the_difference_panel_shows_the_intervals_handed_in(book, size):
    comparison = pick(book, "rom", "right")
    with use_size(size):
        ax = plot_before_after(comparison)
    side = side_of(ax)
    ends = [tuple(line.get_ydata()) for line in side.lines if line.get_linewidth() == 1.2]
    thick = [tuple(line.get_ydata()) for line in side.lines if line.get_linewidth() == 3.4]
    verdict = comparison.verdict
    assert ends == [(c.low, c.high) for c in (verdict.change, verdict.mean_difference)]
    assert thick == [(c.low, c.high) for c in (verdict.change_90, verdict.mean_difference_90)]
    diamonds = [line.get_ydata()[0] for line in side.lines if line.get_marker() == "D"]
    assert diamonds == [verdict.change.estimate, verdict.mean_difference.estimate]
    assert len(points(ax)[1]) == verdict.n_a + verdict.n_b


def test_the_worthwhile_change_is_a_band_and_named(book):
    comparison = pick(book, "pain")
    side = side_of(plot_before_after(comparison))
    band = side.patches[0]
    assert (band.get_y(), band.get_y() + band.get_height()) == (-2, 2)
    assert side.get_xlabel() == "grey: less than 2 points"
    assert "changes below 2 points" in describe_before_after(comparison)


@pytest.mark.parametrize("persona", ["rom_improves", "nothing_changes", "tightness_steps", "stress_does_it"])
def test_chart_headline_and_sentence_do_not_contradict_each_other(persona):
    for comparison in make_book(persona).compare():
        ax = plot_before_after(comparison)
        side = side_of(ax)
        low, high = next(line.get_ydata() for line in side.lines if line.get_linewidth() == 1.2)
        crosses = low <= 0 <= high
        changed = "than before: about" in comparison.sentence or "Looked at alone" in comparison.sentence
        assert crosses != changed
        higher = " is higher than before" in comparison.sentence
        lower = " is lower than before" in comparison.sentence
        if comparison.headline:
            assert comparison.headline.startswith("Higher than before") == higher
            assert comparison.headline.startswith("Lower than before") == lower
            assert comparison.headline.startswith("Cannot tell") == ("cannot tell yet" in comparison.sentence)
            may_be_routine = "the routine may be part of it" in comparison.sentence
            assert ("The routine may be part of it" in comparison.headline) == may_be_routine
        if higher or lower:
            assert higher == (low > 0)


@pytest.mark.parametrize("values", [[4], [4, 5], [4, 5, 6, 3], [0] * 8])
def test_logs_of_a_few_days_are_drawn_or_say_why_not(values):
    comparison = pick(short_book(values), "pain")
    ax = plot_before_after(comparison)
    assert "nan" not in describe_before_after(comparison)
    assert ax.axison or "too few" in ax.texts[-1].get_text() or "No comparison" in ax.texts[-1].get_text()


def test_a_log_without_a_start_says_so(book):
    logs = Logs(outcomes=book.logs.outcomes, files=book.logs.files)
    comparison = pick(Logbook(logs, find_phases(logs), is_example=False), "pain")
    ax = plot_before_after(comparison)
    assert "no start of a routine is known" in ax.texts[-1].get_text()
    assert ax.get_title(loc="left") == "Pain"


def test_what_is_no_comparison_is_refused():
    with pytest.raises(DataError, match="is for Comparison, not for DataFrame"):
        plot_before_after(pd.DataFrame())  # type: ignore[arg-type]
