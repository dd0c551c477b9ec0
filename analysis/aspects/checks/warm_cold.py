"""Warm or cold: how much of what was measured was read after a session, before and since the start."""

from __future__ import annotations

import pandas as pd

from analysis.aspects.checks.check import Check, not_known, say_percent
from analysis.aspects.checks.readings import is_measured, split_at_start
from analysis.words import say_count

NAME = "Warm or cold"
POINTS = 0.2
"""Difference of shares above which it stands out."""
FEWEST = 5
"""Readings on each side of the start for the shares to be compared."""


def check_warm_cold(readings: pd.DataFrame, *, start: pd.Timestamp | None) -> Check:
    """The share of measured readings that were taken after a session, before and since the start.

    A reading of which the log does not say counts as not after one, where other readings say it.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.
    start : Timestamp or None

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=20)
    >>> rows = pd.DataFrame({"date": days, "metric": "rom", "moment": ["pre"] * 10 + ["post"] * 10})
    >>> check_warm_cold(rows, start=days[10]).found
    'Read after a session: 0 % of 10 readings before the start, 100 % of 10 since.'
    """
    rows = readings[is_measured(readings)]
    if not rows["moment"].isin(["pre", "post"]).any():
        return not_known(NAME)
    warm = rows.assign(warm=(rows["moment"] == "post").to_numpy(bool))
    before, since = (part["warm"] for part in split_at_start(warm, start))
    if min(len(before), len(since)) < FEWEST:
        share = say_percent(int(warm["warm"].sum()), len(warm))
        return Check(NAME, f"Read after a session: {share} of {say_count(len(warm), 'reading')}.")
    was, now = say_percent(before.sum(), len(before)), say_percent(since.sum(), len(since))
    moved = abs(float(since.mean() - before.mean()))
    found = f"Read after a session: {was} of {say_count(len(before), 'reading')} before the start, {now} of {len(since)} since."
    if moved <= POINTS:
        return Check(NAME, found)
    means = (
        "A warm body reads further. Where a series has other readings, those after a session are left out of answers; "
        "where it has none, the change may be the warmth."
    )
    return Check(NAME, found, means, moved)
