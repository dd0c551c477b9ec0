"""What all rows of a record share: person, side, notes, instrument, moment, region."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.intake.cells.sides import read_sides
from analysis.intake.coded import as_text, code_levels, same_text
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.instruments import read_instruments
from analysis.intake.words import cell_words, fold, is_null, tidy
from analysis.schema import MOMENTS, REGIONS, SIDES


class Common:
    """What all rows of a record share: person, notes and instrument as text, side, moment and region as codes of their levels.

    Parameters
    ----------
    grid : Grid
    job : Job
    """

    def __init__(self, grid: Grid, job: Job) -> None:
        words = cell_words("moment")
        self.person = _person(grid, job)
        self.notes = pd.array(_notes(grid), dtype="str")
        self.instrument = read_instruments(grid)
        self.side = _by_text(grid, "side", SIDES, lambda texts: _sides(grid, job, texts))
        self.moment = _by_text(grid, "moment", MOMENTS, lambda texts: [words.get(fold(t)) for t in texts])
        self.region = _by_text(grid, "region", REGIONS, lambda texts: [read_region(t) for t in texts])
        self.side = _add_sides(grid, self.side, job)


@lru_cache(maxsize=10_000)
def read_region(text: str) -> str | None:
    """Find the body region that a text names; None for none or several.

    Examples
    --------
    >>> read_region("Half-kneeling hip flexor stretch"), read_region("Plank")
    ('hip', None)
    """
    return read_header(text).region if text.strip() else None


def _by_text(
    grid: Grid, role: str, levels: list[str], read: Callable[[list[str]], list[str | None]]
) -> np.ndarray:
    columns = grid.find(role)
    if not columns:
        return np.full(len(grid), -1, dtype=np.int8)
    codes, texts = grid.distinct(columns[0])
    return code_levels(read(texts), levels)[codes]


def _add_sides(grid: Grid, side: np.ndarray, job: Job) -> np.ndarray:
    """Add the sides that stand in a column of regions ('Left hip'); a column of sides wins."""
    for at in grid.find("region")[:1]:
        header, unknown = grid.meanings[at].header, SIDES.index("unknown")
        beside = _by_text(grid, "region", SIDES, lambda texts: [read_header(text).side for text in texts])
        stated = (side >= 0) & (side != unknown)
        hit = stated & (beside >= 0) & (beside != side)
        job.findings.group(
            "warning", "side_conflict", "the column of sides names another side; that is taken",
            grid.lines[hit].tolist(), column=header, fix="correct one of the two",
        )  # fmt: skip
        return np.where(stated | (beside < 0), side, beside)
    return side


def _sides(grid: Grid, job: Job, texts: list[str]) -> list[str | None]:
    at = grid.find("side")[0]
    sides = read_sides(texts)
    codes, _ = grid.distinct(at)
    for code, side in enumerate(sides):
        if side is None:
            rows = np.flatnonzero(codes == code)
            job.findings.group(
                "warning",
                "side_not_read",
                f"{texts[code]!r} is no side that is known; taken as unknown",
                grid.lines[rows].tolist(),
                texts=[texts[code]],
                column=grid.meanings[at].header,
                fix="write left, right or both",
            )
    return [side or "unknown" for side in sides]


def _person(grid: Grid, job: Job) -> pd.api.extensions.ExtensionArray:
    name = job.answers.person or "me"
    columns = grid.find("person")
    if not columns:
        return same_text(name, len(grid))
    codes, texts = grid.distinct(columns[0])
    _say_blank(grid, codes, texts, name, job)
    first: dict[str, str] = {}
    names = [name if is_null(text) else first.setdefault(fold(text), tidy(text)) for text in texts]
    odd = sorted(
        {tidy(text) for text, kept in zip(texts, names, strict=True) if not is_null(text)} - set(names)
    )
    if odd:
        job.findings.add(
            "note", "one_person", f"{', '.join(map(repr, odd))} taken as another spelling of a name above; the first is kept",
            column=grid.meanings[columns[0]].header, fix="write the names apart if they are other people",
        )  # fmt: skip
    return as_text(codes, names)


def _say_blank(grid: Grid, codes: np.ndarray, texts: list[str], name: str, job: Job) -> None:
    """Name the lines that name nobody, where others do: they are not of the person above in silence."""
    blank = np.array([is_null(text) for text in texts], dtype=bool)[codes]
    if not blank.any() or blank.all():
        return
    job.findings.group(
        "warning", "person_blank", f"no person is named; taken as {name!r}", grid.lines[blank].tolist(),
        column=grid.meanings[grid.find("person")[0]].header, fix="write the name, or pass person= with it",
    )  # fmt: skip


def _notes(grid: Grid) -> np.ndarray:
    """Join the notes columns; the text is kept whole."""
    joined = np.full(len(grid), None, dtype=object)
    for at in grid.find("notes"):
        codes, texts = grid.distinct(at)
        more = np.array([*(text.strip() or None for text in texts), None], dtype=object)[:-1][codes]
        both = np.flatnonzero((joined != None) & (more != None))  # noqa: E711 (row by row)
        joined[both] = [f"{one} | {other}" for one, other in zip(joined[both], more[both], strict=True)]
        joined = np.where(joined == None, more, joined)  # noqa: E711
    return joined
