"""Which day and time each record of a table belongs to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.clock import read_day_start, read_time, read_zone
from analysis.intake.coded import code_levels
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.dates import DateColumn, read_dates
from analysis.intake.grid import Grid, Job
from analysis.intake.meaning import take_order
from analysis.intake.parts import join_parts
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.weekdays import check_weekdays, note_far_days, turn_weekdays, weekdays_beside
from analysis.intake.words import cell_words, fold, is_null
from analysis.intake.years import fill_above, settle_years
from analysis.schema import MOMENTS

_DAY = np.timedelta64(1, "D")
NAT = np.datetime64("NaT", "s")


@dataclass
class When:
    """Day and time of each record.

    Attributes
    ----------
    day : ndarray of datetime64[D]
        NaT where the record has none.
    time, entered, start, end : ndarray of datetime64[s]
    offset : ndarray of int
    moment : ndarray of int
        From words in a time column, as codes of MOMENTS; -1 where none is given.
    column : int
        The column that gives the day.
    problems : dict
        Row -> (rule, what is wrong).
    """

    day: np.ndarray
    time: np.ndarray
    entered: np.ndarray
    start: np.ndarray
    end: np.ndarray
    offset: np.ndarray
    moment: np.ndarray
    column: int
    problems: dict[int, tuple[str, str]]


def find_when(grid: Grid, job: Job, today: dt.date) -> When | None:
    """Settle day and time of every record; None when there is a question instead.

    Raises
    ------
    DataError
        Nothing in the table is a date.
    """
    turn_weekdays(grid)
    join_parts(grid)
    read: dict[int, DateColumn] = {}
    for at in grid.find("date", "timestamp", "start", "end"):
        read[at] = _read_column(grid, at, job, today)
    column = _choose_day(grid, read, job, today)
    if read[column].question:
        job.ask(read[column].question)
        return None
    _note_serials(grid, column, job)
    check_weekdays(grid, column, read[column], job)
    note_far_days(grid, column, read[column], job)
    job.facts.setdefault("date_order", read[column].order)
    job.facts.setdefault("date_order_why", read[column].why)
    return _assemble(grid, column, read, job)


def _note_serials(grid: Grid, column: int, job: Job) -> None:
    """Say that days were read from the day numbers of a spreadsheet."""
    codes, texts = grid.distinct(column)
    short = [(code, text.strip()) for code, text in enumerate(texts) if text.strip()[:5].isdigit()]
    serial = [code for code, text in short if re.fullmatch(r"\d{5}(\.\d+)?", text)]
    if serial:
        job.findings.group(
            "warning",
            "serial_date",
            "a spreadsheet's day number, counted from 1900",
            grid.lines[np.isin(codes, serial)].tolist(),
            texts=[texts[serial[0]]],
            column=grid.meanings[column].header,
            fix="format the column as a date in the spreadsheet and export it again",
        )


def _read_column(grid: Grid, at: int, job: Job, today: dt.date) -> DateColumn:
    stated = take_order(grid.meanings[at].header)[1]
    said = stated if job.answers.day_first is None else job.answers.day_first
    question = fill_above(grid, at, job) if grid.meanings[at].role == "date" else ""
    dates = _read_texts(grid, at, job, stated, today)
    if dates.without_year and settle_years(grid, at, dates.without_year, job, said):
        dates = _read_texts(grid, at, job, stated, today)
    return replace(dates, question=" - and ".join(filter(None, [dates.question, question])))


def _read_texts(grid: Grid, at: int, job: Job, stated: bool | None, today: dt.date) -> DateColumn:
    codes, texts = grid.distinct(at)
    return read_dates(
        texts,
        counts=np.bincount(codes, minlength=len(texts)),
        weekdays=weekdays_beside(grid, codes),
        column=grid.meanings[at].header,
        day_first=job.answers.day_first,
        stated=stated,
        zone=read_zone(job.answers.tz),
        today=today,
    )


def _choose_day(grid: Grid, read: dict[int, DateColumn], job: Job, today: dt.date) -> int:
    """Choose the column that gives the day: a date, else a timestamp, else a start, else by its cells."""
    for roles in (("date",), ("timestamp",), ("start",)):
        candidates = [at for at in grid.find(*roles) if at in read]
        scored = [(_dated(grid, at, read[at]), -at) for at in candidates]
        best = max(scored, default=(0, 0))
        if candidates and (best[0] > 0 or any(read[at].question for at in candidates)):
            at = -best[1] if best[0] > 0 else next(at for at in candidates if read[at].question)
            for other in candidates:
                if other != at:
                    _pass_over(grid, other, job, f"column {grid.meanings[at].header!r} gives the day")
            return at
    voted = [at for at in range(len(grid.columns)) if at not in read and _mostly_dates(grid, at)]
    if len(voted) == 1:
        at = voted[0]
        job.findings.add(
            "warning",
            "date_by_cells",
            "taken as the date, because its cells are dates",
            column=grid.meanings[at].header,
            fix=f"pass columns={{{grid.meanings[at].header!r}: 'date'}} to say so",
        )
        grid.meanings[at] = replace(grid.meanings[at], role="date")
        read[at] = _read_column(grid, at, job, today)
        return at
    known = [at for at in grid.find("date", "timestamp", "start") if at in read]
    if known:
        return known[0]
    names = [m.header for m in grid.meanings]
    raise DataError(
        f"{job.name}: no column holds dates; its columns are {names} - name it with columns={{'...': 'date'}}"
    )


def _pass_over(grid: Grid, at: int, job: Job, why: str) -> None:
    job.findings.add("note", "column_ignored", f"not read: {why}", column=grid.meanings[at].header)
    grid.meanings[at] = replace(grid.meanings[at], role="ignore")


def _dated(grid: Grid, at: int, read: DateColumn) -> int:
    codes, _ = grid.distinct(at)
    return int((~np.isnat(read.day[codes])).sum()) if len(codes) else 0


def _mostly_dates(grid: Grid, at: int) -> bool:
    _, texts = grid.distinct(at)
    full = [text for text in texts if not is_null(text)]
    return bool(full) and sum(looks_like_date(text) for text in full) >= 0.8 * len(full)


def _assemble(grid: Grid, column: int, read: dict[int, DateColumn], job: Job) -> When:
    size = len(grid)
    codes, _ = grid.distinct(column)
    dates = read[column]
    day, seconds, offset = dates.day[codes], dates.seconds[codes], dates.offset[codes]
    role = grid.meanings[column].role
    moment = np.full(size, -1, dtype=np.int8)
    stamped = stamp(day, seconds)
    entered = stamped if role == "timestamp" else np.full(size, NAT)
    if role != "timestamp":
        for at in grid.find("timestamp"):
            entered = _stamps(grid, at, read[at], day)
    clock_at = grid.find("time")
    if clock_at and (seconds < 0).all():
        seconds, moment = _read_clock(grid, clock_at[0], job)
    time = stamp(day, seconds)
    start = time if role != "timestamp" else np.full(size, NAT)
    for at in grid.find("start"):
        start = _stamps(grid, at, read[at], day)
    end: np.ndarray = np.full(size, NAT)
    for at in grid.find("end"):
        end = _stamps(grid, at, read[at], day)
    back = start - end
    past = (back > np.timedelta64(12, "h")) & (back < np.timedelta64(24, "h"))
    end = np.where(past, end + _DAY, end)
    _warn_utc(grid, codes, dates, column, job)
    began = read_day_start(job.answers.day_starts_at)
    late = (seconds >= 0) & (seconds < began)
    problems = {int(row): dates.problems[int(codes[row])] for row in np.flatnonzero(np.isnat(day))}
    return When(
        np.where(late, day - _DAY, day), time, entered, start, end, offset, moment, column, problems
    )  # fmt: skip


def stamp(day: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Join days and seconds; NaT where the time is not known (-1).

    Examples
    --------
    >>> stamp(np.array(["2026-03-01", "2026-03-01"], dtype="datetime64[D]"), np.array([60, -1])).astype(str).tolist()
    ['2026-03-01T00:01:00', 'NaT']
    """
    joined = day.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    return np.where(seconds >= 0, joined, NAT)


