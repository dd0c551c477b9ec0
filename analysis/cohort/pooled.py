"""Several people's changes -> what they have in common, without a ranking of anybody."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.cohort.staggered import Staggered
from analysis.comparison import Comparison
from analysis.errors import DataError
from analysis.stats.pooling import Pooled, pool_changes
from analysis.words import METRIC_WORDS, Text, say_amount, say_count, say_number

FEWEST_PEOPLE = 5
"""Group figures of fewer people are neither shown nor exported: they would tell of single people."""
BY_CHANCE = "Of 20 unchanged people about one looks changed by chance."
_Z = 1.959963984540054
_COLUMNS = (
    "person",
    "days_before",
    "days_since",
    "change",
    "low",
    "high",
    "shrunk",
    "shrunk_low",
    "shrunk_high",
)


@dataclass(frozen=True)
class Member:
    """One person of a cohort: the step at the start, in the unit of the readings, with its 95 % interval."""

    name: str
    n_a: int
    n_b: int
    estimate: float
    low: float
    high: float

    @property
    def se(self) -> float:
        """Standard error, from the width of the interval."""
        return (self.high - self.low) / (2 * _Z)


@dataclass(frozen=True, eq=False)
class Cohort:
    """Several people and one measure.

    Attributes
    ----------
    title, name, unit : str
        Of the chart; the measure and its unit.
    improvement : int or None
        +1 where higher is better, -1 where lower is.
    worthwhile : float or None
        The mark of the measure; None where people have different ones.
    members : tuple of Member
        In the order given, which says nothing of success.
    left_out : tuple of (str, str)
        Name and reason of those who are not pooled.
    pooled : Pooled or None
        None for fewer than 5 people.
    staggered : Staggered or None
        What the lot says, where the starts of these people were drawn.
    """

    title: str
    name: str
    unit: str
    improvement: int | None
    worthwhile: float | None
    members: tuple[Member, ...]
    left_out: tuple[tuple[str, str], ...]
    pooled: Pooled | None
    staggered: Staggered | None = None

    def sentences(self) -> tuple[str, ...]:
        """What these people have in common, in words; why not, where they are too few."""
        pooled, lot = self.pooled, "" if self.staggered is None else self.staggered.sentence()
        if pooled is None:
            return tuple(filter(None, (_say_few(len(self.members)), lot, self._say_left_out())))
        people = say_count(pooled.k, "person", "people")
        mean = f"{self.name}, {people}: on average {_say_change(pooled.mean, self.unit)}"
        first = f"{mean}, likely {say_range(pooled.low, pooled.high)}."
        ahead = (
            f"One more person like these: likely {say_range(pooled.predicted_low, pooled.predicted_high)}."
        )
        differ = (
            f"People differ by {say_amount(pooled.tau, self.unit)} (SD, likely {say_number(pooled.tau_low)} to "
            f"{say_number(pooled.tau_high)}), beyond the noise of their days."
        )
        how = (
            "Each person's change is drawn towards the mean as far as its own noise asks for. "
            f"{BY_CHANCE} {lot or 'Starts that were chosen leave open what caused a change.'}"
        )
        return tuple(filter(None, (f"{first} {ahead}", differ, how, self._say_left_out())))

    def _say_left_out(self) -> str:
        if not self.left_out:
            return ""
        return f"Not pooled: {'; '.join(f'{name} ({reason})' for name, reason in self.left_out)}."

    def text(self) -> Text:
        """`sentences` as paragraphs."""
        return Text("\n\n".join(self.sentences()))

    def table(self) -> pd.DataFrame:
        """A row a person, in the order given, not rounded; from 5 people on with a shrunken change.

        Returns
        -------
        DataFrame
            `person`, `days_before`, `days_since`, `change`, `low`, `high` (95 %), `shrunk`, `shrunk_low`,
            `shrunk_high`.
        """
        rows = [(m.name, m.n_a, m.n_b, m.estimate, m.low, m.high) for m in self.members]
        table = pd.DataFrame(rows, columns=list(_COLUMNS[:6]))
        if self.pooled is None:
            return table
        shrunk = (self.pooled.shrunk, self.pooled.shrunk_low, self.pooled.shrunk_high)
        return table.assign(**dict(zip(_COLUMNS[6:], shrunk, strict=True)))

    def group(self) -> pd.DataFrame:
        """The group's figures, not rounded: mean, new person, spread between people, heterogeneity.

        Raises
        ------
        DataError
            Fewer than 5 people: such figures would tell of single ones.
        """
        if self.pooled is None:
            raise DataError(_say_few(len(self.members)))
        p, none = self.pooled, float("nan")
        rows = [
            ("people", p.k, none, none),
            ("mean change", p.mean, p.low, p.high),
            ("a new person", p.mean, p.predicted_low, p.predicted_high),
            ("SD between people", p.tau, p.tau_low, p.tau_high),
            ("I squared", p.i_squared, none, none),
            ("Cochran's Q", p.q, none, none),
            ("p of Q", p.q_p, none, none),
        ]
        return pd.DataFrame(rows, columns=["figure", "value", "low", "high"])

    def export(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write cohort.csv, and cohort_group.csv from 5 people on; nothing of a smaller group.

        Returns
        -------
        list of Path
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        tables = {"cohort.csv": self.table()}
        if self.pooled is not None:
            tables["cohort_group.csv"] = self.group()
        for name, table in tables.items():
            table.to_csv(folder / name, index=False, encoding="utf-8")
        return [folder / name for name in tables]


def find_cohort(
    changes: Mapping[str, Comparison], absent: Mapping[str, str] = MappingProxyType({})
) -> Cohort:
    """Pool the changes of several people in the measure that most of them have.

    Parameters
    ----------
    changes : mapping of str to Comparison
        By the name that is shown, such as a pseudonym; one measure a person.
    absent : mapping of str to str
        Who has none, and why.

    Examples
    --------
    >>> find_cohort({}).sentences()[0]
    'No group figures: 0 people with a change of one measure, at least 5 are needed, as fewer would tell of single people.'
    """
    usual = _find_usual(changes.values())
    members, left_out, marks, improvement = [], [], set(), None
    name, unit = "The measure", ""
    for person, one in changes.items():
        reason = _reason(one, usual)
        if reason or one.verdict is None or one.verdict.change is None:
            left_out.append((person, reason))
            continue
        step = one.verdict.change
        members.append(Member(person, step.n_a, step.n_b, step.estimate, step.low, step.high))
        words = METRIC_WORDS[one.key.metric]
        name, unit, improvement = f"{words[0].upper()}{words[1:]}", one.unit, one.yardstick.improvement
        marks.add(one.yardstick.worthwhile)
    pooled = None
    if len(members) >= FEWEST_PEOPLE:
        pooled = pool_changes([m.estimate for m in members], [m.se for m in members])
    return Cohort(
        title=f"{name}: the change of {say_count(len(members), 'person', 'people')}",
        name=name,
        unit=unit,
        improvement=improvement,
        worthwhile=marks.pop() if len(marks) == 1 else None,
        members=tuple(members),
        left_out=(*left_out, *absent.items()),
        pooled=pooled,
    )


def _find_usual(comparisons: Iterable[Comparison]) -> tuple[str, str | None] | None:
    """The metric and test that most people have."""
    found = Counter((one.key.metric, one.key.measure) for one in comparisons if one.has_change)
    return found.most_common(1)[0][0] if found else None


def _reason(one: Comparison, usual: tuple[str, str | None] | None) -> str:
    """Why somebody is not pooled; '' where they are."""
    if not one.has_change or one.verdict is None or one.verdict.change is None:
        return "no start known" if one.verdict is None else "too few days"
    if (one.key.metric, one.key.measure) != usual:
        return f"another measure: {one.name[0].lower()}{one.name[1:]}"
    if one.comes_and_goes:
        return "the routine comes and goes"
    width = one.verdict.change.high - one.verdict.change.low
    return "" if np.isfinite(width) and width > 0 else "no spread"


def say_range(low: float, high: float) -> str:
    """A range of changes in words.

    Examples
    --------
    >>> say_range(-2.0, -0.5), say_range(-1.0, 0.5), say_range(0.5, 2.0)
    ('0.5 to 2 lower', '1 lower to 0.5 higher', '0.5 to 2 higher')
    """
    size = max(abs(low), abs(high))
    small, large = say_number(abs(low), like=size), say_number(abs(high), like=size)
    if high <= 0:
        return f"{large} to {small} lower"
    if low >= 0:
        return f"{small} to {large} higher"
    return f"{small} lower to {large} higher"


def _say_change(change: float, unit: str) -> str:
    return f"{say_amount(abs(change), unit)} {'lower' if change < 0 else 'higher'}"


def _say_few(people: int) -> str:
    with_change = f"{say_count(people, 'person', 'people')} with a change of one measure"
    return f"No group figures: {with_change}, at least {FEWEST_PEOPLE} are needed, as fewer would tell of single people."
