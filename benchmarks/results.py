"""Rows -> a table for the terminal and a section of `benchmarks/results.md`, in place of the section it had.

Each section says what it was measured on, as a part can be measured again alone.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.paths import ROOT
from benchmarks.measure import BYTES, SECONDS, Other, Row, Spread

RESULTS = ROOT / "benchmarks" / "results.md"
HEADINGS = (
    "what",
    "size",
    "ours",
    "compared to",
    "theirs",
    "ours / theirs",
    "floor",
    "ours / floor",
    "bound",
    "held",
)
_HEAD = """# Speed and memory

`make bench` writes this page; `make bench BENCH="import start"` measures some topics again. Seconds are of the machine that a section
names; ratios are what counts: ours / theirs, below 1 where ours needs less, with the lowest and the highest of the rounds in brackets. What
is compared took turns, round by round. Load only adds: a bound of seconds is held against the quickest round, one of memory against the
largest, one of a ratio against the median. A floor is what any way would have to do at least. 'Stated' is a figure that another
program reached on another machine of two processors; it was not measured here, and its ratio holds to within a factor of 2 or 3.
"""
_SCALES = {
    SECONDS: ((1.0, 1.0, "s"), (1e-3, 1e3, "ms"), (0.0, 1e6, "µs")),
    BYTES: ((1e9, 1e-9, "GB"), (0.0, 1e-6, "MB")),
}


def say_amount(value: float, unit: str) -> str:
    """Write an amount with three digits, in the unit that suits it.

    Examples
    --------
    >>> say_amount(0.01234, "s"), say_amount(2.5e9, "B"), say_amount(3.0, "times")
    ('12.3 ms', '2.5 GB', '3')
    """
    for least, factor, name in _SCALES.get(unit, ()):
        if value >= least:
            return f"{_digits(value * factor)} {name}"
    return _digits(value)


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def cells_of(row: Row) -> list[str]:
    """Write the cells of a row, in the order of HEADINGS.

    Examples
    --------
    >>> cells_of(Row("read", "2 rows", [2.0], Other("pandas", [1.0])))
    ['read', '2 rows', '2 s', 'pandas', '1 s', '2', '', '', '', '']
    """
    peer, floor = row.peer, row.floor
    return [
        row.what,
        row.size,
        _say_ours(Spread.of(row.ours), row.unit),
        peer.name if peer else "",
        _say_other(peer, row.unit),
        _say_ratio(row.ratio),
        f"{floor.name}: {_say_other(floor, row.unit)}" if floor else "",
        _say_ratio(row.to_floor),
        _say_bound(row),
        {True: "yes", False: "**missed**", None: ""}[row.held],
    ]


def _say_ours(spread: Spread, unit: str) -> str:
    middle = say_amount(spread.median, unit)
    ends = " to ".join(say_amount(end, unit) for end in (spread.low, spread.high))
    return middle if spread.low == spread.high else f"{middle} ({ends})"


def _say_other(other: Other | None, unit: str) -> str:
    if other is None:
        return ""
    amount = say_amount(Spread.of(other.values).median, unit)
    return amount if other.measured else f"{amount}, stated, not measured here"


def _say_ratio(ratio: Spread | None) -> str:
    if ratio is None:
        return ""
    if ratio.low == ratio.high:
        return _digits(ratio.median)
    return f"{_digits(ratio.median)} ({_digits(ratio.low)} to {_digits(ratio.high)})"


def _say_bound(row: Row) -> str:
    if row.bound is None:
        return ""
    if row.bound.of == "ours":
        number = say_amount(row.bound.most, row.unit)
    else:
        number = f"{row.bound.most:g} x {'theirs' if row.bound.of == 'ratio' else 'the floor'}"
    return f"{number} ({row.bound.words})" if row.bound.words else number


def write_table(rows: Iterable[Row]) -> str:
    """Write rows as a table, without the columns that no row fills.

    Examples
    --------
    >>> print(write_table([Row("read", "2 rows", [2.0])]))
    | what | size | ours |
    |---|---|---|
    | read | 2 rows | 2 s |
    """
    lines = [[cell.replace("|", "\\|") for cell in cells_of(row)] for row in rows]
    used = [n for n in range(len(HEADINGS)) if n < 3 or any(line[n] for line in lines)]
    picked = [[line[n] for n in used] for line in [list(HEADINGS), *lines]]
    written = [f"| {' | '.join(line)} |" for line in picked]
    return "\n".join([written[0], "|---" * len(used) + "|", *written[1:]])


def write_section(
    title: str, about: str, rows: Sequence[Row], *, machine: str, order: Sequence[str], path: Path = RESULTS
) -> None:
    """Write a topic's section in place of the one it had; every other section stays as it is.

    Parameters
    ----------
    title : str
    about : str
        A sentence or two: what is compared, and how.
    rows : sequence of Row
    machine : str
        What it was measured on, as `describe_machine` says it.
    order : sequence of str
        Titles in the order of the page. A section of any other title is dropped.
    path : Path

    Raises
    ------
    ValueError
        If the title is not in the order.
    """
    if title not in order:
        raise ValueError(f"{title!r} is not among the topics {', '.join(order)}")
    sections = _read_sections(path)
    sections[title] = f"{about}\n\n{write_table(rows)}\n\n{machine}"
    parts = [f"## {name}\n\n{sections[name]}\n" for name in order if name in sections]
    path.write_text("\n".join([_HEAD, *parts]), encoding="utf-8")


def _read_sections(path: Path) -> dict[str, str]:
    """What a page holds under each title."""
    if not path.exists():
        return {}
    parts = path.read_text(encoding="utf-8").split("\n## ")[1:]
    return {title: body.strip() for title, _, body in (part.partition("\n") for part in parts)}


def describe_machine(packages: Sequence[str] = ("numpy", "pandas", "scipy")) -> str:
    """Say what measures: processors, memory, Python and packages, in neutral words.

    Parameters
    ----------
    packages : sequence of str
        One that is not installed is passed over.

    Examples
    --------
    >>> describe_machine(["numpy"]).split(",")[0].split()[-1] in ("processor", "processors")
    True
    """
    count = os.cpu_count() or 1
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    found = [f"{name} {version(name)}" for name in packages if _is_installed(name)]
    processors = f"{count} processor{'s' if count > 1 else ''}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"Measured on {processors}, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}, {', '.join([python, *found])}."


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
