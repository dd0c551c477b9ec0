"""Excel workbooks -> records: dates, times, durations and percentages as they are shown, a list a sheet."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from typing import Any

from analysis.errors import DataError
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.headers import read_header
from analysis.intake.records import Record

_SMALL = 20_000_000
_DAYS_1904 = 1462
_DATED = ("date", "timestamp", "start", "end")


def read_workbook(data: bytes, name: str) -> list[tuple[str, list[Record]]]:
    """Read every sheet of a workbook.

    A merged date or word holds for all its rows, a merged number for the first alone. A formula that no program has worked
    out stands as it is written, so that it is refused where a value is wanted. Above 20 MB merged cells are not filled.

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
            merged, formulas = _look_inside(data)
            plain = not merged or len(data) > _SMALL
            book = load_workbook(io.BytesIO(data), read_only=plain, data_only=True)
            written = load_workbook(io.BytesIO(data), read_only=True) if formulas else None
            return [
                (sheet.title, _read_sheet(sheet, written[sheet.title] if written else None, book.epoch.year))
                for sheet in book.worksheets
            ]
    except Exception as problem:  # openpyxl lets many kinds through for damaged files
        raise DataError(f"{name} is a damaged Excel workbook ({problem}) - save it again") from None


def _look_inside(data: bytes) -> tuple[bool, bool]:
    """Say whether a sheet has merged cells, and whether one has formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
    return any(b"mergeCell " in sheet for sheet in sheets), any(b"<f" in sheet for sheet in sheets)


def _read_sheet(sheet: Any, written: Any, epoch: int) -> list[Record]:
    rows = [[_as_text(cell) for cell in row] for row in sheet.iter_rows()]
    if written is not None:
        _put_formulas(rows, written)
    _fill_merged(rows, sheet)
    if epoch == 1904:
        _count_from_1904(rows)
    return [Record(line, row) for line, row in enumerate(rows, 1)]


def _as_text(cell: Any) -> str:
    """Write a cell as it is shown, as far as that decides what it means."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        shown = str(cell.number_format)
        return _write_number(value * 100) + "%" if "%" in shown else _write_number(value)
    if isinstance(value, dt.datetime):
        return _write_moment(value, str(cell.number_format))
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def _write_number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    near = round(value, 10)
    return (
        str(int(near))
        if near.is_integer() and abs(near) < 1e15
        else repr(near if abs(near) > 1e-3 else value)
    )


def _write_moment(value: dt.datetime, shown: str) -> str:
    """Write a date with its time; a time that is shown without a date, such as a sum of hours, as a time."""
    if value.year <= 1904 and not re.search(r"[dy]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", shown), re.IGNORECASE):
        return value.time().replace(microsecond=0).isoformat()
    midnight = value.time() == dt.time()
    return value.date().isoformat() if midnight else value.replace(microsecond=0).isoformat(" ")


def _put_formulas(rows: list[list[str]], written: Any) -> None:
    """Put the text of a formula where its value is not known."""
    for row, formulas in zip(rows, written.iter_rows(), strict=False):
        for at, cell in enumerate(formulas[: len(row)]):
            if not row[at] and cell.data_type == "f":
                row[at] = str(cell.value if isinstance(cell.value, str) else "= formula without a value")


def _fill_merged(rows: list[list[str]], sheet: Any) -> None:
    """Carry merged dates and words down, below the header."""
    merged = getattr(sheet, "merged_cells", None)
    first = next((at for at, row in enumerate(rows) if any(_is_data(text) for text in row)), len(rows))
    for area in merged.ranges if merged else ():
        top, left = area.min_row - 1, area.min_col - 1
        text = rows[top][left] if first <= top < len(rows) else ""
        if text and (looks_like_date(text) or not any(c.isdigit() for c in text)):
            for row in rows[top + 1 : area.max_row]:
                row[left] = text


def _is_data(text: str) -> bool:
    return looks_like_date(text) or bool(re.fullmatch(r"-?\d+([.,]\d+)?%?", text))


def _count_from_1904(rows: list[list[str]]) -> None:
    """Write the bare day numbers below a header of dates as dates, in a workbook that counts from 1904."""
    for head, cells in enumerate(rows):
        columns = [at for at, text in enumerate(cells) if text and read_header(text).role in _DATED]
        for row in rows[head + 1 :] if columns else ():
            for at in columns:
                if re.fullmatch(r"\d{5}", row[at]):
                    row[at] = (
                        dt.date(1899, 12, 30) + dt.timedelta(days=int(row[at]) + _DAYS_1904)
                    ).isoformat()
        if columns:
            return
