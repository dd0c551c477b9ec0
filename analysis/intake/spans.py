"""The time from start to end of a record: a session's length, or what contradicts it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.grid import Grid, Job
from analysis.intake.when import When

MOST_MINUTES = 600.0
_LONGEST_USUAL, _MOST_RATIO = 180.0, 2.0
_BESIDE = {
    *("date", "timestamp", "time", "start", "end", "weekday", "year", "month", "person", "side", "region"),
    *("moment", "notes", "ignore"),
}


def measure_spans(when: When) -> np.ndarray:
    """Give the minutes from start to end of each record, NaN where one of them is not known."""
    length = (when.end - when.start).astype("timedelta64[s]").astype(float) / 60
    return np.where(np.isnat(when.end) | np.isnat(when.start), np.nan, length)


def take_spans(grid: Grid, when: When, job: Job) -> tuple[np.ndarray, np.ndarray]:
    """Take start and end alone as sessions, where the table holds nothing else that they may belong to.

    Returns
    -------
    rows : ndarray of int
        The records that are sessions by their times; none where the times may be of something else.
    length : ndarray of float
        Minutes of every record.
    """
    length = measure_spans(when)
    rows = np.flatnonzero((length > 0) & (length <= MOST_MINUTES) & ~np.isnat(when.day))
    if not grid.find("end") or not len(rows) or grid.find("sleep_h", "sleep_quality"):
        return rows[:0], length
    header, lines = grid.meanings[grid.find("end")[0]].header, grid.lines[rows].tolist()
    fix = "add a column that names the exercise"
    if not _stand_alone(grid) or np.median(length[rows]) > _LONGEST_USUAL:
        did = "the time from start to end is not taken as a session: nothing says of what"
        job.findings.group("note", "times_not_used", did, lines, column=header, fix=fix)
        return rows[:0], length
    did = "taken as a session from start to end, under the name 'session'"
    job.findings.group("warning", "session_by_times", did, lines, column=header, fix=fix)
    return rows, length


def _stand_alone(grid: Grid) -> bool:
    """Say whether no other column holds anything that start and end may belong to."""
    others = [at for at, meaning in enumerate(grid.meanings) if meaning.role not in _BESIDE]
    return not any(text.strip() for at in others for text in grid.distinct(at)[1])


def warn_backward(grid: Grid, when: When, job: Job) -> None:
    """Name the records that end before they start."""
    rows = np.flatnonzero(measure_spans(when) < 0) if grid.find("end") else np.array([], dtype=int)
    if len(rows):
        job.findings.group(
            "warning", "end_before_start", "the end is before the start; the length between is not taken",
            grid.lines[rows].tolist(), column=grid.meanings[grid.find("end")[0]].header, fix="correct one of the two",
        )  # fmt: skip


def warn_contradiction(grid: Grid, at: int, minutes: np.ndarray, when: When, job: Job) -> None:
    """Name the records whose minutes, added up from one start to one end, are far from the time between."""
    length = measure_spans(when)
    rows = np.flatnonzero((minutes > 0) & (length > 0) & (length <= MOST_MINUTES))
    if not len(rows):
        return
    keys = pd.DataFrame({"start": when.start[rows], "end": when.end[rows], "minutes": minutes[rows]})
    total = keys.groupby(["start", "end"])["minutes"].transform("sum").to_numpy()
    ratio = total / length[rows]
    odd = rows[(ratio > _MOST_RATIO) | (ratio < 1 / _MOST_RATIO)]
    job.findings.group(
        "warning", "minutes_against_times", "far from the time between start and end; the minutes are taken",
        grid.lines[odd].tolist(), column=grid.meanings[at].header, fix="correct one of them",
    )  # fmt: skip
