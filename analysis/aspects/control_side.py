"""The side that was not trained as the control of the one that was."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.aspects.sides import Sides
from analysis.intake import Logs
from analysis.reference import session_kinds
from analysis.words import say_amount, say_number

NEARLY_ALL = 0.9
"""Share of the sided sessions since the start on one side from which on the other counts as not trained."""
FEWEST_SESSIONS = 5


def find_trained_side(logs: Logs, start: pd.Timestamp | None, *, person: str | None = None) -> str:
    """The one side that the routine trained, '' where it was both, or is not known.

    Examples
    --------
    >>> find_trained_side(Logs(), None)
    ''
    """
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    if start is None or rows.empty:
        return ""
    rows = rows[(rows["date"] >= start) & (session_kinds(rows) == "targeted")]
    if len(rows) < FEWEST_SESSIONS:
        return ""
    shares = rows["side"].value_counts(normalize=True)
    return next((side for side in ("left", "right") if shares.get(side, 0) >= NEARLY_ALL), "")


def say_control(sides: Iterable[Sides], trained: str) -> list[str]:
    """What the trained side did beyond the other one, a sentence an outcome.

    Examples
    --------
    >>> say_control((), "left")
    []
    """
    if not trained:
        return []
    return [said for one in sides for said in [_say_one(one, trained)] if said]


def _say_one(one: Sides, trained: str) -> str:
    change = None if one.answer is None else one.answer.change
    if change is None:
        return ""
    sign = 1 if trained == "left" else -1
    low, high = sorted((sign * change.low, sign * change.high))
    name = one.name.removesuffix(", left and right")
    span = f"(likely {say_number(low)} to {say_number(high)})"
    head = f"{name}: only the {trained} side was trained, so the other one is its control. "
    if low <= 0 <= high:
        return f"{head}The {trained} side did not clearly do other than the control: {say_amount(sign * change.estimate, one.unit)} apart {span}."
    way = "above" if sign * change.estimate > 0 else "below"
    return (
        f"{head}At the start the {trained} side moved {say_amount(abs(change.estimate), one.unit)} {way} the control {span}; what came "
        "to both sides alike, such as stress or practice with the measuring, cannot explain that."
    )
