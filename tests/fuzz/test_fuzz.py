"""A short fuzz of the importer, and the fuzz itself: it must see what is wrong."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.intake import load_logs
from tests.fuzz import __main__ as command
from tests.fuzz.cases import make_case
from tests.fuzz.checks import Finding, check_logs
from tests.fuzz.workers import Done, run_cases
from tests.intake.diaries import strong_export, tidy_log

SEED, FILES = 7, 300


def test_broken_files_are_read_or_refused_and_what_is_read_holds():
    done = list(run_cases(SEED, [list(range(FILES))], seconds=30.0, processes=1))
    assert [result.key for result in done] == list(range(FILES))
    assert not [(result.key, result.finding) for result in done if result.finding.kind]
    assert sum(result.finding.imported for result in done) > FILES / 3


def test_a_seed_and_a_number_make_the_same_case_every_time():
    assert make_case(3, 14) == make_case(3, 14)
    assert len({make_case(3, number).data for number in range(50)}) > 45


@pytest.fixture
def logs_of(tmp_path):
    """Import a text and give Logs and its bytes."""

    def read(text):
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        return load_logs(path), text.encode()

    return read


def kinds(logs, data):
    return [kind for kind, _ in check_logs(logs, data)]


def test_sound_logs_pass_every_check(logs_of):
    assert kinds(*logs_of(tidy_log())) == []
    assert kinds(*logs_of(strong_export())) == []


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("value", 400.0, "value outside its range"),
        ("value", float("inf"), "value outside its range"),
        ("date", pd.Timestamp("1899-12-31"), "day of outcomes before 1900 or in the future"),
        ("date", pd.Timestamp("2190-01-01"), "day of outcomes before 1900 or in the future"),
        ("date", pd.Timestamp("2025-03-03 10:00"), "day of outcomes is not midnight"),
        ("person", None, "null in outcomes.person"),
        ("line", 62, "outcomes on a line that is not there"),
        ("line", 1, "raw text that is not on its line"),
        ("line", 0, "outcomes on a line that is not there"),
        ("raw", "4.75", "raw text that is not on its line"),
    ],
)
def test_a_wrong_reading_is_seen(logs_of, column, value, kind):
    logs, data = logs_of(tidy_log())
    outcomes = logs.outcomes.copy()
    outcomes.loc[len(outcomes) - 1 if value == 1 else 0, column] = value
    assert kind in kinds(replace(logs, outcomes=outcomes), data)


@pytest.mark.parametrize(
    ("column", "value"), [("minutes", 601.0), ("sets", 51), ("hold_s", 0.5), ("effort", 10.5)]
)
def test_a_wrong_session_is_seen(logs_of, column, value):
    logs, data = logs_of(strong_export())
    sessions = logs.sessions.copy()
    sessions.loc[0, column] = value
    assert kinds(replace(logs, sessions=sessions), data) == [f"sessions.{column} outside its range"]


def test_wrong_tables_are_seen(logs_of):
    logs, data = logs_of(tidy_log())
    twice = pd.concat([logs.outcomes, logs.outcomes.head(1)], ignore_index=True)
    assert "row_id twice in outcomes" in kinds(replace(logs, outcomes=twice), data)
    other = logs.outcomes.astype({"value": "float32"})
    assert kinds(replace(logs, outcomes=other), data) == ["dtype of outcomes.value"]
    more = logs.files.assign(records_read=99, kept=99)
    assert "more records than lines" in kinds(replace(logs, files=more), data)
    none = logs.outcomes.head(0)
    assert "kept records and rows do not agree" in kinds(replace(logs, outcomes=none), data)


def test_an_issue_on_a_line_that_is_not_there_is_seen(logs_of):
    logs, data = logs_of("Date,Pain\n2025-03-05,12\n")
    assert kinds(logs, data) == []
    wrong = logs.issues.assign(line=4).astype(logs.issues.dtypes)
    assert kinds(replace(logs, issues=wrong), data) == ["an issue on a line that is not there"]


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_read():
    done = list(run_cases(1, [["many_lines", "many_sets"]], seconds=0.001))
    assert [result.key for result in done] == ["many_lines", "many_sets"]
    assert all(result.finding.kind.startswith("too slow in ") for result in done)


@pytest.mark.parametrize(("kind", "code"), [("", 0), ("ValueError at x.py:1 f", 1)])
def test_a_failure_is_printed_with_its_file_and_fails_the_run(monkeypatch, capsys, tmp_path, kind, code):
    done = [Done(0, Finding(True), 0.1, 100.0), Done(1, Finding(False, kind, "why"), 0.2, 120.0)]
    monkeypatch.setattr(command, "run_cases", lambda *_, **__: iter(done))
    monkeypatch.setattr(command, "GIANTS", {})
    monkeypatch.setattr(command.tempfile, "mkdtemp", lambda **_: str(tmp_path))
    assert command.main(["--files", "2", "--seed", "5"]) == code
    said = capsys.readouterr().out
    refused = "0 refused, 1 failed" if kind else "1 refused, 0 failed"
    assert f"2 files: 1 imported, {refused}, slowest 0.20 s (1), peak 120 MiB" in said
    assert ("FAILED 1 x ValueError at x.py:1 f: --seed 5 --only 1" in said) == bool(kind)
    assert len(list(tmp_path.iterdir())) == (2 if kind else 0)
