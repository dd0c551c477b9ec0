"""Minutes a week beside an outcome, week by week within the routine."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.aspects.lags import (
    CAVEAT,
    MINUTES,
    adjust_links,
    could_show,
    is_outcome,
    known_minutes,
    say_lag,
    say_r,
    try_link,
)
from analysis.comparison import Comparison
from analysis.intake import Logs
from analysis.reference import session_kinds
from analysis.schema import METRICS
from analysis.stats.lagged import ALPHA, Lagged
from analysis.training import WeeklyTraining
from analysis.words import say_count, say_p

_LEAVE_ROUTINE = ("break", "after", "later baseline", "later routine")
_WEEK = pd.Timedelta(days=6)


@dataclass(frozen=True, eq=False)
class Dose:
    """Minutes a week beside one outcome.

    Attributes
    ----------
    title, name, unit : str
    improvement : int or None
        +1 where higher is better, -1 where lower is, None where it is not known.
    scale : tuple of float or None
        Ends of the scale of a rating.
    weeks : DataFrame
        Whole weeks of the routine up to the last reading: `week` (its Monday), `minutes` that target
        the hip flexors (NaN where a session came without), `mean` of the outcome's days in that week
        (NaN without), `days` behind that mean.
    test : Lagged or None
        Minutes a day against the outcome, the same day and later.
    p_adjusted : float or None
        p of the test after Benjamini and Hochberg, over the outcomes that could be tried.
    pairs_tried : int
        These outcomes.
    reason : str
        Why there is no test; '' where there is one.
    """

    title: str
    name: str
    unit: str
    improvement: int | None
    scale: tuple[float, float] | None
    weeks: pd.DataFrame
    test: Lagged | None
    p_adjusted: float | None
    pairs_tried: int
    reason: str

    @property
    def shown(self) -> pd.DataFrame:
        """The weeks of which minutes and a mean are known."""
        return self.weeks.dropna()


def find_doses(
    comparisons: Iterable[Comparison],
    training: WeeklyTraining,
    *,
    unknown_days: pd.DatetimeIndex | None = None,
) -> tuple[Dose, ...]:
    """Put minutes a week beside every outcome that has a routine.

    Parameters
    ----------
    comparisons : iterable of Comparison
        All of the log, since they are judged together; what is looked at as an explanation is left out.
    training : WeeklyTraining
    unknown_days : DatetimeIndex, optional
        Days of which the minutes are not known, as `days_without_minutes` finds them.

    Examples
    --------
    >>> from analysis.training import sum_weeks
    >>> find_doses((), sum_weeks(Logs()))
    ()
    """
    minutes = known_minutes(training, unknown_days)
    outcomes = [one for one in comparisons if is_outcome(one)]
    links = adjust_links([try_link(MINUTES, minutes, one) for one in outcomes])
    tried = sum(link.test is not None for link in links)
    return tuple(
        Dose(
            f"Minutes a week and {one.name[0].lower()}{one.name[1:]}",
            one.name,
            one.unit,
            one.yardstick.improvement,
            _scale(one),
            sum_outcome_weeks(one, minutes),
            link.test,
            link.p_adjusted,
            tried,
            link.reason.replace("it was", "minutes were"),
        )
        for one, link in zip(outcomes, links, strict=True)
    )


def days_without_minutes(
    logs: Logs, *, person: str | None = None, kinds: Collection[str] = ("targeted",)
) -> pd.DatetimeIndex:
    """Days with a session of these kinds, else one that targets the hip flexors, whose minutes are not known.

    Examples
    --------
    >>> len(days_without_minutes(Logs()))
    0
    """
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool) & rows["minutes"].isna()]
    return pd.DatetimeIndex(rows.loc[session_kinds(rows).isin(kinds), "date"]).unique().sort_values()


def sum_outcome_weeks(comparison: Comparison, minutes: pd.Series) -> pd.DataFrame:
    """Minutes, mean and days of every whole week of the routine, Monday first, up to the last reading.

    A week that begins before the start, or that the log or the routine ends in, would look as if
    little was done in it, and is left out.
    """
    labels = comparison.labels
    within = comparison.series[labels == "B"]
    columns = ["week", "minutes", "mean", "days"]
    if comparison.start is None or within.empty or minutes.empty:
        return pd.DataFrame(columns=columns).astype({"week": "datetime64[s]", "days": int})
    left = labels.index[labels.isin(_LEAVE_ROUTINE) & (labels.index > comparison.start)]
    end = min(minutes.index[-1], left[0] - pd.Timedelta(days=1)) if len(left) else minutes.index[-1]
    mondays = pd.date_range(comparison.start, within.index[-1], freq="W-MON", unit="s")
    mondays = mondays[(mondays + _WEEK <= end) & (mondays >= minutes.index[0])]
    rows = [
        (week, minutes[week : week + _WEEK].sum(skipna=False), read.mean(), len(read))
        for week in mondays
        for read in [within[week : week + _WEEK]]
    ]
    weeks = pd.DataFrame(rows, columns=columns).astype({"week": "datetime64[s]", "days": int})
    return weeks[weeks["days"] > 0].reset_index(drop=True) if comparison.comes_and_goes else weeks


def write_dose(dose: Dose) -> str:
    """What the test says, in one or two sentences.

    Examples
    --------
    >>> test = Lagged((0, 1, 7), (0.1, -0.2, 0.0), (60, 59, 53), 0.62, 0.35, 59)
    >>> weeks = pd.DataFrame(columns=["week", "minutes", "mean", "days"])
    >>> write_dose(Dose("", "Pain", "points", -1, (0, 10), weeks, test, 0.62, 1, ""))
    'Day by day, no link is seen beyond chance (p = 0.62, 1 outcome tried).'
    """
    test, p = dose.test, dose.p_adjusted
    if test is None or p is None:
        return f"Day by day, a link cannot be tested: {dose.reason}."
    tried = f"{say_count(dose.pairs_tried, 'outcome')} tried"
    if p <= ALPHA:
        r = test.r[test.strongest]
        return (
            f"Day by day, more minutes went with {'higher' if r > 0 else 'lower'} readings "
            f"{say_lag(test.lags[test.strongest])} (r = {say_r(r)}, {say_p(p)}, {tried}). {CAVEAT}."
        )
    text = f"Day by day, no link is seen beyond chance ({say_p(p)}, {tried}"
    return (
        f"{text})." if could_show([test], dose.pairs_tried) else f"{text}; so few days could not show one)."
    )


def _scale(comparison: Comparison) -> tuple[float, float] | None:
    metric = METRICS[comparison.key.metric]
    return (metric.low, metric.high) if metric.rating or metric.name == "function" else None
