"""What is true of a simulated person, kept beside the log that hides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.intake.logs import Logs

PERSONAS = ("rom_improves", "nothing_changes", "already_improving")


@dataclass(frozen=True, eq=False)
class TrueSeries:
    """One outcome of one side, without its noise. All values in `unit`, before rounding.

    Attributes
    ----------
    metric, side, unit : str
    daily : Series, shape (days,)
        True mean of each day (indexed by date, missing days included): person mean, drift and
        effect, held inside the metric's range; without noise and without the weekly rhythm.
    effect : Series, shape (days,)
        The part of `daily` that the routine causes: 0 before `routine_start`, then
        plateau * (1 - exp(-t / tau_days)) with t days since then.
    mean_difference : float
        Mean of `daily` over the routine's days minus its mean over the days before;
        NaN when the log ends before the routine begins.
    level_step : float
        Jump on the first day of the routine; 0 in every persona, as effects here are gradual.
    plateau : float
        What the routine causes in the end.
    tau_days : float
        Days until about 63 % of the plateau.
    drift_per_day : float
        Steady change that has nothing to do with the routine, per day.
    weekend : float
        Weekend minus weekday.
    carryover : float
        Correlation of the slow state from one day to the next (no unit, 0 to below 1).
    state_sd : float
        SD of the slow state.
    noise_sd : float
        SD of the independent error of one reading; for ratings without what rounding adds.
    """

    metric: str
    side: str
    unit: str
    daily: pd.Series
    effect: pd.Series
    mean_difference: float
    level_step: float
    plateau: float
    tau_days: float
    drift_per_day: float
    weekend: float
    carryover: float
    state_sd: float
    noise_sd: float


@dataclass(frozen=True, eq=False)
class Truth:
    """What is true of a simulated log.

    Attributes
    ----------
    persona : str
        One of `PERSONAS`.
    start : Timestamp
        First day of the log.
    days : int
        Days from the first to the last, missing ones included.
    routine_start : Timestamp
        First day of the routine (phase B): after the first quarter of the days, rounded up.
    series : mapping of (metric, side) to TrueSeries
        rom left and right, tightness, pain, stress, sleep_h and sitting_h (side 'unknown').
    missing_days : DatetimeIndex
        Days without any outcome. Sessions are recorded apart and have no gaps.
    completion : float
        Share of days that this person logs in the long run, 0 to 1.
    acute_gain_deg : float
        Mean rise of a range-of-motion reading taken right after a session (moment 'post'), deg.
    """

    persona: str
    start: pd.Timestamp
    days: int
    routine_start: pd.Timestamp
    series: Mapping[tuple[str, str], TrueSeries]
    missing_days: pd.DatetimeIndex
    completion: float
    acute_gain_deg: float

    @property
    def dates(self) -> pd.DatetimeIndex:
        """Every day of the log."""
        return pd.date_range(self.start, periods=self.days, unit="s")


@dataclass(frozen=True, eq=False)
class Simulated:
    """A log and what is true of it.

    Attributes
    ----------
    logs : Logs
    truth : Truth
    """

    logs: Logs
    truth: Truth
