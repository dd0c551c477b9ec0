"""Sets, holds and times of sessions, told from the numbers of sets, from a night's sleep and from measurements."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import NeedsAnswer
from analysis.intake import load_logs


@pytest.fixture
def read(tmp_path):
    def load(text, **options):
        path = tmp_path / "diary.csv"
        path.write_text(text, encoding="utf-8")
        return load_logs(path, **options)

    return load


def found(logs, rule):
    return logs.issues[logs.issues["rule"] == rule].to_dict("records")


def minutes(logs):
    return logs.sessions["minutes"].round(3).tolist()


def days(logs, metric):
    rows = logs.outcomes[logs.outcomes["metric"] == metric]
    return rows["date"].dt.day.tolist()


@pytest.mark.parametrize(("head", "one", "other"), [("Side", "L", "R"), ("Patient", "Anna", "Ben")])
def test_numbers_of_sets_count_up_for_each_side_and_person(read, head, one, other):
    rows = [f"2026-01-13,{who},Pigeon,{n},30" for who in (one, other) for n in (1, 2, 3)]
    logs = read("\n".join([f"Date,{head},Exercise,Set,Hold (s)", *rows]) + "\n")
    assert minutes(logs) == [0.5] * 6
    assert set(logs.sessions["sets"]) == {1}
    assert found(logs, "set_number")


def test_numbers_of_sets_of_two_sides_may_alternate(read):
    rows = [f"2026-01-13,Pigeon,{side},{n},30" for n in (1, 2) for side in "LR"]
    assert minutes(read("\n".join(["Date,Exercise,Side,Set,Seconds", *rows]) + "\n")) == [0.5] * 4


def test_numbers_of_sets_may_have_gaps_and_begin_again(read):
    rows = [f"2026-01-13,Pigeon,{n},30" for n in (1, 3, 1, 2)]
    assert minutes(read("\n".join(["Date,Exercise,Set,Hold (s)", *rows]) + "\n")) == [0.5] * 4


def test_a_header_of_several_sets_wants_numbers_without_gaps(read):
    logs = read("Date,Exercise,Sets,Hold (s)\n2026-01-13,Pigeon,1,30\n2026-01-13,Pigeon,3,30\n")
    assert minutes(logs) == [0.5, 1.5]
    assert not found(logs, "set_number")


def test_one_irregular_bout_does_not_undo_the_numbers_of_the_others(read):
    rows = [f"2026-01-{day},Pigeon,{n},30" for day in range(11, 20) for n in (1, 2)]
    rows += ["2026-01-20,Pigeon,2,30", "2026-01-20,Pigeon,2,30"]
    logs = read("\n".join(["Date,Exercise,Set,Hold (s)", *rows]) + "\n")
    assert set(minutes(logs)) == {0.5}
    assert found(logs, "set_number_unsure")[0]["line"] == 20


def test_a_header_of_one_set_that_counts_nothing_up_is_a_count_and_is_named(read):
    logs = read("Date,Exercise,Set,Hold (s)\n2026-01-13,Pigeon,3,30\n2026-01-14,Pigeon,3,30\n")
    assert minutes(logs) == [1.5, 1.5]
    assert found(logs, "sets_counted")[0]["severity"] == "note"


def test_counts_of_sets_stay_counts_without_a_word(read):
    logs = read("Date,Exercise,Sets,Hold (s)\n2026-01-13,Pigeon,3,30\n2026-01-13,Pigeon,3,30\n")
    assert minutes(logs) == [1.5, 1.5]
    assert not found(logs, "sets_counted")


def test_sets_reps_and_hold_are_multiplied_and_this_is_noted_once(read):
    logs = read("Date,Exercise,Sets,Reps,Hold (s)\n2026-01-13,Cat cow,3,10,5\n2026-01-14,Cat cow,2,,30\n")
    assert minutes(logs) == [2.5, 1]
    assert [row["line"] for row in found(logs, "minutes_from_sets")] == [2]


def test_start_and_end_of_a_workout_do_not_move_the_sleep_beside_it(read):
    logs = read(
        "Date,Start,End,Exercise,Sleep hours\n2026-01-13,18:00,18:20,Pigeon,7.5\n2026-01-14,23:50,00:10,Couch,7\n"
    )
    assert days(logs, "sleep_h") == [13, 14]
    assert minutes(logs) == [20, 20]
    assert logs.outcomes["time"].isna().all()


@pytest.mark.parametrize("head", ["Start,End,Sleep (h)", "Yoga start,Yoga end,Sleep quality (1-10)"])
def test_times_that_are_neither_of_the_sleep_nor_of_a_session_are_named(read, head):
    logs = read(f"Date,{head}\n2026-01-13,22:30,00:10,7\n2026-01-14,18:00,18:40,6\n")
    assert sorted(logs.outcomes["date"].dt.day) == [13, 14]
    assert found(logs, "times_not_used")


@pytest.mark.parametrize("head", ["Sleep (h)", "Sleep quality (1-10)"])
def test_a_night_with_its_times_stays_with_the_day_of_waking(read, head):
    logs = read(f"Date,Start,End,{head}\n2026-01-13,23:00,06:30,7\n2026-01-14,23:15,07:00,8\n")
    assert sorted(logs.outcomes["date"].dt.day) == [14, 15]
    assert not found(logs, "times_not_used")


def test_the_times_of_a_night_are_no_session_of_the_exercise_beside_it(read):
    logs = read(
        "date,start,end,sleep_h,exercise\n2026-01-13,23:00,06:30,7.5,\n2026-01-14,23:15,07:00,7.75,Pigeon\n"
    )
    assert logs.sessions["minutes"].isna().all()
    assert logs.sessions["start"].isna().all()
    assert found(logs, "times_not_used")


def test_long_and_impossible_lengths_from_start_to_end_are_named(read):
    logs = read("Date,Start,End,Exercise\n2026-01-13,08:00,11:00,Pigeon\n2026-01-14,08:00,19:00,Pigeon\n")
    assert logs.sessions["minutes"].tolist()[0] == 180
    assert pd.isna(logs.sessions["minutes"].iloc[1])
    assert [found(logs, rule)[0]["line"] for rule in ("long_session", "out_of_range")] == [2, 3]


def test_times_at_night_beside_exercises_are_asked_about(read):
    text = "Date,Exercise,Time\n2026-01-13,Pigeon,0:45\n2026-01-13,Couch,1:30\n2026-01-14,Pigeon,2:15\n"
    with pytest.raises(NeedsAnswer, match="'minutes m:ss'"):
        read(text)
    assert minutes(read(text, columns={"Time": "minutes m:ss"})) == [0.75, 1.5, 2.25]
    assert minutes(read(text, columns={"Time": "minutes h:mm"})) == [45, 90, 135]
    assert read(text, columns={"Time": "time"}).sessions["start"].dt.hour.tolist() == [0, 1, 2]


def test_times_of_day_beside_exercises_are_not_asked_about(read):
    logs = read("Date,Exercise,Time\n2026-01-13,Pigeon,0:45\n2026-01-13,Couch,18:30\n")
    assert logs.sessions["start"].notna().all()


def test_a_table_of_measured_movements_makes_no_sessions(read):
    logs = read("Date,Joint,Movement,Side,Pain\n2026-01-13,Hip,Flexion,L,3\n2026-01-14,Hip,Flexion,L,2\n")
    assert logs.sessions.empty
    assert found(logs, "movement_measured")[0]["severity"] == "warning"


def test_movements_with_sets_and_holds_are_exercises(read):
    logs = read("Date,Joint,Movement,Sets,Hold (s)\n2026-01-13,Hip,Flexion,2,30\n")
    assert minutes(logs) == [1]


def test_a_no_beside_minutes_wins_and_is_named(read):
    logs = read(
        "Date,Stretching,Duration\n2026-01-13,no,0\n2026-01-14,yes,15\n2026-01-15,yes,\n2026-01-16,no,10\n"
    )
    assert 10 not in minutes(logs)
    assert [(row["severity"], row["line"]) for row in found(logs, "not_done")] == [("warning", 5)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3614.014", 3614.014), ("3614.5", 3614.5), ("812.25", 812.25), ("9.876", 9876), ('"10,234"', 10234)],
)
def test_steps_with_decimals_are_read_and_thousands_stay_thousands(read, cell, value):
    assert read(f"Date,Steps\n2026-01-13,{cell}\n").outcomes["value"].tolist() == [value]


def test_sleep_above_fourteen_hours_is_named_and_kept(read):
    logs = read("Date,Sleep (h)\n2026-01-13,8\n2026-01-14,16\n")
    assert logs.outcomes["value"].tolist() == [8, 16]
    assert [(row["severity"], row["line"]) for row in found(logs, "long_sleep")] == [("warning", 3)]
