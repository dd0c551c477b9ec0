"""Cells that hold two marks ('3/5' under 'Pain L/R' or 'Pain before/after'), split into a column for each.

And the other way round: a length in two columns ('Hours' 1, 'Minutes' 30), joined into one.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from analysis.intake.cells.numbers import NUMBER
from analysis.intake.grid import Grid, Job, report_cells
from analysis.intake.meaning import Meaning, read_unit
from analysis.intake.phrases import match_phrases
from analysis.intake.words import is_null, split_words

_TWO = re.compile(rf"\s*({NUMBER})\s*[/|;–-]\s*({NUMBER})\s*")
_WHOLES = (5.0, 10.0, 20.0, 100.0)
_PAIRS = ({"left", "right"}, {"pre", "post"}, {"morning", "evening"}, {"morning", "night"})
_LETTERS = {"l": "left", "r": "right"}
_UNITS = ("h", "min", "s")
_SHORT = {"h": "h", "min": "min", "s": "s"}


def split_marks(grid: Grid, job: Job) -> None:
    """Split the cells with two marks where the header names two sides, or two moments, in that order.

    Lengths in two columns side by side are joined before.
    """
    _join_lengths(grid, job)
    for at in range(len(grid.columns)):
        kind, names = _name_pair(grid.meanings[at].header) if grid.meanings[at].is_metric else ("", [])
        codes, texts = grid.distinct(at) if names else (np.array([], dtype=int), [])
        found = [_TWO.fullmatch(text) for text in texts]
        if not any(found):
            continue
        rows = np.flatnonzero(np.array([two is not None for two in found], dtype=bool)[codes])
        if _is_share(grid.meanings[at], [two for two in found if two], len(rows)):
            _refuse_shares(grid, at, rows, names, job)
            continue
        _split_column(grid, at, kind, names, codes, found, job)


def _split_column(
    grid: Grid,
    at: int,
    kind: str,
    names: list[str],
    codes: np.ndarray,
    found: list[re.Match | None],
    job: Job,
) -> None:
    rows = np.flatnonzero(np.array([two is not None for two in found], dtype=bool)[codes])
    texts = grid.distinct(at)[1]
    job.findings.group(
        "note", "two_marks", f"two marks in a cell; the first is read as {names[0]}, the second as {names[1]}",
        grid.lines[rows].tolist(), texts=[grid.columns[at][rows[0]]], column=grid.meanings[at].header,
    )  # fmt: skip
    first, second = ([two[part] if two else "" for two in found] for part in (1, 2))
    rest = ["" if two else text for two, text in zip(found, texts, strict=True)]
    _add_column(grid, replace(grid.meanings[at], **{kind: names[1]}), _spread(second, codes))
    if any(not is_null(text) for text in rest):
        alone = "both" if kind == "side" else None
        _add_column(grid, replace(grid.meanings[at], **{kind: alone}), _spread(rest, codes))
    grid.put_cells(at, _spread(first, codes))
    grid.meanings[at] = replace(grid.meanings[at], **{kind: names[0]})


def _spread(texts: list[str], codes: np.ndarray) -> list[str]:
    return np.array([*texts, ""], dtype=object)[codes].tolist()


def _add_column(grid: Grid, meaning: Meaning, cells: list[str]) -> None:
    grid.columns.append(tuple(cells))
    grid.meanings.append(meaning)


def _name_pair(header: str) -> tuple[str, list[str]]:
    """Give the two sides, or the two moments, of a header in its order; empty where it names no such pair."""
    words = split_words(header)
    found = [role for word in words for role, _ in match_phrases([word], letters=_LETTERS)[0]]
    for kind in ("side", "moment"):
        names = [role.partition(":")[2] for role in found if role.startswith(f"{kind}:")]
        if len(names) == 2 and set(names) in _PAIRS:
            return kind, names
    return "", []


def _is_share(meaning: Meaning, found: list[re.Match], size: int) -> bool:
    """Say whether three or more cells all end in one number that may be the whole of a scale: '7/10', '4/10'."""
    ends = {two[2] for two in found}
    whole = float(ends.pop().replace(",", ".")) if len(ends) == 1 else 0.0
    top = meaning.scale[1] if meaning.scale else _WHOLES[0]
    return size > 2 and whole in (*_WHOLES, top) and len({two[1] for two in found}) > 1


def _refuse_shares(grid: Grid, at: int, rows: np.ndarray, names: list[str], job: Job) -> None:
    cells = list(grid.columns[at])
    for row in rows.tolist():
        cells[row] = ""
    why = f"it may be {names[0]} and {names[1]}, or a share of a scale, as all end alike"
    said = {row: ("unclear_marks", f"{grid.columns[at][row]!r} is not read: {why}") for row in rows.tolist()}
    report_cells(job, grid, rows, at, said, fix=f"write {names[0]} and {names[1]} in two columns")
    grid.put_cells(at, cells)


def _join_lengths(grid: Grid, job: Job) -> None:
    """Join the hours, minutes and seconds of one length that stand in columns side by side."""
    for at in range(len(grid.columns) - 1):
        units = [_unit_alone(meaning) for meaning in grid.meanings[at : at + 3]]
        size = 3 if tuple(units) == _UNITS else 2
        if tuple(units[:size]) in (_UNITS, _UNITS[:2], _UNITS[1:]) and _fits(grid, at, units[:size]):
            _join_columns(grid, at, units[:size], job)


def _unit_alone(meaning: Meaning) -> str:
    """Give the unit of time that is all a header says; '' where it says more."""
    if meaning.role not in ("", "minutes", "hold_s") or meaning.activity:
        return ""
    unit = read_unit(meaning.header)
    return unit if unit in _UNITS else ""


def _fits(grid: Grid, at: int, units: list[str]) -> bool:
    """Say whether all cells are whole numbers or blank, and below 60 behind a larger unit."""
    for place in range(len(units)):
        texts = [text.strip() for text in grid.distinct(at + place)[1] if not is_null(text)]
        if not all(text.isascii() and text.isdigit() and len(text) < 5 for text in texts):
            return False
        if place and any(int(text) > 59 for text in texts):
            return False
    return True


def _join_columns(grid: Grid, at: int, units: list[str], job: Job) -> None:
    size = len(units)
    parts = [grid.distinct(at + place) for place in range(size)]
    key, names = np.zeros(len(grid), dtype=np.int64), [""]
    for (codes, texts), unit in zip(parts, units, strict=True):
        said = ["" if is_null(text) else f"{text.strip()} {_SHORT[unit]}" for text in texts]
        used, key = np.unique(key * len(said) + codes, return_inverse=True)
        names = [f"{names[k // len(said)]} {said[k % len(said)]}".strip() for k in used.tolist()]
    middle = next(at + place for place in range(size) if units[place] == "min")
    grid.put_cells(middle, np.array([*names, ""], dtype=object)[key].tolist())
    grid.meanings[middle] = replace(grid.meanings[middle], role="minutes", unit="min")
    headers = [grid.meanings[at + place].header for place in range(size)]
    for place in range(size):
        if at + place != middle:
            grid.meanings[at + place] = replace(grid.meanings[at + place], role="ignore")
    job.findings.add(
        "note", "lengths_joined", f"one length in the columns {' and '.join(headers)}, added up",
        column=grid.meanings[middle].header,
    )  # fmt: skip
