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
from analysis.intake.meaning import Meaning, read_unit
from analysis.intake.metrics import MetricColumn, read_metric
from analysis.intake.when import When, offsets
from analysis.intake.words import fold, split_words, tidy
from analysis.schema import KINDS, METRICS, MOMENTS, REGIONS, SIDES

_OF_A_SIDE = {"tightness", "pain", "soreness", "rom", "reach"}
_NO_SCALE = (None, None)


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
    dated = ~np.isnat(when.day)
    frames = []
    for at, meaning, rows in _series(grid, job, dated, when.day):
        codes, texts = grid.distinct_of(at, rows)
        column = read_metric(texts, meaning, delimiter=job.delimiter, scale=_given_scale(meaning, job))
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
    metric_at, value_at = grid.find("metric"), grid.find("value")
    if not metric_at or not value_at:
        return found
    codes, names = grid.distinct(metric_at[0])
    unit_codes, units = (
        grid.distinct(grid.find("unit")[0]) if grid.find("unit") else (np.zeros_like(codes), [""])
    )
    taken: dict[tuple, tuple[str, set]] = {}
    for code, name in enumerate(names):
        rows = np.flatnonzero(dated & (codes == code))
        meaning = _tell_apart(_meaning_of(name), set(day[rows].tolist()), taken)
        if not meaning.is_metric:
            job.findings.group(
                "warning",
                "metric_not_known",
                f"{name!r} is not read: {meaning.why or 'it is no metric'}",
                grid.lines[codes == code].tolist(),
                texts=[name],
                column=grid.meanings[metric_at[0]].header,
            )
            continue
        for unit_code in np.unique(unit_codes[rows]).tolist() if len(rows) else []:
            unit = read_unit(units[unit_code]) or meaning.unit
            unit = None if unit in ("points", "count") else unit
            part = rows[unit_codes[rows] == unit_code]
            found.append((value_at[0], replace(meaning, header=tidy(name), unit=unit), part))
    return found


def _tell_apart(meaning: Meaning, days: set, taken: dict[tuple, tuple[str, set]]) -> Meaning:
    """Refuse a second name for one metric where it is another movement, or stands on the same days."""
    if not meaning.is_metric:
        return meaning
    place = (meaning.role, meaning.side, meaning.moment, meaning.region, meaning.measure, meaning.trial)
    name, before = taken.setdefault(place, (meaning.header, set()))
    same = split_words(name) == split_words(meaning.header)
    if same or (meaning.role not in ("rom", "reach") and not days & before):
        before.update(days)
        return meaning
    why = f"{name!r} reads as {meaning.role} of the same side, moment and region already"
    return replace(meaning, role="", why=why)


def _meaning_of(name: str) -> Meaning:
    meaning = read_header(name)
    if not meaning.role and fold(name).replace(" ", "_") in METRICS:
        return replace(meaning, role=fold(name).replace(" ", "_"))
    return meaning


def _given_scale(meaning: Meaning, job: Job) -> tuple[float, float] | None:
    scales = job.answers.scale
    found = scales.get(meaning.role) or scales.get(meaning.header)
    return (float(found[0]), float(found[1])) if found else None


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
        fix = f"pass scale={{{meaning.role!r}: (0, 10)}}" if "scale" in rule else None
        job.findings.group(severity, rule, did, lines, column=header, fix=fix)
    if column.mark.decimal != ".":
        text = next((t for t in texts if "," in t), None)
        did = f"the decimal mark is a comma ({column.mark.why})" if column.mark.decimal else (
            f"{column.mark.why}; cells that could be read both ways are refused"
        )  # fmt: skip
        job.findings.add("note", "decimal_mark", did, column=header, text=text)
    _report_unsettled(column, grid, meaning, rows, codes, texts, job)
    job.facts.setdefault("decimal_mark", {})[header] = column.mark.decimal or "mixed"


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
    region = fill_codes(_level(meaning.region, REGIONS), written["region"], common.region[rows])

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
            "unit": as_text(metric, [METRICS[m].unit for m in METRICS]),
            "low": spread([r.low for r in readings]),
            "high": spread([r.high for r in readings]),
            "kind": as_category(code_levels([r.kind for r in readings], KINDS)[codes], KINDS),
            "scale_min": spread([(r.scale or column.scale or _NO_SCALE)[0] for r in readings]),
            "scale_max": spread([(r.scale or column.scale or _NO_SCALE)[1] for r in readings]),
            "entered_at": when.entered[rows],
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
