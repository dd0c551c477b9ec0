"""A table that `analysis.export` wrote -> the same table again, or the reason why not.

A file is known as such by its header, or by being Parquet, never by its name.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError
from analysis.intake.decode import decode_text
from analysis.intake.faults import Fault
from analysis.intake.files import FileResult, Layout, hash_bytes
from analysis.intake.grid import MOST_ERRORS, Answers, Job
from analysis.intake.issues import KEPT, LEFT_OUT, Findings
from analysis.intake.records import DELIMITERS, NAMES, Record
from analysis.intake.sources import Source
from analysis.intake.typed import type_cells, type_frame
from analysis.schema import TABLES

APP = "flexlog"
PARQUET = b"PAR1"
_HEAD = 6000
_AGAIN = "export it again, or load the files it came from"


@dataclass(eq=False)
class ExportedTable:
    """One table of an export as it was read.

    Attributes
    ----------
    table : str
        Which: 'sessions', 'outcomes', ...
    result : FileResult
        The export's own file: its findings and its balance, should they be shown.
    frame : DataFrame
        The good rows, in the dtypes of the table; the index is the number in the ledger.
    lines : list of int
        Line in the export of every record; its number where there are no lines.
    """

    table: str
    result: FileResult
    frame: pd.DataFrame
    lines: list[int]


class _Cells(NamedTuple):
    """The records of a CSV under its header."""

    names: list[str]
    records: list[Record]


def looks_exported(data: bytes) -> bool:
    """Say whether bytes may be a table of an export: Parquet, or most of a table's columns.

    Examples
    --------
    >>> looks_exported(b"Date,Pain (0-10)")
    False
    """
    if data.startswith(PARQUET):
        return True
    head = data[:_HEAD].replace(b"\0", b"").decode("utf-8-sig", errors="ignore")
    return _nearest(re.split(r'[,;|"\t\r\n]+', head))[1] >= 0.75


def name_table(header: list[str], name: str) -> str:
    """Name the table whose columns a header has.

    Raises
    ------
    DataError
        A column is missing, or stands twice.

    Examples
    --------
    >>> name_table(["Date", "Pain"], "log.csv")
    Traceback (most recent call last):
    ...
    analysis.errors.DataError: log.csv holds no table of an export - load the file it was made from
    """
    table, share = _nearest(header)
    if share < 0.75:
        raise DataError(f"{name} holds no table of an export - load the file it was made from")
    wanted = [column.name for column in TABLES[table]]
    missing = [column for column in wanted if column not in header]
    if missing:
        raise DataError(
            f"{name} is the table {table} of an export, but has no column {', '.join(missing)} - {_AGAIN}"
        )
    twice = [column for column, count in Counter(header).items() if count > 1 and column in wanted]
    if twice:
        raise DataError(f"{name} has more than one column {', '.join(twice)} - {_AGAIN}")
    return table


def _nearest(header: list[str]) -> tuple[str, float]:
    """Find the table that most of a header's names are of, and the share of its columns."""
    names = {name.strip() for name in header}
    shares = {
        table: sum(c.name in names for c in columns) / len(columns) for table, columns in TABLES.items()
    }
    best = max(shares, key=lambda table: shares[table])
    return best, shares[best]


def refuse_exported(layout: Layout, name: str) -> None:
    """Refuse a table of an export in a form in which it cannot be read back whole.

    Raises
    ------
    DataError
        It is saved as a workbook, or stands below other lines.
    """
    for table in layout.tables:
        if table.header and _nearest(table.header)[1] >= 0.75:
            raise DataError(
                f"{name} is a table of an export, saved as a workbook or with lines above its header - "
                f"save it as CSV with the header on top, {_AGAIN}"
            )


def read_exported(source: Source) -> ExportedTable:
    """Read a table of an export.

    Raises
    ------
    DataError
        The file is damaged, lacks a column, or is Parquet and pyarrow is not installed.
    """
    job = Job(source.name, hash_bytes(source.data), Answers(), Findings(source.name))
    read = _read_parquet if source.data.startswith(PARQUET) else _read_csv
    found = read(source, job)
    job.facts.update(app=APP, layout=found.table)
    job.ledger.settle(list(found.frame.index), KEPT)
    _report(found, job)
    result = FileResult(source, job, note=f"the table {found.table} of an export")
    return ExportedTable(found.table, result, found.frame, found.lines)


class _Found(NamedTuple):
    """A table, its faults and the texts that have them; a row is its number in the ledger."""

    table: str
    frame: pd.DataFrame
    faults: list[Fault]
    texts: list[str]
    lines: list[int]


def _read_csv(source: Source, job: Job) -> _Found:
    text, job.facts["encoding"], job.facts["encoding_why"] = _decode(source, job)
    if text and not text.endswith(("\n", "\r")):
        job.findings.add("warning", "no_last_line_end", "the last line has no end; the file may be cut off")
    cells = _split(text, source.name, job)
    table = name_table(cells.names, source.name)
    numbers, rows = _fit(cells, job)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(cells.names)
    _report_extra(cells.names, columns, table, job)
    named = {column.name: columns[cells.names.index(column.name)] for column in TABLES[table]}
    frame, faults = type_cells(named, table)
    texts = [named[fault.column][fault.row] for fault in faults]
    faults = [fault._replace(row=numbers[fault.row]) for fault in faults]
    frame = frame.set_axis([numbers[row] for row in frame.index])
    return _Found(table, frame, faults, texts, [record.line for record in cells.records])


