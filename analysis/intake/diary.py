"""A table that no app wrote -> sessions and outcomes, by its headers and cells."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.bouts import read_sessions
from analysis.intake.columns import read_headers, read_role
from analysis.intake.common import Common
from analysis.intake.date_shapes import read_shape
from analysis.intake.evidence import settle_open
from analysis.intake.grid import Grid, Job, fit_records, make_grid, report_cells
from analysis.intake.issues import KEPT, LEFT_OUT, SKIPPED
from analysis.intake.meaning import Meaning
from analysis.intake.outcomes import read_outcomes
from analysis.intake.roles import report_unread, settle_twins
from analysis.intake.tables import Table
from analysis.intake.two_marks import split_marks
from analysis.intake.when import When, find_when
from analysis.intake.words import is_null


def read_diary(table: Table, job: Job, today: dt.date) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Read one table of a diary.

    Returns
    -------
    sessions, outcomes : list of DataFrame
        With `_rec`, the record's number in the ledger.

    Raises
    ------
    DataError
        No column holds dates.
    """
    meanings = _find_meanings(table, job)
    if meanings is None:
        job.ledger.open(len(table.records))
        return [], []
    notes_last = bool(meanings) and meanings[-1].role == "notes"
    fitting, numbers = fit_records(table.records, len(meanings), notes_last, job)
    grid = make_grid(fitting, numbers, meanings)
    split_marks(grid, job)
    settle_open(grid, job)
    settle_twins(grid, job)
    when = find_when(grid, job, today)
    report_unread(grid, job)
    if when is None:
        return [], []
    fresh = _pass_duplicates(grid, when, job)
    common = Common(grid, job)
    outcomes, refused = read_outcomes(grid, when, common, job)
    sessions, more = read_sessions(grid, when, common, job)
    outcomes = [frame[fresh_rows(frame, fresh)] for frame in outcomes]
    frames = [] if sessions is None else [sessions[fresh_rows(sessions, fresh)]]
    outcomes = _settle(grid, when, frames, outcomes, refused | more, fresh, job)
    return frames, outcomes


def fresh_rows(frame: pd.DataFrame, fresh: set[int] | None) -> np.ndarray:
    """Mark the rows whose record was not submitted before."""
    if fresh is None:
        return np.ones(len(frame), dtype=bool)
    return frame["_rec"].isin(fresh).to_numpy()


def _find_meanings(table: Table, job: Job) -> list[Meaning] | None:
    """Give what each column means; None when the file has no header and nobody said."""
    columns = dict(job.answers.columns)
    if table.header:
        return read_headers(table.header, columns)
    width = max((len(r.cells) for r in table.records), default=0)
    if any(key.isdigit() for key in columns):
        return [
            read_role(columns[str(at)], str(at)) if str(at) in columns else Meaning("", why="it has no name")
            for at in range(width)
        ]
    first = table.records[0]
    if not any(read_shape(cell) for record in table.records for cell in record.cells):
        raise DataError(
            f"{job.name} is no log: it has no header that is known and no cell of it is a date - leave it out, "
            "or put a header line such as 'Date,Pain' in the file"
        )
    job.ask(
        f"the file has no header and no app's layout (line {first.line}: {job.delimiter.join(first.cells)[:80]!r}) - "
        "pass columns={'0': 'date', '1': 'pain'} with what each column holds, or put a header line in the file"
    )
    return None


def _pass_duplicates(grid: Grid, when: When, job: Job) -> set[int] | None:
    """Pass over records submitted twice; give the ledger numbers of the rest, None for all."""
    seen: dict[tuple[str, ...], int] = {}
    twice = []
    for row, cells in enumerate(zip(*grid.columns, strict=True)):
        if seen.setdefault(cells, row) != row:
            twice.append(row)
    if not twice:
        return None
    stamped = grid.meanings[when.column].role == "timestamp" and any(
        text.count(":") >= 2 for text in grid.distinct(when.column)[1]
    )
    lines = grid.lines[twice].tolist()
    if not stamped:
        job.findings.group(
            "note",
            "possible_duplicate",
            "the same as an earlier one; kept, as repeated trials can be alike",
            lines,
        )
        return None
    job.findings.group("note", "submitted_twice", "sent twice, the same to the second; counted once", lines)
    job.ledger.settle(grid.records[twice].tolist(), SKIPPED)
    return set(np.delete(grid.records, twice).tolist())


