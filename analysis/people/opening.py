"""Folders of clients -> every client opened by themselves; one that cannot be opened leaves the others."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.days import SeriesKey, list_series
from analysis.errors import DataError
from analysis.goals import Goals, make_goals, read_goals
from analysis.intake import Logs
from analysis.logbook import Logbook, given_options, is_example, make_logbook, name_logs
from analysis.paths import SAMPLE_CLIENTS
from analysis.people.client import Client
from analysis.people.clients import Clients
from analysis.people.finding import list_folders, list_shared, read_shared
from analysis.people.loading import Loaded, find_doubles, load_client
from analysis.people.numbering import give_pseudonyms
from analysis.people.table import ClientRow, ClientTable, check_dates, fold_name, read_clients
from analysis.phases import Phases
from analysis.training import logged_days
from analysis.words import say_day


def open_clients(
    *paths: str | Path,
    today: datetime.date | str | None = None,
    names: bool = False,
    known: Mapping[str, str] | None = None,
    **answers: Any,
) -> Clients:
    """Open several people, each by themselves.

    A folder holds a subfolder a client, whose name is the client, or files with a person column, or both;
    clients.csv in it says more. One client's open question or broken file does not stop the others.

    Parameters
    ----------
    *paths : str or Path
        Folders, or files with a person column; none takes what FLEXLOG_LOGS names, else data/personal in a
        working copy of a notebook, else the sample clients.
    today : date or str, optional
        Days since the last entry are counted to it, and visits before it are compared; None takes the day it is,
        and for the sample clients the day after their last entry.
    names : bool
        True shows names in place of pseudonyms.
    known : mapping of str to str, optional
        Pseudonyms that were given before, by name.
    **answers
        Arguments of `load_logs`, such as day_first=True, for every file; none takes FLEXLOG_OPTIONS.

    Raises
    ------
    DataError
        A path is not there, clients.csv as a whole cannot be read, or `today` is no date.

    Examples
    --------
    >>> open_clients().clients[0].pseudonym
    'Client 01'
    """
    named = name_logs(*paths, example=SAMPLE_CLIENTS)
    for path in named:
        if not path.exists():
            raise DataError(f"{path} does not exist - check the path, or the folder you are in")
    answers = answers or given_options()
    tables = [read_clients(path) for path in named if path.is_dir()]
    rows = _join_tables(tables)
    shared = read_shared(list_shared(named), answers)
    folders = list_folders(named)
    found = _list_names(rows, folders, shared.people)
    loaded = [
        load_client(name, [one for one in folders if fold_name(one.name) == fold_name(name)], shared, answers)
        for name in found
    ]
    loaded = _stop_doubles(loaded)
    example = is_example(named)
    day = _settle_today(today, loaded, example=example)
    pseudonyms = give_pseudonyms(found, known or {})
    clients = [
        _make_client(
            one, check_dates(rows.get(fold_name(one.name), ClientRow(one.name)), day), named, example
        )
        for one in loaded
    ]
    return Clients(
        clients=tuple(replace(one, pseudonym=pseudonyms[one.name]) for one in clients),
        today=day,
        is_example=example,
        paths=named,
        problems=shared.problems,
        notes=tuple(note for table in tables for note in table.notes),
        names=names,
        has_table=bool(rows),
    )


def _stop_doubles(loaded: Sequence[Loaded]) -> list[Loaded]:
    """Without the logs of clients who share a file: it cannot be both's."""
    doubles = find_doubles(loaded)
    return [
        replace(one, logs=None, problem=doubles[one.name]) if one.name in doubles else one for one in loaded
    ]


def _join_tables(tables: Sequence[ClientTable]) -> dict[str, ClientRow]:
    """The rows by folded name; the first folder's row counts where two folders have one."""
    rows: dict[str, ClientRow] = {}
    for table in tables:
        for row in table.rows:
            rows.setdefault(fold_name(row.name), row)
    return rows


def _list_names(rows: Mapping[str, ClientRow], folders: Sequence[Path], people: Sequence[str]) -> list[str]:
    """Every client once: in the order of clients.csv, then by name."""
    names = {key: row.name for key, row in rows.items()}
    others = {fold_name(name): name for name in (*people, *(one.name for one in folders))}
    names |= {key: others[key] for key in sorted(others) if key not in names}
    return list(names.values())


def _settle_today(
    given: datetime.date | str | None, loaded: Sequence[Loaded], *, example: bool
) -> datetime.date:
    if isinstance(given, str):
        try:
            return datetime.date.fromisoformat(given)
        except ValueError:
            raise DataError(f"today is {given!r}, must be a date such as 2026-03-16") from None
    if given is not None:
        return given
    last = [
        days[-1] for one in loaded if one.logs is not None for days in [logged_days(one.logs)] if len(days)
    ]
    if not example or not last:
        return datetime.date.today()
    return max(last).date() + datetime.timedelta(days=1)


def _make_client(loaded: Loaded, row: ClientRow, named: Sequence[Path], example: bool) -> Client:
    client = Client(
        loaded.name,
        "",
        row,
        problem=loaded.problem or row.problem,
        questions=loaded.questions,
        folders=loaded.folders,
        files=loaded.files,
    )
    if client.problem or loaded.logs is None:
        return client
    try:
        book, note = _open(loaded, loaded.logs, row, example)
    except DataError as problem:
        return replace(client, problem=str(problem))
    return replace(client, logbook=book, note=note)


def _open(loaded: Loaded, logs: Logs, row: ClientRow, example: bool) -> tuple[Logbook, str]:
    """A logbook with the goals of flexlog.toml and the row; and what to know of its start."""
    saved = read_goals(*loaded.files, *loaded.folders).of(loaded.name)
    keys = list_series(logs, person=loaded.name)
    goals = saved.also(_goals_of_row(row, keys))
    days = logged_days(logs, person=loaded.name)
    if row.start is not None and len(days) and pd.Timestamp(row.start) > days[-1]:
        note = f"The start, {say_day(pd.Timestamp(row.start))}, is after the last entry: there is nothing to compare yet."
        return Logbook(logs, Phases((), "none"), example, loaded.name, goals), note
    start = None if row.start is None else row.start.isoformat()
    try:
        return make_logbook(logs, goals, start=start, person=loaded.name, example=example), ""
    except DataError as problem:
        if start is None:
            raise
        raise DataError(f"{row.where}, start: {problem}") from None


def _goals_of_row(row: ClientRow, keys: tuple[SeriesKey, ...]) -> Goals:
    """The goals that clients.csv names, checked against what the log holds."""
    if not row.main or not keys:
        return Goals()
    metrics = list(dict.fromkeys(key.metric for key in keys if Goals(row.main).is_main(key)))
    if not metrics:
        held = ", ".join(sorted({key.metric for key in keys}))
        raise DataError(
            f"{row.where}, main measure: {row.main!r} is not in the log, which holds {held} - name one of them"
        )
    try:
        marks = {} if row.worthwhile is None else {metrics[0]: row.worthwhile}
        targets = {} if row.target is None else {metrics[0]: row.target}
        return make_goals(row.main, marks, targets)
    except DataError as problem:
        raise DataError(f"{row.where}: {problem}") from None
