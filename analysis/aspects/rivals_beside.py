"""One outcome above what else was logged on the same days: stress, sleep, sitting, other training."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.comparison import Comparison
from analysis.rivals import TRAINING
from analysis.schema import METRICS
from analysis.verdict.answer import FEW_DAYS
from analysis.verdict.compared import as_daily
from analysis.words import METRIC_WORDS

MOST_STRIPS = 5
"""Rivals that are drawn; more are named."""

CHANGED, CHANGED_WITH, UNCHANGED, FEW, UNCHECKED = (
    "changed at the start",
    "changed with the routine",
    "no change shown",
    "too few days to check",
    "not checked",
)


@dataclass(frozen=True, eq=False)
class Rival:
    """One thing that may explain a change as well.

    Attributes
    ----------
    name, unit : str
        `unit` as in `analysis.schema.METRICS`.
    low, high : float or None
        Ends of its scale where it is a rating.
    series : Series
        By date, on days from the outcome's first reading to its last.
    labels : Series of str
        Of each of those days: 'A' before and 'B' since the start, '' where the outcome is not compared.
    mean_a, mean_b : float or None
        Plain means of the days of A and of B; None without one.
    mark : str
        What the check says: 'changed at the start', 'no change shown', 'too few days to check' (fewer than
        5 before or since), 'not checked'; '' without a start.
    """

    name: str
    unit: str
    low: float | None
    high: float | None
    series: pd.Series
    labels: pd.Series
    mean_a: float | None
    mean_b: float | None
    mark: str

    @property
    def changed(self) -> bool:
        """Whether it changed as well when the routine began, or with it where it comes and goes."""
        return self.mark in (CHANGED, CHANGED_WITH)


@dataclass(frozen=True, eq=False)
class RivalsBeside:
    """One outcome and what else was logged.

    Attributes
    ----------
    title : str
    comparison : Comparison
        The outcome.
    rivals : tuple of Rival
        At most 5; those that changed at the start first, else in the order of the log.
    more : tuple of str
        Names of the others.
    """

    title: str
    comparison: Comparison
    rivals: tuple[Rival, ...]
    more: tuple[str, ...]


def find_rivals_beside(comparison: Comparison, rivals: pd.DataFrame) -> RivalsBeside:
    """Lay what else was logged beside one outcome.

    Parameters
    ----------
    comparison : Comparison
    rivals : DataFrame
        As `analysis.rivals.rival_frame` gives it. The outcome itself and what has no day within the
        outcome's days are left out.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> from analysis.rivals import rival_frame
    >>> book = open_logbook()
    >>> beside = find_rivals_beside(book.compare(["pain"])[0], rival_frame(book.logs))
    >>> [rival.name for rival in beside.rivals]
    ['Stress', 'Sleep', 'Sitting', 'Conventional training']
    """
    names = [name for name in map(str, rivals) if name.split()[0] != comparison.key.metric]
    within = ((name, _within(comparison, rivals[name])) for name in names)
    found = [_as_rival(comparison, name, daily) for name, daily in within if len(daily)]
    found.sort(key=lambda rival: not rival.changed)
    drawn, more = found[:MOST_STRIPS], found[MOST_STRIPS:]
    title = f"{comparison.name}, and what else was logged"
    return RivalsBeside(title, comparison, tuple(drawn), tuple(one.name for one in more))


def _within(comparison: Comparison, rival: pd.Series) -> pd.Series:
    """The days of a rival from the outcome's first reading to its last."""
    days, daily = comparison.series.index, as_daily(rival)
    return daily[(daily.index >= days[0]) & (daily.index <= days[-1])] if len(days) else daily[:0]


def _as_rival(comparison: Comparison, name: str, daily: pd.Series) -> Rival:
    metric = METRICS.get(name.split()[0])
    scale = (metric.low, metric.high) if metric is not None and metric.rating else (None, None)
    labels = _label_days(comparison, daily)
    a, b = (daily[labels == phase] for phase in ("A", "B"))
    return Rival(
        name=_say_name(name),
        unit="min" if metric is None else metric.unit,
        low=scale[0],
        high=scale[1],
        series=daily,
        labels=labels,
        mean_a=float(a.mean()) if len(a) else None,
        mean_b=float(b.mean()) if len(b) else None,
        mark=_mark(comparison, name, min(len(a), len(b))),
    )


def _say_name(column: str) -> str:
    """'Sleep quality' for 'sleep_quality', 'Stress, left' for 'stress left'."""
    if column == TRAINING:
        return column.capitalize()
    metric, _, side = column.partition(" ")
    word = METRIC_WORDS[metric].capitalize()
    return f"{word}, {side}" if side and side != "unknown" else word


def _label_days(comparison: Comparison, daily: pd.Series) -> pd.Series:
    """'A' or 'B' for a rival's days from the outcome's first compared reading to its last, else ''."""
    labels, start = comparison.labels, comparison.start
    if comparison.comes_and_goes:
        known = labels.reindex(daily.index)
        return known.where(known.isin(["A", "B"]), "").astype("str")
    found = pd.Series("", index=daily.index, dtype="str")
    compared = labels.index[labels.isin(["A", "B"])]
    if start is not None and len(compared):
        inside = (daily.index >= compared[0]) & (daily.index <= compared[-1])
        found[inside & (daily.index < start)] = "A"
        found[inside & (daily.index >= start)] = "B"
    return found


def _mark(comparison: Comparison, name: str, fewest: int) -> str:
    verdict = comparison.verdict
    if verdict is None:
        return ""
    if name in verdict.shifted:
        return CHANGED_WITH if comparison.comes_and_goes else CHANGED
    if "rival_shift" in verdict.unchecked:
        return UNCHECKED
    return UNCHANGED if fewest >= FEW_DAYS else FEW
