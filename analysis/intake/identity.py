"""Row ids: the same entry in two files is one row; repeated trials stay."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.intake.grid import Job
from analysis.intake.issues import SKIPPED

OUTCOME_KEY = ("person", "source", "date", "time", "metric", "measure", "region", "side", "moment")
SESSION_KEY = ("person", "source", "bout", "exercise", "routine", "side")


def hash_key(text: str) -> str:
    """Give the first 16 hexadecimal digits of a SHA-256.

    Examples
    --------
    >>> hash_key("me|2026-03-01|pain")
    'e2f6f29960449149'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def add_trials(frame: pd.DataFrame) -> pd.DataFrame:
    """Number the readings of one key in file order where any key of its series repeats."""
    if not len(frame):
        return frame
    given = frame["trial"].notna().to_numpy()
    order = _ordinals(_join(frame, (*OUTCOME_KEY, "trial")))
    series = _codes(_join(frame, ("person", "metric", "measure", "region", "side", "moment")))
    repeated = np.zeros(series.max() + 1, dtype=bool)
    np.logical_or.at(repeated, series[~given], order[~given] > 0)
    numbered = repeated[series] & ~given
    trial = frame["trial"].to_numpy(dtype=object).copy()
    trial[numbered] = order[numbered] + 1
    return frame.assign(trial=trial)


def _codes(keys: np.ndarray) -> np.ndarray:
    return pd.factorize(keys)[0]


def _ordinals(keys: np.ndarray) -> np.ndarray:
    codes = pd.Series(_codes(keys))
    return codes.groupby(codes).cumcount().to_numpy()


def _join(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Join the columns of a key into one text a row."""
    parts = []
    for name in columns:
        values = frame[name].to_numpy()
        dated = values.dtype.kind == "M"
        codes, texts = pd.factorize(
            values.astype("datetime64[s]").astype("int64") if dated else values, use_na_sentinel=False
        )
        if dated:
            words = np.array(texts, dtype=object).astype(str).astype(object)
        else:
            words = np.array(["" if pd.isna(text) else str(text) for text in texts], dtype=object)
        parts.append(words[codes] if len(words) else np.array([], dtype=object))
    return np.array(["|".join(row) for row in zip(*parts, strict=True)], dtype=object)


def add_row_ids(frames: list[pd.DataFrame], jobs: list[Job], table: str) -> list[pd.DataFrame]:
    """Give every row its id and drop what an earlier file already has.

    Parameters
    ----------
    frames : list of DataFrame
        One a file, in the order the files were given; with `_rec` and `line`.
    jobs : list of Job
        One a file; conflicts are listed in their findings.
    table : {'outcomes', 'sessions'}
    """
    columns, value = (OUTCOME_KEY, "value") if table == "outcomes" else (SESSION_KEY, "minutes")
    keyed = []
    for frame in frames:
        keys = _join(frame, columns)
        order = _ordinals(keys)
        keyed.append(np.array([f"{key}|{n}" for key, n in zip(keys, order, strict=True)], dtype=object))
    drop = [np.zeros(len(frame), dtype=bool) for frame in frames]
    if len(frames) > 1:
        _find_repeats(frames, keyed, value, drop, jobs)
    out = []
    for frame, keys, gone in zip(frames, keyed, drop, strict=True):
        frame = frame.assign(row_id=[hash_key(key) for key in keys])
        if table == "sessions" and len(frame):
            frame = frame.assign(
                session_id=[hash_key(k) for k in _join(frame, ("person", "bout", "routine", "source"))]
            )
        out.append(frame[~gone])
    return out


def _find_repeats(
    frames: list[pd.DataFrame], keyed: list[np.ndarray], value: str, drop: list[np.ndarray], jobs: list[Job]
) -> None:
    seen: dict[str, tuple[int, int]] = {}
    for number, (frame, keys) in enumerate(zip(frames, keyed, strict=True)):
        values = frame[value].to_numpy(dtype=float)
        lows = frame["low"].to_numpy(dtype=float) if "low" in frame else values
        for row, key in enumerate(keys):
            if key not in seen:
                seen[key] = (number, row)
                continue
            other, at = seen[key]
            if other == number:
                continue
            first = frames[other][value].iloc[at]
            if np.isnan(first) and not np.isnan(values[row]):
                drop[other][at], seen[key] = True, (number, row)
                continue
            drop[number][row] = True
            if not np.isnan(values[row]) and values[row] != first:
                _report_conflict(jobs, frames, (other, at), (number, row), value)
            elif np.isnan(values[row]) and not np.isnan(lows[row]):
                continue


def _report_conflict(
    jobs: list[Job], frames: list[pd.DataFrame], first: tuple[int, int], later: tuple[int, int], value: str
) -> None:
    (a, at_a), (b, at_b) = first, later
    row_a, row_b = frames[a].iloc[at_a], frames[b].iloc[at_b]
    what = row_b["metric"] if value == "value" else "minutes"
    jobs[b].findings.add(
        "warning",
        "conflict",
        f"{what} on {row_b['date']:%Y-%m-%d} is {row_b[value]:g} here and {row_a[value]:g} in {jobs[a].name} "
        f"line {row_a['line']}; the first stays",
        line=int(row_b["line"]),
        record=int(row_b["_rec"]) + 1,
        value=f"{row_a[value]:g}",
        fix="correct one of the two files",
    )


def recount(job: Job, before: set[int], after: set[int]) -> None:
    """Move records whose rows were all dropped from kept to skipped.

    Parameters
    ----------
    before, after : set of int
        Ledger numbers that had rows before and after repeats were dropped.
    """
    members: dict[int, list[int]] = job.facts.get("members", {})
    gone = [rec for first in before - after for rec in members.get(first, [first])]
    job.ledger.settle(gone, SKIPPED)
    if gone:
        job.findings.add(
            "note", "already_imported", f"{len(gone)} records are in an earlier file and were passed over"
        )
