"""Plans: what a lot draws, and what it may not."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.planning import draw_plan, say_plan, say_reach
from analysis.stats.randomization.rules import Limits, arrange_days
from tests.planning.made_plans import DRAWN, FIRST


def drawn(kind, **options):
    return draw_plan(kind, first_day=FIRST, now=DRAWN, **options)


@pytest.mark.parametrize("kind", ["start", "abab", "alternating", "random_days", "blocks", "staggered"])
def test_a_seed_draws_the_same_days_again_and_they_keep_to_the_rules(kind):
    plan = drawn(kind, seed=11)
    assert plan.schedule.chosen == drawn(kind, seed=11).schedule.chosen
    assert plan.schedule.contains(plan.schedule.in_rows)
    assert any(plan.schedule.chosen != drawn(kind, seed=seed).schedule.chosen for seed in (12, 13))
    assert plan.marks().shape == (plan.days, 2 if kind == "staggered" else 1)


def test_the_days_of_a_seed_are_fixed_for_ever():
    assert drawn("start", seed=1).schedule.start.isoformat() == "2026-04-11"
    assert (
        "".join("01"[on] for on in drawn("alternating", days=14, seed=1).schedule.chosen[0])
        == "01100110110010"
    )


def test_every_arrangement_is_drawn_equally_often():
    starts = [drawn("start", days=24, seed=seed).schedule.start for seed in range(2200)]
    counts = np.unique(starts, return_counts=True)[1]
    assert len(counts) == 11
    assert stats.chisquare(counts).pvalue > 0.01


def test_the_number_of_an_arrangement_is_its_place_in_the_list():
    days = arrange_days("abab", 20, Limits(shortest=3))
    listed = days.list_all()
    assert all((days.pick(place) == row).all() for place, row in enumerate(listed))
    with pytest.raises(DataError, match=f"arrangement {len(listed)} does not exist"):
        days.pick(len(listed))


def test_an_arrangement_can_be_picked_where_no_list_would_fit():
    days = arrange_days("random_days", 80, Limits())
    assert days.count > 10**22
    assert days.pick(days.count - 1).sum() == 40


def test_a_plan_decides_days_to_come_only():
    with pytest.raises(DataError, match="would begin on 2026-03-01, but it is drawn on 2026-03-01"):
        draw_plan("start", first_day=DRAWN.date(), now=DRAWN)


def test_days_logged_so_far_count_as_baseline_of_one_start():
    plan = drawn("start", baseline_since=datetime.date(2026, 2, 10), days=40, seed=4)
    assert (plan.first_day.isoformat(), plan.days) == ("2026-02-10", 60)
    assert plan.schedule.first_choice == FIRST
    assert plan.schedule.start >= FIRST
    with pytest.raises(DataError, match="one start only, not for 'abab'"):
        drawn("abab", baseline_since=datetime.date(2026, 2, 10))


def test_a_plan_that_cannot_reach_the_level_says_so_when_it_is_drawn():
    assert "cannot reach p = 0.05: 0.12 is the smallest" in say_reach(drawn("start", days=21))
    assert "smallest p that it can give is 0.023" in say_reach(drawn("start"))
    assert "for each side. It cannot reach" in say_reach(drawn("staggered", days=20))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"days": 8}, "no arrangement of 8 days"),
        ({"days": 4000}, "a plan of 4000 days"),
        ({"looks": 13}, "looks is 13, must be 1 to 12"),
        ({"shortest": 0}, "shortest is 0"),
    ],
)
def test_what_is_no_plan_is_refused(options, said):
    with pytest.raises(DataError, match=said):
        drawn("start", **options)


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(DataError, match="the kind of plan is 'abc', must be one of start, abab"):
        drawn("abc")


def test_a_plan_that_can_be_kept_in_one_way_only_is_not_drawn():
    with pytest.raises(DataError, match="in one way only, so there is nothing to draw"):
        drawn("start", days=14)


def test_more_arrangements_than_a_million_are_not_counted_out():
    said = say_reach(drawn("random_days", days=80))
    assert "drawn from more than 1,000,000 arrangements." in said


def test_a_plan_over_new_year_says_both_years():
    plan = draw_plan("abab", first_day=datetime.date(2026, 12, 20), now=DRAWN, seed=1)
    assert "20 December 2026 to 30 January 2027" in say_plan(plan)


def test_what_was_drawn_is_said_by_day():
    assert "with the conventional training" in say_plan(drawn("alternating", what="conventional"))
    assert "the hip flexor routine begins on 11 April 2026" in say_plan(drawn("start", seed=1))
    assert "14 of 28 days with the relaxation" in say_plan(drawn("alternating", what="relaxation"))
    assert "begins left on" in say_plan(drawn("staggered"))
