"""Columns that an adversary had read wrongly: what they hold is read right, or left out and named."""

from __future__ import annotations

import pytest

from analysis.errors import NeedsAnswer
from analysis.intake import load_logs
from analysis.intake.cells.sides import split_sides
from analysis.intake.headers import read_header
from analysis.intake.phrases import match_phrases
from analysis.intake.words import is_total


@pytest.fixture
def read(tmp_path):
    """Read a file of these lines."""

    def write(*lines, **options):
        path = tmp_path / "log.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_logs(path, **options)

    return write


def readings(logs):
    """Write the readings as 'metric value side region moment', without what is not known."""
    return [
        " ".join(
            [f"{row.metric} {row.value:g}"]
            + [v for v in (row.side, row.region, row.moment) if isinstance(v, str) and v not in ("unknown", "none")]
        )
        for row in logs.outcomes.itertuples()
    ]  # fmt: skip


def bouts(logs):
    """Write the sessions as 'minutes what'."""
    return [
        f"{row.minutes:g} {row.exercise if isinstance(row.exercise, str) else row.routine}"
        for row in logs.sessions.itertuples()
    ]


def unread(logs, rule="column_not_read"):
    """Give the columns that a warning names under a rule."""
    found = logs.issues[(logs.issues["rule"] == rule) & (logs.issues["severity"] == "warning")]
    return found["column"].tolist()


# Ratings of what is measured in degrees or cm


@pytest.mark.parametrize(
    "header",
    [
        "Flexibility (1-10)", "Flexibility rating (1-5)", "Mobility score", "Reach rating", "Reach (0-10)", "Mobility level",
        "Beweglichkeit Bewertung", "Mobilité note", "Painkillers (0-10)", "How would you rate your flexibility today?",
    ],
)  # fmt: skip
def test_a_rating_is_no_angle_and_no_length(header):
    assert not read_header(header).is_metric


@pytest.mark.parametrize(
    "header", ["Sit and reach score (cm)", "ROM level (deg)", "Resting heart rate", "Reach in"]
)
def test_a_stated_unit_says_that_it_is_measured(header):
    assert read_header(header).is_metric


def test_small_whole_angles_without_a_unit_are_pointed_out(read):
    logs = read("Date,Flexibility", "2026-03-01,3", "2026-03-02,6")
    assert unread(logs, "unit_assumed") == ["Flexibility"]


# What was measured stands in a column


@pytest.mark.parametrize("header", ["Movement", "Exercise", "Test"])
def test_movements_beside_angles_are_measured_and_no_sessions(read, header):
    logs = read(
        f"Date,{header},ROM L (deg),ROM R (deg)",
        "2026-03-01,Hip extension,10,12",
        "2026-03-01,Knee flexion,130,135",
    )
    assert readings(logs) == [
        "rom 10 left hip",
        "rom 130 left knee",
        "rom 12 right hip",
        "rom 135 right knee",
    ]
    assert logs.sessions.empty


def test_names_beside_bare_sides_are_tests_of_either_side(read):
    logs = read("Date,Test,Left,Right", "2026-03-01,Hip extension,10,12", "2026-03-01,SLR,80,85")
    assert readings(logs) == ["rom 10 left hip", "rom 80 left", "rom 12 right hip", "rom 85 right"]


def test_two_movements_of_one_joint_are_two_series_and_never_trials_of_one(read):
    logs = read("Date,Movement,ROM (deg)", "2026-03-01,Hip flexion,100", "2026-03-01,Hip extension,10")
    assert readings(logs) == ["rom 100 hip", "rom 10 hip"]
    assert logs.outcomes["measure"].tolist() == ["flexion", "extension"]
    assert logs.outcomes["trial"].isna().all()


def test_joint_and_movement_in_two_columns_are_told_apart(read):
    logs = read(
        "Date,Joint,Movement,ROM (deg)",
        "2026-03-01,hip,flexion,100",
        "2026-03-01,hip,extension,10",
        "2026-03-01,knee,flexion,130",
    )
    assert readings(logs) == ["rom 100 hip", "rom 130 knee", "rom 10 hip"]
    assert logs.outcomes["measure"].tolist() == ["flexion", "flexion", "extension"]


def test_two_names_of_one_joint_without_a_movement_are_never_trials_of_one(read):
    logs = read("Date,Movement,ROM (deg)", "2026-03-01,Hip ROM,100", "2026-03-01,ROM of the hip,10")
    assert readings(logs) == ["rom 100 hip"]
    assert "'ROM of the hip' is not read" in logs.issues.set_index("rule").loc["metric_not_known", "did"]


