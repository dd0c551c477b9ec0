"""Rivals that were there on one side of the start only: no painkiller in three weeks, then one on most days.

The noise engine takes the spread of both phases together, and a phase without any spread looks to it like a
slow state; so a rival that never moved in one phase and mostly stands off it in the other is found by count.

Simulated, 20,000 series a cell, things that come and go by themselves on 5 to 50 % of days (14 + 28 days): named
in 0 of 100 logs without carry-over, in up to 2.2 with .6, in up to 21 with .9; whole-number ratings with an SD of
.3 to 1.2 and a carry-over up to .8: in up to 2.1. From 8 days in place of 14 it would be up to 8.7 at .6.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.verdict.compared import Compared, as_daily
from analysis.verdict.rivals import Rivals

FEWEST_CONSTANT = 14
"""Days of one phase that must all be the same."""
FEWEST_OTHER = 8


def add_appeared(others: Rivals, compared: Compared, rivals: pd.DataFrame | None) -> Rivals:
    """Add to the shifted rivals those that were there on one side of the start only.

    Parameters
    ----------
    others : Rivals
    compared : Compared
    rivals : DataFrame or None
        By date, a column each; checked before.

    Examples
    --------
    >>> from analysis.verdict.compared import read_compared
    >>> days = pd.date_range("2026-03-01", periods=24)
    >>> compared = read_compared(pd.Series(range(24), days, dtype=float), days[14])
    >>> taken = pd.DataFrame({"painkillers": [0.0] * 14 + [1.0, 1, 0, 1, 1, 0, 1, 1, 1, 1]}, days)
    >>> add_appeared(Rivals((), (), ()), compared, taken).shifted
    ('painkillers',)
    """
    if rivals is None or rivals.empty or compared.first_day is None or not compared.one_start:
        return others
    first, last = compared.series.index[0], compared.series.index[-1]
    found = []
    for name in rivals:
        days = as_daily(rivals[name]).dropna()
        days = days[(days.index >= first) & (days.index <= last)]
        values, since = days.to_numpy(float), np.asarray(days.index >= compared.first_day)
        if _stands_off(values[~since], values[since]) or _stands_off(values[since], values[~since]):
            found.append(str(name))
    shifted = tuple(dict.fromkeys([*others.shifted, *found]))
    if not found or shifted == others.shifted:
        return others
    flags = tuple(dict.fromkeys([*others.flags, "rival_shift"]))
    unchecked = tuple(name for name in others.unchecked if name != "rival_shift")
    return replace(others, flags=flags, unchecked=unchecked, shifted=shifted)


def _stands_off(constant: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether one phase is all the same and more than half of the other lies on one side of it."""
    if len(constant) < FEWEST_CONSTANT or len(other) < FEWEST_OTHER or np.ptp(constant) > 0:
        return False
    return bool(max((other > constant[0]).mean(), (other < constant[0]).mean()) > 0.5)
