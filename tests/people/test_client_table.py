"""clients.csv as people write it and spreadsheets save it; what cannot be used stops its row alone."""

from __future__ import annotations

import datetime

import pytest

from analysis.errors import DataError
from analysis.people.table import check_dates, read_clients
from analysis.people.template import write_template
from tests.people.made import write_table

WHOLE = "Anna,2026-03-16,2026-03-16 2026-03-30,pain,1.5,2,2026-04-13"


def only_row(folder):
    (row,) = read_clients(folder).rows
    return row


def test_a_whole_row_is_read_cell_by_cell(tmp_path):
    write_table(tmp_path, WHOLE)
    row = only_row(tmp_path)
    assert (row.name, row.main, row.worthwhile, row.target) == ("Anna", "pain", 1.5, 2.0)
    assert row.start == datetime.date(2026, 3, 16)
    assert row.visits == (datetime.date(2026, 3, 16), datetime.date(2026, 3, 30))
    assert row.next_visit == datetime.date(2026, 4, 13)
    assert (row.where, row.problem) == ("clients.csv line 2", "")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_that_a_spreadsheet_saved_again_reads_the_same(tmp_path, codec):
    text = 'Client;Start;Visits;Main Measure;Worthwhile\r\nJürgen;2026-03-16;"2026-03-30; 2026-03-16";pain;1,5\r\n;;;;\r\n'
    (tmp_path / "clients.csv").write_bytes(text.encode(codec))
    row = only_row(tmp_path)
    assert (row.name, row.worthwhile) == ("Jürgen", 1.5)
    assert row.visits == (datetime.date(2026, 3, 16), datetime.date(2026, 3, 30))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Anna,16.03.2026,,,,,", "clients.csv line 3, start: '16.03.2026' must be a date such as 2026-03-16"),
        ("Anna,,2026-03-16 soon,,,,", "clients.csv line 3, visits: 'soon' must be a date"),
        ("Anna,2026-02-30,,,,,", "clients.csv line 3, start: '2026-02-30' must be a date"),
        ("Anna,,,,,,20260316", "clients.csv line 3, next visit: '20260316' must be a date"),
        ("Anna,,,pain,two,,", "clients.csv line 3, worthwhile: 'two' must be a number"),
        ("Anna,,,,,3,", "clients.csv line 3, target: '3' belongs to a main measure, and that cell is empty"),
    ],
)
def test_a_cell_that_cannot_be_used_names_line_cell_and_rule_and_leaves_the_other_rows(
    tmp_path, row, problem
):
    write_table(tmp_path, "Ben,2026-03-16,,,,,", row)
    ben, anna = read_clients(tmp_path).rows
    assert problem in anna.problem
    assert ben.problem == ""


def test_two_rows_of_one_client_are_both_named(tmp_path):
    write_table(tmp_path, WHOLE, "Ben,,,,,,", " anna ,,,,,,")
    anna, ben = read_clients(tmp_path).rows
    assert "clients.csv line 2 and clients.csv line 4 both name 'anna'" in anna.problem
    assert (anna.start, ben.problem) == (None, "")


@pytest.mark.parametrize(
    ("day", "rule"), [("2062-03-16", "more than a year ahead"), ("1926-03-16", "before the year 2000")]
)
def test_a_year_that_cannot_be_is_a_slip_of_the_pen(tmp_path, day, rule):
    write_table(tmp_path, f"Anna,,{day},,,,")
    assert rule in check_dates(only_row(tmp_path), datetime.date(2026, 5, 1)).problem


def test_rows_and_columns_that_say_nothing_of_a_client_are_noted(tmp_path):
    write_table(tmp_path, "Anna,123", ",456", header="client,phone")
    table = read_clients(tmp_path)
    assert [row.name for row in table.rows] == ["Anna"]
    assert "not read: phone" in table.notes[0]
    write_table(tmp_path, "Anna,", ",2026-03-16", header="client,start")
    assert "line 3 names no client" in read_clients(tmp_path).notes[0]


def test_a_table_without_clients_stops_with_the_header_it_needs(tmp_path):
    write_table(tmp_path, "Anna", header="name")
    with pytest.raises(
        DataError, match=r"no column 'client' in its first line, which must be: client,start,visits"
    ):
        read_clients(tmp_path)


def test_the_template_has_a_row_for_everybody_and_later_only_adds(tmp_path):
    path, added = write_template(tmp_path, ["Anna", "Ben, jr"])
    assert added == ("Anna", "Ben, jr")
    assert [row.name for row in read_clients(tmp_path).rows] == ["Anna", "Ben, jr"]
    before = path.read_bytes()
    assert write_template(tmp_path, ["anna", "Ben, jr"])[1] == ()
    assert path.read_bytes() == before
    assert write_template(tmp_path, ["Anna", "Cara", "Ben, jr"])[1] == ("Cara",)
    assert path.read_bytes().startswith(before)
    assert [row.name for row in read_clients(tmp_path).rows] == ["Anna", "Ben, jr", "Cara"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le", "cp1252"])
def test_rows_are_added_in_the_way_the_table_is_stored(tmp_path, codec):
    mark = "\ufeff" if codec == "utf-16-le" else ""
    text = f"{mark}start;client;own words\r\n2026-03-16;Jürgen;x"
    (tmp_path / "clients.csv").write_bytes(text.encode(codec))
    write_template(tmp_path, ["Zoë"])
    jurgen, zoe = read_clients(tmp_path).rows
    assert (jurgen.name, zoe.name) == ("Jürgen", "Zoë")
    assert jurgen.start == datetime.date(2026, 3, 16)


def test_a_name_that_the_tables_encoding_lacks_is_said_and_nothing_is_written(tmp_path):
    before = "client;start\r\nJürgen;\r\n".encode("cp1252")
    (tmp_path / "clients.csv").write_bytes(before)
    with pytest.raises(DataError, match="lacks a letter of a name - save it as UTF-8"):
        write_template(tmp_path, ["王"])
    assert (tmp_path / "clients.csv").read_bytes() == before
