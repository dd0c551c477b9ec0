"""Checks on the dates: the weekday beside them, which is also evidence for their order, and odd years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.intake.date_shapes import read_weekday
from analysis.intake.dates import DateColumn
from analysis.intake.grid import Grid, Job
from analysis.intake.words import is_null

_FAR, _FEW, _ENOUGH = 366, 2, 8


def note_far_days(grid: Grid, column: int, dates: DateColumn, job: Job) -> None:
    """Name one or two days that lie more than a year away from all the others, as a mistyped year does."""
    day = dates.day[grid.distinct(column)[0]]
    known = np.unique(day[~np.isnat(day)])
    if len(known) < _ENOUGH:
        return
    wide = np.diff(known).astype(np.int64) > _FAR
    early = max((n + 1 for n in range(_FEW) if wide[n]), default=0)
    late = max((n + 1 for n in range(_FEW) if wide[-1 - n]), default=0)
    far = [*known[:early], *known[len(known) - late :]]
    rows = np.flatnonzero(np.isin(day, far)) if far else []
    job.findings.group(
        "warning", "far_day", "more than a year away from all other days; kept",
        grid.lines[rows].tolist() if len(rows) else [], texts=[grid.columns[column][row] for row in rows[:1]],
        column=grid.meanings[column].header, fix="correct the year if it is mistyped",
    )  # fmt: skip


def turn_weekdays(grid: Grid) -> None:
    """A 'Day' column that holds weekdays is no date column."""
    for at in grid.find("date"):
        _, texts = grid.distinct(at)
        full = [text for text in texts if not is_null(text)]
        if full and all(read_weekday(text) is not None for text in full):
            grid.meanings[at] = replace(grid.meanings[at], role="weekday")


def weekdays_beside(grid: Grid, codes: np.ndarray) -> dict[int, set[int]]:
    """Give the weekdays that stand beside each date code."""
    found: dict[int, set[int]] = {}
    for at in grid.find("weekday"):
        week_codes, texts = grid.distinct(at)
        numbers = [read_weekday(text) for text in texts]
        for code, week in set(zip(codes.tolist(), week_codes.tolist(), strict=True)):
            number = numbers[week]
            if number is not None:
                found.setdefault(code, set()).add(number)
    return found


def check_weekdays(grid: Grid, column: int, dates: DateColumn, job: Job) -> None:
    """Name the dates whose weekday beside them is another, where most agree."""
    for at in grid.find("weekday"):
        codes, _ = grid.distinct(column)
        week_codes, texts = grid.distinct(at)
        said = np.array([-1 if (n := read_weekday(text)) is None else n for text in texts])[week_codes]
        day = dates.day[codes]
        true = (day.astype("datetime64[D]").astype(np.int64) + 3) % 7
        known = (said >= 0) & ~np.isnat(day)
        rows = np.flatnonzero(known & (said != true))
        if len(rows) * 4 <= known.sum():
            job.findings.group(
                "warning",
                "weekday_differs",
                "the weekday beside the date is another one; the date is kept",
                grid.lines[rows].tolist(),
                texts=[f"{grid.columns[column][row]} {grid.columns[at][row]}" for row in rows[:1]],
                column=grid.meanings[column].header,
                fix="correct the date or the weekday",
            )
