"""What a logbook says of its files, and how it names its series."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.days import SeriesKey
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.words import say_count


def say_unread(logs: Logs) -> str:
    """Which files could not be read, and why; '' where all could.

    Examples
    --------
    >>> say_unread(Logs())
    ''
    """
    failed = logs.issues[logs.issues["rule"] == "file_not_read"]
    if failed.empty:
        return ""
    why = "; ".join(failed["did"].astype(str))
    return f"{say_count(len(failed), 'file')} could not be read: {why}."


def name_series(keys: Iterable[SeriesKey]) -> str:
    """The words that choose each series."""
    names = [(key.metric, "" if key.side == "unknown" else key.side, key.region) for key in keys]
    return ", ".join(sorted({" ".join(filter(None, name)) for name in names})) or "no reading"


def folder_of(logs: Logs) -> Path:
    """The folder in which the first log lies, or its zip.

    Raises
    ------
    DataError
        The log has no file.
    """
    paths = [path for path in logs.files["path"].astype(str) if path]
    if not paths:
        raise DataError("this log has no file, so there is no folder for a plan")
    return Path(paths[0].partition("::")[0]).parent
