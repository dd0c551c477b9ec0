"""All descriptive single-case indices of a cohort, beside scipy's Mann-Whitney test of each person alone.

10,000 people of 42 days (14 + 28), one process, the best of several rounds; the frame is in the order of people and
days, as an export is. The two take turns in the same run, so that their ratio holds on a busy machine.
"""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from analysis.stats import effect_sizes_by

PEOPLE, DAYS_A, DAYS_B = 10_000, 14, 28
MOST_MICROSECONDS = 30.0
ROUNDS = 5
_TESTED = 500


def make_cohort(
    people: int, *, missing: float = 0.0, decimals: int = 0, seed: int = 20260302
) -> pd.DataFrame:
    """Make a long frame of ratings with a gain of one point in phase B.

    Parameters
    ----------
    missing : float
        Share of days without a row, 0 to 1.
    decimals : int
        Of the readings; 0 gives 0-10 ratings.
    """
    rng = np.random.default_rng(seed)
    days = DAYS_A + DAYS_B
    in_b = np.tile(np.arange(days) >= DAYS_A, people)
    values = np.round(np.clip(rng.normal(6 - in_b, 1.5), 0, 10), decimals)
    frame = pd.DataFrame(
        {
            "person": np.repeat([f"person {n}" for n in range(people)], days),
            "day": np.tile(np.arange(1, days + 1), people),
            "phase": np.where(in_b, "B", "A"),
            "value": values,
        }
    )
    return frame[rng.random(len(frame)) >= missing]


def _time_indices(frame: pd.DataFrame) -> float:
    began = time.perf_counter()
    effect_sizes_by(frame, ["person"], improvement=-1)
    return (time.perf_counter() - began) / PEOPLE * 1e6


def _time_mann_whitney(frame: pd.DataFrame) -> float:
    from scipy.stats import mannwhitneyu

    values = frame["value"].to_numpy().reshape(PEOPLE, -1)[:_TESTED]
    began = time.perf_counter()
    for row in values:
        mannwhitneyu(row[:DAYS_A], row[DAYS_A:])
    return (time.perf_counter() - began) / _TESTED * 1e6


def bench_indices() -> bool:
    """Print microseconds a person; True where the bound holds."""
    whole = make_cohort(PEOPLE)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_time_indices(whole))
        theirs.append(_time_mann_whitney(whole))
    best, peer = min(ours), min(theirs)
    print(
        f"all single-case indices, {PEOPLE:,} people of {DAYS_A} + {DAYS_B} days: {best:.1f} microseconds a person "
        f"(bound {MOST_MICROSECONDS:g}); scipy mannwhitneyu, one test a person: {peer:.0f}, {peer / best:.0f} times that"
    )
    for name, frame in (
        ("30 % of days missing", make_cohort(PEOPLE, missing=0.3)),
        ("readings with one decimal", make_cohort(PEOPLE, decimals=1)),
        ("readings on no decimal grid", make_cohort(PEOPLE, decimals=14)),
    ):
        print(
            f"{name}: {min(_time_indices(frame) for _ in range(ROUNDS)):.1f} microseconds a person (no bound)"
        )
    return best <= MOST_MICROSECONDS
