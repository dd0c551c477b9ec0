"""Readings -> weights, centres and scales over the noise grid, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.carryover.noise import (
    NoiseSums,
    correlate_gaps,
    mean_variance,
    noise_grid,
    noise_prior,
    whiten,
)
from analysis.stats.carryover.series import PackedSeries, read_series
from analysis.stats.mixture import Floats, Mixture
from analysis.stats.reading_step import reading_step

Quantity = Literal["level", "mean_difference", "mean_a", "mean_b"]
QUANTITIES: tuple[Quantity, ...] = ("level", "mean_difference", "mean_a", "mean_b")

_CHUNK = 256


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
    df : array, (fits, 1)
    centres, scales : dict of array, (fits, points)
        For 'level', 'mean_difference' and the phase means 'mean_a' and 'mean_b'.
    """

    n_a: NDArray[np.int64]
    n_b: NDArray[np.int64]
    reason: tuple[str, ...]
    weights: Floats
    df: Floats
    centres: dict[Quantity, Floats]
    scales: dict[Quantity, Floats]

    @property
    def carryover(self) -> Floats:
        """Posterior mean of rho, (fits,)."""
        return self.weights @ noise_grid().rho

    @property
    def noise_share(self) -> Floats:
        """Posterior mean of q, (fits,)."""
        return self.weights @ noise_grid().q

    def mixture(self, quantity: Quantity) -> Mixture:
        """What is known of a contrast or of a phase mean, one row a fit."""
        return Mixture(self.weights, self.centres[quantity], self.scales[quantity], self.df)

    def mean(self, phase: Literal["A", "B"], *, level: float = 0.95) -> PhaseMean:
        """The first series' mean of a phase as plain numbers."""
        mixture = self.mixture("mean_a" if phase == "A" else "mean_b")
        tail = (1 - level) / 2
        low, high = (float(mixture.quantile(t)[0]) for t in (tail, 1 - tail))
        return PhaseMean(
            float(mixture.mean()[0]), low, high, int((self.n_a if phase == "A" else self.n_b)[0])
        )


@dataclass(frozen=True)
class PhaseMean:
    """Mean of a phase, its interval (carry-over integrated out) and its days with a reading."""

    estimate: float
    low: float
    high: float
    n: int


def fit_phases(values: ArrayLike, phase: ArrayLike, *, days: ArrayLike | None = None) -> PhaseFit:
    """Fit every series over the whole noise grid; see `phase_changes` for the arguments.

    Examples
    --------
    >>> fit = fit_phases([4, 5, 6, 5, 2, 1, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1])
    >>> round(fit.mean("B").estimate, 6)
    1.5
    """
    packed = read_series(values, phase, days)
    n_b = (packed.in_b & packed.valid).sum(axis=1)
    n_a = packed.valid.sum(axis=1) - n_b
    step = reading_step(np.where(packed.valid, packed.y, np.nan))
    reason = _reasons(packed, n_a, n_b, step)
    ok = np.flatnonzero([not text for text in reason])
    parts = [_fit(packed.take(part), step[part]) for part in _parts(ok)]
    return PhaseFit(
        n_a,
        n_b,
        reason,
        np.concatenate([part.weights for part in parts]),
        (n_a + n_b - 2)[ok, None].astype(float),
        {name: np.concatenate([part.centres[name] for part in parts]) for name in QUANTITIES},
        {name: np.concatenate([part.scales[name] for part in parts]) for name in QUANTITIES},
    )


