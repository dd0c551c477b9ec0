"""Every benchmark: python -m benchmarks [NAME ...]. Ratios count; seconds are of this machine."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.apple_health import bench_apple_health
from benchmarks.engine import bench_engine
from benchmarks.importing import bench_importing
from benchmarks.indices import bench_indices

BENCHMARKS = {
    "engine": bench_engine,
    "indices": bench_indices,
    "importing": bench_importing,
    "apple_health": bench_apple_health,
}


def main(names: Sequence[str]) -> int:
    """Run the named benchmarks, or all; 1 where a bound is missed."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"{', '.join(unknown)} is no benchmark - use {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    missed = [name for name in names or BENCHMARKS if not BENCHMARKS[name]()]
    print(f"Missed: {', '.join(missed)}" if missed else "All bounds hold.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
