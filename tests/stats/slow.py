"""The noise engine again, slow and obvious: full matrices, loops, one series."""

from __future__ import annotations

import numpy as np
from scipy import optimize, stats


def grid(allow_negative: bool):
    """List of (rho, q, prior mass) as the method page states it."""
    points = []
    plain = [r / 100 for r in range(-30, 99, 2)]
    if not allow_negative:
        plain = [r for r in plain if r >= 0]
    noisy = [0.50 + 0.03 * i for i in range(17)]
    for q, rhos, mass in [(0.0, plain, 0.75)] + [(q, noisy, 0.25 / 3) for q in (0.25, 0.5, 0.75)]:
        density = np.array([(1 - r * r) ** -0.5 if q else 1.0 for r in rhos])
        points += [(r, q, mass * d) for r, d in zip(rhos, density / density.sum(), strict=True)]
    return points


def noise_matrix(days, rho, q):
    """R of the method page, with rho at the series' median gap."""
    days = np.asarray(days)
    typical = np.median(np.diff(days))
    n = len(days)
    r = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            gap = abs(int(days[i]) - int(days[j])) / typical
            sign = -1.0 if rho < 0 and round(gap) % 2 else 1.0
            r[i, j] = (1 - q) * (sign * abs(rho) ** gap if gap else 1.0) + q * (i == j)
    return r


def slow_design(contrast, in_b, days, tau):
    """Columns of the textbook model and the combination of coefficients that answers, start first."""
    b, t = np.asarray(in_b, float), np.asarray(days, float)
    since = t - t[b == 1].min()
    one, pieces = np.ones_like(b), (since, b, since * b)
    rise = np.where(b == 1, 1 - np.exp(-since / tau), 0) if tau else b
    return {
        "level": ([one, b], [0, 1]),
        "trend_adjusted": ([one, t, b], [0, 0, 1]),
        "level_and_slope": ([one, *pieces], [0, 0, 1, 0]),
        "slope_change": ([one, *pieces], [0, 0, 0, 1]),
        "weekly_gain": ([one, *pieces], [0, 7, 0, 7]),
        "slope_a": ([one, *pieces], [0, 1, 0, 0]),
        "line": ([one, t], [0, 1]),
        "gradual": ([one, rise], [0, rise[np.argmax(t)]]),
    }["level" if contrast == "mean_difference" else contrast]


def slow_phase_change(y, in_b, days, *, contrast, step, level=0.95, tau=None, covariates=()):
    """(estimate, low, high, p, carryover, noise share) of one complete series."""
    y = np.asarray(y, float)
    gaps = np.diff(days) / np.median(np.diff(days))
    columns, c = slow_design(contrast, in_b, days, tau)
    x = np.column_stack([*columns, *covariates])
    c = np.array([*c, *[0.0] * len(covariates)])
    n, width = x.shape
    h = c @ np.linalg.pinv(x)
    rows = []
    for rho, q, mass in grid(bool(np.all(gaps == np.round(gaps)))):
        r = noise_matrix(days, rho, q)
        inverse = np.linalg.inv(r)
        xrx = x.T @ inverse @ x
        beta = np.linalg.solve(xrx, x.T @ inverse @ y)
        left = y - x @ beta
        s2 = max(left @ inverse @ left, 0.0) + (n - width) * step**2 / 12
        log_weight = (
            -0.5 * np.linalg.slogdet(r)[1]
            - 0.5 * np.linalg.slogdet(xrx)[1]
            - 0.5 * (n - width) * np.log(s2)
            + np.log(mass)
        )
        if contrast == "mean_difference":
            centre, spread = h @ y, h @ r @ h
        else:
            centre, spread = c @ beta, c @ np.linalg.inv(xrx) @ c
        rows.append((log_weight, centre, np.sqrt(s2 / (n - width) * spread), rho, q))
    log_weight, centre, scale, rho, q = map(np.array, zip(*rows, strict=True))
    w = np.exp(log_weight - log_weight.max())
    w /= w.sum()

    def below(v):
        return float(np.sum(w * stats.t.cdf((v - centre) / scale, n - width)))

    far = np.abs(centre).max() + 1e4 * scale.max()
    tails = [
        optimize.brentq(lambda v, t=t: below(v) - t, -far, far, xtol=1e-13)
        for t in ((1 - level) / 2, (1 + level) / 2)
    ]
    p = 2 * min(below(0.0), 1 - below(0.0))
    return float(w @ centre), tails[0], tails[1], p, float(w @ rho), float(w @ q)
