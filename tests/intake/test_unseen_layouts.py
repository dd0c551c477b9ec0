"""Layouts and quirks that nobody here had seen: compared cell by cell with what a person would read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import load_logs, save_mapping

PLAIN = "Date,Pain (0-10)\n2025-03-01,4\n2025-03-02,3\n2025-03-13,5\n"
THREE = ["2025-03-01 pain 4", "2025-03-02 pain 3", "2025-03-13 pain 5"]


@pytest.fixture
def read(tmp_path):
    """Read a file of these contents."""

    def write(content, name="log.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_logs(path, **options)

    return write


@pytest.fixture
def read_folder(tmp_path):
    """Read a folder of these files."""

    def write(files, **options):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_logs(tmp_path, **options)

    return write


def readings(logs):
    """Write the readings as 'day metric value side moment', without what is not known."""
    found = logs.outcomes[logs.outcomes["value"].notna()]
    return [
        " ".join(
            [f"{row.date:%Y-%m-%d} {row.metric} {row.value:g}"]
            + [word for word in (row.side, row.moment) if word not in ("unknown", "none")]
        )
        for row in found.itertuples()
    ]


def bouts(logs):
    """Write the sessions as 'day minutes what side'."""
    return [
        f"{row.date:%Y-%m-%d} {row.minutes:g} {row.exercise if isinstance(row.exercise, str) else row.routine}"
        + (f" {row.side}" if row.side != "unknown" else "")
        for row in logs.sessions.itertuples()
    ]


def rules(logs):
    return set(logs.issues["rule"])


def make_zip(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def make_workbook(*sheets):
    """Make a workbook of (title, rows) and give its bytes."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


# Structure


@pytest.mark.parametrize(
    "content",
    [
        '"sep=,"\r\n' + PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r\r\n"),
        PLAIN.replace(",", "\t").encode("utf-16-be"),
        PLAIN.replace(",", "|"),
        "| Date | Pain (0-10) |\n|---|---|\n| 2025-03-01 | 4 |\n| 2025-03-02 | 3 |\n| 2025-03-13 | 5 |\n",
        b"Date,Pain (0-10)\n2025-03-01,4\0\n2025-03-02,3\n\0\0\n2025-03-13,5\n",
        "Table 1,\n" + PLAIN,
        "Diary of Anna\nStarted: 1 March 2025\n\nDoctor: Dr. Miller, Monday 9:00\nWeek,1\nHeight,170\n" + PLAIN,
        "# exported by me\n" + PLAIN.replace("2025-03-02", "# a pause here, travelling\n2025-03-02") + "#end\n",
        PLAIN.replace("\n", ",,,\n"),
        PLAIN.replace("2025-03-02", "\nDate,Pain (0-10)\n2025-03-02").replace("2025-03-13", "Week 1 average,3.5\n2025-03-13"),
        "Date,Pain (0-10),,,Summary,\n2025-03-01,4,,,Average pain,4.0\n2025-03-02,3,,,Days,3\n2025-03-13,5,,,,\n",
        "Date,Pain (0-10),,Average,4\n2025-03-01,4,,Min,3\n2025-03-02,3,,Max,5\n2025-03-13,5,,,\n",
        "Date\u00a0,Pain\u00a0(0-10)\n2025-03-01,4\u00a0\n2025-03-02,3\n2025-03-13,5\n",
        'Date,"Pain\n(0-10)"\n2025-03-01,4\n2025-03-02,3\n2025-03-13,5\n',
    ],
)  # fmt: skip
def test_what_stands_around_a_table_changes_no_reading(read, content):
    assert readings(read(content)) == THREE


def test_a_second_table_without_a_gap_is_read_too(read):
    logs = read("Date,Pain (0-10)\n2025-03-01,4\nDate,Exercise,Minutes\n2025-03-02,Couch stretch,10\n")
    assert readings(logs) == ["2025-03-01 pain 4"]
    assert bouts(logs) == ["2025-03-02 10 Couch stretch"]


def test_tables_of_one_file_settle_their_orders_each_for_itself(read):
    logs = read(
        "Date,Pain (0-10)\n13/03/2025,4\n\nDate,Exercise,Minutes\n03/14/2025,Pigeon,5\n03/02/2025,Pigeon,6\n"
    )
    assert readings(logs) == ["2025-03-13 pain 4"]
    assert bouts(logs) == ["2025-03-14 5 Pigeon", "2025-03-02 6 Pigeon"]


