"""Exercises by name: eleven languages, with sides and doses around them; what is only alike is shown, not taken."""

from __future__ import annotations

import pytest

from analysis.intake import load_logs
from analysis.reference import (
    exercise_key,
    fold_text,
    reaches_hip_flexors,
    read_reference,
    similar_exercise,
    training_kind,
)

NAMES = read_reference("exercise_names")
KEYS = set(read_reference("exercises")["exercise_id"])


def test_every_name_is_that_of_one_exercise():
    found = {name: exercise_key(name) for name in NAMES["name"]}
    wrong = {
        n: found[n] for n, key in zip(NAMES["name"], NAMES["exercise_id"], strict=True) if found[n] != key
    }
    assert not wrong


def test_no_name_stands_under_two_exercises():
    folded = NAMES.assign(name=NAMES["name"].map(fold_text))
    assert not folded.groupby("name")["exercise_id"].nunique().gt(1).any()


def test_the_names_are_of_ten_languages_beside_english():
    by_language = NAMES.groupby("language")["exercise_id"].nunique()
    assert set(by_language.index) == {"da", "de", "es", "fr", "it", "nl", "no", "pl", "pt", "sv"}
    assert by_language.min() >= 60
    assert set(NAMES["exercise_id"]) <= KEYS


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Couch stretch minutes", "couch_stretch"), ("Minutes of couch stretch", "couch_stretch"),
        ("couch stretch mins", "couch_stretch"), ("Couch stretch 2x60s", "couch_stretch"),
        ("Taubenhaltung links", "pigeon"), ("Étirement du psoas gauche", "half_kneeling_stretch"),
        ("postura de la paloma (derecha)", "pigeon"), ("Yoga with Anna", "hatha_yoga"), ("Vinyasa flow 45 min", "hatha_yoga"),
        ("Kettlebell juggling", None), ("min", None), ("left", None), ("Stretch", None),
        ("90", None), ("sit", None),
    ],
)  # fmt: skip
def test_a_name_is_known_with_its_side_and_dose(name, key):
    assert exercise_key(name) == key


def test_a_yoga_class_for_the_hip_flexors_is_targeted():
    assert training_kind("Yoga for hip flexors") == "targeted"
    assert training_kind("Yoga with Anna") == "conventional"


def test_targeted_and_reaching_the_hip_flexors_stay_apart():
    assert (training_kind("Kniebeugen"), reaches_hip_flexors("Kniebeugen")) == ("conventional", True)


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("Coutch strecth", "Couch stretch"),
        ("Pigoen pose", "Pigeon pose"),
        ("Bench press", None),
        ("Lat pulldown", None),
        ("Yo", None),
    ],
)
def test_an_unknown_name_is_like_another_only_where_all_its_words_are(name, like):
    assert exercise_key(name) is None
    assert similar_exercise(name) == like


def test_a_name_that_is_only_alike_is_shown_and_not_taken(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(
        "Date,Exercise,Minutes\n2026-03-14,Coutch strecth,5\n2026-03-15,Squat,5\n", encoding="utf-8"
    )
    logs = load_logs(path)
    assert logs.sessions["exercise_key"].isna().tolist() == [True, False]
    said = logs.issues[logs.issues["rule"] == "exercise_like"]
    assert (said["line"].item(), said["severity"].item()) == (2, "note")
    assert "'Couch stretch'" in said["fix"].item()
