"""The noise engine: what changed between two phases when days are not independent.

A reading is X beta + e, and e is a slow state plus rating noise:

    R = (1 - q) rho^(|s - t| / g0) + q I

rho is the carry-over from one typical gap g0 to the next, q the share of noise that
does not carry over. Neither is estimated: both are integrated out on a fixed grid, so
there is nothing to converge and no random number. Each grid point is one pass of a
scalar Kalman filter, which whitens y and X in time proportional to the days.

The prior: 0.8 of the mass has q = 0 (rho from -.30 to .98), 0.2 is shared by q = .25,
.50 and .75 (rho from .50 to .98); within a q it is proportional to (1 - rho^2)^(-1/2).
The cut at .98 is a choice: slower states than that look like a trend.

References
----------
Harvey, A. C. (1989). Forecasting, Structural Time Series Models and the Kalman Filter.
Zellner, A. & Tiao, G. C. (1964). Bayesian analysis of the regression model with
autocorrelated errors. JASA 59, 763-778. doi:10.1080/01621459.1964.10480726
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import DataError, TooFewPoints
from analysis.stats.mixture import Floats, Mixture
from analysis.stats.reading_step import reading_step

if TYPE_CHECKING:
    import pandas as pd

Contrast = Literal["level", "mean_difference"]
CONTRASTS: tuple[Contrast, ...] = ("level", "mean_difference")

_NOISE_SHARES = (0.25, 0.50, 0.75)
_NOISE_MASS = 0.2
_CHUNK = 256


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
    fit = fit_phases(values, phase, days=days)
    if fit.reason[0]:
        raise TooFewPoints(fit.reason[0])
    return fit.change(contrast, level=level)


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


@dataclass(frozen=True)
class PhaseFit:
    """Two-phase fits of many series, from which every contrast is read.

    Attributes
    ----------
    n_a, n_b : array of int, (series,)
    reason : tuple of str, (series,)
        Empty where there is a fit. The arrays below have a row for those series only.
    weights : array, (fits, points)
        Posterior weight of each grid point.
    level_centres, level_scales, difference_centres, difference_scales : array, (fits, points)
    df : array, (fits, 1)
    """

    n_a: NDArray[np.int64]
    n_b: NDArray[np.int64]
    reason: tuple[str, ...]
    weights: Floats
    level_centres: Floats
    level_scales: Floats
    difference_centres: Floats
    difference_scales: Floats
    df: Floats

    @property
    def carryover(self) -> Floats:
        """Posterior mean of rho, (fits,)."""
        return self.weights @ _grid().rho

    @property
    def noise_share(self) -> Floats:
        """Posterior mean of q, (fits,)."""
        return self.weights @ _grid().q

    def mixture(self, contrast: Contrast) -> Mixture:
        """What is known of a contrast, one row a fit."""
        if contrast == "level":
            return Mixture(self.weights, self.level_centres, self.level_scales, self.df)
        if contrast == "mean_difference":
            return Mixture(self.weights, self.difference_centres, self.difference_scales, self.df)
        raise DataError(f"contrast is {contrast!r}, must be one of {', '.join(CONTRASTS)}")

    def change(self, contrast: Contrast, *, level: float = 0.95) -> PhaseChange:
        """The first series' contrast as plain numbers."""
        numbers = _summaries(self.mixture(contrast), level)
        numbers |= {"carryover": self.carryover, "noise_share": self.noise_share}
        plain = {name: float(column[0]) for name, column in numbers.items()}
        return PhaseChange(**plain, n_a=int(self.n_a[0]), n_b=int(self.n_b[0]))


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


def fit_phases(values: ArrayLike, phase: ArrayLike, *, days: ArrayLike | None = None) -> PhaseFit:
    """Fit every series over the whole noise grid; see `phase_changes` for the arguments."""
    rows = _as_rows(values)
    in_b = _as_phase(phase, rows.shape)
    day = _as_days(days, rows.shape)
    packed = _pack(rows, in_b, day)
    n_b = (packed.in_b & packed.valid).sum(axis=1)
    n_a = packed.valid.sum(axis=1) - n_b
    step = reading_step(rows)
    reason = _reasons(packed, n_a, n_b, step)
    ok = np.flatnonzero([not text for text in reason])
    parts = [_fit(packed.take(part), step[part]) for part in _parts(ok)]
    arrays = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    return PhaseFit(n_a, n_b, reason, *arrays)