@pytest.mark.parametrize("last", ["Total,,25", "Weekly total,,25", "Total 2025-03-02,,15", ",,15"])
def test_a_sum_below_the_rows_is_no_session(read, last):
    logs = read(f"Date,Pain (0-10),Minutes\n2025-03-01,4,10\n2025-03-02,3,5\n{last}\n")
    assert bouts(logs) == ["2025-03-01 10 Minutes", "2025-03-02 5 Minutes"]
    assert len(readings(logs)) == 2


def test_inch_marks_are_no_open_quotes(read):
    logs = read('Date,Reach,Pain (0-10)\n2025-03-01,-2",4\n2025-03-02,3",3\n')
    assert readings(logs) == [
        "2025-03-01 reach -5.08", "2025-03-02 reach 7.62", "2025-03-01 pain 4", "2025-03-02 pain 3",
    ]  # fmt: skip


def test_a_note_of_several_lines_with_a_date_in_it_is_one_note(read):
    logs = read('Date,Notes,Pain (0-10)\n2025-03-01,"one\ntwo, 2025-03-09\n\nend",4\n2025-03-02,x,3\n')
    assert readings(logs) == ["2025-03-01 pain 4", "2025-03-02 pain 3"]


def test_a_decimal_comma_without_quotes_is_left_out_with_its_line(read):
    logs = read("Date,Pain (0-10),Notes\n2025-03-01,4,5,fine\n2025-03-02,3,ok\n")
    assert readings(logs) == ["2025-03-02 pain 3"]
    assert logs.issues.loc[logs.issues["rule"] == "too_many_cells", "line"].tolist() == [2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<html><table><tr><td>Date</td></tr></table>", "is a web page"),
        ("buy milk\ncall mum\n", "is no log"),
        ("Ingredient,Amount\nFlour,200\n", "no column holds dates"),
    ],
)
def test_what_is_no_log_is_refused_by_name(read, content, message):
    with pytest.raises(DataError, match=message):
        read(content)


# Days


@pytest.mark.parametrize(
    "cell",
    [
        "March 1st, 2025", "1-Mar-25", "Mar-01-2025", "Saturday, March 1, 2025", "Mar 1 '25", "the 1st of March 2025",
        "01Mar2025", "2025-Mar-01", "1 Mar 2025 at 7.05pm", "2025-03-01 07h05", "1 mars 2025 kl. 07:05", "1 marca 2025",
        "1 de marzo de 2025", "2025年3月1日", "Saturday 2025-03-01", "45717", "45717.5", "2025-03-01 07:05:00 -0500",
        "2025-03-01 07:05 EST", "2025/03/01 11:10:41 PM GMT+4",
    ],
)  # fmt: skip
def test_a_day_written_in_any_of_these_ways_is_that_day(read, cell):
    logs = read(f'Date,Pain (0-10)\n"{cell}",4\n2025-03-05,5\n')
    assert readings(logs) == ["2025-03-01 pain 4", "2025-03-05 pain 5"]


@pytest.mark.parametrize(
    "cell",
    [
        "1-3 March 2025", "2025-03-01 to 2025-03-03", "01.-03.03.2025", "1/3/2025-3/3/2025", "today", "yesterday",
        "3 days ago", "2025-02-30", "0025-03-01", "2205-03-01", "2O25-03-01", "March", "Mar 2025", "Day 1", "1",
    ],
)  # fmt: skip
def test_what_is_no_single_day_is_left_out_with_its_line(read, cell):
    logs = read(f"Date,Pain (0-10)\n{cell},4\n2025-03-05,5\n")
    assert readings(logs) == ["2025-03-05 pain 5"]
    bad = logs.issues[(logs.issues["severity"] == "error") & (logs.issues["line"] == 2)]
    assert bad["text"].tolist() == [cell]


