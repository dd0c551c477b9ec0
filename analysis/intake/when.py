"""Which day and time each record of a table belongs to."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.intake.clock import read_day_start, read_time, read_zone, take_zone
from analysis.intake.counted_days import count_days, is_week
from analysis.intake.dates import DateColumn, move_times, read_dates
from analysis.intake.dates_above import fill_above
from analysis.intake.day_column import choose_day, take_zones
from analysis.intake.grid import Grid, Job
from analysis.intake.meaning import take_order
from analysis.intake.parts import join_parts
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.time_column import Clocks, read_clocks
from analysis.intake.weekdays import (
    check_weekdays,
    note_far_days,
    note_slips,
    said_weekdays,
    turn_weekdays,
    weekdays_beside,
)
from analysis.intake.years import settle_years

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
    take_zones(grid)
    turn_weekdays(grid)
    join_parts(grid)
    read: dict[int, DateColumn] = {}
    for at in grid.find("date", "timestamp", "start", "end"):
        read[at] = _read_column(grid, at, job, today)
    column = choose_day(grid, read, job, lambda at: _read_column(grid, at, job, today))
    if column is None:
        return None
    if read[column].question:
        job.ask(read[column].question)
        return None
    asked = len(job.findings.questions)
    day = _settle_day(grid, column, read[column], job)
    if len(job.findings.questions) > asked:
        return None
    job.facts.setdefault("date_order", read[column].order)
    job.facts.setdefault("date_order_why", read[column].why)
    return _assemble(grid, column, read, day, job, today)


def _settle_day(grid: Grid, column: int, dates: DateColumn, job: Job) -> np.ndarray:
    """Give the day of each record, and check it against what stands beside and around it."""
    day = dates.day[grid.distinct(column)[0]]
    _note_serials(grid, column, job)
    _note_cells(grid, column, dates, job)
    day, said = count_days(grid, column, day, said_weekdays(grid, column, dates), job)
    question = check_weekdays(grid, column, day, said, job)
    if question:
        job.ask(question)
    note_far_days(grid, column, day, job)
    note_slips(grid, column, day, job)
    return day


def _note_cells(grid: Grid, column: int, dates: DateColumn, job: Job) -> None:
    """Say which cells name a span of time, or the end of a day."""
    codes, texts = grid.distinct(column)
    header = grid.meanings[column].header
    for rule, did, found in (
        ("time_span", "read as a start and an end", list(dates.until)),
        ("day_end", "24:00 is the end of that day; kept there, as its last minute", dates.ends),
    ):
        lines = grid.lines[np.isin(codes, found)].tolist() if found else []
        job.findings.group("note", rule, did, lines, texts=[texts[at] for at in found[:1]], column=header)


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
    above = fill_above(grid, at, job) if grid.meanings[at].role == "date" else ""
    dates = _read_texts(grid, at, job, stated, today)
    question = dates.question
    if dates.without_year:
        settled, better = settle_years(grid, at, dates, job, said, today)
        dates = _read_texts(grid, at, job, stated, today) if settled else dates
        question = better or dates.question
    return replace(dates, question=" - and ".join(filter(None, [question, above])))


def _read_texts(grid: Grid, at: int, job: Job, stated: bool | None, today: dt.date) -> DateColumn:
    codes, texts = grid.distinct(at)
    header = grid.meanings[at].header
    return read_dates(
        texts,
        counts=np.bincount(codes, minlength=len(texts)),
        weekdays={} if is_week(header) else weekdays_beside(grid, codes),
        column=header,
        day_first=job.answers.day_first,
        stated=stated,
        zone=read_zone(job.answers.tz),
        east=take_zone(header)[1] if grid.meanings[at].east is None else grid.meanings[at].east,
        today=today,
    )


def _assemble(
    grid: Grid, column: int, read: dict[int, DateColumn], day: np.ndarray, job: Job, today: dt.date
) -> When:
    size = len(grid)
    codes, _ = grid.distinct(column)
    dates = read[column]
    day, problems = _find_problems(day, dates, codes, today)
    seconds, offset = dates.seconds[codes], dates.offset[codes]
    role = grid.meanings[column].role
    moment = np.full(size, -1, dtype=np.int8)
    until = np.full(len(dates.day) + 1, -1)
    until[list(dates.until)] = list(dates.until.values())
    until = until[codes]
    clock_at = grid.find("time")
    if clock_at and (seconds < 0).all():
        clocks = read_clocks(grid, clock_at[0], job)
        seconds, until, moment = clocks.seconds, clocks.until, clocks.moment
        day, seconds, offset = _move_clocks(grid, clock_at[0], clocks, day, job)
    time = stamp(day, seconds)
    entered = time if role == "timestamp" else np.full(size, NAT)
    if role != "timestamp":
        for at in grid.find("timestamp"):
            entered = _stamps(grid, at, read[at], day)
    start = time if role != "timestamp" else np.full(size, NAT)
    for at in grid.find("start"):
        start = _stamps(grid, at, read[at], day)
    end = stamp(day, until)
    for at in grid.find("end"):
        end = _stamps(grid, at, read[at], day)
    back = start - end
    past = (back > np.timedelta64(12, "h")) & (back < np.timedelta64(24, "h"))
    end = np.where(past, end + _DAY, end)
    _warn_utc(grid, dates.utc[codes], dates.moved, column, job)
    began = read_day_start(job.answers.day_starts_at)
    late = (seconds >= 0) & (seconds < began)
    return When(
        np.where(late, day - _DAY, day), time, entered, start, end, offset, moment, column, problems
    )  # fmt: skip


def _find_problems(
    day: np.ndarray, dates: DateColumn, codes: np.ndarray, today: dt.date
) -> tuple[np.ndarray, dict[int, tuple[str, str]]]:
    """Give the rows without a day, and why; a day that was counted may lie after today too."""
    problems = {int(row): dates.problems[int(codes[row])] for row in np.flatnonzero(np.isnat(day))}
    ahead = np.flatnonzero(day > np.datetime64(today + dt.timedelta(days=1)))
    if not len(ahead):
        return day, problems
    problems |= {int(row): ("future_date", f"it is counted to {day[row]}, after today") for row in ahead}
    return np.where(np.isin(np.arange(len(day)), ahead), np.datetime64("NaT", "D"), day), problems


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


def _move_clocks(
    grid: Grid, at: int, clocks: Clocks, day: np.ndarray, job: Job
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Move the times of a column that are of another zone, and their days with them."""
    zone = read_zone(job.answers.tz)
    if zone is None or not clocks.utc.any():
        _warn_utc(grid, clocks.utc, False, at, job)
        return day, clocks.seconds, clocks.offset
    _warn_utc(grid, clocks.utc, True, at, job)
    return move_times(day, clocks.seconds, clocks.offset, clocks.utc, zone)


def _warn_utc(grid: Grid, utc: np.ndarray, moved: bool, column: int, job: Job) -> None:
    """Say of which zone the times are, and that their days are not sure where that is not the person's."""
    header = grid.meanings[column].header
    zone = "of the zone in the header" if take_zone(header)[1] else "UTC"
    if moved:
        job.facts["zone"] = job.answers.tz
    elif utc.any():
        rows = np.flatnonzero(utc)
        job.facts["zone"] = "UTC"
        job.findings.group(
            "warning",
            "day_uncertain",
            f"the time is {zone} and no zone is known, so entries near midnight may belong to the day before or after",
            grid.lines[rows].tolist(),
            texts=[grid.columns[column][rows[0]]],
            column=header,
            fix="pass tz=, for example tz='Europe/Berlin'",
        )


def offsets(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Give offsets with null for unknown.

    Examples
    --------
    >>> offsets(np.array([60, NO_OFFSET])).tolist()
    [60, <NA>]
    """
    return pd.arrays.IntegerArray(values.astype(np.int16), values == NO_OFFSET)
