"""Importing a long diary, beside pandas that only reads it: `read_csv` and `to_datetime` on the same file.

pandas gives cells; the importer gives one row a reading with its metric, side, unit, scale, line and original text,
and says what it did not read. The two take turns in one process; the ratio is that of the medians.
Memory is the peak of a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from analysis.intake import load_logs

HEADER = "Timestamp,Tightness (0-10),Pain (0-10),ROM left (deg),ROM right (deg),Stress (0-10),Sleep (h),Notes"
MOST_TIMES, MOST_GROWTH, MOST_BYTES = 10.0, 12.0, 3e9
ROUNDS = 5
_PEAK = (
    "import sys, resource\n"
    "from analysis.intake import load_logs\n"
    "print(len(load_logs(sys.argv[1]).outcomes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


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


def read_plain(path: Path) -> pd.DataFrame:
    """Read the file as pandas does in two lines."""
    frame = pd.read_csv(path)
    frame["Timestamp"] = pd.to_datetime(frame["Timestamp"])
    return frame


def _take_turns(path: Path) -> tuple[float, float]:
    """Time the two in turns; the median seconds of each."""
    times: dict[Callable, list[float]] = {read_plain: [], load_logs: []}
    for _ in range(ROUNDS):
        for read, seconds in times.items():
            began = time.perf_counter()
            read(path)
            seconds.append(time.perf_counter() - began)
    return median(times[read_plain]), median(times[load_logs])


def _measure_peak(path: Path) -> tuple[int, float]:
    """Import in a process of its own: rows, and the bytes it needed at most."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True
    )
    rows, kibibytes = map(int, done.stdout.split())
    return rows, kibibytes * 1024.0


def bench_importing() -> bool:
    """Print the ratios; True where the bounds hold."""
    with tempfile.TemporaryDirectory() as folder:
        good = []
        for name, form in (("month first", "%m/%d/%Y %H:%M:%S"), ("ISO", "%Y-%m-%d %H:%M:%S")):
            path = write_diary(Path(folder) / "diary.csv", 100_000, form=form)
            plain, ours = _take_turns(path)
            bound = (
                f"bound {MOST_TIMES:g}"
                if name == "month first"
                else "no bound: pandas has a reader of its own for it"
            )
            print(
                f"100,000 rows, timestamps {name}: pandas {plain:.3f} s, load_logs {ours:.3f} s, "
                f"ratio {ours / plain:.1f} ({bound})"
            )
            good += [ours <= MOST_TIMES * plain] if name == "month first" else []
        good.append(_bench_growth(Path(folder)))
    return all(good)


def _bench_growth(folder: Path) -> bool:
    times = []
    for rows in (100_000, 1_000_000):
        path = write_diary(folder / f"{rows}.csv", rows)
        began = time.perf_counter()
        made, peak = _measure_peak(path)
        times.append(time.perf_counter() - began)
        print(
            f"{rows:,} rows in a process of its own: {times[-1]:.1f} s, {made:,} readings, peak {peak / 1e9:.2f} GB"
        )
    growth = times[1] / times[0]
    print(
        f"ten times the rows: {growth:.1f} times the seconds (bound {MOST_GROWTH:g}), bound of memory {MOST_BYTES / 1e9:g} GB"
    )
    return growth <= MOST_GROWTH and peak <= MOST_BYTES
