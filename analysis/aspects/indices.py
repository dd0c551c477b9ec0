"""The indices that papers on single cases report, for every outcome of a log."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats import effect_sizes
from analysis.verdict.compared import read_compared

COLUMNS = ["Outcome", "Index", "estimate", "se", "low", "high"]


def index_table(comparisons: Iterable[Comparison]) -> pd.DataFrame:
    """Every index of every outcome, unrounded, with the signs that `analysis.stats.effect_sizes` gives them.

    Where no direction is known, higher counts as improved. Standard errors and intervals take days as
    independent, as the formulas of these indices do.

    Returns
    -------
    DataFrame
        Outcome, Index, estimate, se, low, high.

    Examples
    --------
    >>> index_table(()).columns.tolist()
    ['Outcome', 'Index', 'estimate', 'se', 'low', 'high']
    """
    frames = [frame for one in comparisons if one.has_change and len(frame := _of(one))]
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(frames, ignore_index=True)[COLUMNS]


def _of(one: Comparison) -> pd.DataFrame:
    used = one.labels.isin(["A", "B"])
    compared = read_compared(one.series[used], one.labels[used] == "B")
    in_b, day = np.asarray(compared.in_b, dtype=bool), np.asarray(compared.day)
    try:
        table = effect_sizes(
            compared.y[~in_b],
            compared.y[in_b],
            improvement=one.yardstick.improvement or 1,
            days_a=day[~in_b],
            days_b=day[in_b],
        )
    except TooFewPoints:
        return pd.DataFrame(columns=COLUMNS)
    return table.rename(columns={"index": "Index"}).assign(Outcome=one.name)


def lay_out(table: pd.DataFrame) -> pd.DataFrame:
    """The same for reading: a row an index, a column an outcome, its interval in brackets where it has one.

    Examples
    --------
    >>> lay_out(pd.DataFrame([["Pain", "NAP", 0.8123, 0.1, 0.7, 0.9]], columns=COLUMNS)).loc["NAP", "Pain"]
    '0.812 [0.7, 0.9]'
    """
    if table.empty:
        return pd.DataFrame()
    cells = [_write(row) for row in table.to_dict("records")]
    wide = table.assign(cell=cells).pivot(index="Index", columns="Outcome", values="cell").fillna("")
    order = [list(dict.fromkeys(table[name])) for name in ("Index", "Outcome")]
    return wide.reindex(index=order[0], columns=order[1]).rename_axis(index=None, columns="Index")


def _write(row: dict) -> str:
    estimate, low, high = (f"{row[name] + 0.0:.3g}" for name in ("estimate", "low", "high"))
    if np.isnan(row["estimate"]):
        return ""
    return estimate if np.isnan(row["low"]) else f"{estimate} [{low}, {high}]"