@pytest.mark.parametrize(
    ("content", "days"),
    [
        ("Day,Date,Pain (0-10)\nSat,01/03/2025,1\nSun,02/03/2025,2\n", ["2025-03-01", "2025-03-02"]),
        ("Date,Pain (0-10)\nSat 01/03/2025,1\nSun 02/03/2025,2\n", ["2025-03-01", "2025-03-02"]),
        ("Date,Pain (0-10)\n13.03.2025,1\n14/03/2025,2\n15-03-25,2\n", ["2025-03-13", "2025-03-14", "2025-03-15"]),
        ("Date,Pain (0-10)\n30/12/24,1\n1/1/25,2\n", ["2024-12-30", "2025-01-01"]),
        ("Year,Month,Day,Pain (0-10)\n2025,March,1,1\n2025,March,2,2\n", ["2025-03-01", "2025-03-02"]),
        ("Injury date,Date,Pain (0-10)\n2024-05-05,2025-03-01,1\n", ["2025-03-01"]),
        ("Date of surgery,Date of entry,Pain (0-10)\n2024-05-05,2025-03-01,1\n", ["2025-03-01"]),
        ("Date,Next appointment,Pain (0-10)\n2025-03-01,2025-04-01,1\n", ["2025-03-01"]),
        ("Date,Note,Pain (0-10)\n2025-03-01,2025-03-05,1\n2025-03-02,2025-03-05,1\n", ["2025-03-01", "2025-03-02"]),
    ],
)  # fmt: skip
def test_the_day_comes_from_the_column_that_gives_it(read, content, days):
    assert [text.split()[0] for text in readings(read(content))] == days


def test_one_cell_in_another_order_among_many_is_left_out_and_named(read):
    rows = "".join(f"{day:02}/03/2025,5\n" for day in range(1, 25))
    logs = read(f"Date,Pain (0-10)\n{rows}03/25/2025,9\n")
    assert len(readings(logs)) == 24
    assert logs.issues.loc[logs.issues["rule"] == "impossible_date", "text"].tolist() == ["03/25/2025"]


@pytest.mark.parametrize(
    ("cells", "day"),
    [("2025-03-02,1:05AM", "2025-03-01"), ("2025-03-02,1:05PM", "2025-03-02"), ("2025-03-02 00:00:00,01:05:00", "2025-03-01")],
)  # fmt: skip
def test_a_time_in_its_own_column_moves_the_night_to_the_day_before(read, cells, day):
    logs = read(f"Date,Time,Pain (0-10)\n{cells},3\n", day_starts_at="04:00")
    assert readings(logs) == [f"{day} pain 3"]


def test_a_zone_turns_what_is_utc_and_leaves_what_is_local(read):
    rows = "2025-03-01T23:05:00Z,4\n2025-03-03 23:05 UTC,5\n2025-03-05 23:05,6\n"
    logs = read(f"Date,Pain (0-10)\n{rows}", tz="Europe/Berlin")
    assert readings(logs) == ["2025-03-02 pain 4", "2025-03-04 pain 5", "2025-03-05 pain 6"]


# Cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5 of 10", 5), ("5 / 10", 5), ("8 von 10", 8), ("5pts", 5), ("5 points", 5), ("3-4/10", 3.5), ("6 or 7", 6.5),
        ("5—6", 5.5), ("５", 5), ("05", 5), ("+5", 5), ("50%", 5), ("no pain", 0), ("about 5", 5), ("10/10", 10),
    ],
)  # fmt: skip
def test_an_everyday_rating_is_read(read, cell, value):
    logs = read(f'Date,Pain (0-10)\n2025-03-01,"{cell}"\n2025-03-02,7\n')
    assert readings(logs) == [f"2025-03-01 pain {value:g}", "2025-03-02 pain 7"]


