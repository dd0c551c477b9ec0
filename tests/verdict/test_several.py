"""Several outcomes at once."""

from __future__ import annotations

import pytest

from analysis.verdict import before_after
from analysis.verdict.holm import holm
from analysis.verdict.several import look_also
from tests.verdict.logs_for_verdicts import step_log


def verdict_of(step, worthwhile: float | None = 2):
    series, start = step_log(step)
    return before_after(series, start, improvement=-1, worthwhile=worthwhile)


def test_holm_steps_down_and_keeps_the_order():
    assert holm([0.04, 0.01, 0.03, 0.005]).tolist() == pytest.approx([0.06, 0.03, 0.06, 0.02])
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]
    assert holm([]).tolist() == []


def test_a_change_that_stands_among_others_only_gets_its_adjusted_p():
    before = verdict_of(-3)
    after = look_also(before, 0.01, worthwhile=2)
    assert (after.answer, after.flags, after.p_holm) == ("better", before.flags, 0.01)
    assert after.change == before.change


@pytest.mark.parametrize(("worthwhile", "matters"), [(2, "unclear"), (None, "no yardstick")])
def test_a_change_that_is_lost_among_others_is_noted(worthwhile, matters):
    after = look_also(verdict_of(-3, worthwhile), 0.2, worthwhile=worthwhile)
    assert (after.answer, after.matters) == ("cannot tell yet", matters)
    assert after.flags[-1] == "many_outcomes"


def test_a_small_change_lost_among_others_can_be_no_meaningful_change():
    after = look_also(verdict_of(-0.9, 3), 0.2, worthwhile=3)
    assert after.answer == "no meaningful change"


def test_an_open_answer_stays_open_whatever_the_adjusted_p():
    before = verdict_of(0, None)
    assert look_also(before, 1.0, worthwhile=None).answer == before.answer == "cannot tell yet"
