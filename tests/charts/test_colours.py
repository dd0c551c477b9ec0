"""Meanings that share a chart stay apart for every kind of eye and in grey; marks and words stand out.

Two colours side by side are just told apart at a distance of about 2.3 in CIELAB (Mahy, Van Eycken &
Oosterlinck 1994, doi:10.1002/col.5080190205). Points of a chart are small, lie apart from each other and
from their legend, so five times as much is asked: 12. In grey that is 12 steps of lightness of 100; kinds of
training, which are areas, have hatches for that.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from analysis.charts.colours import THEMES, colours, set_theme, use_theme
from analysis.errors import DataError
from tests.charts.vision import VISIONS, contrast, distance, lab

APART = 12.0
MARKS, TEXT, FAINT = 3.0, 4.5, 1.1

GROUPS = {
    "phases": ("before", "routine"),
    "sides": ("left", "right"),
    "answers": ("better", "worse", "quiet"),
    "training": ("targeted", "conventional", "relaxation", "other"),
}
MARKED = (
    "before", "routine", "between", "left", "right", "better", "worse", "target",
    "targeted", "conventional", "relaxation", "other",
)  # fmt: skip
GROUNDS = ("paper", "before_shade", "routine_shade", "between_shade")


@pytest.fixture(params=sorted(THEMES))
def theme(request):
    return THEMES[request.param]


PAIRS = [(group, vision) for group in sorted(GROUPS) for vision in sorted(VISIONS)]
PAIRS.remove(("training", "grey"))  # four kinds in grey would be near to black: there their hatches tell


@pytest.mark.parametrize(("group", "vision"), PAIRS)
def test_colours_that_share_a_chart_are_told_apart(theme, group, vision):
    near = {
        pair: round(found, 1)
        for pair in combinations(GROUPS[group], 2)
        if (found := distance(getattr(theme, pair[0]), getattr(theme, pair[1]), vision)) < APART
    }
    assert near == {}


@pytest.mark.parametrize("vision", sorted(VISIONS))
def test_steps_of_the_scale_are_told_apart(theme, vision):
    assert min(distance(*pair, vision) for pair in pairwise(theme.scale)) >= APART


@pytest.mark.parametrize("vision", sorted(VISIONS))
def test_a_missing_day_is_not_taken_for_the_lowest_step(theme, vision):
    assert distance(theme.missing, theme.scale[0], vision) >= APART


@pytest.mark.parametrize("vision", sorted(VISIONS))
def test_lightness_of_the_scale_runs_one_way(theme, vision):
    steps = np.diff([lab(step, vision)[0] for step in theme.scale])
    assert (steps > 0).all() or (steps < 0).all()


def test_the_low_end_of_the_scale_lies_nearer_to_the_paper(theme):
    assert contrast(theme.scale[0], theme.paper) < contrast(theme.scale[-1], theme.paper)


@pytest.mark.parametrize("ground", GROUNDS)
def test_marks_stand_out_from_the_ground(theme, ground):
    found = {name: contrast(getattr(theme, name), getattr(theme, ground)) for name in MARKED}
    assert {name: round(one, 2) for name, one in found.items() if one < MARKS} == {}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "quiet"])
def test_words_can_be_read(theme, text, ground):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= TEXT


@pytest.mark.parametrize("name", ["error", "little", "grid"])
def test_what_is_faint_is_still_seen(theme, name):
    assert contrast(getattr(theme, name), theme.paper) > FAINT


def test_lesser_text_is_lesser(theme):
    assert contrast(theme.quiet, theme.paper) < contrast(theme.ink, theme.paper)


def test_colours_of_a_phase_go_by_its_label():
    light = THEMES["light"]
    assert [light.phase(label) for label in ("A", "B", "break")] == [
        light.before,
        light.routine,
        light.between,
    ]
    assert [light.shade(label) for label in ("A", "B", "after")] == [
        light.before_shade,
        light.routine_shade,
        light.between_shade,
    ]


def test_a_theme_holds_inside_its_block_alone():
    with use_theme("dark"):
        assert colours() is THEMES["dark"]
    assert colours() is THEMES["light"]


@pytest.mark.parametrize("choose", [set_theme, lambda name: use_theme(name).__enter__()])
def test_an_unknown_theme_is_refused(choose):
    with pytest.raises(DataError, match="theme is 'sepia', must be one of light, dark"):
        choose("sepia")


def test_lab_of_known_colours():
    assert lab("#FFFFFF") == pytest.approx([100, 0, 0], abs=0.01)
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert lab("#0000FF") == pytest.approx([32.30, 79.19, -107.86], abs=0.02)
    assert distance("#FF0000", "#0000FF") == pytest.approx(176.3, abs=0.1)


def test_contrast_of_known_colours():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_other_eyes_see_grey_as_it_is_and_mix_up_what_they_mix_up():
    for vision in VISIONS:
        assert lab("#808080", vision) == pytest.approx(lab("#808080"), abs=0.05)
    for vision in ("protanopia", "deuteranopia"):
        assert distance("#D7191C", "#1A9641", vision) < 0.5 * distance("#D7191C", "#1A9641")
