"""How far phase B lies beyond phase A, from comparisons of days: NAP, Tau and their kin.

First every person's days are compared and counted, which is the work; then the counts
of all people become indices. A pair is *better* when B improves on A by more than the
slack of `PhasePairs`, which decides every tie.

NAP = (better + ties / 2) / (n_a n_b)          Parker & Vannest (2009)
Tau = 2 NAP - 1                                Parker, Vannest, Davis & Sauber (2011)
Tau-U = (S_AB - S_A) / (n_a n_b), the variant 'A vs B - trend A': S_AB and S_A are
    better minus worse pairs between the phases and, in time, within A (ibid.)
Tau-BC = Tau of what is left of both phases above the Theil-Sen line of A on real
    days; always corrected                     Tarlow (2017)
PND = share of B better than the best of A     Scruggs, Mastropieri & Casto (1987)
PEM = share of B better than the median of A, ties as one half   Ma (2006)
PET = share of B better than the least-squares line of A on real days, without ties, as
    in the R package scan
PAND = share of days left after the fewest removals that end all overlap, ties being
    overlap                                    Parker, Hagan-Burke & Vannest (2007)
IRD = ((n_a + n_b)^2 PAND - n_a^2 - n_b^2) / (2 n_a n_b), the robust improvement rate
    difference: the removals of PAND balanced between the phases
                                               Parker, Vannest & Brown (2009)

The standard error of NAP is the unbiased one of Sen (1967) and Mee (1990), not below
that of half a pair, p (1 - p) / ((n_a - 1)(n_b - 1)) with p = 1 / (2 n_a n_b).
Tau-U and Tau-BC have none: it would take the trend of A for known. All of them take
days for independent, so intervals are too narrow for most diaries.

References
----------
Mee, R. W. (1990). JASA 85, 793-800. doi:10.1080/01621459.1990.10474942
Newcombe, R. G. (2006). Statistics in Medicine 25, 559-573. doi:10.1002/sim.2324
Parker, R. I. & Vannest, K. (2009). Behavior Therapy 40, 357-367. doi:10.1016/j.beth.2008.10.006
Parker, R. I., Vannest, K. J., Davis, J. L. & Sauber, S. B. (2011). Behavior Therapy 42,
284-299. doi:10.1016/j.beth.2010.08.006
Parker, R. I., Vannest, K. J. & Davis, J. L. (2011). Behavior Modification 35, 303-322.
doi:10.1177/0145445511399147
Tarlow, K. R. (2017). Behavior Modification 41, 427-467. doi:10.1177/0145445516676750
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from analysis.stats.estimates import Estimates, Z, divide
from analysis.stats.mixture import Floats
from analysis.stats.phase_pairs import Bools, Ints, PhasePairs

_FEW_FOR_SE = "no standard error: fewer than 2 readings in a phase"
_FEW_FOR_TREND = "fewer than 2 readings in phase A"
_HALVINGS = 60


@dataclass(frozen=True)
class OverlapCounts:
    """What the comparisons of days came to, (people,) each, as whole numbers.

    Attributes
    ----------
    better, worse : pairs of days between the phases
    squares : 4 (sum of squared row and column sums of the pairs, ties counted one half)
    trend : better minus worse pairs within A, in time
    corrected : better minus worse pairs between the phases after A's Theil-Sen line
    above_best, above_line : days of B better than all of A, than A's least-squares line
    above_median : twice the days of B better than A's median, plus those equal to it
    kept : days left when no overlap is left
    """

    better: Ints
    worse: Ints
    squares: Ints
    trend: Ints
    corrected: Ints
    above_best: Ints
    above_median: Ints
    above_line: Ints
    kept: Ints

    @staticmethod
    def join(parts: list[OverlapCounts]) -> OverlapCounts:
        """Put people below each other."""
        return OverlapCounts(
            *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(OverlapCounts))
        )


def count_overlap(pairs: PhasePairs, improvement: int) -> OverlapCounts:
    """Compare the days of each person.

    Parameters
    ----------
    pairs : PhasePairs
    improvement : {1, -1}

    Returns
    -------
    OverlapCounts
    """
    a, b = improvement * pairs.a, improvement * pairs.b
    ranked = np.sort(a, axis=1)
    trend, slope = _trend(a, pairs)
    above, below, over, under = _compare(ranked, b, pairs.slack)
    rows, columns = pairs.n_b[:, None] + above - below, pairs.n_a[:, None] + over - under
    in_a, in_b = ~np.isnan(ranked), ~np.isnan(b)
    rank = np.arange(1, ranked.shape[1] + 1)
    return OverlapCounts(
        better=above.sum(axis=1),
        worse=below.sum(axis=1),
        squares=(rows * rows * in_a).sum(axis=1) + (columns * columns * in_b).sum(axis=1),
        trend=trend,
        corrected=_corrected(a, b, slope, pairs),
        above_best=_pick(above, pairs.n_a - 1),
        above_median=_above_median(ranked, b, pairs),
        above_line=_above_line(a, b, pairs),
        kept=np.maximum(((rank + above) * in_a).max(axis=1), pairs.n_b),
    )


def _pick(table: NDArray, column: Ints) -> NDArray:
    return table[np.arange(len(table)), column]


def _compare(a: Floats, b: Floats, slack: Floats) -> tuple[Ints, Ints, Ints, Ints]:
    """For each day of A the days of B above and below it, for each of B those of A under and over it."""
    rise = b[:, None, :] - a[:, :, None]
    better, worse = rise > slack[:, None, None], rise < -slack[:, None, None]
    return (
        np.count_nonzero(better, axis=2),
        np.count_nonzero(worse, axis=2),
        np.count_nonzero(better, axis=1),
        np.count_nonzero(worse, axis=1),
    )


def _trend(a: Floats, pairs: PhasePairs) -> tuple[Ints, Floats]:
    """Better minus worse pairs within A, and A's Theil-Sen slope (0 for a single day)."""
    if a.shape[1] < 2:
        return np.zeros(len(a), dtype=np.int64), np.zeros(len(a))
    early, late = np.triu_indices(a.shape[1], 1)
    rise = a[:, late] - a[:, early]
    trend = _surplus(rise, pairs.slack)
    rise /= pairs.day_a[:, late] - pairs.day_a[:, early]
    rise.sort(axis=1)
    count = pairs.n_a * (pairs.n_a - 1) // 2
    slope = (_pick(rise, np.maximum(count - 1, 0) // 2) + _pick(rise, count // 2)) / 2
    return trend, np.where(pairs.n_a > 1, slope, 0.0)


def _surplus(rise: Floats, slack: Floats) -> Ints:
    """Rises minus falls in each row."""
    up = np.count_nonzero(rise > slack[:, None], axis=1)
    return up - np.count_nonzero(rise < -slack[:, None], axis=1)


def _corrected(a: Floats, b: Floats, slope: Floats, pairs: PhasePairs) -> Ints:
    """Better minus worse pairs of residuals; the intercept cancels.

    The median slope has a denominator of at most 2 span^2, so residuals of whole numbers
    that differ do so by 1 / (2 span^2) at least: half of that parts them from rounding.
    """
    span = np.fmax.reduce(pairs.day_a, axis=1)
    reach = np.maximum(span, np.fmax.reduce(np.abs(pairs.day_b), axis=1))
    size = _largest(a, b) + np.abs(slope) * reach
    exact = np.maximum(0.25 / np.maximum(span, 1) ** 2, 1e-14 * size)
    rest_a, rest_b = a - slope[:, None] * pairs.day_a, b - slope[:, None] * pairs.day_b
    rise = rest_b[:, None, :] - rest_a[:, :, None]
    slack = np.where(pairs.on_grid, exact, pairs.slack * size)
    return _surplus(rise.reshape(len(rise), -1), slack)


def _largest(a: Floats, b: Floats) -> Floats:
    return np.maximum(np.fmax.reduce(np.abs(a), axis=1), np.fmax.reduce(np.abs(b), axis=1))


def _above_median(ranked: Floats, b: Floats, pairs: PhasePairs) -> Ints:
    """Compare doubled readings of B with the sum of A's two middle ones."""
    middle = _pick(ranked, (pairs.n_a - 1) // 2) + _pick(ranked, pairs.n_a // 2)
    rise = 2 * b - middle[:, None]
    slack = 2 * pairs.slack[:, None]
    return 2 * np.count_nonzero(rise > slack, axis=1) + np.count_nonzero(np.abs(rise) <= slack, axis=1)


def _above_line(a: Floats, b: Floats, pairs: PhasePairs) -> Ints:
    """Compare B with A's least-squares line, multiplied out so that whole numbers stay whole."""
    n = pairs.n_a.astype(float)
    t, y = np.nan_to_num(pairs.day_a), np.nan_to_num(a)
    sum_t, sum_y = t.sum(axis=1), y.sum(axis=1)
    spread = n * (t * t).sum(axis=1) - sum_t**2
    turn = n * (t * y).sum(axis=1) - sum_t * sum_y
    above = (n[:, None] * b - sum_y[:, None]) * spread[:, None]
    line = turn[:, None] * (n[:, None] * pairs.day_b - sum_t[:, None])
    size = n * _largest(a, b) * spread + np.fmax.reduce(np.abs(line), axis=1)
    slack = np.where(pairs.on_grid, np.maximum(0.5, 1e-14 * size), pairs.slack * size)
    return np.count_nonzero(above - line > slack[:, None], axis=1)


def estimate_nonoverlap(counts: OverlapCounts, n_a: Ints, n_b: Ints) -> dict[str, Estimates]:
    """Turn counts into indices; shares are fractions.

    Parameters
    ----------
    counts : OverlapCounts
    n_a, n_b : array of int, (people,)
        Days with a reading, at least 1.

    Returns
    -------
    dict of Estimates
        By the name of the index.
    """
    pairs = n_a * n_b
    surplus = counts.better - counts.worse
    nap = (pairs + surplus) / (2 * pairs)
    se = _nap_se(counts, n_a, n_b)
    low, high = bound_nap(nap, n_a, n_b)
    no_se = ((np.minimum(n_a, n_b) < 2, _FEW_FOR_SE),)
    no_line = ((n_a < 2, _FEW_FOR_TREND),)
    return {
        "NAP": Estimates(nap, se, low, high, no_se),
        "Tau": Estimates(2 * nap - 1, 2 * se, 2 * low - 1, 2 * high - 1, no_se),
        "Tau-U": Estimates.alone(_blank(n_a < 2, (surplus - counts.trend) / pairs), no_line),
        "Tau-BC": Estimates.alone(_blank(n_a < 2, counts.corrected / pairs), no_line),
        "PND": Estimates.alone(counts.above_best / n_b),
        "PEM": Estimates.alone(counts.above_median / (2 * n_b)),
        "PET": Estimates.alone(_blank(n_a < 2, counts.above_line / n_b), no_line),
        "PAND": Estimates.alone(counts.kept / (n_a + n_b)),
        "IRD": Estimates.alone(((n_a + n_b) * counts.kept - n_a**2 - n_b**2) / (2 * pairs)),
    }


def _blank(missing: Bools, numbers: Floats) -> Floats:
    return np.where(missing, np.nan, numbers)


def _nap_se(counts: OverlapCounts, n_a: Ints, n_b: Ints) -> Floats:
    """Sen and Mee's standard error from whole numbers, 2 n_a n_b times itself until the end."""
    pairs = (n_a * n_b).astype(float)
    doubled = pairs + counts.better - counts.worse
    weights = 3.0 * counts.better - counts.worse + pairs
    variance = (
        2 * pairs * doubled - (n_a + n_b - 1) * doubled**2 + pairs * counts.squares - 2 * pairs * weights
    )
    return np.sqrt(divide(np.maximum(variance, 2 * pairs - 1), (n_a - 1) * (n_b - 1))) / (2 * pairs)


def bound_nap(nap: Floats, n_a: Ints, n_b: Ints) -> tuple[Floats, Floats]:
    """Newcombe's 95 % score interval for NAP (method 5), solved by halving.

    With h = (n_a + n_b) / 2 - 1 the bounds are the x at which
    n_a n_b (NAP - x)^2 (2 - x)(1 + x) = z^2 x (1 - x)(2 + h + (1 + 2h) x (1 - x)).
    At complete separation x = 1 is a root as well; the bound is the other one.

    Parameters
    ----------
    nap : array, (people,)
    n_a, n_b : array of int, (people,)

    Returns
    -------
    low, high : array, (people,)

    References
    ----------
    Newcombe, R. G. (2006). Statistics in Medicine 25, 559-573. doi:10.1002/sim.2324

    Examples
    --------
    >>> low, high = bound_nap(np.array([1.0]), np.array([3]), np.array([3]))
    >>> low.round(3).tolist(), high.tolist()
    ([0.501], [1.0])
    """
    doubled = np.rint(nap * 2 * n_a * n_b).astype(np.int64)
    width_b, width = n_b.max(initial=0) + 1, doubled.max(initial=0) + 1
    _, row, which = np.unique((n_a * width_b + n_b) * width + doubled, return_index=True, return_inverse=True)
    share, a, b = nap[row], n_a[row], n_b[row]
    ends = _lower_bound(np.stack([share, 1 - share]), a, b)
    return ends[0][which], 1 - ends[1][which]


def _lower_bound(nap: Floats, n_a: Ints, n_b: Ints) -> Floats:
    half = (n_a + n_b) / 2 - 1
    low, high = np.zeros_like(nap), nap.copy()
    for _ in range(_HALVINGS):
        x = (low + high) / 2
        odds = x * (1 - x)
        distance = n_a * n_b * (nap - x) ** 2 * (2 - x) * (1 + x)
        inside = distance < Z * Z * odds * (2 + half + (1 + 2 * half) * odds)
        high = np.where(inside, x, high)
        low = np.where(inside, low, x)
    return high