def _stamps(grid: Grid, at: int, dates: DateColumn, day: np.ndarray) -> np.ndarray:
    """Give the times of a column: with their own dates, or clock times on the day of the record."""
    codes, texts = grid.distinct(at)
    if dates.question:
        return np.full(len(grid), NAT)
    if not np.isnat(dates.day).all():
        return stamp(dates.day[codes], dates.seconds[codes])
    clocks = [read_time(text) for text in texts]
    seconds = np.array([clock.seconds if clock else -1 for clock in clocks] + [-1], dtype=np.int64)
    return stamp(day, seconds[codes])


def _read_clock(grid: Grid, at: int, job: Job) -> tuple[np.ndarray, np.ndarray]:
    """Read a time column: clock times, or words such as 'morning'."""
    codes, texts = grid.distinct(at)
    words = cell_words("moment")
    clocks = [read_time(text) for text in texts]
    moments = [words.get(fold(text)) for text in texts]
    odd = [
        code
        for code, text in enumerate(texts)
        if clocks[code] is None and moments[code] is None and not is_null(text)
    ]
    if odd:
        rows = np.flatnonzero(np.isin(codes, odd))
        job.findings.group(
            "warning",
            "time_not_read",
            "no time of day; the record is kept without one",
            grid.lines[rows].tolist(),
            texts=[texts[odd[0]]],
            column=grid.meanings[at].header,
        )
    seconds = np.array([c.seconds if c else -1 for c in clocks], dtype=np.int64)
    return seconds[codes], code_levels(moments, MOMENTS)[codes]


def _warn_utc(grid: Grid, codes: np.ndarray, dates: DateColumn, column: int, job: Job) -> None:
    rows = np.flatnonzero(dates.utc[codes])
    if len(rows):
        job.facts["zone"] = "UTC"
        job.findings.group(
            "warning",
            "day_uncertain",
            "the time is UTC and no zone is known, so entries near midnight may belong to the day before or after",
            grid.lines[rows].tolist(),
            texts=[grid.columns[column][rows[0]]],
            column=grid.meanings[column].header,
            fix="pass tz=, for example tz='Europe/Berlin'",
        )
    elif job.answers.tz:
        job.facts["zone"] = job.answers.tz


def offsets(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Give offsets with null for unknown.

    Examples
    --------
    >>> offsets(np.array([60, NO_OFFSET])).tolist()
    [60, <NA>]
    """
    return pd.arrays.IntegerArray(values.astype(np.int16), values == NO_OFFSET)
