"""Standardised differences and log ratios: their errors by hand, and what has no number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.errors import TooFewPoints
from analysis.stats import effect_sizes
from analysis.stats.indices import effect_size
from tests.stats.drawn_phases import NUMBERS, A, B, indices


def test_standard_errors_by_hand():
    found = indices(A, B, goal=8.5)["se"]
    var_b = 8.75 / 3
    smd = 4 / 7 * 2.25
    assert found["SMD"] == pytest.approx(4 / 7 * math.sqrt(1 / 3 + var_b / 4 + smd**2 / 4))
    assert found["LRRi"] == pytest.approx(math.sqrt(1 / (3 * 16) + var_b / (4 * 6.25**2)))
    assert found["PoGO"] == pytest.approx(math.sqrt(1 / 3 * 1.25 + var_b / 4) / 4.5)


def test_an_interval_is_1_96_standard_errors_to_either_side():
    found = indices(A, B, goal=8.5).loc[["SMD", "SMD-pooled", "LRRi", "LRRd", "LRM", "PoGO"]]
    for sign, column in ((-1, "low"), (1, "high")):
        assert found[column].to_numpy() == pytest.approx(
            found["estimate"] + sign * 1.959963984540054 * found["se"]
        )


def test_percent_change_has_the_interval_of_its_log_ratio_and_keeps_the_sign_of_the_change():
    change, ratio = (
        effect_size(index, [6, 7, 6, 8], [3, 4, 2, 3], improvement=-1) for index in ("PercentChange", "LRRd")
    )
    assert change.estimate < -0.5
    assert [change.low, change.high] == pytest.approx([math.expm1(ratio.low), math.expm1(ratio.high)])


SHORT = "fewer than 2 readings"


@pytest.mark.parametrize(
    ("index", "a", "b", "reason"),
    [
        ("NAP", [], [1, 2], "no reading in phase A"),
        ("PND", [1, 2], [float("nan")], "no reading in phase B"),
        ("Tau-U", [1], [1, 2], f"{SHORT} in phase A"),
        ("Tau-BC", [1], [1, 2], f"{SHORT} in phase A"),
        ("PET", [1], [1, 2], f"{SHORT} in phase A"),
        ("SMD", [1, 2], [1, 2], "fewer than 3 readings in phase A"),
        ("SMD", [2, 2, 2], [1, 2], "phase A does not vary"),
        ("SMD", [0.1, 0.1, 0.1], [1, 2], "phase A does not vary"),
        ("SMD-pooled", [2], [1, 2], SHORT),
        ("SMD-pooled", [2, 2, 2], [1, 1], "neither phase varies"),
        ("LRRi", [2], [1, 2], SHORT),
        ("LRRd", [-2, 1], [1, 2], "a mean is not above 0"),
        ("PercentChange", [0, 0], [1, 2], "a mean is not above 0"),
        ("LRM", [0, 0, 3], [1, 2], "a median is not above 0"),
        ("PoGO", [8, 9], [8, 9], "already reached the goal"),
        ("PoGO", [0.1, 0.2, 0.3], [8, 9], "no PoGO: the mean of phase A has already reached the goal"),
    ],
)
def test_a_number_that_does_not_exist_has_a_reason(index, a, b, reason):
    goal = 0.2 if a == [0.1, 0.2, 0.3] else 5
    with pytest.raises(TooFewPoints, match=reason):
        effect_size(index, a, b, improvement=1, goal=goal)
    row = indices(a, b, goal=goal).loc[index]
    assert row[NUMBERS].isna().all()
    assert reason.removeprefix("no PoGO: ") in row["reason"]


@pytest.mark.parametrize(
    ("index", "a", "b", "reason"),
    [
        ("NAP", [1], [2, 3], SHORT),
        ("LRRi", [5, 5, 5], [3, 3, 3], "do not vary"),
        ("LRM", [5, 5, 5], [3, 3, 3], "do not vary"),
        ("LRM", [5], [3, 2, 3], SHORT),
        ("LRM", [0, 5, 5], [3, 2, 3], "0 or below lie beside a median"),
        ("PoGO", [5, 5, 5], [3, 3, 3], "do not vary"),
        ("PoGO", [5], [3, 3, 3], SHORT),
    ],
)
def test_a_missing_standard_error_has_a_reason_beside_the_estimate(index, a, b, reason):
    row = indices(a, b, goal=9).loc[index]
    assert not math.isnan(row["estimate"])
    assert math.isnan(row["se"])
    assert f"no standard error: {reason}" in row["reason"] or reason in row["reason"]


def test_a_complete_pair_of_phases_needs_no_reason():
    assert effect_sizes([6, 7, 6, 5, 7], [4, 3, 4, 2], improvement=-1, goal=1)["reason"].isna().all()


@pytest.mark.parametrize("scale", [1e300, 1e-300, 5e-324])
def test_readings_at_the_edge_of_a_float_give_no_infinity(scale):
    found = indices(np.array([1.0, 2.0, 1.0]) * scale, np.array([3.0, 2.0, 4.0]) * scale, goal=1e308)
    assert not np.isinf(found[NUMBERS].to_numpy()).any()
    far = indices([1e-300, 1, 2], [1e308, 3, 4], goal=3)
    assert not np.isinf(far[NUMBERS].to_numpy()).any()
