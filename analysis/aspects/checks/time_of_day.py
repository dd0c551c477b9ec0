"""Time of day: the clock time at which readings are taken, before and since the start."""

from __future__ import annotations

from datetime import time

import pandas as pd

from analysis.aspects.checks.check import Check, not_known
from analysis.aspects.checks.readings import split_at_start
from analysis.words import METRIC_WORDS, say_count, say_number

NAME = "Time of day"
HOURS = 2.0
"""A move of the median from which on it stands out."""
FEWEST = 5
"""Days with a time on each side of the start."""


def check_time_of_day(readings: pd.DataFrame, *, start: pd.Timestamp | None) -> Check:
    """The median time of the first reading of a day, by outcome; the one that moved most is told.

    A reading after midnight that belongs to the day before counts as late on that day.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.
    start : Timestamp or None

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=12)
    >>> hours = pd.to_timedelta([8] * 6 + [20] * 6, unit="h")
    >>> rows = pd.DataFrame({"date": days, "metric": "pain", "time": days + hours})
    >>> check_time_of_day(rows, start=days[6]).found
    'Pain was read at 08:00 before the start and at 20:00 since (half of the days earlier, half later).'
    """
    rows = readings[readings["time"].notna()]
    if rows.empty:
        return not_known(NAME)
    hours = (rows["time"] - rows["date"]).dt.total_seconds() / 3600
    rows = rows.assign(hour=hours.to_numpy(float), metric=rows["metric"].astype("str"))
    first = rows.groupby(["metric", "date"], sort=False)[["hour"]].min().reset_index()
    moves = [_find_medians(part, start) for _, part in first.groupby("metric", sort=False)]
    known = [one for one in moves if one is not None]
    if not known:
        hour = float(first.groupby("date")["hour"].min().median())
        days = say_count(first["date"].nunique(), "day")
        return Check(NAME, f"Half of the days are read by {_say_clock(hour)} ({days} with a time).")
    metric, was, now = max(known, key=lambda one: abs(one[2] - one[1]))
    name = METRIC_WORDS[metric]
    found = (
        f"{name[0].upper()}{name[1:]} was read at {_say_clock(was)} before the start and at {_say_clock(now)} since "
        "(half of the days earlier, half later)."
    )
    moved = abs(now - was)
    if moved < HOURS:
        return Check(NAME, found)
    means = f"That is {say_number(moved)} hours {'later' if now > was else 'earlier'}: a body that is stiff in the morning changes by the hour alone."
    return Check(NAME, found, means, min(1.0, moved / 12 + 0.2))


def _find_medians(rows: pd.DataFrame, start: pd.Timestamp | None) -> tuple[str, float, float] | None:
    before, since = (part["hour"] for part in split_at_start(rows, start))
    if min(len(before), len(since)) < FEWEST:
        return None
    return str(rows["metric"].iloc[0]), float(before.median()), float(since.median())


def _say_clock(hours: float) -> str:
    minutes = round(hours * 60) % (24 * 60)
    return f"{time(minutes // 60, minutes % 60):%H:%M}"
