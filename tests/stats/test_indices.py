"""The tables: every index by hand and against other programs, many people at once, bad input."""

from __future__ import annotations

import csv
import datetime
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.errors import DataError
from analysis.stats import effect_sizes, effect_sizes_by
from analysis.stats.indices import effect_size
from tests.stats.drawn_phases import NUMBERS, OVERLAP, A, B, indices, phases

GOLDEN = Path(__file__).parents[1] / "golden"
SERIES = json.loads((GOLDEN / "simulated_series.json").read_text(encoding="utf-8"))
ORDER = [*OVERLAP, "SMD", "SMD-pooled", "LRRi", "LRRd", "LRM", "PoGO", "PercentChange"]


def golden_indices(name):
    series = SERIES[name]
    return indices(
        series["A"],
        series["B"],
        improvement=1 if series["improvement"] == "increase" else -1,
        days_a=series["tA"],
        days_b=series["tB"],
        goal=series["goal"],
    )


def golden_rows(name):
    with (GOLDEN / "simulated_effect_sizes.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["series"] == name]


@pytest.mark.parametrize("name", SERIES)
def test_every_number_of_other_programs_is_met(name):
    found = golden_indices(name)
    rows = golden_rows(name)
    assert len(rows) >= 11
    for row in rows:
        relative = "rel" in row["tolerance"]
        for column in (column for column in NUMBERS if row[column]):
            expected = pytest.approx(
                float(row[column]), rel=1e-12 if relative else 0, abs=0 if relative else 1e-12
            )
            assert found.loc[row["index"], column] == expected, (row["index"], column)


LOG_RATIO = math.log(6.25 / 4) + (8.75 / 3) / (8 * 6.25**2) - 1 / (6 * 4**2)


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("NAP", 10.5 / 12),
        ("Tau", 9 / 12),
        ("Tau-U", (9 - 1) / 12),
        ("Tau-BC", 3 / 12),
        ("PND", 3 / 4),
        ("PEM", 3.5 / 4),
        ("PET", 3 / 4),
        ("PAND", 6 / 7),
        ("IRD", (7 * 6 - 9 - 16) / 24),
        ("SMD", 4 / 7 * 2.25),
        ("SMD-pooled", 16 / 19 * 2.25 / math.sqrt(10.75 / 5)),
        ("LRRi", LOG_RATIO),
        ("LRRd", -LOG_RATIO),
        ("LRM", math.log(6.5 / 4)),
        ("PoGO", 2.25 / (8.5 - 4)),
        ("PercentChange", math.exp(LOG_RATIO) - 1),
    ],
)
def test_every_index_by_hand(index, expected):
    assert effect_size(index, A, B, improvement=1, goal=8.5).estimate == pytest.approx(expected, abs=1e-14)


def test_the_rows_stand_in_their_order_and_a_goal_adds_one():
    assert effect_sizes(A, B, improvement=1, goal=9)["index"].tolist() == ORDER
    assert effect_sizes(A, B, improvement=1)["index"].tolist() == [name for name in ORDER if name != "PoGO"]


@settings(max_examples=30, deadline=None)
@given(st.lists(phases(), min_size=1, max_size=12), st.sampled_from([1, -1]), st.integers(0, 99))
def test_a_frame_of_many_gives_the_numbers_of_each_alone(people, improvement, seed):
    parts = [
        pd.DataFrame(
            {
                "who": n,
                "day": [*days_a, *days_b],
                "phase": list("A" * len(a) + "B" * len(b)),
                "value": [*a, *b],
            }
        )
        for n, (a, b, days_a, days_b) in enumerate(people)
    ]
    frame = pd.concat(parts).sample(frac=1, random_state=seed)
    table = effect_sizes_by(frame, ["who"], improvement=improvement, goal=2)
    assert table["who"].drop_duplicates().tolist() == frame["who"].drop_duplicates().tolist()
    for n, (a, b, days_a, days_b) in enumerate(people):
        alone = effect_sizes(a, b, improvement=improvement, days_a=days_a, days_b=days_b, goal=2)
        rows = table[table["who"] == n].drop(columns="who").reset_index(drop=True)
        assert_frame_equal(rows, alone, rtol=1e-12, atol=1e-12)


