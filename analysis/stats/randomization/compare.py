"""Readings against every arrangement that could have been drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import DataError, TooFewPoints
from analysis.stats.randomization.rules import Bools
from analysis.stats.randomization.schedule import Schedule
from analysis.stats.trend import Floats, read_readings

Statistic = Literal["mean_difference", "scaled_difference", "level"] | Callable[[Floats, Bools], float]
"""By name, or a function of the readings of a series and whether each is in B."""

_SAME = 1e-9
_BLOCK = 4096


@dataclass(frozen=True)
class WhatIf:
    """How the arrangement that took place stands among the others; not a test.

    Attributes
    ----------
    observed : float
        The statistic, B minus A.
    at_least, at_most : int
        Arrangements whose statistic is as high or higher, as low or lower.
    as_far : int
        Arrangements whose statistic is as far from 0, in either direction.
    arrangements : int
        How many were looked at.
    undefined : int
        Arrangements among them that leave a phase without a reading (or give the
        statistic no value). They count as extreme, so that they never help a result.
    exact : bool
        Whether these are all arrangements of the plan, or a sample.
    """

    observed: float
    at_least: int
    at_most: int
    as_far: int
    arrangements: int
    undefined: int
    exact: bool


@dataclass(frozen=True)
class RandomizationTest:
    """Share of the arrangements that could have been drawn and look as good.

    Attributes
    ----------
    observed : float
        The statistic, B minus A, in the unit of the readings.
    p : float
        Two-sided: as far from 0 or farther.
    p_greater, p_less : float
        As high or higher; as low or lower.
    arrangements : int
        How many were looked at, without the observed one in a sample.
    undefined : int
        As in `WhatIf`.
    exact : bool
        Whether these are all arrangements, or a sample: then p is (k + 1) / (n + 1).
    lowest_p : float
        The smallest two-sided p that the plan can give.
    """

    observed: float
    p: float
    p_greater: float
    p_less: float
    arrangements: int
    undefined: int
    exact: bool
    lowest_p: float


def randomization_test(
    values: ArrayLike,
    schedule: Schedule,
    *,
    statistic: Statistic = "mean_difference",
    rng: np.random.Generator | None = None,
) -> RandomizationTest:
    """Test a plan that was drawn beforehand.

    It is exact under any carry-over, trend or distribution, as long as the draw does not
    also decide which days go without a reading.

    Parameters
    ----------
    values : array, (days,), or (series, days) for a 'staggered' schedule
        Readings on the days of the plan; NaN where there is none, left out.
    schedule : Schedule
        With the date on which it was drawn.
    statistic : {'mean_difference', 'scaled_difference', 'level'} or callable
        'scaled_difference' is the difference of the means times sqrt(n_a n_b / n): it orders
        arrangements as Student's t does, so that a short phase is not extreme by the noise of
        its mean alone. 'level' is the step of `analysis.stats.carryover`, whose weights are found anew for
        each arrangement. A callable is given the readings there are and whether each is
        in B. Several series: the mean of their statistics.
    rng : Generator, optional
        Needed above 100,000 arrangements: 9,999 of them are drawn.

    Returns
    -------
    RandomizationTest

    Raises
    ------
    DataError
        A schedule without a date of drawing, or drawn after it began to matter; values that
        do not fit the plan; no rng where one is needed.
    TooFewPoints
        A phase without a reading, or too few readings for the statistic.

    References
    ----------
    Edgington, E. S. (1975). Randomization tests for one-subject operant experiments. Journal
    of Psychology 90, 57-68. doi:10.1080/00223980.1975.9923926
    Marascuilo, L. A. & Busk, P. L. (1988). Combining statistics for multiple-baseline AB and
    replicated ABAB designs across subjects. Behavioral Assessment 10, 1-28.
    Wampold, B. E. & Worsham, N. L. (1986). Randomization tests for multiple-baseline designs.
    Behavioral Assessment 8, 135-143.
    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9, 39. doi:10.2202/1544-6115.1585

    Examples
    --------
    >>> from datetime import date
    >>> from analysis.stats.randomization import Limits
    >>> plan = Schedule(
    ...     "start", date(2026, 3, 2), range(9), [False] * 4 + [True] * 5, Limits(3), drawn=date(2026, 3, 1)
    ... )
    >>> test = randomization_test([7, 6, 7, 7, 4, 3, 4, 3, 4], plan)
    >>> round(test.observed, 2), test.p, test.arrangements
    (-3.15, 0.25, 4)
    """
    _check_drawn(schedule)
    found = what_if(values, schedule, statistic=statistic, rng=rng)
    own = 0 if found.exact else 1
    p, p_greater, p_less = (
        (count + own) / (found.arrangements + own) for count in (found.as_far, found.at_least, found.at_most)
    )
    return RandomizationTest(
        found.observed,
        p,
        p_greater,
        p_less,
        found.arrangements,
        found.undefined,
        found.exact,
        schedule.lowest_p,
    )


def what_if(
    values: ArrayLike,
    schedule: Schedule,
    *,
    statistic: Statistic = "mean_difference",
    rng: np.random.Generator | None = None,
) -> WhatIf:
    """Count arrangements as if the schedule had been drawn; arguments as `randomization_test`.

    Where nothing was drawn the count is no p: a start chosen on a bad day is far from the
    others without any effect.

    Examples
    --------
    >>> from datetime import date
    >>> from analysis.stats.randomization import Limits
    >>> plan = Schedule("start", date(2026, 3, 2), range(9), [False] * 4 + [True] * 5, Limits(3))
    >>> what_if([7, 6, 7, 7, 4, 3, 4, 3, 4], plan).as_far
    1
    """
    rows = _read_values(values, schedule)
    observed = float(_evaluate(rows, schedule.in_rows[None], schedule, statistic)[0])
    if np.isnan(observed):
        raise TooFewPoints(
            f"the {_name(statistic)} of the drawn arrangement has no value: a phase has no reading, or all are the same"
        )
    others = schedule.arrangements(rng)
    others = others if schedule.kind == "staggered" else others[:, None]
    values_of = _evaluate(rows, others, schedule, statistic)
    # Sums in another order differ in the last digits; equal arrangements must stay equal,
    # also where the difference itself is 0.
    named = isinstance(statistic, str)
    size = np.nanmax(rows) - np.nanmin(rows) if named else np.nanmax(np.abs([observed, *values_of]))
    slack = _SAME * float(size)
    none = np.isnan(values_of)
    return WhatIf(
        observed,
        int((none | (values_of >= observed - slack)).sum()),
        int((none | (values_of <= observed + slack)).sum()),
        int((none | (np.abs(values_of) >= abs(observed) - slack)).sum()),
        len(values_of),
        int(none.sum()),
        schedule.listed,
    )


def _check_drawn(schedule: Schedule) -> None:
    if schedule.drawn is None:
        raise DataError(
            "the schedule has no date of drawing: only a plan that was drawn beforehand gives a p - "
            "record the draw, or use what_if"
        )
    first = schedule.first_choice
    if first is not None and schedule.drawn > first:
        raise DataError(
            f"the schedule was drawn on {schedule.drawn}, after {first}, the first day that it decides: "
            "it gives no p - use what_if"
        )


def _read_values(values: ArrayLike, schedule: Schedule) -> Floats:
    """Readings as (series, days)."""
    given = np.asarray(values)
    one = schedule.kind != "staggered"
    expected = (len(schedule.days),) if one else (len(schedule.chosen), len(schedule.days))
    if given.shape != expected:
        raise DataError(
            f"values have shape {given.shape}, the plan needs {expected}: NaN on a day without a reading"
        )
    return np.array([read_readings(row).y for row in (given[None] if one else given)])


def _evaluate(rows: Floats, in_b: Bools, schedule: Schedule, statistic: Statistic) -> Floats:
    """The statistic of each arrangement, (arrangements,); NaN where it has no value.

    `in_b` is (arrangements, series, days). Of several series each is computed once for each different row.
    """
    total = np.zeros(len(in_b))
    days = np.array(schedule.days)
    for series, y in enumerate(rows):
        arranged = in_b[:, series]
        first = place = np.arange(len(arranged))
        if len(rows) > 1:
            packed = np.packbits(arranged, axis=1)
            _, first, place = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        blocks = [arranged[first[i : i + _BLOCK]] for i in range(0, len(first), _BLOCK)]
        found = np.concatenate([_compute(y, block, days, statistic) for block in blocks])
        total += found[place.reshape(-1)]
    return total / len(rows)


def _compute(y: Floats, in_b: Bools, days: np.ndarray, statistic: Statistic) -> Floats:
    """The statistic of one series under each row of `in_b`, (arrangements, days)."""
    if statistic == "mean_difference":
        return _mean_differences(y, in_b)
    if statistic == "scaled_difference":
        return _mean_differences(y, in_b, scaled=True)
    if statistic == "level":
        return _levels(y, in_b, days)
    if not callable(statistic):
        raise DataError(
            f"statistic is {statistic!r}, must be 'mean_difference', 'scaled_difference', 'level' or a function"
        )
    seen = ~np.isnan(y)
    found = np.array([float(statistic(y[seen], row[seen])) for row in in_b])
    return np.where(np.isfinite(found), found, np.nan)


def _mean_differences(y: Floats, in_b: Bools, *, scaled: bool = False) -> Floats:
    """Difference of the means; `scaled` by sqrt(n_a n_b / n), so that its noise is as large in every arrangement."""
    seen = ~np.isnan(y)
    if not seen.any():
        return np.full(len(in_b), np.nan)
    off = y[seen] - y[seen][0]
    is_b = in_b[:, seen].astype(float)
    n_b = is_b.sum(axis=1)
    n_a = len(off) - n_b
    both = (n_a > 0) & (n_b > 0)
    sum_b = is_b @ off
    parts = [
        np.divide(total, n, out=np.full(len(n), np.nan), where=both)
        for total, n in ((sum_b, n_b), (off.sum() - sum_b, n_a))
    ]
    difference = parts[0] - parts[1]
    return difference * np.sqrt(n_a * n_b / len(off)) if scaled else difference


def _levels(y: Floats, in_b: Bools, days: np.ndarray) -> Floats:
    from analysis.stats.carryover import phase_changes

    return phase_changes(np.broadcast_to(y, in_b.shape), in_b, days=days)["estimate"].to_numpy(dtype=float)


def _name(statistic: Statistic) -> str:
    return statistic if isinstance(statistic, str) else "statistic"
