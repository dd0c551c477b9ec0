"""The noise: its grid, its prior, and the filter that whitens readings under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.stats.mixture import Floats

_NOISE_SHARES = (0.25, 0.50, 0.75)
_NOISE_MASS = 0.2


@dataclass(frozen=True)
class NoiseGrid:
    """Grid points: carry-over, share of rating noise and log prior mass, each (points,)."""

    rho: Floats
    q: Floats
    log_prior: Floats


@cache
def noise_grid() -> NoiseGrid:
    """The 116 points over which the noise is integrated; see the package for the prior."""
    plain = np.arange(-30, 99, 2) / 100
    noisy = np.linspace(0.50, 0.98, 17)
    rho = np.concatenate([plain, *[noisy] * len(_NOISE_SHARES)])
    q = np.concatenate([np.zeros(len(plain)), np.repeat(_NOISE_SHARES, len(noisy))])
    mass = np.where(q == 0, 1 - _NOISE_MASS, _NOISE_MASS / len(_NOISE_SHARES))
    density = (1 - rho**2) ** -0.5
    for share in (0.0, *_NOISE_SHARES):
        density[q == share] /= density[q == share].sum()
    return NoiseGrid(rho, q, np.log(mass * density))


def noise_prior(grid: NoiseGrid, whole: NDArray[np.bool_]) -> Floats:
    """Prior for each series, (points, series): negative rho only where gaps are whole."""
    negative = grid.rho < 0
    prior = np.repeat(grid.log_prior[:, None], len(whole), axis=1)
    prior[np.ix_(negative, ~whole)] = -np.inf
    plain = grid.q == 0
    lost = np.exp(grid.log_prior[plain]).sum() / np.exp(grid.log_prior[plain & ~negative]).sum()
    prior[np.ix_(plain & ~negative, ~whole)] += np.log(lost)
    return prior


def correlate_gaps(grid: NoiseGrid, gaps: Floats) -> Floats:
    """Carry-over across each gap, (days, points, groups)."""
    size, place = np.unique(gaps, return_inverse=True)
    sign = np.where((grid.rho[:, None] < 0) & (np.round(size) % 2 == 1), -1.0, 1.0)
    table = sign * np.abs(grid.rho)[:, None] ** size
    return np.moveaxis(table[:, place.reshape(gaps.shape)], 2, 0)


@dataclass(frozen=True)
class NoiseSums:
    """Cross products of whitened columns: (points, groups, ...)."""

    xx: Floats
    xy: Floats
    yy: Floats
    log_det: Floats


def whiten(q: Floats, phi: Floats, x: Floats, y: Floats, valid: NDArray[np.bool_]) -> NoiseSums:
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
    return NoiseSums(xx, xy, yy, log_det)


def mean_variance(q: Floats, phi: Floats, h: Floats) -> Floats:
    """h'Rh, the variance of a weighted mean of readings of variance 1; (points, groups)."""
    cross, carried = np.zeros(phi.shape[1:]), np.zeros(phi.shape[1:])
    for i in range(1, h.shape[1]):
        carried = phi[i] * (carried + h[:, i - 1])
        cross += h[:, i] * carried
    return (h**2).sum(axis=1) + 2 * (1 - q[:, None]) * cross
