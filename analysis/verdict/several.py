"""Several outcomes of one log: one main measure uncorrected, the others by Holm."""

from __future__ import annotations

from dataclasses import replace

from analysis.verdict.answer import call_answer
from analysis.verdict.result import Verdict


def look_also(verdict: Verdict, p_holm: float, *, worthwhile: float | None, alpha: float = 0.05) -> Verdict:
    """A verdict as one of several that are also looked at: rule 2 asks for the adjusted p.

    The intervals stay as they are. Where the interval excludes 0 but the adjusted p does
    not, the note 'many_outcomes' says so. The sentence is not written again.
    """
    change, difference = verdict.change_90, verdict.mean_difference_90
    if change is None or difference is None or p_holm < alpha or verdict.answer not in ("better", "worse"):
        return replace(verdict, p_holm=p_holm)
    answer = call_answer(replace(change, p=p_holm), [change, difference], 1, worthwhile, alpha)
    matters = verdict.matters if answer != "cannot tell yet" or worthwhile is None else "unclear"
    flags = (*verdict.flags, "many_outcomes")
    return replace(verdict, answer=answer, matters=matters, flags=flags, p_holm=p_holm)
