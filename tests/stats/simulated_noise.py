"""Series with a known carry-over and share of rating noise, variance 1."""

from __future__ import annotations

import numpy as np


def daily_noise(series, days, rho, q, rng):
    """Slow state with carry-over rho plus rating noise of share q; (series, days)."""
    state = np.empty((series, days))
    state[:, 0] = rng.normal(size=series)
    for i in range(1, days):
        state[:, i] = rho * state[:, i - 1] + np.sqrt(1 - rho**2) * rng.normal(size=series)
    return np.sqrt(1 - q) * state + np.sqrt(q) * rng.normal(size=(series, days))
