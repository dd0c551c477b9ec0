"""What is done to an app's rows once they are read: ends are added, and what stands earlier in the file is dropped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.grid import Job
from analysis.intake.identity import OUTCOME_KEY, hash_rows
from analysis.intake.issues import SKIPPED

BOUT_KEY = ("person", "date", "start", "exercise", "routine", "side")
READING_KEY = tuple(name for name in OUTCOME_KEY if name != "source")


def drop_earlier(
    frame: pd.DataFrame, before: list[pd.DataFrame], key: tuple[str, ...], job: Job
) -> pd.DataFrame:
    """Drop the rows that an earlier table of the file has: two exports of one app behind each other, of other layouts."""
    names = [name for name in key if name in frame]
    known = [hash_rows(other, names) for other in before if set(names) <= set(other)]
    again = (
        np.isin(hash_rows(frame, names), np.concatenate(known)) if known else np.zeros(len(frame), dtype=bool)
    )
    if not again.any():
        return frame
    members: dict[int, list[int]] = job.facts.get("members", {})
    stays = set(frame["_rec"][~again])
    for first in set(frame["_rec"][again]) - stays:
        job.ledger.settle(members.get(int(first), [int(first)]), SKIPPED)
    job.findings.group(
        "note",
        "already_in_file",
        "an earlier table of this file has the same; counted once",
        frame["line"][again].tolist(),
    )
    return frame[~again]


def add_end(sessions: pd.DataFrame) -> pd.DataFrame:
    """Give the end of the bouts of which start and length are known."""
    length = pd.to_timedelta(sessions["minutes"].astype(float) * 60, unit="s").dt.floor("s")
    end = (sessions["start"] + length).astype("datetime64[s]")
    whole = sessions["minutes_from"].isin(["given", "workout_total"])
    return sessions.assign(end=sessions["end"].where(sessions["end"].notna() | ~whole, end))
