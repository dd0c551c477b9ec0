"""The tables, column by column: name, dtype, unit, allowed range, null policy.

Everything that makes a frame of `Logs` ends with `conform`, so that the columns,
their order and their dtypes are the same for every file and for no file at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
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
    doc : str
        What it means, where the name does not say it.
    """

    name: str
    dtype: str = "str"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    required: bool = False
    levels: tuple[str, ...] = ()
    doc: str = ""


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


def _category(name: str, levels: list[str], *, required: bool = False, doc: str = "") -> Column:
    return Column(name, "category", levels=tuple(levels), required=required, doc=doc)


SESSIONS = (
    Column("session_id", required=True, doc="one workout: person, date, start, routine, source"),
    Column("row_id", required=True, doc="hash of the row's key"),
    Column("person", required=True, doc="'me' where the file does not say"),
    Column("date", "datetime64[s]", required=True, doc="the person's own day"),
    Column("start", "datetime64[s]"),
    Column("end", "datetime64[s]"),
    Column("utc_offset_min", "Int16", "min", doc="null where unknown"),
    Column("routine", doc="as written, or the header of a minutes column"),
    Column("exercise", doc="as written"),
    Column("exercise_key", doc="its id in reference/exercises.csv; null where it is not known"),
    _category("region", REGIONS),
    _category("side", SIDES, required=True, doc="unknown, not both, where the file does not say"),
    Column("minutes", "float64", "min", 0, 600, doc="null: not known; no row where none were done"),
    Column("sets", "Int16", "", 1, 50),
    Column("reps", "Int16", "", 1, 500),
    Column("hold_s", "float64", "s", 1, 1800, doc="of one hold"),
    Column("effort", "float64", "points", 0, 10),
    Column("done", "boolean", doc="false: planned and not done; null: not said"),
    _category("minutes_from", MINUTES_FROM, doc="where the minutes come from"),
    Column("notes"),
    Column("file_id", required=True, doc="file, as in files"),
    Column("line", "Int32", required=True, doc="physical line in the file, as an editor counts"),
    Column("source", "category", doc="app or 'generic'"),
)

OUTCOMES = (
    Column("row_id", required=True, doc="hash of the reading's key"),
    Column("person", required=True, doc="'me' where the file does not say"),
    Column("date", "datetime64[s]", required=True, doc="the person's own day"),
    Column("time", "datetime64[s]", doc="null where unknown"),
    Column("utc_offset_min", "Int16", "min", doc="null where unknown"),
    _category("metric", list(METRICS), required=True, doc="what was measured"),
    Column(
        "measure",
        doc="the test, an id of reference/outcome_measures.csv, or the movement where a joint has several; null where unknown",
    ),
    _category("region", REGIONS),
    _category("side", SIDES, required=True),
    _category("moment", MOMENTS, required=True, doc="before or after a session, or time of day"),
    Column("value", "float64", doc="null: asked and not answered"),
    Column("unit", "category"),
    Column("low", "float64", doc="of a range such as 3-4, or of >5"),
    Column("high", "float64", doc="of a range such as 3-4, or of <2"),
    _category("kind", KINDS, required=True, doc="exact, about (~5), a range, a bound, a word, or rescaled"),
    Column("scale_min", "float64", doc="the scale as stated"),
    Column("scale_max", "float64"),
    Column("entered_at", "datetime64[s]", doc="when it was typed in, where the file says"),
    Column("instrument", doc="what it was measured with, as written"),
    Column("trial", "Int16", doc="1, 2, 3 for repeated readings"),
    Column("warm", "boolean", doc="after a warm-up; null where unknown"),
    Column("raw", doc="the cell as written"),
    Column("notes"),
    Column("file_id", required=True),
    Column("line", "Int32", required=True),
    Column("source", "category"),
)

ISSUES = (
    _category(
        "severity",
        SEVERITIES,
        required=True,
        doc="error: left out; warning: changed or assumed; note: to know",
    ),
    Column("file", required=True),
    Column("line", "Int32", doc="null where it concerns the whole file"),
    Column("record", "Int32"),
    Column("column", doc="header as written"),
    Column("text", doc="the original, up to 200 characters"),
    Column("did", required=True, doc="what was done"),
    Column("value", doc="what came of it"),
    Column("rule", required=True, doc="stable code"),
    Column("fix", doc="what to type"),
)

