"""Rows of readings, checked: a broken one is named with its line and stops nobody but its person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import DataError
from analysis.stats.readings import Readings

NEEDED = ("day", "phase", "value")
LARGEST = 1e100
_FURTHEST_DAY = 10**9


@dataclass(frozen=True, eq=False)
class CheckedRows:
    """Readings of those without a broken row, and what is wrong with the others.

    Attributes
    ----------
    labels : DataFrame
        A row a group, in the order of their first rows: what tells them apart.
    readings : Readings
        Of the groups that are whole; the others have none.
    fault : array of str, (groups,)
        What is wrong with a group's first broken row; '' where nothing is.
    has_dates : bool
        Whether days were given as dates; they are counted from 1970 then.
    """

    labels: pd.DataFrame
    readings: Readings
    fault: NDArray[np.object_]
    has_dates: bool


def check_rows(
    frame: pd.DataFrame, by: list[str], *, source: str = "", broken: Mapping[int, str] = MappingProxyType({})
) -> CheckedRows:
    """Check every row; each fault names file, line, cell and rule.

    Parameters
    ----------
    frame : DataFrame
        Columns of `by`, `day` (whole number or date), `phase` ('A' or 'B') and `value`, blank where
        there is no reading; text is read where the whole cell can be.
    by : list of str
    source : str
        File that the rows come from; their index is then their line, and says so by its name.
    broken : mapping of int to str
        What is wrong with rows as such, by position.

    Raises
    ------
    DataError
        A column is missing.

    Examples
    --------
    >>> rows = pd.DataFrame({"person": ["Ada", "Ben"], "day": [1, 1], "phase": ["A", "A"], "value": ["6", "6?"]})
    >>> rows.index = pd.RangeIndex(2, 4, name="line")
    >>> check_rows(rows, ["person"], source="part-0.csv").fault.tolist()
    ['', "part-0.csv, line 3: value is '6?', must be a number, or blank where there is none"]
    """
    _check_columns(frame, by)
    value, bad_value = _read_values(frame["value"])
    day, bad_day, has_dates = _read_days(frame["day"])
    in_b, bad_phase = _read_phases(frame["phase"])
    groups = frame.groupby(by, sort=False, dropna=False, observed=True)
    group = np.asarray(groups.ngroup(), dtype=np.int64)
    wrong = [
        (bad_value, "value", "must be a number, or blank where there is none"),
        (bad_day, "day", "must be a whole number or a date such as 2026-03-16, of one kind in a file"),
        (bad_phase, "phase", "must be 'A' or 'B' - leave other days out first"),
        (frame[by].isna().any(axis=1).to_numpy(), by[0], "must not be blank: whose reading is it?"),
    ]
    bad = np.logical_or.reduce([some for some, _, _ in wrong])
    bad[list(broken)] = True
    seen = ~np.isnan(value) & ~bad
    twice = _repeat_days(group, day, seen)
    first = np.zeros(groups.ngroups, dtype=np.int64)
    first[group[::-1]] = np.arange(len(frame))[::-1]
    fault = np.full(groups.ngroups, "", dtype=object)
    for row in np.flatnonzero(bad | twice)[::-1].tolist():
        cells = [
            f"{name} is {_show(frame[name].iloc[row])}, {rule}" for some, name, rule in wrong if some[row]
        ]
        second = (
            f"day {_show(frame['day'].iloc[row])} has a second reading - average the readings of a day first"
        )
        where = f"{source}, {frame.index.name} {frame.index[row]}" if source else f"row {row}"
        fault[group[row]] = f"{where}: {broken.get(row) or next(iter(cells), second)}"
    kept = seen & (fault == "")[group]
    readings = Readings(group[kept], in_b[kept], day[kept], value[kept], groups.ngroups)
    return CheckedRows(frame[by].iloc[first].reset_index(drop=True), readings, fault, has_dates)


def _check_columns(frame: pd.DataFrame, by: list[str]) -> None:
    missing = [name for name in (*by, *NEEDED) if name not in frame.columns]
    if missing or not by:
        names = ", ".join(map(repr, missing)) or "to tell people apart"
        raise DataError(f"no column {names} - rows of readings have {', '.join((*by, *NEEDED))}")


def _read_values(cells: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    blank = _is_blank(cells)
    value = pd.to_numeric(cells.where(~blank), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    bad = (np.isnan(value) & ~blank) | (np.abs(value) > LARGEST)
    return np.where(bad, np.nan, value), bad


def _read_phases(cells: pd.Series) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    in_b = (cells == "B").to_numpy(dtype=bool, na_value=False)
    return in_b, ~in_b & ~(cells == "A").to_numpy(dtype=bool, na_value=False)


def _read_days(cells: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.bool_], bool]:
    """Whole day numbers; where most cells are dates, days since 1970."""
    if pd.api.types.is_numeric_dtype(cells):
        number = cells.to_numpy(dtype=float, na_value=np.nan)
        bad = ~((number == np.round(number)) & (np.abs(number) <= _FURTHEST_DAY))
        return np.where(bad, 0, number).astype(np.int64), bad, False
    number = (
        pd.to_numeric(cells, errors="coerce") if not pd.api.types.is_datetime64_any_dtype(cells) else None
    )
    if number is not None and number.notna().sum() * 2 > len(number):
        return _read_days(number)
    date = pd.to_datetime(cells, errors="coerce", format=None if number is None else "%Y-%m-%d")
    date = date if date.dt.tz is None else date.dt.tz_localize(None)
    day = date.to_numpy().astype("datetime64[D]")
    bad = np.isnat(day)
    return np.where(bad, np.datetime64(0, "D"), day).astype(np.int64), bad, True


def _is_blank(cells: pd.Series) -> NDArray[np.bool_]:
    none = cells.isna().to_numpy()
    if pd.api.types.is_numeric_dtype(cells):
        return none
    return none | (cells.astype(object).astype(str).str.strip() == "").to_numpy()


def _repeat_days(
    group: NDArray[np.int64], day: NDArray[np.int64], seen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Readings of a day that has one already."""
    rows = np.flatnonzero(seen)
    order = rows[np.lexsort((rows, day[rows], group[rows]))]
    again = (np.diff(group[order]) == 0) & (np.diff(day[order]) == 0)
    repeated = np.zeros(len(seen), dtype=bool)
    repeated[order[1:][again]] = True
    return repeated


def _show(cell: Any) -> str:
    return "blank" if pd.isna(cell) else repr(str(cell))
