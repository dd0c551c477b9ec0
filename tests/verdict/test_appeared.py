"""A rival that was there on one side of the start only is another explanation, however uneven its spread."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.verdict import before_after
from analysis.verdict.appeared import add_appeared
from analysis.verdict.compared import read_compared
from analysis.verdict.rivals import Rivals

DAYS = pd.date_range("2026-03-01", periods=60)
PAIN = pd.Series([6.0, 5, 6, 7] * 5 + [3.0, 2, 3, 4] * 10, DAYS, name="pain")
MOST = np.array([1.0, 1, 0, 1] * 10)


def judge(taken, start=20):
    rivals = pd.DataFrame({"painkillers": taken, "stress": [4.0, 5, 4, 6] * 15}, DAYS)
    return before_after(PAIN, DAYS[start], improvement=-1, worthwhile=2, rivals=rivals)


@pytest.mark.parametrize("turned", [False, True], ids=["begins", "ends"])
def test_painkillers_that_begin_or_end_with_the_routine_are_named(turned):
    taken = np.concatenate([np.zeros(20), MOST])
    verdict = judge(1 - taken if turned else taken)
    assert "painkillers" in verdict.shifted
    assert "rival_shift" in verdict.flags
    assert verdict.credit == "not separable"
    assert "painkillers changed at the same time" in verdict.sentence


@pytest.mark.parametrize(
    "taken",
    [np.zeros(60), np.concatenate([np.zeros(20), [1, 0, 0, 0] * 10]), np.array([1.0, 0, 0, 1] * 15)],
    ids=["never", "seldom since", "as before"],
)
def test_what_did_not_begin_is_not_named(taken):
    verdict = judge(np.asarray(taken, dtype=float))
    assert verdict.shifted == ()
    assert verdict.credit == "plausible"


def test_a_few_days_alike_are_no_ground():
    known = Rivals((), (), ())
    for alike, expected in ((13, ()), (14, ("painkillers",))):
        taken = np.concatenate([np.full(20 - alike, np.nan), np.zeros(alike), MOST])
        rivals = pd.DataFrame({"painkillers": taken}, DAYS)
        assert add_appeared(known, read_compared(PAIN, DAYS[20]), rivals).shifted == expected


def test_days_outside_of_what_is_compared_do_not_count():
    taken = np.concatenate([np.zeros(20), MOST])
    later = pd.Series(taken, DAYS + pd.Timedelta(days=400), name="painkillers")
    rivals = pd.DataFrame({"painkillers": later})
    verdict = before_after(PAIN, DAYS[20], improvement=-1, worthwhile=2, rivals=rivals)
    assert verdict.shifted == ()
    assert "rival_shift" in verdict.unchecked


@pytest.mark.parametrize(
    ("share", "stay", "bound"), [(0.2, 0.0, 0.002), (0.5, 0.6, 0.035), (0.2, 0.6, 0.025)]
)
def test_what_comes_and_goes_by_itself_is_seldom_named(share, stay, bound):
    rng = np.random.default_rng(5)
    compared = read_compared(PAIN[:42], DAYS[14])
    taken = np.empty((42, 2000))
    taken[0] = rng.random(2000) < share
    for day in range(1, 42):
        taken[day] = np.where(rng.random(2000) < stay, taken[day - 1], rng.random(2000) < share)
    found = add_appeared(Rivals((), (), ()), compared, pd.DataFrame(taken, DAYS[:42]))
    assert len(found.shifted) / 2000 <= bound
