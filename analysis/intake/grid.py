"""A table by columns: cells, lines, what each column means, each distinct text once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.issues import Findings, Ledger
from analysis.intake.meaning import Meaning
from analysis.intake.records import Record

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
    columns : list of dict
        Rows of the columns table.
    names : list of str
        Texts above the table, and the name of the file: they may say a year.
    title : str
        Of the table that is being read.
    titles : list of str
        All that stand over records of the file.
    path : str
        As given, with its folders; 'archive.zip::member' inside an archive.
    label : str
        What the file is called in questions: its name, and its folder where another one has the same name.
    numbers : dict
        Line of a record -> its number in the ledger, where tables share records.
    """

    name: str
    file_id: str
    answers: Answers
    findings: Findings
    ledger: Ledger = field(default_factory=Ledger)
    delimiter: str = ","
    source: str = "diary"
    facts: dict[str, Any] = field(default_factory=dict)
    columns: list[dict[str, Any]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    title: str = ""
    titles: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    path: str = ""
    label: str = ""

    def ask(self, question: str) -> None:
        """Note a question under the file's name."""
        self.findings.ask(f"{self.label or self.name}, {question}")


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
    refused : dict
        Column -> how many of its cells were refused.
    titles : ndarray of str or None
        The title over each row; None where there is none at all.
    column_lines : list of int or None
        The line of each column, where the table lies on its side in the file.
    """

    columns: list[tuple[str, ...]]
    meanings: list[Meaning]
    lines: np.ndarray
    records: np.ndarray
    passed: set[int] = field(default_factory=set)
    refused: dict[int, int] = field(default_factory=dict)
    titles: np.ndarray | None = None
    column_lines: list[int] | None = None
    _codes: dict[int, tuple[np.ndarray, list[str]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def distinct(self, column: int) -> tuple[np.ndarray, list[str]]:
        """Give a column as codes and its distinct texts."""
        if column not in self._codes:
            self._codes[column] = factor(self.columns[column])
        return self._codes[column]

    def passed_rows(self) -> np.ndarray:
        """Mark the rows that say themselves that nothing was done."""
        marks = np.zeros(len(self), dtype=bool)
        marks[list(self.passed)] = True
        return marks

    def drop_rows(self, rows: np.ndarray) -> None:
        """Take rows out; what became of their records is settled by whoever drops them."""
        stay = np.setdiff1d(np.arange(len(self)), rows).tolist()
        self.columns = [tuple(column[row] for row in stay) for column in self.columns]
        self.lines, self.records = self.lines[stay], self.records[stay]
        self.titles = None if self.titles is None else self.titles[stay]
        self._codes.clear()

    def add_column(self, cells: Sequence[str], meaning: Meaning) -> None:
        """Put a column behind the others."""
        self.columns.append(tuple(cells))
        self.meanings.append(meaning)

    def put_cells(self, column: int, cells: list[str]) -> None:
        """Put other cells into a column."""
        self.columns[column] = tuple(cells)
        self._codes.pop(column, None)

    def distinct_of(self, column: int, rows: np.ndarray) -> tuple[np.ndarray, list[str]]:
        """Give some rows of a column as codes and the distinct texts among them."""
        codes, texts = self.distinct(column)
        if len(rows) == len(self):
            return codes, texts
        used, codes = np.unique(codes[rows], return_inverse=True)
        return codes, [texts[code] for code in used]

    def lines_of(self, column: int, rows: np.ndarray) -> np.ndarray:
        """Give the physical line of some cells of a column."""
        if self.column_lines is None or column >= len(self.column_lines):
            return self.lines[rows]
        return np.full(len(rows), self.column_lines[column])

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


def make_grid(fitting: list[Record], numbers: list[int], meanings: list[Meaning]) -> Grid:
    """Turn records of equal width into columns."""
    width = len(meanings)
    cells = [cells for _, cells in fitting]
    columns = [tuple(map(itemgetter(at), cells)) for at in range(width)]
    lines = np.array([line for line, _ in fitting], dtype=np.int64)
    return Grid(columns, meanings, lines, np.array(numbers, dtype=np.int64))


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
    if column is not None:
        grid.refused[column] = grid.refused.get(column, 0) + len(rows)
    for row in rows[:MOST_ERRORS]:
        rule, did = why[int(row)]
        job.findings.add(
            "error",
            rule,
            did,
            line=int(grid.lines[row] if column is None else grid.lines_of(column, np.array([row]))[0]),
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
