"""C12: stretching gives relief at once. A log can compare ratings before and after sessions."""

from __future__ import annotations

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.words import say_amount, say_count, say_number

FEWEST_PAIRS = 10
RELIEF = 1.0
_FEELINGS = ("tightness", "pain", "soreness")


def judge_relief(evidence: Evidence) -> Finding:
    """Mean change from before to after a session, carry-over between sessions allowed for.

    Supported where it falls (95 %) and in the middle by a point or more; spoken against where a fall of a point is
    ruled out (95 %).

    Examples
    --------
    >>> judge_relief(Evidence()).missing
    'tightness or pain just before and just after at least 10 sessions'
    """
    felt = [one for one in evidence.acutes if one.key.metric in _FEELINGS]
    felt = [one for one in felt if one.change is not None and len(one.pairs) >= FEWEST_PAIRS]
    felt.sort(key=lambda one: _FEELINGS.index(one.key.metric))
    if not felt:
        return lacks(f"tightness or pain just before and just after at least {FEWEST_PAIRS} sessions")
    one = felt[0]
    change, middle = one.change, float(one.differences.median())
    if change is None:
        return lacks(one.reason)
    falls = change.high < 0 and middle <= -RELIEF
    state = SUPPORTS if falls else AGAINST if change.low > -RELIEF else CANNOT_TELL
    name = one.name[0].lower() + one.name[1:]
    return Finding(
        state,
        f"Over {say_count(len(one.pairs), 'session')}, {name} changed by {say_amount(change.estimate, one.unit)} from before to after (likely "
        f"{say_number(change.low)} to {say_number(change.high)}), in the middle by {say_number(middle)}.",
    )