@pytest.mark.parametrize(
    "cell",
    [
        "11", "-1", "4 (left 6)", "1/2", "5/6", "mild",
        "5;6", "5 6", "max 6", "4-3", "1e1", "#REF!", "TRUE", "5 (max 8)", "4\n5", "x",
    ],
)  # fmt: skip
def test_a_rating_that_is_not_clear_is_left_out_with_its_line(read, cell):
    logs = read(f'Date,Pain (0-10)\n2025-03-01,"{cell}"\n2025-03-02,7\n')
    assert readings(logs) == ["2025-03-02 pain 7"]
    bad = logs.issues[(logs.issues["severity"] == "error") & (logs.issues["line"] == 2)]
    assert bad["text"].tolist() == [cell]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Pain (1-5)", "135"), ("Pain 0-4", "024"), ("Pain /5", ("0", "2.5", "5")), ("Pain out of 5", ("0", "2.5", "5")),
        ("How bad is the pain? (1 = none, 5 = worst)", "135"), ("Pain (1-7)", "147"), ("Pain VAS (0-100)", ("0", "50", "100")),
        ("Pain", ("0/5", "2.5/5", "5/5")), ("Pain", ("0%", "50%", "100%")),
    ],
)  # fmt: skip
def test_a_scale_that_is_stated_is_brought_to_ten(read, header, cells):
    rows = "".join(f"2025-03-0{n},{cell}\n" for n, cell in enumerate(cells, 1))
    logs = read(f'Date,"{header}"\n{rows}')
    assert readings(logs) == ["2025-03-01 pain 0", "2025-03-02 pain 5", "2025-03-03 pain 10"]


@pytest.mark.parametrize(
    ("header", "cell", "reading"),
    [
        ("Hip ROM (deg)", "45degrees", "rom 45"), ("Hip ROM (deg)", "−5", "rom -5"), ("Hip ROM (deg)", "~45°", "rom 45"),
        ("Sit and reach (in)", "-2", "reach -5.08"), ("Sit and reach", "3 inches", "reach 7.62"),
        ("Sit and reach (mm)", "35", "reach 3.5"), ("Toe touch (inches)", "-4", "reach -10.16"),
        ("Steps", "10\u202f234", "steps 10234"), ("Resting HR", "58 bpm", "resting_hr 58"),
    ],
)  # fmt: skip
def test_a_measure_is_read_in_its_unit(read, header, cell, reading):
    assert readings(read(f"Date,{header}\n2025-03-01,{cell}\n")) == [f"2025-03-01 {reading}"]


@pytest.mark.parametrize("cell", ["10-0-90", "0-0-130", "0/130", "45/50", "45°30'", "45 46 47", "230"])
def test_an_angle_that_is_not_one_number_is_left_out(read, cell):
    logs = read(f"Date,Hip ROM (deg)\n2025-03-01,{cell}\n2025-03-02,50\n")
    assert readings(logs) == ["2025-03-02 rom 50"]
    assert 2 in logs.issues.loc[logs.issues["severity"] == "error", "line"].tolist()


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("1h20", 80), ("1 hour", 60), ("15'", 15), ("5'30\"", 5.5), ("1:20:00", 80), ("45 sec", 0.75), ("1 h 5 min 30 s", 65.5),
        ("5-10 min", 7.5), ("~10", 10), ("1,5", 1.5), ("15 mins.", 15),
    ],
)  # fmt: skip
def test_an_everyday_duration_is_read(read, cell, minutes):
    quoted = cell.replace('"', '""')
    logs = read(f'Date,Exercise,Minutes\n2025-03-01,Pigeon,"{quoted}"\n')
    assert bouts(logs) == [f"2025-03-01 {minutes:g} Pigeon"]


@pytest.mark.parametrize(
    "cell",
    [
        "all day",
        "10/10",
        "700",
        "-5",
        "15+",
        "up to 15",
    ],
)
def test_a_duration_that_is_not_clear_is_no_session_and_named(read, cell):
    logs = read(f"Date,Exercise,Minutes\n2025-03-01,Pigeon,{cell}\n2025-03-02,Pigeon,7\n")
    assert bouts(logs) == ["2025-03-02 7 Pigeon"]
    assert 2 in logs.issues.loc[logs.issues["severity"] == "error", "line"].tolist()


