"""Cross products of columns and readings under every grid point of the noise.

Series that share their days and columns form one group and share the work on the
columns. Points without rating noise need no pass over the days: what they need are the
products of neighbours, summed by the size of the gap between them. The others take one
pass of a scalar Kalman filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover.noise import correlate_gaps, noise_grid
from analysis.stats.student import Floats

Mask = NDArray[np.bool_]

_DAYS_A_LOG = 64
"""Variances of so many days are multiplied before one logarithm: none is below .25, so none is lost."""


@dataclass(frozen=True)
class NoiseSums:
    """X'R^-1 X, X'R^-1 y, y'R^-1 y and log|R|.

    Attributes
    ----------
    xx : array, (columns, columns, points, groups)
    xy : array, (columns, points, series)
    yy : array, (points, series)
    log_det : array, (points, groups)
        `series` is groups times members; with one group, all series share it.
    """

    xx: Floats
    xy: Floats
    yy: Floats
    log_det: Floats


@dataclass(frozen=True)
class Gaps:
    """Gaps before each reading: their sizes, which one each is, and what carries over them.

    Attributes
    ----------
    place : array of int, (groups, days)
        Index into `sizes`; the first reading's counts for nothing.
    phi : array, (points, sizes)
    """

    place: NDArray[np.intp]
    phi: Floats

    def carried(self, points: NDArray[np.intp]) -> Floats:
        """Carry-over before each reading, (days, groups, points)."""
        return np.take(np.ascontiguousarray(self.phi[points].T), self.place.T, axis=0)


def measure_gaps(gaps: Floats) -> Gaps:
    """Gaps in units of the typical one, (groups, days), for all grid points."""
    size, place = np.unique(gaps, return_inverse=True)
    return Gaps(place.reshape(gaps.shape), correlate_gaps(size))


def sum_products(gaps: Gaps, x: Floats, y: Floats, valid: Mask) -> NoiseSums:
    """Cross products of the columns x and the readings y.

    Parameters
    ----------
    gaps : Gaps
    x : array, (columns, groups, days)
    y : array, (members, groups, days)
        Either one group or one member.
    valid : array of bool, (groups, days)
        False: padding behind the last reading.
    """
    plain = noise_grid().plain
    parts = _sum_plain(gaps, x, y, valid), _sum_noisy(gaps, x, y, valid)
    return NoiseSums(
        np.concatenate([part.xx for part in parts], axis=2),
        np.concatenate([part.xy for part in parts], axis=1),
        np.concatenate([part.yy for part in parts]),
        np.concatenate([_plain_log_det(gaps, valid, plain), parts[1].log_det]),
    )


def _sum_plain(gaps: Gaps, x: Floats, y: Floats, valid: Mask) -> NoiseSums:
    """Points without rating noise: (v_i - phi v_(i-1)) / sqrt(1 - phi^2), multiplied out."""
    phi = gaps.phi[: noise_grid().plain]
    share = 1 / (1 - phi**2)
    factors = np.concatenate([share, -phi * share, phi**2 * share], axis=1)
    which = np.arange(phi.shape[1])[:, None, None] == gaps.place[:, 1:]
    groups = len(gaps.place)
    hits = np.moveaxis(which & valid[:, 1:], 0, 1).astype(float)
    x, y = x * valid, y * valid

    def cross(u: Floats, v: Floats) -> Floats:
        """Products of u and v, (points, ..., groups), for u and v (..., groups, days)."""
        now, was = (u[..., 1:], v[..., 1:]), (u[..., :-1], v[..., :-1])
        kinds = now[0] * now[1], now[0] * was[1] + was[0] * now[1], was[0] * was[1]
        outer = kinds[0].shape[:-2]
        flat = [kind.reshape(-1, groups, kind.shape[-1]).transpose(1, 2, 0) for kind in kinds]
        sums = np.concatenate([hits @ kind for kind in flat], axis=1)
        first = (u[..., 0] * v[..., 0]).reshape(-1, groups).T
        total = first + np.tensordot(factors, sums, axes=(1, 1))
        return np.moveaxis(total, 2, 1).reshape(len(phi), *outer, groups)

    series = (len(phi), -1)
    xx, yy = cross(x[:, None], x[None]), cross(y, y)
    xy = cross(x[:, None], y[None])
    return NoiseSums(
        np.moveaxis(xx, 0, 2),
        np.moveaxis(xy.reshape(len(phi), len(x), -1), 0, 1),
        yy.reshape(series),
        np.empty((0, groups)),
    )


def _plain_log_det(gaps: Gaps, valid: Mask, plain: int) -> Floats:
    which = np.arange(gaps.phi.shape[1])[:, None, None] == gaps.place[:, 1:]
    counts = (which & valid[:, 1:]).sum(axis=2)
    return np.log(1 - gaps.phi[:plain] ** 2) @ counts


def _sum_noisy(gaps: Gaps, x: Floats, y: Floats, valid: Mask) -> NoiseSums:
    """Points with rating noise: the filter's one-step errors, weighted by their variance."""
    plain = noise_grid().plain
    points, groups, width = len(gaps.phi) - plain, len(gaps.place), len(x)
    readings = np.moveaxis(y, 2, 0).reshape(y.shape[2], 1, -1)
    xx, xy = np.zeros((width, width, groups, points)), np.zeros((width, readings.shape[2], points))
    yy, log_det, sized = np.zeros(xy.shape[1:]), np.zeros((groups, points)), np.ones((groups, points))
    padded = ~valid[..., None]
    ragged = (valid.sum(axis=0) < len(valid)).tolist()
    heavy, square, cross, own = (
        np.empty(xx.shape[1:]),
        np.empty_like(xx),
        np.empty_like(xy),
        np.empty_like(yy),
    )
    days = run_filter(gaps, slice(plain, None), [np.moveaxis(x, 2, 0), readings])
    for i, (total, weight, (columns, reading)) in enumerate(days):
        if ragged[i]:
            np.copyto(total, 1.0, where=padded[:, i])
            np.copyto(weight, 0.0, where=padded[:, i])
        sized *= total
        if i % _DAYS_A_LOG == _DAYS_A_LOG - 1:
            log_det += np.log(sized)
            sized.fill(1.0)
        np.multiply(weight, columns, out=heavy)
        xx += np.multiply(heavy[:, None], columns, out=square)
        xy += np.multiply(heavy, reading, out=cross)
        np.square(reading[0], out=own)
        own *= weight
        yy += own
    log_det += np.log(sized)
    return NoiseSums(np.swapaxes(xx, 2, 3), np.swapaxes(xy, 1, 2), yy.T, log_det.T)


