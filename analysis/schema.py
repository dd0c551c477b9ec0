"""The tables, column by column: name, dtype, unit, allowed range, null policy.

Everything that makes a frame of `Logs` ends with `conform`, so that the columns,
their order and their dtypes are the same for every file and for no file at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

REGIONS = [
    *("neck", "shoulder", "upper_back", "lower_back", "hip", "hamstring", "quad", "groin"),
    *("knee", "calf", "ankle", "foot", "wrist", "elbow", "whole", "other"),
]
SIDES = ["left", "right", "both", "midline", "unknown"]
MOMENTS = ["pre", "post", "morning", "midday", "evening", "night", "day", "none"]
KINDS = ["exact", "approx", "range", "bound_low", "bound_high", "word", "rescaled"]
MINUTES_FROM = ["given", "sets_x_hold", "start_end", "workout_total"]
SEVERITIES = ["error", "warning", "note"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name, dtype, unit : str
        dtype as pandas names it; 'category' takes its levels from `levels`.
    low, high : float or None
        Values outside are refused and listed as issues.
    required : bool
        True: never null.
    levels : tuple of str
        The only values of a category; empty where any is allowed.
    """

    name: str
    dtype: str = "str"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Metric:
    """One kind of outcome: its unit and its accepted range (inclusive)."""

    name: str
    unit: str
    low: float
    high: float
    rating: bool = False


METRICS = {
    m.name: m
    for m in (
        Metric("tightness", "points", 0, 10, rating=True),
        Metric("pain", "points", 0, 10, rating=True),
        Metric("stress", "points", 0, 10, rating=True),
        Metric("soreness", "points", 0, 10, rating=True),
        Metric("energy", "points", 0, 10, rating=True),
        Metric("mood", "points", 0, 10, rating=True),
        Metric("sleep_quality", "points", 0, 10, rating=True),
        Metric("effort", "points", 0, 10, rating=True),
        Metric("posture", "points", 0, 10, rating=True),
        Metric("function", "points", 0, 100),
        Metric("rom", "deg", -90, 220),
        Metric("reach", "cm", -60, 150),
        Metric("sleep_h", "h", 0, 24),
        Metric("sitting_h", "h", 0, 24),
        Metric("painkillers", "count", 0, 20),
        Metric("activity_min", "min", 0, 1440),
        Metric("steps", "count", 0, 200_000),
        Metric("weight_kg", "kg", 2, 400),
        Metric("resting_hr", "bpm", 20, 250),
    )
}


def _category(name: str, levels: list[str], *, required: bool = False) -> Column:
    return Column(name, "category", levels=tuple(levels), required=required)


SESSIONS = (
    Column("session_id", required=True),
    Column("row_id", required=True),
    Column("person", required=True),
    Column("date", "datetime64[s]", required=True),
    Column("start", "datetime64[s]"),
    Column("end", "datetime64[s]"),
    Column("utc_offset_min", "Int16", "min"),
    Column("routine"),
    Column("exercise"),
    Column("exercise_key"),
    _category("region", REGIONS),
    _category("side", SIDES, required=True),
    Column("minutes", "float64", "min", 0, 600),
    Column("sets", "Int16", "", 1, 50),
    Column("reps", "Int16", "", 1, 500),
    Column("hold_s", "float64", "s", 1, 1800),
    Column("effort", "float64", "points", 0, 10),
    Column("done", "boolean"),
    _category("minutes_from", MINUTES_FROM),
    Column("notes"),
    Column("file_id", required=True),
    Column("line", "Int32", required=True),
    Column("source", "category"),
)

OUTCOMES = (
    Column("row_id", required=True),
    Column("person", required=True),
    Column("date", "datetime64[s]", required=True),
    Column("time", "datetime64[s]"),
    Column("utc_offset_min", "Int16", "min"),
    _category("metric", list(METRICS), required=True),
    Column("measure"),
    _category("region", REGIONS),
    _category("side", SIDES, required=True),
    _category("moment", MOMENTS, required=True),
    Column("value", "float64"),
    Column("unit", "category"),
    Column("low", "float64"),
    Column("high", "float64"),
    _category("kind", KINDS, required=True),
    Column("scale_min", "float64"),
    Column("scale_max", "float64"),
    Column("entered_at", "datetime64[s]"),
    Column("instrument"),
    Column("trial", "Int16"),
    Column("warm", "boolean"),
    Column("raw"),
    Column("notes"),
    Column("file_id", required=True),
    Column("line", "Int32", required=True),
    Column("source", "category"),
)

ISSUES = (
    _category("severity", SEVERITIES, required=True),
    Column("file", required=True),
    Column("line", "Int32"),
    Column("record", "Int32"),
    Column("column"),
    Column("text"),
    Column("did", required=True),
    Column("value"),
    Column("rule", required=True),
    Column("fix"),
)

FILES = (
    Column("file_id", required=True),
    Column("name", required=True),
    Column("path", required=True),
    Column("bytes", "Int64", "bytes"),
    Column("encoding"),
    Column("encoding_why"),
    Column("delimiter"),
    Column("header_line", "Int32"),
    Column("app"),
    Column("layout"),
    Column("date_order"),
    Column("date_order_why"),
    Column("decimal_mark"),
    Column("zone"),
    Column("records_read", "int64", required=True),
    Column("kept", "int64", required=True),
    Column("skipped", "int64", required=True),
    Column("left_out", "int64", required=True),
    Column("mapping"),
    Column("note"),
)

TABLES = {"sessions": SESSIONS, "outcomes": OUTCOMES, "issues": ISSUES, "files": FILES}


def conform(frame: pd.DataFrame | None, table: str) -> pd.DataFrame:
    """Give a frame the columns, order and dtypes of a table; missing columns become null.

    Parameters
    ----------
    frame : DataFrame or None
        None makes the empty table. Comes back unchanged; a new frame is returned.
    table : {'sessions', 'outcomes', 'issues', 'files'}

    Raises
    ------
    KeyError
        A column that the table does not have.

    Examples
    --------
    >>> conform(None, "issues").columns[:3].tolist()
    ['severity', 'file', 'line']
    """
    columns = TABLES[table]
    known = [c.name for c in columns]
    frame = pd.DataFrame(columns=known) if frame is None else frame
    extra = [c for c in frame.columns if c not in known]
    if extra:
        raise KeyError(f"{table} has no column {extra}; its columns are {known}")
    data = {c.name: _cast(frame, c) for c in columns}
    return pd.DataFrame(data, index=pd.RangeIndex(len(frame)))


def _cast(frame: pd.DataFrame, column: Column) -> pd.Series:
    if column.name in frame:
        values = frame[column.name].reset_index(drop=True)
    else:
        values = pd.Series([None] * len(frame), dtype=object)
    if column.dtype != "category":
        return values.astype(pd.api.types.pandas_dtype(column.dtype))
    if not column.levels:
        return values.astype("str").astype("category")
    return pd.Series(pd.Categorical(values, categories=list(column.levels)))
