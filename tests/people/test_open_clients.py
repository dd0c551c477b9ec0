"""Several people, each by themselves: what is wrong with one never holds up or colours another."""

from __future__ import annotations

import datetime
import shutil

import pytest

from analysis.errors import DataError
from analysis.logbook import GOALS_VARIABLE, PERSON_VARIABLE, START_VARIABLE, open_logbook
from analysis.people import open_clients
from tests.people.made import FIRST, TODAY, write_diary, write_group, write_table


def opened(folder, **options):
    return open_clients(folder, today=TODAY, **options)


def by_name(clients):
    return {one.name: one for one in clients.clients}


def test_folders_and_files_with_names_are_clients_side_by_side(tmp_path):
    write_diary(tmp_path / "Cara", 20)
    write_group(tmp_path / "group.csv", ("Anna", "Ben"))
    clients = opened(tmp_path)
    assert [one.name for one in clients.clients] == ["Anna", "Ben", "Cara"]
    assert [one.pseudonym for one in clients.clients] == ["Client 01", "Client 02", "Client 03"]
    assert {name: len(one.outcomes[0].series) for name, one in by_name(clients).items()} == {
        "Anna": 20,
        "Ben": 20,
        "Cara": 20,
    }
    assert clients.problems == ()


def test_a_client_is_read_exactly_as_their_own_report_reads_them(tmp_path):
    write_diary(tmp_path / "Anna", 28)
    write_diary(tmp_path / "Ben", 28, pain=6)
    (tmp_path / "Anna" / "flexlog.toml").write_text('[goals]\nmain = "pain"\nstart = "2026-03-16"\n')
    ours = opened(tmp_path).mains()["Client 01"]
    theirs = open_logbook(tmp_path / "Anna").mains()[0]
    assert ours.sentences == theirs.sentences
    assert ours.verdict == theirs.verdict
    assert (ours.role, f"{ours.start:%Y-%m-%d}") == ("main", "2026-03-16")


def test_rows_in_a_folder_and_in_a_shared_file_are_one_client_and_count_once(tmp_path):
    write_diary(tmp_path / "Anna", 10)
    shared = write_group(tmp_path / "group.csv", ("anna", "Ben"), 20)
    clients = opened(tmp_path)
    assert [one.name for one in clients.clients] == ["Anna", "Ben"]
    anna = by_name(clients)["Anna"]
    assert len(anna.outcomes[0].series) == 20
    assert shared in anna.files


def test_a_shared_row_that_names_nobody_is_nobodys(tmp_path):
    write_diary(tmp_path / "Anna", 10)
    shared = write_group(tmp_path / "group.csv", ("Anna", "Ben"), 20)
    shared.write_text(shared.read_text() + "2026-03-30,,9\n2026-03-31,,9\n")
    clients = opened(tmp_path)
    assert all(one.outcomes[0].series.max() <= 6 for one in clients.opened)
    (problem,) = clients.problems
    assert "group.csv names nobody on line 42 and 43" in problem.text


def test_a_file_without_names_beside_folders_is_said_and_the_rest_goes_on(tmp_path):
    write_diary(tmp_path / "Anna")
    write_diary(tmp_path / "Ben")
    (tmp_path / "Ben" / "log.csv").write_text((tmp_path / "Anna" / "log.csv").read_text() + "2026-03-31,5,\n")
    write_diary(tmp_path, name="mine.csv", n=5)
    clients = opened(tmp_path)
    assert [one.name for one in clients.opened] == ["Anna", "Ben"]
    assert "mine.csv does not say whose it is" in clients.problems[0].text


def test_a_question_of_one_client_leaves_the_others(tmp_path):
    write_diary(tmp_path / "Anna")
    (tmp_path / "Ben").mkdir()
    rows = "".join(f"0{day}/04/2026,{day}\n" for day in range(1, 8))
    (tmp_path / "Ben" / "april.csv").write_text(f"Date,Pain (0-10)\n{rows}")
    clients = opened(tmp_path)
    ben = by_name(clients)["Ben"]
    assert (ben.logbook, len(ben.questions)) == (None, 1)
    assert "may be 2026-04-01 or 2026-01-04" in ben.problem
    assert [one.name for one in clients.opened] == ["Anna"]
    assert by_name(opened(tmp_path, day_first=True))["Ben"].problem == ""


