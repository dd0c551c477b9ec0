"""An outcome day by day, beside the days with a session."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.daymap import map_days
from analysis.intake import Logs
from analysis.training import sum_weeks
from tests.charts.drawn import make_book, pick, short_book
from tests.test_training import logs_of


def test_by_hand_a_row_a_day_from_the_first_to_the_last_of_both():
    comparison = pick(short_book([0, 2, 10], every=2), "pain")
    training = sum_weeks(logs_of(("2026-03-03", "Couch stretch", 5, None), ("2026-03-08", "Yoga", 5, None)))
    found = map_days(comparison, training)
    expected = pd.DataFrame(
        {
            "date": pd.date_range("2026-03-02", "2026-03-08", unit="s"),
            "value": [0, np.nan, 2, np.nan, 10, np.nan, np.nan],
            "session": [False, True, False, False, False, False, True],
        }
    )
    pd.testing.assert_frame_equal(found.days, expected)
    assert found.steps.tolist() == [0, -1, 1, -1, 4, -1, -1]
    assert (found.title, found.name, found.unit) == ("Pain, day by day", "Pain", "points")
    assert (found.low, found.high, found.start) == (0, 10, pd.Timestamp("2026-03-04"))


def test_every_reading_and_every_session_of_a_log_is_in_it():
    book = make_book()
    comparison, training = pick(book, "tightness"), book.training()
    found = map_days(comparison, training)
    read = found.days.dropna().set_index("date")["value"]
    assert read.tolist() == comparison.series.tolist()
    assert read.index.tolist() == comparison.series.index.tolist()
    assert set(found.days.loc[found.days["session"], "date"]) == set(book.logs.sessions["date"])
    assert (found.days["date"].diff().dropna() == pd.Timedelta(days=1)).all()


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([41, 57], [40, 45, 50, 55, 60, 65]),
        ([-12, 9], [-15, -10, -5, 0, 5, 10]),
        ([7, 7], [7, 8, 9, 10, 11, 12]),
        ([7.0, 7.3], [7, 7.1, 7.2, 7.3, 7.4, 7.5]),
    ],
)
def test_a_scale_without_ends_gets_round_numbers_around_the_readings(values, edges):
    comparison = pick(short_book(values, metric="rom"), "rom")
    assert map_days(comparison, sum_weeks(Logs())).edges.tolist() == pytest.approx(edges)


@pytest.mark.parametrize("seed", range(20))
def test_every_reading_lies_within_its_step(seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(rng.uniform(0, 120), rng.uniform(0.2, 20), 30).clip(0, 180).round(1)
    found = map_days(pick(short_book(values.tolist(), metric="rom"), "rom"), sum_weeks(Logs()))
    edges, steps = found.edges, found.steps.to_numpy()
    read = found.days["value"].to_numpy()
    assert (edges[steps] <= read + 1e-9).all()
    assert (read <= edges[steps + 1] + 1e-9).all()


def test_a_series_without_readings_has_no_days():
    comparison = pick(short_book([4]), "pain")
    empty = replace(comparison, series=comparison.series.iloc[:0])
    found = map_days(empty, sum_weeks(Logs()))
    assert found.days.empty
    assert found.steps.empty
