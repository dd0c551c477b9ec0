"""A multiple baseline across people: each began on a day that was drawn, and the draw is what is tested.

Each person's readings are divided by their own SD over the days of the plan, whatever the phases, so that nobody counts
more for being noisier. The statistic is the mean over people of the scaled difference of their phase means; it is computed
again for every arrangement that could have been drawn (or for 9,999 of them, and the one that was). It is exact under any
carry-over or trend, as long as the draw does not decide which days go without a reading.

References
----------
Wampold, B. E. & Worsham, N. L. (1986). Randomization tests for multiple-baseline designs. Behavioral Assessment 8, 135-143.
Koehler, M. J. & Levin, J. R. (1998). Regulated randomization: a potentially sharper analytical tool for the multiple-baseline
design. Psychological Methods 3, 206-217. doi:10.1037/1082-989X.3.2.206
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import TooFewPoints
from analysis.planning.file import PlanOnFile
from analysis.planning.plan import ALPHA, FEWEST_PEOPLE, Plan
from analysis.words import say_count, say_day, say_p

SEED = 20260302
"""Of the arrangements that are drawn where they are too many to list, so that a log always gives one p."""


@dataclass(frozen=True)
class Staggered:
    """What the lot says of several people together.

    Attributes
    ----------
    p : float or None
        Two-sided; None where there is no test, and `reason` says why.
    higher : bool or None
        Whether readings were higher with the routine.
    people : tuple of str
        Who was tested.
    left_out : tuple of (str, str)
        Name and reason of those of the plan who were not.
    arrangements : int
        How many were gone through, or drawn.
    exact : bool
        Whether that was all of them.
    reason : str
    """

    p: float | None
    higher: bool | None
    people: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    arrangements: int = 0
    exact: bool = False
    reason: str = ""

    def sentence(self) -> str:
        """The test in words, or why there is none."""
        if self.p is None:
            return f"No test by lot: {self.reason}."
        how = "all" if self.exact else "drawn at random from all"
        said = (
            f"Tested by lot over {say_count(len(self.people), 'person', 'people')}, each of whom began on a drawn day: {say_p(self.p)}, "
            f"two-sided ({self.arrangements:,} arrangements, {how}; readings {'higher' if self.higher else 'lower'} with the routine)."
        )
        if self.p <= ALPHA:
            return f"{said} So the routine did something, for some of them at least; why, a lot does not say."
        return f"{said} That is no credit for the routine."


def ask_lot(series: Mapping[str, pd.Series], on_file: PlanOnFile) -> Staggered:
    """Test the people of a plan together.

    Parameters
    ----------
    series : mapping of str to Series
        Readings by date, one a day, by the names of the plan.
    on_file : PlanOnFile
        Of `analysis.planning.people.find_people_plan`.

    Returns
    -------
    Staggered
        Without p where the plan is no draw that counts, has not ended, or leaves fewer than 3 people with readings.
    """
    plan = on_file.plan
    if plan is None:
        return Staggered(None, None, (), (), reason=f"the plan is no draw, as {on_file.refused}")
    days = pd.date_range(plan.first_day, periods=plan.days)
    rows = {name: _place(series[name], days) for name in plan.people if name in series}
    kept = {name: row for name, row in rows.items() if np.isfinite(row).any()}
    left_out = tuple(
        (name, "no reading on a day of the plan" if name in rows else "no log of this name")
        for name in plan.people
        if name not in kept
    )
    reason = _why_not(plan, kept, days)
    if reason:
        return Staggered(None, None, tuple(kept), left_out, reason=reason)
    return _test(plan, kept, left_out)


def _place(series: pd.Series, days: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Readings on the days of the plan in units of their own SD, NaN where there is none."""
    y = series.reindex(days).to_numpy(float)
    seen = y[np.isfinite(y)]
    spread = seen.std(ddof=1) if len(seen) > 1 else 0.0
    return (y - seen.mean()) / spread if spread > 0 else np.where(np.isfinite(y), 0.0, np.nan)


def _why_not(plan: Plan, kept: Mapping[str, NDArray[np.float64]], days: pd.DatetimeIndex) -> str:
    """Why there is nothing to test yet, '' where there is."""
    if len(kept) < FEWEST_PEOPLE:
        return f"{say_count(len(kept), 'person', 'people')} of the plan with readings, at least {FEWEST_PEOPLE} are needed"
    last = max(days[np.isfinite(row)][-1] for row in kept.values())
    if last < days[-1]:
        return f"it is read once, when the plan ends on {say_day(days[-1])}"
    return ""


def _test(
    plan: Plan, kept: Mapping[str, NDArray[np.float64]], left_out: tuple[tuple[str, str], ...]
) -> Staggered:
    from analysis.stats.randomization import randomization_test

    whole = plan.schedule
    chosen = tuple(row for name, row in zip(plan.people, whole.chosen, strict=True) if name in kept)
    schedule, values = replace(whole, chosen=chosen), np.array(list(kept.values()))
    try:
        found = randomization_test(
            values, schedule, statistic="scaled_difference", rng=np.random.default_rng(SEED)
        )
    except TooFewPoints:
        empty = "somebody has no reading before or since the day that was drawn for them"
        return Staggered(None, None, tuple(kept), left_out, reason=empty)
    return Staggered(found.p, found.observed > 0, tuple(kept), left_out, found.arrangements, found.exact)
