"""python -m tests.trust [--series 2000] [--cells NAME ...] [--jobs 2] [--fresh] [--table PATH]"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from tests.trust import claims, flags, plans
from tests.trust.cells import Cell, list_cells
from tests.trust.chart import CHART, save_chart
from tests.trust.table import TRUST, is_current, join_rows, make_key, read_table, run_cell, write_table

SECONDS_BETWEEN_SAVES = 5.0


def main(arguments: list[str] | None = None) -> int:
    """Run what is missing in the table; 0 where every promise holds."""
    asked = _read_arguments(arguments)
    cells, path = list_cells(), asked.table
    wanted = _choose(cells, asked.cells)
    if not wanted:
        print(f"no cell begins with {' or '.join(asked.cells)} - see the column cell of {TRUST.name}")
        return 2
    old = read_table(path)
    rows = {cell.name: old[old["cell"] == cell.name] for cell in cells}
    keys = {cell.name: make_key(cell) for cell in wanted}
    todo = [cell for cell in wanted if asked.fresh or not is_current(rows[cell.name], cell, asked.series)]
    print(f"{len(wanted)} cells: {len(wanted) - len(todo)} kept, {len(todo)} to run", flush=True)
    saved = time.monotonic()
    try:
        for name, found in _run(todo, asked.series, asked.jobs, keys):
            rows[name] = found
            if time.monotonic() - saved > SECONDS_BETWEEN_SAVES:
                write_table(_in_order(rows, cells), path)
                saved = time.monotonic()
    finally:
        table = _in_order(rows, cells)
        write_table(table, path)
    save_chart(table, CHART if path == TRUST else path.with_suffix(".png"))
    return _report(table, {cell.name for cell in wanted})


def _read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.trust", description="How often every verdict is wrong."
    )
    parser.add_argument("--series", type=int, default=2000, help="logs a cell")
    parser.add_argument("--cells", nargs="+", default=[], metavar="NAME", help="names, or how they begin")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--fresh", action="store_true", help="run again what the table has already")
    parser.add_argument("--table", type=Path, default=TRUST, help="where the table is read and written")
    asked = parser.parse_args(arguments)
    if asked.series < 1 or asked.jobs < 1:
        parser.error("--series and --jobs must be 1 or more")
    return asked


def _choose(cells: list[Cell], heads: list[str]) -> list[Cell]:
    """Cells with one of the names; a name that no cell has stands for all that begin with it."""
    names = {cell.name for cell in cells}
    beginnings = tuple(head for head in heads if head not in names)
    return [
        cell
        for cell in cells
        if not heads or cell.name in heads or cell.name.startswith(beginnings or (" ",))
    ]


def _run(
    cells: list[Cell], series: int, jobs: int, keys: dict[str, str]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Rows of each cell as it is done, the quick ones first: most of the table soon."""
    bar = tqdm(total=len(cells), unit="cell", mininterval=1.0, disable=not cells)
    if jobs == 1:
        for cell in cells:
            yield cell.name, run_cell(cell, series, keys[cell.name])
            bar.update()
    elif cells:
        os.environ["OMP_NUM_THREADS"] = "1"
        slow = (flags.__name__, plans.__name__, claims.__name__)
        quick_first = sorted(cells, key=lambda cell: cell.measure.__module__ in slow)
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
            running = {
                pool.submit(run_cell, cell, series, keys[cell.name]): cell.name for cell in quick_first
            }
            for done in as_completed(running):
                yield running[done], done.result()
                bar.update()
    bar.close()


def _in_order(rows: dict[str, pd.DataFrame], cells: list[Cell]) -> pd.DataFrame:
    return join_rows(rows[cell.name] for cell in cells if cell.name in rows)


def _report(table: pd.DataFrame, names: set[str]) -> int:
    """Print what was missed; 1 where anything was."""
    summary = table["cell"].str.contains("relative to the oracle:|average of", regex=True)
    asked = table[table["cell"].isin(names) | summary]
    promised = asked[asked["holds"] != ""]
    missed = promised[promised["holds"] == "False"]
    for row in missed.itertuples():
        print(f"MISSED {row.cell} / {row.measured}: {row.rate:.3f}, promised {row.bound}")
    print(f"{len(promised)} promises, {len(promised) - len(missed)} hold, {len(missed)} missed")
    return 1 if len(missed) else 0


if __name__ == "__main__":
    sys.exit(main())
