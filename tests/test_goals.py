"""Goals beside the logs."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from analysis.days import SeriesKey
from analysis.errors import DataError
from analysis.goals import Goals, Worthwhile, make_goals, read_goals, save_goals, say_origin

FIRST, LATER = datetime.date(2026, 3, 1), datetime.date(2026, 5, 1)


def test_a_mark_keeps_its_day_until_it_changes(tmp_path):
    save_goals(tmp_path, make_goals("pain", {"pain": 1}), today=FIRST)
    save_goals(tmp_path, make_goals(None, {"pain": 1, "tightness": 2}), today=LATER)
    goals = read_goals(tmp_path)
    assert goals.main == "pain"
    assert goals.worthwhile == {"pain": Worthwhile(1.0, FIRST), "tightness": Worthwhile(2.0, LATER)}
    save_goals(tmp_path, make_goals(None, {"pain": 3}), today=LATER)
    assert read_goals(tmp_path).worthwhile["pain"] == Worthwhile(3.0, LATER)


def test_goals_are_found_beside_a_file_and_absent_goals_are_empty(tmp_path):
    save_goals(tmp_path, make_goals("rom left", {}), today=FIRST)
    assert read_goals(tmp_path / "log.csv").main == "rom left"
    assert read_goals(tmp_path / "elsewhere" / "log.csv") == Goals()


@pytest.mark.parametrize(
    ("main", "is_main"),
    [("", False), ("rom", True), ("ROM  left", True), ("hip", True), ("rom right", False), ("pain", False)],
)
def test_the_main_measure_is_named_by_any_of_its_words(main, is_main):
    assert Goals(main).is_main(SeriesKey("rom", None, "hip", "left")) == is_main


def test_a_mark_set_after_the_start_is_said_to_be():
    start = pd.Timestamp("2026-03-16")
    assert "after the routine began" in say_origin(Worthwhile(2, LATER), start)
    assert say_origin(Worthwhile(2, FIRST), start) == "your own, set on 1 March 2026"
    assert "not on record" in say_origin(Worthwhile(2), start)
    assert "after" not in say_origin(Worthwhile(2, LATER), None)


@pytest.mark.parametrize("change", [0, -1, "much", None, float("nan"), float("inf")])
def test_a_mark_that_is_no_change_above_zero_is_refused(change):
    with pytest.raises(DataError, match="must be a change above 0 in points"):
        make_goals("pain", {"pain": change})


def test_a_mark_for_something_unknown_is_refused():
    with pytest.raises(DataError, match="worthwhile names 'mood ring'"):
        make_goals("pain", {"mood ring": 1})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("goals = [", "correct the line"),
        ("goals = 3", "'goals' must be a table"),
        ("[goals]\nworthwhile = 3", "'goals' must be a table"),
        ("[goals.worthwhile]\npain = 3", "goals.worthwhile.pain must be a table"),
        ("[goals.worthwhile.pain]\nchange = 2\nset = 'soon'", "'soon', must be a date such as 2026-03-16"),
        ("[goals.worthwhile.pain]\nset = ''", "worthwhile pain is None"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path, text, message):
    (tmp_path / "flexlog.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_goals(tmp_path)


def test_a_target_is_kept_beside_the_marks_and_read_back(tmp_path):
    save_goals(tmp_path, make_goals("pain", {"pain": 1}, {"rom": 10}), today=datetime.date(2026, 3, 1))
    save_goals(tmp_path, make_goals(None, {}, {"reach": 5}), today=datetime.date(2026, 3, 2))
    found = read_goals(tmp_path)
    assert dict(found.target) == {"rom": 10.0, "reach": 5.0}
    assert found.main == "pain"


@pytest.mark.parametrize("target", [{"pain": 11}, {"pain": "low"}, {"pain": float("nan")}])
def test_a_target_outside_the_range_is_refused(target):
    with pytest.raises(DataError, match=r"target pain is .*, must be 0 to 10 points"):
        make_goals(None, {}, target)


def test_a_target_of_an_unknown_metric_is_refused():
    with pytest.raises(DataError, match="target names 'hip', must be one of"):
        make_goals(None, {}, {"hip": 3})


def test_the_start_and_the_main_measure_keep_the_day_they_were_put_on_record(tmp_path):
    save_goals(tmp_path, make_goals("pain", start="2026-03-12"), today=FIRST)
    save_goals(tmp_path, make_goals("pain", better={"rom": "higher"}), today=LATER)
    goals = read_goals(tmp_path)
    assert (goals.start, goals.start_set, goals.main_set) == (datetime.date(2026, 3, 12), FIRST, FIRST)
    assert goals.better == {"rom": "higher"}
    save_goals(tmp_path, make_goals("tightness", start="2026-03-14", person="Ann"), today=LATER)
    goals = read_goals(tmp_path)
    assert (goals.main, goals.main_set, goals.start_set) == ("tightness", LATER, LATER)
    assert (goals.start, goals.person) == (datetime.date(2026, 3, 14), "Ann")


def test_a_direction_or_a_start_that_is_none_says_what_to_write(tmp_path):
    with pytest.raises(DataError, match="better rom is 'bigger', must be 'higher' or 'lower'"):
        make_goals(better={"rom": "bigger"})
    with pytest.raises(DataError, match=r"the start is '12\.3\.2026', must be a date such as 2026-03-16"):
        make_goals(start="12.3.2026")
    (tmp_path / "flexlog.toml").write_text('[goals]\nstart = "soon"\n')
    with pytest.raises(DataError, match=r"flexlog\.toml: goals\.start is 'soon', must be a date"):
        read_goals(tmp_path)


def test_a_date_written_without_quotes_is_read_too(tmp_path):
    (tmp_path / "flexlog.toml").write_text("[goals]\nstart = 2026-03-12\n")
    assert read_goals(tmp_path).start == datetime.date(2026, 3, 12)


def test_start_and_main_measure_of_one_person_are_not_those_of_another(tmp_path):
    save_goals(tmp_path, make_goals("pain", {"pain": 1}, start="2026-03-12", person="Ann"), today=FIRST)
    save_goals(tmp_path, make_goals(person="Bob"), today=LATER)
    goals = read_goals(tmp_path)
    assert (goals.person, goals.main, goals.start, goals.start_set) == ("Bob", "", None, None)
    assert goals.worthwhile["pain"].change == 1
