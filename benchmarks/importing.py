"""Importing a long diary, beside pandas that only reads it: `read_csv` and `to_datetime` on the same file."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.intake import load_logs
from benchmarks.measure import BYTES, Bound, Other, Row, Run, run_code, take_turns

TITLE = "Import"
ABOUT = (
    "A diary of 8 columns, nearly every time stamp distinct. pandas (`read_csv` and `to_datetime`) gives cells; the importer gives one row a "
    "reading with its metric, side, unit, scale, line and original text, and says what it did not read. The floor is `csv.reader` that "
    "goes through the same file. Memory is the peak of a process of its own."
)
HEADER = "Timestamp,Tightness (0-10),Pain (0-10),ROM left (deg),ROM right (deg),Stress (0-10),Sleep (h),Notes"
MOST_TIMES, MOST_GROWTH, MOST_BYTES = 10.0, 12.0, 3e9
ROUNDS, ROUNDS_ALONE = 5, 2
_MONTH_FIRST, _ISO = "%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"
_CODES = {
    "ours": "import sys\nfrom analysis.intake import load_logs\nload_logs(sys.argv[1])\n",
    "pandas": "import sys, pandas\nframe = pandas.read_csv(sys.argv[1])\npandas.to_datetime(frame['Timestamp'])\n",
    "csv": "import csv, sys\nsum(1 for _ in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')))\n",
}


def write_diary(path: Path, rows: int, *, form: str = "%m/%d/%Y %H:%M:%S", seed: int = 20260302) -> Path:
    """Write a diary of 8 columns: nearly every timestamp distinct, 3 of 4 cells filled.

    Parameters
    ----------
    rows : int
        Up to 1,000,000.
    form : str
        Of the timestamps.
    """
    rng = np.random.default_rng(seed)
    steps = rng.integers(1, 2 * 700_000_000 // rows, rows)
    when = pd.Timestamp("2002-01-03 06:00") + pd.to_timedelta(np.cumsum(steps), unit="s")
    marks = [rng.integers(0, 11, rows).astype(str) for _ in range(3)]
    angles = [np.char.mod("%.1f", rng.normal(mean, 8, rows)) for mean in (40, 42)]
    sleep = np.char.mod("%.1f", rng.uniform(4, 9.9, rows))
    columns = [marks[0], marks[1], angles[0], angles[1], marks[2], sleep]
    full = [np.where(rng.random(rows) < 0.25, "", column) for column in columns]
    notes = [f"note {n}" if n % 7 == 0 else "felt ok" for n in range(rows)]
    cells = zip(when.strftime(form), *(column.tolist() for column in full), notes, strict=True)
    path.write_text("\n".join([HEADER, *map(",".join, cells)]) + "\n", encoding="utf-8")
    return path


def read_plain(path: str | Path) -> pd.DataFrame:
    """Read the file as pandas does in two lines."""
    frame = pd.read_csv(path)
    frame["Timestamp"] = pd.to_datetime(frame["Timestamp"])
    return frame


def read_cells(path: str | Path) -> int:
    """Go through the file with the standard library; the number of its records."""
    with open(path, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def bench() -> list[Row]:
    """Measure seconds in turns, and seconds and memory of processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.csv"
        rows = [_bench_turns(write_diary(path, 100_000, form=form), name, form) for name, form in
                (("month first", _MONTH_FIRST), ("ISO, for which pandas has a reader of its own", _ISO))]  # fmt: skip
        return rows + _bench_alone(path)


def _bench_turns(path: Path, name: str, form: str) -> Row:
    works = {
        "ours": lambda: load_logs(path),
        "pandas": lambda: read_plain(path),
        "csv": lambda: read_cells(path),
    }
    times = take_turns(works, ROUNDS)
    return Row(
        f"load_logs, time stamps {name}", "100,000 rows", times["ours"],
        Other(f"pandas {pd.__version__}", times["pandas"]), Other("csv.reader", times["csv"]),
        Bound(MOST_TIMES, "ratio") if form == _MONTH_FIRST else None,
    )  # fmt: skip


def _bench_alone(path: Path) -> list[Row]:
    """The same in processes of their own, and with ten times the rows."""
    sizes = (100_000, 1_000_000)
    runs = {size: _run_each(write_diary(path, size)) for size in sizes}
    rows = []
    for size, of in runs.items():
        seconds = {name: [run.seconds for run in some] for name, some in of.items()}
        rows.append(Row("load_logs in a process of its own", f"{size:,} rows", seconds["ours"],
                        Other("the same of pandas", seconds["pandas"]), Other("of csv.reader", seconds["csv"])))  # fmt: skip
    small, large = (runs[size]["ours"] for size in sizes)
    rows.append(Row("ten times the rows", "1,000,000 rows", [run.seconds for run in large],
                    Other("load_logs of 100,000 rows", [run.seconds for run in small]),
                    bound=Bound(MOST_GROWTH, "ratio")))  # fmt: skip
    rows.append(Row("memory", "1,000,000 rows", [run.peak for run in large],
                    Other("pandas", [run.peak for run in runs[sizes[1]]["pandas"]]), bound=Bound(MOST_BYTES), unit=BYTES))  # fmt: skip
    return rows


def _run_each(path: Path) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {name: [] for name in _CODES}
    for _ in range(ROUNDS_ALONE):
        for name, code in _CODES.items():
            runs[name].append(run_code(code, path))
    return runs
