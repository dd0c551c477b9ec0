"""Columns that only say that something was done: yes and no, ticks, 1 and 0."""

from __future__ import annotations

import numpy as np

from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.words import cell_words, fold, is_null, tidy

_MOSTLY = 0.9


def is_rest(text: str) -> bool:
    """Say whether a cell says that nothing was done.

    Examples
    --------
    >>> [is_rest(text) for text in ("", "0", "rest", "Couch stretch")]
    [True, True, True, False]
    """
    folded = fold(text)
    return (
        is_null(text) or folded == "0" or any(folded in cell_words(kind) for kind in ("zero", "no", "rest"))
    )


def is_yes_no(texts: list[str]) -> bool:
    """Say whether a column only says whether something was done (yes and no, or 1 and 0).

    Examples
    --------
    >>> is_yes_no(["ja", "nein", ""]), is_yes_no(["TRUE", "FALSE"]), is_yes_no(["Couch stretch", "no"])
    (True, True, False)
    """
    folded = {fold(text) for text in texts if not is_rest(text)}
    return bool(folded) and folded <= {"1", *cell_words("yes")}


def said_yes(grid: Grid, at: int) -> np.ndarray:
    """Mark the rows where a column says yes."""
    codes, texts = grid.distinct(at)
    return np.array([not is_rest(text) for text in texts], dtype=bool)[codes]


def name_done(grid: Grid, at: int) -> np.ndarray:
    """Give the header where a column says yes, None elsewhere."""
    header = tidy(grid.meanings[at].header)
    return np.array([*(header if yes else None for yes in said_yes(grid, at)), None], dtype=object)[:-1]


def find_general(grid: Grid) -> int | None:
    """Find the column that says of the whole record whether it was done.

    It is the one whose header says only 'done', or the only one beside the name of an exercise.
    """
    done = grid.find("done")
    plain = [at for at in done if read_header(grid.meanings[at].header).role == "done"]
    if plain:
        return plain[0]
    return done[0] if len(done) == 1 and grid.find("exercise", "routine") else None


def pass_undone(grid: Grid, at: int, names: dict[str, np.ndarray], job: Job) -> np.ndarray:
    """Take the names out of the records that were not done; give the rows that say so in a word."""
    yes = said_yes(grid, at)
    codes, texts = grid.distinct(at)
    said_no = np.array([is_rest(text) and not is_null(text) for text in texts], dtype=bool)[codes]
    pairs = zip(*names.values(), strict=True)
    named = np.array([any(name is not None for name in pair) for pair in pairs], dtype=bool)
    hit = named & ~yes & (said_no | (not grid.find("minutes")))
    for name in names.values():
        name[hit] = None
    grid.passed.update(np.flatnonzero(hit).tolist())
    lines = grid.lines[np.flatnonzero(hit)].tolist() if not grid.find("minutes") else []
    job.findings.group(
        "note", "not_done", "an exercise is named, but the record does not say that it was done: no session",
        lines, column=grid.meanings[at].header,
    )  # fmt: skip
    return said_no


def rows_left(yes: np.ndarray, timed: np.ndarray) -> np.ndarray:
    """Give the rows of a column of ticks that no column of minutes has already.

    Where (nearly) all records with minutes are ticked too, the two speak of the same bout.
    """
    same = bool(timed.any()) and yes[timed].mean() >= _MOSTLY
    return np.flatnonzero(yes & ~timed) if same else np.flatnonzero(yes)
