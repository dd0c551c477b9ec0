"""Reading data/sample gives back what the simulator made, mess and all."""

import pytest
from pandas.testing import assert_series_equal

from analysis.intake import load_logs
from analysis.intake.logs import Logs
from analysis.paths import SAMPLE
from analysis.simulate import simulate_sample

FILES = [SAMPLE / name for name in ("hip_diary_form_responses.csv", "hip_extension_angles.csv")]
WORKOUTS = SAMPLE / "strong_workouts.csv"


@pytest.fixture(scope="module")
def read() -> Logs:
    return load_logs(*FILES, WORKOUTS)


@pytest.fixture(scope="module")
def made() -> Logs:
    return simulate_sample().logs


@pytest.mark.parametrize("metric", ["tightness", "pain", "stress", "sleep_h", "sitting_h"])
def test_every_answer_of_the_form_is_read(read: Logs, made: Logs, metric: str):
    assert_series_equal(by_day(read, metric, "unknown"), by_day(made, metric, "unknown"))


@pytest.mark.parametrize("side", ["left", "right"])
def test_every_angle_is_read_on_its_side(read: Logs, made: Logs, side: str):
    assert_series_equal(by_day(read, "rom", side), by_day(made, "rom", side))


def by_day(logs: Logs, metric: str, side: str):
    """Date and value of the readings, in order of the day and of the value."""
    outcomes = logs.outcomes.dropna(subset=["value"])
    chosen = outcomes[(outcomes["metric"] == metric) & (outcomes["side"] == side)]
    return chosen.sort_values(["date", "value"]).set_index("date")["value"]


@pytest.mark.parametrize("side", ["left", "right"])
def test_every_stretch_is_one_session_with_its_minutes(read: Logs, made: Logs, side: str):
    assert_series_equal(stretches(read, side), stretches(made, side))


def stretches(logs: Logs, side: str):
    """Minutes by date and exercise as written."""
    chosen = logs.sessions[logs.sessions["side"] == side]
    return chosen.sort_values(["date", "minutes"]).set_index("date")["minutes"]


def test_all_sessions_are_read_and_rest_timers_are_none(read: Logs, made: Logs):
    assert len(read.sessions) == len(made.sessions)
    assert read.sessions.groupby("date").size().tolist() == made.sessions.groupby("date").size().tolist()


def test_the_double_submission_and_the_average_are_skipped(read: Logs):
    skipped = read.files.set_index("name")["skipped"]
    assert skipped["hip_diary_form_responses.csv"] == 1
    assert skipped["hip_extension_angles.csv"] == 1
    assert read.files["left_out"].tolist() == [0, 0, 0]


def test_ratings_and_angles_written_in_other_ways_keep_their_text(read: Logs):
    assert {"7/10", "~5"} <= set(read.outcomes["raw"])
    assert read.outcomes["raw"].str.endswith("°").sum() == 3
    approximate = read.outcomes.query("kind == 'approx'")
    assert sorted(approximate["metric"].astype("str")) == ["rom", "stress"]
