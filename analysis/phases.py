"""Baseline and routine: from a plan, a phases file, a given start, or the sessions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import pandas as pd

from analysis.beside import read_beside
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.planning.file import PLAN, PlanOnFile, find_plan, is_plan
from analysis.planning.plan import Plan, list_stretches
from analysis.planning.words import say_plan
from analysis.reference import session_kinds
from analysis.words import say_day

AFTER_DAYS = 14
"""Days more than this after the last session are phase 'after', not B."""

BEFORE_PLAN, AFTER_PLAN, BETWEEN_STARTS = "before the plan", "after the plan", "between the starts"
_LATER = {"A": "later baseline", "B": "later routine"}
_KINDS = {"baseline": "A", "routine": "B", "break": "break"}


@dataclass(frozen=True)
class Span:
    """Days from `start` up to the next span: phase 'A', 'B', 'break' or 'after', and its name."""

    start: pd.Timestamp
    phase: str
    name: str


@dataclass(frozen=True)
class Phases:
    """The phases of one log.

    Attributes
    ----------
    spans : tuple of Span
        In order of time; empty where no start is known. Days before the first span are A.
    source : str
        'plan.csv', 'phases.csv', 'given', 'first targeted session', 'first session' or 'none'.
    on_file : PlanOnFile or None
        A plan that was drawn here: its days are the phases, whether it counts as a draw or not.
    """

    spans: tuple[Span, ...]
    source: str
    on_file: PlanOnFile | None = None

    @property
    def start(self) -> pd.Timestamp | None:
        """First day of the first routine, None where none is known."""
        return next((span.start for span in self.spans if span.phase == "B"), None)

    @property
    def plan(self) -> Plan | None:
        """The plan that was drawn beforehand; None where none counts."""
        return None if self.on_file is None else self.on_file.plan

    @property
    def one_start(self) -> bool:
        """Whether the routine that is compared begins once and stays."""
        marks = None if self.on_file is None else self.on_file.marks
        return marks is None or bool((marks.astype(int).diff().fillna(0) >= 0).all(axis=None))

    @property
    def only_start(self) -> pd.Timestamp | None:
        """The day before and since which the log divides; None where the routine comes and goes."""
        return self.start if self.one_start else None

    def start_of(self, side: str) -> pd.Timestamp | None:
        """First day of the routine for one side; the same for both where the plan does not stagger them."""
        if self.on_file is None or side not in self.on_file.marks:
            return self.start
        marks = self.on_file.marks[side]
        return pd.Timestamp(marks.index[marks][0]) if marks.any() else None

    def label_days(self, days: pd.DatetimeIndex, *, side: str = "unknown") -> pd.Series:
        """Phase of each day: 'A', 'B', 'break', 'after'; 'A' throughout where no start is known.

        Only the first routine is B and only the days before it are A; what comes again is a
        'later baseline' or a 'later routine', so that a comparison never mixes them. A drawn plan
        says of each of its days whether it is A or B, and other days are outside of it.

        Examples
        --------
        >>> days = pd.DatetimeIndex(["2026-03-01", "2026-03-02"])
        >>> Phases((Span(pd.Timestamp("2026-03-02"), "B", "Routine"),), "given").label_days(days).tolist()
        ['A', 'B']
        """
        if self.on_file is not None:
            return self._label_planned(days, self.on_file.marks, side)
        labels = pd.Series("A", index=days, dtype="str")
        seen: set[str] = set()
        for span in self.spans:
            repeated = span.phase in ("A", "B") and (
                span.phase in seen or (span.phase == "A" and "B" in seen)
            )
            labels[days >= span.start] = _LATER[span.phase] if repeated else span.phase
            seen.add(span.phase)
        return labels

    def _label_planned(self, days: pd.DatetimeIndex, marks: pd.DataFrame, side: str) -> pd.Series:
        """Phases by the days of a plan; after one start that stays, the routine goes on until it is left."""
        labels = pd.Series(BEFORE_PLAN, index=days, dtype="str")
        own = marks[[side]] if side in marks else marks
        first, last = own.index[0], own.index[-1]
        with_it, without = own.all(axis=1), ~own.any(axis=1)
        labels[(days >= first) & (days <= last)] = BETWEEN_STARTS
        labels[days.isin(own.index[with_it])] = "B"
        labels[days.isin(own.index[without])] = "A"
        labels[days > last] = "B" if self.one_start else AFTER_PLAN
        left = next((span.start for span in self.spans if span.phase == "after"), None)
        if left is not None:
            labels[(days > last) & (days >= left)] = "after"
        return labels


def find_phases(
    logs: Logs,
    *,
    start: str | pd.Timestamp | None = None,
    confirmed: datetime.date | None = None,
    person: str | None = None,
) -> Phases:
    """The phases of a log, from the first of these that it has.

    `plan.csv`, `phases.csv`, a given start, the confirmed one, the first session that
    targets the hip flexors, the first session of any kind; else one phase.

    Parameters
    ----------
    logs : Logs
    start : str or Timestamp, optional
        First day of the routine, YYYY-MM-DD; must agree with a plan or phases file.
    confirmed : date, optional
        The same as saved among the goals; a plan or phases file goes before it.
    person : str, optional
        Whose sessions count.

    Raises
    ------
    DataError
        A start that is not a date, a plan or phases file that cannot be read, or a given start
        that contradicts the file.

    Examples
    --------
    >>> find_phases(Logs()).source
    'none'
    """
    given = None if start is None else _as_day(start, "START")
    sessions = _done_sessions(logs, person)
    on_file = find_plan(logs, person=person)
    if on_file is not None:
        return _checked(_as_planned(on_file, sessions), given)
    for name in (PLAN, "phases.csv"):
        spans = _spans_from_file(logs, name, person)
        if spans:
            return _checked(_with_after(spans, sessions, name), given)
    if given is None and confirmed is not None:
        given = pd.Timestamp(confirmed)
    if given is not None:
        return _with_after([Span(given, "B", "Routine")], sessions, "given")
    for source, rows in (
        ("first targeted session", sessions[sessions["kind"] == "targeted"]),
        ("first session", sessions),
    ):
        if len(rows):
            return _with_after([Span(rows["date"].min(), "B", "Routine")], rows, source)
    return Phases((), "none")


def describe_phases(phases: Phases) -> str:
    """How the start was found, as a sentence.

    Examples
    --------
    >>> describe_phases(Phases((), "none")).split(";")[0]
    'No start of a routine is known, so there is no before and after'
    """
    if phases.start is None:
        return (
            "No start of a routine is known, so there is no before and after; "
            "if there was one, say when: in 00_start_here, or START=YYYY-MM-DD."
        )
    if phases.plan is not None:
        return say_plan(phases.plan)
    day = f"{phases.start.day} {phases.start:%B %Y}"
    guess = "; if that is not right, say when: in 00_start_here, or START=YYYY-MM-DD"
    why = {
        "given": "as you said",
        "plan.csv": "as your plan says",
        "phases.csv": "as your phases file says",
        "first targeted session": "the first session that targets the hip flexors" + guess,
        "first session": "the first session of any kind" + guess,
    }[phases.source]
    named = next((span.name for span in phases.spans if span.phase == "B"), "")
    own = phases.on_file is None and phases.source.endswith(".csv") and named not in ("", "B")
    name = f" '{named}'" if own else ""
    refused = "" if phases.on_file is None else f" But {PLAN} counts as no draw: {phases.on_file.refused}."
    return f"The routine{name} began on {day} ({why}).{refused}"


def _as_planned(on_file: PlanOnFile, sessions: pd.DataFrame) -> Phases:
    """The phases of a drawn plan; a plan whose routine had begun before it was drawn does not count."""
    marks, plan = on_file.marks, on_file.plan
    if plan is not None and plan.one_start:
        begun = sessions[(sessions["kind"] == plan.what) & (sessions["date"] >= marks.index[0])]["date"].min()
        if pd.notna(begun) and begun.date() <= plan.drawn_at.date():
            why = f"it was drawn on {say_day(pd.Timestamp(plan.drawn_at.date()))}, but a session of {say_day(begun)} had begun the routine"
            on_file = replace(on_file, plan=None, refused=why)
    spans = []
    for side in marks:
        for first, _, on in list_stretches(marks[side]):
            named = f"{'Routine' if on else 'Baseline'}{f', {side}' if side else ''}"
            spans.append(Span(pd.Timestamp(first), "B" if on else "A", named))
    spans.sort(key=lambda span: span.start)
    if marks.iloc[-1].all():
        of_plan = sessions if plan is None else sessions[sessions["kind"] == plan.what]
        spans = list(_with_after(spans, of_plan, PLAN).spans)
    return Phases(tuple(spans), PLAN, on_file)


def _done_sessions(logs: Logs, person: str | None) -> pd.DataFrame:
    rows = logs.sessions
    if person is not None:
        rows = rows[rows["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    return rows.assign(kind=session_kinds(rows))


def _with_after(spans: list[Span], sessions: pd.DataFrame, source: str) -> Phases:
    """Close the routine 14 days after its last session, where sessions are logged."""
    begun = sessions[sessions["date"] >= spans[0].start]
    targeted = begun[begun["kind"] == "targeted"]
    last = (targeted if len(targeted) else begun)["date"].max()
    if spans[-1].phase == "B" and pd.notna(last) and last >= spans[-1].start:
        end = last + pd.Timedelta(days=AFTER_DAYS + 1)
        spans = [*spans, Span(end, "after", "After the last session")]
    return Phases(tuple(spans), source)


def _checked(phases: Phases, given: pd.Timestamp | None) -> Phases:
    if given is not None and given != phases.start:
        known = "no routine" if phases.start is None else f"{phases.start:%Y-%m-%d}"
        raise DataError(
            f"START is {given:%Y-%m-%d}, but {phases.source} says {known} - "
            "change the file or leave START out"
        )
    return phases


def _spans_from_file(logs: Logs, name: str, person: str | None) -> list[Span]:
    """Spans of a file that was written by hand; a drawn plan that is still here is somebody else's."""
    rows = read_beside(logs, name, person=person, leave=is_plan)
    spans = [_as_span(cells, where) for where, cells in rows]
    return sorted(spans, key=lambda span: span.start)


def _as_span(cells: dict[str, str], where: str) -> Span:
    kind, label = cells.get("kind", "").lower(), cells.get("phase", "")
    phase = _KINDS.get(kind) or {"a": "A", "b": "B"}.get(label[:1].lower() if not kind else "")
    if phase is None:
        raise DataError(f"{where}: kind is {kind!r}, must be one of {', '.join(_KINDS)}")
    return Span(_as_day(cells.get("start", ""), where), phase, cells.get("name") or label or phase)


def _as_day(text: str | pd.Timestamp, where: str) -> pd.Timestamp:
    if isinstance(text, pd.Timestamp):
        return text.normalize()
    try:
        return pd.Timestamp(pd.to_datetime(text.strip(), format="%Y-%m-%d"))
    except (ValueError, AttributeError):
        raise DataError(f"{where}: the start is {text!r}, must be a date such as 2026-03-16") from None
