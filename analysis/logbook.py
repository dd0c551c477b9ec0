"""One opened log with its phases, and every series of it compared: what notebooks work on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.comparison import Comparison, say_conventions, urgency, with_change
from analysis.days import SeriesKey, daily_series, list_series, only_after_sessions
from analysis.errors import DataError
from analysis.intake import Logs, load_logs
from analysis.paths import SAMPLE
from analysis.phases import Phases, describe_phases, find_phases
from analysis.reference import Yardstick, yardstick
from analysis.schema import METRICS, Metric
from analysis.training import WeeklyTraining, logged_days, sum_weeks
from analysis.verdict import Subject, Verdict, before_after
from analysis.verdict.sentence import add_notes, share_sentences, write_caution, write_course, write_sentences
from analysis.words import (
    METRIC_WORDS,
    Text,
    name_outcome,
    name_subject,
    say_count,
    say_day,
    say_list,
)

LOGS_VARIABLE, START_VARIABLE, PERSON_VARIABLE = "FLEXLOG_LOGS", "FLEXLOG_START", "FLEXLOG_PERSON"
OPTIONS_VARIABLE = "FLEXLOG_OPTIONS"

MOVEMENT = ("rom", "reach")
FEELINGS = ("tightness", "pain", "soreness")
OTHERS = tuple(metric for metric in METRICS if metric not in (*MOVEMENT, *FEELINGS))

_NOT_COMPARED = {
    "break": "of a break",
    "later baseline": "of a later baseline",
    "later routine": "of a later routine",
    "after": "long after the last session (over 14 days)",
}


HOW_TO_ADD = "The file data/templates/diary.csv is an empty log to start from."


@dataclass(frozen=True, eq=False)
class Logbook:
    """One person's opened log.

    Attributes
    ----------
    logs : Logs
    phases : Phases
    is_example : bool
        True for the sample: every title and sentence then begins with 'Example log'.
    person : str or None
    """

    logs: Logs
    phases: Phases
    is_example: bool
    person: str | None = None

    def title(self, text: str) -> str:
        """A chart's title, marked where this is the example."""
        return f"Example log: {text[0].lower()}{text[1:]}" if self.is_example else text

    def say(self, *sentences: str) -> Text:
        """Sentences as a paragraph each, marked where this is the example."""
        marked = [f"Example log. {s}" if self.is_example else s for s in sentences if s]
        return Text("\n\n".join(marked))

    def answers(self, comparisons: Iterable[Comparison], metrics: Iterable[str]) -> Text:
        """One paragraph a series, pain that got worse first; what the log does not hold is said.

        Where several series are compared, so is how often chance alone changes one.
        """
        comparisons = sorted(comparisons, key=urgency)
        if not comparisons:
            names = say_list([METRIC_WORDS[metric] for metric in metrics])
            are = "are" if " and " in names else "is"
            return self.say(f"{names[0].upper()}{names[1:]} {are} not in this log. {HOW_TO_ADD}")
        said = share_sentences([comparison.sentences for comparison in comparisons])
        said += [f"{name} is read with this sign: {text}." for name, text in say_conventions(comparisons)]
        compared = len(with_change(comparisons))
        if compared > 1 and urgency(comparisons[0]) > 0:
            said.append(
                f"{compared} outcomes are compared here. Of twenty that did not change, "
                "about one looks changed by chance."
            )
        return self.say(*said)

    def training(self) -> WeeklyTraining:
        """Minutes and sessions a week."""
        title = self.title("Minutes a week")
        return sum_weeks(self.logs, person=self.person, start=self.phases.start, title=title)

    def summary(self) -> Text:
        """What was opened, its days, and where the start comes from."""
        files = int((self.logs.files["kept"] > 0).sum())
        days = logged_days(self.logs, person=self.person)
        if days.empty:
            return self.say("Nothing could be read from these files; the list of issues says why.")
        head = "" if self.is_example else "Your log: "
        span = f"{say_day(days[0])} to {say_day(days[-1])}" if len(days) > 1 else say_day(days[0])
        opened = f"{head}{say_count(files, 'file')}, {span}, {say_count(len(days), 'day')} logged."
        return self.say(f"{opened} {describe_phases(self.phases)}")

    def compare(self, metrics: Iterable[str] = tuple(METRICS)) -> tuple[Comparison, ...]:
        """Every series of these metrics, compared; empty where the log has none."""
        wanted = set(metrics)
        keys = [key for key in list_series(self.logs, person=self.person) if key.metric in wanted]
        return tuple(self._compare(key) for key in keys)

    def _compare(self, key: SeriesKey) -> Comparison:
        series = daily_series(
            self.logs,
            key.metric,
            region=key.region or "unknown",
            side=key.side,
            measure=key.measure or "unknown",
            person=self.person,
        )
        labels = self.phases.label_days(pd.DatetimeIndex(series.index))
        known = yardstick(key.metric, key.measure)
        subject = _subject(key, known)
        verdict = self._verdict(series, labels, known, subject)
        if verdict is None or verdict.n_a == 0:
            sentences = (write_course(series, subject, begun=verdict is not None),)
        else:
            sentences = write_sentences(verdict, subject)
        name = name_outcome(key.metric, region=key.region or known.region, side=key.side, measure=key.measure)
        unit, start = METRICS[key.metric].unit, self.phases.start
        said = add_notes(sentences, self._notes(key, series, labels))
        return Comparison(key, name, self.title(name), unit, series, labels, start, known, verdict, said)

    def _notes(self, key: SeriesKey, series: pd.Series, labels: pd.Series) -> list[str]:
        """What must be said beside an answer."""
        notes = [write_caution(series)] if key.metric == "pain" else []
        for label, where in _NOT_COMPARED.items():
            days = int((labels == label).sum())
            if days:
                notes.append(f"Not compared: {say_count(days, 'day')} {where}.")
        if only_after_sessions(self.logs, key, person=self.person):
            notes.append("Every reading was taken after a session, so it shows you warmed up.")
        return [note for note in notes if note]

    def _verdict(
        self, series: pd.Series, labels: pd.Series, known: Yardstick, subject: Subject
    ) -> Verdict | None:
        if self.phases.start is None:
            return None
        compared = labels.isin(["A", "B"])
        verdict = before_after(
            series[compared],
            labels[compared] == "B",
            improvement=known.improvement or 1,
            worthwhile=known.worthwhile,
            subject=subject,
        )
        return _within_scale(verdict, METRICS[str(series.name)])


