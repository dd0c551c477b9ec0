"""Cells that people write, and that were read wrongly, lost or refused once."""

from __future__ import annotations

import pytest

from analysis.intake import load_logs
from analysis.intake.cells.durations import read_duration
from analysis.intake.cells.numbers import settle_mark
from analysis.intake.cells.readings import read_quantity, settle_of
from analysis.intake.meaning import Meaning
from analysis.intake.metrics import read_metric
from analysis.intake.words import fold, tidy


@pytest.fixture
def read(tmp_path):
    def write(content, **options):
        path = tmp_path / "log.csv"
        path.write_text(content, encoding="utf-8")
        return load_logs(path, **options)

    return write


def column(texts, role="pain", header="Pain", **options):
    return read_metric(texts, Meaning(header, role, **options))


def values(texts, *args, **options):
    return [reading.value for reading in column(texts, *args, **options).readings]


def told(texts, *args, **options):
    return [reading.rule for reading in column(texts, *args, **options).readings]


def readings(logs):
    o = logs.outcomes.sort_values("line", kind="stable")
    rows = zip(o["metric"], o["value"], o["side"], o["moment"], strict=True)
    return [f"{metric} {value:g} {side} {moment}" for metric, value, side, moment in rows]


def bouts(logs):
    names = logs.sessions["exercise"].fillna(logs.sessions["routine"])
    return list(zip(names, logs.sessions["minutes"], strict=True))


def found(logs, rule):
    hit = logs.issues[logs.issues["rule"] == rule]
    assert len(hit), f"no issue {rule}, but {sorted(set(logs.issues['rule']))}"
    return hit.iloc[0]


# What stands for what


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("2026\u201103\u201101", "2026-03-01"), ("2026–03–02", "2026-03-02"), ("\u200b2026-03-03", "2026-03-03"),
        ("\u200e6\u200f", "6"), ("−4", "-4"), ('="2026-03-01"', "2026-03-01"), ("'5", "5"), ("'-5", "-5"),
        ("'s ochtends", "'s ochtends"), ("=1+1", "=1+1"), ("٢٠٢٦", "2026"), ("۵", "5"), ("4½", "4 1⁄2"),
        ("5²", "5^2"), ("5₂", "5_2"), ("45⁰", "45°"), ("45º", "45°"), ("Stretch – left", "Stretch – left"),
        ("1.5”", '1.5"'), ("5′", "5'"),
    ],
)  # fmt: skip
def test_odd_forms_of_signs_are_made_plain(raw, plain):
    assert tidy(raw) == plain


def test_a_raised_digit_does_not_join_the_number_before_it():
    assert read_quantity("5²", rating=True).rule == "not_a_number"


def test_folding_twice_changes_nothing():
    for text in ("4½", '="x"', "'5", "٢", "45⁰", "–5"):
        assert fold(fold(text)) == fold(text)


# Ratings


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("7!", 7, "exact"), ('"5"', 5, "exact"), ("level 5", 5, "exact"), ("5 ↑", 5, "exact"), ("**5**", 5, "exact"), ("5.", 5, "exact"), ("VAS 6", 6, "exact"),
        ("NRS: 6", 6, "exact"), ("5?", 5, "approx"), ("5-ish", 5, "approx"), ("5 approx", 5, "approx"),
        ("4½", 4.5, "exact"), ("4 1/2", 4.5, "exact"), ("½", 0.5, "exact"), ("between 3 and 4", 3.5, "range"),
        ("zwischen 3 und 4", 3.5, "range"), ("6 or 7", 6.5, "range"), ("3/10 - 4/10", 3.5, "range"),
        ("nil", 0, "exact"), ("٥", 5, "exact"), ("5 out of 5", 5, "exact"), ("3 von 5", 3, "exact"),
    ],
)  # fmt: skip
def test_an_everyday_rating_is_read(text, value, kind):
    reading = read_quantity(text, rating=True)
    assert (reading.value, reading.kind) == (value, kind)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("6 or more", 6, None), ("at least 6", 6, None), ("6 or less", None, 6)]
)
def test_a_bound_in_words_is_a_bound(text, low, high):
    reading = read_quantity(text, rating=True)
    assert (reading.value, reading.low, reading.high) == (None, low, high)


