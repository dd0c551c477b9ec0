"""Days that once were wrong in silence: two dates in a row, zones, weekdays, years, spans, and workbooks."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import load_logs
from analysis.intake.workbook import read_workbook

PAIN = "Date,Pain (0-10)"


@pytest.fixture
def read(tmp_path):
    """Read a file of these lines, or of these bytes."""

    def write(*lines, name="log.csv", **options):
        path = tmp_path / name
        if isinstance(lines[0], bytes):
            path.write_bytes(lines[0])
        else:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_logs(path, **options)

    return write


def readings(logs):
    found = logs.outcomes
    return [f"{row.date:%m-%d} {row.metric} {row.value:g}" for row in found.itertuples()]


def rules(logs):
    return set(logs.issues["rule"])


def save(rows, change=None):
    """Give the bytes of a workbook of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book, book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(rows, change=None):
    return [record.cells for record in read_workbook(save(rows, change), "log.xlsx")[0][1]]


# Two columns of dates


def test_a_second_table_beside_the_first_keeps_its_own_days(read):
    logs = read("Date,Pain (0-10),,Date,Exercise,Minutes", "2026-03-01,4,,2026-03-05,Pigeon,5")
    assert readings(logs) == ["03-01 pain 4"]
    assert logs.sessions["date"].dt.strftime("%m-%d").tolist() == ["03-05"]
    logs = read("Date,Pain (0-10),Date,Tightness (0-10)", "2026-03-01,4,2026-03-05,6")
    assert readings(logs) == ["03-01 pain 4", "03-05 tightness 6"]


def test_two_date_columns_of_one_name_that_agree_are_one(read):
    logs = read("Date,Pain (0-10),Date,Stress (0-10)", "2026-03-01,4,2026-03-01,5")
    assert readings(logs) == ["03-01 pain 4", "03-01 stress 5"]


def test_two_dates_of_other_names_that_differ_are_asked_about_and_each_answer_works(read):
    lines = ["Date,Session date,Pain (0-10)", "2026-03-02,2026-03-02,4", "2026-03-02,2026-03-05,5"]
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Session date': 'ignore'\}"):
        read(*lines)
    assert readings(read(*lines, columns={"Session date": "ignore"}))[1] == "03-02 pain 5"
    assert readings(read(*lines, columns={"Date": "ignore"}))[1] == "03-05 pain 5"


def test_the_date_that_the_person_names_comes_before_the_word_in_a_header(read):
    logs = read("Date,Entry,Pain (0-10)", "2026-03-01,2026-03-05,4", columns={"Entry": "date"})
    assert readings(logs) == ["03-05 pain 4"]
    assert logs.issues["did"].str.contains("column 'Entry' gives the day, as you said").any()


PROGRAMME = ["Start date,Day,Pain (0-10)", "2026-03-01,1,4", "2026-03-01,2,5", "2026-03-01,4,6"]


def test_the_days_of_a_programme_never_fall_on_its_first(read):
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Day': 'date'\}"):
        read(*PROGRAMME)
    counted = read(*PROGRAMME, columns={"Day": "date"})
    assert readings(counted) == ["03-01 pain 4", "03-02 pain 5", "03-04 pain 6"]
    assert "day_counted" in rules(counted)
    assert readings(read(*PROGRAMME, columns={"Day": "ignore"}))[2] == "03-01 pain 6"


def test_a_programme_that_counts_from_day_0_begins_with_it(read):
    logs = read("Start date,Day,Pain (0-10)", "2026-03-01,0,4", "2026-03-01,1,5", columns={"Day": "date"})
    assert readings(logs) == ["03-01 pain 4", "03-02 pain 5"]


def test_a_weekday_counts_from_the_first_day_of_its_week(read):
    logs = read(
        "Week of,Day,Pain (0-10)", "2026-03-02,Monday,1", "2026-03-02,Wednesday,2", "2026-03-09,Sunday,3"
    )
    assert readings(logs) == ["03-02 pain 1", "03-04 pain 2", "03-15 pain 3"]
    assert "day_of_week" in rules(logs)


def test_weeks_that_begin_on_different_weekdays_are_asked_about(read):
    with pytest.raises(NeedsAnswer, match="the weeks begin on different weekdays"):
        read("Week of,Day,Pain (0-10)", "2026-03-02,Monday,1", "2026-03-10,Sunday,3")


def test_one_date_beside_several_weekdays_is_asked_about(read):
    lines = [
        "Date,Day,Pain (0-10)",
        "2026-03-02,Mon,4",
        "2026-03-02,Wed,5",
        "2026-03-09,Tue,6",
        "2026-03-09,Fri,6",
    ]
    with pytest.raises(NeedsAnswer, match="name the column 'Week of'"):
        read(*lines)
    assert readings(read(*lines, columns={"Day": "ignore"}))[1] == "03-02 pain 5"


