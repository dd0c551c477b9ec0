"""All that a log says of one outcome before and after a start."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.verdict.answer import Answer
from analysis.verdict.course import Course


@dataclass(frozen=True)
class Verdict(Answer):
    """What a log says of one outcome before and after a start.

    Attributes
    ----------
    answer, matters, change, mean_difference, change_90, mean_difference_90, mean_a, mean_b, n_a, n_b, reason
        As in `Answer`.
    credit : str
        'tested' (drawn by lot: see `lot_p`), 'plausible' (no rival flag, and every one of them
        could be checked) or 'not separable'.
    flags : tuple of str
        Rival flags, which decide credit, then notes, which do not; `RIVAL_FLAGS` and `NOTES`.
    unchecked : tuple of str
        Rival flags that this log cannot answer: never taken as clear.
    shifted : tuple of str
        The rivals that shifted when the routine began.
    lot_p : float or None
        p of the randomisation test where the start or schedule was drawn beforehand.
    visible_slope : float or None
        Weekly trend that the baseline would have shown 8 times in 10, in the unit of the readings.
    days_needed : int or None
        More days that would tell; None where there is an answer, or where more days do not help.
    days_show : float or None
        The change that shows 8 times in 10 after these days; where there are none, by now. None beside
        days that only settle the present difference, and where the baseline is too short.
    p_holm : float or None
        p adjusted for the other outcomes that are also looked at; None for a main measure.
    course : Course or None
        Where there is no baseline.
    start : Timestamp or None
        First day of the routine; None where no reading is of it.
    sentence : str
        What people read.
    """

    credit: str
    flags: tuple[str, ...]
    unchecked: tuple[str, ...]
    shifted: tuple[str, ...]
    lot_p: float | None
    visible_slope: float | None
    days_needed: int | None
    days_show: float | None
    p_holm: float | None
    course: Course | None
    start: pd.Timestamp | None
    sentence: str
