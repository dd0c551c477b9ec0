"""The same on Dask: one task a file, each of which can be done again wherever a worker is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cohort.answers import Ask
from analysis.cohort.run import answer_part, no_answers
from analysis.cohort.store import list_parts
from analysis.errors import DataError

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


def answers_frame(folder: str | os.PathLike[str], ask: Ask, *, by: Sequence[str] = ("person",)) -> DataFrame:
    """The answers of a folder as a Dask frame, one partition a file, computed where it is asked for.

    For cohorts whose answers do not fit one machine: `answers_frame(...).to_parquet(...)`. The workers must see
    the folder under the same name. `answer_people(..., client=...)` also finds people who stand in two files.

    Parameters
    ----------
    folder : str or Path
    ask : Ask
    by : sequence of str
        As in `answer_people`.

    Returns
    -------
    dask.dataframe.DataFrame
        Columns as in `answers_by`, and `file`.

    Raises
    ------
    DataError
        No file, or Dask is not installed (extra `cluster`).

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from analysis.cohort.store import write_people
    >>> rows = pd.DataFrame({"person": "Ada", "day": range(8), "phase": list("AAAABBBB"), "value": [5.0] * 4 + [4] * 4})
    >>> with tempfile.TemporaryDirectory() as name:
    ...     _ = write_people(rows, name)
    ...     answers_frame(name, Ask(-1)).compute(scheduler="sync")["answer"].tolist()
    ['better']
    """
    return map_parts(list_parts(folder), ask, tuple(by))


def map_parts(parts: list[Path], ask: Ask, by: tuple[str, ...]) -> DataFrame:
    """`answers_frame` for files that are known."""
    try:
        from dask.dataframe import from_map
    except ImportError:
        raise DataError(
            "Dask is not installed - install the extra 'cluster': pip install -e '.[cluster]'"
        ) from None
    paths = [str(path.resolve()) for path in parts]
    return from_map(answer_part, paths, ask=ask, by=by, meta=no_answers(parts, ask, by))
