"""What may have caused a change, in words: at most two reasons, the strongest first."""

from __future__ import annotations

from analysis.verdict.planned import PLAN_RUNNING
from analysis.verdict.result import Verdict
from analysis.verdict.rivals import FEWEST_FOR_WORST
from analysis.verdict.subject import Subject
from analysis.words import METRIC_WORDS, say_amount, say_day, say_list, say_p

CAUSE_IS_OPEN = "What caused it is open: "
MOST_REASONS = 2
NOT_CURED = ("rival_shift", "instrument_changed", "missing_not_random")
"""Flags that a drawn start leaves standing: an earlier trend or a bad spell cannot choose the lot, these can come with it."""
TESTED = 0.05
"""p of a draw up to which it speaks for the routine."""


def say_causes(verdict: Verdict, subject: Subject) -> str:
    """What the log can say of the cause of a change."""
    if verdict.lot_p is not None:
        reasons = [
            text for flag, text in _known(verdict).items() if flag in verdict.flags and flag in NOT_CURED
        ]
        return say_lot(verdict.lot_p, subject) + (f" Even so: {_shorten(reasons)}." if reasons else "")
    reasons = _reasons(verdict)
    if PLAN_RUNNING in verdict.flags:
        return f"What caused it is tested when the plan ends, on {subject.plan_until}."
    if verdict.credit == "plausible":
        return _say_plausible(verdict, subject)
    # nothing speaks against it and still no credit: a draw that none of the logged days can test
    untested = "the draw cannot be tested on the days that were logged"
    return f"{CAUSE_IS_OPEN}{_shorten(reasons) or untested}."


def name_cause(verdict: Verdict) -> str:
    """The same in one short sentence, with the strongest reason alone."""
    reasons = _reasons(verdict)
    if verdict.lot_p is not None:
        return f"Tested by lot, {say_p(verdict.lot_p)}{'' if verdict.lot_p <= TESTED else ': no credit to the routine'}."
    if PLAN_RUNNING in verdict.flags:
        return "What caused it is tested when the plan ends."
    if verdict.credit == "plausible":
        return "The routine may be part of it."
    more = f", and {len(reasons) - 1} more" if len(reasons) > 1 else ""
    return f"{CAUSE_IS_OPEN}{reasons[0]}{more}." if reasons else f"{CAUSE_IS_OPEN}the draw cannot be tested."


def _say_plausible(verdict: Verdict, subject: Subject) -> str:
    said = "No other explanation that you logged changed at the same time, so the routine may be part of it."
    if not verdict.visible_slope:
        return said
    slope = say_amount(verdict.visible_slope, subject.unit)
    return f"{said} An earlier trend of less than {slope} a week might not have shown."


def say_lot(p: float, subject: Subject) -> str:
    """What the draw says, where a plan was drawn beforehand and has ended.

    Examples
    --------
    >>> say_lot(0.4, Subject("Pain", "points")).split("this much ")[1]
    'is not rare (p = 0.40): no credit to the routine.'
    """
    drawn = "The days were" if subject.comes_and_goes else "The start was"
    said = f"{drawn} drawn by lot, and among the draws that were possible this much is"
    if p <= TESTED:
        return f"{said} rare ({say_p(p)}), which speaks for the routine as the cause."
    return f"{said} not rare ({say_p(p)}): no credit to the routine."


def _known(verdict: Verdict) -> dict[str, str]:
    """What each flag says, the strongest first."""
    day = "" if verdict.start is None else say_day(verdict.start, year=False)
    return {
        "already_moving": f"it had begun before {day}",
        "started_at_worst": "the routine began in a bad spell, and bad spells pass by themselves",
        "rival_shift": f"{_say_shifted(verdict.shifted)} changed at the same time",
        "instrument_changed": "it was measured with something else since",
        "missing_not_random": "the days without an entry could turn the answer",
    }


def _reasons(verdict: Verdict) -> list[str]:
    """Why the cause is open, the strongest first."""
    open_checks = {
        "rival_shift": "nothing else, such as stress, sleep or sitting, was logged on enough days beside it",
        "already_moving": _say_trend_unseen(verdict),
        "instrument_changed": "it is not known on both sides of the start what it was measured with",
    }
    found = [text for flag, text in _known(verdict).items() if flag in verdict.flags]
    unchecked = set(verdict.unchecked)
    if "started_at_worst" in unchecked:
        unchecked.add("already_moving")
    return found + [text for flag, text in open_checks.items() if flag in unchecked]


def _say_trend_unseen(verdict: Verdict) -> str:
    if verdict.n_a < FEWEST_FOR_WORST:
        return "too few days were logged before the start to see an earlier trend"
    return "with more than one start, an earlier trend cannot be told apart"


def _say_shifted(names: tuple[str, ...]) -> str:
    return say_list([METRIC_WORDS.get(name, name.replace("_", " ")) for name in names] or ["something else"])


def _shorten(reasons: list[str]) -> str:
    """The first two, and how many more."""
    if len(reasons) <= MOST_REASONS:
        return ", and ".join(reasons)
    return f"{', '.join(reasons[:MOST_REASONS])}, and {len(reasons) - MOST_REASONS} more"
