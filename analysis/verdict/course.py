"""The course of a log without a baseline: since the first entry, not since before the routine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import TooFewPoints
from analysis.stats.carryover import PhaseChange, fit_phases, phase_change, read_change
from analysis.verdict.compared import Compared

END_DAYS = 14
"""Days at each end of the log that are compared."""
FEWEST_DAYS = 5


@dataclass(frozen=True)
class Course:
    """First days against last days, and the weekly gain.

    Attributes
    ----------
    mean : float or None
        Of all readings; None without any.
    n : int
        Days with a reading.
    first_mean, last_mean : float or None
        Mean of the first and of the last 14 days; None where the log is shorter than both.
    change : PhaseChange or None
        Between these, with carry-over integrated out.
    weekly_gain : PhaseChange or None
        Slope of one line through all days, in 7 days.
    """

    mean: float | None
    n: int
    first_mean: float | None
    last_mean: float | None
    change: PhaseChange | None
    weekly_gain: PhaseChange | None


def read_course(compared: Compared) -> Course:
    """The course of all readings; parts that are too short stay empty.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.verdict.compared import read_compared
    >>> days = pd.date_range("2026-03-01", periods=40)
    >>> course = read_course(read_compared(pd.Series([5.0, 4] * 10 + [3.0, 2] * 10, days), days[0]))
    >>> course.first_mean, course.last_mean
    (4.5, 2.5)
    """
    y, day = compared.y, compared.day
    mean, gain = (float(y.mean()) if len(y) else None), _weekly_gain(compared)
    if not len(day) or day[-1] < 2 * END_DAYS - 1:
        return Course(mean, len(day), None, None, None, gain)
    first, last = day < END_DAYS, day > day[-1] - END_DAYS
    ends = first | last
    try:
        change = phase_change(y[ends], last[ends], days=day[ends])
    except TooFewPoints:
        change = None
    return Course(mean, len(day), float(y[first].mean()), float(y[last].mean()), change, gain)


def _weekly_gain(compared: Compared) -> PhaseChange | None:
    """Slope of the line through all days; the halves are named phases only because a fit needs both."""
    if len(compared.day) < FEWEST_DAYS:
        return None
    halves = np.arange(len(compared.day)) >= len(compared.day) // 2
    fit = fit_phases(compared.y, halves, days=compared.day, models=("line",))
    if fit.reason[0]:
        return None
    slope = read_change(fit, "line")
    return replace(slope, estimate=slope.estimate * 7, low=slope.low * 7, high=slope.high * 7)
