"""What is true of a simulated person, kept beside the log that hides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.intake.logs import Logs

PERSONAS = (
    "rom_improves",
    "nothing_changes",
    "already_improving",
    "tightness_steps",
    "gains_gradually",
    "started_at_worst",
    "stress_does_it",
    "drops_out",
    "backfills",
)


@dataclass(frozen=True, eq=False)
class TrueSeries:
    """One outcome of one side, without its noise. All values in `unit`, before rounding.

    Attributes
    ----------
    metric, side, unit : str
    daily : Series, shape (days,)
        True mean of each day (indexed by date, missing days included): person mean, drift, effect
        and rival, held inside the metric's range; without noise and without the weekly rhythm.
    effect : Series, shape (days,)
        The part of `daily` that the routine causes: 0 before `routine_start`, then
        level_step + (plateau - level_step) * (1 - exp(-t / tau_days)) with t days since then.
    rival : Series, shape (days,)
        The part of `daily` that something else causes, apart from the drift: a worst week before
        the routine, a fall in stress on the routine's first day and what follows from it.
    mean_difference : float
        Mean of `daily` over the routine's days minus its mean over the days before;
        NaN when the log ends before the routine begins.
    level_step : float
        What the routine causes on its first day; 0 where its effect is gradual.
    plateau : float
        What the routine causes in the end.
    tau_days : float
        Days until about 63 % of what comes gradually; says nothing where nothing does.
    drift_per_day : float
        Steady change that has nothing to do with the routine, per day.
    stress_slope : float
        Points for each point by which a day's stress (slow state and rhythm of the week) is off its
        true mean; what a shift of that mean brings is in `rival`.
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
    rival: pd.Series
    mean_difference: float
    level_step: float
    plateau: float
    tau_days: float
    drift_per_day: float
    stress_slope: float
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
        Share of days that this person logs in the long run, 0 to 1, as long as they keep it up.
    acute_gain_deg : float
        Mean rise of a range-of-motion reading taken right after a session (moment 'post'), deg.
    engagement : Series, shape (days,)
        Share of their usual logging and training that the person still keeps up, 0 to 1, by date;
        1 on every day but for who drops out.
    typed_on : Series, shape (days with an entry,)
        Day on which a day of the diary was typed in, by date. Angles are typed in when measured.
    copied_days : DatetimeIndex
        Back-filled days that repeat what is written for the day on which they were typed in.
    """

    persona: str
    start: pd.Timestamp
    days: int
    routine_start: pd.Timestamp
    series: Mapping[tuple[str, str], TrueSeries]
    missing_days: pd.DatetimeIndex
    completion: float
    acute_gain_deg: float
    engagement: pd.Series
    typed_on: pd.Series
    copied_days: pd.DatetimeIndex

    @property
    def backfilled_days(self) -> pd.DatetimeIndex:
        """Days of the diary that were typed in on a later day."""
        return pd.DatetimeIndex(self.typed_on.index[self.typed_on > self.typed_on.index])

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
