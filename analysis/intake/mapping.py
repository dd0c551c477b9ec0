"""The person's answers, saved beside the logs in flexlog.toml, so that a run repeats."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.intake.identity import hash_key
from analysis.intake.words import split_words

NAME = "flexlog.toml"
_KEYS = ("columns", "day_first", "tz", "scale", "person", "encoding", "day_starts_at")


def layout_signature(header: Sequence[str]) -> str:
    """Give the signature of a layout: the same for 'Responses (3).csv' as for 'Responses (2).csv'.

    Examples
    --------
    >>> layout_signature(["Date", "Pain (0-10)"]) == layout_signature([" date", "pain (0-10)"])
    True
    """
    return hash_key("\x1f".join(" ".join(split_words(name)) for name in header if name.strip()))


def read_mapping(path: str | os.PathLike[str]) -> dict[str, dict[str, Any]]:
    """Read saved answers: signature -> answers.

    Parameters
    ----------
    path : str or Path
        The file, or the folder it lies in; a missing file has no answers.

    Raises
    ------
    DataError
        The file is no TOML, or holds an answer that is not known.
    """
    path = Path(path)
    path = path / NAME if path.is_dir() else path
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _read_cached(path, stamp)


@lru_cache(maxsize=64)
def _read_cached(path: Path, stamp: int) -> dict[str, dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DataError(
            f"{path}: {problem} - correct the line, or delete the file and answer again"
        ) from None
    layouts = content.get("layouts", {})
    if not isinstance(layouts, dict) or not all(isinstance(v, dict) for v in layouts.values()):
        raise DataError(f"{path}: 'layouts' must be a table of tables - delete the file and answer again")
    return {signature: _check(answers, path) for signature, answers in layouts.items()}


def _check(answers: dict[str, Any], path: Path) -> dict[str, Any]:
    found = {}
    for key, value in answers.items():
        if key == "header":
            continue
        if key not in _KEYS:
            raise DataError(f"{path}: {key!r} is no answer that is known - use one of {', '.join(_KEYS)}")
        if key in ("columns", "scale") and not isinstance(value, dict):
            raise DataError(f"{path}: {key} must be a table, such as {key} = {{ 'Pain' = ... }}")
        found[key] = value
    return found


def save_mapping(
    path: str | os.PathLike[str],
    header: Sequence[str],
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    tz: str | None = None,
    scale: Mapping[str, tuple[float, float]] | None = None,
    person: str | None = None,
    encoding: str | None = None,
    day_starts_at: str | None = None,
) -> Path:
    """Save the answers for one layout beside the logs.

    Parameters
    ----------
    path : str or Path
        The folder of the logs, or the file to write.
    header : sequence of str
        The header of the log as written; `read_layout` gives it for a file.
    columns, day_first, tz, scale, person, encoding, day_starts_at : optional
        As in `load_logs`; those not given stay as they were saved.

    Returns
    -------
    Path
        The file written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_mapping(folder, ["Date", "Pain"], day_first=True)
    ...     read_mapping(folder)[layout_signature(["Date", "Pain"])]
    {'day_first': True}
    """
    path = Path(path)
    path = path / NAME if path.is_dir() else path
    layouts = {signature: dict(answers) for signature, answers in read_mapping(path).items()}
    given = {
        "columns": dict(columns) if columns else None,
        "day_first": day_first,
        "tz": tz,
        "scale": {k: list(v) for k, v in scale.items()} if scale else None,
        "person": person,
        "encoding": encoding,
        "day_starts_at": day_starts_at,
    }
    signature = layout_signature(header)
    headers = _read_header_texts(path) | {signature: list(header)}
    layouts[signature] = layouts.get(signature, {}) | {k: v for k, v in given.items() if v is not None}
    answered = {key: {"header": headers.get(key, []), **answers} for key, answers in layouts.items()}
    return _write_tables(path, {**_read_tables(path), "layouts": answered})


def save_table(path: str | os.PathLike[str], name: str, table: Mapping[str, Any]) -> Path:
    """Write one table of flexlog.toml and leave the others as they are.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_table(folder, "goals", {"main": "pain"})
    ...     path.read_text(encoding="utf-8").splitlines()[2:]
    ['[goals]', 'main = "pain"']
    """
    path = Path(path)
    path = path / NAME if path.is_dir() else path
    return _write_tables(path, {**_read_tables(path), name: table})


def _read_tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write_tables(path: Path, tables: Mapping[str, Any]) -> Path:
    """Write the whole file: goals, then the answers to each layout."""
    lines = ["# What was answered about the logs in this folder, and the goals; written by Flexibility Log."]
    for name, table in tables.items():
        if name == "layouts":
            for key, answers in table.items():
                lines += ["", f"[layouts.{_quote(key)}]"]
                lines += [f"{entry} = {_write(value)}" for entry, value in answers.items()]
        else:
            lines += [
                "",
                f"[{name}]",
                *(f"{_key(entry)} = {_write(value)}" for entry, value in table.items()),
            ]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _quote(name)


def _read_header_texts(path: Path) -> dict[str, list[str]]:
    layouts = _read_tables(path).get("layouts", {})
    return {key: answers.get("header", []) for key, answers in layouts.items()}


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _write(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_quote(str(k))} = {_write(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_write(v) for v in value) + "]"
    if isinstance(value, (int, float)):
        return repr(value)
    return _quote(str(value))
