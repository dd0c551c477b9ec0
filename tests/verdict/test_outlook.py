"""Days that would tell, against logs that were kept for so long."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.verdict import before_after
from tests.verdict.logs_for_verdicts import step_log


def test_announced_days_show_the_announced_change_about_eight_times_in_ten():
    found = []
    for seed in range(90):
        series, start = step_log(0, before=30, after=6, seed=seed, spread=1.5)
        ahead = before_after(series, start, improvement=-1, worthwhile=1.5)
        if ahead.days_needed is None or ahead.days_show is None:
            continue
        longer, start = step_log(-1.5, before=30, after=6 + ahead.days_needed, seed=1000 + seed, spread=1.5)
        found.append(before_after(longer, start, improvement=-1, worthwhile=1.5).answer == "better")
    assert len(found) >= 30
    assert 0.62 <= np.mean(found) <= 0.95


@pytest.mark.parametrize("before", [3, 4])
def test_a_baseline_under_five_days_is_not_helped_by_more_days(before):
    series, start = step_log(0, before=before, after=20)
    verdict = before_after(series, start, improvement=-1, worthwhile=0.2)
    assert (verdict.answer, verdict.days_needed) == ("cannot tell yet", None)
    assert f"only {before} days with a reading lie before the start" in verdict.sentence


def test_an_answer_needs_no_more_days():
    series, start = step_log(-3)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    assert (verdict.days_needed, verdict.days_show) == (None, None)


def test_days_that_are_needed_stand_in_the_sentence():
    series, start = step_log(0, before=30, after=6, spread=1.5)
    verdict = before_after(series, start, improvement=-1, worthwhile=1.5)
    assert verdict.days_needed is not None
    assert 21 <= verdict.days_needed <= 28
    assert "about 4 more weeks would show" in verdict.sentence


def test_a_weekly_log_is_told_whole_weeks_of_days():
    series, start = step_log(0, before=20, after=4, spread=1.5, gap=7)
    verdict = before_after(series, start, improvement=-1, worthwhile=1.5)
    assert verdict.days_needed is not None
    assert verdict.days_needed % 7 == 0
