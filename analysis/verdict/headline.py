"""A verdict in one line, for the top of a chart. It never says more than the sentences do."""

from __future__ import annotations

from analysis.verdict.causes import name_cause
from analysis.verdict.planned import PLAN_RUNNING
from analysis.verdict.result import Verdict
from analysis.verdict.sentence import has_no_answer, say_gradual, say_plan_runs, say_size
from analysis.verdict.subject import Subject
from analysis.words import say_amount, say_count, say_number


def write_headline(verdict: Verdict, subject: Subject) -> str:
    """The answer, and where something changed, whose doing it may be.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.verdict import before_after
    >>> days = pd.date_range("2026-03-01", periods=4)
    >>> verdict = before_after(pd.Series([3.0, 4, 3, 4], days), days[2], improvement=-1)
    >>> write_headline(verdict, Subject("Pain", "points"))
    'No answer: 2 days before the start, 2 since.'
    """
    if verdict.course is not None and not subject.comes_and_goes and PLAN_RUNNING not in verdict.flags:
        return "No days before the routine, so there is no before and after."
    if verdict.change is None:
        return _say_too_short(verdict, subject)
    if verdict.answer in ("better", "worse"):
        higher, about, span = say_size(verdict.change, subject)
        unwelcome = verdict.answer == "worse" and subject.direction_known
        cause = "This log cannot say why." if unwelcome and verdict.lot_p is None else name_cause(verdict)
        gradual = say_gradual(verdict, subject)
        said = f"{higher.capitalize()} {subject.than} by about {about} (likely {span})."
        return " ".join(part for part in (said, gradual, cause) if part)
    if verdict.answer == "no meaningful change":
        mark = say_amount(subject.worthwhile or 0.0, subject.unit)
        return f"About the same {subject.same}: a difference of {mark} or more is unlikely."
    if PLAN_RUNNING in verdict.flags:
        return f"{say_plan_runs(subject)}."
    if "many_outcomes" in verdict.flags:
        return "Cannot tell yet: among several outcomes one easily looks changed by chance."
    low, high = verdict.change.low, verdict.change.high
    if low > 0 or high < 0:
        return "Cannot tell yet: a log that is looked at often needs a clearer difference."
    gradual = say_gradual(verdict, subject)
    lower = say_amount(-low, subject.unit)
    span = f"from {lower} lower to {say_number(high, like=max(-low, high))} higher"
    if gradual:
        return f"Cannot tell yet: a step at the start anywhere {span}. {gradual}"
    return f"Cannot tell yet: anywhere {span} {subject.than}."


def _say_too_short(verdict: Verdict, subject: Subject) -> str:
    if verdict.reason != "too few days":
        return f"Cannot tell yet: {verdict.reason}."
    head = "No answer" if has_no_answer(verdict, subject) else "Too early to say"
    without, with_it = subject.sides
    return f"{head}: {say_count(verdict.n_a, 'day')} {without}, {verdict.n_b} {with_it}."
