"""Records -> tables: the header row, preamble, sections, totals and repeated headers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from analysis.intake.date_shapes import looks_like_date, read_shape
from analysis.intake.double_header import join_header
from analysis.intake.headers import match_phrases
from analysis.intake.records import Record
from analysis.intake.words import cell_words, fold, split_words, tidy

_NUMBER = re.compile(r"[~<>+-]?\s*\d[\d.,:/%°\s'-]*(?:[a-z°]{1,4}\.?)?", re.IGNORECASE)
_DATE_ROLES = {"date", "timestamp", "start"}


@dataclass
class Table:
    """One table of a file.

    Attributes
    ----------
    header : list of str
        Empty where the table has none.
    header_line : int or None
    records : list of Record
        Non-blank records that belong to it, without totals and repeated headers.
    passed : list of (Record, rule)
        Records passed over on purpose, with the reason.
    title : str
        Text on a line of its own above the header.
    cut : bool
        Something stands beside the table, two blank columns away; it is not read.
    """

    header: list[str]
    header_line: int | None
    records: list[Record] = field(default_factory=list)
    passed: list[tuple[Record, str]] = field(default_factory=list)
    title: str = ""
    cut: bool = False


def find_tables(records: list[Record]) -> tuple[list[Table], list[Record]]:
    """Split the records of a file into its tables.

    Returns
    -------
    tables : list of Table
    preamble : list of Record
        Non-blank records above the first header.

    Examples
    --------
    >>> tables, above = find_tables([Record(1, ["My log"]), Record(2, ["Date", "Pain"]),
    ...                              Record(3, ["2026-03-01", "4"])])
    >>> tables[0].header, len(tables[0].records), len(above)
    (['Date', 'Pain'], 1, 1)
    """
    at = _find_header(records)
    if at is None:
        rest = [r for r in records if not r.blank]
        return ([Table([], None, rest)] if rest else []), []
    head, first, last = join_header(records, at)
    records, at = [*records[:first], head, *records[last + 1 :]], first
    above = [r for r in records[:at] if not r.blank]
    wide = _filled(records[at])
    early = [r for r in above if _filled(r) > wide / 2 and any(looks_like_date(c) for c in r.cells)]
    if early and len(early) > 0.5 * len(above) and len(early) > 1:
        above = [r for r in above if r not in early]
    else:
        early = []
    tables = _split_sections(records, at)
    tables[0].records[:0] = early
    for table in tables:
        _cut_beside(table)
        _set_aside(table)
    return tables, above


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _find_header(records: list[Record]) -> int | None:
    """Find the row of names: by words that are known, else by what stands below it."""
    usual = Counter(len(r.cells) for r in records[:200] if not r.blank).most_common(1)
    width = usual[0][0] if usual else 0
    rows = [at for at, record in enumerate(records) if not record.blank]
    named = [at for at in rows[:40] + rows[-1:] if is_header(records[at]) and _has_date_word(records[at])]
    named = [at for at in named if _filled(records[at]) > 1 or width < 2]
    if named:
        near = [at for at in named if _dates_below(records, at, 1)] or [
            at for at in named if _dates_below(records, at, 5)
        ]
        return (near or named)[0]
    for at in rows[:40]:
        if is_header(records[at]) and _known(records[at]) >= 2:
            return at
    first = next((at for at in rows if len(records[at].cells) >= min(2, width)), None)
    if first is None or not is_header(records[first]):
        return None
    below = [r for r in records[first + 1 :] if not r.blank][:20]
    typed = sum(any(_is_value(cell) for cell in r.cells) for r in below)
    return first if typed > 0.5 * len(below) or not below else None


def _dates_below(records: list[Record], at: int, depth: int) -> bool:
    """Say whether a date stands below a date word of this row, within so many records."""
    columns = [
        k for k, cell in enumerate(records[at].cells) if 0 < len(cell) < 60 and _DATE_ROLES & _roles(cell)
    ]
    below = [r for r in records[at + 1 : at + 12] if not r.blank][:depth]
    return any(k < len(r.cells) and read_shape(r.cells[k]) is not None for r in below for k in columns)


def is_header(record: Record) -> bool:
    """Say whether a record could be a row of names: several, and no number or date among them.

    Examples
    --------
    >>> is_header(Record(1, ["Date", "Pain (0-10)"])), is_header(Record(2, ["2026-03-01", "4"]))
    (True, False)
    """
    cells = record.cells[: find_gap(record.cells)]
    gap = next((at for at, cell in enumerate(cells) if not cell.strip()), len(cells))
    if gap > 1 and any(_is_value(cell) for cell in cells[gap:]):
        cells = cells[:gap]
    cells = [cell for cell in cells if cell.strip()]
    if not cells or any(len(cell) > 300 for cell in cells) or any(_is_value(cell) for cell in cells):
        return False
    return len(cells) >= 2 or _has_date_word(record)


def _is_value(cell: str) -> bool:
    cell = tidy(cell)
    return bool(_NUMBER.fullmatch(cell)) or looks_like_date(cell)


def _roles(cell: str) -> set[str]:
    words = split_words(cell)
    if len(words) > 25:
        return set()
    found, left = match_phrases(words)
    return {r for r, _ in found if r not in ("filler",)} if not left or len(words) > 2 else set()


def _has_date_word(record: Record) -> bool:
    return any(_DATE_ROLES & _roles(cell) for cell in record.cells if 0 < len(cell) < 60)


def _known(record: Record) -> int:
    return sum(bool(_roles(cell)) for cell in record.cells)


def _split_sections(records: list[Record], at: int) -> list[Table]:
    tables = [_open_table(records, at)]
    after = at + 1
    while after < len(records):
        record = records[after]
        if record.blank:
            after += 1
            continue
        current = tables[-1]
        start = _section_start(records, after, current)
        if start is None:
            current.records.append(record)
            after += 1
            continue
        for title in records[after:start]:
            if not title.blank:
                current.passed.append((title, "section_title"))
        tables.append(_open_table(records, start))
        after = start + 1
    return tables


def _open_table(records: list[Record], at: int) -> Table:
    head = records[at]
    cut = find_gap(head.cells) < len(head.cells)
    return Table(_trim(head.cells), head.line, title=_title_above(records, at), cut=cut)


def _section_start(records: list[Record], at: int, current: Table) -> int | None:
    """Give the row of names of a new section that begins here (at once, or below a title)."""
    fresh = at == 0 or records[at - 1].blank
    if fresh and _filled(records[at]) == 1:
        below = next((k for k in range(at + 1, min(at + 3, len(records))) if not records[k].blank), None)
        if below is not None and is_header(records[below]) and not _same(records[below], current):
            return below if _filled(records[below]) > 1 else None
        return None
    head = records[at]
    if not is_header(head) or _same(head, current):
        return None
    if fresh and _known(head) >= 2:
        return at
    return at if _has_exact_date_word(head) and _known(head) >= 2 and _filled(head) > 1 else None


def _has_exact_date_word(record: Record) -> bool:
    return any(len(split_words(cell)) <= 2 and _DATE_ROLES & _roles(cell) for cell in record.cells)


def _same(record: Record, table: Table) -> bool:
    if not table.header or record.cells[0].strip().casefold() != table.header[0].casefold():
        return False
    return [fold(c) for c in _trim(record.cells)] == [fold(c) for c in table.header]


def _title_above(records: list[Record], at: int) -> str:
    above = next((r for r in reversed(records[max(0, at - 2) : at]) if not r.blank), None)
    if above is None or _filled(above) != 1:
        return ""
    return tidy(next(c for c in above.cells if c.strip())).strip("# ")


def find_gap(cells: list[str]) -> int:
    """Give the width of a table whose row of names is followed by a gap and something beside it.

    Examples
    --------
    >>> find_gap(["Date", "Pain", "", "", "Completed", "32 %"]), find_gap(["Date", "Pain", "", "Notes"])
    (2, 4)
    """
    blank = [not cell.strip() for cell in cells]
    for at in range(2, len(cells) - 2):
        if blank[at] and blank[at + 1] and sum(blank[:at]) == 0:
            return at
    return len(cells)


def _trim(cells: list[str]) -> list[str]:
    """Drop what stands beside the table, and blank names at the end of a header."""
    cells = cells[: find_gap(cells)]
    size = len(cells)
    while size and not cells[size - 1].strip():
        size -= 1
    return [tidy(cell) for cell in cells[:size]]


def _cut_beside(table: Table) -> None:
    """Cut the records to the table where its header has a gap and something beside it."""
    if not table.cut:
        return
    width = len(table.header)
    table.records = [Record(r.line, r.cells[:width]) for r in table.records]
    table.records = [r for r in table.records if not r.blank]


def _set_aside(table: Table) -> None:
    """Set totals and repeated headers aside."""
    kept = []
    totals = cell_words("total")
    for record in table.records:
        head = next((cell for cell in record.cells if cell.strip()), "")
        first = "" if head[:1].isdigit() else fold(head).strip(" :.")
        if table.header and _same(record, table):
            table.passed.append((record, "repeated_header"))
        elif first in totals and not any(looks_like_date(cell) for cell in record.cells):
            table.passed.append((record, "total_row"))
        else:
            kept.append(record)
    table.records = kept
