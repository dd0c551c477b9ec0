"""What is asked once, and what counts until it is answered."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.desk.asked import answer_table, find_asked, say_before
from analysis.goals import Goals, make_goals, read_goals, save_goals
from analysis.intake import load_logs
from analysis.logbook import open_logbook

ANGLES = (
    "Date,Left hip (deg),Right hip (deg),Pain (0-10),Stress (0-10),Minutes of hip flexor stretching\n"
    + "".join(
        f"2026-03-{day:02d},{day % 3},{day % 4},{day % 5},3,{'' if day < 12 else 10}\n"
        for day in range(1, 29)
    )
)


def read(tmp_path, text=ANGLES, goals=None):
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    return find_asked(load_logs(tmp_path), goals or Goals())


def test_every_outcome_and_side_may_be_the_main_measure_and_what_else_was_logged_may_not(tmp_path):
    asked = read(tmp_path)
    assert asked.mains == {
        "pain": "Pain",
        "rom hip left": "Range of motion, left hip",
        "rom hip right": "Range of motion, right hip",
    }
    for words in asked.mains:
        assert open_logbook(tmp_path / "log.csv", main=words).pick(words).role == "main"


def test_the_start_is_a_guess_until_it_is_confirmed(tmp_path):
    asked = read(tmp_path)
    assert asked.is_guess
    assert asked.start == pd.Timestamp("2026-03-12")
    confirmed = read(tmp_path, goals=make_goals(start="2026-03-10"))
    assert not confirmed.is_guess
    assert answer_table(confirmed).loc["When did the routine begin?", "Now"] == "10 March 2026"


def test_a_start_in_a_phases_file_is_not_asked(tmp_path):
    (tmp_path / "phases.csv").write_text("start,phase,name,kind\n2026-03-15,B,Stretching,routine\n")
    assert read(tmp_path).is_fixed


def test_the_direction_is_asked_only_where_no_test_is_known(tmp_path):
    assert read(tmp_path).unknown == ("rom",)
    known = ANGLES.replace("Left hip (deg)", "Thomas test left hip (deg)").replace(
        "Right hip (deg)", "Thomas test right hip (deg)"
    )
    assert read(tmp_path, known).unknown == ()


def test_the_table_says_what_counts_and_where_it_comes_from(tmp_path):
    goals = make_goals("pain", {"pain": 1.5}, better={"rom": "higher"})
    save_goals(tmp_path, goals, today=datetime.date(2026, 3, 1))
    table = answer_table(read(tmp_path, goals=read_goals(tmp_path)))
    assert table.loc["Which one measure counts most?"].tolist() == ["Pain", "set on 1 March 2026"]
    assert table.loc["Pain: what change would be worth it?"].tolist() == [
        "1.5 points",
        "your own, set on 1 March 2026",
    ]
    assert table.loc["Range of motion: which way is better?", "Now"] == "higher is better"
    assert table.loc["Range of motion: what change would be worth it?", "Now"] == "not set"


def test_one_of_several_people_has_to_be_chosen_first(tmp_path):
    rows = "".join(f"2026-03-{day:02d},{who},{day % 4}\n" for day in range(1, 9) for who in ("Ann", "Bob"))
    asked = read(tmp_path, "Date,Person,Pain (0-10)\n" + rows)
    assert (asked.people, asked.person, asked.mains) == (("Ann", "Bob"), None, {})
    chosen = read(tmp_path, "Date,Person,Pain (0-10)\n" + rows, make_goals(person="Bob"))
    assert (chosen.person, chosen.mains) == ("Bob", {"pain": "Pain"})


def test_too_few_days_before_the_start_are_said_and_enough_are_not(tmp_path):
    assert say_before(read(tmp_path)) == ""
    early = read(tmp_path, goals=make_goals(start="2026-03-02"))
    assert say_before(early).startswith("Only 1 of your logged days is before the start")
    assert "Log 7 to 14 days first" in say_before(
        find_asked(load_logs(tmp_path), Goals(start=None), start="2026-03-04")
    )
