"""For a paper: provenance, methods and checklist, claimed only where the log shows it."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

from analysis import __version__
from analysis.logbook import open_logbook
from analysis.paths import ROOT, SAMPLE
from analysis.reference import read_reference
from analysis.report.checklist import MET, NOT_MET, YOURS, paper_checklist
from analysis.report.paper import provenance, results, say_software, write_methods


@pytest.fixture(scope="module")
def example():
    return open_logbook()


def write_log(folder, *, days=40, goals="", phases=""):
    dates = pd.date_range("2026-03-02", periods=days)
    rows = [f"{date:%Y-%m-%d},{6 - n % 3 - 2 * (n >= 20)}\n" for n, date in enumerate(dates) if n % 10 != 3]
    (folder / "log.csv").write_text("date,pain (0-10)\n" + "".join(rows))
    if goals:
        (folder / "flexlog.toml").write_text(f"[goals]\n{goals}\n")
    if phases:
        (folder / "phases.csv").write_text("start,phase,kind\n" + phases)
    return open_logbook(folder)


def states(book):
    return paper_checklist(book).set_index("Item")["State"]


def test_the_sums_are_those_of_the_files(example):
    rows = provenance(example, {"day_first": True}).set_index("What")["Value"]
    assert rows["Flexibility Log"] == f"version {__version__}"
    for path in [ROOT / "requirements.lock", *SAMPLE.glob("*.csv")]:
        assert rows[f"SHA-256 of {path.name}"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert rows["Option day_first"] == "True"
    assert rows["Start set"] == "not on record"


def test_days_on_record_are_shown(tmp_path):
    goals = 'main = "pain"\nmain_set = "2026-03-01"\nstart = "2026-03-22"\nstart_set = "2026-02-27"'
    book = write_log(tmp_path, goals=f'{goals}\n[goals.worthwhile.pain]\nchange = 1\nset = "2026-03-04"')
    rows = provenance(book, {}).set_index("What")["Value"]
    assert rows["Main measure set"] == "1 March 2026"
    assert rows["Start set"] == "27 February 2026"
    assert rows["Change worth having in pain set"] == "4 March 2026"


def test_every_sentence_about_the_example_says_so(example):
    paragraphs = write_methods(example).markdown.split("\n\n")
    assert len(paragraphs) > 8
    assert all(text.startswith("Example log. ") for text in paragraphs)


def test_the_methods_count_days_with_and_without_a_reading(tmp_path):
    book = write_log(tmp_path, goals='start = "2026-03-22"')
    said = write_methods(book).markdown
    assert (
        "Pain: 18 days with a reading before the start (2 between them without), "
        "18 days with a reading since (2 between them without)." in said
    )
    assert "It was chosen, not drawn by lot: there was no randomisation." in said
    assert "docs/method.md" in said
    assert f"Flexibility Log {__version__} with numpy" in say_software()
    assert "Nothing else that may explain a change was logged" in said


def test_methods_of_a_log_without_a_start_compare_nothing(tmp_path):
    said = write_methods(write_log(tmp_path)).markdown
    assert "nothing was compared and nothing was randomised" in said
    assert "Holm" not in said


def test_a_plan_is_not_taken_for_a_draw(tmp_path):
    book = write_log(tmp_path)
    (tmp_path / "plan.csv").write_text("start,phase,kind\n2026-03-02,A,baseline\n2026-03-22,B,routine\n")
    said = write_methods(open_logbook(tmp_path)).markdown
    assert "no randomisation is claimed" in said
    assert states(book)["SCRIBE-8"] == states(open_logbook(tmp_path))["SCRIBE-8"] == NOT_MET


def test_the_results_are_the_verdicts_not_rounded(example):
    table = results(example)
    for name, row in example.verdicts().iterrows():
        assert table.loc["Step at the start", name] == row["estimate"]
        assert table.loc["Days since", name] == row["n_b"]
    assert table.loc["Answer"].tolist() == [one.answer_word for one in example.compare()]
    assert not [cell for cell in table.to_numpy().ravel() if isinstance(cell, str) and "_" in cell]


def test_every_item_of_the_list_has_one_of_three_states_and_a_reason(example):
    table = paper_checklist(example)
    assert table["Item"].tolist() == read_reference("reporting_checklist")["item_id"].tolist()
    assert set(table["State"]) == {MET, NOT_MET, YOURS}
    assert (table["Why"].str.len() > 20).all()
    assert (table["What it asks"] == read_reference("reporting_checklist")["item"]).all()


def test_what_one_person_alone_cannot_do_is_never_met(example, tmp_path):
    for book in (example, write_log(tmp_path, goals='start = "2026-03-22"')):
        state = states(book)
        for item in (
            "SCRIBE-8",
            "SCRIBE-9",
            "CENT-8",
            "CENT-11",
            "WWC-2",
            "RoBiNT-2",
            "RoBiNT-5",
            "RoBiNT-6",
        ):
            assert state[item] == NOT_MET


def test_harms_are_left_to_the_author(example):
    assert states(example)["SCRIBE-21"] == states(example)["CENT-19"] == YOURS


@pytest.mark.parametrize(
    ("set_on", "state"), [("2026-03-01", MET), ("2026-03-22", MET), ("2026-03-23", NOT_MET), ("", NOT_MET)]
)
def test_a_start_counts_as_fixed_ahead_only_when_that_is_on_record(tmp_path, set_on, state):
    book = write_log(tmp_path, goals=f'start = "2026-03-22"\nstart_set = "{set_on}"')
    assert states(book)["SCRIBE-5"] == states(book)["WWC-1"] == state


def test_a_day_on_record_for_another_start_proves_nothing(tmp_path):
    goals = 'start = "2026-03-22"\nstart_set = "2026-03-01"'
    book = write_log(tmp_path, goals=goals, phases="2026-03-02,A,baseline\n2026-03-20,B,routine\n")
    assert states(book)["SCRIBE-5"] == NOT_MET


def test_three_changes_of_phase_are_replication_and_need_five_days_each(tmp_path):
    starts = ("2026-03-02,A,baseline", "2026-03-12,B,routine", "2026-03-22,A,baseline", "{},B,routine")
    for last, state in (("2026-04-01", MET), ("2026-04-08", NOT_MET)):
        folder = tmp_path / last
        folder.mkdir()
        book = write_log(folder, phases="\n".join(starts).format(last) + "\n")
        assert states(book)["WWC-3"] == MET
        assert states(book)["WWC-4"] == state


def test_a_log_without_a_start_meets_nothing_about_phases(tmp_path):
    state = states(write_log(tmp_path))
    for item in ("SCRIBE-5", "SCRIBE-18", "SCRIBE-19", "CENT-17", "WWC-1", "WWC-3", "RoBiNT-1", "RoBiNT-3"):
        assert state[item] == NOT_MET
    assert state["SCRIBE-20"] == MET


def test_no_reason_holds_a_code_or_a_claim_of_cause(example):
    for why in paper_checklist(example)["Why"]:
        assert not re.search(r"_|\bNaN\b|because of the routine", why)
