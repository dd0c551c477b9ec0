"""What the claims are put to: the series, sessions and answers of one log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.aspects.acute import Acute
from analysis.aspects.dose_curve import DoseCurve
from analysis.comparison import Comparison
from analysis.planning.plan import Plan
from analysis.training import WeeklyTraining

_NO_DAYS = pd.Series(dtype=float, index=pd.DatetimeIndex([]))


@dataclass(frozen=True, eq=False)
class Evidence:
    """One person's log as the claims need it.

    Attributes
    ----------
    rom : Series
        Range of motion by date, the mean of both sides, higher is better; empty where no direction is known.
    tightness, pain, stress : Series
        By date; empty where they are not logged.
    start : Timestamp or None
        First day of the routine.
    in_b : Series of bool
        Days of the routine, by date, of days that are compared.
    targeted, conventional : Series
        Minutes by date over all logged days, 0 on a day without a session; empty without any session.
    weeks : DataFrame
        Whole weeks before the start: minutes `strict` (target the hip flexors), `wide` (reach them at least
        partly) and `total`.
    acutes : tuple of Acute
    answers : tuple of Comparison
        The main measure first.
    curves : tuple of DoseCurve
    plan : Plan or None
        A plan that was drawn beforehand.
    """

    rom: pd.Series = field(default_factory=lambda: _NO_DAYS)
    tightness: pd.Series = field(default_factory=lambda: _NO_DAYS)
    pain: pd.Series = field(default_factory=lambda: _NO_DAYS)
    stress: pd.Series = field(default_factory=lambda: _NO_DAYS)
    start: pd.Timestamp | None = None
    in_b: pd.Series = field(default_factory=lambda: _NO_DAYS.astype(bool))
    targeted: pd.Series = field(default_factory=lambda: _NO_DAYS)
    conventional: pd.Series = field(default_factory=lambda: _NO_DAYS)
    weeks: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["strict", "wide", "total"], dtype=float)
    )
    acutes: tuple[Acute, ...] = ()
    answers: tuple[Comparison, ...] = ()
    curves: tuple[DoseCurve, ...] = ()
    plan: Plan | None = None


def gather_evidence(
    comparisons: Sequence[Comparison],
    training: WeeklyTraining,
    *,
    start: pd.Timestamp | None,
    acutes: Sequence[Acute],
    curves: Sequence[DoseCurve],
    plan: Plan | None,
) -> Evidence:
    """Take from a log what the claims need.

    Parameters
    ----------
    comparisons : sequence of Comparison
        All of the log, the main measure first.
    training : WeeklyTraining
    start : Timestamp or None
    acutes : sequence of Acute
    curves : sequence of DoseCurve
    plan : Plan or None

    Examples
    --------
    >>> from analysis.intake import Logs
    >>> from analysis.training import sum_weeks
    >>> gather_evidence((), sum_weeks(Logs()), start=None, acutes=(), curves=(), plan=None).rom.empty
    True
    """
    in_b = {
        day: label == "B" for one in comparisons for day, label in one.labels.items() if label in ("A", "B")
    }
    return Evidence(
        rom=_rom(comparisons),
        tightness=_first(comparisons, "tightness"),
        pain=_first(comparisons, "pain"),
        stress=_first(comparisons, "stress"),
        start=start,
        in_b=pd.Series(in_b, dtype=bool).sort_index() if in_b else _NO_DAYS.astype(bool),
        targeted=training.daily["targeted"].astype(float),
        conventional=training.daily["conventional"].astype(float),
        weeks=_weeks_before(training, start),
        acutes=tuple(acutes),
        answers=tuple(one for one in comparisons if one.role != "rival"),
        curves=tuple(curves),
        plan=plan,
    )


def _first(comparisons: Sequence[Comparison], metric: str) -> pd.Series:
    return next((one.series for one in comparisons if one.key.metric == metric and len(one.series)), _NO_DAYS)


def _rom(comparisons: Sequence[Comparison]) -> pd.Series:
    """The mean of the sides of one test, turned so that higher is better."""
    known = [one for one in comparisons if one.key.metric == "rom" and one.yardstick.improvement]
    if not known:
        return _NO_DAYS
    first = known[0]
    sides = [
        one for one in known if (one.key.measure, one.key.region) == (first.key.measure, first.key.region)
    ]
    table = pd.concat([one.series * (one.yardstick.improvement or 1) for one in sides], axis=1).dropna()
    return (
        table.mean(axis=1)
        if len(table) >= len(first.series) / 2
        else first.series * (first.yardstick.improvement or 1)
    )


def _weeks_before(training: WeeklyTraining, start: pd.Timestamp | None) -> pd.DataFrame:
    minutes = training.minutes
    weeks = pd.DataFrame(
        {
            "strict": minutes["targeted"].astype(float),
            "wide": np.maximum(training.reaching.reindex(minutes.index).astype(float), minutes["targeted"]),
            "total": minutes.sum(axis=1).astype(float),
        }
    )
    if start is None:
        return weeks[:0]
    whole = weeks.index < start - pd.Timedelta(days=6)
    return weeks[whole & (weeks["total"] > 0)]
