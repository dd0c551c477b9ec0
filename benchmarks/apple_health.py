"""Reading an export of Apple Health of 1 GB, beside the standard library that only counts its elements.

The export is generated: heart rates, steps of two devices, nights in stages and a workout now and then, over four
years. The bound is that of memory: the peak of a process of its own, with all that the package needs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

SIZE, MOST_MIB = 1_000_000_000, 512
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n]>\n'
    '<HealthData locale="en_GB">\n'
)
_OURS = (
    "import sys, resource\nfrom analysis.intake import load_logs\nlogs = load_logs(sys.argv[1])\n"
    "print(int(logs.files['records_read'].sum()), len(logs.sessions), len(logs.outcomes), "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)
_PLAIN = (
    "import sys\nfrom xml.etree.ElementTree import iterparse\ncount = 0\nroot = None\n"
    "for event, element in iterparse(sys.argv[1], events=('start', 'end')):\n"
    "    root = element if root is None else root\n"
    "    if event == 'end' and element.tag in ('Record', 'Workout'):\n        count += 1\n        root.clear()\nprint(count)\n"
)


def write_export(path: Path, size: int = SIZE, *, seed: int = 20260515) -> Path:
    """Write an export of about `size` bytes."""
    rng = np.random.default_rng(seed)
    day = np.datetime64("2022-03-01")
    with path.open("w", encoding="utf-8") as file:
        written = file.write(_HEAD)
        while written < size:
            written += file.write(_write_day(str(day), str(day + 1), rng, size / 1500))
            day += np.timedelta64(1, "D")
        file.write("</HealthData>\n")
    return path


def _write_day(day: str, after: str, rng: np.random.Generator, size: float) -> str:
    """Write one day: so many heart rates that about 1,500 days fill the file."""
    parts = [_record("HKCategoryTypeIdentifierSleepAnalysis", "Watch", f"{day} 23:{10 + k:02d}:00", f"{after} 0{k}:30:00",
                     "HKCategoryValueSleepAnalysisAsleepCore") for k in range(6)]  # fmt: skip
    for device in ("Phone", "Watch"):
        parts += [
            _record(
                "HKQuantityTypeIdentifierStepCount",
                device,
                f"{day} {hour:02d}:00:00",
                f"{day} {hour:02d}:09:59",
                str(n),
            )
            for hour, n in enumerate(rng.integers(0, 900, 22))
        ]
    if rng.random() < 0.5:
        parts.append(
            f' <Workout workoutActivityType="HKWorkoutActivityTypeFlexibility" duration="12.5" durationUnit="min" '
            f'sourceName="Watch" startDate="{day} 19:00:00 +0100" endDate="{day} 19:12:30 +0100"/>\n'
        )
    beats = int((size - sum(map(len, parts))) / 230)
    for at in range(max(beats, 0)):
        clock = f"{day} {at % 24:02d}:{at % 60:02d}:{at % 59:02d}"
        parts.append(_record("HKQuantityTypeIdentifierHeartRate", "Watch", clock, clock, str(50 + at % 70)))
    return "".join(parts)


def _record(kind: str, source: str, start: str, end: str, value: str) -> str:
    return (
        f' <Record type="{kind}" sourceName="{source}" unit="count" creationDate="{end} +0100" startDate="{start} +0100" '
        f'endDate="{end} +0100" value="{value}"/>\n'
    )


def bench_apple_health() -> bool:
    """Print seconds and memory; True where the bound of memory holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_export(Path(folder) / "export.xml")
        times, said = [], []
        for code in (_PLAIN, _OURS):
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
            )
            times.append(time.perf_counter() - began)
            said.append([int(number) for number in done.stdout.split()])
        size = path.stat().st_size
    records, sessions, outcomes, kibibytes = said[1]
    print(
        f"export.xml of {size / 1e9:.2f} GB, {records:,} records: iterparse that counts {times[0]:.1f} s, load_logs {times[1]:.1f} s, "
        f"ratio {times[1] / times[0]:.2f}; {sessions:,} sessions, {outcomes:,} readings, peak {kibibytes / 1024:.0f} MiB (bound {MOST_MIB})"
    )
    return said[0][0] == records and kibibytes / 1024 <= MOST_MIB
