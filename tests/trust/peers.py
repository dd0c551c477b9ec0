"""Other methods on the same series."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy
from scipy import stats

from analysis.stats import effect_sizes_by
from analysis.stats.carryover import phase_changes
from tests.trust.draws import NOTHING, Floats, Setting
from tests.trust.engine import ALPHA, ORACLE, STEP, ask_oracle, p_of_last_column
from tests.trust.rates import Rate, count_share

_SCIPY = f"scipy {scipy.__version__}"
PIECEWISE = "piecewise level by least squares"
WELCH, MANN_WHITNEY = f"Welch t test ({_SCIPY})", f"Mann-Whitney ({_SCIPY})"
NAP_INTERVAL = "NAP interval (as SingleCaseES 0.7.4)"
PEERS = (PIECEWISE, WELCH, MANN_WHITNEY, NAP_INTERVAL)


def measure_peers(setting: Setting, series: int, rng: np.random.Generator) -> list[Rate]:
    """Share called changed without and with a step of 1 SD, by every method on the same series."""
    noise, rates = setting.draw_noise(series, rng), []
    for effect, measured in ((NOTHING, "called changed when nothing changed"), (STEP, "step of 1 SD found")):
        values = setting.read(noise, rng, effect)
        rates += [count_share(measured, hits, method=name) for name, hits in ask_all(values, setting).items()]
    return rates


def ask_all(values: Floats, setting: Setting) -> dict[str, np.ndarray]:
    """Which series each method calls changed, (series,)."""
    a, b = values[:, : setting.before], values[:, setting.before :]
    day, in_b = np.arange(setting.days) - setting.before, setting.in_b
    lines = np.column_stack([np.ones(setting.days), day, day * in_b, in_b]).astype(float)
    return {
        "flexlog": phase_changes(values, in_b)["p"].to_numpy() < ALPHA,
        ORACLE: ask_oracle(values, setting) < ALPHA,
        PIECEWISE: p_of_last_column(lines, values) < ALPHA,
        WELCH: np.asarray(stats.ttest_ind(b, a, axis=1, equal_var=False)[1]) < ALPHA,
        MANN_WHITNEY: np.asarray(stats.mannwhitneyu(b, a, axis=1)[1]) < ALPHA,
        NAP_INTERVAL: _nap_excludes_half(values, setting),
    }


def _nap_excludes_half(values: Floats, setting: Setting) -> np.ndarray:
    series, days = values.shape
    frame = pd.DataFrame(
        {
            "person": np.repeat(np.arange(series), days),
            "day": np.tile(np.arange(days), series),
            "phase": np.tile(np.where(setting.in_b, "B", "A"), series),
            "value": values.ravel(),
        }
    )
    table = effect_sizes_by(frame, ["person"], improvement=1)
    nap = table[table["index"] == "NAP"]
    return ((nap["low"] > 0.5) | (nap["high"] < 0.5)).to_numpy()
