"""What was done on the days of a plan. Days off plan stay as they were drawn; here they are counted."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake import Logs
from analysis.planning.plan import Plan
from analysis.planning.words import name_routine
from analysis.reference import TRAINING_KINDS, session_kinds
from analysis.words import say_count, say_day


@dataclass(frozen=True, eq=False)
class Kept:
    """How far a plan was kept, up to the last logged day.

    Attributes
    ----------
    plan : Plan
    days : DataFrame
        A row a day and side up to the last logged day: `date`, `side`, `drawn` (True with the routine), `done`
        (True where a session of that kind was logged).
    until : Timestamp or None
        The last logged day; None where nothing was logged.
    knows_sessions : bool
        Whether the log holds any session; without one, nothing is known of what was done.
    """

    plan: Plan
    days: pd.DataFrame
    until: pd.Timestamp | None
    knows_sessions: bool

    @property
    def ended(self) -> bool:
        """Whether the last day of the plan, or a later one, was logged."""
        return self.until is not None and self.until.date() >= self.plan.last_day

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Days with the routine: done, drawn; days without: done all the same, drawn."""
        with_it, without = self.days[self.days["drawn"]], self.days[~self.days["drawn"]]
        return int(with_it["done"].sum()), len(with_it), int(without["done"].sum()), len(without)


def find_kept(logs: Logs, plan: Plan, *, until: pd.Timestamp | None, person: str | None = None) -> Kept:
    """Hold the sessions of a log against a plan.

    Parameters
    ----------
    logs : Logs
    plan : Plan
    until : Timestamp or None
        The last logged day.
    person : str, optional

    Examples
    --------
    >>> import datetime
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = Plan("start", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
    >>> find_kept(Logs(), plan, until=None).counts
    (0, 0, 0, 0)
    """
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    planned = rows[session_kinds(rows) == plan.what] if plan.what in TRAINING_KINDS else rows
    marks = plan.marks()
    marks = marks[marks.index <= until] if until is not None else marks[:0]
    parts = []
    for side in marks:
        of_side = planned[planned["side"].isin([side, "both", "unknown"])] if side else planned
        done = marks.index.isin(of_side["date"])
        parts.append(
            pd.DataFrame({"date": marks.index, "side": side, "drawn": marks[side].to_numpy(), "done": done})
        )
    columns = {"date": "datetime64[s]", "side": "str", "drawn": bool, "done": bool}
    days = (
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(columns)).astype(columns)
    )
    return Kept(plan, days, until, len(rows) > 0)


def say_kept(kept: Kept) -> str:
    """How far the plan was kept, in sentences.

    Examples
    --------
    >>> import datetime
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = Plan("start", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
    >>> say_kept(find_kept(Logs(), plan, until=None))
    'No day of the plan has been logged yet.'
    """
    if kept.days.empty:
        return "No day of the plan has been logged yet."
    if not kept.knows_sessions:
        return (
            "No session is in the log, so what was done on the days of the plan is not known; they count as drawn. "
            "Note each session, with its day."
        )
    done, with_it, off, without = kept.counts
    routine = name_routine(kept.plan)
    unit = "days and sides" if kept.plan.sides else "days"
    said = (
        f"Up to {say_day(kept.until)}: a session of the {routine} on {done} of {with_it} {unit} that were drawn with it"
        if kept.until is not None
        else ""
    )
    said += f", and on {off} of {without} drawn without."
    return said + (
        f" {say_count(off, 'day')} off plan {'stays' if off == 1 else 'stay'} as drawn." if off else ""
    )
