"""What went with an outcome within the routine, the same day, the next day or a week later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.lagged import ALPHA, FEWEST, Lagged, adjust_bh, lagged
from analysis.training import WeeklyTraining
from analysis.words import METRIC_WORDS, say_count, say_list, say_p

MINUTES = "minutes that target the hip flexors"
CAVEAT = "This cannot say which caused which"

_LAG_WORDS = {0: "the same day", 1: "the next day", 7: "a week later"}


@dataclass(frozen=True, eq=False)
class Link:
    """One cause that was looked at beside an outcome.

    Attributes
    ----------
    cause : str
        In words, such as 'stress'.
    test : Lagged or None
    p_adjusted : float or None
        p after Benjamini and Hochberg, over all pairs that could be tried.
    reason : str
        Why there is no test; '' where there is one.
    """

    cause: str
    test: Lagged | None
    p_adjusted: float | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is beyond chance with all pairs counted."""
        return self.p_adjusted is not None and self.p_adjusted <= ALPHA


@dataclass(frozen=True, eq=False)
class Lags:
    """What went with one outcome within the routine.

    Attributes
    ----------
    title, name : str
    links : tuple of Link
        Minutes first, then what else was logged.
    pairs_tried : int
        Pairs of a cause and an outcome that could be tried, over the whole log.
    """

    title: str
    name: str
    links: tuple[Link, ...]
    pairs_tried: int

    @property
    def could_show(self) -> bool:
        """Whether one link by itself could come out as beyond chance, so many days and pairs given."""
        return could_show([link.test for link in self.links], self.pairs_tried)


def find_lags(
    comparisons: Iterable[Comparison],
    training: WeeklyTraining,
    rivals: pd.DataFrame,
    *,
    unknown_days: pd.DatetimeIndex | None = None,
) -> tuple[Lags, ...]:
    """Hold every outcome that has a routine against minutes and against what else was logged.

    Parameters
    ----------
    comparisons : iterable of Comparison
        All of the log, since the pairs are counted together; what is looked at as an explanation is no
        outcome here.
    training : WeeklyTraining
    rivals : DataFrame
        As `analysis.rivals.rival_frame` gives it.
    unknown_days : DatetimeIndex, optional
        Days of which the minutes are not known, as `analysis.aspects.dose.days_without_minutes` finds them.

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> from analysis.training import sum_weeks
    >>> find_lags((), sum_weeks(Logs()), pd.DataFrame())
    ()
    """
    causes = {MINUTES: known_minutes(training, unknown_days)}
    causes |= {name_cause(str(column)): rivals[column] for column in rivals}
    outcomes = [one for one in comparisons if is_outcome(one)]
    links = [[try_link(cause, days, one) for cause, days in causes.items()] for one in outcomes]
    return count_pairs(outcomes, links)


def write_lags(lags: Lags) -> str:
    """What the tests say, in one or two sentences.

    Examples
    --------
    >>> test = Lagged((0, 1, 7), (0.1, -0.2, 0.0), (60, 59, 53), 0.4, 0.35, 59)
    >>> write_lags(Lags("Links with pain", "Pain", (Link("stress", test, 0.4),), 1))
    'No link beyond chance (1 pair tried).'
    """
    tested = [link for link in lags.links if link.test is not None]
    if not tested:
        return "No link could be tested."
    tried = f"{say_count(lags.pairs_tried, 'pair')} tried"
    found = [say_found(link) for link in tested if link.holds]
    if found:
        return f"Beyond chance, {tried}: {say_list(found)}. {CAVEAT}."
    text = f"No link beyond chance ({tried}"
    text += ")." if lags.could_show else "; in so few days a single one could not show)."
    alone = sum(link.test is not None and link.test.p <= ALPHA for link in tested)
    if alone:
        text += f" {alone} {'leaves its' if alone == 1 else 'leave their'} grey band; by chance 1 in 20 does."
    return text


def could_show(tests: Iterable[Lagged | None], pairs_tried: int) -> bool:
    """Whether the least p of one of the tests stays at .05 with all pairs counted.

    Examples
    --------
    >>> could_show([Lagged((0,), (0.1,), (60,), 0.4, 0.3, 59)], 4)
    False
    """
    return any(test is not None and test.least_p * pairs_tried <= ALPHA for test in tests)


def is_outcome(comparison: Comparison) -> bool:
    """Whether a series is an outcome with days in the routine."""
    return (
        comparison.role != "rival" and comparison.start is not None and bool((comparison.labels == "B").any())
    )


