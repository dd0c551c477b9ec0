"""A table that no app wrote -> sessions and outcomes, by its headers and cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.bouts import read_sessions
from analysis.intake.clock import take_zone
from analysis.intake.columns import read_headers, read_role
from analysis.intake.common import Common
from analysis.intake.date_shapes import read_shape
from analysis.intake.described import describe_grid
from analysis.intake.evidence import settle_open
from analysis.intake.folded import close_fold, open_fold
from analysis.intake.grid import Grid, Job, make_grid, report_cells
from analysis.intake.issues import KEPT, LEFT_OUT, SKIPPED
from analysis.intake.meaning import Meaning
from analysis.intake.outcomes import read_outcomes
from analysis.intake.roles import report_unread, settle_twins
from analysis.intake.tables import Table
from analysis.intake.titles import apply_titles, ask_titles
from analysis.intake.totals import pass_totals
from analysis.intake.two_marks import split_marks
from analysis.intake.when import When, find_when
from analysis.intake.widths import fit_header, fit_records, refuse_shifted
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
    job.title = table.title
    meanings = _find_meanings(table, job)
    if meanings is None:
        job.ledger.open(len(table.records))
        return [], []
    fitting, numbers = fit_records(table.records, meanings, job)
    grid = make_grid(fitting, numbers, meanings)
    grid.titles, grid.column_lines = _spread_titles(table, job, grid), table.column_lines
    apply_titles(grid, job)
    pass_totals(grid, job)
    refuse_shifted(grid, job)
    split_marks(grid, job)
    settle_open(grid, job)
    settle_twins(grid, job)
    frames, outcomes = read_grid(grid, job, today)
    describe_grid(grid, table, job)
    return frames, outcomes


def read_grid(grid: Grid, job: Job, today: dt.date) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Read records whose columns are settled: sessions and readings, and what became of each record.

    Nothing comes of it where a question is open.
    """
    when = find_when(grid, job, today)
    report_unread(grid, job)
    if when is None or ask_titles(grid, job):
        return [], []
    fresh = _pass_duplicates(grid, when, job)
    common = Common(grid, job)
    outcomes, refused = read_outcomes(grid, when, common, job)
    sessions, more = read_sessions(grid, when, common, job)
    outcomes = [fresh_rows(frame, fresh) for frame in outcomes]
    frames = [] if sessions is None else [fresh_rows(sessions, fresh)]
    outcomes = _settle(grid, when, frames, outcomes, refused | more, fresh, job)
    return frames, outcomes


def fresh_rows(frame: pd.DataFrame, fresh: np.ndarray | None) -> pd.DataFrame:
    """Give the rows whose record was not submitted before."""
    return frame if fresh is None else frame[frame["_rec"].isin(fresh)]


def _spread_titles(table: Table, job: Job, grid: Grid) -> np.ndarray | None:
    """Give the title over each row of the grid."""
    if not table.titles:
        return None
    places = grid.records - (len(job.ledger) - len(table.records))
    starts, titles = [0, *(place for place, _ in table.titles)], ["", *(title for _, title in table.titles)]
    return np.array(titles, dtype=object)[np.searchsorted(starts, places, side="right") - 1]