def _decode(source: Source, job: Job) -> tuple[str, str, str]:
    try:
        return source.data.decode("utf-8-sig"), "utf-8", "as it was exported"
    except UnicodeDecodeError:
        found = decode_text(source.data, source.name)
    lost = f"saved by another program as {found.encoding}; letters that it lacks are lost"
    job.findings.add("warning", "encoding_changed", lost, fix=_AGAIN)
    return found.text, found.encoding, found.why


def _split(text: str, name: str, job: Job) -> _Cells:
    """Split a text at the delimiter of its header; cells stay as they are, line ends too."""
    first = (text.splitlines() or [""])[0]
    shares = {mark: _nearest(next(csv.reader([first], delimiter=mark), []))[1] for mark in DELIMITERS}
    mark = max(shares, key=lambda at: shares[at])
    if shares[mark] < 0.75:
        raise DataError(f"{name} is a table of an export, but its first line is not the header - {_AGAIN}")
    job.delimiter, job.facts["delimiter"], job.facts["header_line"] = mark, NAMES[mark], 1
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append(Record(line, cells))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise DataError(
            f"{name} line {line}: a quote is missing or too many ({problem}) - {_AGAIN}"
        ) from None
    finally:
        csv.field_size_limit(limit)
    names = [cell.strip() for cell in records[0].cells]
    return _Cells(names, [record for record in records[1:] if any(record.cells)])


def _fit(cells: _Cells, job: Job) -> tuple[list[int], list[list[str]]]:
    """Bring records to the width of the header; those with cells beyond it are left out."""
    width = len(cells.names)
    numbers, rows, short = [], [], []
    job.ledger.open(len(cells.records))
    for number, (line, row) in enumerate(cells.records):
        if any(row[width:]):
            job.ledger.settle([number], LEFT_OUT)
            why = f"the row is left out: {len(row)} cells under {width} headers"
            text = job.delimiter.join(row)
            job.findings.add(
                "error", "too_many_cells", why, line=line, record=number + 1, text=text, fix=_AGAIN
            )
            continue
        if len(row) < width:
            short.append(line)
        numbers.append(number)
        rows.append(row[:width] + [""] * (width - len(row)))
    job.findings.group("note", "short_record", "fewer cells than headers; the missing ones are empty", short)
    return numbers, rows


def _report_extra(names: list[str], columns: list[tuple[str, ...]], table: str, job: Job) -> None:
    known = {column.name for column in TABLES[table]}
    for name, cells in zip(names, columns, strict=True):
        full = [text for text in cells if text]
        if name not in known and (name or full):
            did = f"the table {table} has no such column; its {len(full)} cells are not read"
            job.findings.add("warning", "column_not_read", did, column=name, text=full[0] if full else None)


def _read_parquet(source: Source, job: Job) -> _Found:
    check_pyarrow(source.name)
    from pyarrow import parquet

    try:
        read = parquet.read_table(io.BytesIO(source.data), page_checksum_verification=True)
        read.validate(full=True)
        wide = read.to_pandas()
    except Exception as problem:  # pyarrow lets many kinds through for damaged files
        raise DataError(f"{source.name} is a damaged Parquet file ({problem}) - {_AGAIN}") from None
    names = [str(name) for name in wide.columns]
    table = name_table(names, source.name)
    job.facts.update(encoding="parquet", encoding_why="a Parquet file")
    job.ledger.open(len(wide))
    _report_extra(names, [()] * len(names), table, job)
    frame, faults = type_frame(wide, table, source.name)
    texts = [str(wide[fault.column].iloc[fault.row]) for fault in faults[:MOST_ERRORS]]
    return _Found(table, frame, faults, texts, list(range(1, len(wide) + 1)))


def check_pyarrow(name: str) -> None:
    """Say what to install where Parquet cannot be read or written.

    Raises
    ------
    DataError
        pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - an extra, needed for Parquet alone
    except ImportError:
        raise DataError(
            f"{name}: Parquet needs pyarrow, which is not installed - install flexibility-log[parquet], "
            "or export as CSV"
        ) from None


def _report(found: _Found, job: Job) -> None:
    """List each refused row; past MOST_ERRORS the rest as one."""
    faults, lines = found.faults, found.lines
    job.ledger.settle([fault.row for fault in faults], LEFT_OUT)
    for (row, column, rule, why), text in zip(faults[:MOST_ERRORS], found.texts, strict=False):
        did = f"the row is left out: {why}"
        fix = f"correct the cell, or {_AGAIN}"
        job.findings.add(
            "error", rule, did, line=lines[row], record=row + 1, column=column, text=text, fix=fix
        )
    rest = [lines[fault.row] for fault in faults[MOST_ERRORS:]]
    job.findings.group("error", "left_out_too", "left out as those above", rest)
