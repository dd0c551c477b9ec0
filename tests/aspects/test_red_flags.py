"""Warning signs: the list, and words of it in notes, which only ever add."""

from __future__ import annotations

import pytest

from analysis.aspects.red_flags import HOW_SOON, find_noted_flags, list_red_flags, say_emergency
from analysis.intake import load_logs
from analysis.logbook import open_logbook
from analysis.reference import read_reference


def find(tmp_path, *notes):
    lines = "".join(f'2026-03-{day:02d},4,"{note}"\n' for day, note in enumerate(notes, start=1))
    (tmp_path / "log.csv").write_text("Date,Pain (0-10),Notes\n" + lines, encoding="utf-8")
    return find_noted_flags(load_logs(tmp_path / "log.csv"))


@pytest.mark.parametrize(
    "note",
    [
        "new numbness in my left foot today",
        "Tingling after the couch stretch",
        "pins and needles, went away after an hour",
        "slept badly, fever since noon",
        "I fell on the ice",
        "hip gave way on the stairs",
        "can't stand on the left leg",
        "Taubheitsgefühl im Fuß nach dem Dehnen",
        "Seit heute Fieber",
        "kann nicht auftreten",
        "Kribbeln im linken Bein",
        "not my day, but numbness in the thigh",
        "did not sleep because of numbness in foot",
        "numbness is not gone",
        "numbness not going away",
        "no fever and numbness in the leg",
        "Taubheit geht nicht weg",
        "keine Besserung der Taubheit",
        "unable to stand on it",
        "my leg is weak since the morning",
        "kann nicht pinkeln",
        "bowels stopped working",
        "never had numb between the legs before today",
        "No doubt: groin feels numb",
        "not only numb but also tired",
        "pain at night away from home",
        "Taubheit im Schritt seit gestern",
        "wache nachts vor Schmerzen auf",
    ],
)
def test_a_note_that_names_a_warning_sign_adds_a_row(tmp_path, note):
    found = find(tmp_path, note)
    assert len(found.rows) == 1
    said = " ".join(found.sentences())
    assert said.startswith("On 1 March 2026 you wrote '")
    assert "The help page (docs/help.md) lists what to get checked, and how soon." in said


@pytest.mark.parametrize(
    "note",
    [
        "no new numbness",
        "without fever today",
        "numbness gone",
        "kein Fieber mehr",
        "keine Taubheit nach dem Dehnen",
        "ohne Kribbeln gut geschlafen",
        "felt good after yoga",
        "felt numbered among the lucky",
        "plumper pillow for the night",
        "Blase am Fuß vom Laufen",
        "I fell asleep on the mat",
        "tingling went away",
        "ran the stairs",
    ],
)
def test_a_note_that_denies_it_or_only_sounds_like_it_adds_none_and_nothing_is_said(tmp_path, note):
    found = find(tmp_path, note)
    assert found.rows.empty
    assert found.sentences() == []


def test_a_note_in_a_language_that_was_not_searched_is_said_to_be(tmp_path):
    found = find(tmp_path, "entumecimiento en la pierna izquierda", "felt good today")
    assert len(found.rows) == 0
    assert found.sentences() == [
        "Notes in languages other than English and German were not searched for warning signs."
    ]


def test_every_sign_of_a_clause_counts_and_an_emergency_stands_first(tmp_path):
    found = find(tmp_path, "numbness again", "tingling", "fever", "fever with numbness, can't pee tonight")
    assert found.rows["Urgency"].iloc[0] == "emergency"
    assert found.sentences()[0] == (
        "On 4 March 2026 you wrote 'can't pee tonight'. If that is still so, or comes back, get it checked now. "
        "The help page (docs/help.md) lists what to get checked, and how soon."
    )
    assert len(found.rows) == 6


def test_every_source_of_a_red_flag_stands_among_the_sources():
    keys = {key for listed in read_reference("red_flags")["source_keys"] for key in listed.split()}
    assert keys <= set(read_reference("sources")["source_key"])


def test_a_word_that_two_languages_share_does_not_make_a_note_english(tmp_path):
    found = find(tmp_path, "me duele mucho la cadera", "no puedo estirar bien hoy")
    assert len(found.sentences()) == 1


def test_a_few_odd_notes_in_a_searched_language_are_not_taken_for_another_one(tmp_path):
    assert (
        find(tmp_path, "felt good after my walk", "a bad night again", "Straps really big help").sentences()
        == []
    )


def test_a_note_that_stands_on_several_readings_counts_once_and_only_three_are_shown(tmp_path):
    (tmp_path / "log.csv").write_text(
        "Date,Pain (0-10),Tightness (0-10),Notes\n"
        + "".join(f"2026-03-{day:02d},4,5,fever on day {day} of it\n" for day in range(1, 6))
    )
    found = find_noted_flags(load_logs(tmp_path / "log.csv"))
    assert len(found.rows) == 5
    assert len(found.sentences()) == 4
    assert found.sentences()[-1] == "2 more notes name something that should be asked about."
    assert "fever on day 1 of it" in open_logbook(tmp_path / "log.csv").progress().markdown


def test_nothing_is_ever_said_that_reads_as_an_all_clear(tmp_path):
    found = find(tmp_path, "all fine today", "felt good")
    assert found.sentences() == []
    assert "red flag" not in open_logbook(tmp_path / "log.csv").progress().markdown.lower()


def test_the_list_is_whole_and_the_most_urgent_come_first():
    table, reference = list_red_flags(), read_reference("red_flags")
    assert sorted(table["What"]) == sorted(reference["plain_wording"])
    assert table["How soon"].map(list(HOW_SOON.values()).index).is_monotonic_increasing


def test_every_emergency_is_said_and_every_word_belongs_to_a_flag():
    reference = read_reference("red_flags")
    emergencies = reference.loc[reference["urgency"] == "emergency", "plain_wording"]
    assert len(emergencies) == 5
    assert all(f"- {wording}" in say_emergency() for wording in emergencies)
    assert set(read_reference("red_flag_words")["flag_id"]) <= set(reference["flag_id"])