def test_exercises_beside_minutes_stay_sessions(read):
    logs = read(
        "Date,Exercise,Minutes,Hip ROM (deg)", "2026-03-01,Pigeon,5,50", "2026-03-02,Couch stretch,6,52"
    )
    assert (bouts(logs), readings(logs)) == (["5 Pigeon", "6 Couch stretch"], ["rom 50 hip", "rom 52 hip"])


def test_angles_beside_several_exercises_of_a_day_are_not_mixed(read):
    logs = read("Date,Exercise,ROM (deg)", "2026-03-01,Pigeon,50", "2026-03-01,Couch stretch,20")
    assert readings(logs) == ["rom 50"]
    assert unread(logs, "told_not_apart") == ["ROM (deg)"]


def test_a_second_angle_of_one_joint_is_left_out_and_the_hint_works(read):
    lines = ["Date,Hip ROM L (deg),ROM hip left (deg)", "2026-03-01,100,10"]
    logs = read(*lines)
    assert (readings(logs), unread(logs)) == (["rom 100 left hip"], ["ROM hip left (deg)"])
    assert (
        "columns={'Hip ROM L (deg)': 'ignore'}" in logs.issues.set_index("rule").loc["column_not_read", "fix"]
    )
    assert readings(read(*lines, columns={"Hip ROM L (deg)": "ignore"})) == ["rom 10 left hip"]


def test_two_columns_that_the_person_named_alike_are_asked_about(read):
    with pytest.raises(NeedsAnswer, match=r"columns=\{'A': 'ignore'\} or columns=\{'B': 'ignore'\}"):
        read("Date,A,B", "2026-03-01,100,10", columns={"A": "rom", "B": "rom"})


# Sides and regions in cells


def test_a_side_in_a_region_is_kept_and_belongs_to_the_body_alone(read):
    logs = read("Date,Body part,Pain (0-10),Sleep (h)", "2026-03-01,Left hip,4,7", "2026-03-01,hip (R),3,7")
    assert readings(logs) == ["pain 4 left hip", "pain 3 right hip", "sleep_h 7", "sleep_h 7"]


def test_a_column_of_sides_wins_over_the_side_of_a_region(read):
    logs = read("Date,Body part,Side,Pain (0-10)", "2026-03-01,Left hip,R,4", "2026-03-02,Left hip,,3")
    assert readings(logs) == ["pain 4 right hip", "pain 3 left hip"]
    assert unread(logs, "side_conflict") == ["Body part"]


def test_a_letter_behind_a_name_is_a_side_where_both_letters_are():
    assert split_sides(["Pigeon L", "Pigeon R"]) == {
        "Pigeon L": ("Pigeon", "left"),
        "Pigeon R": ("Pigeon", "right"),
    }
    assert split_sides(["Vitamin R", "Plank (left)"]) == {
        "Vitamin R": ("Vitamin R", None),
        "Plank (left)": ("Plank", "left"),
    }


# 'Name'


def test_a_name_is_what_its_cells_are(read):
    logs = read("Date,Name,Minutes", "2026-03-01,Pigeon,5", "2026-03-02,Couch stretch,6")
    assert bouts(logs) == ["5 Pigeon", "6 Couch stretch"]
    logs = read("Name,Date,Pain (0-10)", "Morning,2026-03-01,4", "Entry 2,2026-03-02,3")
    assert logs.outcomes["person"].unique().tolist() == ["me"]
    logs = read("Name,Date,Pain (0-10)", "Ann,2026-03-01,4", "Bob,2026-03-01,3", "Ann,2026-03-02,3")
    assert logs.outcomes["person"].tolist() == ["Ann", "Bob", "Ann"]
    logs = read("Name,Date,Value", "Pain,2026-03-01,4", "Mood,2026-03-01,3")
    assert readings(logs) == ["pain 4", "mood 3"]


def test_a_name_that_may_be_anything_is_asked_about_and_each_answer_works(read):
    lines = ["Date,Name,Minutes", "2026-03-01,Zorp,5", "2026-03-02,Blick,5", "2026-03-03,Zorp,5"]
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Name': 'exercise'\} or columns=\{'Name': 'ignore'\}"):
        read(*lines)
    assert bouts(read(*lines, columns={"Name": "exercise"})) == ["5 Zorp", "5 Blick", "5 Zorp"]
    assert read(*lines, columns={"Name": "person"}).sessions["person"].nunique() == 2
    assert bouts(read(*lines, columns={"Name": "ignore"})) == ["5 Minutes"] * 3


