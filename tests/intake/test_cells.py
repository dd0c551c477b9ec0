"""Cells: numbers, readings, durations, sides."""

from __future__ import annotations

import pytest

from analysis.intake.cells.durations import read_duration, settle_colon
from analysis.intake.cells.numbers import read_number, settle_mark
from analysis.intake.cells.readings import read_pair, read_quantity
from analysis.intake.cells.sides import read_sides, split_side
from analysis.intake.meaning import Meaning
from analysis.intake.metrics import read_metric


def values(texts, role, **options):
    column = read_metric(texts, Meaning("x", role, **options))
    return [reading.value for reading in column.readings]


@pytest.mark.parametrize(
    ("texts", "delimiter", "mark"),
    [
        (["8,1", "11,4"], ",", ","),
        (["8.1", "1,234"], ",", "."),
        (["1.234,5"], ",", ","),
        (["1,234.5"], ";", "."),
        (["0.125"], ";", "."),
        (["12,5", "4.5"], ",", ""),
        (["1,234"], ",", "."),
        (["1,234"], ";", ","),
        (["5", "6"], ",", "."),
    ],
)
def test_the_decimal_mark_is_settled_for_a_column(texts, delimiter, mark):
    assert settle_mark(texts, delimiter).decimal == mark


def test_a_mark_that_rests_on_the_delimiter_alone_is_said_to_be_unsettled():
    assert settle_mark(["1,234"]).unsettled
    assert not settle_mark(["1,23"]).unsettled


@pytest.mark.parametrize(
    ("token", "mark", "value"),
    [
        ("5", ".", 5.0),
        ("-3,5", ",", -3.5),
        (",5", ",", 0.5),
        ("1 234,5", ",", 1234.5),
        ("1'234.5", ".", 1234.5),
        ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234),
        ("1,234", "", None),
        ("1.2.3", ".", None),
        ("12.34,5", ",", None),
        ("", ".", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(token, mark, value):
    assert read_number(token, mark) == value


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "kind"),
    [
        ("7/10", 7, None, None, "exact"),
        ("7 / 10", 7, None, None, "exact"),
        ("7 of 10", 7, None, None, "exact"),
        ("~5", 5, None, None, "approx"),
        ("ca. 5", 5, None, None, "approx"),
        ("3-4", 3.5, 3, 4, "range"),
        ("3–4", 3.5, 3, 4, "range"),
        ("6 or 7", 6.5, 6, 7, "range"),
        ("3 bis 4", 3.5, 3, 4, "range"),
        ("<2", None, None, 2, "bound_high"),
        ("5+", None, 5, None, "bound_low"),
        ("1 (Mild)", 1, None, None, "word"),
        ("none", 0, None, None, "exact"),
        ("Keine", 0, None, None, "exact"),
        ("5️⃣", 5, None, None, "exact"),
        ("۳", 3, None, None, "exact"),
    ],
)
def test_a_rating_is_read_with_its_kind(text, value, low, high, kind):
    reading = read_quantity(text, rating=True)
    assert (reading.value, reading.low, reading.high, reading.kind) == (value, low, high, kind)


@pytest.mark.parametrize(
    "text", ["ten", "V", "😐", "3 (am) 5 (pm)", "4-3", "7/9", "5 apples", "1e5", "inf", "nan5", "=2+3"]
)
def test_a_cell_that_does_not_match_whole_is_refused(text):
    reading = read_quantity(text, rating=True)
    assert reading.rule
    assert reading.value is None


@pytest.mark.parametrize("text", ["", " ", "-", "--", "n/a", "k.A.", "?", "—", "N/A", "b.d."])
def test_words_for_nothing_written_are_blank_not_zero(text):
    assert read_quantity(text, rating=True).blank


def test_none_is_zero_only_in_a_rating():
    assert read_quantity("none", rating=True).value == 0
    assert read_quantity("none").rule == "not_a_number"


@pytest.mark.parametrize(
    ("text", "value"),
    [("95°", 95), ("90deg", 90), ("4.5 °", 4.5), ("110,5º", 110.5), ("12 Grad", 12), ("-4.4", -4.4)],
)
def test_angles_are_read_in_degrees(text, value):
    assert values([text], "rom") == [value]


def test_lengths_come_out_in_centimetres():
    column = read_metric(["12 cm", "4.5in", "-3 cm", "120 mm"], Meaning("Reach", "reach"))
    assert [r.value for r in column.readings] == [12, 11.43, -3, 12]


def test_a_bare_number_between_degrees_and_centimetres_is_refused():
    column = read_metric(["45°", "12 cm", "13"], Meaning("ROM", "rom"))
    assert column.metrics[1] == "reach"
    assert column.readings[2].rule == "unit_unclear"


