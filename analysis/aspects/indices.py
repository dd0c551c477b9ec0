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
    """Every index of every outcome, unrounded; above 0, or above one half, means improved where a direction is known.

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
