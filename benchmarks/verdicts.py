"""A whole answer for one series: did it change, does it matter, what can one reading show, how many more days."""

from __future__ import annotations

import warnings

import pandas as pd

from analysis.verdict import before_after
from benchmarks.contrasts import DAYS_A, make_series, mark_routine
from benchmarks.measure import Bound, Other, Row, per_item, take_turns

TITLE = "Verdicts"
ABOUT = (
    "Seconds for one call of `before_after` on 42 days of which 15 % are missing. GLSAR(1) gives one p of the many numbers that an "
    "answer is made of; it stands here for scale."
)
PACKAGES = ("statsmodels",)
PEOPLE, ROUNDS, MOST = 100, 5, 0.025


def bench() -> list[Row]:
    """Measure seconds an answer."""
    import statsmodels
    from statsmodels.regression.linear_model import GLSAR

    values, in_b = make_series(PEOPLE, missing=0.15), mark_routine()
    days = pd.date_range("2026-03-01", periods=values.shape[1])
    logs = [pd.Series(row, days, name="pain").dropna() for row in values]
    designs = [pd.DataFrame({"one": 1.0, "b": in_b.astype(float)}, days).loc[log.index] for log in logs]
    name = f"statsmodels {statsmodels.__version__} GLSAR(1)"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = take_turns(
            {
                "ours": lambda: [
                    before_after(log, days[DAYS_A], improvement=-1, worthwhile=2) for log in logs
                ],
                name: lambda: [
                    GLSAR(log.to_numpy(), design.to_numpy(), 1).iterative_fit(5).pvalues
                    for log, design in zip(logs, designs, strict=True)
                ],
            },
            ROUNDS,
        )
    each = per_item(times, PEOPLE)
    return [Row("before_after", "42 days", each["ours"], Other(name, each[name]), bound=Bound(MOST))]
