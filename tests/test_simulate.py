"""The simulator: the same seed gives the same log, and logs look like the facts they are made from."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.errors import DataError
from analysis.paths import SAMPLE
from analysis.schema import TABLES
from analysis.simulate import PERSONAS, Simulated, simulate_logs, simulate_sample, write_sample
from analysis.simulate.parameters import draw_trait, get_parameter
from analysis.simulate.person import draw_truth
from analysis.simulate.processes import draw_logged_days, draw_state
from analysis.simulate.readings import draw_diary

PEOPLE, DAYS = 150, 56
RATERS = 800  # so many that the reliability of their ratings is known to about .01


def simulate(persona: str, *, days: int = 150, seed: int = 1) -> Simulated:
    return simulate_logs(persona, days=days, start="2026-03-02", rng=np.random.default_rng(seed))


def values(simulated: Simulated, metric: str) -> pd.DataFrame:
    outcomes = simulated.logs.outcomes
    return outcomes[outcomes["metric"] == metric]


@pytest.fixture(scope="module")
def people() -> list[Simulated]:
    return [simulate("nothing_changes", days=DAYS, seed=seed) for seed in range(PEOPLE)]


@pytest.fixture(scope="module")
def ratings() -> list[np.ndarray]:
    """The pain ratings of many people over four weeks each."""
    rng = np.random.default_rng(0)
    dates = pd.date_range("2026-03-02", periods=28, unit="s")
    diaries = (draw_diary(draw_truth("nothing_changes", dates, rng), rng) for _ in range(RATERS))
    return [diary.loc[diary["metric"] == "pain", "value"].to_numpy() for diary in diaries]


@pytest.fixture(scope="module")
def ten_pain_days(ratings: list[np.ndarray]) -> np.ndarray:
    """Ten days of pain drawn over each person's four weeks, shape (people, 10)."""
    rng = np.random.default_rng(0)
    return np.array([rng.choice(pain, 10, replace=False) for pain in ratings if len(pain) >= 10])


def test_the_same_seed_gives_the_same_log():
    first, second = simulate("rom_improves", seed=7), simulate("rom_improves", seed=7)
    assert_frame_equal(first.logs.outcomes, second.logs.outcomes)
    assert_frame_equal(first.logs.sessions, second.logs.sessions)


def test_another_seed_gives_another_log():
    first, second = (values(simulate("rom_improves", seed=seed), "rom")["value"].tolist() for seed in (7, 8))
    assert first != second


def test_one_daily_pain_rating_tells_people_apart_as_well_as_published(ten_pain_days: np.ndarray):
    days = ten_pain_days.shape[1]
    between = days * ten_pain_days.mean(axis=1).var(ddof=1)
    within = ten_pain_days.var(axis=1, ddof=1).mean()
    assert 0.60 <= (between - within) / (between + (days - 1) * within) <= 0.70


def test_the_mean_of_five_days_of_pain_is_reliable(ten_pain_days: np.ndarray):
    first, second = ten_pain_days[:, :5].mean(axis=1), ten_pain_days[:, 5:].mean(axis=1)
    assert np.corrcoef(first, second)[0, 1] >= 0.88


def test_pain_varies_within_a_person_by_about_1_2_points_and_people_differ(ratings: list[np.ndarray]):
    sds = np.array([pain.std(ddof=1) for pain in ratings])
    assert math.sqrt(np.mean(sds**2)) == pytest.approx(get_parameter("pain_within_sd").default, abs=0.1)
    assert sds.mean() == pytest.approx(get_parameter("pain_within_sd").default, abs=0.15)
    assert np.quantile(sds, 0.95) - np.quantile(sds, 0.05) > 0.6


