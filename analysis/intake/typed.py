"""Cells of an exported table -> its columns and dtypes; a cell fits whole or is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.errors import DataError
from analysis.intake.cells.guards import unguard_text
from analysis.intake.faults import Fault, find_faults, find_strange, list_faults, say_levels
from analysis.intake.grid import factor
from analysis.schema import TABLES, Column, conform

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"([+-]?\d{1,18})(?:\.0+)?", re.ASCII)
_STAMP = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d)?", re.ASCII)
_EMPTY = "the cell is empty and must not be"
_FORMS = {
    "float64": "a number such as -4.5",
    "datetime64[s]": "a date such as 2026-03-05 or 2026-03-05 18:30:00",
    "boolean": "true or false",
}


def type_cells(columns: Mapping[str, Sequence[str]], table: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read texts as the columns of a table.

    Parameters
    ----------
    columns : mapping
        Column -> one text a row; an empty text is null.
    table : {'sessions', 'outcomes', 'issues', 'columns', 'files'}

    Returns
    -------
    frame : DataFrame
        The rows without a fault, with the dtypes of the table; the index is their number.
    faults : list of Fault
        One a refused row, its first.
    """
    data, faults = {}, []
    for column in TABLES[table]:
        codes, texts = factor(list(columns[column.name]))
        read = _reader(column)
        values, why = [], {}
        for code, text in enumerate(texts):
            value, problem = _read_cell(text, read, column)
            values.append(value)
            if problem:
                why[code] = problem
        data[column.name] = np.array([*values, None], dtype=object)[:-1][codes]
        for row in np.flatnonzero(np.isin(codes, list(why))):
            faults.append(Fault(int(row), column.name, *why[int(codes[row])]))
    return _keep_fitting(pd.DataFrame(data), faults, table)


def _read_cell(
    text: str, read: Callable[[str], object], column: Column
) -> tuple[object, tuple[str, str] | None]:
    if not text:
        return None, ("required_missing", _EMPTY) if column.required else None
    try:
        return read(text), None
    except LookupError:
        return None, ("level_unknown", say_levels(text, column))
    except ValueError:
        form = _FORMS.get(column.dtype, "a whole number such as 12")
        return None, ("cell_not_read", f"{text!r} is not {form}")


def _reader(column: Column) -> Callable[[str], object]:
    if column.levels:
        levels = {level: level for level in column.levels}
        return lambda text: levels[unguard_text(text) or ""]
    named = {
        "str": unguard_text,
        "category": unguard_text,
        "float64": _read_number,
        "datetime64[s]": _read_stamp,
        "boolean": _read_bool,
    }
    return named.get(column.dtype) or _whole_reader(column.dtype)


def _read_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _whole_reader(dtype: str) -> Callable[[str], int]:
    limits = np.iinfo(dtype.lower())

    def read(text: str) -> int:
        found = _WHOLE.fullmatch(text)
        if not found or not limits.min <= int(found[1]) <= limits.max:
            raise ValueError(text)
        return int(found[1])

    return read


def _read_stamp(text: str) -> dt.datetime:
    if not _STAMP.fullmatch(text):
        raise ValueError(text)
    return dt.datetime.fromisoformat(text)


def _read_bool(text: str) -> bool:
    named = {"true": True, "false": False}
    if text.lower() not in named:
        raise ValueError(text)
    return named[text.lower()]


def type_frame(frame: pd.DataFrame, table: str, name: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Read the columns of a Parquet file as those of a table.

    Parameters
    ----------
    frame : DataFrame
        With every column of the table.
    table, name : str
        The table, and the file for messages.

    Returns
    -------
    frame, faults
        As from `type_cells`.

    Raises
    ------
    DataError
        A column is of another kind, such as text where numbers belong.
    """
    data, faults = {}, find_strange(frame, table)
    for column in TABLES[table]:
        values = frame[column.name].reset_index(drop=True)
        _check_kind(values, column, name)
        if column.required:
            faults += list_faults(values.isna(), column.name, "required_missing", _EMPTY)
        if column.levels:
            values = values.astype(object)
        if "int" in column.dtype.lower():
            values, strange = _whole_numbers(values, column.dtype)
            faults += list_faults(strange, column.name, "cell_not_read", "no whole number, or too large")
        data[column.name] = values
    return _keep_fitting(pd.DataFrame(data), faults, table)


def _check_kind(values: pd.Series, column: Column, name: str) -> None:
    types = pd.api.types
    kinds = {
        "float64": lambda v: types.is_numeric_dtype(v) and not types.is_bool_dtype(v),
        "datetime64[s]": lambda v: getattr(v.dtype, "kind", "") == "M" and getattr(v.dtype, "tz", None) is None,
        "boolean": lambda v: types.infer_dtype(v, skipna=True) == "boolean",
        "str": types.is_string_dtype,
        "category": lambda v: isinstance(v.dtype, pd.CategoricalDtype) or types.is_string_dtype(v),
    }  # fmt: skip
    fits = kinds.get(column.dtype, kinds["float64"])
    if not values.isna().all() and not fits(values):
        raise DataError(
            f"{name}: column {column.name} holds {values.dtype}, must be {column.dtype} - export it again"
        )


def _whole_numbers(values: pd.Series, dtype: str) -> tuple[pd.Series, np.ndarray]:
    limits = np.iinfo(dtype.lower())
    numbers = values.astype("Float64") if values.isna().any() else values
    filled = numbers.fillna(0)
    strange = ((filled % 1 != 0) | (filled < limits.min) | (filled > limits.max)).to_numpy(dtype=bool)
    return numbers.where(~strange, 0), strange


def _keep_fitting(frame: pd.DataFrame, faults: list[Fault], table: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Give the rows without a fault their dtypes, and look at them again as what they are."""
    first = {fault.row: fault for fault in reversed(faults)}
    rows = np.setdiff1d(np.arange(len(frame)), list(first))
    typed = conform(frame.iloc[rows], table).set_axis(rows)
    more = find_faults(typed.reset_index(drop=True), table)
    first |= {int(rows[f.row]): f._replace(row=int(rows[f.row])) for f in reversed(more)}
    kept = typed.drop(index=[int(rows[fault.row]) for fault in {f.row: f for f in more}.values()])
    return kept, [first[row] for row in sorted(first)]
