"""A whole log compared: the main measure, the others, and what may explain them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from analysis.comparing import compare_log
from analysis.goals import Goals, make_goals
from analysis.intake import Logs
from analysis.logbook import open_logbook
from analysis.paths import SAMPLE
from analysis.phases import find_phases
from analysis.rivals import RIVALS
from analysis.simulate import PERSONAS, simulate_logs
from analysis.verdict.holm import holm


@lru_cache
def compared(persona, seed, *, days=100, main=""):
    rng = np.random.default_rng(seed)
    made = simulate_logs(persona, days=days, start="2026-03-02", rng=rng)
    start = f"{made.truth.routine_start:%Y-%m-%d}"
    found = compare_log(made.logs, find_phases(made.logs, start=start), goals=make_goals(main, {}))
    return {(one.key.metric, one.key.side): one for one in found}


def verdicts(persona, metric, seeds):
    found = [compared(persona, seed) for seed in seeds]
    return [one.verdict for log in found for key, one in log.items() if key[0] == metric]


def test_an_empty_log_has_nothing_to_compare():
    assert compare_log(Logs(), find_phases(Logs()), goals=Goals()) == ()


def test_the_main_measure_is_uncorrected_and_the_others_are_adjusted_together():
    log = compared("tightness_steps", 1, main="tightness")
    by_role = {
        role: [one for one in log.values() if one.role == role]
        for role in ("main", "also looked at", "rival")
    }
    assert [one.key.metric for one in by_role["main"]] == ["tightness"]
    assert by_role["main"][0].verdict.p_holm is None
    others = [one.verdict for one in by_role["also looked at"] if one.verdict.change is not None]
    adjusted = holm([one.change.p for one in others])
    assert [one.p_holm for one in others] == pytest.approx(adjusted.tolist())
    assert by_role["rival"]
    assert all(one.key.metric in RIVALS and one.verdict.p_holm is None for one in by_role["rival"])


def test_without_a_main_measure_all_outcomes_are_adjusted_together():
    log = compared("nothing_changes", 1)
    outcomes = [one.verdict for one in log.values() if one.role == "also looked at"]
    adjusted = holm([one.change.p for one in outcomes])
    assert [one.p_holm for one in outcomes] == pytest.approx(adjusted.tolist())


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("days", [1, 9, 45])
def test_every_persona_gets_clean_sentences_that_agree_with_the_numbers(persona, days):
    for one in compared(persona, 3, days=days).values():
        assert one.sentence
        assert "nan" not in one.sentence
        assert "-0 " not in one.sentence
        change = one.verdict.change if one.verdict is not None else None
        if one.answer_word in ("better", "worse", "higher", "lower"):
            assert f"is {'higher' if change.estimate > 0 else 'lower'} than before" in one.sentence


def test_when_stress_fell_the_routine_takes_no_credit():
    for seed in range(6):
        log = compared("stress_does_it", seed)
        stress = next(one for key, one in log.items() if key[0] == "stress").verdict
        for metric in ("tightness", "pain"):
            verdict = next(one for key, one in log.items() if key[0] == metric).verdict
            if stress.change is not None and stress.change.p < 0.001:
                assert "stress" in verdict.shifted
                assert verdict.credit == "not separable"


def test_a_start_in_the_worst_week_is_flagged_more_often_than_one_at_random():
    flagged = {
        persona: np.mean(
            ["started_at_worst" in one.flags for one in verdicts(persona, "tightness", range(8))]
        )
        for persona in ("started_at_worst", "nothing_changes")
    }
    assert flagged["started_at_worst"] >= flagged["nothing_changes"] + 0.3


def test_back_filled_diaries_are_noted_and_others_are_not():
    assert all("back_filled" in one.flags for one in verdicts("backfills", "pain", range(3)))
    assert not any("back_filled" in one.flags for one in verdicts("nothing_changes", "pain", range(3)))


@pytest.mark.parametrize("one_measured_both", [True, False])
def test_two_instruments_are_never_compared_as_one(one_measured_both):
    made = simulate_logs("rom_improves", days=120, start="2026-03-02", rng=np.random.default_rng(2))
    outcomes, start = made.logs.outcomes.copy(), made.truth.routine_start
    switch = start + np.timedelta64(40 if one_measured_both else 0, "D")
    outcomes["instrument"] = np.where(outcomes["date"] < switch, "goniometer", "phone")
    logs = Logs(made.logs.sessions, outcomes, made.logs.issues, made.logs.files)
    phases = find_phases(logs, start=f"{start:%Y-%m-%d}")
    roms = [one for one in compare_log(logs, phases, goals=Goals()) if one.key.metric == "rom"]
    for one in roms:
        if one_measured_both:
            assert "Compared as measured with 'goniometer'" in one.sentence
            assert "instrument_changed" not in one.verdict.flags
        else:
            assert "instrument_changed" in one.verdict.flags


def test_the_frame_of_a_report_has_the_numbers_of_its_sentences():
    book = open_logbook(SAMPLE)
    table = book.verdicts()
    for one in book.compare():
        row, change = table.loc[one.name], one.verdict.change
        assert row["answer"] == one.verdict.answer
        assert row["sentence"] == one.verdict.sentence
        if change is not None:
            assert (row["estimate"], row["low"], row["high"]) == (change.estimate, change.low, change.high)


def test_pain_that_rises_by_degrees_gets_the_line_of_caution_though_there_is_no_step(tmp_path):
    rows = "".join(
        f"2026-{3 + day // 30:02d}-{day % 30 + 1:02d},{2 + day * 5 // 60 + day % 2}\n" for day in range(60)
    )
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    book = open_logbook(tmp_path / "log.csv", start="2026-03-21")
    (one,) = book.compare(["pain"])
    assert one.answer_word != "worse"
    assert one.verdict.mean_difference.low > 0
    assert "On average pain is " in one.sentence
    assert "Whatever the cause, ease off, and get it checked" in book.progress().markdown
    assert "Whatever the cause, ease off" in book.visit().caution
