"""Files, a start and the person's goals -> a logbook; what is not given comes from the environment."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.days import SeriesKey, list_series
from analysis.errors import DataError, NeedsAnswer
from analysis.goals import Goals, make_goals, read_goals
from analysis.intake import Logs, load_logs
from analysis.logbook.book import Logbook
from analysis.logbook.naming import name_series
from analysis.paths import NOTEBOOKS, PERSONAL, SAMPLE, SAMPLE_CLIENTS, WORKING
from analysis.phases import find_phases
from analysis.training import logged_days

LOGS_VARIABLE, START_VARIABLE, PERSON_VARIABLE = "FLEXLOG_LOGS", "FLEXLOG_START", "FLEXLOG_PERSON"
OPTIONS_VARIABLE, GOALS_VARIABLE = "FLEXLOG_OPTIONS", "FLEXLOG_GOALS"
KEPT_VARIABLE = "FLEXLOG_KEPT"
"""Set while a report is made: notebooks that share a kernel share the opened log and what was compared in it."""
_NO_LOGS = ("README.md", "flexlog.toml")


def open_logbook(
    *paths: str | Path,
    start: str | None = None,
    person: str | None = None,
    main: str | None = None,
    worthwhile: Mapping[str, float] | None = None,
    target: Mapping[str, float] | None = None,
    better: Mapping[str, str] | None = None,
    **options: Any,
) -> Logbook:
    """Open the logs to work on: those given, else those that `name_logs` finds.

    Parameters
    ----------
    *paths : str or Path
        Files, folders or zip files.
    start : str, optional
        First day of the routine, YYYY-MM-DD; None takes FLEXLOG_START, else the one confirmed among
        the goals, else the log's own.
    person : str, optional
        Whose log; needed only where it holds several people and none was chosen among the goals.
    main : str, optional
        The main measure, such as 'tightness' or 'rom left'; it stands by itself, the others by Holm.
    worthwhile : mapping of str to float, optional
        Smallest change worth having, by metric.
    target : mapping of str to float, optional
        Where the person wants to get, by metric.
    better : mapping of str to str, optional
        'higher' or 'lower', by metric, where the test is not known. All four: None takes FLEXLOG_GOALS
        (JSON), else flexlog.toml beside the logs.
    **options
        Answers for `load_logs`, such as day_first=True; none takes FLEXLOG_OPTIONS (JSON).

    Raises
    ------
    DataError
        The logs cannot be read, or hold several people of whom none was chosen. Once
        logs are named, nothing falls back to the example. A tracked notebook opens the example only.

    Examples
    --------
    >>> open_logbook(SAMPLE).is_example
    True
    """
    goals = (main, worthwhile, target, better)
    if not os.environ.get(KEPT_VARIABLE):
        return _open(paths, start, person, goals, options)
    asked = repr((paths, start, person, goals, options))
    if asked not in _kept:
        _kept[asked] = _open(paths, start, person, goals, options)
    return _kept[asked]


_kept: dict[str, Logbook] = {}


def _open(
    paths: tuple[str | Path, ...],
    start: str | None,
    person: str | None,
    given: tuple,
    options: dict[str, Any],
) -> Logbook:
    named = name_logs(*paths)
    start = start or os.environ.get(START_VARIABLE) or None
    logs = _load(named, options or given_options())
    saved, people = read_goals(*named), list_people(logs)
    chosen = saved.person if saved.person in people else None
    person = person or os.environ.get(PERSON_VARIABLE) or chosen
    if person is not None and person not in people:
        raise DataError(f"person is {person!r}, but the log holds {', '.join(people) or 'nobody'}")
    if person is None and len(people) > 1:
        raise DataError(
            f"the log holds several people: {', '.join(people)} - choose one in 00_start_here, or with PERSON="
        )
    goals = saved.of(person).also(_given_goals(*given))
    return make_logbook(logs, goals, start=start, person=person, example=is_example(named))


def make_logbook(
    logs: Logs,
    goals: Goals,
    *,
    start: str | None = None,
    person: str | None = None,
    example: bool = False,
) -> Logbook:
    """A logbook of logs that were read, for one person, with their goals; nothing comes from the environment.

    Parameters
    ----------
    logs : Logs
    goals : Goals
    start : str, optional
        First day of the routine, YYYY-MM-DD; None takes the one confirmed among the goals, else the log's own.
    person : str, optional
        Whose log, where it holds several people.
    example : bool

    Raises
    ------
    DataError
        The start is no date, contradicts a plan or lies after the last day; the main measure is not in the log.

    Examples
    --------
    >>> make_logbook(Logs(), Goals()).phases.source
    'none'
    """
    phases = find_phases(logs, start=start, confirmed=goals.start, person=person)
    days = logged_days(logs, person=person)
    if phases.start is not None and phases.on_file is None and len(days) and phases.start > days[-1]:
        raise DataError(
            f"the routine would start on {phases.start:%Y-%m-%d}, after the last day of the log: it runs from "
            f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d} - check the year of the start"
        )
    _check_main(goals, list_series(logs, person=person))
    return Logbook(logs, phases, example, person, goals)


def _load(named: tuple[Path, ...], options: Mapping[str, Any]) -> Logs:
    """Load; in a working copy, a question points to the notebook that asks it."""
    try:
        return load_logs(*named, **options)
    except NeedsAnswer as asked:
        if Path.cwd().resolve() != WORKING:
            raise
        raise DataError(f"{asked}\nOpen 00_start_here: it asks this with buttons.") from None


def name_logs(*paths: str | Path, example: Path = SAMPLE) -> tuple[Path, ...]:
    """The logs to work on: those given, else those FLEXLOG_LOGS names, else data/personal, else the example.

    data/personal counts only in a working copy of a notebook, once a log lies in it.

    Parameters
    ----------
    *paths : str or Path
    example : Path
        Which example: the sample log, or the sample clients.

    Raises
    ------
    DataError
        A tracked notebook, whose outputs are committed, is asked to open a personal log.

    Examples
    --------
    >>> [path.name for path in name_logs()]
    ['sample']
    """
    here = Path.cwd().resolve()
    named = tuple(map(Path, paths or filter(None, os.environ.get(LOGS_VARIABLE, "").split("\n"))))
    if not named:
        return (PERSONAL,) if here == WORKING and has_logs(PERSONAL) else (example,)
    if here == NOTEBOOKS and not is_example(named):
        raise DataError(
            "this is the project's own notebook, which keeps the example and never sees a personal log - "
            "open the copy in reports/notebooks"
        )
    return named


def has_logs(folder: Path) -> bool:
    """Whether a folder holds anything that may be a log.

    Examples
    --------
    >>> has_logs(SAMPLE), has_logs(SAMPLE / "nothing")
    (True, False)
    """
    return folder.is_dir() and any(
        path.name not in _NO_LOGS and not path.name.startswith((".", "~$")) for path in folder.iterdir()
    )


def is_example(paths: Iterable[Path]) -> bool:
    """Whether these are the sample's files, or those of the sample clients, and nothing else.

    Examples
    --------
    >>> is_example([SAMPLE]), is_example([SAMPLE_CLIENTS / "Anna"]), is_example([PERSONAL])
    (True, True, False)
    """
    resolved = [path.resolve() for path in paths]
    return all(path == SAMPLE or path.is_relative_to(SAMPLE_CLIENTS) for path in resolved)


def given_options() -> dict[str, Any]:
    """Answers for `load_logs` that the environment gives (FLEXLOG_OPTIONS)."""
    return json.loads(os.environ.get(OPTIONS_VARIABLE) or "{}")


def list_people(logs: Logs) -> list[str]:
    """Everybody in a log, by name.

    Examples
    --------
    >>> list_people(Logs())
    []
    """
    return sorted({*logs.outcomes["person"], *logs.sessions["person"]})


def _given_goals(
    main: str | None,
    worthwhile: Mapping[str, float] | None,
    target: Mapping[str, float] | None,
    better: Mapping[str, str] | None,
) -> Goals:
    named = json.loads(os.environ.get(GOALS_VARIABLE) or "{}")
    return make_goals(
        main if main is not None else named.get("main"),
        worthwhile if worthwhile is not None else named.get("worthwhile", {}),
        target if target is not None else named.get("target", {}),
        better=better if better is not None else named.get("better"),
    )


def _check_main(goals: Goals, keys: tuple[SeriesKey, ...]) -> None:
    if goals.main and keys and not any(map(goals.is_main, keys)):
        raise DataError(
            f"the main measure is {goals.main!r}, but the log holds {name_series(keys)} - name one of them"
        )
