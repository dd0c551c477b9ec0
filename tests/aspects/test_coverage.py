"""What was logged when, and what was typed in later."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.coverage import SESSIONS, STATES, find_coverage
from analysis.days import entry_series
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import conform
from analysis.simulate import simulate_logs
from tests.test_training import logs_of


def readings_of(*rows, person="me"):
    frame = pd.DataFrame(rows, columns=["date", "metric", "side", "entered_at"])
    frame = frame.assign(
        value=3.0, moment="none", kind="exact", person=person, row_id="r", file_id="f", line=1
    )
    frame[["date", "entered_at"]] = frame[["date", "entered_at"]].apply(pd.to_datetime)
    return conform(frame, "outcomes")


def test_by_hand_on_the_day_later_and_missing():
    outcomes = readings_of(
        ("2026-03-02", "pain", "unknown", "2026-03-02 23:59"),
        ("2026-03-03", "pain", "unknown", "2026-03-04 00:00"),
        ("2026-03-05", "pain", "unknown", None),
        ("2026-03-05", "rom", "left", None),
    )
    sessions = logs_of(("2026-03-06", "Yoga", 5, None), ("2026-03-02", "Yoga", 5, False)).sessions
    start = pd.Timestamp("2026-03-04")
    found = find_coverage(Logs(outcomes=outcomes, sessions=sessions), start=start)
    gone = "missing"
    expected = pd.DataFrame(
        {
            "Pain": ["on the day", "later", gone, "on the day", gone],
            "Range of motion, left side": [gone, gone, gone, "on the day", gone],
            SESSIONS: [gone, gone, gone, gone, "on the day"],
        },
        index=pd.date_range("2026-03-02", "2026-03-06", unit="s"),
    )
    assert found.days.astype(object).equals(expected.astype(object))
    assert found.days.index.equals(expected.index)
    assert found.counts.loc["Pain"].tolist() == [2, 1, 2]
    assert (found.title, found.start) == ("What was logged when", start)


@pytest.mark.parametrize("persona", ["backfills", "drops_out", "rom_improves"])
@pytest.mark.parametrize("days", [3, 40, 150])
def test_every_day_of_the_log_is_counted_in_every_row(persona, days):
    logs = simulate_logs(persona, days=days, start="2026-03-02", rng=np.random.default_rng(4)).logs
    found = find_coverage(logs)
    assert (found.counts.sum(axis=1) == len(found.days)).all()
    assert set(np.unique(found.days.to_numpy(str))) <= set(STATES)
    pain = entry_series(logs, "pain")
    later = int((pain.dt.normalize() > pain.index).sum())
    assert found.counts.loc["Pain"].tolist() == [len(pain) - later, later, len(found.days) - len(pain)]


def test_two_tests_of_one_outcome_keep_a_row_each():
    outcomes = readings_of(("2026-03-02", "rom", "left", None), ("2026-03-03", "rom", "left", None))
    outcomes = outcomes.assign(measure=["hip_ext_mtt", "hip_ext_active"])
    rows = find_coverage(Logs(outcomes=outcomes)).days.columns.tolist()
    assert rows == ["Range of motion, left hip", "Range of motion, left hip (2)"]


def test_an_empty_log_has_no_days_and_no_rows():
    found = find_coverage(Logs())
    assert found.days.empty
    assert found.counts.empty


def test_of_several_people_one_must_be_chosen():
    both = [readings_of(("2026-03-02", "pain", "unknown", None), person=name) for name in ("Ada", "Ben")]
    logs = Logs(outcomes=conform(pd.concat(both), "outcomes"))
    with pytest.raises(DataError, match="several people: Ada, Ben"):
        find_coverage(logs)
    assert find_coverage(logs, person="Ada").days.shape == (1, 1)
