"""C03: without exercise the hip flexors tighten. A log can show what a pause did to range of motion."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.claims.slopes import fit_slope
from analysis.errors import TooFewPoints
from analysis.words import say_amount, say_count, say_number

ACTIVE_DAYS, PAUSE_DAYS, FEWEST_READINGS = 28, 21, 8
MARGIN = 3.0
"""Degrees over 4 weeks that are too little to be told from errors of measuring."""


def judge_stopping(evidence: Evidence) -> Finding:
    """Change of range of motion over 4 weeks of a pause, by a line through its days.

    Supported where it falls (95 %) by 3 degrees or more; spoken against where any change is below 3 degrees (90 %).

    Examples
    --------
    >>> judge_stopping(Evidence()).missing
    'range of motion, with its test named, and sessions'
    """
    if evidence.rom.empty or not (evidence.targeted > 0).any():
        return lacks("range of motion, with its test named, and sessions")
    pause = _find_pause(evidence.targeted)
    if pause is None:
        return lacks("a pause of 3 weeks or more, after 4 weeks of the routine")
    rom = evidence.rom[(evidence.rom.index > pause[0]) & (evidence.rom.index < pause[1])]
    if len(rom) < FEWEST_READINGS or (rom.index[-1] - rom.index[0]).days < PAUSE_DAYS - 7:
        return lacks(f"at least {FEWEST_READINGS} readings of range of motion in a pause of 3 weeks or more")
    day = pd.DataFrame({"day": (rom.index - rom.index[0]).days / 28.0}, rom.index)
    try:
        slope = fit_slope(rom, day)
    except TooFewPoints as error:
        return lacks(str(error))
    found = slope.wide
    falls = found.high < 0 and found.estimate <= -MARGIN
    state = SUPPORTS if falls else AGAINST if slope.within(MARGIN) else CANNOT_TELL
    return Finding(
        state,
        f"In a pause of {say_count((pause[1] - pause[0]).days - 1, 'day')}, your range of motion changed by "
        f"{say_amount(found.estimate, 'deg')} in 4 weeks (likely {say_number(found.low)} to {say_number(found.high)}).",
    )


def _find_pause(targeted: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The last session before the longest pause that has 4 weeks of the routine before it, and the first after it."""
    done = targeted.index[targeted > 0]
    ends = [*done, targeted.index[-1] + pd.Timedelta(days=1)]
    pauses = [
        (low, high)
        for low, high in pairwise(ends)
        if (high - low).days > PAUSE_DAYS and (low - done[0]).days >= ACTIVE_DAYS
    ]
    return max(pauses, key=lambda one: one[1] - one[0], default=None)
