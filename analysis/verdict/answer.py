"""The rules: readings before and after a start -> answer, and whether it matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover import PhaseChange, PhaseFit, fit_phases, read_changes
from analysis.verdict.compared import Compared
from analysis.verdict.rules import CANNOT_TELL, FEWEST_DAYS, NO_YARDSTICK, call_change, weigh_change

FEW_DAYS = 5
"""Fewer days than this in a phase are said as a limit."""
GRADUAL_TAU = 7.0
"""Days after which 63 % of a gradual change is reached, where a trend is weighed against one."""

CONTRASTS = ("level", "mean_difference")
TREND_MODELS = ("slope_a", "line", "bend", "gradual")
"""What an earlier trend is weighed with; the weights of `level` stay those of the first model."""


@dataclass(frozen=True)
class PhaseMean:
    """Mean of a phase, its interval (carry-over integrated out) and its days with a reading."""

    estimate: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Answer:
    """What the numbers say, before any words.

    Attributes
    ----------
    answer : str
        'better', 'worse', 'no meaningful change' or 'cannot tell yet'.
    matters : str
        'yes', 'no', 'unclear' or 'no yardstick'.
    change, mean_difference : PhaseChange or None
        The step at the start and the difference of the phase means, in the unit of the
        readings, with 95 % intervals; None where the log is too short.
    change_90, mean_difference_90 : PhaseChange or None
        The same with 90 % intervals, by which 'no meaningful change' is judged.
    mean_a, mean_b : PhaseMean or None
    n_a, n_b : int
        Days with a reading before and after the start.
    reason : str
        Why there is no number, else ''.
    """

    answer: str
    matters: str
    change: PhaseChange | None
    mean_difference: PhaseChange | None
    change_90: PhaseChange | None
    mean_difference_90: PhaseChange | None
    mean_a: PhaseMean | None
    mean_b: PhaseMean | None
    n_a: int
    n_b: int
    reason: str


def fit_compared(compared: Compared) -> PhaseFit | str:
    """Fit the step, and from 5 days of A on what an earlier trend is weighed with; or why that cannot be."""
    if min(compared.n_a, compared.n_b) < FEWEST_DAYS:
        return "too few days"
    trends = TREND_MODELS if compared.n_a >= FEW_DAYS and compared.one_start else ()
    values, in_b, day = compared.y, compared.in_b, compared.day
    if compared.start is not None and compared.start not in day:
        values, in_b, day = np.append(values, np.nan), np.append(in_b, True), np.append(day, compared.start)
    fit = fit_phases(
        values,
        in_b,
        days=day,
        models=("level", *trends),
        averages=("mean_difference", "mean_a", "mean_b"),
        tau=GRADUAL_TAU,
    )
    return fit.reason[0] or fit


def answer_change(
    compared: Compared,
    fit: PhaseFit | str,
    *,
    improvement: int,
    worthwhile: float | None,
    alpha: float = 0.05,
) -> Answer:
    """Apply the rules in their order.

    1. Fewer than 3 days in a phase: 'cannot tell yet'.
    2. The 95 % interval of the step excludes 0: 'better' or 'worse'.
    3. The 90 % intervals of the step and of the mean difference lie inside the
       worthwhile change on both sides: 'no meaningful change'.
    4. Else 'cannot tell yet'.

    Parameters
    ----------
    compared : Compared
    fit : PhaseFit or str
        Of `fit_compared`.
    improvement : {+1, -1}
    worthwhile : float or None
    alpha : float
        Rule 2 asks for p below it: .05 for the 95 % interval; less for a log that is looked at often.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.verdict.compared import read_compared
    >>> days = pd.date_range("2026-03-01", periods=16)
    >>> pain = pd.Series([6.0, 5, 6, 7, 6, 5, 6, 6, 3, 2, 3, 3, 2, 3, 4, 3], days)
    >>> compared = read_compared(pain, days[8])
    >>> answer_change(compared, fit_compared(compared), improvement=-1, worthwhile=2.0).answer
    'better'
    """
    if isinstance(fit, str):
        return _no_number(compared, fit, worthwhile)
    asked = [(name, level) for level in (0.95, 0.90) for name in CONTRASTS]
    numbers = read_changes(fit, [*asked, ("mean_a", 0.95), ("mean_b", 0.95)])
    change, difference, change_90, difference_90, a, b = numbers
    answer = call_answer(change, [change_90, difference_90], improvement, worthwhile, alpha)
    return Answer(
        answer=answer,
        matters=_matters(fit, answer, improvement, worthwhile),
        change=change,
        mean_difference=difference,
        change_90=change_90,
        mean_difference_90=difference_90,
        mean_a=PhaseMean(a.estimate, a.low, a.high, a.n_a),
        mean_b=PhaseMean(b.estimate, b.low, b.high, b.n_b),
        n_a=compared.n_a,
        n_b=compared.n_b,
        reason="",
    )


def _no_number(compared: Compared, reason: str, worthwhile: float | None) -> Answer:
    return Answer(
        answer=CANNOT_TELL,
        matters=NO_YARDSTICK if worthwhile is None else "unclear",
        change=None,
        mean_difference=None,
        change_90=None,
        mean_difference_90=None,
        mean_a=None,
        mean_b=None,
        n_a=compared.n_a,
        n_b=compared.n_b,
        reason=reason,
    )


def call_answer(
    change: PhaseChange,
    narrow: list[PhaseChange],
    improvement: int,
    worthwhile: float | None,
    alpha: float,
) -> str:
    """Rules 2 to 4, from the step, and from the 90 % intervals of the step and of the mean difference."""
    is_small = worthwhile is not None and all(-worthwhile < c.low and c.high < worthwhile for c in narrow)
    return str(call_change(change.estimate, change.p, is_small, improvement=improvement, alpha=alpha))


def _matters(fit: PhaseFit, answer: str, improvement: int, worthwhile: float | None) -> str:
    if worthwhile is None:
        return NO_YARDSTICK
    return str(weigh_change(answer, reach(fit, improvement * worthwhile)))


def reach(fit: PhaseFit, amount: float) -> NDArray[np.float64]:
    """Posterior probability that the step and the mean difference go as far as `amount`, its sign included."""
    below = np.array([fit.mixture(contrast).below(amount)[0] for contrast in CONTRASTS])
    return 1 - below if amount > 0 else below
