"""Minutes and sessions a week, by what they train and whether they reach the hip flexors."""

from __future__ import annotations

import pandas as pd

from analysis.intake import Logs
from analysis.phases import find_phases
from analysis.reference import TRAINING_KINDS
from analysis.schema import conform
from analysis.training import sum_weeks, write_training


def logs_of(*sessions):
    frame = pd.DataFrame(sessions, columns=["date", "exercise", "minutes", "done"]).assign(
        person="me",
        side="unknown",
        session_id=[f"s{i}" for i in range(len(sessions))],
        row_id="r",
        file_id="f",
        line=1,
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
    assert (training.total, training.without_minutes) == (4, 1)


def test_a_session_that_was_not_done_is_no_session():
    assert sum_weeks(logs_of(("2026-03-02", "Yoga", 30, False))).total == 0


def test_sentence_by_hand():
    logs = logs_of(("2026-03-02", "Yoga", 30, None), ("2026-03-16", "Couch stretch", 8, None))
    training = sum_weeks(logs, start=pd.Timestamp("2026-03-16"))
    assert write_training(training) == (
        "2 sessions in 3 weeks. Minutes that target the hip flexors: "
        "0 a week before the start, 8 a week since. 1 week had no session."
    )


def test_two_sides_and_two_exercises_of_one_workout_are_one_session():
    stretch = ("2026-03-02", "Couch stretch", 2, None)
    logs = logs_of(stretch, stretch, ("2026-03-02", "Yoga", 30, None))
    training = sum_weeks(Logs(sessions=logs.sessions.assign(session_id="s")))
    assert training.total == 1
    assert training.sessions.iloc[0].tolist() == [1, 1, 0, 0]
    assert training.daily_sessions.iloc[0].tolist() == [1, 1, 0, 0]


def test_weeks_of_the_diary_without_sessions_count_in_the_weekly_average():
    days = pd.date_range("2026-03-02", periods=84)
    frame = pd.DataFrame({"date": days, "value": 3.0, "metric": "pain", "side": "unknown", "moment": "none"})
    frame = frame.assign(kind="exact", person="me", row_id="r", file_id="f", line=1)
    sessions = logs_of(*((str(day.date()), "Couch stretch", 10, None) for day in days[28:39])).sessions
    logs = Logs(sessions=sessions, outcomes=conform(frame, "outcomes"))
    training = sum_weeks(logs, start=days[28])
    assert "0 a week before the start, 13.8 a week since" in write_training(training)
    assert len(training.minutes) == 12
    assert "10 weeks had no session." in write_training(training)


def test_by_hand_what_reaches_the_hip_flexors_is_apart_from_what_targets_them():
    training = sum_weeks(
        logs_of(
            ("2026-03-02", "Couch stretch", 5, None),
            ("2026-03-02", "Squats", 20, None),
            ("2026-03-03", "Deadlift", 30, None),
            ("2026-03-10", "Box breathing", 6, None),
            ("2026-03-10", "Squats", None, None),
        )
    )
    assert training.minutes["targeted"].tolist() == [5, 0]
    assert training.minutes["conventional"].tolist() == [50, 0]
    assert training.minutes["relaxation"].tolist() == [0, 6]
    assert training.reaching.tolist() == [25, 0]
    assert training.reaching.index.equals(training.minutes.index)


def test_sessions_by_day_add_up_to_sessions_by_week():
    training = sum_weeks(
        logs_of(
            ("2026-03-04", "Box breathing", 6, None),
            ("2026-03-08", "Couch stretch", 5, None),
            ("2026-03-09", "Couch stretch", 5, None),
            ("2026-03-09", "Couch stretch", 5, None),
        )
    )
    assert training.daily_sessions.index.equals(training.days)
    assert training.daily_sessions["targeted"].tolist() == [0, 0, 0, 0, 1, 2]
    assert training.sessions["targeted"].tolist() == [1, 2]
    assert training.sessions.sum().tolist() == training.daily_sessions.sum().tolist()


def test_a_log_without_sessions_has_empty_frames_of_every_kind():
    training = sum_weeks(Logs())
    for frame in (training.daily, training.minutes, training.sessions, training.daily_sessions):
        assert frame.empty
        assert frame.columns.tolist() == list(TRAINING_KINDS)
    assert training.reaching.empty


def test_a_routine_of_relaxation_alone_has_no_first_targeted_session():
    logs = logs_of(("2026-03-02", "Box breathing", 6, None), ("2026-03-09", "Constructive rest", 6, None))
    assert find_phases(logs).source == "first session"