def test_one_person_in_three_spellings_is_one(read):
    logs = read("Date,Person,Pain (0-10)", "2026-03-01,Anna,4", "2026-03-02,anna ,5", "2026-03-03,ANNA,3")
    assert logs.outcomes["person"].unique().tolist() == ["Anna"]
    assert "one_person" in set(logs.issues["rule"])


# Numbered columns


def test_numbered_groups_are_bouts_of_their_own(read):
    logs = read(
        "Date,Exercise 1,Minutes 1,Exercise 2,Minutes 2,Pain (0-10)",
        "2026-03-01,Pigeon,5,Couch,3,4",
        "2026-03-02,Frog,2,,,5",
    )
    assert bouts(logs) == ["5 Pigeon", "3 Couch", "2 Frog"]
    assert readings(logs) == ["pain 4", "pain 5"]
    assert logs.files[["records_read", "kept"]].iloc[0].tolist() == [2, 2]


def test_numbered_groups_that_are_not_alike_are_left_out_by_name(read):
    logs = read("Date,Exercise 1,Minutes 1,Exercise 2,Sets 2", "2026-03-01,Pigeon,5,Couch,3")
    assert (bouts(logs), unread(logs)) == (["5 Pigeon"], ["Exercise 2", "Sets 2"])


def test_holds_set_by_set_add_up(read):
    logs = read(
        "Date,Exercise,Set 1 (s),Set 2 (s),Set 3 (s)", "2026-03-01,Pigeon,30,30,45", "2026-03-02,Frog,30,,"
    )
    assert bouts(logs) == ["1.75 Pigeon", "0.5 Frog"]


# Scales


@pytest.mark.parametrize(
    ("header", "metric", "low", "high"),
    [
        ('"Pain (0 = worst, 10 = no pain)"', "pain", 0, 10), ('"Pain (1 = worst, 5 = none)"', "pain", 1, 5),
        ('"Mood (1 = great, 5 = awful)"', "mood", 1, 5), ('"Stress (1 high - 5 low)"', "stress", 1, 5),
        ('"Sleep quality (1=very good, 6=very bad)"', "sleep_quality", 1, 6), ('"Stimmung (1 = sehr gut, 6 = schlecht)"', "mood", 1, 6),
    ],
)  # fmt: skip
@pytest.mark.parametrize("said", [False, True])
def test_a_scale_whose_ends_are_named_the_other_way_is_turned(read, header, metric, low, high, said):
    options = {"columns": {header.strip('"'): metric}} if said else {}
    logs = read(f"Date,{header}", f"2026-03-01,{low}", f"2026-03-02,{high}", **options)
    assert logs.outcomes[["value", "kind"]].to_numpy().tolist() == [[10, "rescaled"], [0, "rescaled"]]
    assert "scale_turned" in set(logs.issues.loc[logs.issues["severity"] == "warning", "rule"])


@pytest.mark.parametrize(
    "header", ["Energy (1 = low; 5 = high)", "Energy (1 none - 5 extreme)", "Mood (1 low - 5 high)"]
)
def test_few_and_many_marks_mean_as_much_of_the_metric(read, header):
    assert read("Date," + header, "2026-03-01,1", "2026-03-02,5").outcomes["value"].tolist() == [0, 10]


def test_one_end_that_seems_turned_is_asked_about_and_both_answers_work(read):
    lines = ["Date,Pain (10 = none)", "2026-03-01,10", "2026-03-02,2"]
    with pytest.raises(NeedsAnswer, match=r"scale=\{'pain': \(10, 0\)\}"):
        read(*lines)
    assert read(*lines, scale={"pain": (0, 10)}).outcomes["value"].tolist() == [10, 2]


@pytest.mark.parametrize(
    ("header", "cells", "values"),
    [
        ("Mood (-5 to 5)", ["-5", "5"], [0, 10]), ("RPE (6-20)", ["13", "20"], [5, 10]),
        ("Pain VAS (mm)", ["44", "90"], [4.4, 9]), ("Pain VAS (0-100 mm)", ["44", "90"], [4.4, 9]), ("VAS (mm)", ["44", "90"], [4.4, 9]),
    ],
)  # fmt: skip
def test_other_scales_are_brought_to_ten(read, header, cells, values):
    assert (
        read(f"Date,{header}", f"2026-03-01,{cells[0]}", f"2026-03-02,{cells[1]}").outcomes["value"].tolist()
        == values
    )


def test_a_scale_stated_above_the_table_is_that_of_its_metric(read):
    logs = read("My diary", "Pain scale: 1-5", "", "Date,Pain,Mood", "2026-03-01,5,5", "2026-03-02,1,5")
    assert readings(logs) == ["pain 10", "pain 0", "mood 5", "mood 5"]
    assert "scale_above" in set(logs.issues["rule"])


