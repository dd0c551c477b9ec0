"""Every series of a log, before and after the start: one main measure, the others also looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.comparison import Comparison
from analysis.days import (
    SeriesKey,
    daily_series,
    day_readings,
    entry_series,
    instrument_series,
    list_series,
    only_after_sessions,
    only_before_sessions,
    repeated_trials,
)
from analysis.errors import TooFewPoints
from analysis.events import Event, read_events
from analysis.goals import DIRECTIONS, Goals, say_origin
from analysis.intake import Logs
from analysis.phases import AFTER_PLAN, BEFORE_PLAN, BETWEEN_STARTS, Phases
from analysis.reference import Yardstick, yardstick
from analysis.rivals import RIVALS, rival_frame
from analysis.schema import METRICS, Metric
from analysis.stats.measurement import sem_from_trials
from analysis.training import logged_days
from analysis.verdict import Subject, Verdict, before_after
from analysis.verdict.compared import read_compared
from analysis.verdict.course import read_course
from analysis.verdict.headline import write_headline
from analysis.verdict.holm import holm
from analysis.verdict.planned import hold_back
from analysis.verdict.sentence import (
    NEXT_WITHOUT_START,
    PAIN_IS_WORSE,
    add_notes,
    write_caution,
    write_course,
    write_sentences,
)
from analysis.verdict.several import look_also
from analysis.words import name_outcome, name_subject, say_amount, say_count, say_day

ENOUGH_TRIALS = 10
"""Repeated trials less their sittings, from which on the person's own reading error counts."""
_FEWEST_ON_ONE = 3

_NOT_COMPARED = {
    "break": "of a break",
    "later baseline": "of a later baseline",
    "later routine": "of a later routine",
    "after": "long after the last session (over 14 days)",
    BEFORE_PLAN: "before the plan",
    AFTER_PLAN: "after the plan",
    BETWEEN_STARTS: "between the starts of the two sides",
}


@dataclass(frozen=True, eq=False)
class _Draft:
    """One series with its verdict, before the others are looked at."""

    key: SeriesKey
    series: pd.Series
    readings: pd.DataFrame
    labels: pd.Series
    known: Yardstick
    subject: Subject
    verdict: Verdict | None
    notes: list[str]
    when: str
    start: pd.Timestamp | None


def compare_log(
    logs: Logs, phases: Phases, *, goals: Goals, person: str | None = None
) -> tuple[Comparison, ...]:
    """Compare every series of one person's log.

    The main measure stands by itself; the others are judged by Holm's adjusted p; what may
    explain a change (`analysis.rivals.RIVALS`) is not counted.

    Parameters
    ----------
    logs : Logs
    phases : Phases
    goals : Goals
    person : str, optional

    Examples
    --------
    >>> from analysis.phases import find_phases
    >>> compare_log(Logs(), find_phases(Logs()), goals=Goals())
    ()
    """
    rivals = rival_frame(logs, person=person)
    days = logged_days(logs, person=person)
    last = days[-1] if len(days) else None
    keys = list_series(logs, person=person)
    drafts = [_draft(logs, phases, goals, person, rivals, key, last) for key in keys]
    mains = [goals.is_main(draft.key) for draft in drafts]
    adjusted = _adjust(drafts, mains)
    events = read_events(logs, person=person)
    return tuple(
        _finish(draft, is_main, goals, events) for draft, is_main in zip(adjusted, mains, strict=True)
    )