def _parts(rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Cut rows into chunks that stay in the processor's cache; at least one, even if empty."""
    return [rows[i : i + _CHUNK] for i in range(0, max(len(rows), 1), _CHUNK)]


def _reasons(
    packed: PackedSeries, n_a: NDArray[np.int64], n_b: NDArray[np.int64], step: Floats
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
class _Posterior:
    weights: Floats
    centres: dict[Quantity, Floats]
    scales: dict[Quantity, Floats]


def _fit(data: PackedSeries, step: Floats) -> _Posterior:
    """Weights, centres and scales for series that can be fitted."""
    grid = noise_grid()
    if not len(data.y):
        empty: dict[Quantity, Floats] = {name: np.empty((0, len(grid.rho))) for name in QUANTITIES}
        return _Posterior(np.empty((0, len(grid.rho))), empty, empty)
    means, rest = _least_squares(data)
    gaps, whole = _gaps(data)
    same = bool((data.day == data.day[0]).all() and (data.in_b == data.in_b[0]).all() and data.valid.all())
    groups = slice(0, 1) if same else slice(None)
    shared = data.take(np.arange(len(data.y))[groups])
    phi = correlate_gaps(grid, gaps[groups])
    y = rest.T[None] if same else rest[:, :, None]
    sums = whiten(grid.q, phi, _design(shared), y, shared.valid)
    spreads: dict[Quantity, Floats] = {
        name: mean_variance(grid.q, phi, _mean_weights(shared, name)) for name in QUANTITIES[1:]
    }
    return _posterior(sums, means, data.valid.sum(axis=1), step, noise_prior(grid, whole), spreads)


def _design(data: PackedSeries) -> Floats:
    """Constant and centred indicator of B, (series, days, 2); zero where there is no reading."""
    n = data.valid.sum(axis=1, keepdims=True)
    is_b = np.where(data.valid, data.in_b, False).astype(float)
    return np.stack(
        [data.valid.astype(float), (is_b - is_b.sum(axis=1, keepdims=True) / n) * data.valid], axis=2
    )


def _least_squares(data: PackedSeries) -> tuple[dict[Quantity, Floats], Floats]:
    """Phase means and their difference, (series,), and what is left of y; small numbers cancel less."""
    b = data.valid & data.in_b
    a = data.valid & ~data.in_b
    mean_a = (data.y * a).sum(axis=1) / a.sum(axis=1)
    mean_b = (data.y * b).sum(axis=1) / b.sum(axis=1)
    fitted = np.where(data.in_b, mean_b[:, None], mean_a[:, None])
    means: dict[Quantity, Floats] = {"mean_difference": mean_b - mean_a, "mean_a": mean_a, "mean_b": mean_b}
    return means, np.where(data.valid, data.y - fitted, 0.0)


def _gaps(data: PackedSeries) -> tuple[Floats, NDArray[np.bool_]]:
    """Gaps in units of each series' median gap, (series, days), and whether all are whole."""
    gap = np.diff(data.day, axis=1).astype(float)
    both = data.valid[:, 1:]
    typical = np.nanmedian(np.where(both, gap, np.nan), axis=1, keepdims=True)
    units = np.where(both, gap / typical, 1.0)
    whole = (units == np.round(units)).all(axis=1)
    return np.concatenate([np.ones((len(gap), 1)), units], axis=1), whole


def _mean_weights(data: PackedSeries, quantity: Quantity) -> Floats:
    """h, by which the readings are weighted to give a phase mean or the difference; (groups, days)."""
    in_b = (data.valid & data.in_b).astype(float)
    in_a = (data.valid & ~data.in_b).astype(float)
    mean_a, mean_b = (x / x.sum(axis=1, keepdims=True) for x in (in_a, in_b))
    return {"mean_a": mean_a, "mean_b": mean_b}.get(quantity, mean_b - mean_a)


def _posterior(
    sums: NoiseSums,
    means: dict[Quantity, Floats],
    n: NDArray[np.int64],
    step: Floats,
    log_prior: Floats,
    spreads: dict[Quantity, Floats],
) -> _Posterior:
    """Turn cross products into weights, centres and scales, each (series, points)."""
    df = (n - 2).astype(float)
    inverse = np.linalg.inv(sums.xx)
    beta = np.einsum("kgij,kgjm->kgim", inverse, sums.xy)
    left = np.maximum(sums.yy - (sums.xy * beta).sum(axis=2), 0.0)
    residual = left.reshape(len(left), -1) + df * step**2 / 12
    log_size = 0.5 * (sums.log_det + np.linalg.slogdet(sums.xx)[1])
    log_weight = log_prior - log_size - 0.5 * df * np.log(residual)
    weights = np.exp(log_weight - log_weight.max(axis=0))
    weights /= weights.sum(axis=0)
    variance = residual / df
    step_at_start = means["mean_difference"] + beta[:, :, 1, :].reshape(len(left), -1)
    centres: dict[Quantity, Floats] = {"level": step_at_start.T}
    scales: dict[Quantity, Floats] = {"level": np.sqrt(variance * inverse[:, :, 1, 1]).T}
    for name, spread in spreads.items():
        centres[name] = np.broadcast_to(means[name], residual.shape).T
        scales[name] = np.sqrt(variance * spread).T
    return _Posterior(weights.T, centres, scales)