@pytest.mark.parametrize(
    ("scale", "texts", "expected"),
    [
        ((1, 5), ["1", "3", "5"], [0, 5, 10]),
        ((1, 10), ["1", "10"], [1, 10]),
        ((0, 4), ["1"], [2.5]),
        ((0, 100), ["35"], [3.5]),
    ],
)
def test_a_stated_scale_is_brought_to_ten(scale, texts, expected):
    assert values(texts, "pain", scale=scale) == expected


def test_a_value_outside_its_scale_is_refused():
    column = read_metric(["6", "0"], Meaning("Pain (1-5)", "pain", scale=(1, 5)))
    assert [r.rule for r in column.readings] == ["out_of_range", "out_of_range"]


def test_a_word_counts_only_after_a_pair_in_the_same_column():
    assert values(["1 (Mild)", "Mild"], "pain") == [1, 1]
    assert values(["Mild"], "pain") == [None]
    assert values(["1 (Mild)", "2 (Mild)", "Mild"], "pain") == [1, 2, None]


def test_a_pair_is_read_in_either_order():
    assert read_pair("Mild (1)") == ("mild", 1.0)
    assert read_pair("1 - Mild") == ("mild", 1.0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5 min", 300),
        ("1h 20m", 4800),
        ("1h 5m", 3900),
        ("00:05:00", 300),
        ("00:08:02.2", 482),
        ("90 s", 90),
        ("90 sec", 90),
        ("PT15M", 900),
        ("PT1H30M", 5400),
        ("38min", 2280),
        ("9h30", 34200),
        ("1,5 h", 5400),
        ("1 Std. 10 Min.", 4200),
        ("5", 300),
        ("5'", 300),
        ("15-20 min", 1050),
        ("~10 min", 600),
        ("0:00", 0),
    ],
)
def test_durations_are_read_in_seconds(text, seconds):
    assert read_duration(text, mark="," if "," in text else ".").value == seconds


@pytest.mark.parametrize("text", ["PTH1H10M", "5 apples", "1:75", "ten minutes", "5 min or so", "1:30"])
def test_a_duration_that_is_not_sure_is_refused(text):
    assert read_duration(text).rule


def test_two_numbers_with_a_colon_need_evidence():
    assert settle_colon(["1:30"], None) == ""
    assert settle_colon(["1:30"], "min") == ""
    assert settle_colon(["1:30", "47:08"], None) == "m:ss"
    assert settle_colon(["7:30"], "h") == "h:mm"
    assert settle_colon(["7:30"], "m:ss") == "m:ss"


def test_hours_of_sleep_are_read_from_clock_text():
    assert values(["7:30", "7.5", "7h 15m", "480 min"], "sleep_h") == [7.5, 7.5, 7.25, 8]


def test_painkillers_count_yes_as_one():
    assert values(["yes", "no", "2", "ja"], "painkillers") == [1, 0, 2, 1]


def test_a_weight_needs_its_unit():
    assert values(["70 kg", "150 lb"], "weight_kg") == [70, pytest.approx(68.0388, abs=1e-3)]
    assert values(["70"], "weight_kg") == [None]
    assert values(["70"], "weight_kg", unit="kg") == [70]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("L", "left"), ("links", "left"), ("gauche", "left"), ("izquierda", "left"), ("sinistra", "left"),
        ("esquerda", "left"), ("vänster", "left"), ("venstre", "left"), ("lewa", "left"), ("左", "left"),
        ("R", "right"), ("rechts", "right"), ("droite", "right"), ("derecha", "right"), ("destra", "right"),
        ("direita", "right"), ("höger", "right"), ("høyre", "right"), ("prawa", "right"), ("右", "right"),
        ("both", "both"), ("l+r", "both"), ("Left/Right", "both"), ("bilat", "both"), ("beide", "both"),
        ("les deux", "both"), ("none", "unknown"), ("", "unknown"), ("(L)", "left"), ("banana", None),
    ],
)  # fmt: skip
def test_sides_are_read_in_twelve_languages(text, side):
    assert read_sides([text]) == [side]


def test_single_letters_of_one_language_need_both_sides():
    assert read_sides(["d", "g"]) == ["right", "left"]
    assert read_sides(["der", "izq"]) == ["right", "left"]
    assert read_sides(["g"]) == [None]


@pytest.mark.parametrize(
    ("name", "rest", "side"),
    [
        ("Couch stretch (left)", "Couch stretch", "left"),
        ("Couch stretch (R)", "Couch stretch", "right"),
        ("Couch stretch - right", "Couch stretch", "right"),
        ("Left couch stretch", "couch stretch", "left"),
        ("Overhead Press (Each Side, Dumbbells)", "Overhead Press (Each Side, Dumbbells)", "both"),
        ("Squat (Bodyweight)", "Squat (Bodyweight)", None),
        ("Lateral Raise", "Lateral Raise", None),
    ],
)
def test_a_side_is_taken_out_of_an_exercise_name(name, rest, side):
    assert split_side(name) == (rest, side)
