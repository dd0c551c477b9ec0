"""Reporting checklists for single-case studies, ticked from a log as far as a log can show it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparison import Comparison, with_change
from analysis.logbook import OUTCOMES, Logbook
from analysis.planning.plan import Plan
from analysis.reference import read_reference
from analysis.words import say_count, say_day

MET, NOT_MET, YOURS = "met", "not met", "you write this"
COLUMNS = ["Item", "Standard", "What it asks", "State", "Why"]


@dataclass(frozen=True, eq=False)
class _Facts:
    """What the items ask of a log.

    Attributes
    ----------
    outcomes : tuple of Comparison
    mains : tuple of Comparison
        The main measure, or the first outcomes.
    start : Timestamp or None
    start_set : date or None
        When the start was put on record.
    spans : list of int
        Days with a reading of the first main measure in each phase, in order; breaks are left out.
    source : str
        Where the phases come from.
    plan : Plan or None
        That was drawn by lot and counts.
    drawn : bool
        Whether a draw by lot was tested.
    done : Series of bool
        Whether each session was done; null where the log does not say.
    tools : float
        Share of readings of angles and reaches that name their instrument; NaN where there are none.
    """

    outcomes: tuple[Comparison, ...]
    mains: tuple[Comparison, ...]
    start: pd.Timestamp | None
    start_set: datetime.date | None
    spans: list[int]
    source: str
    plan: Plan | None
    drawn: bool
    done: pd.Series
    tools: float


Answer = tuple[str, str]


def paper_checklist(book: Logbook) -> pd.DataFrame:
    """Every item of data/reference/reporting_checklist.csv: 'met', 'not met' or 'you write this', and why.

    An item is met only where the log shows it; what a log cannot show is left to the author.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    DataFrame
        Columns Item, Standard, What it asks, State, Why.
    """
    facts = _find_facts(book)
    rows = []
    for item in read_reference("reporting_checklist").to_dict("records"):
        decide = _DECIDED.get(item["item_id"], _write_it)
        rows.append([item["item_id"], item["standard"], item["item"], *decide(facts)])
    return pd.DataFrame(rows, columns=COLUMNS)


def _find_facts(book: Logbook) -> _Facts:
    outcomes, mains = book.compare(OUTCOMES), book.mains()
    sessions = book.logs.sessions
    mine = sessions if book.person is None else sessions[sessions["person"] == book.person]
    readings = book.logs.outcomes[book.logs.outcomes["metric"].isin(["rom", "reach"])]
    return _Facts(
        outcomes,
        mains,
        book.phases.start,
        _start_set(book),
        count_span_days(mains[0], book) if mains else [],
        book.phases.source,
        book.phases.plan,
        any(one.verdict is not None and one.verdict.lot_p is not None for one in outcomes),
        mine["done"],
        float(readings["instrument"].notna().mean()) if len(readings) else float("nan"),
    )


def _start_set(book: Logbook) -> datetime.date | None:
    """The day on which the start that counts was put on record; a start from elsewhere has none."""
    start, confirmed = book.phases.start, book.goals.start
    if book.phases.source != "given" or start is None or confirmed != start.date():
        return None
    return book.goals.start_set


def count_span_days(one: Comparison, book: Logbook) -> list[int]:
    """Days with a reading in each baseline and routine, in order; the days before the first span count too."""
    days = pd.DatetimeIndex(one.series.index)
    spans = book.phases.spans
    if not spans:
        return [len(days)]
    if book.phases.on_file is not None:
        compared = one.labels[one.labels.isin(["A", "B"])]
        return compared.groupby((compared != compared.shift()).cumsum()).size().tolist()
    starts = [span.start for span in spans]
    before = [] if spans[0].phase == "A" else [int((days < starts[0]).sum())]
    ends = [*starts[1:], pd.Timestamp.max]
    counted = [
        int(((days >= span.start) & (days < end)).sum())
        for span, end in zip(spans, ends, strict=True)
        if span.phase in ("A", "B")
    ]
    return [*before, *counted]


def _write_it(_: _Facts) -> Answer:
    return YOURS, "A log cannot show this."


def _say(state: str, why: str) -> Callable[[_Facts], Answer]:
    """The same answer for every log."""
    return lambda _: (state, why)


def _fixed_ahead(facts: _Facts) -> Answer:
    if facts.start is None:
        return NOT_MET, "No start of a routine is known."
    if facts.plan is not None:
        drawn = say_day(pd.Timestamp(facts.plan.drawn_at.date()))
        return (
            MET,
            f"The phases were drawn and put on record on {drawn}, not after the first day that the draw decides.",
        )
    if facts.start_set is None:
        return NOT_MET, "The start was chosen, and the day on which it was fixed is not on record."
    day = pd.Timestamp(facts.start_set)
    if day > facts.start:
        return NOT_MET, f"The start was put on record on {say_day(day)}, after the routine began."
    return MET, f"The start was put on record on {say_day(day)}, not after the routine began."


def _replicated(facts: _Facts) -> Answer:
    changes = len(facts.spans) - 1
    return (MET if changes >= 3 else NOT_MET), f"{say_count(max(changes, 0), 'change')} of phase in the log."


def _drawn(facts: _Facts) -> Answer:
    if facts.drawn:
        return MET, "The schedule was drawn by lot, and the randomisation test is shown."
    if facts.plan is not None:
        return MET, "The schedule was drawn by lot; no randomisation test of it is shown."
    return NOT_MET, "The phases were chosen, not drawn by lot."


def _errors_known(facts: _Facts) -> Answer:
    known = sum(one.yardstick.off_by is not None for one in facts.outcomes)
    all_of = say_count(len(facts.outcomes), "measure")
    return (
        YOURS,
        f"The error of a single reading is known for {known} of {all_of}; the rest is yours to describe.",
    )


def _tools_named(facts: _Facts) -> Answer:
    if facts.tools == 1:
        return MET, "Every reading of an angle or a reach names its instrument."
    if facts.tools != facts.tools:
        return YOURS, "The log holds ratings; say on what they were given."
    return YOURS, f"{facts.tools:.0%} of the readings of an angle or a reach name their instrument."


def _routine_described(facts: _Facts) -> Answer:
    if facts.done.empty:
        return YOURS, "No session is in the log."
    return (
        YOURS,
        "The log lists exercises and minutes as far as they were written down; say how they are done.",
    )


def _adherence(facts: _Facts) -> Answer:
    if facts.done.notna().any() and (facts.done == False).any():  # noqa: E712
        return MET, "Sessions that were planned and not done are in the log; all of it is self-reported."
    return NOT_MET, "The log holds no planned sessions to hold the done ones against."


def _analysed(facts: _Facts) -> Answer:
    if with_change(facts.outcomes):
        return MET, "The methods paragraph and docs/method.md."
    return NOT_MET, "No series could be compared."


def _counted(facts: _Facts) -> Answer:
    if facts.start is None:
        return NOT_MET, "No start of a routine is known."
    return (
        MET,
        f"Days with a reading by phase: {', '.join(map(str, facts.spans)) or 'none'}; missing days in the methods.",
    )


def _planned(facts: _Facts) -> Answer:
    if facts.source == "plan.csv":
        return YOURS, "The phases come from a plan; say which of them were completed."
    return NOT_MET, "No plan lies beside the log to hold the phases against."


def _raw_shown(facts: _Facts) -> Answer:
    if not facts.outcomes:
        return NOT_MET, "No outcome is in the log."
    return MET, "Every day is drawn, and stands in the table 'daily' of the report."


def _results_given(facts: _Facts) -> Answer:
    changed = len(with_change(facts.outcomes))
    if not changed:
        return NOT_MET, "No series could be compared."
    all_of = say_count(len(facts.outcomes), "measure")
    return MET, f"Means by phase, change and 95 % interval for {changed} of {all_of}."


def _enough_days(facts: _Facts) -> Answer:
    return _at_least(facts.spans, phases=2)


def _reversal(facts: _Facts) -> Answer:
    return _at_least(facts.spans, phases=4)


def _at_least(spans: Sequence[int], *, phases: int) -> Answer:
    """Five days with a reading in each phase, and as many phases as asked for."""
    met = len(spans) >= phases and min(spans, default=0) >= 5
    shown = ", ".join(map(str, spans)) or "none"
    return (MET if met else NOT_MET), f"Days with a reading by phase, first main measure: {shown}."


_ONE_RATER = _say(NOT_MET, "One person takes all readings; nothing in the log shows a second one.")
_NOT_BLIND = _say(NOT_MET, "Who trains knows it, and takes the readings; nothing in the log shows otherwise.")
_NO_PROTOCOL = _say(NOT_MET, "No protocol that was dated and frozen beforehand lies beside the log.")
_HARMS = _say(YOURS, "A log without a word of harm does not show that there was none.")

_DECIDED: dict[str, Callable[[_Facts], Answer]] = {
    "SCRIBE-5": _fixed_ahead,
    "SCRIBE-7": _replicated,
    "SCRIBE-8": _drawn,
    "SCRIBE-9": _NOT_BLIND,
    "SCRIBE-14": _errors_known,
    "SCRIBE-15": _tools_named,
    "SCRIBE-16": _routine_described,
    "SCRIBE-17": _adherence,
    "SCRIBE-18": _analysed,
    "SCRIBE-19": _counted,
    "SCRIBE-20": _raw_shown,
    "SCRIBE-21": _HARMS,
    "SCRIBE-25": _NO_PROTOCOL,
    "CENT-5": _routine_described,
    "CENT-6a": _errors_known,
    "CENT-8": _drawn,
    "CENT-11": _NOT_BLIND,
    "CENT-12": _analysed,
    "CENT-13": _planned,
    "CENT-17": _results_given,
    "CENT-19": _HARMS,
    "CENT-23": _NO_PROTOCOL,
    "WWC-1": _fixed_ahead,
    "WWC-2": _ONE_RATER,
    "WWC-3": _replicated,
    "WWC-4": _reversal,
    "WWC-5": _say(NOT_MET, "All measures of the log share one start."),
    "WWC-6": _say(NOT_MET, "The log is not read as alternating treatments."),
    "RoBiNT-1": _replicated,
    "RoBiNT-2": _drawn,
    "RoBiNT-3": _enough_days,
    "RoBiNT-4": _NOT_BLIND,
    "RoBiNT-5": _NOT_BLIND,
    "RoBiNT-6": _ONE_RATER,
    "RoBiNT-7": _say(NOT_MET, "Sessions are the person's own entries; nothing shows an independent check."),
    "RoBiNT-10": _errors_known,
    "RoBiNT-11": _routine_described,
    "RoBiNT-12": _raw_shown,
    "RoBiNT-13": _analysed,
    "RoBiNT-14": _replicated,
}
