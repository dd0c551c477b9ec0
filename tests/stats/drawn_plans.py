"""Plans with a known draw, to test against."""

from __future__ import annotations

from datetime import date

import numpy as np

from analysis.stats.randomization import Limits, Schedule, draw_schedule

MONDAY = date(2026, 3, 2)


def start_plan(n_a, n_b, shortest=3, *, drawn: date | None = MONDAY, days=None):
    chosen = ((False,) * n_a + (True,) * n_b,)
    return Schedule("start", MONDAY, days or tuple(range(n_a + n_b)), chosen, Limits(shortest), drawn)


def plan(kind, days, seed=0, *, series=1, drawn: date | None = MONDAY, **limits):
    rng = np.random.default_rng(seed)
    return draw_schedule(
        kind, days, first_day=MONDAY, rng=rng, drawn=drawn, limits=Limits(**limits), series=series
    )
