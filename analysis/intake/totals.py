"""Totals and averages that stand among the records, with a date beside them."""

from __future__ import annotations

import numpy as np

from analysis.intake.grid import Grid, Job
from analysis.intake.issues import SKIPPED
from analysis.intake.words import is_total

_TEXTS = {"exercise", "routine", "notes", "metric", "weekday", "moment", "done", "side", "region"}


def pass_totals(grid: Grid, job: Job) -> None:
    """Pass over the records in which a whole cell of text is a word for a total: they are no readings of a day."""
    hit = np.zeros(len(grid), dtype=bool)
    for at, meaning in enumerate(grid.meanings):
        if meaning.role not in _TEXTS and not meaning.is_metric:
            continue
        codes, texts = grid.distinct(at)
        words = [
            (code, text) for code, text in enumerate(texts) if 0 < len(text) <= 60 and not text[0].isdigit()
        ]
        found = [code for code, text in words if is_total(text)]
        hit |= np.isin(codes, found) if found else False
    rows = np.flatnonzero(hit)
    if not len(rows):
        return
    texts = [job.delimiter.join(column[rows[0]] for column in grid.columns)]
    job.findings.group(
        "note", "total_row", "a total or average; passed over", grid.lines[rows].tolist(), texts=texts
    )
    job.ledger.settle(grid.records[rows], SKIPPED)
    grid.drop_rows(rows)
