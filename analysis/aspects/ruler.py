"""Readings that were repeated in one sitting: how far off a single one can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.comparison import Comparison
from analysis.days import repeated_trials
from analysis.errors import TooFewPoints
from analysis.intake import Logs
from analysis.stats.measurement import MeasurementError, sem_from_trials
from analysis.stats.paired import MeanChange, mean_change

FEWEST_SITTINGS = 5
"""From which on first readings are held against later ones."""


@dataclass(frozen=True, eq=False)
class Ruler:
    """Repeated readings of one series.

    Attributes
    ----------
    title, name, unit : str
    readings : DataFrame
        `date`, `sitting` and `trial` (1, 2, 3), and `off`: reading less the mean of its sitting.
    sittings : int
        With two readings or more.
    error : MeasurementError or None
    drift : MeanChange or None
        Mean over sittings of later readings less the first, with carry-over integrated out, so it need
        not be the plain mean; None below 5 sittings.
    reason : str
        Why there is no error, else ''.
    """

    title: str
    name: str
    unit: str
    readings: pd.DataFrame
    sittings: int
    error: MeasurementError | None
    drift: MeanChange | None
    reason: str


def find_rulers(
    logs: Logs, comparisons: Iterable[Comparison], *, person: str | None = None
) -> tuple[Ruler, ...]:
    """The repeated readings of each series.

    Examples
    --------
    >>> find_rulers(Logs(), ())
    ()
    """
    return tuple(_find_ruler(logs, comparison, person) for comparison in comparisons)


def _find_ruler(logs: Logs, comparison: Comparison, person: str | None) -> Ruler:
    key = comparison.key
    trials = repeated_trials(logs, key.metric, **key.choice(person))
    error, reason = _find_error(trials)
    off = trials["value"] - trials.groupby("sitting")["value"].transform("mean")
    return Ruler(
        title=f"{comparison.name}: what one reading is worth",
        name=comparison.name,
        unit=comparison.unit,
        readings=trials[["date", "sitting", "trial"]].assign(off=off.astype(float)),
        sittings=int(trials["sitting"].nunique()),
        error=error,
        drift=_find_drift(trials),
        reason=reason,
    )


def _find_error(trials: pd.DataFrame) -> tuple[MeasurementError | None, str]:
    if trials.empty:
        return None, "Never read twice in one sitting, so this log cannot tell how far off a reading is."
    try:
        return sem_from_trials(trials["value"].to_numpy(), trials["sitting"].to_numpy()), ""
    except TooFewPoints:
        return None, "All readings of a sitting are the same: their error is hidden by rounding."


def _find_drift(trials: pd.DataFrame) -> MeanChange | None:
    if trials["sitting"].nunique() < FEWEST_SITTINGS:
        return None
    first = trials[trials["trial"] == 1].set_index("sitting")["value"]
    later = trials[trials["trial"] > 1].groupby("sitting")["value"].mean()
    try:
        return mean_change((later - first).to_numpy(float))
    except TooFewPoints:
        return None