def test_missing_readings_keep_their_day():
    nan = float("nan")
    with_gaps = indices([5, nan, 6, 4, nan], [3, nan, 2, 4])
    assert_frame_equal(with_gaps, indices([5, 6, 4], [3, 2, 4], days_a=[0, 2, 3], days_b=[5, 7, 8]))


def test_several_columns_tell_groups_apart_and_dates_are_days():
    frame = pd.DataFrame(
        {
            "person": ["Bo"] * 8 + ["Al"] * 8,
            "metric": ["pain"] * 16,
            "day": list(pd.date_range("2026-03-01", periods=8)) * 2,
            "phase": list("AAAABBBB") * 2,
            "value": [6, 7, 6, 5, 4, 3, 4, 2, 5, 5, 6, 5, 5, 6, 5, 4],
        }
    )
    table = effect_sizes_by(frame, ["person", "metric"], improvement=-1)
    assert table.columns.tolist() == ["person", "metric", "index", *NUMBERS, "reason"]
    assert table["person"].unique().tolist() == ["Bo", "Al"]
    alone = effect_sizes([6, 7, 6, 5], [4, 3, 4, 2], improvement=-1)
    assert_frame_equal(table.iloc[: len(alone)].drop(columns=["person", "metric"]), alone)


def test_a_group_without_readings_keeps_its_rows_and_says_so():
    frame = pd.DataFrame(
        {"person": ["x", "x", None], "day": [1, 2, 1], "phase": list("AAB"), "value": [1, 2, None]}
    )
    table = effect_sizes_by(frame, ["person"], improvement=1)
    assert table["estimate"].isna().all()
    assert table["reason"].unique().tolist() == ["no reading in phase B", "no reading in phase A"]
    assert len(effect_sizes_by(frame.iloc[:0], ["person"], improvement=1)) == 0


def test_a_long_log_in_a_cohort_changes_no_one_else():
    rng = np.random.default_rng(3)
    sizes = {"long": (300, 700), "short": (3, 4), "other": (14, 28)}
    logs = {who: (rng.integers(0, 11, m), rng.integers(0, 11, n)) for who, (m, n) in sizes.items()}
    frame = pd.concat(
        pd.DataFrame(
            {
                "who": who,
                "day": range(len(a) + len(b)),
                "phase": ["A"] * len(a) + ["B"] * len(b),
                "value": [*a, *b],
            }
        )
        for who, (a, b) in logs.items()
    )
    table = effect_sizes_by(frame, ["who"], improvement=-1)
    for who, (a, b) in logs.items():
        rows = table[table["who"] == who].drop(columns="who").reset_index(drop=True)
        assert_frame_equal(rows, effect_sizes(a, b, improvement=-1), rtol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(a=["10", "9"]), "a holds 10, must be numbers"),
        (dict(a=[10, "9"]), "must be numbers"),
        (dict(a=pd.Series(["x", 1], dtype=object)), "a holds x, must be numbers"),
        (dict(b=[1, np.inf]), "b holds an infinite reading"),
        (dict(b=[1j, 2]), "must be numbers"),
        (dict(a=[[1, 2]]), r"shape \(1, 2\)"),
        (dict(a=[1, [2, 3]]), "one reading a day"),
        (dict(improvement=0), "improvement is 0, must be 1"),
        (dict(improvement="decrease"), "improvement is 'decrease'"),
        (dict(improvement=True), "improvement is True"),
        (dict(goal="5"), "goal is '5'"),
        (dict(goal=float("nan")), "goal is nan"),
        (dict(days_a=[1, 2]), "days of one phase only"),
        (dict(days_a=[1], days_b=[3, 4]), "one day a reading"),
        (dict(days_a=[1, 1], days_b=[3, 4]), "day 1 has more than one reading"),
        (dict(days_a=[1, 3], days_b=[3, 4]), "day 3 has more than one reading"),
        (dict(days_a=[1, 1.5], days_b=[3, 4]), "days_a has 1.5, must be whole day numbers"),
        (dict(days_a=[1, np.nan], days_b=[3, 4]), "days_a has nan"),
        (dict(days_a=[1, np.inf], days_b=[3, 4]), "days_a has inf"),
        (dict(days_a=["1", "2"], days_b=["3", "4"]), "days_a has 1, must be whole day numbers or dates"),
        (dict(days_a=[1, 10**18], days_b=[3, 4]), "days_a has 1000000000000000000"),
        (
            dict(days_a=pd.to_datetime(["2026-03-01", "NaT"]), days_b=pd.to_datetime(["2026-03-04", "NaT"])),
            "NaT",
        ),
        (dict(days_a=[datetime.date(2026, 3, 1), datetime.date(2026, 3, 2)], days_b=[3, 4]), "give one kind"),
        (
            dict(
                days_a=[datetime.date(2026, 3, 1), datetime.date(2026, 3, 2)],
                days_b=[datetime.datetime(2026, 3, 2, 9), datetime.date(2026, 3, 4)],
            ),
            "2026-03-02 has more than one reading",
        ),
    ],
)
def test_bad_input_is_refused_with_a_reason(arguments, message):
    with pytest.raises(DataError, match=message):
        effect_sizes(**(dict(a=[1, 2], b=[3, 4], improvement=1) | arguments))


