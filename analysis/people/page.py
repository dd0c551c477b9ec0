"""What one A4 page says of a client: the main measure, this visit against the last, adherence, target, flags."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.aspects.visit import END_DAYS, PAIN_IS_WORSE, say_caution, say_done, say_mains
from analysis.comparison import Comparison
from analysis.people.attention import say_unsearched
from analysis.people.client import Client, add_visits, say_last_entry, say_next_visit
from analysis.people.periods import compare_periods, find_periods, say_periods
from analysis.planning.kept import find_kept, say_kept
from analysis.training import WeeklyTraining, logged_days
from analysis.words import say_amount, say_count, say_day, say_number


@dataclass(frozen=True, eq=False)
class ClientPage:
    """One A4 page of a client.

    Attributes
    ----------
    title : str
        The pseudonym, or the name where names are shown.
    opened : str
        Days of the log, last entry, start and next visit.
    flags : tuple of str
        Why the client needs attention; empty where nothing was found, which is no all-clear.
    caution : str
        '' or what to do where pain is high or got worse.
    said : tuple of str
        The answer for the main measure, at most two sentences.
    target : tuple of str
        Where the main measure stands beside the target; empty without one.
    mains : tuple of Comparison
        What is drawn: one measure, or its two sides, with the visits among the events.
    chosen : bool
        Whether a main measure was named.
    table : DataFrame
        As `compare_periods` gives it.
    table_note : str
        Which days its means are of.
    done : tuple of str
        What was trained, and what was kept of a plan.
    training : WeeklyTraining
    read : str
        How much was read, without a file's name.
    """

    title: str
    opened: str
    flags: tuple[str, ...]
    caution: str
    said: tuple[str, ...]
    target: tuple[str, ...]
    mains: tuple[Comparison, ...]
    chosen: bool
    table: pd.DataFrame
    table_note: str
    done: tuple[str, ...]
    training: WeeklyTraining
    read: str


def find_client_page(
    client: Client, label: str, today: datetime.date, *, flags: Sequence[str] = ()
) -> ClientPage:
    """Gather the page of a client who has a log.

    Parameters
    ----------
    client : Client
    label : str
        What the client is called on it.
    today : date
    flags : sequence of str
        Why the client needs attention.

    Raises
    ------
    ValueError
        The client has no log.

    Examples
    --------
    >>> from analysis.people import open_clients
    >>> people = open_clients()
    >>> find_client_page(people.opened[0], "Client 01", people.today).title
    'Example log: client 01'
    """
    book = client.logbook
    if book is None:
        raise ValueError(f"{label} has no log, so there is no page")
    visits = client.visits(today)
    mains = add_visits(client.mains, visits)
    outcomes = [*mains, *(one for one in client.outcomes if one.name not in {main.name for main in mains})]
    training, periods = book.training(), find_periods(visits, book.phases.only_start)
    return ClientPage(
        title=book.title(label),
        opened=_say_opened(client, today),
        flags=tuple(flags),
        caution=PAIN_IS_WORSE if say_caution(outcomes) else "",
        said=say_mains(mains),
        target=tuple(filter(None, map(say_target, mains))),
        mains=mains,
        chosen=any(one.role == "main" for one in mains),
        table=compare_periods(outcomes, periods, training),
        table_note=say_periods(periods),
        done=tuple(filter(None, [say_done(training), _say_plan(client)])),
        training=training,
        read=_say_read(client),
    )


def say_target(one: Comparison) -> str:
    """Where the mean of the last days stands beside the target; '' without one.

    Which way is on target is known from the measure, else from where the days before the start were.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> say_target(open_logbook(target={"tightness": 3}).pick("tightness"))[:48]
    'Target for tightness, hip: 3 points, not reached'
    """
    if one.target is None or one.series.empty:
        return ""
    last = one.series[one.series.index > one.series.index[-1] - pd.Timedelta(days=END_DAYS)]
    mean, way = float(last.mean()), _find_way(one)
    head = f"Target for {one.name[0].lower()}{one.name[1:]}: {say_amount(one.target, one.unit)}"
    basis = f"the last {END_DAYS} days average {say_number(mean)} ({say_count(len(last), 'day')})"
    if not way:
        return f"{head}; {basis}."
    short = (one.target - mean) * way
    if short <= 0:
        return f"{head}, reached: {basis}."
    return f"{head}, not reached: {basis}, {say_amount(short, one.unit)} to go."


def _find_way(one: Comparison) -> int:
    """1 where more is on target, -1 where less is, 0 where that is not known."""
    if one.yardstick.improvement:
        return one.yardstick.improvement
    before = one.series[one.labels == "A"]
    if one.target is None or before.empty or float(before.mean()) == one.target:
        return 0
    return 1 if one.target > float(before.mean()) else -1


def _say_opened(client: Client, today: datetime.date) -> str:
    book = client.logbook
    days = logged_days(book.logs, person=book.person) if book is not None else pd.DatetimeIndex([])
    if book is None or days.empty:
        return " ".join(filter(None, ["No day was logged.", client.note, _say_coming(client, today)]))
    span = f"{say_day(days[0])} to {say_day(days[-1])}" if len(days) > 1 else say_day(days[0])
    start = book.phases.only_start
    began = "" if start is None else f"The routine began on {say_day(start)}."
    last = f"Last entry {say_last_entry(client, today)}."
    logged = f"{span}, {say_count(len(days), 'day')} logged."
    return " ".join(filter(None, [logged, last, began, client.note, _say_coming(client, today)]))


def _say_coming(client: Client, today: datetime.date) -> str:
    coming = say_next_visit(client.row, today)
    return f"Next visit: {coming}." if coming else ""


def _say_plan(client: Client) -> str:
    book = client.logbook
    if book is None or book.phases.plan is None:
        return ""
    days = logged_days(book.logs, person=book.person)
    return say_kept(
        find_kept(book.logs, book.phases.plan, until=days[-1] if len(days) else None, person=book.person)
    )


def _say_read(client: Client) -> str:
    """Files, readings, sessions and what was left out; the names of files stay out of a page that is printed."""
    book = client.logbook
    if book is None:
        return ""
    logs = book.logs
    outcomes = logs.outcomes[logs.outcomes["value"].notna() & (logs.outcomes["person"] == book.person)]
    sessions = logs.sessions[logs.sessions["person"] == book.person]
    files = {*outcomes["file_id"], *sessions["file_id"]}
    left = int(logs.files.loc[logs.files["file_id"].isin(files), "left_out"].sum())
    counts = f"{say_count(len(files), 'file')}, {say_count(len(outcomes), 'reading')}, "
    counts += say_count(int(sessions["session_id"].nunique()), "session")
    unsearched = say_unsearched(client)
    lost = f"; {say_count(left, 'record')} left out" if left else ""
    return " ".join(
        filter(
            None,
            [f"Read: {counts}{lost}.", unsearched, "Not all files could be read." if client.unread else ""],
        )
    )
