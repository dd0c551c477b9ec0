"""What a visit needs: the main measure, first against last, what was done and read."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.aspects.visit import compare_ends
from analysis.logbook import Logbook, open_logbook
from analysis.paths import SAMPLE
from tests.charts.drawn import make_book, pick, short_book


def test_the_first_and_last_fourteen_days_are_compared_by_hand():
    book = make_book(days=90)
    comparison = pick(book, "pain")
    series = comparison.series
    first = series[series.index < series.index[0] + pd.Timedelta(days=14)]
    row = compare_ends([comparison]).iloc[0]
    assert row["First days"].startswith(f"{first.mean():.1f}".rstrip("0").rstrip("."))
    assert f"({len(first)} days)" in row["First days"]


def test_a_series_shorter_than_28_days_is_cut_in_halves():
    row = compare_ends([pick(short_book([2, 2, 2, 9, 6, 6, 6]), "pain")]).iloc[0]
    assert row["First days"] == "2 points (3 days)"
    assert row["Last days"] == "6 points (3 days)"


def test_one_day_is_first_and_last():
    row = compare_ends([pick(short_book([4]), "pain")]).iloc[0]
    assert row["First days"] == row["Last days"] == "4 points (1 day)"


def test_the_main_measure_is_the_chosen_one_else_tightness():
    assert [one.key.side for one in open_logbook(SAMPLE, main="rom left").visit().mains] == ["left"]
    visit = open_logbook(SAMPLE).visit()
    assert [one.key.metric for one in visit.mains] == ["tightness"]
    assert not visit.chosen


def test_both_sides_of_a_main_measure_are_shown_with_a_sentence_each():
    visit = open_logbook(SAMPLE, main="rom").visit()
    assert [one.key.side for one in visit.mains] == ["left", "right"]
    assert len(visit.said) == 2


@pytest.mark.parametrize("days", [2, 20, 90])
def test_adherence_counts_the_days_with_a_session(days):
    book = make_book(days=days)
    training = book.training()
    done = book.visit().done
    if not training.total:
        assert done == "No session is in this log."
        return
    sessions = book.logs.sessions
    since = sessions[sessions["date"] >= training.start] if training.start is not None else sessions
    assert done.startswith(f"A session on {since['date'].nunique()} of ")


def test_sessions_that_are_not_recognised_still_count_as_sessions():
    book = make_book(days=60)
    other = book.logs.sessions.assign(exercise="Morning routine", routine="Morning routine")
    done = Logbook(replace(book.logs, sessions=other), book.phases, is_example=False).visit().done
    assert "none of them known to aim at the hip flexors" in done
    assert not done.startswith("A session on 0 ")


def test_a_series_that_was_read_seldom_is_compared_by_four_readings():
    row = compare_ends([pick(short_book([2, 2, 2, 2, 9, 9, 6, 6, 6, 6], every=7), "pain")]).iloc[0]
    assert row["First days"] == "2 points (4 days)"
    assert row["Last days"] == "6 points (4 days)"


def test_what_never_changed_is_not_shown_first():
    moving = make_book(days=60)
    outcomes = moving.logs.outcomes
    still = outcomes.assign(value=outcomes["value"].mask(outcomes["metric"] == "tightness", 0.0))
    book = Logbook(replace(moving.logs, outcomes=still), moving.phases, is_example=False)
    assert [one.key.metric for one in book.visit().mains] == ["pain"]


def test_pain_that_got_worse_brings_its_line():
    book = short_book([2, 3, 2, 2, 3, 2, 2, 3] + [6, 5, 6, 6, 5, 6, 6, 6] * 2, start="2026-03-10")
    assert pick(book, "pain").answer_word == "worse"
    assert book.visit().caution.startswith("Whatever the cause, ease off")
