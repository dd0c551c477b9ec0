"""One series of a log before and after the start, and the table of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.days import SeriesKey
from analysis.events import Event
from analysis.reference import Yardstick
from analysis.verdict import Verdict
from analysis.verdict.causes import TESTED
from analysis.words import METRIC_WORDS, say_amount, say_list, say_number, say_p

_COMING_COLUMNS = {
    "Days before": "Days without",
    "Days since": "Days with",
    "Mean before": "Mean without",
    "Mean since": "Mean with",
    "Step at the start": "With less without",
    "Step, likely": "Likely",
}
_CHANGE_COLUMNS = ("Mean before", "Mean since", "Difference", "Step at the start", "Step, likely")
PHASE_WORDS = {"A": "before", "B": "routine", "break": "break", "after": "long after the last session"}
COMING = {"A": "without", "B": "with"}
_CREDIT_WORDS = {"plausible": "possible", "not separable": "open"}


@dataclass(frozen=True, eq=False)
class Comparison:
    """One series of a log, before and after the start.

    Attributes
    ----------
    key : SeriesKey
    name, title, unit : str
        Name, the same as a chart's title (which says where only readings before sessions count), and unit.
    series : Series
        Readings by date, in the metric's unit.
    labels : Series of str
        Phase of each of those days: 'A', 'B', 'break', 'after'.
    start : Timestamp or None
        First day of the routine.
    yardstick : Yardstick
    verdict : Verdict or None
        None where no start is known.
    sentences : tuple of str
        The answer in words, notes on the series included.
    role : str
        'main', 'also looked at' or 'rival' (looked at as an explanation, not counted).
    headline : str
        The answer in one line; '' for a rival and where no start is known.
    readings : DataFrame
        What the days were made of: `date`, `value`, in order; several rows a day where there were.
    target : float or None
        The person's own goal, in the unit of the readings.
    events : tuple of Event
        What else happened.
    comes_and_goes : bool
        Days with the routine and without follow each other by a plan: there is no before and since.
    """

    key: SeriesKey
    name: str
    title: str
    unit: str
    series: pd.Series
    labels: pd.Series
    start: pd.Timestamp | None
    yardstick: Yardstick
    verdict: Verdict | None
    sentences: tuple[str, ...]
    role: str = "also looked at"
    headline: str = ""
    readings: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["date", "value"]))
    target: float | None = None
    events: tuple[Event, ...] = ()
    comes_and_goes: bool = False

    def name_phase(self, phase: str) -> str:
        """A phase in a word: 'before' and 'routine', or 'without' and 'with' where the routine comes and goes."""
        if self.comes_and_goes and phase in COMING:
            return COMING[phase]
        return PHASE_WORDS.get(phase, phase)

    @property
    def sentence(self) -> str:
        """The answer in words, notes on the series included."""
        return " ".join(self.sentences)

    @property
    def has_change(self) -> bool:
        """Whether before and after could be compared."""
        return self.verdict is not None and self.verdict.change is not None

    @property
    def answer_word(self) -> str:
        """The answer as a table shows it: 'higher' or 'lower' where no direction is known."""
        if self.verdict is None:
            return "no start known"
        if self.verdict.course is not None:
            return "no days without" if self.comes_and_goes else "no days before"
        change = self.verdict.change
        if self.yardstick.improvement is None and self.verdict.answer in ("better", "worse"):
            return "higher" if change is not None and change.estimate > 0 else "lower"
        return self.verdict.answer


def urgency(comparison: Comparison) -> int:
    """Order of telling: 0 pain that got worse, 1 what else got worse, 2 the rest."""
    if comparison.answer_word != "worse":
        return 2
    return 0 if comparison.key.metric == "pain" else 1


def say_conventions(comparisons: Iterable[Comparison]) -> list[tuple[str, str]]:
    """The sign of every test that is read, each once."""
    found = {
        (c.key.metric, c.key.measure): c.yardstick.convention for c in comparisons if c.yardstick.convention
    }
    names = {metric: METRIC_WORDS[metric] for metric, _ in found}
    return [(names[m][0].upper() + names[m][1:], text.lower()) for (m, _), text in found.items()]


def say_family(comparisons: Iterable[Comparison]) -> str:
    """How several outcomes are judged together, '' where there is one.

    Examples
    --------
    >>> say_family(())
    ''
    """
    counted = [c for c in with_change(comparisons) if c.role != "rival"]
    main, rest = ([c for c in counted if (c.role == "main") == wanted] for wanted in (True, False))
    if len(counted) < 2:
        return ""
    how = "'better' and 'worse' allow for their number (Holm), the likely ranges do not."
    if not main:
        return (
            f"{len(rest)} outcomes are looked at together: {how} "
            "One of them, chosen beforehand as your main measure, would stand by itself."
        )
    names = say_list([c.name for c in main])
    if not rest:
        return f"Main measure: {names}, looked at together: {how}"
    if len(rest) == 1:
        return f"Main measure: {names}. 1 other outcome is also looked at."
    return f"Main measure: {names}. {len(rest)} other outcomes are also looked at: {how}"


def with_change(comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Those whose before and after could be compared.

    Examples
    --------
    >>> with_change(())
    ()
    """
    return tuple(comparison for comparison in comparisons if comparison.has_change)


def compare_table(comparisons: Iterable[Comparison]) -> pd.DataFrame:
    """One row a series as people read it: days and means before and since, or days and mean alone.

    Examples
    --------
    >>> compare_table(()).columns.tolist()
    ['Days', 'Mean']
    """
    comparisons = tuple(comparisons)
    if not with_change(comparisons):
        rows = [
            {"Outcome": c.name, "Days": len(c.series), "Mean": say_amount(float(c.series.mean()), c.unit)}
            for c in comparisons
        ]
        table = pd.DataFrame(rows, columns=["Outcome", "Days", "Mean"])
    else:
        table = pd.DataFrame([_row(comparison) for comparison in comparisons])
        if all(comparison.comes_and_goes for comparison in comparisons):
            table = table.rename(columns=_COMING_COLUMNS)
    return table.set_index("Outcome").rename_axis(index=None, columns="Outcome")


def _row(comparison: Comparison) -> dict[str, str]:
    verdict, unit = comparison.verdict, comparison.unit
    before, since = (verdict.n_a, verdict.n_b) if verdict else (len(comparison.series), 0)
    row = {"Outcome": comparison.name, "Days before": str(before), "Days since": str(since)}
    if verdict is None or verdict.change is None or verdict.mean_a is None or verdict.mean_b is None:
        return {
            **row,
            **dict.fromkeys(_CHANGE_COLUMNS, ""),
            "Answer": comparison.answer_word,
            "Routine's doing": "",
        }
    step, difference = verdict.change, verdict.mean_difference
    cells = (
        say_amount(verdict.mean_a.estimate, unit),
        say_amount(verdict.mean_b.estimate, unit),
        say_number(difference.estimate) if difference else "",
        say_number(step.estimate),
        f"{say_number(step.low)} to {say_number(step.high)}",
    )
    changed = verdict.answer in ("better", "worse")
    return {
        **row,
        **dict(zip(_CHANGE_COLUMNS, cells, strict=True)),
        "Answer": comparison.answer_word,
        "Routine's doing": _say_credit(verdict) if changed else "",
    }


def _say_credit(verdict: Verdict) -> str:
    if verdict.lot_p is None:
        return _CREDIT_WORDS.get(verdict.credit, verdict.credit)
    return f"tested by lot, {say_p(verdict.lot_p)}{'' if verdict.lot_p <= TESTED else ': no credit'}"
