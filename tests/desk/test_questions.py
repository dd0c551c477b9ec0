"""Questions of an import, taken apart into what can be clicked; a click that is kept answers them."""

from __future__ import annotations

import pytest

from analysis.desk.questions import answer_year, keep_answer, read_question, read_questions
from analysis.intake import load_logs

OPEN = {"on_question": "leave_out"}


def ask(tmp_path, text, name="log.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    logs = load_logs(tmp_path, **OPEN)
    return logs, read_questions(logs)


def test_the_order_of_day_and_month_is_asked_with_both_days_in_full(tmp_path):
    logs, (asked,) = ask(tmp_path, "Date,Pain (0-10)\n02/03/2026,4\n03/03/2026,5\n")
    assert [choice.label for choice in asked.choices] == [
        "2 March (day first)",
        "3 February (month first)",
    ]
    keep_answer(logs, asked, asked.choices[1])
    again = load_logs(tmp_path)
    assert again.outcomes["date"].dt.month.tolist() == [2, 3]


@pytest.mark.parametrize(("at", "minutes"), [(0, 90.0), (1, 1.5)])
def test_what_a_colon_means_is_asked_and_the_click_decides(tmp_path, at, minutes):
    text = "Datum;Dauer;Schmerz\n13.03.2026;1:30;4\n14.03.2026;2:00;5\n"
    logs, (asked,) = ask(tmp_path, text)
    assert [choice.label for choice in asked.choices] == [
        "'Dauer' is hours:minutes",
        "'Dauer' is minutes:seconds",
    ]
    keep_answer(logs, asked, asked.choices[at])
    assert load_logs(tmp_path).sessions["minutes"].iloc[0] == minutes


def test_a_year_is_asked_for_as_a_number(tmp_path):
    logs, (asked,) = ask(tmp_path, "Date,Pain (0-10)\n2 March,4\n3 March,5\n20 March,5\n")
    assert asked.year_of == "Date"
    assert asked.choices == ()
    keep_answer(logs, asked, answer_year(asked, 2024))
    assert set(load_logs(tmp_path).outcomes["date"].dt.year) == {2024}


def test_columns_headed_by_exercises_are_one_question_with_two_answers(tmp_path):
    text = "date,run,yoga\n2026-03-13,20,30\n2026-03-14,25,0\n2026-03-15,20,30\n"
    logs, (asked,) = ask(tmp_path, text)
    keep_answer(logs, asked, asked.choices[0])
    assert load_logs(tmp_path).sessions["minutes"].sum() == 125


def test_two_options_that_belong_together_are_one_answer():
    asked = read_question(
        "log.csv, column 'How': the marks run the other way - pass columns={'How': 'pain'} with scale={'pain': (5, 1)} "
        "if 5 is what is kept as 0, or with scale={'pain': (1, 5)}"
    )
    assert asked.choices[0].answers == {"columns": {"How": "pain"}, "scale": {"pain": (5, 1)}}
    assert asked.choices[0].label == "'How' is pain; pain: 5 is none, 1 the most"


def test_a_file_without_a_header_is_told_what_to_do_and_offers_no_wrong_click(tmp_path):
    _, (asked,) = ask(tmp_path, "2026-03-13,4\n2026-03-14,5\n2026-03-15,3\n")
    assert asked.choices == ()
    assert asked.advice == "Put a line with a name for each column at the top of the file."


def test_an_answer_is_kept_for_the_file_that_asked_alone(tmp_path):
    (tmp_path / "other.csv").write_text("Day,Tightness (0-10)\n02/03/2026,4\n03/03/2026,5\n")
    logs, asked = ask(tmp_path, "Date,Pain (0-10)\n02/03/2026,4\n03/03/2026,5\n")
    assert [one.file for one in asked] == ["log.csv", "other.csv"]
    keep_answer(logs, asked[0], asked[0].choices[0])
    assert [one.file for one in read_questions(load_logs(tmp_path, **OPEN))] == ["other.csv"]


def test_names_of_files_and_columns_may_hold_what_parts_a_question(tmp_path):
    (tmp_path / "a, b - c.csv").write_text("Date,Dauer - links\n13.03.2026,1:30\n14.03.2026,2:00\n")
    logs = load_logs(tmp_path, **OPEN)
    (asked,) = read_questions(logs)
    assert asked.file == "a, b - c.csv"
    assert asked.text == "column 'Dauer - links': '1:30' may be hours:minutes or minutes:seconds"
    keep_answer(logs, asked, asked.choices[1])
    assert load_logs(tmp_path).sessions["minutes"].iloc[0] == 1.5


def test_where_order_and_year_are_open_the_order_is_asked_first_and_then_the_year(tmp_path):
    logs, (asked,) = ask(tmp_path, "Date,Pain (0-10)\n2/3,4\n3/3,5\n")
    assert [choice.label for choice in asked.choices] == [
        "the dates are written day first",
        "the dates are written month first",
    ]
    keep_answer(logs, asked, asked.choices[0])
    logs = load_logs(tmp_path, **OPEN)
    (asked,) = read_questions(logs)
    assert asked.year_of == "Date"
    keep_answer(logs, asked, answer_year(asked, 2025))
    assert load_logs(tmp_path).outcomes["date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2025-03-02",
        "2025-03-03",
    ]


def test_two_files_of_one_name_are_asked_and_answered_apart(tmp_path):
    for folder, text in (
        ("left", "Date,Pain (0-10)\n02/03/2026,4\n"),
        ("right", "Date,Tightness (0-10)\n02/03/2026,6\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "log.csv").write_text(text, encoding="utf-8")
    logs = load_logs(tmp_path, **OPEN)
    asked = {question.file: question for question in read_questions(logs)}
    assert set(asked) == {"left/log.csv", "right/log.csv"}
    keep_answer(logs, asked["left/log.csv"], asked["left/log.csv"].choices[0])
    again = load_logs(tmp_path, **OPEN)
    assert [question.file for question in read_questions(again)] == ["right/log.csv"]
    keep_answer(again, asked["right/log.csv"], asked["right/log.csv"].choices[1])
    days = load_logs(tmp_path).outcomes.set_index("metric")["date"].dt.strftime("%d.%m.")
    assert days.to_dict() == {"pain": "02.03.", "tightness": "03.02."}
