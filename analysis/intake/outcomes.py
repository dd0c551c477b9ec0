"""Columns of a table -> rows of the outcomes table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.intake.cells.numbers import settle_mark
from analysis.intake.coded import as_category, as_text, code_levels, fill_codes, same_text
from analysis.intake.common import Common
from analysis.intake.grid import Grid, Job, report_cells
from analysis.intake.headers import read_header
from analysis.intake.instruments import find_measured
from analysis.intake.marks import settle_marks
from analysis.intake.meaning import Meaning, read_unit
from analysis.intake.metrics import MetricColumn, read_metric
from analysis.intake.movements import tell_movements
from analysis.intake.spans import keep_nights
from analysis.intake.when import When, offsets
from analysis.intake.words import fold, is_null, split_words, tidy
from analysis.schema import KINDS, METRICS, MOMENTS, REGIONS, SIDES

_OF_A_SIDE = {"tightness", "pain", "soreness", "rom", "reach"}
_NO_SCALE = (None, None)
_UNITS = list(dict.fromkeys(metric.unit for metric in METRICS.values()))
_UNIT_OF = np.array([_UNITS.index(metric.unit) for metric in METRICS.values()])


def read_outcomes(grid: Grid, when: When, common: Common, job: Job) -> tuple[list[pd.DataFrame], np.ndarray]:
    """Read every metric of a table.

    Parameters
    ----------

    Returns
    -------
    frames : list of DataFrame
        One a metric column; `_rec` is the record's number in the ledger.
    refused : ndarray of bool
        Rows with a cell that was refused.
    """
    refused = np.zeros(len(grid), dtype=bool)
    when = keep_nights(grid, when, job)
    dated = ~np.isnat(when.day) & ~pd.Series(grid.records).duplicated().to_numpy()
    frames = []
    for at, meaning, rows in _series(grid, job, dated, when.day):
        codes, texts = grid.distinct_of(at, rows)
        scaled = settle_marks(meaning, job)
        if scaled is None:
            continue
        meaning = scaled
        column = read_metric(texts, meaning, delimiter=job.delimiter)
        if column.question:
            job.ask(column.question)
            continue
        _report(column, grid, at, meaning, rows, codes, texts, job)
        _warn_besides(column, grid, at, rows, codes, common, job)
        bad = np.array([bool(r.rule) for r in column.readings], dtype=bool)[codes]
        refused[rows[bad]] = True
        frames.append(_frame(column, grid, at, meaning, rows, codes, texts, when, common))
    return frames, refused


def _series(
    grid: Grid, job: Job, dated: np.ndarray, day: np.ndarray
) -> list[tuple[int, Meaning, np.ndarray]]:
    """List the series of a table: a column each, or a metric of a long table each."""
    found = [(at, m, np.flatnonzero(dated)) for at, m in enumerate(grid.meanings) if m.is_metric]
    if not grid.find("metric"):
        return [part for one in found for part in _by_exercise(grid, job, day, *one)]
    for value_at in grid.find("value"):
        found += _read_long(grid, job, dated, day, value_at)
    return found


def _read_long(
    grid: Grid, job: Job, dated: np.ndarray, day: np.ndarray, value_at: int
) -> list[tuple[int, Meaning, np.ndarray]]:
    """List the series of one column of values, by the names of what was measured."""
    metric_at, column = grid.find("metric")[0], grid.meanings[value_at]
    codes, names = grid.distinct(metric_at)
    unit_codes, units = (
        grid.distinct(grid.find("unit")[0]) if grid.find("unit") else (np.zeros_like(codes), [""])
    )
    found, taken = [], {}
    meanings = tell_movements([_merge(_meaning_of(name), column) for name in names])
    said = {f["text"] for f in job.findings.rows if f["rule"] == "metric_not_known"}
    for code, name in enumerate(names):
        rows = np.flatnonzero(dated & (codes == code))
        meaning = _tell_apart(meanings[code], set(day[rows].tolist()), _regions_of(grid, rows), taken)
        if not meaning.is_metric and name in said:
            continue
        if not meaning.is_metric:
            job.findings.group(
                "warning",
                "metric_not_known",
                f"{name!r} is not read: {meaning.why or 'it is no metric'}",
                grid.lines[codes == code].tolist(),
                texts=[name],
                column=grid.meanings[metric_at].header,
                fix=meaning.fix or None,
            )
            continue
        for unit_code in np.unique(unit_codes[rows]).tolist() if len(rows) else []:
            unit = read_unit(units[unit_code]) or meaning.unit
            unit = None if unit in ("points", "count") else unit
            part = rows[unit_codes[rows] == unit_code]
            found.append((value_at, replace(meaning, header=tidy(name), unit=unit), part))
    return found


def _merge(name: Meaning, column: Meaning) -> Meaning:
    """Join what a name says of its values with what their column says; where the two differ, it is not read."""
    allowed = {"rom", "reach"} if column.maybe and column.maybe[0] in ("rom", "reach") else {name.role}
    if not name.role and (name.region or name.side) and name.maybe == ("rom",) and column.maybe:
        name = replace(name, role=column.maybe[0], why="")
    if not name.role or name.role not in allowed:
        return replace(name, role="", why=name.why or f"column {column.header!r} holds something else")
    for kind in ("side", "moment", "unit"):
        one, other = getattr(name, kind), getattr(column, kind)
        if one and other and one != other:
            return replace(name, role="", why=f"it says {one}, and column {column.header!r} {other}")
    return replace(
        name,
        side=name.side or column.side,
        moment=name.moment or column.moment,
        unit=name.unit or column.unit,
        region=name.region or column.region,
        scale=name.scale or column.scale,
        maybe=(),
    )


def _regions_of(grid: Grid, rows: np.ndarray) -> frozenset[str]:
    """Give the texts that a column of regions holds in some rows."""
    columns = grid.find("region")
    return frozenset(grid.distinct_of(columns[0], rows)[1]) if columns and len(rows) else frozenset()


def _by_exercise(
    grid: Grid, job: Job, day: np.ndarray, at: int, meaning: Meaning, rows: np.ndarray
) -> list[tuple[int, Meaning, np.ndarray]]:
    """Angles and lengths beside several exercises of one day are no trials: those of the first exercise are kept."""
    named = grid.find("exercise")
    if meaning.role not in ("rom", "reach") or not named:
        return [(at, meaning, rows)]
    codes, names = grid.distinct(named[0])
    moves = any(read_header(name).role in ("rom", "reach") for name in names)
    if grid.find("minutes", "sets", "reps", "hold_s", "done") and not moves:
        return [(at, meaning, rows)]
    cells, texts = grid.distinct(at)
    full = rows[np.array([not is_null(text) for text in texts], dtype=bool)[cells[rows]]]
    pairs = pd.DataFrame({"day": day[full], "name": codes[full]}).drop_duplicates()
    if not pairs["day"].duplicated().any():
        return [(at, meaning, rows)]
    first = codes[full[0]]
    lost = full[codes[full] != first]
    job.findings.group(
        "warning", "told_not_apart",
        f"stands beside several exercises of a day, and nothing says that they measure the same; those of {names[first]!r} are kept",
        grid.lines[lost].tolist(), column=meaning.header, fix="put what was measured in a column named 'Test'",
    )  # fmt: skip
    return [(at, meaning, rows[codes[rows] == first])]


def _tell_apart(
    meaning: Meaning, days: set, regions: frozenset[str], taken: dict[tuple, tuple[str, set]]
) -> Meaning:
    """Refuse a second name for one metric where it is another movement, or stands on the same days."""
    if not meaning.is_metric:
        return meaning
    place = (meaning.role, meaning.side, meaning.moment, meaning.region, meaning.measure, meaning.trial)
    own = {meaning.region} if meaning.region else regions or {None}
    for region in own:
        name, before = taken.get((*place, region), (meaning.header, set()))
        same = split_words(name) == split_words(meaning.header)
        if not same and (meaning.role in ("rom", "reach") or days & before):
            why = f"{name!r} reads as {meaning.role} of the same side, moment and region already, and is kept"
            fix = f"to read it, leave the rows of {name!r} out of the file, or keep them in another folder"
            return replace(meaning, role="", why=why, fix=fix)
    for region in own:
        taken.setdefault((*place, region), (meaning.header, set()))[1].update(days)
    return meaning


def _meaning_of(name: str) -> Meaning:
    meaning = read_header(name)
    if not meaning.role and fold(name).replace(" ", "_") in METRICS:
        return replace(meaning, role=fold(name).replace(" ", "_"))
    return meaning


def _report(
    column: MetricColumn, grid: Grid, at: int, meaning: Meaning, rows: np.ndarray, codes: np.ndarray,
    texts: list[str], job: Job,
) -> None:  # fmt: skip
    header = meaning.header
    bad = {code: (r.rule, r.why) for code, r in enumerate(column.readings) if r.rule}
    if bad:
        hit = np.isin(codes, list(bad))
        why = {int(row): bad[int(code)] for row, code in zip(rows[hit], codes[hit], strict=True)}
        fix = f"correct the cell, or pass scale={{{meaning.role!r}: (0, 100)}} if that is the scale"
        ranged = METRICS[meaning.role].rating and any(
            rule in ("out_of_range", "scale_unclear") for rule, _ in bad.values()
        )
        report_cells(job, grid, rows[hit], at, why, fix=fix if ranged else "")
    zero = [code for code, r in enumerate(column.readings) if r.note == "zero_word"]
    if zero:
        lines = grid.lines[rows[np.isin(codes, zero)]].tolist()
        job.findings.group(
            "note", "zero_word", "a word for none was read as 0", lines, texts=[texts[zero[0]]], column=header
        )
    for rule, did, places in column.warnings:
        severity = "note" if rule in ("scale_assumed", "remark") else "warning"
        lines = grid.lines[rows[np.isin(codes, places)] if places else rows].tolist()
        low, high = meaning.scale or (0, 10)
        fix = f"pass scale={{{meaning.role!r}: ({low:g}, {high:g})}}" if "scale" in rule else None
        fix = f"{fix} if it does not" if rule == "scale_turned" else fix
        job.findings.group(severity, rule, did, lines, column=header, fix=fix)
    if column.mark.decimal != ".":
        text = next((t for t in texts if "," in t), None)
        did = f"the decimal mark is a comma ({column.mark.why})" if column.mark.decimal else (
            f"{column.mark.why}; cells that could be read both ways are refused"
        )  # fmt: skip
        job.findings.add("note", "decimal_mark", did, column=header, text=text)
    _report_unsettled(column, grid, meaning, rows, codes, texts, job)
    _warn_marks(column, meaning, job)
    job.facts.setdefault("decimal_mark", {})[header] = column.mark.decimal or "mixed"


def _warn_marks(column: MetricColumn, meaning: Meaning, job: Job) -> None:
    """Say so where angles without a unit look like marks of a scale of 10."""
    values = [r.value for r in column.readings if r.value is not None]
    stated = meaning.unit or any(r.unit for r in column.readings)
    if meaning.role != "rom" or stated or len(values) < 2 or any(v % 1 or not 0 <= v <= 10 for v in values):
        return
    job.findings.add(
        "warning", "unit_assumed", "no unit is stated, and no value is above 10; taken as degrees",
        column=meaning.header, fix=f"pass columns={{{meaning.header!r}: 'ignore'}} if they are marks of a scale",
    )  # fmt: skip


def _report_unsettled(
    column: MetricColumn, grid: Grid, meaning: Meaning, rows: np.ndarray, codes: np.ndarray,
    texts: list[str], job: Job,
) -> None:  # fmt: skip
    if not column.mark.unsettled:
        return
    odd = [
        code
        for code, text in enumerate(texts)
        if settle_mark([text]).unsettled and not column.readings[code].rule
    ]
    lines = grid.lines[rows[np.isin(codes, odd)]].tolist()
    did = (
        f"{texts[odd[0]]!r} read as {column.readings[odd[0]].value:g}, because {column.mark.why}"
        if odd
        else ""
    )
    job.findings.group("warning", "decimal_mark_assumed", did, lines, column=meaning.header)


def _warn_besides(
    column: MetricColumn, grid: Grid, at: int, rows: np.ndarray, codes: np.ndarray, common: Common, job: Job
) -> None:
    """Name the cells with a side, moment or region of their own where the record says another."""
    for kind, levels, beside in (
        ("side", SIDES, common.side), ("moment", MOMENTS, common.moment), ("region", REGIONS, common.region)
    ):  # fmt: skip
        said = [getattr(r.details, kind) for r in column.readings]
        if not any(said):
            continue
        own, other = code_levels(said, levels)[codes], beside[rows]
        open_level = levels.index("unknown") if kind == "side" else -1
        hit = (own >= 0) & (other >= 0) & (other != open_level) & (own != other)
        job.findings.group(
            "warning", f"{kind}_conflict", f"the cell names another {kind} than its record; the cell's own is taken",
            grid.lines[rows[hit]].tolist(), column=grid.meanings[at].header,
        )  # fmt: skip


def _frame(
    column: MetricColumn, grid: Grid, at: int, meaning: Meaning, rows: np.ndarray, codes: np.ndarray,
    texts: list[str], when: When, common: Common,
) -> pd.DataFrame:  # fmt: skip
    readings, size = column.readings, len(rows)
    written = {
        kind: code_levels([getattr(r.details, kind) for r in readings], levels)[codes]
        for kind, levels in (("side", SIDES), ("moment", MOMENTS), ("region", REGIONS))
    }
    moment = fill_codes(
        _level(meaning.moment, MOMENTS), written["moment"], common.moment[rows], when.moment[rows],
        MOMENTS.index("none"),
    )  # fmt: skip
    metric = code_levels(column.metrics, list(METRICS))[codes]
    beside = common.region[rows] if meaning.role in _OF_A_SIDE else -1
    region = fill_codes(np.full(size, _level(meaning.region, REGIONS)), written["region"], beside)
    measured = np.isin(metric, [list(METRICS).index(name) for name in find_measured(grid)])

    def spread(values: list[float | None]) -> np.ndarray:
        return np.array(values, dtype=float)[codes]

    return pd.DataFrame(
        {
            "person": common.person.take(rows),
            "date": _days(meaning, when, rows),
            "time": _times(meaning, when, rows),
            "utc_offset_min": offsets(when.offset[rows]),
            "metric": as_category(metric, list(METRICS)),
            "measure": same_text(meaning.measure, size),
            "region": as_category(region, REGIONS),
            "side": as_category(_side(meaning, written["side"], common, rows), SIDES),
            "moment": as_category(moment, MOMENTS),
            "value": spread([r.value for r in readings]),
            "unit": as_category(_UNIT_OF[metric], _UNITS),
            "low": spread([r.low for r in readings]),
            "high": spread([r.high for r in readings]),
            "kind": as_category(code_levels([r.kind for r in readings], KINDS)[codes], KINDS),
            "scale_min": spread([(r.scale or column.scale or _NO_SCALE)[0] for r in readings]),
            "scale_max": spread([(r.scale or column.scale or _NO_SCALE)[1] for r in readings]),
            "entered_at": when.entered[rows],
            "instrument": common.instrument.take(np.where(measured, rows, -1), allow_fill=True),
            "trial": pd.array([meaning.trial], dtype="Int16").take(np.zeros(size, dtype=np.intp)),
            "raw": as_text(codes, texts),
            "notes": common.notes.take(rows),
            "line": grid.lines_of(at, rows),
            "_rec": grid.records[rows],
            "_full": np.array([not r.empty for r in readings], dtype=bool)[codes],
        },
        copy=False,
    )


def _level(value: str | None, levels: list[str]) -> int:
    return -1 if value is None else levels.index(value)


def _days(meaning: Meaning, when: When, rows: np.ndarray) -> np.ndarray:
    """Give the day of each row; a night's sleep with its end belongs to the day of waking."""
    day = when.day[rows].astype("datetime64[s]")
    if meaning.role not in ("sleep_h", "sleep_quality"):
        return day
    woke = when.end[rows].astype("datetime64[D]").astype("datetime64[s]")
    return np.where(np.isnat(woke), day, woke)


def _times(meaning: Meaning, when: When, rows: np.ndarray) -> np.ndarray:
    woke = when.end[rows]
    if meaning.role not in ("sleep_h", "sleep_quality"):
        return when.time[rows]
    return np.where(np.isnat(woke), when.time[rows], woke)


def _side(meaning: Meaning, written: np.ndarray, common: Common, rows: np.ndarray) -> np.ndarray:
    unknown = SIDES.index("unknown")
    if meaning.role not in _OF_A_SIDE and not meaning.side:
        return np.where(written < 0, unknown, written)
    headed = np.full(len(rows), _level(meaning.side, SIDES), dtype=np.int8)
    return fill_codes(headed, written, common.side[rows], unknown)