@pytest.mark.parametrize(
    "header",
    ["Pain-free (0-10)", "Pain relief (0-10)", "Pain change", "Pain goal", "Pain yesterday (0-10)", "Pain (min)", "Not tight (0-10)",
     "Stiffness free", "Energy (kcal)", "Minutes in pain", "Minutes until pain", "Planned minutes", "Cumulative minutes", "Running total"],
)  # fmt: skip
def test_a_header_that_means_something_else_is_named_and_not_read(read, header):
    logs = read(f"Date,{header},Mood (0-10)\n2025-03-01,3,5\n2025-03-02,4,6\n")
    assert readings(logs) == ["2025-03-01 mood 5", "2025-03-02 mood 6"]
    assert bouts(logs) == []
    assert logs.issues.loc[logs.issues["rule"] == "column_not_read", "column"].tolist() == [header]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Date,Pain R/L (0-10)\n2025-03-01,6/5\n", ["pain 6 right", "pain 5 left"]),
        ("Date,Hip ROM L/R (deg)\n2025-03-01,95/90\n", ["rom 95 left", "rom 90 right"]),
        ("Date,When,Pain (0-10)\n2025-03-01,before,4\n2025-03-01,after,3\n", ["pain 4 pre", "pain 3 post"]),
        ("Date,Pain AM,Pain PM\n2025-03-01,6,3\n", ["pain 6 morning", "pain 3 evening"]),
        ("Date,Metric,Value\n2025-03-01,Pain (left hip),4\n2025-03-01,Sleep hours,7\n", ["pain 4 left", "sleep_h 7"]),
        ("Date,Test,Value,Unit\n2025-03-01,Sit and reach,2,in\n2025-03-01,Sit and reach,5,cm\n", ["reach 5.08", "reach 5"]),
        ("date,pain_nrs,rom_hip_ext_l_deg,rom_hip_ext_r_deg\n2025-03-01,4,10,12\n", ["pain 4", "rom 10 left", "rom 12 right"]),
        ("📅 Date,😣 Pain (0-10)\n2025-03-01,4\n", ["pain 4"]),
        ("Date / Datum,Pain / Schmerz (0-10)\n2025-03-01,4\n", ["pain 4"]),
    ],
)  # fmt: skip
def test_sides_moments_and_units_of_unseen_headers_are_read(read, content, expected):
    assert sorted(readings(read(content))) == sorted(f"2025-03-01 {text}" for text in expected)


# Which entry is which


def test_the_same_days_saved_in_another_form_are_one_log(read_folder):
    logs = read_folder(
        {
            "a.csv": PLAIN,
            "b.csv": "Pain (0-10);Date\n4;01.03.2025\n3;02.03.2025\n5;13.03.2025\n6;14.03.2025\n",
        }
    )
    assert readings(logs) == [*THREE, "2025-03-14 pain 6"]
    assert "conflict" not in rules(logs)


def test_a_blank_in_one_file_takes_the_value_of_the_other(read_folder):
    head = "Date,Pain (0-10),Tightness (0-10)\n"
    logs = read_folder({"a.csv": head + "2025-03-01,,5\n", "b.csv": head + "2025-03-01,6,\n"})
    assert sorted(readings(logs)) == ["2025-03-01 pain 6", "2025-03-01 tightness 5"]


def test_another_scale_in_another_file_is_a_conflict_and_no_second_reading(read_folder):
    logs = read_folder(
        {
            "a.csv": "Date,Pain (0-10)\n2025-03-01,4\n",
            "b.csv": "Date,Pain (1-5)\n2025-03-01,3\n2025-03-02,3\n",
        }
    )
    assert readings(logs) == ["2025-03-01 pain 4", "2025-03-02 pain 5"]
    assert "conflict" in rules(logs)


def test_files_of_one_name_in_different_folders_are_both_read(read_folder):
    logs = read_folder(
        {
            "2024/log.csv": "Date,Pain (0-10)\n2024-03-01,4\n",
            "2025/log.csv": "Date,Pain (0-10)\n2025-03-01,5\n",
        }
    )
    assert readings(logs) == ["2024-03-01 pain 4", "2025-03-01 pain 5"]


def test_mac_junk_in_an_archive_is_passed_over(read):
    logs = read(
        make_zip({"a.csv": PLAIN, "__MACOSX/._a.csv": "x", ".DS_Store": "x", "readme.txt": "hi"}), "logs.zip"
    )
    assert readings(logs) == THREE
    assert "file_not_read" not in rules(logs)


# Workbooks


def test_sheets_without_dates_are_named_and_cost_nothing(read):
    book = make_workbook(
        ("Pain", [["Date", "Pain (0-10)"], ["2025-03-01", 4]]),
        ("Stretch", [["Date", "Exercise", "Minutes"], ["2025-03-01", "Pigeon", 10]]),
        ("Summary", [["Average pain", 4], ["Days", 1]]),
        ("Empty", []),
    )
    logs = read(book, "renamed.csv")
    assert readings(logs) == ["2025-03-01 pain 4"]
    assert bouts(logs) == ["2025-03-01 10 Pigeon"]
    assert "section_not_read" in rules(logs)


