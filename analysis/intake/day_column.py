"""The column that gives the day: by its role, by the person's word, or by its cells; two that differ are never mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.errors import DataError
from analysis.intake.clock import take_zone
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.dates import DateColumn
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.words import fold, is_null

_DATED = ("date", "timestamp", "start", "end", "time")


def take_zones(grid: Grid) -> None:
    """Give headers such as 'Date (UTC)' the role that they have without the zone."""
    for at, meaning in enumerate(grid.meanings):
        rest, east = take_zone(meaning.header)
        role = read_header(rest).role if east is not None and not meaning.role else ""
        if role in _DATED:
            grid.meanings[at] = replace(meaning, role=role, why="", maybe=())


def is_named(grid: Grid, at: int, job: Job) -> bool:
    """Say whether the person said what a column holds."""
    named = {fold(key) for key in job.answers.columns}
    header = grid.meanings[at].header
    return fold(header) in named if header.strip() else str(at) in named


def choose_day(
    grid: Grid, read: dict[int, DateColumn], job: Job, read_column: Callable[[int], DateColumn]
) -> int | None:
    """Choose the column that gives the day: a date, else a timestamp, else a start, else by its cells.

    Parameters
    ----------
    read : dict
        Column -> its dates; a column that is taken by its cells is added.
    read_column : callable
        Reads one more.

    Returns
    -------
    int or None
        None where two columns differ and only the person can say which counts.

    Raises
    ------
    DataError
        Nothing in the table is a date, or several columns are and none is named.
    """
    for role in ("date", "timestamp", "start"):
        candidates = [at for at in grid.find(role) if at in read]
        dated = [at for at in candidates if _count_dated(grid, at, read[at])]
        if dated:
            return _choose_among(grid, read, dated, candidates, job)
        asking = [at for at in candidates if read[at].question]
        if asking:
            return asking[0]
    voted = [at for at in range(len(grid.columns)) if at not in read and _mostly_dates(grid, at)]
    if len(voted) == 1:
        return _take_by_cells(grid, read, voted[0], job, read_column)
    known = [at for at in grid.find("date", "timestamp", "start") if at in read]
    if known:
        return known[0]
    names = [m.header for m in grid.meanings]
    if voted:
        several = [names[at] for at in voted]
        raise DataError(
            f"{job.name}: columns {several} hold dates, and none is named as the date of the record - pass "
            f"columns={{{several[-1]!r}: 'date'}}, or another of them"
        )
    raise DataError(
        f"{job.name}: no column holds dates; its columns are {names} - put the day of each record in a column named 'Date'"
    )


def _take_by_cells(
    grid: Grid, read: dict[int, DateColumn], at: int, job: Job, read_column: Callable[[int], DateColumn]
) -> int:
    header = grid.meanings[at].header
    job.findings.add(
        "warning",
        "date_by_cells",
        "taken as the date, because its cells are dates",
        column=header,
        fix=f"pass columns={{{header!r}: 'date'}} to say so",
    )
    grid.meanings[at] = replace(grid.meanings[at], role="date")
    read[at] = read_column(at)
    return at


def _choose_among(
    grid: Grid, read: dict[int, DateColumn], dated: list[int], candidates: list[int], job: Job
) -> int | None:
    """Choose among columns of one role that hold dates; what the person named comes first."""
    named = [at for at in dated if is_named(grid, at, job)]
    among = named or dated
    chosen = max(among, key=lambda at: (_count_dated(grid, at, read[at]), -at))
    others = [at for at in candidates if at != chosen]
    apart = [at for at in others if _differ(grid, read, chosen, at)]
    for at in others:
        if at not in apart:
            _pass_over(grid, at, job, f"column {grid.meanings[chosen].header!r} gives the day", "note")
    for at in apart:
        if named and at not in named:
            why = f"column {grid.meanings[chosen].header!r} gives the day, as you said; the days differ"
            _pass_over(grid, at, job, why, "warning")
        elif _same_name(grid, chosen, at) and _is_block(grid, min(chosen, at), max(chosen, at)):
            _refuse_block(grid, chosen, at, job)
        else:
            _ask_which(grid, chosen, at, job)
            return None
    return chosen


def _same_name(grid: Grid, first: int, second: int) -> bool:
    return fold(grid.meanings[first].header) == fold(grid.meanings[second].header)


def _differ(grid: Grid, read: dict[int, DateColumn], first: int, second: int) -> bool:
    """Say whether two columns give different days to some record; of one name, also where the first is silent."""
    days = [read[at].day[grid.distinct(at)[0]] for at in (first, second)]
    silent = np.isnat(days[0]) & _same_name(grid, first, second)
    return bool(((days[0] != days[1]) & (silent | ~np.isnat(days[0])) & ~np.isnat(days[1])).any())


def _is_block(grid: Grid, first: int, second: int) -> bool:
    """Say whether other columns stand behind each of two columns, as in two tables side by side."""
    between = [at for at in range(first + 1, second) if grid.meanings[at].role not in ("", "ignore", *_DATED)]
    return bool(between) and second + 1 < len(grid.meanings)


def _refuse_block(grid: Grid, chosen: int, at: int, job: Job) -> None:
    """Leave the second of two tables side by side out, so that nothing of it gets the days of the first."""
    end = chosen if at < chosen else len(grid.meanings)
    names = [grid.meanings[k].header for k in range(at + 1, end) if grid.meanings[k].header.strip()]
    header = grid.meanings[at].header
    for k in range(at, end):
        why = f"it stands behind a second column {header!r}, whose days are others"
        grid.meanings[k] = replace(grid.meanings[k], role="", why=why, maybe=())
    job.findings.add(
        "warning", "second_table", f"a second column of this name begins another table, which is not read: {names}",
        column=header, line=int(grid.lines[0]), fix="move the columns from there on to a file of their own",
    )  # fmt: skip


def _ask_which(grid: Grid, chosen: int, at: int, job: Job) -> None:
    one, other = grid.meanings[chosen].header, grid.meanings[at].header
    answer = f"pass columns={{{other!r}: 'ignore'}} or columns={{{one!r}: 'ignore'}}"
    if _same_name(grid, chosen, at):
        answer = "give the columns names of their own in the file, or delete one"
    job.ask(f"columns {one!r} and {other!r} give different days to the same records - {answer}")


def _pass_over(grid: Grid, at: int, job: Job, why: str, severity: str) -> None:
    job.findings.add(severity, "column_ignored", f"not read: {why}", column=grid.meanings[at].header)
    grid.meanings[at] = replace(grid.meanings[at], role="ignore")


def _count_dated(grid: Grid, at: int, read: DateColumn) -> int:
    codes, _ = grid.distinct(at)
    return int((~np.isnat(read.day[codes])).sum()) if len(codes) else 0


def _mostly_dates(grid: Grid, at: int) -> bool:
    _, texts = grid.distinct(at)
    full = [text for text in texts if not is_null(text)]
    return bool(full) and sum(looks_like_date(text) for text in full) >= 0.8 * len(full)
