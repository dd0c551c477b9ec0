"""What the person wants to know first, and which change is worth it: kept in flexlog.toml beside the logs."""

from __future__ import annotations

import datetime
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.days import SeriesKey
from analysis.errors import DataError
from analysis.intake.mapping import NAME, save_table
from analysis.schema import METRICS
from analysis.words import METRIC_WORDS, say_day

DIRECTIONS = {"higher": 1, "lower": -1}
_DAYS = ("start", "main_set", "start_set")


@dataclass(frozen=True)
class Worthwhile:
    """A smallest change worth having, and the day it was set; None where that is not on record."""

    change: float
    set_on: datetime.date | None = None


@dataclass(frozen=True)
class Goals:
    """The person's own goals.

    Attributes
    ----------
    main : str
        The main measure, such as 'tightness' or 'rom left'; '' where none was chosen.
    worthwhile : mapping of str to Worthwhile
        By metric.
    target : mapping of str to float
        Where the person wants to get, by metric, in its unit; drawn as a line, judged by nothing.
    better : mapping of str to str
        'higher' or 'lower', by metric; counts only where the test, and so its direction, is not known.
    start : date or None
        First day of the routine, as the person confirmed it.
    person : str
        Whose log it is, where the files hold several people; '' where none was chosen.
    main_set, start_set : date or None
        The days on which the main measure and the start were put on record.
    """

    main: str = ""
    worthwhile: Mapping[str, Worthwhile] = field(default_factory=dict)
    target: Mapping[str, float] = field(default_factory=dict)
    better: Mapping[str, str] = field(default_factory=dict)
    start: datetime.date | None = None
    person: str = ""
    main_set: datetime.date | None = None
    start_set: datetime.date | None = None

    def is_main(self, key: SeriesKey) -> bool:
        """Whether a series is the main measure: every word of it is its metric, region, side or measure.

        Examples
        --------
        >>> Goals("rom left").is_main(SeriesKey("rom", None, "hip", "left"))
        True
        """
        if not self.main:
            return False
        known = {key.metric, key.measure, key.region, key.side, *METRIC_WORDS[key.metric].split()}
        return all(word in known for word in self.main.lower().split())

    def also(self, other: Goals) -> Goals:
        """These goals, with those of `other` in their place where it has any."""
        main, start = (other if other.main else self), (other if other.start else self)
        return Goals(
            main.main,
            {**self.worthwhile, **other.worthwhile},
            {**self.target, **other.target},
            {**self.better, **other.better},
            start.start,
            other.person or self.person,
            main.main_set,
            start.start_set,
        )

    def of(self, person: str | None) -> Goals:
        """These goals for a person: main measure and start of somebody else are not theirs.

        Examples
        --------
        >>> Goals("pain", person="Ann").of("Bob").main, Goals("pain", person="Ann").of("Ann").main
        ('', 'pain')
        """
        if not self.person or person is None or person == self.person:
            return self
        return replace(self, main="", main_set=None, start=None, start_set=None)


def say_origin(worthwhile: Worthwhile, start: pd.Timestamp | None) -> str:
    """Where a person's own mark comes from; a mark that was set after the start is said to be.

    Examples
    --------
    >>> say_origin(Worthwhile(2.0, datetime.date(2026, 5, 5)), pd.Timestamp("2026-03-16"))
    'your own, set on 5 May 2026, after the routine began'
    """
    if worthwhile.set_on is None:
        return "your own, not on record before this report"
    day = pd.Timestamp(worthwhile.set_on)
    late = ", after the routine began" if start is not None and day > start else ""
    return f"your own, set on {say_day(day)}{late}"


def read_goals(*paths: str | os.PathLike[str]) -> Goals:
    """The goals in flexlog.toml beside the given logs; the last file that has one counts.

    Raises
    ------
    DataError
        The file is no TOML, or a goal is not of the form that is written.

    Examples
    --------
    >>> read_goals("no/such/folder").main
    ''
    """
    found = Goals()
    folders = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    for folder in dict.fromkeys(folders):
        file = folder / NAME
        if file.is_file():
            found = found.also(_read_file(file))
    return found


def save_goals(folder: Path, goals: Goals, *, today: datetime.date) -> Path:
    """Write goals into flexlog.toml; a mark that is new or changed gets today as its day.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     path = save_goals(Path(name), make_goals("pain", {"pain": 1}), today=datetime.date(2026, 3, 1))
    ...     read_goals(name).worthwhile["pain"]
    Worthwhile(change=1.0, set_on=datetime.date(2026, 3, 1))
    """
    known = read_goals(folder).of(goals.person or None)
    dated = {}
    for metric, given in goals.worthwhile.items():
        before = known.worthwhile.get(metric)
        kept = before is not None and before.change == given.change
        dated[metric] = before if before is not None and kept else Worthwhile(given.change, today)
    main_set = known.main_set if goals.main == known.main else today
    start_set = known.start_set if goals.start == known.start else today
    merged = known.also(replace(goals, worthwhile=dated, main_set=main_set, start_set=start_set))
    return save_table(folder, "goals", _as_table(merged))


