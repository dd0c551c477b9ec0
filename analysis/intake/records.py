"""Text -> records with the physical line each starts on; delimiter and quotes settled."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
BLANKS = "  "
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", BLANKS: "run of blank"}
_SENTINEL = "\x01end\x01"
_LIMIT = 131_000


class Record(NamedTuple):
    """One record: the line it starts on (from 1) and its cells as written."""

    line: int
    cells: list[str]

    @property
    def blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class RawTable:
    """All records of a text, blank ones too, and what had to be mended.

    Attributes
    ----------
    records : list of Record
    delimiter : str
    mended : list of (line, rule, text)
    """

    records: list[Record]
    delimiter: str = ","
    mended: list[tuple[int, str, str]] = field(default_factory=list)


def split_records(text: str) -> RawTable:
    """Split a text into records.

    Examples
    --------
    >>> table = split_records("a;b\\n1,5;2\\n")
    >>> table.delimiter, table.records[1]
    (';', Record(line=2, cells=['1,5', '2']))
    """
    mended: list[tuple[int, str, str]] = []
    if "\0" in text:
        mended.append((text[: text.index("\0")].count("\n") + 1, "nul_removed", f"{text.count(chr(0))} NULs"))
        text = text.replace("\0", "")
    text = re.sub(r"\r\r\n|\r\n|\r", "\n", text) if "\r" in text else text
    lines = _unwrap(text.removeprefix("\ufeff").split("\n"))
    first, given = 1, None
    said = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", lines[0], flags=re.IGNORECASE) if lines else None
    if said or (lines and lines[0].lower().strip('"') == "sep=\t"):
        given, first, lines = lines[0].strip().strip('"')[4:5] or "\t", 2, lines[1:]
    delimiter = given if given in DELIMITERS else find_delimiter(lines)
    records, more = _read_records(lines, delimiter, first)
    return RawTable(records, delimiter, mended + more)


def _unwrap(lines: list[str]) -> list[str]:
    """Take the quotes off lines that a spreadsheet saved as one quoted cell each."""
    full = [line for line in lines if line.strip()]
    if len(full) < 2 or not all(re.fullmatch(r'"(?:[^"]|"")*"', line) for line in full):
        return lines
    bare = [line[1:-1].replace('""', '"') if line.strip() else line for line in lines]
    return bare if any(all(mark in line for line in bare if line.strip()) for mark in DELIMITERS) else lines


def find_delimiter(lines: list[str]) -> str:
    """Find the delimiter under which the most records have the same width.

    Examples
    --------
    >>> find_delimiter(["Datum;Schmerz", "1.2.2026;3,5", "2.2.2026;4,5"])
    ';'
    """
    sample = [line for line in lines[:1500] if line.strip()]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        records, _ = _read_records(sample, delimiter, 1)
        widths = Counter(len(record.cells) for record in records if not record.blank)
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            continue
        width = max(wide, key=lambda w: (wide[w], w))
        score = (wide[width] / sum(widths.values()), width)
        if score > best_score:
            best, best_score = delimiter, score
    return BLANKS if best_score[1] == 0 and _is_aligned(sample) else best


def _is_aligned(lines: list[str]) -> bool:
    """Say whether lines are columns set with blanks: as many in every line, so that none can be missing."""
    widths = {len(re.split(r" {2,}", line.strip())) for line in lines}
    return len(lines) > 1 and len(widths) == 1 and widths.pop() > 1


def _read_records(
    lines: list[str], delimiter: str, first: int
) -> tuple[list[Record], list[tuple[int, str, str]]]:
    """Read lines with csv.reader; where a quote is left open, mend line by line."""
    if delimiter == BLANKS:
        return [Record(at, re.split(r" {2,}", line.strip())) for at, line in enumerate(lines, first)], []
    if not any('"' in line for line in lines):
        return [Record(at, line.split(delimiter)) for at, line in enumerate(lines, first)], []
    records, state = _read_quoted(lines, delimiter, first)
    whole = state == "whole"
    width = Counter(len(r.cells) for r in records if not r.blank).most_common(1)
    usual = width[0][0] if width else 1
    ends = [r.line for r in records[1:]] + [first + len(lines)]
    long = [r for r, end in zip(records, ends, strict=True) if end - r.line > 1] if whole else []
    if whole and not any(_suspect(r, usual, delimiter) for r in long):
        return records, []
    return _mend_quotes(lines, delimiter, first, usual)


def _read_quoted(lines: list[str], delimiter: str, first: int) -> tuple[list[Record], str]:
    """Read lines as records: all ('whole'), up to a quote left 'open', or up to one that closes inside a text."""
    spaced = any(f'{delimiter} "' in line for line in lines)
    reader = csv.reader(_ended(lines), delimiter=delimiter, skipinitialspace=spaced, strict=True)
    records: list[Record] = []
    line = first
    try:
        for cells in reader:
            records.append(Record(line, cells))
            line = first + reader.line_num
    except csv.Error as problem:
        return records, "broken" if "expected after" in str(problem) else "open"
    if not records or records[-1].cells != [_SENTINEL]:
        return records, "open"
    return records[:-1], "whole"


def _ended(lines: list[str]) -> Iterable[str]:
    for line in lines:
        yield line + "\n"
    yield _SENTINEL


def _suspect(record: Record, width: int, delimiter: str) -> bool:
    """A cell over many lines that a quote left open may have made of its neighbours.

    Either the record has an odd width, or a line inside a cell looks like a record of its own:
    its first cell has the shape of this record's first cell.
    """
    long = [cell for cell in record.cells if "\n" in cell.strip("\n")]
    if not long:
        return False
    if len(record.cells) != width:
        return True
    shape = re.sub(r"\d", "9", record.cells[0])
    inner = [line for cell in long for line in cell.split("\n")[1:]]
    return any(delimiter in line and re.sub(r"\d", "9", line.split(delimiter)[0]) == shape for line in inner)


def _mend_quotes(
    lines: list[str], delimiter: str, first: int, width: int
) -> tuple[list[Record], list[tuple[int, str, str]]]:
    records: list[Record] = []
    mended: list[tuple[int, str, str]] = []
    at = 0
    while at < len(lines):
        taken, cells = _take_record(lines, at, delimiter, width)
        if cells is None:
            cells = [cell.strip().strip('"') for cell in lines[at].split(delimiter)]
            mended.append((first + at, "quote_mended", lines[at]))
        records.append(Record(first + at, cells))
        at += taken
    return records, mended


def _take_record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[int, list[str] | None]:
    """Take the record that starts here: how many lines, and its cells, or None if a quote stays open."""
    if '"' not in lines[at]:
        return 1, lines[at].split(delimiter)
    for taken in range(1, min(40, len(lines) - at) + 1):
        chunk = lines[at : at + taken]
        if sum(map(len, chunk)) > _LIMIT:
            break
        records, state = _read_quoted(chunk, delimiter, 1)
        if state == "broken":
            break  # no further line can mend that
        fits = len(records) == 1 and (taken == 1 or not _suspect(records[0], width, delimiter))
        if state == "whole" and fits:
            return taken, records[0].cells
    return 1, None
