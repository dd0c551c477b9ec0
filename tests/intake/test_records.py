"""Bytes to records: encodings, line ends, delimiters, quotes, sections."""

from __future__ import annotations

import pytest

from analysis.errors import DataError
from analysis.intake.decode import decode_text
from analysis.intake.records import find_delimiter, split_records
from analysis.intake.tables import find_tables, is_header

TEXT = "Datum;Schmerz;Notiz\n1.2.2026;3,5;Übung\n13.2.2026;4,5;ä\n"


def cells(text):
    return [record.cells for record in split_records(text).records if not record.blank]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_encodings_are_found_from_the_bytes(codec):
    assert decode_text(TEXT.encode(codec), "a.csv").text.removeprefix("\ufeff") == TEXT


def test_mac_roman_is_read_only_when_given():
    data = TEXT.encode("mac_roman")
    assert decode_text(data, "a.csv").encoding == "cp1252"
    assert decode_text(data, "a.csv", encoding="mac_roman").text == TEXT


def test_an_unknown_encoding_is_refused():
    with pytest.raises(DataError, match="cannot be used"):
        decode_text(b"a", "a.csv", encoding="klingon")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(32)) * 20, "not text"),
    ],
)
def test_other_kinds_of_file_are_named(data, kind):
    with pytest.raises(DataError, match=kind):
        decode_text(data, "a.csv")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends_make_no_difference(end):
    assert cells(TEXT.replace("\n", end)) == cells(TEXT)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_are_those_of_a_text_editor(end):
    text = 'a,b\n1,"two\nlines"\n3,4\n\n5,6\n'.replace("\n", end)
    assert [r.line for r in split_records(text).records if not r.blank] == [1, 2, 4, 6]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_equal_widths(delimiter):
    rows = ["a{0}b{0}c", "1{0}2{0}3", "4{0}5{0}6"]
    assert find_delimiter([row.format(delimiter) for row in rows]) == delimiter


def test_decimal_commas_do_not_pass_for_delimiters():
    assert find_delimiter(["Datum;Schmerz", *[f"{d}.3.2026;3,5" for d in range(1, 28)]]) == ";"


def test_a_separator_line_is_obeyed_and_counted():
    table = split_records("sep=;\nDatum;Schmerz\n1.2.2026;3\n")
    assert table.delimiter == ";"
    assert table.records[0].line == 2


def test_a_quote_left_open_does_not_swallow_the_rest():
    text = 'Date,Pain,Notes\n2026-03-01,3,"open\n2026-03-02,4,fine\n2026-03-03,5,fine\n'
    table = split_records(text)
    assert [r.line for r in table.records if not r.blank] == [1, 2, 3, 4]
    assert table.mended[0][:2] == (2, "quote_mended")


def test_two_open_quotes_do_not_swallow_what_is_between_them():
    text = 'Date,Pain,Notes\n2026-03-01,3,"open\n2026-03-02,4,fine\n2026-03-03,5,"open\n2026-03-04,5,x\n'
    assert len(cells(text)) == 5


def test_a_cell_of_several_lines_stays_one_record():
    text = 'Date,Pain,Notes\n2026-03-01,3,"one\n\ntwo"\n2026-03-02,4,x\n'
    assert [len(row) for row in cells(text)] == [3, 3, 3]


def test_nul_characters_are_taken_out_and_reported():
    table = split_records("a,b\n1,2\0\n")
    assert table.records[1].cells == ["1", "2"]
    assert table.mended[0][1] == "nul_removed"


def tables_of(text):
    return find_tables(split_records(text).records)


def test_a_preamble_stands_above_the_header():
    tables, above = tables_of("My log,,\nExported,21/11/2025,\n,,\nDate,Routine,Mins\n2026-03-01,Hips,15\n")
    assert tables[0].header == ["Date", "Routine", "Mins"]
    assert tables[0].header_line == 4
    assert len(above) == 2


def test_totals_and_repeated_headers_are_set_aside():
    tables, _ = tables_of("Date,Pain\n2026-03-01,3\nDate,Pain\n2026-03-02,4\nTOTAL,7\nAverage,3.5\n")
    assert len(tables[0].records) == 2
    assert sorted(rule for _, rule in tables[0].passed) == ["repeated_header", "total_row", "total_row"]


def test_a_file_without_header_has_none():
    tables, _ = tables_of("2026-03-01,3\n2026-03-02,4\n")
    assert tables[0].header == []
    assert len(tables[0].records) == 2


def test_a_header_that_was_sorted_to_the_end_keeps_its_rows():
    tables, above = tables_of("2026-03-02,4\n2026-03-01,3\nDate,Pain\n")
    assert len(tables[0].records) == 2
    assert not above


def test_sections_with_their_own_header_are_tables():
    text = "Body\nDate,Weight\n2026-03-01,70\n\nSleep\nStart Time,Minutes Asleep\n2026-03-01 23:00,400\n"
    tables, _ = tables_of(text)
    assert [t.header[0] for t in tables] == ["Date", "Start Time"]
    assert tables[1].title == "Sleep"


def test_a_question_is_a_header_and_a_rating_is_not():
    records = split_records("Timestamp,How tight do your hips feel? (0-10)\n2026-03-01,4\n").records
    assert is_header(records[0])
    assert not is_header(records[1])


def test_a_table_beside_the_log_is_cut_away():
    tables, _ = tables_of("Date,Pain,,,Completed %,32.26%\n2026-03-01,3,,,Best,5\n2026-03-02,4,,,,\n")
    assert tables[0].header == ["Date", "Pain"]
    assert tables[0].cut
    assert [r.cells for r in tables[0].records] == [["2026-03-01", "3"], ["2026-03-02", "4"]]


def test_prose_above_the_table_is_not_taken_for_the_header():
    text = "This log starts on the date I hurt my back,\nStart date,of my plan\nDate,Pain\n2026-03-01,3\n"
    tables, above = tables_of(text)
    assert tables[0].header == ["Date", "Pain"]
    assert len(above) == 2


def test_a_quote_that_breaks_later_does_not_cut_a_note_of_several_lines():
    table = split_records('Date,Note,Pain\n2025-03-01,"a\nb",4\n2025-03-02,"open,5\n2025-03-03,x "y" z,6\n')
    assert [record.cells for record in table.records[1:4]] == [
        ["2025-03-01", "a\nb", "4"],
        ["2025-03-02", "open", "5"],
        ["2025-03-03", 'x "y" z', "6"],
    ]
    assert [(line, rule) for line, rule, _ in table.mended] == [(4, "quote_mended")]


def test_a_quote_inside_a_number_is_not_taken_out_of_it():
    assert split_records('Date|Pain\n2025-03-15|"0,5"6"\n').records[1].cells == ["2025-03-15", '0,5"6']
