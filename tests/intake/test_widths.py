"""Records that are too long or too short for their header."""

from __future__ import annotations

import pytest

from analysis.errors import DataError
from analysis.intake import load_logs


@pytest.fixture
def read(tmp_path):
    def load(content, **options):
        path = tmp_path / "log.csv"
        path.write_text(content, encoding="utf-8")
        return load_logs(path, **options)

    return load


def told(logs):
    rows = logs.outcomes[logs.outcomes["value"].notna()]
    return [f"{r['date']:%m-%d} {r['metric']} {r['value']:g}" for r in rows.to_dict("records")]


@pytest.mark.parametrize(
    ("header", "record", "expected", "notes"),
    [
        ("Date,Notes,Pain (0-10)", "2026-03-02,bad, really,4", ["03-02 pain 4"], "bad, really"),
        ("Date,Pain (0-10),Notes", "2026-03-02,4,bad, really", ["03-02 pain 4"], "bad, really"),
        ("Date,Pain (0-10),Stress (0-10)", "2026-03-02,7,5", ["03-02 pain 7", "03-02 stress 5"], None),
    ],
)
def test_a_record_that_fits_in_one_way_only_is_read_so(read, header, record, expected, notes):
    good = {"Date": "2026-03-01", "Notes": "ok", "Pain (0-10)": "1", "Stress (0-10)": "2"}
    logs = read("\n".join([header, ",".join(good[name] for name in header.split(",")), record]) + "\n")
    assert [text for text in told(logs) if text.startswith("03-02")] == expected
    if notes:
        assert logs.outcomes["notes"].tolist()[-1] == notes
        assert logs.issues.set_index("rule").loc["joined_cells", "line"] == 3


@pytest.mark.parametrize(
    "record",
    ["2026-03-02,7,5,3", "2026-03-02,7,5,fine", "2026-03-02,1,2,3,4,5"],
)
def test_a_record_that_fits_in_several_ways_or_none_is_left_out_with_its_line(read, record):
    logs = read(f"Date,Pain (0-10),Notes\n2026-03-01,4,ok\n{record}\n")
    assert told(logs) == ["03-01 pain 4"]
    bad = logs.issues[logs.issues["severity"] == "error"].iloc[0]
    assert (bad["rule"], bad["line"]) == ("too_many_cells", 3)
    assert logs.files["left_out"].tolist() == [1]


def test_a_text_that_runs_on_into_numbers_leaves_the_record_out(read):
    logs = read("Date,Notes,Pain (0-10),Tightness (0-10)\n2026-03-01,ok,4,5\n2026-03-02,bad, really,4\n")
    assert told(logs) == ["03-01 pain 4", "03-01 tightness 5"]
    assert logs.issues.set_index("rule").loc["shifted", "line"] == 3


def test_delimiters_at_the_end_of_every_record_mean_nothing(read):
    logs = read("Date,Pain (0-10)\n2026-03-01,4,,\n2026-03-02,3,,\n2026-03-03,5,,\n")
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3", "03-03 pain 5"]


def test_a_column_without_a_name_is_named_by_its_position(read):
    content = "Date,Pain (0-10),\n2026-03-01,4,slept badly\n2026-03-02,3,\n"
    logs = read(content)
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3"]
    unread = logs.issues.set_index("rule").loc["column_not_read"]
    assert unread["column"] == "2"
    assert "columns={'2': 'ignore'}" in unread["fix"]
    assert read(content, columns={"2": "notes"}).outcomes["notes"].tolist()[0] == "slept badly"
    with pytest.raises(DataError, match="columns has '7', but no file has such a header"):
        read(content, columns={"7": "notes"})


def test_a_header_that_lacks_its_first_name_is_moved_to_where_the_dates_are(read):
    logs = read("Date,Pain (0-10)\nMon,2026-03-02,4\nTue,2026-03-03,3\nWed,2026-03-04,5\n")
    assert told(logs) == ["03-02 pain 4", "03-03 pain 3", "03-04 pain 5"]


def test_two_open_quotes_do_not_swallow_the_day_between_them(read):
    logs = read('Date,Notes,Pain (0-10)\n2026-03-01,"bad day,4\n2026-03-02,"good day,3\n2026-03-03,fine,2\n')
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3", "03-03 pain 2"]
    assert "quote_mended" in logs.issues["rule"].tolist()


def test_a_note_over_several_lines_stays_one_note(read):
    logs = read('Date,Notes,Pain (0-10)\n2026-03-01,"felt bad\nthen ""better"", a bit",4\n2026-03-02,ok,3\n')
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3"]
    assert logs.outcomes["notes"].iloc[0] == 'felt bad\nthen "better", a bit'
    assert logs.outcomes["line"].tolist() == [2, 4]


def test_columns_set_with_blanks_are_read_where_no_cell_is_missing(read):
    logs = read(
        "Date        Pain (0-10)  Notes\n2026-03-01  4            ok day\n2026-03-02  3            bad\n"
    )
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3"]


def test_letters_that_were_encoded_twice_are_read_as_they_were_meant(read):
    logs = read("Datum;Schmerz (0-10);Ãœbung;Minuten\n01.03.2026;4;HÃ¼ftbeuger;10\n13.03.2026;3;;\n")
    assert logs.sessions["exercise"].tolist() == ["Hüftbeuger"]
    assert "encoded_twice" in logs.issues["rule"].tolist()
