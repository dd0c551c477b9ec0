"""C02: squats, running and yoga do not reach the hip flexors. A log can compare how range of motion moved."""

from __future__ import annotations

import pandas as pd

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.claims.slopes import Slope, fit_slope
from analysis.errors import TooFewPoints
from analysis.words import say_amount, say_number

FEWEST_READINGS, FEWEST_DAYS = 10, 21
LONGEST = 42
"""Days of the routine that count: later, a gain has come to its end."""
WORTH = 3.0
"""Degrees over these days that a gain must reach to be told from errors of measuring."""
NEARLY = 0.5
"""Degrees a week by which targeted weeks may gain more while conventional ones 'gain as much'."""
SELDOM = 0.1
"""Share of days with targeted training up to which the weeks before count as conventional only."""


def judge_where_trained(evidence: Evidence) -> Finding:
    """Weekly gain of range of motion in conventional-only weeks and in the first targeted weeks.

    One line before the start and another after it, in one model with carry-over. Supported where the targeted
    line is steeper (95 %) and gains 3 degrees or more; spoken against where conventional weeks gain (95 %) and
    targeted ones at most .5 degrees a week more (90 %).

    Examples
    --------
    >>> judge_where_trained(Evidence()).missing
    'range of motion, with its test named, and a start of the routine'
    """
    start, rom = evidence.start, evidence.rom
    if start is None or rom.empty:
        return lacks("range of motion, with its test named, and a start of the routine")
    before, since = _split(rom, start)
    why = _why_not(evidence, before, since)
    if why:
        return lacks(why)
    used = pd.concat([before, since])
    day = pd.Series((pd.DatetimeIndex(used.index) - start).days.astype(float), used.index)
    lines = pd.DataFrame({"before": day.clip(upper=0), "since": day.clip(lower=0)})
    try:
        slope, steeper = (fit_slope(used, lines, weights=[a, b]) for a, b in ((7.0, 0.0), (-7.0, 7.0)))
        gain = fit_slope(used, lines, weights=[0.0, float(day.max())])
    except TooFewPoints as error:
        return lacks(str(error))
    return Finding(_judge(slope, steeper, gain), _say(slope, steeper))


def _split(rom: pd.Series, start: pd.Timestamp) -> tuple[pd.Series, pd.Series]:
    until = start + pd.Timedelta(days=LONGEST)
    return rom[rom.index < start], rom[(rom.index >= start) & (rom.index < until)]


def _why_not(evidence: Evidence, before: pd.Series, since: pd.Series) -> str:
    for part, when in ((before, "before"), (since, "since")):
        if len(part) < FEWEST_READINGS or (part.index[-1] - part.index[0]).days < FEWEST_DAYS:
            return f"at least {FEWEST_READINGS} readings of range of motion over 3 weeks {when} the routine"
    first = before.index[0]
    conventional = evidence.conventional[
        (evidence.conventional.index >= first) & (evidence.conventional.index < evidence.start)
    ]
    targeted = evidence.targeted.reindex(conventional.index)
    if not len(conventional) or (conventional > 0).sum() < len(conventional) / 7:
        return "conventional training at least once a week before the routine"
    if (targeted > 0).mean() > SELDOM:
        return "weeks with conventional training only"
    return ""


def _judge(slope: Slope, steeper: Slope, gain: Slope) -> str:
    if steeper.wide.low > 0 and gain.wide.low > 0 and gain.wide.estimate >= WORTH:
        return SUPPORTS
    if slope.wide.low > 0 and steeper.high < NEARLY:
        return AGAINST
    return CANNOT_TELL


def _say(slope: Slope, steeper: Slope) -> str:
    a, b = slope.wide, steeper.wide
    return (
        f"Your range of motion gained {say_amount(a.estimate, 'deg')} a week with conventional training alone (likely "
        f"{say_number(a.low)} to {say_number(a.high)}), and {say_amount(b.estimate, 'deg')} a week more with targeted training "
        f"(likely {say_number(b.low)} to {say_number(b.high)})."
    )
