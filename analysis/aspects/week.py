"""The first and the last week of an outcome, as plain numbers."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.comparison import Comparison
from analysis.words import say_amount, say_count, say_day

WEEK = pd.Timedelta(days=7)


def compare_weeks(comparisons: Iterable[Comparison]) -> pd.DataFrame:
    """The mean of the first seven days and of the last seven, with how many of them hold a reading.

    A series of less than two weeks has one number, the mean of all its days.

    Examples
    --------
    >>> compare_weeks(()).columns.tolist()
    ['First week', 'Last week', 'Days logged']
    """
    rows = {one.name: _row(one) for one in comparisons if len(one.series)}
    columns = ["First week", "Last week", "Days logged"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(columns="Outcome")


def _row(one: Comparison) -> list[str]:
    series = one.series
    first, last = (
        series[series.index < series.index[0] + WEEK],
        series[series.index > series.index[-1] - WEEK],
    )
    logged = f"{len(series)} of {(series.index[-1] - series.index[0]).days + 1}"
    if series.index[-1] - series.index[0] < 2 * WEEK - pd.Timedelta(days=1):
        return [_say_mean(series, one.unit), "less than two weeks", logged]
    return [_say_mean(first, one.unit), _say_mean(last, one.unit), logged]


def _say_mean(days: pd.Series, unit: str) -> str:
    span = say_day(days.index[0], year=False)
    return f"{say_amount(float(days.mean()), unit)} ({say_count(len(days), 'day')} from {span})"