def test_a_goal_beside_minutes_is_no_scale(read):
    assert bouts(read("Date,Minutes (goal 15)", "2026-03-01,5")) == ["5 Minutes (goal 15)"]


# Headers


@pytest.mark.parametrize(
    ("header", "role", "unit"),
    [
        ("Reach in", "reach", "in"), ("ROM in", "rom", "in"), ("Duration sec", "minutes", "s"), ("Duration (secs)", "minutes", "s"),
        ("Duration seconds", "minutes", "s"), ("1. Date", "date", None), ("Q1: Date", "date", None), ("2) Pain (0-10)", "pain", None),
        ("Created time", "timestamp", None), ("Last edited time", "ignore", None), ("Stretch start", "start", None),
        ("set(s)", "sets", "s"), ("Set 1 (s)", "hold_s", "s"),
    ],
)  # fmt: skip
def test_units_numbers_and_edges_of_a_header_are_read(header, role, unit):
    meaning = read_header(header)
    assert (meaning.role, meaning.unit) == (role, unit)


def test_lengths_under_time_are_minutes_and_clocks_are_not(read):
    assert bouts(read("Date,Exercise,Time", "2026-03-01,Pigeon,10 min", "2026-03-02,Couch,15 min")) == [
        "10 Pigeon",
        "15 Couch",
    ]
    assert read("Date,Exercise,Time", "2026-03-01,Pigeon,10:30").sessions["minutes"].isna().all()


@pytest.mark.parametrize("above", [",Pain (0-10),", ",Pain (0-10)", ",Pain (0-10),,Notes"])
def test_one_group_covers_the_blank_cells_to_its_right(read, above):
    logs = read(
        above,
        "Date,Left,Right" + ("," if "Notes" in above else ""),
        "2026-03-01,4,5" + (",hm" if "Notes" in above else ""),
    )
    assert readings(logs) == ["pain 4 left", "pain 5 right"]


def test_bed_and_wake_are_the_night_of_a_sleep(read):
    logs = read("Bed,Wake,Sleep quality (0-10)", "2026-03-01 23:30,2026-03-02 07:00,6")
    assert logs.outcomes["date"].dt.day.tolist() == [2]


def test_exercises_across_the_top_are_minutes_where_that_is_said(read):
    lines = ["Date,Pigeon,Couch stretch,Hamstring stretch", "2026-03-01,5,3,"]
    with pytest.raises(NeedsAnswer, match=r"columns=\{'Pigeon': 'minutes', 'Couch stretch': 'minutes'"):
        read(*lines)
    assert bouts(read("Minutes of each stretch", "", *lines)) == ["5 Pigeon", "3 Couch stretch"]
    names = ("Pigeon", "Couch stretch", "Hamstring stretch")
    assert bouts(read(*lines, columns=dict.fromkeys(names, "minutes"))) == ["5 Pigeon", "3 Couch stretch"]


def test_a_hint_that_would_change_nothing_is_not_given(read):
    logs = read("Date,Pain-free ROM (deg),HabitName,Exercise,Exercise B", "2026-03-01,4,x,Pigeon,foo")
    fixes = logs.issues.loc[logs.issues["rule"] == "column_not_read", "fix"]
    assert len(fixes) == 3
    assert all(": 'ignore'}" in fix for fix in fixes)


# Cost and totals


def test_a_text_too_long_for_a_name_is_given_up_at_once(read):
    assert read_header("pain " * 1_000_000).why == "it is too long for a name"
    assert match_phrases(["pain"] * 50) == ([], ["pain"] * 50)
    assert read_header("schmerz" * 20).role == ""
    logs = read("Date,Pain (0-10),Body part", "2026-03-01,4," + "hip " * 100_000)
    assert readings(logs) == ["pain 4"]


def test_no_more_trials_are_kept_than_anybody_takes(read):
    logs = read("Date" + ",Pain (0-10)" * 40, "2026-03-01" + ",4" * 40)
    assert len(logs.outcomes) == 30
    assert unread(logs) == ["Pain (0-10)"]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Daily total", True), ("Total for the week", True), ("Wochenschnitt", True), ("Moyenne de la semaine", True),
        ("Totale settimanale:", True), ("Total Gym", False), ("Weekly", False), ("Min", True), ("Total body stretch", False),
    ],
)  # fmt: skip
def test_a_total_is_one_in_every_word(text, total):
    assert is_total(text) is total
