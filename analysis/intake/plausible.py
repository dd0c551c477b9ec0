"""Readings that can be but hardly are: kept, and named, so that a slip of the pen is seen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.grid import Job
from analysis.intake.identity import hash_rows

_SERIES = ("person", "region", "side", "moment", "measure")
_JUMP, _DAY_HOURS, _NEAR = 40.0, 24.0, 5
# past what joints of adults do, passively too (normal ranges of the AAOS and Soucie 2011, with room for the supple)
_JOINT_LIMITS = {
    "neck": 110, "shoulder": 210, "elbow": 165, "wrist": 110, "lower_back": 120, "upper_back": 120, "hip": 150,
    "groin": 150, "quad": 165, "knee": 165, "ankle": 90, "calf": 90, "foot": 90,
}  # fmt: skip


def note_implausible(outcomes: pd.DataFrame, job: Job) -> None:
    """Name angles past any joint's range, jumps between days, and days of more than 24 hours.

    Parameters
    ----------
    outcomes : DataFrame
        The readings of one file, in the columns of the outcomes table.
    """
    if not len(outcomes):
        return
    angles = outcomes[((outcomes["metric"] == "rom") & outcomes["value"].notna()).to_numpy()]
    _note_angles(angles, job)
    _note_jumps(angles, job)
    _note_long_days(outcomes, job)


def _note_angles(angles: pd.DataFrame, job: Job) -> None:
    limit = angles["region"].astype("str").map(_JOINT_LIMITS).to_numpy(dtype=float)
    odd = angles[angles["value"].to_numpy() > limit]
    job.findings.group(
        "warning", "joint_range", "an angle past the range of that joint; kept", odd["line"].tolist(),
        texts=odd["raw"].head(1).tolist(), column="range of motion", fix="correct the cell if it is mistyped",
    )  # fmt: skip


def _note_jumps(angles: pd.DataFrame, job: Job) -> None:
    """Name the days on which an angle lies more than 40 degrees from the day before it in its series."""
    if not len(angles):
        return
    frame = pd.DataFrame({"series": hash_rows(angles, _SERIES)}, index=angles.index)
    frame = frame.assign(date=angles["date"], value=angles["value"], line=angles["line"])
    days = frame.groupby(["series", "date"], sort=True).agg(value=("value", "mean"), line=("line", "first"))
    step = days.groupby(level="series")["value"].diff().abs()
    lines = sorted(days.loc[step > _JUMP, "line"].tolist())
    job.findings.group(
        "warning", "jump", "more than 40 degrees from the day before in its series; kept", lines,
        column="range of motion", fix="correct the cell if it is mistyped",
    )  # fmt: skip


def _note_long_days(outcomes: pd.DataFrame, job: Job) -> None:
    hours = outcomes[outcomes["metric"].isin(["sleep_h", "sitting_h"]).to_numpy()]
    if hours["metric"].nunique() < 2:
        return
    metric = hours["metric"].astype("str")
    days = hours.assign(metric=metric).groupby(["person", "date", "metric"])["value"].mean().unstack("metric")
    total = days.sum(axis=1, skipna=False)
    lines = hours.groupby(["person", "date"])["line"].first()[total > _DAY_HOURS]
    job.findings.group(
        "warning", "long_day", "sleep and sitting add up to more than 24 hours; kept", lines.tolist(),
        column="sleep and sitting", fix="correct one of the two, or say with columns= what they hold",
    )  # fmt: skip


def note_overlaps(sessions: list[pd.DataFrame], jobs: list[Job]) -> None:
    """Name sessions of different apps that share more than half of their time; both are kept."""
    timed = [
        frame.assign(job=number)[["person", "source", "start", "end", "line", "job"]]
        for number, frame in enumerate(sessions)
        if len(frame)
    ]
    rows = pd.concat(timed, ignore_index=True) if timed else pd.DataFrame(columns=["source", "start", "end"])
    rows = rows[rows["start"].notna() & rows["end"].notna()]
    if rows["source"].nunique() < 2:
        return
    rows = rows.sort_values(["person", "start"], kind="stable").reset_index(drop=True)
    for lag in range(1, _NEAR + 1):
        for at in _find_shared(rows, lag).tolist():
            _say_overlap(rows.iloc[at - lag].to_dict(), rows.iloc[at].to_dict(), jobs)


def _find_shared(rows: pd.DataFrame, lag: int) -> np.ndarray:
    """Find the sessions that share more than half of their time with the one so many before them, of another app."""
    start, end = (rows[name].to_numpy(dtype="datetime64[s]").astype(np.int64) for name in ("start", "end"))
    shared = np.minimum(end[lag:], end[:-lag]) - np.maximum(start[lag:], start[:-lag])
    shorter = np.minimum(end - start, np.roll(end - start, lag))[lag:]
    same = [(rows[name] == rows[name].shift(lag)).to_numpy()[lag:] for name in ("person", "source")]
    return np.flatnonzero((shared * 2 > shorter) & same[0] & ~same[1]) + lag


def _say_overlap(first: dict, later: dict, jobs: list[Job]) -> None:
    jobs[later["job"]].findings.add(
        "note", "overlap",
        f"shares more than half of its time with {jobs[first['job']].name} line {first['line']}; both are kept",
        line=int(later["line"]), fix="leave one of the two files out if it is the same session",
    )  # fmt: skip