def run_filter(
    gaps: Gaps, points: slice, values: Sequence[Floats]
) -> Iterator[tuple[Floats, Floats, list[Floats]]]:
    """Kalman filter over the days, at grid points with rating noise.

    Parameters
    ----------
    gaps : Gaps
    points : slice
        Of the grid.
    values : sequence of array, (days, columns, series)
        Each of one series, or of as many as there are groups.

    Yields
    ------
    variance, weight : array, (groups, points)
        Of the day's one-step error, and 1 over it.
    errors : list of array, (columns, series, points)
        What the filter did not foresee of each of `values`. All are overwritten on the next day.
    """
    q, phi = noise_grid().q[points], np.ascontiguousarray(gaps.phi[points].T)
    kept = phi * phi
    fresh = (1 - kept) * (1 - q)
    shape = (len(gaps.place), len(q))
    variance = np.broadcast_to(1 - q, shape).copy()
    total, weight, gain, carry, step = (np.empty(shape) for _ in range(5))
    errors = [np.empty((one.shape[1], max(one.shape[2], shape[0]), len(q))) for one in values]
    foreseen, moves = [np.zeros_like(one) for one in errors], [np.empty_like(one) for one in errors]
    for i, place in enumerate(gaps.place.T):
        if i:
            variance *= kept.take(place, axis=0, out=step, mode="clip")
            variance += fresh.take(place, axis=0, out=step, mode="clip")
            phi.take(place, axis=0, out=carry, mode="clip")
        np.add(variance, q, out=total)
        np.divide(1.0, total, out=weight)
        variance *= q
        variance *= weight
        np.multiply(weight, -q, out=gain)
        gain += 1
        for one, error, at, move in zip(values, errors, foreseen, moves, strict=True):
            if i:
                at *= carry
            np.subtract(one[i][..., None], at, out=error)
            at += np.multiply(gain, error, out=move)
        yield total, weight, errors


def mean_variance(gaps: Gaps, h: Floats) -> Floats:
    """h'Rh, the variance of weighted means of readings of variance 1.

    Parameters
    ----------
    h : array, (means, groups, days)

    Returns
    -------
    array, (means, points, groups)
    """
    _, some, each = np.unique(noise_grid().rho, return_index=True, return_inverse=True)
    phi = gaps.carried(some)
    weights = np.moveaxis(h, 2, 0)[..., None]
    carried = np.zeros((len(h), *phi.shape[1:]))
    cross, step = np.zeros_like(carried), np.empty_like(carried)
    for i in range(1, len(phi)):
        carried += weights[i - 1]
        carried *= phi[i]
        cross += np.multiply(weights[i], carried, out=step)
    own = (h**2).sum(axis=2)[..., None]
    return np.swapaxes(own + 2 * (1 - noise_grid().q) * cross[..., each], 1, 2)
