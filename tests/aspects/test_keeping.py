"""How a log was kept: days, gaps, late entries, marks that hardly move."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.aspects.keeping import keeping_table, longest_gap
from analysis.logbook import OUTCOMES, open_logbook


@pytest.mark.parametrize(
    ("held", "gap"), [("", 0), ("1", 0), ("11", 0), ("101", 1), ("0110", 0), ("1001010001", 3), ("0001", 0)]
)
def test_a_gap_lies_between_two_days_with_a_reading(held, gap):
    assert longest_gap(pd.Series([letter == "1" for letter in held], dtype=bool)) == gap


def test_days_gaps_and_the_commonest_value_of_each_series(tmp_path):
    days = [1, 2, 3, 6, 7, 12]
    rows = "".join(f"2026-03-{day:02d},{4 if day < 7 else 5}\n" for day in days)
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    book = open_logbook(tmp_path / "log.csv")
    table = keeping_table(book.coverage()[0], book.compare(OUTCOMES))
    assert table.loc["Pain"].tolist() == ["6 of 12", "4 days", "0", "4 points", "4 of 6"]
    said = book.keeping().markdown
    assert "An entry stands on 6 of 12 days; the longest gap is 4 days." in said
    assert "No file says when an entry was typed in" in said


def test_days_that_were_typed_in_later_are_counted(tmp_path):
    rows = "".join(
        f"2026/03/{10 if day in (5, 6) else day:02d} 9:00:00 PM GMT+1,2026-03-{day:02d},{day % 6}\n"
        for day in range(1, 21)
    )
    (tmp_path / "form.csv").write_text("Timestamp,Date,Pain (0-10)\n" + rows)
    assert (
        "On 2 days something was typed in on a later day."
        in open_logbook(tmp_path / "form.csv").keeping().markdown
    )


def test_a_mark_that_hardly_moves_is_named_from_ten_days_on(tmp_path):
    for count, named in ((9, False), (12, True)):
        rows = "".join(f"2026-03-{day:02d},5,{day % 5}\n" for day in range(1, count + 1))
        (tmp_path / "log.csv").write_text("Date,Tightness (0-10),Pain (0-10)\n" + rows)
        said = open_logbook(tmp_path / "log.csv").keeping().markdown
        assert ("Tightness: one and the same value on most days." in said) is named
        assert "Pain: one" not in said


def test_no_pain_on_most_days_is_no_fault_of_the_mark(tmp_path):
    rows = "".join(f"2026-03-{day:02d},{3 if day == 4 else 0}\n" for day in range(1, 20))
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    said = open_logbook(tmp_path / "log.csv").keeping().markdown
    assert "Pain: at the best mark on most days, so there is little room to get better." in said
    assert "hardly moves" not in said
