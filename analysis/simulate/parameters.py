"""The numbers behind a simulated person: data/reference/simulation_parameters.csv."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from analysis.errors import DataError
from analysis.paths import REFERENCE

TABLE = REFERENCE / "simulation_parameters.csv"
# A number that stands alone: 'AR1 0.2' holds 0.2, 'beta(17,3)' holds 17 and 3.
NUMBER = re.compile(r"(?<![\w.])[-+]?\d*\.?\d+")


@dataclass(frozen=True)
class Parameter:
    """One row of the table.

    Attributes
    ----------
    name, unit : str
    default, low, high : float
        In `unit`; low and high bound what is plausible.
    distribution : str
        In words, such as 'lognormal' or 'beta(17,3)'.
    how_to_use : str
    """

    name: str
    unit: str
    default: float
    low: float
    high: float
    distribution: str
    how_to_use: str

    @property
    def shape(self) -> tuple[float, ...]:
        """The numbers in the words of `distribution`."""
        return _numbers(self.distribution)

    @property
    def offsets(self) -> tuple[float, ...]:
        """The numbers in the words of `how_to_use`."""
        return _numbers(self.how_to_use)

    @property
    def spread(self) -> float:
        """A standard deviation: a quarter of the plausible range (our choice where none is stated)."""
        return (self.high - self.low) / 4


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(found) for found in NUMBER.findall(text))


@cache
def load_parameters() -> Mapping[str, Parameter]:
    """Read the table once.

    Returns
    -------
    mapping of str to Parameter
        Read-only, by name.

    Raises
    ------
    DataError
        The table is not there.

    Examples
    --------
    >>> load_parameters()["pain_within_sd"].default
    1.2
    """
    if not TABLE.is_file():
        raise DataError(f"{TABLE.name} is missing from data/reference - restore it from the repository")
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["param_id"]: _parameter(row) for row in csv.DictReader(lines)})


def _parameter(row: dict[str, str]) -> Parameter:
    default, low, high = (float(row[name]) for name in ("default", "low", "high"))
    name, unit = row["param_id"], row["unit"]
    return Parameter(name, unit, default, low, high, row["distribution"], row["how_to_use"])


def get_parameter(name: str) -> Parameter:
    """One parameter by name.

    Raises
    ------
    DataError
        The table has no such row.

    Examples
    --------
    >>> get_parameter("log_completion").shape
    (17.0, 3.0)
    """
    table = load_parameters()
    if name not in table:
        raise DataError(f"{TABLE.name} has no row {name!r} - restore it from the repository")
    return table[name]


def draw_trait(name: str, rng: np.random.Generator) -> float:
    """Draw what differs between people (or occasions), within the parameter's plausible range.

    The distribution is the one its row names: beta, lognormal (with `default` as mean), else
    normal around `default`. What falls outside low to high is set to the bound, which moves the
    mean less than drawing again would.

    Parameters
    ----------
    name : str
    rng : Generator

    Returns
    -------
    float
        In the parameter's unit.

    Raises
    ------
    DataError
        The table has no such row.

    Examples
    --------
    >>> 0.45 <= draw_trait("log_completion", np.random.default_rng(1)) <= 0.95
    True
    """
    parameter = get_parameter(name)
    return min(max(_draw(parameter, rng), parameter.low), parameter.high)


def _draw(parameter: Parameter, rng: np.random.Generator) -> float:
    shape, kind = parameter.shape, parameter.distribution
    if kind.startswith("beta") and len(shape) == 2:
        return float(rng.beta(*shape))
    if kind.startswith("lognormal"):
        spread = shape[0] if shape else parameter.spread / parameter.default
        sigma = math.sqrt(math.log1p(spread**2))
        centre = math.log(parameter.default) - sigma**2 / 2
        return float(rng.lognormal(centre, sigma))
    return float(rng.normal(parameter.default, parameter.spread))
