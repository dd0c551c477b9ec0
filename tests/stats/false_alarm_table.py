"""Print false alarms / detection of a step of 1 SD: python -m tests.stats.false_alarm_table."""

from __future__ import annotations

import numpy as np

from analysis.stats.carryover import CONTRASTS, phase_changes
from tests.stats.simulated_noise import daily_noise

NOISES = [
    (0.0, 0.0),
    (0.2, 0.0),
    (0.3, 0.0),
    (0.4, 0.0),
    (0.6, 0.0),
    (0.8, 0.0),
    (0.6, 0.3),
    (0.8, 0.3),
    (0.9, 0.3),
]
SERIES = 2000


def measure_cell(n_a: int, n_b: int, rho: float, q: float, *, contrast: str = "level") -> str:
    """Share called changed at .05 without and with a step of 1 SD, as the table shows it."""
    in_b = np.arange(n_a + n_b) >= n_a
    noise = daily_noise(SERIES, n_a + n_b, rho, q, np.random.default_rng(20261122))
    alarms, found = (
        (phase_changes(y, in_b, contrast=contrast)["p"] < 0.05).mean() for y in (noise, noise + in_b)
    )
    return f"{alarms:.3f} / {found:.2f}"


def main() -> None:
    for n_a, n_b in ((14, 28), (28, 56)):
        print(f"\n{n_a}+{n_b} days, {SERIES} series a cell: false alarms / detection")
        print("noise                 " + "".join(f"{c:>20}" for c in CONTRASTS))
        for rho, q in NOISES:
            cells = [measure_cell(n_a, n_b, rho, q, contrast=contrast) for contrast in CONTRASTS]
            print(f"rho {rho:.1f}, noise share {q:.1f}" + "".join(f"{c:>20}" for c in cells))


if __name__ == "__main__":
    main()
