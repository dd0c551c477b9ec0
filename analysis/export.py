"""Logs -> CSV or Parquet files that anyone can open, and that `load_logs` reads back the same."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake import Logs
from analysis.intake.cells.guards import guard_text
from analysis.intake.exported import check_pyarrow, looks_exported
from analysis.intake.faults import find_faults, find_strange
from analysis.schema import TABLES, Column, conform

_NEEDS_QUOTES = re.compile(r'[",;|\t\r\n\0]|^\s|\s$')


def export_logs(logs: Logs, folder: str | os.PathLike[str], *, parquet: bool = False) -> list[Path]:
    """Write every table of a log as a file of its own.

    Parameters
    ----------
    logs : Logs
    folder : str or Path
        New, empty, or with nothing but an earlier export, which is replaced.
    parquet : bool, optional
        Parquet, for other programs and large cohorts, instead of CSV. The CSV is UTF-8 with ISO
        dates; a text that a spreadsheet would calculate has an apostrophe before it.

    Returns
    -------
    list of Path
        One file a table: sessions, outcomes, issues, columns, files.

    Raises
    ------
    DataError
        The folder holds something else or cannot be written to; a row breaks the rules of its
        table; pyarrow is not installed.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.intake import load_logs
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export_logs(Logs(), folder)]
    ...     load_logs(folder)
    ['sessions.csv', 'outcomes.csv', 'issues.csv', 'columns.csv', 'files.csv']
    Logs(0 files: 0 sessions, 0 outcomes, 0 issues)
    """
    folder = Path(folder)
    frames = {name: _check_table(getattr(logs, name), name) for name in TABLES if hasattr(logs, name)}
    if parquet:
        check_pyarrow(f"export to {folder}")
    earlier = _check_folder(folder, logs)
    give, suffix = (_as_parquet, "parquet") if parquet else (_as_csv, "csv")
    contents = {folder / f"{name}.{suffix}": give(frame, name) for name, frame in frames.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            path.write_bytes(content)
        for path in earlier - set(contents):
            path.unlink()
    except OSError as problem:
        raise DataError(f"{folder} cannot be written to ({problem}) - name another folder") from None
    return list(contents)


def _check_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Refuse rows that could not be read back."""
    faults = find_strange(frame, name)
    typed = frame if faults else conform(frame, name)
    faults = faults or find_faults(typed, name)
    if faults:
        row, column, _, why = faults[0]
        raise DataError(
            f"{name} row {row}, column {column}: {why} - such a row cannot be exported; correct it"
        )
    return typed


def _check_folder(folder: Path, logs: Logs) -> set[Path]:
    """Give the files of an earlier export in the folder; anything else there is refused."""
    if folder.exists() and not folder.is_dir():
        raise DataError(f"{folder} is a file, and an export needs a folder - name another")
    place = folder.resolve()
    for path in logs.files["path"]:
        if path and Path(str(path).partition("::")[0]).resolve().parent == place:
            raise DataError(f"{folder} holds {path}, which these logs come from - name a new or empty folder")
    found = {path for path in folder.iterdir() if not path.name.startswith(".")} if folder.is_dir() else set()
    for path in sorted(found):
        if not _is_export(path):
            raise DataError(
                f"{folder} holds {path.name}, which is no earlier export - name a new or empty folder"
            )
    return found


def _is_export(path: Path) -> bool:
    names = {f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "parquet")}
    if path.name not in names or not path.is_file():
        return False
    try:
        return looks_exported(path.read_bytes())
    except OSError:
        return False


def _as_parquet(frame: pd.DataFrame, _: str) -> bytes:
    written = io.BytesIO()
    frame.to_parquet(written, engine="pyarrow", index=False, write_page_checksum=True)
    return written.getvalue()


def _as_csv(frame: pd.DataFrame, table: str) -> bytes:
    columns = TABLES[table]
    cells = [_as_cells(frame[column.name], column) for column in columns]
    lines = [",".join(column.name for column in columns), *map(",".join, zip(*cells, strict=True))]
    return ("\n".join(lines) + "\n").encode()


def _as_cells(values: pd.Series, column: Column) -> list[str]:
    """Write a column as the cells of a CSV; null is an empty cell."""
    if column.dtype == "datetime64[s]":
        texts = np.datetime_as_string(values.to_numpy(), unit="D" if column.name == "date" else "s")
        return ["" if text == "NaT" else text.replace("T", " ") for text in texts.tolist()]
    if column.dtype in ("str", "category"):
        codes, texts = pd.factorize(values.to_numpy(dtype=object))
        written = np.array([*(_quote(guard_text(text)) for text in texts), ""], dtype=object)
        return written[codes].tolist()
    write = {"float64": repr, "boolean": lambda value: str(value).lower()}.get(column.dtype, str)
    return ["" if value is pd.NA or value != value else write(value) for value in values.tolist()]


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
