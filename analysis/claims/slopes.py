"""Slopes that several claims ask for: one series on another, day by day, the routine beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.stats.regression import Effect, Regression, carryover_regression


@dataclass(frozen=True)
class Slope:
    """A slope with its two intervals.

    Attributes
    ----------
    wide : Effect
        With its 95 % interval.
    low, high : float
        Its 90 % interval, by which 'too small to matter' is judged.
    days : int
    """

    wide: Effect
    low: float
    high: float
    days: int

    @property
    def se(self) -> float:
        """Standard error, taken from the 95 % interval."""
        return (self.wide.high - self.wide.low) / (2 * 1.96)

    def within(self, margin: float) -> bool:
        """Whether it is surely smaller than a margin, in either direction."""
        return -margin < self.low and self.high < margin


def fit_slope(outcome: pd.Series, causes: pd.DataFrame, *, weights: list[float] | None = None) -> Slope:
    """Regress an outcome on columns by date, day by day; the first of them answers unless weights say otherwise.

    A column without any variation is left out, unless it is the one that answers.

    Parameters
    ----------
    outcome : Series
        By date.
    causes : DataFrame
        By date; days on which one is not known are left out.
    weights : list of float, optional
        Of a sum of the coefficients.

    Raises
    ------
    TooFewPoints
        As `carryover_regression`.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=40)
    >>> x = pd.Series(np.random.default_rng(1).normal(size=40), days)
    >>> slope = fit_slope(2 * x + np.random.default_rng(2).normal(size=40), pd.DataFrame({"x": x}))
    >>> slope.wide.low < 2 < slope.wide.high, slope.days
    (True, 40)
    """
    table = causes.reindex(outcome.index).dropna()
    varied = [name for place, name in enumerate(table) if place == 0 or weights or table[name].nunique() > 1]
    y = outcome.reindex(table.index)
    days = (
        np.asarray((table.index - table.index[0]) // pd.Timedelta(1, "D"), dtype=np.int64)
        if len(table)
        else []
    )
    fit = carryover_regression(
        y.to_numpy(float), table[varied].to_numpy(float), days=np.asarray(days, dtype=np.int64)
    )
    return read_slope(fit, weights or [1.0] + [0.0] * (len(varied) - 1))


def read_slope(fit: Regression, weights: list[float]) -> Slope:
    """A sum of coefficients with both intervals."""
    wide, narrow = (fit.contrast(weights, level=level) for level in (0.95, 0.90))
    return Slope(wide, narrow.low, narrow.high, fit.n)


def shift_days(series: pd.Series, days: int) -> pd.Series:
    """A series moved to other dates: with 1, each day holds what was read the day before.

    Examples
    --------
    >>> shift_days(pd.Series([4.0], pd.DatetimeIndex(["2026-03-01"])), 1).index[0].day
    2
    """
    return series.set_axis(series.index + pd.Timedelta(days=days))
