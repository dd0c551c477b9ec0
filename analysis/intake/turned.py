"""Tables that lie on their side, with the days across the top and a row for each thing that was measured."""

from __future__ import annotations

from analysis.intake.date_shapes import looks_like_date
from analysis.intake.headers import read_header
from analysis.intake.records import Record
from analysis.intake.tables import Table, find_tables
from analysis.intake.words import tidy

_FEW, _MOSTLY, _DEEP = 3, 0.8, 12


def find_upright(records: list[Record]) -> tuple[list[Table], list[Record]]:
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
    full = [record for record in records if not record.blank]
    at = next((k for k, record in enumerate(full[:_DEEP]) if _has_days_across(record)), None)
    if at is None or not any(_is_named(record) for record in full[at + 1 :]):
        return find_tables(records)
    return [_turn(full[at], full[at + 1 :])], full[:at]


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
    )
