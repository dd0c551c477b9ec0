"""Records -> tables: the header row, preamble, sections, totals and repeated headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from analysis.intake.date_shapes import looks_like_date, read_shape
from analysis.intake.double_header import join_header
from analysis.intake.meaning import is_too_long, strip_number
from analysis.intake.phrases import match_phrases
from analysis.intake.records import Record
from analysis.intake.titles import read_title
from analysis.intake.words import fold, is_total, split_words, tidy

_NUMBER = re.compile(r"[~<>+-]?\s*\d[\d.,:/%°\s'-]*(?:[a-z°]{1,4}\.?)?", re.IGNORECASE)
DATE_ROLES = {"date", "timestamp", "start"}
Known = Callable[[Record], bool]
_RULER = re.compile(r"[#=*_-]{5,}")
_LONGEST_TITLE = 6
_ORDINARY = re.compile(r"\d[\d./:-]*[T ]?[\d:]*")


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
    raw_width : int
        Width of the row of names with the blank ones at its end.
    titles : list of (int, str)
        The first record under each title, by its place in `records`.
    column_lines : list of int or None
        The line of each column, where the table lies on its side in the file.
    folded : bool
        Its records are not those of the file: several make one, or one several.
    """

    header: list[str]
    header_line: int | None
    records: list[Record] = field(default_factory=list)
    passed: list[tuple[Record, str]] = field(default_factory=list)
    title: str = ""
    cut: bool = False
    raw_width: int = 0
    titles: list[tuple[int, str]] = field(default_factory=list)
    column_lines: list[int] | None = None
    folded: bool = False


def none_known(record: Record) -> bool:
    """Say of no record that it is a row of names."""
    return False


