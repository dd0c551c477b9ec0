"""The first and the last week as plain numbers."""

from __future__ import annotations

import pytest

from analysis.aspects.week import compare_weeks
from analysis.logbook import open_logbook


def book(tmp_path, days, value):
    rows = "".join(f"2026-03-{day:02d},{value(day)}\n" for day in days)
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    return open_logbook(tmp_path / "log.csv")


def test_the_weeks_are_seven_calendar_days_and_say_how_many_hold_a_reading(tmp_path):
    days = [1, 2, 4, 7, 8, 20, 24, 25, 30]
    table = compare_weeks(book(tmp_path, days, lambda day: 6 if day < 8 else 3).mains())
    assert table.loc["Pain"].tolist() == [
        "6 points (4 days from 1 March)",
        "3 points (3 days from 24 March)",
        "9 of 30",
    ]


@pytest.mark.parametrize("last", [1, 5, 13])
def test_less_than_two_weeks_have_one_number(tmp_path, last):
    table = compare_weeks(book(tmp_path, range(1, last + 1), lambda day: 4).mains())
    assert table.loc["Pain", "Last week"] == "less than two weeks"
    assert table.loc["Pain", "First week"].startswith("4 points (")


def test_two_whole_weeks_do_not_overlap(tmp_path):
    table = compare_weeks(book(tmp_path, range(1, 15), lambda day: 2 if day < 8 else 8).mains())
    assert [cell.split(" ")[0] for cell in table.loc["Pain"]][:2] == ["2", "8"]
