"""Loop Habit Tracker: a day a row and a column a habit, or one habit a file; 2 and YES_MANUAL mean done.

1 and YES_AUTO are days that count by the schedule and on which nothing was done. Habits with numbers are stored times
1000. A file of one habit does not say which; its folder does ('001 Stretching'). Every line ends with a comma.
"""

from __future__ import annotations

import datetime as dt
import re

from analysis.intake.apps.kinds import names_kept
from analysis.intake.apps.sheet import Column, Frames, Sheet, join_parts, plain_name
from analysis.intake.grid import Job
from analysis.intake.headers import read_header
from analysis.intake.meaning import Meaning
from analysis.intake.sources import name_place
from analysis.intake.tables import Table
from analysis.intake.words import fold, tidy

NAME = "loop_habits"
WHY_LIST = "it lists habits of Loop Habit Tracker, and holds no days; the days are in Checkmarks.csv"
WHY_SCORES = "it holds scores that Loop Habit Tracker worked out, and no days"
_WORDS = {"YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN"}
_DONE, _PLANNED = {"2", "YES_MANUAL"}, {"1", "YES_AUTO"}
_SCORE = re.compile(r"[01]([.,]\d+)?")
_CODE, _STORED = re.compile(r"-?[0-3]"), 1000
_FOLDER = re.compile(r"(?:^|::|[/\\])\d{3} ([^/\\]+)[/\\][^/\\]+$")
_LISTS = ({"position", "name", "question", "color"}, {"position", "name", "type", "color"})


def match_table(table: Table, path: str) -> str:
    """Name the layout of a table; '' when Loop did not write it.

    Examples
    --------
    >>> match_table(Table(["Position", "Name", "Question", "Description", "Color"], 1), "Habits.csv")
    'list of habits'
    """
    names = {plain_name(name) for name in table.header}
    if any(len(keys & names) == len(keys) for keys in _LISTS):
        return "list of habits"
    cells = [[cell.strip() for cell in record.cells[1:]] for record in table.records]
    if name_place(path).endswith("Scores.csv") and all(
        _SCORE.fullmatch(c) for row in cells for c in row if c
    ):
        return "scores"
    told = {cell for row in cells for cell in row[:1]}
    if table.header and told and told <= _WORDS and names >= {"date", "value"}:
        return "one habit"
    if not table.header and _FOLDER.search(path) and told and all(re.fullmatch(r"-?\d+", c) for c in told):
        return "one habit, bare"
    worded = any(cell in _WORDS for row in cells for cell in row)
    dated = [plain_name(name) for name in table.header[:1]] == ["date"]
    if dated and (worded or table.raw_width == len(table.header) + 1) and _are_codes(table, cells):
        return "all habits"
    return ""


def _are_codes(table: Table, cells: list[list[str]]) -> bool:
    """Say whether all cells are codes of a day or stored numbers, and no column is named as a reading."""
    width = len(table.header) - 1
    said = {cell for row in cells for cell in row[:width] if cell}
    plain = all(_CODE.fullmatch(cell) or cell in _WORDS or _is_stored(cell) for cell in said)
    return plain and bool(_DONE & said) and not any(_is_read(name) for name in table.header[1:])


def _is_read(header: str) -> bool:
    meaning = read_header(header)
    return meaning.is_metric and meaning.role in ("pain", "tightness", "soreness", "stress", "rom", "reach")


def _is_stored(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{3,}", cell))


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read the habits that are stretching, yoga or the like, and those that the person names."""
    if not table.header:
        table.header = ["Date", "Value", *[""] * (max(len(record.cells) for record in table.records) - 2)]
    if table.raw_width == len(table.header) + 1:
        cut = len(table.header)
        table.records = [
            r._replace(cells=r.cells[:cut]) if not "".join(r.cells[cut:]).strip() else r
            for r in table.records
        ]
    at = {name: place for place, name in enumerate(table.header) if name.strip()}
    sheet = Sheet(table, job, today, {"date": 0, **at})
    found = _FOLDER.search(job.path)
    alone = tidy(found[1]) if found else ""
    given = {fold(str(name)) for name in job.answers.columns}
    day = sheet.take("date", "date") + [
        c for n in at if plain_name(n) == "notes" for c in sheet.take(n, "notes")
    ]
    columns: list[Column] = []
    for name, place in at.items():
        habit = alone if alone and plain_name(name) == "value" else name
        chosen = fold(name) in given
        if place == 0 or plain_name(name) in ("notes", "note") or not (chosen or names_kept(habit)):
            continue
        _write_done(sheet, place, habit)
        columns.append(
            (Meaning(habit, "minutes" if _counts_minutes(habit) else "done", unit="min"), sheet.column(name))
        )
    if not columns:
        _refuse(sheet, alone, at)
        return [], []
    both = join_parts(*(sheet.read(range(len(sheet)), [*day, column]) for column in columns))
    sheet.keep_rows([*both[0], *both[1]])
    return both


def _counts_minutes(habit: str) -> bool:
    return bool(
        {"min", "mins", "minute", "minutes", "minuten", "minutos", "minuti", "minuty"}
        & set(plain_name(habit).split())
    )


def _write_done(sheet: Sheet, place: int, habit: str) -> None:
    """Write the codes of a habit as yes or the number that is stored; nothing where it was not done."""
    minutes = _counts_minutes(habit)
    planned = [record.line for record in sheet.records if record.cells[place].strip() in _PLANNED]
    sheet.job.findings.group(
        "warning", "not_done", "1 and YES_AUTO are days that count by the schedule of Loop, on which nothing was done: no session", planned,
        column=sheet.table.header[place], fix="write yes and no where this is a list of your own and 1 means done",
    )  # fmt: skip
    for record in sheet.records:
        cell = record.cells[place].strip()
        if _is_stored(cell):
            record.cells[place] = f"{int(cell) / _STORED:g}" if minutes else "yes"
        else:
            record.cells[place] = "yes" if cell in _DONE and not minutes else ""


def _refuse(sheet: Sheet, alone: str, at: dict[str, int]) -> None:
    """Pass all days over, as no habit of the file is known to be of this log; the person may name one."""
    habits = (
        [alone] if alone else [name for name, place in at.items() if place and plain_name(name) != "notes"]
    )
    if not alone and [plain_name(name) for name in habits] == ["value"]:
        sheet.job.ask(
            f"it is one habit of Loop Habit Tracker and does not say which - pass columns={{{habits[0]!r}: 'done'}} if it is "
            "your stretching, or leave the file out"
        )
        return
    sheet.skip(
        range(len(sheet)),
        "other_habit",
        f"no habit is known to be stretching or the like: {', '.join(map(repr, habits))}",
    )
    if alone:
        return
    sheet.job.findings.add(
        "warning", "no_habit_chosen", "nothing of this file is read", column=habits[0] if habits else None,
        fix=f"pass columns={{{habits[0]!r}: 'done'}} for the habit that is your routine" if habits else "",
    )  # fmt: skip
