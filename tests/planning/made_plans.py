"""Folders with a drawn plan and the diary of somebody who kept to it."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np

from analysis.planning.drawing import Wish, draw_beside
from analysis.planning.plan import Plan
from tests.stats.simulated_noise import daily_noise

DRAWN = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.UTC)
FIRST = datetime.date(2026, 3, 2)


def draw(folder: Path, kind: str, *, seed: int = 3, **wish) -> Plan:
    folder.mkdir(parents=True, exist_ok=True)
    return draw_beside(
        folder, Wish(kind, seed=seed, first_day=wish.pop("first_day", FIRST), **wish), now=DRAWN
    )


def log_days(
    folder: Path, plan: Plan, *, effect: float, seed: int = 3, upto: int | None = None, off=()
) -> None:
    """A diary along the plan: tightness that the routine changes, pain and stress that it does not."""
    rng, marks = np.random.default_rng(seed), plan.marks()
    noise = daily_noise(2, len(marks), 0.4, 0.0, rng)
    rows = ["Date,Tightness,Pain,Stress,Exercise,Minutes"]
    for day, (date, on) in enumerate(marks.iloc[:upto, 0].items()):
        tight = np.clip(round(6 + 1.2 * noise[0, day] + effect * on), 0, 10)
        pain = np.clip(round(4 + 1.2 * noise[1, day]), 0, 10)
        done = on != (day in off)
        rows.append(
            f"{date:%Y-%m-%d},{tight},{pain},{rng.integers(3, 7)},{'Couch stretch,8' if done else ','}"
        )
    (folder / "diary.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def log_sides(folder: Path, plan: Plan, *, gain: float, seed: int = 3) -> None:
    """Angles of both hips along a staggered plan."""
    rng, rows = np.random.default_rng(seed), ["Date,Thomas test left,Thomas test right,Exercise,Side,Minutes"]
    for date, (left, right) in plan.marks().iterrows():
        side = "both" if left and right else "left" if left else "right" if right else ""
        angles = (f"{5 + 2 * rng.normal() + gain * on:.0f}" for on in (left, right))
        rows.append(
            f"{date:%Y-%m-%d},{','.join(angles)},{'Couch stretch' if side else ''},{side},{10 if side else ''}"
        )
    (folder / "angles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
