"""Events beside the logs: read, ordered, and refused with the line that is wrong."""

from __future__ import annotations

import zipfile

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.events import Event, read_events
from analysis.intake import load_logs
from analysis.logbook import open_logbook

LOG = "Date,Pain (0-10)\n2026-03-13,4\n2026-03-14,5\n2026-03-15,4\n"
EVENTS = "start,end,what,note\n2026-03-14,,visit,first one\n2026-03-01,2026-03-05,holiday,\n\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "log.csv").write_text(LOG)
    return tmp_path


def test_events_are_read_in_order(folder):
    (folder / "events.csv").write_text(EVENTS, encoding="utf-8-sig")
    first, second = read_events(load_logs(folder))
    assert first == Event(pd.Timestamp("2026-03-01"), pd.Timestamp("2026-03-05"), "holiday")
    assert second == Event(pd.Timestamp("2026-03-14"), None, "visit", "first one")
    assert second.is_visit
    assert not first.is_visit


def test_events_reach_every_series_of_the_log(folder):
    (folder / "events.csv").write_text(EVENTS)
    assert [event.what for event in open_logbook(folder).pick("pain").events] == ["holiday", "visit"]


def test_events_in_a_zip_are_read(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("log.csv", LOG)
        archive.writestr("events.csv", EVENTS)
    assert len(read_events(load_logs(tmp_path / "all.zip"))) == 2


def test_events_of_somebody_else_are_left_out(folder):
    (folder / "events.csv").write_text("start,what,person\n2026-03-14,visit,Ann\n2026-03-15,visit,Bo\n")
    found = read_events(load_logs(folder), person="Bo")
    assert [event.start.day for event in found] == [15]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("14.3.2026,,visit,", r"events.csv line 2: the date is '14.3.2026', must be one such as 2026-03-16"),
        (",,visit,", r"events.csv line 2: the date is ''"),
        ("2026-03-14,2026-03-01,visit,", r"line 2: the end 2026-03-01 is before the start 2026-03-14"),
        ("2026-03-14,,,", r"line 2: 'what' is empty"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line(folder, row, said):
    (folder / "events.csv").write_text(f"start,end,what,note\n{row}\n")
    with pytest.raises(DataError, match=said):
        read_events(load_logs(folder))


def test_a_file_that_is_gone_has_no_events(folder):
    (folder / "events.csv").write_text(EVENTS)
    logs = load_logs(folder)
    (folder / "events.csv").unlink()
    assert read_events(logs) == ()


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "events.csv").write_bytes("start,what\n2026-03-14,Hüfte\n".encode("cp1252"))
    with pytest.raises(DataError, match="not UTF-8"):
        read_events(load_logs(folder))
