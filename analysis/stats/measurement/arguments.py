"""What was given -> numbers, or an error that says what to do."""

from __future__ import annotations

import math
import numbers

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError


def as_numbers(values: ArrayLike, name: str, *, dimensions: int) -> NDArray[np.float64]:
    """An array of floats with NaN for what is missing."""
    try:
        given = np.asarray(values)
        words = given.dtype == object and any(isinstance(one, str) for one in given.flat)
        if words or given.dtype.kind not in "biufO":
            raise TypeError(f"they are {given.dtype}")
        floats = given.astype(float)
    except (TypeError, ValueError) as error:
        raise DataError(f"{name} must be numbers: {error}") from None
    if floats.ndim != dimensions:
        raise DataError(f"{name} has shape {floats.shape}, must have {dimensions} dimension(s)")
    if np.isinf(floats).any():
        raise DataError(f"{name} holds an infinite number - use NaN for a missing reading")
    return floats


def as_groups(group: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """The number of the group of each reading."""
    import pandas as pd

    labels = np.asarray(group)
    if labels.shape != shape:
        raise DataError(f"group has shape {labels.shape}, values {shape}: they must match by trial")
    codes = pd.factorize(labels)[0]
    if (codes < 0).any():
        raise DataError(
            f"group is missing for trial {int(np.argmax(codes < 0)) + 1} - name it or leave it out"
        )
    return codes.astype(np.intp)


def need_number(value: float, name: str) -> float:
    """A finite number."""
    if not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise DataError(f"{name} is {value!r}, must be a finite number")
    return float(value)


def check_level(level: float) -> None:
    """Refuse what is no probability."""
    if not 0 < need_number(level, "level") < 1:
        raise DataError(f"level is {level!r}, must lie between 0 and 1, such as 0.95")
