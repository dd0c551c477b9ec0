"""Days that are counted from another: 'Day 3' of a programme, 'Wednesday' of the week of 2 March."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.intake.day_column import is_named
from analysis.intake.grid import Grid, Job
from analysis.intake.weekdays import weekday_of
from analysis.intake.words import is_null, split_words

_WEEK = ("week", "woche", "semain", "seman", "settiman", "veck", "uge", "uke", "tydz", "tygod")
_MOST = 1000


def count_days(
    grid: Grid, column: int, day: np.ndarray, said: np.ndarray, job: Job
) -> tuple[np.ndarray, np.ndarray]:
    """Move each record from the first day of its programme or week to its own.

    Parameters
    ----------
    column : int
        The column that gives the day.
    day : ndarray of datetime64[D]
        Of each record, as that column says it.
    said : ndarray of int
        Weekday that each record says; -1 where it says none.

    Returns
    -------
    day : ndarray of datetime64[D]
    said : ndarray of int
        The weekdays that are still to be checked.
    """
    if is_week(grid.meanings[column].header) and (said >= 0).any():
        return _count_in_week(grid, column, day, said, job), np.full(len(day), -1)
    _ask_week(grid, column, day, said, job)
    for at in grid.find("date"):
        numbers = _read_numbers(grid, at) if at != column else None
        if numbers is not None:
            day = _count_in_programme(grid, column, at, day, numbers, job)
    return day, said


def is_week(header: str) -> bool:
    """Say whether a header names the week of a date.

    Examples
    --------
    >>> [is_week(header) for header in ("Week of", "Wochenbeginn", "Date")]
    [True, True, False]
    """
    return any(word.startswith(_WEEK) for word in split_words(header))


def _count_in_week(grid: Grid, column: int, day: np.ndarray, said: np.ndarray, job: Job) -> np.ndarray:
    header = grid.meanings[column].header
    starts = np.unique(weekday_of(day[~np.isnat(day)]))
    if len(starts) > 1:
        job.ask(
            f"column {header!r}: the weeks begin on different weekdays, so the day of a record is not sure - write the date "
            "of each record in the file"
        )
        return day
    moved = np.where(said >= 0, day + (said - weekday_of(day)) % 7 * np.timedelta64(1, "D"), day)
    rows = np.flatnonzero((said >= 0) & ~np.isnat(day))
    job.findings.group(
        "warning", "day_of_week", "the day is the weekday beside it in the week that begins here",
        grid.lines[rows].tolist(), texts=[f"{grid.columns[column][row]}: {moved[row]}" for row in rows[:1]],
        column=header, fix="write the date of each record in the file if it is another",
    )  # fmt: skip
    return moved


def _ask_week(grid: Grid, column: int, day: np.ndarray, said: np.ndarray, job: Job) -> None:
    """Ask where one date stands beside several weekdays, and all dates are the same weekday."""
    known = (said >= 0) & ~np.isnat(day)
    pairs = np.unique(day[known].astype(np.int64) * 7 + said[known])
    dates, counts = np.unique(pairs // 7, return_counts=True)
    if not len(dates) or (counts > 1).sum() * 2 < len(dates) or len(np.unique((dates + 3) % 7)) > 1:
        return
    header = grid.meanings[column].header
    beside = next((grid.meanings[at].header for at in grid.find("weekday")), "")
    answer = f", or pass columns={{{beside!r}: 'ignore'}} if it is the day itself" if beside else ""
    job.ask(
        f"column {header!r}: one date stands beside several weekdays (line {grid.lines[np.flatnonzero(known)[0]]}), so it may "
        f"be the first day of a week - name the column 'Week of' in the file{answer}"
    )


def _read_numbers(grid: Grid, at: int) -> np.ndarray | None:
    """Read a column of day numbers; None where it holds anything else."""
    codes, texts = grid.distinct(at)
    full = [text for text in texts if not is_null(text)]
    if not full or not all(text.strip().isdecimal() and int(text) < _MOST for text in full):
        return None
    numbers = [-1 if is_null(text) else int(text) for text in texts]
    return np.array([*numbers, -1])[codes]


def _count_in_programme(
    grid: Grid, column: int, at: int, day: np.ndarray, numbers: np.ndarray, job: Job
) -> np.ndarray:
    """Count from the first day where the person says that the numbers are the date; else ask where they matter."""
    header, first = grid.meanings[at].header, grid.meanings[column].header
    rows = np.flatnonzero((numbers >= 0) & ~np.isnat(day))
    if is_named(grid, at, job):
        moved = day.copy()
        moved[rows] += (numbers[rows] - min(1, numbers[rows].min(initial=1))) * np.timedelta64(1, "D")
        job.findings.group(
            "warning", "day_counted", f"the day is counted from {first!r}, as you said", grid.lines[rows].tolist(),
            texts=[f"{grid.columns[at][row]}: {moved[row]}" for row in rows[:1]], column=header,
        )  # fmt: skip
        return moved
    pairs = np.unique(day[rows].astype(np.int64) * _MOST + numbers[rows])
    several = np.unique(pairs // _MOST, return_counts=True)[1].max(initial=0) > 1
    if several and grid.meanings[column].role == "start":
        job.ask(
            f"columns {first!r} and {header!r}: {first!r} is the same for several days {numbers[rows].min()} to "
            f"{numbers[rows].max()} - pass columns={{{header!r}: 'date'}} to count the days from {first!r}, or "
            f"columns={{{header!r}: 'ignore'}} if all records are of that day"
        )
        return day
    why = f"its cells are no dates, and column {first!r} gives the day"
    grid.meanings[at] = replace(grid.meanings[at], role="", why=why)
    return day
