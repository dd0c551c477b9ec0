"""The time from start to end of a record: a session's length, or what contradicts it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.metrics import read_metric
from analysis.intake.when import NAT, When

MOST_MINUTES = 600.0
MANY_MINUTES = 120.0
_NIGHT, _NEAR_H = (180.0, 840.0), 2.0
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
    if not grid.find("end"):
        return rows[:0], length
    sleep = grid.find("sleep_h", "sleep_quality")
    rows = rows[~_find_nights(grid, when, job)[rows]] if sleep else rows
    if not len(rows):
        return rows, length
    header, lines = grid.meanings[grid.find("end")[0]].header, grid.lines[rows].tolist()
    fix = "add a column that names the exercise"
    if not _stand_alone(grid) or np.median(length[rows]) > _LONGEST_USUAL:
        did = "the time from start to end is not taken as a session: nothing says of what"
        job.findings.group("note", "times_not_used", did, lines, column=header, fix=fix)
        return rows[:0], length
    did = "taken as a session from start to end, under the name 'session'"
    job.findings.group("warning", "session_by_times", did, lines, column=header, fix=fix)
    return rows, bound_lengths(grid, rows, length, job)


def bound_lengths(grid: Grid, rows: np.ndarray, minutes: np.ndarray, job: Job) -> np.ndarray:
    """Give the minutes that were made of other cells, without those past MOST_MINUTES; name these and the long ones."""
    past = minutes[rows] > MOST_MINUTES
    long = ~past & (minutes[rows] > MANY_MINUTES)
    for rule, did, hit in (
        ("long_session", "more than 120 minutes", long),
        ("out_of_range", "a session lasts 0 to 600 minutes; the length is not taken", past),
    ):
        job.findings.group("warning", rule, did, grid.lines[rows[hit]].tolist())
    return np.where((minutes > 0) & (minutes <= MOST_MINUTES), minutes, np.nan)


def keep_nights(grid: Grid, when: When, job: Job) -> When:
    """Take the end out of the records where it is not the end of a night's sleep."""
    return replace(when, end=np.where(_find_nights(grid, when, job), when.end, NAT))


def drop_nights(grid: Grid, when: When, job: Job) -> When:
    """Take start and end out of the records where they are as far apart as the sleep is long: they are no session."""
    if not grid.find("exercise", "routine", "minutes", "done"):
        return when
    length = measure_spans(when)
    hit = (length > _NIGHT[0]) & (np.abs(length / 60 - _read_sleep(grid, job)) <= _NEAR_H)
    if not hit.any():
        return when
    did = "the time from start to end is as long as the sleep beside it; it is not taken as a session"
    ends = grid.find("end", "time")
    header = grid.meanings[ends[0]].header if ends else None
    job.findings.group("note", "times_not_used", did, grid.lines[hit].tolist(), column=header)
    return replace(when, start=np.where(hit, NAT, when.start), end=np.where(hit, NAT, when.end))


def _find_nights(grid: Grid, when: When, job: Job) -> np.ndarray:
    """Mark the records whose start and end are those of a night's sleep.

    They are as far apart as the sleep beside them is long; where its length is not given, the headers name sleep or
    the time between is that of a night. Beside anything that was done they are of that.
    """
    length = measure_spans(when)
    if grid.find("exercise", "routine", "minutes", "done") or np.isnan(length).all():
        return np.zeros(len(grid), dtype=bool)
    hours = _read_sleep(grid, job)
    times = [grid.meanings[at].header for at in grid.find("start", "end")]
    named = any("sleep" in read_header(header).maybe for header in times)
    usual = (length >= _NIGHT[0]) & (length <= _NIGHT[1])
    return np.where(np.isnan(hours), (usual | named) & (length > 0), np.abs(length / 60 - hours) <= _NEAR_H)


def _read_sleep(grid: Grid, job: Job) -> np.ndarray:
    """Give the hours of sleep of each record, NaN where the table gives none."""
    for at in grid.find("sleep_h")[:1]:
        codes, texts = grid.distinct(at)
        column = read_metric(texts, grid.meanings[at], delimiter=job.delimiter)
        return np.array([*(np.nan if r.value is None else r.value for r in column.readings), np.nan])[codes]
    return np.full(len(grid), np.nan)


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
