"""One value a day for a series; nothing mixed that a missing reading could move."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.days import SeriesKey, daily_series, list_series, only_after_sessions
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import conform


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
