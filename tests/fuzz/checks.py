"""What must hold of whatever load_logs does with a case."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake import Logs, load_logs
from analysis.schema import METRICS, SESSIONS, TABLES, conform
from tests.fuzz.cases import Case


class Finding(NamedTuple):
    """What came of a case: `kind` is empty when all is well, else one short name a cause."""

    imported: bool
    kind: str = ""
    detail: str = ""


_MOST_BYTES = 100_000_000


def check_case(case: Case) -> Finding:
    """Import a case in a folder of its own, with warnings as errors, and check what comes of it."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        path = Path(folder) / case.name
        path.write_bytes(case.data)
        try:
            logs = load_logs(folder if case.folder else path, **case.options)
        except DataError as refusal:
            blank = not str(refusal).strip()
            return Finding(False, "a refusal without words" if blank else "")
        except Exception as problem:
            return Finding(False, *_describe(problem))
    try:
        broken = next(check_logs(logs, case.data), ())
    except Exception as problem:
        trace = traceback.format_exception(problem)
        broken = ("the check itself failed", "".join(trace)[-1500:])
    return Finding(True, *broken)


def _describe(problem: Exception) -> tuple[str, str]:
    """Name an exception by its type and the last line of the package that it went through."""
    frames = [f for f in traceback.extract_tb(problem.__traceback__) if "analysis" in Path(f.filename).parts]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
    return f"{type(problem).__name__} at {where}", str(problem)[:300]


def check_logs(logs: Logs, data: bytes) -> Iterator[tuple[str, str]]:
    """Give (kind, detail) for everything about Logs that cannot be.

    Parameters
    ----------
    data : bytes
        Of the file that was imported: text, a workbook or a zip archive of them.
    """
    yield from _check_tables(logs)
    yield from _check_balance(logs)
    yield from _check_values(logs)
    yield from _check_days(logs)
    yield from _check_lines(logs, data)


@lru_cache(maxsize=1)
def _empty_tables() -> dict[str, pd.DataFrame]:
    return {table: conform(None, table) for table in TABLES}


def _check_tables(logs: Logs) -> Iterator[tuple[str, str]]:
    for table, columns in TABLES.items():
        frame, empty = getattr(logs, table), _empty_tables()[table]
        if list(frame.columns) != list(empty.columns):
            yield f"columns of {table}", str(list(frame.columns))
            continue
        for column, have, want in zip(columns, frame.dtypes, empty.dtypes, strict=True):
            # a category whose levels are open takes them from the file
            same = have == want or (have == "category" and column.dtype == "category" and not column.levels)
            if not same:
                yield f"dtype of {table}.{column.name}", f"{have}, not {want}"
            if column.required and frame[column.name].isna().any():
                yield (
                    f"null in {table}.{column.name}",
                    str(frame[frame[column.name].isna()].iloc[0].to_dict()),
                )
        if "row_id" in frame and not frame["row_id"].is_unique:
            twice = frame[frame["row_id"].duplicated(keep=False)]
            yield f"row_id twice in {table}", str(twice.head(2).to_dict("records"))


def _check_balance(logs: Logs) -> Iterator[tuple[str, str]]:
    read, *parts = (logs.files[name].tolist() for name in ("records_read", "kept", "skipped", "left_out"))
    rows, kept = len(logs.outcomes) + len(logs.sessions), sum(parts[0])
    if any(min(part) < 0 for part in parts if part) or read != [sum(row) for row in zip(*parts, strict=True)]:
        yield "the balance does not add up", f"read {read}, kept, skipped and left out {parts}"
    if bool(rows) != bool(kept):
        yield "kept records and rows do not agree", f"{kept} records kept, {rows} rows"


def _check_values(logs: Logs) -> Iterator[tuple[str, str]]:
    metrics = [METRICS[metric] for metric in logs.outcomes["metric"]]
    lowest, highest = np.array([m.low for m in metrics]), np.array([m.high for m in metrics])
    low, high = logs.outcomes["low"].to_numpy(), logs.outcomes["high"].to_numpy()
    for name in ("value", "low", "high"):
        values = logs.outcomes[name].to_numpy()
        off = np.flatnonzero((values < lowest) | (values > highest))
        if len(off):
            yield f"{name} outside its range", str(logs.outcomes.iloc[off[0]].dropna().to_dict())
    off = np.flatnonzero(low > high)
    if len(off):
        yield "low above high", str(logs.outcomes.iloc[off[0]].dropna().to_dict())
    for column in SESSIONS:
        if column.low is None:
            continue
        values = logs.sessions[column.name].to_numpy(dtype=float, na_value=np.nan)
        if (values < column.low).any() or (values > column.high).any():
            yield f"sessions.{column.name} outside its range", str(values[:5])