@pytest.mark.parametrize(
    "text", ["1/2", "6/5", "5*", "5 am", "5 days", "5 or so", "5 +/- 1", "left 3 right 5"]
)
def test_a_cell_that_may_mean_two_things_is_refused(text):
    assert read_quantity(text, rating=True).rule


def test_null_in_a_rating_is_no_zero():
    assert read_quantity("null", rating=True).blank


# '3 of 5'


@pytest.mark.parametrize(
    ("header", "texts", "expected"),
    [
        ("Pain", ["3 of 5", "4 of 5"], [6, 8]),
        ("Pijn", ["3 of 4", "7"], [3.5, 7]),
        ("Pijn", ["7 of 10"], [None]),
        ("Stress", ["4 of 5"], [None]),
        ("Stress", ["3 of 4"], [None]),
        ("Stress", ["3 of 4", "geen"], [3.5, 0]),
        ("Stress", ["3 of 5", "4 of 5"], [6, 8]),
        ("Pain", ["3 of 4"], [None]),
    ],
)
def test_of_is_a_share_or_dutch_by_the_words_around_it(header, texts, expected):
    assert values(texts, "stress" if header == "Stress" else "pain", header) == expected


def test_of_is_not_asked_where_no_cell_has_it():
    assert settle_of("Pijn", ["3", "4"]) == ""


# Scales


def test_bare_marks_follow_the_one_scale_of_the_cells_beside_them():
    assert values(["3/5", "4", "2"]) == [6, 8, 4]
    assert column(["3/5", "4"]).warnings[0][0] == "scale_of_cells"


@pytest.mark.parametrize("texts", [["3/5", "6"], ["3/5", "7/10", "4"], ["40/100", "4"]])
def test_bare_marks_beside_another_scale_are_refused(texts):
    assert told(texts)[-1] == "scale_mixed"


def test_a_cell_of_another_scale_than_the_header_is_refused():
    assert told(["5/5", "4"], scale=(0.0, 10.0)) == ["scale_conflict", ""]
    assert values(["3/5"], scale=(1.0, 5.0)) == [5]


def test_a_cell_in_another_unit_than_the_header_is_converted_and_named(read):
    logs = read('Date,Sit and reach (cm)\n2026-03-01,"12"""\n2026-03-02,10\n')
    assert logs.outcomes["value"].tolist() == [30.48, 10]
    assert (found(logs, "unit_conflict")["severity"], found(logs, "unit_conflict")["line"]) == ("warning", 2)


# Words beside a number


def test_a_side_beside_a_number_is_the_side_of_the_reading(read):
    logs = read(
        "Date,Pain (0-10)\n2026-03-01,5 (left)\n2026-03-01,R: 3\n2026-03-02,left: 6\n2026-03-03,left\n"
    )
    assert readings(logs) == ["pain 5 left none", "pain 3 right none", "pain 6 left none"]
    assert found(logs, "not_a_number")["line"] == 5


def test_a_moment_or_a_region_beside_a_number_is_kept(read):
    logs = read("Date,Pain (0-10)\n2026-03-01,5 (am)\n2026-03-02,3 (after)\n2026-03-03,Neck 5\n")
    assert readings(logs) == ["pain 5 unknown morning", "pain 3 unknown post", "pain 5 unknown none"]
    assert logs.outcomes["region"].tolist()[2] == "neck"


def test_a_side_that_contradicts_the_header_is_refused():
    assert told(["5 (left)", "4 (right)"], side="right") == ["side_conflict", ""]


def test_a_side_that_contradicts_the_column_of_sides_is_named(read):
    logs = read("Date,Side,Pain (0-10)\n2026-03-01,left,5 (right)\n2026-03-02,left,4\n")
    assert readings(logs) == ["pain 5 right none", "pain 4 left none"]
    assert found(logs, "side_conflict")["line"] == 2


@pytest.mark.parametrize("text", ["5 (mostly left)", "5 (knee and hip)"])
def test_words_that_name_a_side_and_more_are_refused(text):
    assert told([text]) == ["side_not_read"]


def test_a_word_for_one_of_several_readings_is_refused_but_not_at_the_end_of_the_scale():
    assert told(["5 (worst)", "10 (worst)"]) == ["one_kind", ""]


