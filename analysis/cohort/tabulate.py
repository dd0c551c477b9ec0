"""Logs of several people -> rows of readings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.days import daily_series
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.phases import find_phases


def tabulate_people(
    logs: Logs,
    metric: str,
    *,
    region: str | None = None,
    side: str | None = None,
    measure: str | None = None,
    starts: Mapping[str, str | datetime.date] | None = None,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """One value a day of everybody, in phase A or B.

    Parameters
    ----------
    logs : Logs
    metric, region, side, measure : str
        As in `daily_series`.
    starts : mapping of str to str or date, optional
        First day of the routine by person; who is not in it gets it from the sessions.

    Returns
    -------
    rows : DataFrame
        `person`, `day` (date), `phase` ('A' or 'B'), `value`; other phases are left out.
    left_out : dict of str to str
        Why somebody has no row.

    Examples
    --------
    >>> rows, left_out = tabulate_people(Logs(), "pain")
    >>> rows.columns.tolist(), left_out
    (['person', 'day', 'phase', 'value'], {})
    """
    choice = {"region": region, "side": side, "measure": measure}
    tables, left_out = [], {}
    readings, sessions = (dict(list(table.groupby("person"))) for table in (logs.outcomes, logs.sessions))
    for person in sorted({*readings, *sessions}, key=str):
        own = replace(
            logs,
            outcomes=readings.get(person, logs.outcomes.iloc[:0]),
            sessions=sessions.get(person, logs.sessions.iloc[:0]),
        )
        try:
            tables.append(_tabulate(own, str(person), metric, choice, (starts or {}).get(str(person))))
        except DataError as problem:
            left_out[str(person)] = str(problem)
    none = pd.DataFrame(
        {
            "person": pd.array([], dtype="str"),
            "day": pd.DatetimeIndex([]),
            "phase": pd.array([], dtype="str"),
            "value": [],
        }
    )
    return pd.concat(tables or [none], ignore_index=True), left_out


def _tabulate(
    logs: Logs, person: str, metric: str, choice: dict[str, str | None], start: str | datetime.date | None
) -> pd.DataFrame:
    """The rows of one person.

    Raises
    ------
    DataError
        No reading, no start, or several series of which none was chosen.
    """
    series = daily_series(logs, metric, person=person, **choice)
    if series.empty:
        raise DataError(f"{metric} is not in this log")
    phases = find_phases(logs, start=None if start is None else str(start), person=person)
    if phases.start is None:
        raise DataError("no session and no start is known - give it with starts=")
    labels = phases.label_days(pd.DatetimeIndex(series.index), side=choice["side"] or "unknown")
    kept = labels.isin(["A", "B"]).to_numpy()
    return pd.DataFrame(
        {
            "person": pd.array([person] * int(kept.sum()), dtype="str"),
            "day": series.index[kept],
            "phase": labels[kept].array,
            "value": series.to_numpy()[kept],
        }
    )
