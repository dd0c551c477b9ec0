"""flexlog people: an index, a page each, who is who; and what it ends with."""

from __future__ import annotations

import csv
import datetime
import re

import pytest

from analysis.cli import main
from analysis.errors import DataError
from analysis.people import Client, ClientRow, open_clients
from analysis.report.people import read_who_is_who, say_command, write_people
from tests.people.made import EXAMPLE, TODAY, write_diary, write_group, write_table

DAY = ["--today", TODAY.isoformat()]


def clients_of(folder, names=("Anna", "Ben")):
    """A folder with these clients, of whom each has a few more days than the one before."""
    for n, name in enumerate(names):
        write_diary(folder / name, 8 + n)
    return folder


def who(out):
    with (out / "who_is_who.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_question(folder):
    folder.mkdir(parents=True)
    rows = "".join(f"0{day}/04/2026,{day}\n" for day in range(1, 6))
    (folder / "april.csv").write_text(f"Date,Pain (0-10)\n{rows}")


@pytest.fixture
def undrawn(monkeypatch):
    """Pages are files without a drawing, which would take most of the time."""
    monkeypatch.setattr("analysis.report.people._draw_page", lambda page, path: path.write_text(page.title))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What the command writes of the sample clients, in numbers for names."""
    out = tmp_path_factory.mktemp("people")
    clients = EXAMPLE
    write_people(clients, out)
    return out, (out / "index.html").read_text(encoding="utf-8"), clients


def test_the_index_needs_nothing_but_itself_and_its_links_lead_to_pages(made):
    out, page, clients = made
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert len(links) == len(clients.opened) == 7
    assert all((out / link).read_bytes().startswith(b"%PDF") for link in links)
    assert "http" not in page
    assert {path.name for path in out.iterdir()} == {"index.html", "pages", "who_is_who.csv"}


def test_a_page_is_one_sheet_of_a4(made):
    out, _, _ = made
    for path in (out / "pages").iterdir():
        data = path.read_bytes()
        assert data.count(b"/Type /Page ") + data.count(b"/Type /Page\n") == 1
        width, height = map(float, re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data).groups())
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_no_name_stands_in_index_page_or_file_name(made):
    out, page, clients = made
    for one in clients.clients:
        assert not re.search(rf"\b{one.name}\b", page)
        for path in (out / "pages").iterdir():
            assert one.name.encode() not in path.read_bytes()
            assert one.name.lower() not in path.name
    assert [row["client"] for row in who(out)] == [one.name for one in clients.clients]


def test_the_index_stands_in_order_and_says_what_it_cannot(made):
    _, page, _ = made
    places = [
        page.index(f">Client {number}<") for number in ("05", "03", "04", "06", "01", "02", "07", "08", "09")
    ]
    assert places == sorted(places)
    assert page.index("To look at first") < page.index("Could not be opened") < page.index("The others")
    for said in (
        "of 20 unchanged clients about one looks changed by chance",
        "no all-clear",
        "it is private",
        "not medical advice",
    ):
        assert said in page
    assert "<h1>Example log: clients</h1>" in page
    assert "may be 2026-04-01 or 2026-01-04" in page
    assert "Call your emergency number" in page


def test_the_command_ends_with_nothing_where_all_were_opened(tmp_path, capsys):
    folder = clients_of(tmp_path / "clients")
    assert main(["people", str(folder), "--out", str(tmp_path / "out"), *DAY]) == 0
    said = capsys.readouterr().out
    assert "2 clients on 1 April 2026, 2 to look at first" in said
    assert "who_is_who.csv says who is who: it is private" in said


def test_the_command_ends_with_one_and_names_client_question_and_answer(tmp_path, capsys, undrawn):
    folder = clients_of(tmp_path / "clients", ("Anna",))
    add_question(folder / "Ben B")
    assert main(["people", str(folder), "--out", str(tmp_path / "out"), *DAY]) == 1
    said = capsys.readouterr().out
    assert "Ben B (Client 02): one question is open" in said
    command = f"flexlog check '{folder}/Ben B' --save --day-first"
    assert command in said
    assert who(tmp_path / "out")[1]["what to do"] == command
    assert main(["check", str(folder / "Ben B"), "--save", "--day-first"]) == 0
    assert main(["people", str(folder), "--out", str(tmp_path / "out"), *DAY]) == 0


def test_an_answer_for_everybody_can_be_given(tmp_path, undrawn):
    folder = clients_of(tmp_path / "clients", ("Anna",))
    add_question(folder / "Ben")
    assert main(["people", str(folder), "--out", str(tmp_path / "out"), "--day-first", *DAY]) == 0


def test_the_command_ends_with_two_where_nobody_can_be_read(tmp_path, capsys):
    add_question(tmp_path / "clients" / "Ben")
    assert main(["people", str(tmp_path / "clients"), "--out", str(tmp_path / "out"), *DAY]) == 2
    (tmp_path / "empty").mkdir()
    assert main(["people", str(tmp_path / "empty"), "--out", str(tmp_path / "out"), *DAY]) == 2
    assert "holds no client - it needs a subfolder for each" in capsys.readouterr().err


def test_names_are_shown_where_they_are_asked_for_and_go_again(tmp_path, undrawn):
    folder, out = clients_of(tmp_path / "clients", ("Anna B", "Ben")), tmp_path / "out"
    main(["people", str(folder), "--out", str(out), "--names", *DAY])
    assert {path.name for path in (out / "pages").iterdir()} == {"anna_b.pdf", "ben.pdf"}
    assert "This index shows names: it is private." in (out / "index.html").read_text(encoding="utf-8")
    (out / "pages" / "own.txt").write_text("kept")
    main(["people", str(folder), "--out", str(out), *DAY])
    assert {path.name for path in (out / "pages").iterdir()} == {"client_01.pdf", "client_02.pdf", "own.txt"}


def test_a_number_stays_with_its_client_whoever_comes_or_goes(tmp_path, undrawn):
    folder, out = clients_of(tmp_path / "clients", ("Ben", "Cara")), tmp_path / "out"
    main(["people", str(folder), "--out", str(out), *DAY])
    write_diary(folder / "Anna", 12)
    (folder / "Ben" / "log.csv").unlink()
    (folder / "Ben").rmdir()
    main(["people", str(folder), "--out", str(out), *DAY])
    known = {"Ben": "Client 01", "Cara": "Client 02", "Anna": "Client 03"}
    assert read_who_is_who(out) == known
    assert {row["client"]: row["what to do"] for row in who(out)}["Ben"] == "not found now"


def test_results_never_go_into_the_folder_of_the_clients(tmp_path, capsys):
    folder = clients_of(tmp_path / "clients")
    assert main(["people", str(folder), "--out", str(folder / "out"), *DAY]) == 2
    assert "holds the clients' files - name another folder with --out" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_template_is_written_once_and_the_table_is_never_changed(tmp_path, capsys):
    folder = clients_of(tmp_path / "clients")
    write_group(folder / "group.csv", ("Cara",))
    assert main(["people", str(folder), "--template"]) == 0
    text = (folder / "clients.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ["Anna,,,,,,", "Ben,,,,,,", "Cara,,,,,,"]
    assert main(["people", str(folder), "--template"]) == 0
    assert "every client is in it, nothing was changed" in capsys.readouterr().out
    assert (folder / "clients.csv").read_text(encoding="utf-8") == text


def test_who_is_who_that_was_broken_stops_before_numbers_change(tmp_path):
    (tmp_path / "who_is_who.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="says who has which number - mend it, or delete it"):
        read_who_is_who(tmp_path)


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("a, column 'D': ... - pass day_first=True or day_first=False", "--day-first"),
        ("a: a - pass columns={'Dauer': 'minutes m:ss'} or 'minutes h:mm'", "--column 'Dauer=minutes m:ss'"),
        ("a: a - write the year into the cells", ""),
    ],
)
def test_the_command_takes_the_first_answer_that_a_question_offers(tmp_path, question, options):
    one = Client(
        "Anna", "Client 01", ClientRow("Anna"), problem="x", questions=(question,), folders=(tmp_path,)
    )
    assert say_command(one) == " ".join(filter(None, [f"flexlog check {tmp_path} --save", options]))


def test_a_name_that_a_spreadsheet_would_calculate_is_kept_as_text(tmp_path, undrawn):
    folder, out = clients_of(tmp_path / "clients", ("=1+1", "Ben")), tmp_path / "out"
    write_people(open_clients(folder, today=TODAY), out)
    assert who(out)[0]["client"] == "'=1+1"
    assert read_who_is_who(out)["=1+1"] == "Client 01"


def test_a_row_without_files_and_an_impossible_one_are_both_in_the_index(tmp_path, undrawn):
    folder = clients_of(tmp_path / "clients", ("Anna", "Ben"))
    write_table(folder, "Ines,2026-05-04,,,,,2026-05-04", "Ben,16.3.,,,,,")
    clients = open_clients(folder, today=datetime.date(2026, 3, 12))
    write_people(clients, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "clients.csv line 3, start: &#x27;16.3.&#x27; must be a date such as 2026-03-16" in page
    assert "no log was found" in page
