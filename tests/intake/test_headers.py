"""Headers: words of twelve languages to roles, wide columns, scales, units."""

from __future__ import annotations

import pytest

from analysis.errors import DataError
from analysis.intake.columns import read_headers, read_role
from analysis.intake.headers import read_header


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Date", "date"), ("Datum", "date"), ("Fecha", "date"), ("Data", "date"), ("Dato", "date"),
        ("Timestamp", "timestamp"), ("Zeitstempel", "timestamp"), ("Horodateur", "timestamp"), ("Marca temporal", "timestamp"),
        ("Uhrzeit", "time"), ("Übung", "exercise"), ("Exercice", "exercise"), ("Oefening", "exercise"),
        ("Minuten", "minutes"), ("Mins", "minutes"), ("Durée", "minutes"), ("Czas trwania", "minutes"),
        ("Schmerz", "pain"), ("Douleur (0-10)", "pain"), ("Dolor", "pain"), ("Dor", "pain"), ("Dolore", "pain"),
        ("Pijn", "pain"), ("Smärta", "pain"), ("Smerte", "pain"), ("Ból", "pain"),
        ("Verspannung", "tightness"), ("Raideur", "tightness"), ("Rigidez", "tightness"), ("Stijfheid", "tightness"),
        ("Stress level (1–10)", "stress"),
        ("Muskelkater", "soreness"), ("Humeur", "mood"), ("Sleep quality", "sleep_quality"),
        ("Hours of sleep last night", "sleep_h"), ("Sleep (h)", "sleep_h"), ("Sleep (0-10)", "sleep_quality"),
        ("Minutes Asleep", "sleep_h"), ("Hours sitting today", "sitting_h"), ("Schlafdauer", "sleep_h"),
        ("Pain right now (0-10)", "pain"), ("Anything to note?", "notes"), ("Notiz", "notes"), ("Uwagi", "notes"),
        ("ROM (deg)", "rom"), ("Range of motion", "rom"), ("Mobilité", "rom"), ("Left hip extension (deg)", "rom"),
        ("Sit and reach (cm)", "reach"), ("Schmerzmittel", "painkillers"), ("Step count", "steps"),
        ("How many hours did you sleep?", "sleep_h"), ("How many hours did you sit today?", "sitting_h"),
        ("How long did you stretch today (minutes)?", "minutes"), ("Did you stretch today?", "exercise"),
        ("Did you do your stretching routine today?", "routine"), ("What did you do today?", "exercise"),
        ("On a scale of 0-10, how tight are your hips?", "tightness"), ("Wie stark ist dein Schmerz gerade? (0-10)", "pain"),
        ("Wie viele Stunden hast du geschlafen?", "sleep_h"), ("Combien de temps avez-vous étiré ?", "minutes"),
        ("Stretching (min)", "minutes"), ("Dehnen (Minuten)", "minutes"), ("Time (min)", "minutes"), ("Yoga (h)", "minutes"),
        ("How stiff are you this morning?", "tightness"), ("Seite", "side"), ("Sätze", "sets"), ("rep(s)", "reps"),
    ],
)  # fmt: skip
def test_a_header_word_gives_its_role(header, role):
    assert read_header(header).role == role


@pytest.mark.parametrize(
    "header",
    [
        "Training Stress Score®", "Active energy burned(kcal)", "Energy (kcal)", "Pain during running", "Stress fracture",
        "Minutes Sedentary", "Minutes of pain", "Which side hurts?", "Colour", "Pain or tightness", "Sleep",
        "Average Heart Rate", "How many minutes did your pain last?",
    ],
)  # fmt: skip
def test_a_header_that_only_looks_like_a_metric_is_not_read(header):
    meaning = read_header(header)
    assert not meaning.is_metric
    assert meaning.role != "minutes"


