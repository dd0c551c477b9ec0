"""The numbers behind a report as CSV files, for a spreadsheet or another program."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.intake.cells.guards import guard_text
from analysis.logbook import Logbook


def make_tables(book: Logbook, *, shared: bool = False) -> dict[str, pd.DataFrame]:
    """Every table of a report by its name; numbers are not rounded.

    Parameters
    ----------
    book : Logbook
    shared : bool
        True counts days in place of dates, and leaves out what was read of the files' columns.

    Returns
    -------
    dict of DataFrame
        'verdicts' as `Logbook.verdicts`, 'daily' (day, date, outcome, value, phase), 'weeks' (minutes and
        sessions by kind of training), 'files', and, where not shared, 'columns' and 'issues'.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> make_tables(open_logbook())["daily"].columns.tolist()
    ['day', 'date', 'outcome', 'value', 'phase']
    """
    tables = {"verdicts": book.verdicts().reset_index(), "daily": _daily(book), "weeks": _weeks(book)}
    logs = book.logs
    if shared:
        counts = logs.files[["name", "records_read", "kept", "skipped", "left_out"]]
        dated = {name: table.drop(columns="date", errors="ignore") for name, table in tables.items()}
        return {**dated, "files": counts}
    return {**tables, "files": logs.files, "columns": logs.columns, "issues": logs.issues}


def write_tables(book: Logbook, folder: Path, label: str, *, shared: bool = False) -> list[Path]:
    """Write FOLDER/LABEL-verdicts.csv and so on; what an earlier run left of this log goes.

    A text that a spreadsheet would calculate has an apostrophe before it.
    """
    earlier = re.compile(rf"{re.escape(label)}-(verdicts|daily|weeks|files|columns|issues)\.csv")
    for path in folder.iterdir():
        if earlier.fullmatch(path.name):
            path.unlink()
    written = []
    for name, table in make_tables(book, shared=shared).items():
        written.append(folder / f"{label}-{name}.csv")
        guard_cells(table).to_csv(written[-1], index=False, lineterminator="\n")
    return written


def guard_cells(table: pd.DataFrame) -> pd.DataFrame:
    """Make every text of a table harmless in a spreadsheet.

    Examples
    --------
    >>> guard_cells(pd.DataFrame({"note": ["=1+1", "fine", ""]}))["note"].tolist()
    ["'=1+1", 'fine', '']
    """
    return table.astype(dict.fromkeys(table.columns, object)).map(
        lambda cell: guard_text(cell) if isinstance(cell, str) and cell else cell
    )


def _daily(book: Logbook) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "day": _count_days(pd.DatetimeIndex(one.series.index), one.start),
                "date": pd.DatetimeIndex(one.series.index).strftime("%Y-%m-%d"),
                "outcome": one.name,
                "value": one.series.to_numpy(),
                "phase": one.labels.to_numpy(),
            }
        )
        for one in book.compare()
    ]
    columns = ["day", "date", "outcome", "value", "phase"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _weeks(book: Logbook) -> pd.DataFrame:
    training = book.training()
    monday = pd.DatetimeIndex(training.minutes.index)
    table = pd.DataFrame({"day": _count_days(monday, training.start), "date": monday.strftime("%Y-%m-%d")})
    for kind in training.minutes:
        table[f"{kind}_min"] = training.minutes[kind].to_numpy()
        table[f"{kind}_sessions"] = training.sessions[kind].to_numpy()
    return table


def _count_days(days: pd.DatetimeIndex, start: pd.Timestamp | None) -> list[int]:
    """Days from the start, which is day 0; from the first of them where no start is known."""
    first = start if start is not None else days.min()
    return [(day - first).days for day in days]
