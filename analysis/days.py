"""Logs -> one value a day for a series (metric, measure, region, side); gaps stay gaps."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import METRICS


@dataclass(frozen=True)
class SeriesKey:
    """What tells one series of a log from another; None where the log does not say."""

    metric: str
    measure: str | None
    region: str | None
    side: str


def list_series(logs: Logs, *, person: str | None = None) -> tuple[SeriesKey, ...]:
    """Every series with at least one reading, in the order of metrics, regions and sides.

    Examples
    --------
    >>> list_series(Logs())
    ()
    """
    rows = _readings(logs, person)
    parts = rows[["metric", "measure", "region", "side"]].drop_duplicates()
    parts = parts.sort_values(["metric", "measure", "region", "side"], na_position="first")
    return tuple(SeriesKey(*map(_none_if_null, row)) for row in parts.itertuples(index=False))  # type: ignore[arg-type]


def daily_series(
    logs: Logs,
    metric: str,
    *,
    region: str | None = None,
    side: str | None = None,
    person: str | None = None,
    moment: str | None = None,
    measure: str | None = None,
) -> pd.Series:
    """One value a day: the mean of that day's readings before or apart from a session.

    Readings after a session are left out, unless the log has no others of this series.

    Parameters
    ----------
    logs : Logs
    metric : str
        As in `analysis.schema.METRICS`, such as 'rom' or 'pain'.
    region, side, person, measure : str, optional
        Needed only where the log holds several; 'unknown' takes the readings of which
        the log does not say it.
    moment : str, optional
        Only readings of this moment, such as 'post'.

    Returns
    -------
    Series
        Sorted DatetimeIndex `date`, only days with a reading, in the metric's unit.

    Raises
    ------
    DataError
        An unknown metric, or readings of several sides, regions, tests or people of
        which none was chosen: their mean would move when one of them is not measured.

    Examples
    --------
    >>> daily_series(Logs(), "pain").empty
    True
    """
    if metric not in METRICS:
        raise DataError(f"metric is {metric!r}, must be one of {', '.join(METRICS)}")
    rows = _readings(logs, person)
    rows = rows[rows["metric"] == metric]
    for name, wanted in (("region", region), ("side", side), ("measure", measure)):
        rows = _choose(rows, name, wanted, metric)
    if moment is not None:
        rows = rows[rows["moment"] == moment]
    elif (rows["moment"] != "post").any():
        rows = rows[rows["moment"] != "post"]
    daily = rows.groupby("date", sort=True)["value"].mean()
    daily.index = pd.DatetimeIndex(daily.index, name="date")
    return daily.rename(metric)


def only_after_sessions(logs: Logs, key: SeriesKey, *, person: str | None = None) -> bool:
    """Whether every reading of a series was taken after a session (then it must be said)."""
    rows = _readings(logs, person)
    same = rows[["metric", "measure", "region", "side"]].astype(object)
    wanted = [key.metric, key.measure, key.region, key.side]
    hit = pd.Series(True, index=rows.index)
    for name, value in zip(same, wanted, strict=True):
        hit &= same[name].isna() if value is None else same[name] == value
    return bool(hit.any() and (rows.loc[hit, "moment"] == "post").all())


def _readings(logs: Logs, person: str | None) -> pd.DataFrame:
    rows = logs.outcomes[logs.outcomes["value"].notna()]
    people = sorted(rows["person"].unique())
    if person is not None:
        return rows[rows["person"] == person]
    if len(people) > 1:
        raise DataError(f"the log holds several people: {', '.join(people)} - choose one with person=")
    return rows


def _choose(rows: pd.DataFrame, name: str, wanted: str | None, metric: str) -> pd.DataFrame:
    values = rows[name].astype(object).where(rows[name].notna(), "unknown")
    if wanted is not None:
        return rows[values == wanted]
    found = sorted(values.unique())
    if len(found) > 1:
        raise DataError(
            f"{metric} was logged for several values of {name}: {', '.join(found)} - choose one with {name}="
        )
    return rows


def _none_if_null(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]
