"""Several people through the engine and the pool: how often the intervals hold what is true."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.cohort.staggered import ask_lot
from analysis.planning.file import PlanOnFile
from analysis.planning.plan import draw_plan
from analysis.stats.carryover import phase_changes
from analysis.stats.pooling import pool_changes
from tests.trust.draws import Setting
from tests.trust.plans import DRAWN, FIRST
from tests.trust.rates import Bound, Rate, count_share

MEAN = 1.0
"""SD of a day by which people change on average."""
_Z = 1.959963984540054


def measure_cohort(
    setting: Setting, cohorts: int, rng: np.random.Generator, *, people: int, differ: float, bound: Bound
) -> list[Rate]:
    """Coverage of the mean, of one more person, and of the people themselves, over many cohorts.

    Parameters
    ----------
    people : int
        In each cohort.
    differ : float
        SD between people, in SD of a day.
    """
    true = MEAN + differ * rng.normal(size=(cohorts, people))
    ahead = MEAN + differ * rng.normal(size=cohorts)
    in_b = np.arange(setting.before + setting.since) >= setting.before
    noise = setting.draw_noise(cohorts * people, rng)
    rows = phase_changes(setting.readings.read(noise + true.reshape(-1, 1) * in_b), in_b)
    estimate = rows["estimate"].to_numpy().reshape(true.shape)
    se = ((rows["high"] - rows["low"]) / (2 * _Z)).to_numpy().reshape(true.shape)
    found = [pool_changes(*one) for one in zip(estimate, se, strict=True)]
    low, high = np.array([(one.low, one.high) for one in found]).T
    ahead_low, ahead_high = np.array([(one.predicted_low, one.predicted_high) for one in found]).T
    own = np.array(
        [(one.shrunk_low <= t) & (t <= one.shrunk_high) for one, t in zip(found, true, strict=True)]
    )
    return [
        count_share("interval of the mean of people holds it", (low <= MEAN) & (high >= MEAN), bound=bound),
        count_share(
            "interval of one more person holds it", (ahead_low <= ahead) & (ahead <= ahead_high), bound=bound
        ),
        _share_of_people("shrunken intervals of the people hold them", own, bound),
    ]


def _share_of_people(measured: str, own: np.ndarray, bound: Bound) -> Rate:
    """A share whose error is that of cohorts, as the people of one share their mean."""
    shares = own.mean(axis=1)
    error = float(shares.std(ddof=1) / np.sqrt(len(shares)))
    return Rate(measured, float(shares.mean()), error, len(shares), bound)


def measure_lot(
    setting: Setting,
    plans: int,
    rng: np.random.Generator,
    *,
    people: int,
    size: float,
    bound: Bound | None = None,
) -> list[Rate]:
    """p of the lot of several people, each with a drawn start from which on `size` SD are added."""
    names, found = tuple(f"P{i}" for i in range(people)), []
    dates = pd.date_range(FIRST, periods=setting.days)
    for _ in range(plans):
        seed = int(rng.integers(2**32))
        plan = draw_plan("staggered", first_day=FIRST, days=setting.days, seed=seed, now=DRAWN, people=names)
        noise = setting.draw_noise(people, rng) + size * plan.schedule.in_rows
        values = np.where(rng.random(noise.shape) < setting.missing, np.nan, setting.readings.read(noise))
        logs = {name: pd.Series(row, dates) for name, row in zip(names, values, strict=True)}
        logs = {name: one.fillna({dates[-1]: setting.readings.mean}).dropna() for name, one in logs.items()}
        found.append(ask_lot(logs, PlanOnFile(plan.marks(), plan, "")).p)
    p = np.array([1.0 if one is None else one for one in found])
    what = "when nothing changed" if not size else f"under a step of {size:g} SD in everybody"
    return [count_share(f"p of the lot at most 0.05 {what}", p <= 0.05 + 1e-9, bound=bound)]
