"""Plans: what they admit, against brute force; fair draws; dates; and what is no plan."""

from __future__ import annotations

from datetime import date
from itertools import product
from math import comb, factorial

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.stats.randomization import Limits, Schedule
from analysis.stats.randomization.rules import arrange_days
from tests.stats.drawn_plans import MONDAY, plan, start_plan


def runs(row):
    cuts = np.flatnonzero(np.diff(row)) + 1
    return [len(part) for part in np.split(np.array(row), cuts)]


ADMISSIBLE = {
    "start": lambda r: not r[0] and len(runs(r)) == 2 and min(runs(r)) >= 2,
    "abab": lambda r: not r[0] and len(runs(r)) == 4 and min(runs(r)) >= 2,
    "random_days": lambda r: sum(r) == 5,
    "alternating": lambda r: sum(r) == 5 and max(runs(r)) <= 2,
    "blocks": lambda r: all(sum(r[i : i + 2]) == 1 for i in range(0, 10, 2)),
}


@pytest.mark.parametrize("kind", ADMISSIBLE)
def test_a_plan_admits_what_going_through_every_row_of_days_admits(kind):
    expected = [row for row in product([0, 1], repeat=10) if ADMISSIBLE[kind](row)]
    drawn = plan(kind, 10, shortest=2)
    assert drawn.count == len(expected)
    assert drawn.arrangements().astype(int).tolist() == [list(row) for row in expected]
    assert [drawn.contains(row) for row in product([0, 1], repeat=10)] == [
        bool(ADMISSIBLE[kind](row)) for row in product([0, 1], repeat=10)
    ]


@pytest.mark.parametrize(
    ("kind", "days", "limits", "count"),
    [
        ("start", 42, dict(shortest=5), 33),
        ("start", 42, dict(shortest=(7, 14)), 22),
        ("abab", 42, dict(shortest=5), comb(25, 3)),
        ("random_days", 84, dict(), comb(84, 42)),
        ("random_days", 20, dict(days_in_b=4), comb(20, 4)),
        ("blocks", 28, dict(block=4), 6**7),
        ("alternating", 20, dict(longest_run=20), comb(20, 10)),
    ],
)
def test_counts_are_those_of_combinatorics(kind, days, limits, count):
    assert arrange_days(kind, days, Limits(**limits)).count == count


@pytest.mark.parametrize("kind", ADMISSIBLE)
def test_every_admissible_arrangement_is_drawn_equally_often(kind):
    found = arrange_days(kind, 8, Limits(shortest=1 if kind == "abab" else 2))
    rows = found.sample(found.count * 400, np.random.default_rng(3))
    different, times = np.unique(rows, axis=0, return_counts=True)
    assert len(different) == found.count
    assert ((times - 400) ** 2 / 400).sum() < found.count + 4 * np.sqrt(2 * found.count)


def test_draws_from_a_set_too_large_to_list_keep_its_limits():
    large = plan("alternating", 60, longest_run=2)
    rows = large.arrangements(np.random.default_rng(1))
    assert rows.shape == (9999, 60)
    assert all(large.contains(row) for row in rows[:50])
    with pytest.raises(DataError, match="too many to list - pass rng"):
        large.arrangements()


def test_every_series_draws_its_own_start_or_gets_one_of_the_fixed():
    own = plan("staggered", 8, series=3, shortest=3)
    assert own.count == 3**3
    assert own.arrangements().shape == (27, 3, 8)
    fixed = plan("staggered", 20, shortest=2, starts=(4, 9, 14))
    assert fixed.count == factorial(3)
    assert {tuple(rows.argmax(axis=1)) for rows in fixed.arrangements()} == {
        (4, 9, 14), (4, 14, 9), (9, 4, 14), (9, 14, 4), (14, 4, 9), (14, 9, 4)
    }  # fmt: skip
    assert sorted(fixed.starts) == [date(2026, 3, 6), date(2026, 3, 11), date(2026, 3, 16)]
    assert fixed.start == fixed.first_choice == date(2026, 3, 6)


def test_the_same_seed_draws_the_same_plan():
    assert plan("abab", 42, seed=5) == plan("abab", 42, seed=5)
    assert plan("abab", 42, seed=5) != plan("abab", 42, seed=6)


def test_an_arrangement_that_could_not_be_drawn_is_refused():
    for n_a, n_b in [(2, 8), (8, 2)]:
        with pytest.raises(DataError, match="not among the admissible ones"):
            start_plan(n_a, n_b)
    with pytest.raises(DataError, match="not among the admissible ones"):
        Schedule("staggered", MONDAY, tuple(range(6)), ((False,) * 3 + (True,) * 3,), Limits(2, starts=(4,)))