def _find_meanings(table: Table, job: Job) -> list[Meaning] | None:
    """Give what each column means; None when the file has no header and nobody said."""
    columns = dict(job.answers.columns)
    table.header = fit_header(table)
    widest = len(table.header) or max((len(r.cells) for r in table.records), default=0)
    job.facts["width"] = max(job.facts.get("width", 0), widest)
    if table.header:
        return read_headers(table.header, columns)
    if any(key.isdigit() for key in columns):
        return [
            read_role(columns[str(at)], str(at)) if str(at) in columns else Meaning("", why="it has no name")
            for at in range(widest)
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


def _pass_duplicates(grid: Grid, when: When, job: Job) -> np.ndarray | None:
    """Pass over records submitted twice; give the ledger numbers of the rest, None for all."""
    twice = np.flatnonzero(_same_before(grid))
    if not len(twice):
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
    job.ledger.settle(grid.records[twice], SKIPPED)
    return np.delete(grid.records, twice)


def _same_before(grid: Grid) -> np.ndarray:
    """Mark the rows whose cells are all the same as those of an earlier row."""
    key = np.zeros(len(grid), dtype=np.int64)
    for at in range(len(grid.columns)):
        codes, texts = grid.distinct(at)
        key = pd.factorize(key * max(len(texts), 1) + codes)[0]
    return pd.Series(key).duplicated().to_numpy()


def _settle(
    grid: Grid, when: When, sessions: list[pd.DataFrame], outcomes: list[pd.DataFrame], refused: np.ndarray,
    fresh: np.ndarray | None, job: Job,
) -> list[pd.DataFrame]:  # fmt: skip
    """Settle what became of each record; drop the empty readings of records that were left out."""
    rows = np.arange(len(grid)) if fresh is None else np.flatnonzero(np.isin(grid.records, fresh))
    full = [frame["_rec"].to_numpy()[frame["_full"].to_numpy()] for frame in outcomes]
    kept = _among(grid, job, [*(frame["_rec"].to_numpy() for frame in sessions), *full])
    blank = _among(grid, job, [frame["_rec"].to_numpy() for frame in outcomes])
    undated = np.isnat(when.day)
    idle = undated & _bare(grid, when, np.flatnonzero(undated))
    nothing = (
        ~kept
        & ~undated
        & (refused | (~blank & ~grid.passed_rows() & _holds_unread(grid, rows, kept | blank)))
    )
    status = np.select(
        [idle, undated, kept, nothing, blank], [SKIPPED, LEFT_OUT, KEPT, LEFT_OUT, KEPT], SKIPPED
    )
    for code in (KEPT, SKIPPED, LEFT_OUT):
        job.ledger.settle(grid.records[rows[status[rows] == code]], code)
    report_cells(job, grid, rows[(undated & ~idle)[rows]], when.column, when.problems)
    job.findings.group(
        "note",
        "only_a_date",
        "a record with nothing but a date was passed over",
        grid.lines[rows[idle[rows]]].tolist(),
    )
    lost = rows[nothing[rows]]
    _report_nothing(grid, job, lost[~refused[lost]])
    _report_lone_notes(grid, job, rows[(status == SKIPPED)[rows]])
    dropped = grid.records[lost]
    return [frame[~frame["_rec"].isin(dropped)] for frame in outcomes] if len(dropped) else outcomes


def _among(grid: Grid, job: Job, records: list[np.ndarray]) -> np.ndarray:
    """Mark the rows whose record is in one of these columns."""
    marks = np.zeros(len(job.ledger), dtype=bool)
    for numbers in records:
        marks[numbers] = True
    return marks[grid.records]


def _holds_unread(grid: Grid, rows: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Mark the rows of which nothing is known, and where a column that is not read holds something."""
    unread = [
        at
        for at, m in enumerate(grid.meanings)
        if not m.role or m.role in ("sets", "reps", "hold_s", "value")
    ]
    found = np.zeros(len(grid), dtype=bool)
    for row in rows[~known[rows]].tolist():
        found[row] = any(not is_null(grid.columns[at][row]) for at in unread)
    return found


def _bare(grid: Grid, when: When, rows: np.ndarray) -> np.ndarray:
    """Mark the rows in which nothing but a date (or its weekday) stands, and that date cannot be used."""
    bare = np.zeros(len(grid), dtype=bool)
    others = [
        at for at, m in enumerate(grid.meanings)
        if at != when.column and m.role not in ("weekday", "year", "month")
    ]  # fmt: skip
    for row in rows.tolist():
        blank = when.problems[row][0] in ("future_date", "no_date")
        bare[row] = blank and all(is_null(grid.columns[at][row]) for at in others)
    return bare


def _report_lone_notes(grid: Grid, job: Job, skipped: np.ndarray) -> None:
    """Show the notes of records that had nothing else, so that they are not lost in silence."""
    for at in grid.find("notes"):
        rows = [row for row in skipped.tolist() if grid.columns[at][row].strip()]
        texts = [grid.columns[at][row] for row in rows]
        job.findings.group(
            "note", "lone_note", "a note with nothing else; it is shown here alone", grid.lines[rows].tolist(),
            texts=texts, column=grid.meanings[at].header,
        )  # fmt: skip


def _first_unread(grid: Grid) -> str:
    """Give the name or the position of the first column that is not read."""
    at = next((at for at, m in enumerate(grid.meanings) if not m.role), 0)
    return grid.meanings[at].header or str(at)


def _report_nothing(grid: Grid, job: Job, rows: np.ndarray) -> None:
    job.findings.group(
        "error",
        "nothing_read",
        "left out: no column that holds something here is read",
        grid.lines[rows].tolist(),
        fix=f"pass columns={{{_first_unread(grid)!r}: 'pain'}}, or with what that column holds",
    )


def needs_dates(table: Table) -> bool:
    """Say whether a table of several has a column of dates by name.

    Examples
    --------
    >>> needs_dates(Table(["Name", "Colour"], 1))
    False
    """
    names = [take_zone(name)[0] for name in table.header]
    return any(m.role in ("date", "timestamp", "start") for m in read_headers(names))


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


def pass_table(table: Table, job: Job, why: str) -> None:
    """Pass over a table of an app that holds nothing of a log, and say so."""
    first = job.ledger.open(len(table.records))
    job.ledger.settle(range(first, first + len(table.records)), SKIPPED)
    if table.records:
        job.findings.add(
            "note", "other_table", f"{why}; its {len(table.records)} records are passed over", line=table.header_line,
            text=job.delimiter.join(table.header),
        )  # fmt: skip


def read_table(
    table: Table, job: Job, today: dt.date, several: bool
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Read one table, of several in its file or alone.

    Raises
    ------
    DataError
        It stands alone and no column holds dates.
    """
    if table.folded:
        own = open_fold(job)
        sessions, outcomes = read_table(replace(table, folded=False), own, today, several)
        close_fold(table, own, job, sessions + outcomes)
        return sessions, outcomes
    if not several:
        return read_diary(table, job, today)
    if not needs_dates(table):
        skip_table(table, job)
        return [], []
    before = len(job.ledger)
    try:
        return read_diary(table, job, today)
    except DataError:
        job.ledger.forget(before)
        skip_table(table, job)
        return [], []
