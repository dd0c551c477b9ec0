"""The descriptive single-case indices as tables: one person, or many at once.

For people who publish. None of them is a verdict: they take days for independent. Of
unchanged logs of 14 + 28 days with a carry-over of .4 the interval of NAP excludes one
half in about 17 of 100, where 5 are promised. The definitions stand in `nonoverlap` and
`effect`, each with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Number, Real
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.stats.effect import PhaseMoments, estimate_effects, measure_phases
from analysis.stats.estimates import Estimates
from analysis.stats.mixture import Floats
from analysis.stats.nonoverlap import OverlapCounts, count_overlap, estimate_nonoverlap
from analysis.stats.phase_pairs import pack_pairs
from analysis.stats.readings import Ints, Readings, RepeatedDay, read_frame, read_pair, say_repeated

if TYPE_CHECKING:
    import pandas as pd

Index = Literal[
    "NAP",
    "Tau",
    "Tau-U",
    "Tau-BC",
    "PND",
    "PEM",
    "PET",
    "PAND",
    "IRD",
    "SMD",
    "SMD-pooled",
    "LRRi",
    "LRRd",
    "LRM",
    "PoGO",
    "PercentChange",
]

_NUMBERS = ("estimate", "se", "low", "high")


@dataclass(frozen=True)
class EffectSize:
    """One index of one person.

    Attributes
    ----------
    index : str
    estimate : float
        Shares are fractions; otherwise the unit of the index.
    se, low, high : float
        Standard error and 95 % interval; NaN where the index has none.
    n_a, n_b : int
        Days with a reading in each phase.
    """

    index: str
    estimate: float
    se: float
    low: float
    high: float
    n_a: int
    n_b: int


def effect_size(
    index: Index,
    a: ArrayLike,
    b: ArrayLike,
    *,
    improvement: int,
    days_a: ArrayLike | None = None,
    days_b: ArrayLike | None = None,
    goal: float | None = None,
) -> EffectSize:
    """One descriptive index; the arguments are those of `effect_sizes`.

    Raises
    ------
    TooFewPoints
        There is no such number, because a phase is too short, does not vary, or has no
        true zero.
    DataError
        As `effect_sizes`; an unknown index; PoGO without a goal.

    Examples
    --------
    >>> one = effect_size("NAP", [6, 7, 6], [6, 4, 4], improvement=-1)
    >>> round(one.estimate, 3), round(one.low, 2), round(one.high, 2)
    (0.889, 0.4, 0.99)
    """
    table = _compute_pair(read_pair(a, b, days_a, days_b), improvement, goal, days_a)
    if index == "PoGO" and goal is None:
        raise DataError("PoGO needs a goal - give goal= in the unit of the readings")
    if index not in table.names:
        raise DataError(f"index is {index!r}, must be one of {', '.join(table.names)}")
    column = table.names.index(index)
    numbers = [float(x) for x in table.numbers[0, column]]
    if np.isnan(numbers[0]):
        raise TooFewPoints(f"no {index}: {table.reasons[0, column]}")
    return EffectSize(index, *numbers, n_a=int(table.n_a[0]), n_b=int(table.n_b[0]))


def effect_sizes(
    a: ArrayLike,
    b: ArrayLike,
    *,
    improvement: int,
    days_a: ArrayLike | None = None,
    days_b: ArrayLike | None = None,
    goal: float | None = None,
) -> pd.DataFrame:
    """All descriptive single-case indices of one person.

    Parameters
    ----------
    a, b : array, (days,)
        Readings of phase A (baseline) and phase B (routine); NaN where there is none.
    improvement : {1, -1}
        1 where more is better, -1 where less is.
    days_a, days_b : array of int or date, (days,), optional
        Their days, in any order, each at most once; None for both takes the readings as
        consecutive days, B after A.
    goal : float, optional
        In the unit of the readings; PoGO is left out without it.

    Returns
    -------
    DataFrame
        A row an index: `index` (NAP, Tau, Tau-U, Tau-BC, PND, PEM, PET, PAND, IRD, SMD,
        SMD-pooled, LRRi, LRRd, LRM, PoGO, PercentChange), `estimate`, `se`, `low`, `high`
        (95 %), shares as fractions; `reason`, which is null, or says which number is
        missing and why. Indices whose literature has no standard error hold NaN there.

    Raises
    ------
    DataError
        Text or infinite readings, days that are no days or stand twice, lengths that do
        not fit, another improvement than 1 or -1, a goal that is not a number.

    Examples
    --------
    >>> table = effect_sizes([6, 7, 6], [6, 4, 4], improvement=-1).set_index("index")
    >>> table.loc[["NAP", "PND", "LRRd"], "estimate"].round(3).tolist()
    [0.889, 0.667, -0.297]
    """
    import pandas as pd

    table = _compute_pair(read_pair(a, b, days_a, days_b), improvement, goal, days_a)
    return table.fill(pd.DataFrame(index=range(1)))


def _compute_pair(readings: Readings, improvement: int, goal: float | None, days: Any) -> _Table:
    try:
        return _compute(readings, improvement, goal)
    except RepeatedDay as error:
        raise DataError(say_repeated(error, days)) from None


def effect_sizes_by(
    frame: pd.DataFrame, by: Sequence[str], *, improvement: int, goal: float | None = None
) -> pd.DataFrame:
    """`effect_sizes` of every group of a long frame, computed together.

    Parameters
    ----------
    frame : DataFrame
        Columns `day` (whole number or date), `phase` ('A' or 'B'), `value` (NaN where
        there is no reading) and those named in `by`; one row a group and day.
    by : list of str
        Columns that tell the groups apart, such as person or person and metric.
    improvement, goal
        As in `effect_sizes`, for all groups alike.

    Returns
    -------
    DataFrame
        A row a group and index: the columns of `by`, then those of `effect_sizes`. Groups
        stand in the order of their first rows; a group without readings keeps its rows,
        with the reason.

    Raises
    ------
    DataError
        As `effect_sizes`; a missing column; a phase other than 'A' or 'B'.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({"person": ["Ada"] * 4, "day": [1, 2, 3, 4], "phase": list("AABB")})
    >>> effect_sizes_by(log.assign(value=[6, 7, 4, 3]), ["person"], improvement=-1)["estimate"].head(2).tolist()
    [1.0, 1.0]
    """
    columns = _check_columns(frame, by)
    groups = frame.groupby(columns, sort=False, dropna=False, observed=True)
    person = np.asarray(groups.ngroup(), dtype=np.int64)
    first = np.zeros(groups.ngroups, dtype=np.int64)
    first[person[::-1]] = np.arange(len(frame))[::-1]
    labels = frame[columns].iloc[first]
    readings = read_frame(frame, person, len(first))
    try:
        table = _compute(readings, improvement, goal)
    except RepeatedDay as error:
        where = ", ".join(f"{name} {labels[name].iloc[error.person]}" for name in columns)
        raise DataError(f"{where}: {say_repeated(error, frame['day'])}") from None
    return table.fill(labels)


@dataclass(frozen=True)
class _Table:
    """Indices of many people.

    Attributes
    ----------
    names : tuple of str, (indices,)
    n_a, n_b : array of int, (people,)
    numbers : array, (people, indices, 4)
    reasons : array of object, (people, indices)
        None where no number is missing.
    """

    names: tuple[str, ...]
    n_a: Ints
    n_b: Ints
    numbers: Floats
    reasons: NDArray[np.object_]

    def fill(self, labels: pd.DataFrame) -> pd.DataFrame:
        """Set the table beside a row of labels for each person."""
        import pandas as pd

        people, width = self.reasons.shape
        row = np.repeat(np.arange(people), width)
        names = pd.array(list(self.names), dtype="str")
        columns = {name: labels[name].array.take(row) for name in labels}
        columns["index"] = names.take(np.tile(np.arange(width), people))
        columns |= {name: self.numbers[:, :, k].ravel() for k, name in enumerate(_NUMBERS)}
        columns["reason"] = pd.array(self.reasons.ravel(), dtype="str")
        return pd.DataFrame(columns)


def _compute(readings: Readings, improvement: int, goal: float | None) -> _Table:
    """Count and measure some people at a time, then estimate for all of them."""
    _check_options(improvement, goal)
    n_a, n_b = readings.count()
    people, counts, moments_a, moments_b, steps = [], [], [], [], []
    for who, pairs in pack_pairs(readings):
        people.append(who)
        counts.append(count_overlap(pairs, improvement))
        for moments, phase in zip((moments_a, moments_b), measure_phases(pairs), strict=True):
            moments.append(phase)
        steps.append(pairs.step)
    names = tuple(name for name in get_args(Index) if goal is not None or name != "PoGO")
    table = _Table(
        names,
        n_a,
        n_b,
        np.full((readings.people, len(names), 4), np.nan),
        np.full((readings.people, len(names)), None, dtype=object),
    )
    table.reasons[n_b == 0] = "no reading in phase B"
    table.reasons[n_a == 0] = "no reading in phase A"
    if people:
        who = np.concatenate(people)
        a, b = PhaseMoments.join(moments_a), PhaseMoments.join(moments_b)
        found = estimate_nonoverlap(OverlapCounts.join(counts), a.n, b.n)
        found |= estimate_effects(a, b, np.concatenate(steps), improvement, goal)
        for column, name in enumerate(names):
            _write(table, who, column, found[name])
    return table


def _write(table: _Table, who: Ints, column: int, one: Estimates) -> None:
    numbers = np.stack([one.estimate, one.se, one.low, one.high], axis=1)
    endless = np.isinf(numbers)
    numbers[endless] = np.nan
    table.numbers[who, column] = numbers
    overflown = endless.any(axis=1) | np.isnan(one.estimate)
    for missing, reason in ((overflown, "too large for a number"), *reversed(one.reasons)):
        if missing.any():
            table.reasons[who[missing], column] = reason


def _check_options(improvement: int, goal: float | None) -> None:
    if isinstance(improvement, bool) or not isinstance(improvement, Number) or improvement not in (1, -1):
        raise DataError(
            f"improvement is {improvement!r}, must be 1 (more is better) or -1 (less is better), such as -1 for pain"
        )
    if goal is not None and not (isinstance(goal, Real) and np.isfinite(goal)):
        raise DataError(f"goal is {goal!r}, must be a number in the unit of the readings, or None")


def _check_columns(frame: pd.DataFrame, by: Sequence[str]) -> list[str]:
    columns = [by] if isinstance(by, str) else list(by)
    missing = [name for name in ("day", "phase", "value", *columns) if name not in frame.columns]
    if missing or not columns:
        raise DataError(
            f"the frame has no column {', '.join(map(repr, missing))} - it needs day, phase, value and those of by"
            if missing
            else "by is empty, must name at least one column"
        )
    taken = {"day", "phase", "value", "index", "reason", *_NUMBERS}.intersection(columns)
    if taken:
        raise DataError(f"by names {sorted(taken)[0]!r}, which is a column of the table - rename it first")
    return columns