def routine_days(comparison: Comparison) -> pd.DatetimeIndex:
    """Every day from the start to the last reading within the routine."""
    within = comparison.labels.index[comparison.labels == "B"]
    if comparison.start is None or not len(within):
        return pd.DatetimeIndex([])
    return pd.date_range(comparison.start, within[-1], freq="D", unit="s")


def known_minutes(training: WeeklyTraining, unknown_days: pd.DatetimeIndex | None) -> pd.Series:
    """Targeted minutes by day, NaN where a session came without minutes."""
    minutes = training.daily["targeted"].astype(float)
    return minutes if unknown_days is None else minutes.mask(minutes.index.isin(unknown_days))


def try_link(name: str, cause: pd.Series, comparison: Comparison) -> Link:
    """Test one cause beside one outcome within the routine; without a p over all pairs yet."""
    days = routine_days(comparison)
    outcome = comparison.series[comparison.labels == "B"].reindex(days)
    cause = cause.reindex(days)
    both = int((cause.notna() & outcome.notna()).sum())
    try:
        return Link(name, lagged(cause.to_numpy(float), outcome.to_numpy(float)))
    except TooFewPoints:
        return Link(name, None, reason=_say_reason(cause, outcome, both))


def _say_reason(cause: pd.Series, outcome: pd.Series, both: int) -> str:
    if both < FEWEST:
        return f"too few days with both ({both}, at least {FEWEST} are needed)"
    if _is_line(cause):
        return "it was the same every day, or a straight line"
    if _is_line(outcome):
        return "the outcome was the same every day, or a straight line"
    return "too few days stay together when one is shifted against the other"


def _is_line(values: pd.Series) -> bool:
    known = values.dropna()
    day = (known.index - known.index[0]).days.to_numpy(float)
    fitted = np.polyval(np.polyfit(day, known.to_numpy(float), 1), day)
    return bool(np.allclose(fitted, known, atol=1e-6 * max(1.0, float(known.abs().max()))))


def adjust_links(links: Sequence[Link]) -> list[Link]:
    """The same links, each p adjusted for the number of those that could be tried."""
    adjusted = iter(adjust_bh([link.test.p for link in links if link.test is not None]))
    return [link if link.test is None else replace(link, p_adjusted=float(next(adjusted))) for link in links]


def count_pairs(outcomes: Sequence[Comparison], links: Sequence[Sequence[Link]]) -> tuple[Lags, ...]:
    """The links of every outcome, each p adjusted for all pairs that could be tried.

    Examples
    --------
    >>> count_pairs([], [])
    ()
    """
    adjusted = iter(adjust_links([link for row in links for link in row]))
    tried = sum(link.test is not None for row in links for link in row)
    return tuple(
        Lags(link_title(one), one.name, tuple(next(adjusted) for _ in row), tried)
        for one, row in zip(outcomes, links, strict=True)
    )


def name_cause(column: str) -> str:
    """A column of rivals in words.

    Examples
    --------
    >>> name_cause("sleep_h"), name_cause("stress left"), name_cause("conventional training")
    ('sleep', 'stress left', 'conventional training')
    """
    first, _, rest = column.partition(" ")
    return f"{METRIC_WORDS.get(first, first)} {rest}".strip()


def link_title(comparison: Comparison) -> str:
    """Title of the links of an outcome."""
    return f"Links with {comparison.name[0].lower()}{comparison.name[1:]}"


def say_lag(lag: int) -> str:
    """From cause to outcome, in words.

    Examples
    --------
    >>> say_lag(1), say_lag(3)
    ('the next day', '3 days later')
    """
    return _LAG_WORDS.get(lag, f"{lag} days later")


def say_r(r: float) -> str:
    """A correlation with two decimals.

    Examples
    --------
    >>> say_r(0.3), say_r(-0.004)
    ('0.30', '0.00')
    """
    text = f"{abs(r):.2f}"
    return f"\N{MINUS SIGN}{text}" if r < 0 and float(text) else text


def say_found(link: Link) -> str:
    """A link in words, '' where there is none.

    Examples
    --------
    >>> say_found(Link("stress", Lagged((0,), (0.4,), (60,), 0.01, 0.35, 59), 0.02))
    'more stress with higher readings the same day (r = 0.40, p = 0.02)'
    """
    test, p = link.test, link.p_adjusted
    if test is None or p is None:
        return ""
    r = test.r[test.strongest]
    higher = "higher" if r > 0 else "lower"
    return f"more {link.cause} with {higher} readings {say_lag(test.lags[test.strongest])} (r = {say_r(r)}, {say_p(p)})"
