"""The change of every outcome over its own spread: worked by hand on made series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.aspects.changes import Scaled, find_changes, find_spread
from analysis.verdict import before_after
from tests.aspects.made_links import made_comparison

BEFORE = [4.0, 6, 5, 7, 3, 5, 5, 6, 4]
SINCE = [2.0, 3, 1, 2, 2, 4, 0, 2, 2, 2]
# squares around 5: 1+1+0+4+4+0+0+1+1 = 12; around 2: 0+1+1+0+0+4+4+0+0+0 = 10; 19 days less 2 phases
SPREAD = np.sqrt(22 / 17)


def judged(values=(*BEFORE, *SINCE), **options):
    """A made series with its verdict."""
    made = made_comparison(values, **options)
    compared = made.labels.isin(["A", "B"])
    verdict = before_after(made.series[compared], made.labels[compared] == "B", improvement=-1)
    return replace(made, verdict=verdict)


def test_the_spread_is_the_sd_around_the_two_phase_means_with_two_degrees_less():
    assert find_spread(made_comparison([*BEFORE, *SINCE])) == pytest.approx(SPREAD)


def test_days_of_a_break_do_not_count_for_the_spread():
    labels = ["A"] * 9 + ["B"] * 10 + ["break"] * 3 + ["after"]
    broken = made_comparison([*BEFORE, *SINCE, 9, 0, 10, 8], labels=labels)
    assert find_spread(broken) == pytest.approx(SPREAD)


def test_a_day_without_a_reading_is_no_zero():
    gaps = [*BEFORE[:4], np.nan, *BEFORE[5:], *SINCE]
    # without the 3 the mean before is 42 / 8 = 5.25, the sum of squares 228 - 8 * 5.25 ** 2 = 7.5
    assert find_spread(made_comparison(gaps)) == pytest.approx(np.sqrt((7.5 + 10) / 16))


def test_a_shift_of_either_phase_keeps_the_spread_and_a_factor_scales_it():
    moved = made_comparison([*(x + 3 for x in BEFORE), *SINCE])
    doubled = made_comparison([2 * x for x in (*BEFORE, *SINCE)])
    assert find_spread(moved) == pytest.approx(SPREAD)
    assert find_spread(doubled) == pytest.approx(2 * SPREAD)


def test_four_days_of_one_phase_have_a_spread():
    # squares around 5: 1 + 1 + 0 + 0, 4 days less 1 phase
    assert find_spread(made_comparison([4.0, 6, 5, 5])) == pytest.approx(np.sqrt(2 / 3))


@pytest.mark.parametrize(
    "values",
    [[], [5.0], [5.0, 6], [4.0, 6, 5], [5.0] * 9 + [2.0] * 9, [0.1] * 9 + [0.3] * 9],
    ids=["none", "one", "two", "three", "all the same", "the same but for rounding"],
)
def test_there_is_no_spread_without_days_or_without_a_difference(values):
    assert find_spread(made_comparison(values)) is None


def test_a_change_is_the_step_of_the_verdict_and_scaled_by_the_spread():
    comparison = judged()
    (row,) = find_changes([comparison]).rows
    step, narrow = comparison.verdict.change, comparison.verdict.change_90
    assert row.change == Scaled(step.estimate, step.low, step.high, narrow.low, narrow.high)
    assert row.scaled.estimate == pytest.approx(step.estimate / SPREAD)
    assert row.scaled.low == pytest.approx(step.low / SPREAD)
    assert row.scaled.high_90 == pytest.approx(narrow.high / SPREAD)
    assert (row.n_a, row.n_b, row.answer_word, row.improvement) == (9, 10, "better", -1)
    assert row.scaled.low < row.scaled.low_90 < row.scaled.estimate < row.scaled.high_90 < row.scaled.high < 0


def test_the_main_measure_comes_first_and_what_may_explain_last_else_the_order_is_kept():
    made = [
        judged(name="Stress", role="rival"),
        judged(name="Pain"),
        judged(name="Reach", role="main"),
        judged(name="Mood"),
    ]
    assert [row.name for row in find_changes(made).rows] == ["Reach", "Pain", "Mood", "Stress"]


def test_those_without_a_change_are_named_with_their_reason():
    made = [
        made_comparison([5.0, 4], name="Stress", start=None, role="rival"),
        judged([*BEFORE, 2.0, 3], name="Pain"),
        judged([5.0] * 9 + [2.0] * 9, name="Mood", role="main"),
    ]
    changes = find_changes(made)
    assert changes.rows == ()
    assert changes.left_out[1:] == (
        ("Pain", "too few days: 9 before, 2 since"),
        ("Stress", "no start known"),
    )
    name, reason = changes.left_out[0]
    assert (name, bool(reason)) == ("Mood, main measure", True)


def test_no_outcome_makes_no_row():
    changes = find_changes([])
    assert (changes.rows, changes.left_out) == ((), ())
    assert changes.title == "Every outcome: the change at the start"
