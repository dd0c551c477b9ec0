"""Sets, reps and seconds of hold, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.cells.durations import read_duration
from analysis.intake.cells.numbers import settle_mark
from analysis.intake.cells.readings import BLANK, Reading, read_quantity, refuse
from analysis.intake.grid import Grid, Job, report_cells
from analysis.intake.words import split_words

LIMITS = {"sets": (1, 50), "reps": (1, 500), "hold_s": (1, 1800)}
_MOSTLY = 0.8
_PLURAL = {"sets", "satze", "saetze", "sätze", "series", "séries"}


@dataclass
class Column:
    """Numbers of one column, row by row, with what was refused."""

    values: np.ndarray
    refused: np.ndarray


def spread_column(
    grid: Grid, at: int, codes: np.ndarray, readings: list[Reading], size: float, job: Job
) -> Column:
    """One reading a distinct text -> a value a row, in units of `size`; refused cells are listed."""
    bad = {code: (r.rule, r.why) for code, r in enumerate(readings) if r.rule}
    values = np.array([np.nan if r.value is None else round(r.value / size, 6) for r in readings] + [np.nan])[
        codes
    ]
    refused = np.isin(codes, list(bad))
    if bad:
        rows = np.flatnonzero(refused)
        report_cells(job, grid, rows, at, {int(row): bad[int(codes[row])] for row in rows})
    return Column(values, refused)


def read_counts(grid: Grid, role: str, job: Job, refused: np.ndarray) -> np.ndarray:
    """Read sets, reps or seconds of hold; what is not in its limits is refused."""
    for at in grid.find(role)[:1]:
        codes, texts = grid.distinct(at)
        mark = settle_mark(texts, job.delimiter).decimal
        low, high = LIMITS[role]
        readings = []
        for text in texts:
            if role == "hold_s":
                reading = read_duration(text, mark=mark, unit="s", colon="m:ss", joined=False)
            else:
                reading = _read_count(text, mark, role)
            value = reading.value
            if value == 0:
                reading = BLANK
            elif value is not None and not low <= value <= high:
                reading = refuse(text, "out_of_range", f"{role} must be {low} to {high}")
            readings.append(reading)
        column = spread_column(grid, at, codes, readings, 1.0, job)
        refused |= column.refused
        return column.values
    return np.full(len(grid), np.nan)


def _read_count(text: str, mark: str, role: str) -> Reading:
    """Read a whole number; with a unit, a scale or a side of its own it is no plain count."""
    reading = read_quantity(text, mark=mark, rating=True)
    if reading.unit not in (None, "count") or reading.scale or any(reading.details):
        return refuse(text, "not_a_count", f"{role} must be a plain number")
    if reading.kind in ("exact", "approx") and reading.value is not None and reading.value % 1:
        return refuse(text, "not_whole", f"{role} is a whole number")
    return reading


def settle_sets(
    grid: Grid, sets: np.ndarray, day: np.ndarray, beside: dict[str, Any], job: Job
) -> np.ndarray:
    """Take the numbers of sets as one set each where they count the records of a bout: 1, 2, 3.

    Parameters
    ----------
    sets : ndarray
        Cells of the column of sets, NaN where blank.
    day : ndarray of datetime64[D]
    beside : dict of arrays
        What tells one bout of a day from another: person, side, exercise, routine.
    """
    known = np.isfinite(sets)
    rows = np.flatnonzero(known & ~np.isnat(day))
    if not len(rows):
        return sets
    header = grid.meanings[grid.find("sets")[0]].header
    beside = {"day": day[rows], **{name: cells[rows] for name, cells in beside.items()}}
    several, counted = _follow_bouts(sets[rows], beside, gaps=_PLURAL.isdisjoint(split_words(header)))
    firsts = pd.Series(counted).groupby(several).first()[lambda of: of.index >= 0]
    if not len(firsts) or firsts.mean() < _MOSTLY:
        _note_count(grid, header, sets, known, job)
        return sets
    job.findings.group(
        "note", "set_number", "the number of the set; each record is one set", grid.lines[known].tolist(),
        column=header,
    )  # fmt: skip
    job.findings.group(
        "warning", "set_number_unsure", "does not count up from 1 as the other numbers of sets do; taken as one set each",
        grid.lines[rows[(several >= 0) & ~counted]].tolist(), column=header,
        fix="correct the numbers, or write how many sets were done in one record",
    )  # fmt: skip
    return np.where(known, 1.0, np.nan)


def _follow_bouts(sets: np.ndarray, beside: dict[str, Any], *, gaps: bool) -> tuple[np.ndarray, np.ndarray]:
    """Give the bouts of a day by record, -1 for one of a single record, and whether each counts up from 1.

    A second 1 begins another bout: 1, 2, 3, 1, 2. With `gaps`, numbers may be left out: 1, 2, 4.
    """
    bout = pd.DataFrame(beside).groupby(list(beside), dropna=False, sort=False).ngroup()
    numbers = pd.Series(sets)
    before = numbers.groupby(bout).shift()
    fits = ((numbers == 1) & ~(before == 1)) | ((numbers > before) if gaps else (numbers == before + 1))
    counted = fits.groupby(bout).transform("all").to_numpy()
    single = (numbers.groupby(bout).transform("size") == 1).to_numpy()
    return np.where(single, -1, bout), counted


def _note_count(grid: Grid, header: str, sets: np.ndarray, known: np.ndarray, job: Job) -> None:
    """Say that a header in the singular is taken as how many sets were done."""
    words = split_words(header)
    if words[:1] not in (["set"], ["satz"]) or "s" in words or not (sets[known] > 1).any():
        return
    job.findings.group(
        "note", "sets_counted", "taken as how many sets were done, not as the number of the set",
        grid.lines[known].tolist(), column=header,
        fix=f"pass columns={{{header!r}: 'ignore'}} if each record is one set",
    )  # fmt: skip
