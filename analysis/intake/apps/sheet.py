"""An app's table on its way: its columns by name, its records, and what became of each.

A reader names the columns it knows, passes over the records that are not for this log, and hands the rest over
as columns whose meaning is settled; days, numbers, findings and the balance are those of every other table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.columns import read_role
from analysis.intake.described import describe_app
from analysis.intake.diary import read_grid
from analysis.intake.grid import Job, make_grid
from analysis.intake.headers import read_header
from analysis.intake.issues import KEPT, LEFT_OUT, SKIPPED
from analysis.intake.meaning import Meaning, is_too_long
from analysis.intake.records import Record
from analysis.intake.tables import Table
from analysis.intake.widths import fit_records
from analysis.intake.words import fold, is_null, split_words, tidy

Frames = tuple[list[pd.DataFrame], list[pd.DataFrame]]
Column = tuple[Meaning, Sequence[str]]
_READINGS = ("pain", "tightness", "soreness", "stress", "rom", "reach", "function")
_NUMBERS = {"reps": "reps", "weight": "value", "distance": "value", "seconds": "minutes"}


def name_columns(header: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """Give the position of each column an app is known to write; the first of a name counts.

    Examples
    --------
    >>> name_columns(["Date", "Weight (kg)"], {"date": "date", "weight": "weight"})
    {'date': 0, 'weight': 1}
    """
    found: dict[str, int] = {}
    for at, text in enumerate(header):
        role = names.get(plain_name(text)) or names.get(plain_name(text.split("(")[0]))
        if role:
            found.setdefault(role, at)
    return found


def plain_name(text: str) -> str:
    """Give the words of a header or a cell, small and without accents.

    Examples
    --------
    >>> plain_name("Type d'activité"), plain_name("set_index")
    ('type d activite', 'set index')
    """
    return " ".join(split_words(text)) if not is_too_long(text) else ""


def has_most(found: Mapping[str, int], keys: Iterable[str]) -> bool:
    """Say whether a header has all columns of a signature but one.

    Examples
    --------
    >>> has_most({"date": 0, "mood": 1}, ["date", "mood", "activities"])
    True
    """
    keys = list(keys)
    return sum(key in found for key in keys) >= len(keys) - 1


class Sheet:
    """The records of an app's table, by the names its columns have for the reader.

    Parameters
    ----------
    table : Table
    job : Job
    today : date
    at : mapping
        Name for the reader -> position of the column.
    needs : sequence of str
        Names without which nothing can be read.
    once : str or callable
        Which records can occur once only: 'all', 'none', or a function of the cells. A later one that is the same
        cell by cell is passed over. Between exports that stand one behind the other this holds for all records.

    Raises
    ------
    DataError
        A column of `needs` is missing.
    """

    def __init__(
        self,
        table: Table,
        job: Job,
        today: dt.date,
        at: Mapping[str, int],
        *,
        needs: Sequence[str] = ("date",),
        once: str | Callable[[list[str]], bool] = "all",
    ) -> None:
        self.table, self.job, self.today, self.at = table, job, today, dict(at)
        for name in needs:
            if name not in self.at:
                raise DataError(
                    f"{job.name} looks like an export of {job.source}, but its column of the {name} is missing - "
                    "export it again, or put that column back"
                )
        kinds = {place: _NUMBERS[name] for name, place in self.at.items() if name in _NUMBERS}
        meanings = [Meaning(name, kinds.get(place, "")) for place, name in enumerate(table.header)]
        self.records, self.numbers = fit_records(table.records, meanings, job)
        describe_app([record.cells for record in self.records], table, self.at, job)
        self._pass_repeats(once)
        self._name_own_columns()

    def __len__(self) -> int:
        return len(self.records)

    def column(self, name: str) -> list[str]:
        """Give the cells of a column; blank ones where the table has none of that name."""
        if name not in self.at:
            return [""] * len(self)
        place = self.at[name]
        return [record.cells[place] for record in self.records]

    def header(self, name: str) -> str:
        """Give the header of a column as written."""
        return self.table.header[self.at[name]] if name in self.at else name

    def meaning(self, name: str, role: str, **more: object) -> Meaning:
        """Make the meaning of a column."""
        return replace(Meaning(self.header(name), role), **more)

    def take(self, name: str, role: str, **more: object) -> list[Column]:
        """Give a column with its meaning; none where the table has none of that name."""
        return [(self.meaning(name, role, **more), self.column(name))] if name in self.at else []

    def skip(self, rows: Sequence[int], rule: str, did: str, name: str = "") -> None:
        """Pass over records on purpose, and say so; the texts of a column are counted in what is said."""
        if not len(rows):
            return
        self.job.ledger.settle([self.numbers[row] for row in rows], SKIPPED)
        if name:
            cells = self.column(name)
            tally = Counter(tidy(cells[row]) or "(blank)" for row in rows).most_common()
            shown = ", ".join(f"{text} ({count})" for text, count in tally[:12])
            did += f": {shown}{', ...' if len(tally) > 12 else ''}"
        lines = [self.records[row].line for row in rows]
        self.job.findings.group("note", rule, did, lines)

    def leave_out(self, rows: Sequence[int], rule: str, why: str, name: str, fix: str = "") -> None:
        """Leave records out that cannot be read, one finding each."""
        for row in rows:
            record, number = self.records[row], self.numbers[row]
            self.job.ledger.settle([number], LEFT_OUT)
            self.job.findings.add(
                "error", rule, f"left out: {why}", line=record.line, record=number + 1, column=self.header(name),
                text=self.column(name)[row] if name in self.at else None, fix=fix or "correct the cell in the file",
            )  # fmt: skip

    def read(self, rows: Sequence[int], columns: Sequence[Column]) -> Frames:
        """Read some records by columns whose meaning is settled.

        Parameters
        ----------
        rows : sequence of int
            Places of the records; one may stand several times.
        columns : sequence of (Meaning, cells)
            Cells of all records, in their order.
        """
        if not len(rows):
            return [], []
        columns = self._add_said(columns)
        grid = make_grid(
            [Record(self.records[row].line, [cells[row] for _, cells in columns]) for row in rows],
            [self.numbers[row] for row in rows],
            [meaning for meaning, _ in columns],
        )
        self._say_roles(columns)
        sessions, outcomes = read_grid(grid, self.job, self.today)
        return sessions, [self._add_raw(frame, columns) for frame in outcomes]

    def _say_roles(self, columns: Sequence[Column]) -> None:
        """Say in the table of columns what each was read as."""
        roles = {meaning.header: meaning for meaning, _ in columns}
        for row in self.job.columns:
            meaning = roles.get(str(row["header"]))
            if meaning is not None and row["line"] == self.table.header_line and row["file"] == self.job.name:
                row.update(role=meaning.role, why=f"a column of {self.job.source}")

    def _add_raw(self, frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
        """Give readings the text of the file where the reader wrote another in its place; none where it was made of several."""
        metrics = {str(metric) for metric in frame["metric"].unique()}
        for meaning, cells in columns:
            if not meaning.is_metric or metrics != {meaning.role}:
                continue
            place = self.table.header.index(meaning.header) if meaning.header in self.table.header else None
            texts = [None if place is None else record.cells[place] for record in self.records]
            if list(cells) != texts:
                at = {number: row for row, number in enumerate(self.numbers)}
                return frame.assign(
                    raw=pd.array([texts[at[number]] for number in frame["_rec"]], dtype="str")
                )
        return frame

    def read_bouts(self, rows: Sequence[int], columns: Sequence[Column]) -> Frames:
        """Read records that are bouts whatever their length: without minutes where that cell is blank."""
        timed = next((cells for meaning, cells in columns if meaning.role == "minutes"), None)
        if timed is None:
            return self.read(rows, columns)
        blank = [row for row in rows if is_null(timed[row])]
        known = self.read([row for row in rows if row not in set(blank)], columns)
        return join_parts(known, self.read(blank, [c for c in columns if c[0].role != "minutes"]))

    def join_rows(self, rows: Sequence[int]) -> None:
        """Say that several records make one row, that of the first."""
        numbers = [self.numbers[row] for row in rows]
        if numbers:
            self.job.facts.setdefault("members", {})[numbers[0]] = numbers
            self.job.ledger.settle(numbers, int(self.job.ledger.status[numbers[0]]))

    def keep_rows(self, frames: Sequence[pd.DataFrame]) -> None:
        """Settle as kept whatever record a row came of, where several passes read the same records."""
        for frame in frames:
            self.job.ledger.settle(frame["_rec"].unique(), KEPT)

    def _add_said(self, columns: Sequence[Column]) -> list[Column]:
        """Add the columns whose meaning the person said; they win."""
        given = {fold(str(header)): role for header, role in self.job.answers.columns.items()}
        said = {
            header: read_role(given[fold(header)], header)
            for header in self.table.header
            if header.strip() and fold(header) in given
        }
        kept = [(meaning, cells) for meaning, cells in columns if meaning.header not in said]
        cells = {header: [r.cells[at] for r in self.records] for at, header in enumerate(self.table.header)}
        return [*kept, *((meaning, cells[header]) for header, meaning in said.items())]

    def _name_own_columns(self) -> None:
        """Name the columns that look like a person's own readings among those of the app: they are not read."""
        said = {fold(str(header)) for header in self.job.answers.columns}
        for place, header in enumerate(self.table.header):
            full = sum(bool(record.cells[place].strip()) for record in self.records)
            if place in self.at.values() or fold(header) in said or not full:
                continue
            if read_header(header).role in _READINGS:
                self.job.findings.add(
                    "warning", "column_not_read", f"not read: {self.job.source} writes no such column ({full} cells hold something)",
                    column=header, fix="put it with its date in a file of its own",
                )  # fmt: skip

    def _pass_repeats(self, once: str | Callable[[list[str]], bool]) -> None:
        """Pass over the records that stand twice because exports stand one behind the other."""
        heads = sorted(record.line for record, rule in self.table.passed if rule == "repeated_header")
        blocks = np.searchsorted(heads, [record.line for record in self.records]).tolist()
        within: Counter[tuple] = Counter()
        seen: dict[tuple, int] = {}
        repeated = []
        for row, (record, block) in enumerate(zip(self.records, blocks, strict=True)):
            cells = tuple(record.cells)
            single = once == "all" or (callable(once) and once(record.cells))
            nth = 0 if single else within[block, cells]
            within[block, cells] += 1
            first = seen.setdefault((cells, nth), block)
            if first != block or (single and within[block, cells] > 1):
                repeated.append(row)
        self.skip(repeated, "already_in_file", "the same as an earlier one of this file; counted once")
        self._drop(repeated)

    def _drop(self, rows: Sequence[int]) -> None:
        gone = set(rows)
        if gone:
            kept = [row for row in range(len(self.records)) if row not in gone]
            self.records = [self.records[row] for row in kept]
            self.numbers = [self.numbers[row] for row in kept]


def join_parts(*parts: Frames) -> Frames:
    """Join what was read in parts.

    Examples
    --------
    >>> join_parts(([], []), ([], []))
    ([], [])
    """
    return [f for sessions, _ in parts for f in sessions], [f for _, outcomes in parts for f in outcomes]
