"""Tables that lie on their side, with the days across the top and a row for each thing that was measured."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from analysis.intake.date_shapes import looks_like_date, read_weekday
from analysis.intake.headers import read_header
from analysis.intake.records import Record
from analysis.intake.tables import Known, Table, find_tables, none_known
from analysis.intake.words import tidy

_FEW, _MOSTLY, _DEEP = 3, 0.8, 12


def find_upright(records: list[Record], is_known: Known = none_known) -> tuple[list[Table], list[Record]]:
    """Find the tables of a file; one with the days across the top is turned first.

    Returns
    -------
    tables : list of Table
    above : list of Record

    Examples
    --------
    >>> rows = [Record(1, ["", "2026-03-01", "2026-03-02", "2026-03-03"]), Record(2, ["Pain", "4", "3", "5"])]
    >>> tables, _ = find_upright(rows)
    >>> tables[0].header, tables[0].records[0].cells, tables[0].column_lines
    (['Date', 'Pain'], ['2026-03-01', '4'], [1, 2])
    """
    top = islice((record for record in records if not record.blank), _DEEP)
    at = next((k for k, record in enumerate(top) if _has_days_across(record)), None)
    full = [record for record in records if not record.blank] if at is not None else []
    if at is None or not any(_is_named(record) for record in full[at + 1 :]):
        tables, above = find_tables(records, is_known)
        return [_unroll_weeks(table) for table in tables], above
    return [_turn(full[at], full[at + 1 :])], full[:at]


def _unroll_weeks(table: Table) -> Table:
    """Give a table of weeks, with a column a weekday and a title that says what was measured, a record a day."""
    days = [at for at, name in enumerate(table.header) if read_weekday(name) is not None]
    weeks = [at for at in range(len(table.header)) if at not in days]
    measured = read_header(table.title) if table.title else None
    if (
        len(days) < _FEW
        or len(weeks) != 1
        or measured is None
        or not (measured.is_metric or measured.role == "minutes")
    ):
        return table
    records = [
        Record(r.line, [r.cells[weeks[0]], table.header[at], r.cells[at]])
        for r in table.records
        for at in days
        if at < len(r.cells) and weeks[0] < len(r.cells) and r.cells[at].strip()
    ]
    header = [table.header[weeks[0]], "Weekday", table.title]
    return replace(table, header=header, records=records, titles=[], raw_width=len(header), folded=True)


def _has_days_across(record: Record) -> bool:
    cells = [cell for cell in record.cells[1:] if cell.strip()]
    days = sum(looks_like_date(cell) for cell in cells)
    return days >= _FEW and days >= _MOSTLY * len(cells) and not looks_like_date(record.cells[0])


def _is_named(record: Record) -> bool:
    """Say whether a row begins with the name of something that a column could hold."""
    meaning = read_header(record.cells[0])
    return meaning.is_metric or meaning.role in ("minutes", "exercise", "routine")


def _turn(days: Record, rows: list[Record]) -> Table:
    width = max(len(record.cells) for record in [days, *rows])
    wide = [record.cells + [""] * (width - len(record.cells)) for record in [days, *rows]]
    columns = [list(column) for column in list(zip(*wide, strict=True))[1:]]
    return Table(
        [tidy(days.cells[0]) or "Date", *(tidy(record.cells[0]) for record in rows)],
        days.line,
        [Record(days.line, column) for column in columns if any(cell.strip() for cell in column)],
        raw_width=len(rows) + 1,
        column_lines=[days.line, *(record.line for record in rows)],
        folded=True,
    )
