"""One value a day for a series; nothing mixed that a missing reading could move."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.days import (
    SeriesKey,
    daily_series,
    entry_series,
    instrument_series,
    list_series,
    only_after_sessions,
    repeated_trials,
)
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import conform
from analysis.stats.measurement import sem_from_trials


def logs_of(*rows):
    """Logs with outcome rows (date, metric, side, moment, value[, region, person])."""
    names = ["date", "metric", "side", "moment", "value", "region", "person"]
    full = [(*row, None, "me")[:7] if len(row) == 5 else (*row, "me")[:7] for row in rows]
    frame = pd.DataFrame(full, columns=names).assign(kind="exact", row_id="x", file_id="f", line=1)
    frame["date"] = pd.to_datetime(frame["date"])
    return Logs(outcomes=conform(frame, "outcomes"))


def test_the_readings_of_a_day_are_averaged_and_days_sorted():
    logs = logs_of(
        ("2026-03-03", "pain", "unknown", "none", 4),
        ("2026-03-01", "pain", "unknown", "morning", 2),
        ("2026-03-01", "pain", "unknown", "evening", 5),
    )
    series = daily_series(logs, "pain")
    expected = pd.Series(
        [3.5, 4.0], index=pd.DatetimeIndex(["2026-03-01", "2026-03-03"], name="date"), name="pain"
    )
    pd.testing.assert_series_equal(series, expected, check_index_type=False, check_freq=False)


def test_a_day_without_a_value_is_no_day_of_the_series():
    logs = logs_of(
        ("2026-03-01", "pain", "unknown", "none", None), ("2026-03-02", "pain", "unknown", "none", 0)
    )
    assert daily_series(logs, "pain").tolist() == [0.0]


def test_readings_after_a_session_are_left_out_unless_there_are_no_others():
    rows = [("2026-03-01", "rom", "left", "pre", 3), ("2026-03-01", "rom", "left", "post", 9)]
    assert daily_series(logs_of(*rows), "rom").tolist() == [3.0]
    assert daily_series(logs_of(rows[1]), "rom").tolist() == [9.0]
    assert daily_series(logs_of(*rows), "rom", moment="post").tolist() == [9.0]
    assert only_after_sessions(logs_of(rows[1]), SeriesKey("rom", None, None, "left"))
    assert not only_after_sessions(logs_of(*rows), SeriesKey("rom", None, None, "left"))


def test_two_sides_are_never_averaged_in_silence():
    logs = logs_of(("2026-03-01", "rom", "left", "none", 3), ("2026-03-01", "rom", "right", "none", 9))
    with pytest.raises(DataError, match="left, right - choose one with side="):
        daily_series(logs, "rom")
    assert daily_series(logs, "rom", side="right").tolist() == [9.0]


def test_a_series_without_a_region_can_be_told_from_one_with():
    logs = logs_of(
        ("2026-03-01", "pain", "unknown", "none", 3, "hip"),
        ("2026-03-01", "pain", "unknown", "none", 9, None),
    )
    assert daily_series(logs, "pain", region="unknown").tolist() == [9.0]
    assert list_series(logs) == (
        SeriesKey("pain", None, None, "unknown"),
        SeriesKey("pain", None, "hip", "unknown"),
    )


def test_several_people_are_never_mixed():
    logs = logs_of(
        ("2026-03-01", "pain", "unknown", "none", 3, None, "ann"),
        ("2026-03-01", "pain", "unknown", "none", 9, None, "bob"),
    )
    with pytest.raises(DataError, match="several people: ann, bob"):
        daily_series(logs, "pain")
    assert daily_series(logs, "pain", person="bob").tolist() == [9.0]


def test_an_unknown_metric_is_refused_with_the_known_ones():
    with pytest.raises(DataError, match="'flexibility', must be one of tightness, pain"):
        daily_series(Logs(), "flexibility")


def angles(*rows):
    """Logs with readings of the left hip (date, time or None, moment, instrument or None, value)."""
    frame = pd.DataFrame(rows, columns=["date", "time", "moment", "instrument", "value"]).assign(
        metric="rom", side="left", kind="exact", person="me", row_id="x", file_id="f", line=1
    )
    frame["time"] = [pd.Timestamp(f"{date} {time}") if time else pd.NaT for date, time, *_ in rows]
    frame["date"] = pd.to_datetime(frame["date"])
    return Logs(outcomes=conform(frame, "outcomes"))


def test_repeated_trials_are_the_readings_of_one_sitting():
    logs = angles(
        ("2026-03-03", None, "none", None, 8),
        ("2026-03-02", None, "none", None, 4),
        ("2026-03-01", None, "none", None, 2),
        ("2026-03-03", None, "none", None, 6),
        ("2026-03-01", None, "none", None, 5),
    )
    expected = pd.DataFrame(
        {
            "date": pd.to_datetime(["2026-03-01", "2026-03-01", "2026-03-03", "2026-03-03"]).as_unit("s"),
            "value": [2.0, 5.0, 8.0, 6.0],
            "trial": [1, 2, 1, 2],
            "sitting": [0, 0, 1, 1],
        }
    )
    pd.testing.assert_frame_equal(repeated_trials(logs, "rom"), expected)


def test_trials_are_numbered_in_the_order_of_their_times():
    logs = angles(
        ("2026-03-01", "18:34", "pre", None, 5),
        ("2026-03-01", "18:30", "pre", None, 2),
        ("2026-03-01", "18:32", "pre", None, 3),
    )
    assert repeated_trials(logs, "rom")["value"].tolist() == [2, 3, 5]


@pytest.mark.parametrize(
    "other",
    [
        ("2026-03-01", "18:32", "morning", "phone", 5),
        ("2026-03-01", "18:32", "none", "goniometer", 5),
        ("2026-03-01", "20:00", "none", "phone", 5),
        ("2026-03-01", "18:32", "post", "phone", 5),
        ("2026-03-02", "18:32", "none", "phone", 5),
    ],
    ids=["moment", "instrument", "hours-later", "after-a-session", "day"],
)
def test_readings_of_another_sitting_are_no_repeats(other):
    logs = angles(("2026-03-01", "18:30", "none", "phone", 2), other)
    assert repeated_trials(logs, "rom").empty


def test_two_sittings_of_one_day_are_kept_apart():
    logs = angles(
        ("2026-03-01", "07:00", "morning", None, 2),
        ("2026-03-01", "07:02", "morning", None, 3),
        ("2026-03-01", "19:00", "evening", None, 8),
        ("2026-03-01", "19:02", "evening", None, 9),
    )
    trials = repeated_trials(logs, "rom")
    assert trials["sitting"].tolist() == [0, 0, 1, 1]
    error = sem_from_trials(trials["value"], trials["sitting"])
    assert error.sem == pytest.approx(0.5**0.5)


def test_repeated_trials_of_two_sides_are_asked_about():
    logs = logs_of(("2026-03-01", "rom", "left", "none", 3), ("2026-03-01", "rom", "right", "none", 9))
    with pytest.raises(DataError, match="left, right - choose one with side="):
        repeated_trials(logs, "rom")
    assert repeated_trials(logs, "rom", side="right").empty


def test_each_daily_value_has_its_instrument_and_null_stays_null():
    logs = angles(
        ("2026-03-03", None, "none", None, 8),
        ("2026-03-02", None, "none", "phone", 4),
        ("2026-03-01", None, "none", "goniometer", 2),
        ("2026-03-02", None, "none", "goniometer", 5),
        ("2026-03-02", None, "post", "ruler", 9),
    )
    named = instrument_series(logs, "rom")
    assert named.index.equals(daily_series(logs, "rom").index)
    assert named.iloc[:2].tolist() == ["goniometer", "goniometer + phone"]
    assert pd.isna(named.iloc[2])


def test_a_log_that_names_no_instrument_says_none():
    logs = logs_of(("2026-03-01", "pain", "unknown", "none", 3))
    assert instrument_series(logs, "pain").isna().tolist() == [True]


def test_a_day_was_entered_when_its_last_reading_was():
    logs = logs_of(("2026-03-01", "pain", "unknown", "none", 3), ("2026-03-01", "pain", "unknown", "none", 5))
    typed = pd.to_datetime(["2026-03-04", "2026-03-06"])
    late = Logs(outcomes=conform(logs.outcomes.assign(entered_at=typed), "outcomes"))
    assert entry_series(late, "pain").tolist() == [pd.Timestamp("2026-03-06")]
    assert entry_series(logs, "pain").isna().all()


@pytest.mark.parametrize("ask", [repeated_trials, instrument_series, entry_series])
def test_an_unknown_metric_is_refused_wherever_it_is_asked_for(ask):
    with pytest.raises(DataError, match="'flexibility', must be one of tightness, pain"):
        ask(Logs(), "flexibility")