@pytest.mark.parametrize(
    ("header", "side", "moment", "region", "unit"),
    [
        ("pain left", "left", None, None, None),
        ("ROM right pre", "right", "pre", None, None),
        ("Beweglichkeit links (°)", "left", None, None, "deg"),
        ("Left hip extension (deg)", "left", None, "hip", "deg"),
        ("Hip ROM (right)", "right", None, "hip", None),
        ("Mobilité hanche gauche (°)", "left", None, "hip", "deg"),
        ("Tightness before stretching", None, "pre", None, None),
        ("Schmerz nachher", None, "post", None, None),
        ("Knee pain evening", None, "evening", "knee", None),
        ("rom_left_deg", "left", None, None, "deg"),
    ],
)
def test_sides_moments_regions_and_units_are_taken_from_the_header(header, side, moment, region, unit):
    meaning = read_header(header)
    assert meaning.is_metric
    assert (meaning.side, meaning.moment, meaning.region, meaning.unit) == (side, moment, region, unit)


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Pain (0-10)", (0, 10)),
        ("Pain (1–5)", (1, 5)),
        ("Pain [0 to 100]", (0, 100)),
        ("Pain /10", (0, 10)),
        ("Pain out of 10", (0, 10)),
        ("tightness_0_10", (0, 10)),
        ("Pain (/10)", (0, 10)),
        ("Stress today (0 = none / 10 = worst)", (0, 10)),
        ("Pain 0-10", (0, 10)),
        ("Pain", None),
        ("On a scale of 0-10, how bad is your pain?", (0, 10)),
        ("Pain on a scale from 1 to 5", (1, 5)),
    ],
)
def test_a_scale_is_taken_from_the_header(header, scale):
    meaning = read_header(header)
    assert meaning.scale == scale
    assert scale is None or meaning.is_metric


def test_a_form_question_gives_metric_and_region():
    meaning = read_header("How tight do your hip flexors feel right now? (0-10)")
    assert (meaning.role, meaning.region, meaning.scale) == ("tightness", "hip", (0, 10))


def test_minutes_of_an_activity_keep_the_question_as_routine():
    meaning = read_header("Minutes of hip flexor stretching today")
    assert (meaning.role, meaning.unit, meaning.activity) == (
        "minutes",
        "min",
        "Minutes of hip flexor stretching today",
    )


def test_plain_minutes_name_no_routine():
    assert read_header("Minuten").activity is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("L hip ROM (deg)", "R hip ROM (deg)"),
        ("Douleur G", "Douleur D"),
        ("Dolor I", "Dolor D"),
        ("Dolore S", "Dolore D"),
        ("Dor E", "Dor D"),
        ("Smärta V", "Smärta H"),
        ("Ból L", "Ból P"),
    ],
)
def test_single_letters_are_sides_where_two_headers_differ_in_them(left, right):
    meanings = read_headers(["Date", left, right])
    assert [m.side for m in meanings] == [None, "left", "right"]
    assert all(m.is_metric for m in meanings[1:])


@pytest.mark.parametrize(
    ("header", "side"),
    [
        ("L knee pain", "left"),
        ("ROM L", "left"),
        ("Hip extension R (°)", "right"),
        ("Pain R (0-10)", "right"),
        ("pain_l", "left"),
        ("Raideur de l'épaule", None),
        ("Smärta H", None),
    ],
)
def test_l_and_r_that_stand_alone_are_sides_and_an_article_is_none(header, side):
    assert read_headers(["Date", header])[1].side == side


def test_a_known_test_is_named_as_measure():
    assert read_header("Thomas test left (deg)").measure == "hip_ext_mtt"
    assert read_header("Hip ROM left").measure is None


def test_numbered_columns_are_trials():
    assert [m.trial for m in read_headers(["ROM left 1", "ROM left 2"])] == [1, 2]


def test_a_role_given_by_the_person_wins():
    meaning = read_headers(["Foo", "Pain"], {"Foo": "rom left pre", "Pain": "ignore"})
    assert (meaning[0].role, meaning[0].side, meaning[0].moment) == ("rom", "left", "pre")
    assert meaning[1].role == "ignore"


def test_a_role_that_does_not_exist_is_refused_with_the_list():
    with pytest.raises(DataError, match="'pian' is no role - use one of date"):
        read_role("pian", "Foo")
    with pytest.raises(DataError, match="names no role"):
        read_role("left", "Foo")


@pytest.mark.parametrize(
    ("header", "role", "region", "moment"),
    [
        ("Knieschmerzen", "pain", "knee", None),
        ("Hüftschmerz links", "pain", "hip", None),
        ("Morgensteifigkeit", "tightness", None, "morning"),
        ("Heuppijn", "pain", "hip", None),
        ("Ryggsmärta", "pain", "lower_back", None),
        ("Stresslevel", "stress", None, None),
        ("Raideur matinale", "tightness", None, "morning"),
        ("Ból lewego biodra", "pain", "hip", None),
        ("Sit & reach (cm)", "reach", None, None),
        ("Finger-to-floor distance (cm)", "reach", None, None),
        ("Hip ext R (°)", "rom", "hip", None),
        ("Left (°)", "rom", None, None),
        ("Kopfschmerzen", "", None, None),
    ],
)
def test_compounds_and_everyday_headers_are_read(header, role, region, moment):
    meaning = read_header(header)
    assert (meaning.role, meaning.region, meaning.moment) == (role, region, moment)


def test_marks_named_at_both_ends_are_a_scale():
    assert read_header("Mood (1=bad 5=good)").scale == (1, 5)
