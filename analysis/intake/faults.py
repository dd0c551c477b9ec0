"""Rows that break the rules of their table: an empty cell, a value out of range, an id twice."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import METRICS, TABLES, Column

_SPOILED = r"[+-]?\d[.,]\d+E[+-]?\d+"


class Fault(NamedTuple):
    """One cell that cannot stay: its row, column, the rule it breaks, and why."""

    row: int
    column: str
    rule: str
    why: str


def find_faults(frame: pd.DataFrame, table: str) -> list[Fault]:
    """Find the cells of a table that break a rule of its schema.

    Parameters
    ----------
    frame : DataFrame
        With the columns and dtypes of the table (`analysis.schema.conform`).
    table : {'sessions', 'outcomes', 'issues', 'columns', 'files'}

    Examples
    --------
    >>> from analysis.schema import conform
    >>> row = {"file_id": "a", "name": "a.csv", "path": "a.csv", "records_read": 3, "kept": 1}
    >>> frame = conform(pd.DataFrame([{**row, "skipped": 1, "left_out": 0}]), "files")
    >>> find_faults(frame, "files")[0].why
    '3 is not kept + skipped + left_out'
    """
    found: list[Fault] = []
    for column in TABLES[table]:
        found += _check_column(frame, column)
    if table == "outcomes":
        found += _check_metrics(frame)
    if table == "files":
        found += _check_balance(frame)
    return found


def find_strange(frame: pd.DataFrame, table: str) -> list[Fault]:
    """Find texts that are no level of their column, before they become a category.

    Examples
    --------
    >>> find_strange(pd.DataFrame({"side": ["left", "links"]}), "outcomes")[0].why
    "'links' is not known; must be one of left, right, both, midline, unknown"
    """
    found = []
    for column in TABLES[table]:
        if column.levels and column.name in frame:
            values = frame[column.name].reset_index(drop=True)
            for row in np.flatnonzero(values.notna() & ~values.isin(column.levels)):
                found.append(Fault(int(row), column.name, "level_unknown", say_levels(values[row], column)))
    return found


def say_levels(text: object, column: Column) -> str:
    """Say which levels a column has.

    Examples
    --------
    >>> say_levels("x", Column("severity", levels=("error", "note")))
    "'x' is not known; must be one of error, note"
    """
    return f"{text!r} is not known; must be one of {', '.join(column.levels)}"


def _check_column(frame: pd.DataFrame, column: Column) -> list[Fault]:
    values = frame[column.name]
    found = []
    if column.required:
        found += list_faults(
            values.isna(), column.name, "required_missing", "the cell is empty and must not be"
        )
    if column.dtype == "float64":
        found += list_faults(np.isinf(values), column.name, "out_of_range", "the number is not finite")
    if column.low is not None:
        numbers = values.to_numpy(dtype=float, na_value=np.nan)
        outside = (numbers < column.low) | (numbers > column.high)
        why = f"{{:g}} is out of range: {column.low:g} to {column.high:g} {column.unit}".rstrip()
        found += list_faults(outside, column.name, "out_of_range", why, numbers)
    if column.name == "date":
        late = values.notna() & (values != values.dt.normalize())
        found += list_faults(late, "date", "cell_not_read", "a day has no time of day here")
    if column.name.endswith("_id"):
        spoiled = values.str.fullmatch(_SPOILED, na=False)
        found += list_faults(
            spoiled, column.name, "cell_not_read", "a spreadsheet has made a number of the id"
        )
    if column.name == "row_id":
        again = values.notna() & values.duplicated()
        found += list_faults(again, "row_id", "row_repeated", "the row stands in the table already")
    return found


def _check_metrics(frame: pd.DataFrame) -> list[Fault]:
    """Find values outside what their metric can be."""
    codes = frame["metric"].cat.codes.to_numpy()
    metrics = [METRICS[name] for name in frame["metric"].cat.categories]
    low = np.array([metric.low for metric in metrics] + [np.nan])[codes]
    high = np.array([metric.high for metric in metrics] + [np.nan])[codes]
    unit = np.array([metric.unit for metric in metrics] + [""], dtype=object)[codes]
    odd = frame["unit"].notna() & (frame["unit"].astype(object) != unit)
    found = list_faults(odd, "unit", "level_unknown", "it is not the unit of this metric")
    for name in ("value", "low", "high"):
        numbers = frame[name].to_numpy(dtype=float)
        outside = ((numbers < low) | (numbers > high)) & np.isfinite(numbers)
        for row in np.flatnonzero(outside):
            metric = metrics[codes[row]]
            why = f"{numbers[row]:g} is no {metric.name}: {metric.low:g} to {metric.high:g} {metric.unit}"
            found.append(Fault(int(row), name, "out_of_range", why))
    return found


def _check_balance(frame: pd.DataFrame) -> list[Fault]:
    read = frame["records_read"]
    counts = frame[["kept", "skipped", "left_out"]]
    off = (read != counts.sum(axis=1)) | (counts < 0).any(axis=1)
    why = "{:g} is not kept + skipped + left_out"
    return list_faults(off, "records_read", "balance", why, read.to_numpy(dtype=float))


def list_faults(
    bad: pd.Series | np.ndarray, column: str, rule: str, why: str, numbers: np.ndarray | None = None
) -> list[Fault]:
    """List the rows where `bad` holds; `numbers` fill the blank in `why`."""
    rows = np.flatnonzero(np.asarray(bad, dtype=bool))
    return [
        Fault(int(row), column, rule, why if numbers is None else why.format(numbers[row])) for row in rows
    ]
