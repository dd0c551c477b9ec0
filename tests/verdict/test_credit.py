"""A start or schedule that was drawn by lot."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.stats.randomization import Limits, Schedule
from analysis.verdict import before_after
from tests.verdict.logs_for_verdicts import as_log, calm_rivals, step_log

STARTED = [False] * 20 + [True] * 40
RETURNING = np.arange(60) // 15 % 2 == 1


def plan(kind="start", chosen=STARTED, *, first=date(2026, 3, 1), drawn=date(2026, 2, 20)):
    return Schedule(kind, first, range(60), chosen, Limits(shortest=10), drawn=drawn)


def test_a_drawn_start_is_tested_and_its_p_is_shown():
    series, start = step_log(-3)
    verdict = before_after(series, start, improvement=-1, drawn=plan(), rivals=calm_rivals(series))
    assert verdict.credit == "tested"
    assert "start_not_drawn" not in verdict.flags
    assert verdict.lot_p == pytest.approx(1 / 41, rel=0.01)
    assert f"this much is rare (p = {verdict.lot_p:.2f})" in verdict.sentence


def test_a_drawn_start_does_not_cure_another_instrument():
    series, start = step_log(-3)
    tools = pd.Series(np.where(series.index < start, "tape", "phone"), series.index)
    verdict = before_after(
        series, start, improvement=-1, drawn=plan(), rivals=calm_rivals(series), instrument=tools
    )
    assert verdict.credit == "tested"
    assert "instrument_changed" in verdict.flags
    assert "Even so: it was measured with something else since." in verdict.sentence


def test_a_drawn_start_with_a_large_p_is_no_credit():
    series, start = step_log(-1, seed=2)
    verdict = before_after(series, start, improvement=-1, drawn=plan())
    assert verdict.answer == "better"
    assert verdict.lot_p > 0.05
    assert "no credit to the routine" in verdict.sentence


def test_an_empty_log_has_no_p_even_under_a_drawn_start():
    series, start = step_log(-1)
    verdict = before_after(series * np.nan, start, improvement=-1, drawn=plan())
    assert (verdict.credit, verdict.lot_p) == ("not separable", None)


def test_another_start_than_the_drawn_one_is_refused():
    series, _ = step_log(-3)
    with pytest.raises(DataError, match="drew 2026-03-21 as the start, but start is 2026-03-24"):
        before_after(series, "2026-03-24", improvement=-1, drawn=plan())


def test_a_start_drawn_after_the_days_it_decides_is_refused():
    series, start = step_log(-3)
    with pytest.raises(DataError, match="drawn on 2026-04-20, after"):
        before_after(series, start, improvement=-1, drawn=plan(drawn=date(2026, 4, 20)))


def test_a_plan_without_a_date_of_drawing_is_a_chosen_start():
    series, start = step_log(-3)
    verdict = before_after(series, start, improvement=-1, drawn=plan(drawn=None), rivals=calm_rivals(series))
    assert (verdict.credit, verdict.lot_p) == ("plausible", None)
    assert "start_not_drawn" in verdict.flags


def returning_log():
    noise = 0.7 * np.random.default_rng(7).normal(size=60)
    return as_log(6 + noise - 3 * RETURNING)


def test_drawn_returning_phases_are_tested_as_they_were_drawn():
    series = returning_log()
    marks = pd.Series(RETURNING, series.index)
    verdict = before_after(series, marks, improvement=-1, drawn=plan("abab", RETURNING))
    assert verdict.credit == "tested"
    assert verdict.lot_p < 0.01
    assert "already_moving" in verdict.unchecked


def test_returning_phases_other_than_the_drawn_ones_are_refused():
    series = returning_log()
    other = pd.Series(np.roll(RETURNING, 2), series.index)
    with pytest.raises(DataError, match="give the phases as they were drawn"):
        before_after(series, other, improvement=-1, drawn=plan("abab", RETURNING))


def test_a_draw_that_no_logged_day_can_test_is_not_said_to_be_chosen():
    series = returning_log()
    marks = pd.Series(RETURNING, series.index)
    far = plan("abab", RETURNING, first=date(2027, 3, 1))
    verdict = before_after(series, marks, improvement=-1, drawn=far, rivals=calm_rivals(series))
    assert (verdict.credit, verdict.lot_p) == ("not separable", None)
    assert "not drawn by lot" not in verdict.sentence
