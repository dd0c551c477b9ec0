"""Tables that belong together or apart: two side by side, and sheets of one header."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.records import Record
from analysis.intake.tables import DATE_ROLES, Table, read_roles
from analysis.intake.words import fold


def split_beside(table: Table) -> list[Table]:
    """Split two tables that stand side by side, each with its own column of dates of the same name.

    Examples
    --------
    >>> beside = Table(["Date", "Pain", "Date", "Minutes"], 1, [Record(2, ["1.3.2026", "4", "2.3.2026", "10"])])
    >>> [part.records[0].cells for part in split_beside(beside)]
    [['1.3.2026', '4'], ['2.3.2026', '10']]
    """
    names = [fold(name) for name in table.header]
    dated = [at for at, name in enumerate(names) if name and DATE_ROLES & read_roles(name)]
    again = [
        at for at in dated[1:]
        if names[at] == names[dated[0]] and dated[0] + 1 < at < len(names) - 1
    ]  # fmt: skip
    if not again or table.column_lines:
        return [table]
    left, right = again[0], len(table.header)
    parts = []
    for first, last in ((0, left), (left, right)):
        cut = [Record(r.line, r.cells[first:last]) for r in table.records]
        titles = [(sum(not r.blank for r in cut[:place]), title) for place, title in table.titles]
        header = _trim_end(table.header[first:last])
        full = [r for r in cut if not r.blank]
        parts.append(
            replace(
                table,
                header=header,
                records=full,
                titles=titles,
                raw_width=len(header),
                passed=[],
                folded=True,
            )
        )
    parts[0].passed = table.passed
    return parts


def _trim_end(names: list[str]) -> list[str]:
    while names and not names[-1].strip():
        names = names[:-1]
    return names


def merge_same(tables: list[Table]) -> list[Table]:
    """Join tables of one header, such as the sheets of a workbook; their titles stay with their records.

    Examples
    --------
    >>> one, two = (Table(["Date", "Pain"], 1, [Record(2, ["2026-03-01", "4"])], title=t) for t in ("Anna", "Ben"))
    >>> merge_same([one, two])[0].titles
    [(0, 'Anna'), (1, 'Ben')]
    """
    merged: list[Table] = []
    for table in tables:
        names = [fold(name) for name in table.header]
        same = next((t for t in merged if names and [fold(name) for name in t.header] == names), None)
        titles = table.titles or ([(0, table.title)] if table.title else [])
        if same is None:
            table.titles = titles
            merged.append(table)
            continue
        same.titles += [(place + len(same.records), title) for place, title in titles]
        same.records += table.records
        same.passed += table.passed
        same.raw_width = max(same.raw_width, table.raw_width)
    return merged
