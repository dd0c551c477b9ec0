"""What is true of each persona can be seen in many of its logs, and the truth object says it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.simulate import PERSONAS, Truth, simulate_logs
from analysis.simulate.keeping import draw_engagement, draw_typing
from analysis.simulate.parameters import get_parameter
from analysis.simulate.person import draw_truth
from analysis.simulate.readings import draw_angles, draw_diary
from analysis.simulate.sessions import draw_sessions

PEOPLE, DAYS, BASELINE = 200, 84, 21
DATES = pd.date_range("2026-03-02", periods=DAYS, unit="s")
NEW = PERSONAS[3:]


@cache
def draw_people(persona: str) -> tuple[tuple[Truth, pd.DataFrame], ...]:
    """Truth and diary of many people."""
    rng = np.random.default_rng(PERSONAS.index(persona))
    truths = [draw_truth(persona, DATES, rng) for _ in range(PEOPLE)]
    return tuple((truth, draw_diary(truth, rng)) for truth in truths)


@cache
def answers(persona: str, metric: str) -> np.ndarray:
    """Answers by person and day, (people, days); NaN where there is none."""
    diaries = (diary[diary["metric"] == metric] for _, diary in draw_people(persona))
    return np.array([diary.set_index("date")["value"].reindex(DATES) for diary in diaries])


def truths(persona: str) -> list[Truth]:
    return [truth for truth, _ in draw_people(persona)]


def mean(persona: str, metric: str, days: slice) -> float:
    """Mean over people and some days, from where each person truly stood on the first day."""
    stood = [truth.series[metric, "unknown"].daily.iloc[0] for truth in truths(persona)]
    return float(np.nanmean((answers(persona, metric) - np.array(stood)[:, None])[:, days]))


def difference(persona: str, metric: str) -> float:
    return mean(persona, metric, slice(BASELINE, None)) - mean(persona, metric, slice(BASELINE))


def true_difference(persona: str, metric: str) -> float:
    return float(np.mean([one.series[metric, "unknown"].mean_difference for one in truths(persona)]))


@pytest.mark.parametrize("persona", [name for name in PERSONAS if name != "drops_out"])
@pytest.mark.parametrize("metric", ["tightness", "pain", "stress"])
def test_the_mean_difference_of_many_logs_is_the_true_one(persona: str, metric: str):
    floor = 0.15 if persona == "stress_does_it" else 0.0  # ratings below 0 are written as 0
    assert difference(persona, metric) == pytest.approx(true_difference(persona, metric), abs=0.12 + floor)


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_parts_of_the_truth_add_up(persona: str):
    for one in truths(persona)[0].series.values():
        moved = one.effect + one.rival + one.drift_per_day * np.arange(DAYS)
        inside = one.daily > 0.0 if one.unit == "points" else one.daily.notna()
        start = one.daily.iloc[0] - moved.iloc[0]
        assert one.daily[inside].to_numpy() == pytest.approx((start + moved)[inside].to_numpy())
        assert not one.effect.iloc[:BASELINE].any()


@pytest.mark.parametrize("persona", ["started_at_worst", "stress_does_it", "drops_out", "backfills"])
def test_the_routine_does_nothing_where_something_else_is_the_matter(persona: str):
    for one in truths(persona)[0].series.values():
        assert (one.plateau, one.level_step, one.drift_per_day) == (0, 0, 0)
        assert not one.effect.any()


@pytest.mark.parametrize("persona", PERSONAS)
def test_only_who_is_said_to_do_so_drops_out_or_types_days_in_late(persona: str):
    truth = truths(persona)[0]
    assert (truth.engagement < 1).any() == (persona == "drops_out")
    assert (len(truth.backfilled_days) > 0) == (persona == "backfills")
    assert truth.typed_on.index.equals(DATES.difference(truth.missing_days))


@pytest.mark.parametrize("persona", NEW)
def test_the_same_seed_gives_the_same_person_in_every_persona(persona: str):
    one, other = (draw_truth(name, DATES, np.random.default_rng(5)) for name in ("nothing_changes", persona))
    for key in (("rom", "left"), ("tightness", "unknown"), ("pain", "unknown"), ("sleep_h", "unknown")):
        assert one.series[key].daily.iloc[0] == other.series[key].daily.iloc[0]
        assert one.series[key].noise_sd == other.series[key].noise_sd


def test_every_persona_is_described_where_logs_are_asked_for():
    described = simulate_logs.__doc__ or ""
    assert all(f"- {persona}: " in described for persona in PERSONAS)


def test_tightness_steps_down_on_the_first_day_and_stays_there():
    true = truths("tightness_steps")[0].series["tightness", "unknown"]
    assert true.effect.tolist() == [0.0] * BASELINE + [-2.0] * (DAYS - BASELINE)
    assert (true.level_step, true.plateau) == (-2, -2)
    before = mean("tightness_steps", "tightness", slice(BASELINE))
    first_week, last_week = (
        mean("tightness_steps", "tightness", days)
        for days in (slice(BASELINE, BASELINE + 7), slice(-7, None))
    )
    assert first_week - before == pytest.approx(-2, abs=0.2)
    assert last_week - first_week == pytest.approx(0, abs=0.2)


def test_tightness_and_motion_gain_gradually_from_the_start_on():
    for truth in truths("gains_gradually")[:5]:
        for key, plateau in ((("tightness", "unknown"), -2), (("rom", "left"), None)):
            true = truth.series[key]
            since = np.arange(DAYS - BASELINE)
            expected = true.plateau * (1 - np.exp(-since / true.tau_days))
            assert true.effect.iloc[BASELINE:].to_numpy() == pytest.approx(expected)
            assert true.level_step == 0
            assert plateau in (None, true.plateau)
    before = mean("gains_gradually", "tightness", slice(BASELINE))
    first_week, last_weeks = (
        mean("gains_gradually", "tightness", days) - before
        for days in (slice(BASELINE, BASELINE + 7), slice(-14, None))
    )
    assert -0.6 < first_week < 0
    assert last_weeks < -1.6


def test_measured_angles_gain_gradually_too():
    off, gained = [], []
    rng = np.random.default_rng(8)
    for truth in truths("gains_gradually")[:100]:
        angles = draw_angles(truth, draw_sessions(truth, rng), rng).query(
            "moment != 'post' and side == 'left'"
        )
        after = angles["date"] >= truth.routine_start
        gained.append(angles.loc[after, "value"].mean() - angles.loc[~after, "value"].mean())
        off.append(gained[-1] - truth.series["rom", "left"].mean_difference)
    assert np.mean(off) == pytest.approx(0, abs=0.4)
    assert np.mean(gained) > 2


@pytest.mark.parametrize("metric", ["tightness", "pain"])
def test_the_week_before_the_routine_is_the_worst_and_nothing_else_changes(metric: str):
    worst = get_parameter("rtm_start").high
    true = truths("started_at_worst")[0].series[metric, "unknown"]
    assert true.rival.tolist() == [0.0] * (BASELINE - 7) + [worst] * 7 + [0.0] * (DAYS - BASELINE)
    usual = mean("started_at_worst", metric, slice(BASELINE - 7))
    assert mean("started_at_worst", metric, slice(BASELINE - 7, BASELINE)) - usual == pytest.approx(
        worst, abs=0.2
    )
    assert mean("started_at_worst", metric, slice(BASELINE, None)) - usual == pytest.approx(0, abs=0.2)


def test_stress_falls_when_the_routine_begins_and_tightness_and_pain_follow():
    series = truths("stress_does_it")[0].series
    low, high = get_parameter("stress_base_mean").low, get_parameter("stress_base_mean").high
    assert series["stress", "unknown"].rival.unique().tolist() == [0.0, low - high]
    for metric in ("tightness", "pain"):
        true = series[metric, "unknown"]
        assert true.rival.unique() == pytest.approx([0.0, true.stress_slope * (low - high)])
        assert true.stress_slope == get_parameter(f"stress_to_{metric[:5]}").high
    assert difference("stress_does_it", "stress") == pytest.approx(low - high, abs=0.3)


@pytest.mark.parametrize("metric", ["tightness", "pain"])
def test_on_any_day_tightness_and_pain_follow_stress_only_where_stress_does_it(metric: str):
    assert follows_stress("stress_does_it", metric) > 0.08
    assert follows_stress("nothing_changes", metric) == pytest.approx(0, abs=0.03)


def follows_stress(persona: str, metric: str) -> float:
    """Slope on the day's stress within people, before the routine and on weekdays."""
    days = np.flatnonzero(DATES[:BASELINE].day_of_week < 5)
    stress, rating = (answers(persona, name)[:, days] for name in ("stress", metric))
    x, y = (one - np.nanmean(one, axis=1, keepdims=True) for one in (stress, rating))
    return float(np.nansum(x * y) / np.nansum(x**2))


