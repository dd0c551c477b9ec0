"""What several people have in common is said without a ranking, and never of fewer than five."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.charts import describe_cohort, plot_cohort
from analysis.cohort.pooled import find_cohort, say_range
from analysis.errors import DataError
from analysis.logbook import open_logbook
from analysis.stats.pooling import pool_changes
from tests.charts.drawn import assert_readable


@pytest.fixture(scope="module")
def changes():
    """Seven people, made of one change of the example: moved, widened, and not in the order of their success."""
    one = open_logbook().pick("tightness")
    moves = [(0.3, 1.0), (-1.4, 0.8), (-0.2, 1.5), (0.9, 1.0), (-2.6, 1.2), (-0.8, 0.7), (0.0, 1.0)]
    return {f"Client {i:02d}": moved(one, *move) for i, move in enumerate(moves, start=1)}


def moved(comparison, to, times):
    step = comparison.verdict.change
    half = (step.high - step.low) / 2 * times
    change = replace(step, estimate=to, low=to - half, high=to + half)
    return replace(comparison, verdict=replace(comparison.verdict, change=change))


def test_the_group_is_what_the_changes_of_its_members_give(changes):
    cohort = find_cohort(changes)
    table = cohort.table()
    assert table["person"].tolist() == list(changes)
    se = (table["high"] - table["low"]) / (2 * 1.959963984540054)
    found = pool_changes(table["change"], se)
    assert table["shrunk"].to_numpy() == pytest.approx(found.shrunk)
    group = cohort.group().set_index("figure")
    assert group.loc["mean change"].tolist() == pytest.approx([found.mean, found.low, found.high])
    assert group.loc["people", "value"] == 7


def test_sentences_agree_with_the_numbers_and_rank_nobody(changes):
    cohort = find_cohort(changes)
    first, differ, how = cohort.sentences()
    assert first.startswith("Tightness, 7 people: on average ")
    assert say_range(cohort.pooled.low, cohort.pooled.high) in first
    assert say_range(cohort.pooled.predicted_low, cohort.pooled.predicted_high) in first
    assert "beyond the noise of their days" in differ
    assert "Of 20 unchanged people about one looks changed by chance." in how
    assert not any(name in " ".join(cohort.sentences()) for name in changes)


def test_four_people_have_no_group_figures_on_screen_or_on_file(changes, tmp_path):
    four = find_cohort(dict(list(changes.items())[:4]))
    assert four.pooled is None
    assert "4 people with a change of one measure, at least 5 are needed" in four.sentences()[0]
    assert list(four.table()) == ["person", "days_before", "days_since", "change", "low", "high"]
    with pytest.raises(DataError, match="No group figures: 4 people"):
        four.group()
    assert [path.name for path in four.export(tmp_path)] == ["cohort.csv"]


def test_five_people_are_exported_as_computed(changes, tmp_path):
    cohort = find_cohort(dict(list(changes.items())[:5]))
    assert [path.name for path in cohort.export(tmp_path)] == ["cohort.csv", "cohort_group.csv"]
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "cohort.csv"), cohort.table())
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "cohort_group.csv"), cohort.group())


def test_who_cannot_be_pooled_is_named_with_the_reason(changes):
    book = open_logbook()
    others = {
        "Client 08": book.pick("pain"),
        "Client 09": replace(changes["Client 01"], verdict=None),
        "Client 10": replace(
            changes["Client 01"], verdict=replace(changes["Client 01"].verdict, change=None)
        ),
        "Client 11": replace(changes["Client 01"], comes_and_goes=True),
    }
    cohort = find_cohort({**others, **changes})
    assert dict(cohort.left_out) == {
        "Client 08": "another measure: pain",
        "Client 09": "no start known",
        "Client 10": "too few days",
        "Client 11": "the routine comes and goes",
    }
    assert cohort.sentences()[-1].startswith("Not pooled: Client 08 (another measure: pain); Client 09")
    assert np.allclose(cohort.pooled.shrunk, find_cohort(changes).pooled.shrunk)


def test_a_mark_is_drawn_only_where_all_share_it(changes):
    assert find_cohort(changes).worthwhile == 2
    first = changes["Client 01"]
    own = replace(first, yardstick=replace(first.yardstick, worthwhile=1.0))
    assert find_cohort({**changes, "Client 01": own}).worthwhile is None


def test_the_forest_stands_in_the_order_given_with_every_number(changes):
    cohort = find_cohort(changes)
    ax = plot_cohort(cohort)
    labels = [text.get_text() for text in ax.get_yticklabels()]
    assert labels == [*changes, "mean of such people", "one more person"]
    points = {line.get_label(): line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"}
    assert points == {"mean, with 95 %": cohort.pooled.mean}
    circles = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert circles[::2] == [member.estimate for member in cohort.members]
    assert circles[1::2] == pytest.approx(cohort.pooled.shrunk)
    assert "Client 05 −2.6" in describe_cohort(cohort)
    assert_readable(ax.figure)


@pytest.mark.parametrize("count", [5, 60])
def test_few_and_many_people_stay_readable(changes, count):
    people = list(changes.values())
    many = {f"Client with a long name {i:02d}": people[i % 7] for i in range(count)}
    assert_readable(plot_cohort(find_cohort(many)).figure)


def test_too_few_people_are_said_in_place_of_a_drawing(changes):
    ax = plot_cohort(find_cohort(dict(list(changes.items())[:2])))
    assert "at least 5 are needed" in " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
