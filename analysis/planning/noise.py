"""What a person's days do by themselves: from their own log, else usual values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import DataError, TooFewPoints
from analysis.reference import read_reference
from analysis.stats.carryover.noise import noise_grid
from analysis.stats.regression import Floats, carryover_regression

FEWEST_OWN = 10
"""Days with a reading from which on a person's own noise is taken."""
DRAWS = 4000
_SLOW = 0.7  # the simulated people's slow state keeps as much from one day to the next
_USUAL = {
    "pain": ("pain_within_sd", "pain_ar1"),
    "tightness": ("tight_within_sd", "pain_ar1"),
    "soreness": ("pain_within_sd", "pain_ar1"),
    "stress": ("stress_within_sd", "stress_ar1"),
}
_USUAL_ROM = ("rom_day_sd", "rom_sem_trial", "rom_home_inflation")
_ROM_CARRYOVER = 0.2


@dataclass(frozen=True, eq=False)
class DailyNoise:
    """Noise of one person, as draws of what is not known for sure.

    Attributes
    ----------
    rho, q, sd : array, (draws,)
        Carry-over from day to day, share that does not carry over, and standard deviation.
    logged : float
        Share of days with a reading, 0 to 1.
    origin : str
        Where it comes from, in words.
    """

    rho: Floats
    q: Floats
    sd: Floats
    logged: float
    origin: str

    @property
    def usual_sd(self) -> float:
        """The median standard deviation."""
        return float(np.median(self.sd))

    def draw(self, series: int, days: int, rng: np.random.Generator) -> Floats:
        """Noise over consecutive days, NaN on days without a reading, (series, days).

        Examples
        --------
        >>> noise = DailyNoise(np.array([0.5]), np.array([0.0]), np.array([2.0]), 1.0, "made up")
        >>> bool(abs(noise.draw(4000, 3, np.random.default_rng(1)).std() - 2) < 0.05)
        True
        """
        which = rng.integers(len(self.rho), size=series)
        rho, q, sd = self.rho[which], self.q[which], self.sd[which]
        state = rng.normal(size=(series, days))
        for day in range(1, days):
            state[:, day] = rho * state[:, day - 1] + np.sqrt(1 - rho**2) * state[:, day]
        rough = rng.normal(size=(series, days))
        values = sd[:, None] * (np.sqrt(1 - q)[:, None] * state + np.sqrt(q)[:, None] * rough)
        return np.where(rng.random((series, days)) < self.logged, values, np.nan)


def own_noise(series: pd.Series, in_b: pd.Series | None, rng: np.random.Generator) -> DailyNoise:
    """The noise of a person's own readings: what is left of them beside the step at the start.

    Carry-over, rating noise and size are drawn from what the log leaves open about them.

    Parameters
    ----------
    series : Series
        Readings by date, one a day.
    in_b : Series of bool or None
        Days of the routine, by the same dates.
    rng : Generator

    Raises
    ------
    TooFewPoints
        Fewer than 10 days, or readings that are all the same.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=40)
    >>> pain = pd.Series(np.random.default_rng(1).normal(5, 1.5, 40).round(), days)
    >>> noise = own_noise(pain, None, np.random.default_rng(2))
    >>> 1 < noise.usual_sd < 2, noise.origin
    (True, 'your own 40 days')
    """
    days = (
        ((series.index - series.index[0]) // pd.Timedelta(1, "D")).to_numpy(np.int64) if len(series) else []
    )
    if len(series) < FEWEST_OWN:
        raise TooFewPoints(f"{len(series)} days with a reading, at least {FEWEST_OWN} are needed")
    if series.nunique() == 1:
        raise TooFewPoints(f"all {len(series)} readings are the same, so they do not show how days differ")
    mixed = in_b is not None and in_b.any() and not in_b.all()
    columns = in_b.to_numpy(float)[:, None] if mixed and in_b is not None else np.empty((len(series), 0))
    fit = carryover_regression(series.to_numpy(float), columns, days=days)
    grid, which = noise_grid(), rng.choice(len(fit.weights), size=DRAWS, p=fit.weights)
    variance = fit.variance[which] * fit.df / rng.chisquare(fit.df, size=DRAWS)
    gap = float(np.median(np.diff(days)))
    rho = grid.rho[which]
    rho = rho if gap <= 1 else np.clip(rho, 0, None) ** (1 / gap)
    logged = len(series) / (int(days[-1]) + 1)
    return DailyNoise(rho, grid.q[which], np.sqrt(variance), logged, f"your own {len(series)} days")


def usual_noise(metric: str) -> DailyNoise:
    """What the days of other people do, where a person has no log yet.

    Raises
    ------
    DataError
        Nothing is known of this metric.

    Examples
    --------
    >>> usual_noise("pain").usual_sd, usual_noise("pain").origin
    (1.2, 'usual values, not your own')
    """
    table = read_reference("simulation_parameters").set_index("param_id")["default"].astype(float)
    if metric == "rom":
        day, trial, home = (float(table[name]) for name in _USUAL_ROM)
        rho, slow, rough = _ROM_CARRYOVER, day**2, (trial * home) ** 2
    elif metric in _USUAL:
        sd, ar1 = (float(table[name]) for name in _USUAL[metric])
        rho, slow, rough = _SLOW, sd**2 * ar1 / _SLOW, sd**2 * (1 - ar1 / _SLOW)
    else:
        raise DataError(f"no usual noise is known for {metric!r}, only for rom, {', '.join(_USUAL)}")
    total = slow + rough
    logged = float(table["log_completion"])
    one = np.ones(1)
    return DailyNoise(
        rho * one, rough / total * one, np.sqrt(total) * one, logged, "usual values, not your own"
    )
