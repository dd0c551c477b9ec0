"""A plan: which days are to be with the routine and which without, drawn by lot from a seed."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.stats.randomization import Kind, Limits, Schedule
from analysis.stats.randomization.rules import KINDS, arrange_days

USUAL_SHORTEST = {"start": 7, "staggered": 7, "abab": 5}
USUAL_DAYS = {"start": 56, "staggered": 56, "abab": 42}
"""Days of a plan where none are given; 28 for single days."""
SINGLE_DAYS = 28
SIDES = ("left", "right")
MOST_LOOKS = 12
MOST_DAYS = 365
FEWEST_PEOPLE, MOST_PEOPLE = 3, 30
ALPHA = 0.05
TARGETED = "targeted"
"""What is planned: sessions that target the hip flexors, else another kind of training."""


@dataclass(frozen=True)
class Plan:
    """What was drawn, and all that the draw came from: the days follow from it and can be drawn again.

    Attributes
    ----------
    kind : str
        'start', 'abab', 'alternating', 'random_days', 'blocks' or 'staggered', as in `Schedule`.
    first_day : date
    days : int
        Consecutive days of the plan, from the first.
    limits : Limits
    seed : int
        The lot: one seed gives one arrangement, on any machine.
    drawn_at : datetime
        When it was drawn, with its zone.
    what : str
        The kind of training that is planned: 'targeted', 'relaxation', 'conventional'.
    person : str
        Whose plan, where the log holds several people.
    looks : int
        How often the answer is to be read, the last time when the plan ends.
    earlier_draws : tuple of str
        Plans that were drawn before and given up, 'day: kind, seed'.
    people : tuple of str
        'staggered' only: people who each begin on a day of their own, in place of the two sides.

    Raises
    ------
    DataError
        A plan without any arrangement, or numbers that are no plan.

    Examples
    --------
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = Plan("start", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
    >>> plan.schedule.count, plan.last_day.isoformat()
    (29, '2026-04-12')
    """

    kind: Kind
    first_day: datetime.date
    days: int
    limits: Limits
    seed: int
    drawn_at: datetime.datetime
    what: str = TARGETED
    person: str = ""
    looks: int = 1
    earlier_draws: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DataError(f"the kind of plan is {self.kind!r}, must be one of {', '.join(KINDS)}")
        if not 2 <= self.days <= MOST_DAYS:
            raise DataError(f"a plan of {self.days} days: must be 2 to {MOST_DAYS}")
        if not 1 <= self.looks <= MOST_LOOKS:
            raise DataError(f"looks is {self.looks}, must be 1 to {MOST_LOOKS}")
        if self.drawn_at.tzinfo is None:
            raise DataError(f"drawn at {self.drawn_at}: the zone is missing, such as +00:00")
        _check_people(self.people, self.kind)
        arrange_days(self.kind, self.days, self.limits)

    @property
    def sides(self) -> tuple[str, ...]:
        """What has days of its own: the people of a staggered plan, else its two sides; nothing otherwise."""
        return (self.people or SIDES) if self.kind == "staggered" else ()

    @property
    def last_day(self) -> datetime.date:
        """The last day of the plan, on which its answer is read."""
        return self.first_day + datetime.timedelta(days=self.days - 1)

    @property
    def one_start(self) -> bool:
        """Whether the routine begins once and stays."""
        return self.kind in ("start", "staggered")

    @cached_property
    def schedule(self) -> Schedule:
        """The days as they were drawn, with all the others that could have been."""
        rows = arrange_days(self.kind, self.days, self.limits)
        chosen = [
            rows.pick(_draw_number(self.seed, place, rows.count)) for place in range(len(self.sides) or 1)
        ]
        return Schedule(
            self.kind,
            self.first_day,
            tuple(range(self.days)),
            tuple(tuple(row.tolist()) for row in chosen),
            self.limits,
            self.drawn_at.date(),
        )

    def schedule_of(self, side: str) -> Schedule | None:
        """The schedule of one side; None where a staggered plan says nothing of it.

        Examples
        --------
        >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
        >>> plan = Plan("staggered", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
        >>> plan.schedule_of("left").kind, plan.schedule_of("unknown")
        ('start', None)
        """
        if not self.sides:
            return self.schedule
        if side not in self.sides:
            return None
        row = self.schedule.chosen[self.sides.index(side)]
        return replace(self.schedule, kind="start", chosen=(row,))

    def marks(self) -> pd.DataFrame:
        """True on days with the routine, by date; a column each side, else one column ''."""
        dates = pd.date_range(self.first_day, periods=self.days, unit="s")
        columns = list(self.sides or ("",))
        return pd.DataFrame(self.schedule.in_rows.T, index=dates, columns=columns)


def draw_plan(
    kind: Kind,
    *,
    first_day: datetime.date,
    days: int | None = None,
    shortest: int | None = None,
    block: int = 2,
    baseline_since: datetime.date | None = None,
    what: str = TARGETED,
    person: str = "",
    looks: int = 1,
    seed: int | None = None,
    now: datetime.datetime | None = None,
    earlier: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
) -> Plan:
    """Draw a plan by lot: every arrangement that it admits has the same chance.

    Parameters
    ----------
    kind : str
        As in `Plan`.
    first_day : date
        Later than today.
    days : int, optional
        From the first day on; None takes 56 for one start, 42 for 'abab', 28 for single days.
    shortest : int, optional
        'start', 'staggered', 'abab': fewest days of a phase; None takes 7, 7 and 5.
    block : int
        'blocks': days in a block, of which half are with the routine.
    baseline_since : date, optional
        'start', 'staggered': first day of a log without the routine that counts as baseline already.
    what, person, looks, people
        As in `Plan`.
    seed : int, optional
        None draws one.
    now : datetime, optional
        None takes the clock.
    earlier : tuple of str
        Draws that this one replaces.

    Raises
    ------
    DataError
        The first day is not later than today, or the plan has no arrangement, or only one.

    Examples
    --------
    >>> now = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = draw_plan("abab", first_day=datetime.date(2026, 3, 2), days=30, seed=7, now=now)
    >>> plan.schedule.count, plan == draw_plan("abab", first_day=plan.first_day, days=30, seed=7, now=now)
    (286, True)
    """
    now = now or datetime.datetime.now().astimezone()
    if first_day <= now.date():
        raise DataError(
            f"the plan would begin on {first_day}, but it is drawn on {now.date()}: a draw decides only days to come - "
            f"begin on {now.date() + datetime.timedelta(days=1)} or later"
        )
    shortest = USUAL_SHORTEST.get(kind, 5) if shortest is None else shortest
    days = USUAL_DAYS.get(kind, SINGLE_DAYS) if days is None else days
    limits, first = Limits(shortest=shortest, block=block), first_day
    if baseline_since is not None:
        limits, first, days = _with_baseline(kind, baseline_since, first_day, days, shortest)
    plan = Plan(
        kind,
        first,
        days,
        limits,
        secrets.randbelow(2**32) if seed is None else seed,
        now.replace(microsecond=0),
        what,
        person,
        looks,
        earlier,
        people,
    )
    if plan.schedule.first_choice is None:
        raise DataError(
            f"a plan of {days} days with phases as long as these can be kept in one way only, so there is nothing to draw - "
            "plan more days, or shorter phases"
        )
    return plan


def _check_people(people: tuple[str, ...], kind: Kind) -> None:
    if not people:
        return
    if kind != "staggered":
        raise DataError(f"a plan of several people is 'staggered', not {kind!r}")
    if not FEWEST_PEOPLE <= len(people) <= MOST_PEOPLE:
        raise DataError(f"a plan of {len(people)} people: must be {FEWEST_PEOPLE} to {MOST_PEOPLE}")
    odd = [name for name in people if not name.strip() or name != name.strip() or ";" in name]
    twice = [name for name in people if people.count(name) > 1]
    if odd or twice or {"date", "weekday"}.intersection(people):
        wrong = (odd or twice or ["date"])[0]
        raise DataError(
            f"the person {wrong!r} - each needs a name of their own, without ';' or blanks around it"
        )


def _with_baseline(
    kind: Kind, since: datetime.date, first_day: datetime.date, days: int, shortest: int
) -> tuple[Limits, datetime.date, int]:
    """The limits of a plan whose baseline has begun already; what was logged so far counts as days of A."""
    if kind not in ("start", "staggered"):
        raise DataError(f"a baseline that was logged already counts for one start only, not for {kind!r}")
    so_far = (first_day - since).days
    if so_far < 0:
        raise DataError(f"the baseline would begin on {since}, after the first day of the plan, {first_day}")
    before = max(shortest, so_far)
    return Limits(shortest=(before, shortest)), since, so_far + days


def _draw_number(seed: int, place: int, count: int) -> int:
    """A number below `count` for each series of a seed: the same with every version of every library."""
    digest = hashlib.sha256(f"flexibility log plan {seed} {place}".encode()).digest()
    return int.from_bytes(digest, "big") % count


def list_stretches(marks: pd.Series) -> Iterator[tuple[datetime.date, datetime.date, bool]]:
    """First and last day of every run of days of one kind, and whether it is with the routine.

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=4)
    >>> [(f"{a:%d}", f"{b:%d}", on) for a, b, on in list_stretches(pd.Series([False, True, True, False], days))]
    [('02', '02', False), ('03', '04', True), ('05', '05', False)]
    """
    values = marks.to_numpy(bool)
    edges = [0, *(np.flatnonzero(values[1:] != values[:-1]) + 1).tolist(), len(values)]
    days = pd.DatetimeIndex(marks.index)
    for low, high in pairwise(edges):
        yield days[low].date(), days[high - 1].date(), bool(values[low])
