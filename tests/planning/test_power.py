"""What plans would find: against the tests themselves, by properties, and with a person's own noise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.prospect import find_prospect
from analysis.errors import DataError, TooFewPoints
from analysis.logbook import open_logbook
from analysis.planning.noise import DailyNoise, own_noise, usual_noise
from analysis.planning.power import _share_found, find_power
from analysis.stats.randomization import Limits, Schedule, randomization_test
from analysis.stats.randomization.rules import arrange_days
from tests.planning.made_plans import FIRST
from tests.stats.simulated_noise import daily_noise

SIZES = np.array([0.0, 1.0, 2.0, 3.0])


def steady(rho=0.0, sd=1.0, logged=1.0):
    return DailyNoise(np.array([rho]), np.zeros(1), np.array([sd]), logged, "made up")


def test_the_share_found_is_that_of_the_test_itself():
    rng = np.random.default_rng(1)
    held = arrange_days("abab", 24, Limits(shortest=4)).list_all()
    drawn = held[rng.integers(len(held), size=60)]
    readings = np.where(rng.random((60, 24)) < 0.85, rng.normal(size=(60, 24)), np.nan)
    sizes = np.array([0.0, 1.2])
    found = _share_found(readings, held, drawn, sizes, extra=0)
    for size, share in zip(sizes, found, strict=True):
        p = []
        for row, in_b in zip(readings, drawn, strict=True):
            plan = Schedule("abab", FIRST, range(24), in_b, Limits(shortest=4), drawn=FIRST)
            p.append(randomization_test(row + size * in_b, plan, statistic="scaled_difference").p)
        assert share == pytest.approx(np.mean(np.array(p) <= 0.05))


@pytest.mark.parametrize("kind", ["start", "abab", "alternating", "blocks", "random_days"])
@pytest.mark.parametrize("rho", [0.0, 0.7])
def test_nothing_is_found_too_often_where_nothing_changes_and_more_where_more_changes(kind, rho):
    power = find_power(kind, 56, steady(rho, logged=0.85), SIZES, rng=np.random.default_rng(2), series=1500)
    assert power.found[0] <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 1500)
    assert (np.diff(power.found) >= -0.01).all()


def test_a_plan_of_which_a_phase_has_no_reading_finds_nothing():
    readings = np.full((4, 6), np.nan)
    readings[:2] = [5.0, 6, 5, 0, 1, 0]
    readings[2:, :3] = [5.0, 6, 5]
    held = arrange_days("random_days", 6, Limits()).list_all()
    drawn = np.tile([False, False, False, True, True, True], (4, 1))
    assert _share_found(readings, held, drawn, np.array([-9.0]), extra=0).tolist() == [0.0]


def test_twice_the_noise_needs_twice_the_change():
    one, two = (
        find_power("abab", 42, steady(sd=sd), sd * SIZES, rng=np.random.default_rng(3)).found for sd in (1, 2)
    )
    assert one.tolist() == two.tolist()


def test_a_plan_with_too_few_arrangements_finds_nothing():
    power = find_power("start", 28, steady(), SIZES, rng=np.random.default_rng(4))
    assert power.lowest_p > 0.05
    assert (power.found == 0).all()
    assert power.detectable is None


def test_the_scaled_difference_by_hand():
    plan = Schedule("start", FIRST, range(5), [False, False, True, True, True], Limits(2), drawn=FIRST)
    test = randomization_test([1.0, 3, 5, 6, 7], plan, statistic="scaled_difference")
    assert test.observed == pytest.approx(4 * np.sqrt(2 * 3 / 5))
    assert (test.arrangements, test.p) == (2, 1 / 2)


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_a_persons_own_noise_is_found_in_their_log(rho):
    rng = np.random.default_rng(5)
    days = pd.date_range("2026-03-01", periods=120)
    readings = pd.Series(5 + 1.5 * daily_noise(1, 120, rho, 0.0, rng)[0], days)
    in_b = pd.Series(days >= days[40], days)
    noise = own_noise(readings - 3 * in_b, in_b, rng)
    drawn = noise.draw(3000, 60, rng)
    assert noise.usual_sd == pytest.approx(1.5, rel=0.25)
    assert np.mean(drawn[:, 1:] * drawn[:, :-1]) / np.mean(drawn**2) == pytest.approx(rho, abs=0.2)


def test_weekly_readings_carry_less_over_in_a_week_than_in_a_day():
    rng = np.random.default_rng(6)
    weeks = pd.date_range("2026-01-05", periods=40, freq="7D")
    noise = own_noise(pd.Series(daily_noise(1, 40, 0.5, 0.0, rng)[0], weeks), None, rng)
    assert np.median(noise.rho) > 0.8
    assert noise.logged == pytest.approx(1 / 7, abs=0.01)


def test_too_few_days_have_no_noise_of_their_own():
    with pytest.raises(TooFewPoints, match="9 days with a reading, at least 10"):
        own_noise(pd.Series(range(9), pd.date_range("2026-03-01", periods=9)), None, np.random.default_rng(1))


def test_readings_that_are_all_the_same_have_no_noise_of_their_own():
    same = pd.Series(5.0, pd.date_range("2026-03-01", periods=30))
    with pytest.raises(TooFewPoints, match="all 30 readings are the same"):
        own_noise(same, None, np.random.default_rng(1))


@pytest.mark.parametrize("metric", ["pain", "tightness", "rom", "stress", "soreness"])
def test_usual_noise_is_that_of_the_table(metric):
    assert 1 < usual_noise(metric).usual_sd < 4


def test_nothing_is_made_up_for_other_measures():
    with pytest.raises(DataError, match="no usual noise is known for 'steps'"):
        usual_noise("steps")


def test_the_prospect_of_a_log_is_its_own_and_says_so():
    found = open_logbook().prospect()[0]
    assert "your own 113 days" in found.sentences()[1]
    assert found.table().shape == (3, 5)
    for power in found.powers:
        need = found.days_needed[power.kind]
        assert need is None or (need <= power.days) == (power.at(found.worthwhile) >= 0.8)


def test_without_a_log_the_prospect_says_that_its_values_are_not_the_persons():
    assert "usual values, not your own" in " ".join(find_prospect(()).sentences())
