"""The rules in their order, and sentences that agree with the numbers."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.verdict import Subject, before_after
from analysis.verdict.compared import read_compared
from analysis.verdict.course import read_course
from analysis.verdict.sentence import PAIN_IS_WORSE, write_caution, write_course
from tests.stats.simulated_noise import daily_noise


def log(values, name="pain", start="2026-03-01"):
    return pd.Series(np.asarray(values, float), pd.date_range(start, periods=len(values)), name=name)


def stepped(step, *, before=20, after=40, seed=1, spread=0.8):
    noise = np.random.default_rng(seed).normal(size=before + after) * spread
    return log(6 + noise + step * (np.arange(before + after) >= before)), pd.Timestamp(
        "2026-03-01"
    ) + pd.Timedelta(days=before)


def test_a_clear_fall_of_pain_is_better_and_passes_its_mark():
    series, start = stepped(-3.5)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    assert (verdict.answer, verdict.matters, verdict.credit) == ("better", "yes", "not separable")
    assert "Pain is lower than before: about 3" in verdict.sentence
    assert "passes the mark of 2 points" in verdict.sentence


def test_the_same_fall_is_worse_where_more_is_better_and_says_no_why():
    series, start = stepped(-3.5)
    verdict = before_after(series.rename("energy"), start, improvement=1)
    assert (verdict.answer, verdict.matters) == ("worse", "no yardstick")
    assert "This log cannot say why." in verdict.sentence


def test_worse_pain_adds_the_line_of_caution():
    series, start = stepped(3)
    sentence = before_after(series, start, improvement=-1, worthwhile=2).sentence
    assert sentence.endswith(PAIN_IS_WORSE)
    assert "keep logging the same way" not in sentence


def test_a_small_real_improvement_is_called_small():
    series, start = stepped(-0.8, before=60, after=120, spread=0.3)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    assert (verdict.answer, verdict.matters) == ("better", "no")
    assert "A small improvement, probably below the mark of 2 points" in verdict.sentence


def test_no_change_in_a_steady_log_is_no_meaningful_change_only_with_a_yardstick():
    series, start = stepped(0, before=40, after=60)
    assert before_after(series, start, improvement=-1, worthwhile=2).answer == "no meaningful change"
    assert before_after(series, start, improvement=-1).answer == "cannot tell yet"


@pytest.mark.parametrize(("before", "after"), [(2, 30), (30, 2), (0, 0), (2, 2)])
def test_fewer_than_three_days_in_a_phase_cannot_tell(before, after):
    series, start = stepped(-3, before=before, after=after)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    assert verdict.answer == "cannot tell yet"
    assert verdict.change is None
    assert verdict.sentence


def test_a_log_without_a_baseline_is_told_as_a_course():
    verdict = before_after(log([5] * 20 + [3] * 20), "2026-03-01", improvement=-1, worthwhile=2)
    assert "no_baseline" in verdict.flags
    assert verdict.sentence.startswith("Since your first entry (not since before the routine), pain")
    assert "averaged 5 points in the first 14 days and 3 in the last 14" in verdict.sentence


def test_constant_readings_are_an_answer_and_no_exception():
    verdict = before_after(log([4] * 30), "2026-03-15", improvement=-1, worthwhile=2)
    assert verdict.answer == "no meaningful change"
    off_the_grid = before_after(log([0.12345] * 30), "2026-03-15", improvement=-1)
    assert off_the_grid.answer == "cannot tell yet"
    assert "no variation" in off_the_grid.sentence


def test_without_a_direction_nothing_is_called_better():
    series, start = stepped(3)
    about = Subject("Range of motion", "deg", direction_known=False)
    sentence = before_after(series, start, improvement=1, subject=about).sentence
    assert "Range of motion is higher than before" in sentence
    assert not re.search(r"improve|worse|small", sentence)


def test_a_boolean_series_can_mark_the_days_of_the_routine():
    series, start = stepped(-3.5)
    marked = pd.Series(series.index >= start, series.index)
    assert before_after(series, marked, improvement=-1) == before_after(series, start, improvement=-1)


@pytest.mark.parametrize(
    ("series", "options", "message"),
    [
        (log([1, 2, 3]), {"improvement": 0}, "must be .1 .more is better"),
        (log([1, 2, 3]), {"improvement": 1, "worthwhile": 0}, "worthwhile is 0, must be above 0"),
        (pd.Series([1.0, 2]), {"improvement": 1}, "must be indexed by date"),
        (pd.Series(["a"], pd.DatetimeIndex(["2026-03-01"])), {"improvement": 1}, "must hold numbers"),
        (pd.Series([np.inf], pd.DatetimeIndex(["2026-03-01"])), {"improvement": 1}, "infinite"),
        (
            pd.Series([1.0, 2], pd.DatetimeIndex(["2026-03-01"] * 2)),
            {"improvement": 1},
            "2026-03-01 stands twice",
        ),
    ],
)
def test_impossible_input_is_refused_with_a_reason(series, options, message):
    with pytest.raises(DataError, match=message):
        before_after(series, "2026-03-02", **options)


def test_a_start_that_is_no_date_is_refused():
    with pytest.raises(DataError, match="'soon', must be a date"):
        before_after(log([1, 2, 3]), "soon", improvement=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=40), st.integers(0, 40), st.booleans())
def test_answer_and_sentence_agree_on_any_ratings(values, cut, with_mark):
    series = log(values)
    start = series.index[0] + pd.Timedelta(days=cut)
    verdict = before_after(series, start, improvement=-1, worthwhile=2 if with_mark else None)
    assert "nan" not in verdict.sentence
    if verdict.answer == "better":
        assert "is lower than before" in verdict.sentence
        assert verdict.change.high < 0
    elif verdict.answer == "worse":
        assert "is higher than before" in verdict.sentence
        assert verdict.change.low > 0
    else:
        assert "is lower than before" not in verdict.sentence
        assert verdict.change is None or verdict.change.low <= 0 <= verdict.change.high


def test_the_answer_keeps_its_false_alarm_rate_on_whole_numbers_with_missing_days():
    rng = np.random.default_rng(20261122)
    noise = daily_noise(250, 60, 0.6, 0.0, rng)
    answers = []
    for row in noise:
        series = log(np.clip(np.round(5 + 1.5 * row), 0, 10))
        series = series[rng.random(60) > 0.15]
        answers.append(before_after(series, "2026-03-21", improvement=-1, worthwhile=2).answer)
    alarms = np.isin(answers, ["better", "worse"]).mean()
    assert alarms <= 0.07 + 2 * np.sqrt(0.07 * 0.93 / 250)


def test_high_pain_is_cautioned_whatever_the_answer():
    assert "averaged 8 points over the last 7 days" in write_caution(log([2] * 20 + [8] * 7))
    assert write_caution(log([8] * 20 + [2] * 7)) == ""
    assert write_caution(log([])) == ""


def test_a_short_log_without_a_start_gives_its_average():
    course = read_course(read_compared(log([2, 4]), "2026-03-01"))
    assert write_course(course, Subject("Pain", "points")).endswith("pain averaged 3 points over 2 days.")


def test_a_gradual_change_without_a_step_is_said_beside_the_open_answer():
    days = np.arange(60)
    fall = np.where(days < 20, 0.0, -3 * (1 - np.exp(-(days - 20) / 8)))
    slow = 1.2 * daily_noise(1, 60, 0.85, 0.0, np.random.default_rng(4))[0]
    verdict = before_after(log(6.5 + slow + fall), "2026-03-21", improvement=-1, worthwhile=2)
    assert verdict.answer == "cannot tell yet"
    assert abs(verdict.mean_difference.estimate - verdict.change.estimate) > 1
    assert re.search(r"(The averages differ by|the average since is) \d.*gradually", verdict.sentence)


def test_a_short_baseline_gets_a_next_step_that_can_still_be_done():
    series, start = stepped(-1.5, before=4, after=30, spread=1.5)
    sentence = before_after(series, start, improvement=-1, worthwhile=2).sentence
    assert "only 4 days with a reading lie before the start" in sentence
    assert "before you change the routine again, log 7 to 14 days first" in sentence
    assert sentence.endswith("'Plan next month' draws the day by lot.")
    assert "more days narrow this down" not in sentence


def test_an_instrument_that_only_one_phase_names_is_not_taken_as_unchanged():
    series, start = stepped(-3.5)
    stress = pd.DataFrame({"stress": np.random.default_rng(2).normal(size=60)}, series.index)
    tools = pd.Series("phone", series.index)
    options = dict(improvement=-1, worthwhile=2, rivals=stress)
    assert before_after(series, start, instrument=tools, **options).unchecked == ()
    half = before_after(series, start, instrument=tools[tools.index >= start], **options)
    assert half.unchecked == ("instrument_changed",)
    assert half.credit == "not separable"
    assert "not known on both sides of the start what it was measured with" in half.sentence


def test_a_phase_of_fewer_than_five_days_is_said_as_a_limit():
    verdict = before_after(log([5, 5, 5, 1, 1, 1]), "2026-03-04", improvement=-1, worthwhile=2)
    assert verdict.answer == "better"
    assert "That rests on only 3 days with a reading before the start." in verdict.sentence


def test_a_reading_of_another_decade_is_a_pause_and_not_thousands_of_skipped_days():
    series, start = stepped(-3.5)
    old = pd.concat([log([6], start="1996-03-01"), series])
    verdict = before_after(old, start, improvement=-1, worthwhile=2)
    assert verdict.answer == "better"
    assert "missing_not_random" not in verdict.flags


@pytest.mark.parametrize(
    ("before", "step"), [(6, "log 7 to 14 days"), (9, "log 14 days or more"), (20, "log longer")]
)
def test_what_to_do_about_a_short_baseline_is_more_than_was_done(before, step):
    slow = 2 * daily_noise(1, before + 60, 0.95, 0.0, np.random.default_rng(before))[0]
    series = log(50 + slow, name="rom")
    start = series.index[0] + pd.Timedelta(days=before)
    sentence = before_after(series, start, improvement=1, worthwhile=0.4).sentence
    assert "More days will not settle this" in sentence
    assert f"Next: before you change the routine again, {step}" in sentence
