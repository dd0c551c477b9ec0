"""What else could explain a change, in a table and in words that hold on any log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.aspects.explanations import (
    EXPLANATIONS,
    explanation_table,
    rival_table,
    say_explanations,
    say_found,
)
from analysis.logbook import OUTCOMES, open_logbook
from analysis.verdict import RIVAL_FLAGS


def write(tmp_path, stress):
    rng = np.random.default_rng(3)
    rows = "".join(
        f"2026-{3 + day // 31:02d}-{day % 31 + 1:02d},{6 + rng.integers(-1, 2) - 3 * (day >= 20)},{stress(day)},"
        f"{'' if day < 20 else 10}\n"
        for day in range(60)
        if (day // 31, day % 31 + 1) != (1, 31)
    )
    (tmp_path / "log.csv").write_text(
        "Date,Pain (0-10),Stress (0-10),Minutes of hip flexor stretching\n" + rows
    )
    return open_logbook(tmp_path / "log.csv")


def test_every_rival_flag_has_its_column():
    assert set(EXPLANATIONS) == set(RIVAL_FLAGS)


def test_what_changed_at_the_start_is_named_and_found(tmp_path):
    book = write(tmp_path, lambda day: 8 - 5 * (day >= 20) + day % 2)
    said = book.explanations().markdown
    assert "Stress changed as well when the routine began" in said
    assert "Pain (something else changed at the same time)." in said
    assert explanation_table(book.compare(OUTCOMES)).loc["Pain", "Something else changed"] == "found"
    assert rival_table(book.rivals_beside(OUTCOMES)).loc["Stress"].tolist() == [
        "8.5 points",
        "3.5 points",
        "changed at the start",
    ]


def test_what_did_not_change_is_said_so(tmp_path):
    book = write(tmp_path, lambda day: 4 + day % 3)
    assert "No change at the start is shown for stress." in book.explanations().markdown
    assert explanation_table(book.compare(OUTCOMES)).loc["Pain", "Something else changed"] == "not found"


def test_nothing_logged_beside_it_cannot_be_checked(tmp_path):
    book = write(tmp_path, lambda day: "")
    assert say_explanations(book.rivals_beside(OUTCOMES)).startswith(
        "Nothing else was logged on the same days."
    )
    table = explanation_table(book.compare(OUTCOMES))
    assert table.loc["Pain", "Something else changed"] == "cannot be checked"


def test_at_most_two_explanations_of_an_outcome_are_named(tmp_path):
    (one,) = write(tmp_path, lambda day: 4).compare(["pain"])
    flagged = replace(one, verdict=replace(one.verdict, flags=tuple(EXPLANATIONS)))
    assert say_found([flagged]) == (
        "Another explanation of a change was found for: Pain (it had begun before, the routine began in a bad spell, "
        "and bad spells pass by themselves and 3 more)."
    )


@pytest.mark.parametrize(
    "text", ["Date,Stress (0-10)\n2026-03-01,4\n", "Date,Exercise,Minutes\n2026-03-01,Yoga,5\n"]
)
def test_a_log_without_outcomes_has_nothing_to_explain(tmp_path, text):
    (tmp_path / "log.csv").write_text(text)
    said = open_logbook(tmp_path / "log.csv").explanations().markdown
    assert said.endswith("So there is no change to explain.")
