"""C10: a few minutes are enough. A log can compare weeks of few and of more minutes."""

from __future__ import annotations

from analysis.aspects.dose_curve import DoseCurve, write_dose_curve
from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks

_STATES = {"suffice": SUPPORTS, "more": AGAINST, "some": CANNOT_TELL, "open": CANNOT_TELL}


def judge_few_minutes(evidence: Evidence) -> Finding:
    """What the curve of minutes says of range of motion, else of the first outcome that has one.

    Examples
    --------
    >>> judge_few_minutes(Evidence()).missing.split(",")[0]
    'minutes of sessions that differ from week to week'
    """
    fitted = [curve for curve in evidence.curves if curve.fit is not None]
    if not fitted:
        return lacks(
            "minutes of sessions that differ from week to week, beside an outcome, over 4 weeks or more"
        )
    curve = min(fitted, key=_order)
    said = write_dose_curve(curve)
    return Finding(_STATES[curve.answer], f"{curve.name}: {said[0].lower()}{said[1:]}")


def _order(curve: DoseCurve) -> bool:
    return curve.unit != "deg"
