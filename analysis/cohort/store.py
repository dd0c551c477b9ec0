"""Rows of readings <-> a folder of Parquet files, each with whole people."""

from __future__ import annotations

import csv
import os
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pandas as pd

from analysis.cohort.rows import NEEDED
from analysis.errors import DataError
from analysis.intake.exported import check_pyarrow

PEOPLE_A_FILE = 10_000
SUFFIXES = (".parquet", ".csv")
_NOBODY = "__HIVE_DEFAULT_PARTITION__"
"""The folder of rows without a name."""


def write_people(
    frame: pd.DataFrame, folder: str | os.PathLike[str], *, people_a_file: int = PEOPLE_A_FILE, part: int = 0
) -> list[Path]:
    """Write rows of readings as Parquet files; nobody stands in two of them.

    Parameters
    ----------
    frame : DataFrame
        Columns `person`, `day`, `phase`, `value`, and any others.
    folder : str or Path
        New or empty, or with parts before `part`.
    people_a_file : int
    part : int
        Number of the first file: a cohort too large for memory is written some people at a time.

    Returns
    -------
    list of Path

    Raises
    ------
    DataError
        A missing column, a folder that holds something else, no pyarrow.

    Examples
    --------
    >>> import tempfile
    >>> rows = pd.DataFrame({"person": ["b", "a", "b"], "day": [1, 1, 2], "phase": "A", "value": [6.0, 5.0, 6.0]})
    >>> with tempfile.TemporaryDirectory() as name:
    ...     [len(read_part(path)[0]) for path in write_people(rows, name, people_a_file=1)]
    [2, 1]
    """
    missing = [name for name in ("person", *NEEDED) if name not in frame]
    if missing:
        raise DataError(f"no column {', '.join(map(repr, missing))} - rows have person, day, phase, value")
    folder = Path(folder)
    check_pyarrow(f"writing {folder}")
    _check_empty(folder, part)
    folder.mkdir(parents=True, exist_ok=True)
    person = frame.groupby("person", sort=False, dropna=False, observed=True).ngroup().to_numpy()
    order = np.argsort(person, kind="stable")
    cuts = np.searchsorted(person[order], np.arange(people_a_file, person.max(initial=0) + 1, people_a_file))
    written = []
    for number, rows in enumerate(np.split(order, cuts), start=part):
        path = folder / f"part-{number:05d}.parquet"
        frame.iloc[rows].to_parquet(path, engine="pyarrow", index=False)
        written.append(path)
    return written


def _check_empty(folder: Path, part: int) -> None:
    known = {f"part-{number:05d}.parquet" for number in range(part)}
    other = sorted({path.name for path in folder.iterdir()} - known) if folder.is_dir() else []
    if other:
        raise DataError(f"{folder} holds {other[0]} - name a new folder, or its next number with part=")


def list_parts(folder: str | os.PathLike[str]) -> list[Path]:
    """The files of a cohort, sorted: Parquet or CSV, sub-folders included, hidden ones left out.

    Raises
    ------
    DataError
        There is none.

    Examples
    --------
    >>> list_parts("no/such/folder")
    Traceback (most recent call last):
    ...
    analysis.errors.DataError: no/such/folder holds no .parquet or .csv file - name the folder of the cohort
    """
    folder = Path(folder)
    found = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and not p.name.startswith((".", "_")))
    if not found:
        raise DataError(f"{folder} holds no {' or '.join(SUFFIXES)} file - name the folder of the cohort")
    return found


def read_part(path: str | os.PathLike[str]) -> tuple[pd.DataFrame, dict[int, str]]:
    """The rows of a file; cells of a CSV stay text, so that none is changed unseen.

    A folder named `person=Ada` gives the column that it names, as other programs partition Parquet files.

    Returns
    -------
    rows : DataFrame
        Indexed by 'line' in a CSV, by 'row' from 1 on in Parquet.
    broken : dict of int to str
        What is wrong with a row as such, by position.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    path = Path(path)
    try:
        if path.suffix == ".csv":
            return _read_csv(path)
        frame = pd.read_parquet(path, engine="pyarrow")
    except (OSError, ValueError, csv.Error) as problem:
        raise DataError(f"{path.name} cannot be read ({problem}) - write it again") from None
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    named = dict(part.split("=", 1) for part in path.parent.parts if "=" in part)
    for name, text in named.items():
        if name not in frame:
            frame[name] = pd.Series(None if text == _NOBODY else unquote(text), frame.index, dtype="str")
    return frame, {}


def _read_csv(path: Path) -> tuple[pd.DataFrame, dict[int, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader, [])
        numbered = [(reader.line_num, cells) for cells in reader if any(cells)]
    width = len(header)
    broken = {
        place: f"{len(cells)} cells, but the header has {width}"
        for place, (_, cells) in enumerate(numbered)
        if len(cells) != width
    }
    columns = zip_longest(*(cells for _, cells in numbered), fillvalue="")
    table = dict(zip(header, columns, strict=False)) if numbered else {}
    index = pd.Index([line for line, _ in numbered], dtype="int64", name="line")
    frame = pd.DataFrame({name: pd.array(table.get(name, ()), dtype="str") for name in header}, index=index)
    return frame.replace("", None), broken
