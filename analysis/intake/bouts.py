"""Columns of a table -> rows of the sessions table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.cells.durations import has_colon, read_duration, settle_colon, settle_unit
from analysis.intake.cells.numbers import settle_mark
from analysis.intake.cells.readings import Reading
from analysis.intake.cells.sides import split_sides
from analysis.intake.clock import read_time
from analysis.intake.coded import as_category, code_levels, fill_codes
from analysis.intake.common import Common, read_region
from analysis.intake.counts import LIMITS, Column, read_counts, settle_sets, spread_column
from analysis.intake.done import (
    find_general,
    find_undone,
    is_excused,
    is_rest,
    name_done,
    read_length,
    read_lengths,
    rows_left,
    said_yes,
)
from analysis.intake.grid import Grid, Job, report_cells
from analysis.intake.headers import read_header
from analysis.intake.movements import read_movement
from analysis.intake.spans import (
    MANY_MINUTES,
    MOST_MINUTES,
    bound_lengths,
    drop_nights,
    measure_spans,
    take_spans,
    warn_backward,
    warn_contradiction,
)
from analysis.intake.when import When, offsets
from analysis.intake.words import tidy
from analysis.schema import SIDES


def read_sessions(grid: Grid, when: When, common: Common, job: Job) -> tuple[pd.DataFrame | None, np.ndarray]:
    """Read the bouts of a table.

    Minutes that are blank or 0 mean that nothing was done; without a minutes column
    every named exercise is a bout.

    Returns
    -------
    frame : DataFrame or None
        `_rec` is the record's number in the ledger.
    refused : ndarray of bool
        Rows with a cell that was refused.
    """
    refused = np.zeros(len(grid), dtype=bool)
    frames = []
    names = _names(grid, job, refused)
    warn_backward(grid, when, job)
    when = drop_nights(grid, when, job)
    extra = {role: read_counts(grid, role, job, refused) for role in LIMITS}
    beside = {"person": common.person, "side": common.side, **names}
    extra["sets"] = settle_sets(grid, extra["sets"], when.day, beside, job)
    columns = grid.find("minutes")
    plain = [at for at in columns if not grid.meanings[at].activity]
    general = find_general(grid)
    undone = find_undone(grid, general, names, job)
    stated = np.full(len(grid), np.nan) if general is None else read_lengths(grid, general)
    timed = np.zeros(len(grid), dtype=bool)
    for at in columns:
        minutes = _read_minutes(grid, at, job)
        if minutes is None:
            continue
        if plain == [at]:
            minutes.values = np.where(np.isnan(minutes.values), stated, minutes.values)
        if len(columns) == 1:
            warn_contradiction(grid, at, minutes.values, when, job)
        refused |= minutes.refused
        timed |= minutes.values > 0
        _note_undone(grid, at, (minutes.values > 0) & undone, job)
        rows = np.flatnonzero((minutes.values > 0) & ~undone & ~np.isnat(when.day))
        frames.append(_frame(grid, at, rows, minutes.values, "given", names, extra, when, common))
        _note_unused(grid, names, minutes, job)
    if not plain:
        taken = timed | np.array([name is not None for name in names["exercise"]], dtype=bool)
        taken |= np.array([name is not None for name in names["routine"]], dtype=bool)
        frames.extend(_read_done(grid, general, timed, taken, extra, when, common))
    if not columns:
        frames.extend(_without_minutes(grid, names, stated, extra, when, common, job))
    if not grid.find("minutes", "done", "exercise", "routine"):
        rows, length = take_spans(grid, when, job)
        alone = {**names, "routine": np.full(len(grid), "session", dtype=object)}
        frames.append(_frame(grid, None, rows, length, "start_end", alone, extra, when, common))
    frames = [frame for frame in frames if len(frame)]
    return (pd.concat(frames, ignore_index=True) if frames else None), refused


def _names(grid: Grid, job: Job, refused: np.ndarray) -> dict[str, np.ndarray]:
    """Give exercise and routine row by row, None where none or a rest day."""
    found = {}
    for role in ("exercise", "routine"):
        names = np.full(len(grid), None, dtype=object)
        for at in _pass_movements(grid, role, job):
            codes, texts = grid.distinct(at)
            read = [None if is_rest(text) or _is_time(text) else tidy(text) for text in texts]
            names = np.array([*read, None], dtype=object)[:-1][codes]
            refused |= _refuse_times(grid, at, codes, texts, job)
            _note_excuses(grid, at, codes, texts, job)
        found[role] = names
    done = grid.find("done")
    plain = any(not grid.meanings[at].activity for at in grid.find("minutes"))
    if len(done) == 1 and plain and not grid.find("exercise", "routine"):
        found["routine"] = name_done(grid, done[0])
    return found


def _pass_movements(grid: Grid, role: str, job: Job) -> list[int]:
    """Give the columns of exercises without those that name the movement that was measured, which is no session."""
    columns = grid.find(role)
    measured = any(m.role in ("rom", "reach", "region") or m.unit == "deg" for m in grid.meanings)
    if not measured or grid.find("minutes", "done", *LIMITS):
        return columns
    passed = [at for at in columns if _names_movements(grid.distinct(at)[1])]
    for at in passed:
        codes, texts = grid.distinct(at)
        full = ~np.array([is_rest(text) for text in texts], dtype=bool)[codes]
        job.findings.group(
            "warning", "movement_measured", "names the movement that was measured, not an exercise: no session",
            grid.lines[full].tolist(), column=grid.meanings[at].header,
            fix="add a column of minutes, or of sets and holds, if it was done as an exercise",
        )  # fmt: skip
    return [at for at in columns if at not in passed]


def _names_movements(texts: list[str]) -> bool:
    said = [text for text in texts if not is_rest(text)]
    return bool(said) and all(read_movement(text) or read_header(text).is_metric for text in said)


def _is_time(text: str) -> bool:
    """Say whether a cell is a time of day or a length, which is no name of an exercise."""
    if not any(c.isdigit() for c in text):
        return False
    return has_colon(text) or read_time(text) is not None or read_length(text).value is not None


def _refuse_times(grid: Grid, at: int, codes: np.ndarray, texts: list[str], job: Job) -> np.ndarray:
    odd = [code for code, text in enumerate(texts) if _is_time(text) and not is_rest(text)]
    hit = np.isin(codes, odd)
    if odd:
        why = "it is a time, not the name of an exercise"
        said = {code: ("not_a_name", f"{texts[code]!r} is not read: {why}") for code in odd}
        rows = np.flatnonzero(hit)
        report_cells(job, grid, rows, at, {int(row): said[int(codes[row])] for row in rows})
    return hit


def _note_excuses(grid: Grid, at: int, codes: np.ndarray, texts: list[str], job: Job) -> None:
    said = [code for code, text in enumerate(texts) if is_excused(text)]
    if said:
        job.findings.group(
            "note", "rest_day", "by its first word nothing was done: no session",
            grid.lines[np.isin(codes, said)].tolist(), texts=[texts[said[0]]], column=grid.meanings[at].header,
        )  # fmt: skip


def _read_minutes(grid: Grid, at: int, job: Job) -> Column | None:
    meaning = grid.meanings[at]
    codes, texts = grid.distinct(at)
    mark = settle_mark(texts, job.delimiter)
    colon = settle_colon(texts, meaning.unit if meaning.unit != "h" else None)
    odd = next((text for text in texts if has_colon(text)), None)
    if not colon and odd is not None:
        job.ask(
            f"column {meaning.header!r}: {odd!r} may be hours:minutes or minutes:seconds - pass "
            f"columns={{{meaning.header!r}: 'minutes h:mm'}} or columns={{{meaning.header!r}: 'minutes m:ss'}}"
        )
        return None
    unit = settle_unit(texts, meaning.unit) or "min"
    readings = [
        _limit(text, read_duration(text, mark=mark.decimal, unit=unit, colon=colon)) for text in texts
    ]
    _warn_minutes(grid, at, codes, texts, readings, job)
    return spread_column(grid, at, codes, readings, 60.0, job)


def _limit(text: str, reading: Reading) -> Reading:
    if reading.value is not None and not 0 <= reading.value <= MOST_MINUTES * 60:
        return Reading(rule="out_of_range", why=f"{text!r} is not read: a session lasts 0 to 600 minutes")
    return reading


def _warn_minutes(
    grid: Grid, at: int, codes: np.ndarray, texts: list[str], readings: list[Reading], job: Job
) -> None:
    header, unit = grid.meanings[at].header, grid.meanings[at].unit
    if unit is None and any(text.strip().isdigit() and int(text[:9]) > 0 for text in texts):
        job.findings.add(
            "note", "minutes_assumed", "bare numbers are taken as minutes", column=header,
            fix=f"pass columns={{{header!r}: 'minutes s'}} or 'minutes h' if they are not",
        )  # fmt: skip
    for rule, did, hit in (
        ("long_session", "more than 120 minutes", lambda r: (r.value or 0) > MANY_MINUTES * 60),
        ("range_of_minutes", "a range; its middle is taken", lambda r: r.kind == "range"),
        ("approx_minutes", "about so many minutes", lambda r: r.kind == "approx"),
    ):
        odd = [code for code, reading in enumerate(readings) if hit(reading)]
        if odd:
            lines = grid.lines[np.isin(codes, odd)].tolist()
            severity = "warning" if rule == "long_session" else "note"
            job.findings.group(severity, rule, did, lines, texts=[texts[odd[0]]], column=header)


def _note_unused(grid: Grid, names: dict[str, np.ndarray], minutes: Column, job: Job) -> None:
    named = np.array([name is not None for name in names["exercise"]], dtype=bool)
    rows = np.flatnonzero(named & ~(minutes.values > 0) & ~minutes.refused)
    job.findings.group(
        "note",
        "no_minutes",
        "an exercise is named, but its minutes are blank or 0: no session",
        grid.lines[rows].tolist(),
    )


def _note_undone(grid: Grid, at: int, hit: np.ndarray, job: Job) -> None:
    grid.passed.update(np.flatnonzero(hit).tolist())
    job.findings.group(
        "warning", "not_done", "minutes beside a word that it was not done: no session",
        grid.lines[np.flatnonzero(hit)].tolist(), column=grid.meanings[at].header,
    )  # fmt: skip


def _read_done(
    grid: Grid, general: int | None, timed: np.ndarray, taken: np.ndarray, extra: dict[str, np.ndarray], when: When,
    common: Common,
) -> list[pd.DataFrame]:  # fmt: skip
    """Read columns that only say that something was done: bouts named by the header, of the length in the cell."""
    frames = []
    for at in grid.find("done"):
        yes = said_yes(grid, at) & ~np.isnat(when.day)
        rows = np.flatnonzero(yes & ~taken) if at == general else rows_left(yes, timed)
        names = {
            "exercise": np.full(len(grid), None, dtype=object),
            "routine": name_done(grid, at),
        }
        frames.append(_frame(grid, None, rows, read_lengths(grid, at), "given", names, extra, when, common))
    return frames


def _without_minutes(
    grid: Grid, names: dict[str, np.ndarray], stated: np.ndarray, extra: dict[str, np.ndarray], when: When,
    common: Common, job: Job,
) -> list[pd.DataFrame]:  # fmt: skip
    """Read bouts where no column holds minutes: as stated beside yes, from start and end, from sets and holds."""
    named = np.array(
        [e is not None or r is not None for e, r in zip(*names.values(), strict=True)], dtype=bool
    )
    rows = np.flatnonzero(named & ~np.isnat(when.day))
    if not named.any():
        return []
    length, held = measure_spans(when), _multiply(extra)
    made, why = held, "sets_x_hold" if np.isfinite(held).any() else None
    if np.isfinite(stated[named]).any():
        made, why = stated, "given"
    elif np.isfinite(length).any():
        made, why = length, "start_end"
    if why == "sets_x_hold":
        _note_reps(grid, rows[np.isfinite(made[rows])], extra, job)
    if why != "given":
        made = bound_lengths(grid, rows, made, job)
    return [_frame(grid, None, rows, made, why, names, extra, when, common)]


def _multiply(extra: dict[str, np.ndarray]) -> np.ndarray:
    """Give the minutes of all holds: sets x reps x hold, and sets x hold where no reps are given."""
    reps = np.where(np.isnan(extra["reps"]), 1, extra["reps"])
    return extra["sets"] * reps * extra["hold_s"] / 60


def _note_reps(grid: Grid, rows: np.ndarray, extra: dict[str, np.ndarray], job: Job) -> None:
    """Say where reps are part of the minutes."""
    job.findings.group(
        "note", "minutes_from_sets", "the minutes are sets x reps x hold",
        grid.lines[rows[extra["reps"][rows] > 1]].tolist(),
        fix="put the minutes in a column if the hold is of all reps together",
    )  # fmt: skip


def _frame(
    grid: Grid, at: int | None, rows: np.ndarray, minutes: np.ndarray, why: str | None, names: dict[str, np.ndarray],
    extra: dict[str, np.ndarray], when: When, common: Common,
) -> pd.DataFrame:  # fmt: skip
    meaning = grid.meanings[at] if at is not None else None
    exercise, routine = names["exercise"][rows], names["routine"][rows]
    activity = meaning.activity if meaning else None
    if activity:
        exercise = np.where(pd.isna(exercise), routine, exercise)
        routine = np.full(len(rows), activity, dtype=object)
    elif meaning:
        nameless = pd.isna(routine) & pd.isna(exercise)
        routine = np.where(nameless, tidy(meaning.header), routine)
    split = split_sides({name for name in exercise if name is not None})
    named = code_levels([split[n][1] if n is not None else None for n in exercise], SIDES)
    exercise = np.array([split[n][0] if n is not None else None for n in exercise], dtype=object)
    headed = SIDES.index(meaning.side) if meaning and meaning.side else -1
    side = fill_codes(named, headed, common.side[rows], SIDES.index("unknown"))
    size = len(rows)
    return pd.DataFrame(
        {
            "person": common.person.take(rows),
            "date": when.day[rows].astype("datetime64[s]"),
            "start": when.start[rows],
            "end": np.where(when.end[rows] >= when.start[rows], when.end[rows], np.datetime64("NaT", "s")),
            "utc_offset_min": offsets(when.offset[rows]),
            "routine": routine,
            "exercise": exercise,
            "region": _regions(exercise, routine),
            "side": as_category(side, SIDES),
            "minutes": minutes[rows],
            "sets": _whole(extra["sets"][rows]),
            "reps": _whole(extra["reps"][rows]),
            "hold_s": extra["hold_s"][rows],
            "done": pd.array([True] * size, dtype="boolean"),
            "minutes_from": [why if known else None for known in np.isfinite(minutes[rows])],
            "notes": common.notes.take(rows),
            "line": grid.lines[rows] if at is None else grid.lines_of(at, rows),
            "_rec": grid.records[rows],
        }
    )


def _whole(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.arrays.IntegerArray(np.rint(np.nan_to_num(values)).astype(np.int16), np.isnan(values))


def _regions(exercise: np.ndarray, routine: np.ndarray) -> np.ndarray:
    known = {name: read_region(name) for name in {*exercise, *routine} if name is not None}
    return np.array(
        [known.get(e) or known.get(r) for e, r in zip(exercise, routine, strict=True)], dtype=object
    )
