"""Records brought to the width of their header; what does not fit in one way only is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.intake.date_shapes import looks_like_date, read_shape
from analysis.intake.grid import Grid, Job, report_cells
from analysis.intake.issues import LEFT_OUT
from analysis.intake.meaning import Meaning
from analysis.intake.records import Record
from analysis.intake.tables import Table
from analysis.intake.words import is_null, tidy

_NUMERIC = {"minutes", "sets", "reps", "hold_s", "value"}
_DATES = {"date", "timestamp"}
_TEXT = {"notes", "exercise", "routine", "person", "instrument"}
_VALUE = re.compile(r"[~<>≈≤≥+-]*\s*\d[\d.,:/%°\s'-]*(?:[a-z°]{1,7}\.?)?", re.IGNORECASE)
_ENOUGH, _FEW = 0.8, 3


def fit_header(table: Table) -> list[str]:
    """Give the header with blank names for columns that hold something and have none.

    A header that is shorter than the records lacks its last names, or its first: the column of dates says which.

    Examples
    --------
    >>> fit_header(Table(["Date", "Pain"], 1, [Record(2, ["Mon", "2026-03-02", "4"])]))
    ['', 'Date', 'Pain']
    """
    header, width = table.header, len(table.header)
    long = [record for record in table.records if len(record[1]) > width]
    filled = Counter(last for r in long if (last := _last_filled(r.cells)) > width)
    if not header or not filled:
        return header
    if table.raw_width > width:
        return header + [""] * (min(max(filled), table.raw_width) - width)
    usual, often = Counter(len(r.cells) for r in long).most_common(1)[0]
    if filled[usual] < min(_FEW - 1, often):
        return header
    if often < _ENOUGH * len(table.records):
        return header
    shift = usual - width
    if any(_is_dated(table, at + shift) and not _is_dated(table, at) for at in range(width)):
        return [""] * shift + header
    return header + [""] * shift if len(table.records) >= _FEW else header


def _last_filled(cells: Sequence[str]) -> int:
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def _is_dated(table: Table, at: int) -> bool:
    cells = [r.cells[at] for r in table.records[:50] if at < len(r.cells) and r.cells[at].strip()]
    return bool(cells) and sum(looks_like_date(cell) for cell in cells) >= _ENOUGH * len(cells)


def fit_records(records: list[Record], meanings: list[Meaning], job: Job) -> tuple[list[Record], list[int]]:
    """Bring records to the width of the header; what does not fit is left out.

    Returns
    -------
    fitting : list of Record
    numbers : list of int
        Number in the ledger of each.
    """
    width = len(meanings)
    first = job.ledger.open(len(records))
    if all(len(record.cells) == width for record in records):
        return records, list(range(first, first + len(records)))
    tails = sum(_last_filled(r.cells) <= width < len(r.cells) for r in records)
    mender = _Mender(meanings, records, job.delimiter, tails * 2 > len(records))
    fitting, numbers, short, joined = [], [], [], []
    for number, record in enumerate(records, first):
        cells = record.cells if len(record.cells) <= width else mender.mend(record.cells)
        if cells is None:
            _refuse_long(record, number, width, job)
            continue
        if len(cells) < width:
            short.append(record.line)
        if _last_filled(record.cells) > width:
            joined.append(record)
        fitting.append(Record(record.line, cells + [""] * (width - len(cells))))
        numbers.append(number)
    _report(short, joined, width, job)
    return fitting, numbers


def _report(short: list[int], joined: list[Record], width: int, job: Job) -> None:
    job.findings.group(
        "note", "short_record", f"fewer cells than the {width} headers; the missing ones are blank", short
    )
    job.findings.group(
        "warning", "joined_cells", "an unquoted delimiter in a text or number: its parts were joined, as nothing else fits",
        [record.line for record in joined], texts=[job.delimiter.join(r.cells) for r in joined[:1]],
        fix="put quotes around a text that holds a delimiter",
    )  # fmt: skip


class _Mender:
    """Finds the one way in which a record that is too long fits under its header.

    Parameters
    ----------
    meanings : list of Meaning
    records : list of Record
    delimiter : str
    tails : bool
        Most records end with delimiters that mean nothing.
    """

    def __init__(self, meanings: list[Meaning], records: list[Record], delimiter: str, tails: bool) -> None:
        self.width, self.delimiter, self.tails = len(meanings), delimiter, tails
        good = [r.cells for r in records if len(r.cells) == self.width or _last_filled(r.cells) <= self.width]
        self.kinds = [
            _find_kind(m, [c[at] for c in good[:500] if at < len(c)]) for at, m in enumerate(meanings)
        ]
        self.notes_last = bool(meanings) and meanings[-1].role == "notes"

    def mend(self, cells: list[str]) -> list[str] | None:
        """Give the cells that belong under the headers; None where that is not sure."""
        if self.tails and _last_filled(cells) <= self.width:
            return cells[: self.width]
        found = {
            tuple(tidy(cell).rstrip(f"{self.delimiter} ") for cell in way): way for way in self._ways(cells)
        }
        ways = list(found.values())
        if len(ways) > 1:
            ways = [way for way in ways if all(map(_is_closed, way))] or ways
        if len(ways) > 1:
            ways = [way for way in ways if not any(cell.startswith(" ") for cell in way)] or ways
        if len(ways) > 1 and self.notes_last and not self._may_be_decimal(ways, cells):
            ways = [way for way in ways if way[:-1] == cells[: self.width - 1]]
        return ways[0] if len(ways) == 1 else None

    def _may_be_decimal(self, ways: list[list[str]], cells: list[str]) -> bool:
        """Say whether one of the ways makes a number of two cells."""
        numbers = [at for at, kind in enumerate(self.kinds) if kind == "number"]
        return any(self.delimiter in way[at] for way in ways for at in numbers)

    def _ways(self, cells: list[str]) -> list[list[str]]:
        """List the ways to join neighbours, or to cut a blank tail, that fit every column."""
        ways = []
        for size in range(max(_last_filled(cells), self.width), len(cells) + 1):
            more = size - self.width
            for at in range(self.width) if more else [self.width]:
                whole = self.delimiter.join(cells[at : at + more + 1])
                way = [*cells[:at], whole, *cells[at + more + 1 : size]] if more else cells[: self.width]
                if not more or self._may_hold(at, more, whole):
                    ways.append(way)
        return [way for way in ways if all(map(_fits, self.kinds, way))]

    def _may_hold(self, at: int, more: int, whole: str) -> bool:
        """Say whether a column may hold the delimiter: a text in words, or a number with a decimal comma."""
        if self.kinds[at] in ("text", "words"):
            return any(letter.isalpha() for letter in whole)
        return self.kinds[at] == "number" and self.delimiter == "," and more == 1


def _find_kind(meaning: Meaning, cells: list[str]) -> str:
    """Say what a column holds, by its meaning, else by its cells."""
    if meaning.is_metric or meaning.role in _NUMERIC:
        return "number"
    if meaning.role in _DATES:
        return "date"
    full = [cell for cell in cells if not is_null(cell)]
    for kind in ("date", "number"):
        if (
            full
            and meaning.role not in _TEXT
            and sum(_fits(kind, cell) for cell in full) >= _ENOUGH * len(full)
        ):
            return kind
    worded = sum(any(letter.isalpha() for letter in cell) for cell in full)
    return "words" if full and worded >= _ENOUGH * len(full) else "text"


def _is_closed(cell: str) -> bool:
    """Say whether every bracket of a cell is closed in it."""
    return cell.count("(") == cell.count(")")


def _fits(kind: str, cell: str) -> bool:
    clean = tidy(cell)
    if kind == "text" or is_null(clean):
        return True
    if kind == "words":
        return any(letter.isalpha() for letter in clean)
    if kind == "date":
        return read_shape(clean) is not None
    return _VALUE.fullmatch(clean) is not None and not looks_like_date(clean)


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


def refuse_shifted(grid: Grid, job: Job) -> None:
    """Leave out records in which a text seems to run on into a column of numbers: 'bad, really' without quotes."""
    shifted: dict[int, tuple[str, str]] = {}
    for at in range(1, len(grid.columns)):
        numeric = grid.meanings[at].is_metric or grid.meanings[at].role in _NUMERIC
        if not numeric or grid.meanings[at - 1].role not in _TEXT:
            continue
        codes, texts = grid.distinct(at)
        spaced = [code for code, text in enumerate(texts) if text.startswith(" ")]
        odd = [
            code for code in spaced if texts[code].strip()[:1].isalpha() and not _fits("number", texts[code])
        ]
        if odd and len(odd) == len(spaced):
            why = "the text before it seems to run on into this column, so it is not sure which cell is which"
            shifted |= {
                int(row): ("shifted", f"left out: {why}") for row in np.flatnonzero(np.isin(codes, odd))
            }
            rows = np.array(sorted(shifted), dtype=int)
            report_cells(job, grid, rows, at, shifted, fix="put quotes around a text that holds a delimiter")
            grid.drop_rows(rows)
            return
