"""A table by columns: cells, lines, what each column means, each distinct text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.issues import LEFT_OUT, Findings, Ledger
from analysis.intake.meaning import Meaning
from analysis.intake.records import Record
from analysis.intake.words import tidy

MOST_ERRORS = 200


@dataclass(frozen=True)
class Answers:
    """What the person said about a file: the options of load_logs, and its saved answers."""

    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    tz: str | None = None
    scale: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    person: str | None = None
    encoding: str | None = None
    day_starts_at: str | None = None


@dataclass
class Job:
    """One file on its way through: its answers, findings and balance.

    Attributes
    ----------
    name, file_id : str
    answers : Answers
    findings : Findings
    ledger : Ledger
    delimiter : str
    source : str
        Stands in the `source` column of the rows.
    facts : dict
        For the files table: header_line, layout, date_order, ...
    """

    name: str
    file_id: str
    answers: Answers
    findings: Findings
    ledger: Ledger = field(default_factory=Ledger)
    delimiter: str = ","
    source: str = "diary"
    facts: dict[str, Any] = field(default_factory=dict)

    def ask(self, question: str) -> None:
        """Note a question under the file's name."""
        self.findings.ask(f"{self.name}, {question}")


@dataclass
class Grid:
    """The records of a table as columns.

    Attributes
    ----------
    columns : list of tuple of str
        One tuple a column, one text a record.
    meanings : list of Meaning
    lines, records : ndarray of int
        Physical line, and number in the ledger, of each record.
    passed : set of int
        Rows that say themselves that nothing was done.
    """

    columns: list[tuple[str, ...]]
    meanings: list[Meaning]
    lines: np.ndarray
    records: np.ndarray
    passed: set[int] = field(default_factory=set)
    _codes: dict[int, tuple[np.ndarray, list[str]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def distinct(self, column: int) -> tuple[np.ndarray, list[str]]:
        """Give a column as codes and its distinct texts."""
        if column not in self._codes:
            self._codes[column] = factor(self.columns[column])
        return self._codes[column]

    def put_cells(self, column: int, cells: list[str]) -> None:
        """Put other cells into a column."""
        self.columns[column] = tuple(cells)
        self._codes.pop(column, None)

    def find(self, *roles: str) -> list[int]:
        """Give the columns of these roles, in file order."""
        return [at for at, meaning in enumerate(self.meanings) if meaning.role in roles]


def factor(cells: tuple[str, ...] | list[str]) -> tuple[np.ndarray, list[str]]:
    """Give texts as codes and distinct texts, in order of appearance.

    Examples
    --------
    >>> factor(("a", "b", "a"))
    (array([0, 1, 0]), ['a', 'b'])
    """
    codes, texts = pd.factorize(np.array(cells, dtype=object))
    return codes, list(texts)


def fit_records(
    table_records: list[Record], width: int, notes_last: bool, job: Job
) -> tuple[list[Record], list[int]]:
    """Bring records to the width of the header; what does not fit is left out.

    Returns
    -------
    fitting : list of Record
    numbers : list of int
        Number in the ledger of each.
    """
    first = job.ledger.open(len(table_records))
    blank_tail = Counter(_extra(r, width) == 0 and len(r.cells) > width for r in table_records)
    tail_usual = blank_tail[True] * 2 > len(table_records)
    fitting, numbers, short = [], [], []
    for number, record in enumerate(table_records, first):
        cells = record.cells
        if len(cells) > width:
            mended = _mend_long(record, width, notes_last, tail_usual)
            if mended is None:
                _refuse_long(record, number, width, job)
                continue
            if _extra(record, width):
                job.findings.add(
                    "warning",
                    "joined_notes",
                    "an unquoted delimiter in the notes: the cells after it were joined to them",
                    line=record.line,
                    record=number + 1,
                    text=mended[-1],
                )
            cells = mended
        elif len(cells) < width:
            short.append(record.line)
            cells = cells + [""] * (width - len(cells))
        fitting.append(Record(record.line, cells))
        numbers.append(number)
    job.findings.group(
        "note", "short_record", f"fewer cells than the {width} headers; the missing ones are blank", short
    )
    return fitting, numbers


def _extra(record: Record, width: int) -> int:
    return sum(bool(cell.strip()) for cell in record.cells[width:])


def _mend_long(record: Record, width: int, notes_last: bool, tail_usual: bool) -> list[str] | None:
    if not _extra(record, width) and (tail_usual or len(record.cells) > width + 1 or width == 1):
        return record.cells[:width]
    if notes_last and any(c.isalpha() for c in record.cells[width - 1]):
        return [*record.cells[: width - 1], ",".join(record.cells[width - 1 :]).rstrip(",")]
    if not _extra(record, width) and not notes_last:
        return record.cells[:width]
    return None


def _refuse_long(record: Record, number: int, width: int, job: Job) -> None:
    job.ledger.settle([number], LEFT_OUT)
    job.findings.add(
        "error",
        "too_many_cells",
        f"left out: {len(record.cells)} cells under {width} headers, so it is not sure which cell is which",
        line=record.line,
        record=number + 1,
        text=tidy(job.delimiter.join(record.cells)),
        fix="put quotes around the text or number that holds a delimiter",
    )


def make_grid(fitting: list[Record], numbers: list[int], meanings: list[Meaning]) -> Grid:
    """Turn records of equal width into columns."""
    width = len(meanings)
    columns = list(zip(*(r.cells for r in fitting), strict=True)) if fitting else [()] * width
    return Grid(
        columns,
        meanings,
        np.array([r.line for r in fitting], dtype=np.int64),
        np.array(numbers, dtype=np.int64),
    )


def report_cells(
    job: Job,
    grid: Grid,
    rows: np.ndarray,
    column: int | None,
    why: Mapping[int, tuple[str, str]],
    *,
    fix: str = "",
) -> None:
    """List refused cells as errors, one each; past MOST_ERRORS the rest as one.

    Parameters
    ----------
    rows : ndarray of int
        Rows of the grid.
    why : mapping
        Row -> (rule, what is wrong).
    """
    header = grid.meanings[column].header if column is not None else None
    for row in rows[:MOST_ERRORS]:
        rule, did = why[int(row)]
        job.findings.add(
            "error",
            rule,
            did,
            line=int(grid.lines[row]),
            record=int(grid.records[row]) + 1,
            column=header,
            text=grid.columns[column][row] if column is not None else None,
            fix=fix or "correct the cell in the file, or leave it",
        )
    if len(rows) > MOST_ERRORS:
        rest = rows[MOST_ERRORS:]
        job.findings.group(
            "error", why[int(rest[0])][0], "refused as above", grid.lines[rest].tolist(), column=header
        )
