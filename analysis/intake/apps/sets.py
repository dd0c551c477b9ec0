"""Apps that write one row a set: rows of one workout and exercise become one session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.intake.cells.numbers import read_number
from analysis.intake.cells.sides import split_side
from analysis.intake.clock import read_day_start, read_zone
from analysis.intake.common import read_region
from analysis.intake.dates import DateColumn, read_dates
from analysis.intake.described import describe_app
from analysis.intake.grid import Job, factor
from analysis.intake.issues import KEPT, LEFT_OUT, SKIPPED
from analysis.intake.meaning import Meaning
from analysis.intake.records import Record
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.tables import Table
from analysis.intake.widths import fit_records
from analysis.intake.words import split_words, tidy


@dataclass
class _Bout:
    """The sets of one exercise in one workout."""

    line: int
    records: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    reps: list[float] = field(default_factory=list)
    efforts: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    end: np.datetime64 = field(default_factory=lambda: np.datetime64("NaT", "s"))


def name_columns(header: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """Give the position of each column an app is known to write; the first of a name counts.

    Examples
    --------
    >>> name_columns(["Date", "Weight (kg)"], {"date": "date", "weight": "weight"})
    {'date': 0, 'weight': 1}
    """
    found: dict[str, int] = {}
    for at, text in enumerate(header):
        key = " ".join(split_words(text))
        short = " ".join(split_words(text.split("(")[0]))
        role = names.get(key) or names.get(short)
        if role:
            found.setdefault(role, at)
    return found


def sum_sets(table: Table, job: Job, at: Mapping[str, int], today: dt.date) -> pd.DataFrame | None:
    """Sum the sets of a table into sessions.

    Parameters
    ----------
    at : mapping
        'date', 'exercise' and, where there, 'workout', 'order', 'reps', 'seconds', 'notes', 'effort', 'end':
        the position of each.

    Returns
    -------
    DataFrame or None
        None when the dates raise a question.
    """
    fitting, numbers = fit_records(table.records, [Meaning(name) for name in table.header], job)
    describe_app([record.cells for record in fitting], table, at, job)
    codes, dates, question = _read_when(fitting, at["date"], table, job, today)
    if question:
        job.ask(question)
        return None
    ends = _read_when(fitting, at["end"], table, job, today)[:2] if "end" in at else None
    bouts: dict[tuple, _Bout] = {}
    for row, (record, number) in enumerate(zip(fitting, numbers, strict=True)):
        code = codes[row]
        cells = record.cells
        if "order" in at and tidy(cells[at["order"]]).casefold() in ("rest timer", "rest"):
            job.ledger.settle([number], SKIPPED)
            continue
        name = tidy(cells[at["exercise"]])
        if np.isnat(dates.day[code]) or not name:
            _leave_out(record, number, dates.problems.get(int(code)), job, table, at)
            continue
        workout = tidy(cells[at["workout"]]) if "workout" in at else ""
        bout = bouts.setdefault((int(code), workout, name), _Bout(record.line))
        bout.records.append(number)
        if ends is not None:
            bout.end = _moment(ends[1], ends[0][row])
        _add_set(bout, record, number, at, table, job)
    job.facts.setdefault("date_order", dates.order)
    job.facts.setdefault("date_order_why", dates.why)
    members = {bout.records[0]: bout.records for bout in bouts.values()}
    job.facts.setdefault("members", {}).update(members)
    job.ledger.settle([n for recs in members.values() for n in recs], KEPT)
    return _frame(bouts, dates, job)


def _read_when(
    fitting: list[Record], at: int, table: Table, job: Job, today: dt.date
) -> tuple[np.ndarray, DateColumn, str]:
    codes, texts = factor([record.cells[at] for record in fitting])
    dates = read_dates(
        texts,
        counts=np.bincount(codes, minlength=len(texts)),
        column=table.header[at],
        day_first=job.answers.day_first,
        zone=read_zone(job.answers.tz),
        today=today,
    )
    return codes, dates, dates.question


def _moment(dates: DateColumn, code: int) -> np.datetime64:
    if dates.seconds[code] < 0:
        return np.datetime64("NaT", "s")
    return dates.day[code].astype("datetime64[s]") + np.timedelta64(int(dates.seconds[code]), "s")


def _leave_out(
    record: Record,
    number: int,
    problem: tuple[str, str] | None,
    job: Job,
    table: Table,
    at: Mapping[str, int],
) -> None:
    job.ledger.settle([number], LEFT_OUT)
    which = "date" if problem else "exercise"
    rule, why = problem or ("no_exercise", "the exercise is blank")
    job.findings.add(
        "error", rule, f"left out: {why}", line=record.line, record=number + 1,
        column=table.header[at[which]], text=record.cells[at[which]], fix="correct the cell in the file",
    )  # fmt: skip


def _add_set(bout: _Bout, record: Record, number: int, at: Mapping[str, int], table: Table, job: Job) -> None:
    for role, into, most in (
        ("seconds", bout.seconds, 36000),
        ("reps", bout.reps, 500),
        ("effort", bout.efforts, 10),
    ):
        text = tidy(record.cells[at[role]]) if role in at else ""
        if not text:
            continue
        value = read_number(text)
        if value is None or not 0 <= value <= most:
            job.findings.add(
                "error", "out_of_range" if value is not None else "not_a_number",
                f"{text!r} is not read: {role} must be a number from 0 to {most}; the set is kept without it",
                line=record.line, record=number + 1, column=table.header[at[role]], text=text,
            )  # fmt: skip
        elif value > 0:
            into.append(value)
    note = record.cells[at["notes"]].replace("\\n", "\n").strip() if "notes" in at else ""
    if note and note not in bout.notes:
        bout.notes.append(note)


def _frame(bouts: dict[tuple, _Bout], dates: DateColumn, job: Job) -> pd.DataFrame:
    began = read_day_start(job.answers.day_starts_at)
    rows = []
    for (code, workout, name), bout in bouts.items():
        exercise, side = split_side(name)
        minutes = round(sum(bout.seconds) / 60, 6) if bout.seconds else None
        hold = float(np.mean(bout.seconds)) if bout.seconds else None
        late = 0 <= dates.seconds[code] < began
        start, offset = _moment(dates, code), int(dates.offset[code])
        rows.append(
            {
                "person": job.answers.person or "me",
                "date": (dates.day[code] - np.timedelta64(int(late), "D")).astype("datetime64[s]"),
                "start": start,
                "end": bout.end if bout.end >= start else np.datetime64("NaT", "s"),
                "utc_offset_min": None if offset == NO_OFFSET else offset,
                "routine": workout or None,
                "exercise": exercise,
                "region": read_region(name),
                "side": side or "unknown",
                "minutes": minutes if minutes is None or minutes <= 600 else None,
                "sets": min(len(bout.records), 50),
                "reps": round(float(np.mean(bout.reps))) or None if bout.reps else None,
                "hold_s": round(hold, 3) if hold is not None and 1 <= hold <= 1800 else None,
                "effort": float(np.mean(bout.efforts)) if bout.efforts else None,
                "done": True,
                "minutes_from": "sets_x_hold" if minutes is not None else None,
                "notes": " | ".join(bout.notes) or None,
                "line": bout.line,
                "_rec": bout.records[0],
            }
        )
    return pd.DataFrame(rows)
