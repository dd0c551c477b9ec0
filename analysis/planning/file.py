"""plan.csv beside the logs: written once, with a checksum, and read again or refused with the reason."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.beside import read_text_beside
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.planning.plan import Plan
from analysis.stats.randomization import Limits

PLAN, PEOPLE_PLAN = "plan.csv", "people_plan.csv"
TITLE = "Flexibility Log plan"
WITH, WITHOUT = "with", "without"
_EARLIER = "plan_drawn_{day}.csv"
_SETTINGS = (
    "what", "kind", "first day", "days", "shortest phase", "block", "looks", "person", "drawn at", "seed", "earlier draws",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CHECKSUM, _PEOPLE = "checksum", "people"
_MARKED = ("do", "left", "right")
_TITLE_LINE = re.compile(rf'^[\ufeff"\s]*{TITLE}"?([,;\t]?)', re.MULTILINE)
"""With the sign between cells, which a spreadsheet may have changed."""


@dataclass(frozen=True, eq=False)
class PlanOnFile:
    """A plan as it lies beside the logs.

    Attributes
    ----------
    marks : DataFrame
        True on days with the routine, by date; a column each side, else one column ''.
    plan : Plan or None
        None where the file is no draw that counts.
    refused : str
        Why it does not count; '' where it does.
    person : str
        Whose plan it says it is, whether it counts or not; '' where it names nobody.
    """

    marks: pd.DataFrame
    plan: Plan | None
    refused: str = ""
    person: str = ""


def write_plan(plan: Plan, folder: Path) -> Path:
    """Write plan.csv into a folder; a plan that lies there is kept beside it under another name.

    Examples
    --------
    >>> import tempfile
    >>> drawn = datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.timezone.utc)
    >>> plan = Plan("start", datetime.date(2026, 3, 2), 42, Limits(shortest=7), seed=5, drawn_at=drawn)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = write_plan(plan, Path(folder))
    ...     read_plan(path.read_text(encoding="utf-8")).plan == plan
    True
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (PEOPLE_PLAN if plan.people else PLAN)
    if path.exists():
        _put_aside(path)
    part = path.with_suffix(".part")
    part.write_text(write_plan_text(plan), encoding="utf-8", newline="")
    part.replace(path)
    return path


def _put_aside(path: Path) -> None:
    """Keep an earlier plan under the day it was drawn on."""
    found = re.search(
        r'^"?drawn at"?[,;\t]"?(\d{4}-\d\d-\d\d)', path.read_text(encoding="utf-8-sig"), re.MULTILINE
    )
    day, number = (found[1] if found else "before"), 1
    other = path.with_name(_EARLIER.format(day=day))
    while other.exists():
        number += 1
        other = path.with_name(_EARLIER.format(day=f"{day}_{number}"))
    path.replace(other)


def write_plan_text(plan: Plan) -> str:
    """The text of plan.csv: its settings, a checksum over all of it, and a row a day."""
    settings, rows = _list_settings(plan), [*_list_rows(plan.marks())]
    head = [[TITLE, "1"], *([name, text] for name, text in settings.items())]
    head.append([_CHECKSUM, _sum_up(settings, rows)])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [*head, [], ["date", "weekday", *(plan.sides or ("do",))], *rows]
    )
    return out.getvalue()


def _list_settings(plan: Plan) -> dict[str, str]:
    shortest = plan.limits.shortest
    told = (
        plan.what,
        plan.kind,
        plan.first_day.isoformat(),
        str(plan.days),
        " ".join(map(str, shortest)) if isinstance(shortest, tuple) else str(shortest),
        str(plan.limits.block),
        str(plan.looks),
        plan.person,
        plan.drawn_at.isoformat(),
        str(plan.seed),
        "; ".join(plan.earlier_draws),
    )
    settings = dict(zip(_SETTINGS, told, strict=True))
    return settings | ({_PEOPLE: "; ".join(plan.people)} if plan.people else {})


def _list_rows(marks: pd.DataFrame) -> Iterator[list[str]]:
    for date, row in zip(pd.DatetimeIndex(marks.index), marks.to_numpy(bool), strict=True):
        yield [f"{date:%Y-%m-%d}", _WEEKDAYS[date.weekday()], *(WITH if mark else WITHOUT for mark in row)]


def _sum_up(settings: Mapping[str, str], rows: Iterable[list[str]]) -> str:
    """A checksum over settings and days, whatever a spreadsheet does to quotes and line ends."""
    names = (*_SETTINGS, *([_PEOPLE] if settings.get(_PEOPLE) else []))
    told = [f"{name}={settings.get(name, '')}" for name in names] + ["|".join((r[0], *r[2:])) for r in rows]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def is_plan(text: str) -> bool:
    """Whether a text is a plan that was drawn here.

    Examples
    --------
    >>> is_plan("start,phase,kind"), is_plan("Flexibility Log plan,1")
    (False, True)
    """
    return _TITLE_LINE.search(text) is not None


def read_plan(text: str) -> PlanOnFile:
    """Read the text of plan.csv; a plan that was changed or drawn too late keeps its days, but is no draw.

    Raises
    ------
    DataError
        A day or a mark cannot be read at all: the line, the value and what to do.
    """
    title = _TITLE_LINE.search(text)
    between = (title and title[1]) or ","
    told = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=between)
    lines = [[cell.strip() for cell in row] for row in told]
    settings, at = _read_settings(lines)
    people = tuple(filter(None, settings.get(_PEOPLE, "").split("; ")))
    marks = _read_marks(lines[at - 1], [*enumerate(lines, start=1)][at:], people or _MARKED)
    person = settings.get("person", "")
    try:
        plan = _read_settled(settings)
    except (DataError, ValueError, KeyError) as problem:
        return PlanOnFile(marks, None, f"its settings are no plan ({problem})", person)
    refused = _find_fault(plan, settings, marks)
    return PlanOnFile(marks, None if refused else plan, refused, person)


