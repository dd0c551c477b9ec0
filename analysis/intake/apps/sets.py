"""Apps that write one row a set: rows of one workout and exercise become one bout.

The length of a workout stands on each of its rows; it is the bout's only where the workout is that one exercise and
no set of it has a time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.intake.apps.sheet import Frames, Sheet
from analysis.intake.cells.durations import read_duration
from analysis.intake.cells.numbers import read_number, settle_mark
from analysis.intake.cells.sides import split_side
from analysis.intake.clock import read_day_start, read_zone
from analysis.intake.common import read_region
from analysis.intake.dates import DateColumn, read_dates
from analysis.intake.done import is_rest
from analysis.intake.grid import factor
from analysis.intake.issues import KEPT
from analysis.intake.meaning import Meaning, read_brackets
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.when import stamp
from analysis.intake.words import is_null, tidy

_NAT = np.datetime64("NaT", "s")
_LIMITS = {"seconds": 36000.0, "reps": 500.0, "effort": 10.0, "sets": 50.0}
_REST = ("rest timer", "rest")
_LONGEST, _HOLD, _MOST_SETS = 600.0, 1800.0, 50


@dataclass
class _Bout:
    """The sets of one exercise in one workout."""

    row: int
    records: list[int] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def mean(self, name: str) -> float | None:
        values = self.values.get(name)
        return float(np.mean(values)) if values else None


@dataclass(frozen=True)
class _Days:
    """A column of days or times, by record."""

    codes: np.ndarray
    dates: DateColumn

    def stamp(self, row: int) -> np.datetime64:
        code = self.codes[row]
        return stamp(self.dates.day[code : code + 1], self.dates.seconds[code : code + 1])[0]


def sum_sets(sheet: Sheet) -> Frames:
    """Sum the sets of a table into bouts.

    Parameters
    ----------
    sheet : Sheet
        With 'date' and 'exercise' and, where there, 'workout', 'order', 'reps', 'seconds', 'notes', 'workout_notes',
        'effort', 'end', 'duration', 'category', 'sets'.

    Returns
    -------
    sessions, outcomes : list of DataFrame
        Nothing where the dates raise a question.
    """
    days = _read_days(sheet, "date")
    if days.dates.question:
        sheet.job.ask(days.dates.question)
        return [], []
    _say_zone(sheet, days)
    bouts = _gather(sheet, days)
    job = sheet.job
    job.facts.setdefault("date_order", days.dates.order)
    job.facts.setdefault("date_order_why", days.dates.why)
    members = {bout.records[0]: bout.records for bout in bouts.values()}
    job.facts.setdefault("members", {}).update(members)
    job.ledger.settle([n for records in members.values() for n in records], KEPT)
    return ([_frame(sheet, bouts, days)] if bouts else []), []


def _read_days(sheet: Sheet, name: str) -> _Days:
    codes, texts = factor(sheet.column(name))
    answers = sheet.job.answers
    dates = read_dates(
        texts, counts=np.bincount(codes, minlength=len(texts)), column=sheet.header(name),
        day_first=answers.day_first, zone=read_zone(answers.tz), today=sheet.today,
    )  # fmt: skip
    return _Days(codes, dates)


def _say_zone(sheet: Sheet, days: _Days) -> None:
    """Warn of times that are UTC, where the person's zone is not known."""
    if days.dates.moved:
        sheet.job.facts["zone"] = sheet.job.answers.tz
        return
    rows = np.flatnonzero(days.dates.utc[days.codes]).tolist() if len(days.codes) else []
    if rows:
        sheet.job.facts["zone"] = "UTC"
    sheet.job.findings.group(
        "warning", "day_uncertain",
        "the time is UTC and no zone is known, so entries near midnight may belong to the day before or after",
        [sheet.records[row].line for row in rows], column=sheet.header("date"),
        fix="pass tz=, for example tz='Europe/Berlin'",
    )  # fmt: skip


def _gather(sheet: Sheet, days: _Days) -> dict[tuple, _Bout]:
    """Gather the sets of each bout; what has no day or no exercise is left out."""
    names, workouts, orders = (sheet.column(name) for name in ("exercise", "workout", "order"))
    sheet.skip(
        [row for row, text in enumerate(orders) if tidy(text).casefold() in _REST],
        "rest_timer", "a pause between sets, passed over",
    )  # fmt: skip
    read = {name: _read_numbers(sheet, name) for name in _LIMITS if name in sheet.at}
    noted = [sheet.column(name) for name in ("workout_notes", "notes") if name in sheet.at]
    bouts: dict[tuple, _Bout] = {}
    for row in range(len(sheet)):
        code, name = int(days.codes[row]), tidy(names[row])
        if tidy(orders[row]).casefold() in _REST:
            continue
        if np.isnat(days.dates.day[code]):
            rule, why = days.dates.problems.get(code, ("no_date", "the date is blank"))
            sheet.leave_out([row], rule, why, "date")
            continue
        if not name or is_rest(name):
            sheet.leave_out([row], "no_exercise", "the exercise is blank", "exercise")
            continue
        bout = bouts.setdefault((code, tidy(workouts[row]), name), _Bout(row))
        bout.records.append(sheet.numbers[row])
        for role, values in read.items():
            value = values[row]
            if value is not None:
                bout.values.setdefault(role, []).append(value)
        for note in (cells[row].replace("\\n", "\n").strip() for cells in noted):
            if note and note not in bout.notes:
                bout.notes.append(note)
    return bouts


