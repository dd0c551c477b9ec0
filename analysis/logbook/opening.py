"""Files, a start and the person's goals -> a logbook; what is not given comes from the environment."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.days import SeriesKey, list_series
from analysis.errors import DataError
from analysis.goals import Goals, make_goals, read_goals
from analysis.intake import load_logs
from analysis.logbook.book import Logbook, name_series
from analysis.paths import SAMPLE
from analysis.phases import find_phases
from analysis.training import logged_days

LOGS_VARIABLE, START_VARIABLE, PERSON_VARIABLE = "FLEXLOG_LOGS", "FLEXLOG_START", "FLEXLOG_PERSON"
OPTIONS_VARIABLE, GOALS_VARIABLE = "FLEXLOG_OPTIONS", "FLEXLOG_GOALS"


def open_logbook(
    *paths: str | Path,
    start: str | None = None,
    person: str | None = None,
    main: str | None = None,
    worthwhile: Mapping[str, float] | None = None,
    target: Mapping[str, float] | None = None,
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
        Smallest change worth having, by metric.
    target : mapping of str to float, optional
        Where the person wants to get, by metric. All three: None takes FLEXLOG_GOALS (JSON), else
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
    goals = read_goals(*named).also(_given_goals(main, worthwhile, target))
    _check_main(goals, list_series(logs, person=person))
    return Logbook(logs, phases, is_example, person, goals)


def _given_goals(
    main: str | None, worthwhile: Mapping[str, float] | None, target: Mapping[str, float] | None
) -> Goals:
    named = json.loads(os.environ.get(GOALS_VARIABLE) or "{}")
    return make_goals(
        main if main is not None else named.get("main"),
        worthwhile if worthwhile is not None else named.get("worthwhile", {}),
        target if target is not None else named.get("target", {}),
    )


def _check_main(goals: Goals, keys: tuple[SeriesKey, ...]) -> None:
    if goals.main and keys and not any(map(goals.is_main, keys)):
        raise DataError(
            f"the main measure is {goals.main!r}, but the log holds {name_series(keys)} - name one of them"
        )
