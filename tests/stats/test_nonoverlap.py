"""Non-overlap against exact arithmetic, its interval against the quartic, and by properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.stats.indices import effect_size
from tests.stats.drawn_phases import NUMBERS, OVERLAP, A, B, indices, phases
from tests.stats.exact_indices import exact_indices


def test_complete_separation_has_an_interval_and_not_a_point():
    apart = indices([1, 2, 3], [11, 12, 13])
    assert apart.loc["NAP", "low"] == pytest.approx(0.501, abs=5e-4)
    assert apart.loc["Tau", "low"] == pytest.approx(0.002, abs=5e-4)
    assert apart.loc[["NAP", "Tau"], ["estimate", "high"]].to_numpy().tolist() == [[1, 1], [1, 1]]
    assert (apart.loc[["NAP", "Tau"], "se"] > 0).all()


@pytest.mark.parametrize(("a", "b"), [(A, B), ([1, 2], [8, 9, 9]), ([8, 9, 9, 7], [1, 2]), ([1], [1])])
def test_the_bounds_of_nap_are_the_roots_of_newcombes_quartic(a, b):
    nap = effect_size("NAP", a, b, improvement=1)
    pairs, half = len(a) * len(b), (len(a) + len(b)) / 2 - 1
    x = np.poly1d([1, 0])
    odds = x * (1 - x)
    distance = pairs * (nap.estimate - x) ** 2 * (2 - x) * (1 + x)
    roots = (distance - 1.959963984540054**2 * odds * (2 + half + (1 + 2 * half) * odds)).roots
    inside = np.sort(
        [root.real for root in roots if abs(root.imag) < 1e-9 and -1e-9 <= root.real <= 1 + 1e-9]
    )
    assert len(inside) == 2
    assert [nap.low, nap.high] == pytest.approx(inside.tolist(), abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(phases(), st.sampled_from([1, -1]))
def test_rational_arithmetic_gives_the_same_indices(pair, improvement):
    a, b, days_a, days_b = pair
    found = indices(a, b, improvement=improvement, days_a=days_a, days_b=days_b)["estimate"]
    exact = exact_indices(a, b, days_a, days_b, improvement)
    assert found[list(exact)].tolist() == pytest.approx([float(x) for x in exact.values()], abs=1e-12)
    assert found.drop(list(exact))[[name for name in OVERLAP if name not in exact]].isna().all()


@settings(max_examples=50, deadline=None)
@given(phases())
def test_swapping_the_phases_gives_one_minus_nap_and_turns_the_signs(pair):
    a, b, _, _ = pair
    one, other = indices(a, b), indices(b, a)
    nap, swapped = (table.loc["NAP", ["estimate", "low", "high"]].to_numpy(float) for table in (one, other))
    assert swapped == pytest.approx(1 - nap[[0, 2, 1]], abs=1e-12)
    here, there = (table["estimate"].to_dict() for table in (one, other))
    for name in ("Tau", "SMD-pooled", "LRRi", "LRRd", "LRM"):
        assert there[name] == pytest.approx(-here[name], abs=1e-12, nan_ok=True)


@settings(max_examples=50, deadline=None)
@given(phases(), st.sampled_from([0.1, 7.0, 250.25]))
def test_shifting_all_readings_changes_no_overlap_and_no_smd(pair, shift):
    a, b, days_a, days_b = pair
    names = [*OVERLAP, "SMD", "SMD-pooled"]
    here = indices(a, b, days_a=days_a, days_b=days_b).loc[names, NUMBERS]
    there = indices(np.add(a, shift), np.add(b, shift), days_a=days_a, days_b=days_b).loc[names, NUMBERS]
    assert_frame_equal(here, there, rtol=1e-9, atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(phases(), st.sampled_from([0.1, 1 / 3, 1e-200, math.pi, 1e200]))
def test_another_unit_changes_no_index(pair, unit):
    a, b, days_a, days_b = pair
    here = indices(a, b, days_a=days_a, days_b=days_b).loc[:, NUMBERS]
    there = indices(np.multiply(a, unit), np.multiply(b, unit), days_a=days_a, days_b=days_b).loc[:, NUMBERS]
    assert_frame_equal(here, there, rtol=1e-9, atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(phases())
def test_turning_readings_and_direction_over_changes_no_overlap_and_no_smd(pair):
    a, b, days_a, days_b = pair
    names = [*OVERLAP, "SMD", "SMD-pooled"]
    up = indices(a, b, days_a=days_a, days_b=days_b).loc[names]
    down = indices(np.negative(a), np.negative(b), improvement=-1, days_a=days_a, days_b=days_b).loc[names]
    assert_frame_equal(up, down, rtol=1e-12, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(phases(), st.randoms(use_true_random=False))
def test_the_order_in_which_days_are_given_does_not_matter(pair, random):
    a, b, days_a, days_b = pair
    shuffled = [list(zip(y, t, strict=True)) for y, t in ((a, days_a), (b, days_b))]
    for phase in shuffled:
        random.shuffle(phase)
    (a2, t2), (b2, u2) = (map(list, zip(*phase, strict=True)) for phase in shuffled)
    assert_frame_equal(
        indices(a, b, days_a=days_a, days_b=days_b), indices(a2, b2, days_a=t2, days_b=u2), rtol=1e-12
    )


def test_readings_on_no_decimal_grid_still_tie():
    thirds = [x / 3 for x in (1, 2, 4, 2)]
    sums = [1 / 3, 1 / 3 + 1 / 3, 1 / 3 + 1 / 3 + 1 / 3 + 1 / 3]
    assert indices(thirds, sums)["estimate"]["NAP"] == indices([1, 2, 4, 2], [1, 2, 4])["estimate"]["NAP"]


def test_residuals_on_the_baseline_line_tie_though_its_slope_is_no_decimal():
    days_a, days_b = [0, 3, 6], [9, 10, 12]
    found = indices([1, 2, 3], [4, 5, 5], days_a=days_a, days_b=days_b)["estimate"]
    assert found["Tau-BC"] == pytest.approx(1 / 3)
    assert found["PET"] == pytest.approx(1 / 3)


def test_gaps_between_days_count_in_the_indices_with_a_line():
    a, b = [1, 2, 3], [4, 5, 6]
    daily = indices(a, b)["estimate"]
    late = indices(a, b, days_a=[1, 2, 3], days_b=[31, 32, 33])["estimate"]
    assert (daily["Tau-BC"], late["Tau-BC"], late["PET"]) == (0, -1, 0)
