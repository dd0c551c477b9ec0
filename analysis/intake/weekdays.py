"""Checks on the dates: the weekday beside or inside them, which is also evidence for their order, and odd years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.intake.date_shapes import day_of, read_weekday
from analysis.intake.dates import DateColumn
from analysis.intake.grid import Grid, Job
from analysis.intake.words import is_null

_FAR, _FEW, _ENOUGH = 366, 2, 8
_JUMP, _MONTH = 180, 31


def note_slips(grid: Grid, column: int, day: np.ndarray, job: Job) -> None:
    """Name the days that stand in order but for their year, as in the first week of January."""
    known = np.flatnonzero(~np.isnat(day))
    if len(known) < _ENOUGH // 2:
        return
    number = day[known].astype(np.int64)
    way = 1 if np.sum(np.diff(number) > 0) >= np.sum(np.diff(number) < 0) else -1
    slipped = find_slips(number[::way])
    rows = known[::way][slipped]
    job.findings.group(
        "warning", "year_slipped", "in order but for the year, which may be the one before or after; kept as written",
        grid.lines[np.sort(rows)].tolist(), texts=[grid.columns[column][rows.min()]] if len(rows) else [],
        column=grid.meanings[column].header, fix="correct the year if it is mistyped",
    )  # fmt: skip


def find_slips(number: np.ndarray) -> np.ndarray:
    """Give the places of runs that a year more or less would put in order; none where the days are in no order.

    Parameters
    ----------
    number : ndarray of int
        Days, oldest first but for such runs.

    Examples
    --------
    >>> days = np.array(["2025-12-30", "2025-12-31", "2025-01-01", "2025-01-02", "2026-01-03"], dtype="datetime64[D]")
    >>> find_slips(days.astype(np.int64)).tolist()
    [2, 3]
    """
    steps = np.diff(number)
    drops, jumps = np.flatnonzero(steps < 0) + 1, np.flatnonzero(steps > _JUMP) + 1
    found: list[int] = []
    for drop in drops.tolist() if len(drops) <= _FEW + 1 else []:
        last = next((j for j in jumps.tolist() if j > drop), len(number))
        first = next((j for j in jumps[::-1].tolist() if j < drop), 0)
        after, before = _fits(number, drop, last, 1), first > 0 and _fits(number, first, drop, -1)
        if before and (not after or last == len(number)):
            found += range(first, drop)
        elif after:
            found += range(drop, last)
    return np.array(found, dtype=np.int64)


def _fits(number: np.ndarray, first: int, last: int, way: int) -> bool:
    """Say whether a run that is moved by a year fits between what stands before and behind it."""
    run = number[first:last] + way * 365
    before = run[0] - number[first - 1]
    behind = number[last] - run[-1] if last < len(number) else 0
    return bool(-1 <= before <= _MONTH and -1 <= behind <= _MONTH and (np.diff(run) >= 0).all())


def note_far_days(grid: Grid, column: int, day: np.ndarray, job: Job) -> None:
    """Name one or two days that lie more than a year away from all the others, as a mistyped year does."""
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
    """A 'Day' column that holds weekdays is no date column, and one without a name may hold them too."""
    for at, meaning in enumerate(grid.meanings):
        if meaning.role != "date" and (meaning.role or meaning.header.strip()):
            continue
        full = [text for text in grid.distinct(at)[1] if not is_null(text)]
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


def said_weekdays(grid: Grid, column: int, dates: DateColumn) -> np.ndarray:
    """Give the weekday that each record says, beside the date or in its cell; -1 where it says none."""
    said = dates.weekday[grid.distinct(column)[0]]
    for at in grid.find("weekday"):
        codes, texts = grid.distinct(at)
        numbers = [-1 if (number := read_weekday(text)) is None else number for text in texts]
        said = np.where(said < 0, np.array([*numbers, -1])[codes], said)
    return said


def weekday_of(day: np.ndarray) -> np.ndarray:
    """Give the weekdays of days, 0 is Monday.

    Examples
    --------
    >>> weekday_of(np.array(["2026-03-02"], dtype="datetime64[D]")).tolist()
    [0]
    """
    return (day.astype("datetime64[D]").astype(np.int64) + 3) % 7


def check_weekdays(grid: Grid, column: int, day: np.ndarray, said: np.ndarray, job: Job) -> str:
    """Name the dates whose weekday is another: one by one where most agree, else the column as a whole.

    Returns
    -------
    str
        A question where day and month are turned around, by the weekdays; else ''.
    """
    known = (said >= 0) & ~np.isnat(day)
    rows = np.flatnonzero(known & (said != weekday_of(day)))
    if not len(rows):
        return ""
    header = grid.meanings[column].header
    turned = [row for row in rows.tolist() if _turned_weekday(day[row]) == said[row]]
    if len(turned) >= _FEW + 1 and len(turned) * 4 >= len(rows) * 3:
        return (
            f"column {header!r}: {len(turned)} dates such as {grid.columns[column][turned[0]]!r} (line {grid.lines[turned[0]]}) "
            "fit their weekday only with day and month turned around - correct them in the file, or leave the weekdays out"
        )
    whole = len(rows) * 4 > known.sum()
    shift = np.unique((said[rows] - weekday_of(day[rows])) % 7)
    always = f", always {shift[0] if shift[0] < 4 else 7 - shift[0]} day(s) {'later' if shift[0] < 4 else 'earlier'}"
    did = "the weekday beside the date is another one; the date is kept"
    if whole:
        did = f"the weekday is another one than that of the date, in {len(rows)} of {known.sum()}"
        did += f"{always if len(shift) == 1 else ''}; the dates are kept"
    job.findings.group(
        "warning", "weekdays_differ" if whole else "weekday_differs", did, grid.lines[rows].tolist(),
        texts=[_show(grid, column, row) for row in rows[:1].tolist()], column=header,
        fix="correct the date or the weekday",
    )  # fmt: skip
    return ""


def _turned_weekday(day: np.datetime64) -> int:
    """Give the weekday of a date with day and month turned around; -1 where there is none."""
    date = day.astype("datetime64[D]").item()
    turned = day_of(date.year, date.day, date.month)
    return -1 if turned is None else turned.weekday()


def _show(grid: Grid, column: int, row: int) -> str:
    return " ".join([grid.columns[column][row], *(grid.columns[at][row] for at in grid.find("weekday"))])
