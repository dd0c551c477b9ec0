"""An outcome day by day, beside the days with a session."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.schema import METRICS
from analysis.training import WeeklyTraining

STEPS = 5
"""Steps of a scale, as many as there are shades for."""
_ROUND = (1.0, 2.0, 5.0, 10.0, 20.0)


@dataclass(frozen=True, eq=False)
class DayMap:
    """Every day of a log with its reading, if it has one, and whether it had a session.

    Attributes
    ----------
    title, name, unit : str
    low, high : float
        Ends of the scale in the unit: of the whole scale where there is one, else round numbers
        around the readings.
    days : DataFrame
        A row a day without a gap: `date`, `value` in the unit (null: no reading), `session` (bool).
    start : Timestamp or None
        First day of the routine.
    """

    title: str
    name: str
    unit: str
    low: float
    high: float
    days: pd.DataFrame
    start: pd.Timestamp | None

    @property
    def edges(self) -> np.ndarray:
        """Where the steps of the scale begin, and the end of the last; one more than there are steps."""
        return np.linspace(self.low, self.high, STEPS + 1).round(9)

    @property
    def steps(self) -> pd.Series:
        """Step of each day's reading, 0 to 4, -1 without one; a reading on an edge is in the higher step."""
        values = self.days["value"].to_numpy(float)
        found = np.searchsorted(self.edges, values, side="right") - 1
        found = np.where(np.isnan(values), -1, np.clip(found, 0, STEPS - 1))
        return pd.Series(found, index=self.days.index, name="step")


def map_days(comparison: Comparison, training: WeeklyTraining) -> DayMap:
    """Lay one series and the days with a session beside each other.

    Parameters
    ----------
    comparison : Comparison
        Its series has one value a day, the mean where there were several.
    training : WeeklyTraining
        Of the same log.

    Returns
    -------
    DayMap
        From the first to the last day of both.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> log = open_logbook()
    >>> found = map_days(log.pick("pain"), log.training())
    >>> found.title, found.edges.tolist()
    ('Example log: pain, day by day', [0.0, 2.0, 4.0, 6.0, 8.0, 10.0])
    """
    series, done = comparison.series, training.daily_sessions.sum(axis=1)
    known = [*series.index, *training.days]
    dates = pd.date_range(min(known), max(known), freq="D", unit="s") if known else pd.DatetimeIndex([])
    days = pd.DataFrame(
        {
            "date": dates,
            "value": series.reindex(dates).to_numpy(float),
            "session": dates.isin(done.index[done > 0]),
        }
    )
    metric = METRICS[comparison.key.metric]
    whole = metric.rating or metric.name == "function"
    low, high = (metric.low, metric.high) if whole else _round_ends(series)
    title = f"{comparison.title}, day by day"
    start = None if comparison.comes_and_goes else comparison.start
    return DayMap(title, comparison.name, comparison.unit, low, high, days, start)


def _round_ends(series: pd.Series) -> tuple[float, float]:
    """Round numbers around the readings, as many round steps apart as the scale has."""
    if series.empty:
        return 0.0, float(STEPS)
    low, high = float(series.min()), float(series.max())
    size = 10.0 ** max(np.floor(np.log10((high - low or STEPS) / STEPS)), -1.0)
    for step in (size * factor for factor in _ROUND):
        bottom = float(np.floor(low / step) * step)
        if bottom + STEPS * step >= high:
            return round(bottom, 9), round(bottom + STEPS * step, 9)
    return low, high
