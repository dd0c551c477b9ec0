"""The fit -> plain numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover.fit import PhaseFit, fit_phases
from analysis.stats.mixture import Floats, Mixture

if TYPE_CHECKING:
    import pandas as pd

Contrast = Literal["level", "mean_difference"]
CONTRASTS: tuple[Contrast, ...] = ("level", "mean_difference")


@dataclass(frozen=True)
class PhaseChange:
    """One contrast between phase A (baseline) and phase B (routine) of one series.

    Attributes
    ----------
    estimate, low, high : float
        Change from A to B in the unit of the readings, and its interval.
    p : float
        Two-sided, against no change.
    carryover : float
        Posterior mean of rho, the correlation from one typical gap to the next.
    noise_share : float
        Posterior mean of q, the share of the variance that does not carry over (0-1).
    n_a, n_b : int
        Days with a reading in each phase.
    """

    estimate: float
    low: float
    high: float
    p: float
    carryover: float
    noise_share: float
    n_a: int
    n_b: int


def phase_change(
    values: ArrayLike,
    phase: ArrayLike,
    *,
    days: ArrayLike | None = None,
    contrast: Contrast = "level",
    level: float = 0.95,
) -> PhaseChange:
    """Change between two phases of one series, with carry-over integrated out.

    Parameters
    ----------
    values : array, (days,)
        Readings, one a day; NaN where there is none.
    phase : array, (days,)
        True or 'B' for the routine, False or 'A' for the baseline.
    days : array of int, (days,), optional
        Day numbers; None takes consecutive days. Sorted here if they are not.
    contrast : {'level', 'mean_difference'}
        'level' is the step at the start; 'mean_difference' the difference of the phase
        means, which is larger where the change was gradual.
    level : float
        Probability inside the interval.

    Returns
    -------
    PhaseChange

    Raises
    ------
    TooFewPoints
        Fewer than 5 readings, an empty phase, or readings without any variation.
    DataError
        Repeated days, infinite values, shapes that do not fit, an unknown contrast.

    Examples
    --------
    >>> a, b = [6, 5, 7, 6, 6, 5, 7, 6], [4, 3, 5, 4, 3, 4, 4, 3, 4, 3]
    >>> change = phase_change(a + b, [False] * 8 + [True] * 10)
    >>> round(change.estimate, 1), change.high < 0, change.n_b
    (-2.3, True, 10)
    """
    one_row = np.asarray(values)
    if one_row.ndim != 1:
        raise DataError(f"phase_change takes one series, not shape {one_row.shape} - use phase_changes")
    _check_contrast(contrast)
    fit = fit_phases(values, phase, days=days)
    if fit.reason[0]:
        raise TooFewPoints(fit.reason[0])
    return read_change(fit, contrast, level=level)


def phase_changes(
    values: ArrayLike,
    phase: ArrayLike,
    *,
    days: ArrayLike | None = None,
    contrast: Contrast = "level",
    level: float = 0.95,
) -> pd.DataFrame:
    """`phase_change` for many series at once.

    Parameters
    ----------
    values : array, (series, days)
        Readings; NaN where there is none.
    phase : array, (days,) or (series, days)
        True or 'B' for the routine, False or 'A' for the baseline.
    days : array of int, (days,), optional
        Day numbers shared by all series; None takes consecutive days.
    contrast, level
        As in `phase_change`.

    Returns
    -------
    DataFrame
        One row a series: the fields of `PhaseChange` and `reason`, which is null, or
        says why the row holds no number.

    Raises
    ------
    DataError
        As `phase_change`.

    Examples
    --------
    >>> rows = phase_changes([[6, 5, 7, 6, 3, 4, 3, 4], [5, 5, 5, 5, 5, 5, 5, 5]], [0, 0, 0, 0, 1, 1, 1, 1])
    >>> rows["estimate"].round(1).tolist()
    [-2.6, 0.0]
    """
    import pandas as pd

    _check_contrast(contrast)
    fit = fit_phases(values, phase, days=days)
    ok = np.array([not reason for reason in fit.reason], dtype=bool)
    table = pd.DataFrame({"n_a": fit.n_a, "n_b": fit.n_b})
    for name in ("estimate", "low", "high", "p", "carryover", "noise_share"):
        table[name] = np.full(len(ok), np.nan)
    if ok.any():
        numbers = _summaries(fit.mixture(contrast), level)
        numbers |= {"carryover": fit.carryover, "noise_share": fit.noise_share}
        for name, column in numbers.items():
            table.loc[ok, name] = column
    table["reason"] = pd.Series([reason or None for reason in fit.reason], dtype="str")
    return table[[f.name for f in fields(PhaseChange)] + ["reason"]]


def read_change(fit: PhaseFit, contrast: Contrast, *, level: float = 0.95) -> PhaseChange:
    """A contrast of the first fitted series as plain numbers; `fit.reason` must be empty.

    Examples
    --------
    >>> fit = fit_phases([4, 5, 6, 5, 2, 1, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1])
    >>> round(read_change(fit, "mean_difference").estimate, 6)
    -3.5
    """
    numbers = _summaries(fit.mixture(contrast), level)
    numbers |= {"carryover": fit.carryover, "noise_share": fit.noise_share}
    plain = {name: float(column[0]) for name, column in numbers.items()}
    return PhaseChange(**plain, n_a=int(fit.n_a[0]), n_b=int(fit.n_b[0]))


def _check_contrast(contrast: str) -> None:
    if contrast not in CONTRASTS:
        raise DataError(f"contrast is {contrast!r}, must be one of {', '.join(CONTRASTS)}")


def _summaries(mixture: Mixture, level: float) -> dict[str, Floats]:
    if not 0 < level < 1:
        raise DataError(f"level is {level!r}, must lie between 0 and 1, such as 0.95")
    tail = (1 - level) / 2
    return {
        "estimate": mixture.mean(),
        "low": mixture.quantile(tail),
        "high": mixture.quantile(1 - tail),
        "p": mixture.two_sided(),
    }
