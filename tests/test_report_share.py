"""A report to hand on: the same results, and nothing of the person."""

from __future__ import annotations

import base64
import datetime
import os
import re
import zlib

import pandas as pd
import pytest

from analysis.cli import main
from analysis.goals import read_goals
from analysis.logbook import open_logbook
from analysis.report.pictures import write_summary
from analysis.report.share import clean_logs, find_shift, share_log
from analysis.report.tables import write_tables

FIRST = datetime.date(2024, 11, 27)
SECRETS = (
    "Quibble", "Zelda", "Brunhild", "Physio Ott", "Knarr", "secretnote", "diaryofzelda", "Dresden", "fell down",
)  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Somebody's folder: names, notes, events, phases and goals, on dates of one autumn."""
    folder = tmp_path_factory.mktemp("Zelda Quibble")
    rows = [row(number) for number in range(60)]
    head = "Date,Person,Pain (0-10),Tightness (0-10),Minutes,Exercise,Device,Notes"
    (folder / "diaryofzelda.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (folder / "phases.csv").write_text(
        f"start,phase,name,kind\n{day(0)},A,Before Brunhild,baseline\n{day(25)},B,Brunhild plan,routine\n"
    )
    (folder / "events.csv").write_text(
        f"start,end,what,note\n{day(7)},,visit,at Physio Ott\n{day(30)},{day(33)},trip to Dresden,fell down\n"
    )
    (folder / "flexlog.toml").write_text(
        f'[goals]\nmain = "pain"\nmain_set = "{day(-3)}"\n[goals.worthwhile.pain]\nchange = 1.5\nset = "{day(-2)}"\n'
    )
    return folder


def day(number):
    return (FIRST + datetime.timedelta(days=number)).isoformat()


def row(number):
    done = number >= 25 and number % 2 == 0
    pain, tight = 6 - number % 3 - 2 * (number >= 25), 5 + number % 4
    exercise = ("Hip flexor stretch after Brunhild", "Knarr special")[number % 4 == 0]
    note = f"secretnote on {day(number)}" if number % 5 == 0 else ""
    return (
        f"{day(number)},Zelda,{pain},{tight},{8 if done else ''},{exercise if done else ''},Knarr app,{note}"
    )


@pytest.fixture(scope="module")
def book(log):
    return open_logbook(log)


@pytest.fixture(scope="module")
def shared(book, tmp_path_factory):
    return open_logbook(share_log(book, tmp_path_factory.mktemp("x") / "log"))


@pytest.fixture(scope="module")
def handed_on(log, tmp_path_factory):
    """The folder that the command writes with both options at once."""
    out = tmp_path_factory.mktemp("out")
    assert main(["report", str(log), "--share", "--paper", "--person", "Zelda", "--out", str(out)]) == 0
    return out


def test_the_results_are_the_same(book, shared):
    before, after = (one.verdicts().drop(columns="sentence") for one in (book, shared))
    pd.testing.assert_frame_equal(before, after)
    assert before.loc["Pain", "n_b"] == 35


def test_weekdays_and_distances_stay_and_the_year_goes(book, shared):
    days = [pd.DatetimeIndex(one.pick("pain").series.index) for one in (book, shared)]
    assert days[0].day_of_week.tolist() == days[1].day_of_week.tolist()
    assert set(days[1] - days[0]) == {find_shift(book.logs)}
    assert days[1][0] == pd.Timestamp("2001-01-03")
    assert shared.phases.start - book.phases.start == find_shift(book.logs)


def test_goals_move_with_the_days_on_which_they_were_set(book, shared):
    by = find_shift(book.logs).to_pytimedelta()
    assert shared.goals.main == "pain"
    assert shared.goals.main_set == book.goals.main_set + by
    assert shared.goals.worthwhile["pain"].set_on == book.goals.worthwhile["pain"].set_on + by
    assert shared.goals.worthwhile["pain"].change == 1.5


def test_a_start_that_was_given_moves_too(log, tmp_path):
    (tmp_path / "log.csv").write_text((log / "diaryofzelda.csv").read_text())
    book = open_logbook(tmp_path / "log.csv", start=day(20))
    shared = open_logbook(share_log(book, tmp_path / "shared"))
    assert shared.phases.source == "given"
    assert shared.phases.start == book.phases.start + find_shift(book.logs)
    assert read_goals(tmp_path / "shared").start == shared.phases.start.date()


def test_what_was_trained_stays_known(book, shared):
    pd.testing.assert_frame_equal(
        book.training().minutes.reset_index(drop=True), shared.training().minutes.reset_index(drop=True)
    )
    assert set(shared.logs.sessions["exercise"].dropna()) == {"Hip flexor routine", "Training 2"}


def test_events_keep_their_days_and_lose_their_words(shared):
    events = shared.pick("pain").events
    assert [event.what for event in events] == ["visit", "event"]
    assert [event.note for event in events] == ["", ""]
    assert (events[1].end - events[1].start).days == 3