def test_a_pain_rating_carries_over_as_much_as_the_table_says(people: list[Simulated]):
    pairs = []
    for one in people:
        pain = values(one, "pain").set_index("date")["value"].asfreq("D")
        pairs.append(
            (pain - pain.mean()).to_frame("today").assign(before=(pain - pain.mean()).shift()).dropna()
        )
    both = pd.concat(pairs)
    assert both["today"].corr(both["before"]) == pytest.approx(get_parameter("pain_ar1").default, abs=0.1)


def test_the_share_of_missing_days_is_near_the_parameter(people: list[Simulated]):
    share = np.mean([len(one.truth.missing_days) / DAYS for one in people])
    assert share == pytest.approx(1 - get_parameter("log_completion").default, abs=0.03)


def test_missing_days_come_in_runs(people: list[Simulated]):
    missing = np.array([one.truth.dates.isin(one.truth.missing_days) for one in people])
    again = missing[:, 1:][missing[:, :-1]].mean()
    assert again == pytest.approx(get_parameter("missing_ar").default, abs=0.05)


def test_a_missing_day_has_no_outcome_at_all(people: list[Simulated]):
    for one in people[:20]:
        assert not one.logs.outcomes["date"].isin(one.truth.missing_days).any()


def test_four_angles_in_ten_are_rounded_to_five_degrees(people: list[Simulated]):
    angles = pd.concat([values(one, "rom")["value"] for one in people])
    by_chance = 0.1  # one half degree in ten is a multiple of five
    share = ((angles % 5 == 0).mean() - by_chance) / (1 - by_chance)
    assert share == pytest.approx(get_parameter("digit_heaping_rom").default, abs=0.03)


def test_ratings_are_whole_numbers_from_0_to_10(people: list[Simulated]):
    for metric in ("tightness", "pain", "stress"):
        ratings = pd.concat([values(one, metric)["value"] for one in people])
        assert set(ratings) <= set(range(11))


def test_left_and_right_hips_differ_by_the_published_gap(people: list[Simulated]):
    hips = [one.truth.series for one in people]
    gaps = [abs(s["rom", "left"].daily.iloc[0] - s["rom", "right"].daily.iloc[0]) for s in hips]
    assert np.mean(gaps) == pytest.approx(get_parameter("rom_lr_gap").default, abs=0.6)


def test_readings_after_a_session_stand_higher_by_the_acute_gain(people: list[Simulated]):
    gains = []
    for one in people:
        angles = values(one, "rom").set_index(["date", "side"])
        after = angles.loc[angles["moment"] == "post", "value"]
        before = angles.loc[angles["moment"] == "pre", "value"].groupby(level=[0, 1], observed=True).mean()
        gains.append(after - before.reindex(after.index))
    assert pd.concat(gains).mean() == pytest.approx(get_parameter("acute_rom_gain").default, abs=0.35)


def test_averaging_trials_of_a_day_does_not_remove_the_days_own_deviation(people: list[Simulated]):
    spread = []
    for one in people:
        angles = values(one, "rom")
        left = angles[(angles["side"] == "left") & (angles["moment"] != "post")]
        spread.append(left.groupby("date")["value"].mean().var())
    day_sd = get_parameter("rom_day_sd").default
    assert math.sqrt(np.mean(spread)) > day_sd + 0.3


@pytest.mark.parametrize("metric", ["rom", "tightness", "pain", "stress", "sleep_h", "sitting_h"])
def test_nothing_changes_when_nothing_changes(people: list[Simulated], metric: str):
    for one in people:
        for (name, _), true in one.truth.series.items():
            if name == metric:
                assert true.mean_difference == 0
                assert true.daily.nunique() == 1
                assert not true.effect.any()


def test_unchanged_people_show_no_difference_on_average(people: list[Simulated]):
    differences = []
    for one in people:
        pain = values(one, "pain")
        after = pain["date"] >= one.truth.routine_start
        differences.append(pain.loc[after, "value"].mean() - pain.loc[~after, "value"].mean())
    assert abs(np.mean(differences)) < 3 * np.std(differences) / math.sqrt(PEOPLE)


