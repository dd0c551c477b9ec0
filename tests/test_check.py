"""`flexlog check`: what was understood of every column, what is asked, what was found, and answers that are kept."""

from __future__ import annotations

import datetime
import json
import shlex

import pytest

from analysis.cli import main
from analysis.errors import DataError, say_option
from analysis.intake import load_logs
from analysis.logbook import open_logbook
from analysis.report.check import tell_check


@pytest.fixture
def put(tmp_path):
    def write(content, name="my log.csv"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


GERMAN = "Datum;Schmerz (0-10);Beweglichkeit links (°);Dauer;Wetter\n13.3.2026;4;8,5;1:30;sonnig\n14.3.2026;3;9,5;0:20;\n"


def test_every_column_is_named_with_what_it_was_taken_for(put):
    logs = load_logs(put(GERMAN), on_question="leave_out")
    columns = logs.columns.set_index("header")
    assert columns["role"].fillna("").to_dict() == {
        "Datum": "date",
        "Schmerz (0-10)": "pain",
        "Beweglichkeit links (°)": "rom",
        "Dauer": "minutes",
        "Wetter": "",
    }
    assert columns.loc["Beweglichkeit links (°)", ["side", "unit", "decimal_mark"]].tolist() == [
        "left",
        "deg",
        ",",
    ]
    assert columns.loc["Schmerz (0-10)", ["scale_min", "scale_max", "cells"]].tolist() == [0, 10, 2]
    assert columns.loc["Wetter", ["cells", "example"]].tolist() == [1, "sonnig"]


def test_a_question_does_not_hide_what_was_understood(put, capsys):
    assert main(["check", str(put(GERMAN))]) == 2
    shown = capsys.readouterr()
    assert "Beweglichkeit links (°)  range of motion, left, deg (2 cells, such as '8,5')" in shown.out
    assert "One question is open:" in shown.out
    assert "'1:30' may be hours:minutes or minutes:seconds" in shown.out
    assert "--column 'Dauer=minutes h:mm'" in shown.out
    assert "Balance: 2 records read = 2 kept + 0 skipped + 0 left out" in shown.out


def test_an_answer_is_kept_beside_the_log_and_used_for_the_next_file_of_its_layout(put, capsys):
    path = put(GERMAN)
    assert (
        main(["check", str(path), "--column", "Dauer=minutes h:mm", "--column", "Wetter=ignore", "--save"])
        == 0
    )
    assert "Saved:" in capsys.readouterr().err
    later = put(GERMAN.replace("2026", "2025"), "my log (2).csv")
    assert main(["check", str(later)]) == 0
    assert load_logs(later).sessions["minutes"].tolist() == [90, 20]
    assert load_logs(later).files["mapping"].tolist() == ["flexlog.toml"]


def test_nothing_is_written_without_an_answer(put, capsys):
    path = put("Date,Pain (0-10)\n2026-03-13,4\n")
    assert main(["check", str(path), "--save"]) == 0
    assert "Saved: nothing" in capsys.readouterr().err
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_record_that_is_left_out_gives_one_and_an_unreadable_file_two(put, capsys):
    assert main(["check", str(put("Date,Pain (0-10)\n2026-03-13,4\n2026-02-31,5\n"))]) == 1
    assert "line 3" in capsys.readouterr().out
    assert main(["check", str(put("<html><table>", "page.csv"))]) == 2
    assert "is a web page (HTML)" in capsys.readouterr().err


def test_a_cell_that_is_refused_gives_one_too(put, capsys):
    assert main(["check", str(put("Date,Pain (0-10),Stress (0-10)\n2026-03-13,x,4\n2026-03-14,3,4\n"))]) == 1
    assert "'x' is not read" in capsys.readouterr().out


def test_json_holds_files_columns_questions_and_issues(put, capsys):
    assert main(["check", str(put(GERMAN)), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"files", "columns", "issues", "questions"}
    assert [column["header"] for column in told["columns"]] == GERMAN.split("\n")[0].split(";")
    assert len(told["questions"]) == 1


@pytest.mark.parametrize(
    "header", ["Pain at night", "Karl's pain", 'The "pain"', "Pain $5", "Schmerz; links"]
)
def test_an_option_that_is_shown_can_be_pasted_into_a_shell(header):
    shown = say_option(f"pass columns={{{header!r}: 'pain'}}")
    assert shlex.split(shown) == ["use", "--column", f"{header}=pain"]


def test_several_columns_become_several_options():
    assert say_option("pass columns={'0': 'date', '1': 'pain'}") == "use --column '0=date' --column '1=pain'"


def test_an_unknown_column_of_an_app_is_said_not_to_be_kept(put):
    header = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
    logs = load_logs(put(f"{header}\n2025-03-03 18:00:00,Hips,25min,Couch stretch,1,0,0,0,60,,,\n"))
    told = logs.columns.set_index("header")
    assert told.loc["Seconds", "role"] == "hold_s"
    assert told.loc["Distance", "why"] == "not kept from strong"
    assert "Distance" in tell_check(logs)


def test_goals_are_kept_beside_the_log_and_lead_the_next_report(put, capsys):
    path = put(GERMAN)
    shown = ["check", str(path), "--column", "Dauer=ignore", "--main", "rom left", "--worthwhile", "pain=1"]
    assert main([*shown, "--save"]) == 0
    assert "flexlog.toml" in capsys.readouterr().err
    goals = open_logbook(path).goals
    assert goals.main == "rom left"
    assert goals.worthwhile["pain"].change == 1
    assert goals.worthwhile["pain"].set_on == datetime.date.today()
    assert main(["check", str(path), "--day-first", "--save"]) == 0
    assert open_logbook(path).goals == goals


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--worthwhile", "pain=much"], "--worthwhile pain is 'much', must be a number"),
        (["--worthwhile", "pain"], "--worthwhile is 'pain', must be METRIC=CHANGE"),
        (["--worthwhile", "ache=2"], "worthwhile names 'ache', must be one of tightness, pain"),
        (["--worthwhile", "pain=0"], "must be a change above 0 in points"),
    ],
)
def test_a_goal_that_cannot_be_is_refused_with_what_to_type(put, capsys, options, message):
    assert main(["check", str(put(GERMAN)), "--column", "Dauer=ignore", "--save", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_main_measure_that_the_log_does_not_hold_names_those_it_does(put):
    with pytest.raises(
        DataError, match="main measure is 'tightness', but the log holds pain, rom left - name"
    ):
        open_logbook(put(GERMAN), main="tightness", columns={"Dauer": "ignore"})


def test_start_direction_and_main_measure_are_kept_for_every_later_run(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(
        "Date,Left hip (deg)\n"
        + "".join(f"2026-03-{day:02d},{day % 3 + 12 * (day > 9)}\n" for day in range(1, 20))
    )
    given = ["--save", "--start", "2026-03-10", "--better", "rom=higher", "--main", "rom left"]
    assert main(["check", str(path), *given]) == 0
    assert "Saved: " in capsys.readouterr().err
    book = open_logbook(path)
    assert f"{book.phases.start:%Y-%m-%d}" == "2026-03-10"
    assert book.pick("rom left").answer_word == "better"
    assert main(["check", str(path), "--save", "--better", "rom=bigger"]) == 2
    assert "better rom is 'bigger', must be 'higher' or 'lower'" in capsys.readouterr().err
