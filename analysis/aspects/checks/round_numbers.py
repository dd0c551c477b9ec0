"""Round numbers: readings that gather on multiples of 5 or 10, or on the marks 0, 5 and 10."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aspects.checks.check import Check, not_known, say_percent
from analysis.schema import METRICS
from analysis.stats.reading_step import STEPS, reading_step
from analysis.words import METRIC_WORDS, say_amount

NAME = "Round numbers"
UNITS = ("deg", "cm")
FEWEST = 20
"""Readings of an outcome below which nothing is said."""
LEVEL, RATIO = 0.01, 1.5
MOST = 0.8
"""Share of readings that lie on the step that is called the person's own."""
FINEST = 0.1
"""Grid of readings that lie on no step."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Heap:
    """How many readings lie on multiples of a round number.

    Attributes
    ----------
    size : int
        The round number.
    share, expected : float
        Found, and if every value within the range of the readings were as common.
    p : float
        Binomial, of as many or more.
    is_peak : bool
        Whether round values are more common than those next to them on both sides together, beyond chance.
    """

    size: int
    share: float
    expected: float
    p: float
    is_peak: bool

    @property
    def stands_out(self) -> bool:
        """Far beyond what an even spread, or a smooth one, would give."""
        return self.p < LEVEL and self.share >= RATIO * self.expected and self.is_peak


def check_round_numbers(readings: pd.DataFrame) -> Check:
    """Whether ratings, degrees and cm lie on round numbers more often than chance would have it.

    Parameters
    ----------
    readings : DataFrame
        Of one person, as `outcomes`.

    Examples
    --------
    >>> rows = pd.DataFrame({"metric": "reach", "value": [0.0, 5, 10, 15] * 10})
    >>> check_round_numbers(rows).found
    'Reach: 100 % of 40 readings lie on multiples of 5, where an even spread would give 25 %; the step of most is 5 cm.'
    """
    heaps, steps = [], []
    for metric, values in readings.groupby(readings["metric"].astype("str"), sort=False)["value"]:
        one, numbers = METRICS[str(metric)], values.to_numpy(float)
        if len(numbers) < FEWEST or not (one.rating or one.unit in UNITS):
            continue
        name, step = METRIC_WORDS[str(metric)], _say_step(numbers, one.unit, rating=one.rating)
        heap = find_heap(numbers, rating=one.rating)
        steps.append(f"{name} {step}")
        if heap.stands_out:
            heaps.append((heap, _say_heap(name, heap, len(numbers), step, rating=one.rating)))
    if not steps:
        return not_known(NAME)
    if not heaps:
        return Check(
            NAME, f"Readings do not gather on round numbers. The step of most readings: {', '.join(steps)}."
        )
    means = "A rounded reading can be off by half of the round number by that alone; the average of many days is off by less."
    return Check(
        NAME, " ".join(said for _, said in heaps), means, max(one.share - one.expected for one, _ in heaps)
    )


def find_heap(values: Floats, *, rating: bool) -> Heap:
    """The round number that readings gather on most.

    Of a rating, 0, 5 and 10 are round, and 5 must be given more often than 4 and 6 together: marks
    lie in a hump somewhere, which may be at 5, and 0 is what a day without pain is.

    Parameters
    ----------
    values : ndarray, shape (n,)
        One or more readings.
    rating : bool

    Examples
    --------
    >>> import numpy as np
    >>> find_heap(np.array([3.0, 4, 5, 5, 5, 6, 7]), rating=True).share.__round__(2)
    0.43
    """
    grid = min(float(reading_step([values])[0]) or FINEST, 1.0)
    if rating:
        return _count_heap(values, 5, grid, peaks=values[values == values.clip(4, 6)])
    return min((_count_heap(values, size, grid, peaks=values) for size in (5, 10)), key=lambda one: one.p)


def _count_heap(values: Floats, size: int, grid: float, *, peaks: Floats) -> Heap:
    from scipy.stats import binom

    every = np.arange(np.round(values.min() / grid), np.round(values.max() / grid) + 1) * grid
    hits, expected = int(_off(values, size, 0.0).sum()), float(_off(every, size, 0.0).mean())
    top, beside = int(_off(peaks, size, 0.0).sum()), _off(peaks, size, grid) | _off(peaks, size, -grid)
    return Heap(
        size=size,
        share=hits / len(values),
        expected=expected,
        p=float(binom.sf(hits - 1, len(values), expected)),
        is_peak=bool(binom.sf(top - 1, top + int(beside.sum()), 0.5) < LEVEL),
    )


def _off(values: Floats, size: float, by: float) -> NDArray[np.bool_]:
    """Values that lie this far from a multiple."""
    times = (values - by) / size
    return np.abs(times - np.round(times)) * size < 1e-6


def find_own_step(values: Floats, *, rating: bool) -> float:
    """Largest step that at least 8 in 10 readings lie on; 0 where there is none.

    Examples
    --------
    >>> import numpy as np
    >>> find_own_step(np.array([5.0, 10, 15, 20, 21]), rating=False)
    5.0
    """
    steps = [step for step in STEPS if not rating or (step <= 5 and step != 2)]
    return next((float(step) for step in steps if _off(values, step, 0.0).mean() >= MOST), 0.0)


def _say_step(values: Floats, unit: str, *, rating: bool) -> str:
    step = find_own_step(values, rating=rating)
    return say_amount(step, unit) if step else "none"


def _say_heap(name: str, heap: Heap, count: int, step: str, *, rating: bool) -> str:
    where = "are 0, 5 or 10" if rating else f"lie on multiples of {heap.size}"
    even = say_percent(heap.expected, 1)
    return (
        f"{name[0].upper()}{name[1:]}: {say_percent(heap.share, 1)} of {count} readings {where}, where an even spread "
        f"would give {even}; the step of most is {step}."
    )
