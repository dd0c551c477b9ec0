"""Logs of several people -> rows of readings, each with the phases of their own sessions."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.cohort import answers_by, tabulate_people
from analysis.days import daily_series
from analysis.intake import load_logs
from analysis.verdict import before_after

START = {"Ada": 10, "Ben": 14}


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("several")
    days = pd.date_range("2026-03-01", periods=30).strftime("%Y-%m-%d")
    diary, done = ["date,person,pain"], ["date,person,exercise,minutes"]
    for person, start in START.items():
        diary += [f"{day},{person},{5 + (i * 7 % 3) - (i >= start)}" for i, day in enumerate(days)]
        done += [f"{day},{person},hip flexor stretch,10" for day in days[start:]]
    diary += [f"{day},Cem,4" for day in days]
    done += [f"{days[3]},Dea,hip flexor stretch,5"]
    for name, lines in (("diary", diary), ("sessions", done)):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_logs(folder)


def test_everybody_has_their_daily_values_and_their_own_start(logs):
    rows, left_out = tabulate_people(logs, "pain")
    assert rows.groupby(["person", "phase"]).size().to_dict() == {
        ("Ada", "A"): 10,
        ("Ada", "B"): 20,
        ("Ben", "A"): 14,
        ("Ben", "B"): 16,
    }
    own = rows[rows["person"] == "Ben"].set_index("day")["value"]
    pd.testing.assert_series_equal(
        own, daily_series(logs, "pain", person="Ben"), check_names=False, check_freq=False
    )
    assert left_out == {
        "Cem": "no session and no start is known - give it with starts=",
        "Dea": "pain is not in this log",
    }


def test_the_answers_of_the_rows_are_those_of_the_logs(logs):
    rows, _ = tabulate_people(logs, "pain")
    found = answers_by(rows, ["person"], improvement=-1, worthwhile=1).set_index("person")
    for person, start in START.items():
        series = daily_series(logs, "pain", person=person)
        alone = before_after(series, series.index[start], improvement=-1, worthwhile=1)
        assert found.loc[person, "answer"] == alone.answer
        assert found.loc[person, "change"] == pytest.approx(alone.change.estimate)


def test_a_given_start_counts_for_whom_it_is_given(logs):
    rows, left_out = tabulate_people(logs, "pain", starts={"Cem": "2026-03-11"})
    assert rows[rows["person"] == "Cem"].groupby("phase").size().to_dict() == {"A": 10, "B": 20}
    assert list(left_out) == ["Dea"]
