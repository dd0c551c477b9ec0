"""The same of 1 GB, which takes minutes; it runs only when it is named."""

from __future__ import annotations

from benchmarks import apple_health
from benchmarks.measure import Row

TITLE, ABOUT, SIZE = "Apple Health, 1 GB", apple_health.ABOUT, 1_000_000_000


def bench() -> list[Row]:
    """Measure seconds and memory."""
    return apple_health.bench(SIZE)
