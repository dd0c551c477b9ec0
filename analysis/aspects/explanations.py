"""What else could explain a change, outcome by outcome: found, not found, or not to be checked in this log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.aspects.rivals_beside import UNCHANGED, Rival, RivalsBeside
from analysis.comparison import Comparison
from analysis.verdict.causes import NOT_CURED
from analysis.words import say_amount, say_list

EXPLANATIONS = {
    "already_moving": "It had begun before",
    "started_at_worst": "It began in a bad spell",
    "rival_shift": "Something else changed",
    "instrument_changed": "Another instrument",
    "missing_not_random": "Days without an entry",
}
"""Rival flags of `analysis.verdict.rivals`, in the words of a column."""

_IN_A_SENTENCE = {
    "already_moving": "it had begun before",
    "started_at_worst": "the routine began in a bad spell, and bad spells pass by themselves",
    "rival_shift": "something else changed at the same time",
    "instrument_changed": "it was measured with something else since",
    "missing_not_random": "the days without an entry could turn the answer",
}
FOUND, NOT_FOUND, UNCHECKED, CURED = "found", "not found", "cannot be checked", "cannot choose a lot"
NOTHING_LOGGED = (
    "Nothing else was logged on the same days. Stress, sleep and sitting, one number each a day, would let it "
    "tell the routine from a calmer month."
)


def explanation_table(comparisons: Iterable[Comparison]) -> pd.DataFrame:
    """A row an outcome, a column an explanation.

    Examples
    --------
    >>> explanation_table(()).columns.tolist()[:2]
    ['It had begun before', 'It began in a bad spell']
    """
    rows = {one.name: _row(one) for one in comparisons if one.has_change}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(EXPLANATIONS.values()))
    return table.rename_axis(columns="Outcome")


def _row(one: Comparison) -> list[str]:
    verdict = one.verdict
    if verdict is None:
        return [UNCHECKED] * len(EXPLANATIONS)
    return [
        CURED
        if verdict.lot_p is not None and flag not in NOT_CURED
        else FOUND
        if flag in verdict.flags
        else UNCHECKED
        if flag in verdict.unchecked
        else NOT_FOUND
        for flag in EXPLANATIONS
    ]


def rival_table(beside: Sequence[RivalsBeside]) -> pd.DataFrame:
    """What else was logged, before and since, on the days of the first outcome.

    Examples
    --------
    >>> rival_table(()).columns.tolist()
    ['Mean before', 'Mean since', 'At the start of the routine']
    """
    rivals = beside[0].rivals if beside else ()
    rows = {one.name: [_say(one.mean_a, one), _say(one.mean_b, one), one.mark] for one in rivals}
    columns = ["Mean before", "Mean since", "At the start of the routine"]
    if beside and beside[0].comparison.comes_and_goes:
        columns = ["Mean without", "Mean with", "With the routine"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(columns="Also logged")


def _say(mean: float | None, one: Rival) -> str:
    return "" if mean is None else say_amount(mean, one.unit)


def say_explanations(beside: Sequence[RivalsBeside]) -> str:
    """What of all that was logged changed when the routine began, in a sentence or two.

    Examples
    --------
    >>> say_explanations(()).split(".")[0]
    'Nothing else was logged on the same days'
    """
    if not beside or not beside[0].rivals:
        return NOTHING_LOGGED
    name, rivals = beside[0].comparison.name, beside[0].rivals
    marks = {one.name: one.mark for one in rivals}
    if not any(marks.values()):
        return f"{_say_names(list(marks))} {_was(list(marks))} logged too. Without a start there is nothing to hold it against."
    changed = [one.name for one in rivals if one.changed]
    clear = [name for name, mark in marks.items() if mark == UNCHANGED]
    open_ones = [name for name in marks if name not in (*changed, *clear)]
    when, at_start, side = (
        ("on days with the routine", "on days with the routine", "days of one kind")
        if beside[0].comparison.comes_and_goes
        else ("when the routine began", "at the start", "one side of the start")
    )
    said = []
    if changed:
        said.append(
            f"{_say_names(changed)} changed as well {when}, in the direction that may explain a change of "
            f"'{name}': what caused it is then open."
        )
    if clear:
        said.append(f"No change {at_start} is shown for {_say_names(clear, first=False)}.")
    if open_ones:
        said.append(f"Too few days, or only {side}, for {_say_names(open_ones, first=False)}.")
    return " ".join(said)


def _say_names(names: list[str], *, first: bool = True) -> str:
    text = say_list([name.lower() for name in names])
    return text[0].upper() + text[1:] if first else text


def _was(names: list[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _open_flags(one: Comparison) -> tuple[str, ...]:
    """Flags of a change that a drawn start does not settle."""
    verdict = one.verdict
    if verdict is None or not one.has_change:
        return ()
    return tuple(flag for flag in verdict.flags if verdict.lot_p is None or flag in NOT_CURED)


def say_found(comparisons: Iterable[Comparison]) -> str:
    """For which outcomes another explanation of a change was found, the first two of each; '' for none.

    Examples
    --------
    >>> say_found(())
    ''
    """
    parts = []
    for one in comparisons:
        flags = _open_flags(one)
        words = [_IN_A_SENTENCE[flag] for flag in EXPLANATIONS if flag in flags]
        if words:
            more = f" and {len(words) - 2} more" if len(words) > 2 else ""
            parts.append(f"{one.name} ({', '.join(words[:2])}{more})")
    return f"Another explanation of a change was found for: {'; '.join(parts)}." if parts else ""