def _draft(
    logs: Logs,
    phases: Phases,
    goals: Goals,
    person: str | None,
    rivals: pd.DataFrame,
    key: SeriesKey,
    last: pd.Timestamp | None,
) -> _Draft:
    choice = key.choice(person)
    series = daily_series(logs, key.metric, **choice)
    labels = phases.label_days(pd.DatetimeIndex(series.index), side=key.side)
    start = phases.start_of(key.side)
    known, error_from = _own_error(logs, key, choice, yardstick(key.metric, key.measure))
    known = _own_direction(_own_mark(known, goals, key.metric, phases.start), goals, key.metric)
    running = _is_running(phases, last)
    until = say_day(pd.Timestamp(phases.plan.last_day)) if phases.plan is not None and running else ""
    looks = 1 if phases.plan is None else phases.plan.looks
    subject = _subject(key, known, error_from)
    subject = replace(subject, comes_and_goes=not phases.one_start, plan_until=until, plan_looks=looks)
    instrument = instrument_series(logs, key.metric, **choice).str.casefold()
    labels, notes = _keep_one_instrument(labels, instrument)
    verdict = None
    if phases.start is not None:
        compared = labels.isin(["A", "B"])
        others = rivals[[name for name in rivals if str(name).split()[0] != key.metric]]
        beside = {"rivals": others, "instrument": instrument}
        beside["entered_at"] = entry_series(logs, key.metric, **choice)
        beside |= _planned(phases, key, running)
        marks = labels[compared] == "B"
        verdict = _judge(
            series[compared], start if beside["drawn"] and phases.one_start else marks, known, subject, beside
        )
        if running and phases.plan is not None:
            verdict = hold_back(verdict, looks=phases.plan.looks)
    caution = _caution(series, verdict, subject) if key.metric == "pain" else ""
    notes += [*filter(None, [caution]), *_notes(logs, key, labels, person)]
    readings = day_readings(logs, key.metric, **choice)
    when = ", before sessions" if only_before_sessions(logs, key, person=person) else ""
    return _Draft(key, series, readings, labels, known, subject, verdict, notes, when, start)


def _is_running(phases: Phases, last: pd.Timestamp | None) -> bool:
    """Whether a plan that counts has not been logged to its end."""
    return phases.plan is not None and (last is None or last.date() < phases.plan.last_day)


def _planned(phases: Phases, key: SeriesKey, running: bool) -> dict[str, Any]:
    """What a plan adds to a comparison: its draw, once it has ended, and how often it is looked at."""
    plan = phases.plan
    drawn = None if plan is None or running else plan.schedule_of(key.side)
    often = plan is not None and plan.looks > 1
    return {"drawn": drawn, "looks": plan.looks if plan is not None and often else 1}


def _judge(
    series: pd.Series,
    start: pd.Series | pd.Timestamp | None,
    known: Yardstick,
    subject: Subject,
    beside: dict[str, Any],
) -> Verdict:
    """The verdict; where no direction is known, rivals are looked for in the direction of the change."""
    options = {"worthwhile": known.worthwhile, "subject": subject, **beside}
    start = pd.Series(False, index=series.index) if start is None else start
    verdict = before_after(series, start, improvement=known.improvement or 1, **options)
    if known.improvement is None and verdict.change is not None and verdict.change.estimate < 0:
        verdict = before_after(series, start, improvement=-1, **options)
    return _within_scale(verdict, METRICS[str(series.name)])


def _own_error(
    logs: Logs, key: SeriesKey, choice: dict[str, str | None], known: Yardstick
) -> tuple[Yardstick, str]:
    """The person's own reading error in place of the published one, from enough repeated trials on."""
    trials = repeated_trials(logs, key.metric, **choice)
    try:
        own = sem_from_trials(trials["value"].to_numpy(), trials["sitting"].to_numpy())
    except TooFewPoints:
        return known, known.error_from
    if own.df < ENOUGH_TRIALS or own.mdc95 <= 0:
        return known, known.error_from
    return replace(known, reading_error=own.mdc95), "your own repeated readings"


def _own_mark(known: Yardstick, goals: Goals, metric: str, start: pd.Timestamp | None) -> Yardstick:
    own = goals.worthwhile.get(metric)
    if own is None:
        return known
    return replace(known, worthwhile=own.change, worthwhile_from=say_origin(own, start))


def _own_direction(known: Yardstick, goals: Goals, metric: str) -> Yardstick:
    """The person's own word on which way is better, where the test does not say it."""
    said = goals.better.get(metric)
    if said is None or known.improvement is not None:
        return known
    return replace(known, improvement=DIRECTIONS[said], convention=f"{said} is better, as you said")


def _keep_one_instrument(labels: pd.Series, instrument: pd.Series) -> tuple[pd.Series, list[str]]:
    """Compare only what one instrument measured in both phases, where several are named.

    Without one that measured both, all stay, and the verdict is told of the change.
    """
    named = instrument.reindex(labels.index)
    if named.dropna().nunique() < 2:
        return labels, []
    counts = pd.crosstab(named, labels)
    both = counts.reindex(columns=["A", "B"], fill_value=0)
    both = both[(both >= _FEWEST_ON_ONE).all(axis=1)]
    if both.empty:
        return labels, []
    best = str(both.sum(axis=1).idxmax())
    others = labels.isin(["A", "B"]) & named.notna() & (named != best)
    note = (
        f"Compared as measured with '{best}'; not compared: {say_count(int(others.sum()), 'day')} on others."
    )
    return labels.mask(others, "other instrument"), [note]


