"""Several people who each began on a drawn day: exact by counting, and only where a draw counts."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.cohort.staggered import ask_lot
from analysis.errors import DataError
from analysis.intake import load_logs
from analysis.options import read_wish
from analysis.people import open_clients
from analysis.planning.drawing import Wish, draw_beside, say_drawn
from analysis.planning.file import PEOPLE_PLAN, PlanOnFile, read_plan, write_plan_text
from analysis.planning.people import find_people_plan
from analysis.planning.plan import draw_plan

FIRST = datetime.date(2026, 3, 2)
NOW = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.UTC)
PEOPLE = ("Ann", "Ben", "Cem")


def drawn(days=12, shortest=4, seed=3, people=PEOPLE):
    return draw_plan(
        "staggered", first_day=FIRST, days=days, shortest=shortest, seed=seed, now=NOW, people=people
    )


def on_file(plan):
    return PlanOnFile(plan.marks(), plan, "")


def logs_of(plan, rows):
    days = pd.date_range(plan.first_day, periods=plan.days)
    return {name: pd.Series(row, days).dropna() for name, row in zip(plan.people, rows, strict=True)}


def count_by_hand(rows, plan):
    """p by going through every combination of starts."""
    days, shortest = plan.days, plan.limits.shortest
    z = [(row - row.mean()) / row.std(ddof=1) for row in rows]

    def one(row, start):
        n_a, n_b = start, days - start
        return (row[start:].mean() - row[:start].mean()) * np.sqrt(n_a * n_b / days)

    starts = range(shortest, days - shortest + 1)
    every = [sum(one(row, s) for row, s in zip(z, some, strict=True)) for some in product(starts, repeat=3)]
    chosen = [(pd.Timestamp(start) - pd.Timestamp(FIRST)).days for start in plan.schedule.starts]
    seen = sum(one(row, s) for row, s in zip(z, chosen, strict=True))
    return np.mean(np.abs(every) >= abs(seen) - 1e-9), len(every)


def test_p_is_what_counting_every_combination_of_starts_gives():
    plan = drawn()
    rows = np.random.default_rng(1).normal(size=(3, plan.days))
    p, count = count_by_hand(rows, plan)
    found = ask_lot(logs_of(plan, rows), on_file(plan))
    assert (found.p, found.arrangements, found.exact) == (pytest.approx(p), count, True)


def test_whatever_was_drawn_p_is_no_rarer_than_it_says():
    rows = np.random.default_rng(2).normal(size=(3, 9)).cumsum(axis=1)
    first = drawn(days=9, shortest=3)
    starts = range(3, 7)
    found = []
    for some in product(starts, repeat=3):
        chosen = tuple(tuple(bool(day >= start) for day in range(9)) for start in some)
        plan = replace(first)
        plan.__dict__["schedule"] = replace(first.schedule, chosen=chosen)
        found.append(ask_lot(logs_of(plan, rows), on_file(plan)).p)
    p = np.array(found)
    assert len(p) == 64
    for level in np.unique(p):
        assert np.mean(p <= level + 1e-12) <= level + 1e-12


def test_neither_unit_nor_order_nor_noise_of_a_person_matters():
    plan = drawn()
    rows = np.random.default_rng(3).normal(size=(3, plan.days))
    p = ask_lot(logs_of(plan, rows), on_file(plan)).p
    scaled = rows * [[1.0], [30.0], [0.2]] + [[5.0], [-2.0], [100.0]]
    logs = logs_of(plan, scaled)
    assert ask_lot(dict(reversed(logs.items())), on_file(plan)).p == pytest.approx(p)


def test_a_large_change_of_five_people_is_found_and_said():
    people = ("Ann", "Ben", "Cem", "Dea", "Eli")
    plan = drawn(days=42, shortest=7, people=people)
    rows = np.random.default_rng(4).normal(size=(5, 42)) - 2 * plan.schedule.in_rows
    found = ask_lot(logs_of(plan, rows), on_file(plan))
    assert found.p < 0.01
    assert not found.exact
    assert "over 5 people, each of whom began on a drawn day: p" in found.sentence()
    assert "readings lower with the routine" in found.sentence()
    assert ask_lot(logs_of(plan, rows), on_file(plan)) == found


def test_who_has_no_reading_is_left_out_by_name_and_the_others_are_tested():
    people = ("Ann", "Ben", "Cem", "Dea", "Eli")
    plan = drawn(people=people)
    rows = np.random.default_rng(5).normal(size=(5, plan.days))
    logs = logs_of(plan, rows)
    del logs["Ben"]
    logs["Eli"] = pd.Series([1.0], [pd.Timestamp("2025-01-01")])
    found = ask_lot(logs, on_file(plan))
    assert found.people == ("Ann", "Cem", "Dea")
    assert found.left_out == (("Ben", "no log of this name"), ("Eli", "no reading on a day of the plan"))
    assert found.p is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda logs: {name: logs[name] for name in ("Ann", "Ben")}, "2 people of the plan with readings"),
        (
            lambda logs: {name: one.iloc[:-2] for name, one in logs.items()},
            "read once, when the plan ends on",
        ),
        (lambda logs: logs | {"Ann": logs["Ann"].iloc[-2:]}, "somebody has no reading before or since"),
    ],
)
def test_where_there_is_nothing_to_test_the_reason_is_said(change, said):
    plan = drawn()
    logs = logs_of(plan, np.random.default_rng(6).normal(size=(3, plan.days)))
    found = ask_lot(change(logs), on_file(plan))
    assert found.p is None
    assert said in found.sentence()


def test_a_person_who_never_varies_speaks_neither_way():
    plan = drawn()
    rows = np.random.default_rng(7).normal(size=(3, plan.days))
    rows[1] = 4.0
    assert ask_lot(logs_of(plan, rows), on_file(plan)).p is not None


def test_the_plan_of_people_is_written_and_read_again_and_never_as_a_log(tmp_path):
    plan = draw_beside(tmp_path, Wish("staggered", people=PEOPLE, seed=9, days=30), now=NOW)
    assert read_plan(write_plan_text(plan)).plan == plan
    assert find_people_plan([tmp_path]).plan == plan
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-02,4\n", encoding="utf-8")
    files = load_logs(tmp_path).files.set_index("name")
    assert files.loc[PEOPLE_PLAN, "kept"] == 0
    said = " ".join(say_drawn(plan, tmp_path))
    assert "begins Ann on " in said
    assert "of 3 people. The smallest p that they can give together is" in said


def test_a_plan_that_somebody_changed_is_no_draw_any_more(tmp_path):
    plan = draw_beside(tmp_path, Wish("staggered", people=PEOPLE, seed=9, days=30), now=NOW)
    path = tmp_path / PEOPLE_PLAN
    for old, new in (("Ann; Ben", "Bea; Ben"), (",without,without,without", ",without,with,without")):
        path.write_text(write_plan_text(plan).replace(old, new, 1), encoding="utf-8")
        found = find_people_plan([tmp_path])
        assert found.plan is None
        lot = ask_lot(logs_of(plan, np.zeros((3, plan.days))), found)
        assert lot.sentence().startswith("No test by lot: the plan is no draw, as it")


def test_a_plan_that_runs_is_not_drawn_over(tmp_path):
    draw_beside(tmp_path, Wish("staggered", people=PEOPLE, days=30), now=NOW)
    with pytest.raises(DataError, match="holds a plan that runs until 2026-03-31"):
        draw_beside(tmp_path, Wish("staggered", people=PEOPLE, days=30), now=NOW)


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (("Ann", "Ben"), "a plan of 2 people: must be 3 to 30"),
        (("Ann", "Ann", "Ben"), "the person 'Ann' - each needs a name of their own"),
        (("Ann", "Ben; Cem", "Dea"), "the person 'Ben; Cem'"),
        (("Ann", "date", "Dea"), "the person 'date'"),
    ],
)
def test_people_need_names_of_their_own(people, message):
    with pytest.raises(DataError, match=message):
        drawn(people=people)


def test_people_belong_to_a_staggered_plan():
    with pytest.raises(DataError, match="a plan of several people is 'staggered', not 'abab'"):
        draw_plan("abab", first_day=FIRST, now=NOW, people=PEOPLE)


def test_the_command_asks_for_the_kind_of_plan():
    import argparse

    from analysis.options import add_plan

    parser = argparse.ArgumentParser()
    add_plan(parser)
    with pytest.raises(DataError, match="add --draw staggered"):
        read_wish(parser.parse_args(["--people", "Ann,Ben,Cem"]))
    wish = read_wish(parser.parse_args(["--draw", "staggered", "--people", "Ann, Ben,Cem"]))
    assert wish.people == PEOPLE


def test_clients_with_a_plan_are_tested_together(tmp_path):
    plan = draw_beside(tmp_path, Wish("staggered", people=PEOPLE, seed=4, days=30), now=NOW)
    rng = np.random.default_rng(8)
    for name, held in zip(PEOPLE, plan.schedule.in_rows, strict=True):
        days = pd.date_range(FIRST, periods=30).strftime("%Y-%m-%d")
        pain = np.clip(np.round(6 + rng.normal(size=30) - 3 * held), 0, 10).astype(int)
        (tmp_path / name).mkdir()
        lines = ["date,pain", *(f"{day},{value}" for day, value in zip(days, pain, strict=True))]
        (tmp_path / name / "diary.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    cohort = open_clients(tmp_path, today=datetime.date(2026, 4, 2)).cohort("pain")
    assert cohort.staggered.people == PEOPLE
    assert cohort.staggered.p < 0.05
    assert any("Tested by lot over 3 people" in sentence for sentence in cohort.sentences())