def _parts(rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Cut rows into chunks that stay in the processor's cache; at least one, even if empty."""
    return [rows[i : i + _CHUNK] for i in range(0, max(len(rows), 1), _CHUNK)]


def _as_rows(values: ArrayLike) -> Floats:
    try:
        rows = np.atleast_2d(np.asarray(values, dtype=float))
    except (TypeError, ValueError) as error:
        raise DataError(f"values must be numbers: {error}") from None
    if rows.ndim != 2:
        raise DataError(f"values have shape {rows.shape}, must be (days,) or (series, days)")
    if np.isinf(rows).any():
        raise DataError("values hold an infinite number - use NaN for a missing reading")
    return rows


def _as_phase(phase: ArrayLike, shape: tuple[int, int]) -> NDArray[np.bool_]:
    given = np.asarray(phase)
    if given.dtype != bool:
        is_b = (given == "B") | (given == 1)
        if not (is_b | (given == "A") | (given == 0)).all():
            raise DataError("phase must be True/False or 'B'/'A' for every day - leave other days out first")
        given = is_b
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise DataError(f"phase has shape {given.shape}, values {shape}: they must match by day") from None


def _as_days(days: ArrayLike | None, shape: tuple[int, int]) -> NDArray[np.int64]:
    if days is None:
        return np.broadcast_to(np.arange(shape[1]), shape)
    given = np.asarray(days)
    if given.dtype.kind not in "iu" and given.size:
        raise DataError(f"days are {given.dtype}, must be whole numbers, one a column of values")
    try:
        return np.broadcast_to(given, shape).astype(np.int64)
    except ValueError:
        raise DataError(f"days has shape {given.shape}, values {shape}: they must match by day") from None


@dataclass(frozen=True)
class _Packed:
    """Readings moved to the left of each row, in the order of their days."""

    y: Floats
    in_b: NDArray[np.bool_]
    day: NDArray[np.int64]
    valid: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp]) -> _Packed:
        return _Packed(self.y[rows], self.in_b[rows], self.day[rows], self.valid[rows])


def _pack(rows: Floats, in_b: NDArray[np.bool_], day: NDArray[np.int64]) -> _Packed:
    by_day = np.argsort(day, axis=1, kind="stable")
    rows, in_b, day = (np.take_along_axis(x, by_day, axis=1) for x in (rows, in_b, day))
    if (np.diff(day, axis=1) == 0).any():
        raise DataError("a day stands twice in days - average the readings of a day first")
    seen = ~np.isnan(rows)
    order = np.argsort(~seen, axis=1, kind="stable")[:, : seen.sum(axis=1).max(initial=0)]
    y, in_b, day, valid = (np.take_along_axis(x, order, axis=1) for x in (rows, in_b, day, seen))
    return _Packed(np.where(valid, y, 0.0), in_b, day, valid)


def _reasons(
    packed: _Packed, n_a: NDArray[np.int64], n_b: NDArray[np.int64], step: Floats
) -> tuple[str, ...]:
    columns = 2
    flat = np.where(packed.valid, packed.y, np.inf).min(axis=1, initial=np.inf) == np.where(
        packed.valid, packed.y, -np.inf
    ).max(axis=1, initial=-np.inf)
    texts = []
    for a, b, still in zip(n_a, n_b, flat & (step == 0), strict=True):
        text = ""
        if a == 0 or b == 0:
            text = f"no reading in phase {'A' if a == 0 else 'B'}"
        elif a + b < columns + 3:
            text = f"{a + b} days with a reading, at least {columns + 3} are needed"
        elif still:
            text = "no variation: all readings are the same"
        texts.append(text)
    return tuple(texts)


@dataclass(frozen=True)
class _Grid:
    rho: Floats
    q: Floats
    log_prior: Floats


