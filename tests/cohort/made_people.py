"""Rows of readings of invented people."""

from __future__ import annotations

import numpy as np
import pandas as pd


def make_rows(people: int, *, days: int = 30, start: int = 12, seed: int = 7) -> pd.DataFrame:
    """Whole-number ratings with a step of 2 for every other person, a tenth of the days missing."""
    rng = np.random.default_rng(seed)
    person, day = np.divmod(np.arange(people * days), days)
    value = np.round(rng.normal(6, 1, len(day)) - 2 * (person % 2) * (day >= start))
    frame = pd.DataFrame(
        {
            "person": [f"P{number:03d}" for number in person],
            "day": day,
            "phase": np.where(day >= start, "B", "A"),
            "value": value,
        }
    )
    return frame[rng.random(len(frame)) > 0.1].reset_index(drop=True)
