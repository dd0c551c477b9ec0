"""Plain diaries as people keep them: what a person expects to be read is read, and as it was meant."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import load_logs

DAYS = [dt.date(2025, 3, 3) + dt.timedelta(days=n) for n in range(15)]


@pytest.fixture
def read(tmp_path):
    """Read a file of these contents."""

    def write(content, name="log.csv", encoding="utf-8", **options):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return load_logs(path, **options)

    return write


def table(head, *columns):
    """Write a table with the days first and the columns repeated in turn."""
    rows = [
        ",".join([str(day), *(str(cells[n % len(cells)]) for cells in columns)]) for n, day in enumerate(DAYS)
    ]
    return "\n".join([f"Date,{head}", *rows]) + "\n"


def values(logs, metric, side="unknown"):
    o = logs.outcomes
    return o.loc[(o["metric"] == metric) & (o["side"] == side), "value"].dropna().tolist()


def rules(logs):
    return set(logs.issues["rule"])


def balance(logs):
    return logs.files[["records_read", "kept", "skipped", "left_out"]].sum().tolist()


# Was it done?


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Gedehnt?", "ja", "nein"),
        ("Étirement", "oui", "non"),
        ("Stretched", "TRUE", "FALSE"),
        ("Stretched?", "Y", "N"),
        ("Gerekt", "ja", "nee"),
        ("Rozciąganie", "tak", "nie"),
        ("Alongamento", "sim", "não"),
        ("Stretch", "✅", "❌"),
        ("Couch stretch", "x", ""),
    ],
)
def test_a_day_that_says_no_in_any_language_is_no_session(read, header, yes, no):
    logs = read(table(f"{header},Pain", [yes, no], [7]))
    assert len(logs.sessions) == 8
    assert set(logs.sessions["routine"]) == {header}


@pytest.mark.parametrize("header", ["Done", "Completed?", "Stretched?", "Erledigt"])
def test_an_exercise_that_was_not_done_is_no_session(read, header):
    logs = read(table(f"Exercise,Sets,{header}", ["Couch stretch"], [2], ["yes", "no"]))
    assert len(logs.sessions) == 8
    assert set(logs.sessions["exercise"]) == {"Couch stretch"}
    assert balance(logs) == [15, 8, 7, 0]
    assert "not_done" in rules(logs)


def test_minutes_beside_a_no_are_no_session(read):
    logs = read(table("Exercise,Minutes,Done", ["Couch stretch"], [10], ["yes", "no", ""]))
    assert len(logs.sessions) == 10
    assert balance(logs) == [15, 10, 5, 0]
    assert "not_done" in rules(logs)


def test_a_tick_and_its_minutes_are_one_session(read):
    logs = read(table("Stretched?,Stretch minutes", ["yes", "no"], [10, ""]))
    assert logs.sessions["minutes"].tolist() == [10.0] * 8


def test_a_tick_for_yoga_stands_beside_minutes_of_stretching(read):
    logs = read(table("Yoga,Stretch minutes", ["yes", "no"], [10]))
    assert (len(logs.sessions), logs.sessions["minutes"].sum()) == (23, 150)


# Values that could be wrong in silence.


def test_marks_of_a_column_far_above_ten_are_not_kept_as_marks_of_ten(read):
    logs = read(table("Pain", [5, 10, 20, 35, 40, 55, 60]))
    assert values(logs, "pain") == []
    assert logs.issues.loc[logs.issues["rule"] == "scale_unclear", "fix"].str.contains("scale=").all()
    assert values(read(table("Pain", [5, 10, 20, 35]), scale={"pain": (0, 100)}), "pain")[:3] == [
        0.5,
        1.0,
        2.0,
    ]


def test_one_slip_above_ten_costs_that_cell_alone(read):
    logs = read(table("Pain", [1, 2, 3, 4, 5, 6, 7, 44]))
    assert len(values(logs, "pain")) == 14


def test_a_percent_sign_in_the_header_is_a_scale(read):
    assert values(read(table("Mood (%)", [50])), "mood") == [5.0] * 15
    assert values(read(table("Pain (%)", ["10%", "30%", "50%", "70%"])), "pain")[:2] == [1.0, 3.0]


def test_two_marks_under_left_and_right_are_one_for_each_side(read):
    logs = read(table("Pain L/R,Tightness (R/L)", ["3/5", "2/10"], ["1-4"]))
    assert (values(logs, "pain", "left")[:2], values(logs, "pain", "right")[:2]) == ([3, 2], [5, 10])
    assert (values(logs, "tightness", "right")[0], values(logs, "tightness", "left")[0]) == (1, 4)
    assert "two_marks" in rules(logs)


def test_sides_in_a_row_above_the_header_are_not_lost(read):
    body = "".join(f"{day},3,10,4,12,x\n" for day in DAYS)
    logs = read(",Left,,Right,,\nDate,Pain,ROM,Pain,ROM,Notes\n" + body)
    assert (set(values(logs, "pain", "left")), set(values(logs, "pain", "right"))) == ({3}, {4})
    assert set(values(logs, "rom", "right")) == {12}
    assert logs.outcomes["trial"].isna().all()
    assert logs.outcomes["line"].min() == 3


def test_sides_in_a_row_below_the_header_are_joined_to_it(read):
    body = "".join(f"{day},3,4,10,12\n" for day in DAYS)
    logs = read("Date,Pain,,ROM,\n,Left,Right,Left,Right\n" + body)
    assert (set(values(logs, "pain", "right")), set(values(logs, "rom", "left"))) == ({4}, {10})
    assert balance(logs) == [15, 15, 0, 0]


def test_am_and_pm_in_a_column_of_their_own_belong_to_the_clock(read):
    logs = read(table("Time,AM/PM,Pain", ["7:30"], ["AM", "PM"], [4]))
    assert logs.outcomes["time"].dt.hour.tolist()[:2] == [7, 19]


def test_a_mistyped_year_is_named(read):
    logs = read(table("Pain", [4]) + "2015-03-18,4\n")
    assert logs.issues.loc[logs.issues["rule"] == "far_day", "line"].tolist() == [17]
    assert "far_day" not in rules(read(table("Pain", [4])))


# Dates.


def test_two_dates_that_may_begin_with_the_year_are_asked(read):
    with pytest.raises(NeedsAnswer, match="may begin with a year"):
        read("Date,Pain\n26-03-02,3\n26-03-03,4\n")


@pytest.mark.parametrize(
    ("header", "date", "day"),
    [
        ("Date (dd/mm/yyyy)", "02/03/2025", "2025-03-02"),
        ("Date (m/d/y)", "02/03/2025", "2025-02-03"),
        ("Datum (TT.MM.JJJJ)", "02.03.2025", "2025-03-02"),
    ],
)
def test_a_header_that_states_the_order_settles_it(read, header, date, day):
    logs = read(f"{header},Pain\n{date},7\n")
    assert logs.outcomes["date"].astype(str).tolist() == [day]
    assert "the header" in logs.files["date_order_why"].item()


def test_a_stated_order_does_not_overrule_a_day_above_twelve(read):
    logs = read("Date (mm/dd/yyyy),Pain\n22/03/2025,7\n04/03/2025,7\n")
    assert logs.outcomes["date"].astype(str).tolist() == ["2025-03-22", "2025-03-04"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Year,Month,Day,Pain", "{0.year},{0.month},{0.day},7"),
        ("Tag,Monat,Jahr,Schmerz", "{0.day}.,März,{0.year},7"),
        ("Date,Pain", "{0:%d %m %Y},7"),
        ("Dato,Smerte", "{0.day}/{0.month}-{0.year},7"),
    ],
)
def test_days_in_parts_and_with_odd_marks_are_read(read, head, row):
    logs = read("\n".join([head, *(row.format(day) for day in DAYS)]) + "\n")
    assert logs.outcomes["date"].dt.date.tolist() == DAYS


# Columns that their cells explain.


@pytest.mark.parametrize("cells", [[7, 7.5, 6], [7, 8, 6], ["7:30", "6:45"], ["7h30", "8h"]])
def test_sleep_alone_is_hours_where_the_cells_are_hours(read, cells):
    logs = read(table("Sleep", cells))
    assert 6 <= min(values(logs, "sleep_h")) <= max(values(logs, "sleep_h")) <= 8
    assert "role_by_cells" in rules(logs)


def test_sleep_alone_stays_unread_where_it_may_be_a_rating(read):
    logs = read(table("Sleep,Pain", [1, 2, 3, 4, 5], [7]))
    assert set(logs.outcomes["metric"]) == {"pain"}
    unread = logs.issues[logs.issues["rule"] == "column_not_read"]
    assert unread["fix"].str.contains("'sleep_h'").all()


def test_a_side_with_degrees_is_an_angle(read):
    logs = read(table("Left hip,Right hip", ["12°"], ["14°"]))
    assert (set(values(logs, "rom", "left")), set(values(logs, "rom", "right"))) == ({12}, {14})


def test_stretching_time_in_numbers_is_minutes(read):
    assert read(table("Stretching time", [10])).sessions["minutes"].sum() == 150


def test_a_score_beside_names_of_metrics_is_their_value(read):
    logs = read(table("Outcome,Score", ["Hip pain", "Stiffness"], [4, 6]))
    assert (set(values(logs, "pain")), set(values(logs, "tightness"))) == ({4}, {6})


def test_the_worst_pain_is_pain_unless_another_column_is(read):
    assert values(read(table("Worst pain", [7])), "pain") == [7] * 15
    logs = read(table("Average pain,Worst pain", [3], [7]))
    assert values(logs, "pain") == [3] * 15
    assert "column_not_read" in rules(logs)


def test_a_column_that_counts_the_records_is_passed_over_without_a_warning(read):
    rows = [f"{n},{day},7" for n, day in enumerate(DAYS)]
    logs = read("\n".join([",Date,Pain", *rows]) + "\n")
    assert "column_not_read" not in rules(logs)


# The dress of a file.


def test_a_polish_file_of_windows_keeps_its_words(read):
    rows = "".join(f"{day:%d.%m.%Y};7;4\n" for day in DAYS)
    logs = read("Data;Ból;Sztywność\n" + rows, encoding="cp1250")
    assert values(logs, "tightness") == [4] * 15
    assert logs.files["encoding"].item() == "cp1250"


def test_lines_saved_as_one_quoted_cell_each_are_unwrapped(read):
    lines = table("Pain,Minutes", [7], [10]).splitlines()
    logs = read("".join(f'"{line}"\r\n' for line in lines))
    assert (values(logs, "pain"), logs.sessions["minutes"].sum()) == ([7] * 15, 150)


def test_junk_in_a_folder_asks_nothing(tmp_path):
    (tmp_path / "log.csv").write_text(table("Pain", [7]))
    (tmp_path / "junk.csv").write_text("hello\nworld\n")
    (tmp_path / "~$log.xlsx").write_bytes(b"user")
    logs = load_logs(tmp_path)
    assert len(logs.outcomes) == 15
    assert logs.files.set_index("name")["note"].to_dict()["~$log.xlsx"].startswith("not a log")
    with pytest.raises(DataError, match="no cell of it is a date"):
        load_logs(tmp_path / "junk.csv")


# Things of one metric that are not one thing.


def test_two_movements_of_a_long_table_are_never_merged(read):
    logs = read(table("metric,side,value", ["Hip flexion", "Hip extension"], ["L"], [110, 5]))
    told = logs.outcomes.groupby("measure")["value"].unique()
    assert {name: found.tolist() for name, found in told.items()} == {"extension": [5], "flexion": [110]}


def test_two_names_on_the_same_days_are_two_things_and_on_other_days_one(read):
    rows = [f"{day},{name},{mark}" for day in DAYS for name, mark in (("Tightness", 2), ("Stiffness", 7))]
    assert set(values(read("\n".join(["date,metric,value", *rows]) + "\n"), "tightness")) == {2}
    logs = read(table("metric,value", ["Pain", "pain", "Pain level"], [7, 6, 8]))
    assert sorted(values(logs, "pain"))[::5] == [6, 7, 8]


def test_stiffness_beside_tightness_is_left_unread_and_nothing_is_asked(read):
    logs = read(table("Hip stiffness,Hip flexor tightness", [7], [3]))
    assert values(logs, "tightness") == [3] * 15
    assert "column_not_read" in rules(logs)


def test_a_sum_of_minutes_is_not_counted_again(read):
    logs = read(table("Yoga (min),Stretching (min),Total minutes", [10], [5], [15]))
    assert logs.sessions["minutes"].sum() == 15 * 15
    assert "sum_of_minutes" in rules(logs)


def test_metrics_below_before_and_after_are_joined_to_them(read):
    logs = read("Date,Before,,After,\n,Pain,Tightness,Pain,Tightness\n2025-03-14,6,7,8,9\n")
    found = logs.outcomes.set_index(["metric", "moment"])["value"].to_dict()
    assert found == {
        ("pain", "pre"): 6,
        ("tightness", "pre"): 7,
        ("pain", "post"): 8,
        ("tightness", "post"): 9,
    }


def test_units_below_the_header_are_read(read):
    logs = read("Date,Pain,Sleep,Stretch\n,(0-100),h,min\n2025-03-14,50,7,10\n")
    assert (values(logs, "pain"), values(logs, "sleep_h")) == ([5], [7])
    assert logs.sessions["minutes"].tolist() == [10]


def test_the_french_afternoon_is_no_after(read):
    logs = read(table("Douleur l'après-midi,Douleur après", [7], [6]))
    assert set(logs.outcomes["moment"]) == {"midday", "post"}


def test_the_number_of_a_set_is_not_a_number_of_sets(read):
    rows = [f"{day},couch stretch,{n},60" for day in DAYS for n in (1, 2, 3)]
    logs = read("\n".join(["Date,Exercise,Set,Hold (s)", *rows]) + "\n")
    assert logs.sessions["minutes"].sum() == 3 * 15
    assert "set_number" in rules(logs)
    whole = read(table("Exercise,Sets,Hold (s)", ["couch stretch"], [3], [60]))
    assert whole.sessions["minutes"].sum() == 3 * 15


def test_days_that_come_again_in_another_year_are_read(read):
    logs = read("Date,Year,Pain\n3 March,2024,7\n3 March,2025,8\n4 March,2025,6\n")
    assert logs.outcomes["date"].astype(str).tolist() == ["2024-03-03", "2025-03-03", "2025-03-04"]


def test_a_header_with_nothing_below_it_gives_empty_logs(read):
    logs = read("Date,Exercise,Done,Minutes\n")
    assert (len(logs.sessions), len(logs.outcomes), rules(logs)) == (0, 0, {"no_records"})


def test_a_second_column_of_holds_is_named_and_not_lost(read):
    logs = read(table("Exercise,Left hold (s),Right hold (s)", ["Couch stretch"], [30], [40]))
    unread = logs.issues[logs.issues["rule"] == "column_not_read"]
    assert unread["column"].tolist() == ["Right hold (s)"]


def test_a_number_beside_the_header_past_a_blank_cell_hides_it_not(read):
    rows = "".join(f"{day},7,10,,,\n" for day in DAYS)
    logs = read("Date,Pain,Minutes,,Average,2.5\n" + rows)
    assert (values(logs, "pain"), logs.sessions["minutes"].sum()) == ([7] * 15, 150)