def test_who_drops_out_logs_as_others_before_and_less_and_less_after():
    logged = ~np.isnan(answers("drops_out", "pain"))
    weeks = [logged[:, day : day + 7].mean() for day in range(0, DAYS, 7)]
    assert np.mean(weeks[:3]) == pytest.approx(get_parameter("log_completion").default, abs=0.04)
    assert weeks[3] > weeks[4] > weeks[5] > weeks[8]
    assert weeks[-1] < 0.02


def test_who_drops_out_trains_less_and_less_and_writes_nothing_once_stopped():
    rng = np.random.default_rng(9)
    early = late = 0
    for truth, diary in draw_people("drops_out"):
        sessions = draw_sessions(truth, rng)
        stopped = truth.engagement.index[truth.engagement == 0]
        assert not sessions["date"].isin(stopped).any()
        assert not diary["date"].isin(stopped).any()
        day = (sessions["date"] - truth.routine_start).dt.days
        early, late = early + int(day.between(0, 6).sum()), late + int(day.between(14, 20).sum())
    assert 0 < late < 0.3 * early


def test_one_in_ten_has_not_stopped_thirty_days_into_the_routine():
    rng = np.random.default_rng(10)
    going_on = [draw_engagement(60, 10, rng)[10 + 30] > 0 for _ in range(3000)]
    assert np.mean(going_on) == pytest.approx(get_parameter("dropout_30d").high, abs=0.015)


