"""Use of the scale: how many marks of a rating are given, and how often the last one."""

from __future__ import annotations

import pandas as pd

from analysis.aspects.checks.check import Check, not_known, say_percent
from analysis.schema import METRICS
from analysis.words import METRIC_WORDS, say_count, say_number

NAME = "Use of the scale"
FEW_MARKS, ENOUGH_DAYS = 3, 20
"""So few different marks on so many days stand out."""
AT_END = 0.3
"""Share of days at one end of the scale that stands out."""


def check_scale_use(readings: pd.DataFrame) -> Check:
    """Lowest and highest mark of each rating, the number of different ones, and days at an end of the scale.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=24)
    >>> rows = pd.DataFrame({"date": days, "metric": "pain", "value": [0.0, 1, 2] * 8})
    >>> check_scale_use(rows).found
    'Pain: 3 different marks, from 0 to 2, on 24 days; 33 % of days at 0.'
    """
    is_rating = readings["metric"].astype("str").isin([one.name for one in METRICS.values() if one.rating])
    rows = readings[is_rating]
    if rows.empty:
        return not_known(NAME)
    told = [
        _say_marks(str(metric), part)
        for metric, part in rows.groupby(rows["metric"].astype("str"), sort=False)
    ]
    strength = max(share for _, share in told)
    outstanding = [said for said, share in told if share] or [said for said, _ in told]
    means = "Few marks, or no room beyond the end, hide changes; half points, or a test that reaches further, may show them."
    return Check(NAME, " ".join(outstanding), means if strength else "", strength)


def _say_marks(metric: str, rows: pd.DataFrame) -> tuple[str, float]:
    """One rating in words, and how far it stands out."""
    values, days = rows["value"], rows["date"].nunique()
    marks, ends = values.nunique(), (METRICS[metric].low, METRICS[metric].high)
    at = {end: rows.loc[values == end, "date"].nunique() for end in ends}
    end = max(at, key=lambda one: at[one])
    crowded = days >= ENOUGH_DAYS and at[end] / days >= AT_END
    few = days >= ENOUGH_DAYS and marks <= FEW_MARKS
    name = METRIC_WORDS[metric]
    span = f"from {say_number(values.min())} to {say_number(values.max())}"
    said = f"{name[0].upper()}{name[1:]}: {say_count(marks, 'different mark')}"
    said += (
        f", {span}, on {say_count(days, 'day')}"
        if marks > 1
        else f", {say_number(values.min())}, on {say_count(days, 'day')}"
    )
    said += f"; {say_percent(at[end], days)} of days at {say_number(end)}." if crowded else "."
    return said, max(at[end] / days if crowded else 0.0, 0.5 if few else 0.0)
