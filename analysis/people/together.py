"""Several clients -> a cohort in one measure that most of them logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.cohort import Cohort, find_cohort
from analysis.cohort.staggered import ask_lot
from analysis.comparison import Comparison
from analysis.goals import Goals
from analysis.people.client import Client
from analysis.planning.file import PlanOnFile
from analysis.words import METRIC_WORDS


def find_clients_cohort(
    clients: Sequence[Client],
    label: Callable[[Client], str],
    measure: str | None = None,
    plan: PlanOnFile | None = None,
) -> Cohort:
    """Pool one measure of all clients, each with what they logged of it.

    Parameters
    ----------
    clients : sequence of Client
    label : function
        What a client is called.
    measure : str, optional
        Such as 'tightness' or 'rom left'; None takes the metric that most clients have before and since their start.
    plan : PlanOnFile, optional
        Of the starts of these people, by their names; its test then stands beside the figures.

    Examples
    --------
    >>> find_clients_cohort((), str).members
    ()
    """
    opened = [one for one in clients if one.logbook is not None]
    measure = measure or _find_usual(opened)
    found, absent, by_name = {}, {}, {}
    for one in opened:
        series = _pick(one, measure)
        if series is None:
            absent[label(one)] = f"{METRIC_WORDS.get(measure, measure)} is not in the log"
        else:
            found[label(one)] = series
            by_name[one.name] = series.series
    absent |= {label(one): "no log could be opened" for one in clients if one.logbook is None}
    cohort = find_cohort(found, absent)
    return cohort if plan is None else replace(cohort, staggered=ask_lot(by_name, plan))


def _find_usual(clients: Sequence[Client]) -> str:
    """The metric that most clients can be compared in; of equals, the first in the order of outcomes."""
    found: Counter[str] = Counter()
    for one in clients:
        found.update(list(dict.fromkeys(series.key.metric for series in one.outcomes if series.has_change)))
    return found.most_common(1)[0][0] if found else ""


def _pick(client: Client, measure: str) -> Comparison | None:
    """A client's series of the measure: the main one, else the first with a change, else the first."""
    series = [one for one in client.outcomes if Goals(measure).is_main(one.key)]
    ranked = sorted(series, key=lambda one: (one.role != "main", not one.has_change))
    return ranked[0] if ranked else None
