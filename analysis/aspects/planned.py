"""The plan that lies beside the log: what was drawn, what was kept, and what its lot says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.phases import Phases
from analysis.planning.kept import Kept, say_kept
from analysis.planning.plan import SIDES, Plan
from analysis.planning.words import ASK_FIRST, say_draws, say_plan, say_reach
from analysis.stats.randomization import randomization_test
from analysis.verdict.causes import TESTED
from analysis.words import name_outcome, say_day, say_list, say_p

SAMPLE_SEED = 20261123
NO_PLAN = (
    "No plan lies beside this log. A plan draws by lot which days are with the routine, before they come; only then can the "
    "log say whether the routine did it, and not what came at the same time."
)


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan and what became of it.

    Attributes
    ----------
    title : str
    marks : DataFrame
        True on days with the routine, by date; a column each side, else one column ''. Empty without a plan.
    plan : Plan or None
        None where no plan counts.
    refused : str
        Why the plan on file does not count; ''.
    kept : Kept or None
    lots : tuple of (str, float)
        Outcome and p of the randomisation test, once the plan has ended; both sides of a staggered plan together.
    """

    title: str
    marks: pd.DataFrame
    plan: Plan | None
    refused: str
    kept: Kept | None
    lots: tuple[tuple[str, float], ...]

    def sentences(self) -> list[str]:
        """What was drawn, how far it was kept, and what the lot says."""
        if self.plan is None or self.kept is None:
            return [
                NO_PLAN
                if not self.refused
                else f"plan.csv lies beside this log but counts as no draw: {self.refused}."
            ]
        said = [f"{say_plan(self.plan)} {say_reach(self.plan)}", say_draws(self.plan), say_kept(self.kept)]
        said.append(_say_lots(self) if self.kept.ended else _say_running(self.plan))
        return [*filter(None, said), ASK_FIRST]

    def table(self) -> pd.DataFrame:
        """A row an outcome: p of its lot."""
        rows = {
            name: {"p by lot": say_p(p).removeprefix("p ").removeprefix("= "), "Reads": _say_p_word(p)}
            for name, p in self.lots
        }
        columns = ["p by lot", "Reads"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(columns="Outcome")


def find_planned(phases: Phases, kept: Kept | None, comparisons: Sequence[Comparison]) -> Planned:
    """Gather what is known of the plan of a log.

    Parameters
    ----------
    phases : Phases
    kept : Kept or None
        None without a plan that counts.
    comparisons : sequence of Comparison

    Examples
    --------
    >>> find_planned(Phases((), "none"), None, ()).sentences()[0][:31]
    'No plan lies beside this log. A'
    """
    on_file = phases.on_file
    marks = pd.DataFrame(index=pd.DatetimeIndex([])) if on_file is None else on_file.marks
    refused = "" if on_file is None else on_file.refused
    ended = kept is not None and kept.ended
    lots = _find_lots(phases.plan, comparisons) if ended and phases.plan is not None else ()
    return Planned("The plan, day by day", marks, phases.plan, refused, kept, lots)


def _find_lots(plan: Plan, comparisons: Sequence[Comparison]) -> tuple[tuple[str, float], ...]:
    found = [
        (one.name, one.verdict.lot_p)
        for one in comparisons
        if one.role != "rival" and one.verdict is not None and one.verdict.lot_p is not None
    ]
    return (*_test_sides(plan, comparisons), *found) if plan.sides else tuple(found)


def _test_sides(plan: Plan, comparisons: Sequence[Comparison]) -> list[tuple[str, float]]:
    """Both sides of every outcome in one test: each side's start was drawn by itself."""
    found, dates = [], plan.marks().index
    rights = {_place(one): one for one in comparisons if one.key.side == SIDES[1]}
    for left in (one for one in comparisons if one.key.side == SIDES[0]):
        right = rights.get(_place(left))
        if right is None:
            continue
        values = np.array([side.series.reindex(dates).to_numpy(float) for side in (left, right)])
        rng = np.random.default_rng(SAMPLE_SEED)
        try:
            test = randomization_test(values, plan.schedule, statistic="scaled_difference", rng=rng)
        except TooFewPoints:
            continue
        key = left.key
        name = name_outcome(key.metric, region=key.region or left.yardstick.region, measure=key.measure)
        found.append((f"{name}, both sides", test.p))
    return found


def _place(one: Comparison) -> tuple[str | None, ...]:
    return one.key.metric, one.key.measure, one.key.region


def _say_lots(planned: Planned) -> str:
    if not planned.lots:
        return "The plan has ended, but no outcome was logged on enough of its days to test it."
    said_p = [(f"{name[0].lower()}{name[1:]} ({say_p(p)})", p) for name, p in planned.lots]
    rare = [text for text, p in said_p if p <= TESTED]
    rest = [text for text, p in said_p if p > TESTED]
    said = "The plan has ended. Held against every other draw that was possible, "
    if rare:
        said += f"the change is rare for {say_list(rare)}: that speaks for the routine as the cause"
        said += f"; it is not for {say_list(rest)}." if rest else "."
    else:
        said += f"the change is not rare for {say_list(rest)}: no credit to the routine."
    return said


def _say_running(plan: Plan) -> str:
    return f"The plan runs until {say_day(pd.Timestamp(plan.last_day))}. Its lot is read once that day is logged, and not before."


def _say_p_word(p: float) -> str:
    return "speaks for the routine" if p <= TESTED else "no credit to the routine"
