"""Dates without a year: where it comes from, and a question where nothing says it. Never 'this year'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from analysis.intake.date_shapes import Shape, add_year, day_of, read_shape, read_weekday
from analysis.intake.dates import DateColumn
from analysis.intake.grid import Grid, Job

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_YEAR_DAYS, _HALF, _MONTH, _TRIED = 366, 183, 31, 8


def settle_years(
    grid: Grid, at: int, dates: DateColumn, job: Job, day_first: bool | None, today: dt.date
) -> tuple[bool, str]:
    """Put the year into the dates of a column that lack it.

    Parameters
    ----------
    at : int
        The column.
    dates : DateColumn
        As read so far.
    day_first : bool or None
        As the person or the header says it.
    today : date
        A year that puts a date behind it is not taken from a title.

    Returns
    -------
    settled : bool
    question : str
        Not empty where the rows contradict each other, or what says the year.
    """
    codes, _ = grid.distinct(at)
    rows = np.flatnonzero(np.isin(codes, dates.without_year))
    bare = _Bare(grid, at, rows, dates.day[codes], day_first)
    found, why, question = _find_years(bare, job, today)
    if found is None:
        return False, question if dates.question else ""
    cells = list(grid.columns[at])
    for row, year in zip(rows.tolist(), found, strict=True):
        cells[row] = add_year(cells[row], year) if year else cells[row]
    if why:
        _say(grid, at, job, rows.tolist(), why)
    grid.put_cells(at, cells)
    return True, ""


class _Bare:
    """The records of a column whose dates lack the year, in file order.

    Attributes
    ----------
    rows : ndarray of int
    places : list of (month, day) or None
        None where the order of the two is not settled.
    dated : ndarray of datetime64[D]
        The day of every record; NaT where it is not known.
    """

    def __init__(
        self, grid: Grid, at: int, rows: np.ndarray, dated: np.ndarray, day_first: bool | None
    ) -> None:
        self.grid, self.at, self.rows, self.dated = grid, at, rows, dated
        shapes = [shape for row in rows.tolist() if (shape := read_shape(grid.columns[at][row])) is not None]
        self.places = _place_all(shapes, day_first)
        self.weekdays = _weekdays_of(grid, rows, shapes)
        self.header = grid.meanings[at].header
        self.text = grid.columns[at][rows[0]]

    def line(self, number: int) -> int:
        """Give the line of a bare record."""
        return int(self.grid.lines[self.rows[number]])

    def days(self, years: Sequence[int]) -> list[dt.date | None]:
        """Give the days in these years; None for the 29th of February of another than a leap year."""
        return [day_of(year, *place) for year, place in zip(years, self.places or [], strict=True)]


def _weekdays_of(grid: Grid, rows: np.ndarray, shapes: Sequence[Shape]) -> list[int | None]:
    """Give the weekday that a bare date names, or that stands beside it."""
    found = [shape.weekday for shape in shapes]
    for column in grid.find("weekday"):
        beside = [read_weekday(grid.columns[column][row]) for row in rows.tolist()]
        found = [own if own is not None else other for own, other in zip(found, beside, strict=True)]
    return found


def _find_years(bare: _Bare, job: Job, today: dt.date) -> tuple[list[int] | None, str, str]:
    """Find the year of each bare date: (years, why, question)."""
    beside = _years_beside(bare)
    if beside is not None:
        return beside, "", ""
    if bare.places is None:
        return None, "", _ask_order(bare, job)
    turns = _count_turns(bare.places)
    if isinstance(turns, int):
        return None, "", (
            f"column {bare.header!r}: the dates jump at line {bare.line(turns)}, perhaps into another year - write the "
            "years in the file"
        )  # fmt: skip
    said = bare.grid.meanings[bare.at].year
    near = _years_near(bare, turns)
    if near is not None:
        return near, "the year is taken from the dates with a year around it", ""
    if said:
        return [said + turn for turn in turns], "", ""
    for text in [job.title, *job.names]:
        years = _years_of_text(text, bare.places, turns)
        if years is not None:
            return _check_years(bare, years, text, today)
        if _YEAR.search(text):
            break
    return None, "", ""


def _ask_order(bare: _Bare, job: Job) -> str:
    """Ask for the order of day and month, and for the year where nothing says it."""
    told = bare.grid.meanings[bare.at].year or any(_YEAR.search(text) for text in [job.title, *job.names])
    year = f", and columns={{{bare.header!r}: 'date 2025'}} with the year of the first record"
    return (
        f"column {bare.header!r}: {bare.text!r} does not say which number is the month - pass day_first=True or "
        f"day_first=False{'' if told else year}"
    )


def _check_years(
    bare: _Bare, years: list[int], text: str, today: dt.date
) -> tuple[list[int] | None, str, str]:
    """Take the years of a title, unless a date would lie in the future, not be, or fall on another weekday."""
    days = bare.days(years)
    named = [(day, week) for day, week in zip(days, bare.weekdays, strict=True) if day and week is not None]
    odd = sum(day.weekday() != week for day, week in named)
    fits = next(
        (year for year in range(today.year, today.year - _TRIED, -1) if _fits(bare, years, year, today)), 0
    )
    against = ""
    if odd * 4 > len(named):
        against = f"{odd} of {len(named)} weekdays are others in that year"
    elif None in days:
        against = f"that year has no 29 February (line {bare.line(days.index(None))})"
    elif max(day for day in days if day) > today + dt.timedelta(days=1):
        against = "dates of that year would lie after today"
    if not against:
        return years, f"the year is taken from {text.strip()[:60]!r}", ""
    return None, "", (
        f"column {bare.header!r}: {text.strip()[:60]!r} says the year {years[0]}, but {against} - pass "
        f"columns={{{bare.header!r}: 'date {fits or years[0]}'}} with the year of the first record"
        f"{' (in this one they fit)' if fits else ''}"
    )  # fmt: skip


def _fits(bare: _Bare, years: list[int], first: int, today: dt.date) -> bool:
    """Say whether every date is one, lies before today and falls on its weekday, with another year for the first."""
    days = bare.days([year - years[0] + first for year in years])
    return all(
        day is not None and day <= today and week in (None, day.weekday())
        for day, week in zip(days, bare.weekdays, strict=True)
    )


def _years_beside(bare: _Bare) -> list[int] | None:
    """Give the years of a year column."""
    columns = bare.grid.find("year")
    if not columns:
        return None
    cells = [bare.grid.columns[columns[0]][row].strip() for row in bare.rows.tolist()]
    years = [int(cell) if re.fullmatch(r"(?:19|20)\d\d", cell) else 0 for cell in cells]
    return years if any(years) else None


def _place_all(shapes: Sequence[Shape], day_first: bool | None) -> list[tuple[int, int]] | None:
    """Give month and day of each bare date; None where their order is not settled."""
    open_shapes = [shape for shape in shapes if shape.kind == "xx"]
    days = sum(shape.first > 12 for shape in open_shapes)
    months = sum(shape.second > 12 for shape in open_shapes)
    if open_shapes and days and months:
        return None
    turned = days > 0 if days or months else day_first
    if open_shapes and turned is None:
        return None
    return [(s.second, s.first) if s.kind == "xx" and turned else (s.first, s.second) for s in shapes]


def _count_turns(places: Sequence[tuple[int, int]]) -> list[int] | int:
    """Count in which year after the first each date lies, in file order, newest first or last.

    Where most steps go forward, a step back over more than half a year is a new year; a step back of a few weeks is a
    record that was written late. What lies between says nothing.

    Returns
    -------
    list of int, or int
        The number of the first date of which the year is not sure.

    Examples
    --------
    >>> _count_turns([(12, 30), (1, 2), (1, 3)]), _count_turns([(1, 2), (12, 30), (12, 29)])
    ([0, 1, 1], [0, -1, -1])
    >>> _count_turns([(1, 10), (8, 15)]), _count_turns([(1, 10), (1, 11), (1, 12), (8, 15)])
    (1, [0, 0, 0, 0])
    """
    at = np.array([dt.date(2000, *place).toordinal() for place in places])
    steps = np.diff(at)
    short = (steps + _HALF) % _YEAR_DAYS - _HALF
    ahead, back = np.sum((short > 0) & (short <= _MONTH)), np.sum((short < 0) & (short >= -_MONTH))
    way = 1 if ahead >= back else -1
    forward = steps * way
    wrap = forward < -_HALF
    late = forward > _YEAR_DAYS - _MONTH
    unsure = (forward < -_MONTH) & ~wrap
    if abs(int(ahead) - int(back)) < 2:
        unsure |= (np.abs(steps) > _MONTH) & (np.abs(steps) <= _YEAR_DAYS - _MONTH)
    if unsure.any():
        return int(np.flatnonzero(unsure)[0]) + 1
    turns = np.cumsum(way * (wrap.astype(int) - late.astype(int)))
    return [0, *turns.tolist()]


def _years_near(bare: _Bare, turns: Sequence[int]) -> list[int] | None:
    """Give the years that the dates with a year around the bare ones say, where all say the same."""
    whole = np.flatnonzero(~np.isnat(bare.dated))
    if not len(whole) or bare.places is None:
        return None
    known = {int(row): bare.dated[row].item() for row in whole}
    marks = dict(zip(bare.rows.tolist(), bare.places, strict=True))
    rows = sorted({*known, *marks})
    among = _count_turns([marks[row] if row in marks else (known[row].month, known[row].day) for row in rows])
    if isinstance(among, int):
        return None
    bases = {known[row].year - turn for row, turn in zip(rows, among, strict=True) if row in known}
    if len(bases) != 1:
        return None
    base = bases.pop()
    years = [base + turn for row, turn in zip(rows, among, strict=True) if row in marks]
    return years if None not in bare.days(years) else None


def _years_of_text(text: str, places: Sequence[tuple[int, int]], turns: Sequence[int]) -> list[int] | None:
    """Give the years that a title or a file's name says; None where it says none or leaves it open."""
    years = sorted({int(year) for year in _YEAR.findall(text)})
    steps = sorted(set(turns))
    named = [
        day for found in _DAY.findall(text) if (day := day_of(int(found[0]), int(found[2]), int(found[3])))
    ]
    if named:
        return _years_until(places, turns, min(named) if len(named) > 1 else None, max(named))
    if len(years) == 1 and steps == [0]:
        return [years[0]] * len(places)
    if len(years) == len(steps) == 2 and years[1] - years[0] == 1:
        first = years[0] - steps[0]
        return [first + turn for turn in turns]
    return None


def _years_until(
    places: Sequence[tuple[int, int]], turns: Sequence[int], start: dt.date | None, end: dt.date
) -> list[int] | None:
    """Give the latest years in which no date lies after the day in the name of an export, nor before its start."""
    for first in range(end.year + 1, end.year - 3, -1):
        days = [day_of(first + turn, *place) for turn, place in zip(turns, places, strict=True)]
        known = [day for day in days if day is not None]
        if known and max(known) <= end:
            return [first + turn for turn in turns] if start is None or min(known) >= start else None
    return None


def _say(grid: Grid, at: int, job: Job, bare: list[int], why: str) -> None:
    header = grid.meanings[at].header
    job.findings.group(
        "warning", "year_taken", why, grid.lines[bare].tolist(), texts=[grid.columns[at][bare[0]]], column=header,
        fix=f"pass columns={{{header!r}: 'date 2025'}} with the year of the first record, if it is another",
    )  # fmt: skip
