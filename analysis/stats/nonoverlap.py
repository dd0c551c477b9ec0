"""How far phase B lies beyond phase A, from comparisons of days: NAP, Tau and their kin.

First every person's days are compared and counted, which is the work; then the counts
of all people become indices. A pair is *better* when B improves on A by more than the
slack of `PhasePairs`, which decides every tie.

NAP and Tau: see `nap`.
Tau-U = (S_AB - S_A) / (n_a n_b), the variant 'A vs B - trend A': S_AB and S_A are
    better minus worse pairs between the phases and, in time, within A
                                               Parker, Vannest, Davis & Sauber (2011)
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

Only NAP and Tau have a standard error here: for Tau-U and Tau-BC it would take the trend
of A for known.

References
----------
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

from analysis.stats.estimates import Estimates
from analysis.stats.mixture import Floats
from analysis.stats.nap import BetweenCounts, compare_phases, estimate_nap
from analysis.stats.phase_pairs import Bools, Ints, PhasePairs

_FEW_FOR_TREND = "fewer than 2 readings in phase A"


@dataclass(frozen=True)
class OverlapCounts:
    """What the comparisons of days came to, (people,) each, as whole numbers.

    Attributes
    ----------
    between : BetweenCounts
    trend : better minus worse pairs within A, in time
    corrected : better minus worse pairs between the phases after A's Theil-Sen line
    above_best, above_line : days of B better than all of A, than A's least-squares line
    above_median : twice the days of B better than A's median, plus those equal to it
    kept : days left when no overlap is left
    """

    between: BetweenCounts
    trend: Ints
    corrected: Ints
    above_best: Ints
    above_median: Ints
    above_line: Ints
    kept: Ints

    @staticmethod
    def join(parts: list[OverlapCounts]) -> OverlapCounts:
        """Put people below each other."""
        rest = [f.name for f in fields(OverlapCounts)[1:]]
        return OverlapCounts(
            BetweenCounts.join([part.between for part in parts]),
            *(np.concatenate([getattr(part, name) for part in parts]) for name in rest),
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
    between, above = compare_phases(ranked, b, pairs)
    rank, in_a = np.arange(1, ranked.shape[1] + 1), ~np.isnan(ranked)
    return OverlapCounts(
        between=between,
        trend=trend,
        corrected=_corrected(a, b, slope, pairs),
        above_best=_pick(above, pairs.n_a - 1),
        above_median=_above_median(ranked, b, pairs),
        above_line=_above_line(a, b, pairs),
        kept=np.maximum(((rank + above) * in_a).max(axis=1), pairs.n_b),
    )


def _pick(table: NDArray, column: Ints) -> NDArray:
    return table[np.arange(len(table)), column]


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
    surplus = counts.between.better - counts.between.worse
    no_line = ((n_a < 2, _FEW_FOR_TREND),)
    return {
        **estimate_nap(counts.between, n_a, n_b),
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
