"""The rules: a series before and after a start -> answer, and whether it matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover import Contrast, PhaseChange, PhaseFit, PhaseMean, fit_phases, read_change

FEWEST_DAYS = 3
"""Fewer days than this in a phase: cannot tell yet."""
FEW_DAYS = 5
CONTRASTS: tuple[Contrast, ...] = ("level", "mean_difference")
AVERAGES = ("mean_difference", "mean_a", "mean_b")
"""Fewer days than this in a phase are said as a limit."""


@dataclass(frozen=True)
class Answer:
    """What the numbers say, before any words.

    Attributes
    ----------
    answer : str
        'better', 'worse', 'no meaningful change' or 'cannot tell yet'.
    matters : str
        'yes', 'no', 'unclear' or 'no yardstick'.
    change, mean_difference : PhaseChange or None
        The step at the start and the difference of the phase means, in the unit of the
        readings, with 95 % intervals; None where the log is too short.
    change_90, mean_difference_90 : PhaseChange or None
        The same with 90 % intervals, by which 'no meaningful change' is judged.
    mean_a, mean_b : PhaseMean or None
    n_a, n_b : int
        Days with a reading before and after the start.
    reason : str
        Why there is no number, else ''.
    """

    answer: str
    matters: str
    change: PhaseChange | None
    mean_difference: PhaseChange | None
    change_90: PhaseChange | None
    mean_difference_90: PhaseChange | None
    mean_a: PhaseMean | None
    mean_b: PhaseMean | None
    n_a: int
    n_b: int
    reason: str


def answer_change(
    series: pd.Series, in_b: pd.Series, *, improvement: int, worthwhile: float | None
) -> Answer:
    """Apply the rules in their order.

    1. Fewer than 3 days in a phase: 'cannot tell yet'.
    2. The 95 % interval of the step excludes 0: 'better' or 'worse'.
    3. The 90 % intervals of the step and of the mean difference lie inside the
       worthwhile change on both sides: 'no meaningful change'.
    4. Else 'cannot tell yet'.

    Parameters
    ----------
    series : Series
        Readings by date, no NaN, sorted, one a day.
    in_b : Series of bool
        Same index; True from the first day of the routine.
    improvement : {+1, -1}
    worthwhile : float or None

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=16)
    >>> pain = pd.Series([6.0, 5, 6, 7, 6, 5, 6, 6, 3, 2, 3, 3, 2, 3, 4, 3], days)
    >>> answer_change(pain, pd.Series(days >= days[8], days), improvement=-1, worthwhile=2.0).answer
    'better'
    """
    n_b = int(in_b.sum())
    n_a = len(series) - n_b
    if min(n_a, n_b) < FEWEST_DAYS:
        return _no_number(n_a, n_b, "too few days", worthwhile)
    days = (series.index - series.index[0]).days.to_numpy()  # type: ignore[union-attr]
    try:
        fit = fit_phases(series.to_numpy(float), in_b.to_numpy(bool), days=days, averages=AVERAGES)
        if fit.reason[0]:
            raise TooFewPoints(fit.reason[0])
    except TooFewPoints as short:
        return _no_number(n_a, n_b, str(short), worthwhile)
    change, difference = (read_change(fit, contrast) for contrast in CONTRASTS)
    narrow = [read_change(fit, contrast, level=0.90) for contrast in CONTRASTS]
    answer = _answer(change, narrow, improvement, worthwhile)
    matters = _matters(fit, answer, improvement, worthwhile)
    means = fit.mean("A"), fit.mean("B")
    return Answer(answer, matters, change, difference, narrow[0], narrow[1], *means, n_a, n_b, "")


def _no_number(n_a: int, n_b: int, reason: str, worthwhile: float | None) -> Answer:
    matters = "no yardstick" if worthwhile is None else "unclear"
    return Answer("cannot tell yet", matters, None, None, None, None, None, None, n_a, n_b, reason)


def _answer(
    change: PhaseChange, narrow: list[PhaseChange], improvement: int, worthwhile: float | None
) -> str:
    if change.low > 0 or change.high < 0:
        return "better" if change.estimate * improvement > 0 else "worse"
    if worthwhile is not None and all(-worthwhile < c.low and c.high < worthwhile for c in narrow):
        return "no meaningful change"
    return "cannot tell yet"


def _matters(fit: PhaseFit, answer: str, improvement: int, worthwhile: float | None) -> str:
    if worthwhile is None:
        return "no yardstick"
    if answer == "cannot tell yet":
        return "unclear"
    below = np.array([fit.mixture(contrast).below(improvement * worthwhile)[0] for contrast in CONTRASTS])
    reached = 1 - below if improvement > 0 else below
    if (reached >= 0.8).all():
        return "yes"
    return "no" if (reached <= 0.2).all() else "unclear"


def as_daily(series: pd.Series) -> pd.Series:
    """Sort by day and drop missing readings; repeated days and non-numbers are refused.

    Examples
    --------
    >>> as_daily(pd.Series([2.0, None], pd.DatetimeIndex(["2026-03-02", "2026-03-01"]))).tolist()
    [2.0]
    """
    if not isinstance(series.index, pd.DatetimeIndex):
        raise DataError(f"the series has a {type(series.index).__name__}, must be indexed by date")
    try:
        values = series.astype(float)
    except (TypeError, ValueError) as error:
        raise DataError(f"the series must hold numbers: {error}") from None
    if np.isinf(values.to_numpy()).any():
        raise DataError("the series holds an infinite number - leave the day out")
    values.index = series.index.normalize()
    values = values.dropna().sort_index()
    if values.index.has_duplicates:
        day = values.index[values.index.duplicated()][0]
        raise DataError(f"{day:%Y-%m-%d} stands twice in the series - average the readings of a day first")
    return values


def as_in_b(series: pd.Series, start: str | pd.Timestamp | pd.Series) -> pd.Series:
    """True for the days of `series` that belong to the routine.

    `start` is the first day of the routine, or a boolean series by date.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=3)
    >>> as_in_b(pd.Series(1.0, days), "2026-03-03").tolist()
    [False, False, True]
    """
    if isinstance(start, pd.Series):
        known = start.astype(bool)
        known.index = pd.DatetimeIndex(known.index).normalize()
        missing = series.index.difference(known.index)
        if len(missing):
            raise DataError(
                f"start says nothing of {missing[0]:%Y-%m-%d} - give it for every day with a reading"
            )
        return known.loc[series.index]
    try:
        first = pd.Timestamp(start)
    except (ValueError, TypeError):
        raise DataError(f"start is {start!r}, must be a date such as 2026-03-16") from None
    return pd.Series(series.index >= first, index=series.index)
