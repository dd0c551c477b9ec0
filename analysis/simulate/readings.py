"""What a simulated person writes down: ratings and hours in the evening, hip angles on most days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.schema import METRICS
from analysis.simulate.keeping import blur_memory
from analysis.simulate.parameters import get_parameter
from analysis.simulate.processes import draw_state, weekly_rhythm
from analysis.simulate.truth import TrueSeries, Truth

# Our choices: angles on three logged days of four, two or three trials, after one session in three.
MEASURED_SHARE = 0.75
THREE_TRIALS_SHARE = 0.65
POST_SHARE = 1 / 3
DIARY = {"tightness": "hip", "pain": None, "stress": None, "sleep_h": None, "sitting_h": None}  # region
ROM_STEP_DEG, HEAP_DEG, HOURS_STEP = 0.5, 5.0, 0.5


def draw_diary(truth: Truth, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the evening's answers: tightness, pain, stress (0-10, whole), sleep and sitting (h, halves).

    A day that was typed in later has `entered_at` on that later evening and no time of its own.

    Parameters
    ----------
    truth : Truth
    rng : Generator

    Returns
    -------
    DataFrame
        One row a reading, with the columns of the outcomes table that have something to say.
    """
    dates = truth.dates
    times = dates + pd.to_timedelta(rng.integers(20 * 3600, 22 * 3600, size=len(dates)), unit="s")
    exact = _draw_answers(truth, rng)
    logged = ~dates.isin(truth.missing_days)
    typed_on = dates.get_indexer(pd.DatetimeIndex(truth.typed_on.reindex(dates).fillna(dates.to_series())))
    late, copied = dates.isin(truth.backfilled_days), dates.isin(truth.copied_days)
    when = pd.DataFrame({"date": dates, "time": times.where(~late), "entered_at": times[typed_on]})
    frames = []
    for metric, region in DIARY.items():
        remembered = blur_memory(exact[metric], truth.series[metric, "unknown"].daily.to_numpy(), late)
        written = _round_answers(metric, remembered)
        values = np.where(copied, written[typed_on], written)
        frame = when.assign(value=values, metric=metric, side="unknown", region=region, moment="none")
        frames.append(frame[logged])
    return pd.concat(frames, ignore_index=True)


def _draw_answers(truth: Truth, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Each evening's answers before they are rounded, (days,) a metric."""
    series = {metric: truth.series[metric, "unknown"] for metric in DIARY}
    day, exact = {}, {}
    for metric, one in series.items():
        day[metric] = draw_days(one, truth.dates, rng)
        exact[metric] = day[metric] + rng.normal(0, one.noise_sd, truth.days)
    off_stress = day["stress"] - series["stress"].daily.to_numpy()
    return {metric: exact[metric] + one.stress_slope * off_stress for metric, one in series.items()}


def _round_answers(metric: str, exact: np.ndarray) -> np.ndarray:
    limits = METRICS[metric]
    step = 1.0 if limits.rating else HOURS_STEP
    return np.clip(np.round(exact / step) * step, limits.low, limits.high) + 0.0


def draw_days(one: TrueSeries, dates: pd.DatetimeIndex, rng: np.random.Generator) -> np.ndarray:
    """What holds for all readings of a day: the true mean, the week's rhythm and the slow state.

    Returns
    -------
    ndarray, shape (days,)
        In the unit of the series.
    """
    state = draw_state(len(dates), carryover=one.carryover, sd=one.state_sd, rng=rng)
    return one.daily.to_numpy() + weekly_rhythm(dates, one.weekend) + state


def draw_angles(truth: Truth, sessions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the hip angles: two or three trials a side before anything else, some days one more after.

    All trials of a day share the day's deviation, so that averaging them does not remove it. A reading
    after the routine (moment 'post') stands higher by the acute gain and is marked warm.

    Parameters
    ----------
    truth : Truth
    sessions : DataFrame
        As `draw_sessions` gives them.
    rng : Generator

    Returns
    -------
    DataFrame
        One row a reading (deg), with the columns of the outcomes table that have something to say.
    """
    dates = truth.dates
    measured = ~dates.isin(truth.missing_days) & (rng.random(len(dates)) < MEASURED_SHARE)
    stretched = dates.isin(sessions.loc[sessions["region"] == "hip", "date"])
    after = measured & stretched & (rng.random(len(dates)) < POST_SHARE)
    trials = np.where(rng.random(len(dates)) < THREE_TRIALS_SHARE, 3, 2)
    day = np.repeat(np.flatnonzero(measured), trials[measured])
    before = pd.DataFrame({"day": day, "moment": np.where(stretched[day], "pre", "none")})
    before["trial"] = before.groupby("day").cumcount() + 1
    later = pd.DataFrame({"day": np.flatnonzero(after), "moment": "post", "trial": 1})
    plan = pd.concat([before, later], ignore_index=True).sort_values("day", kind="stable", ignore_index=True)
    return pd.concat([_angles_of(truth, side, plan, rng) for side in ("left", "right")], ignore_index=True)


def _angles_of(truth: Truth, side: str, plan: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    one = truth.series["rom", side]
    day, post = plan["day"].to_numpy(dtype=int), (plan["moment"] == "post").to_numpy()
    exact = draw_days(one, truth.dates, rng)[day] + rng.normal(0, one.noise_sd, len(plan))
    gain = rng.normal(truth.acute_gain_deg, get_parameter("acute_rom_gain").spread, len(plan))
    exact += np.where(post, gain, 0.0)
    heaped = rng.random(len(plan)) < get_parameter("digit_heaping_rom").default
    step = np.where(heaped, HEAP_DEG, ROM_STEP_DEG)
    minutes = 18 * 60 + 30 + 2 * plan["trial"].to_numpy() + np.where(post, 120, 0)
    times = truth.dates[day] + pd.to_timedelta(minutes, unit="m")
    frame = pd.DataFrame({"date": truth.dates[day], "time": times, "entered_at": times})
    return frame.assign(
        value=np.round(exact / step) * step + 0.0,
        metric="rom",
        side=side,
        region="hip",
        moment=plan["moment"].to_numpy(),
        trial=plan["trial"].to_numpy(),
        warm=post,
        measure="hip_ext_mtt",
        instrument="phone",
    )
