"""load_logs(): files, folders and archives -> Logs. The one entry of the importer."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from analysis.collector import paused_collector
from analysis.errors import DataError, NeedsAnswer
from analysis.intake.clock import read_day_start, read_zone
from analysis.intake.coded import join_frames, same_text
from analysis.intake.columns import read_role
from analysis.intake.exported import refuse_exported
from analysis.intake.files import (
    FileResult,
    fail_file,
    hash_bytes,
    kept_records,
    pass_file,
    read_layout,
    read_source,
    read_stream,
    repeat_file,
    say_no_log,
    settle_questions,
)
from analysis.intake.grid import Answers
from analysis.intake.identity import add_row_ids, recount
from analysis.intake.logs import Logs
from analysis.intake.mapping import NAME, layout_signature, read_mapping
from analysis.intake.plausible import note_implausible, note_overlaps
from analysis.intake.rejoin import Export, join_exports, settle_exports, take_exports
from analysis.intake.sources import Source, find_sources
from analysis.intake.words import fold
from analysis.reference import exercise_key, similar_exercise
from analysis.schema import METRICS, TABLES, conform

_MOST_LIKE = 200


def load_logs(
    *paths: str | os.PathLike[str],
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    tz: str | None = None,
    scale: Mapping[str, tuple[float, float]] | None = None,
    person: str | None = None,
    encoding: str | None = None,
    day_starts_at: str | None = None,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    on_question: str = "raise",
) -> Logs:
    """Read logs; nothing is dropped or guessed in silence.

    Parameters
    ----------
    *paths : str or Path
        Files, folders or zip archives; also the tables of an export (`analysis.export`).
    columns : mapping, optional
        Header as written (or '0', '1' without a header) -> role: 'date', 'pain', 'rom left pre', 'instrument', 'ignore', ...
    day_first : bool, optional
        Whether 2/3/2026 is 2 March; used only where the dates do not say it.
    tz : str, optional
        IANA zone for times that are UTC.
    scale : mapping, optional
        Metric -> (mark for nothing, mark for the most), such as {'pain': (1, 5)}, or (5, 1) where it runs the other way.
    person : str, optional
        Whose log it is, in files without such a column.
    encoding : str, optional
        Of the text, for example 'mac_roman'.
    day_starts_at : str, optional
        Entries before this time belong to the day before, for example '04:00'.
    mapping : str, Path or mapping, optional
        Saved answers, in place of flexlog.toml beside the logs.
    on_question : {'raise', 'leave_out'}, optional
        What to do with a question that is not answered.

    Returns
    -------
    Logs

    Raises
    ------
    DataError
        A file that was named cannot be read, or an option is wrong.
    NeedsAnswer
        One or more questions are open; lists all of them.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "pain.csv"
    ...     _ = path.write_text("Date,Pain (0-10)\\n2026-03-01,4\\n2026-03-02,3\\n")
    ...     load_logs(path).outcomes[["date", "metric", "value"]]
            date metric  value
    0 2026-03-01   pain    4.0
    1 2026-03-02   pain    3.0
    """
    given = Answers(columns or {}, day_first, tz, scale or {}, person, encoding, day_starts_at)
    _check_answers(given, on_question)
    if not paths:
        raise DataError("no path was given - pass the name of a file, a folder or a zip archive")
    today = dt.date.today()
    results: list[FileResult] = []
    seen: dict[str, FileResult] = {}
    with paused_collector():
        sources, exports = take_exports(find_sources(paths))
        for source in sources:
            results.append(_read_one(source, given, mapping, seen, today))
    _check_columns(given, results)
    questions = [question for result in results for question in result.job.findings.questions]
    if questions and on_question == "raise":
        raise NeedsAnswer(questions)
    for result in results:
        settle_questions(result)
    return _make_logs(results, exports)


def _check_answers(given: Answers, on_question: str) -> None:
    if on_question not in ("raise", "leave_out"):
        raise DataError(f"on_question={on_question!r} is not known - use 'raise' or 'leave_out'")
    if given.day_first is not None and not isinstance(given.day_first, bool):
        raise DataError(f"day_first={given.day_first!r} must be True or False")
    if given.person is not None and (not isinstance(given.person, str) or not given.person.isprintable()):
        raise DataError(f"person={given.person!r} must be a name, a text that can be printed")
    read_zone(given.tz)
    read_day_start(given.day_starts_at)
    for header, role in given.columns.items():
        read_role(str(role), str(header))
    for metric, ends in given.scale.items():
        try:
            low, high = (float(end) for end in ends)
        except (TypeError, ValueError):
            raise DataError(f"scale={{{metric!r}: {ends!r}}} must be two numbers, such as (1, 5)") from None
        if not (math.isfinite(low) and math.isfinite(high)):
            raise DataError(f"scale={{{metric!r}: {ends!r}}} must be two finite numbers, such as (1, 5)")
        if low == high:
            raise DataError(
                f"scale={{{metric!r}: {ends!r}}}: the two ends must differ, such as (1, 5) or (5, 1)"
            )
        if metric in METRICS and not METRICS[metric].rating:
            raise DataError(
                f"scale={{{metric!r}: ...}}: {metric} is no rating and has no scale - leave it out"
            )


def _read_one(
    source: Source,
    given: Answers,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None,
    seen: dict[str, FileResult],
    today: dt.date,
) -> FileResult:
    if source.note:
        return pass_file(source, source.note)
    if source.problem:
        return fail_file(source, source.problem)
    if source.stream is not None:
        return _read_streamed(source, given, seen, today)
    file_id = hash_bytes(source.data)
    if file_id in seen:
        return repeat_file(source, seen[file_id])
    try:
        layout = read_layout(source, given.encoding)
        refuse_exported(layout, source.name)
        why = say_no_log(layout, source.path)
        if why and not source.direct:
            return pass_file(source, why)
        if why:
            raise DataError(f"{source.name} is no log: {why}")
        answers, saved = _add_saved(given, source, layout.tables[0].header, mapping)
        if answers.encoding != given.encoding:
            layout = read_layout(source, answers.encoding)
        result = read_source(source, layout, answers, today)
    except DataError as problem:
        if source.direct:
            raise
        return fail_file(source, str(problem))
    result.job.facts["mapping"] = saved
    seen[file_id] = result
    return result


def _read_streamed(source: Source, given: Answers, seen: dict[str, FileResult], today: dt.date) -> FileResult:
    try:
        result = read_stream(source, given, today)
    except DataError as problem:
        if source.direct:
            raise
        return fail_file(source, str(problem))
    if result.job.file_id in seen:
        return repeat_file(source, seen[result.job.file_id])
    seen[result.job.file_id] = result
    return result


def _add_saved(
    given: Answers,
    source: Source,
    header: list[str],
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None,
) -> tuple[Answers, str | None]:
    """Add the saved answers for a layout; what was given now wins."""
    if isinstance(mapping, Mapping):
        layouts, name = mapping.get("layouts", mapping), "given"
    else:
        layouts, name = read_mapping(mapping if mapping is not None else source.folder), NAME
        if mapping is not None and not layouts and not os.path.exists(mapping):
            raise DataError(f"mapping={str(mapping)!r} does not exist - check the path of {NAME}")
    saved = layouts.get(layout_signature(header)) if header else None
    if not saved:
        return given, None
    answers = given
    for field in fields(Answers):
        value, own = saved.get(field.name), getattr(given, field.name)
        if value is None:
            continue
        if field.name in ("columns", "scale"):
            answers = replace(answers, **{field.name: {**value, **own}})
        elif own is None:
            answers = replace(answers, **{field.name: value})
    _check_answers(answers, "raise")
    return answers, name


def _check_columns(given: Answers, results: list[FileResult]) -> None:
    """Refuse a column that no file has: a slip of the pen would be an answer lost in silence."""
    known = {fold(name) for result in results for header in result.headers for name in header}
    known |= {fold(title) for result in results for title in result.job.titles}
    widest = max((result.job.facts.get("width", 0) for result in results), default=0)
    bare = any(not column["header"] for result in results for column in result.job.columns)
    bare = bare or any(not header for result in results for header in result.headers)
    for name in given.columns:
        place = bare and str(name).isdigit() and int(name) < widest
        if fold(str(name)) not in known and not place:
            shown = sorted({n for result in results for header in result.headers for n in header if n})
            raise DataError(f"columns has {name!r}, but no file has such a header - the headers are {shown}")


def _make_logs(results: list[FileResult], exports: list[Export]) -> Logs:
    before = [kept_records(result) for result in results]
    _join_people(results)
    for table in ("sessions", "outcomes"):
        _number_rows(results, table)
    for result in results:
        note_implausible(result.outcomes, result.job)
    note_overlaps([result.sessions for result in results], [result.job for result in results])
    settle_exports(exports, results)
    for result, had in zip(results, before, strict=True):
        recount(result.job, had, kept_records(result))
    sessions, outcomes = (_collect(results, table) for table in ("sessions", "outcomes"))
    issues = [result.job.findings.frame() for result in results]
    logs = Logs(
        sessions=sessions,
        outcomes=outcomes,
        issues=conform(
            pd.concat(issues, ignore_index=True) if any(len(i) for i in issues) else None, "issues"
        ),
        files=conform(pd.DataFrame([result.row() for result in results]) if results else None, "files"),
        columns=_collect_columns(results),
    )
    return join_exports(logs, exports)


def _join_people(results: list[FileResult]) -> None:
    """Write a person whose name differs between files in case, blanks or accents alone as in the first of them."""
    first: dict[str, str] = {}
    for result in results:
        for table in ("sessions", "outcomes"):
            frame = getattr(result, table)
            names = frame["person"].unique().tolist() if len(frame) else []
            other = {name: first[fold(name)] for name in names if first.setdefault(fold(name), name) != name}
            if other:
                frame["person"] = frame["person"].replace(other)
            for name, as_first in other.items():
                result.job.findings.add(
                    "note", "same_person", f"{name!r} is taken as {as_first!r} of an earlier file", text=name,
                    fix="write the names apart if they are two people",
                )  # fmt: skip


def _collect_columns(results: list[FileResult]) -> pd.DataFrame:
    rows = [{**column, "file_id": result.job.file_id} for result in results for column in result.job.columns]
    return conform(pd.DataFrame(rows) if rows else None, "columns")


def _number_rows(results: list[FileResult], table: str) -> None:
    used = [result for result in results if len(getattr(result, table))]
    frames = add_row_ids([getattr(r, table) for r in used], [r.job for r in used], table)
    for result, frame in zip(used, frames, strict=True):
        setattr(result, table, frame)


def _collect(results: list[FileResult], table: str) -> pd.DataFrame:
    frames = [frame for result in results if (frame := _take_rows(result, table)) is not None]
    return conform(join_frames(frames) if frames else None, table)


def _note_similar(frame: pd.DataFrame, unknown: list[str], result: FileResult) -> None:
    """Show what unknown exercises may be meant for; they stay as they are."""
    for name in unknown[:_MOST_LIKE]:
        like = similar_exercise(name)
        if like is not None:
            lines = frame.loc[frame["exercise"] == name, "line"].tolist()
            result.job.findings.group(
                "note", "exercise_like", f"{name!r} is not known; it may be meant for {like!r}, and is kept as it is", lines,
                texts=[name], fix=f"write {like!r} in the file if that is meant",
            )  # fmt: skip


def _take_rows(result: FileResult, table: str) -> pd.DataFrame | None:
    """Take the rows of a file out of its result, in the columns of the table."""
    frame = getattr(result, table)
    if not len(frame):
        return None
    setattr(result, table, pd.DataFrame())
    names = [column.name for column in TABLES[table] if column.name in frame]
    frame = pd.DataFrame({name: frame[name] for name in names}, copy=False)  # a selection would copy
    frame["file_id"] = same_text(result.job.file_id, len(frame))
    if table == "sessions":
        keys = {name: exercise_key(name) for name in frame["exercise"].dropna().unique()}
        _note_similar(frame, [name for name, key in keys.items() if key is None], result)
        frame["exercise_key"] = pd.array([keys.get(name) for name in frame["exercise"]], dtype="str")
    return conform(frame, table)
