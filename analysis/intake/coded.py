"""Columns as codes of their distinct values, so that cost grows with what differs and not with rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.schema import category_of

_FEW = 100_000


def code_levels(values: Iterable[str | None], levels: Sequence[str]) -> np.ndarray:
    """Give the place of each value among the levels of a category; -1 for None.

    Examples
    --------
    >>> code_levels(["right", None], ["left", "right"]).tolist()
    [1, -1]
    """
    places = {level: at for at, level in enumerate(levels)}
    return np.array([-1 if value is None else places[value] for value in values], dtype=np.int8)


def fill_codes(*codes: np.ndarray | int) -> np.ndarray:
    """Take the first code that is not null, row by row.

    Examples
    --------
    >>> fill_codes(np.array([-1, 0]), np.array([2, 2])).tolist()
    [2, 0]
    """
    found = np.asarray(codes[0])
    for other in codes[1:]:
        found = np.where(found < 0, other, found)
    return found


def as_category(codes: np.ndarray, levels: Sequence[str]) -> pd.api.extensions.ExtensionArray:
    """Make the category column that codes stand for.

    Examples
    --------
    >>> as_category(np.array([1, -1]), ["left", "right"]).tolist()
    ['right', nan]
    """
    return pd.Categorical.from_codes(codes, dtype=category_of(tuple(levels)))


def as_text(codes: np.ndarray, values: Sequence[str | None]) -> pd.api.extensions.ExtensionArray:
    """Make the text column that codes stand for; -1 is null.

    Examples
    --------
    >>> as_text(np.array([0, -1, 0]), ["me"]).tolist()
    ['me', nan, 'me']
    """
    return pd.array(list(values), dtype="str").take(codes, allow_fill=True)


def same_text(value: str | None, size: int) -> pd.api.extensions.ExtensionArray:
    """Make a text column of one value.

    Examples
    --------
    >>> same_text("me", 2).tolist()
    ['me', 'me']
    """
    return as_text(np.full(size, -1 if value is None else 0), [value])


def join_frames(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Join frames of the same columns; many rows a column at a time, and the frames are emptied, to hold each value once.

    Examples
    --------
    >>> join_frames([pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]})])["a"].tolist()
    [1, 2]
    """
    frames = [frame for frame in frames if len(frame)]
    if len(frames) < 2:
        return frames[0].reset_index(drop=True) if frames else pd.DataFrame()
    names = list(dict.fromkeys(name for frame in frames for name in frame.columns))
    if sum(map(len, frames)) <= _FEW and all(names == list(frame.columns) for frame in frames):
        return pd.concat(frames, ignore_index=True)
    taken = [(_take_columns(frame), frame.index) for frame in frames]
    joined = {}
    for name in names:
        parts = [
            columns.pop(name) if name in columns else pd.Series(None, index=index, dtype=object)
            for columns, index in taken
        ]
        joined[name] = pd.concat(parts, ignore_index=True)
        del parts
    return pd.DataFrame(joined, copy=False)


def _take_columns(frame: pd.DataFrame) -> dict[Hashable, pd.Series]:
    """Take every column out of a frame at once: one at a time costs more than a small file."""
    columns = dict(frame.items())
    frame.drop(columns=list(columns), inplace=True)
    return columns
