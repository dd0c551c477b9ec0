"""Verdicts as one frame."""

from __future__ import annotations

import numpy as np

from analysis.verdict import before_after
from analysis.verdict.table import verdict_table
from tests.verdict.logs_for_verdicts import as_log, step_log


def test_a_row_has_the_numbers_of_its_verdict():
    series, start = step_log(-3)
    verdict = before_after(series, start, improvement=-1, worthwhile=2)
    row = verdict_table({"Pain": verdict}).loc["Pain"]
    assert row[["estimate", "low", "high", "p"]].tolist() == [
        verdict.change.estimate,
        verdict.change.low,
        verdict.change.high,
        verdict.change.p,
    ]
    assert row["mean_difference_low"] == verdict.mean_difference.low
    assert (row["n_a"], row["n_b"], row["mean_a"]) == (20, 40, verdict.mean_a.estimate)
    assert row["flags"].split() == list(verdict.flags)
    assert np.isnan(row["days_needed"])
    assert row["sentence"] == verdict.sentence


def test_a_log_too_short_for_a_number_is_a_row_of_nan():
    short = before_after(as_log([5, 4]), "2026-03-02", improvement=-1)
    table = verdict_table({"Pain": short})
    assert table[["estimate", "p", "mean_a", "p_holm", "lot_p"]].isna().all(axis=None)
    assert table["answer"].tolist() == ["cannot tell yet"]


def test_types_are_the_same_with_and_without_rows():
    series, start = step_log(-3)
    full = verdict_table({"Pain": before_after(series, start, improvement=-1)})
    assert full.dtypes.equals(verdict_table({}).dtypes)
