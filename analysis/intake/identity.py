"""Row ids: the same entry in two files is one row; repeated trials stay."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.intake.grid import Job
from analysis.intake.issues import SKIPPED

OUTCOME_KEY = ("person", "source", "date", "time", "metric", "measure", "region", "side", "moment")
_SERIES = ("person", "metric", "measure", "region", "side", "moment")
_CHUNK, _MOST_TRIALS = 500_000, 32_767
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
    order = _ordinals(hash_rows(frame, (*OUTCOME_KEY, "trial")))
    if not order.any():
        return frame
    given = frame["trial"].notna().to_numpy()
    series = pd.factorize(hash_rows(frame, _SERIES))[0]
    repeated = np.bincount(series, weights=~given & (order > 0)) > 0
    numbered = repeated[series] & ~given & (order < _MOST_TRIALS)
    return frame.assign(trial=frame["trial"].mask(numbered, pd.Series(order + 1, index=frame.index)))


def _ordinals(keys: np.ndarray) -> np.ndarray:
    """Number equal keys from 0, in their order."""
    series = pd.Series(keys)
    if not series.duplicated().any():
        return np.zeros(len(keys), dtype=np.int64)
    return series.groupby(series).cumcount().to_numpy()


def hash_rows(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Give a number of 64 bits for each row that depends on the values of these columns alone.

    The distinct texts are hashed (BLAKE2b), and these numbers mixed over the columns (SplitMix64), so that
    the same key has the same number in every file and on every machine.

    References
    ----------
    Steele, Lea, Flood (2014). Fast splittable pseudorandom number generators. doi:10.1145/2660193.2660195

    Examples
    --------
    >>> a, b = hash_rows(pd.DataFrame({"person": ["me", "you"], "line": [1, 1]}), ["person", "line"])
    >>> a == b
    np.False_
    """
    mixed = np.zeros(len(frame), dtype=np.uint64)
    for name in columns:
        mixed = mix_bits(mixed ^ _hash_column(frame[name]))
    return mixed


def _hash_column(column: pd.Series) -> np.ndarray:
    if column.dtype.kind == "M":
        return mix_bits(column.to_numpy(dtype="datetime64[s]").astype(np.int64).view(np.uint64))
    codes, values = pd.factorize(column, use_na_sentinel=True)
    hashed = [_hash_text(str(value)) for value in values]
    return np.array([*hashed, _hash_text("")], dtype=np.uint64)[codes]


def _hash_text(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


def mix_bits(values: np.ndarray) -> np.ndarray:
    """Mix the bits of unsigned numbers, so that near ones lie far apart (the finaliser of SplitMix64)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def write_hex(numbers: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Write numbers of 64 bits as texts of 16 hexadecimal digits.

    Examples
    --------
    >>> write_hex(np.array([255], dtype=np.uint64)).tolist()
    ['00000000000000ff']
    """
    parts = []
    for first in range(0, max(len(numbers), 1), _CHUNK):
        digits = numbers[first : first + _CHUNK].astype(">u8").tobytes().hex()
        parts.append(pd.Series([digits[at : at + 16] for at in range(0, len(digits), 16)], dtype="str"))
    return pd.concat(parts, ignore_index=True).array


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
    keys = []
    for frame in frames:
        key = hash_rows(frame, columns)
        keys.append(mix_bits(key ^ _ordinals(key).astype(np.uint64)))
    drop = _find_repeats(frames, keys, value, jobs) if len(frames) > 1 else [None] * len(frames)
    out = []
    for frame, key, gone in zip(frames, keys, drop, strict=True):
        frame = frame.assign(row_id=write_hex(key))
        if table == "sessions" and len(frame):
            frame = frame.assign(
                session_id=write_hex(hash_rows(frame, ("person", "bout", "routine", "source")))
            )
        out.append(frame if gone is None else frame[~gone])
    return out


def _find_repeats(
    frames: list[pd.DataFrame], keys: list[np.ndarray], value: str, jobs: list[Job]
) -> list[np.ndarray]:
    """Mark the rows that another file has already: the first one that says something stays."""
    said = [name for name in (value, "low", "high") if name in frames[0]]
    rows = pd.DataFrame(
        {
            "key": np.concatenate(keys),
            "file": np.repeat(np.arange(len(frames)), [len(frame) for frame in frames]),
            "row": np.concatenate([np.arange(len(frame)) for frame in frames]),
            **{name: np.concatenate([f[name].to_numpy(dtype=float) for f in frames]) for name in said},
        }
    )
    rows = rows[rows["key"].duplicated(keep=False)]
    full = rows[said].notna().any(axis=1)
    first = (
        rows.assign(empty=~full).sort_values("empty", kind="stable").drop_duplicates("key").set_index("key")
    )
    kept = first.loc[rows["key"]].set_index(rows.index)
    gone = (rows["file"] != kept["file"]) | (rows["row"] != kept["row"])
    other = full & gone & (rows[said].fillna(np.inf) != kept[said].fillna(np.inf)).any(axis=1)
    for at in rows.index[other]:
        later, stays = rows.loc[at], kept.loc[at]
        places = [(int(r["file"]), int(r["row"])) for r in (stays, later)]
        _report_conflict(jobs, frames, places[0], places[1], value)
    drop = [np.zeros(len(frame), dtype=bool) for frame in frames]
    for number, part in rows[gone].groupby("file"):
        drop[int(str(number))][part["row"].to_numpy()] = True
    return drop


def _report_conflict(
    jobs: list[Job], frames: list[pd.DataFrame], first: tuple[int, int], later: tuple[int, int], value: str
) -> None:
    (a, at_a), (b, at_b) = first, later
    row_a, row_b = frames[a].iloc[at_a], frames[b].iloc[at_b]
    what = row_b["metric"] if value == "value" else "minutes"
    said_a, said_b = _say_value(row_a, value), _say_value(row_b, value)
    jobs[b].findings.add(
        "warning",
        "conflict",
        f"{what} on {row_b['date']:%Y-%m-%d} is {said_b} here and {said_a} in {jobs[a].name} "
        f"line {row_a['line']}; the first stays",
        line=int(row_b["line"]),
        record=int(row_b["_rec"]) + 1,
        value=said_a,
        fix="correct one of the two files",
    )


def _say_value(row: pd.Series, value: str) -> str:
    """Say a value, or the bounds that stand for it."""
    if not np.isnan(row[value]):
        return f"{row[value]:g}"
    return f"above {row['low']:g}" if not np.isnan(row["low"]) else f"below {row['high']:g}"


def recount(job: Job, before: np.ndarray, after: np.ndarray) -> None:
    """Move records whose rows were all dropped from kept to skipped.

    Parameters
    ----------
    before, after : ndarray of int
        Ledger numbers that had rows before and after repeats were dropped.
    """
    members: dict[int, list[int]] = job.facts.get("members", {})
    gone = [rec for first in np.setdiff1d(before, after).tolist() for rec in members.get(first, [first])]
    job.ledger.settle(gone, SKIPPED)
    if gone:
        job.findings.add(
            "note", "already_imported", f"{len(gone)} records are in an earlier file and were passed over"
        )
