"""Draw a plan and put it beside the logs, where no other plan is running."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.beside import read_text_beside
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.planning.calendar_file import CALENDAR, write_calendar
from analysis.planning.file import PEOPLE_PLAN, PLAN, is_plan, read_plan, write_plan
from analysis.planning.plan import TARGETED, Plan, draw_plan
from analysis.planning.words import ASK_FIRST, say_draws, say_plan, say_reach
from analysis.reference import session_kinds
from analysis.stats.randomization import Kind
from analysis.words import say_day


@dataclass(frozen=True)
class Wish:
    """What a person asks of a plan; None where the usual is meant.

    Attributes
    ----------
    kind : str
    days, shortest, block, seed : int, optional
    first_day : date, optional
        None takes tomorrow.
    baseline_since : date, optional
    what, person : str
    looks : int
    again : bool
        Draw again although a plan lies there that has not ended.
    people : tuple of str
        'staggered': whose starts are drawn; the plan is then people_plan.csv.
    """

    kind: Kind
    days: int | None = None
    shortest: int | None = None
    block: int = 2
    seed: int | None = None
    first_day: datetime.date | None = None
    baseline_since: datetime.date | None = None
    what: str = TARGETED
    person: str = ""
    looks: int = 1
    again: bool = False
    people: tuple[str, ...] = ()


def draw_beside(folder: Path, wish: Wish, *, now: datetime.datetime | None = None) -> Plan:
    """Draw a plan and write plan.csv and plan.ics into a folder.

    A plan that has ended is kept under another name. One that has not is replaced only when `again` is
    asked for, and the new plan says so.

    Parameters
    ----------
    folder : Path
    wish : Wish
    now : datetime, optional
        None takes the clock.

    Raises
    ------
    DataError
        A plan lies there that has not ended, a plan.csv that was written by hand, or the wish is no plan.
    """
    now = now or datetime.datetime.now().astimezone()
    name = PEOPLE_PLAN if wish.people else PLAN
    earlier = _read_earlier(folder / name, wish, now.date())
    plan = draw_plan(
        wish.kind,
        first_day=wish.first_day or now.date() + datetime.timedelta(days=1),
        days=wish.days,
        shortest=wish.shortest,
        block=wish.block,
        baseline_since=wish.baseline_since,
        what=wish.what,
        person=wish.person,
        looks=wish.looks,
        seed=wish.seed,
        now=now,
        earlier=earlier,
        people=wish.people,
    )
    write_plan(plan, folder)
    write_calendar(plan, folder)
    return plan


def with_baseline(wish: Wish, logs: Logs, days: pd.DatetimeIndex, *, person: str | None) -> Wish:
    """The wish with the first of the logged days as that of the baseline.

    Raises
    ------
    DataError
        Nothing was logged, or the routine has begun already: such a plan would not count once it is read.
    """
    if days.empty:
        raise DataError(
            "a baseline is what was logged so far, but no log was named, or none of its days could be read"
        )
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    begun = rows.loc[session_kinds(rows) == wish.what, "date"].min()
    if pd.notna(begun):
        raise DataError(
            f"a session of {say_day(begun)} had begun the routine, so what was logged is no baseline - leave the baseline out"
        )
    return replace(wish, baseline_since=days[0].date())


def say_drawn(plan: Plan, folder: Path) -> list[str]:
    """What was drawn and what to do now, in sentences."""
    how = "and log every day, with the routine and without"
    name = PEOPLE_PLAN if plan.people else PLAN
    return [
        *filter(None, (f"{say_plan(plan)} {say_reach(plan)}", say_draws(plan))),
        f"Written: {folder / name}, and {CALENDAR} for your calendar. Leave {name} as it is: a changed plan is no draw.",
        f"Keep to it as well as you can, {how}. {_say_looks(plan)}",
        ASK_FIRST,
    ]


def _say_looks(plan: Plan) -> str:
    if plan.looks == 1:
        return f"Its answer is read on the last day, {plan.last_day}."
    return f"Its answer is read {plan.looks} times, the last time on the last day, {plan.last_day}."


def _read_earlier(path: Path, wish: Wish, today: datetime.date) -> tuple[str, ...]:
    """Draws that the new plan replaces; none where the plan that lies there has ended.

    One that does not count is replaced without being asked, and told of as well.
    """
    if not path.exists():
        return ()
    text = read_text_beside(str(path), path.name)
    if not is_plan(text):
        raise DataError(f"{path} was written by hand - put it under another name, such as phases.csv, first")
    found = read_plan(text)
    last = found.marks.index[-1].date()
    if last < today:
        return ()
    if found.plan is None:
        return (f"a plan until {last} that did not count",)
    if "" not in (found.person, wish.person) and found.person != wish.person:
        raise DataError(
            f"{path} holds a plan of {found.person} that runs until {last} - draw that of {wish.person} into a folder of its "
            "own, in the folder of the log or beside it"
        )
    if not wish.again:
        raise DataError(
            f"{path} holds a plan that runs until {last} - keep to it, or draw again with --again: the new plan then says "
            "that it was not the first"
        )
    old = found.plan
    return (*old.earlier_draws, f"{old.drawn_at.date()}: {old.kind}, seed {old.seed}")
