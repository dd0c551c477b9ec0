"""Typed in later: diary readings that were typed in days afterwards, and several days typed in at once."""

from __future__ import annotations

import pandas as pd

from analysis.aspects.checks.check import Check, not_known, say_percent
from analysis.aspects.checks.readings import is_measured
from analysis.verdict.rivals import LATE_DAYS, LATE_SHARE
from analysis.words import say_count

NAME = "Typed in later"
LUMP = 3
"""Days of the diary that make a lump when typed in on one day."""


def check_typed_later(readings: pd.DataFrame) -> Check:
    """How much of the diary was typed in two or more days later, and in lumps.

    What was measured counts only where nothing else says when it was typed in. It stands out at the share
    from which answers bear the note that they were filled in later (a quarter), in readings or, by lumps, in days.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=8)
    >>> typed = [*days[:4], *[days[7]] * 4]
    >>> rows = pd.DataFrame({"date": days, "metric": "pain", "value": 3.0, "entered_at": typed})
    >>> check_typed_later(rows).found
    '25 % of 8 readings were typed in 2 or more days later. Once, 3 or more days were typed in on one day (4 days).'
    """
    rows = readings[readings["entered_at"].notna()]
    diary = rows[~is_measured(rows)]
    rows = diary if len(diary) else rows
    if rows.empty:
        return not_known(NAME)
    typed = rows["entered_at"].dt.normalize()
    late = int((typed - rows["date"] >= pd.Timedelta(LATE_DAYS, "D")).sum())
    days = rows["date"].groupby(typed).nunique()
    lumps = days[days >= LUMP]
    share_late = say_percent(late, len(rows)) if late else "None"
    verb = "were" if late else "was"
    found = (
        f"{share_late} of {say_count(len(rows), 'reading')} {verb} typed in {LATE_DAYS} or more days later."
    )
    share = max(late / len(rows), int(lumps.sum()) / rows["date"].nunique())
    means = "Days that are filled in from memory come out nearer to the usual, so that ups and downs look smaller than they were."
    stands_out = share >= LATE_SHARE
    return Check(
        NAME, f"{found}{_say_lumps(lumps)}", means if stands_out else "", share if stands_out else 0.0
    )


def _say_lumps(lumps: pd.Series) -> str:
    if lumps.empty:
        return ""
    times = {1: "Once", 2: "Twice"}.get(len(lumps), f"{len(lumps)} times")
    return f" {times}, {LUMP} or more days were typed in on one day ({say_count(int(lumps.sum()), 'day')})."
