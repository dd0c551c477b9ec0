"""Cells that hold a mark for each side ('3/5' under 'Pain L/R'), split into a column for each."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.intake.cells.numbers import NUMBER
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import match_phrases
from analysis.intake.words import is_null, split_words

_TWO = re.compile(rf"\s*({NUMBER})\s*[/|;–-]\s*({NUMBER})\s*")


def split_marks(grid: Grid, job: Job) -> None:
    """Split the cells with two marks where the header names first one side and then the other."""
    for at in range(len(grid.columns)):
        sides = _name_sides(grid.meanings[at].header) if grid.meanings[at].is_metric else []
        found = [_TWO.fullmatch(cell) for cell in grid.columns[at]] if sides else []
        if not any(found):
            continue
        rows = [row for row, two in enumerate(found) if two]
        first, second = ([two[part] if two else "" for two in found] for part in (1, 2))
        rest = ["" if two else cell for two, cell in zip(found, grid.columns[at], strict=True)]
        job.findings.group(
            "note", "two_marks", f"two marks in a cell; the first is read as {sides[0]}, the second as {sides[1]}",
            grid.lines[rows].tolist(), texts=[grid.columns[at][rows[0]]], column=grid.meanings[at].header,
        )  # fmt: skip
        _add_column(grid, at, sides[1], second)
        if any(not is_null(cell) for cell in rest):
            _add_column(grid, at, "both", rest)
        grid.put_cells(at, first)
        grid.meanings[at] = replace(grid.meanings[at], side=sides[0])


def _add_column(grid: Grid, at: int, side: str, cells: list[str]) -> None:
    grid.columns.append(tuple(cells))
    grid.meanings.append(replace(grid.meanings[at], side=side))


def _name_sides(header: str) -> list[str]:
    """Give the two sides of a header in its order; empty where it does not name left and right."""
    found, _ = match_phrases(split_words(header), letters={"l": "left", "r": "right"})
    sides = [role.partition(":")[2] for role, _ in found if role in ("side:left", "side:right")]
    return sides if sorted(sides) == ["left", "right"] else []