def test_back_filled_days_are_typed_in_later_and_several_at_once():
    late_share, lumps = [], []
    for truth, diary in draw_people("backfills"):
        pain = diary[diary["metric"] == "pain"].set_index("date")
        late = pain["entered_at"].dt.normalize() > pain.index
        assert pain.index[late].equals(truth.backfilled_days)
        assert (pain["entered_at"].dt.normalize() == truth.typed_on).all()
        assert pain["time"].isna().equals(late)
        late_share.append(late.mean())
        lumps.append(pain.groupby("entered_at").size().mean())
    assert np.mean(late_share) == pytest.approx(get_parameter("backfill").high, abs=0.03)
    assert np.mean(lumps) > 3


def test_half_of_the_back_filled_days_copy_the_day_of_typing():
    copies = backfilled = 0
    for truth, diary in draw_people("backfills"):
        table = diary.pivot(index="date", columns="metric", values="value")
        copied = truth.copied_days
        assert (table.loc[copied].to_numpy() == table.loc[truth.typed_on[copied]].to_numpy()).all()
        assert copied.isin(truth.backfilled_days).all()
        copies, backfilled = copies + len(copied), backfilled + len(truth.backfilled_days)
    assert copies / backfilled == pytest.approx(0.5, abs=0.03)


def test_what_is_remembered_varies_less_than_what_was():
    remembered, lived = [], []
    for truth, diary in draw_people("backfills"):
        pain = diary[diary["metric"] == "pain"].set_index("date")["value"]
        off = (pain - truth.series["pain", "unknown"].daily.reindex(pain.index)).to_numpy()
        late = pain.index.isin(truth.backfilled_days)
        remembered.append(off[late & ~pain.index.isin(truth.copied_days)])
        lived.append(off[~late])
    assert np.concatenate(remembered).std() < 0.7 * np.concatenate(lived).std()


def test_angles_are_typed_in_when_measured():
    outcomes = simulate_logs(
        "backfills", days=40, start="2026-03-02", rng=np.random.default_rng(1)
    ).logs.outcomes
    angles = outcomes[outcomes["metric"] == "rom"]
    assert (angles["entered_at"] == angles["time"]).all()


def test_the_last_logged_day_is_never_left_for_later():
    rng = np.random.default_rng(11)
    for _ in range(50):
        logged = rng.random(12) < 0.6
        typed_on, copied = draw_typing(logged, rng)
        assert (typed_on >= np.arange(12)).all()
        assert logged[typed_on[logged]].all()
        assert not copied[~logged].any()
