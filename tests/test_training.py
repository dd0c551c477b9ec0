"""Minutes a week, by what they train."""

from __future__ import annotations

import pandas as pd

from analysis.intake import Logs
from analysis.schema import conform
from analysis.training import sum_weeks, write_training


def logs_of(*sessions):
    frame = pd.DataFrame(sessions, columns=["date", "exercise", "minutes", "done"]).assign(
        person="me", side="unknown", session_id="s", row_id="r", file_id="f", line=1
    )
    frame["date"] = pd.to_datetime(frame["date"])
    return Logs(sessions=conform(frame, "sessions"))


def test_by_hand_two_weeks_with_one_skipped_between():
    training = sum_weeks(
        logs_of(
            ("2026-03-02", "Couch stretch", 5, None),
            ("2026-03-08", "Yoga", 30, None),
            ("2026-03-08", "Couch stretch", None, None),
            ("2026-03-16", "Juggling", 7, True),
        )
    )
    assert training.minutes.index.strftime("%Y-%m-%d").tolist() == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert training.minutes["targeted"].tolist() == [5, 0, 0]
    assert training.minutes["conventional"].tolist() == [30, 0, 0]
    assert training.minutes["other"].tolist() == [0, 0, 7]
    assert training.sessions["targeted"].tolist() == [2, 0, 0]
    assert training.without_minutes == 1


def test_a_session_that_was_not_done_is_no_session():
    assert sum_weeks(logs_of(("2026-03-02", "Yoga", 30, False))).sessions.empty


def test_sentence_by_hand():
    training = sum_weeks(logs_of(("2026-03-02", "Yoga", 30, None), ("2026-03-16", "Couch stretch", 8, None)))
    assert write_training(training, pd.Timestamp("2026-03-16")) == (
        "2 sessions in 3 weeks, 1 of them for the hip flexors. Minutes that target the hip flexors: "
        "0 a week before the start, 8 a week since. 1 week had no session."
    )