def _read_numbers(sheet: Sheet, name: str) -> list[float | None]:
    """Read a column of numbers row by row; None where it is blank, 0 or refused."""
    codes, texts = factor(sheet.column(name))
    mark = settle_mark(texts, sheet.job.delimiter).decimal
    values: list[float | None] = []
    for code, text in enumerate(texts):
        clean = tidy(text)
        value = _read_one(clean, name, mark)
        if value is None or not 0 <= value <= _LIMITS[name]:
            _refuse(sheet, name, [row for row in range(len(sheet)) if codes[row] == code], clean, value)
            value = None
        values.append(value or None)
    return [values[code] for code in codes]


def _read_one(text: str, name: str, mark: str) -> float | None:
    """Read one number, a time in seconds; 0 where the cell is blank."""
    if is_null(text):
        return 0.0
    if name == "seconds":
        return read_duration(text, mark=mark or ".", unit="s", colon="m:ss").value
    return read_number(text, mark or ".")


def _refuse(sheet: Sheet, name: str, rows: list[int], text: str, value: float | None) -> None:
    rule = "out_of_range" if value is not None else "not_a_number"
    for row in rows:
        sheet.job.findings.add(
            "error", rule, f"{text!r} is not read: {name} must be a number from 0 to {_LIMITS[name]:g}; the set is kept without it",
            line=sheet.records[row].line, record=sheet.numbers[row] + 1, column=sheet.header(name), text=text,
        )  # fmt: skip


def _time_workouts(sheet: Sheet, bouts: dict[tuple, _Bout], days: _Days) -> dict[tuple, float]:
    """Give the minutes of the bouts without a time that are all of their workout."""
    alone = Counter((code, workout) for code, workout, _ in bouts)
    stated = read_brackets(Meaning(""), f"Duration {sheet.header('duration')}")[0].unit or "min"
    lengths = sheet.column("duration")
    ends = _read_days(sheet, "end") if "end" in sheet.at else None
    found = {}
    for key, bout in bouts.items():
        if alone[key[:2]] > 1 or bout.values.get("seconds"):
            continue
        text = lengths[bout.row]
        length = 0.0 if is_null(text) else read_duration(text, unit=stated, colon="h:mm").value or 0.0
        if not length and ends is not None and ends.stamp(bout.row) > days.stamp(bout.row):
            length = float((ends.stamp(bout.row) - days.stamp(bout.row)) / np.timedelta64(1, "s"))
        if 0 < length <= _LONGEST * 60:
            found[key] = round(length / 60, 6)
    return found


def _frame(sheet: Sheet, bouts: dict[tuple, _Bout], days: _Days) -> pd.DataFrame:
    answers, whole = sheet.job.answers, _time_workouts(sheet, bouts, days)
    began = read_day_start(answers.day_starts_at)
    ends = _read_days(sheet, "end") if "end" in sheet.at else None
    categories = sheet.column("category")
    rows = []
    for key, bout in bouts.items():
        code, workout, name = key
        exercise, side = split_side(name)
        seconds = bout.values.get("seconds", [])
        minutes = round(sum(seconds) / 60, 6) if seconds else whole.get(key)
        hold, reps = bout.mean("seconds"), bout.mean("reps")
        late = 0 <= days.dates.seconds[code] < began
        start, end = days.stamp(bout.row), _NAT if ends is None else ends.stamp(bout.row)
        offset = int(days.dates.offset[code])
        rows.append(
            {
                "person": answers.person or "me",
                "date": (days.dates.day[code] - np.timedelta64(int(late), "D")).astype("datetime64[s]"),
                "start": start,
                "end": end if end >= start else _NAT,
                "utc_offset_min": None if offset == NO_OFFSET else offset,
                "routine": workout or None,
                "exercise": exercise,
                "region": read_region(name) or read_region(categories[bout.row]),
                "side": side or "unknown",
                "minutes": minutes if minutes is None or minutes <= _LONGEST else None,
                "sets": min(int(sum(bout.values.get("sets", []))) or len(bout.records), _MOST_SETS),
                "reps": round(reps) or None if reps else None,
                "hold_s": round(hold, 3) if hold is not None and 1 <= hold <= _HOLD else None,
                "effort": bout.mean("effort"),
                "done": True,
                "minutes_from": _say_origin(seconds, minutes),
                "notes": " | ".join(bout.notes) or None,
                "line": sheet.records[bout.row].line,
                "_rec": bout.records[0],
            }
        )
    return pd.DataFrame(rows)


def _say_origin(seconds: list[float], minutes: float | None) -> str | None:
    """Say where the minutes of a bout come from, as schema.MINUTES_FROM names it."""
    if minutes is None:
        return None
    return "sets_x_hold" if seconds else "workout_total"
