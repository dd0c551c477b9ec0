"""The line over a chart says what the sentences say, and no more."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.verdict import Subject, before_after
from analysis.verdict.headline import write_headline

CALM = pd.DataFrame({"stress": [4.0, 5, 4, 6] * 6}, pd.date_range("2026-03-01", periods=24))
BEFORE = [6.0, 5, 6, 7, 6, 5, 6, 6]
PAIN = Subject("Pain", "points", is_pain=True, worthwhile=2.0)


def judge(before, since, *, improvement=-1, rivals=None, **options):
    days = pd.date_range("2026-03-01", periods=len(before) + len(since))
    series = pd.Series([*before, *since], days, name="pain")
    return before_after(series, days[len(before)], improvement=improvement, rivals=rivals, **options)


def test_a_change_is_said_with_its_range_and_its_cause():
    verdict = judge(BEFORE, [3.0, 2, 3, 3, 2, 3, 4, 3] * 2, rivals=CALM, worthwhile=2)
    assert verdict.credit == "plausible"
    said = write_headline(verdict, PAIN)
    assert said == "Lower than before by about 3 points (likely 2.1 to 3.9). The routine may be part of it."


def test_without_rivals_the_cause_is_open_and_only_the_strongest_reason_is_named():
    said = write_headline(judge(BEFORE, [3.0, 2, 3, 3, 2, 3, 4, 3] * 2), PAIN)
    assert (
        "What caused it is open: nothing else, such as stress, sleep or sitting, was logged on enough days beside it."
        in said
    )


def test_something_worse_has_no_cause():
    said = write_headline(judge([2.0, 3, 2, 2, 3, 2, 2, 3], [6.0, 5, 6, 6, 5, 6, 6, 5] * 2), PAIN)
    assert said.startswith("Higher than before by about")
    assert said.endswith("This log cannot say why.")


def test_no_meaningful_change_names_the_mark():
    verdict = judge([4.0, 5, 4, 5] * 7, [4.0, 5, 5, 4] * 14, worthwhile=2)
    assert verdict.answer == "no meaningful change"
    said = write_headline(verdict, PAIN)
    assert said == "About the same as before: a difference of 2 points or more is unlikely."


def test_an_open_answer_says_from_where_to_where():
    said = write_headline(judge([4.0, 6, 2], [3.0, 7, 5, 4]), PAIN)
    assert said.startswith("Cannot tell yet: anywhere from ")


@pytest.mark.parametrize(
    ("before", "since", "said"),
    [
        ([], [3.0, 4, 5], "No days before the routine, so there is no before and after."),
        ([3.0], [3.0] * 9, "No answer: 1 day before the start, 9 since."),
        ([3.0, 4, 5, 4], [3.0], "Too early to say: 4 days before the start, 1 since."),
    ],
)
def test_what_is_too_short_is_said(before, since, said):
    assert write_headline(judge(before, since), PAIN) == said


def test_a_gradual_change_is_said_beside_the_open_step():
    rise = [min(x, 25) * 0.14 for x in range(50)]
    before = [6.0, 7, 6, 7, 6, 7, 7, 6] * 3
    since = [7 - x + (i % 2) * 0.8 - 0.4 for i, x in enumerate(rise)]
    verdict = judge(before, since)
    assert verdict.answer == "cannot tell yet"
    said = write_headline(verdict, PAIN)
    assert said.startswith("Cannot tell yet: a step at the start anywhere from ")
    assert "it changed gradually, without a clear step at the start." in said
    assert said.split(". ", 1)[1] in verdict.sentence
