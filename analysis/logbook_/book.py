"""One opened log with its phases, and every series of it compared: what notebooks work on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.comparing import compare_log
from analysis.comparison import Comparison, say_conventions, say_family, urgency, with_change
from analysis.days import SeriesKey, list_series
from analysis.errors import DataError
from analysis.goals import Goals, make_goals, read_goals
from analysis.intake import Logs, load_logs
from analysis.paths import SAMPLE
from analysis.phases import Phases, describe_phases, find_phases
from analysis.schema import METRICS
from analysis.training import WeeklyTraining, logged_days, sum_weeks
from analysis.verdict.sentence import share_sentences
from analysis.verdict.table import verdict_table
from analysis.words import METRIC_WORDS, Text, say_count, say_day, say_list

LOGS_VARIABLE, START_VARIABLE, PERSON_VARIABLE = "FLEXLOG_LOGS", "FLEXLOG_START", "FLEXLOG_PERSON"
OPTIONS_VARIABLE, GOALS_VARIABLE = "FLEXLOG_OPTIONS", "FLEXLOG_GOALS"

MOVEMENT = ("rom", "reach")
FEELINGS = ("tightness", "pain", "soreness")
OTHERS = tuple(metric for metric in METRICS if metric not in (*MOVEMENT, *FEELINGS))

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
    goals : Goals
        The main measure and the marks that the person set.
    """

    logs: Logs
    phases: Phases
    is_example: bool
    person: str | None = None
    goals: Goals = field(default_factory=Goals)

    def title(self, text: str) -> str:
        """A chart's title, marked where this is the example."""
        return f"Example log: {text[0].lower()}{text[1:]}" if self.is_example else text

    def say(self, *sentences: str) -> Text:
        """Sentences as a paragraph each, marked where this is the example."""
        marked = [f"Example log. {s}" if self.is_example else s for s in sentences if s]
        return Text("\n\n".join(marked))

    def answers(self, comparisons: Iterable[Comparison], metrics: Iterable[str]) -> Text:
        """One paragraph a series, pain that got worse first; what the log does not hold is said.

        Where several series are compared, so is how they are judged together.
        """
        comparisons = sorted(comparisons, key=urgency)
        if not comparisons:
            names = say_list([METRIC_WORDS[metric] for metric in metrics])
            are = "are" if " and " in names else "is"
            return self.say(f"{names[0].upper()}{names[1:]} {are} not in this log. {HOW_TO_ADD}")
        said = share_sentences([comparison.sentences for comparison in comparisons])
        said += [f"{name} is read with this sign: {text}." for name, text in say_conventions(comparisons)]
        if with_change(comparisons):
            said.append(say_family(self._compared))
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
        """Every series of these metrics, compared; empty where the log has none.

        All outcomes of the log are judged together, whichever are asked for.
        """
        wanted = set(metrics)
        return tuple(one for one in self._compared if one.key.metric in wanted)

    def verdicts(self) -> pd.DataFrame:
        """Every verdict of the log as one frame, as `analysis.verdict.table.verdict_table` describes it."""
        found = {one.name: one.verdict for one in self._compared if one.verdict is not None}
        return verdict_table(found)

    @cached_property
    def _compared(self) -> tuple[Comparison, ...]:
        found = compare_log(self.logs, self.phases, goals=self.goals, person=self.person)
        return tuple(replace(one, title=self.title(one.title)) for one in found)


def open_logbook(
    *paths: str | Path,
    start: str | None = None,
    person: str | None = None,
    main: str | None = None,
    worthwhile: Mapping[str, float] | None = None,
    **options: Any,
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
    main : str, optional
        The main measure, such as 'tightness' or 'rom left'; it stands by itself, the others by Holm.
    worthwhile : mapping of str to float, optional
        Smallest change worth having, by metric. Both: None takes FLEXLOG_GOALS (JSON), else
        flexlog.toml beside the logs.
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
    goals = read_goals(*named).also(_given_goals(main, worthwhile))
    _check_main(goals, list_series(logs, person=person))
    return Logbook(logs, phases, is_example, person, goals)


def _given_goals(main: str | None, worthwhile: Mapping[str, float] | None) -> Goals:
    named = json.loads(os.environ.get(GOALS_VARIABLE) or "{}")
    given = worthwhile if worthwhile is not None else named.get("worthwhile", {})
    return make_goals(main if main is not None else named.get("main"), given)


def _check_main(goals: Goals, keys: tuple[SeriesKey, ...]) -> None:
    if goals.main and keys and not any(map(goals.is_main, keys)):
        names = [(key.metric, "" if key.side == "unknown" else key.side, key.region) for key in keys]
        known = sorted({" ".join(filter(None, name)) for name in names})
        raise DataError(
            f"the main measure is {goals.main!r}, but the log holds {', '.join(known)} - name one of them"
        )
