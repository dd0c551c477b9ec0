"""Repeated readings of one sitting, and what one reading is worth, by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.aspects.ruler import FEWEST_SITTINGS, find_rulers
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from analysis.schema import conform
from analysis.stats.paired import mean_change


def book_of(sittings):
    """A log of left-hip angles: a list of readings a day."""
    rows = [
        {"date": pd.Timestamp("2026-03-02") + pd.Timedelta(days=day), "value": value, "trial": number}
        for day, readings in enumerate(sittings)
        for number, value in enumerate(readings, start=1)
    ]
    frame = pd.DataFrame(rows).assign(metric="rom", side="left", region="hip", moment="none", kind="exact")
    frame = frame.assign(person="me", row_id=[f"r{i}" for i in range(len(rows))], file_id="f", line=1)
    logs = Logs(outcomes=conform(frame, "outcomes"))
    return Logbook(logs, find_phases(logs), is_example=False)


def ruler_of(sittings):
    book = book_of(sittings)
    return find_rulers(book.logs, book.compare())[0]


def test_deviations_and_the_error_are_those_worked_by_hand():
    found = ruler_of([[10, 12], [20, 26], [5, 5, 8]])
    assert found.readings["off"].tolist() == [-1, 1, -3, 3, -1, -1, 2]
    assert found.sittings == 3
    # squares 1+1, 9+9, 1+1+4 over 1 + 1 + 2 degrees of freedom
    sem = math.sqrt(26 / 4)
    assert found.error.sem == pytest.approx(sem)
    assert found.error.mdc95 == pytest.approx(1.96 * math.sqrt(2) * sem, rel=1e-4)


def test_sittings_of_one_reading_are_left_out():
    found = ruler_of([[10], [20, 26], [5], [7, 9]])
    assert found.sittings == 2
    assert set(found.readings["date"]) == {pd.Timestamp("2026-03-03"), pd.Timestamp("2026-03-05")}


def test_drift_is_the_mean_of_later_less_first_readings_with_its_range():
    sittings = [[10, 12, 14], [10, 11, 13], [8, 12, 12], [9, 10, 13], [10, 13, 13], [7, 9, 11]]
    later_less_first = [3, 2, 4, 2.5, 3, 3]
    found = ruler_of(sittings)
    expected = mean_change(later_less_first)
    assert (found.drift.estimate, found.drift.low, found.drift.high) == pytest.approx(
        (expected.estimate, expected.low, expected.high)
    )
    assert found.drift.n == 6


def test_few_sittings_have_no_drift():
    assert ruler_of([[10, 12]] * (FEWEST_SITTINGS - 1)).drift is None


def test_readings_that_are_all_alike_hide_their_error():
    found = ruler_of([[10, 10]] * 3)
    assert found.error is None
    assert found.drift is None
    assert found.reason.startswith("All readings of a sitting are the same")
    assert found.readings["off"].tolist() == [0] * 6


def test_a_log_without_repeated_readings_says_so():
    found = ruler_of([[10], [12], [11]])
    assert found.readings.empty
    assert found.reason.startswith("Never read twice in one sitting")