def find_tables(records: list[Record], is_known: Known = none_known) -> tuple[list[Table], list[Record]]:
    """Split the records of a file into its tables.

    Parameters
    ----------
    records : list of Record
    is_known : callable, optional
        Says whether a record is a row of names whatever its words are, as those of an app.

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
    at = _find_known(records, is_known)
    at = _find_header(records) if at is None else at
    if at is None:
        rest = [r for r in records if not r.blank]
        return ([Table([], None, rest)] if rest else []), []
    head, first, last = (records[at], at, at) if is_known(records[at]) else join_header(records, at)
    records, at = [*records[:first], head, *records[last + 1 :]], first
    above = [r for r in records[:at] if not r.blank]
    wide = _filled(records[at])
    early = [r for r in above if _filled(r) > wide / 2 and any(looks_like_date(c) for c in r.cells)]
    if early and len(early) > 0.5 * len(above) and len(early) > 1:
        above = [r for r in above if r not in early]
    else:
        early = []
    tables = _split_sections(records, at, is_known)
    tables[0].records[:0] = early
    tables[0].titles = [(place + len(early) if place else 0, title) for place, title in tables[0].titles]
    for table in tables:
        _cut_beside(table)
    return tables, above


def _find_known(records: list[Record], is_known: Known) -> int | None:
    """Find the first row of names of an app."""
    rows = islice((at for at, record in enumerate(records) if not record.blank), 40)
    return next((at for at in rows if is_known(records[at])), None)


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _find_header(records: list[Record]) -> int | None:
    """Find the row of names: by words that are known, else by what stands below it."""
    usual = Counter(len(r.cells) for r in records[:200] if not r.blank).most_common(1)
    width = usual[0][0] if usual else 0
    rows = list(islice((at for at, record in enumerate(records) if not record.blank), 40))
    last = next((at for at in reversed(range(len(records))) if not records[at].blank), 0)
    likely = rows if last in rows or not rows else [*rows, last]
    named = [at for at in likely if is_header(records[at]) and _has_date_word(records[at])]
    named = [at for at in named if _filled(records[at]) > 1 or width < 2]
    if named:
        near = [at for at in named if _dates_below(records, at, 1)] or [
            at for at in named if _dates_below(records, at, 5)
        ]
        return (near or named)[0]
    for at in rows:
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
        k for k, cell in enumerate(records[at].cells) if 0 < len(cell) < 60 and DATE_ROLES & read_roles(cell)
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
    return bool(_NUMBER.fullmatch(strip_number(cell))) or looks_like_date(cell)


@lru_cache(maxsize=20_000)
def read_roles(cell: str) -> frozenset[str]:
    """Give the roles that a cell would have as a header; none for a text that is none."""
    words = split_words(strip_number(cell)) if not is_too_long(cell) else []
    if not words or len(words) > 25:
        return frozenset()
    found, left = match_phrases(words)
    return frozenset(r for r, _ in found if r != "filler") if not left or len(words) > 2 else frozenset()


def _has_date_word(record: Record) -> bool:
    return any(DATE_ROLES & read_roles(cell) for cell in record.cells if 0 < len(cell) < 60)


def _known(record: Record) -> int:
    return sum(bool(read_roles(cell)) for cell in record.cells)


def _split_sections(records: list[Record], at: int, is_known: Known) -> list[Table]:
    tables = [_open_table(records, at)]
    after = at + 1
    for odd in _find_odd(records, after):
        if odd < after:
            continue
        current = tables[-1]
        current.records += records[after:odd]
        after = odd
        if records[odd].blank:
            after = odd + 1
            continue
        start = _section_start(records, odd, current)
        if start is None:
            start = _known_start(records, odd, current, is_known)
        if start is not None and _same(records[start], current):
            _add_title(current, records[odd])
            current.passed.append((records[start], "repeated_header"))
            after = start + 1
        elif start is not None:
            titles = [title for title in records[odd:start] if not title.blank]
            current.passed += [(title, "section_title") for title in titles]
            tables.append(_open_table(records, start))
            after = start + 1
        else:
            _keep_or_pass(records[odd], current)
            after = odd + 1
    tables[-1].records += records[after:]
    return tables


def _keep_or_pass(record: Record, table: Table) -> None:
    """Set a total or a repeated header aside; keep any other record."""
    head = next((cell for cell in record.cells if cell.strip()), "")
    first = "" if head[:1].isdigit() else fold(head).strip(" :.")
    if _same(record, table):
        table.passed.append((record, "repeated_header"))
    elif _filled(record) == 1 and _RULER.fullmatch(head.strip()):
        table.passed.append((record, "section_title"))
    elif first and is_total(first) and not any(looks_like_date(cell) for cell in record.cells):
        table.passed.append((record, "total_row"))
    elif table.header and _filled(record) == 1 and len(table.header) > 1 and _is_title(head):
        _add_title(table, record)
    else:
        table.records.append(record)


@lru_cache(maxsize=20_000)
def _is_title(text: str) -> bool:
    """Say whether a text on a line of its own says something of the records below: a side, a region, a month."""
    if text.count(" ") >= _LONGEST_TITLE:
        return False
    shape = read_shape(text)
    return read_title(text).known or (shape is not None and shape.kind == "no_day")


def _add_title(table: Table, record: Record) -> None:
    table.passed.append((record, "section_title"))
    text = tidy(next(cell for cell in record.cells if cell.strip())).strip("# :")
    table.titles.append((len(table.records), text))


def _find_odd(records: list[Record], first: int) -> list[int]:
    """Find the records that may be more than an ordinary one: not a number or a day first, or behind a blank one."""
    plain = _ORDINARY.fullmatch
    odd = [at for at in range(first, len(records)) if not records[at][1] or not plain(records[at][1][0])]
    behind = [at + 1 for at in odd if records[at].blank and at + 1 < len(records)]
    return sorted({*odd, *behind})


def _open_table(records: list[Record], at: int) -> Table:
    head = records[at]
    gap = find_gap(head.cells)
    cut = gap < len(head.cells)
    title = _title_above(records, at)
    titles = [(0, title)] if title else []
    return Table(_trim(head.cells), head.line, title=title, cut=cut, raw_width=gap, titles=titles)


def _section_start(records: list[Record], at: int, current: Table) -> int | None:
    """Give the row of names of a new section that begins here (at once, or below a title)."""
    fresh = at == 0 or records[at - 1].blank
    if _filled(records[at]) == 1:
        below = next((k for k in range(at + 1, min(at + 3, len(records))) if not records[k].blank), None)
        if below is not None and is_header(records[below]) and (fresh or _same(records[below], current)):
            return below if _filled(records[below]) > 1 else None
        return None
    head = records[at]
    if not is_header(head) or _same(head, current):
        return None
    if fresh and _known(head) >= 2:
        return at
    return at if _has_exact_date_word(head) and _known(head) >= 2 and _filled(head) > 1 else None


def _known_start(records: list[Record], at: int, current: Table, is_known: Known) -> int | None:
    """Give the row of names of an app that begins here, or below a title or a line about the file."""
    if not _same(records[at], current) and is_known(records[at]):
        return at
    below = next((k for k in range(at + 1, min(at + 3, len(records))) if not records[k].blank), at)
    cells = records[at].cells
    alone = _filled(records[at]) == 1 and not any(_is_value(cell) for cell in cells if cell.strip())
    about = alone or 2 * len(cells) <= len(records[below].cells)
    return below if about and is_known(records[below]) else None


def _has_exact_date_word(record: Record) -> bool:
    return any(len(split_words(cell)) <= 2 and DATE_ROLES & read_roles(cell) for cell in record.cells)


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
    cut = [Record(r.line, r.cells[:width]) for r in table.records]
    table.titles = [(sum(not r.blank for r in cut[:place]), title) for place, title in table.titles]
    table.records = [r for r in cut if not r.blank]