def test_range_of_motion_rises_towards_its_plateau_when_it_improves():
    truth = simulate("rom_improves").truth
    for side in ("left", "right"):
        true = truth.series["rom", side]
        since = np.arange(112)
        expected = true.plateau * (1 - np.exp(-since / true.tau_days))
        assert true.effect.to_numpy() == pytest.approx(np.concatenate([np.zeros(38), expected]))
        assert true.plateau >= get_parameter("chronic_rom_plateau").low
        assert true.mean_difference > 0


def test_pain_and_tightness_stay_when_range_of_motion_improves():
    series = simulate("rom_improves").truth.series
    assert [series[metric, "unknown"].mean_difference for metric in ("pain", "tightness", "stress")] == [
        0,
        0,
        0,
    ]


def test_measured_angles_rise_by_the_true_difference_on_average():
    off = []
    for seed in range(40):
        simulated = simulate("rom_improves", seed=seed)
        angles = values(simulated, "rom")
        cold = angles[(angles["moment"] != "post") & (angles["side"] == "left")]
        daily = cold.groupby("date")["value"].mean()
        after = daily.index >= simulated.truth.routine_start
        measured = daily[after].mean() - daily[~after].mean()
        off.append(measured - simulated.truth.series["rom", "left"].mean_difference)
    assert np.mean(off) == pytest.approx(0, abs=0.5)


def test_who_is_already_improving_improves_by_the_same_amount_every_day():
    truth = simulate("already_improving").truth
    for key in (("rom", "left"), ("rom", "right"), ("tightness", "unknown")):
        true = truth.series[key]
        steps = true.daily.diff().dropna().to_numpy()
        assert steps == pytest.approx(np.full(149, true.drift_per_day))
        assert true.drift_per_day != 0


def test_the_routine_adds_nothing_for_who_is_already_improving():
    series = simulate("already_improving").truth.series.values()
    assert all(true.plateau == 0 and true.level_step == 0 and not true.effect.any() for true in series)


def test_who_is_already_improving_still_shows_a_difference_before_and_after():
    series = simulate("already_improving").truth.series
    assert series["rom", "left"].mean_difference == pytest.approx(10 * 75 / 149)
    assert series["tightness", "unknown"].mean_difference < -0.5


@pytest.mark.parametrize(("days", "baseline"), [(1, 1), (2, 1), (28, 7), (29, 8), (150, 38)])
def test_the_routine_begins_after_the_first_quarter_rounded_up(days: int, baseline: int):
    truth = simulate("rom_improves", days=days).truth
    assert (truth.routine_start - truth.start).days == baseline


def test_the_first_targeted_session_is_on_the_first_day_of_the_routine():
    for seed in range(10):
        simulated = simulate("rom_improves", seed=seed)
        targeted = simulated.logs.sessions.query("region == 'hip'")
        assert targeted["date"].min() == simulated.truth.routine_start


def test_habits_go_on_through_the_whole_log():
    simulated = simulate("rom_improves")
    habits = simulated.logs.sessions.query("exercise_key in ['squat', 'running', 'hatha_yoga']")
    before = habits["date"] < simulated.truth.routine_start
    assert before.any()
    assert (~before).any()


def test_targeted_sessions_become_rarer_as_weeks_pass():
    early = late = 0
    for seed in range(30):
        simulated = simulate("rom_improves", seed=seed)
        days = simulated.logs.sessions.query("region == 'hip'")["date"].drop_duplicates()
        week = (days - simulated.truth.routine_start).dt.days // 7
        early, late = early + int((week < 4).sum()), late + int((week >= 12).sum())
    assert late < 0.8 * early


def test_sets_times_hold_gives_the_minutes_of_a_stretch():
    stretches = simulate("rom_improves").logs.sessions.query("region == 'hip'")
    assert (stretches["sets"] * stretches["hold_s"] / 60).tolist() == stretches["minutes"].tolist()
    assert set(stretches["side"]) == {"left", "right"}


