"""Columns that only say that something was done: yes and no, ticks, 1 and 0, 'yes (10 min)'."""

from __future__ import annotations

import re

import numpy as np

from analysis.intake.cells.durations import read_duration
from analysis.intake.cells.readings import BLANK, Reading
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.words import cell_words, fold, is_null, tidy

_MOSTLY, _LONGEST = 0.9, 200
_HEAD = re.compile(r"([^\W\d][^()\[\],;:]*?)\s*(?:[(\[,;:]|\s[-–]\s)\s*(.*?)\s*[)\]]?")


def is_rest(text: str) -> bool:
    """Say whether a cell says that nothing was done, whatever reason stands behind it.

    Examples
    --------
    >>> [is_rest(text) for text in ("", "0", "rest", "Couch stretch", "no (ill)", "No-hands bridge")]
    [True, True, True, False, True, False]
    """
    if len(text) > _LONGEST:
        return False
    folded = fold(text)
    found = _HEAD.fullmatch(folded)
    words = (folded, found[1]) if found else (folded,)
    return is_null(text) or folded == "0" or any(_says_no(word) for word in words)


def is_excused(text: str) -> bool:
    """Say whether a cell says that nothing was done, and more than that: 'rest (ill)'.

    Examples
    --------
    >>> is_excused("rest (ill)"), is_excused("rest")
    (True, False)
    """
    return is_rest(text) and not is_null(text) and fold(text) != "0" and not _says_no(fold(text))


def _says_no(folded: str) -> bool:
    return any(folded in cell_words(kind) for kind in ("zero", "no", "rest"))


def read_length(text: str) -> Reading:
    """Read the length in a cell that says 'yes (10 min)' or '10 min'; blank where it gives none.

    Examples
    --------
    >>> read_length("yes (10 min)").value, read_length("10 min").value, read_length("yes").blank
    (600.0, 600.0, True)
    """
    clean = tidy(text)
    found = _HEAD.fullmatch(clean) or re.fullmatch(r"(\S+)\s+(.*)", clean)
    said = found[2] if found and fold(found[1]) in cell_words("yes") else clean
    if not (any(c.isalpha() for c in said) and any(c.isdigit() or c == "⁄" for c in said)):
        return BLANK
    reading = read_duration(said)
    return BLANK if reading.rule else reading


def is_yes_no(texts: list[str]) -> bool:
    """Say whether a column only says whether something was done (yes and no, or 1 and 0), or how long.

    Examples
    --------
    >>> is_yes_no(["ja", "nein", ""]), is_yes_no(["TRUE", "FALSE"]), is_yes_no(["Couch stretch", "no"])
    (True, True, False)
    >>> is_yes_no(["yes (10 min)", "no"])
    True
    """
    said = [text for text in texts if not is_rest(text)]
    yes = {"1", *cell_words("yes")}
    return bool(said) and all(fold(text) in yes or read_length(text).value is not None for text in said)


def said_yes(grid: Grid, at: int) -> np.ndarray:
    """Mark the rows where a column says yes."""
    codes, texts = grid.distinct(at)
    return np.array([not is_rest(text) for text in texts], dtype=bool)[codes]


def said_no(grid: Grid, at: int) -> np.ndarray:
    """Mark the rows where a column says no in a word or a figure; a blank cell says nothing."""
    codes, texts = grid.distinct(at)
    return np.array([is_rest(text) and not is_null(text) for text in texts], dtype=bool)[codes]


def find_undone(grid: Grid, general: int | None, names: dict[str, np.ndarray], job: Job) -> np.ndarray:
    """Give the rows that say that nothing was done: in the column for it, or the only one beside one of minutes."""
    if general is not None:
        return pass_undone(grid, general, names, job)
    done = grid.find("done")
    plain = any(not grid.meanings[at].activity for at in grid.find("minutes"))
    return said_no(grid, done[0]) if len(done) == 1 and plain else np.zeros(len(grid), dtype=bool)


def read_lengths(grid: Grid, at: int) -> np.ndarray:
    """Give the minutes that a column of yes and no states, NaN elsewhere."""
    codes, texts = grid.distinct(at)
    found = [read_length(text).value for text in texts]
    return np.array([*(np.nan if v is None else round(v / 60, 6) for v in found), np.nan])[codes]


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
    yes, no = said_yes(grid, at), said_no(grid, at)
    pairs = zip(*names.values(), strict=True)
    named = np.array([any(name is not None for name in pair) for pair in pairs], dtype=bool)
    hit = named & ~yes & (no | (not grid.find("minutes")))
    for name in names.values():
        name[hit] = None
    grid.passed.update(np.flatnonzero(hit).tolist())
    lines = grid.lines[np.flatnonzero(hit)].tolist() if not grid.find("minutes") else []
    job.findings.group(
        "note", "not_done", "an exercise is named, but the record does not say that it was done: no session",
        lines, column=grid.meanings[at].header,
    )  # fmt: skip
    return no


def rows_left(yes: np.ndarray, timed: np.ndarray) -> np.ndarray:
    """Give the rows of a column of ticks that no column of minutes has already.

    Where (nearly) all records with minutes are ticked too, the two speak of the same bout.
    """
    same = bool(timed.any()) and yes[timed].mean() >= _MOSTLY
    return np.flatnonzero(yes & ~timed) if same else np.flatnonzero(yes)
