"""One file -> its sessions, outcomes, findings and its row in the files table."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.afterwards import BOUT_KEY, READING_KEY, add_end, drop_earlier
from analysis.intake.apps import App, apple_health, find_app, is_app_header, join_tables, match_header
from analysis.intake.beside import merge_same, split_beside
from analysis.intake.coded import as_category, join_frames
from analysis.intake.decode import Decoded, decode_text, drop_links
from analysis.intake.diary import pass_table, read_table
from analysis.intake.grid import Answers, Job
from analysis.intake.identity import add_trials
from analysis.intake.issues import SKIPPED, Findings
from analysis.intake.mapping import layout_signature
from analysis.intake.records import NAMES, RawTable, Record, split_records
from analysis.intake.sources import Source, is_workbook
from analysis.intake.tables import Table
from analysis.intake.turned import find_upright
from analysis.intake.workbook import read_workbook


@dataclass
class FileResult:
    """What came of one file."""

    source: Source
    job: Job
    sessions: pd.DataFrame = field(default_factory=pd.DataFrame)
    outcomes: pd.DataFrame = field(default_factory=pd.DataFrame)
    headers: list[list[str]] = field(default_factory=list)
    note: str | None = None
    size: int = 0

    def row(self) -> dict[str, Any]:
        """Give the file's row of the files table."""
        facts = {
            k: v
            for k, v in self.job.facts.items()
            if k not in ("members", "decimal_mark", "width", "app_layout")
        }
        marks = self.job.facts.get("decimal_mark")
        return {
            "file_id": self.job.file_id,
            "name": self.source.name,
            "path": self.source.path,
            "bytes": self.size or len(self.source.data),
            **facts,
            "decimal_mark": "; ".join(f"{k}: {v}" for k, v in marks.items()) if marks else None,
            "note": self.note,
            **self.job.ledger.counts(),
        }


@dataclass(frozen=True)
class Layout:
    """The tables of a file before anything in them is read."""

    tables: list[Table]
    above: list[Record]
    delimiter: str
    raw: RawTable | None
    text: Decoded | None


def hash_bytes(data: bytes) -> str:
    """Give the SHA-256 of a file.

    Examples
    --------
    >>> hash_bytes(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def read_layout(source: Source, encoding: str | None = None) -> Layout:
    """Take a file apart into tables.

    Raises
    ------
    DataError
        It is empty, or no table of text.
    """
    if is_workbook(source.data):
        tables, above = [], []
        for title, records in read_workbook(source.data, source.name):
            found, preamble = find_upright(records, is_app_header)
            for table in found:
                table.title = table.title or title
            tables, above = merge_same(tables + found), above + preamble
        layout = Layout(tables, above, ",", None, None)
    else:
        text = decode_text(source.data, source.name, encoding=encoding)
        raw = split_records(drop_links(text.text))
        tables, above = find_upright(raw.records, is_app_header)
        layout = Layout(tables, above, raw.delimiter, raw, text)
    layout.tables[:] = [part for table in join_tables(layout.tables) for part in _split(table)]
    if not layout.tables:
        raise DataError(f"{source.name} is empty: it holds no record - export it again")
    return layout


def _split(table: Table) -> list[Table]:
    """Split a table that no app wrote where a second one stands beside it."""
    return [table] if match_header(table.header) is not None else split_beside(table)


def read_source(source: Source, layout: Layout, answers: Answers, today: dt.date) -> FileResult:
    """Read one file.

    Raises
    ------
    DataError
        No column holds dates, or nothing in it is of a log.
    """
    job = Job(
        source.name, hash_bytes(source.data), answers, Findings(source.name), delimiter=layout.delimiter,
        path=source.path, label=source.label or source.name,
    )  # fmt: skip
    result = FileResult(source, job, headers=[table.header for table in layout.tables])
    _state_layout(layout, source, job)
    apps = [find_app(table, source.path) for table in layout.tables]
    sessions, outcomes = [], []
    for table, app in zip(layout.tables, apps, strict=True):
        _pass_set_aside(table, job)
        more, readings = _read_part(table, app, job, today, apps)
        if app is not None and (sessions or outcomes):
            more = [drop_earlier(frame, sessions, BOUT_KEY, job) for frame in more]
            readings = [drop_earlier(frame, outcomes, READING_KEY, job) for frame in readings]
        for frame in more + readings:
            name = app.name if app is not None else job.source
            frame["source"] = as_category(
                np.zeros(len(frame), dtype=np.int8), [name]
            )  # in place, so that each value is held once
        sessions += more
        outcomes += readings
    result.sessions = join_frames(sessions)
    result.outcomes = add_trials(join_frames(outcomes))
    return _add_bouts(result)


def read_stream(source: Source, answers: Answers, today: dt.date) -> FileResult:
    """Read a file that is not held in memory: an export of Apple Health.

    Raises
    ------
    DataError
        It cannot be opened, or is another XML file.
    """
    job = Job(source.name, "", answers, Findings(source.name), source=apple_health.NAME, path=source.path)
    job.facts.update(app=apple_health.NAME, encoding="XML", encoding_why="as the file says")
    try:
        with source.stream() as stream:  # type: ignore[misc]
            (sessions, outcomes), size = apple_health.read_export(stream, job, today)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as problem:
        raise DataError(f"{source.name} cannot be read ({problem}) - check the file") from None
    for frame in sessions + outcomes:
        frame["source"] = as_category(np.zeros(len(frame), dtype=np.int8), [job.source])
    result = FileResult(source, job, size=size)
    result.sessions, result.outcomes = (
        join_frames([add_end(f) for f in sessions]),
        add_trials(join_frames(outcomes)),
    )
    return _add_bouts(result)


def _add_bouts(result: FileResult) -> FileResult:
    """Say of each session when it began, as far as that tells it from others."""
    if len(result.sessions):
        start = result.sessions["start"]
        result.sessions["bout"] = start.where(start.notna(), result.sessions["date"])
    return result


def _read_part(
    table: Table, app: App | None, job: Job, today: dt.date, apps: list[App | None]
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Read one table of a file, by the app that wrote it or by its words."""
    if app is None:
        return read_table(table, job, today, len(apps) > 1)
    own = replace(job, source=app.name)
    job.facts.setdefault("app", app.name)
    job.facts.setdefault("app_layout", app.layout)
    if app.read is None:
        pass_table(table, own, app.why)
        return [], []
    sessions, outcomes = app.read(table, own, today)
    return [add_end(frame) for frame in sessions], outcomes


