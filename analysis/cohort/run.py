"""A folder of rows -> one row a person, a file at a time, in one process, in several or on a cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.cohort.answers import Ask, answer_rows
from analysis.cohort.rows import CheckedRows, check_rows
from analysis.cohort.store import list_parts, read_part
from analysis.errors import DataError
from analysis.stats.readings import Readings
from analysis.verdict.rules import CANNOT_TELL

if TYPE_CHECKING:
    from distributed import Client

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def answer_people(
    folder: str | os.PathLike[str],
    *,
    improvement: int,
    worthwhile: float | None = None,
    alpha: float = 0.05,
    flags: bool = False,
    by: Sequence[str] = ("person",),
    workers: int = 1,
    client: Client | None = None,
) -> pd.DataFrame:
    """Answer for everybody in a folder of Parquet or CSV files.

    Files are read one by one, so that memory holds one of them a worker and the answers. What cannot be read
    stops nothing: a broken row costs its person the answer, a broken file is a row without a person.

    Parameters
    ----------
    folder : str or Path
        Of `write_people`, or with the same columns; each person in one file.
    improvement, worthwhile, alpha, flags
        As in `Ask`.
    by : sequence of str
        Columns that tell the rows of the answer apart, the first of them the person.
    workers : int
        Processes on this machine; a script that asks for more than 1 needs `if __name__ == '__main__':`.
    client : distributed.Client, optional
        A Dask cluster; `workers` is then its own matter.

    Returns
    -------
    DataFrame
        As `answers_by`, file by file.

    Raises
    ------
    DataError
        No file, or an option that cannot be.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.cohort.store import write_people
    >>> rows = pd.DataFrame({"person": "Ada", "day": range(8), "phase": list("AAAABBBB"), "value": [5.0] * 4 + [4] * 4})
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = write_people(rows, name)
    ...     answer_people(name, improvement=-1)["answer"].tolist()
    ['better']
    """
    ask, parts = Ask(improvement, worthwhile, alpha, flags), list_parts(folder)
    if client is not None:
        from analysis.cohort.cluster import map_parts

        kinds = no_answers(parts, ask, tuple(by)).dtypes.to_dict()
        found: Any = client.compute(map_parts(parts, ask, tuple(by)))
        return join_answers([found.result().astype(kinds)], by[0])
    return join_answers(list(_answer_each(parts, ask, tuple(by), workers)), by[0])


def _answer_each(parts: list[Path], ask: Ask, by: tuple[str, ...], workers: int) -> Iterator[pd.DataFrame]:
    work = partial(answer_part, ask=ask, by=by)
    if min(workers, len(parts)) <= 1:
        yield from map(work, parts)
        return
    spawn = multiprocessing.get_context("spawn")
    with _one_thread_each(), ProcessPoolExecutor(min(workers, len(parts)), spawn) as pool:
        yield from pool.map(work, parts)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that start now compute in one thread each; several would be in each other's way."""
    free = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(free, "1"))
    try:
        yield
    finally:
        for name in free:
            os.environ.pop(name, None)


def answer_part(path: str | os.PathLike[str], ask: Ask, by: tuple[str, ...] = ("person",)) -> pd.DataFrame:
    """Answer for everybody in one file; the last column, `file`, is its name.

    What a worker does, wherever it is: no state, no order, so that it can be done again after a loss.
    """
    name = name_part(path)
    try:
        frame, broken = read_part(path)
        rows = check_rows(frame, list(by), source=name, broken=broken)
    except DataError as problem:
        rows = _unread(by, str(problem) if name in str(problem) else f"{name}: {problem}")
    return answer_rows(rows, ask).assign(file=name).astype({"file": "str"})


def name_part(path: str | os.PathLike[str]) -> str:
    """A file's name, with the folders that name whose it is.

    Examples
    --------
    >>> name_part("cohort/person=Ada/0.parquet"), name_part("cohort/part-00000.parquet")
    ('person=Ada/0.parquet', 'part-00000.parquet')
    """
    path = Path(path)
    return "/".join([*(part for part in path.parent.parts if "=" in part), path.name])


def no_answers(parts: Sequence[Path], ask: Ask, by: tuple[str, ...] = ("person",)) -> pd.DataFrame:
    """The answers for nobody: the columns of `answer_part` with their types, as the first readable file has them."""
    for path in parts:
        try:
            frame, _ = read_part(path)
            return answer_rows(check_rows(frame.iloc[:0], list(by)), ask).assign(file=pd.Series(dtype="str"))
        except DataError:
            continue
    return answer_rows(_unread(by, ""), ask).iloc[:0].assign(file=pd.Series(dtype="str"))


def _unread(by: tuple[str, ...], problem: str) -> CheckedRows:
    """Nobody's readings, and why."""
    nothing = np.empty(0, dtype=np.int64)
    labels = pd.DataFrame({name: pd.array([None], dtype="str") for name in by})
    readings = Readings(nothing, nothing.astype(bool), nothing, nothing.astype(float), people=1)
    return CheckedRows(labels, readings, np.array([problem], dtype=object), False)


def join_answers(parts: list[pd.DataFrame], person: str) -> pd.DataFrame:
    """Answers of several files below each other; who stands in two files has no answer, and why is said.

    Parameters
    ----------
    parts : list of DataFrame
        Of `answer_part`.
    person : str
        Name of the column that names people.

    Examples
    --------
    >>> rows = [no_answers([], Ask(-1))] * 2
    >>> len(join_answers(rows, "person"))
    0
    """
    table = pd.concat(parts, ignore_index=True)
    stands = table[[person, "file"]].drop_duplicates().dropna()
    twice = stands[stands[person].duplicated(keep=False)]
    for name, names in twice.groupby(person)["file"]:
        rows = table[person] == name
        numbers = [column for column in table if pd.api.types.is_float_dtype(table[column])]
        table.loc[rows, numbers] = np.nan
        table.loc[rows, "answer"] = CANNOT_TELL
        table.loc[rows, "reason"] = (
            f"{name} stands in {' and '.join(sorted(names))} - a person's rows belong in one file"
        )
    return table
