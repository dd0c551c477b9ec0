"""Several people through the engine and the pool: how often the intervals hold what is true."""

from __future__ import annotations

import numpy as np

from analysis.stats.carryover import phase_changes
from analysis.stats.pooling import pool_changes
from tests.trust.draws import Setting
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
