"""What holds for any log: always an answer, and sentences without a number that is none."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.verdict import NOTES, RIVAL_FLAGS, before_after
from tests.verdict.logs_for_verdicts import as_log, calm_rivals, step_log

RATINGS = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=0, max_size=45)
SENTENCE_FAULTS = re.compile(
    r"\bnan\b|\binf\b|None|-0\b|\N{MINUS SIGN}0(?![.\d])|  |\.\.|\{|between [\d.]+ and [\d.]+ and"
)


def drawn_log(values):
    return as_log([np.nan if value is None else value for value in values])


@settings(max_examples=120, deadline=None)
@given(RATINGS, st.integers(-2, 47), st.data())
def test_any_log_gets_an_answer_and_a_clean_sentence_with_one_next_step(values, cut, data):
    series = drawn_log(values)
    start = pd.Timestamp("2026-03-01") + pd.Timedelta(days=cut)
    rivals = calm_rivals(series).round() if data.draw(st.booleans()) else None
    typed = pd.Series(series.index, series.index) + pd.Timedelta(days=3) if data.draw(st.booleans()) else None
    tools = pd.Series("tape", series.index[5:]) if data.draw(st.booleans()) else None
    worthwhile = data.draw(st.sampled_from([None, 0.5, 2.0]))
    direction = data.draw(st.sampled_from([1, -1]))
    verdict = before_after(
        series,
        start,
        improvement=direction,
        worthwhile=worthwhile,
        rivals=rivals,
        instrument=tools,
        entered_at=typed,
        looks=data.draw(st.sampled_from([1, 12])),
    )
    assert not SENTENCE_FAULTS.search(verdict.sentence), verdict.sentence
    assert verdict.sentence.count("Next:") + verdict.sentence.count("Whatever the cause") == 1
    assert set(verdict.flags) <= {*RIVAL_FLAGS, *NOTES}
    assert not set(verdict.flags) & set(verdict.unchecked)
    assert (verdict.credit == "plausible") <= (
        not set(verdict.flags) & set(RIVAL_FLAGS) and not verdict.unchecked
    )
    for change in (verdict.change, verdict.mean_difference):
        assert change is None or np.isfinite([change.estimate, change.low, change.high, change.p]).all()
        assert change is None or change.low <= change.estimate <= change.high
    assert verdict.days_needed is None or verdict.answer == "cannot tell yet"


def facts(verdict):
    return (
        verdict.answer,
        verdict.matters,
        verdict.credit,
        verdict.flags,
        verdict.unchecked,
        verdict.days_needed,
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=6, max_size=45), st.integers(3, 30), st.booleans())
def test_a_mirrored_log_has_the_same_answer_credit_and_flags(values, cut, with_mark):
    series, worthwhile = as_log(values, name="outcome"), 2 if with_mark else None
    start = pd.Timestamp("2026-03-01") + pd.Timedelta(days=cut)
    rivals = calm_rivals(series)
    one = before_after(series, start, improvement=-1, worthwhile=worthwhile, rivals=rivals)
    other = before_after(10 - series, start, improvement=1, worthwhile=worthwhile, rivals=rivals)
    assert facts(one) == facts(other)


@settings(max_examples=40, deadline=None)
@given(RATINGS, st.integers(3, 30), st.integers(-4000, 4000))
def test_moving_all_dates_changes_no_number(values, cut, days):
    series = drawn_log(values)
    start, shift = pd.Timestamp("2026-03-01") + pd.Timedelta(days=cut), pd.Timedelta(days=days)
    moved = series.set_axis(series.index + shift)
    one = before_after(series, start, improvement=-1, worthwhile=2)
    other = before_after(moved, start + shift, improvement=-1, worthwhile=2)
    assert facts(one) == facts(other)
    assert one.change == other.change


def test_unsorted_readings_give_the_verdict_of_sorted_ones():
    series, start = step_log(-2)
    assert before_after(series.iloc[::-1], start, improvement=-1) == before_after(
        series, start, improvement=-1
    )


def test_a_gain_that_is_lost_again_is_not_called_gradual():
    day = np.arange(50)
    noise = 0.3 * np.random.default_rng(1).normal(size=50)
    series = as_log(6 + noise + np.where(day < 20, 0, -3 + 0.25 * (day - 20)))
    verdict = before_after(series, series.index[20], improvement=-1, worthwhile=2)
    assert verdict.change.estimate < 0 < verdict.mean_difference.estimate
    assert "higher than before" in verdict.sentence
    assert "gradually" not in verdict.sentence