def _grid() -> _Grid:
    plain = np.arange(-30, 99, 2) / 100
    noisy = np.linspace(0.50, 0.98, 17)
    rho = np.concatenate([plain, *[noisy] * len(_NOISE_SHARES)])
    q = np.concatenate([np.zeros(len(plain)), np.repeat(_NOISE_SHARES, len(noisy))])
    mass = np.where(q == 0, 1 - _NOISE_MASS, _NOISE_MASS / len(_NOISE_SHARES))
    density = (1 - rho**2) ** -0.5
    for share in (0.0, *_NOISE_SHARES):
        density[q == share] /= density[q == share].sum()
    return _Grid(rho, q, np.log(mass * density))


def _log_prior(grid: _Grid, whole: NDArray[np.bool_]) -> Floats:
    """Prior for each series, (points, series): negative rho only where gaps are whole."""
    negative = grid.rho < 0
    prior = np.repeat(grid.log_prior[:, None], len(whole), axis=1)
    prior[np.ix_(negative, ~whole)] = -np.inf
    plain = grid.q == 0
    lost = np.exp(grid.log_prior[plain]).sum() / np.exp(grid.log_prior[plain & ~negative]).sum()
    prior[np.ix_(plain & ~negative, ~whole)] += np.log(lost)
    return prior


def _fit(data: _Packed, step: Floats) -> tuple[Floats, ...]:
    """Weights, centres and scales of both contrasts for series that can be fitted."""
    grid = _grid()
    if not len(data.y):
        return (*(np.empty((0, len(grid.rho))) for _ in range(5)), np.empty((0, 1)))
    x = _design(data)
    ols, rest = _least_squares(x, data)
    gaps, whole = _gaps(data)
    same = bool((data.day == data.day[0]).all() and (data.in_b == data.in_b[0]).all() and data.valid.all())
    groups = slice(0, 1) if same else slice(None)
    phi = _correlations(grid, gaps[groups])
    y = rest.T[None] if same else rest[:, :, None]
    sums = _whiten(grid.q, phi, x[groups], y, data.valid[groups])
    n = data.valid.sum(axis=1)
    return _posterior(sums, ols, n, step, _log_prior(grid, whole), _spread(grid.q, phi, data, groups))


def _design(data: _Packed) -> Floats:
    """Constant and centred indicator of B, (series, days, 2); zero where there is no reading."""
    n = data.valid.sum(axis=1, keepdims=True)
    is_b = np.where(data.valid, data.in_b, False).astype(float)
    return np.stack([data.valid.astype(float), (is_b - is_b.sum(axis=1, keepdims=True) / n) * data.valid], axis=2)


def _least_squares(x: Floats, data: _Packed) -> tuple[Floats, Floats]:
    """Difference of phase means, (series,), and what is left of y; small numbers cancel less."""
    b = data.valid & data.in_b
    a = data.valid & ~data.in_b
    mean_a = (data.y * a).sum(axis=1) / a.sum(axis=1)
    mean_b = (data.y * b).sum(axis=1) / b.sum(axis=1)
    fitted = np.where(data.in_b, mean_b[:, None], mean_a[:, None])
    return mean_b - mean_a, np.where(data.valid, data.y - fitted, 0.0)


def _gaps(data: _Packed) -> tuple[Floats, NDArray[np.bool_]]:
    """Gaps in units of each series' median gap, (series, days), and whether all are whole."""
    gap = np.diff(data.day, axis=1).astype(float)
    both = data.valid[:, 1:]
    typical = np.nanmedian(np.where(both, gap, np.nan), axis=1, keepdims=True)
    units = np.where(both, gap / typical, 1.0)
    whole = (units == np.round(units)).all(axis=1)
    return np.concatenate([np.ones((len(gap), 1)), units], axis=1), whole


def _correlations(grid: _Grid, gaps: Floats) -> Floats:
    """Carry-over across each gap, (days, points, groups)."""
    size, place = np.unique(gaps, return_inverse=True)
    sign = np.where((grid.rho[:, None] < 0) & (np.round(size) % 2 == 1), -1.0, 1.0)
    table = sign * np.abs(grid.rho)[:, None] ** size
    return np.moveaxis(table[:, place.reshape(gaps.shape)], 2, 0)


