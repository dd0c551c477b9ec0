"""NAP and Tau: how often a day of phase B improves on a day of phase A.

NAP = (better + ties / 2) / (n_a n_b)          Parker & Vannest (2009)
Tau = 2 NAP - 1                                Parker, Vannest, Davis & Sauber (2011)

The standard error of NAP is the unbiased one of Sen (1967) and Mee (1990), not below
that of half a pair, p (1 - p) / ((n_a - 1)(n_b - 1)) with p = 1 / (2 n_a n_b). It takes
days for independent, so intervals are too narrow for most diaries.

References
----------
Mee, R. W. (1990). JASA 85, 793-800. doi:10.1080/01621459.1990.10474942
Newcombe, R. G. (2006). Statistics in Medicine 25, 559-573. doi:10.1002/sim.2324
Parker, R. I. & Vannest, K. (2009). Behavior Therapy 40, 357-367. doi:10.1016/j.beth.2008.10.006
Parker, R. I., Vannest, K. J., Davis, J. L. & Sauber, S. B. (2011). Behavior Therapy 42,
284-299. doi:10.1016/j.beth.2010.08.006
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from analysis.stats.estimates import Estimates, Z, divide
from analysis.stats.mixture import Floats
from analysis.stats.phase_pairs import Ints, PhasePairs

_FEW_FOR_SE = "no standard error: fewer than 2 readings in a phase"
_HALVINGS = 60


@dataclass(frozen=True)
class BetweenCounts:
    """Pairs of a day of A and a day of B, (people,) each, as whole numbers.

    Attributes
    ----------
    better, worse : pairs of days between the phases
    squares : 4 (sum of squared row and column sums of the pairs, ties counted one half)
    """

    better: Ints
    worse: Ints
    squares: Ints

    @staticmethod
    def join(parts: Sequence[BetweenCounts]) -> BetweenCounts:
        """Put people below each other."""
        return BetweenCounts(
            *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(BetweenCounts))
        )


def count_between(pairs: PhasePairs, improvement: int) -> BetweenCounts:
    """Compare the days of A with those of B and nothing else: all that NAP and Tau need.

    Parameters
    ----------
    pairs : PhasePairs
    improvement : {1, -1}
    """
    return compare_phases(improvement * pairs.a, improvement * pairs.b, pairs)[0]


def compare_phases(a: Floats, b: Floats, pairs: PhasePairs) -> tuple[BetweenCounts, Ints]:
    """Pairs between the phases, and for each day of A the days of B above it, (people, days).

    `a` and `b` are the phases of `pairs`, signed so that more is better; A in any order.
    """
    above, below, over, under = _compare(a, b, pairs.slack)
    rows, columns = pairs.n_b[:, None] + above - below, pairs.n_a[:, None] + over - under
    in_a, in_b = ~np.isnan(a), ~np.isnan(b)
    squares = (rows * rows * in_a).sum(axis=1) + (columns * columns * in_b).sum(axis=1)
    return BetweenCounts(above.sum(axis=1), below.sum(axis=1), squares), above


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


def estimate_nap(counts: BetweenCounts, n_a: Ints, n_b: Ints) -> dict[str, Estimates]:
    """NAP and Tau from their counts; one row a person, by the name of the index."""
    pairs = n_a * n_b
    nap = (pairs + counts.better - counts.worse) / (2 * pairs)
    se = _nap_se(counts, n_a, n_b)
    low, high = bound_nap(nap, n_a, n_b)
    no_se = ((np.minimum(n_a, n_b) < 2, _FEW_FOR_SE),)
    return {
        "NAP": Estimates(nap, se, low, high, no_se),
        "Tau": Estimates(2 * nap - 1, 2 * se, 2 * low - 1, 2 * high - 1, no_se),
    }


def _nap_se(counts: BetweenCounts, n_a: Ints, n_b: Ints) -> Floats:
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
