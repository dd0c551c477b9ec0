"""C01: most people never target their hip flexors. A log shows one person's weeks before the routine."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.claims.evidence import Evidence
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, Finding, lacks
from analysis.words import say_count

FEWEST_WEEKS = 2
LITTLE, MUCH = 0.10, 0.25
_DRAWS, _SEED = 2000, 20261123


def judge_trained_before(evidence: Evidence) -> Finding:
    """Share of minutes before the routine that target the hip flexors, weeks drawn again and again for its range.

    'Partly' counts as nothing, half or all: supported where the share is below 10 % however it is
    counted, spoken against where it is above 25 % even when only what targets them counts.

    Examples
    --------
    >>> judge_trained_before(Evidence()).missing
    'at least 2 whole weeks with training before the routine'
    """
    weeks = evidence.weeks
    if len(weeks) < FEWEST_WEEKS:
        return lacks(f"at least {FEWEST_WEEKS} whole weeks with training before the routine")
    strict, wide = (_share(weeks, column) for column in ("strict", "wide"))
    low, high = _range(weeks, "strict")[0], _range(weeks, "wide")[1]
    state = SUPPORTS if high < LITTLE else AGAINST if low > MUCH else CANNOT_TELL
    return Finding(
        state,
        f"In {say_count(len(weeks), 'week')} before the routine, {strict:.0%} of your training minutes targeted the hip flexors, "
        f"and {wide:.0%} reached them at least partly (likely range of both {low:.0%} to {high:.0%})".replace(
            "%", " %"
        )
        + ".",
    )


def _share(weeks: pd.DataFrame, column: str) -> float:
    return float(weeks[column].sum() / weeks["total"].sum())


def _range(weeks: pd.DataFrame, column: str) -> tuple[float, float]:
    rng = np.random.default_rng(_SEED)
    drawn = rng.integers(len(weeks), size=(_DRAWS, len(weeks)))
    parts, totals = weeks[column].to_numpy(float)[drawn], weeks["total"].to_numpy(float)[drawn]
    low, high = np.quantile(parts.sum(axis=1) / totals.sum(axis=1), (0.025, 0.975))
    return float(low), float(high)
