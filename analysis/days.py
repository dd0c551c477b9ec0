"""Logs -> one value a day for a series (metric, measure, region, side); gaps stay gaps."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataError
from analysis.intake import Logs
from analysis.schema import METRICS

LONGEST_PAUSE = pd.Timedelta(hours=1)
"""Between two trials of one sitting."""


@dataclass(frozen=True)
class SeriesKey:
    """What tells one series of a log from another; None where the log does not say."""

    metric: str
    measure: str | None
    region: str | None
    side: str

    def choice(self, person: str | None = None) -> dict[str, str | None]:
        """What chooses this series of a person in `daily_series` and the like, beside the metric.

        Examples
        --------
        >>> SeriesKey("rom", None, "hip", "left").choice()["measure"]
        'unknown'
        """
        region, measure = self.region or "unknown", self.measure or "unknown"
        return {"region": region, "side": self.side, "measure": measure, "person": person}


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
    rows = _choose_rows(logs, metric, region=region, side=side, person=person, moment=moment, measure=measure)
    daily = rows.groupby("date", sort=True)["value"].mean()
    daily.index = pd.DatetimeIndex(daily.index, name="date")
    return daily.rename(metric)


def day_readings(logs: Logs, metric: str, **choice: str | None) -> pd.DataFrame:
    """The readings behind each value of `daily_series`, in order of time.

    Arguments and errors as `instrument_series`.

    Returns
    -------
    DataFrame
        `date`, `value` in the metric's unit; several rows a day where it was read several times.

    Examples
    --------
    >>> day_readings(Logs(), "rom").columns.tolist()
    ['date', 'value']
    """
    rows = _choose_rows(logs, metric, **choice)
    rows = rows.sort_values(["date", "time", "trial"], kind="stable")
    return rows[["date", "value"]].reset_index(drop=True)


def repeated_trials(logs: Logs, metric: str, **choice: str | None) -> pd.DataFrame:
    """Readings that were repeated in one sitting: what a person's own measurement error is known from.

    A sitting is a day, a moment and an instrument; readings more than an hour after the one before
    begin another. As in `daily_series`, readings after a session count only if there are no others.

    Parameters
    ----------
    logs : Logs
    metric : str
        As in `analysis.schema.METRICS`.
    **choice
        region, side, person, moment, measure, as in `daily_series`.

    Returns
    -------
    DataFrame
        `date`, `value` in the metric's unit, `trial` (1, 2, 3 in a sitting) and `sitting` (0, 1, 2 over
        the log), in order; only sittings of two readings or more. `value` and `sitting` are what
        `analysis.stats.measurement.sem_from_trials` takes.

    Raises
    ------
    DataError
        As `daily_series`.

    Examples
    --------
    >>> repeated_trials(Logs(), "rom").columns.tolist()
    ['date', 'value', 'trial', 'sitting']
    """
    rows = _choose_rows(logs, metric, **choice)
    shared = ["date", "moment", "instrument"]
    rows = rows.sort_values([*shared, "time", "trial"], kind="stable")
    same = rows[shared].astype(object).where(rows[shared].notna(), "unknown")
    begins = (same != same.shift()).any(axis=1) | (rows["time"].diff() > LONGEST_PAUSE)
    rows = rows.assign(sitting=begins.cumsum())
    rows = rows[rows.groupby("sitting")["value"].transform("size") >= 2]
    return pd.DataFrame(
        {
            "date": rows["date"],
            "value": rows["value"],
            "trial": rows.groupby("sitting").cumcount() + 1,
            "sitting": rows.groupby("sitting").ngroup(),
        }
    ).reset_index(drop=True)


def instrument_series(logs: Logs, metric: str, **choice: str | None) -> pd.Series:
    """What each value of `daily_series` was measured with.

    Parameters
    ----------
    logs, metric, **choice
        As in `daily_series`, whose days these are.

    Returns
    -------
    Series
        By date; null where the log does not say. Several of one day are joined by ' + ', sorted.

    Raises
    ------
    DataError
        As `daily_series`.

    Examples
    --------
    >>> instrument_series(Logs(), "rom").empty
    True
    """
    rows = _choose_rows(logs, metric, **choice)
    names = {
        date: " + ".join(sorted(day.dropna().unique())) or None
        for date, day in rows.groupby("date", sort=True)["instrument"]
    }
    index = pd.DatetimeIndex(list(names), dtype="datetime64[s]", name="date")
    return pd.Series(list(names.values()), index=index, name="instrument", dtype="str")


def entry_series(logs: Logs, metric: str, **choice: str | None) -> pd.Series:
    """When each value of `daily_series` was typed in: the latest of its readings, null where not known.

    Arguments and errors as `instrument_series`.

    Examples
    --------
    >>> entry_series(Logs(), "rom").empty
    True
    """
    rows = _choose_rows(logs, metric, **choice)
    latest = rows.groupby("date", sort=True)["entered_at"].max()
    latest.index = pd.DatetimeIndex(latest.index, name="date")
    return latest.rename("entered_at")


def only_before_sessions(logs: Logs, key: SeriesKey, *, person: str | None = None) -> bool:
    """Whether a series was read before and after sessions, so that `daily_series` holds those before.

    Examples
    --------
    >>> only_before_sessions(Logs(), SeriesKey("pain", None, None, "unknown"))
    False
    """
    moments = set(_rows_of(logs, key, person)["moment"])
    return moments == {"pre", "post"}


def only_after_sessions(logs: Logs, key: SeriesKey, *, person: str | None = None) -> bool:
    """Whether every reading of a series was taken after a session (then it must be said)."""
    rows = _rows_of(logs, key, person)
    return bool(len(rows) and (rows["moment"] == "post").all())


def _rows_of(logs: Logs, key: SeriesKey, person: str | None) -> pd.DataFrame:
    """All readings of a series, whenever they were taken."""
    rows = _readings(logs, person)
    same = rows[["metric", "measure", "region", "side"]].astype(object)
    wanted = [key.metric, key.measure, key.region, key.side]
    hit = pd.Series(True, index=rows.index)
    for name, value in zip(same, wanted, strict=True):
        hit &= same[name].isna() if value is None else same[name] == value
    return rows[hit]


def _readings(logs: Logs, person: str | None) -> pd.DataFrame:
    rows = logs.outcomes[logs.outcomes["value"].notna()]
    people = sorted(rows["person"].unique())
    if person is not None:
        return rows[rows["person"] == person]
    if len(people) > 1:
        raise DataError(f"the log holds several people: {', '.join(people)} - choose one with person=")
    return rows


def _choose_rows(
    logs: Logs,
    metric: str,
    *,
    region: str | None = None,
    side: str | None = None,
    person: str | None = None,
    moment: str | None = None,
    measure: str | None = None,
) -> pd.DataFrame:
    """The readings behind a series, as `daily_series` describes."""
    if metric not in METRICS:
        raise DataError(f"metric is {metric!r}, must be one of {', '.join(METRICS)}")
    rows = _readings(logs, person)
    rows = rows[rows["metric"] == metric]
    for name, wanted in (("region", region), ("side", side), ("measure", measure)):
        rows = _choose(rows, name, wanted, metric)
    if moment is not None:
        return rows[rows["moment"] == moment]
    return rows[rows["moment"] != "post"] if (rows["moment"] != "post").any() else rows


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
