"""What a simulated person trains: habits through the whole log, and the routine from its start."""

from __future__ import annotations

from typing import cast

import numpy as np
import pandas as pd

from analysis.simulate.parameters import draw_trait
from analysis.simulate.truth import Truth

# exercise as written, its key in data/reference/exercises.csv, region, planned weekdays, minutes or sets
HABITS = (
    ("Squat (Bodyweight)", "squat", "quad", (0, 3), "Legs at home"),
    ("Running", "running", "whole", (1, 5), "Run"),
    ("Yoga", "hatha_yoga", "whole", (6,), "Sunday yoga"),
)
STRETCHES = (
    ("Half-kneeling hip flexor stretch", "half_kneeling_stretch"),
    ("Couch stretch", "couch_stretch"),
)
ROUTINE = "Evening hips"
HOLDS_S = (30, 45, 60)
MAX_SETS = 6
COLUMNS = [
    *("date", "start", "routine", "exercise", "exercise_key", "region"),
    *("side", "minutes", "sets", "reps", "hold_s", "minutes_from"),
]


def draw_sessions(truth: Truth, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the sessions of a whole log.

    Habits (squats, running, yoga) have their weekdays and are kept at the person's adherence, without
    change over the log. The routine is planned for every day from `routine_start` on; its adherence
    falls from week to week, and its first day is always done. Who drops out does less and less of both,
    then nothing (`Truth.engagement`). One row an exercise and side.

    Parameters
    ----------
    truth : Truth
    rng : Generator

    Returns
    -------
    DataFrame
        Columns of the sessions table that have something to say (minutes in min, hold_s in s),
        without row and file identity; in order of `start`.
    """
    adherence, decay = draw_trait("adherence_mean", rng), draw_trait("adherence_decay", rng)
    rows: list[dict[str, object]] = []
    for date, kept in zip(truth.dates, truth.engagement, strict=True):
        rows += _habit_rows(date, adherence * kept, rng)
        since = (date - truth.routine_start).days
        chance = adherence * (1 - decay) ** (since // 7) * kept
        if since >= 0 and (rng.random() < chance or since == 0):
            rows += _stretch_rows(date, rng)
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("start", kind="stable", ignore_index=True)


def _habit_rows(date: pd.Timestamp, adherence: float, rng: np.random.Generator) -> list[dict[str, object]]:
    rows = []
    for exercise, key, region, weekdays, routine in HABITS:
        if date.day_of_week not in weekdays or rng.random() >= adherence:
            continue
        row = {
            "date": date,
            "start": _clock(date, 7 if key == "running" else 17, rng),
            "routine": routine,
            "exercise": exercise,
            "exercise_key": key,
            "region": region,
            "side": "unknown",
        }
        rows.append(row | _habit_dose(key, rng))
    return rows


def _habit_dose(key: str, rng: np.random.Generator) -> dict[str, object]:
    if key == "squat":
        sets = int(rng.integers(3, 5))
        return {"sets": sets, "reps": sets * int(rng.integers(8, 16))}
    low, high = (20, 46) if key == "running" else (40, 76)
    return {"minutes": float(rng.integers(low, high)), "sets": 1, "minutes_from": "given"}


def _stretch_rows(date: pd.Timestamp, rng: np.random.Generator) -> list[dict[str, object]]:
    seconds = 60 * draw_trait("session_minutes", rng)
    start = _clock(date, 19, rng)
    stretches = STRETCHES if rng.random() < 0.5 else STRETCHES[:1]
    hold = int(rng.choice(HOLDS_S))
    sets = int(np.clip(round(seconds / (2 * len(stretches) * hold)), 1, MAX_SETS))
    return [
        {
            "date": date,
            "start": start,
            "routine": ROUTINE,
            "exercise": f"{name} ({side})",
            "exercise_key": key,
            "region": "hip",
            "side": side,
            "minutes": sets * hold / 60,
            "sets": sets,
            "hold_s": float(hold),
            "minutes_from": "sets_x_hold",
        }
        for name, key in stretches
        for side in ("left", "right")
    ]


def _clock(date: pd.Timestamp, hour: int, rng: np.random.Generator) -> pd.Timestamp:
    return cast("pd.Timestamp", date + pd.Timedelta(hours=hour, seconds=int(rng.integers(0, 3600))))
