"""Does the answer hang on the choices: another start, other windows, without what was typed in later."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.carryover import phase_change
from analysis.verdict.compared import read_compared

SHIFTS = (-14, -7, 7, 14)
WINDOWS = (14, 28)
FEWEST_DAYS = 5
"""With a reading, before and since, below which a row says so in place of a number."""
AS_REPORTED = "as reported"
_COLUMNS = ["Choice", "days before", "days since", "estimate", "low", "high", "p", "note"]


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """The change of one outcome under other choices.

    Attributes
    ----------
    title, name, unit : str
    rows : DataFrame
        Choice, days before, days since, estimate, low, high, p (of the step at the start, 95 %
        interval, unadjusted, NaN where it cannot be computed), note.
    """

    title: str
    name: str
    unit: str
    rows: pd.DataFrame


def find_sensitivity(comparisons: Iterable[Comparison]) -> tuple[Sensitivity, ...]:
    """Compute every outcome's change again under other choices.

    The start 7 and 14 days earlier and later; only the 14 or 28 days on each side of it; without the
    first 7 days of the routine.

    Examples
    --------
    >>> find_sensitivity(())
    ()
    """
    return tuple(_find(one) for one in comparisons if one.has_change and one.start is not None)


def _find(one: Comparison) -> Sensitivity:
    series, labels = one.series, one.labels
    used = labels.isin(["A", "B"])
    in_b = labels[used] == "B"
    compared = read_compared(series[used], in_b)
    days, phase = pd.DatetimeIndex(compared.series.index), np.asarray(compared.in_b, dtype=bool)
    others = _choices(days, phase, one)
    rows = [_compute(compared.y, in_b, days, keep, choice) for choice, in_b, keep in others]
    title = f"{one.name}: the change under other choices"
    return Sensitivity(title, one.name, one.unit, pd.DataFrame([_reported(one), *rows], columns=_COLUMNS))


def _reported(one: Comparison) -> list[object]:
    verdict = one.verdict
    if verdict is None or verdict.change is None:
        return [AS_REPORTED, 0, 0, *[float("nan")] * 4, "nothing was compared"]
    change = verdict.change
    return [AS_REPORTED, verdict.n_a, verdict.n_b, change.estimate, change.low, change.high, change.p, ""]


def _choices(
    days: pd.DatetimeIndex, phase: np.ndarray, one: Comparison
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Each choice: its words, the phase of every day, and which days count."""
    every = np.ones(len(days), dtype=bool)
    if one.comes_and_goes:
        return
    start = one.start if one.start is not None else days[0]
    for shift in SHIFTS:
        words = f"start {abs(shift)} days {'earlier' if shift < 0 else 'later'}"
        yield words, np.asarray(days >= start + pd.Timedelta(days=shift)), every
    off = np.asarray((days - start).days)
    for window in WINDOWS:
        yield f"only the {window} days on each side", phase, (off >= -window) & (off < window)
    yield "without the first 7 days of the routine", phase, (off < 0) | (off >= 7)


def _compute(
    y: np.ndarray, in_b: np.ndarray, days: pd.DatetimeIndex, keep: np.ndarray, choice: str
) -> list[object]:
    y, in_b, days = y[keep], in_b[keep], days[keep]
    n_a, n_b = int((~in_b).sum()), int(in_b.sum())
    nothing = [float("nan")] * 4
    if min(n_a, n_b) < FEWEST_DAYS:
        return [choice, n_a, n_b, *nothing, "too few days"]
    try:
        numbers = np.asarray((days - days[0]).days)
        found = phase_change(y, in_b, days=numbers)
    except TooFewPoints as reason:
        return [choice, n_a, n_b, *nothing, str(reason)]
    return [choice, n_a, n_b, found.estimate, found.low, found.high, found.p, ""]


def sensitivity_table(found: Iterable[Sensitivity]) -> pd.DataFrame:
    """All outcomes in one frame, rounded for reading.

    Examples
    --------
    >>> sensitivity_table(()).empty
    True
    """
    frames = [one.rows.assign(Outcome=one.name).set_index(["Outcome", "Choice"]) for one in found]
    if not frames:
        return pd.DataFrame(columns=_COLUMNS[1:])
    table = pd.concat(frames).round({"estimate": 2, "low": 2, "high": 2})
    shown = table.astype(object).where(table.notna(), "")
    shown["p"] = ["" if math.isnan(p) else f"{p:.2g}" for p in table["p"]]
    return shown


def say_sensitivity(found: Iterable[Sensitivity]) -> list[str]:
    """A sentence an outcome: whether the direction and the verdict of 'crosses 0' hold under the other choices.

    Examples
    --------
    >>> say_sensitivity(())
    ['No change at a start can be computed in this log.']
    """
    return [_say(one) for one in found] or ["No change at a start can be computed in this log."]


def _say(one: Sensitivity) -> str:
    rows = one.rows[one.rows["estimate"].notna()]
    others = rows[rows["Choice"] != AS_REPORTED]
    if len(one.rows) == 1:
        return (
            f"{one.name}: the routine comes and goes by a plan, so there is no other start or window to try."
        )
    if rows.empty or others.empty:
        return f"{one.name}: no other choice leaves enough days to compute the change again."
    reported = rows.iloc[0]
    same_side = int((np.sign(others["estimate"]) == np.sign(reported["estimate"])).sum())
    clear = int(((others["low"] > 0) | (others["high"] < 0)).sum())
    own = "excludes 0" if reported["low"] > 0 or reported["high"] < 0 else "contains 0"
    return (
        f"{one.name}: as reported the 95 % interval {own}; of {len(others)} other choices {same_side} give a change in the "
        f"same direction, and {clear} an interval that excludes 0."
    )
