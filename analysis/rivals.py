"""What else was logged that may explain a change: stress, sleep, sitting, painkillers, other training."""

from __future__ import annotations

import pandas as pd

from analysis.days import daily_series, list_series
from analysis.intake import Logs
from analysis.training import sum_weeks

RIVALS = ("stress", "sleep_h", "sleep_quality", "sitting_h", "painkillers", "activity_min")
"""Metrics that are looked at as explanations, and not counted among the outcomes."""

TRAINING = "conventional training"


def rival_frame(logs: Logs, *, person: str | None = None) -> pd.DataFrame:
    """Every rival that the log holds, a column each, by date; NaN where it was not logged.

    Conventional training counts as minutes a day, 0 on days without a session, where at
    least two days had some.

    Examples
    --------
    >>> rival_frame(Logs()).empty
    True
    """
    columns: dict[str, pd.Series] = {}
    for key in list_series(logs, person=person):
        if key.metric in RIVALS:
            name = key.metric if key.metric not in columns else f"{key.metric} {key.side}"
            columns.setdefault(name, daily_series(logs, key.metric, **key.choice(person)))
    minutes = sum_weeks(logs, person=person).daily["conventional"]
    if (minutes > 0).sum() >= 2:
        columns[TRAINING] = minutes
    return pd.DataFrame(columns).sort_index() if columns else pd.DataFrame(index=pd.DatetimeIndex([]))
