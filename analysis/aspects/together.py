"""The routine and what else was logged in one model: the step at the start with the others, and without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.aspects.lags import name_cause
from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.rivals import TRAINING
from analysis.schema import METRICS
from analysis.stats.regression import Effect, carryover_regression
from analysis.verdict.holm import holm
from analysis.words import UNIT_WORDS, say_amount, say_count, say_list, say_number

KNOWN_SHARE = 0.7
"""Share of the outcome's days on which a rival must be known to stand in the model."""
FEWEST_EACH = 5
"""Days before and since the start with all of it known."""
MOST_RIVALS = 5


@dataclass(frozen=True)
class Part:
    """One line of the model.

    Attributes
    ----------
    name : str
    effect : Effect
        In the unit of the outcome: of the routine, its step; of a rival, for each unit of its own.
    for_each : str
        The unit of the rival, in words; '' for the routine.
    spread : float
        Standard deviation of the rival over these days; 1 for the routine.
    """

    name: str
    effect: Effect
    for_each: str = ""
    spread: float = 1.0


@dataclass(frozen=True, eq=False)
class Together:
    """The routine beside what else was logged, for one outcome.

    Attributes
    ----------
    title, name, unit : str
    alone, beside : Part or None
        The routine without and with the others, on the same days; None where there is no model.
    rivals : tuple of Part
    days : int
        Days with all of it known.
    dropped : int
        Days with a reading that lack one of the others.
    left_out : tuple of str
        Rivals that are known on too few days, or do not vary.
    worthwhile : float or None
    comes_and_goes : bool
    reason : str
        Why there is no model, else ''.
    """

    title: str
    name: str
    unit: str
    alone: Part | None
    beside: Part | None
    rivals: tuple[Part, ...]
    days: int
    dropped: int
    left_out: tuple[str, ...]
    worthwhile: float | None
    comes_and_goes: bool
    reason: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """All lines: the routine alone and beside the others, then the others."""
        return tuple(part for part in (self.alone, self.beside, *self.rivals) if part is not None)

    def sentences(self) -> list[str]:
        """What the others take of the step, and which of them go with the outcome."""
        if self.alone is None or self.beside is None:
            return [
                f"{self.name}: the routine and what else was logged cannot stand in one model ({self.reason})."
            ]
        said = [_say_both(self), _say_linked(self)]
        if self.left_out:
            names = say_list(list(self.left_out))
            said.append(f"Not in the model, as known on too few of these days or always the same: {names}.")
        return [" ".join(filter(None, said))]


def find_together(comparisons: Iterable[Comparison], rivals: pd.DataFrame) -> tuple[Together, ...]:
    """Fit every outcome that has a start beside what else was logged.

    Parameters
    ----------
    comparisons : iterable of Comparison
    rivals : DataFrame
        As `analysis.rivals.rival_frame` gives it.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> from analysis.rivals import rival_frame
    >>> book = open_logbook()
    >>> found = find_together(book.compare(["tightness"]), rival_frame(book.logs))[0]
    >>> [part.name for part in found.parts][:3]
    ['The routine alone', 'The routine beside the others', 'Stress']
    """
    return tuple(_fit(one, rivals) for one in comparisons if one.role != "rival" and one.start is not None)


def together_table(found: Iterable[Together]) -> pd.DataFrame:
    """A row a line of each model: the routine alone and beside the others, then the others.

    Examples
    --------
    >>> together_table(()).columns.tolist()
    ['In the model', 'Effect', 'Likely', 'For each']
    """
    rows = [
        {
            "Outcome": one.name,
            "In the model": part.name,
            "Effect": say_amount(part.effect.estimate, one.unit),
            "Likely": f"{say_number(part.effect.low)} to {say_number(part.effect.high)}",
            "For each": part.for_each,
        }
        for one in found
        for part in one.parts
    ]
    columns = ["Outcome", "In the model", "Effect", "Likely", "For each"]
    return pd.DataFrame(rows, columns=columns).set_index("Outcome")


def say_together(found: Iterable[Together]) -> list[str]:
    """Each outcome in a paragraph; without any, why.

    Examples
    --------
    >>> say_together(())
    ['No outcome has a start of a routine, so there is nothing to put beside it.']
    """
    said = [sentence for one in found for sentence in one.sentences()]
    return said or ["No outcome has a start of a routine, so there is nothing to put beside it."]


