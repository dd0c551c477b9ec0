"""Reading an export of Apple Health, beside the standard library that only counts its elements."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.measure import BYTES, Bound, Other, Row, run_code

TITLE = "Apple Health"
ABOUT = (
    "A generated export: heart rates, steps of two devices, nights in stages and a workout now and then, over four years. The bound is "
    "that of memory: the peak of a process of its own, with all that the package needs."
)
SIZE, MOST_BYTES = 250_000_000, 512 * 2**20
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n]>\n'
    '<HealthData locale="en_GB">\n'
)
_OURS = (
    "import sys\nfrom analysis.intake import load_logs\nlogs = load_logs(sys.argv[1])\n"
    "print(int(logs.files['records_read'].sum()), len(logs.sessions), len(logs.outcomes))\n"
)
_PLAIN = (
    "import sys\nfrom xml.etree.ElementTree import iterparse\ncount = 0\nroot = None\n"
    "for event, element in iterparse(sys.argv[1], events=('start', 'end')):\n"
    "    root = element if root is None else root\n"
    "    if event == 'end' and element.tag in ('Record', 'Workout'):\n        count += 1\n        root.clear()\nprint(count)\n"
)


def write_export(path: Path, size: int, *, seed: int = 20260515) -> Path:
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


def bench(size: int = SIZE) -> list[Row]:
    """Measure seconds and memory on an export of about `size` bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_export(Path(folder) / "export.xml", size)
        runs = [[run_code(code, path) for code in order] for order in ((_PLAIN, _OURS), (_OURS, _PLAIN))]
        bytes_made = path.stat().st_size
    plain, ours = ([runs[0][0], runs[1][1]], [runs[0][1], runs[1][0]])
    records, sessions, outcomes = map(int, ours[0].printed.split())
    if int(plain[0].printed) != records:
        raise RuntimeError(f"{records:,} of {int(plain[0].printed):,} records were read")
    amount = f"{bytes_made / 1e9:.2f} GB, {records:,} records"
    made = f"{sessions:,} sessions and {outcomes:,} readings of them"
    return [
        Row(f"load_logs: {made}", amount, [run.seconds for run in ours],
            Other("iterparse that only counts", [run.seconds for run in plain])),
        Row("memory of that process", amount, [run.peak for run in ours],
            Other("iterparse that only counts", [run.peak for run in plain]), bound=Bound(MOST_BYTES), unit=BYTES),
    ]  # fmt: skip
