"""The empty logs: filled in as their headers say, they are read without a question and without a loss."""

from __future__ import annotations

import csv
import datetime

import pytest

from analysis.events import read_events
from analysis.intake import load_logs
from analysis.paths import DATA
from analysis.people import open_clients
from analysis.phases import find_phases

TEMPLATES = DATA / "templates"
TODAY = datetime.date(2026, 3, 21)
FILLED = {
    "diary.csv": [
        [f"2026-03-{day:02d}", 6, 4, -3, -2.5, "" if day < 10 else 12, 5, 7.5, 9, "long drive, sat a lot"]
        for day in range(1, 21)
    ],
    "sessions.csv": [
        [f"2026-03-{day:02d}", "Couch stretch", side, 3, 45, ""]
        for day in range(10, 21)
        for side in ("left", "right")
    ],
    "range_of_motion.csv": [
        [f"2026-03-{day:02d}", side, -3.5, -3, -2.5, "phone", ""]
        for day in range(1, 21)
        for side in ("left", "right")
    ],
    "phases.csv": [["2026-03-01", "A", "Before", "baseline"], ["2026-03-10", "B", "Stretching", "routine"]],
    "clients.csv": [
        ["Anna", "2026-03-10", "2026-03-10 2026-03-17", "tightness", 1.5, 3, "2026-03-24"],
        ["Ben", "", "", "", "", "", ""],
    ],
    "events.csv": [["2026-03-05", "", "visit", "physio"], ["2026-03-12", "2026-03-15", "holiday", ""]],
}
FOUND = {
    "diary.csv": ({"tightness": 20, "pain": 20, "rom": 40, "stress": 20, "sleep_h": 20, "sitting_h": 20}, 11),
    "sessions.csv": ({}, 11),
    "range_of_motion.csv": ({"rom": 120}, 0),
}


def fill(name, folder):
    with open(TEMPLATES / name, newline="", encoding="utf-8") as file:
        (header,) = list(csv.reader(file))
    with open(folder / name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *FILLED[name]])
    assert all(len(row) == len(header) for row in FILLED[name])


def test_every_template_is_tried():
    assert sorted(path.name for path in TEMPLATES.glob("*.csv")) == sorted(FILLED)


@pytest.mark.parametrize("name", list(FOUND))
def test_a_template_that_was_filled_in_is_read_whole(name, tmp_path):
    fill(name, tmp_path)
    logs = load_logs(tmp_path)
    readings, sessions = FOUND[name]
    assert logs.outcomes["metric"].value_counts().loc[lambda n: n > 0].to_dict() == readings
    assert logs.sessions["session_id"].nunique() == sessions
    assert int(logs.files["left_out"].sum()) == 0
    assert not (logs.issues["severity"] == "error").any()
    unread = logs.columns[logs.columns["role"].isna()]
    assert unread.empty, unread[["header", "why"]]


def test_three_trials_a_side_keep_their_number_and_their_device(tmp_path):
    fill("range_of_motion.csv", tmp_path)
    outcomes = load_logs(tmp_path).outcomes
    assert sorted(outcomes["trial"].dropna().unique()) == [1, 2, 3]
    assert set(outcomes["side"]) == {"left", "right"}
    assert set(outcomes["instrument"]) == {"phone"}
    assert set(outcomes["measure"]) == {"hip_ext_mtt"}


def test_phases_and_events_beside_a_diary_count(tmp_path):
    for name in ("diary.csv", "phases.csv", "events.csv"):
        fill(name, tmp_path)
    logs = load_logs(tmp_path)
    phases = find_phases(logs)
    assert (phases.source, f"{phases.start:%Y-%m-%d}") == ("phases.csv", "2026-03-10")
    assert [event.what for event in read_events(logs)] == ["visit", "holiday"]


def test_clients_beside_their_folders_are_read_cell_by_cell(tmp_path):
    fill("clients.csv", tmp_path)
    (tmp_path / "Anna").mkdir()
    fill("diary.csv", tmp_path / "Anna")
    anna, ben = open_clients(tmp_path, today="2026-03-21").clients
    assert (anna.problem, anna.mains[0].role, anna.mains[0].target) == ("", "main", 3.0)
    assert f"{anna.mains[0].start:%Y-%m-%d}" == "2026-03-10"
    assert len(anna.visits(TODAY)) == 2
    assert (ben.name, ben.logbook) == ("Ben", None)
