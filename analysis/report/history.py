"""Every run of a report as rows of history.csv.

An answer can change for three reasons only: the log has other days, the person gave other answers, or
the rules are others. Each is kept as a hash, so that the next run can say which it was.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.comparison import Comparison
from analysis.errors import DataError
from analysis.intake.cells.guards import guard_text, unguard_text
from analysis.logbook import Logbook
from analysis.paths import REFERENCE, ROOT

NAME = "history.csv"
_RULES = ("analysis/verdict", "analysis/stats", "analysis/comparing.py", "analysis/days.py")
NUMBERS = ("estimate", "low", "high")


@dataclass(frozen=True)
class Run:
    """One measure in one run.

    Attributes
    ----------
    run : str
        Day of the run, YYYY-MM-DD.
    version, log, measure, answer : str
    estimate, low, high : float or None
        The step at the start and its 95 % interval, not rounded; None where there is none.
    days_before, days_since : int
    files, answers, rules : str
        Hashes; of the answers one each, as name:hash.
    example : str
        'example' where the log is the project's own, else ''.
    """

    run: str
    version: str
    log: str
    measure: str
    answer: str
    estimate: float | None
    low: float | None
    high: float | None
    days_before: int
    days_since: int
    files: str
    answers: str
    rules: str
    example: str = ""


COLUMNS = [one.name for one in fields(Run)]


def make_runs(book: Logbook, label: str, options: Mapping[str, Any], *, today: datetime.date) -> list[Run]:
    """What this run found: a row for the main measure, or for the first outcomes where none was chosen.

    Parameters
    ----------
    book : Logbook
    label : str
        Names the log, as in the charts' file names.
    options : mapping
        The answers given to the import.
    today : date

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> [run.measure for run in make_runs(open_logbook(), "example", {}, today=datetime.date(2026, 9, 1))]
    ['Tightness, hip']
    """
    shared = {
        "run": today.isoformat(),
        "version": __version__,
        "log": label,
        "files": _hash(sorted(str(one) for one in book.logs.files["file_id"])),
        "answers": hash_answers(book, options),
        "rules": hash_rules(),
        "example": "example" if book.is_example else "",
    }
    return [Run(**shared, **_result(one)) for one in book.mains()]


def _result(one: Comparison) -> dict[str, Any]:
    verdict = one.verdict
    change = None if verdict is None else verdict.change
    return {
        "measure": one.name,
        "answer": one.answer_word,
        **{name: None if change is None else float(getattr(change, name)) for name in NUMBERS},
        "days_before": len(one.series) if verdict is None else verdict.n_a,
        "days_since": 0 if verdict is None else verdict.n_b,
    }


def hash_answers(book: Logbook, options: Mapping[str, Any]) -> str:
    """One short hash for each kind of answer that was given, as 'start:1a2b3c4d main:5e6f7a8b'.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> hash_answers(open_logbook(), {})
    ''
    """
    goals, given = book.goals, book.phases.source == "given"
    answers = {
        "options": dict(options),
        "person": book.person or "",
        "start": f"{book.phases.start:%Y-%m-%d}" if given and book.phases.start is not None else "",
        "main": goals.main,
        "worthwhile": {name: mark.change for name, mark in goals.worthwhile.items()},
        "target": dict(goals.target),
        "better": dict(goals.better),
    }
    return " ".join(f"{name}:{_hash(answer)}" for name, answer in answers.items() if answer)


def hash_rules() -> str:
    """Hash of the sources that make an answer of a series, and of the marks it is held against.

    Not the version: that changes when somebody thinks of it, the sources whenever an answer could.
    """
    places = [ROOT / name for name in _RULES]
    files = [
        file for place in places for file in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
    ]
    texts = [file.read_text(encoding="utf-8") for file in [*files, REFERENCE / "outcome_measures.csv"]]
    return _hash(texts)


def _hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def read_history(path: Path) -> tuple[list[Run], list[int]]:
    """The runs on record, and the lines that are none (half written, or edited).

    Examples
    --------
    >>> read_history(Path("no/such/history.csv"))
    ([], [])
    """
    if not path.exists():
        return [], []
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as problem:
        raise DataError(
            f"{path} cannot be read ({problem.strerror}) - close it elsewhere, or move it"
        ) from None
    found: list[Run] = []
    bad: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() in ("", ",".join(COLUMNS)):
            continue
        run = _as_run(line)
        if run is None:
            bad.append(number)
        else:
            found.append(run)
    return found, bad


def _as_run(line: str) -> Run | None:
    try:
        cells = [unguard_text(cell) or "" for cell in next(csv.reader([line], strict=True))]
        row = dict(zip(COLUMNS, cells, strict=True))
        datetime.date.fromisoformat(row["run"])
        numbers = {name: float(row[name]) if row[name] else None for name in NUMBERS}
        counts = {name: int(row[name]) for name in ("days_before", "days_since")}
    except (csv.Error, ValueError, StopIteration):
        return None
    return Run(**{**row, **numbers, **counts})  # type: ignore[arg-type]


def append_history(path: Path, runs: Iterable[Run]) -> None:
    """Add runs at the end; what stands there is never written again.

    Raises
    ------
    DataError
        The file cannot be written to.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    for run in runs:
        writer.writerow([guard_text(c) if isinstance(c, str) and c else c for c in asdict(run).values()])
    try:
        with path.open("ab+") as file:
            file.seek(0, os.SEEK_END)
            size = file.tell()
            file.seek(max(size - 1, 0))
            whole = file.read() in (b"", b"\n")
            head = "" if size else ",".join(COLUMNS) + "\n"
            file.write(f"{head}{'' if whole else chr(10)}{target.getvalue()}".encode())
    except OSError as problem:
        raise DataError(
            f"{path} cannot be written to ({problem.strerror}) - close it elsewhere, or name another folder with OUT="
        ) from None
