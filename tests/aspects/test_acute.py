"""Which reading after a session goes with which before it, and what their mean difference is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.acute import find_acute, find_acutes
from analysis.days import SeriesKey
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import conform
from analysis.simulate import simulate_logs
from analysis.stats.paired import mean_change

KEY = SeriesKey("tightness", None, "hip", "unknown")


def logs_of(*rows, **fixed):
    """Logs of (time or date, moment, value[, line]); a text with ':' has a time of day."""
    frame = pd.DataFrame(
        [(*row, 1 + at)[:4] for at, row in enumerate(rows)], columns=["at", "moment", "value", "line"]
    )
    when, timed = pd.to_datetime(frame["at"], format="mixed"), frame["at"].str.contains(":").astype(bool)
    frame = frame.assign(date=when.dt.normalize(), time=when.where(timed)).drop(columns="at")
    given = {"metric": "tightness", "region": "hip", "side": "unknown", "person": "me", **fixed}
    frame = frame.assign(kind="exact", row_id="r", file_id="f", **given)
    return Logs(outcomes=conform(frame, "outcomes"))


def pairs_of(logs):
    found = find_acute(logs, KEY)
    return [(f"{row.date:%d}", row.before, row.after) for row in found.pairs.itertuples()], found.alone


def test_each_reading_after_goes_with_the_one_before_of_the_same_day():
    logs = logs_of(
        ("2026-03-02", "pre", 6),
        ("2026-03-02", "post", 4),
        ("2026-03-04", "pre", 5),
        ("2026-03-04", "post", 5),
    )
    assert pairs_of(logs) == ([("02", 6.0, 4.0), ("04", 5.0, 5.0)], 0)


def test_two_sessions_of_a_day_are_two_pairs():
    times = ("07:00", "pre", 7), ("07:40", "post", 5), ("18:00", "pre", 6), ("18:30", "post", 3)
    logs = logs_of(*((f"2026-03-02 {at}", moment, value) for at, moment, value in times))
    assert pairs_of(logs) == ([("02", 7.0, 5.0), ("02", 6.0, 3.0)], 0)


def test_of_several_readings_before_only_the_latest_sitting_counts():
    times = ("07:00", "pre", 9), ("18:00", "pre", 6), ("18:10", "pre", 4), ("19:30", "post", 3)
    logs = logs_of(*((f"2026-03-02 {at}", moment, value) for at, moment, value in times))
    assert pairs_of(logs) == ([("02", 5.0, 3.0)], 1)


def test_a_reading_before_is_used_once():
    times = ("18:00", "pre", 6), ("18:30", "post", 4), ("21:00", "post", 5)
    logs = logs_of(*((f"2026-03-02 {at}", moment, value) for at, moment, value in times))
    assert pairs_of(logs) == ([("02", 6.0, 4.0)], 1)


def test_repeated_trials_of_a_moment_are_averaged():
    rows = [("pre", 10), ("pre", 14), ("post", 20), ("post", 21), ("post", 22)]
    assert pairs_of(logs_of(*(("2026-03-02", *row) for row in rows))) == ([("02", 12.0, 21.0)], 0)


def test_lines_with_both_moments_are_a_session_each_whichever_column_comes_first():
    rows = [("post", 4, 1), ("pre", 6, 1), ("post", 5, 2), ("pre", 7, 2)]
    assert pairs_of(logs_of(*(("2026-03-02", *row) for row in rows))) == (
        [("02", 6.0, 4.0), ("02", 7.0, 5.0)],
        0,
    )


def test_a_file_with_the_newest_line_first_is_read_upwards():
    logs = logs_of(("2026-03-02", "post", 4), ("2026-03-02", "pre", 6))
    assert pairs_of(logs) == ([("02", 6.0, 4.0)], 0)


def test_a_reading_after_that_was_taken_before_is_no_pair():
    logs = logs_of(("2026-03-02 08:00", "post", 4), ("2026-03-02 18:00", "pre", 6))
    assert pairs_of(logs) == ([], 2)


def test_days_are_not_mixed_and_other_moments_are_neither_before_nor_after():
    rows = [("02", "pre", 6), ("03", "post", 4), ("04", "none", 7), ("04", "post", 2), ("05", "morning", 1)]
    assert pairs_of(logs_of(*((f"2026-03-{day}", *row) for day, *row in rows))) == ([], 3)


def test_the_mean_difference_is_that_of_the_engine_over_sessions():
    before, after = [6, 7, 5, 8, 6, 7], [4, 6, 5, 5, 5, 4]
    rows = [
        (f"2026-03-{2 + 3 * at:02}", moment, value)
        for at, pair in enumerate(zip(before, after, strict=True))
        for moment, value in zip(("pre", "post"), pair, strict=True)
    ]
    found = find_acute(logs_of(*rows), KEY)
    assert found.change == mean_change(np.subtract(after, before))
    assert found.directions == (5, 1, 0)
    assert (found.title, found.name) == ("Tightness, hip, before and after a session", "Tightness, hip")


def test_three_pairs_have_no_mean_difference_and_say_why():
    rows = [(f"2026-03-0{day}", moment, 5) for day in (2, 3, 4) for moment in ("pre", "post")]
    found = find_acute(logs_of(*rows), KEY)
    assert (found.change, found.reason) == (None, "3 pairs, at least 4 are needed")


@pytest.mark.parametrize(
    "logs", [Logs(), logs_of(("2026-03-02", "none", 5)), logs_of(("2026-03-02", "pre", None))]
)
def test_a_log_without_pairs_has_none(logs):
    assert find_acutes(logs, metrics=["tightness"]) == ()
    assert find_acute(logs, KEY).pairs.columns.tolist() == ["date", "before", "after"]


def test_only_the_asked_series_and_person_count():
    rows = ("2026-03-02", "pre", 6), ("2026-03-02", "post", 4)
    mine, others = logs_of(*rows).outcomes, logs_of(*rows, person="you", region="neck").outcomes
    both = Logs(outcomes=conform(pd.concat([mine, others], ignore_index=True), "outcomes"))
    assert [one.key.region for one in find_acutes(both, metrics=["tightness"], person="me")] == ["hip"]
    assert find_acutes(both, metrics=["pain"], person="me") == ()
    with pytest.raises(DataError, match="several people: me, you"):
        find_acutes(both, metrics=["tightness"])


def test_simulated_angles_pair_every_reading_after_a_session():
    logs = simulate_logs("rom_improves", days=120, start="2026-03-02", rng=np.random.default_rng(3)).logs
    rows = logs.outcomes
    for found in find_acutes(logs, metrics=["rom"]):
        mine = rows[(rows["side"] == found.key.side) & (rows["metric"] == "rom")]
        assert len(found.pairs) == (mine["moment"] == "post").sum()
        before = mine[mine["moment"] == "pre"].groupby("date")["value"].mean()
        assert found.pairs["before"].to_numpy() == pytest.approx(before[found.pairs["date"]].to_numpy())
