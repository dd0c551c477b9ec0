"""Numbered columns of bouts ('Exercise 1', 'Minutes 1', 'Exercise 2', ...): a row each; holds set by set, added up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.intake.cells.durations import read_duration
from analysis.intake.grid import Grid, Job
from analysis.intake.meaning import Meaning
from analysis.intake.words import is_null

AS_BOUT, ADDED = "its cells are bouts of their own", "added up as the length of the bout"
_OF_BOUT = ("exercise", "routine", "minutes", "sets", "reps", "hold_s", "side", "done")
_NAMED = ("exercise", "routine", "done")


def settle_groups(grid: Grid, job: Job) -> None:
    """Give each numbered group of columns a row of its own, and add up the holds of one bout."""
    groups = _find_groups(grid)
    if len(groups) > 1 and all(set(group) == set(groups[0]) for group in groups):
        _melt_groups(grid, groups, job)
    elif len(groups) > 1:
        _leave_groups(grid, groups)
    _join_holds(grid, job)


def _find_groups(grid: Grid) -> list[dict[str, int]]:
    """List the groups as role -> column, by number; none where not each of them names an exercise."""
    numbered: dict[int, dict[str, int]] = {}
    for at, meaning in enumerate(grid.meanings):
        if meaning.trial and meaning.role in _OF_BOUT:
            numbered.setdefault(meaning.trial, {}).setdefault(meaning.role, at)
    groups = [numbered[number] for number in sorted(numbered)]
    return groups if groups and "exercise" in groups[0] and len(groups[0]) > 1 else []


def _melt_groups(grid: Grid, groups: list[dict[str, int]], job: Job) -> None:
    """Put the cells of each group under the columns of the first, in a row behind its record's own."""
    rows, order = [], []
    for row in range(len(grid)):
        for number, group in enumerate(groups):
            if not number or any(not is_null(grid.columns[at][row]) for at in group.values()):
                rows.append(row)
                order.append(number)
    first, columns = groups[0], list(grid.columns)
    shared = {at for at, m in enumerate(grid.meanings) if m.is_metric or m.role == "notes"}
    for at, cells in enumerate(grid.columns):
        role = next((role for role, place in first.items() if place == at), None)
        columns[at] = tuple(
            grid.columns[groups[number][role]][row] if role else "" if number and at in shared else cells[row]
            for row, number in zip(rows, order, strict=True)
        )
    _take_rows(grid, rows, columns)
    for group in groups:
        for at in group.values():
            grid.meanings[at] = replace(
                grid.meanings[at], role="" if group is not first else grid.meanings[at].role, trial=None
            )
    _pass_columns(grid, [at for group in groups[1:] for at in group.values()])
    header = grid.meanings[first["exercise"]].header
    job.findings.add(
        "note",
        "numbered_groups",
        f"{len(groups)} numbered groups of columns; each is a bout of its own",
        column=header,
    )


def _take_rows(grid: Grid, rows: list[int], columns: list[tuple[str, ...]]) -> None:
    """Let the grid hold these rows of its own, some of them more than once."""
    grid.columns = columns
    grid.lines, grid.records = grid.lines[rows], grid.records[rows]
    grid.titles = None if grid.titles is None else grid.titles[rows]
    grid.passed = {new for new, row in enumerate(rows) if row in grid.passed}
    for at in range(len(columns)):
        grid.put_cells(at, list(columns[at]))


def _pass_columns(grid: Grid, columns: list[int]) -> None:
    """Mark columns whose cells stand under another one now."""
    for at in columns:
        grid.meanings[at] = Meaning(grid.meanings[at].header, role="ignore", why=AS_BOUT)


def _leave_groups(grid: Grid, groups: list[dict[str, int]]) -> None:
    """Leave the later groups unread where the groups are not alike: their minutes are not of the first exercise."""
    for at in (at for group in groups[1:] for at in group.values()):
        why = "the numbered columns are not alike, and only those of the first number are read"
        grid.meanings[at] = replace(grid.meanings[at], role="", why=why, maybe=())


def _join_holds(grid: Grid, job: Job) -> None:
    """Add up the holds of one bout, set by set, as its length: 'Set 1 (s)', 'Set 2 (s)'."""
    holds = [at for at in grid.find("hold_s") if grid.meanings[at].trial]
    if len(holds) < 2 or grid.find("minutes") or not grid.find(*_NAMED):
        return
    lengths = {
        text: read_duration(text, unit="s", colon="m:ss").value if not is_null(text) else 0.0
        for at in holds
        for text in grid.distinct(at)[1]
    }
    if None in lengths.values():
        return
    columns = [[lengths[cell] for cell in grid.columns[at]] for at in holds]
    total = np.sum(np.array(columns, dtype=float), axis=0)
    header = grid.meanings[holds[0]].header
    for at in holds:
        grid.meanings[at] = Meaning(grid.meanings[at].header, role="ignore", why=ADDED)
    cells = [f"{value:g} s" if value else "" for value in total.tolist()]
    grid.add_column(cells, Meaning(header, role="minutes", unit="s", why="the holds of a record, added up"))
    job.findings.add(
        "note", "holds_added", f"{len(holds)} holds a record, added up as its length", column=header
    )
