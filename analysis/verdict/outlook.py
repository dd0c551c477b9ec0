"""How many more days would tell, where the answer is open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover import PhaseChange, PhaseFit
from analysis.stats.carryover.outlook import step_errors_ahead
from analysis.stats.student import Floats
from analysis.verdict.answer import FEW_DAYS, Answer
from analysis.verdict.compared import Compared

LONGEST_DAYS = 365
"""Further ahead than this, more days are no advice."""
_TWO_SIDED, _POWER = 1.960, 0.842


@dataclass(frozen=True)
class Outlook:
    """What more days of the same kind would bring.

    Attributes
    ----------
    days_needed : int or None
        More days, at the rhythm of the log; None where more days do not help.
    shows : float or None
        The change that shows 8 times in 10, in the unit of the readings: after these days, or
        by now where no days are given. None beside days that settle the answer only if the
        difference stays as it is, and where the baseline is too short for any.
    """

    days_needed: int | None
    shows: float | None


NOTHING_AHEAD = Outlook(None, None)


def look_ahead(compared: Compared, fit: PhaseFit | str, answer: Answer, worthwhile: float | None) -> Outlook:
    """Days until the worthwhile change (else one SD of the day-to-day noise) would show 8 times in 10.

    Where the log is that sharp already and the answer still open, the days until it is
    settled if the difference stays as it is.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.verdict.answer import answer_change, fit_compared
    >>> from analysis.verdict.compared import read_compared
    >>> days = pd.date_range("2026-03-01", periods=20)
    >>> compared = read_compared(pd.Series([5.0, 2, 6, 4, 7] * 4, days), days[14])
    >>> fit = fit_compared(compared)
    >>> answer = answer_change(compared, fit, improvement=-1, worthwhile=2.0)
    >>> look_ahead(compared, fit, answer, 2.0)
    Outlook(days_needed=50, shows=2.0)
    """
    if answer.answer != "cannot tell yet" or isinstance(fit, str) or answer.change is None:
        return NOTHING_AHEAD
    if compared.n_a < FEW_DAYS:
        return NOTHING_AHEAD
    gap = compared.typical_gap()
    errors = _errors(compared, fit, answer.change, max(int(LONGEST_DAYS / gap), 1))
    noise = float(np.sqrt(fit.first.weights[:, 0] @ fit.first.variance[:, 0]))
    shows = worthwhile if worthwhile is not None else noise
    sharp = errors * (_TWO_SIDED + _POWER) <= shows
    if sharp[0]:
        days = _first_day(_is_settled(answer, errors, worthwhile), gap)
        return Outlook(days, shows if days is None else None)
    days = _first_day(sharp, gap)
    return Outlook(days, None if days is None else shows)


def _errors(compared: Compared, fit: PhaseFit, change: PhaseChange, more: int) -> Floats:
    """Standard errors of the step to come, so that the one of today is that of today's interval."""
    errors = step_errors_ahead(fit, compared.in_b, compared.day, more)
    return errors * ((change.high - change.low) / (2 * _TWO_SIDED) / errors[0])


def _is_settled(answer: Answer, errors: Floats, worthwhile: float | None) -> NDArray[np.bool_]:
    """Whether rule 2 or rule 3 would hold if step and mean difference stayed as they are."""
    change, narrow, wide = answer.change, answer.change_90, answer.mean_difference_90
    if change is None or narrow is None or wide is None:
        return np.zeros(len(errors), dtype=bool)
    settled = errors * _TWO_SIDED < abs(change.estimate)
    if worthwhile is None:
        return settled
    shrunk = errors / errors[0]
    inside = [abs(c.estimate) + shrunk * (c.high - c.low) / 2 < worthwhile for c in (narrow, wide)]
    return settled | (inside[0] & inside[1])


def _first_day(hits: NDArray[np.bool_], gap: float) -> int | None:
    ahead = np.flatnonzero(hits[1:])
    return int(np.ceil((ahead[0] + 1) * gap)) if ahead.size else None