def test_several_columns_of_dates_without_a_name_are_told_with_the_answer(read):
    lines = ["Last edited,Noted,Pain (0-10)", "2026-03-09,2026-03-01,4"]
    with pytest.raises(DataError, match=r"columns=\{'Noted': 'date'\}"):
        read(*lines)
    assert readings(read(*lines, columns={"Noted": "date"})) == ["03-01 pain 4"]


# Zones


@pytest.mark.parametrize("header", ["Date (UTC)", "Date [GMT]", "date_utc", "Timestamp (UTC)"])
def test_the_zone_of_a_header_is_that_of_its_cells(read, header):
    lines = [f"{header},Pain (0-10)", "2026-03-01 23:05,1"]
    moved = read(*lines, tz="Europe/Berlin")
    assert readings(moved) == ["03-02 pain 1"]
    assert moved.files["zone"].tolist() == ["Europe/Berlin"]
    plain = read(*lines)
    assert readings(plain) == ["03-01 pain 1"]
    assert "day_uncertain" in rules(plain)


def test_an_offset_in_the_header_follows_the_summer_of_the_zone(read):
    lines = ["Timestamp (GMT+1),Pain (0-10)", "2026-03-01 23:30,4", "2026-07-02 23:30,5"]
    assert readings(read(*lines, tz="Europe/Berlin")) == ["03-01 pain 4", "07-03 pain 5"]
    assert "day_uncertain" in rules(read(*lines))


def test_a_time_column_in_utc_moves_the_day_beside_it(read):
    lines = ["Date,Time (UTC),Pain (0-10)", "2026-03-01,23:30,4", "2026-03-02,10:00,5"]
    assert readings(read(*lines, tz="Europe/Berlin")) == ["03-02 pain 4", "03-02 pain 5"]
    assert "day_uncertain" in rules(read(*lines))


def test_offsets_that_are_all_zero_say_utc(read):
    lines = [PAIN, "2026-03-01T23:30:00+00:00,4", "2026-03-02T10:00:00+00:00,5"]
    assert readings(read(*lines, tz="Europe/Berlin"))[0] == "03-02 pain 4"
    assert "day_uncertain" in rules(read(*lines))


def test_a_zone_that_moved_nothing_is_not_claimed(read):
    logs = read(PAIN, "2026-03-01 23:30,4", tz="Europe/Berlin")
    assert readings(logs) == ["03-01 pain 4"]
    assert logs.files["zone"].isna().all()


@pytest.mark.parametrize("tz", ["America/New_York", "Europe/Berlin", None])
def test_midnight_utc_in_every_cell_is_no_time_in_any_zone(read, tz):
    logs = read(PAIN, "2026-03-01T00:00:00.000Z,4", "2026-03-02T00:00:00.000Z,5", tz=tz)
    assert readings(logs) == ["03-01 pain 4", "03-02 pain 5"]
    assert "day_uncertain" not in rules(logs)


def test_local_midnight_written_in_utc_is_no_time_either(read):
    lines = [PAIN, "2026-03-01T23:00:00Z,4", "2026-03-02T23:00:00Z,5"]
    logs = read(*lines, tz="Europe/Berlin", day_starts_at="04:00")
    assert readings(logs) == ["03-02 pain 4", "03-03 pain 5"]


# Order of day and month


@pytest.mark.parametrize("rows", [["26/3/1,4", "26/3/13,5"], ["26/3/13,5"], ["26-03-02,4", "26-03-13,5"]])
def test_a_year_of_two_digits_in_front_is_asked_about(read, rows):
    with pytest.raises(NeedsAnswer, match="four digits"):
        read(PAIN, *rows)


def test_a_short_year_behind_that_is_near_needs_no_question(read):
    assert readings(read(PAIN, "27/3/26,4", "28/3/26,5")) == ["03-27 pain 4", "03-28 pain 5"]


def test_one_mistyped_short_year_among_many_is_left_out(read):
    rows = [f"{day}/3/2026,4" for day in range(13, 29)]
    logs = read(PAIN, *rows, "29/3/2,4")
    assert len(logs.outcomes) == 16
    assert "no_year" in rules(logs)


MIXED = [dt.datetime(2026, 1, 3), "13/03/2026", dt.datetime(2026, 2, 3), "14/03/2026"]


def test_dates_that_a_spreadsheet_turned_around_are_asked_about(read):
    rows = [["Date", "Pain (0-10)"], *([date, 4] for date in MIXED)]
    with pytest.raises(NeedsAnswer, match="13/03/2026"):
        read(save(rows), name="log.xlsx")


