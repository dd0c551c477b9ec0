"""C11: the routine lowers pain or tightness. A log can compare days with it and without; a lot says whose doing."""

from __future__ import annotations

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.comparison import Comparison
from analysis.verdict.causes import TESTED
from analysis.words import say_amount, say_count, say_number, say_p

LITTLE = 1.0
"""Points by which a change is too small to speak of help."""
_FEELINGS = ("tightness", "pain")


def judge_routine_helps(evidence: Evidence) -> Finding:
    """Before against since, or without against with, for the main measure if it is felt, else tightness, else pain.

    Supported where it is better, passes its mark, and the start was drawn by lot beforehand with p of .05 or less: a
    chosen start leaves the cause open. Spoken against where any change is below a point (90 %) and nothing that was
    logged shifted against it.

    Examples
    --------
    >>> judge_routine_helps(Evidence()).missing
    'tightness or pain on days before and since the start'
    """
    felt = [one for one in evidence.answers if one.key.metric in _FEELINGS and one.has_change]
    felt.sort(key=lambda one: (one.role != "main", _FEELINGS.index(one.key.metric)))
    if not felt:
        return lacks("tightness or pain on days before and since the start")
    return Finding(_judge(felt[0]), _say(felt[0]), _would_tell(felt[0]))


def _judge(one: Comparison) -> str:
    verdict = one.verdict
    if (
        verdict is None
        or verdict.change is None
        or verdict.change_90 is None
        or verdict.mean_difference_90 is None
    ):
        return CANNOT_TELL
    tested = verdict.lot_p is not None and verdict.lot_p <= TESTED
    if verdict.answer == "better" and verdict.matters == "yes" and tested:
        return SUPPORTS
    narrow = (verdict.change_90, verdict.mean_difference_90)
    if (
        all(part.low > -LITTLE and part.high < LITTLE for part in narrow)
        and "rival_shift" not in verdict.flags
    ):
        return AGAINST
    return CANNOT_TELL


def _would_tell(one: Comparison) -> str:
    """What would tell more where a plan was tested already; '' where the usual advice holds."""
    verdict = one.verdict
    if verdict is None or verdict.lot_p is None:
        return ""
    if verdict.lot_p <= TESTED and verdict.answer == "better":
        return "the lot speaks for the routine, but whether it is enough to matter is open: another plan of the same kind"
    return "another plan, longer or with more rounds"


def _say(one: Comparison) -> str:
    verdict = one.verdict
    if verdict is None or verdict.change is None:
        return ""
    change = verdict.change
    when = "on days with the routine" if one.comes_and_goes else "at the start of the routine"
    lot = "The start was not drawn by lot" if verdict.lot_p is None else f"By lot: {say_p(verdict.lot_p)}"
    if verdict.lot_p is None:
        lot += ", so it says nothing of what caused it"
    return (
        f"{one.name}: a change of {say_amount(change.estimate, one.unit)} {when} (likely {say_number(change.low)} to "
        f"{say_number(change.high)}; {say_count(verdict.n_a, 'day')} without, {verdict.n_b} with). {lot}."
    )