def test_ids_that_are_hashes_of_words_and_dates_are_replaced(book):
    cleaned = clean_logs(book.logs, None, find_shift(book.logs))
    for name in ("sessions", "outcomes"):
        before, after = getattr(book.logs, name), getattr(cleaned, name)
        for column in after.filter(regex="_id$"):
            assert not set(before[column]) & set(after[column])


def test_only_the_chosen_person_is_handed_on(log, tmp_path):
    text = (log / "diaryofzelda.csv").read_text()
    (tmp_path / "two.csv").write_text(
        text + text.split("\n", 1)[1].replace("Zelda", "Olga").replace(",4,", ",9,")
    )
    book = open_logbook(tmp_path / "two.csv", person="Zelda")
    shared = open_logbook(share_log(book, tmp_path / "shared"))
    assert shared.pick("pain").series.tolist() == book.pick("pain").series.tolist()
    assert len(shared.logs.outcomes) == len(book.logs.outcomes) / 2


def texts(folder):
    """Everything that can be read in what was written: page, tables, charts, and the words inside pictures."""
    for path in sorted(folder.rglob("*")):
        yield path.name, path.name
        if path.is_file():
            data = path.read_bytes()
            yield path.name, data.decode("utf-8", errors="ignore")
            yield from ((path.name, text) for text in hidden(data))


def hidden(data):
    for found in re.findall(rb"base64,([A-Za-z0-9+/=\s]+)", data):
        yield base64.b64decode(found)[:4000].decode("latin-1")
    for found in re.findall(rb"stream\r?\n(.*?)endstream", data, flags=re.DOTALL):
        try:
            yield zlib.decompress(found).decode("latin-1")
        except zlib.error:
            continue


DATES = re.compile(
    r"\b(2024|2025)[-/.]\d|\b\d{1,2}[./]\d{1,2}[./](20)?2[45]\b|"
    r"(January|February|November|December|Jan|Feb|Nov|Dec)\S* (\d{1,2},? )?202[45]|>202[45]<"
)


def test_the_search_finds_names_and_dates_where_they_are(book, tmp_path):
    (tmp_path / "charts").mkdir()
    write_tables(book, tmp_path, "x")
    write_summary(book, tmp_path, "x")
    found = {name for name, text in texts(tmp_path) if any(word in text for word in SECRETS)}
    assert found >= {"x-files.csv", "x-columns.csv"}
    assert {name for name, text in texts(tmp_path) if DATES.search(text)} >= {"x-daily.csv", "summary.pdf"}


def test_no_name_note_or_file_is_anywhere_in_what_was_written(handed_on, log):
    found = [(name, word) for name, text in texts(handed_on) for word in (*SECRETS, str(log)) if word in text]
    assert found == []


def test_no_original_date_is_anywhere_in_any_form(handed_on):
    assert [(name, found[0]) for name, text in texts(handed_on) if (found := DATES.search(text))] == []
    page = (handed_on / "report.html").read_text(encoding="utf-8")
    assert "January 2001" in page
    assert "all dates are moved by the same number of whole weeks" in page


def test_a_report_to_hand_on_leaves_no_history_and_shows_counts_only(handed_on):
    assert not (handed_on / "history.csv").exists()
    page = (handed_on / "report.html").read_text(encoding="utf-8")
    read = page.split('<section id="read">')[1].split("</section>")[0]
    assert "1 file, 60 records: 60 kept" in read
    assert "<table" not in read


def test_share_and_paper_work_together(handed_on):
    page = (handed_on / "report.html").read_text(encoding="utf-8")
    paper = page.split('<section id="paper">')[1].split("</section>")[0]
    assert "not shown in a report to hand on" in paper
    assert "given, not shown" in paper
    assert "not met" in paper
    assert re.search(r"<td>Main measure set</td>\s*<td>\d+ December 2000</td>", paper)
    assert '<a href="#11_for_a_paper">' in page
    assert not re.findall(r"(?:src|href)=[\"'](?!#|data:)", page)


def test_the_example_is_not_handed_on_as_somebodys_log(tmp_path, capsys):
    assert main(["report", "--share", "--out", str(tmp_path)]) == 2
    assert "no log was named" in capsys.readouterr().err


def test_what_the_shell_says_of_the_log_is_left_aside_for_the_one_that_is_handed_on(tmp_path, monkeypatch):
    rows = "".join(
        f"2026-03-{day:02d},{who},{day % 3 + 3 * (day < 15)}\n"
        for day in range(1, 29)
        for who in ("Ann", "Bob")
    )
    (tmp_path / "team.csv").write_text("Date,Person,Pain (0-10)\n" + rows)
    monkeypatch.setenv("FLEXLOG_PERSON", "Ann")
    monkeypatch.setenv("FLEXLOG_START", "2026-03-15")
    out = tmp_path / "out"
    assert main(["report", str(tmp_path / "team.csv"), "--share", "--out", str(out)]) == 0
    page = re.sub(r"base64,[^\"]+", "", (out / "report.html").read_text(encoding="utf-8"))
    assert "Ann" not in page
    assert "2026" not in page
    assert "The routine began on 21 January 2001" in page
    assert os.environ["FLEXLOG_PERSON"] == "Ann"