def test_the_plan_knows_its_dates():
    weekly = start_plan(4, 6, days=tuple(range(0, 70, 7)))
    assert weekly.start == date(2026, 3, 30)
    assert weekly.first_choice == date(2026, 3, 23)
    days = pd.date_range("2026-03-23", periods=2, freq="7D")
    assert weekly.in_b(days).tolist() == [False, True]
    assert weekly.in_b([date(2026, 3, 30)]).tolist() == [True]
    with pytest.raises(DataError, match="2026-03-24 is not a day of the plan"):
        weekly.in_b(["2026-03-23", "2026-03-24"])
    two = plan("staggered", 8, series=2, shortest=3)
    assert two.in_b(["2026-03-02", "2026-03-09"]).tolist() == [[False, True]] * 2


def test_dated_readings_are_put_on_the_days_of_the_plan():
    weekly = start_plan(3, 3, days=tuple(range(0, 42, 7)))
    series = pd.Series([5.0, 9.0, 4.0], pd.to_datetime(["2026-03-16", "2026-03-17", "2026-03-02"]))
    assert weekly.place_values(series, series.index) == pytest.approx(
        [4, np.nan, 5, np.nan, np.nan, np.nan], nan_ok=True
    )
    with pytest.raises(DataError, match="a date stands twice"):
        weekly.place_values([1, 2], [MONDAY, MONDAY])
    with pytest.raises(DataError, match="they must match"):
        weekly.place_values([1, 2], [MONDAY])


def test_a_plan_says_what_p_it_can_reach():
    assert start_plan(12, 12, 3).count == 19
    assert not start_plan(12, 12, 3).can_reach(0.05)
    assert start_plan(12, 13, 3).can_reach(0.05)
    assert start_plan(12, 13, 3).lowest_p == 1 / 20
    # A and B swapped is admissible too, and just as far from 0.
    assert plan("blocks", 10).lowest_p == 2 / 32
    assert plan("random_days", 6, days_in_b=2).lowest_p == 1 / 15
    assert plan("random_days", 84).lowest_p == 1 / 10_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(kind="latin", days=9), "must be one of start, abab"),
        (dict(kind="start", days=9), "no arrangement of 9 days"),
        (dict(kind="start", days=9, shortest=(1, 2, 3)), "has 2 phases"),
        (dict(kind="start", days=9, shortest=0), "whole number of days from 1 on"),
        (dict(kind="blocks", days=9), "no arrangement of 9 days"),
        (dict(kind="blocks", days=9, block=3), "must be even"),
        (dict(kind="random_days", days=9, days_in_b=10), "no arrangement of 9 days"),
        (dict(kind="alternating", days=9, longest_run=1.5), "longest_run is 1.5"),
        (dict(kind="random_days", days=[0, 2, 1]), "must increase"),
        (dict(kind="random_days", days=[-1, 2]), "start at 0 or later"),
        (dict(kind="random_days", days=[0.5, 2]), "whole day numbers"),
        (dict(kind="random_days", days=0), "whole day numbers"),
        (dict(kind="start", days=20, series=2), "only 'staggered' has several"),
        (dict(kind="staggered", days=20, starts=(7, 7)), "each must be another day"),
        (dict(kind="staggered", days=20, starts=(1, 7)), "not among the admissible"),
    ],
)
def test_a_plan_that_is_none_is_refused_with_a_reason(arguments, message):
    with pytest.raises(DataError, match=message):
        plan(**arguments)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("AAAABBBBB", "must be True/False"),
        ([0, 0, 0, 0, 1, 1, 1, 1, 1], "must be True/False"),
        ([False] * 4 + [True] * 4, r"one a day of the plan \(9\)"),
        ([], r"one a day of the plan \(9\)"),
    ],
)
def test_what_was_drawn_is_true_or_false_for_every_day(chosen, message):
    with pytest.raises(DataError, match=message):
        Schedule("start", MONDAY, tuple(range(9)), chosen, Limits(3))


@pytest.mark.parametrize("day", ["2026-03-02", None, pd.NaT, 20260302])
def test_the_first_day_is_a_date(day):
    with pytest.raises(DataError, match=r"first_day is .* must be a date"):
        Schedule("start", day, tuple(range(6)), ((False,) * 3 + (True,) * 3,), Limits(3))


def test_timestamps_are_dates():
    stamped = Schedule(
        "start", pd.Timestamp("2026-03-02 09:30"), tuple(range(6)), ((False,) * 3 + (True,) * 3,), Limits(3)
    )
    assert stamped.first_day == MONDAY
    with pytest.raises(DataError, match="dates must be dates"):
        stamped.in_b(["soon"])
