"""Causes in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.verdict import Subject, before_after
from analysis.verdict.causes import say_causes
from tests.verdict.logs_for_verdicts import step_log

PAIN = Subject("Pain", "points", is_pain=True)


def verdict_with(**changes):
    series, start = step_log(-3)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    return replace(verdict, **({"credit": "not separable", "flags": (), "unchecked": ()} | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"flags": ("already_moving",)}, "open: it had begun before 21 March."),
        ({"flags": ("started_at_worst",)}, "bad spells pass by themselves."),
        ({"flags": ("rival_shift",), "shifted": ("stress", "tea_cups")}, "stress and tea cups changed"),
        ({"flags": ("instrument_changed",)}, "measured with something else since."),
        ({"flags": ("missing_not_random",)}, "the days without an entry could turn the answer."),
        ({"unchecked": ("rival_shift",)}, "nothing else, such as stress, sleep or sitting, was logged"),
        ({"unchecked": ("already_moving",), "n_a": 4}, "too few days were logged before the start"),
        ({"unchecked": ("started_at_worst",), "n_a": 7}, "too few days were logged before the start"),
        ({"unchecked": ("already_moving",), "n_a": 20}, "with more than one start"),
        ({}, "the draw cannot be tested"),
        ({"credit": "plausible"}, "so the routine may be part of it."),
    ],
)
def test_each_reason_has_its_words(changes, said):
    assert said in say_causes(verdict_with(**changes), PAIN)


def test_only_two_reasons_are_said_the_strongest_first():
    flags = ("missing_not_random", "instrument_changed", "already_moving")
    said = say_causes(verdict_with(flags=flags, unchecked=("rival_shift",)), PAIN)
    assert said.endswith(
        "it had begun before 21 March, it was measured with something else since, and 2 more."
    )


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.0004, "rare (p below 0.001)"), (0.004, "rare (p = 0.004)"), (0.4, "not rare (p = 0.40)")],
)
def test_a_draw_is_said_with_its_p(p, said):
    assert said in say_causes(verdict_with(credit="tested", lot_p=p), PAIN)
