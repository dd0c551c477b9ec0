"""What a series read just before and just after each session: pairs, and their typical difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.days import LONGEST_PAUSE, SeriesKey, list_series
from analysis.errors import TooFewPoints
from analysis.intake import Logs
from analysis.reference import yardstick
from analysis.schema import METRICS
from analysis.stats.paired import MeanChange, mean_change
from analysis.words import name_outcome

_PAIR_COLUMNS = ["date", "before", "after"]


@dataclass(frozen=True, eq=False)
class Acute:
    """One series before and after sessions.

    Attributes
    ----------
    title, name, unit : str
    key : SeriesKey
    pairs : DataFrame
        `date`, `before`, `after` in the unit, a row a session, in order; several a day where there were.
    change : MeanChange or None
        Mean of after less before, counted over sessions; None where there are too few.
    reason : str
        Why there is no change, else ''.
    alone : int
        Readings before a session without one after it, or the other way round; trials in a row count once.
    """

    title: str
    name: str
    unit: str
    key: SeriesKey
    pairs: pd.DataFrame
    change: MeanChange | None
    reason: str
    alone: int

    @property
    def differences(self) -> pd.Series:
        """After less before, a session each; equal readings give exactly 0."""
        return (self.pairs["after"] - self.pairs["before"]).round(9)

    @property
    def directions(self) -> tuple[int, int, int]:
        """Sessions after which it read lower, the same, higher."""
        found = self.differences
        return int((found < 0).sum()), int((found == 0).sum()), int((found > 0).sum())


def find_acute(logs: Logs, key: SeriesKey, *, person: str | None = None) -> Acute:
    """Pair the readings of one series that were taken before and after a session.

    A sitting is a run of readings of one moment ('pre' or 'post'), none more than an hour after the
    one before; its value is their mean. Each sitting after a session goes with the latest one before
    it on that day, each used once. Where a day has readings without a time, their order in the file
    counts, upwards or downwards, whichever pairs more; before comes first within a line. Readings of
    any other moment, or of none, are neither before nor after.

    Parameters
    ----------
    logs : Logs
    key : SeriesKey
        One of `list_series`; another gives no pairs.
    person : str, optional

    Raises
    ------
    DataError
        The log holds several people of whom none was chosen.

    Examples
    --------
    >>> found = find_acute(Logs(), SeriesKey("tightness", None, "hip", "unknown"))
    >>> found.title, len(found.pairs), found.reason
    ('Tightness, hip, before and after a session', 0, '0 pairs, at least 4 are needed')
    """
    rows = _find_rows(logs, key, person)
    found, sittings = [], 0
    for date, day in rows.groupby("date", sort=True):
        pairs, count = _pair_day(day)
        found += [(date, *pair) for pair in pairs]
        sittings += count
    pairs = pd.DataFrame(found, columns=_PAIR_COLUMNS).astype({"before": float, "after": float})
    change, reason = None, ""
    try:
        change = mean_change((pairs["after"] - pairs["before"]).round(9).to_numpy())
    except TooFewPoints as error:
        reason = str(error)
    region = key.region or yardstick(key.metric, key.measure).region
    name = name_outcome(key.metric, region=region, side=key.side, measure=key.measure)
    title = f"{name}, before and after a session"
    alone = sittings - 2 * len(pairs)
    return Acute(title, name, METRICS[key.metric].unit, key, pairs, change, reason, alone)


def find_acutes(logs: Logs, *, metrics: Iterable[str], person: str | None = None) -> tuple[Acute, ...]:
    """Every series of these metrics with at least one pair.

    Examples
    --------
    >>> find_acutes(Logs(), metrics=["tightness", "rom"])
    ()
    """
    wanted = set(metrics)
    keys = [key for key in list_series(logs, person=person) if key.metric in wanted]
    found = (find_acute(logs, key, person=person) for key in keys)
    return tuple(one for one in found if len(one.pairs))


def _find_rows(logs: Logs, key: SeriesKey, person: str | None) -> pd.DataFrame:
    """The readings of a series before or after a session."""
    if key not in list_series(logs, person=person):
        return logs.outcomes[:0]
    rows = logs.outcomes
    rows = rows[rows["value"].notna() & rows["moment"].isin(["pre", "post"])]
    rows = rows if person is None else rows[rows["person"] == person]
    for name in ("metric", "measure", "region", "side"):
        wanted, given = getattr(key, name), rows[name].astype(object)
        rows = rows[given.isna() if wanted is None else given == wanted]
    return rows


def _pair_day(day: pd.DataFrame) -> tuple[list[tuple[float, float]], int]:
    """The pairs of one day, and how many sittings it had."""
    timed = bool(day["time"].notna().all())
    ways = []
    for upwards in (True, False):
        first = ["time"] if timed else []
        by = [*first, "file_id", "line", "moment", "trial"]
        ascending = [True] * len(first) + [upwards, upwards, True, True]
        sittings = _find_sittings(day.sort_values(by, ascending=ascending, kind="stable"), timed)
        ways.append((list(_pair_sittings(sittings)), len(sittings)))
    return max(ways, key=lambda way: len(way[0]))


def _find_sittings(day: pd.DataFrame, timed: bool) -> pd.DataFrame:
    """`moment` and mean `value` of each run of readings."""
    begins = day["moment"].astype(object) != day["moment"].astype(object).shift()
    if timed:
        begins |= day["time"].diff() > LONGEST_PAUSE
    return day.groupby(begins.cumsum().to_numpy()).agg(moment=("moment", "first"), value=("value", "mean"))


def _pair_sittings(sittings: pd.DataFrame) -> Iterator[tuple[float, float]]:
    before: float | None = None
    for moment, value in zip(sittings["moment"], sittings["value"], strict=True):
        if moment == "pre":
            before = float(value)
        elif before is not None:
            yield before, float(value)
            before = None
