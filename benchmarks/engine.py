"""The noise engine and the verdict, beside what other packages ask of the same series.

10,000 people of 42 days (14 + 28), one process; ours and theirs take turns in the same run, so that
the ratios hold on a busy machine. The peers test independence of days, which is less work.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.stats.carryover import phase_changes
from analysis.verdict import before_after

PEOPLE, DAYS_A, DAYS_B = 10_000, 14, 28
MOST_WHOLE, MOST_GAPS, MOST_VERDICT = 80.0, 300.0, 25_000.0
ROUNDS, TESTED = 3, 200

Peer = Callable[[np.ndarray, np.ndarray], object]


def make_series(people: int, *, missing: float, seed: int = 20260302) -> np.ndarray:
    """Ratings with a step of a point, (people, days); `missing` of the days are NaN."""
    rng = np.random.default_rng(seed)
    in_b = np.arange(DAYS_A + DAYS_B) >= DAYS_A
    values = np.round(np.clip(rng.normal(6 - in_b, 1.5, (people, len(in_b))), 0, 10))
    values[rng.random(values.shape) < missing] = np.nan
    return values


def _peers() -> dict[str, Peer]:
    import pingouin
    import scipy
    import statsmodels
    from scipy.stats import mannwhitneyu
    from statsmodels.regression.linear_model import GLSAR, OLS

    def design(in_b: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(in_b)), in_b])

    return {
        f"scipy {scipy.__version__} mannwhitneyu": lambda y, b: mannwhitneyu(y[~b], y[b]),
        f"pingouin {pingouin.__version__} mwu": lambda y, b: pingouin.mwu(y[~b], y[b]),
        f"statsmodels {statsmodels.__version__} OLS": lambda y, b: OLS(y, design(b)).fit().pvalues,
        f"statsmodels {statsmodels.__version__} GLSAR(1)": lambda y, b: (
            GLSAR(y, design(b), 1).iterative_fit(5).pvalues
        ),
    }


def _microseconds(work: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) / count * 1e6


def _time_verdicts(values: np.ndarray) -> float:
    days = pd.date_range("2026-03-01", periods=values.shape[1])
    logs = [pd.Series(row, days, name="pain").dropna() for row in values[:TESTED]]
    work = lambda: [before_after(one, days[DAYS_A], improvement=-1, worthwhile=2) for one in logs]  # noqa: E731
    return _microseconds(work, TESTED)


def bench_engine() -> bool:
    """Print microseconds a series, ours and the peers'; True where all bounds hold."""
    in_b = np.arange(DAYS_A + DAYS_B) >= DAYS_A
    whole, gaps = make_series(PEOPLE, missing=0.0), make_series(PEOPLE, missing=0.15)
    peers = _peers()
    ours: dict[str, list[float]] = {name: [] for name in ("whole", "gaps", "verdict")}
    theirs: dict[str, list[float]] = {name: [] for name in peers}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(ROUNDS):
            ours["whole"].append(_microseconds(lambda: phase_changes(whole, in_b), PEOPLE))
            ours["gaps"].append(_microseconds(lambda: phase_changes(gaps, in_b), PEOPLE))
            ours["verdict"].append(_time_verdicts(gaps))
            for name, peer in peers.items():
                work = lambda peer=peer: [peer(row, in_b) for row in whole[:TESTED]]  # noqa: E731
                theirs[name].append(_microseconds(work, TESTED))
    best = {name: min(times) for name, times in ours.items()}
    bounds = {"whole": MOST_WHOLE, "gaps": MOST_GAPS, "verdict": MOST_VERDICT}
    labels = {
        "whole": "phase_changes",
        "gaps": "phase_changes, 15 % of days missing",
        "verdict": "before_after",
    }
    for name, label in labels.items():
        print(f"{label}: {best[name]:,.0f} microseconds a series (bound {bounds[name]:,g})")
    for name, times in theirs.items():
        print(
            f"{name}: {min(times):,.0f} microseconds a series, {min(times) / best['whole']:.1f} times phase_changes"
        )
    return all(best[name] <= bound for name, bound in bounds.items())
