"""A header of two rows, 'Pain' over 'Left' and 'Right' or the other way round, made one."""

from __future__ import annotations

from collections import Counter

from analysis.intake.headers import read_header
from analysis.intake.meaning import read_scale, read_unit
from analysis.intake.phrases import match_phrases
from analysis.intake.records import Record
from analysis.intake.words import fold, split_words
from analysis.schema import METRICS

_DETAILS = ("side:", "moment:", "region:")


def join_header(records: list[Record], at: int) -> tuple[Record, int, int]:
    """Join the header at `at` with a row of sides or moments right below it, or of groups right above.

    Returns
    -------
    header : Record
    first, last : int
        The records it is made of.

    Examples
    --------
    >>> rows = [Record(1, ["Date", "Pain", ""]), Record(2, ["", "Left", "Right"]), Record(3, ["2026-03-01", "4", "5"])]
    >>> join_header(rows, 0)[0].cells
    ['Date', 'Pain Left', 'Pain Right']
    """
    head = records[at]
    if at + 1 < len(records) and _is_row_of(records[at + 1]) and _has_room(head, records[at + 1]):
        return Record(head.line, _join(_spread(head.cells), records[at + 1].cells, head.cells)), at, at + 1
    if at and _is_group_above(records[at - 1], head):
        return Record(head.line, _join_group(records[at - 1].cells, head.cells)), at - 1, at
    if at and _is_row_of(records[at - 1]) and _repeats(head):
        above = _spread(records[at - 1].cells)
        return Record(head.line, _join(above, head.cells, head.cells)), at - 1, at
    return head, at, at


def _is_group_above(above: Record, head: Record) -> bool:
    """Say whether every name of a row is a metric over sides or moments that say nothing of what was measured."""
    cells = [*head.cells, *[""] * (len(above.cells) - len(head.cells))]
    named = [at for at, cell in enumerate(above.cells) if cell.strip()]
    alone = [at for at, cell in enumerate(cells) if cell.strip() and _is_place(cell)]
    groups = [at for at in named if cells[at].strip()]
    if len(alone) < 2 or groups[:1] != alone[:1] or not all(at in alone for at in groups):
        return False
    return all(read_header(above.cells[at]).is_metric for at in groups)


def _is_place(cell: str) -> bool:
    """Say whether a cell names a side or a moment and nothing else."""
    found, left = match_phrases(split_words(cell), letters={"l": "left", "r": "right"})
    roles = [role for role, _ in found if role != "filler"]
    return bool(roles) and not left and all(role.startswith(("side:", "moment:")) for role in roles)


def _join_group(above: list[str], head: list[str]) -> list[str]:
    """Put the name of a group before the sides or moments under it and to its right."""
    width = max(len(above), len(head))
    own, cells = ([*row, *[""] * (width - len(row))] for row in (above, head))
    pairs = zip(_spread(own), own, cells, strict=True)
    return [f"{name} {cell}".strip() if _is_place(cell) else cell or alone for name, alone, cell in pairs]


def _is_row_of(record: Record) -> bool:
    """Say whether all names of a row are sides, moments, units, metrics and the like."""
    cells = [cell for cell in record.cells if cell.strip()]
    return len(cells) > 1 and all(_is_unit(cell) or _is_detail(cell) for cell in cells)


def _is_unit(cell: str) -> bool:
    text = cell.strip(" ()[]")
    return bool(read_unit(text) or read_scale(text))


def _is_detail(cell: str) -> bool:
    found, left = match_phrases(split_words(cell), letters={"l": "left", "r": "right"})
    roles = [role for role, _ in found if role != "filler"]
    return (
        bool(roles)
        and not left
        and all(r.startswith(_DETAILS) or r.partition("/")[0] in METRICS for r in roles)
    )


def _has_room(head: Record, below: Record) -> bool:
    """Say whether the row below names columns that the header leaves blank, or gives units alone."""
    if below.cells[0].strip():
        return False
    cells = [*head.cells, *[""] * (len(below.cells) - len(head.cells))]
    pairs = [(top, low) for top, low in zip(cells, below.cells, strict=False) if low.strip()]
    return any(not top.strip() for top, _ in pairs) or all(_is_unit(low) for _, low in pairs)


def _repeats(head: Record) -> bool:
    names = Counter(fold(cell) for cell in head.cells if cell.strip())
    return max(names.values(), default=0) > 1


def _spread(cells: list[str]) -> list[str]:
    """Carry the name of a group over the blank cells behind it."""
    out, last = [], ""
    for cell in cells:
        last = cell if cell.strip() else last
        out.append(last)
    return out


def _join(above: list[str], below: list[str], head: list[str]) -> list[str]:
    """Join two rows column by column; a name that stands once in the header stays as it is."""
    width = max(len(above), len(below))
    pad = [above + above[-1:] * (width - len(above)), below + [""] * (width - len(below))]
    names = Counter(fold(cell) for cell in head if cell.strip())
    joined = []
    for at, (top, low) in enumerate(zip(*pad, strict=True)):
        own = head[at] if at < len(head) else ""
        alone = names[fold(own)] == 1 and below is head
        low = f"({low.strip(' ()[]')})" if low is not own and _is_unit(low) else low
        joined.append(own if alone or not low.strip() else f"{top} {low}".strip())
    return joined