def test_dates_in_two_ways_that_follow_each_other_are_not(read):
    rows = [f"2026-03-{day:02d},4" for day in range(9, 13)] + [f"{day}/03/2026,5" for day in range(13, 17)]
    assert [day[:5] for day in readings(read(PAIN, *rows))] == [f"03-{day:02d}" for day in range(9, 17)]


# Weekdays


def test_weekdays_that_mostly_differ_are_named_as_a_whole(read):
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"]
    rows = [f"2026-03-{day:02d},{name},4" for day, name in enumerate(names, 1)]
    logs = read("Date,Weekday,Pain (0-10)", *rows)
    said = logs.issues.set_index("rule").loc["weekdays_differ"]
    assert said["severity"] == "warning"
    assert "always 1 day(s) later" in said["did"]


@pytest.mark.parametrize("cell", ["{} 2026-03-{:02d}", "2026-03-{1:02d} {0}", "2026-03-{1:02d} ({0})"])
def test_a_weekday_in_the_cell_is_checked(read, cell):
    names = ["Sun", "Mon", "Tue", "Wed", "Wed", "Fri", "Sat", "Sun"]
    logs = read(PAIN, *(f"{cell.format(name, day)},4" for day, name in enumerate(names, 1)))
    assert len(logs.outcomes) == 8
    assert logs.issues.set_index("rule")["line"]["weekday_differs"] == 6


def test_weekdays_that_fit_the_dates_turned_around_are_a_question(read):
    rows = ["2026-01-03,Sun,4", "2026-02-03,Mon,5", "2026-04-03,Wed,6"]
    with pytest.raises(NeedsAnswer, match="only with day and month turned around"):
        read("Date,Weekday,Pain (0-10)", *rows)


def test_weekdays_that_contradict_days_above_twelve_are_a_question(read):
    rows = ["13/03/2026,,4", "01/04/2026,Sun,4", "01/05/2026,Mon,4", "01/06/2026,Tue,4"]
    with pytest.raises(NeedsAnswer, match="weekdays beside dates fit month first"):
        read("Date,Weekday,Pain (0-10)", *rows)


def test_a_column_of_weekdays_without_a_name_settles_the_order(read):
    logs = read("Date,,Pain (0-10)", "01/03/2026,Sun,4", "02/03/2026,Mon,5")
    assert readings(logs) == ["03-01 pain 4", "03-02 pain 5"]


# Years


@pytest.mark.parametrize("way", [1, -1])
def test_a_week_of_january_in_the_old_year_is_named_and_kept(read, way):
    dates = ["2024-12-29", "2024-12-30", "2024-12-31", "2024-01-01", "2024-01-02", "2025-01-03", "2025-01-04"]
    logs = read(PAIN, *(f"{date},4" for date in dates[::way]))
    assert (logs.outcomes["date"].dt.year == 2024).sum() == 5
    said = logs.issues.set_index("rule").loc["year_slipped"]
    assert said["severity"] == "warning"
    assert f"lines {'5, 6' if way == 1 else '4, 5'}" in said["did"]


def test_a_december_in_the_new_year_is_named_too(read):
    dates = ["2023-12-28", "2023-12-29", "2024-12-30", "2024-12-31", "2024-01-01", "2024-01-02"]
    assert (
        "lines 4, 5" in read(PAIN, *(f"{d},4" for d in dates)).issues.set_index("rule")["did"]["year_slipped"]
    )


@pytest.mark.parametrize(
    "dates",
    [
        ["2025-01-01", "2025-06-01", "2025-03-01", "2025-12-01", "2025-02-01"],
        ["2025-03-05", "2025-03-03", "2025-03-04", "2025-03-06"],
    ],
)
def test_records_in_no_order_are_not_taken_for_slips(read, dates):
    assert "year_slipped" not in rules(read(PAIN, *(f"{date},4" for date in dates)))


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("2569-03-01", "other_calendar"), ("1404-02-31", "other_calendar"), ("13/12/2568", "other_calendar"),
        ("1-3 March 2026", "several_days"), ("10-13 March", "several_days"), ("March 10-13", "several_days"),
        ("2026-03-01 - 2026-03-03", "several_days"), ("today", "not_a_date"), ("yesterday", "not_a_date"),
    ],
)  # fmt: skip
def test_what_is_no_single_day_is_refused_with_its_reason(read, cell, rule):
    logs = read(PAIN, "2026-03-13,4", f"{cell},5")
    assert readings(logs) == ["03-13 pain 4"]
    assert logs.issues.set_index("rule")["line"][rule] == 3


# Times


