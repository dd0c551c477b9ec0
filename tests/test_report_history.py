"""What every run found, and what changed since the last one."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from analysis.errors import DataError
from analysis.logbook import open_logbook
from analysis.report.history import COLUMNS, append_history, hash_rules, make_runs, read_history
from analysis.report.since import say_since

THEN, NOW = datetime.date(2026, 3, 3), datetime.date(2026, 4, 1)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "log.csv"
    write_log(path, 30)
    return path


def write_log(path, days):
    first = datetime.date(2026, 2, 1)
    rows = [f"{first + datetime.timedelta(days=n)},{6 - n % 3 - (n > 14) * 2}\n" for n in range(days)]
    path.write_text("date,pain (0-10)\n" + "".join(rows))


def runs_of(path, *, today=NOW, **given):
    return make_runs(open_logbook(path, start="2026-02-16", **given), "log", {}, today=today)


def test_a_run_comes_back_from_the_file_as_it_was(log, tmp_path):
    runs = runs_of(log)
    append_history(tmp_path / "history.csv", runs)
    append_history(tmp_path / "history.csv", runs)
    assert read_history(tmp_path / "history.csv") == ([*runs, *runs], [])
    assert (tmp_path / "history.csv").read_text().splitlines()[0] == ",".join(COLUMNS)
    assert (runs[0].days_before, runs[0].days_since, runs[0].answer) == (15, 15, "better")
    assert runs[0].low < runs[0].estimate < runs[0].high < 0


def test_the_first_run_has_nothing_to_say(log):
    assert say_since(runs_of(log), ([], [])) == []


def test_the_same_log_answers_and_rules_give_the_same_result(log):
    said = say_since(runs_of(log), (runs_of(log, today=THEN), []))
    assert said == ["The same files, answers and rules as on 3 March 2026: the same result."]


def test_new_days_are_counted_and_the_change_is_said(log, tmp_path):
    longer = tmp_path / "log.csv"
    write_log(longer, 33)
    said = say_since(runs_of(longer), (runs_of(log, today=THEN), []))
    assert said[0] == "Since the report of 3 March 2026: 3 new days."
    assert said[1].startswith("Pain: better (step \N{MINUS SIGN}2")
    assert " then, better (step" in said[1]


def test_a_file_that_was_edited_without_a_new_day_is_said_to_be_another(log, tmp_path):
    edited = tmp_path / "log.csv"
    edited.write_text(log.read_text().replace("2026-02-01,6", "2026-02-01,7"))
    said = say_since(runs_of(edited), (runs_of(log, today=THEN), []))
    assert said[0] == "Since the report of 3 March 2026: the files are others."


def test_new_answers_are_named(log):
    new = runs_of(log, worthwhile={"pain": 1.0}, target={"pain": 2.0})
    said = say_since(new, (runs_of(log, today=THEN), []))
    assert said[0] == (
        "Since the report of 3 March 2026: new answers (the change worth having and the target)."
    )


def test_new_rules_are_told_from_new_days(log):
    now = runs_of(log)
    then = [replace(run, run="2026-03-03", rules="00000000", version="0.0.9") for run in now]
    said = say_since(now, (then, []))
    assert said[0] == "Since the report of 3 March 2026: new rules (version 0.1.0, then 0.0.9)."


def test_another_result_without_a_reason_is_not_called_the_same(log):
    now = runs_of(log)
    then = [replace(run, run="2026-03-03", estimate=0.5) for run in now]
    assert "and yet another result" in say_since(now, (then, []))[0]


def test_the_run_of_another_log_is_not_compared(log):
    then = [replace(run, log="other") for run in runs_of(log, today=THEN)]
    assert say_since(runs_of(log), (then, [])) == []


def test_a_half_written_and_an_edited_line_stay_and_are_said(log, tmp_path):
    path = tmp_path / "history.csv"
    append_history(path, runs_of(log, today=THEN))
    spoiled = path.read_text() + "my own remark\n" + "2026-03-04,0.1.0,log,Pa"
    path.write_text(spoiled)
    append_history(path, runs_of(log))
    assert path.read_text().startswith(spoiled)
    found, bad = read_history(path)
    assert [run.run for run in found] == ["2026-03-03", "2026-04-01"]
    assert bad == [3, 4]
    assert say_since([], (found, bad)) == [
        "The history of reports has 2 lines that cannot be read (lines 3, 4); they were left as they are."
    ]


def test_a_history_that_is_no_text_stops_nothing(log, tmp_path):
    path = tmp_path / "history.csv"
    path.write_bytes(b"\xff\xfe\x00rubbish")
    append_history(path, runs_of(log))
    found, bad = read_history(path)
    assert (len(found), bad) == (1, [1])


def test_a_history_that_cannot_be_written_names_what_to_do(log, tmp_path):
    (tmp_path / "history.csv").mkdir()
    with pytest.raises(DataError, match="name another folder with OUT="):
        append_history(tmp_path / "history.csv", runs_of(log))
    with pytest.raises(DataError, match="cannot be read"):
        read_history(tmp_path / "history.csv")


def test_the_example_is_marked_as_such():
    runs = make_runs(open_logbook(), "example", {}, today=NOW)
    assert [run.example for run in runs] == ["example"]


def test_the_hash_of_the_rules_does_not_change_by_itself():
    assert hash_rules() == hash_rules()
    assert len(hash_rules()) == 8
