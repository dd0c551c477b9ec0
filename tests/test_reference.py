"""Which exercises target the hip flexors, and which way is better."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.reference import (
    reaches_hip_flexors,
    read_reference,
    session_kinds,
    sessions_reach,
    training_kind,
    yardstick,
)
from analysis.words import METRIC_WORDS, UNIT_WORDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Half-kneeling hip flexor stretch (right)", "targeted"),
        ("couch stretches", "targeted"),
        ("Minutes of hip flexor stretching today", "targeted"),
        ("Étirement fléchisseurs de la hanche", "targeted"),
        ("Estiramiento de los flexores de cadera", "targeted"),
        ("Squat (Bodyweight)", "conventional"),
        ("Squats", "conventional"),
        ("Running", "conventional"),
        ("Box breathing", "relaxation"),
        ("Body scan", "relaxation"),
        ("Psoas rest", "relaxation"),
        ("Piano practice", "other"),
        ("", "other"),
    ],
)
def test_an_exercise_is_known_by_its_name(name, kind):
    assert training_kind(name) == kind


def test_every_name_of_the_list_is_known_by_its_own_kind():
    for row in read_reference("exercises").to_dict("records"):
        kind = row["category"] if row["category"] != "neutral" else "other"
        assert training_kind(row["name"]) == ("relaxation" if row["mode"] == "breath_relaxation" else kind)


def test_every_name_of_the_list_reaches_the_hip_flexors_as_the_list_says():
    for row in read_reference("exercises").to_dict("records"):
        assert reaches_hip_flexors(row["name"]) == (row["hip_flexor_target"] != "no")


@pytest.mark.parametrize(
    ("name", "reaches"),
    [("Squats", True), ("Deadlift", False), ("Hüftbeuger dehnen", True), ("Juggling", None), ("", None)],
)
def test_what_reaches_the_hip_flexors_is_known_by_name_or_not_at_all(name, reaches):
    assert reaches_hip_flexors(name) is reaches


def test_a_session_reaches_by_its_exercise_else_by_its_routine():
    sessions = pd.DataFrame(
        {
            "exercise": ["Deadlift", "Juggling", None, None, "Squats"],
            "routine": ["Hip flexors", "Hip flexors", "Hip flexors", None, None],
        }
    )
    assert sessions_reach(sessions).tolist() == [False, True, True, False, True]
    assert session_kinds(sessions).tolist() == [
        "conventional",
        "targeted",
        "targeted",
        "other",
        "conventional",
    ]


def test_degrees_alone_never_say_which_way_is_better():
    assert yardstick("rom").improvement is None
    assert yardstick("rom", "hip_ext_mtt").improvement == 1
    assert yardstick("reach", "ffd").improvement == -1
    assert yardstick("pain").improvement == -1


def test_an_error_threshold_is_never_the_worthwhile_change():
    known = yardstick("rom", "hip_ext_mtt")
    assert (known.worthwhile, known.reading_error) == (None, 8.0)
    assert yardstick("tightness").worthwhile_from == "house default, not published"


def test_every_metric_and_unit_has_words():
    from analysis.schema import METRICS

    assert set(METRICS) == set(METRIC_WORDS)
    assert {metric.unit for metric in METRICS.values()} <= set(UNIT_WORDS)
