"""The change at every other possible start: which starts there are, and what each shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.placebo import FEWEST_DAYS, MOST_STARTS, find_placebos
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import Phases, Span, find_phases
from analysis.stats.carryover import phase_change
from tests.charts.drawn import make_book, pick, short_book

VALUES = [5, 6, 5, 6, 5, 6, 5, 6, 2, 3, 2, 3, 2, 3, 2, 3]


def placebo_of(book, metric="pain"):
    return find_placebos([pick(book, metric)])[0]


def test_every_start_with_five_days_on_each_side_is_tried_once_and_the_real_one_left_out():
    found = placebo_of(short_book(VALUES, start="2026-03-10"))
    expected = pd.date_range("2026-03-07", "2026-03-13")
    expected = expected[expected != "2026-03-10"]
    assert found.changes["start"].tolist() == expected.tolist()
    assert found.possible == len(expected)
    assert found.reason == ""


def test_each_start_shows_what_the_engine_gives_for_its_split():
    found = placebo_of(short_book(VALUES, start="2026-03-10"))
    for row in found.changes.itertuples():
        before = (row.start - pd.Timestamp("2026-03-02")).days
        one = phase_change(VALUES, np.arange(len(VALUES)) >= before)
        assert (row.estimate, row.low, row.high) == pytest.approx((one.estimate, one.low, one.high))


def test_starts_as_large_count_in_either_direction():
    found = placebo_of(short_book(VALUES, start="2026-03-10"))
    by_hand = sum(abs(x) >= abs(found.at_start.estimate) for x in found.changes["estimate"])
    assert found.larger == by_hand
    assert found.at_start.estimate < 0
    turned = placebo_of(short_book([10 - x for x in VALUES], start="2026-03-10"))
    assert turned.at_start.estimate > 0
    assert turned.larger == found.larger


def test_a_real_step_is_among_the_largest():
    found = placebo_of(make_book("tightness_steps", days=120), "tightness")
    assert found.larger <= 0.1 * len(found.changes)


def test_long_logs_are_thinned_evenly_and_say_how_many_there_are():
    found = placebo_of(make_book("nothing_changes", days=400))
    assert found.possible > MOST_STARTS
    assert MOST_STARTS - 1 <= len(found.changes) <= MOST_STARTS
    days = found.changes["start"]
    assert days.is_monotonic_increasing
    assert days.diff().dt.days.max() < 15


def test_a_start_on_a_day_without_a_reading_is_the_next_reading():
    found = placebo_of(short_book(VALUES, every=2, start="2026-03-17"))
    assert pd.Timestamp("2026-03-18") not in set(found.changes["start"])
    assert len(found.changes) == len(VALUES) - 2 * FEWEST_DAYS + 1 - 1


def test_only_the_days_that_are_compared_count():
    whole = make_book("tightness_steps", days=120)
    start = whole.phases.start
    spans = (Span(start, "B", "B"), Span(start + pd.Timedelta(days=30), "break", "break"))
    book = Logbook(whole.logs, Phases(spans, "phases.csv"), is_example=False)
    found = placebo_of(book, "tightness")
    assert found.changes["start"].max() < start + pd.Timedelta(days=30)


@pytest.mark.parametrize(
    ("values", "start", "reason"),
    [
        ([5, 6], "2026-03-03", "No change at the start can be computed (too few days)."),
        ([5, 6, 5, 6, 5, 4, 5], "2026-03-05", "Fewer than 11 days with a reading"),
        ([5, 6, 5, 6, 5, 4, 5] * 3, "2026-03-02", "No change at the start can be computed"),
    ],
)
def test_what_is_too_short_says_why(values, start, reason):
    found = placebo_of(short_book(values, start=start))
    assert found.reason.startswith(reason)
    assert found.changes.empty
    assert found.larger == 0


def test_without_a_start_there_is_nothing_to_hold_against():
    logs = Logs(outcomes=short_book(VALUES).logs.outcomes)
    found = placebo_of(Logbook(logs, find_phases(logs), is_example=False))
    assert found.reason.startswith("No start of a routine is known")


def test_a_routine_that_came_and_went_has_no_single_start():
    comparison = pick(short_book(VALUES, start="2026-03-10"), "pain")
    labels = comparison.labels.copy()
    labels.iloc[12:] = "A"
    found = find_placebos([replace(comparison, labels=labels)])[0]
    assert found.reason.startswith("The routine came and went")
