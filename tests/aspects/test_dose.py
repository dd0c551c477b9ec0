"""Minutes a week beside an outcome: worked by hand on a made log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.aspects.dose import Dose, days_without_minutes, find_doses, write_dose
from analysis.aspects.lags import CAVEAT, routine_days
from analysis.intake import Logs
from analysis.stats.lagged import Lagged, adjust_bh, lagged
from analysis.training import sum_weeks
from tests.aspects.made_links import START, made_comparison, made_logs, made_training


@pytest.fixture(scope="module")
def long_log():
    """120 days from FIRST, with minutes that pain follows a day later."""
    rng = np.random.default_rng(7)
    minutes = np.round(rng.gamma(2, 6, size=120))
    pain = 6 - 0.12 * np.r_[0.0, minutes[:-1]] + rng.normal(scale=0.5, size=120)
    return pain, minutes.tolist()


def test_weeks_are_worked_by_hand():
    # Weeks from Monday: 2 March (before), 9 March (the start is inside), then 16 and 23 March whole
    values = np.arange(28, dtype=float)
    values[15:20] = np.nan
    minutes = [10.0] * 14 + [1, 2, 3, 4, 5, 6, 7] + [0, 20, 0, 0, 0, 0, 1]
    dose = find_doses([made_comparison(values)], made_training(minutes))[0]
    expected = pd.DataFrame(
        {
            "week": pd.to_datetime(["2026-03-16", "2026-03-23"]).astype("datetime64[s]"),
            "minutes": [28.0, 21.0],
            "mean": [(14 + 20) / 2, 24.0],
            "days": [2, 7],
        }
    )
    assert_frame_equal(dose.weeks, expected)
    assert (dose.title, dose.name, dose.unit) == ("Minutes a week and pain", "Pain", "points")
    assert (dose.improvement, dose.scale) == (-1, (0, 10))


def test_a_week_without_a_reading_has_no_mean_and_stays_a_week():
    values = np.arange(35, dtype=float)
    values[21:28] = np.nan
    dose = find_doses([made_comparison(values)], made_training([5.0] * 35))[0]
    assert dose.weeks["days"].tolist() == [7, 0, 7]
    assert np.isnan(dose.weeks["mean"].tolist()).tolist() == [False, True, False]
    assert dose.shown["week"].tolist() == dose.weeks["week"].tolist()[::2]


def test_a_week_that_the_log_ends_in_is_left_out():
    dose = find_doses([made_comparison(np.arange(26.0))], made_training([5.0] * 26))[0]
    assert dose.weeks["week"].tolist() == [pd.Timestamp("2026-03-16")]


def test_a_week_that_the_routine_ends_in_is_left_out():
    labels = ["A"] * 9 + ["B"] * 15 + ["after"] * 11
    dose = find_doses([made_comparison(np.arange(35.0), labels=labels)], made_training([5.0] * 35))[0]
    assert dose.weeks["week"].tolist() == [pd.Timestamp("2026-03-16")]
    assert dose.weeks["days"].tolist() == [7]


def test_readings_of_another_instrument_do_not_count_and_do_not_end_the_routine():
    labels = ["A"] * 9 + ["B"] * 6 + ["other instrument"] * 3 + ["B"] * 10
    dose = find_doses([made_comparison(np.arange(28.0), labels=labels)], made_training([5.0] * 28))[0]
    assert dose.weeks["days"].tolist() == [4, 7]


def test_the_test_is_that_of_the_days_of_the_routine(long_log):
    pain, minutes = long_log
    one = made_comparison(pain)
    dose = find_doses([one], made_training(minutes))[0]
    assert len(routine_days(one)) == 111
    assert dose.test == lagged(minutes[9:], pain[9:])
    assert dose.p_adjusted == dose.test.p <= 0.05
    assert write_dose(dose).startswith("Day by day, more minutes went with lower readings the next day (r = ")
    assert write_dose(dose).endswith(f"1 outcome tried). {CAVEAT}.")


def test_all_outcomes_count_in_p_and_rivals_do_not(long_log):
    pain, minutes = long_log
    rng = np.random.default_rng(1)
    others = [made_comparison(rng.normal(size=120), name=name) for name in ("Mood", "Energy")]
    rival = made_comparison(rng.normal(size=120), name="Stress", role="rival")
    doses = find_doses([made_comparison(pain), *others, rival], made_training(minutes))
    assert [dose.name for dose in doses] == ["Pain", "Mood", "Energy"]
    assert [dose.pairs_tried for dose in doses] == [3] * 3
    assert [dose.p_adjusted for dose in doses] == pytest.approx(adjust_bh([dose.test.p for dose in doses]))


def test_an_outcome_without_a_routine_is_no_dose():
    assert find_doses([made_comparison(np.arange(40.0), start=None)], made_training([5.0] * 40)) == ()
    assert find_doses([made_comparison(np.arange(5.0))], made_training([5.0] * 40)) == ()


@pytest.mark.parametrize(
    ("values", "minutes", "reason"),
    [
        (np.arange(26.0) % 3, [0, 5] * 13, "too few days with both (17, at least 20 are needed)"),
        (np.arange(60.0) % 7, [5] * 60, "minutes were the same every day, or a straight line"),
        (np.full(60, 4.0), [0, 5] * 30, "the outcome was the same every day, or a straight line"),
    ],
)
def test_why_there_is_no_test_is_said(values, minutes, reason):
    dose = find_doses([made_comparison(values)], made_training(minutes))[0]
    assert (dose.test, dose.p_adjusted, dose.pairs_tried, dose.reason) == (None, None, 0, reason)
    assert write_dose(dose) == f"Day by day, a link cannot be tested: {reason}."


def test_an_outcome_that_cannot_be_tested_does_not_count(long_log):
    pain, minutes = long_log
    steady = made_comparison(np.full(120, 4.0), name="Mood")
    doses = find_doses([made_comparison(pain), steady], made_training(minutes))
    assert [dose.pairs_tried for dose in doses] == [1, 1]


def test_a_session_without_minutes_makes_its_week_unknown_and_not_zero():
    minutes = [5.0] * 28
    minutes[16] = None
    logs = made_logs(minutes)
    unknown = days_without_minutes(logs)
    assert unknown.tolist() == [pd.Timestamp("2026-03-18")]
    doses = find_doses([made_comparison(np.arange(28.0))], sum_weeks(logs), unknown_days=unknown)
    assert np.isnan(doses[0].weeks["minutes"].tolist()).tolist() == [True, False]
    assert doses[0].shown["minutes"].tolist() == [35.0]


def test_only_sessions_that_target_the_hip_flexors_can_lack_minutes():
    assert days_without_minutes(made_logs([None] * 10, exercise="yoga")).empty
    assert len(days_without_minutes(made_logs([None] * 10), person="me")) == 10
    assert days_without_minutes(made_logs([None] * 10), person="somebody else").empty


def test_a_log_without_sessions_has_no_weeks():
    dose = find_doses([made_comparison(np.arange(40.0))], sum_weeks(Logs()))[0]
    assert dose.weeks.empty
    assert dose.weeks.columns.tolist() == ["week", "minutes", "mean", "days"]
    assert "too few days with both (0" in dose.reason


def test_no_link_is_no_proof_of_none_where_the_log_is_short():
    test = Lagged((0, 1, 7), (0.1, -0.2, 0.3), (40, 39, 33), 0.4, 0.5, 39)
    weeks = pd.DataFrame(columns=["week", "minutes", "mean", "days"])
    dose = Dose("", "Pain", "points", -1, (0, 10), weeks, test, 0.4, 2, "")
    assert write_dose(dose) == "Day by day, no link is seen beyond chance (p = 0.40, 2 outcomes tried)."
    # 1 / 40 x 3 is above .05
    assert write_dose(replace(dose, pairs_tried=3)).endswith(
        "3 outcomes tried; so few days could not show one)."
    )


def test_what_was_handed_in_comes_back_unchanged(long_log):
    pain, minutes = long_log
    one, training = made_comparison(pain), made_training(minutes)
    before = one.series.copy(), training.daily.copy()
    find_doses([one], training, unknown_days=pd.DatetimeIndex([START]))
    assert one.series.equals(before[0])
    assert training.daily.equals(before[1])