COLUMNS = (
    Column("file_id", required=True, doc="file, as in files"),
    Column("file", required=True),
    Column("line", "Int32", doc="of the header; null where there is none"),
    Column("position", "Int32", doc="from 0; null for the second half of a split column"),
    Column("header", doc="as written"),
    Column("role", doc="what it was taken for; null: not read"),
    Column("measure"),
    _category("region", REGIONS),
    _category("side", SIDES, doc="as the header says"),
    _category("moment", MOMENTS, doc="as the header says"),
    Column("unit", doc="as the header says"),
    Column("scale_min", "float64"),
    Column("scale_max", "float64"),
    Column("decimal_mark"),
    Column("cells", "int64", required=True, doc="that hold something"),
    Column("refused", "int64", required=True, doc="of these, the ones that could not be read"),
    Column("example", doc="the first that holds something"),
    Column("why", doc="how the role is known, or why there is none"),
)

FILES = (
    Column("file_id", required=True, doc="SHA-256 of the bytes"),
    Column("name", required=True),
    Column("path", required=True),
    Column("bytes", "Int64", "bytes"),
    Column("encoding"),
    Column("encoding_why"),
    Column("delimiter"),
    Column("header_line", "Int32"),
    Column("app"),
    Column("layout", doc="signature of the header"),
    Column("date_order"),
    Column("date_order_why", doc="the evidence"),
    Column("decimal_mark", doc="by column"),
    Column("zone"),
    Column("records_read", "int64", required=True, doc="= kept + skipped + left_out"),
    Column("kept", "int64", required=True, doc="something came of it"),
    Column("skipped", "int64", required=True, doc="nothing to keep, on purpose"),
    Column("left_out", "int64", required=True, doc="had something, none of it readable"),
    Column("mapping", doc="saved answers that were used"),
    Column("note"),
)

TABLES = {"sessions": SESSIONS, "outcomes": OUTCOMES, "issues": ISSUES, "columns": COLUMNS, "files": FILES}


def conform(frame: pd.DataFrame | None, table: str) -> pd.DataFrame:
    """Give a frame the columns, order and dtypes of a table; missing columns become null.

    Parameters
    ----------
    frame : DataFrame or None
        None makes the empty table. Comes back unchanged; a new frame is returned.
    table : {'sessions', 'outcomes', 'issues', 'columns', 'files'}

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
    frame = frame.reset_index(drop=True)
    data = {c.name: _cast(frame, c) for c in columns}
    return pd.DataFrame(data, index=frame.index, copy=False)


@cache
def category_of(levels: tuple[str, ...]) -> pd.CategoricalDtype:
    """Give the type of a category, made once: making it takes longer than a small column.

    Examples
    --------
    >>> category_of(("left", "right")).categories.tolist()
    ['left', 'right']
    """
    return pd.CategoricalDtype(list(levels))


@cache
def _dtype_of(name: str) -> Any:
    return pd.api.types.pandas_dtype(name)


def _cast(frame: pd.DataFrame, column: Column) -> pd.Series:
    given = column.name in frame
    values = frame[column.name] if given else _nulls(column, len(frame))
    if column.dtype != "category":
        dtype = _dtype_of(column.dtype)
        return values if values.dtype == dtype else values.astype(dtype)
    if not column.levels:
        return _sort_levels(values)
    levels = category_of(column.levels)
    return values if values.dtype == levels else pd.Series(pd.Categorical(values, dtype=levels))


def _sort_levels(values: pd.Series) -> pd.Series:
    """Give a category the levels that occur, in their order."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return values.astype("str").astype("category")
    used = values.cat.remove_unused_categories()
    return used.cat.set_categories(pd.Index(sorted(map(str, used.cat.categories)), dtype="str"))


def _nulls(column: Column, size: int) -> pd.Series:
    """Make a column that holds nothing."""
    if column.levels:
        return pd.Series(pd.Categorical.from_codes(np.full(size, -1), dtype=category_of(column.levels)))
    dtype = _dtype_of("str" if column.dtype == "category" else column.dtype)
    one = pd.Series([None], dtype="object").astype(dtype)
    return one.iloc[np.zeros(size, dtype=np.intp)].reset_index(drop=True)