def _as_table(goals: Goals) -> dict[str, Any]:
    """Goals as they are written: only what was set."""
    marks = {
        metric: {"change": mark.change, "set": "" if mark.set_on is None else mark.set_on.isoformat()}
        for metric, mark in goals.worthwhile.items()
    }
    days = {name: getattr(goals, name) for name in _DAYS}
    table = {
        "main": goals.main,
        "worthwhile": marks,
        "target": dict(goals.target),
        "better": dict(goals.better),
        "person": goals.person,
        **{name: "" if day is None else day.isoformat() for name, day in days.items()},
    }
    return {name: value for name, value in table.items() if value}


def make_goals(
    main: str | None = None,
    worthwhile: Mapping[str, float] | None = None,
    target: Mapping[str, float] | None = None,
    *,
    better: Mapping[str, str] | None = None,
    start: str | None = None,
    person: str | None = None,
) -> Goals:
    """Check goals as given.

    Raises
    ------
    DataError
        A metric that is not known, a change that is not above 0, a target outside the metric's range,
        a direction that is neither 'higher' nor 'lower', or a start that is no date.

    Examples
    --------
    >>> make_goals("rom left", {"tightness": 1.5}).worthwhile["tightness"].change
    1.5
    """
    return Goals(
        (main or "").strip(),
        {name: Worthwhile(_change(name, one)) for name, one in (worthwhile or {}).items()},
        {name: _target(name, one) for name, one in (target or {}).items()},
        {name: _direction(name, one) for name, one in (better or {}).items()},
        _as_date("the start", start),
        (person or "").strip(),
    )


def _read_file(file: Path) -> Goals:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("goals", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DataError(
            f"{file}: {problem} - correct the line, or delete it and set the goal again"
        ) from None
    names = ("worthwhile", "target", "better")
    parts = [table.get(name, {}) for name in names] if isinstance(table, dict) else [None]
    if not all(isinstance(part, dict) for part in parts):
        raise DataError(f"{file}: 'goals' must be a table - delete it and set the goals again")
    marks = {name: _read_mark(file, name, mark) for name, mark in table.get("worthwhile", {}).items()}
    targets = {name: _target(name, one) for name, one in table.get("target", {}).items()}
    better = {name: _direction(name, one) for name, one in table.get("better", {}).items()}
    start, main_set, start_set = (_as_date(f"{file}: goals.{n}", table.get(n)) for n in _DAYS)
    main, person = (str(table.get(name, "")).strip() for name in ("main", "person"))
    return Goals(main, marks, targets, better, start, person, main_set, start_set)


def _read_mark(file: Path, name: str, mark: Any) -> Worthwhile:
    if not isinstance(mark, dict):
        raise DataError(f"{file}: goals.worthwhile.{name} must be a table with change and set")
    day = _as_date(f"{file}: goals.worthwhile.{name}.set", mark.get("set"))
    return Worthwhile(_change(name, mark.get("change")), day)


def _as_date(name: str, given: Any) -> datetime.date | None:
    """A day from its text, or as TOML gives it; None where there is none."""
    if given is None or given == "":
        return None
    try:
        return datetime.date.fromisoformat(str(given).strip())
    except ValueError:
        raise DataError(f"{name} is {given!r}, must be a date such as 2026-03-16") from None


def _direction(name: str, given: Any) -> str:
    if name not in METRICS:
        raise DataError(f"better names {name!r}, must be one of {', '.join(METRICS)}")
    if given not in DIRECTIONS:
        raise DataError(f"better {name} is {given!r}, must be 'higher' or 'lower', such as {name}=higher")
    return str(given)


def _change(name: str, given: Any) -> float:
    if name not in METRICS:
        raise DataError(f"worthwhile names {name!r}, must be one of {', '.join(METRICS)}")
    try:
        change = float(given)
    except (TypeError, ValueError):
        change = 0.0
    if not 0 < change < float("inf"):
        raise DataError(
            f"worthwhile {name} is {given!r}, must be a change above 0 in {METRICS[name].unit}, such as {name}=2"
        )
    return change


def _target(name: str, given: Any) -> float:
    if name not in METRICS:
        raise DataError(f"target names {name!r}, must be one of {', '.join(METRICS)}")
    metric = METRICS[name]
    try:
        target = float(given)
    except (TypeError, ValueError):
        target = float("nan")
    if not metric.low <= target <= metric.high:
        raise DataError(
            f"target {name} is {given!r}, must be {metric.low:g} to {metric.high:g} {metric.unit}, "
            f"such as {name}={metric.high / 5:g}"
        )
    return target