def test_a_remark_is_no_word_of_the_scale():
    texts = ["5 (same as yesterday)", "same as yesterday", "4 (slept badly)", "slept badly"]
    assert values(texts) == [5, None, 4, None]
    assert ("remark", [0, 2]) in [(rule, places) for rule, _, places in column(texts).warnings]


def test_labels_of_two_words_count_where_there_are_several():
    assert values(["7 (very strong)", "2 (very light)", "very strong"]) == [7, 2, 7]
    assert "word_learnt" in [rule for rule, _, _ in column(["1 (Mild)", "Mild"]).warnings]


# Two marks


def test_two_marks_under_before_and_after_are_one_for_each_moment(read):
    logs = read("Date,Pain before/after (0-10)\n2026-03-01,6/5\n2026-03-02,5/10\n")
    marks = {
        ("pain 6 unknown pre"),
        ("pain 5 unknown post"),
        ("pain 5 unknown pre"),
        ("pain 10 unknown post"),
    }
    assert set(readings(logs)) == marks


def test_two_marks_that_all_end_in_the_whole_of_a_scale_are_refused(read):
    logs = read("Date,Pain L/R (0-10)\n2026-03-01,6/10\n2026-03-02,5/10\n2026-03-03,4/10\n")
    assert logs.outcomes["value"].notna().sum() == 0
    assert found(logs, "unclear_marks")["line"] == 2


# Angles, hours and steps


@pytest.mark.parametrize("text", ["0-130", "5-120", "0-10-90", "-5-10", "0°/10°/90°"])
def test_the_ends_of_a_movement_are_no_uncertain_angle(text):
    assert told([text, "50"], "rom") == ["arc_of_movement", ""]


def test_a_doubt_of_some_degrees_is_a_range():
    assert values(["45-50"], "rom") == [47.5]


def test_a_point_under_hours_and_minutes_stands_for_the_colon():
    assert values(["7.30", "8.15", "8", "7:45"], "sleep_h", unit="h:mm") == [7.5, 8.25, 8, 7.75]
    assert told(["7.30", "7.75"], "sleep_h", unit="h:mm") == ["point_unclear", "point_unclear"]
    assert values(["7.30"], "sleep_h", unit="h") == [7.3]


def test_steps_are_whole_whichever_mark_parts_the_thousands():
    assert values(["10,234", "9.876", "8 000", "512"], "steps") == [10234, 9876, 8000, 512]
    assert told(["9.8"], "steps") == ["not_whole"]


def test_both_marks_before_three_digits_leave_the_decimal_mark_open():
    assert settle_mark(["10,234", "9.876"]).decimal == ""


@pytest.mark.parametrize(
    ("text", "seconds", "kind"),
    [
        ("20ish", 1200, "approx"), ("2x30s", 60, "exact"), ("3 x 30 sec", 90, "exact"), ("5+5", 600, "exact"),
        ("10 + 5 min", 900, "exact"), ("15?", 900, "approx"), ("5min30", 330, "exact"), ("½ h", 1800, "exact"),
        ("1/2 hour", 1800, "exact"), ("1½ h", 5400, "exact"), ("15 min approx", 900, "approx"),
        ("5 to 10 min", 450, "range"), ("90 s + 1 min", 150, "exact"),
    ],
)  # fmt: skip
def test_an_everyday_duration_is_read(text, seconds, kind):
    reading = read_duration(text)
    assert (reading.value, reading.kind) == (seconds, kind)


@pytest.mark.parametrize("text", ["2x30", "10 min + 5", "1/2", "5+", "5 min left", "2 x 1:30"])
def test_a_duration_that_may_be_several_is_refused(text):
    assert read_duration(text).rule == "not_a_duration"


def test_a_hold_is_one_hold():
    assert read_duration("2x30s", unit="s", joined=False).rule == "not_a_duration"


# Sessions


def test_minutes_beside_yes_are_the_length_of_the_session(read):
    logs = read(
        "Date,Stretched?\n2026-03-01,yes (10 min)\n2026-03-02,no (ill)\n2026-03-03,10 min\n2026-03-04,yes\n"
    )
    assert bouts(logs)[:2] == [("Stretched?", 10), ("Stretched?", 10)]
    assert len(logs.sessions) == 3
    assert logs.sessions["minutes"].isna().tolist() == [False, False, True]


