"""What a plan would find: how often its own test says 'changed' when the routine changes this much."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from analysis.planning.noise import DailyNoise
from analysis.planning.plan import ALPHA, USUAL_SHORTEST
from analysis.stats.randomization import Kind, Limits, Schedule
from analysis.stats.randomization.rules import Bools, arrange_days
from analysis.stats.regression import Floats

SERIES = 1000
WANTED = 0.8
MOST_HELD = 1999
"""Arrangements that a simulated plan is held against, where it has more."""
_ANY_DAY = datetime.date(2026, 1, 1)
_TIE = 1e-9
_BLOCK = 100


@dataclass(frozen=True, eq=False)
class Power:
    """How often a plan finds changes of some sizes.

    Attributes
    ----------
    kind : str
    days : int
    count : int
        Arrangements that the plan admits.
    lowest_p : float
        The smallest p that it can give.
    sizes : array, (sizes,)
        Changes that the routine makes, at once, on its days; in the unit of the readings.
    found : array, (sizes,)
        Share of simulated plans whose test gives p of .05 or less.
    series : int
        Simulated plans.
    """

    kind: Kind
    days: int
    count: int
    lowest_p: float
    sizes: Floats
    found: Floats
    series: int

    @property
    def detectable(self) -> float | None:
        """The change that is found 8 times in 10; None where none of the sizes is.

        Examples
        --------
        >>> sizes, found = np.array([1.0, 2.0, 3.0]), np.array([0.4, 0.7, 0.9])
        >>> Power("abab", 42, 680, 0.003, sizes, found, 1000).detectable
        2.5
        """
        enough = np.flatnonzero(self.found >= WANTED)
        if not enough.size:
            return None
        at = int(enough[0])
        if at == 0:
            return float(self.sizes[0])
        low, high = self.found[at - 1], self.found[at]
        share = (WANTED - low) / (high - low)
        return float(self.sizes[at - 1] + share * (self.sizes[at] - self.sizes[at - 1]))

    def at(self, size: float) -> float:
        """Share found at one size, between those that were simulated.

        Examples
        --------
        >>> sizes, found = np.array([1.0, 2.0]), np.array([0.4, 0.8])
        >>> round(Power("abab", 42, 680, 0.003, sizes, found, 1000).at(1.5), 2)
        0.6
        """
        return float(np.interp(size, self.sizes, self.found))


def find_power(
    kind: Kind,
    days: int,
    noise: DailyNoise,
    sizes: Floats,
    *,
    rng: np.random.Generator,
    limits: Limits | None = None,
    series: int = SERIES,
) -> Power:
    """Simulate a plan again and again: draw its days, let the routine work, and test it as it will be tested.

    Every simulated person has noise of their own (`DailyNoise`), misses days as the person does, and
    keeps to the plan. The test is `randomization_test` of the scaled difference of the means; where more than
    1,999 arrangements are possible, a fair draw of so many stands for them.

    Parameters
    ----------
    kind : str
        As in `Schedule`; of 'staggered', one side.
    days : int
    noise : DailyNoise
    sizes : array, (sizes,)
        Changes at once, 0 among them for the share of false findings.
    rng : Generator
    limits : Limits, optional
        None takes the usual ones.
    series : int

    Examples
    --------
    >>> noise = DailyNoise(np.zeros(1), np.zeros(1), np.ones(1), 1.0, "made up")
    >>> power = find_power("abab", 42, noise, np.array([0.0, 2.0]), rng=np.random.default_rng(1), series=200)
    >>> bool(power.found[0] < 0.1), bool(power.found[1] > 0.9)
    (True, True)
    """
    one = "start" if kind == "staggered" else kind
    limits = limits or Limits(shortest=USUAL_SHORTEST.get(kind, 5))
    arrangements = arrange_days(one, days, limits)
    plan = Schedule(one, _ANY_DAY, tuple(range(days)), (tuple(arrangements.pick(0).tolist()),), limits)
    listed = arrangements.count <= MOST_HELD
    held = arrangements.list_all() if listed else arrangements.sample(MOST_HELD, rng)
    drawn = held[rng.integers(len(held), size=series)] if listed else arrangements.sample(series, rng)
    readings = noise.draw(series, days, rng)
    found = _share_found(readings, held, drawn, np.asarray(sizes, dtype=float), extra=0 if listed else 1)
    return Power(kind, days, arrangements.count, plan.lowest_p, np.asarray(sizes, dtype=float), found, series)


def _share_found(readings: Floats, held: Bools, drawn: Bools, sizes: Floats, *, extra: int) -> Floats:
    """Share of p at or below .05, (sizes,); `extra` counts the drawn arrangement where it is not among the held.

    A plan of which one phase has no reading is not tested, and finds nothing. Some series at a time, so that
    what is held of them stays small.
    """
    parts = [
        _count_found(readings[i : i + _BLOCK], held, drawn[i : i + _BLOCK], sizes, extra)
        for i in range(0, len(readings), _BLOCK)
    ]
    return np.sum(parts, axis=0) / len(readings)


def _count_found(readings: Floats, held: Bools, drawn: Bools, sizes: Floats, extra: int) -> Floats:
    """Series whose p is at or below .05, (sizes,).

    The scaled difference of the means is linear in the readings, so noise and effect are summed up once.
    """
    seen = ~np.isnan(readings)
    of_noise = _differences(np.where(seen, readings, 0.0), seen, held)
    of_effect = _differences((seen & drawn).astype(float), seen, held)
    own_noise, own_effect = (
        _own_differences(part, seen, drawn)
        for part in (np.where(seen, readings, 0.0), (seen & drawn).astype(float))
    )
    counts = []
    for size in sizes:
        others = np.abs(of_noise + size * of_effect)
        own = np.abs(own_noise + size * own_effect)[:, None]
        as_far = (np.isnan(others) | (others >= own - _TIE * (1 + own))).sum(axis=1)
        p = (as_far + extra) / (len(held) + extra)
        counts.append(int((~np.isnan(own[:, 0]) & (p <= ALPHA + _TIE)).sum()))
    return np.array(counts, dtype=float)


def _differences(values: Floats, seen: Bools, held: Bools) -> Floats:
    """Mean with less mean without, scaled, of every series under every arrangement, (series, arrangements)."""
    in_b = held.T.astype(float)
    sum_b, n_b = values @ in_b, seen.astype(float) @ in_b
    total, n = values.sum(axis=1)[:, None], seen.sum(axis=1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return (sum_b / n_b - (total - sum_b) / (n - n_b)) * np.sqrt(n_b * (n - n_b) / n)


def _own_differences(values: Floats, seen: Bools, drawn: Bools) -> Floats:
    """The same under the arrangement that each series drew, (series,)."""
    n_b, n = (seen & drawn).sum(axis=1), seen.sum(axis=1)
    sum_b, total = (values * drawn).sum(axis=1), values.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (sum_b / n_b - (total - sum_b) / (n - n_b)) * np.sqrt(n_b * (n - n_b) / n)
