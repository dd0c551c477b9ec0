"""Small logs for the tests of the verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST = "2026-03-01"


def as_log(values, *, first=FIRST, gap=1, name="pain"):
    """Readings every `gap` days."""
    days = pd.date_range(first, periods=len(values), freq=f"{gap}D")
    return pd.Series(np.asarray(values, float), days, name=name)


def step_log(step, *, before=20, after=40, seed=1, spread=0.8, gap=1):
    """A step at the start in independent noise; the log, and its first day of the routine."""
    noise = np.random.default_rng(seed).normal(size=before + after) * spread
    series = as_log(6 + noise + step * (np.arange(before + after) >= before), gap=gap)
    return series, series.index[before]


def calm_rivals(series, seed=2):
    """Stress that does not change."""
    values = np.random.default_rng(seed).normal(5, 1, len(series))
    return pd.DataFrame({"stress": values}, series.index)
