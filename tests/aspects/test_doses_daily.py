"""Every dose by day: worked by hand on a made log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.doses_daily import ALL_MINUTES, HOLDS, SESSIONS, daily_doses, is_same_dose
from analysis.aspects.lags import MINUTES
from analysis.intake import Logs
from analysis.schema import conform
from analysis.training import sum_weeks
from tests.aspects.made_links import FIRST, made_logs, made_training

NAN = float("nan")


def made_sessions(rows):
    """Rows of (day, exercise, minutes, hold, session) over 5 days; a reading on the first and the last."""
    frame = pd.DataFrame(rows, columns=["day", "exercise", "minutes", "hold_s", "session_id"])
    frame["date"] = FIRST + pd.to_timedelta(frame["day"], unit="D")
    frame = frame.drop(columns="day").assign(person="me", side="unknown", line=1, row_id="r", file_id="f")
    return replace(made_logs([0] * 5), sessions=conform(frame, "sessions"))


def doses_of(logs, **choice):
    return daily_doses(logs, sum_weeks(logs), **choice)


def test_every_dose_is_worked_by_hand():
    logs = made_sessions(
        [
            (0, "couch stretch", 4.0, 30.0, "a"),
            (0, "couch stretch", 4.0, 60.0, "a"),
            (0, "couch stretch", 2.0, NAN, "b"),
            (1, "yoga", 20.0, 90.0, "c"),
            (2, "couch stretch", NAN, 45.0, "d"),
            (3, "yoga", NAN, NAN, "e"),
        ]
    )
    found = doses_of(logs)
    expected = {
        MINUTES: [10, 0, NAN, 0, 0],
        ALL_MINUTES: [10, 20, NAN, NAN, 0],
        SESSIONS: [2, 0, 1, 0, 0],
        HOLDS: [45, NAN, 45, NAN, NAN],
    }
    assert list(found) == list(expected)
    for name, values in expected.items():
        assert np.array_equal(found[name], values, equal_nan=True), name
        assert found[name].index.equals(sum_weeks(logs).days)


def test_what_was_planned_and_not_done_is_no_dose():
    logs = made_sessions([(0, "couch stretch", 4.0, 30.0, "a"), (1, "couch stretch", 4.0, 60.0, "b")])
    logs = replace(logs, sessions=logs.sessions.assign(done=[True, False]))
    assert doses_of(logs)[HOLDS].tolist()[0] == 30
    assert doses_of(logs)[HOLDS].notna().sum() == 1


def test_doses_are_those_of_one_person():
    logs = made_logs([5.0] * 10)
    mine = daily_doses(logs, sum_weeks(logs, person="me"), person="me")
    assert (mine[MINUTES].sum(), mine[SESSIONS].sum()) == (50, 10)
    other = daily_doses(logs, sum_weeks(logs, person="somebody else"), person="somebody else")
    assert all(one.empty for one in other.values())
    assert all(one.empty for one in doses_of(Logs()).values())


@pytest.mark.parametrize(
    ("dose", "other", "same"),
    [
        ([0, 1, 0, 2], [0, 5, 0, 10], True),
        ([3, 1, 3, 2], [0, 2, 0, 1], True),  # turned round
        ([0, 1, 0, 2], [0, 5, 0, 11], False),
        ([1, 1, 1, 1], [5, 5, 5, 5], False),  # neither is a dose
        ([NAN, 1, 0, 2], [0, 5, 0, 10], False),  # known on other days
        ([NAN, 1, 0, 2], [NAN, 5, 0, 10], True),
        ([NAN] * 4, [NAN] * 4, False),
    ],
)
def test_which_doses_are_the_same(dose, other, same):
    one, two = pd.Series(dose, dtype=float), pd.Series(other, dtype=float)
    assert is_same_dose(one, two) is same
    assert is_same_dose(two, one) is same


def test_no_session_without_minutes_hides_another_kind():
    training = made_training([5.0, None, 5.0])
    assert daily_doses(made_logs([5.0, None, 5.0]), training)[ALL_MINUTES].isna().tolist() == [
        False,
        True,
        False,
    ]
