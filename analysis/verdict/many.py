"""The answers of many people at once: the same rules and numbers as `before_after`, without words.

What can explain a change, and so its credit, is looked for one log at a time, by `before_after`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover.fit import PhaseFit, fit_packed
from analysis.stats.carryover.packing import pack_readings
from analysis.stats.readings import Readings
from analysis.stats.student import Floats
from analysis.verdict.rules import CANNOT_TELL, FEWEST_DAYS, NO_YARDSTICK, call_change, weigh_change

CONTRASTS = ("level", "mean_difference")
_SURE_INSIDE = 0.95
"""A 90 % interval lies inside a mark where 95 % lie below its upper end, and 95 % above its lower one."""


@dataclass(frozen=True, eq=False)
class ManyAnswers:
    """One entry a person, (people,) each.

    Attributes
    ----------
    n_a, n_b : array of int
        Days with a reading before and since the start.
    answer, matters : array of str
        As in `analysis.verdict.answer.Answer`.
    change, change_low, change_high, p : array
        The step at the start with its 95 % interval, in the unit of the readings; NaN where there is none.
    mean_difference, mean_difference_low, mean_difference_high : array
        Of the phase means.
    carryover : array
        Posterior mean of the correlation from one typical gap to the next.
    reason : array of str
        Why there is no number, else ''.
    """

    n_a: NDArray[np.int64]
    n_b: NDArray[np.int64]
    answer: NDArray[np.object_]
    matters: NDArray[np.object_]
    change: Floats
    change_low: Floats
    change_high: Floats
    p: Floats
    mean_difference: Floats
    mean_difference_low: Floats
    mean_difference_high: Floats
    carryover: Floats
    reason: NDArray[np.object_]

    def table(self) -> dict[str, NDArray]:
        """By name, in the order of the fields."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def answer_many(
    readings: Readings, *, improvement: int, worthwhile: float | None = None, alpha: float = 0.05
) -> ManyAnswers:
    """Answer for every person whether B differs from A, and whether that matters.

    Parameters
    ----------
    readings : Readings
        Of `analysis.stats.readings`.
    improvement : {1, -1}
    worthwhile : float, optional
        Smallest change worth having, above 0, the same for all.
    alpha : float
        'better' and 'worse' ask for p below it.

    Raises
    ------
    RepeatedDay
        Somebody has two readings on a day.

    Examples
    --------
    >>> y = [6.0, 5, 6, 7, 6, 5, 6, 6, 3, 2, 3, 3, 2, 3, 4, 3]
    >>> one = Readings(np.zeros(16, int), np.arange(16) >= 8, np.arange(16), np.array(y), people=1)
    >>> found = answer_many(one, improvement=-1, worthwhile=2.0)
    >>> found.answer[0], found.matters[0], found.change.round(1).tolist()
    ('better', 'yes', [-3.0])
    """
    n_a, n_b = readings.count()
    found = _blank(n_a, n_b, has_mark=worthwhile is not None)
    few = np.minimum(n_a, n_b) < FEWEST_DAYS
    found.reason[few] = "too few days"
    for people, series in pack_readings(_leave_out(readings, few)):
        fit = fit_packed(series, ("level",), ("mean_difference",))
        fitted = np.array([not reason for reason in fit.reason], dtype=bool) & ~few[people]
        who = people[~fitted & ~few[people]]
        found.reason[who] = np.array(fit.reason, dtype=object)[~fitted & ~few[people]]
        if fitted.any():
            _write(found, people[fitted], fit, improvement, worthwhile, alpha)
    return found


def _blank(n_a: NDArray[np.int64], n_b: NDArray[np.int64], *, has_mark: bool) -> ManyAnswers:
    """Nobody answered yet."""
    numbers = np.full((8, len(n_a)), np.nan)
    words = np.full((3, len(n_a)), "", dtype=object)
    words[0], words[1] = CANNOT_TELL, "unclear" if has_mark else NO_YARDSTICK
    return ManyAnswers(n_a, n_b, words[0], words[1], *numbers, reason=words[2])  # pyright: ignore[reportCallIssue]


def _leave_out(readings: Readings, people: NDArray[np.bool_]) -> Readings:
    """Nothing of these people, who keep their places."""
    kept = ~people[readings.person]
    if kept.all():
        return readings
    rows = readings.person[kept], readings.in_b[kept], readings.day[kept], readings.value[kept]
    return Readings(*rows, readings.people)


def _write(
    found: ManyAnswers,
    who: NDArray[np.int64],
    fit: PhaseFit,
    improvement: int,
    worthwhile: float | None,
    alpha: float,
) -> None:
    """Fill the rows of those who were fitted."""
    step, difference = (fit.mixture(name) for name in CONTRASTS)
    found.change[who], found.p[who] = step.mean() + 0.0, step.two_sided()
    found.change_low[who], found.change_high[who] = step.quantile(0.025), step.quantile(0.975)
    found.mean_difference[who] = difference.mean() + 0.0
    found.mean_difference_low[who] = difference.quantile(0.025)
    found.mean_difference_high[who] = difference.quantile(0.975)
    found.carryover[who] = fit.carryover
    below = above = np.zeros((len(CONTRASTS), len(who)))
    if worthwhile is not None:
        below = np.array([one.below(-worthwhile) for one in (step, difference)])
        above = np.array([1 - one.below(worthwhile) for one in (step, difference)])
    is_small = (worthwhile is not None) & (np.maximum(below, above) < 1 - _SURE_INSIDE).all(axis=0)
    found.answer[who] = call_change(
        found.change[who], found.p[who], is_small, improvement=improvement, alpha=alpha
    )
    if worthwhile is not None:
        found.matters[who] = weigh_change(found.answer[who], above if improvement > 0 else below)
