"""What varies from day to day: carried-over states, gaps in the log, the rhythm of the week."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd


def draw_state(days: int, *, carryover: float, sd: float, rng: np.random.Generator) -> np.ndarray:
    """A stationary AR(1) path: today's deviation is part of yesterday's.

    Parameters
    ----------
    days : int
    carryover : float
        Correlation of one day with the next, 0 to below 1.
    sd : float
        Standard deviation of every day.
    rng : Generator

    Returns
    -------
    ndarray, shape (days,)

    Examples
    --------
    >>> draw_state(3, carryover=0.7, sd=0.0, rng=np.random.default_rng(1)).tolist()
    [0.0, 0.0, 0.0]
    """
    state = rng.standard_normal(days) * sd
    fresh = math.sqrt(1 - carryover**2)
    for day in range(1, days):
        state[day] = carryover * state[day - 1] + fresh * state[day]
    return state


def draw_logged_days(
    days: int, *, completion: float, stay_missing: float, rng: np.random.Generator
) -> np.ndarray:
    """Which days have an entry: a two-state Markov chain, so that gaps come in runs.

    A missing day follows a missing day with probability `stay_missing`; the other probability
    is what keeps the share of logged days at `completion`. A log begins on a day with an entry.

    Parameters
    ----------
    days : int
    completion : float
        Share of days with an entry in the long run, above 0, at most 1.
    stay_missing : float
        0 to below 1.
    rng : Generator

    Returns
    -------
    ndarray of bool, shape (days,)

    Examples
    --------
    >>> draw_logged_days(3, completion=1.0, stay_missing=0.4, rng=np.random.default_rng(1)).tolist()
    [True, True, True]
    """
    to_missing = (1 - completion) * (1 - stay_missing) / completion
    luck = rng.random(days)
    logged = np.ones(days, dtype=bool)
    for day in range(1, days):
        logged[day] = luck[day] >= (to_missing if logged[day - 1] else stay_missing)
    return logged


def weekly_rhythm(dates: pd.DatetimeIndex, weekend: float) -> np.ndarray:
    """A step on Saturday and Sunday that averages to zero over a week.

    Parameters
    ----------
    dates : DatetimeIndex, shape (days,)
    weekend : float
        Weekend minus weekday, in the unit of the outcome.

    Returns
    -------
    ndarray, shape (days,)

    Examples
    --------
    >>> weekly_rhythm(pd.date_range("2026-03-02", periods=7), 7.0).tolist()
    [-2.0, -2.0, -2.0, -2.0, -2.0, 5.0, 5.0]
    """
    return weekend * (np.asarray(dates.day_of_week >= 5) - 2 / 7)
