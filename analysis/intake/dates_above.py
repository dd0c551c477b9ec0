"""Records without a date under one that has it: filled where the person says so, else a question."""

from __future__ import annotations

import numpy as np

from analysis.intake.grid import Grid, Job
from analysis.intake.words import is_null

_FEW = 5
_SAYS = ("minutes", "exercise", "routine", "value", "done")


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
