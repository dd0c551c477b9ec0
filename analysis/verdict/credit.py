"""May the routine take credit: only the design and the rest of the log can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.verdict.compared import Compared
from analysis.verdict.rivals import Rivals

if TYPE_CHECKING:
    from analysis.stats.randomization import Schedule

SAMPLE_SEED = 20261122
"""Where the plan admits more than 100,000 arrangements, the same sample of them every time."""


@dataclass(frozen=True)
class Credit:
    """The code, the p of the randomisation test where there is one, and notes on the design."""

    word: str
    p: float | None
    notes: tuple[str, ...]


def give_credit(compared: Compared, rivals: Rivals, drawn: Schedule | None) -> Credit:
    """'tested' where a start was drawn, 'plausible' where nothing else explains it, else 'not separable'.

    A rival that cannot be checked is not clear, so it keeps credit at 'not separable'. A
    drawn start does not cure a rival: flags stay beside it.

    Raises
    ------
    DataError
        The drawn schedule is another one than the log's.
    """
    if drawn is not None and drawn.drawn is not None:
        p = _test(compared, drawn)
        return Credit("not separable" if p is None else "tested", p, ())
    clear = compared.n_a > 0 and not rivals.flags and not rivals.unchecked
    return Credit("plausible" if clear else "not separable", None, ("start_not_drawn",))


def _test(compared: Compared, drawn: Schedule) -> float | None:
    """p of the scaled difference of the means among the plans that could have been drawn; None where none has a value.

    Scaled, since a short phase has a noisy mean: of steps of 3 SD that begin on a drawn day of 84, .86 are
    found so, .69 by the plain difference (1,000 plans, 85 % of days logged); on days that alternate, as many.
    """
    from analysis.stats.randomization import randomization_test

    _check_schedule(compared, drawn)
    rng = np.random.default_rng(SAMPLE_SEED)
    try:
        values = _on_plan(compared, drawn)
        return randomization_test(values, drawn, statistic="scaled_difference", rng=rng).p
    except TooFewPoints:
        return None


def _on_plan(compared: Compared, drawn: Schedule) -> NDArray[np.float64]:
    """The readings on the days of the plan, NaN where there is none."""
    return compared.series.reindex(_plan_days(drawn)).to_numpy(float)


def _check_schedule(compared: Compared, drawn: Schedule) -> None:
    if len(drawn.chosen) > 1:
        raise DataError(
            f"the schedule is of {len(drawn.chosen)} series, before_after compares one - use randomization_test"
        )
    first = compared.first_day
    if drawn.kind == "start" and first is not None and first != pd.Timestamp(drawn.start):
        raise DataError(
            f"the schedule drew {drawn.start} as the start, but start is {first:%Y-%m-%d} - "
            "give the day that was drawn, or leave drawn out"
        )
    _check_phases(compared, drawn)


def _check_phases(compared: Compared, drawn: Schedule) -> None:
    """Every day with a reading is in the phase that was drawn for it; days outside of the plan are free."""
    if not len(compared.day):
        return
    plan, drawn_b = _plan_days(drawn), drawn.in_rows[0]
    place = compared.series.index.get_indexer(plan)
    other = np.flatnonzero((place >= 0) & (compared.in_b[place] != drawn_b))
    if other.size:
        first = other[0]
        raise DataError(
            f"the schedule drew {plan[first]:%Y-%m-%d} as {'AB'[int(drawn_b[first])]}, but start says otherwise - "
            "give the phases as they were drawn, or leave drawn out"
        )


def _plan_days(drawn: Schedule) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.Timestamp(drawn.first_day) + pd.to_timedelta(list(drawn.days), unit="D"))