def test_a_question_of_a_shared_file_stops_those_whom_it_names_and_no_other(tmp_path):
    write_diary(tmp_path / "Anna")
    write_group(tmp_path / "other.csv", ("Dora", "Emil"))
    rows = "".join(f"0{day}/04/2026,{name},{day}\n" for day in range(1, 8) for name in ("Ben", "Cara"))
    (tmp_path / "group.csv").write_text(f"Date,Person,Pain (0-10)\n{rows}")
    clients = opened(tmp_path)
    assert [one.name for one in clients.clients if one.problem] == ["Ben", "Cara"]
    assert [one.name for one in clients.opened] == ["Anna", "Dora", "Emil"]


def test_a_file_that_cannot_be_read_is_said_of_its_client_alone(tmp_path):
    write_diary(tmp_path / "Anna")
    write_diary(tmp_path / "Ben")
    for name in ("Ben", "Cara"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "scan.csv").write_bytes(b"%PDF-1.7 no table")
    (tmp_path / "Ben" / "log.csv").write_text("Date,Pain (0-10)\n2026-03-02,4\n2026-03-03,5\n")
    clients = by_name(opened(tmp_path))
    assert (clients["Anna"].problem, clients["Anna"].unread) == ("", "")
    assert "scan.csv" in clients["Ben"].unread
    assert clients["Ben"].logbook is not None
    assert "scan.csv is a PDF" in clients["Cara"].problem


def test_a_broken_shared_file_leaves_the_other_shared_files(tmp_path):
    write_group(tmp_path / "group.csv", ("Anna", "Ben"))
    (tmp_path / "scan.csv").write_bytes(b"%PDF-1.7 no table")
    clients = opened(tmp_path)
    assert [one.name for one in clients.opened] == ["Anna", "Ben"]
    assert "scan.csv is a PDF" in clients.problems[0].text


def test_the_same_bytes_under_two_clients_stop_both_and_name_both(tmp_path):
    for name in ("Anna", "Ben"):
        write_diary(tmp_path / name)
    write_diary(tmp_path / "Cara", 20)
    clients = by_name(opened(tmp_path))
    for name in ("Anna", "Ben"):
        assert clients[name].logbook is None
        assert f"{tmp_path / 'Anna' / 'log.csv'} ('Anna')" in clients[name].problem
        assert f"{tmp_path / 'Ben' / 'log.csv'} ('Ben')" in clients[name].problem
    assert clients["Cara"].logbook is not None


def test_a_row_that_names_somebody_else_stops_the_client_with_its_line(tmp_path):
    write_diary(tmp_path / "Anna")
    path = write_group(tmp_path / "Ben" / "diary.csv", ("ben",), 3)
    path.write_text(path.read_text() + "2026-03-05,Cara,2\n")
    clients = by_name(opened(tmp_path))
    assert (
        f"diary.csv line 5 names 'Cara', but the folder {tmp_path / 'Ben'} is 'Ben'" in clients["Ben"].problem
    )
    assert clients["Anna"].problem == ""


def test_two_folders_of_one_name_are_named_both(tmp_path):
    write_diary(tmp_path / "a" / "Anna")
    write_diary(tmp_path / "b" / "anna", 20)
    (anna,) = open_clients(tmp_path / "a", tmp_path / "b", today=TODAY).clients
    assert "name the same client" in anna.problem


def test_clients_csv_gives_start_main_measure_mark_and_target(tmp_path):
    write_diary(tmp_path / "Anna")
    write_table(tmp_path, "anna,2026-03-16,2026-03-16,pain,1.5,2,2026-04-13")
    (anna,) = opened(tmp_path).clients
    (main,) = anna.mains
    assert (main.role, main.target, main.yardstick.worthwhile) == ("main", 2.0, 1.5)
    assert f"{main.start:%Y-%m-%d}" == "2026-03-16"
    assert anna.name == "anna"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Anna,,,pian,,,", "clients.csv line 2, main measure: 'pian' is not in the log, which holds pain"),
        ("Anna,,,pain,0,,", "clients.csv line 2: worthwhile pain is 0.0, must be a change above 0"),
        ("Anna,,,pain,,11,", "clients.csv line 2: target pain is 11.0, must be 0 to 10 points"),
        ("Anna,2062-01-01,,,,,", "clients.csv line 2, start: '2062-01-01' is more than a year ahead"),
    ],
)
def test_a_row_that_does_not_fit_the_log_stops_its_client_alone(tmp_path, row, problem):
    write_diary(tmp_path / "Anna")
    write_diary(tmp_path / "Ben", 20)
    write_table(tmp_path, row)
    clients = by_name(opened(tmp_path))
    assert problem in clients["Anna"].problem
    assert clients["Ben"].problem == ""


