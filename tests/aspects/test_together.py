"""The routine and what else was logged in one model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.control_side import find_trained_side, say_control
from analysis.aspects.together import find_together, say_together, together_table
from analysis.logbook import Logbook, open_logbook
from analysis.phases import find_phases
from analysis.rivals import rival_frame
from analysis.simulate import simulate_logs
from analysis.stats.carryover import phase_change


def folder_with(tmp_path, rows):
    header = "Date,Tightness,Stress,Sleep,Exercise,Minutes"
    (tmp_path / "diary.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return open_logbook(tmp_path)


def stress_rows(days=60, start=20, *, slope=0.6, step=0.0, every=1):
    rng, rows = np.random.default_rng(4), []
    for day, date in enumerate(pd.date_range("2026-03-02", periods=days)):
        stress = rng.integers(1, 9)
        tight = np.clip(round(2 + slope * stress + step * (day >= start) + 0.7 * rng.normal()), 0, 10)
        shown = stress if day % every == 0 else ""
        done = "Couch stretch,8" if day >= start else ","
        rows.append(f"{date:%Y-%m-%d},{tight},{shown},{rng.integers(6, 9)},{done}")
    return rows


def test_the_routine_alone_is_the_step_of_the_engine_on_the_same_days():
    book = open_logbook()
    one = book.pick("tightness")
    found = find_together([one], rival_frame(book.logs))[0]
    rivals = rival_frame(book.logs).reindex(one.series.index)
    used = one.labels.isin(["A", "B"]) & rivals.notna().all(axis=1)
    days = (one.series.index[used] - one.series.index[used][0]).days.to_numpy()
    step = phase_change(one.series[used].to_numpy(), (one.labels[used] == "B").to_numpy(), days=days)
    assert (found.alone.effect.estimate, found.alone.effect.low) == pytest.approx(
        (step.estimate, step.low), rel=1e-6
    )
    assert found.days == int(used.sum())


def test_what_goes_with_stress_is_told_with_its_range(tmp_path):
    found = folder_with(tmp_path, stress_rows()).together(["tightness"])[0]
    stress = next(part for part in found.rivals if part.name == "Stress")
    assert stress.effect.low < 0.6 < stress.effect.high
    assert "Day by day it goes with stress (" in found.sentences()[0]
    assert "with 2 of them tried" in found.sentences()[0]


def test_a_change_that_goes_with_the_others_is_said_to():
    rows = simulate_logs("stress_does_it", days=150, start="2026-03-02", rng=np.random.default_rng(1)).logs
    book = Logbook(rows, find_phases(rows), is_example=False)
    one = book.pick("tightness")
    moved = pd.DataFrame(
        {"stress": one.series + np.random.default_rng(2).normal(scale=0.1, size=len(one.series))}
    )
    found = find_together([one], moved)[0]
    assert abs(found.beside.effect.estimate) < abs(found.alone.effect.estimate) / 2
    assert "Most of it goes with the others" in found.sentences()[0]


def test_a_rival_that_is_known_on_few_days_stays_out_and_is_named(tmp_path):
    found = folder_with(tmp_path, stress_rows(every=3)).together(["tightness"])[0]
    assert [part.name for part in found.rivals] == ["Sleep"]
    assert (
        "Not in the model, as known on too few of these days or always the same: stress."
        in found.sentences()[0]
    )


def test_without_others_the_reason_is_said(tmp_path):
    rows = [row.split(",") for row in stress_rows()]
    found = folder_with(tmp_path, [",".join([r[0], r[1], "", "", *r[4:]]) for r in rows]).together(
        ["tightness"]
    )
    assert (
        "cannot stand in one model (nothing else was logged on most of the same days)"
        in say_together(found)[0]
    )
    assert together_table(found).empty


def test_two_columns_that_are_one_are_refused_with_a_reason():
    book = open_logbook()
    one = book.pick("tightness")
    same = rival_frame(book.logs)[["stress"]].assign(copy=lambda frame: frame["stress"])
    found = find_together([one], same.rename(columns={"copy": "sitting_h"}))[0]
    assert "cannot be told apart" in found.reason


def sided_book(side, gain=9.0):
    simulated = simulate_logs(
        "nothing_changes", days=100, start="2026-03-02", rng=np.random.default_rng(5)
    ).logs
    sessions, outcomes = simulated.sessions, simulated.outcomes.copy()
    kept = (sessions["side"] == side) | (sessions["side"] == "unknown")
    start = sessions.loc[sessions["region"] == "hip", "date"].min()
    up = (outcomes["metric"] == "rom") & (outcomes["side"] == side) & (outcomes["date"] >= start)
    outcomes.loc[up, "value"] += gain
    logs = replace(simulated, sessions=sessions[kept].reset_index(drop=True), outcomes=outcomes)
    return Logbook(logs, find_phases(logs), is_example=False)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_side_that_was_not_trained_is_the_control_of_the_other(side):
    book = sided_book(side)
    assert find_trained_side(book.logs, book.phases.start) == side
    said = str(book.controls())
    assert f"only the {side} side was trained" in said
    assert "degrees above the control" in said


def test_a_trained_side_that_did_nothing_is_not_said_to_have_moved():
    assert "did not clearly do other than the control" in str(sided_book("left", gain=0.0).controls())


def test_without_a_side_trained_alone_there_is_no_control():
    assert say_control(open_logbook().sides(["rom"]), "") == []
    assert "No side was trained alone" in str(open_logbook().controls())