def test_a_log_of_one_day_has_no_difference_to_show():
    simulated = simulate("rom_improves", days=1)
    assert math.isnan(simulated.truth.series["rom", "left"].mean_difference)
    assert simulated.logs.outcomes["date"].nunique() == 1


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PERSONAS), st.integers(1, 70), st.integers(0, 2**32 - 1))
def test_any_number_of_days_gives_tables_as_the_schema_has_them(persona: str, days: int, seed: int):
    logs = simulate(persona, days=days, seed=seed).logs
    for table in ("sessions", "outcomes", "files"):
        frame = getattr(logs, table)
        required = [column.name for column in TABLES[table] if column.required]
        assert list(frame.columns) == [column.name for column in TABLES[table]]
        assert not frame[required].isna().any().any()
    assert logs.outcomes["row_id"].is_unique
    assert logs.files["records_read"].tolist() == [len(logs.outcomes) + len(logs.sessions)]


def test_an_unknown_persona_is_answered_with_the_names():
    with pytest.raises(
        DataError, match="'superhero', which is not known - use one of rom_improves, nothing_"
    ):
        simulate("superhero")


@pytest.mark.parametrize("days", [0, -3])
def test_a_log_needs_a_day(days: int):
    with pytest.raises(DataError, match=f"days is {days} .*a log needs 1 day or more"):
        simulate("rom_improves", days=days)


@pytest.mark.parametrize(("days", "start"), [(2.5, "2026-03-02"), (3, "someday")])
def test_a_number_of_days_or_a_start_that_is_none_is_named(days: int, start: str):
    with pytest.raises(DataError, match="days must be a whole number, start a date"):
        simulate_logs("rom_improves", days=days, start=start, rng=np.random.default_rng(1))


def test_a_parameter_that_is_not_in_the_table_is_named():
    with pytest.raises(DataError, match=r"simulation_parameters\.csv has no row 'courage'"):
        get_parameter("courage")


def test_traits_stay_within_their_plausible_range():
    rng = np.random.default_rng(3)
    for name in ("pain_within_sd", "adherence_mean", "adherence_decay", "chronic_rom_plateau"):
        drawn = [draw_trait(name, rng) for _ in range(3000)]
        assert get_parameter(name).low <= min(drawn) < max(drawn) <= get_parameter(name).high
        assert np.mean(drawn) == pytest.approx(get_parameter(name).default, rel=0.05)


def test_a_state_keeps_its_spread_and_its_carry_over():
    state = draw_state(20_000, carryover=0.7, sd=2.0, rng=np.random.default_rng(5))
    assert state.std() == pytest.approx(2.0, abs=0.1)
    assert np.corrcoef(state[1:], state[:-1])[0, 1] == pytest.approx(0.7, abs=0.03)


def test_logged_days_keep_their_share_however_long_the_gaps():
    rng = np.random.default_rng(5)
    logged = draw_logged_days(20_000, completion=0.6, stay_missing=0.7, rng=rng)
    assert logged.mean() == pytest.approx(0.6, abs=0.03)
    assert (~logged[1:])[~logged[:-1]].mean() == pytest.approx(0.7, abs=0.03)


def test_writing_the_sample_again_gives_the_committed_bytes(tmp_path):
    for path in write_sample(tmp_path):
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), f"{path.name}: run `make sample`"


def test_the_sample_folder_holds_the_sample_and_what_it_is():
    names = {"README.md", "hip_diary_form_responses.csv", "hip_extension_angles.csv", "strong_workouts.csv"}
    assert {path.name for path in SAMPLE.iterdir()} == names


def test_the_samples_readme_states_its_truth():
    truth = simulate_sample().truth
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert f"{truth.series['rom', 'left'].mean_difference:.1f} degrees" in readme
    assert f"{truth.routine_start.day} {truth.routine_start:%B %Y}" in readme
    assert f"{len(truth.missing_days)} of the 150 days" in readme
