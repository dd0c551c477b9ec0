"""A log to hand on: its dates moved, and without anything that names or quotes the person.

What a reader gets is not the report with parts cut out, but a report on a log that never had them:
the cleaned log lies in a folder of its own, and everything is made from that.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.events import NAME as EVENTS
from analysis.events import VISIT, read_events
from analysis.export import export_logs
from analysis.goals import Goals
from analysis.intake import Logs
from analysis.intake.mapping import save_table
from analysis.logbook import Logbook
from analysis.phases import Phases
from analysis.planning.file import write_plan
from analysis.planning.plan import Plan
from analysis.reference import exercise_key, read_reference, training_kind
from analysis.report.tell import is_other
from analysis.schema import conform

FIRST_MONDAY = pd.Timestamp("2001-01-01")
"""Where the week of the first entry is moved to."""

SHARED = (
    "Made to be handed on: notes, names, file names and the words of single cells are left out, and all "
    "dates are moved by the same number of whole weeks, so that the log begins in January 2001. "
    "Weekdays and the days between entries are as they were."
)

_FOUND = {"error": "something was left out", "warning": "something was changed or assumed", "note": "noted"}
_HAPPENINGS = (VISIT, "injury", "illness", "holiday", "travel", "operation", "race", "move", "birth")
_KINDS = {"A": "baseline", "B": "routine", "break": "break"}
_TIMES = ("date", "time", "start", "end", "entered_at")


def share_log(book: Logbook, folder: Path) -> Path:
    """Write a cleaned log that `open_logbook` opens to the same results, and give its folder.

    Parameters
    ----------
    book : Logbook
        The log as it is; the files stay as they are.
    folder : Path
        New or empty.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.logbook import open_logbook
    >>> with tempfile.TemporaryDirectory() as name:
    ...     shared = open_logbook(share_log(open_logbook(), Path(name)))
    ...     shared.phases.start.year, bool(shared.logs.outcomes["notes"].notna().any())
    (2001, False)
    """
    by = find_shift(book.logs, book.person)
    export_logs(clean_logs(book.logs, book.person, by), folder)
    _write_phases(book.phases, by, folder)
    _write_events(book, by, folder)
    confirmed = book.phases.start if book.phases.source == "given" else None
    goals = _goal_table(book.goals, confirmed, by)
    if goals:
        save_table(folder, "goals", goals)
    return folder


def find_shift(logs: Logs, person: str | None = None) -> pd.Timedelta:
    """How far all dates are moved: whole weeks, so that a Monday stays a Monday.

    Examples
    --------
    >>> find_shift(Logs())
    Timedelta('0 days 00:00:00')
    """
    days = pd.concat([frame["date"] for frame in _rows_of(logs, person)])
    if days.empty:
        return pd.Timedelta(0)
    first = pd.Timestamp(days.min())
    return FIRST_MONDAY - (first - pd.Timedelta(days=first.weekday()))


def clean_logs(logs: Logs, person: str | None, by: pd.Timedelta) -> Logs:
    """The readings and sessions of a person without words of their own, and with moved dates.

    Known exercises keep a name of our list, so that what they train stays known; what was found while
    reading keeps its severity alone.

    Examples
    --------
    >>> clean_logs(Logs(), None, pd.Timedelta(0))
    Logs(0 files: 0 sessions, 0 outcomes, 0 issues)
    """
    outcomes, sessions = _rows_of(logs, person)
    logs_only = [not is_other(row) for row in logs.files.to_dict("records")]
    files = logs.files[pd.Series(logs_only, index=logs.files.index, dtype=bool)]
    known = {file_id: f"log{n}" for n, file_id in enumerate(files["file_id"].unique(), start=1)}
    return Logs(
        sessions=conform(_clean_sessions(sessions, known, by), "sessions"),
        outcomes=conform(_clean_outcomes(outcomes, known, by), "outcomes"),
        issues=_clean_issues(logs.issues, dict(zip(files["name"], files["file_id"].map(known), strict=True))),
        files=_clean_files(files, known),
    )


def _rows_of(logs: Logs, person: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    if person is None:
        return logs.outcomes, logs.sessions
    return logs.outcomes[logs.outcomes["person"] == person], logs.sessions[logs.sessions["person"] == person]


def _clean_sessions(rows: pd.DataFrame, files: dict[str, str], by: pd.Timedelta) -> pd.DataFrame:
    names = [*rows["exercise"].dropna().unique(), *rows["routine"].dropna().unique()]
    neutral = _neutral_names(dict.fromkeys(names))
    ids = {one: f"s{n}" for n, one in enumerate(rows["session_id"].unique(), start=1)}
    return _clean_rows(rows, files, by).assign(
        session_id=rows["session_id"].map(ids),
        exercise=rows["exercise"].map(neutral),
        routine=rows["routine"].map(neutral),
    )


def _clean_outcomes(rows: pd.DataFrame, files: dict[str, str], by: pd.Timedelta) -> pd.DataFrame:
    folded = rows["instrument"].str.casefold()
    tools = {one: f"instrument {n}" for n, one in enumerate(folded.dropna().unique(), start=1)}
    return _clean_rows(rows, files, by).assign(instrument=folded.map(tools), raw=None)


def _clean_rows(rows: pd.DataFrame, files: dict[str, str], by: pd.Timedelta) -> pd.DataFrame:
    """What sessions and readings have in common; an id is a hash of words and dates, so it goes too."""
    moved = {name: rows[name] + by for name in _TIMES if name in rows}
    neutral = {"person": "me", "notes": None, "utc_offset_min": None}
    ids = [f"r{n}" for n in range(1, len(rows) + 1)]
    return rows.assign(**moved, **neutral, row_id=ids, file_id=rows["file_id"].map(files).fillna("log"))


def _neutral_names(names: Iterable[str]) -> dict[str, str]:
    """A name that says the same of the training, and nothing of the person."""
    listed = read_reference("exercises").set_index("exercise_id")["name"]
    found: dict[str, str] = {}
    for name in names:
        key = exercise_key(name)
        if key is not None:
            found[name] = str(listed[key])
        elif training_kind(name) == "targeted":
            found[name] = "Hip flexor routine"
        else:
            found[name] = f"Training {len(found) + 1}"
    return found


def _clean_files(files: pd.DataFrame, known: dict[str, str]) -> pd.DataFrame:
    counts = files[["records_read", "kept", "skipped", "left_out"]]
    names = [f"log {n}" for n in range(1, len(files) + 1)]
    return conform(counts.assign(file_id=files["file_id"].map(known), name=names, path=names), "files")


def _clean_issues(issues: pd.DataFrame, known: dict[str, str]) -> pd.DataFrame:
    rows = pd.DataFrame({"severity": issues["severity"], "rule": issues["rule"]})
    rows["file"] = issues["file"].map(known).fillna("log")
    rows["did"] = issues["severity"].astype(str).map(_FOUND)
    return conform(rows, "issues")


def _write_phases(phases: Phases, by: pd.Timedelta, folder: Path) -> None:
    if phases.plan is not None:
        write_plan(_clean_plan(phases.plan, by), folder)
        return
    if phases.source not in ("plan.csv", "phases.csv"):
        return
    rows = [[_day(s.start + by), s.phase, _KINDS[s.phase]] for s in phases.spans if s.phase in _KINDS]
    _write_csv(folder / phases.source, ["start", "phase", "kind"], rows)


def _clean_plan(plan: Plan, by: pd.Timedelta) -> Plan:
    """A plan on moved days, without a name, an hour or a zone; the lot draws the same days again."""
    day = plan.drawn_at.date() + by.to_pytimedelta()
    drawn_at = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    earlier = ("an earlier draw",) * len(plan.earlier_draws)
    first = plan.first_day + by.to_pytimedelta()
    return replace(plan, first_day=first, drawn_at=drawn_at, person="", earlier_draws=earlier)


def _write_events(book: Logbook, by: pd.Timedelta, folder: Path) -> None:
    rows = []
    for event in read_events(book.logs, person=book.person):
        what = event.what.casefold() if event.what.casefold() in _HAPPENINGS else "event"
        rows.append([_day(event.start + by), "" if event.end is None else _day(event.end + by), what, ""])
    if rows:
        _write_csv(folder / EVENTS, ["start", "end", "what", "note"], rows)


def _write_csv(path: Path, header: Sequence[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def _goal_table(goals: Goals, given: pd.Timestamp | None, by: pd.Timedelta) -> dict[str, object]:
    """The goals as flexlog.toml holds them, with the days on which they were set moved as well."""
    start = goals.start if given is None else given.date()
    marks = {name: {"change": m.change, "set": _moved(m.set_on, by)} for name, m in goals.worthwhile.items()}
    table = {
        "main": goals.main,
        "worthwhile": marks,
        "target": dict(goals.target),
        "better": dict(goals.better),
        "start": _moved(start, by),
        "main_set": _moved(goals.main_set, by),
        "start_set": _moved(goals.start_set, by),
    }
    return {name: value for name, value in table.items() if value}


def _moved(day: datetime.date | None, by: pd.Timedelta) -> str:
    return "" if day is None else _day(pd.Timestamp(day) + by)


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
