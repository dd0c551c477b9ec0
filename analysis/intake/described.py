"""What each column of a file was taken for: the table `columns`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.intake.grid import Grid, Job
from analysis.intake.meaning import STRUCTURE, Meaning
from analysis.intake.tables import Table
from analysis.intake.words import fold
from analysis.schema import METRICS

_APP_ROLES = {"workout": "routine", "seconds": "hold_s", "workout_notes": "notes"}
_KEPT_ROLES = {*STRUCTURE, *METRICS}


def describe_grid(grid: Grid, table: Table, job: Job) -> None:
    """Note what every column of a table was taken for, when nothing about it changes any more."""
    for at, meaning in enumerate(grid.meanings):
        codes, texts = grid.distinct(at)
        full = np.array([bool(text.strip()) for text in texts], dtype=bool)
        low, high = meaning.scale or (None, None)
        _note(
            job, table, at if at < len(table.header) or not table.header else None, meaning.header,
            role=meaning.role or None, cells=int(full[codes].sum()) if len(codes) else 0,
            refused=grid.refused.get(at, 0), example=next((t for t in texts if t.strip()), None),
            why=_why(meaning, at, job), side=meaning.side, moment=meaning.moment, region=meaning.region,
            measure=meaning.measure, unit=meaning.unit, scale_min=low, scale_max=high,
            decimal_mark=job.facts.get("decimal_mark", {}).get(meaning.header),
        )  # fmt: skip


def _why(meaning: Meaning, at: int, job: Job) -> str:
    """Say how the role of a column is known, or why it has none."""
    given = {fold(str(name)) for name in job.answers.columns}
    if (fold(meaning.header) if meaning.header else str(at)) in given:
        return "said by you"
    if meaning.role and not meaning.header:
        return meaning.why or "its cells"
    if not meaning.role:
        return meaning.why or "no word of it is known"
    by_cells = ("role_by_cells", "date_by_cells")
    found = (f for f in job.findings.rows if f["rule"] in by_cells and f.get("column") == meaning.header)
    return str(next((finding["did"] for finding in found), "its header"))


def describe_app(rows: Sequence[Sequence[str]], table: Table, at: Mapping[str, int], job: Job) -> None:
    """Note which columns of an app's table its reader uses.

    Parameters
    ----------
    rows : sequence of sequences of str
        The cells of the records.
    at : mapping
        What the reader takes a column for -> its position.
    """
    named = {place: _APP_ROLES.get(role, role) for role, place in at.items()}
    roles = {place: role for place, role in named.items() if role in _KEPT_ROLES}
    for place, header in enumerate(table.header):
        texts = [cells[place] for cells in rows if cells[place].strip()]
        role = roles.get(place)
        why = f"a column of {job.source}" if role else f"not kept from {job.source}"
        _note(
            job, table, place, header, role=role, cells=len(texts), refused=0, why=why,
            example=texts[0] if texts else None,
        )  # fmt: skip


def _note(job: Job, table: Table, position: int | None, header: str, **what: Any) -> None:
    job.columns.append(
        {"file": job.name, "line": table.header_line, "position": position, "header": header, **what}
    )
