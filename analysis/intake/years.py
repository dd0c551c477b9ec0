"""Dates without a year: where it comes from, and a question where nothing says it. Never 'this year'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

from analysis.intake.date_shapes import Shape, add_year, day_of, read_shape
from analysis.intake.grid import Grid, Job
from analysis.intake.words import is_null

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
_HALF_YEAR, _FEW = 6, 5
_SAYS = ("minutes", "exercise", "routine", "value", "done")


def settle_years(grid: Grid, at: int, codes: list[int], job: Job, day_first: bool | None) -> bool:
    """Put the year into the dates of a column that lack it; False where nothing says which.

    Parameters
    ----------
    at : int
        The column.
    codes : list of int
        Its texts without a year.
    day_first : bool or None
        As the person or the header says it.
    """
    rows = np.flatnonzero(np.isin(grid.distinct(at)[0], codes)).tolist()
    shapes = [shape for row in rows if (shape := read_shape(grid.columns[at][row])) is not None]
    found, why = _find_years(grid, at, job, shapes, rows, day_first)
    if found is None:
        return False
    cells = list(grid.columns[at])
    for row, year in zip(rows, found, strict=True):
        cells[row] = add_year(cells[row], year) if year else cells[row]
    if why:
        _say(grid, at, job, rows, why)
    grid.put_cells(at, cells)
    return True


def _find_years(
    grid: Grid, at: int, job: Job, shapes: Sequence[Shape], bare: list[int], day_first: bool | None
) -> tuple[list[int] | None, str]:
    """Find the year of each bare date: beside it, as the person said, or as a title says; with the reason."""
    beside = _years_beside(grid, bare)
    if beside is not None:
        return beside, ""
    places = _place_all(shapes, day_first)
    said = grid.meanings[at].year
    if said:
        return [said] * len(bare) if places is None else _count_on(places, said), ""
    if places is None:
        return None, ""
    for text in [job.title, *job.names]:
        years = _years_of_text(text, places)
        if years is not None:
            return years, f"the year is taken from {text.strip()[:60]!r}"
        if _YEAR.search(text):
            break
    return None, ""


def _years_beside(grid: Grid, bare: list[int]) -> list[int] | None:
    """Give the years of a year column."""
    columns = grid.find("year")
    if not columns:
        return None
    cells = [grid.columns[columns[0]][row].strip() for row in bare]
    return [int(cell) if re.fullmatch(r"(?:19|20)\d\d", cell) else 0 for cell in cells]


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


def _count_on(places: Sequence[tuple[int, int]], first: int) -> list[int]:
    """Give the years of dates in file order, from that of the first: December to January turns it, up or down.

    Examples
    --------
    >>> _count_on([(12, 30), (1, 2), (1, 3)], 2025), _count_on([(1, 2), (12, 30)], 2026)
    ([2025, 2026, 2026], [2026, 2025])
    """
    years, year = [], first
    for before, now in zip([places[0], *places], places, strict=False):
        if before[0] - now[0] > _HALF_YEAR:
            year += 1
        elif now[0] - before[0] > _HALF_YEAR:
            year -= 1
        years.append(year)
    return years


def _years_of_text(text: str, places: Sequence[tuple[int, int]]) -> list[int] | None:
    """Give the years that a title or a file's name says; None where it says none or leaves it open."""
    years = sorted({int(year) for year in _YEAR.findall(text)})
    turns = _count_on(places, 0)
    steps = sorted(set(turns))
    exported = _DAY.search(text)
    if exported:
        return _years_until(places, turns, exported)
    if len(years) == 1 and steps == [0]:
        return [years[0]] * len(places)
    if len(years) == len(steps) == 2 and years[1] - years[0] == 1:
        first = years[0] - steps[0]
        return [first + turn for turn in turns]
    return None


def _years_until(
    places: Sequence[tuple[int, int]], turns: Sequence[int], found: re.Match[str]
) -> list[int] | None:
    """Give the latest years in which no date lies after the day in the name of an export."""
    limit = day_of(int(found[1]), int(found[3]), int(found[4]))
    for first in range(int(found[1]) + 1, int(found[1]) - 3, -1) if limit else ():
        days = [day_of(first + turn, *place) for turn, place in zip(turns, places, strict=True)]
        known = [day for day in days if day is not None]
        if known and max(known) <= (limit or dt.date.min):
            return [first + turn for turn in turns]
    return None


def _say(grid: Grid, at: int, job: Job, bare: list[int], why: str) -> None:
    header = grid.meanings[at].header
    job.findings.group(
        "warning", "year_taken", why, grid.lines[bare].tolist(), texts=[grid.columns[at][bare[0]]], column=header,
        fix=f"pass columns={{{header!r}: 'date 2025'}} with the year of the first record, if it is another",
    )  # fmt: skip


def fill_above(grid: Grid, at: int, job: Job) -> str:
    """Give records without a date that of the record above, where the person says so; ask where they are many.

    Returns
    -------
    str
        A question, or ''.
    """
    cells = grid.columns[at]
    blank = np.array([not cell.strip() for cell in cells], dtype=bool)
    if not blank.any() or blank.all():
        return ""
    if not grid.meanings[at].above:
        return _ask_above(grid, at, blank)
    above = np.maximum.accumulate(np.where(blank, -1, np.arange(len(cells))))
    grid.put_cells(at, [cells[row] if row >= 0 else "" for row in above.tolist()])
    job.findings.group(
        "note", "date_above", "no date; that of the record above is taken, as you said", grid.lines[blank].tolist(),
        column=grid.meanings[at].header,
    )  # fmt: skip
    return ""


def _ask_above(grid: Grid, at: int, blank: np.ndarray) -> str:
    """Ask where many records that hold something stand without a date under one that has it."""
    under = np.flatnonzero(blank & np.maximum.accumulate(~blank))
    others = [k for k, m in enumerate(grid.meanings) if k != at and (m.is_metric or m.role in _SAYS)]
    full = [row for row in under.tolist() if any(not is_null(grid.columns[k][row]) for k in others)]
    if len(full) < 2 or len(full) * _FEW < len(blank):
        return ""
    header = grid.meanings[at].header
    return (
        f"column {header!r}: {len(full)} records have no date and stand under one that has (line {grid.lines[full[0]]}) - "
        f"pass columns={{{header!r}: 'date above'}} if they belong to the day above them, or write the dates in the file"
    )
