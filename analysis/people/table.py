"""clients.csv beside the clients' folders: who is looked after, since when, with which measure and visits."""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import DataError
from analysis.intake.decode import decode_text
from analysis.words import say_list

NAME = "clients.csv"
COLUMNS = ("client", "start", "visits", "main measure", "worthwhile", "target", "next visit")
LATEST_DAYS = 366
"""A date this far behind today is a slip of the pen."""
_FIRST = datetime.date(2000, 1, 1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = ",;\t"


@dataclass(frozen=True)
class ClientRow:
    """What clients.csv says of one client.

    Attributes
    ----------
    name : str
        As written.
    where : str
        Such as 'clients.csv line 3'; '' where the table has no row for this client.
    start : date or None
        First day of the routine.
    visits : tuple of date
        In order.
    main : str
        The main measure, such as 'tightness' or 'rom left'; '' where none is named.
    worthwhile, target : float or None
        Smallest change worth having, and where the client wants to get, in the unit of the main measure.
    next_visit : date or None
    problem : str
        '' or which cell cannot be used, and why.
    """

    name: str
    where: str = ""
    start: datetime.date | None = None
    visits: tuple[datetime.date, ...] = ()
    main: str = ""
    worthwhile: float | None = None
    target: float | None = None
    next_visit: datetime.date | None = None
    problem: str = ""


@dataclass(frozen=True)
class ClientTable:
    """All rows of clients.csv, and what is to know of it.

    Attributes
    ----------
    rows : tuple of ClientRow
        A row a client, in the order of the table.
    notes : tuple of str
        Lines and columns that say nothing of any client.
    """

    rows: tuple[ClientRow, ...] = ()
    notes: tuple[str, ...] = ()


def fold_name(name: str) -> str:
    """A name as names are compared: whatever its case, its spaces and how its accents are stored.

    Examples
    --------
    >>> fold_name(" Anna  B. ") == fold_name("anna b.")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def read_clients(folder: Path) -> ClientTable:
    """Read clients.csv of a folder; without one, nothing.

    Commas, semicolons or tabs, with or without a byte order mark. A cell that cannot be used is the
    problem of its row alone.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    DataError
        The file is no text, or has no column 'client'.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = (Path(name) / "clients.csv").write_text("client;start\\nAnna;2026-03-16\\n")
    ...     read_clients(Path(name)).rows[0].start.isoformat()
    '2026-03-16'
    """
    path = folder / NAME
    if not path.is_file():
        return ClientTable()
    text, mark = read_table_text(path)
    lines = read_table_lines(text, mark)
    _, header = next(lines)
    names = [fold_header(cell) for cell in header]
    notes = _note_columns(header, names)
    rows = []
    for number, cells in lines:
        given = {n: cell.strip() for n, cell in zip(names, cells, strict=False) if n in COLUMNS}
        if given.get("client"):
            rows.append(_read_row(given, f"{NAME} line {number}"))
        elif any(given.values()):
            notes.append(f"{NAME} line {number} names no client, so it is not used - write the name")
    return ClientTable(_join_double(rows), tuple(notes))


def check_dates(row: ClientRow, today: datetime.date) -> ClientRow:
    """The same row, with the problem that a date of it lies further off than a year.

    Examples
    --------
    >>> row = ClientRow("Anna", "clients.csv line 2", start=datetime.date(2062, 3, 16))
    >>> check_dates(row, datetime.date(2026, 5, 1)).problem
    "clients.csv line 2, start: '2062-03-16' is more than a year ahead - check the year"
    """
    dates = [("start", row.start), *(("visits", day) for day in row.visits), ("next visit", row.next_visit)]
    for column, day in dates:
        if row.problem or day is None:
            continue
        if day > today + datetime.timedelta(days=LATEST_DAYS):
            row = replace(row, problem=_say(row.where, column, day.isoformat(), "is more than a year ahead"))
        elif day < _FIRST:
            row = replace(row, problem=_say(row.where, column, day.isoformat(), "is before the year 2000"))
    return row


def read_table_text(path: Path) -> tuple[str, str]:
    """Text and separator of clients.csv: the one that finds most of our columns in the first line.

    Raises
    ------
    DataError
        The file cannot be opened, is no text, or has no column 'client'.
    """
    try:
        text = decode_text(path.read_bytes(), NAME).text.lstrip("\ufeff")
    except OSError as error:
        raise DataError(f"{path} cannot be opened ({error.strerror}) - close it elsewhere") from None
    counts = {mark: len(_columns_of(text, mark)) for mark in _MARKS}
    mark = max(counts, key=lambda one: counts[one])
    if "client" not in _columns_of(text, mark):
        raise DataError(
            f"{path} has no column 'client' in its first line, which must be: {','.join(COLUMNS)} - "
            "flexlog people FOLDER --template writes one into a folder without"
        )
    return text, mark


def _columns_of(text: str, mark: str) -> set[str]:
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
    return {fold_header(cell) for cell in first} & set(COLUMNS)


def read_table_lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins on; blank ones are left out."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def fold_header(cell: str) -> str:
    """The name of a column, however it was typed.

    Examples
    --------
    >>> fold_header(" Next_Visit "), fold_header("main")
    ('next visit', 'main measure')
    """
    folded = " ".join(cell.replace("_", " ").split()).casefold()
    return "main measure" if folded == "main" else folded


def _note_columns(header: list[str], names: list[str]) -> list[str]:
    other = [cell.strip() for cell, name in zip(header, names, strict=True) if name and name not in COLUMNS]
    return (
        [f"{NAME}: not read: {say_list(other)}; known columns are {say_list(list(COLUMNS))}"] if other else []
    )


def _read_row(given: Mapping[str, str], where: str) -> ClientRow:
    row = ClientRow(given["client"], where, main=given.get("main measure", ""))
    try:
        row = replace(
            row,
            start=_read_day(given, "start", where),
            visits=_read_visits(given.get("visits", ""), where),
            worthwhile=_read_number(given, "worthwhile", where),
            target=_read_number(given, "target", where),
            next_visit=_read_day(given, "next visit", where),
        )
    except DataError as problem:
        return replace(row, problem=str(problem))
    for column in ("worthwhile", "target"):
        if given.get(column) and not row.main:
            rule = "belongs to a main measure, and that cell is empty"
            said = _say(where, column, given[column], rule, "name it, such as tightness or 'rom left'")
            return replace(row, problem=said)
    return row


def _read_visits(cell: str, where: str) -> tuple[datetime.date, ...]:
    parts = [part for part in re.split(r"[;,\s]+", cell) if part]
    return tuple(sorted({_as_day(part, "visits", where) for part in parts}))


def _read_day(given: Mapping[str, str], column: str, where: str) -> datetime.date | None:
    return _as_day(given[column], column, where) if given.get(column) else None


def _as_day(text: str, column: str, where: str) -> datetime.date:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        rule = "must be a date such as 2026-03-16"
        hint = "write it so; a spreadsheet may have changed it"
        raise DataError(_say(where, column, text, rule, hint)) from None


def _read_number(given: Mapping[str, str], column: str, where: str) -> float | None:
    text = given.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", text):
        raise DataError(_say(where, column, text, "must be a number such as 1.5", "correct the cell"))
    return float(text.replace(",", "."))


def _say(where: str, column: str, text: str, rule: str, hint: str = "check the year") -> str:
    return f"{where}, {column}: {text!r} {rule} - {hint}"


def _join_double(rows: list[ClientRow]) -> tuple[ClientRow, ...]:
    """One row a client: where two name the same one, neither counts and both are named."""
    joined: dict[str, ClientRow] = {}
    for row in rows:
        first = joined.setdefault(fold_name(row.name), row)
        if first is not row:
            problem = f"{first.where} and {row.where} both name {row.name!r} - keep one of them"
            joined[fold_name(row.name)] = ClientRow(first.name, first.where, problem=problem)
    return tuple(joined.values())
