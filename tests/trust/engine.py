"""Answers that rule 2 and rule 3 give, for thousands of series at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.stats.carryover import Contrast, phase_changes
from tests.stats.slow import noise_matrix
from tests.trust.draws import NOTHING, Effect, Floats, Setting
from tests.trust.rates import Bound, Rate, count_share

ALPHA, ALPHA_OFTEN = 0.05, 0.01
ORACLE = "oracle that knows the carry-over (GLS t test)"
STEP = Effect("step", 1.0)
FIRST_LOOK, LAST_LOOK = 14, 351


def measure_called(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    effect: Effect = NOTHING,
    measured: str = "called changed when nothing changed",
    bound: Bound | None = None,
) -> list[Rate]:
    """Share answered 'better' or 'worse'."""
    p = phase_changes(setting.draw(series, rng, effect), setting.in_b)["p"]
    return [count_share(measured, p < ALPHA, bound=bound)]


def measure_detection(setting: Setting, series: int, rng: np.random.Generator) -> list[Rate]:
    """Share of steps of 1 SD that are found, and what an oracle finds in the same series."""
    values, measured = setting.draw(series, rng, STEP), "step of 1 SD found"
    ours = phase_changes(values, setting.in_b)["p"] < ALPHA
    return [
        count_share(measured, ours),
        count_share(measured, ask_oracle(values, setting) < ALPHA, method=ORACLE),
    ]


def ask_oracle(values: Floats, setting: Setting) -> Floats:
    """p of the step by generalised least squares with the true correlations, (series,)."""
    root = np.linalg.cholesky(noise_matrix(np.arange(setting.days), setting.rho, setting.q))
    columns = np.column_stack([np.ones(setting.days), setting.in_b])
    white = np.linalg.solve(root, np.column_stack([columns, values.T])).astype(float)
    return p_of_last_column(white[:, :2], white[:, 2:].T)


def p_of_last_column(columns: Floats, values: Floats) -> Floats:
    """Two-sided p of the last coefficient by least squares, (series,)."""
    inverse = np.linalg.inv(columns.T @ columns)
    beta = values @ columns @ inverse
    df = len(columns) - columns.shape[1]
    variance = ((values - beta @ columns.T) ** 2).sum(axis=1) / df
    return 2 * stats.t.sf(np.abs(beta[:, -1]) / np.sqrt(variance * inverse[-1, -1]), df)


def measure_coverage(setting: Setting, series: int, rng: np.random.Generator, *, bound: Bound) -> list[Rate]:
    """Share of 95 % intervals that hold the true step of 1 SD; what is promised is the step's."""
    values, truth = setting.draw(series, rng, STEP), setting.readings.sd
    rates = []
    named: dict[Contrast, str] = {"level": "a step", "mean_difference": "a mean difference"}
    for contrast, name in named.items():
        table = phase_changes(values, setting.in_b, contrast=contrast)
        held = (table["low"] <= truth) & (truth <= table["high"])
        promise = bound if contrast == "level" else None
        rates.append(count_share(f"95 % interval holds {name}", held, bound=promise))
    return rates


def measure_equivalence(
    setting: Setting,
    series: int,
    rng: np.random.Generator,
    *,
    effect: Effect,
    worthwhile: float,
    bound: Bound,
) -> list[Rate]:
    """Share answered 'no meaningful change' although the true mean difference is exactly worthwhile."""
    steady = call_steady(setting.draw(series, rng, effect), setting.in_b, worthwhile)
    return [count_share("no meaningful change at exactly worthwhile", steady, bound=bound)]


def call_steady(values: Floats, in_b: NDArray[np.bool_], worthwhile: float) -> NDArray[np.bool_]:
    """Rule 3, after rule 2 did not speak: 'no meaningful change', (series,)."""
    level = phase_changes(values, in_b, level=0.90)
    difference = phase_changes(values, in_b, contrast="mean_difference", level=0.90)
    inside = [(-worthwhile < one["low"]) & (one["high"] < worthwhile) for one in (level, difference)]
    return ((level["p"] >= ALPHA) & inside[0] & inside[1]).to_numpy(bool)


def measure_weekly_looks(setting: Setting, series: int, rng: np.random.Generator) -> list[Rate]:
    """Share of unchanged logs ever called changed in a year of weekly looks, by either limit."""
    looks = range(FIRST_LOOK, LAST_LOOK + 1, 7)
    noise = setting.draw(series, rng)
    p = pd.concat(
        [
            phase_changes(noise[:, : setting.before + since], setting.in_b[: setting.before + since])["p"]
            for since in looks
        ],
        axis=1,
    )
    return [
        count_share(f"ever called changed in {len(looks)} weekly looks ({said})", (p < alpha).any(axis=1))
        for alpha, said in ((ALPHA, "p below .05, as if looked at once"), (ALPHA_OFTEN, "p below .01"))
    ]
