"""What else a log holds that may explain a change."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake import Logs
from analysis.rivals import RIVALS, TRAINING, rival_frame
from analysis.simulate import simulate_logs


def simulated():
    return simulate_logs("stress_does_it", days=60, start="2026-03-02", rng=np.random.default_rng(1)).logs


def test_an_empty_log_has_no_rival():
    assert rival_frame(Logs()).empty
    assert isinstance(rival_frame(Logs()).index, pd.DatetimeIndex)


def test_rivals_are_columns_by_day_with_the_values_that_were_logged():
    logs = simulated()
    frame = rival_frame(logs)
    assert {"stress", "sleep_h"} <= set(frame)
    assert set(frame) <= {*RIVALS, TRAINING}
    assert frame.index.is_monotonic_increasing
    assert frame.index.is_unique
    stress = logs.outcomes.query("metric == 'stress'")
    assert frame["stress"].dropna().mean() == stress.groupby("date")["value"].mean().mean()


def test_outcomes_are_never_their_own_rivals():
    assert not {"pain", "tightness", "rom"} & set(rival_frame(simulated()))
