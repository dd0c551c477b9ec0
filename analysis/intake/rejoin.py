"""Exports among the files of one call: each row, file and issue once, and the balance kept.

The tables of one folder (or archive) are one export. Where its `files` is among them, that is the
manifest of what was read, and the tables are no files of their own. A file that is read here itself
wins over its rows in an export; otherwise an export goes first, and what another file repeats of it
is passed over there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.exported import ExportedTable, looks_exported, read_exported
from analysis.intake.files import FileResult
from analysis.intake.issues import SKIPPED
from analysis.intake.logs import Logs
from analysis.intake.sources import Source
from analysis.schema import TABLES, conform

VALUES = {"sessions": "minutes", "outcomes": "value"}


@dataclass(eq=False)
class Export:
    """The tables of one export.

    Attributes
    ----------
    tables : dict
        Name -> table.
    passed : dict
        Name -> rows that stand elsewhere already.
    """

    tables: dict[str, ExportedTable] = field(default_factory=dict)
    passed: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """True where the export brings its own manifest."""
        return "files" in self.tables

    def keep(self, table: str, kept: pd.Series | np.ndarray) -> None:
        """Keep these rows of a table; the others are skipped."""
        part = self.tables[table]
        gone = part.frame[~np.asarray(kept, dtype=bool)]
        part.result.job.ledger.settle(list(gone.index), SKIPPED)
        part.frame = part.frame.drop(index=gone.index)
        self.passed[table] = pd.concat([self.passed[table], gone]) if table in self.passed else gone


def take_exports(sources: list[Source]) -> tuple[list[Source], list[Export]]:
    """Take the tables of exports out of the files to read.

    Returns
    -------
    others : list of Source
        The other files; a table that cannot be read is one of them, with its problem.
    exports : list of Export

    Raises
    ------
    DataError
        A table that was named directly cannot be read.
    """
    others: list[Source] = []
    exports: list[Export] = []
    open_in: dict[str, Export] = {}
    for source in sources:
        if source.note or source.problem or not looks_exported(source.data):
            others.append(source)
            continue
        try:
            part = read_exported(source)
        except DataError as problem:
            if source.direct:
                raise
            others.append(replace(source, problem=str(problem)))
            continue
        place = source.path.removesuffix(source.name)
        if place not in open_in or part.table in open_in[place].tables:
            open_in[place] = Export()
            exports.append(open_in[place])
        open_in[place].tables[part.table] = part
    return others, exports


def settle_exports(exports: list[Export], results: list[FileResult]) -> None:
    """Leave each row once among exports and files; the rows of files have their ids already."""
    failed = {result.job.file_id for result in results if _failed(result)}
    files = {result.job.file_id for result in results} - failed
    for export in exports:
        listed = set(export.tables["files"].frame["file_id"]) if export.complete else set()
        _pass_files(export, files, failed)
        files |= listed
    for table in VALUES:
        _settle_table(table, [export for export in exports if table in export.tables], results)
    for export in exports:
        _tell_passed(export, exports, results)


def _failed(result: FileResult) -> bool:
    return any(row["rule"] == "file_not_read" for row in result.job.findings.rows)


def _pass_files(export: Export, files: set[str], failed: set[str]) -> None:
    """Pass over what came of files that are read here themselves, or stand in an earlier export."""
    for table, part in export.tables.items():
        if "file_id" in part.frame:
            gone = part.frame["file_id"].isin(files)
            if table == "files":
                gone |= part.frame["file_id"].isin(failed) & (part.frame["records_read"] == 0)
            export.keep(table, ~gone)


def _settle_table(table: str, exports: list[Export], results: list[FileResult]) -> None:
    """Let exports go first; only a value goes before an empty reading of the same key."""
    taken = pd.DataFrame(columns=["value", "file"])
    for export in exports:
        part = export.tables[table]
        lines = pd.Series(part.lines)[part.frame.index]
        export.keep(table, _find_new(part.frame, lines.to_numpy(), taken, table, part.result))
        more = _take(part.frame, table, part.result)
        taken = pd.concat([taken, more]) if len(taken) else more
    late: set[str] = set()
    for result in results:
        frame = getattr(result, table)
        if len(frame) and len(taken):
            filled = _find_filled(frame, taken, table)
            late |= set(frame.loc[filled, "row_id"])
            new = _find_new(frame, frame["line"].to_numpy(), taken, table, result)
            setattr(result, table, frame[filled | new])
    for export in exports:
        export.keep(table, ~export.tables[table].frame["row_id"].isin(late))


def _take(frame: pd.DataFrame, table: str, result: FileResult) -> pd.DataFrame:
    values = frame[VALUES[table]].to_numpy(dtype=float)
    return pd.DataFrame({"value": values, "file": result.source.name}, index=pd.Index(frame["row_id"]))


def _find_new(
    frame: pd.DataFrame, lines: np.ndarray, taken: pd.DataFrame, table: str, result: FileResult
) -> np.ndarray:
    """Find the rows that are not taken, and list those that are with another value."""
    known = frame["row_id"].isin(taken.index).to_numpy()
    rows = frame[known]
    first = taken.loc[rows["row_id"]]
    numbers, before = (part.to_numpy(dtype=float) for part in (rows[VALUES[table]], first["value"]))
    for at in np.flatnonzero((numbers != before) & ~np.isnan(numbers) & ~np.isnan(before)):
        _report_conflict(rows.iloc[at], int(lines[known][at]), first.iloc[at], table, result)
    return ~known


def _find_filled(frame: pd.DataFrame, taken: pd.DataFrame, table: str) -> np.ndarray:
    """Find the rows with a value that an export has without one."""
    empty = taken.index[taken["value"].isna()]
    return (frame["row_id"].isin(empty) & frame[VALUES[table]].notna()).to_numpy()


def _report_conflict(row: pd.Series, line: int, first: pd.Series, table: str, result: FileResult) -> None:
    what, value = row["metric"] if table == "outcomes" else "minutes", row[VALUES[table]]
    result.job.findings.add(
        "warning",
        "conflict",
        f"{what} on {row['date']:%Y-%m-%d} is {value:g} here and {first['value']:g} in the export "
        f"{first['file']}; the first stays",
        line=line,
        value=f"{first['value']:g}",
        fix="correct the file, or the export",
    )


def _tell_passed(export: Export, exports: list[Export], results: list[FileResult]) -> None:
    """Note in each table how many rows were passed over, and warn of those that nothing stands for."""
    for table, passed in export.passed.items():
        if table not in VALUES or not len(passed):
            continue
        part = export.tables[table]
        frames = [e.tables[table].frame for e in exports if table in e.tables]
        frames += [getattr(result, table) for result in results if len(getattr(result, table))]
        lost = passed[~passed["row_id"].isin(pd.concat([frame["row_id"] for frame in frames]))]
        part.result.job.findings.add(
            "note",
            "already_imported",
            f"{len(passed)} of {len(part.lines)} rows of the export come from files that are read here "
            "themselves, or stand in another export, and were passed over",
        )
        part.result.job.findings.group(
            "warning",
            "export_differs",
            "passed over, because the file it came from is read here itself, and gives no such row now",
            [part.lines[number] for number in lost.index],
            fix="read the file with the same answers as for the export, or leave the export out",
        )


def join_exports(logs: Logs, exports: list[Export]) -> Logs:
    """Add the tables of exports to what was read of files.

    Parameters
    ----------
    logs : Logs
        Of the files.
    exports : list of Export
        After `settle_exports`.
    """
    if not exports:
        return logs
    frames: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES if hasattr(logs, name)}
    for export in exports:
        _tell_missing(export)
        for table, part in export.tables.items():
            if table not in ("files", "issues"):
                frames[table].append(part.frame)
        frames["files"] += _files(export)
        frames["issues"] += _issues(export, [*frames["issues"], logs.issues])
    return Logs(**{name: _stack([*parts, getattr(logs, name)], name) for name, parts in frames.items()})


def _stack(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    full = [part for part in parts if len(part)]
    return conform(pd.concat(full, ignore_index=True) if full else None, table)


def _tell_missing(export: Export) -> None:
    missing = [table for table in TABLES if table not in export.tables]
    if export.complete and missing:
        did = f"the export lacks its table {' and '.join(missing)}; what stood there is not read"
        fix = "put the tables of one export into one folder"
        export.tables["files"].result.job.findings.add("warning", "export_incomplete", did, fix=fix)


def _files(export: Export) -> list[pd.DataFrame]:
    """Give the manifest, and a row for each table that has to answer for itself."""
    own = [
        part.result.row()
        for part in export.tables.values()
        if not export.complete or part.result.job.ledger.counts()["left_out"]
    ]
    manifest = [_recount(export)] if export.complete else []
    return [*manifest, conform(pd.DataFrame(own), "files")] if own else manifest


def _recount(export: Export) -> pd.DataFrame:
    """Move records whose rows all stand elsewhere from kept to skipped."""
    files = export.tables["files"].frame.copy()
    here = {
        place for table in VALUES if table in export.tables for place in _places(export.tables[table].frame)
    }
    gone = {place for table in VALUES if table in export.passed for place in _places(export.passed[table])}
    for file_id, count in Counter(file_id for file_id, _ in gone - here).items():
        first = files.index[files["file_id"] == file_id][:1]
        moved = files.loc[first, "kept"].clip(upper=count)
        files.loc[first, "kept"] -= moved
        files.loc[first, "skipped"] += moved
    return files


def _places(frame: pd.DataFrame) -> zip[tuple[str, int]]:
    return zip(frame["file_id"], frame["line"], strict=True)


def _issues(export: Export, before: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Give the issues of the export that still stand, and those of reading it."""
    found = []
    if "issues" in export.tables:
        frame = export.tables["issues"].frame
        known = {row for part in before for row in _as_rows(part)}
        again = np.array([row in known for row in _as_rows(frame)], dtype=bool)
        export.keep("issues", ~(again | frame["file"].isin(_passed_names(export)).to_numpy()))
        found.append(export.tables["issues"].frame)
    return found + [part.result.job.findings.frame() for part in export.tables.values()]


def _as_rows(frame: pd.DataFrame) -> list[tuple]:
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def _passed_names(export: Export) -> set[str]:
    """Name the files of which nothing is left in the export; all of its tables where no file is left."""
    if not export.complete or "files" not in export.passed:
        return set()
    left = set(export.tables["files"].frame["name"])
    own = {part.result.source.name for part in export.tables.values()} if not left else set()
    return own | set(export.passed["files"]["name"]) - left