def _check_days(logs: Logs) -> Iterator[tuple[str, str]]:
    # somewhere it is tomorrow already
    first, last = np.datetime64("1900-01-01"), np.datetime64(dt.date.today() + dt.timedelta(days=1))
    for table in ("outcomes", "sessions"):
        days = getattr(logs, table)["date"].to_numpy()
        off = np.flatnonzero((days < first) | (days > last))
        if len(off):
            yield f"day of {table} before 1900 or in the future", str(days[off[0]])
        if (days != days.astype("datetime64[D]")).any():
            yield f"day of {table} is not midnight", str(days[:5])
    start, end = logs.sessions["start"].to_numpy(), logs.sessions["end"].to_numpy()
    if (end < start).any():
        yield (
            "a session ends before it starts",
            str(logs.sessions[["start", "end"]][end < start].iloc[0].to_dict()),
        )


def _check_lines(logs: Logs, data: bytes) -> Iterator[tuple[str, str]]:
    """Check that every row and issue stands on a line that is in the file, and not on a blank one."""
    parts = dict(_find_parts(data))
    lines: dict[str, list[str] | None] = {}
    by_name: dict[str, int] = {}
    for row in logs.files.to_dict("records"):
        if row["file_id"] not in parts:
            yield "file_id of no file", row["path"]
            return
        found = _split_lines(parts[row["file_id"]], row["encoding"])
        lines[row["file_id"]] = found
        most = len(found) if found is not None else _workbook_rows(parts[row["file_id"]])
        by_name[row["name"]] = max(most, by_name.get(row["name"], 0))
        full = sum(bool(line.strip()) for line in found) if found is not None else most
        if row["records_read"] > full and not isinstance(row["note"], str):
            yield "more records than lines", f"{row['records_read']} records of {full} lines"
    for table in ("outcomes", "sessions"):
        frame = getattr(logs, table)
        for file_id, line in set(zip(frame["file_id"], frame["line"], strict=True)):
            found = lines.get(file_id)
            if found is not None and not (1 <= line <= len(found) and found[line - 1].strip()):
                yield f"{table} on a line that is not there", f"line {line} of {len(found)}"
                break
    yield from _check_raw(logs, lines)
    for name, line, rule in zip(*(logs.issues[c] for c in ("file", "line", "rule")), strict=True):
        if line is not pd.NA and not 1 <= line <= by_name.get(name, 0):
            yield "an issue on a line that is not there", f"{rule} line {line} of {by_name.get(name)}"
            return


def _check_raw(logs: Logs, lines: dict[str, list[str] | None]) -> Iterator[tuple[str, str]]:
    """Check that the text of a reading stands on its line, or on the lines that its record goes over."""
    frame = logs.outcomes
    for file_id, line, raw in zip(frame["file_id"], frame["line"], frame["raw"], strict=True):
        found = lines.get(file_id)
        text = raw.replace('"', "").strip().splitlines()[:1] if isinstance(raw, str) else []
        if not text or found is None:
            continue
        if not any(text[0].strip() in part.replace('"', "") for part in found[line - 1 : line + 45]):
            yield "raw text that is not on its line", f"{raw[:80]!r} on line {line}"
            return


def _find_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give (file_id, bytes) of a file and of the members of an archive."""
    yield hashlib.sha256(data).hexdigest(), data
    yield hashlib.sha256(b"").hexdigest(), b""
    if not data.startswith(b"PK"):
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:
        return  # damaged
    for info in archive.infolist():
        if info.file_size > _MOST_BYTES:
            continue  # the import refuses it too; unpacking it here would count as its memory
        try:
            member = archive.read(info)
        except Exception:
            continue  # damaged
        yield hashlib.sha256(member).hexdigest(), member


def _split_lines(data: bytes, encoding: object) -> list[str] | None:
    """Give the lines of a text, as an editor counts them; None for a workbook or what was not read."""
    if not isinstance(encoding, str) or encoding == "workbook":
        return None
    return re.split(r"\r\r\n|\r\n|\r|\n", data.decode(encoding, errors="replace").replace("\0", ""))


def _workbook_rows(data: bytes) -> int:
    """Give the most rows that a sheet of a workbook could have: how many row tags it holds, at least 1."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
            found = [re.findall(rb'<row[^>]* r="(\d+)"', archive.read(n)) for n in sheets]
        return max((int(row) for rows in found for row in rows), default=1)
    except Exception:
        return 1
