"""C04, C06, C08: what is felt and what is measured or rated beside it, day by day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.claims.slopes import Slope, fit_slope, shift_days
from analysis.errors import TooFewPoints
from analysis.words import say_amount, say_count, say_number, say_p

FEWEST_TIGHT_ROM, FEWEST_STRESS, FEWEST_LAGGED = 20, 30, 30
THREE_POINTS, DEGREES, NO_DEGREES = 3.0, 2.0, 0.5
"""Three points of tightness that go with more than 2 degrees; less than .5 degrees a point is no limit."""
NO_STRESS = 0.1
"""Points of tightness for each point of stress that are too little to matter."""
NO_PAIN = 0.2
"""Points of pain on the next day for each point of tightness that are too little to matter."""


def judge_tight_and_range(evidence: Evidence) -> Finding:
    """C04: on days that feel tighter, the same day's range of motion is smaller, the routine beside it.

    Supported where the slope is below 0 (95 %) and 3 points go with more than 2 degrees; spoken against where it is
    within half a degree a point (90 %).

    Examples
    --------
    >>> judge_tight_and_range(Evidence()).missing
    'tightness and range of motion on at least 20 of the same days'
    """
    both = evidence.rom.index.intersection(evidence.tightness.index)
    if len(both) < FEWEST_TIGHT_ROM:
        return lacks(f"tightness and range of motion on at least {FEWEST_TIGHT_ROM} of the same days")
    columns = pd.DataFrame({"tightness": evidence.tightness, "routine": _routine(evidence, both)})
    try:
        slope = fit_slope(evidence.rom.reindex(both), columns)
    except TooFewPoints as error:
        return lacks(str(error))
    found = slope.wide
    limits = found.high < 0 and -found.estimate * THREE_POINTS > DEGREES
    state = SUPPORTS if limits else AGAINST if slope.within(NO_DEGREES) else CANNOT_TELL
    return Finding(
        state,
        f"On {say_count(slope.days, 'day')} with both, each point more of tightness went with {say_amount(found.estimate, 'deg')} of "
        f"range of motion (likely {say_number(found.low)} to {say_number(found.high)}).",
    )


def judge_tight_and_pain(evidence: Evidence) -> Finding:
    """C06: more tightness today, more pain tomorrow, beyond today's pain and stress - and not the other way round.

    The same slope with time turned round is the control: pain and what is felt of it move together with mood and
    expectation, and then tomorrow's tightness goes with today's pain just as well. Supported where the slope is above
    0 (95 %) and above its control; spoken against where it is below .2 points a point (90 %).

    Examples
    --------
    >>> judge_tight_and_pain(Evidence()).missing
    'tightness and pain on at least 30 days and the days after them'
    """
    forward, backward = (_pairs(evidence, step) for step in (1, -1))
    if min(len(forward.dropna()), len(backward.dropna())) < FEWEST_LAGGED:
        return lacks(f"tightness and pain on at least {FEWEST_LAGGED} days and the days after them")
    try:
        slope, control = (
            fit_slope(one["pain"].dropna(), one.drop(columns="pain")) for one in (forward, backward)
        )
    except TooFewPoints as error:
        return lacks(str(error))
    beyond = slope.wide.estimate - control.wide.estimate > 1.96 * np.hypot(slope.se, control.se)
    state = SUPPORTS if slope.wide.low > 0 and beyond else AGAINST if slope.high < NO_PAIN else CANNOT_TELL
    return Finding(state, _say_lagged(slope, control))


def _pairs(evidence: Evidence, step: int) -> pd.DataFrame:
    """Pain of a day beside tightness, pain and stress of the day before it (1), or of the day after it (-1)."""
    pain, days = evidence.pain, evidence.pain.index
    table = {
        "pain": pain,
        "tightness": shift_days(evidence.tightness, step),
        "pain then": shift_days(pain, step),
        "routine": _routine(evidence, days),
    }
    if len(evidence.stress.index.intersection(days)) >= 0.8 * len(days):
        table["stress then"] = shift_days(evidence.stress, step)
    return pd.DataFrame(table).reindex(days)


def _say_lagged(slope: Slope, control: Slope) -> str:
    a, b = slope.wide, control.wide
    more = "more" if a.estimate >= 0 else "less"
    return (
        f"Each point more of tightness went with {say_amount(abs(a.estimate), 'points')} {more} pain on the next day (likely range of the "
        f"difference {say_number(a.low)} to {say_number(a.high)}, {say_count(slope.days, 'day')}), beyond that day's own pain; with time "
        f"turned round, as a control, the difference is {say_number(b.estimate)} (likely {say_number(b.low)} to {say_number(b.high)})."
    )


def judge_stress_and_tight(evidence: Evidence) -> Finding:
    """C08, the part that a log can address: more stress, more tightness on the same day; or a drawn relaxation.

    A plan of relaxation that was drawn and has ended decides: supported by p of .05 or less and a point or more,
    spoken against where its interval leaves half a point out. Else the slope of tightness on stress: supported where
    it is above 0 (95 %), spoken against where it is below .1 points a point (90 %).

    Examples
    --------
    >>> judge_stress_and_tight(Evidence()).missing
    'stress and tightness on at least 30 of the same days'
    """
    planned = _judge_relaxation(evidence)
    if planned is not None:
        return planned
    both = evidence.stress.index.intersection(evidence.tightness.index)
    if len(both) < FEWEST_STRESS:
        return lacks(f"stress and tightness on at least {FEWEST_STRESS} of the same days")
    columns = pd.DataFrame({"stress": evidence.stress, "routine": _routine(evidence, both)})
    try:
        slope = fit_slope(evidence.tightness.reindex(both), columns)
    except TooFewPoints as error:
        return lacks(str(error))
    found = slope.wide
    state = SUPPORTS if found.low > 0 else AGAINST if slope.high < NO_STRESS else CANNOT_TELL
    return Finding(
        state,
        f"Each point more of stress went with {say_amount(found.estimate, 'points')} of tightness on the same day (likely "
        f"{say_number(found.low)} to {say_number(found.high)}, {say_count(slope.days, 'day')}). You rated both, so a bad day colours both.",
    )


def _judge_relaxation(evidence: Evidence) -> Finding | None:
    """What a drawn plan of relaxation says; None where there is none that has ended."""
    if evidence.plan is None or evidence.plan.what != "relaxation":
        return None
    tight = next((one for one in evidence.answers if one.key.metric == "tightness"), None)
    verdict = None if tight is None else tight.verdict
    if verdict is None or verdict.change is None or verdict.lot_p is None:
        return None
    change = verdict.change
    helped = verdict.lot_p <= 0.05 and change.estimate <= -1
    state = SUPPORTS if helped else AGAINST if change.low > -0.5 else CANNOT_TELL
    return Finding(
        state,
        f"On days that were drawn with relaxation, tightness was {say_amount(change.estimate, 'points')} different (likely "
        f"{say_number(change.low)} to {say_number(change.high)}; by lot {say_p(verdict.lot_p)}).",
    )


def _routine(evidence: Evidence, days: pd.Index) -> pd.Series:
    """1 on days of the routine; days that are not compared are not known."""
    if evidence.in_b.empty:
        return pd.Series(0.0, index=days)
    return evidence.in_b.reindex(days).astype(float)
