"""The change under other choices: the reported one is the verdict's, and the others are of the days they name."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.aspects.sensitivity import find_sensitivity, say_sensitivity, sensitivity_table
from analysis.logbook import OUTCOMES, open_logbook


def test_the_first_row_is_the_verdict_to_the_last_digit():
    comparisons = open_logbook().compare(OUTCOMES)
    found = find_sensitivity(comparisons)
    assert len(found) == 4
    for one, other in zip(comparisons, found, strict=True):
        row = other.rows.iloc[0]
        change = one.verdict.change
        assert row["Choice"] == "as reported"
        assert (row["estimate"], row["low"], row["high"], row["p"]) == (
            change.estimate,
            change.low,
            change.high,
            change.p,
        )
        assert (row["days before"], row["days since"]) == (one.verdict.n_a, one.verdict.n_b)


@pytest.fixture
def daily(tmp_path):
    rng = np.random.default_rng(1)
    rows = "".join(
        f"2026-{3 + day // 30:02d}-{day % 30 + 1:02d},{(6 if day < 30 else 3) + rng.integers(-1, 2)}\n"
        for day in range(60)
    )
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    return open_logbook(tmp_path / "log.csv", start="2026-04-01")


def test_each_choice_counts_the_days_it_names(daily):
    (one,) = daily.sensitivities(OUTCOMES)
    counts = one.rows.set_index("Choice")[["days before", "days since"]].T.to_dict("list")
    assert counts == {
        "as reported": [30, 30],
        "start 14 days earlier": [17, 43],
        "start 7 days earlier": [24, 36],
        "start 7 days later": [37, 23],
        "start 14 days later": [44, 16],
        "only the 14 days on each side": [13, 14],
        "only the 28 days on each side": [27, 28],
        "without the first 7 days of the routine": [30, 23],
    }


def test_a_clear_step_holds_without_the_first_week_and_in_narrow_windows(daily):
    (one,) = daily.sensitivities(OUTCOMES)
    rows = one.rows.set_index("Choice")
    for choice in ("only the 28 days on each side", "without the first 7 days of the routine"):
        assert rows.loc[choice, "high"] < 0
    (said,) = say_sensitivity([one])
    assert said.startswith("Pain: as reported the 95 % interval excludes 0; of 7 other choices ")


def test_too_few_days_are_said_and_leave_no_number(tmp_path):
    rows = "".join(f"2026-03-{day:02d},{day % 4}\n" for day in range(1, 15))
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    book = open_logbook(tmp_path / "log.csv", start="2026-03-08")
    (one,) = book.sensitivities(OUTCOMES)
    earlier = one.rows.set_index("Choice").loc["start 14 days earlier"]
    assert earlier["note"] == "too few days"
    assert np.isnan(earlier["estimate"])
    assert len(sensitivity_table([one])) == len(one.rows)