@pytest.mark.parametrize(
    "cell", ["2026-03-01 07:00-07:30", "2026-03-01 7:00 - 7:30", "2026-03-01 07:00:00 - 2026-03-01 07:30:00"]
)
def test_a_span_behind_the_date_is_a_start_and_an_end(read, cell):
    logs = read("Date,Exercise", f"{cell},Pigeon")
    assert logs.sessions["minutes"].tolist() == [30]
    assert logs.sessions["utc_offset_min"].isna().all()
    assert "time_span" in rules(logs)


def test_a_span_in_a_time_column_is_a_start_and_an_end(read):
    logs = read("Date,Time,Exercise", "2026-03-01,6:45-7:05 pm,Pigeon", "2026-03-02,23:50-00:10,Pigeon")
    assert logs.sessions["minutes"].tolist() == [20, 20]
    assert logs.sessions["start"].dt.hour.tolist() == [18, 23]


def test_offsets_of_real_zones_stay_offsets(read):
    logs = read(PAIN, "2026-03-01T07:00-05:00,4", "2026-03-02T07:00:00-08:00,4", "2026-03-03 07:00 +0530,4")
    assert logs.outcomes["utc_offset_min"].tolist() == [-300, -480, 330]
    assert "time_span" not in rules(logs)


def test_24_00_in_a_time_column_is_the_end_of_its_day_and_of_a_session(read):
    logs = read("Date,Time,Pain (0-10)", "2026-03-01,24:00,4")
    assert readings(logs) == ["03-01 pain 4"]
    assert "day_end" in rules(logs)
    assert read("Date,Start,End,Exercise", "2026-03-01,23:30,24:00,Pigeon").sessions["minutes"].tolist() == [
        30
    ]


def test_24_00_is_the_end_of_its_day(read):
    logs = read(PAIN, "2026-03-01 24:00,4", day_starts_at="04:00")
    assert readings(logs) == ["03-01 pain 4"]
    assert "day_end" in rules(logs)


def test_fractions_of_a_day_are_times(read):
    logs = read("Date,Time,Pain (0-10)", "46082,0.295138889,4", "46083,0.0451388889,5", day_starts_at="04:00")
    assert readings(logs) == ["03-01 pain 4", "03-01 pain 5"]


# Workbooks


def test_a_share_is_read_as_it_is_shown(read):
    def show(book, sheet):
        sheet["B2"].number_format = sheet["B3"].number_format = "0%"

    rows = [["Date", "Pain"], [dt.date(2026, 3, 1), 0.4], [dt.date(2026, 3, 2), 0.7]]
    assert [row[1] for row in cells(rows, show)] == ["Pain", "40%", "70%"]
    assert readings(read(save(rows, show), name="log.xlsx")) == ["03-01 pain 4", "03-02 pain 7"]


def test_day_numbers_of_a_workbook_that_counts_from_1904(read):
    def turn(book, sheet):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    data = save([["Date", "Pain (0-10)"], [44620, 4], [44621, 3]], turn)
    assert readings(read(data, name="log.xlsx")) == ["03-01 pain 4", "03-02 pain 3"]


def test_merged_dates_and_words_hold_for_all_their_rows_and_numbers_for_one():
    def merge(book, sheet):
        for area in ("A2:A3", "B2:B3", "C2:C3"):
            sheet.merge_cells(area)

    rows = [["Date", "Exercise", "Minutes"], [dt.date(2026, 3, 1), "Pigeon", 10], [None, None, None]]
    assert cells(rows, merge)[1:] == [["2026-03-01", "Pigeon", "10"], ["2026-03-01", "Pigeon", ""]]


def test_merged_headers_stay_as_they_are():
    rows = [["Date", "Pain", None], [None, "Left", "Right"], [dt.date(2026, 3, 1), 4, 5]]
    assert cells(rows, lambda book, sheet: sheet.merge_cells("A1:A2"))[1] == ["", "Left", "Right"]


def test_a_formula_that_was_never_worked_out_is_an_issue(read):
    rows = [["Date", "Pain (0-10)"], [dt.date(2026, 3, 1), "=2+3"], [dt.date(2026, 3, 2), 4]]
    logs = read(save(rows), name="log.xlsx")
    assert readings(logs) == ["03-02 pain 4"]
    assert "=2+3" in logs.issues["text"].tolist()


def test_hidden_rows_truths_and_times_are_read():
    def hide(book, sheet):
        sheet.row_dimensions[2].hidden = True
        sheet["C2"].number_format = "h:mm"

    rows = [["Date", "Stretched?", "Time"], [dt.date(2026, 3, 1), True, 0.25]]
    assert cells(rows, hide)[1] == ["2026-03-01", "yes", "06:00:00"]
