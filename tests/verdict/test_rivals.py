"""Each rival flag raised, clear and not checkable; each note."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.verdict import before_after
from tests.verdict.logs_for_verdicts import as_log, calm_rivals, step_log


def judge(series, start, **options):
    options = {"improvement": -1, "worthwhile": 2, "rivals": calm_rivals(series)} | options
    return before_after(series, start, **options)


def test_a_clean_step_raises_no_flag_and_leaves_nothing_unchecked():
    verdict = judge(*step_log(-3))
    assert (verdict.credit, verdict.flags, verdict.unchecked) == ("plausible", ("start_not_drawn",), ())


def test_a_fall_that_had_begun_before_the_start_was_already_moving():
    noise = 0.6 * np.random.default_rng(2).normal(size=56)
    series = as_log(9 - 0.15 * np.arange(56) - (np.arange(56) >= 21) + noise)
    verdict = judge(series, series.index[21])
    assert verdict.answer == "better"
    assert "already_moving" in verdict.flags
    assert "it had begun before 22 March" in verdict.sentence


def test_a_rise_before_a_fall_is_no_earlier_improvement():
    rng = np.random.default_rng(3)
    values = np.where(np.arange(60) < 20, 5 + 0.1 * np.arange(60), 3.0) + 0.3 * rng.normal(size=60)
    series = as_log(values)
    assert "already_moving" not in judge(series, series.index[20]).flags


@pytest.mark.parametrize(("before", "unchecked"), [(4, True), (5, False)])
def test_an_earlier_trend_can_be_checked_from_five_days_on(before, unchecked):
    verdict = judge(*step_log(-3, before=before))
    assert ("already_moving" in verdict.unchecked) == unchecked
    assert verdict.credit == "not separable"


@pytest.mark.parametrize(("before", "unchecked"), [(7, True), (8, False)])
def test_a_start_at_the_worst_can_be_checked_from_eight_days_on(before, unchecked):
    verdict = judge(*step_log(-3, before=before))
    assert ("started_at_worst" in verdict.unchecked) == unchecked


def test_a_start_after_the_worst_five_days_is_flagged_and_after_the_best_it_is_not():
    noise = 0.5 * np.random.default_rng(4).normal(size=60)
    for bump, flagged in ((3.0, True), (-3.0, False)):
        values = 5 + noise + bump * ((np.arange(60) >= 15) & (np.arange(60) < 20))
        verdict = judge(as_log(values), "2026-03-21")
        assert ("started_at_worst" in verdict.flags) == flagged


def test_a_rival_that_shifts_with_the_start_is_named():
    series, start = step_log(-3)
    rivals = calm_rivals(series).assign(sleep_h=np.where(series.index < start, 6.0, 8.0))
    rivals["sleep_h"] += 0.3 * np.random.default_rng(5).normal(size=len(series))
    verdict = judge(series, start, rivals=rivals)
    assert (verdict.shifted, verdict.credit) == (("sleep_h",), "not separable")
    assert "changed at the same time." in verdict.sentence


@pytest.mark.parametrize("rivals", [None, pd.DataFrame(), "missing", "elsewhere", "short"])
def test_rivals_that_cannot_be_compared_are_unchecked_and_never_clear(rivals):
    series, start = step_log(-3)
    calm = calm_rivals(series)
    choices = {
        "missing": calm * np.nan,
        "elsewhere": calm.set_axis(calm.index + pd.Timedelta(days=900)),
        "short": calm.iloc[16:60],
    }
    given = choices[rivals] if isinstance(rivals, str) else rivals
    verdict = judge(series, start, rivals=given)
    assert "rival_shift" in verdict.unchecked
    assert verdict.credit == "not separable"
    assert "was logged on enough days beside it" in verdict.sentence


def test_another_instrument_since_the_start_withholds_credit_in_any_time_zone():
    series, start = step_log(-3)
    tools = pd.Series(np.where(series.index < start, "tape", "phone"), series.index)
    for instrument in (tools, tools.tz_localize("UTC")):
        verdict = judge(series, start, instrument=instrument)
        assert "instrument_changed" in verdict.flags
        assert "measured with something else since" in verdict.sentence
    assert "instrument_changed" not in judge(series, start, instrument=tools.map(lambda _: "tape")).flags


def test_a_change_that_skipped_days_could_undo_is_flagged_and_a_full_log_is_not():
    rng = np.random.default_rng(55)
    series = as_log(6 + 1.5 * rng.normal(size=60) - 1.3 * (np.arange(60) >= 20))
    kept = series[rng.random(60) > 0.5]
    verdict = judge(kept, series.index[20], rivals=calm_rivals(series))
    assert verdict.answer == "better"
    assert "missing_not_random" in verdict.flags
    assert "the days without an entry could turn the answer" in verdict.sentence
    assert "missing_not_random" not in judge(*step_log(-3)).flags


def test_a_start_on_a_day_without_a_reading_counts_from_that_day():
    series, start = step_log(-3)
    gap = series.drop(start)
    verdict = judge(gap, start)
    assert verdict.start == start
    assert (verdict.n_a, verdict.n_b) == (20, 39)
    assert verdict.credit == "plausible"


def test_returning_phases_leave_an_earlier_trend_unchecked_and_say_why():
    in_b = np.arange(60) // 15 % 2 == 1
    noise = 0.7 * np.random.default_rng(7).normal(size=60)
    series = as_log(6 + noise - 3 * in_b)
    verdict = judge(series, pd.Series(in_b, series.index))
    assert (verdict.answer, verdict.unchecked) == ("better", ("already_moving",))
    assert "with more than one start" in verdict.sentence
    assert "too few days" not in verdict.sentence


def test_a_weekly_log_is_checked_like_a_daily_one():
    series, start = step_log(-3, before=12, after=18, gap=7)
    verdict = judge(series, start)
    assert (verdict.answer, verdict.credit, verdict.unchecked) == ("better", "plausible", ())


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_readings_typed_in_days_later_are_noted(zone):
    series, start = step_log(-3)
    typed = pd.Series(series.index, series.index)
    late = typed + pd.to_timedelta(np.where(np.arange(60) % 3 == 0, 4, 0), unit="D")
    for entered, noted in ((typed, False), (late, True)):
        entered_at = entered.dt.tz_localize(zone) if zone else entered
        verdict = judge(series, start, entered_at=entered_at)
        assert ("back_filled" in verdict.flags) == noted
        assert verdict.credit == "plausible"


def test_ratings_that_turn_into_halves_are_noted_as_scale_drift():
    series, start = step_log(-3)
    whole, halves = series.round(), (series * 2).round() / 2
    assert "scale_drift" not in judge(whole, start).flags
    assert "scale_drift" in judge(whole.where(series.index < start, halves), start).flags


def test_a_log_that_begins_with_the_routine_has_no_baseline_and_one_next_step():
    series, _ = step_log(0)
    verdict = judge(series, series.index[0])
    assert "no_baseline" in verdict.flags
    assert verdict.credit == "not separable"
    assert verdict.sentence.count("Next:") == 1


def test_a_log_with_one_stray_day_years_before_still_answers():
    series, start = step_log(-3)
    stray = pd.concat([pd.Series([6.0], [pd.Timestamp("2020-01-01")]), series]).rename("pain")
    assert judge(stray, start).answer == "better"


def odd_marks(series, value):
    marks = pd.Series(series.index >= series.index[20], series.index, dtype=object)
    marks.iloc[3] = value
    return marks


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rivals": lambda s: pd.concat([calm_rivals(s)] * 2, axis=1)}, "two columns 'stress'"),
        ({"rivals": lambda s: calm_rivals(s).reset_index(drop=True)}, "RangeIndex, must be indexed by date"),
        ({"rivals": lambda s: calm_rivals(s).assign(sleep="x")}, "must hold numbers"),
        ({"rivals": lambda s: calm_rivals(s)["stress"]}, "rivals is a Series, must be a frame"),
        ({"instrument": lambda s: pd.Series("tape", range(60))}, "instrument has a RangeIndex"),
        ({"entered_at": lambda s: pd.Series("soon", s.index)}, "holds 'soon', must be dates"),
        ({"entered_at": lambda s: pd.Series(s.index)}, "entered_at has a RangeIndex"),
        ({"start": lambda s: odd_marks(s, np.nan)}, "start holds nan, must be True"),
        ({"start": lambda s: odd_marks(s, "B")}, "start holds 'B', must be True"),
        ({"start": lambda s: pd.Series([True] * 60)}, "start has a RangeIndex"),
        ({"start": lambda s: pd.Series(True, s.index.append(s.index[:1]))}, "2026-03-01 twice"),
        ({"start": lambda s: pd.Series(True, s.index[1:])}, "says nothing of 2026-03-01"),
        ({"start": lambda s: 20}, "start is 20, must be a date"),
        ({"worthwhile": lambda s: "2"}, "worthwhile is '2', must be above 0"),
        ({"worthwhile": lambda s: float("nan")}, "worthwhile is nan"),
        ({"looks": lambda s: 0}, "looks is 0, must be a whole number"),
        ({"looks": lambda s: float("nan")}, "looks is nan"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name(options, message):
    series, start = step_log(-3)
    given = {name: make(series) for name, make in options.items()}
    with pytest.raises(DataError, match=message):
        judge(series, given.pop("start", start), **given)


def test_a_reading_without_a_date_is_refused():
    series, start = step_log(-3)
    series.index = pd.DatetimeIndex([pd.NaT, *series.index[1:]])
    with pytest.raises(DataError, match="a reading without a date"):
        before_after(series, start, improvement=-1)
