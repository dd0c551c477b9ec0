"""python -m tests.fuzz [--files 20000] [--seed 1] [--seconds-per-file 10] [--only KEY]"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.cases import Key, make_case
from tests.fuzz.giants import GIANTS
from tests.fuzz.workers import Done, run_cases

SHARE = 1000


def main(arguments: list[str] | None = None) -> int:
    """Fuzz the importer; 0 when nothing failed."""
    asked = _read_arguments(arguments)
    jobs: list[list[Key]]
    if asked.only:
        jobs = [[int(asked.only) if asked.only.isdigit() else asked.only]]
    else:
        numbers = list(range(asked.files - len(GIANTS)))
        jobs = [[name] for name in GIANTS] + [
            numbers[at : at + SHARE] for at in range(0, len(numbers), SHARE)
        ]
    total, began = sum(map(len, jobs)), time.perf_counter()
    done: list[Done] = []
    failed: dict[str, list[Done]] = {}
    for result in run_cases(asked.seed, jobs, seconds=asked.seconds_per_file):
        done.append(result)
        if result.finding.kind:
            failed.setdefault(result.finding.kind, []).append(result)
        if len(done) % SHARE == 0:
            print(
                f"{len(done)} of {total} files, {time.perf_counter() - began:.0f} s, {len(failed)} kinds of failure",
                flush=True,
            )
    _report(done, failed, asked.seed)
    return 1 if failed or len(done) != total else 0


def _read_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="Many broken files through load_logs."
    )
    parser.add_argument(
        "--files", type=int, default=20_000 + len(GIANTS), help="how many, the giants among them"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds-per-file", type=float, default=10.0)
    parser.add_argument("--only", metavar="KEY", help="the number of one case, or the name of a giant")
    asked = parser.parse_args(arguments)
    if asked.files < len(GIANTS):
        parser.error(f"--files must be {len(GIANTS)} or more: so many are the giants")
    return asked


def _report(done: list[Done], failed: dict[str, list[Done]], seed: int) -> None:
    """Print a line a kind of failure, with a file that shows it, and the summary."""
    folder = Path(tempfile.mkdtemp(prefix="flexlog-fuzz-")) if failed else None
    for kind, results in sorted(failed.items(), key=lambda item: -len(item[1])):
        first = min(results, key=lambda result: len(make_case(seed, result.key).data))
        saved = _save(first, seed, folder)
        print(
            f"FAILED {len(results)} x {kind}: --seed {seed} --only {first.key}, {saved}: {first.finding.detail[:300]}"
        )
    bad = sum(map(len, failed.values()))
    imported = sum(result.finding.imported and not result.finding.kind for result in done)
    slowest = max(done, key=lambda result: result.seconds)
    peak = max(done, key=lambda result: result.peak_mib)
    small = max((r.peak_mib for r in done if isinstance(r.key, int)), default=0.0)
    print(
        f"{len(done)} files: {imported} imported, {len(done) - imported - bad} refused, {bad} failed, slowest "
        f"{slowest.seconds:.2f} s ({slowest.key}), peak {peak.peak_mib:.0f} MiB ({peak.key}; without the giants {small:.0f})"
    )


def _save(result: Done, seed: int, folder: Path | None) -> Path:
    """Save a case with its options and what came of it."""
    case = make_case(seed, result.key)
    path = (folder or Path()) / f"{case.key}-{Path(case.name).name}"
    path.write_bytes(case.data)
    said = {
        "options": case.options,
        "folder": case.folder,
        "kind": result.finding.kind,
        "detail": result.finding.detail,
    }
    path.with_name(f"{case.key}.json").write_text(json.dumps(said, indent=1), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
