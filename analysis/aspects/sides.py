"""Left and right of one outcome on the same days, and what became of their difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.paired import MeanChange, mean_change
from analysis.verdict.answer import Answer, answer_change, fit_compared
from analysis.verdict.compared import read_compared
from analysis.words import name_outcome, say_amount, say_number

FEWEST_DAYS = 3
"""Fewer days on which both sides were read are no pair of sides."""


@dataclass(frozen=True, eq=False)
class Sides:
    """One outcome on the left and on the right.

    Attributes
    ----------
    title, name, unit : str
    left, right : Comparison
    difference : Series
        Left minus right by date, in the unit, on days when both were read.
    labels : Series of str
        Phase of each of those days, as in `Comparison`; '' where the two sides do not agree.
    start : Timestamp or None
        First day of the routine.
    answer : Answer or None
        Before and since the start; of it count only `change`, `mean_a`, `mean_b`, `n_a`, `n_b` and `reason`.
        None without a start.
    mean : MeanChange or None
        Mean difference over all days, where no start is known.
    reason : str
        Why there is no number, else ''.
    """

    title: str
    name: str
    unit: str
    left: Comparison
    right: Comparison
    difference: pd.Series
    labels: pd.Series
    start: pd.Timestamp | None
    answer: Answer | None
    mean: MeanChange | None
    reason: str

    @property
    def headline(self) -> str:
        """What became of the difference, in a sentence; no word on why."""
        return _write_headline(self)


def find_sides(comparisons: Iterable[Comparison]) -> tuple[Sides, ...]:
    """Every outcome with a left and a right series that share at least 3 days.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> [found.title for found in find_sides(open_logbook().compare())]
    ['Range of motion, hip, left and right']
    """
    comparisons = tuple(comparisons)
    rights = {_place(one): one for one in comparisons if one.key.side == "right"}
    found = []
    for left in comparisons:
        right = rights.get(_place(left)) if left.key.side == "left" else None
        if right is not None and len(left.series.index.intersection(right.series.index)) >= FEWEST_DAYS:
            found.append(_compare_sides(left, right))
    return tuple(found)


def _place(comparison: Comparison) -> tuple[str | None, ...]:
    key = comparison.key
    return key.metric, key.measure, key.region


def _compare_sides(left: Comparison, right: Comparison) -> Sides:
    difference = (left.series - right.series).dropna().round(9).rename("difference")
    labels = left.labels.reindex(difference.index)
    labels = labels.where(labels == right.labels.reindex(difference.index), "")
    answer, mean, reason = None, None, ""
    if left.start is not None:
        answer = _answer(difference, labels)
        reason = answer.reason
    else:
        mean, reason = _mean(difference)
    key, region = left.key, left.key.region or left.yardstick.region
    name = f"{name_outcome(key.metric, region=region, measure=key.measure)}, left and right"
    return Sides(name, name, left.unit, left, right, difference, labels, left.start, answer, mean, reason)


def _answer(difference: pd.Series, labels: pd.Series) -> Answer:
    """What changed at the start; no direction is better here, and none is asked for."""
    compared_days = labels.isin(["A", "B"])
    in_b = labels[compared_days] == "B"
    compared = read_compared(difference[compared_days], in_b)
    return answer_change(compared, fit_compared(compared), improvement=1, worthwhile=None)


def _mean(difference: pd.Series) -> tuple[MeanChange | None, str]:
    days = np.asarray((difference.index - difference.index[0]) // pd.Timedelta(1, "D"), dtype=np.int64)
    try:
        return mean_change(difference.to_numpy(), days=days), ""
    except TooFewPoints as error:
        return None, str(error).replace("pairs", "days with both sides")


def _write_headline(sides: Sides) -> str:
    unit, answer, mean, comes = sides.unit, sides.answer, sides.mean, sides.left.comes_and_goes
    if mean is not None:
        span = f"(likely {say_number(mean.low)} to {say_number(mean.high)})"
        return f"Left minus right: {say_amount(mean.estimate, unit)} on average {span}."
    if answer is None:
        return f"Left minus right: no mean with a likely range ({sides.reason})."
    change, a, b = answer.change, answer.mean_a, answer.mean_b
    if change is None or a is None or b is None:
        why = sides.reason
        if why == "too few days":
            without, with_it = ("without the routine", "with it") if comes else ("before the start", "since")
            why = f"too few days with both sides: {answer.n_a} {without}, {answer.n_b} {with_it}"
        which = "days without and with the routine" if comes else "before and since"
        return f"Left minus right: no comparison of {which} ({why})."
    words = ("without the routine", "with it") if comes else ("before", "since")
    means = (
        f"Left minus right: {say_amount(a.estimate, unit)} {words[0]}, {say_number(b.estimate)} {words[1]}."
    )
    span = f"(likely {say_number(change.low)} to {say_number(change.high)})"
    if change.low <= 0 <= change.high:
        step = say_amount(change.estimate, unit)
        if comes:
            return f"{means} Cannot tell whether that differs: by {step} {span}."
        return f"{means} Cannot tell whether that changed: a step of {step} at the start {span}."
    if comes:
        return f"{means} That differs by {say_amount(change.estimate, unit)} {span}."
    return f"{means} A step at the start of {say_amount(change.estimate, unit)} {span}."
