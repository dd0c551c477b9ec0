"""Series with a known truth: noise, how it is read, and what the routine does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.stats.simulated_noise import daily_noise

Floats = NDArray[np.float64]
Draw = Callable[[int, int, np.random.Generator], Floats]


@dataclass(frozen=True)
class Readings:
    """How noise of variance 1 becomes readings: mean and SD, then rounded and clipped."""

    name: str
    mean: float = 5.0
    sd: float = 1.0
    step: float = 0.0
    low: float = -np.inf
    high: float = np.inf

    def read(self, state: Floats) -> Floats:
        """State in SD -> readings in their own unit."""
        values = self.mean + self.sd * state
        rounded = np.round(values / self.step) * self.step if self.step else values
        return np.clip(rounded, self.low, self.high)


DECIMALS = Readings("decimals")


@dataclass(frozen=True)
class Effect:
    """What is added to the noise, in SD.

    - step: `size` from the first day of B on
    - rise: size (1 - exp(-d / tau)) after d days of B; `mean_rise` is scaled so that its mean over B is `size`
    - ramp: `size` for each day of B
    - trend: `size` for each day of the whole log
    """

    kind: str = "step"
    size: float = 0.0
    tau: float = 7.0

    def curve(self, before: int, since: int) -> Floats:
        """The effect on every day, (days,)."""
        day = np.arange(-before, since, dtype=float)
        in_b = day >= 0
        if self.kind in ("rise", "mean_rise"):
            rise = np.where(in_b, -np.expm1(-np.maximum(day, 0.0) / self.tau), 0.0)
            return self.size * rise / (rise[in_b].mean() if self.kind == "mean_rise" else 1.0)
        shape = {"step": in_b.astype(float), "ramp": np.where(in_b, day + 1, 0.0), "trend": day}[self.kind]
        return self.size * shape


NOTHING = Effect()


@dataclass(frozen=True)
class Setting:
    """What is simulated.

    Attributes
    ----------
    before, since : int
        Days in A and in B.
    rho, q : float
        Carry-over from day to day, and share of rating noise; they count for `noise` 'carry-over' only.
    missing : float
        Share of days without a reading, at random.
    readings : Readings
    noise : str
        'carry-over', or one of `OTHER_NOISES`.
    """

    before: int
    since: int
    rho: float = 0.0
    q: float = 0.0
    missing: float = 0.0
    readings: Readings = DECIMALS
    noise: str = "carry-over"

    @property
    def days(self) -> int:
        """Days in all."""
        return self.before + self.since

    @property
    def in_b(self) -> NDArray[np.bool_]:
        """True for the days of B, (days,)."""
        return np.arange(self.days) >= self.before

    def draw_noise(self, series: int, rng: np.random.Generator, *, days: int | None = None) -> Floats:
        """Noise without any effect, (series, days)."""
        days = self.days if days is None else days
        if self.noise == "carry-over":
            return daily_noise(series, days, self.rho, self.q, rng)
        noise = OTHER_NOISES[self.noise](series, days, rng)
        if self.noise in SPREAD_OF_B:
            noise = noise * np.where(np.arange(days) >= self.before, SPREAD_OF_B[self.noise], 1.0)
        return noise

    def draw(self, series: int, rng: np.random.Generator, effect: Effect = NOTHING) -> Floats:
        """Readings, (series, days), NaN where one is missing."""
        return self.read(self.draw_noise(series, rng), rng, effect)

    def read(self, noise: Floats, rng: np.random.Generator, effect: Effect = NOTHING) -> Floats:
        """Noise and an effect -> readings, some of them missing."""
        values = self.readings.read(noise + effect.curve(self.before, self.since))
        return np.where(rng.random(values.shape) < self.missing, np.nan, values)


def _draw_ar2(series: int, days: int, rng: np.random.Generator) -> Floats:
    """Carry-over of .5 from yesterday and .3 from the day before, variance 1."""
    one, two, warm_up = 0.5, 0.3, 200
    variance = (1 - two) / ((1 + two) * ((1 - two) ** 2 - one**2))
    y = rng.normal(size=(series, days + warm_up))
    for i in range(2, y.shape[1]):
        y[:, i] += one * y[:, i - 1] + two * y[:, i - 2]
    return y[:, warm_up:] / np.sqrt(variance)


def _draw_ma1(series: int, days: int, rng: np.random.Generator) -> Floats:
    shocks = rng.normal(size=(series, days + 1))
    return (shocks[:, 1:] + 0.6 * shocks[:, :-1]) / np.sqrt(1.36)


def _draw_walk(series: int, days: int, rng: np.random.Generator) -> Floats:
    return np.cumsum(0.3 * rng.normal(size=(series, days)), axis=1)


def _draw_drift(series: int, days: int, rng: np.random.Generator) -> Floats:
    return np.cumsum(0.1 * rng.normal(size=(series, days)), axis=1) + rng.normal(size=(series, days))


def _draw_week(series: int, days: int, rng: np.random.Generator) -> Floats:
    """Two days of each week 1 SD higher, on top of a carry-over of .3."""
    weekday = (np.arange(days) + rng.integers(7, size=(series, 1))) % 7
    return daily_noise(series, days, 0.3, 0.0, rng) + (weekday < 2)


def _draw_some(series: int, days: int, rng: np.random.Generator) -> Floats:
    return daily_noise(series, days, 0.3, 0.0, rng)


OTHER_NOISES: dict[str, Draw] = {
    "AR(2) .5 .3": _draw_ar2,
    "MA(1) .6": _draw_ma1,
    "random walk of .3 SD a day": _draw_walk,
    "drift of .1 SD a day plus noise": _draw_drift,
    "weekends 1 SD higher": _draw_week,
    "SD of B twice that of A": _draw_some,
    "SD of B half that of A": _draw_some,
}
SPREAD_OF_B = {"SD of B twice that of A": 2.0, "SD of B half that of A": 0.5}
