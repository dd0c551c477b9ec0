"""Answers for a cohort, from Parquet: 100 to 1,000,000 people of 42 days (14 + 28) with 15 % of the days missing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.cohort import write_people
from benchmarks.contrasts import DAYS_A, make_series
from benchmarks.measure import BYTES, TIMES, Bound, Other, Row, run_code
from benchmarks.stated import stated

TITLE = "Many people"
ABOUT = (
    "Everybody gets `answer`, `matters`, the step and the mean difference with intervals, NAP and Tau, from Parquet files of 10,000 people; 42 days of "
    "which 15 % are missing. Beside it what a user writes in pandas first: the difference of the phase means, without any interval. The floor reads the "
    "same files. Each size runs once, in a process of its own. What is left is the arithmetic: of the time of a person about two fifths go into the noise "
    "of the days at 116 grid points, half into the ends of intervals and the probabilities, the rest into reading, sorting, NAP and Tau; more "
    "processors, or workers of a cluster, divide it."
)
PACKAGES = ("pyarrow", "dask", "distributed")

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
A_FILE = 10_000
MOST_SECONDS, MOST_BYTES = 300.0, 6 * 2.0**30
MOST_GROWTH = 1.25
"""Times the cost a person of 10,000 people that a person of 1,000,000 may cost: linear."""
TIMES_SCAN = 100
"""How many times as fast as scan's piecewise regression with AR(1) errors a whole answer is."""

_ANSWER = """
import sys, time, resource
from analysis.cohort import answer_people
began = time.perf_counter()
table = answer_people(sys.argv[1], improvement=-1, worthwhile=2.0, workers=int(sys.argv[2]))
seconds = time.perf_counter() - began
assert table["reason"].isna().all()
print(len(table), seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_ON_DASK = """
import sys, time
from distributed import Client, LocalCluster
from analysis.cohort import answer_people
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
    client.run(lambda: __import__("analysis.cohort"))
    began = time.perf_counter()
    table = answer_people(sys.argv[1], improvement=-1, worthwhile=2.0, client=client)
    seconds = time.perf_counter() - began
print(len(table), seconds, 0)
"""
_IN_PANDAS = """
import sys, time
import pandas as pd
began = time.perf_counter()
frame = pd.read_parquet(sys.argv[1])
if sys.argv[2] == "means":
    means = frame.groupby(["person", "phase"], observed=True)["value"].mean().unstack()
    change = means["B"] - means["A"]
print(len(frame), time.perf_counter() - began, 0)
"""


def write_cohort(folder: Path, people: int) -> Path:
    """Write a cohort some people at a time."""
    for part, first in enumerate(range(0, people, A_FILE)):
        values = make_series(min(A_FILE, people - first), missing=0.15, seed=part)
        who, day = np.nonzero(~np.isnan(values))
        phase = pd.Categorical.from_codes((day >= DAYS_A).astype("int8"), categories=["A", "B"])
        rows = pd.DataFrame({"person": who + first, "day": day, "phase": phase, "value": values[who, day]})
        write_people(rows, folder, part=part)
    return folder


def bench() -> list[Row]:
    """Seconds and memory of every size, and of Dask."""
    rows: list[Row] = []
    cost: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for people in SIZES:
            folder = write_cohort(Path(name) / str(people), people)
            workers = 2 if people > A_FILE else 1
            seconds, peak = _run(_ANSWER, folder, workers)
            cost[people] = seconds * workers / people
            rows += _rows(folder, people, workers, seconds, peak)
            if people == 100_000:
                on_dask, _ = _run(_ON_DASK, folder)
                in_processes = Other("two processes without Dask", [seconds])
                rows.append(
                    Row("the same on Dask, two workers", f"{people:,} people", [on_dask], in_processes)
                )
    base = [cost[people] for people in (10_000, 100_000)]
    grown = [cost[1_000_000] / one for one in base]
    rows.append(
        Row(
            "processor time a person, beside 10,000 and 100,000 people",
            "1,000,000 people",
            grown,
            bound=Bound(MOST_GROWTH, words="linear"),
            unit=TIMES,
        )
    )
    answer, most = "answer, matters, NAP and Tau, a person", Bound(1 / TIMES_SCAN, "ratio")
    rows.append(Row(answer, "42 days", [cost[10_000]], stated("R scan 0.67.1, piecewise AR(1)"), bound=most))
    return rows


def _run(code: str, folder: Path, *arguments: object) -> tuple[float, float]:
    """Seconds of the work itself, and bytes at most of this process with two of its children."""
    run = run_code(code, folder, *arguments)
    _, seconds, child = (float(number) for number in run.printed.split())
    return seconds, run.peak + 2 * child * 1024.0


def _rows(folder: Path, people: int, workers: int, seconds: float, peak: float) -> list[Row]:
    means, read = (_run(_IN_PANDAS, folder, what)[0] for what in ("means", "read"))
    size = f"{people:,} people, {'two processes' if workers > 1 else 'one process'}"
    peer, floor = (
        Other(f"pandas {pd.__version__} phase means alone", [means]),
        Other("pandas that only reads", [read]),
    )
    largest = people == max(SIZES)
    rows = [
        Row("answers from Parquet", size, [seconds], peer, floor, Bound(MOST_SECONDS) if largest else None)
    ]
    if largest:
        rows.append(Row("memory at most, all processes", size, [peak], bound=Bound(MOST_BYTES), unit=BYTES))
    return rows
