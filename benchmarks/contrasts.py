"""The noise engine, beside what other packages ask of the same series. The peers test independence, or fit by steps."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np

from analysis.stats.carryover import phase_changes
from benchmarks.measure import Bound, Other, Row, Work, per_item, take_turns
from benchmarks.stated import stated

TITLE = "Contrasts"
ABOUT = (
    "Seconds a person of 14 + 28 days: the change between phases with carry-over integrated out (`phase_changes`), 10,000 people at "
    "once, beside one model a person. OLS takes days as independent; GLSAR(1) estimates carry-over and then takes it as known."
)
PACKAGES = ("statsmodels",)
PEOPLE, DAYS_A, DAYS_B = 10_000, 14, 28
MOST_WHOLE, MOST_GAPS = 80e-6, 300e-6
ROUNDS, TESTED = 5, 200


def make_series(people: int, *, missing: float, seed: int = 20260302) -> np.ndarray:
    """Ratings with a step of a point, (people, days); `missing` of the days are NaN."""
    rng = np.random.default_rng(seed)
    in_b = mark_routine()
    values = np.round(np.clip(rng.normal(6 - in_b, 1.5, (people, len(in_b))), 0, 10))
    values[rng.random(values.shape) < missing] = np.nan
    return values


def mark_routine() -> np.ndarray:
    """Which days are of the routine, (days,)."""
    return np.arange(DAYS_A + DAYS_B) >= DAYS_A


def bench() -> list[Row]:
    """Measure seconds a person, ours and the peers', in turns."""
    in_b = mark_routine()
    whole, gaps = (make_series(PEOPLE, missing=share) for share in (0.0, 0.15))
    works: dict[str, Work] = {
        "whole": lambda: phase_changes(whole, in_b),
        "gaps": lambda: phase_changes(gaps, in_b),
    }
    for name, fit in _peers().items():
        works[f"{name}, whole"] = lambda fit=fit: [fit(row, in_b) for row in whole[:TESTED]]
        works[f"{name}, gaps"] = lambda fit=fit: [
            fit(row[seen], in_b[seen]) for row in gaps[:TESTED] if (seen := ~np.isnan(row)).any()
        ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = per_item(
            take_turns(works, ROUNDS), {name: TESTED if "," in name else PEOPLE for name in works}
        )
    size = f"{PEOPLE:,} people"
    rows = []
    for at, label, most in (
        ("whole", "phase_changes", MOST_WHOLE),
        ("gaps", "phase_changes, 15 % of days missing", MOST_GAPS),
    ):
        rows += [
            Row(label, size, times[at], Other(name, times[f"{name}, {at}"]), bound=bound)
            for name, bound in zip(_peers(), (Bound(most), None), strict=True)
        ]
    peers = ("R scan 0.67.1, piecewise AR(1)", "scia, piecewise")
    return rows + [Row("phase_changes", size, times["whole"], stated(peer)) for peer in peers]


def _peers() -> dict[str, Callable[[np.ndarray, np.ndarray], object]]:
    import statsmodels
    from statsmodels.regression.linear_model import GLSAR, OLS

    def design(in_b: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(in_b)), in_b])

    known = statsmodels.__version__
    return {
        f"statsmodels {known} OLS": lambda y, b: OLS(y, design(b)).fit().pvalues,
        f"statsmodels {known} GLSAR(1)": lambda y, b: GLSAR(y, design(b), 1).iterative_fit(5).pvalues,
    }
