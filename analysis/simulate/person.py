"""Draw a person: means, errors, what moves their outcomes, and which days they skip."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import numpy as np
import pandas as pd

from analysis.schema import METRICS
from analysis.simulate.keeping import draw_engagement, draw_typing
from analysis.simulate.parameters import draw_trait, get_parameter
from analysis.simulate.personas import Shape, draw_out_effect, draw_out_rival, find_shape
from analysis.simulate.processes import draw_logged_days
from analysis.simulate.truth import TrueSeries, Truth

# Our choices, where the table has no number. The slow state keeps .7 from one day to the next; the
# share of independent rating noise is then what gives the table's lag-1 correlation of the ratings.
SLOW_CARRYOVER = 0.7
SLEEP_MEAN_H, SLEEP_SD_H, SLEEP_WEEKEND_H = 7.2, 0.8, 0.5
SITTING_SD_H = 1.5
ROUNDING_VARIANCE = 1 / 12  # of a rating rounded to whole numbers


@dataclass(frozen=True)
class _Noise:
    weekend: float
    carryover: float
    state_sd: float
    noise_sd: float


@dataclass(frozen=True)
class _Drawn:
    """One outcome of one side of a person, before anything moves it."""

    metric: str
    side: str
    mean: float
    noise: _Noise


def draw_truth(persona: str, dates: pd.DatetimeIndex, rng: np.random.Generator) -> Truth:
    """Draw a person: means, errors, effects and the days without an entry.

    Parameters
    ----------
    persona : str
        One of `PERSONAS`.
    dates : DatetimeIndex, shape (days,)
    rng : Generator

    Examples
    --------
    >>> dates = pd.date_range("2026-03-02", periods=150)
    >>> draw_truth("nothing_changes", dates, np.random.default_rng(1)).routine_start.date().isoformat()
    '2026-04-09'
    """
    baseline_days = math.ceil(len(dates) / 4)
    series = _draw_series(persona, dates, baseline_days, rng)
    completion = draw_trait("log_completion", rng)
    stay_missing = get_parameter("missing_ar").default
    logged = draw_logged_days(len(dates), completion=completion, stay_missing=stay_missing, rng=rng)
    start, engagement = cast("pd.Timestamp", dates[0]), np.ones(len(dates))
    if persona == "drops_out":
        engagement = draw_engagement(len(dates), baseline_days, rng)
        logged &= rng.random(len(dates)) < engagement
    typed_on, copied = np.arange(len(dates)), np.zeros(len(dates), dtype=bool)
    if persona == "backfills":
        typed_on, copied = draw_typing(logged, rng)
    return Truth(
        persona=persona,
        start=start,
        days=len(dates),
        routine_start=cast("pd.Timestamp", start + pd.Timedelta(days=baseline_days)),
        series=MappingProxyType({(one.metric, one.side): one for one in series}),
        missing_days=dates[~logged],
        completion=completion,
        acute_gain_deg=get_parameter("acute_rom_gain").default,
        engagement=pd.Series(engagement, index=dates, name="engagement"),
        typed_on=pd.Series(dates[typed_on], index=dates, name="typed_on")[logged],
        copied_days=dates[copied],
    )


def _draw_series(
    persona: str, dates: pd.DatetimeIndex, baseline_days: int, rng: np.random.Generator
) -> list[TrueSeries]:
    hips = _draw_hips(rng)
    gain, tau = draw_trait("chronic_rom_plateau", rng), 7 * draw_trait("chronic_tau", rng)
    return [
        _series(drawn, find_shape(persona, drawn.metric, gain_deg=gain, tau_days=tau), dates, baseline_days)
        for drawn in [*hips, *_draw_diary(rng)]
    ]


def _draw_hips(rng: np.random.Generator) -> list[_Drawn]:
    # The table's low and high bound the mean of a group; people spread around it by rom_base_sd.
    mean = rng.normal(get_parameter("rom_base_mean").default, get_parameter("rom_base_sd").default)
    gap = rng.normal(0, get_parameter("rom_lr_gap").shape[0])
    day = get_parameter("rom_day_sd")
    trial_sd = get_parameter("rom_sem_trial").default * draw_trait("rom_home_inflation", rng)
    noise = _Noise(0.0, day.shape[0], day.default, trial_sd)
    return [_Drawn("rom", "left", mean + gap / 2, noise), _Drawn("rom", "right", mean - gap / 2, noise)]


def _draw_diary(rng: np.random.Generator) -> list[_Drawn]:
    pain_mean, pain_sd = get_parameter("pain_base_mean").default, get_parameter("pain_base_sd").default
    sitting = get_parameter("sit_base_mean")
    weekend_pain = get_parameter("weekend_pain").default
    means = {
        "tightness": draw_trait("tight_base_mean", rng),
        "pain": float(np.clip(rng.normal(pain_mean, pain_sd), 0, 10)),
        "stress": draw_trait("stress_base_mean", rng),
        "sleep_h": rng.normal(SLEEP_MEAN_H, SLEEP_SD_H / 2),
        "sitting_h": draw_trait("sit_base_mean", rng),
    }
    noises = {
        "tightness": _rating_noise("tight_within_sd", "pain_ar1", weekend_pain, rng),
        "pain": _rating_noise("pain_within_sd", "pain_ar1", weekend_pain, rng),
        "stress": _rating_noise(
            "stress_within_sd", "stress_ar1", get_parameter("weekend_stress").default, rng
        ),
        "sleep_h": _Noise(SLEEP_WEEKEND_H, 0.0, 0.0, SLEEP_SD_H),
        "sitting_h": _Noise(sitting.offsets[1] - sitting.offsets[0], 0.0, 0.0, SITTING_SD_H),
    }
    return [_Drawn(metric, "unknown", mean, noises[metric]) for metric, mean in means.items()]


def _rating_noise(sd_name: str, ar_name: str, weekend: float, rng: np.random.Generator) -> _Noise:
    """Split a total within-person variance into a slow state and rating noise, rounding included."""
    total = draw_trait(sd_name, rng) ** 2
    slow_share = draw_trait(ar_name, rng) / SLOW_CARRYOVER
    noise = max(total * (1 - slow_share) - ROUNDING_VARIANCE, 0.0)
    return _Noise(weekend, SLOW_CARRYOVER, math.sqrt(total * slow_share), math.sqrt(noise))


def _series(drawn: _Drawn, shape: Shape, dates: pd.DatetimeIndex, baseline_days: int) -> TrueSeries:
    days, limits = len(dates), METRICS[drawn.metric]
    mean = drawn.mean if shape.mean is None else shape.mean
    effect = draw_out_effect(shape, days, baseline_days)
    rival = draw_out_rival(shape, days, baseline_days)
    drift_per_day = shape.drift / max(days - 1, 1)
    daily = np.clip(mean + drift_per_day * np.arange(days) + effect + rival, limits.low, limits.high)
    from_first = daily - daily[0]  # exactly zero where nothing changes
    before, after = from_first[:baseline_days], from_first[baseline_days:]
    return TrueSeries(
        metric=drawn.metric,
        side=drawn.side,
        unit=limits.unit,
        daily=pd.Series(daily, index=dates, name=drawn.metric),
        effect=pd.Series(effect, index=dates, name=drawn.metric),
        rival=pd.Series(rival, index=dates, name=drawn.metric),
        mean_difference=float(after.mean() - before.mean()) if after.size else math.nan,
        level_step=shape.step,
        plateau=shape.step + shape.gain,
        tau_days=shape.tau_days,
        drift_per_day=drift_per_day,
        stress_slope=shape.stress_slope,
        weekend=drawn.noise.weekend,
        carryover=drawn.noise.carryover,
        state_sd=drawn.noise.state_sd,
        noise_sd=drawn.noise.noise_sd,
    )
