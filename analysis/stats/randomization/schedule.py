"""A plan on real days, with the arrangement that was drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError
from analysis.stats.randomization.rules import (
    USUAL_LIMITS,
    Arrangements,
    Bools,
    Kind,
    Limits,
    arrange_days,
)
from analysis.stats.trend import Floats, read_readings

MOST_LISTED = 100_000
"""Above so many arrangements a test draws from them instead of listing them."""
SAMPLED = 9_999


@dataclass(frozen=True)
class Schedule:
    """Which days were drawn to be A and B, and which others could have been.

    Attributes
    ----------
    kind : str
        'start' (one change from A to B), 'abab' (three changes), 'alternating' (days in any
        order, no long runs), 'random_days' (days in any order), 'blocks' (half of each
        block), 'staggered' (several series, one change each).
    first_day : date
        Calendar day that `days` counts from.
    days : tuple of int
        Days of the plan, counted from the first day (0); increasing, gaps allowed.
    chosen : tuple of tuple of bool, (series, days)
        The arrangement drawn, True = B, one row a series ((days,) is taken as one series).
        A day off plan stays here as it was drawn.
    limits : Limits
        What every arrangement has to keep.
    drawn : date, optional
        When it was drawn; None where no draw was recorded.

    Raises
    ------
    DataError
        The chosen arrangement is not among the admissible ones, or the plan is not a plan.

    Examples
    --------
    >>> plan = Schedule("start", date(2026, 3, 2), range(10), [False] * 4 + [True] * 6, Limits(shortest=3))
    >>> plan.start, plan.count, plan.can_reach(0.05)
    (datetime.date(2026, 3, 6), 5, False)
    """

    kind: Kind
    first_day: date
    days: tuple[int, ...]
    chosen: tuple[tuple[bool, ...], ...]
    limits: Limits = USUAL_LIMITS
    drawn: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_day", _read_date("first_day", self.first_day))
        if self.drawn is not None:
            object.__setattr__(self, "drawn", _read_date("drawn", self.drawn))
        object.__setattr__(self, "days", read_plan_days(self.days))
        object.__setattr__(self, "chosen", _read_rows(self.chosen, len(self.days)))
        if self.kind != "staggered" and len(self.chosen) > 1:
            raise DataError(
                f"{len(self.chosen)} series in a plan of kind {self.kind!r}, only 'staggered' has several"
            )
        if not self.contains(self.in_rows):
            raise DataError(
                "the chosen arrangement is not among the admissible ones of the plan "
                f"({self.kind}, {self.limits}) - check the days in B and the limits"
            )

    @property
    def in_rows(self) -> Bools:
        """The chosen arrangement as an array, (series, days)."""
        return np.array(self.chosen, dtype=bool)

    @property
    def starts(self) -> tuple[date, ...]:
        """First day in B of each series."""
        return tuple(self._date(int(np.argmax(row))) for row in self.in_rows)

    @property
    def start(self) -> date:
        """First day in B; of several series, the earliest."""
        return min(self.starts)

    @property
    def count(self) -> int:
        """How many arrangements the plan admits."""
        series = len(self.chosen)
        return self._one.count**series if self._fixed is None else factorial(series)

    @property
    def listed(self) -> bool:
        """Whether a test goes through all arrangements, or draws from them."""
        return self.count <= MOST_LISTED

    @property
    def lowest_p(self) -> float:
        """The smallest two-sided p that a test of this plan can give.

        Where the plan also admits the mirror image of every arrangement (A and B swapped),
        two of them are always equally far from 0.
        """
        if not self.listed:
            return 1 / (SAMPLED + 1)
        return (2 if self.contains(~self.in_rows) else 1) / self.count

    @property
    def first_choice(self) -> date | None:
        """The first day that the draw decided; None where the plan leaves no choice."""
        if self._fixed is not None:
            return min(self.starts) if self.count > 1 else None
        place = self._one.first_choice()
        return None if place is None else self._date(place)

    def can_reach(self, alpha: float) -> bool:
        """Whether a test of this plan can give p at or below alpha at all."""
        return self.lowest_p <= alpha

    def contains(self, in_b: ArrayLike) -> bool:
        """Whether the plan admits an arrangement, (days,) or (series, days)."""
        rows = np.atleast_2d(np.asarray(in_b, dtype=bool))
        if rows.shape != self.in_rows.shape or not all(map(self._one.contains, rows)):
            return False
        return self._fixed is None or sorted(self._fixed) == sorted(self.days[i] for i in rows.argmax(axis=1))

    def arrangements(self, rng: np.random.Generator | None = None) -> Bools:
        """All admissible arrangements, or a fair sample where they are more than 100,000.

        Parameters
        ----------
        rng : Generator, optional
            Needed for a sample only.

        Returns
        -------
        array of bool, (arrangements, days); for 'staggered' (arrangements, series, days)
        """
        rows = self._list() if self.listed else self._sample(rng)
        return rows if self.kind == "staggered" else rows[:, 0]

    def in_b(self, dates: ArrayLike | Sequence[date]) -> Bools:
        """Whether days of the plan, given by date, were drawn to be B; (dates,) or (series, dates).

        Raises
        ------
        DataError
            A date that is not in the plan.
        """
        place = self._places(dates)
        if (place < 0).any():
            stranger = np.atleast_1d(np.asarray(dates, dtype="datetime64[D]"))[place < 0][0]
            raise DataError(f"{stranger} is not a day of the plan - leave it out first")
        rows = self.in_rows[:, place]
        return rows if self.kind == "staggered" else rows[0]

    def place_values(self, values: ArrayLike, dates: ArrayLike | Sequence[date]) -> Floats:
        """Dated readings of one series put on the days of the plan, (days,).

        NaN on a day without a reading; readings on other days are left out.
        """
        place = self._places(dates)
        y = read_readings(values).y
        if place.shape != y.shape:
            raise DataError(f"dates have shape {place.shape}, values {y.shape}: they must match")
        kept = place[place >= 0]
        if len(np.unique(kept)) < len(kept):
            raise DataError("a date stands twice - average the readings of a day first")
        on_days = np.full(len(self.days), np.nan)
        on_days[kept] = y[place >= 0]
        return on_days

    @property
    def _fixed(self) -> tuple[int, ...] | None:
        """Starts that are dealt out among the series."""
        return self.limits.starts if self.kind == "staggered" else None

    @property
    def _one(self) -> Arrangements:
        """The arrangements of one series."""
        return arrange_days(self.kind, len(self.days), self.limits)

    def _list(self) -> Bools:
        """All arrangements, (arrangements, series, days)."""
        if self._fixed is not None:
            return _rows_from_starts(self.days, np.array(list(permutations(sorted(self._fixed)))))
        one, series = self._one.list_all(), len(self.chosen)
        return one[np.indices((len(one),) * series).reshape(series, -1).T]

    def _sample(self, rng: np.random.Generator | None) -> Bools:
        """Arrangements drawn with equal chance, (sampled, series, days)."""
        if rng is None:
            raise DataError(f"{self.count} arrangements are too many to list - pass rng to draw from them")
        series = len(self.chosen)
        if self._fixed is not None:
            return _rows_from_starts(self.days, rng.permuted(np.tile(self._fixed, (SAMPLED, 1)), axis=1))
        return self._one.sample(SAMPLED * series, rng).reshape(SAMPLED, series, -1)

    def _date(self, place: int) -> date:
        return self.first_day + timedelta(days=self.days[place])

    def _places(self, dates: ArrayLike | Sequence[date]) -> NDArray[np.int64]:
        """Where dates stand in the plan; -1 for a date that does not."""
        try:
            given = np.asarray(dates, dtype="datetime64[D]")
        except (TypeError, ValueError) as error:
            raise DataError(f"dates must be dates: {error}") from None
        counted = (given - np.datetime64(self.first_day, "D")).astype(np.int64)
        days = np.array(self.days)
        place = np.minimum(np.searchsorted(days, counted), len(days) - 1)
        return np.where(days[place] == counted, place, -1)


def draw_schedule(
    kind: Kind,
    days: int | ArrayLike,
    *,
    first_day: date,
    rng: np.random.Generator,
    drawn: date | None = None,
    limits: Limits = USUAL_LIMITS,
    series: int = 1,
) -> Schedule:
    """Draw one arrangement from all that a plan admits, each with the same chance.

    Parameters
    ----------
    kind : str
        See `Schedule`.
    days : int or array of int
        How many consecutive days, or the days that will be measured, counted from 0.
    first_day : date
        The calendar day of day 0.
    rng : Generator
    drawn : date, optional
        The day of the draw, to be recorded with the plan; without it a test gives no p.
    limits : Limits
    series : int
        'staggered' only: sides, regions or people; fixed starts say it themselves.

    Raises
    ------
    DataError
        A plan without any arrangement, or limits that do not fit its kind.

    Examples
    --------
    >>> plan = draw_schedule(
    ...     "abab", 42, first_day=date(2026, 3, 2), rng=np.random.default_rng(1), limits=Limits(shortest=7)
    ... )
    >>> plan.count, plan.lowest_p < 0.01, plan.contains(plan.chosen)
    (680, True, True)
    """
    numbers = read_plan_days(np.arange(days) if isinstance(days, int | np.integer) else days)
    if kind == "staggered" and limits.starts is not None:
        rows = _rows_from_starts(numbers, rng.permutation(limits.starts))
    else:
        rows = arrange_days(kind, len(numbers), limits).sample(series, rng)
    return Schedule(kind, first_day, numbers, tuple(map(tuple, rows.tolist())), limits, drawn)


def read_plan_days(days: ArrayLike) -> tuple[int, ...]:
    """Day numbers of a plan: whole, from 0 on, increasing."""
    given = np.asarray(days)
    if given.ndim != 1 or not given.size or given.dtype.kind not in "iu":
        raise DataError(f"days are {days!r}, must be whole day numbers counted from the first day")
    if given[0] < 0 or (np.diff(given) <= 0).any():
        raise DataError("days of a plan must increase and start at 0 or later")
    return tuple(int(day) for day in given)


def _read_rows(chosen: ArrayLike, days: int) -> tuple[tuple[bool, ...], ...]:
    rows = np.atleast_2d(np.asarray(chosen))
    if rows.dtype != bool or rows.shape[1:] != (days,):
        raise DataError(
            f"chosen is {rows.dtype} of shape {rows.shape}, must be True/False, one a day of the plan "
            f"({days}) - for several series (series, days)"
        )
    return tuple(map(tuple, rows.tolist()))


def _rows_from_starts(days: tuple[int, ...], starts: NDArray[np.int64]) -> Bools:
    """B from each start on: (..., series) -> (..., series, days)."""
    return np.array(days) >= starts[..., None]


def _read_date(name: str, value: object) -> date:
    if isinstance(value, datetime) and value == value:
        return value.date()
    if isinstance(value, date) and value == value:
        return value
    raise DataError(f"{name} is {value!r}, must be a date such as datetime.date(2026, 3, 2)")
