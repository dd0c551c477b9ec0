"""Many answers at once are the answers of each alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.stats.phase_pairs import RepeatedDay
from analysis.stats.readings import Readings
from analysis.verdict import before_after
from analysis.verdict.many import answer_many
from analysis.verdict.rules import call_change, weigh_change

FIRST = pd.Timestamp("2026-01-01")


def make_log(rng):
    """A log of any kind: short, weekly, with gaps, constant, drifting, with a step or without."""
    n = rng.integers(0, 45)
    day = np.cumsum(rng.integers(1, rng.integers(2, 5), n)) * rng.choice([1, 1, 7])
    y = rng.normal(5, 1.2, n)
    kind = rng.integers(5)
    y = [np.round(y), np.full(n, 4.0), np.cumsum(y - 5) + 5, y, np.round(y, 1)][kind]
    start = int(day[rng.integers(n)]) if n else 0
    return day.astype(int), y - rng.choice([0, 0, 2, -2, 4]) * (day >= start), start


@pytest.fixture(scope="module")
def logs():
    rng = np.random.default_rng(20260915)
    return [make_log(rng) for _ in range(130)]


def read_all(logs):
    sizes = [len(day) for day, _, _ in logs]
    rows = [np.concatenate(part) for part in zip(*[(d, y, d >= s) for d, y, s in logs], strict=True)]
    shuffled = np.random.default_rng(1).permutation(sum(sizes))
    person = np.repeat(np.arange(len(logs)), sizes)
    return Readings(*(part[shuffled] for part in (person, rows[2], rows[0], rows[1])), len(logs))


@pytest.mark.parametrize(("improvement", "worthwhile"), [(-1, 1.5), (1, None)])
def test_everybody_gets_the_answer_and_the_numbers_that_they_get_alone(logs, improvement, worthwhile):
    found = answer_many(read_all(logs), improvement=improvement, worthwhile=worthwhile)
    for i, (day, y, start) in enumerate(logs):
        series = pd.Series(y, FIRST + pd.to_timedelta(day, unit="D"), name="pain")
        alone = before_after(
            series, FIRST + pd.Timedelta(start, "D"), improvement=improvement, worthwhile=worthwhile
        )
        assert (found.answer[i], found.matters[i]) == (alone.answer, alone.matters)
        assert (found.n_a[i], found.n_b[i], found.reason[i]) == (alone.n_a, alone.n_b, alone.reason)
        if alone.change is None or alone.mean_difference is None:
            assert np.isnan(found.change[i])
            continue
        numbers = found.change[i], found.change_low[i], found.change_high[i], found.p[i], found.carryover[i]
        one = alone.change
        assert numbers == pytest.approx((one.estimate, one.low, one.high, one.p, one.carryover), abs=1e-9)
        both = found.mean_difference[i], found.mean_difference_low[i], found.mean_difference_high[i]
        mean = alone.mean_difference
        assert both == pytest.approx((mean.estimate, mean.low, mean.high), abs=1e-9)


def test_the_logs_that_were_compared_hold_every_answer(logs):
    found = answer_many(read_all(logs), improvement=-1, worthwhile=1.5)
    assert set(found.answer) == {"better", "worse", "no meaningful change", "cannot tell yet"}
    assert set(found.matters) == {"yes", "no", "unclear"}


def test_a_stricter_alpha_turns_weak_changes_back(logs):
    usual = answer_many(read_all(logs), improvement=-1)
    strict = answer_many(read_all(logs), improvement=-1, alpha=0.01)
    between = (usual.p >= 0.01) & (usual.p < 0.05)
    assert between.any()
    assert set(usual.answer[between]) <= {"better", "worse"}
    assert set(strict.answer[between]) == {"cannot tell yet"}


def test_two_readings_of_a_day_are_an_error():
    day = np.array([1, 2, 3, 3, 4, 5])
    two = Readings(np.zeros(6, dtype=int), np.arange(6) > 2, day, np.arange(6.0), people=1)
    with pytest.raises(RepeatedDay, match="day 3 of person 0 has more than one reading"):
        answer_many(two, improvement=-1)


def test_nobody_is_answered_with_nothing():
    empty = Readings(*(np.empty(0, dtype=kind) for kind in (int, bool, int, float)), people=0)
    assert len(answer_many(empty, improvement=-1).answer) == 0


def test_the_rules_keep_their_order():
    p, small = [0.04, 0.04, 0.06, 0.06], [True, False, True, False]
    words = call_change([1, -1, 1, 1], p, small, improvement=1).tolist()
    assert words == ["better", "worse", "no meaningful change", "cannot tell yet"]


def test_a_change_matters_only_where_step_and_mean_difference_agree():
    reached = [[0.8, 0.2, 0.9, 0.5], [0.8, 0.2, 0.1, 0.5]]
    assert weigh_change(["better"] * 4, reached).tolist() == ["yes", "no", "unclear", "unclear"]
