"""Readings -> weights, centres and scales over the noise grid, for many series at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.stats.carryover.columns import (
    COLUMNS,
    NEED_ONE_START,
    answer_factor,
    build_column,
    keep_for_now,
    phases_alternate,
)
from analysis.stats.carryover.noise import noise_grid, noise_prior
from analysis.stats.carryover.posterior import Basis, NoiseFit, fit_columns, orthonormalise
from analysis.stats.carryover.series import PackedSeries, read_series
from analysis.stats.carryover.whiten import Gaps, NoiseSums, mean_variance, measure_gaps, sum_products
from analysis.stats.mixture import Mixture
from analysis.stats.reading_step import reading_step
from analysis.stats.student import Floats

Average = Literal["mean_difference", "mean_a", "mean_b"]

_FREE_READINGS = 3
_LEAST_PIVOT = 1e-10
_LEAST_SPREAD = 1e-100


@dataclass(frozen=True)
class PhaseFit:
    """Fits of many series, from which every contrast is read.

    Attributes
    ----------
    n_a, n_b, n_dropped : array of int, (series,)
        Days compared in each phase, and days left out for an unknown covariate.
    reason : tuple of str, (series,)
        Empty where there is a fit. What follows is of those series only, and empty without any.
    models : dict of NoiseFit
        By the name of the contrast or model.
    averages : dict of Mixture
        The asked of 'mean_difference', 'mean_a' and 'mean_b', under the weights of the
        first model.
    """

    n_a: NDArray[np.int64]
    n_b: NDArray[np.int64]
    n_dropped: NDArray[np.int64]
    reason: tuple[str, ...]
    models: dict[str, NoiseFit]
    averages: dict[Average, Mixture]

    @property
    def first(self) -> NoiseFit:
        """The first model asked for."""
        return next(iter(self.models.values()))

    @property
    def carryover(self) -> Floats:
        """Posterior mean of rho under the first model, (fits,)."""
        return noise_grid().rho @ self.first.weights

    @property
    def noise_share(self) -> Floats:
        """Posterior mean of q under the first model, (fits,)."""
        return noise_grid().q @ self.first.weights

    def mixture(self, name: str) -> Mixture:
        """What is known of a contrast or an average, one row a fit."""
        for known, mixture in self.averages.items():
            if known == name:
                return mixture
        return self.models[name].mixture()


def fit_phases(
    values: ArrayLike,
    phase: ArrayLike,
    *,
    days: ArrayLike | None = None,
    models: Sequence[str] = ("level",),
    averages: Sequence[Average] = (),
    tau: float | None = None,
    covariates: ArrayLike | None = None,
) -> PhaseFit:
    """Fit every series over the whole noise grid; see `phase_changes` for the arguments.

    Parameters
    ----------
    models : sequence of str
        Contrasts, or models of `carryover.columns.COLUMNS`; the first decides which series can be fitted.
    averages : sequence of {'mean_difference', 'mean_a', 'mean_b'}
        Read beside the first model, which then must have no other columns than `level` and covariates.

    Examples
    --------
    >>> fit = fit_phases([4, 5, 6, 5, 2, 1, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1], averages=["mean_b"])
    >>> fit.mixture("mean_b").mean().round(6).tolist()
    [1.5]
    """
    return fit_packed(read_series(values, phase, days, covariates), models, averages, tau)


def fit_packed(
    data: PackedSeries,
    models: Sequence[str] = ("level",),
    averages: Sequence[Average] = (),
    tau: float | None = None,
) -> PhaseFit:
    """`fit_phases` for series that are read already; few hundred at once stay in the processor's cache."""
    if models[0] == "now":
        data = data.keep(keep_for_now(data))
    n_b = (data.in_b & data.valid).sum(axis=1)
    n_a = data.valid.sum(axis=1) - n_b
    step = reading_step(np.where(data.valid, data.y, np.nan))
    reason = _reasons(data, models[0], n_a, n_b, step, tau)
    ok = np.flatnonzero([not text for text in reason])
    fits, found = _fit(data.take(ok), step[ok], models, averages, tau) if ok.size else ({}, {})
    return PhaseFit(n_a, n_b, data.dropped, reason, fits, found)


def _reasons(
    data: PackedSeries,
    model: str,
    n_a: NDArray[np.int64],
    n_b: NDArray[np.int64],
    step: Floats,
    tau: float | None,
) -> tuple[str, ...]:
    columns = len(COLUMNS[model]) + len(data.covariates)
    low = np.where(data.valid, data.y, np.inf).min(axis=1, initial=np.inf)
    high = np.where(data.valid, data.y, -np.inf).max(axis=1, initial=-np.inf)
    flat = (step == 0) & (high <= low + _LEAST_SPREAD)
    mixed = phases_alternate(data) if model in NEED_ONE_START else np.zeros(len(n_a), dtype=bool)
    texts = []
    for a, b, still, back in zip(n_a.tolist(), n_b.tolist(), flat.tolist(), mixed.tolist(), strict=True):
        text = ""
        if a == 0 or b == 0:
            text = f"no reading in phase {'A' if a == 0 else 'B'}"
        elif a + b < columns + _FREE_READINGS:
            text = f"{a + b} days with a reading, at least {columns + _FREE_READINGS} are needed"
        elif still:
            text = "no variation: all readings are the same"
        elif back:
            text = f"days of A follow days of B, but {model} needs one start"
        texts.append(text)
    if columns > len(COLUMNS["level"]) or model == "gradual":
        _add_rank_reasons(texts, data, model, tau)
    return tuple(texts)


