"""Tables whose records are not the records of the file: on their side, side by side, or a week a record.

They are read with a balance of their own, which is then folded into that of the file: each of its records counts once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.intake.grid import Job
from analysis.intake.issues import KEPT, LEFT_OUT, SKIPPED, UNSEEN, Ledger
from analysis.intake.tables import Table

_BEST = (UNSEEN, SKIPPED, LEFT_OUT, KEPT)


def open_fold(job: Job) -> Job:
    """Give a job like this one with a balance of its own; findings and facts are shared."""
    return replace(job, ledger=Ledger())


def close_fold(table: Table, own: Job, job: Job, frames: list[pd.DataFrame]) -> None:
    """Fold the balance of one table into that of its file, and number the rows by the file's records.

    Parameters
    ----------
    own : Job
        Made by `open_fold`.
    frames : list of DataFrame
        Sessions and readings of the table; their `_rec` is changed in place.
    """
    lines = table.column_lines[1:] if table.column_lines else [record.line for record in table.records]
    new = [line for line in dict.fromkeys(lines) if line not in job.numbers]
    first = job.ledger.open(len(new))
    job.numbers |= {line: first + place for place, line in enumerate(new)}
    for frame in frames:
        numbers = [job.numbers.get(int(line), job.numbers[lines[0]]) for line in frame["line"]]
        frame["_rec"] = np.array(numbers, dtype=np.int64)
    for line, status in _find_status(table, own, frames, lines).items():
        number = job.numbers[line]
        job.ledger.settle([number], max(status, int(job.ledger.status[number]), key=_BEST.index))


def _find_status(table: Table, own: Job, frames: list[pd.DataFrame], lines: list[int]) -> dict[int, int]:
    """Say what became of each record of the file: the best that came of a part of it."""
    if table.column_lines:
        made = {int(line) for frame in frames for line in frame["line"]}
        told = {"": LEFT_OUT, "ignore": SKIPPED}
        taken = {
            table.column_lines[column["position"]]: told.get(column["role"] or "", KEPT if made else LEFT_OUT)
            for column in own.columns
            if column["line"] == table.header_line and column["position"] is not None
        }
        return {line: KEPT if line in made else taken.get(line, LEFT_OUT) for line in lines}
    found: dict[int, int] = {}
    for line, status in zip(lines, own.ledger.status.tolist(), strict=True):
        found[line] = max(status, found.get(line, UNSEEN), key=_BEST.index)
    return found
