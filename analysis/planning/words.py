"""The words on plans."""

from __future__ import annotations

import datetime

import pandas as pd

from analysis.planning.plan import ALPHA, TARGETED, Plan
from analysis.words import say_count, say_day

ASK_FIRST = (
    "If a professional prescribed this exercise, ask your physio first before you pause it or begin later."
)
KIND_WORDS = {
    "start": "one drawn start",
    "abab": "off, on, off, on",
    "alternating": "single days by lot",
    "random_days": "single days in any order",
    "blocks": "half of each block",
    "staggered": "one side first",
}
FITS = {
    "start": "what builds up over weeks, such as range of motion",
    "abab": "what comes within days and goes again when you pause",
    "alternating": "what is gone by the next day, such as relief on the same evening",
    "random_days": "what is gone by the next day",
    "blocks": "what is gone within a day or two",
    "staggered": "what you measure on both sides: the side that waits is the control",
}

_MOST_SAID = 1_000_000
"""Arrangements above which their number says no more than that it is large."""


def name_routine(plan: Plan) -> str:
    """What is planned, in words.

    Examples
    --------
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> name_routine(Plan("abab", datetime.date(2026, 3, 2), 42, Limits(), 5, drawn, what="relaxation"))
    'relaxation'
    """
    return {TARGETED: "hip flexor routine", "conventional": "conventional training"}.get(plan.what, plan.what)


def say_plan(plan: Plan) -> str:
    """What was drawn, in a sentence or two.

    Examples
    --------
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> say_plan(Plan("abab", datetime.date(2026, 3, 2), 42, Limits(), 5, drawn))
    'Drawn by lot on 1 March 2026: 2 March to 12 April 2026, 13 of 42 days with the hip flexor routine, in 2 stretches.'
    """
    two_years = plan.first_day.year != plan.last_day.year
    span = f"{_day(plan.first_day, year=two_years)} to {_day(plan.last_day)}"
    head = f"Drawn by lot on {_day(plan.drawn_at.date())}: {span}"
    routine = name_routine(plan)
    if plan.kind == "start":
        return f"{head}, the {routine} begins on {_day(plan.schedule.start)}."
    if plan.sides:
        starts = ", ".join(
            f"{side} on {_day(start, year=False)}"
            for side, start in zip(plan.sides, plan.schedule.starts, strict=True)
        )
        return f"{head}, the {routine} begins {starts}."
    days = f"{sum(plan.schedule.chosen[0])} of {say_count(plan.days, 'day')} with the {routine}"
    return f"{head}, {days}{', in 2 stretches' if plan.kind == 'abab' else ''}."


def say_draws(plan: Plan) -> str:
    """That a plan was drawn more than once, '' where it was not."""
    if not plan.earlier_draws:
        return ""
    times = len(plan.earlier_draws) + 1
    return (
        f"It was drawn {times} times ({'; '.join(plan.earlier_draws)}; then this one). Who draws until a plan pleases does "
        "not draw any more: say so beside the result."
    )


def say_reach(plan: Plan) -> str:
    """What a plan can show at best: how many arrangements it was drawn from, and the smallest p.

    Examples
    --------
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> say_reach(Plan("start", datetime.date(2026, 3, 2), 21, Limits(7), 5, drawn))[:46]
    'It was drawn from 8 arrangements. It cannot re'
    """
    if plan.people:
        return _say_reach_together(plan)
    one = plan.schedule_of(plan.sides[0]) if plan.sides else plan.schedule
    schedule = one or plan.schedule
    of_each = " for each side" if plan.sides else ""
    count = f"{schedule.count:,}" if schedule.count <= _MOST_SAID else f"more than {_MOST_SAID:,}"
    drawn = f"It was drawn from {count} arrangements{of_each}."
    if schedule.can_reach(ALPHA):
        return f"{drawn} The smallest p that it can give is {schedule.lowest_p:.2g}."
    return (
        f"{drawn} It cannot reach p = 0.05: {schedule.lowest_p:.2g} is the smallest that it can give. "
        "More days, or shorter phases, give more arrangements."
    )


def _say_reach_together(plan: Plan) -> str:
    """What a plan of several people can show at best, all of them tested together."""
    schedule = plan.schedule
    count = f"{schedule.count:,}" if schedule.count <= _MOST_SAID else f"more than {_MOST_SAID:,}"
    drawn = f"It was drawn from {count} arrangements of {len(plan.people)} people."
    if schedule.can_reach(ALPHA):
        return f"{drawn} The smallest p that they can give together is {schedule.lowest_p:.2g}."
    return f"{drawn} They cannot reach p = 0.05 together: {schedule.lowest_p:.2g} is the smallest."


def _day(day: datetime.date, *, year: bool = True) -> str:
    return say_day(pd.Timestamp(day), year=year)