def _fit(one: Comparison, rivals: pd.DataFrame) -> Together:
    within = one.labels.isin(["A", "B"])
    series, in_b = one.series[within], (one.labels[within] == "B")
    names = [name for name in map(str, rivals) if name.split()[0] != one.key.metric]
    known = rivals[names].reindex(series.index)
    used, left_out = _choose(known)
    table = known[used].dropna()
    dropped, marks = len(series) - len(table), in_b.reindex(table.index)
    reason = ""
    if not used:
        reason = "nothing else was logged on most of the same days"
    elif min(int(marks.sum()), int((~marks).sum())) < FEWEST_EACH:
        which = "without or with the routine" if one.comes_and_goes else "on one side of the start"
        reason = f"fewer than {FEWEST_EACH} days {which} have all of it"
    alone = beside = None
    parts: tuple[Part, ...] = ()
    if not reason:
        try:
            alone, beside, parts = _regress(series.reindex(table.index), marks, table)
        except TooFewPoints as error:
            reason = str(error)
    return Together(
        f"{one.name}: the routine beside what else was logged",
        one.name,
        one.unit,
        alone,
        beside,
        parts,
        len(table),
        dropped,
        tuple(name_cause(name) for name in left_out),
        one.yardstick.worthwhile,
        one.comes_and_goes,
        reason,
    )


def _choose(known: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Rivals known on most days that are not always the same, at most five; and those left out."""
    varied = [
        name for name in known if known[name].nunique() > 1 and known[name].notna().mean() >= KNOWN_SHARE
    ]
    used = [str(name) for name in varied[:MOST_RIVALS]]
    return used, [str(name) for name in known if name not in used and known[name].notna().any()]


def _regress(series: pd.Series, marks: pd.Series, table: pd.DataFrame) -> tuple[Part, Part, tuple[Part, ...]]:
    days = np.asarray((series.index - series.index[0]) // pd.Timedelta(1, "D"), dtype=np.int64)
    routine, others = marks.to_numpy(float)[:, None], table.to_numpy(float)
    alone = carryover_regression(series.to_numpy(float), routine, days=days).contrast([1])
    both = carryover_regression(series.to_numpy(float), np.hstack([routine, others]), days=days)
    unit = np.eye(1 + others.shape[1])
    parts = [
        Part(_name(name), both.contrast(unit[place]), _say_unit(name), float(table[name].std()))
        for place, name in enumerate(map(str, table), start=1)
    ]
    return (
        Part("The routine alone", alone),
        Part("The routine beside the others", both.contrast(unit[0])),
        tuple(parts),
    )


def _name(column: str) -> str:
    words = name_cause(column)
    return f"{words[0].upper()}{words[1:]}"


def _say_unit(column: str) -> str:
    """One unit of a rival, or ten minutes of training."""
    if column == TRAINING:
        return "minute"
    unit = METRICS[column.split()[0]].unit
    return {"points": "point", "h": "hour", "min": "minute", "count": "one more"}.get(unit, UNIT_WORDS[unit])


def _say_both(one: Together) -> str:
    if one.alone is None or one.beside is None:
        return ""
    others = say_list([_lower(part.name) for part in one.rivals])
    was, now = one.alone.effect, one.beside.effect
    step = (
        "days with the routine differ from days without by"
        if one.comes_and_goes
        else "the step at the start is"
    )
    said = (
        f"{one.name}: {step} {say_amount(was.estimate, one.unit)} (likely {say_number(was.low)} to {say_number(was.high)}) by "
        f"itself, and {say_amount(now.estimate, one.unit)} (likely {say_number(now.low)} to {say_number(now.high)}) with {others} in "
        f"one model, on {say_count(one.days, 'day')} with all of it."
    )
    if was.estimate and abs(was.estimate) > (was.high - was.low) / 4:
        kept = now.estimate / was.estimate
        if kept < 0.5:
            said += " Most of it goes with the others. What the routine itself changed is taken away too: look at both."
    return said


def _say_linked(one: Together) -> str:
    adjusted = holm([part.effect.p for part in one.rivals])
    linked = [part for part, p in zip(one.rivals, adjusted, strict=True) if p < 0.05]
    if not linked:
        return ""
    parts = [
        f"{_lower(part.name)} ({say_amount(part.effect.estimate, one.unit)} for each {part.for_each}, likely "
        f"{say_number(part.effect.low)} to {say_number(part.effect.high)})"
        for part in linked
    ]
    return f"Day by day it goes with {say_list(parts)}, with {len(one.rivals)} of them tried. That says nothing of what causes what."


def _lower(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"
