"""clients.csv, begun for the clients that were found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from analysis.errors import DataError
from analysis.intake.decode import decode_text
from analysis.people.table import (
    COLUMNS,
    NAME,
    fold_header,
    fold_name,
    read_clients,
    read_table_lines,
    read_table_text,
)


def write_template(folder: Path, names: Iterable[str]) -> tuple[Path, tuple[str, ...]]:
    """Write clients.csv with a row a client; where there is one, only rows that are missing are added.

    Parameters
    ----------
    folder : Path
    names : iterable of str
        The clients that were found.

    Returns
    -------
    path : Path
    added : tuple of str
        The clients whose row is new.

    Raises
    ------
    DataError
        The file cannot be read or written.
    """
    path = folder / NAME
    known = {fold_name(row.name) for row in read_clients(folder).rows}
    added = tuple(name for name in names if fold_name(name) not in known)
    try:
        if not path.is_file():
            path.write_text(_write_rows([COLUMNS, *map(_empty_row, added)], ","), encoding="utf-8")
        elif added:
            _append(path, added)
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error.strerror}) - close it elsewhere") from None
    return path, added


def _append(path: Path, added: Iterable[str]) -> None:
    """Add rows as the file is written; not a byte of what stands in it changes."""
    text, mark = read_table_text(path)
    width = len(next(read_table_lines(text, mark))[1])
    header = [fold_header(cell) for cell in next(read_table_lines(text, mark))[1]]
    rows = [[name if column == "client" else "" for column in header] for name in added]
    encoding = decode_text(path.read_bytes(), NAME).encoding.replace("-sig", "")
    gap = "" if text.endswith("\n") else "\n"
    new = gap + _write_rows([row[:width] for row in rows], mark)
    try:
        coded = new.encode(encoding)
    except UnicodeEncodeError:
        raise DataError(
            f"{NAME} is stored as {encoding}, which lacks a letter of a name - save it as UTF-8"
        ) from None
    with path.open("ab") as file:
        file.write(coded)


def _empty_row(name: str) -> list[str]:
    return [name, *[""] * (len(COLUMNS) - 1)]


def _write_rows(rows: Iterable[Iterable[str]], mark: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(rows)
    return text.getvalue()
