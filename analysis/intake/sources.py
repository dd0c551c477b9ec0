"""Paths -> the files to read: single files, folders, zip archives."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from analysis.errors import DataError

NOT_LOGS = {
    "flexlog.toml": "saved answers",
    "phases.csv": "phases of the plan",
    "events.csv": "events",
    "plan.csv": "a drawn plan",
    "people_plan.csv": "a drawn plan of several people",
    "clients.csv": "a list of people",
    "export_cda.xml": "the same records as export.xml, in another form",
}
_EARLIER_PLAN = re.compile(r"plan_drawn_[\d_-]+\.csv|plan_drawn_before.*\.csv")
READABLE = {".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".zip", ".parquet", ".xml", ""}
_MOST_BYTES, _MOST_SHRUNK, _MOST_STREAMED, _HEAD = 500_000_000, 200, 20_000_000_000, 1 << 16


@dataclass(frozen=True)
class Source:
    """One file to read.

    Attributes
    ----------
    path : str
        As given; 'archive.zip::member' inside an archive.
    name : str
        File name, for messages.
    folder : Path
        Where flexlog.toml may lie.
    data : bytes
    direct : bool
        True when the person named this very file.
    note : str
        Why it is no log; empty for a log.
    problem : str
        Why it could not be opened; empty when it could.
    stream : callable or None
        Opens a file that is not to be held in memory; `data` is empty then.
    label : str
        What the file is called in questions; '' where its name is enough.
    """

    path: str
    name: str
    folder: Path
    data: bytes = b""
    direct: bool = False
    note: str = ""
    problem: str = ""
    stream: Callable[[], BinaryIO] | None = None
    label: str = ""


def find_sources(paths: tuple[str | os.PathLike[str], ...]) -> list[Source]:
    """List the files behind paths, in a stable order.

    Parameters
    ----------
    paths : tuple of str or Path
        Files, folders or zip archives.

    Raises
    ------
    DataError
        A path does not exist or cannot be read.

    Examples
    --------
    >>> find_sources(("no/such/file.csv",))
    Traceback (most recent call last):
    ...
    analysis.errors.DataError: no/such/file.csv does not exist - check the path, or the folder you are in
    """
    found: list[Source] = []
    for given in paths:
        if not isinstance(given, (str, os.PathLike)):
            raise DataError(f"{given!r} is not a path - pass file or folder names as text")
        found.extend(_expand(Path(given), str(given)))
    names = Counter(source.name for source in found)
    return [replace(s, label=name_place(s.path)) if names[s.name] > 1 else s for s in found]


def name_place(path: str) -> str:
    """Give the last folder (or archive) and the name of a file, which tell it from others of that name.

    Examples
    --------
    >>> name_place("logs/left/log.csv"), name_place("export.zip::2026/log.csv")
    ('left/log.csv', '2026/log.csv')
    """
    return "/".join(re.split(r"::|[/\\\\]", path)[-2:])


def _expand(path: Path, given: str) -> Iterator[Source]:
    try:
        if path.is_dir():
            yield from _from_folder(path)
            return
        if not path.exists():
            raise DataError(f"{given} does not exist - check the path, or the folder you are in")
        data = b"" if _is_streamed(path.name) else path.read_bytes()
    except (OSError, ValueError) as problem:
        if isinstance(problem, DataError):
            raise
        raise DataError(
            f"{given} cannot be opened ({problem}) - check the name and its permissions"
        ) from None
    if _note_of(path.name):
        yield Source(given, path.name, path.parent, data, note=_note_of(path.name))
    elif _is_streamed(path.name):
        yield Source(given, path.name, path.parent, direct=True, stream=partial(_open, path))
    elif _is_archive(data):
        yield from _from_archive(data, given, path.parent, direct=True)
    else:
        yield Source(given, path.name, path.parent, data, direct=True)


def _from_folder(folder: Path) -> Iterator[Source]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if any(part.startswith(".") or part == "__MACOSX" for part in path.relative_to(folder).parts):
            continue
        if _is_streamed(path.name):
            yield _stream(str(path), path.name, path.parent, partial(_open, path))
            continue
        try:
            data = path.read_bytes()
        except OSError as problem:
            yield Source(str(path), path.name, path.parent, problem=f"it cannot be opened ({problem})")
            continue
        if _is_archive(data):
            yield from _from_archive(data, str(path), path.parent, direct=False)
        else:
            yield Source(str(path), path.name, path.parent, data, note=why_no_log(path.name))


def _is_streamed(name: str) -> bool:
    return name.lower().endswith(".xml")


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _open_member(archive: bytes, name: str) -> BinaryIO:
    return cast(BinaryIO, zipfile.ZipFile(io.BytesIO(archive)).open(name))


def _stream(path: str, name: str, folder: Path, opened: Callable[[], BinaryIO]) -> Source:
    """Give an XML file of a folder or an archive: to be streamed where it is an export of Apple Health, else no log."""
    try:
        with opened() as file:
            head = file.read(_HEAD)
    except Exception as problem:
        return Source(path, name, folder, problem=f"it cannot be opened ({problem})")
    if _note_of(name) or b"<HealthData" not in head:
        return Source(path, name, folder, note=_note_of(name) or "another XML file")
    return Source(path, name, folder, stream=opened)


def _note_of(name: str) -> str:
    """What a file is that has its own place beside the logs; '' for any other."""
    known = NOT_LOGS.get(name.lower(), "")
    return known or ("an earlier plan" if _EARLIER_PLAN.fullmatch(name.lower()) else "")


def why_no_log(name: str) -> str:
    """Why a file of a folder is no log, by its name alone; '' where it may be one.

    Examples
    --------
    >>> why_no_log("clients.csv"), why_no_log("diary.csv")
    ('a list of people', '')
    """
    if _note_of(name):
        return _note_of(name)
    if name.startswith("~$"):
        return "a lock of an open workbook"
    if name.lower().startswith("ecg_"):
        return "a trace of the heart, no diary"
    if name.lower().startswith(("readme", "licen")):
        return "a text to read"
    suffix = Path(name).suffix.lower()
    return "" if suffix in READABLE else f"{suffix or 'no'} files are not read"


def _is_archive(data: bytes) -> bool:
    if not data.startswith(b"PK\x03\x04") and not data.startswith(b"PK\x05\x06"):
        return False
    return not is_workbook(data)


def is_workbook(data: bytes) -> bool:
    """Say whether bytes are an Excel workbook, whatever the file is called.

    Examples
    --------
    >>> is_workbook(b"Date,Pain")
    False
    """
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return False


def _from_archive(data: bytes, given: str, folder: Path, *, direct: bool) -> Iterator[Source]:
    name = Path(given).name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = sorted(archive.infolist(), key=lambda info: info.filename)
            for info in members:
                parts = Path(info.filename).parts
                if info.is_dir() or any(p.startswith(".") or p == "__MACOSX" for p in parts):
                    continue
                member = _member(archive, info, data, given, folder)
                if "::" not in given and _is_archive(member.data):
                    yield from _from_archive(member.data, member.path, folder, direct=False)
                else:
                    yield member
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as problem:
        if direct:
            raise DataError(f"{given} is a damaged archive ({problem}) - pack it again") from None
        yield Source(given, name, folder, data, problem=f"it is a damaged archive ({problem})")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, whole: bytes, given: str, folder: Path
) -> Source:
    path, name = f"{given}::{info.filename}", Path(info.filename).name
    shrunk = info.file_size > _MOST_SHRUNK * max(info.compress_size, 1) and info.file_size > _MOST_BYTES // 50
    streamed = _is_streamed(name) and info.file_size <= _MOST_STREAMED
    if (info.file_size > _MOST_BYTES and not streamed) or shrunk:
        return Source(
            path, name, folder, problem=f"it would unpack to {info.file_size} bytes, which no log does"
        )
    if streamed:
        return _stream(path, name, folder, partial(_open_member, whole, info.filename))
    try:
        data = archive.read(info)
    except Exception as problem:
        return Source(path, name, folder, problem=f"it cannot be unpacked ({problem})")
    return Source(path, name, folder, data, note=why_no_log(name))