def test_a_rating_that_a_spreadsheet_made_a_date_is_left_out(read):
    rows = [
        ["Date", "Pain (0-10)"],
        [dt.date(2025, 3, 1), "3-4"],
        [dt.date(2025, 3, 2), dt.datetime(2025, 4, 3)],
    ]
    logs = read(make_workbook(("Log", rows)), "log.xlsx")
    assert readings(logs) == ["2025-03-01 pain 3.5"]
    assert 3 in logs.issues.loc[logs.issues["severity"] == "error", "line"].tolist()


def test_times_of_a_workbook_under_minutes_are_hours_and_minutes(read):
    rows = [
        ["Date", "Exercise", "Minutes"],
        [dt.date(2025, 3, 1), "Pigeon", dt.time(0, 20)],
        [dt.date(2025, 3, 2), "Pigeon", dt.time(1, 5)],
    ]
    assert bouts(read(make_workbook(("Log", rows)), "log.xlsx")) == [
        "2025-03-01 20 Pigeon",
        "2025-03-02 65 Pigeon",
    ]


# Questions and answers


@pytest.mark.parametrize(
    ("content", "message", "answer"),
    [
        ("Date,Pain (0-10)\n05/03/2025,4\n", "day_first=True", {"day_first": True}),
        ("Date,Pain (0-10)\n2025-03-05,4\n05/03/2025,4\n", "day_first=True", {"day_first": True}),
        ("2025-03-05,4\n", "no header", {"columns": {"0": "date", "1": "pain"}}),
    ],
)
def test_the_answer_that_a_question_names_answers_it(read, content, message, answer):
    with pytest.raises(NeedsAnswer, match=message):
        read(content)
    assert set(readings(read(content, **answer))) == {"2025-03-05 pain 4"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("rom left pre", "rom 9 left pre"), ("reach cm", "reach 9"), ("pain right post", "pain 9 right post"),
        ("sleep_h", "sleep_h 9"), ("reach in", "reach 22.86"),
    ],
)  # fmt: skip
def test_a_role_with_side_moment_or_unit_is_obeyed(read, role, expected):
    logs = read("Date,X\n2025-03-01,9\n", columns={"X": role})
    assert readings(logs) == [f"2025-03-01 {expected}"]


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        ("Date,Pain (0-10)\n05/03/2025,4\n", {"day_first": True}),
        ("Date,Pain\n2025-03-01T23:30:00Z,4\n", {"tz": "Europe/Berlin"}),
        ("Date,Pain\n2025-03-01,4\n", {"scale": {"pain": (1, 5)}}),
        ("Date,Pain\n2025-03-01 01:00,4\n", {"day_starts_at": "04:00"}),
        ('Date,"He said ""x"" \\ y"\n2025-03-01,4\n', {"columns": {'He said "x" \\ y': "pain"}}),
        ('Date,"Now =\nbad?"\n2025-03-01,4\n', {"columns": {"Now = bad?": "pain left"}}),
    ],
)
def test_saved_answers_read_the_file_as_the_given_ones(tmp_path, content, answers):
    path = tmp_path / "log.csv"
    path.write_text(content)
    given = readings(load_logs(path, **answers))
    header = next(csv.reader(io.StringIO(content)))
    save_mapping(tmp_path, header, **answers)
    assert given == readings(load_logs(path)) == readings(load_logs(tmp_path))


@pytest.mark.parametrize(
    ("content", "open_text"),
    [
        ("Date,Pain (0-10)\n05/03/2025,4\n", "05/03/2025"),
        ("Date,Exercise,Duration,Pain (0-10)\n2025-03-01,Pigeon,0:20,4\n", "0:20"),
    ],
)
def test_a_question_that_is_left_out_stands_in_the_issues_with_its_answer(read, content, open_text):
    logs = read(content, on_question="leave_out")
    asked = logs.issues.loc[logs.issues["rule"] == "question_open", "did"].tolist()
    assert len(asked) == 1
    assert open_text in asked[0]
    assert "pass " in asked[0]
