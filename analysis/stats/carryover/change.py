"""The fit -> plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.stats.carryover.columns import CONTRASTS, Contrast
from analysis.stats.carryover.fit import Average, PhaseFit, fit_packed
from analysis.stats.carryover.packing import BLOCK
from analysis.stats.carryover.series import read_series
from analysis.stats.mixture import Mixture
from analysis.stats.student import Floats

if TYPE_CHECKING:
    import pandas as pd


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
        Days that were compared in each phase.
    n_dropped : int
        Days left out because a covariate was not known.
    """

    estimate: float
    low: float
    high: float
    p: float
    carryover: float
    noise_share: float
    n_a: int
    n_b: int
    n_dropped: int = 0


_NUMBERS = ("estimate", "low", "high", "p", "carryover", "noise_share")


def phase_change(
    values: ArrayLike,
    phase: ArrayLike,
    *,
    days: ArrayLike | None = None,
    contrast: Contrast = "level",
    level: float = 0.95,
    tau: float | None = None,
    covariates: ArrayLike | None = None,
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
    contrast : str
        What is asked; days count from the first day of B.

        - 'level': the step at the start; B may come and go (ABAB, alternating days).
        - 'mean_difference': the difference of the phase means, which is larger than the
          step where the change was gradual.
        - 'now': A against the last 14 days of B (the last 3 readings where the typical
          gap is 5 days or more); `level` where B is not longer, as `n_b` shows.
        - 'trend_adjusted': the step beside one straight line through all days.
        - 'level_and_slope', 'slope_change': a line in A and another in B; the step at
          the first day of B, and the change of the slope, a day.
        - 'weekly_gain': the slope in B, in 7 days.
        - 'gradual': a rise to a plateau, 1 - exp(-d / tau) after d days of B; as reached
          on the last day.
    level : float
        Probability inside the interval.
    tau : float, optional
        Days after which 63 % of a gradual change is reached; given beforehand, never fitted.
    covariates : array, (days,) or (days, covariates), optional
        What else may move the readings. One that the routine itself changes removes its
        effect: look at both. A reading whose covariate is NaN is left out and counted.

    Returns
    -------
    PhaseChange

    Raises
    ------
    TooFewPoints
        Fewer than 3 readings more than the contrast has columns (2, with slopes 3 or 4, and one
        a covariate), an empty phase, readings without any variation, columns that cannot be told
        apart, or phases that come and go where the contrast needs one start.
    DataError
        Repeated days, infinite values, shapes that do not fit, an unknown contrast, no tau.

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
    models, averages = _ask(contrast)
    fit = fit_packed(read_series(values, phase, days, covariates), models, averages, tau)
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
    tau: float | None = None,
    covariates: ArrayLike | None = None,
) -> pd.DataFrame:
    """`phase_change` for many series at once.

    Parameters
    ----------
    values : array, (series, days)
        Readings; NaN where there is none.
    phase : array, (days,) or (series, days)
        True or 'B' for the routine, False or 'A' for the baseline.
    days : array of int, (days,) or (series, days), optional
        Day numbers; None takes consecutive days.
    contrast, level, tau
        As in `phase_change`.
    covariates : array, (days, covariates) or (series, days, covariates), optional

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
    >>> rows = phase_changes([[6, 5, 7, 6, 3, 4, 3, 4], [5, 5, 5, 5, 4, 4, 4, 4]], [0, 0, 0, 0, 1, 1, 1, 1])
    >>> rows["estimate"].round(1).tolist()
    [-2.6, -1.0]
    """
    import pandas as pd

    models, averages = _ask(contrast)
    data = read_series(values, phase, days, covariates)
    blocks = []
    for first in range(0, max(len(data.y), 1), BLOCK):
        fit = fit_packed(data.take(slice(first, first + BLOCK)), models, averages, tau)
        blocks.append(_table(fit, contrast, level))
    table = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    return pd.DataFrame(table).astype({"reason": "str"})


def _table(fit: PhaseFit, contrast: Contrast, level: float) -> dict[str, NDArray[Any]]:
    ok = np.array([not reason for reason in fit.reason], dtype=bool)
    numbers = {name: np.full(len(ok), np.nan) for name in _NUMBERS}
    if ok.any():
        for name, column in _summarise(fit, contrast, level).items():
            numbers[name][ok] = column
    counts = {"n_a": fit.n_a, "n_b": fit.n_b, "n_dropped": fit.n_dropped}
    reason = np.array([reason or None for reason in fit.reason], dtype=object)
    return {**numbers, **counts, "reason": reason}


def read_change(fit: PhaseFit, contrast: str, *, level: float = 0.95) -> PhaseChange:
    """A contrast or average of the first fitted series as plain numbers; `fit.reason` must be empty.

    Examples
    --------
    >>> from analysis.stats.carryover import fit_phases
    >>> phases = [0, 0, 0, 0, 1, 1, 1, 1]
    >>> fit = fit_phases([4, 5, 6, 5, 2, 1, 2, 1], phases, averages=["mean_difference"])
    >>> round(read_change(fit, "mean_difference").estimate, 6)
    -3.5
    """
    return read_changes(fit, [(contrast, level)])[0]


def read_changes(fit: PhaseFit, asked: Sequence[tuple[str, float]], *, row: int = 0) -> list[PhaseChange]:
    """`read_change` for several contrasts, each with its level, of one of the fitted series.

    Examples
    --------
    >>> from analysis.stats.carryover import fit_phases
    >>> fit = fit_phases([4, 5, 6, 5, 2, 1, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1])
    >>> wide, narrow = read_changes(fit, [("level", 0.95), ("level", 0.90)])
    >>> wide.low < narrow.low
    True
    """
    parts = [fit.mixture(name).row(row) for name, _ in asked]
    stacked, tails = Mixture.stack(parts), np.array([_tail(level) for _, level in asked])
    low, high = np.split(Mixture.stack([stacked, stacked]).quantile(np.concatenate([tails, 1 - tails])), 2)
    estimate, p = stacked.mean() + 0.0, stacked.two_sided()
    noise = {"carryover": float(fit.carryover[row]), "noise_share": float(fit.noise_share[row])}
    counts = {"n_a": int(fit.n_a[row]), "n_b": int(fit.n_b[row]), "n_dropped": int(fit.n_dropped[row])}
    return [
        PhaseChange(float(estimate[i]), float(low[i]), float(high[i]), float(p[i]), **noise, **counts)
        for i in range(len(asked))
    ]


def _ask(contrast: str) -> tuple[tuple[str, ...], tuple[Average, ...]]:
    """The model and the averages that hold a contrast."""
    if contrast not in CONTRASTS:
        raise DataError(f"contrast is {contrast!r}, must be one of {', '.join(CONTRASTS)}")
    return (contrast,), (("mean_difference",) if contrast == "mean_difference" else ())


def _summarise(fit: PhaseFit, contrast: Contrast, level: float) -> dict[str, Floats]:
    mixture, tail = fit.mixture(contrast), _tail(level)
    return {
        "estimate": mixture.mean() + 0.0,
        "low": mixture.quantile(tail),
        "high": mixture.quantile(1 - tail),
        "p": mixture.two_sided(),
        "carryover": fit.carryover,
        "noise_share": fit.noise_share,
    }


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise DataError(f"level is {level!r}, must lie between 0 and 1, such as 0.95")
    return (1 - level) / 2
