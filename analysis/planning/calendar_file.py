"""A plan for a calendar program: an entry for each stretch of days with the routine, and without."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from analysis.planning.plan import Plan, list_stretches
from analysis.planning.words import ASK_FIRST, name_routine

CALENDAR = "plan.ics"


def write_calendar(plan: Plan, folder: Path) -> Path:
    """Write plan.ics into a folder: entries of whole days that calendar programs import.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling.
    """
    path = folder / CALENDAR
    path.write_bytes(make_calendar(plan))
    return path


def make_calendar(plan: Plan) -> bytes:
    """The bytes of plan.ics.

    Examples
    --------
    >>> from analysis.stats.randomization import Limits
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = Plan("start", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
    >>> make_calendar(plan).count(b"BEGIN:VEVENT")
    3
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Flexibility Log//plan//EN")
    calendar.add("version", "2.0")
    for number, (first, last, title) in enumerate(_list_entries(plan)):
        event = icalendar.Event()
        event.add("uid", f"plan-{plan.seed}-{plan.first_day:%Y%m%d}-{number}@flexibility-log")
        event.add("dtstamp", plan.drawn_at.astimezone(datetime.UTC))
        event.add("dtstart", first)
        event.add("dtend", last + datetime.timedelta(days=1))
        event.add("summary", title)
        event.add("description", f"Log on every day, with the routine and without. {ASK_FIRST}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def _list_entries(plan: Plan) -> Iterator[tuple[datetime.date, datetime.date, str]]:
    marks, routine = plan.marks(), name_routine(plan)
    for side in marks:
        where = f", {side}{'' if plan.people else ' side'}" if side else ""
        for first, last, on in list_stretches(marks[side]):
            yield first, last, f"{'With' if on else 'Without'} the {routine}{where}"
    yield plan.last_day, plan.last_day, "The plan ends today: log, then read the answer"
