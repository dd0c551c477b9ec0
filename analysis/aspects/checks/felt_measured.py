"""Felt and measured: whether tightness, pain or soreness goes with range of motion or reach, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import pandas as pd

from analysis.aspects.checks.check import Check, not_known
from analysis.aspects.checks.readings import MEASURED
from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.lagged import adjust_bh, lagged
from analysis.words import say_count, say_list

NAME = "Felt and measured"
FELT = ("tightness", "pain", "soreness")
FEWEST, LEVEL = 20, 0.05
"""Days in common, and the share of false findings among those found."""


@dataclass(frozen=True)
class Link:
    """One felt outcome beside a measured one, on the same days.

    Attributes
    ----------
    felt, measured : str
    r, p : float
        Correlation after a line was removed, and its p by circular shift.
    """

    felt: str
    measured: str
    r: float
    p: float


def check_felt_measured(comparisons: Iterable[Comparison]) -> Check:
    """Whether what is felt and what is measured went together on the same days.

    Examples
    --------
    >>> check_felt_measured(()).found
    'not known from this log'
    """
    comparisons = tuple(comparisons)
    felt = [one for one in comparisons if one.key.metric in FELT]
    measured = [one for one in comparisons if one.key.metric in MEASURED]
    pairs = [(a, b) for a, b in product(felt, measured) if _can_be_one_place(a, b)]
    if not pairs:
        return not_known(NAME)
    links = [link for link in (_find_link(a, b) for a, b in pairs) if link is not None]
    if not links:
        return Check(NAME, f"Too few days: fewer than {FEWEST} have both, with a change in each.")
    adjusted = adjust_bh([one.p for one in links])
    linked = [one for one, p in zip(links, adjusted, strict=True) if p <= LEVEL]
    tried = say_count(len(links), "pair")
    if not linked:
        means = "What is felt and what is measured are two things here: an answer for one does not stand for the other."
        return Check(NAME, f"No link seen; {tried} looked at.", means)
    means = "They tell of the same days in part, each in its own way; that says nothing of what causes what."
    said = say_list([_say_link(one) for one in linked])
    return Check(
        NAME, f"Went together, of {tried} looked at: {said}.", means, max(abs(one.r) for one in linked) / 2
    )


def _can_be_one_place(felt: Comparison, measured: Comparison) -> bool:
    """Not the left side of one and the right side of the other."""
    return {felt.key.side, measured.key.side} != {"left", "right"}


def _find_link(felt: Comparison, measured: Comparison) -> Link | None:
    if len(felt.series.index.intersection(measured.series.index)) < FEWEST:
        return None
    known = felt.series.index.union(measured.series.index)
    days = pd.date_range(known.min(), known.max(), freq="D")
    try:
        found = lagged(felt.series.reindex(days), measured.series.reindex(days), lags=(0,))
    except TooFewPoints:
        return None
    return Link(felt.name, measured.name, found.r[0], found.p)


def _say_link(one: Link) -> str:
    way = "higher" if one.r > 0 else "lower"
    felt, measured = (f"{name[0].lower()}{name[1:]}" for name in (one.felt, one.measured))
    return f"{felt} was {way} on days with a higher {measured}"