@dataclass(frozen=True)
class _Sums:
    """Cross products of whitened columns: (points, groups, ...)."""

    xx: Floats
    xy: Floats
    yy: Floats
    log_det: Floats


def _whiten(q: Floats, phi: Floats, x: Floats, y: Floats, valid: NDArray[np.bool_]) -> _Sums:
    """Run the filter over the days and add up cross products.

    x is (groups, days, 2), y (groups, days, series of the group). The variance of a
    reading is 1, of which q is rating noise; a day without a reading is not in the row.
    """
    points, groups, width, members = len(q), len(x), x.shape[2], y.shape[2]
    noise = q[:, None]
    variance = np.repeat(1 - noise, groups, axis=1)
    at_x, at_y = np.zeros((points, groups, width)), np.zeros((points, groups, members))
    xx, xy = np.zeros((points, groups, width, width)), np.zeros((points, groups, width, members))
    yy, log_det = np.zeros((points, groups, members)), np.zeros((points, groups))
    for i in range(x.shape[1]):
        if i:
            carry = phi[i]
            variance = carry**2 * variance + (1 - carry**2) * (1 - noise)
            at_x, at_y = carry[..., None] * at_x, carry[..., None] * at_y
        total = variance + noise
        gain = (variance / total)[..., None]
        weight = (valid[:, i] / total)[..., None]
        off_x, off_y = x[:, i] - at_x, y[:, i] - at_y
        scaled_x = weight * off_x
        xx += scaled_x[..., :, None] * off_x[..., None, :]
        xy += scaled_x[..., :, None] * off_y[..., None, :]
        yy += weight * off_y**2
        log_det += valid[:, i] * np.log(total)
        at_x, at_y = at_x + gain * off_x, at_y + gain * off_y
        variance = variance * noise / total
    return _Sums(xx, xy, yy, log_det)


def _spread(q: Floats, phi: Floats, data: _Packed, groups: slice) -> Floats:
    """h'Rh for h, the weights of the difference of phase means; (points, groups)."""
    valid, in_b = data.valid[groups], data.in_b[groups]
    n_b = (valid & in_b).sum(axis=1, keepdims=True)
    n_a = valid.sum(axis=1, keepdims=True) - n_b
    h = np.where(valid, np.where(in_b, 1 / n_b, -1 / n_a), 0.0)
    own = (h**2).sum(axis=1)
    cross, carried = np.zeros(phi.shape[1:]), np.zeros(phi.shape[1:])
    for i in range(1, h.shape[1]):
        carried = phi[i] * (carried + h[:, i - 1])
        cross += h[:, i] * carried
    return own + 2 * (1 - q[:, None]) * cross


def _posterior(
    sums: _Sums, ols: Floats, n: NDArray[np.int64], step: Floats, log_prior: Floats, spread: Floats
) -> tuple[Floats, ...]:
    """Turn cross products into weights, centres and scales, each (series, points)."""
    df = (n - 2).astype(float)
    inverse = np.linalg.inv(sums.xx)
    beta = np.einsum("kgij,kgjm->kgim", inverse, sums.xy)
    left = np.maximum(sums.yy - (sums.xy * beta).sum(axis=2), 0.0)
    residual = left.reshape(len(left), -1) + df * step**2 / 12
    log_size = 0.5 * (sums.log_det + np.linalg.slogdet(sums.xx)[1])
    log_weight = log_prior - log_size - 0.5 * df * np.log(residual)
    log_weight -= log_weight.max(axis=0)
    weights = np.exp(log_weight)
    weights /= weights.sum(axis=0)
    variance = residual / df
    level_scale = np.sqrt(variance * inverse[:, :, 1, 1])
    level = ols + beta[:, :, 1, :].reshape(len(left), -1)
    difference = np.broadcast_to(ols, level.shape)
    return weights.T, level.T, level_scale.T, difference.T, np.sqrt(variance * spread).T, df[:, None]