def _within_scale(verdict: Verdict, metric: Metric) -> Verdict:
    """A mean rating cannot lie outside its scale, so neither does its interval."""
    if not metric.rating or verdict.mean_a is None or verdict.mean_b is None:
        return verdict
    mean_a, mean_b = (
        replace(mean, low=max(mean.low, metric.low), high=min(mean.high, metric.high))
        for mean in (verdict.mean_a, verdict.mean_b)
    )
    return replace(verdict, mean_a=mean_a, mean_b=mean_b)


def _subject(key: SeriesKey, known: Yardstick) -> Subject:
    return Subject(
        name_subject(key.metric, region=key.region or known.region, side=key.side, measure=key.measure),
        METRICS[key.metric].unit,
        is_pain=key.metric == "pain",
        direction_known=known.improvement is not None,
        worthwhile=known.worthwhile,
        worthwhile_from=known.worthwhile_from,
        reading_error=known.reading_error,
    )


def open_logbook(
    *paths: str | Path, start: str | None = None, person: str | None = None, **options: Any
) -> Logbook:
    """Open the logs to work on: those given, else those FLEXLOG_LOGS names, else the example.

    Parameters
    ----------
    *paths : str or Path
        Files, folders or zip files.
    start : str, optional
        First day of the routine, YYYY-MM-DD; None takes FLEXLOG_START, else the log's own.
    person : str, optional
        Whose log; needed only where it holds several people.
    **options
        Answers for `load_logs`, such as day_first=True; none takes FLEXLOG_OPTIONS (JSON).

    Raises
    ------
    DataError
        The logs cannot be read, or hold several people of whom none was chosen. Once
        logs are named, nothing falls back to the example.

    Examples
    --------
    >>> open_logbook(SAMPLE).is_example
    True
    """
    named = paths or tuple(filter(None, os.environ.get(LOGS_VARIABLE, "").split("\n"))) or (SAMPLE,)
    start = start or os.environ.get(START_VARIABLE) or None
    person = person or os.environ.get(PERSON_VARIABLE) or None
    logs = load_logs(*named, **(options or json.loads(os.environ.get(OPTIONS_VARIABLE) or "{}")))
    people = sorted({*logs.outcomes["person"], *logs.sessions["person"]})
    if person is not None and person not in people:
        raise DataError(f"person is {person!r}, but the log holds {', '.join(people) or 'nobody'}")
    if person is None and len(people) > 1:
        raise DataError(f"the log holds several people: {', '.join(people)} - choose one with PERSON=")
    phases = find_phases(logs, start=start, person=person)
    days = logged_days(logs, person=person)
    if phases.start is not None and len(days) and phases.start > days[-1]:
        raise DataError(
            f"the routine would start on {phases.start:%Y-%m-%d}, after the last day of the log: it runs from "
            f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d} - check the year of the start"
        )
    is_example = all(Path(path).resolve() == SAMPLE for path in named)
    return Logbook(logs, phases, is_example, person)