def test_a_start_that_is_still_to_come_is_said_and_stops_nothing(tmp_path):
    write_diary(tmp_path / "Anna", 20)
    write_table(tmp_path, "Anna,2026-04-05,,pain,,,")
    (anna,) = opened(tmp_path).clients
    assert "5 April 2026, is after the last entry" in anna.note
    assert anna.mains[0].answer_word == "no start known"


def test_a_start_that_contradicts_a_phases_file_names_the_line(tmp_path):
    write_diary(tmp_path / "Anna", 20)
    (tmp_path / "Anna" / "phases.csv").write_text(
        "start,phase,kind\n2026-03-02,A,baseline\n2026-03-10,B,routine\n"
    )
    write_table(tmp_path, "Anna,2026-03-12,,,,,")
    assert "clients.csv line 2, start: " in opened(tmp_path).clients[0].problem


def test_a_row_without_files_is_listed_as_such(tmp_path):
    write_diary(tmp_path / "Anna")
    write_table(tmp_path, "Ines,2026-05-04,,,,,2026-05-04", "Anna,,,,,,")
    clients = opened(tmp_path)
    ines = clients.clients[0]
    assert (ines.name, ines.pseudonym, ines.logbook, ines.problem) == ("Ines", "Client 01", None, "")
    assert clients.index().loc["Client 01", "Why"] == "no log was found"


def test_folders_that_are_no_clients_are_passed_over(tmp_path):
    write_diary(tmp_path / "Anna")
    for name in (".git", "__MACOSX", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "out" / "who_is_who.csv").write_text("pseudonym,client\n")
    assert [one.name for one in opened(tmp_path).clients] == ["Anna"]


def test_numbers_follow_the_table_then_names_and_known_ones_stay(tmp_path):
    for n, name in enumerate(("Cara", "Anna", "Ben")):
        write_diary(tmp_path / name, 20 + n)
    write_table(tmp_path, "Cara,,,,,,")
    assert [one.name for one in opened(tmp_path).clients] == ["Cara", "Anna", "Ben"]
    known = {"Cara": "Client 01", "Ben": "Client 02", "Gone": "Client 03"}
    numbered = {one.name: one.pseudonym for one in opened(tmp_path, known=known).clients}
    assert numbered == {"Cara": "Client 01", "Ben": "Client 02", "Anna": "Client 04"}


def test_what_the_shell_says_of_one_person_is_not_taken_for_all(tmp_path, monkeypatch):
    write_diary(tmp_path / "Anna")
    monkeypatch.setenv(START_VARIABLE, "2026-03-16")
    monkeypatch.setenv(PERSON_VARIABLE, "Zoe")
    monkeypatch.setenv(GOALS_VARIABLE, '{"main": "rom"}')
    (anna,) = opened(tmp_path).clients
    assert anna.problem == ""
    assert anna.mains[0].start is None


def test_nothing_is_written_into_the_clients_folders(tmp_path):
    write_diary(tmp_path / "Anna")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    opened(tmp_path).pages()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_one_persons_log_is_said_to_be_one_and_shows_nothing(tmp_path):
    write_diary(tmp_path)
    clients = opened(tmp_path)
    assert clients.is_one_person
    assert "one person's log" in clients.attention().markdown
    assert clients.index().empty
    assert clients.pages(most=2) == ()


def test_a_day_that_is_none_and_a_path_that_is_not_there_stop():
    with pytest.raises(DataError, match="today is '1 May', must be a date"):
        open_clients(today="1 May")
    with pytest.raises(DataError, match="no/such does not exist"):
        open_clients("no/such")


def test_without_a_day_the_day_it_is_counts_for_own_logs(tmp_path):
    write_diary(tmp_path / "Anna")
    shutil.copytree(tmp_path / "Anna", tmp_path / "new" / "Anna")
    assert open_clients(tmp_path / "new").today >= datetime.date.today() - datetime.timedelta(days=1)
    assert open_clients().today == FIRST + datetime.timedelta(days=56)
