"""The noise: its grid, its prior, and how much of it carries over a gap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.stats.student import Floats

_NOISE_SHARES = (0.25, 0.50, 0.75)
_NOISE_MASS = 0.25


@dataclass(frozen=True)
class NoiseGrid:
    """Grid points: carry-over, share of rating noise and log prior mass, each (points,).

    The first `plain` points have no rating noise (q = 0).
    """

    rho: Floats
    q: Floats
    log_prior: Floats
    plain: int


@cache
def noise_grid() -> NoiseGrid:
    """The 116 points over which the noise is integrated; see the package for the prior."""
    plain = np.arange(-30, 99, 2) / 100
    noisy = np.linspace(0.50, 0.98, 17)
    rho = np.concatenate([plain, *[noisy] * len(_NOISE_SHARES)])
    q = np.concatenate([np.zeros(len(plain)), np.repeat(_NOISE_SHARES, len(noisy))])
    mass = np.where(q == 0, 1 - _NOISE_MASS, _NOISE_MASS / len(_NOISE_SHARES))
    density = np.where(q == 0, 1.0, (1 - rho**2) ** -0.5)
    for share in (0.0, *_NOISE_SHARES):
        density[q == share] /= density[q == share].sum()
    return NoiseGrid(rho, q, np.log(mass * density), len(plain))


def noise_prior(whole: NDArray[np.bool_]) -> Floats:
    """Log prior of each series, (points, series): negative rho only where gaps are `whole`."""
    grid = noise_grid()
    negative = grid.rho < 0
    prior = np.repeat(grid.log_prior[:, None], len(whole), axis=1)
    prior[np.ix_(negative, ~whole)] = -np.inf
    plain = grid.q == 0
    lost = np.exp(grid.log_prior[plain]).sum() / np.exp(grid.log_prior[plain & ~negative]).sum()
    prior[np.ix_(plain & ~negative, ~whole)] += np.log(lost)
    return prior


def correlate_gaps(gaps: Floats) -> Floats:
    """Carry-over of every grid point across each gap; `gaps` of any shape -> (points, *shape)."""
    rho = noise_grid().rho
    sign = np.where((rho[:, None] < 0) & (np.round(gaps.ravel()) % 2 == 1), -1.0, 1.0)
    return (sign * np.abs(rho)[:, None] ** gaps.ravel()).reshape(len(rho), *gaps.shape)
