"""Sets, reps and seconds of hold, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.cells.durations import read_duration
from analysis.intake.cells.numbers import settle_mark
from analysis.intake.cells.readings import BLANK, Reading, read_quantity, refuse
from analysis.intake.grid import Grid, Job, report_cells

LIMITS = {"sets": (1, 50), "reps": (1, 500), "hold_s": (1, 1800)}


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
    grid: Grid, sets: np.ndarray, day: np.ndarray, names: dict[str, np.ndarray], job: Job
) -> np.ndarray:
    """Take the numbers of sets as one set each where they count the records of a bout: 1, 2, 3."""
    if not np.isfinite(sets).any():
        return sets
    frame = pd.DataFrame({"day": day, "sets": sets, **names})
    groups = [
        part["sets"].tolist() for _, part in frame.groupby(["day", *names], dropna=False) if len(part) > 1
    ]
    if not groups or not all(_count_up(group) for group in groups):
        return sets
    known = np.isfinite(sets)
    job.findings.group(
        "note", "set_number", "the number of the set; each record is one set", grid.lines[known].tolist(),
        column=grid.meanings[grid.find("sets")[0]].header,
    )  # fmt: skip
    return np.where(known, 1.0, np.nan)


def _count_up(numbers: list[float]) -> bool:
    return numbers == [float(n) for n in range(1, len(numbers) + 1)]
