"""Cross products of columns and readings under every grid point of the noise.

Series that share their days and columns form one group and share the work on the
columns. Points without rating noise need no pass over the days: what they need are the
products of neighbours, summed by the size of the gap between them. The others take one
pass of a scalar Kalman filter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.carryover.noise import correlate_gaps, noise_grid
from analysis.stats.student import Floats

Mask = NDArray[np.bool_]


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

    def carried(self, points: slice) -> Floats:
        """Carry-over before each reading, (days, points, groups)."""
        return np.ascontiguousarray(np.moveaxis(self.phi[points][:, self.place], 2, 0))


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
    carry = gaps.carried(slice(plain, None))
    weight, gain, log_det = filter_gains(carry, noise_grid().q[plain:, None], valid)
    columns = np.moveaxis(x, 2, 0)[:, :, None, :]
    readings = np.moveaxis(y, 2, 0).reshape(len(carry), 1, -1)
    off_x, off_y = one_step_errors(columns, carry, gain), one_step_errors(readings, carry, gain)
    heavy = weight[:, None] * off_x
    width = len(x)
    xx = np.empty((width, width, *carry.shape[1:]))
    for i in range(width):
        for j in range(i, width):
            xx[i, j] = xx[j, i] = _sum_over_days(heavy[:, i], off_x[:, j])
    total = _sum_over_days_shared if carry.shape[2] == 1 else _sum_over_days
    xy = np.stack([total(heavy[:, i], off_y) for i in range(width)])
    np.square(off_y, out=off_y)
    return NoiseSums(xx, xy, total(weight, off_y), log_det)


def _sum_over_days(weight: Floats, values: Floats) -> Floats:
    """(days, points, groups) times (days, points, groups) -> (points, groups)."""
    return np.einsum("dpg,dpg->pg", weight, values)


def _sum_over_days_shared(weight: Floats, values: Floats) -> Floats:
    """(days, points, 1) times (days, points, series) -> (points, series)."""
    return np.matmul(weight.transpose(1, 2, 0), values.transpose(1, 0, 2))[:, 0]


def filter_gains(carry: Floats, q: Floats, valid: Mask) -> tuple[Floats, Floats, Floats]:
    """Weight and gain of each reading, (days, points, groups), and log|R|."""
    kept, fresh = carry**2, (1 - carry**2) * (1 - q)
    total = np.empty_like(carry)
    variance = np.broadcast_to(1 - q, carry.shape[1:])
    for i in range(len(carry)):
        if i:
            variance = kept[i] * variance + fresh[i]
        np.add(variance, q, out=total[i])
        variance = variance * q / total[i]
    is_valid = valid.T[:, None, :]
    return is_valid / total, 1 - q / total, (is_valid * np.log(total)).sum(axis=0)


def one_step_errors(values: Floats, carry: Floats, gain: Floats) -> Floats:
    """What the filter did not foresee: values (days, ..., 1, groups) -> (days, ..., points, groups)."""
    shape = np.broadcast_shapes(values.shape[1:], carry.shape[1:])
    off, at = np.empty((len(values), *shape)), np.zeros(shape)
    for i in range(len(values)):
        if i:
            at *= carry[i]
        np.subtract(values[i], at, out=off[i])
        at += gain[i] * off[i]
    return off


def mean_variance(gaps: Gaps, h: Floats) -> Floats:
    """h'Rh, the variance of weighted means of readings of variance 1.

    Parameters
    ----------
    h : array, (means, groups, days)

    Returns
    -------
    array, (means, points, groups)
    """
    phi = gaps.carried(slice(None))
    weights = np.moveaxis(h, 2, 0)[:, :, None, :]
    carried = np.zeros((h.shape[0], *phi.shape[1:]))
    cross = np.zeros_like(carried)
    for i in range(1, len(phi)):
        carried += weights[i - 1]
        carried *= phi[i]
        cross += weights[i] * carried
    own = (h**2).sum(axis=2)[:, None, :]
    return own + 2 * (1 - noise_grid().q[:, None]) * cross