def say_no_log(layout: Layout, path: str) -> str:
    """Say why a file of an app holds nothing of a log at all; '' for every other file."""
    apps = [find_app(table, path) for table in layout.tables]
    if all(app is not None and app.read is None for app in apps):
        return apps[0].why if apps[0] else ""
    return ""


def _state_layout(layout: Layout, source: Source, job: Job) -> None:
    first = layout.tables[0]
    job.names = [*(" ".join(record.cells) for record in layout.above), source.name]
    job.facts.update(
        encoding=layout.text.encoding if layout.text else "workbook",
        encoding_why=layout.text.why if layout.text else "an Excel workbook",
        delimiter=NAMES[layout.delimiter] if layout.raw else None,
        header_line=first.header_line,
        layout=layout_signature(first.header) if first.header else None,
    )
    if layout.raw is None and not source.name.lower().endswith((".xlsx", ".xlsm")):
        job.findings.add(
            "warning",
            "renamed_workbook",
            f"{source.name} is an Excel workbook under another name; read as such",
        )
    if layout.text and layout.text.encoding in ("cp1252", "cp1250"):
        job.findings.add(
            "note", "encoding_assumed", f"not UTF-8, read as {layout.text.encoding} (Windows)",
            fix="pass encoding='mac_roman' or another if letters look wrong",
        )  # fmt: skip
    if layout.text and layout.text.mended:
        job.findings.add(
            "warning", "encoded_twice", f"{layout.text.mended} lines were encoded twice ('Ã¼' for 'ü'); read as they were meant",
            fix="pass encoding='utf-8' to read the letters as they stand",
        )  # fmt: skip
    if layout.text and layout.text.replaced:
        job.findings.add(
            "warning",
            "bytes_replaced",
            f"{layout.text.replaced} bytes fit no letter and stand as \ufffd",
            fix="pass encoding=",
        )
    for line, rule, text in layout.raw.mended if layout.raw else []:
        job.findings.add("warning", rule, f"mended: {rule.replace('_', ' ')}", line=line, text=text)
    for table in layout.tables:
        if table.cut:
            job.findings.add(
                "warning", "beside_table", f"cells to the right of {table.header[-1]!r}, past two blank columns, are not read",
                line=table.header_line, fix="move the table beside it to a file of its own",
            )  # fmt: skip
    for record in layout.above:
        text = job.delimiter.join(cell for cell in record.cells if cell.strip())
        job.findings.add(
            "note",
            "above_header",
            "stands above the header; no record of the log",
            line=record.line,
            text=text,
        )
    if not any(table.records for table in layout.tables):
        job.findings.add("warning", "no_records", "the file has a header and nothing below it")


def _pass_set_aside(table: Table, job: Job) -> None:
    """Count totals, repeated headers and section titles as skipped."""
    first = job.ledger.open(len(table.passed))
    for number, (record, rule) in enumerate(table.passed, first):
        job.ledger.settle([number], SKIPPED)
        did = {
            "total_row": "a total or average; passed over",
            "repeated_header": "the header again; passed over",
        }
        text = job.delimiter.join(cell for cell in record.cells if cell.strip())
        job.findings.add(
            "note",
            rule,
            did.get(rule, "a title; no record of the log"),
            line=record.line,
            record=number + 1,
            text=text,
        )


def settle_questions(result: FileResult) -> None:
    """Turn the open questions of a file into errors; what waits for them stays left out."""
    for question in result.job.findings.questions:
        result.job.findings.add("error", "question_open", f"left out until it is answered: {question}")


def pass_file(source: Source, note: str) -> FileResult:
    """Make the result of a file that is no log."""
    job = Job(source.name, hash_bytes(source.data), Answers(), Findings(source.name))
    return FileResult(source, job, note=f"not a log: {note}")


def fail_file(source: Source, why: str) -> FileResult:
    """Make the result of a file that could not be read, with the reason as an issue."""
    job = Job(source.name, hash_bytes(source.data), Answers(), Findings(source.name))
    job.findings.add("error", "file_not_read", why, fix="correct the file, or leave it out")
    return FileResult(source, job, note="not read")


def repeat_file(source: Source, first: FileResult) -> FileResult:
    """Make the result of a file whose bytes were read before: all skipped."""
    job = Job(source.name, first.job.file_id, Answers(), Findings(source.name))
    count = len(first.job.ledger)
    job.ledger.open(count)
    job.ledger.settle(range(count), SKIPPED)
    job.findings.add(
        "note", "same_file", f"the same bytes as {first.source.path}; all {count} records passed over"
    )
    return FileResult(source, job, note=f"the same bytes as {first.source.path}")


def kept_records(result: FileResult) -> np.ndarray:
    """Give the ledger numbers that have rows."""
    marks = np.zeros(len(result.job.ledger), dtype=bool)
    for frame in (result.sessions, result.outcomes):
        if len(frame):
            marks[frame["_rec"].to_numpy()] = True
    return np.flatnonzero(marks)
