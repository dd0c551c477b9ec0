"""Titles, totals and tables on their side: what stands over, among and across the records."""

from __future__ import annotations

import io

import openpyxl
import pytest

from analysis.errors import NeedsAnswer
from analysis.intake import load_logs


@pytest.fixture
def read(tmp_path):
    def load(content, name="log.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_logs(path, **options)

    return load


def told(logs, *columns):
    """Readings as text: day, metric, value and the named columns."""
    rows = logs.outcomes[logs.outcomes["value"].notna()]
    return [
        " ".join([f"{r['date']:%m-%d}", f"{r['metric']}", f"{r['value']:g}", *(str(r[c]) for c in columns)])
        for r in rows.to_dict("records")
    ]


@pytest.mark.parametrize(
    ("first", "second", "column", "expected"),
    [
        ("Left hip", "Right hip", "side", ["left", "right"]),
        ("Linke Hüfte", "Rechte Hüfte", "side", ["left", "right"]),
        ("Before stretching", "After stretching", "moment", ["pre", "post"]),
        ("Neck", "Lower back", "region", ["neck", "lower_back"]),
    ],
)
@pytest.mark.parametrize("form", ["{0}\n{h}\n{a}\n\n{1}\n{h}\n{b}\n", "{h}\n{0},\n{a}\n{1},\n{b}\n"])
def test_a_title_says_what_the_records_under_it_are(read, form, first, second, column, expected):
    rows = {"h": "Date,Pain (0-10)", "a": "2026-03-01,4", "b": "2026-03-01,6"}
    logs = read(form.format(first, second, **rows))
    assert told(logs, column) == [f"03-01 pain 4 {expected[0]}", f"03-01 pain 6 {expected[1]}"]
    assert logs.files["left_out"].sum() == 0
    assert "title_read" in logs.issues["rule"].tolist()


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-09"])
def test_titles_that_are_not_known_are_asked_about_whatever_their_days(read, day):
    content = f"Anna\nDate,Pain (0-10)\n2026-03-01,4\n\nBen\nDate,Pain (0-10)\n{day},6\n"
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Anna': 'person', 'Ben': 'person'\}"):
        read(content)
    logs = read(content, columns={"Anna": "person", "Ben": "person"})
    assert told(logs, "person") == ["03-01 pain 4 Anna", f"{day[5:]} pain 6 Ben"]
    logs = read(content, columns={"Ben": "ignore"})
    assert told(logs) == ["03-01 pain 4"]
    assert logs.files[["kept", "skipped", "left_out"]].iloc[0].tolist() == [1, 3, 0]


def test_a_title_that_says_whose_records_they_are_is_the_person(read):
    content = "Name: Anna Kurz\nDate,Pain (0-10)\n2026-03-01,4\n\nName: Ben\nDate,Pain (0-10)\n2026-03-02,6\n"
    assert told(read(content), "person") == ["03-01 pain 4 Anna Kurz", "03-02 pain 6 Ben"]


def test_titles_that_count_weeks_and_blocks_are_parts_of_one_log(read):
    logs = read("First block\nDate,Pain (0-10)\n2026-03-01,4\n\nWoche 2\nDate,Pain (0-10)\n2026-03-02,6\n")
    assert told(logs) == ["03-01 pain 4", "03-02 pain 6"]


def test_sheets_of_one_header_are_told_apart_by_their_names(read):
    book = openpyxl.Workbook()
    for at, title in enumerate(("Left hip", "Right hip")):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = title
        sheet.append(["Date", "ROM (deg)"])
        sheet.append(["2026-03-01", 50 + at])
    data = io.BytesIO()
    book.save(data)
    logs = read(data.getvalue(), "log.xlsx")
    assert told(logs, "side") == ["03-01 rom 50 left", "03-01 rom 51 right"]


@pytest.mark.parametrize("word", ["TOTAL", "Average", "Summe", "Moyenne", "Razem"])
def test_a_total_with_a_date_beside_it_is_no_reading(read, word):
    logs = read(f"Date,Exercise,Minutes\n2026-03-01,Pigeon,10\n2026-03-01,{word},10\n2026-03-02,Couch,5\n")
    assert logs.sessions["minutes"].tolist() == [10, 5]
    assert logs.files[["kept", "skipped"]].iloc[0].tolist() == [2, 1]
    assert logs.issues.set_index("rule").loc["total_row", "line"] == 3


def test_days_across_the_top_are_turned_and_keep_the_line_of_each_row(read):
    logs = read(
        "My log,,,\n,2026-03-01,2026-03-02,2026-03-03\nPain (0-10),4,3,5\nROM left (deg),40,,42\nMinutes,10,0,5\n"
    )
    assert told(logs, "side", "line") == [
        "03-01 pain 4 unknown 3",
        "03-02 pain 3 unknown 3",
        "03-03 pain 5 unknown 3",
        "03-01 rom 40 left 4",
        "03-03 rom 42 left 4",
    ]
    assert logs.sessions["minutes"].tolist() == [10, 5]
    assert logs.files[["records_read", "kept"]].iloc[0].tolist() == [3, 3]


def test_notes_and_unread_rows_of_a_turned_table_are_in_its_balance(read):
    logs = read(",2026-03-01,2026-03-02,2026-03-03\nPain (0-10),4,3,5\nNotes,,sore,\nWeather,wet,dry,dry\n")
    assert logs.outcomes["notes"].tolist()[1] == "sore"
    assert logs.files[["records_read", "kept", "left_out"]].iloc[0].tolist() == [3, 2, 1]
    assert "Weather" in logs.issues["column"].tolist()


def test_a_refused_cell_of_a_turned_table_names_its_own_line(read):
    logs = read(",2026-03-01,2026-03-02,2026-03-03\nPain (0-10),4,bad,5\n")
    bad = logs.issues[logs.issues["severity"] == "error"].iloc[0]
    assert (bad["line"], bad["text"]) == (2, "bad")


def test_a_month_over_records_gives_dates_their_month_and_year(read):
    logs = read("Date,Pain (0-10)\nMarch 2025,\n1,4\n2,3\nApril 2025,\n1,2\n")
    assert [f"{day:%Y-%m-%d}" for day in logs.outcomes["date"]] == ["2025-03-01", "2025-03-02", "2025-04-01"]
    logs = read("Datum;Schmerz (0-10)\nDezember 2024;\n30.12.;4\nJanuar 2025;\n2.1.;3\n")
    assert [f"{day:%Y-%m-%d}" for day in logs.outcomes["date"]] == ["2024-12-30", "2025-01-02"]


def test_two_tables_side_by_side_have_their_own_days(read):
    logs = read(
        "Date,Pain (0-10),,Date,Exercise,Minutes\n2026-03-01,4,,2026-03-01,Couch stretch,10\n2026-03-02,3,,2026-03-03,Pigeon,5\n"
    )
    assert told(logs) == ["03-01 pain 4", "03-02 pain 3"]
    assert [f"{day:%m-%d}" for day in logs.sessions["date"]] == ["03-01", "03-03"]
    assert logs.files[["records_read", "kept"]].iloc[0].tolist() == [2, 2]


def test_a_week_a_row_is_read_day_by_day(read):
    logs = read("Pain (0-10)\nWeek starting,Mon,Tue,Wed\n2026-03-02,4,3,2\n2026-03-09,1,,3\n")
    assert told(logs) == ["03-02 pain 4", "03-03 pain 3", "03-04 pain 2", "03-09 pain 1", "03-11 pain 3"]
    assert logs.files[["records_read", "kept"]].iloc[0].tolist() == [2, 2]


def test_weeks_without_a_word_for_what_was_measured_are_not_guessed(read):
    logs = read("Week starting,Mon,Tue,Wed\n2026-03-02,4,3,2\n2026-03-09,1,,3\n", on_question="leave_out")
    assert logs.outcomes.empty
    assert logs.files["left_out"].tolist() == [2]
