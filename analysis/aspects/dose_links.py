"""Every dose beside every outcome within the routine, and how many pairs were tried."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from math import isfinite

import pandas as pd

from analysis.aspects.doses_daily import is_same_dose
from analysis.aspects.lags import (
    CAVEAT,
    Lags,
    Link,
    could_show,
    count_pairs,
    is_outcome,
    routine_days,
    say_found,
    say_r,
    try_link,
)
from analysis.comparison import Comparison
from analysis.words import say_count, say_p

TITLE = "Every dose that was tried"
_LAGS = {0: "same day (r)", 1: "next day (r)", 7: "a week later (r)"}
_COLUMNS = ["Dose", *_LAGS.values(), "days", "p", "p, all pairs counted", "not tried because"]


@dataclass(frozen=True, eq=False)
class DoseLinks:
    """Doses beside outcomes, the same day, the next day and a week later.

    Attributes
    ----------
    title : str
    outcomes : tuple of Lags
        Links of each outcome with every dose.
    pairs_tried : int
        Pairs of a dose and an outcome that could be tried, over the whole log.
    """

    title: str
    outcomes: tuple[Lags, ...]
    pairs_tried: int

    def only(self, names: Collection[str]) -> DoseLinks:
        """The links of these outcomes; as many pairs stay counted."""
        return replace(self, outcomes=tuple(one for one in self.outcomes if one.name in names))

    def table(self) -> pd.DataFrame:
        """A row an outcome and dose: correlations, days with both, p; or why it was not tried.

        Examples
        --------
        >>> DoseLinks("", (), 0).table().columns.tolist()[:2]
        ['Dose', 'same day (r)']
        """
        rows = [_row(link) for one in self.outcomes for link in one.links]
        names = [one.name for one in self.outcomes for _ in one.links]
        return pd.DataFrame(rows, columns=_COLUMNS, index=names).rename_axis(columns="Outcome")

    def sentences(self) -> tuple[str, ...]:
        """What was found beyond chance, with the number of pairs; and what was not tried.

        Examples
        --------
        >>> DoseLinks("", (), 0).sentences()
        ('No dose could be tried beside an outcome (0 pairs tried).',)
        """
        links = [link for one in self.outcomes for link in one.links]
        left_out = sum(link.test is None for link in links)
        why = f"{say_count(left_out, 'pair')} could not be tried; the table says why." if left_out else ""
        return tuple(filter(None, [_say_links(self), why]))


def find_dose_links(comparisons: Iterable[Comparison], doses: Mapping[str, pd.Series]) -> DoseLinks:
    """Hold every outcome that has a routine against every dose.

    A dose that says the same as one before it, within the routine, is not tried again; nor is one that
    never changes.

    Parameters
    ----------
    comparisons : iterable of Comparison
        All of the log, since the pairs are counted together.
    doses : mapping of str to Series
        By day, as `analysis.aspects.doses_daily.daily_doses` gives them.

    Examples
    --------
    >>> find_dose_links((), {}).pairs_tried
    0
    """
    outcomes = [one for one in comparisons if is_outcome(one)]
    links = [_try_doses(doses, one) for one in outcomes]
    tried = sum(link.test is not None for row in links for link in row)
    return DoseLinks(TITLE, count_pairs(outcomes, links), tried)


def _try_doses(doses: Mapping[str, pd.Series], one: Comparison) -> list[Link]:
    days = routine_days(one)
    within = {name: dose.reindex(days) for name, dose in doses.items()}
    names = list(within)
    links = []
    for at, (name, dose) in enumerate(within.items()):
        same = next((other for other in names[:at] if is_same_dose(dose, within[other])), None)
        links.append(
            Link(name, None, reason=f"it says the same as {same}") if same else try_link(name, dose, one)
        )
    return links


def _row(link: Link) -> list[str]:
    test, p = link.test, link.p_adjusted
    if test is None or p is None:
        return [link.cause, *[""] * (len(_COLUMNS) - 2), link.reason]
    r = dict(zip(test.lags, test.r, strict=True))
    cells = [say_r(r[lag]) if isfinite(r[lag]) else "" for lag in _LAGS]
    return [link.cause, *cells, str(max(test.n)), _bare(test.p), _bare(p), ""]


def _bare(p: float) -> str:
    return say_p(p).removeprefix("p ").removeprefix("= ")


def _say_links(found: DoseLinks) -> str:
    tried = f"{say_count(found.pairs_tried, 'pair')} tried"
    tested = [link for one in found.outcomes for link in one.links if link.test is not None]
    if not tested:
        return f"No dose could be tried beside an outcome ({tried})."
    beyond = [
        f"{one.name[0].lower()}{one.name[1:]}: {say_found(link)}"
        for one in found.outcomes
        for link in one.links
        if link.holds
    ]
    if beyond:
        return f"Beyond chance, {tried}: {'; '.join(beyond)}. {CAVEAT}."
    short = not could_show([link.test for link in tested], found.pairs_tried)
    few = "; in so few days a single one could not show" if short else ""
    return f"No link between a dose and an outcome beyond chance ({tried}{few})."
