"""A seed and a number -> one case, the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz.giants import GIANTS
from tests.fuzz.mutations import (
    BYTES,
    CELLS,
    LINE_WAYS,
    Rows,
    encode_text,
    end_lines,
    pack_archive,
    pack_workbook,
    parse_rows,
    write_rows,
)
from tests.fuzz.options import draw_options
from tests.fuzz.starts import all_starts

Key = int | str


@dataclass(frozen=True)
class Case:
    """One file to import.

    Attributes
    ----------
    key : int or str
        Its number, or the name of a giant.
    name : str
        File name.
    data : bytes
    options : dict
        For load_logs.
    folder : bool
        True: the folder it lies in is given, not the file.
    """

    key: Key
    name: str
    data: bytes
    options: dict[str, Any] = field(default_factory=dict)
    folder: bool = False


def make_case(seed: int, key: Key) -> Case:
    """Make the case of a number, or the giant of a name."""
    if isinstance(key, str):
        return Case(key, "log.csv", GIANTS[key](), {"on_question": "leave_out"})
    rng = random.Random(f"{seed}/{key}")
    start = rng.choice(all_starts())
    rows = parse_rows(start.text, start.delimiter)
    headers = [cell for row in rows[:2] for cell in row]
    kind = rng.random()
    if kind < 0.03:
        name, data = "log.xlsx", pack_workbook(_break_rows(rows, rng), rng)
    elif kind < 0.06:
        names = rng.sample(("a.csv", "b/c.csv", "b/.hidden", "README", "x.pdf", "phases.csv", "é.csv"), 3)
        name, data = "log.zip", pack_archive({n: _make_bytes(rows, start.delimiter, rng) for n in names}, rng)
    else:
        names = ("log.csv", start.name, "log 2025-03-05.txt", "2025.tsv", "log.xlsx", "log")
        name, data = rng.choice(names), _make_bytes(rows, start.delimiter, rng)
    if kind < 0.06 and rng.random() < 0.6:
        data = _break_bytes(data, rng)
    return Case(key, name, data, draw_options(headers, rng), rng.random() < 0.05)


def _make_bytes(rows: Rows, delimiter: str, rng: random.Random) -> bytes:
    """Break a table at its cells, its lines, its dress and its bytes, some of them."""
    rows = _break_rows(rows, rng)
    text = write_rows(rows, rng.choice(",;\t|") if rng.random() < 0.25 else delimiter, rng)
    lines = text.split("\n")
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        if lines:
            rng.choice(LINE_WAYS)(lines, rng)
    text = "\n".join(lines)
    if rng.random() < 0.2:
        text = end_lines(text, rng)
    data = encode_text(text, rng)
    if rng.random() < 0.05:
        other = rng.choice(all_starts()).text.encode()
        data = data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]
    return _break_bytes(data, rng) if rng.random() < 0.4 else data


def _break_rows(rows: Rows, rng: random.Random) -> Rows:
    rows = [list(row) for row in rows]
    for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
        rng.choice(CELLS)(rows, rng)
    return rows


def _break_bytes(data: bytes, rng: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if broken:
            rng.choice(BYTES)(broken, rng)
    return bytes(broken)