def _notes(logs: Logs, key: SeriesKey, labels: pd.Series, person: str | None) -> list[str]:
    """What must be said beside an answer."""
    notes = []
    for label, where in _NOT_COMPARED.items():
        days = int((labels == label).sum())
        if days:
            notes.append(f"Not compared: {say_count(days, 'day')} {where}.")
    if only_after_sessions(logs, key, person=person):
        notes.append("Every reading was taken after a session, so it shows you warmed up.")
    return notes


def _caution(series: pd.Series, verdict: Verdict | None, subject: Subject) -> str:
    """What is said of pain that is high, or has risen by degrees, which a step at the start need not show."""
    said = write_caution(series)
    difference = None if verdict is None or verdict.answer == "worse" else verdict.mean_difference
    if said or difference is None or difference.low <= 0:
        return said
    where = "on days with the routine" if subject.comes_and_goes else "since the start"
    return f"On average pain is {say_amount(difference.estimate, 'points')} higher {where}. {PAIN_IS_WORSE}"


def _adjust(drafts: Sequence[_Draft], mains: Sequence[bool]) -> list[_Draft]:
    """Holm among the outcomes that are also looked at, and among the main ones where a name meets several."""
    found = list(drafts)
    for main in (True, False):
        places = [
            i
            for i, draft in enumerate(found)
            if mains[i] == main
            and draft.key.metric not in RIVALS
            and draft.verdict is not None
            and draft.verdict.change is not None
        ]
        if main and len(places) == 1:
            continue
        for i, p in zip(places, holm([_p(found[i]) for i in places]).tolist(), strict=True):
            draft = found[i]
            if draft.verdict is not None:
                verdict = look_also(draft.verdict, p, worthwhile=draft.known.worthwhile)
                found[i] = replace(draft, verdict=verdict)
    return found


def _p(draft: _Draft) -> float:
    return 1.0 if draft.verdict is None or draft.verdict.change is None else draft.verdict.change.p


def _finish(draft: _Draft, is_main: bool, goals: Goals, events: tuple[Event, ...]) -> Comparison:
    key, verdict = draft.key, draft.verdict
    role = "main" if is_main else "rival" if key.metric in RIVALS else "also looked at"
    headline = ""
    if verdict is not None and role != "rival":
        headline = ("Main measure. " if is_main else "") + write_headline(verdict, draft.subject)
    if verdict is None:
        course = read_course(read_compared(draft.series, draft.series.index[0]))
        said = write_course(course, draft.subject, begun=False)
        sentences: tuple[str, ...] = (said, NEXT_WITHOUT_START)
    else:
        sentences = write_sentences(verdict, draft.subject)
        verdict = replace(verdict, sentence=" ".join(sentences))
    region = key.region or draft.known.region
    name = name_outcome(key.metric, region=region, side=key.side, measure=key.measure)
    return Comparison(
        key=key,
        name=name,
        title=name + draft.when,
        unit=METRICS[key.metric].unit,
        series=draft.series,
        labels=draft.labels,
        start=draft.start,
        yardstick=draft.known,
        verdict=verdict,
        sentences=add_notes(sentences, draft.notes),
        role=role,
        headline=headline,
        readings=draft.readings,
        target=goals.target.get(key.metric),
        events=events,
        comes_and_goes=draft.subject.comes_and_goes,
    )


def _within_scale(verdict: Verdict, metric: Metric) -> Verdict:
    """A mean rating cannot lie outside its scale, so neither does its interval."""
    if not metric.rating or verdict.mean_a is None or verdict.mean_b is None:
        return verdict
    mean_a, mean_b = (
        replace(mean, low=max(mean.low, metric.low), high=min(mean.high, metric.high))
        for mean in (verdict.mean_a, verdict.mean_b)
    )
    return replace(verdict, mean_a=mean_a, mean_b=mean_b)


def _subject(key: SeriesKey, known: Yardstick, error_from: str) -> Subject:
    return Subject(
        name_subject(key.metric, region=key.region or known.region, side=key.side, measure=key.measure),
        METRICS[key.metric].unit,
        is_pain=key.metric == "pain",
        direction_known=known.improvement is not None,
        worthwhile=known.worthwhile,
        worthwhile_from=known.worthwhile_from,
        reading_error=known.reading_error,
        reading_error_from=error_from,
        worthwhile_percent=known.worthwhile_percent,
    )