def _add_rank_reasons(texts: list[str], data: PackedSeries, model: str, tau: float | None) -> None:
    ok = np.flatnonzero([not text for text in texts])
    _, basis = _columns(data.take(ok), model, tau)
    for row in ok[basis.pivots.min(axis=0) < _LEAST_PIVOT]:
        texts[row] = f"the columns of {model} cannot be told apart on these days"


def _columns(data: PackedSeries, model: str, tau: float | None) -> tuple[Floats, Basis]:
    """Columns of a model, covariates before the last, centred and of unit length; and their basis."""
    names = COLUMNS[model]
    raw = [build_column(data, name, tau) for name in names]
    columns = np.stack([*raw[:-1], *data.covariates, raw[-1]]) * data.valid
    n = data.valid.sum(axis=1)
    centred = (columns - (columns.sum(axis=2) / n)[..., None]) * data.valid
    centred[0] = data.valid
    length = np.sqrt((centred**2).sum(axis=2))
    length[length <= 1e-12 * np.abs(columns).max(axis=2, initial=0.0)] = 0.0
    safe = np.where(length > 0, length, 1.0)
    unit = np.where(length[..., None] > 0, centred / safe[..., None], 0.0)
    return unit, orthonormalise(unit, safe[-1])


def _fit(
    data: PackedSeries, step: Floats, models: Sequence[str], averages: Sequence[Average], tau: float | None
) -> tuple[dict[str, NoiseFit], dict[Average, Mixture]]:
    """Every model of some series that can be fitted; one pass over the days where they share them."""
    units, whole = data.gaps()
    shared = data.take(slice(0, 1)) if data.share_days() else data
    one_group = len(shared.y) == 1
    gaps, prior = measure_gaps(units[: len(shared.y)]), noise_prior(whole)
    fits: dict[str, NoiseFit] = {}
    for together in [list(models)] if one_group else [[name] for name in models]:
        questions = [_ask(shared, data, name, tau) for name in together]
        rest = np.concatenate([question.rest for question in questions])
        columns = np.concatenate([question.columns for question in questions])
        sums = sum_products(gaps, columns, rest[:, None] if one_group else rest[None], shared.valid)
        for name, question, part in zip(together, questions, _split(sums, questions), strict=True):
            fits[name] = fit_columns(part, question.plain, question.factor, question.free, step, prior)
    first = fits[models[0]]
    return fits, _average(first, shared, data, gaps, averages)


@dataclass(frozen=True)
class _Question:
    """One model of some series: its columns, what plain least squares leaves and answers, and free readings."""

    columns: Floats
    rest: Floats
    plain: Floats
    factor: Floats
    free: Floats


def _ask(shared: PackedSeries, data: PackedSeries, name: str, tau: float | None) -> _Question:
    columns, basis = _columns(shared, name, tau)
    rest, plain = basis.remove_from(data.y)
    factor = answer_factor(shared, name, tau) / basis.length
    free = (data.valid.sum(axis=1) - len(columns)).astype(float)
    return _Question(columns, rest, plain * factor, factor, free)


def _split(sums: NoiseSums, questions: Sequence[_Question]) -> Iterator[NoiseSums]:
    """The cross products of each question, out of those of all."""
    column = member = 0
    for question in questions:
        columns = slice(column, column + len(question.columns))
        members = slice(member, member + len(question.rest))
        yield NoiseSums(
            sums.xx[columns, columns], sums.xy[columns, :, members], sums.yy[:, members], sums.log_det
        )
        column, member = columns.stop, members.stop


def _average(
    fit: NoiseFit, shared: PackedSeries, data: PackedSeries, gaps: Gaps, names: Sequence[Average]
) -> dict[Average, Mixture]:
    """Phase means and their difference: plain least squares, their variance under the noise."""
    if not names:
        return {}
    weights = np.stack([_average_weights(shared, name) for name in names])
    spread = mean_variance(gaps, weights)
    found: dict[Average, Mixture] = {}
    for name, h, share in zip(names, weights, spread, strict=True):
        centre, scale = (h * data.y).sum(axis=1), np.sqrt(fit.variance * share)
        found[name] = Mixture(fit.weights.T, np.broadcast_to(centre, scale.shape).T, scale.T, fit.df[:, None])
    return found


def _average_weights(shared: PackedSeries, name: Average) -> Floats:
    """How the readings are weighted to give an average, (groups, days)."""
    if name == "mean_difference":
        _, basis = _columns(shared, "level", None)
        return basis.weights() / basis.length[:, None]
    phase = (shared.in_b if name == "mean_b" else ~shared.in_b) & shared.valid
    return phase / phase.sum(axis=1, keepdims=True)
