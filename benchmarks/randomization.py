"""Randomisation tests of drawn plans, beside scipy's permutation test with as many arrangements."""

from __future__ import annotations

from datetime import date

import numpy as np

from analysis.stats.randomization import Limits, Schedule, draw_schedule, randomization_test
from analysis.stats.randomization.schedule import SAMPLED
from benchmarks.contrasts import make_series, mark_routine
from benchmarks.measure import Bound, Other, Row, per_item, repeat, take_turns
from benchmarks.stated import stated

TITLE = "Randomisation tests"
ABOUT = (
    "One log of 42 days. scipy's `permutation_test` shuffles days freely, so that it is no test of a plan; it is given as many "
    "arrangements and a vectorised difference of means. Where the plan is made anew, that is counted too."
)
ROUNDS, OFTEN, MOST = 7, 50, 1e-3
_FIRST, _DRAWN = date(2026, 3, 2), date(2026, 3, 1)


def bench() -> list[Row]:
    """Measure seconds a test."""
    import scipy

    scipy_name = f"scipy {scipy.__version__} permutation_test"
    values = make_series(1, missing=0.0)[0]
    return _bench_start(values, scipy_name) + _bench_alternating(values, scipy_name)


def _bench_start(values: np.ndarray, peer: str) -> list[Row]:
    in_b = mark_routine()

    def make_plan() -> Schedule:
        return Schedule("start", _FIRST, range(len(in_b)), in_b.tolist(), Limits(7), drawn=_DRAWN)  # type: ignore[arg-type]

    plan = make_plan()
    times = per_item(
        take_turns(
            {
                "test": repeat(lambda: randomization_test(values, plan), OFTEN),
                "plan": repeat(lambda: randomization_test(values, make_plan()), OFTEN),
                peer: repeat(lambda: _permute(values, in_b, plan.count), OFTEN),
            },
            ROUNDS,
        ),
        OFTEN,
    )
    other, size = Other(f"{peer}, {plan.count} shuffles", times[peer]), f"{plan.count} arrangements, all"
    return [
        Row("one start", size, times["test"], other, bound=Bound(MOST)),
        Row("one start, the plan made anew", size, times["plan"], other, bound=Bound(MOST)),
        Row("one start", size, times["test"], stated("R scan 0.67.1, exact randomisation")),
    ]


def _bench_alternating(values: np.ndarray, peer: str) -> list[Row]:
    plan = draw_schedule(
        "alternating", len(values), first_day=_FIRST, rng=np.random.default_rng(2), drawn=_DRAWN
    )
    rng, in_b = np.random.default_rng(3), plan.in_rows[0]
    times = take_turns(
        {
            "ours": lambda: randomization_test(values, plan, rng=rng),
            peer: lambda: _permute(values, in_b, SAMPLED),
        },
        ROUNDS,
    )
    size = f"{SAMPLED:,} arrangements of {plan.count:,}, by chance"
    other = Other(f"{peer}, {SAMPLED:,} shuffles", times[peer])
    return [
        Row("alternating days", size, times["ours"], other),
        Row("alternating days", size, times["ours"], stated("singlecase, 10,000 shuffles")),
    ]


def _permute(values: np.ndarray, in_b: np.ndarray, resamples: int) -> float:
    from scipy.stats import permutation_test

    def difference(b: np.ndarray, a: np.ndarray, axis: int = -1) -> np.ndarray:
        return b.mean(axis=axis) - a.mean(axis=axis)

    found = permutation_test(
        (values[in_b], values[~in_b]), difference, n_resamples=resamples, vectorized=True, rng=1
    )
    return float(found.pvalue)
