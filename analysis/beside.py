"""Small tables that lie beside the logs, such as phases.csv and events.csv: their rows, with their lines."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.errors import DataError
from analysis.intake import Logs


def read_beside(
    logs: Logs,
    name: str,
    *,
    person: str | None = None,
    required: bool = True,
    leave: Callable[[str], bool] | None = None,
) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of every file of this name, as (where, cells by lower-case header); blank rows are left out.

    Parameters
    ----------
    logs : Logs
        Whose files are looked through; a file in a zip as well.
    name : str
        Such as 'phases.csv'.
    person : str, optional
        Rows that name somebody else are left out.
    required : bool
        False: a file that is gone (of an export, whose originals are elsewhere) has no rows.
    leave : function, optional
        Says of a text that it is none of these tables, and so has no rows.

    Raises
    ------
    DataError
        A file is gone, or is not UTF-8.

    Examples
    --------
    >>> list(read_beside(Logs(), "events.csv"))
    []
    """
    for path in logs.files.loc[logs.files["name"].str.lower() == name, "path"]:
        text = read_text_beside(str(path), name, required=required)
        if leave is not None and leave(text):
            continue
        for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
            cells = {
                (header or "").strip().lower(): (cell or "").strip()
                for header, cell in row.items()
                if not isinstance(cell, list)
            }
            if any(cells.values()) and (person is None or cells.get("person", "") in ("", person)):
                yield f"{name} line {number}", cells


def read_text_beside(path: str, name: str, *, required: bool = True) -> str:
    """The text of a small table at a path, which may lie in a zip.

    Raises
    ------
    DataError
        It is gone (where `required`), or is not UTF-8.
    """
    outer, _, member = path.partition("::")
    try:
        if member:
            with zipfile.ZipFile(outer) as archive:
                return archive.read(member).decode("utf-8-sig")
        return Path(outer).read_text(encoding="utf-8-sig")
    except (OSError, KeyError, zipfile.BadZipFile):
        if not required:
            return ""
        raise DataError(
            f"{name} was read before and is gone now - put it where it was, or leave its row out of files.csv"
        ) from None
    except UnicodeDecodeError:
        raise DataError(f"{name} is not UTF-8 text - save it as CSV UTF-8") from None
