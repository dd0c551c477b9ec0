"""Days that look copied: every answer the same as on the day before that was logged."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.aspects.checks.check import Check, not_known
from analysis.aspects.checks.readings import is_measured
from analysis.words import say_count, say_day, say_list, say_number

NAME = "Days that look copied"
FEWEST_SERIES, FEWEST_PAIRS = 3, 10
"""Answers that a day must share with the day before, and pairs of days without which nothing is said."""
LEVEL = 0.01
MOST_DATES = 5


def check_copied_days(readings: pd.DataFrame) -> Check:
    """Days on which all of at least three answers equal those of the day before, against what chance gives.

    Each answer stays the same from one day to the next on some share of days, q. Were the answers free of
    each other, a pair of days would agree in all of them with the product of their q; the sum over pairs is the
    expected number. Taking q of days in a row, not of any two days, allows for answers that change slowly.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> check_copied_days(Logs().outcomes).found
    'not known from this log'
    """
    agree, both = compare_with_day_before(readings)
    if len(both) < FEWEST_PAIRS:
        return not_known(NAME)
    copied = agree.sum(axis=1) == both.sum(axis=1)
    expected, p = _expect(agree, both, int(copied.sum()))
    stands_out = bool(copied.any()) and p < LEVEL
    found = (
        f"On {int(copied.sum())} of {say_count(len(both), 'day')} every answer was the same as on the day before; "
        f"{say_number(expected)} would be expected."
    )
    if not stands_out:
        return Check(NAME, found)
    dates = pd.DatetimeIndex(copied.index[copied])
    means = "Days can be alike; days that are filled in by copying make a log steadier than life was."
    return Check(NAME, f"{found} {_say_dates(dates)}", means, float(copied.mean()) ** 0.5)


def compare_with_day_before(readings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Whether each diary series of a day equals the logged day before, and whether both days know it.

    Returns
    -------
    agree, both : DataFrame of bool
        A row a day with at least three series that both days know, a column a series.

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> [frame.empty for frame in compare_with_day_before(Logs().outcomes)]
    [True, True]
    """
    rows = readings[~is_measured(readings)]
    names = rows[["metric", "measure", "region", "side"]].astype(object)
    names = names.where(names.notna(), "").agg(" ".join, axis=1) if len(rows) else rows["metric"]
    wide = rows.assign(series=names).pivot_table(
        index="date", columns="series", values="value", aggfunc="mean"
    )
    before = wide.shift()
    both = wide.notna() & before.notna()
    held = both.sum(axis=1) >= FEWEST_SERIES
    agree = both & ((wide - before).abs() < 1e-9)
    return agree[held], both[held]


def _expect(agree: pd.DataFrame, both: pd.DataFrame, count: int) -> tuple[float, float]:
    """Days expected to agree in all, and the chance of as many or more (Poisson)."""
    from scipy.stats import poisson

    same = agree.sum() / both.sum().clip(lower=1)
    chance = np.where(both, same.to_numpy(float), 1.0).prod(axis=1)
    expected = float(chance.sum())
    return expected, float(poisson.sf(count - 1, expected)) if expected else 1.0


def _say_dates(dates: pd.DatetimeIndex) -> str:
    shown = [say_day(day, year=False) for day in dates[:MOST_DATES]]
    more = len(dates) - len(shown)
    if more:
        return f"The first: {', '.join(shown)}, and {more} more."
    return f"These: {say_list(shown)}."
