"""Rows are checked one by one; a broken one costs its person the answer and nobody else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.cohort.answers import answers_by
from analysis.cohort.rows import check_rows
from analysis.errors import DataError
from tests.cohort.made_people import make_rows

EPOCH = pd.Timestamp("1970-01-01")


def broken(column, cell):
    """Three people, of whom the second has one broken row; and its position."""
    rows = make_rows(3).astype(object)
    row = int(np.flatnonzero(rows["person"] == "P001")[4])
    rows.loc[row, column] = cell
    return rows, row


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("value", "six", "value is 'six', must be a number, or blank where there is none"),
        ("value", np.inf, "value is 'inf', must be a number"),
        ("value", 1e200, "value is '1e+200', must be a number"),
        ("day", "soon", "day is 'soon', must be a whole number or a date"),
        ("day", 3.5, "day is '3.5', must be a whole number or a date"),
        (
            "day",
            "2026-03-16",
            "day is '2026-03-16', must be a whole number or a date such as 2026-03-16, of one kind in a file",
        ),
        ("day", None, "day is blank, must be a whole number"),
        ("phase", "C", "phase is 'C', must be 'A' or 'B'"),
        ("phase", None, "phase is blank, must be 'A' or 'B'"),
    ],
)
def test_a_broken_row_is_named_and_stops_its_person_only(column, cell, said):
    rows, row = broken(column, cell)
    found = answers_by(rows, ["person"], improvement=-1, worthwhile=1).set_index("person")
    whole = answers_by(make_rows(3), ["person"], improvement=-1, worthwhile=1).set_index("person")
    pd.testing.assert_frame_equal(found.drop(index="P001"), whole.drop(index="P001"))
    assert found.loc["P001", "answer"] == "cannot tell yet"
    assert np.isnan(found.loc["P001", "change"])
    assert found.loc["P001", "reason"].startswith(f"row {row}: {said}")


def test_a_second_reading_of_a_day_is_named_with_its_date():
    rows = make_rows(1).assign(
        day=lambda rows: pd.Timestamp("2026-03-01") + pd.to_timedelta(rows["day"], "D")
    )
    twice = pd.concat([rows, rows.iloc[[5]]], ignore_index=True)
    [fault] = check_rows(twice, ["person"]).fault
    day = rows["day"].iloc[5]
    assert fault == f"row {len(rows)}: day '{day}' has a second reading - average the readings of a day first"


def test_a_blank_value_is_a_day_without_a_reading():
    rows = make_rows(2)
    blank = rows.assign(value=rows["value"].where(rows.index % 5 != 0))
    left_out = rows[rows.index % 5 != 0]
    found = [answers_by(some, ["person"], improvement=-1) for some in (blank, left_out)]
    pd.testing.assert_frame_equal(*found)


def test_text_dates_and_numbers_give_the_same_answers():
    rows = make_rows(3)
    dates = pd.Timestamp("2026-03-01") + pd.to_timedelta(rows["day"], unit="D")
    zoned = dates.dt.tz_localize("Europe/Berlin")
    assert check_rows(rows.assign(day=zoned), ["person"]).readings.day.min() == (dates.min() - EPOCH).days
    forms = [
        rows,
        rows.assign(day=dates),
        rows.assign(day=zoned),
        rows.assign(day=dates.dt.date),
        rows.assign(day=dates.dt.strftime("%Y-%m-%d")),
        rows.astype("str"),
    ]
    plain, *others = [answers_by(form, ["person"], improvement=-1, worthwhile=1) for form in forms]
    for other in others:
        pd.testing.assert_frame_equal(plain, other)


def test_a_missing_column_is_named():
    with pytest.raises(
        DataError, match="no column 'phase' - rows of readings have person, day, phase, value"
    ):
        check_rows(make_rows(1).drop(columns="phase"), ["person"])
    with pytest.raises(DataError, match="no column to tell people apart"):
        check_rows(make_rows(1), [])