def test_a_time_is_no_name_of_an_exercise(read):
    logs = read("Date,Exercise,Minutes\n2026-03-01,07:00,5\n2026-03-02,Pigeon,5\n2026-03-03,10 min,5\n")
    assert found(logs, "not_a_name")["line"] == 2
    assert "Pigeon" in logs.sessions["exercise"].tolist()
    assert not {"07:00", "10 min"} & set(logs.sessions["exercise"].dropna())


@pytest.mark.parametrize(
    ("head", "cells", "minutes"),
    [
        ("Minutes,Seconds", ["1,30", "2,0", "0,45"], [1.5, 2, 0.75]),
        ("Hours,Minutes", ["1,30", "0,20", ",5"], [90, 20, 5]),
    ],
)
def test_a_length_in_two_columns_is_added_up(read, head, cells, minutes):
    rows = "".join(f"2026-03-0{n},Pigeon,{cell}\n" for n, cell in enumerate(cells, 1))
    logs = read(f"Date,Exercise,{head}\n{rows}")
    assert logs.sessions["minutes"].tolist() == minutes
    assert found(logs, "lengths_joined")["severity"] == "note"


def test_seconds_above_a_minute_are_not_added_to_the_minutes(read):
    logs = read("Date,Exercise,Minutes,Seconds\n2026-03-01,Pigeon,10,90\n")
    assert logs.sessions["minutes"].tolist() == [10]
    assert logs.sessions["hold_s"].tolist() == [90]


def test_start_and_end_alone_make_a_session_that_is_named(read):
    logs = read("Date,Start,End\n2026-03-01,07:00,07:30\n2026-03-02,07:00,07:20\n")
    assert bouts(logs) == [("session", 30), ("session", 20)]
    assert found(logs, "session_by_times")["severity"] == "warning"


@pytest.mark.parametrize("head", ["Pain (0-10)", "Sessions"])
def test_start_and_end_beside_something_else_are_named_and_make_no_session(read, head):
    logs = read(f"Date,Start,End,{head}\n2026-03-01,07:00,07:30,4\n")
    assert len(logs.sessions) == 0
    assert found(logs, "times_not_used")["line"] == 2


def test_an_end_before_its_start_is_named(read):
    logs = read("Date,Start,End,Exercise\n2026-03-01,08:20,08:00,Pigeon\n")
    assert logs.sessions["minutes"].isna().all()
    assert found(logs, "end_before_start")["line"] == 2


def test_minutes_far_from_start_and_end_are_named(read):
    head = "Date,Start,End,Minutes,Exercise\n"
    assert found(read(f"{head}2026-03-01,07:00,07:30,10,Pigeon\n"), "minutes_against_times")["line"] == 2
    shared = read(f"{head}2026-03-01,07:00,07:30,10,Pigeon\n2026-03-01,07:00,07:30,15,Couch stretch\n")
    assert "minutes_against_times" not in set(shared.issues["rule"])


@pytest.mark.parametrize("cell", ["3/5", "10 (left)", "30 s", "2.5"])
def test_reps_are_a_plain_number(read, cell):
    logs = read(f"Date,Exercise,Reps\n2026-03-01,Pigeon,{cell}\n2026-03-02,Pigeon,8\n")
    assert logs.sessions["reps"].fillna(0).tolist() == [0, 8]
    assert logs.issues["severity"].eq("error").sum() == 1


def test_a_rest_day_with_its_reason_is_no_exercise_and_is_named(read):
    logs = read("Date,Exercise\n2026-03-01,Pigeon\n2026-03-02,rest (ill)\n")
    assert logs.sessions["exercise"].tolist() == ["Pigeon"]
    assert found(logs, "rest_day")["line"] == 3


def test_a_scale_that_runs_the_other_way_is_turned_round():
    assert values(["1", "4", "5", "2-3"], "mood", scale=(1.0, 5.0), turned=True) == [10, 2.5, 0, 6.25]
    turned = column(["8", "<2", "none", "11"], scale=(0.0, 10.0), turned=True)
    assert [(r.value, r.low, r.rule) for r in turned.readings] == [
        (2, None, ""), (None, 8, ""), (None, None, "zero_unclear"), (None, None, "out_of_range"),
    ]  # fmt: skip
    assert turned.warnings[-1][0] == "scale_turned"
