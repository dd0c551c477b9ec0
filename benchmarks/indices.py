"""All descriptive single-case indices of a cohort, beside single tests and other packages' indices of each person alone.

The frame is in the order of people and days, as an export is.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from analysis.stats import effect_sizes_by
from benchmarks.measure import Bound, Other, Row, Work, per_item, take_turns
from benchmarks.stated import stated

TITLE = "Single-case indices"
ABOUT = (
    "Seconds a person of 14 + 28 days: all fifteen indices of 10,000 people at once (`effect_sizes_by`), beside one test a person. "
    "The floor sorts the same readings once, person by person, which any index of overlap has to do."
)
PACKAGES = ("pingouin",)
PEOPLE, DAYS_A, DAYS_B = 10_000, 14, 28
MOST = 30e-6
ROUNDS, TESTED = 5, 200
_STATED = ("R SingleCaseES 0.7.4, five indices by batch", "R scan 0.67.1, overlap", "scia, overlap")
_MOST_OF = {"R SingleCaseES 0.7.4, five indices by batch": Bound(1 / 300, "ratio")}


def make_cohort(
    people: int, *, missing: float = 0.0, decimals: int = 0, seed: int = 20260302
) -> pd.DataFrame:
    """Make a long frame of ratings with a gain of one point in phase B.

    Parameters
    ----------
    missing : float
        Share of days without a row, 0 to 1.
    decimals : int
        Of the readings; 0 gives 0-10 ratings.
    """
    rng = np.random.default_rng(seed)
    days = DAYS_A + DAYS_B
    in_b = np.tile(np.arange(days) >= DAYS_A, people)
    values = np.round(np.clip(rng.normal(6 - in_b, 1.5), 0, 10), decimals)
    frame = pd.DataFrame(
        {
            "person": np.repeat([f"person {n}" for n in range(people)], days),
            "day": np.tile(np.arange(1, days + 1), people),
            "phase": np.where(in_b, "B", "A"),
            "value": values,
        }
    )
    return frame[rng.random(len(frame)) >= missing]


def bench() -> list[Row]:
    """Measure seconds a person, ours and the peers', in turns."""
    import pingouin
    import scipy
    from scipy.stats import mannwhitneyu

    cohorts = {
        "whole numbers": make_cohort(PEOPLE),
        "30 % of days missing": make_cohort(PEOPLE, missing=0.3),
        "one decimal": make_cohort(PEOPLE, decimals=1),
        "no decimal grid": make_cohort(PEOPLE, decimals=14),
    }
    readings = cohorts["whole numbers"]["value"].to_numpy().reshape(PEOPLE, -1)
    tested = readings[:TESTED]
    scipy_name = f"scipy {scipy.__version__} mannwhitneyu"
    pingouin_name = f"pingouin {pingouin.__version__} mwu"
    works: dict[str, Work] = {
        name: lambda frame=frame: effect_sizes_by(frame, ["person"], improvement=-1)
        for name, frame in cohorts.items()
    }
    works["np.sort"] = lambda: np.sort(readings, axis=1)
    works[scipy_name] = lambda: [mannwhitneyu(row[:DAYS_A], row[DAYS_A:]) for row in tested]
    works[pingouin_name] = lambda: [pingouin.mwu(row[:DAYS_A], row[DAYS_A:]) for row in tested]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = take_turns(works, ROUNDS)
    counts = {name: TESTED if name in (scipy_name, pingouin_name) else PEOPLE for name in works}
    return _make_rows(per_item(times, counts), list(cohorts), [scipy_name, pingouin_name])


def _make_rows(times: dict[str, list[float]], cohorts: list[str], peers: list[str]) -> list[Row]:
    size, floor = f"{PEOPLE:,} people", Other("np.sort", times["np.sort"])
    whole, *others = cohorts
    rows = [
        Row(whole, size, times[whole], Other(f"{peer}, one test", times[peer]), floor, bound)
        for peer, bound in zip(peers, (Bound(MOST), None), strict=True)
    ]
    rows += [Row(whole, size, times[whole], stated(name), bound=_MOST_OF.get(name)) for name in _STATED]
    return rows + [Row(name, size, times[name], None, floor) for name in others]
