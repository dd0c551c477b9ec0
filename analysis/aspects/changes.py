"""All outcomes of a log side by side: the step at the start in units of each one's own spread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.comparison import Comparison
from analysis.stats.carryover import PhaseChange

FEWEST_DAYS = 3
"""Compared days less phases, from which on a spread is known."""


@dataclass(frozen=True)
class Scaled:
    """A number with its 95 % and 90 % intervals."""

    estimate: float
    low: float
    high: float
    low_90: float
    high_90: float


@dataclass(frozen=True)
class Change:
    """The change of one outcome.

    Attributes
    ----------
    name, unit, role : str
        As in `analysis.comparison.Comparison`.
    answer_word : str
        'better', 'worse', 'higher', 'lower', 'no meaningful change' or 'cannot tell yet'.
    improvement : int or None
        +1 where higher is better, -1 where lower is; None where that is not known.
    n_a, n_b : int
        Days with a reading before and since the start.
    spread : float
        SD of the days around the means of their phases, in the unit of the readings.
    change : Scaled
        The step at the start, in the unit of the readings.
    comes_and_goes : bool
        The routine does, by a plan: days with it are held against days without.
    """

    name: str
    unit: str
    role: str
    answer_word: str
    improvement: int | None
    n_a: int
    n_b: int
    spread: float
    change: Scaled
    comes_and_goes: bool = False

    @property
    def scaled(self) -> Scaled:
        """The step over the spread; raw sign, so right of 0 is higher."""
        step = self.change
        numbers = (step.estimate, step.low, step.high, step.low_90, step.high_90)
        return Scaled(*(number / self.spread for number in numbers))


@dataclass(frozen=True)
class Changes:
    """All outcomes of a log.

    Attributes
    ----------
    title : str
    rows : tuple of Change
        The main measure first, then what is also looked at, then what may explain a change.
    left_out : tuple of (str, str)
        Name and reason of those without a change or without a spread, in the same order.
    comes_and_goes : bool
        Days with the routine are held against days without, as a plan says: there is no start.
    """

    title: str
    rows: tuple[Change, ...]
    left_out: tuple[tuple[str, str], ...]
    comes_and_goes: bool = False


def find_changes(comparisons: Iterable[Comparison]) -> Changes:
    """The change of every outcome, and why others have none.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> changes = find_changes(open_logbook().compare(["rom"]))
    >>> [(row.name, row.answer_word) for row in changes.rows]
    [('Range of motion, left hip', 'cannot tell yet'), ('Range of motion, right hip', 'better')]
    """
    order = {"main": 0, "also looked at": 1, "rival": 2}
    comparisons = tuple(comparisons)
    rows, left_out = [], []
    for comparison in sorted(comparisons, key=lambda comparison: order[comparison.role]):
        found = _find_change(comparison)
        if isinstance(found, str):
            name = f"{comparison.name}, main measure" if comparison.role == "main" else comparison.name
            left_out.append((name, found))
        else:
            rows.append(found)
    comes_and_goes = any(comparison.comes_and_goes for comparison in comparisons)
    what = "days with the routine less days without" if comes_and_goes else "the change at the start"
    return Changes(f"Every outcome: {what}", tuple(rows), tuple(left_out), comes_and_goes)


def _find_change(comparison: Comparison) -> Change | str:
    verdict = comparison.verdict
    if verdict is None:
        return "no start known"
    if verdict.change is None or verdict.change_90 is None:
        if verdict.reason == "too few days":
            before, since = ("without", "with") if comparison.comes_and_goes else ("before", "since")
            return f"too few days: {verdict.n_a:,} {before}, {verdict.n_b:,} {since}"
        return verdict.reason or "no change can be computed"
    spread = find_spread(comparison)
    if spread is None:
        return "hardly any difference from day to day"
    return Change(
        name=comparison.name,
        unit=comparison.unit,
        role=comparison.role,
        answer_word=comparison.answer_word,
        improvement=comparison.yardstick.improvement,
        n_a=verdict.n_a,
        n_b=verdict.n_b,
        spread=spread,
        change=_join(verdict.change, verdict.change_90),
        comes_and_goes=comparison.comes_and_goes,
    )


def _join(wide: PhaseChange, narrow: PhaseChange) -> Scaled:
    return Scaled(wide.estimate, wide.low, wide.high, narrow.low, narrow.high)


def find_spread(comparison: Comparison) -> float | None:
    """SD of the compared days around the mean of their phase: sqrt(sum of squares / (days - phases)).

    None with too few days, or where the days of each phase are all the same.
    """
    labels = comparison.labels
    compared = comparison.series[labels.isin(["A", "B"])]
    if compared.empty:
        return None
    groups = compared.groupby(labels[compared.index])
    off = (compared - groups.transform("mean")).to_numpy(float)
    df = len(compared) - groups.ngroups
    if df < FEWEST_DAYS:
        return None
    spread = float(np.sqrt(np.sum(off**2) / df))
    return spread if spread > 1e-9 * max(1.0, float(compared.abs().max())) else None
