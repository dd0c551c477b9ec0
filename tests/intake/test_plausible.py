"""Readings that can be but hardly are stay, and are named."""

from __future__ import annotations

import pytest

from analysis.intake import load_logs


@pytest.fixture
def read(tmp_path):
    def load(*contents):
        paths = []
        for number, content in enumerate(contents):
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_text(content, encoding="utf-8")
        return load_logs(*paths)

    return load


def found(logs, rule):
    rows = logs.issues[logs.issues["rule"] == rule]
    return [(int(row["line"]), row["did"]) for row in rows.to_dict("records")]


def test_a_jump_of_more_than_forty_degrees_is_named_and_kept(read):
    logs = read("Date,Hip ROM left (deg)\n2026-03-01,40\n2026-03-02,140\n2026-03-03,139\n2026-03-04,100\n")
    assert logs.outcomes["value"].tolist() == [40, 140, 139, 100]
    assert [line for line, _ in found(logs, "jump")] == [3]
    assert "1 cell" in found(logs, "jump")[0][1]


def test_a_jump_is_looked_for_within_a_side_only(read):
    assert not found(
        read("Date,ROM left (deg),ROM right (deg)\n2026-03-01,40,100\n2026-03-02,41,101\n"), "jump"
    )


def test_an_angle_past_the_range_of_its_joint_is_named(read):
    logs = read("Date,Knee ROM (deg),Hip ROM (deg)\n2026-03-01,135,90\n2026-03-02,172,95\n")
    assert [line for line, _ in found(logs, "joint_range")] == [3]


def test_a_day_of_more_than_twenty_four_hours_is_named(read):
    logs = read("Date,Sleep (h),Sitting (h)\n2026-03-01,8,9\n2026-03-02,12,13\n")
    assert [line for line, _ in found(logs, "long_day")] == [3]


def test_the_same_session_from_two_apps_is_named_and_both_are_kept(read):
    hevy = (
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
        '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
        '"Hips","8 Apr 2025, 16:50","8 Apr 2025, 17:20","","Couch stretch",,"",0,"normal",,,,60,\n'
    )
    diary = "Date,Start,End,Exercise\n2025-04-08,16:55,17:15,Couch stretch\n2025-04-09,16:55,17:15,Couch stretch\n"
    logs = read(hevy, diary)
    assert len(logs.sessions) == 3
    assert len(found(logs, "overlap")) == 1


def test_an_exercise_that_we_know_has_our_key_and_another_has_none(read):
    logs = read("Date,Exercise,Minutes\n2026-03-01,couch stretches (left),5\n2026-03-02,Grandma's twist,4\n")
    assert logs.sessions["exercise_key"].fillna("").tolist() == ["couch_stretch", ""]
    assert logs.sessions["side"].tolist() == ["left", "unknown"]
