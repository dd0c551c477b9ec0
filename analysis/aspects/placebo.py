"""The change that every other day would show, had the routine started there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.stats.carryover import PhaseChange, phase_changes
from analysis.verdict.compared import Compared, read_compared
from analysis.words import say_count

FEWEST_DAYS = 5
"""Days with a reading on each side of an assumed start."""
MOST_STARTS = 200
"""Assumed starts that are computed; longer logs are thinned evenly."""

_COLUMNS = ["start", "estimate", "low", "high", "p"]


@dataclass(frozen=True, eq=False)
class Placebo:
    """One outcome, compared at the real start and at every other possible one.

    Attributes
    ----------
    title, name, unit : str
    start : Timestamp or None
        The real start.
    changes : DataFrame
        `start`, `estimate`, `low`, `high`, `p`: a row an assumed start, by date, the real one left out.
        Days that split the readings alike (a start the day after a reading, or any later day before the
        next reading) are one start, the day of the reading.
    at_start : PhaseChange or None
        The change at the real start.
    larger : int
        Other starts with a change of at least the size of the real one, in either direction.
    possible : int
        Other starts there are; more than there are rows where they were thinned.
    reason : str
        Why nothing is shown, else ''.
    """

    title: str
    name: str
    unit: str
    start: pd.Timestamp | None
    changes: pd.DataFrame
    at_start: PhaseChange | None
    larger: int
    possible: int
    reason: str


def find_placebos(comparisons: Iterable[Comparison]) -> tuple[Placebo, ...]:
    """The change of each series at every other possible start.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> placebo = find_placebos(open_logbook().compare(["rom"]))[1]
    >>> placebo.larger < len(placebo.changes)
    True
    """
    return tuple(_find_placebo(comparison) for comparison in comparisons)


def _find_placebo(comparison: Comparison) -> Placebo:
    at_start = None if comparison.verdict is None else comparison.verdict.change
    reason = _refuse(comparison)
    if reason:
        return _make(comparison, pd.DataFrame(columns=_COLUMNS), at_start, 0, reason)
    labels = comparison.labels
    compared = read_compared(
        comparison.series[labels.isin(["A", "B"])], labels[labels.isin(["A", "B"])] == "B"
    )
    splits = _other_splits(compared)
    if not splits.size:
        reason = (
            f"Fewer than {say_count(2 * FEWEST_DAYS + 1, 'day')} with a reading: "
            "no other start has enough days on each side."
        )
        return _make(comparison, pd.DataFrame(columns=_COLUMNS), at_start, 0, reason)
    return _make(comparison, _compute(compared, _thin(splits)), at_start, len(splits), "")


def _refuse(comparison: Comparison) -> str:
    verdict = comparison.verdict
    if verdict is None or comparison.start is None:
        return "No start of a routine is known, so there is no change to hold others against."
    if comparison.comes_and_goes:
        return "The routine comes and goes by a plan, so it has no single start to hold others against."
    if verdict.change is None:
        return f"No change at the start can be computed ({verdict.reason})."
    in_b = comparison.labels[comparison.labels.isin(["A", "B"])] == "B"
    if (in_b.astype(int).diff() < 0).any():
        return "The routine came and went, so it has no single start to hold others against."
    return ""


def _other_splits(compared: Compared) -> np.ndarray:
    """How many readings may come before an assumed start, the real number left out."""
    splits = np.arange(FEWEST_DAYS, len(compared.y) - FEWEST_DAYS + 1)
    return splits[splits != compared.n_a]


def _thin(splits: np.ndarray) -> np.ndarray:
    if len(splits) <= MOST_STARTS:
        return splits
    return splits[np.linspace(0, len(splits) - 1, MOST_STARTS).round().astype(int)]


def _compute(compared: Compared, splits: np.ndarray) -> pd.DataFrame:
    n = len(compared.y)
    values = np.broadcast_to(compared.y, (len(splits), n))
    phase = np.arange(n) >= splits[:, None]
    rows = phase_changes(values, phase, days=compared.day)
    rows = rows.assign(start=compared.series.index[splits])
    return rows.loc[rows["estimate"].notna(), _COLUMNS].reset_index(drop=True)


def _make(
    comparison: Comparison, changes: pd.DataFrame, at_start: PhaseChange | None, possible: int, reason: str
) -> Placebo:
    larger = 0
    if at_start is not None and len(changes):
        larger = int((changes["estimate"].abs() >= abs(at_start.estimate)).sum())
    return Placebo(
        title=f"{comparison.name}: the change on every other day",
        name=comparison.name,
        unit=comparison.unit,
        start=comparison.start,
        changes=changes,
        at_start=at_start,
        larger=larger,
        possible=possible,
        reason=reason,
    )
