"""What moves each outcome of each persona: the routine, or something else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.parameters import get_parameter

WORST_DAYS = 7  # our choice: a week


@dataclass(frozen=True)
class Shape:
    """What moves one outcome, in its unit. Nothing does where all is left out.

    Attributes
    ----------
    step : float
        What the routine gives at once.
    gain : float
        What it gives gradually.
    tau_days : float
        Days until about 63 % of `gain`.
    drift : float
        Steady change over the whole log that is not the routine's doing.
    shift : float
        Change on the routine's first day that is not its doing.
    worst : float
        By how much the last week before the routine stands higher, whatever follows it.
    stress_slope : float
        Points for each point by which the day's stress is off the person's mean.
    mean : float or None
        Mean before the routine; None: drawn.
    """

    step: float = 0.0
    gain: float = 0.0
    tau_days: float = 1.0
    drift: float = 0.0
    shift: float = 0.0
    worst: float = 0.0
    stress_slope: float = 0.0
    mean: float | None = None


def find_shape(persona: str, metric: str, *, gain_deg: float, tau_days: float) -> Shape:
    """What moves an outcome of a persona.

    Sizes are the far end of the table's range, so that what is true can be seen; the gain of
    range of motion and its time differ between people.

    Parameters
    ----------
    persona, metric : str
    gain_deg, tau_days : float
        This person's gain of range of motion in the end (deg), and the time it takes.

    Returns
    -------
    Shape
        Without any change where the persona says nothing about the metric.

    Examples
    --------
    >>> find_shape("tightness_steps", "tightness", gain_deg=5, tau_days=17).step
    -2.0
    >>> find_shape("tightness_steps", "pain", gain_deg=5, tau_days=17) == Shape()
    True
    """
    if persona == "stress_does_it":
        return _follow_stress(metric)
    looser, worst = get_parameter("true_tight_effect").low, get_parameter("rtm_start").high
    shapes = {
        ("rom_improves", "rom"): Shape(gain=gain_deg, tau_days=tau_days),
        ("gains_gradually", "rom"): Shape(gain=gain_deg, tau_days=tau_days),
        ("gains_gradually", "tightness"): Shape(gain=looser, tau_days=tau_days),
        ("tightness_steps", "tightness"): Shape(step=looser),
        ("already_improving", "rom"): Shape(drift=get_parameter("chronic_rom_plateau").high),
        ("already_improving", "tightness"): Shape(drift=looser),
        ("already_improving", "pain"): Shape(drift=get_parameter("true_pain_effect").low),
        ("started_at_worst", "tightness"): Shape(worst=worst),
        ("started_at_worst", "pain"): Shape(worst=worst),
    }
    return shapes.get((persona, metric), Shape())


def _follow_stress(metric: str) -> Shape:
    mean = get_parameter("stress_base_mean")
    fall = mean.low - mean.high
    if metric == "stress":
        return Shape(mean=mean.high, shift=fall)
    slopes = {"tightness": "stress_to_tight", "pain": "stress_to_pain"}
    slope = get_parameter(slopes[metric]).high if metric in slopes else 0.0
    return Shape(stress_slope=slope, shift=slope * fall)


def draw_out_effect(shape: Shape, days: int, baseline_days: int) -> np.ndarray:
    """What the routine causes, day by day.

    Parameters
    ----------
    shape : Shape
    days, baseline_days : int

    Returns
    -------
    ndarray, shape (days,)

    Examples
    --------
    >>> draw_out_effect(Shape(step=-2.0), 4, 2).tolist()
    [0.0, 0.0, -2.0, -2.0]
    """
    since = np.arange(days) - baseline_days
    gradual = shape.gain * -np.expm1(-np.clip(since, 0, None) / shape.tau_days)
    return gradual + np.where(since >= 0, shape.step, 0.0)


def draw_out_rival(shape: Shape, days: int, baseline_days: int) -> np.ndarray:
    """What something else causes beside the drift, day by day: a shift, or a worst week.

    The worst week is the last before the routine and over when the routine begins. The table lets
    what is extra at the start fade with a half-life of two weeks; it ends at once here, as that is
    when a routine that does nothing gets the credit for it.

    Parameters
    ----------
    shape : Shape
    days, baseline_days : int

    Returns
    -------
    ndarray, shape (days,)

    References
    ----------
    Whitney, C. W. & Von Korff, M. (1992). Regression to the mean in treated versus untreated
    chronic pain. Pain 50, 281-285. doi:10.1016/0304-3959(92)90032-7

    Examples
    --------
    >>> draw_out_rival(Shape(worst=2.0), 12, 9).tolist()
    [0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0, 0.0]
    """
    since = np.arange(days) - baseline_days
    return np.where(since >= 0, shape.shift, np.where(since >= -WORST_DAYS, shape.worst, 0.0))
