"""Who stands first and why; names stay out; nobody is ranked by improvement."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd
import pytest

from analysis.comparison import Comparison
from analysis.people import open_clients
from analysis.people.attention import FLAG, REST, SILENT, find_attention
from analysis.people.numbering import mask_names
from analysis.words import Text
from tests.people.made import EXAMPLE, FIRST, write_diary, write_table

LAST = FIRST + datetime.timedelta(days=27)


def level_of(folder, today, **diary):
    write_diary(folder / "Anna", **diary)
    (anna,) = open_clients(folder, today=today).clients
    return find_attention(anna, today)


@pytest.mark.parametrize(("after", "level"), [(0, REST), (6, REST), (7, SILENT), (400, SILENT)])
def test_seven_days_without_an_entry_are_silence_and_six_are_not(tmp_path, after, level):
    assert level_of(tmp_path, LAST + datetime.timedelta(days=after)).level == level


@pytest.mark.parametrize(
    ("note", "level"), [("numb between the legs", FLAG), ("no numbness at all", REST), ("felt fine", REST)]
)
def test_words_of_warning_signs_in_notes_stand_first_and_denied_ones_do_not(tmp_path, note, level):
    found = level_of(tmp_path, LAST, note=note)
    assert found.level == level
    assert len(found.reasons) == (level == FLAG)


def test_pain_that_averages_seven_is_a_flag_and_six_and_a_half_is_none(tmp_path):
    found = level_of(tmp_path / "high", LAST, pain=7)
    assert found.level == FLAG
    assert found.reasons[0].startswith("pain averaged 7.")
    assert level_of(tmp_path / "lower", LAST, pain=6).level == REST


def test_the_example_stands_in_the_order_of_who_needs_it():
    order = [one.name for one in EXAMPLE.ordered()]
    assert order == ["Emma", "Carla", "David", "Farid", "Anna", "Ben", "Greta", "Hugo", "Ines"]
    assert [one.name for one in EXAMPLE.needing_attention()] == ["Emma", "Carla", "David"]
    levels = [EXAMPLE.attentions[one.pseudonym].level for one in EXAMPLE.ordered() if one.logbook]
    assert levels == sorted(levels)


def test_every_row_of_the_index_says_why_it_stands_there():
    index = EXAMPLE.index()
    assert index.index[0] == "Client 05"
    assert (index["Why"] != "").all()
    assert "went numb" in index.loc["Client 05", "Why"]
    assert "pain is higher" in index.loc["Client 03", "Why"]
    assert "silent: last entry 13 days ago (14 April 2026)" in index.loc["Client 04", "Why"]
    assert index.loc["Client 06", "Why"] == "could not be opened: see below"
    assert index.loc["Client 01", "Main measure"] == "Tightness: better"


def test_improving_more_moves_nobody_up():
    rest = [
        one.pseudonym for one in EXAMPLE.ordered() if one.logbook and one not in EXAMPLE.needing_attention()
    ]
    assert rest == sorted(rest)
    answers = [EXAMPLE.mains()[name].answer_word for name in rest]
    assert answers[0] == "better"
    assert set(answers[1:]) != {"better"}


def test_no_name_is_in_what_is_shown_unless_names_are_asked_for():
    def words(clients):
        shown = (
            clients.attention(),
            clients.summary(),
            clients.index(),
            clients.problems_table(),
            clients.table(),
        )
        texts = [one.markdown if isinstance(one, Text) else one.to_csv() for one in shown]
        return " ".join([*texts, *(page.title for page in clients.pages())])

    names = [one.name for one in EXAMPLE.clients]
    assert not [name for name in names if name in words(EXAMPLE)]
    named = words(replace(EXAMPLE, names=True))
    assert all(name in named for name in names if name != "Farid")
    assert "Client 0" not in named


def test_every_sentence_of_the_example_is_marked():
    for said in (EXAMPLE.attention(), EXAMPLE.summary()):
        assert all(part.startswith("Example log. ") for part in said.markdown.split("\n\n"))
    assert all(page.title.startswith("Example log: client ") for page in EXAMPLE.pages())


def test_what_chance_does_and_that_nothing_found_is_no_all_clear_stand_with_the_list():
    said = EXAMPLE.attention().markdown
    assert "of 20 unchanged clients about one looks changed by chance" in said
    assert "no all-clear" in said


def test_mains_are_the_main_measures_by_pseudonym_of_those_that_were_opened():
    mains = EXAMPLE.mains()
    assert list(mains) == [
        "Client 01",
        "Client 02",
        "Client 03",
        "Client 04",
        "Client 05",
        "Client 07",
        "Client 08",
    ]
    assert all(isinstance(one, Comparison) for one in mains.values())
    assert mains["Client 03"].key.metric == "pain"
    assert (mains["Client 04"].key.metric, mains["Client 04"].key.side) == ("rom", "left")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ANNA BERGER wrote", "Client 01 wrote"),
        ("ask Berger's sister", "ask Client 01's sister"),
        ("Annapolis and anna", "Annapolis and anna"),
        ("/home/x/Anna Berger/mine.csv line 3", "/home/x/Client 01/the log line 3"),
        ("Client of Client", "Client 02 of Client 02"),
    ],
)
def test_names_their_parts_and_files_are_masked_and_longer_words_are_not(text, masked):
    names = {"Anna Berger": "Client 01", "Client": "Client 02"}
    assert mask_names(text, names, ["mine.csv"]) == masked


def test_a_name_with_a_year_or_a_month_leaves_dates_and_counts_as_they_are():
    names = {"strong_2022": "Client 01", "101": "Client 02", "April Jones": "Client 03"}
    said = "last entry 101 days ago (24 September 2022), after 3 April 2022; April wrote"
    assert mask_names(said, names) == said.replace("April wrote", "Client 03 wrote")
    assert mask_names("strong_2022: 2 files", names) == "Client 01: 2 files"


def test_visits_come_from_both_tables_and_only_those_before_today_count(tmp_path):
    write_diary(tmp_path / "Anna")
    (tmp_path / "Anna" / "events.csv").write_text(
        "start,end,what,note\n2026-03-09,,visit,\n2026-03-10,,holiday,\n"
    )
    write_table(tmp_path, "Anna,,2026-03-09 2026-03-16 2026-03-29 2026-04-20,,,,")
    (anna,) = open_clients(tmp_path, today=LAST).clients
    assert list(anna.visits(LAST)) == [pd.Timestamp(day) for day in ("2026-03-09", "2026-03-16")]
    page = open_clients(tmp_path, today=LAST).pages()[0]
    assert [event.what for event in page.mains[0].events] == ["visit", "holiday", "visit"]
