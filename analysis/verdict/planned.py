"""A comparison that was planned: what is read before the plan ends, and what only then."""

from __future__ import annotations

from dataclasses import replace

from analysis.verdict.result import Verdict

PLAN_RUNNING = "plan_running"
"""A note beside those of `analysis.verdict.rivals`: the plan has not ended, so its lot is not read."""


def hold_back(verdict: Verdict, *, looks: int) -> Verdict:
    """The verdict of a plan that has not ended: no credit, and no answer but one of several planned looks.

    With one look, at the end, nothing is answered before. With several, 'better' and 'worse' are (they
    asked for p below .01 at each), and 'no meaningful change' waits for the last look.

    Parameters
    ----------
    verdict : Verdict
        Without the lot.
    looks : int
        Looks that were planned.
    """
    flags = (*(flag for flag in verdict.flags if flag != "start_not_drawn"), PLAN_RUNNING)
    held = replace(verdict, credit="not separable", flags=flags, lot_p=None)
    if verdict.change is None or (looks > 1 and verdict.answer in ("better", "worse")):
        return held
    matters = verdict.matters if verdict.matters == "no yardstick" else "unclear"
    return replace(held, answer="cannot tell yet", matters=matters, days_needed=None, days_show=None)