def diary(**columns):
    frame = pd.DataFrame(
        {"person": ["Ada"] * 4, "day": [1, 2, 3, 4], "phase": list("AABB"), "value": [6.0, 7, 4, 3]}
    )
    return frame.assign(**columns)


@pytest.mark.parametrize(
    ("frame", "by", "message"),
    [
        (diary(day=[1, 2, 2, 3]), ["person"], "person Ada: day 2 has more than one reading"),
        (
            diary(day=pd.to_datetime(["2026-03-01"] * 4)),
            ["person"],
            "person Ada: 2026-03-01 has more than one",
        ),
        (diary(phase=list("AABX")), ["person"], "phase is 'X', must be 'A' or 'B'"),
        (diary(phase=["A", "A", "B", None]), ["person"], "must be 'A' or 'B'"),
        (diary(value=list("1234")), ["person"], "value holds 1, must be numbers"),
        (diary(value=[1, 2, 3, np.inf]), ["person"], "infinite"),
        (diary(day=[1, 2, 3, None]), ["person"], "day has nan"),
        (diary(), ["client"], "no column 'client'"),
        (diary().drop(columns="phase"), ["person"], "no column 'phase'"),
        (diary(), [], "by is empty"),
        (diary(se=1), ["se"], "by names 'se'"),
    ],
)
def test_a_bad_frame_is_refused_with_a_reason(frame, by, message):
    with pytest.raises(DataError, match=message):
        effect_sizes_by(frame, by, improvement=1)


def test_the_frame_comes_back_unchanged_and_its_index_does_not_matter():
    frame = diary().set_axis([0, 0, 0, 0])
    before = frame.copy()
    table = effect_sizes_by(frame, ["person"], improvement=-1)
    assert_frame_equal(frame, before)
    assert_frame_equal(table, effect_sizes_by(diary(), ["person"], improvement=-1))


def test_nullable_numbers_categories_and_missing_values_are_read():
    frame = diary(
        person=pd.Categorical(["Ada"] * 4),
        phase=pd.Categorical(list("AABB")),
        value=pd.array([6, None, 4, 3], dtype="Int64"),
    )
    found = effect_sizes_by(frame, ["person"], improvement=-1).drop(columns="person")
    assert_frame_equal(found, effect_sizes([6, float("nan")], [4, 3], improvement=-1))


@pytest.mark.parametrize(
    ("index", "goal", "message"), [("nap", 5, "index is 'nap'"), ("PoGO", None, "needs a goal")]
)
def test_an_index_that_is_not_there_is_refused(index, goal, message):
    with pytest.raises(DataError, match=message):
        effect_size(index, A, B, improvement=1, goal=goal)


def test_one_index_is_a_row_of_the_table_as_plain_numbers():
    one = effect_size("Tau", A, B, improvement=1)
    assert [type(getattr(one, name)) for name in NUMBERS] == [float] * 4
    assert [getattr(one, name) for name in NUMBERS] == list(indices(A, B).loc["Tau", NUMBERS])
    assert (one.index, one.n_a, one.n_b) == ("Tau", 3, 4)
