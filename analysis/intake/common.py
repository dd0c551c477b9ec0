"""What all rows of a record share: person, side, notes, moment, region."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.intake.cells.sides import read_sides
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.words import cell_words, fold, is_null, tidy


class Common:
    """What all rows of a record share: person, side, notes, moment, region.

    Parameters
    ----------
    grid : Grid
    job : Job
    """

    def __init__(self, grid: Grid, job: Job) -> None:
        size = len(grid)
        self.person = _person(grid, job)
        self.side = _by_text(grid, grid.find("side"), size, lambda texts: _sides(grid, job, texts))
        self.notes = _notes(grid)
        words = cell_words("moment")
        self.moment = _by_text(
            grid, grid.find("moment"), size, lambda texts: [words.get(fold(t)) for t in texts]
        )
        self.region = _by_text(grid, grid.find("region"), size, lambda texts: [read_region(t) for t in texts])


def read_region(text: str) -> str | None:
    """Find the body region that a text names; None for none or several.

    Examples
    --------
    >>> read_region("Half-kneeling hip flexor stretch"), read_region("Plank")
    ('hip', None)
    """
    return read_header(text).region if text.strip() else None


def _by_text(
    grid: Grid, columns: list[int], size: int, read: Callable[[list[str]], list[str | None]]
) -> np.ndarray:
    if not columns:
        return np.full(size, None, dtype=object)
    codes, texts = grid.distinct(columns[0])
    return np.array([*read(texts), None], dtype=object)[:-1][codes]


def _sides(grid: Grid, job: Job, texts: list[str]) -> list[str | None]:
    at = grid.find("side")[0]
    sides = read_sides(texts)
    codes, _ = grid.distinct(at)
    for code, side in enumerate(sides):
        if side is None:
            rows = np.flatnonzero(codes == code)
            job.findings.group(
                "warning",
                "side_not_read",
                f"{texts[code]!r} is no side that is known; taken as unknown",
                grid.lines[rows].tolist(),
                texts=[texts[code]],
                column=grid.meanings[at].header,
                fix="write left, right or both",
            )
    return [side or "unknown" for side in sides]


def _person(grid: Grid, job: Job) -> np.ndarray:
    name = job.answers.person or "me"
    columns = grid.find("person")
    if not columns:
        return np.full(len(grid), name, dtype=object)
    codes, texts = grid.distinct(columns[0])
    return np.array([*(name if is_null(t) else tidy(t) for t in texts), None], dtype=object)[:-1][codes]


def _notes(grid: Grid) -> np.ndarray:
    """Join the notes columns; the text is kept whole."""
    columns = grid.find("notes")
    joined = np.full(len(grid), None, dtype=object)
    if not columns:
        return joined
    for row, parts in enumerate(zip(*(grid.columns[at] for at in columns), strict=True)):
        full = [part.strip() for part in parts if part.strip()]
        if full:
            joined[row] = " | ".join(full)
    return joined
