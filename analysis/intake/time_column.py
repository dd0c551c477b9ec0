"""A column of times of day: clock times, spans, words such as 'morning', and the zone that cells or header state."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from analysis.intake.clock import DAY_END, Clock, take_zone
from analysis.intake.coded import code_levels
from analysis.intake.date_shapes import read_times
from analysis.intake.grid import Grid, Job
from analysis.intake.stamps import NO_OFFSET
from analysis.intake.words import cell_words, fold, is_null
from analysis.schema import MOMENTS

_SHORT = re.compile(r"0?[0-4]:[0-5]\d(?::[0-5]\d)?")


@dataclass(frozen=True)
class Clocks:
    """A time column by record: seconds, seconds at the end of a span, minutes east of UTC, UTC or not, moment."""

    seconds: np.ndarray
    until: np.ndarray
    offset: np.ndarray
    utc: np.ndarray
    moment: np.ndarray


def read_clocks(grid: Grid, at: int, job: Job) -> Clocks:
    """Read a time column: clock times, spans, or words such as 'morning'."""
    codes, texts = grid.distinct(at)
    texts = _write_fractions(grid, at, texts, job)
    words = cell_words("moment")
    times = [read_times(text) for text in texts]
    moments = [words.get(fold(text)) for text in texts]
    header = grid.meanings[at].header
    _ask_length(grid, at, texts, job)
    odd = [
        code
        for code, text in enumerate(texts)
        if times[code] is None and moments[code] is None and not is_null(text)
    ]
    spans = [code for code, read in enumerate(times) if read and read[1] >= 0]
    ends = [code for code, read in enumerate(times) if read and read[0].seconds == DAY_END]
    for severity, rule, did, found in (
        ("warning", "time_not_read", "no time of day; the record is kept without one", odd),
        ("note", "time_span", "read as a start and an end", spans),
        ("note", "day_end", "24:00 is the end of that day; kept there, as its last minute", ends),
    ):
        lines = grid.lines[np.isin(codes, found)].tolist() if found else []
        job.findings.group(
            severity, rule, did, lines, texts=[texts[code] for code in found[:1]], column=header
        )
    east = take_zone(header)[1]
    rows = [_clock_row(*(read or (None, -1)), east) for read in times]
    seconds, until, offset, utc = np.array([*rows, (-1, -1, NO_OFFSET, 0)], dtype=np.int64).T
    moment = np.asarray(code_levels(moments, MOMENTS))
    return Clocks(seconds[codes], until[codes], offset[codes], utc[codes].astype(bool), moment[codes])


def _ask_length(grid: Grid, at: int, texts: list[str], job: Job) -> None:
    """Ask whether times beside exercises are of day or lengths, where all would be at night: 0:45, 1:30, 2:15."""
    header, full = grid.meanings[at].header, [text.strip() for text in texts if not is_null(text)]
    said = {fold(str(name)) for name in job.answers.columns}
    if (
        fold(header) in said
        or str(at) in said
        or grid.find("minutes")
        or not grid.find("exercise", "routine", "done")
    ):
        return
    if not full or not all(_SHORT.fullmatch(text) for text in full):
        return
    job.ask(
        f"column {header!r}: {full[0]!r} may be a time of day or a length - pass columns={{{header!r}: 'time'}}, "
        f"columns={{{header!r}: 'minutes m:ss'}} or columns={{{header!r}: 'minutes h:mm'}}"
    )


def _clock_row(clock: Clock | None, until: int, east: int | None) -> tuple[int, int, int, int]:
    """Give seconds, end, offset, and 1 for a time of another zone than the person's."""
    if clock is None:
        return -1, -1, NO_OFFSET, 0
    stated = clock.offset if clock.offset is not None else east
    other = clock.utc or (clock.offset is None and east is not None)
    return min(clock.seconds, DAY_END - 60), until, NO_OFFSET if stated is None else stated, int(other)


def _write_fractions(grid: Grid, at: int, texts: list[str], job: Job) -> list[str]:
    """Write the fractions of a day that a spreadsheet keeps as clock times, where all cells are such."""
    full = [text for text in texts if not is_null(text)]
    if not full or not all(re.fullmatch(r"0?[.,]\d+|0", text.strip()) for text in full):
        return texts
    job.findings.add(
        "note", "time_fraction", "fractions of a day, as a spreadsheet keeps them, read as times of day",
        column=grid.meanings[at].header, text=full[0],
    )  # fmt: skip
    return [text if is_null(text) else _write_fraction(float(text.replace(",", "."))) for text in texts]


def _write_fraction(part: float) -> str:
    seconds = min(round(part * DAY_END), DAY_END - 1)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