def _read_settings(lines: list[list[str]]) -> tuple[dict[str, str], int]:
    """Settings by name, and the number of the line that heads the days."""
    settings: dict[str, str] = {}
    for number, row in enumerate(lines, start=1):
        if "date" in row and not {*row}.isdisjoint((*_MARKED, "weekday")):
            return settings, number
        if row and row[0]:
            settings[row[0].lower()] = row[1] if len(row) > 1 else ""
    raise DataError(
        f"{PLAN}: no line names the columns 'date' and 'do', or 'left' and 'right' - take the plan as it was written"
    )


def _read_marks(
    header: list[str], rows: list[tuple[int, list[str]]], marked: tuple[str, ...]
) -> pd.DataFrame:
    """Marks by date; columns and lines that somebody added hold no mark and are left out."""
    names = [name for name in header if name in marked]
    places, date_place = [header.index(name) for name in names], header.index("date")
    dates, marks = [], []
    for number, row in rows:
        cells = [*row, *[""] * (len(header) - len(row))]
        told = [cells[place].lower() for place in places]
        if not any(told) and not _is_day(cells[date_place]):
            continue
        if not _is_day(cells[date_place]):
            raise DataError(
                f"{PLAN} line {number}: the date is {cells[date_place]!r}, must be such as 2026-03-16 - a spreadsheet may "
                "have changed it: take the plan as it was written"
            )
        if any(mark not in (WITH, WITHOUT) for mark in told):
            raise DataError(f"{PLAN} line {number}: the day is {told}, must be '{WITH}' or '{WITHOUT}'")
        dates.append(pd.Timestamp(cells[date_place]))
        marks.append([mark == WITH for mark in told])
    if not marks:
        raise DataError(f"{PLAN}: no day stands in it - take the plan as it was written")
    index = pd.DatetimeIndex(dates).as_unit("s")
    if index.has_duplicates:
        raise DataError(
            f"{PLAN}: {index[index.duplicated()][0]:%Y-%m-%d} stands twice - take the plan as it was written"
        )
    columns = ["" if name == "do" else name for name in names]
    return pd.DataFrame(np.array(marks, dtype=bool), index=index, columns=columns).sort_index()


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and not pd.isna(
        pd.to_datetime(text, errors="coerce")
    )


def _read_settled(settings: Mapping[str, str]) -> Plan:
    shortest = [_whole("shortest phase", word) for word in settings["shortest phase"].split()]
    earlier = tuple(filter(None, settings.get("earlier draws", "").split("; ")))
    return Plan(
        settings["kind"],  # pyright: ignore[reportArgumentType] - Plan checks it
        datetime.date.fromisoformat(settings["first day"]),
        _whole("days", settings["days"]),
        Limits(
            shortest=shortest[0] if len(shortest) == 1 else tuple(shortest),
            block=_whole("block", settings["block"]),
        ),
        _whole("seed", settings["seed"]),
        datetime.datetime.fromisoformat(settings["drawn at"]),
        settings["what"],
        settings["person"],
        _whole("looks", settings["looks"]),
        earlier,
        tuple(filter(None, settings.get(_PEOPLE, "").split("; "))),
    )


def _whole(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise DataError(f"{name} is {text!r}, must be a whole number") from None


def _find_fault(plan: Plan, settings: Mapping[str, str], marks: pd.DataFrame) -> str:
    """Why a plan does not count, '' where it does."""
    if settings.get(_CHECKSUM) != _sum_up(settings, _list_rows(marks)):
        return "it was changed after it was drawn: its checksum is another one"
    if not marks.equals(plan.marks()):
        return "its days are not those that its lot draws"
    first = plan.schedule.first_choice
    if first is None:
        return "it leaves no choice, so nothing was drawn"
    if plan.drawn_at.date() > first:
        return f"it was drawn on {plan.drawn_at.date()}, after {first}, the first day that it decides"
    return ""


def find_plan(logs: Logs, *, person: str | None = None) -> PlanOnFile | None:
    """The plan that lies beside the logs, in their folder or zip; None where none does.

    A plan.csv that was written by hand, with a row a phase, is no plan in this sense.

    Raises
    ------
    DataError
        Two plans of one person, or a plan whose days cannot be read.

    Examples
    --------
    >>> find_plan(Logs()) is None
    True
    """
    found = [
        plan for text in _texts(logs) if is_plan(text) for plan in [read_plan(text)] if _is_of(plan, person)
    ]
    if len(found) > 1:
        raise DataError(f"{len(found)} plans lie beside the logs - keep one {PLAN} for each person")
    return found[0] if found else None


def _texts(logs: Logs) -> Iterator[str]:
    """Every plan.csv that was given, and the one in the folder of a log, or of a zip, that was given by name."""
    given = list(logs.files.loc[logs.files["name"].str.lower() == PLAN, "path"].astype(str))
    for path in given:
        yield read_text_beside(path, PLAN)
    seen = {Path(path).resolve() for path in given if "::" not in path}
    named = {path.partition("::")[0] for path in logs.files["path"].astype(str) if path}
    folders = {Path(path).parent for path in named}
    for folder in sorted(folders):
        path = folder / PLAN
        if path.is_file() and path.resolve() not in seen:
            yield read_text_beside(str(path), PLAN)


def _is_of(found: PlanOnFile, person: str | None) -> bool:
    return person is None or found.person in ("", person)