def _settle(
    grid: Grid, when: When, sessions: list[pd.DataFrame], outcomes: list[pd.DataFrame], refused: np.ndarray,
    fresh: set[int] | None, job: Job,
) -> list[pd.DataFrame]:  # fmt: skip
    """Settle what became of each record; drop the empty readings of records that were left out."""
    kept = {rec for frame in sessions for rec in frame["_rec"].tolist()}
    for frame in outcomes:
        kept.update(frame.loc[frame["_full"].to_numpy(), "_rec"].tolist())
    blank = {rec for frame in outcomes for rec in frame["_rec"].tolist()}
    unread = [
        at
        for at, m in enumerate(grid.meanings)
        if not m.role or m.role in ("sets", "reps", "hold_s", "value")
    ]
    status = {KEPT: [], SKIPPED: [], LEFT_OUT: []}
    dropped, idle, undated = set(), [], []
    for row, rec in enumerate(grid.records.tolist()):
        if fresh is not None and rec not in fresh:
            continue
        if np.isnat(when.day[row]):
            bare = _bare(grid, row, when.column) and when.problems[row][0] in ("future_date", "no_date")
            status[SKIPPED if bare else LEFT_OUT].append(rec)
            (idle if bare else undated).append(row)
        elif rec in kept:
            status[KEPT].append(rec)
        elif refused[row] or (rec not in blank and row not in grid.passed and _holds(grid, row, unread)):
            status[LEFT_OUT].append(rec)
            dropped.add(rec)
        else:
            status[KEPT if rec in blank else SKIPPED].append(rec)
    for code, records in status.items():
        job.ledger.settle(records, code)
    report_cells(job, grid, np.array(undated, dtype=int), when.column, when.problems)
    job.findings.group(
        "note", "only_a_date", "a record with nothing but a date was passed over", grid.lines[idle].tolist()
    )
    _report_nothing(grid, job, dropped, refused)
    _report_lone_notes(grid, job, set(status[SKIPPED]))
    return [frame[~frame["_rec"].isin(dropped)] for frame in outcomes] if dropped else outcomes


def _holds(grid: Grid, row: int, columns: list[int]) -> bool:
    return any(not is_null(grid.columns[at][row]) for at in columns)


def _bare(grid: Grid, row: int, column: int) -> bool:
    """True when nothing but the date (or its weekday) stands in a record."""
    return all(
        at == column or m.role in ("weekday", "year", "month") or is_null(grid.columns[at][row])
        for at, m in enumerate(grid.meanings)
    )


def _report_lone_notes(grid: Grid, job: Job, skipped: set[int]) -> None:
    """Show the notes of records that had nothing else, so that they are not lost in silence."""
    for at in grid.find("notes"):
        rows = [
            row
            for row, rec in enumerate(grid.records.tolist())
            if rec in skipped and grid.columns[at][row].strip()
        ]
        texts = [grid.columns[at][row] for row in rows]
        job.findings.group(
            "note", "lone_note", "a note with nothing else; it is shown here alone", grid.lines[rows].tolist(),
            texts=texts, column=grid.meanings[at].header,
        )  # fmt: skip


def _report_nothing(grid: Grid, job: Job, dropped: set[int], refused: np.ndarray) -> None:
    rows = [row for row, rec in enumerate(grid.records.tolist()) if rec in dropped and not refused[row]]
    job.findings.group(
        "error",
        "nothing_read",
        "left out: no column that holds something here is read",
        grid.lines[rows].tolist(),
        fix="say what the columns hold with columns={'header': 'pain'}",
    )


def needs_dates(table: Table) -> bool:
    """Say whether a table of several has a column of dates by name.

    Examples
    --------
    >>> needs_dates(Table(["Name", "Colour"], 1))
    False
    """
    return any(m.role in ("date", "timestamp", "start") for m in read_headers(table.header))


def skip_table(table: Table, job: Job) -> None:
    """Leave a section without dates out, and say so."""
    first = job.ledger.open(len(table.records))
    job.ledger.settle(range(first, first + len(table.records)), LEFT_OUT)
    if table.records:
        title = f" {table.title!r}" if table.title else ""
        job.findings.add(
            "warning",
            "section_not_read",
            f"the section{title} has no column of dates; its {len(table.records)} records are left out",
            line=table.header_line,
            text=job.delimiter.join(table.header),
        )


def read_table(
    table: Table, job: Job, today: dt.date, several: bool
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Read one table, of several in its file or alone.

    Raises
    ------
    DataError
        It stands alone and no column holds dates.
    """
    if not several:
        return read_diary(table, job, today)
    if not needs_dates(table):
        skip_table(table, job)
        return [], []
    before = len(job.ledger.status)
    try:
        return read_diary(table, job, today)
    except DataError:
        del job.ledger.status[before:]
        skip_table(table, job)
        return [], []
