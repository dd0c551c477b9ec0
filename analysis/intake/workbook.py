"""Excel workbooks -> records: dates, times and durations as plain text, a list a sheet."""

from __future__ import annotations

import datetime as dt
import io
import warnings

from analysis.errors import DataError
from analysis.intake.records import Record


def read_workbook(data: bytes, name: str) -> list[tuple[str, list[Record]]]:
    """Read every sheet of a workbook.

    Returns
    -------
    list of (title, records)
        The line of a record is the row in the sheet.

    Raises
    ------
    DataError
        The workbook is damaged, or openpyxl is not installed.

    Examples
    --------
    >>> read_workbook(b"PK", "log.xlsx")
    Traceback (most recent call last):
    ...
    analysis.errors.DataError: log.xlsx is a damaged Excel workbook (File is not a zip file) - save it again
    """
    try:
        from openpyxl import load_workbook  # read only where a workbook is met
    except ImportError:
        raise DataError(f"{name} is an Excel workbook - install openpyxl, or save it as CSV") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [(sheet.title, _read_sheet(sheet)) for sheet in book.worksheets]
    except Exception as problem:  # openpyxl lets many kinds through for damaged files
        raise DataError(f"{name} is a damaged Excel workbook ({problem}) - save it again") from None


def _read_sheet(sheet) -> list[Record]:
    rows = sheet.iter_rows(values_only=True)
    return [Record(line, [_as_text(cell) for cell in row]) for line, row in enumerate(rows, 1)]


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)
