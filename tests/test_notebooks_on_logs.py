"""Every notebook on every kind of person and on logs that hold only part of it: no error, nothing false."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from analysis import logbook
from analysis.export import export_logs
from analysis.logbook import LOGS_VARIABLE, OUTCOMES, open_logbook
from analysis.report.run import list_notebooks
from analysis.simulate import PERSONAS, simulate_logs
from tests.notebook_runner import read_words, run_cells

NOTEBOOKS = [path for path in list_notebooks() if not path.stem.startswith("00")]
DAYS = 84
MOST_FALSE = 3
"""Of some 45 answers; each may be wrong 5 times in 100 where nothing is true of it."""


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A folder with the log of each persona, and what is true of it."""
    found = {}
    for seed, persona in enumerate(PERSONAS):
        made = simulate_logs(persona, days=DAYS, start="2026-03-02", rng=np.random.default_rng(seed))
        folder = tmp_path_factory.mktemp(persona)
        export_logs(made.logs, folder / "log")
        found[persona] = (folder / "log", made.truth)
    return found


def say_all(folder, monkeypatch):
    """Every notebook run on the logs of a folder, opened once for all of them, as one text each."""
    monkeypatch.setenv(LOGS_VARIABLE, str(folder))
    monkeypatch.setattr(logbook, "open_logbook", cache(logbook.open_logbook))
    return {path.stem: read_words(run_cells(path)) for path in NOTEBOOKS}


def assert_readable(said):
    for name, text in said.items():
        assert text.strip(), name
        assert "Example log" not in text, name
        sentences = "\n".join(line for line in text.splitlines() if line.endswith("."))
        assert not re.search(r"\b(nan|None|NaT|inf)\b", sentences), f"{name}: {sentences}"


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_notebook_runs_on_a_simulated_person(persona, people, monkeypatch):
    assert_readable(say_all(people[persona][0], monkeypatch))


def test_what_is_said_of_simulated_people_is_true_of_them(people):
    counted, false = 0, []
    for persona, (folder, truth) in people.items():
        for one in open_logbook(folder, start=f"{truth.routine_start:%Y-%m-%d}").compare(OUTCOMES):
            series = truth.series[one.key.metric, one.key.side]
            if one.verdict is None or one.verdict.change is None:
                continue
            counted += 1
            if is_false(one, series.mean_difference):
                false.append(f"{persona}: truly {series.mean_difference:.2f}: {one.sentence}")
    assert counted >= 4 * len(PERSONAS)
    assert len(false) <= MOST_FALSE, "\n".join(false)


def is_false(one, true_change):
    """Whether an answer contradicts the truth: the wrong direction, or 'the same' where it is not."""
    words = one.answer_word
    if words in ("better", "worse", "higher", "lower"):
        return np.sign(one.verdict.change.estimate) != np.sign(round(true_change, 1))
    if words == "no meaningful change":
        return abs(true_change) >= one.yardstick.worthwhile
    return False


PARTS = {
    "one day": "Date,Pain (0-10)\n2026-03-01,4\n",
    "pain alone, no session": "Date,Pain (0-10)\n"
    + "".join(f"2026-03-{day:02d},{day % 5}\n" for day in range(1, 29)),
    "sessions alone": "Date,Exercise,Minutes\n"
    + "".join(f"2026-03-{day:02d},Couch stretch,{5 + day % 3}\n" for day in range(1, 29)),
    "begun on the first day": "Date,Pain (0-10),Minutes of hip flexor stretching\n"
    + "".join(f"2026-03-{day:02d},{8 - day // 5},10\n" for day in range(1, 29)),
    "one mark throughout": "Date,Tightness (0-10),Minutes of hip flexor stretching\n"
    + "".join(f"2026-03-{day:02d},5,{'' if day < 12 else 10}\n" for day in range(1, 29)),
    "high pain": "Date,Pain (0-10),Tightness (0-10),Minutes of hip flexor stretching\n"
    + "".join(
        f"2026-03-{day:02d},{8 + day % 2},{day % 4},{'' if day < 12 else 10}\n" for day in range(1, 29)
    ),
    "angles of one side, once a week": "Date,Left hip (deg),Notes\n"
    + "".join(
        f"2026-{month:02d}-{day:02d},{month + day % 3},\n" for month in (3, 4, 5) for day in (1, 8, 15)
    ),
    "stress alone": "Date,Stress (0-10)\n" + "".join(f"2026-03-{d:02d},{d % 5}\n" for d in range(1, 29)),
}


@pytest.mark.parametrize("part", list(PARTS))
def test_every_notebook_runs_on_a_log_that_holds_only_part_of_it(part, tmp_path, monkeypatch):
    (tmp_path / "log.csv").write_text(PARTS[part], encoding="utf-8")
    said = say_all(tmp_path, monkeypatch)
    assert_readable(said)
    if part != "angles of one side, once a week":
        assert "Range of motion and reach are not in this log." in said["02_range_of_motion"]
    if part == "sessions alone":
        assert "No outcome, such as tightness, pain or an angle, is in this log." in said["01_my_progress"]
    if part == "high pain":
        assert "get it checked" in said["01_my_progress"]
