"""How a log was kept: days with an entry, gaps, what was typed in later, marks that never move."""

from __future__ import annotations

import pandas as pd

from analysis.aspects.coverage import SESSIONS, Coverage
from analysis.comparison import Comparison
from analysis.schema import METRICS
from analysis.words import say_amount, say_count, say_list

MOSTLY = 0.6
"""Share of days with one and the same value from which on it is said."""
FEW_VALUES = 10
"""Days below which nothing is said of repeated values."""


def keeping_table(coverage: Coverage, comparisons: tuple[Comparison, ...]) -> pd.DataFrame:
    """A row a series: days with a reading, the longest gap, typed in later, the commonest value.

    Parameters
    ----------
    coverage : Coverage
    comparisons : tuple of Comparison
        Of the same log.

    Examples
    --------
    >>> from analysis.aspects.coverage import find_coverage
    >>> from analysis.intake import Logs
    >>> keeping_table(find_coverage(Logs()), ()).empty
    True
    """
    values = {one.name: one for one in comparisons}
    rows = {
        str(name): [*_count(states), *_commonest(values.get(str(name)))]
        for name, states in coverage.days.items()
        if name != SESSIONS
    }
    columns = ["Days with a reading", "Longest gap", "Typed in later", "Commonest value", "On days"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(columns="Outcome")


def _count(states: pd.Series) -> list[str]:
    held = states != "missing"
    gap = longest_gap(held)
    return [
        f"{int(held.sum())} of {len(states)}",
        say_count(gap, "day") if gap else "none",
        str(int((states == "later").sum())),
    ]


def _commonest(one: Comparison | None) -> list[str]:
    if one is None or one.series.empty:
        return ["", ""]
    counts = one.series.value_counts()
    return [say_amount(float(counts.index[0]), one.unit), f"{int(counts.iloc[0])} of {len(one.series)}"]


def longest_gap(held: pd.Series) -> int:
    """Days in the longest run without a reading, between the first and the last reading.

    Examples
    --------
    >>> longest_gap(pd.Series([False, True, False, False, True, False]))
    2
    """
    days = held.to_numpy().nonzero()[0]
    return int((days[1:] - days[:-1]).max() - 1) if len(days) > 1 else 0


def say_keeping(coverage: Coverage, comparisons: tuple[Comparison, ...], *, knows_entry: bool) -> list[str]:
    """What the keeping of the log allows, in sentences.

    Parameters
    ----------
    coverage : Coverage
    comparisons : tuple of Comparison
    knows_entry : bool
        Whether any file says when an entry was typed in.

    Examples
    --------
    >>> from analysis.aspects.coverage import find_coverage
    >>> from analysis.intake import Logs
    >>> say_keeping(find_coverage(Logs()), (), knows_entry=False)
    ['No day was logged.']
    """
    days = coverage.days
    if days.empty:
        return ["No day was logged."]
    held = (days != "missing").any(axis=1)
    gap = longest_gap(held)
    said = [
        f"An entry stands on {int(held.sum())} of {say_count(len(days), 'day')}; "
        + (f"the longest gap is {say_count(gap, 'day')}." if gap else "there is no gap.")
    ]
    said.append(_say_late(days, knows_entry))
    still = [one for one in comparisons if len(one.series) >= FEW_VALUES and _is_flat(one.series)]
    best = [one.name for one in still if _is_best(one)]
    flat = [one.name for one in still if one.name not in best]
    if best:
        said.append(
            f"{say_list(best)}: at the best mark on most days, so there is little room to get better."
        )
    if flat:
        said.append(
            f"{say_list(flat)}: one and the same value on most days. A mark that hardly moves cannot show a change; "
            "half points, or a test that reaches further, would."
        )
    return said


def _say_late(days: pd.DataFrame, knows_entry: bool) -> str:
    if not knows_entry:
        return "No file says when an entry was typed in, so days that were filled in from memory cannot be told apart."
    late = int((days == "later").any(axis=1).sum())
    if not late:
        return "Every entry of which the time is known was typed in on its own day."
    return f"On {say_count(late, 'day')} something was typed in on a later day."


def _is_flat(series: pd.Series) -> bool:
    return bool(series.value_counts().iloc[0] / len(series) >= MOSTLY)


def _is_best(one: Comparison) -> bool:
    """Whether the commonest value is the good end of a rating's scale."""
    metric, way = METRICS[one.key.metric], one.yardstick.improvement
    end = {1: metric.high, -1: metric.low}.get(way or 0)
    return metric.rating and one.series.value_counts().index[0] == end
