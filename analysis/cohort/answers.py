"""Rows of readings -> one row a person: did it change, does it matter, and how far apart the phases lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from numbers import Real

import numpy as np
import pandas as pd

from analysis.cohort.rows import CheckedRows, check_rows
from analysis.errors import DataError
from analysis.stats.nap import BetweenCounts, count_between, estimate_nap
from analysis.stats.phase_pairs import pack_pairs
from analysis.stats.readings import Readings
from analysis.verdict import before_after
from analysis.verdict.many import answer_many


@dataclass(frozen=True)
class Ask:
    """What is asked of everybody.

    Attributes
    ----------
    improvement : {1, -1}
        1 where more is better, -1 where less is.
    worthwhile : float or None
        Smallest change worth having, above 0, in the unit of the readings.
    alpha : float
        'better' and 'worse' ask for p below it: .05, or .01 for logs that are looked at often.
    flags : bool
        Also look for what else can explain a change, one person at a time: about a hundred times the work.

    Raises
    ------
    DataError
        An option that cannot be.
    """

    improvement: int
    worthwhile: float | None = None
    alpha: float = 0.05
    flags: bool = False

    def __post_init__(self) -> None:
        mark = self.worthwhile
        if self.improvement not in (1, -1):
            raise DataError(
                f"improvement is {self.improvement!r}, must be +1 (more is better) or -1 (less is)"
            )
        if mark is not None and not (isinstance(mark, Real) and 0 < mark < np.inf):
            raise DataError(f"worthwhile is {mark!r}, must be above 0, or None where it is not known")
        if not 0 < self.alpha < 1:
            raise DataError(f"alpha is {self.alpha!r}, must lie between 0 and 1, such as 0.05")


def answers_by(
    frame: pd.DataFrame,
    by: Sequence[str],
    *,
    improvement: int,
    worthwhile: float | None = None,
    alpha: float = 0.05,
    flags: bool = False,
) -> pd.DataFrame:
    """Answer for every group of rows, computed together.

    The numbers and words are those of `analysis.verdict.before_after`, without its sentences.

    Parameters
    ----------
    frame : DataFrame
        Columns of `by`, `day` (whole number or date), `phase` ('A' or 'B'), `value` (blank where there is
        no reading); one row a group and day.
    by : list of str
        Columns that tell the groups apart, such as ['person'].
    improvement, worthwhile, alpha, flags
        As in `Ask`.

    Returns
    -------
    DataFrame
        A row a group, in the order of their first rows: the columns of `by`, those of
        `analysis.verdict.many.ManyAnswers`, `nap` and `tau` with `_low` and `_high` (95 %, days taken for
        independent), with flags `credit` and `flags` (names joined by a blank), and `reason`, which is null, or says why
        there is no number; a broken row is named there and costs its own group the answer, nobody else.

    Raises
    ------
    DataError
        A missing column, an option that cannot be.

    Examples
    --------
    >>> day = np.arange(16)
    >>> log = pd.DataFrame({"person": "Ada", "day": day, "phase": np.where(day < 8, "A", "B")})
    >>> log["value"] = [6.0, 5, 6, 7, 6, 5, 6, 6, 3, 2, 3, 3, 2, 3, 4, 3]
    >>> answers_by(log, ["person"], improvement=-1, worthwhile=2)[["answer", "matters", "nap"]].values.tolist()
    [['better', 'yes', 1.0]]
    """
    ask = Ask(improvement, worthwhile, alpha, flags)
    return answer_rows(check_rows(frame, [by] if isinstance(by, str) else list(by)), ask)


def answer_rows(rows: CheckedRows, ask: Ask) -> pd.DataFrame:
    """`answers_by` for rows that are checked."""
    found = answer_many(
        rows.readings, improvement=ask.improvement, worthwhile=ask.worthwhile, alpha=ask.alpha
    ).table()
    columns = {name: rows.labels[name].array for name in rows.labels}
    reason = np.where(rows.fault != "", rows.fault, found.pop("reason"))
    columns |= {
        name: pd.array(column, dtype="str") if column.dtype == object else column
        for name, column in found.items()
    }
    columns |= _overlap(rows.readings, ask.improvement)
    if ask.flags:
        columns |= _flags(rows, ask)
    columns["reason"] = pd.Series(reason, dtype="str").replace("", None).array
    return pd.DataFrame(columns)


def _overlap(readings: Readings, improvement: int) -> dict[str, np.ndarray]:
    """NAP and Tau with their intervals, (people,) each; NaN where a phase has no reading."""
    n_a, n_b = readings.count()
    parts = [(who, count_between(pairs, improvement)) for who, pairs in pack_pairs(readings)]
    names = [f"{index}{end}" for index in ("nap", "tau") for end in ("", "_low", "_high")]
    table = {name: np.full(readings.people, np.nan) for name in names}
    if not parts:
        return table
    who = np.concatenate([part for part, _ in parts])
    found = estimate_nap(BetweenCounts.join([counts for _, counts in parts]), n_a[who], n_b[who])
    for index, one in found.items():
        for end, numbers in (("", one.estimate), ("_low", one.low), ("_high", one.high)):
            table[f"{index.lower()}{end}"][who] = numbers
    return table


def _flags(rows: CheckedRows, ask: Ask) -> dict[str, pd.api.extensions.ExtensionArray]:
    """What else can explain the change of each person, by the readings alone."""
    readings = rows.readings
    order = np.lexsort((readings.day, readings.person))
    ends = np.searchsorted(readings.person[order], np.arange(readings.people + 1))
    credit, flags = [], []
    for first, last in pairwise(ends):
        some = order[first:last]
        if not some.size:
            credit.append(None)
            flags.append(None)
            continue
        dates = pd.DatetimeIndex(readings.day[some].astype("datetime64[D]"))
        marks = pd.Series(readings.in_b[some], dates)
        verdict = before_after(
            pd.Series(readings.value[some], dates),
            marks,
            improvement=ask.improvement,
            worthwhile=ask.worthwhile,
            looks=1 if ask.alpha == 0.05 else 2,
        )
        credit.append(verdict.credit)
        flags.append(" ".join(verdict.flags))
    return {"credit": pd.array(credit, dtype="str"), "flags": pd.array(flags, dtype="str")}
