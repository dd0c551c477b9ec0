"""Where the routine begins, and which days are compared."""

from __future__ import annotations

import zipfile

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.intake import Logs, load_logs
from analysis.phases import describe_phases, find_phases
from analysis.schema import conform


def logs_of(*sessions, phases_file=None, name="phases.csv"):
    """Logs with sessions (date, exercise) and perhaps a phases file."""
    frame = pd.DataFrame(sessions, columns=["date", "exercise"]).assign(
        person="me", side="unknown", session_id="s", row_id="r", file_id="f", line=1
    )
    frame["date"] = pd.to_datetime(frame["date"])
    files = None
    if phases_file is not None:
        zeros = dict.fromkeys(("records_read", "kept", "skipped", "left_out"), 0)
        files = pd.DataFrame([{"file_id": "p", "name": name, "path": str(phases_file), **zeros}])
    return Logs(sessions=conform(frame, "sessions"), files=conform(files, "files"))


def days(*texts):
    return pd.DatetimeIndex(texts)


@pytest.mark.parametrize(
    "exercise", ["Couch stretch (left)", "Hüftbeuger dehnen", "zginacze bioder", "psoas march"]
)
def test_the_first_targeted_session_starts_the_routine_in_any_language(exercise):
    phases = find_phases(logs_of(("2026-03-01", "Running"), ("2026-03-10", exercise)))
    assert (phases.start, phases.source) == (pd.Timestamp("2026-03-10"), "first targeted session")
    assert "10 March 2026 (the first session that targets" in describe_phases(phases)


def test_without_a_targeted_session_the_first_of_any_kind_starts_it_and_is_said():
    phases = find_phases(logs_of(("2026-03-05", "Yoga"), ("2026-03-02", "Running")))
    assert (phases.start, phases.source) == (pd.Timestamp("2026-03-02"), "first session")


def test_a_given_start_comes_before_the_sessions():
    assert find_phases(logs_of(("2026-03-10", "Couch stretch")), start="2026-03-16").source == "given"


@pytest.mark.parametrize("start", ["16.03.2026", "soon", "2026-13-01"])
def test_a_start_that_is_no_date_is_refused(start):
    with pytest.raises(DataError, match="must be a date such as 2026-03-16"):
        find_phases(Logs(), start=start)


def test_days_long_after_the_last_session_are_not_the_routine():
    phases = find_phases(logs_of(("2026-03-10", "Couch stretch"), ("2026-03-20", "Couch stretch")))
    labels = phases.label_days(days("2026-03-09", "2026-03-10", "2026-04-03", "2026-04-04"))
    assert labels.tolist() == ["A", "B", "B", "after"]


def test_without_sessions_or_a_start_there_is_one_phase():
    phases = find_phases(Logs())
    assert phases.start is None
    assert set(phases.label_days(days("2026-03-01", "2026-03-09"))) == {"A"}


def test_a_phases_file_names_baseline_break_and_routine(tmp_path):
    path = tmp_path / "phases.csv"
    path.write_text(
        "start,phase,name,kind,person\n2026-03-01,A,Before,baseline,\n2026-03-08,,Flu,break,\n"
        "2026-03-12,B,Stretching,routine,\n2026-03-20,A,Pause,baseline,\n"
    )
    phases = find_phases(logs_of(("2026-03-02", "Couch stretch"), phases_file=path))
    labels = phases.label_days(days("2026-03-02", "2026-03-09", "2026-03-13", "2026-03-21"))
    assert labels.tolist() == ["A", "break", "B", "later baseline"]
    assert phases.source == "phases.csv"
    assert describe_phases(phases).startswith("The routine 'Stretching' began on 12 March 2026")


def test_a_phases_file_in_a_zip_counts_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "logs.zip", "w") as archive:
        archive.writestr("phases.csv", "start,kind\n2026-03-12,routine\n")
    phases = find_phases(logs_of(phases_file=f"{tmp_path / 'logs.zip'}::phases.csv"))
    assert phases.start == pd.Timestamp("2026-03-12")


def test_a_start_against_the_file_is_refused(tmp_path):
    path = tmp_path / "phases.csv"
    path.write_text("start,kind\n2026-03-12,routine\n")
    with pytest.raises(DataError, match=r"START is 2026-03-16, but phases.csv says 2026-03-12"):
        find_phases(logs_of(phases_file=path), start="2026-03-16")


@pytest.mark.parametrize(
    ("text", "message"),
    [("start,kind\n12.3.26,routine\n", "phases.csv line 2: the start is '12.3.26'"),
     ("start,kind\n2026-03-12,holiday\n", "line 2: kind is 'holiday', must be one of baseline")],
)  # fmt: skip
def test_a_phases_file_that_cannot_be_read_says_where(tmp_path, text, message):
    path = tmp_path / "phases.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=message):
        find_phases(logs_of(phases_file=path))


def test_a_phases_file_that_is_gone_is_named_and_not_passed_over(tmp_path):
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n2026-03-13,4\n2026-03-14,5\n")
    (tmp_path / "phases.csv").write_text("start,phase,name,kind\n2026-03-14,B,Stretching,routine\n")
    logs = load_logs(tmp_path)
    (tmp_path / "phases.csv").unlink()
    with pytest.raises(DataError, match=r"phases\.csv was read before and is gone now"):
        find_phases(logs)
