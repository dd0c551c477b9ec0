"""How far several judges, or several days, agree on the same subjects."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import TooFewPoints
from analysis.stats.measurement.arguments import as_numbers, check_level


@dataclass(frozen=True)
class Agreement:
    """One intraclass correlation of single ratings.

    Attributes
    ----------
    estimate, low, high : float
        At most 1; below 0 where subjects differ less than chance would have it. NaN where it is not
        defined; low, high and p are NaN where judges agree to the last digit or subjects do not differ
        at all, as nothing is left from which to tell how sure that is.
    p : float
        F test against 0, one-sided.
    """

    estimate: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Icc:
    """Intraclass correlations of single ratings; names of Shrout & Fleiss, then of McGraw & Wong.

    Attributes
    ----------
    icc_1_1 : Agreement
        ICC(1,1), ICC(1): every subject has judges of its own.
    icc_2_1 : Agreement
        ICC(2,1), ICC(A,1): the same judges for all; a judge who rates higher counts as error.
    icc_3_1 : Agreement
        ICC(3,1), ICC(C,1): the same judges for all; a judge who rates higher does not count.
    n_subjects, n_judges : int
        Subjects with all ratings, and judges.
    """

    icc_1_1: Agreement
    icc_2_1: Agreement
    icc_3_1: Agreement
    n_subjects: int
    n_judges: int


@dataclass(frozen=True)
class _Squares:
    """Mean squares between subjects and judges, of the rest, and within subjects; n and k."""

    subjects: float
    judges: float
    rest: float
    within: float
    n: int
    k: int


def icc(ratings: ArrayLike, *, level: float = 0.95) -> Icc:
    """Intraclass correlations of single ratings with their F-based intervals.

    With mean squares B between subjects, J between judges, E of the rest and W within subjects:
    ICC(1,1) = (B - W) / (B + (k-1) W), ICC(2,1) = (B - E) / (B + (k-1) E + k (J - E) / n),
    ICC(3,1) = (B - E) / (B + (k-1) E). The interval of ICC(2,1) takes Satterthwaite's df; it is
    approximate and can miss an estimate below 0.

    Parameters
    ----------
    ratings : array, (subjects, judges)
        Judges may be raters, trials or days. A subject with a missing rating (NaN) is left out.
    level : float
        Probability inside the intervals.

    Returns
    -------
    Icc

    Raises
    ------
    TooFewPoints
        Fewer than 2 complete subjects or 2 judges, or all ratings are the same.
    DataError
        Not a table of finite numbers, or `level` is no probability.

    References
    ----------
    Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability.
    Psychol Bull 86, 420-428. doi:10.1037/0033-2909.86.2.420
    McGraw, K. O. & Wong, S. P. (1996). Forming inferences about some intraclass correlation
    coefficients. Psychol Methods 1, 30-46. doi:10.1037/1082-989X.1.1.30

    Examples
    --------
    The example of Shrout & Fleiss, six subjects and four judges:

    >>> result = icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(one.estimate, 2) for one in (result.icc_1_1, result.icc_2_1, result.icc_3_1)]
    [0.17, 0.29, 0.71]
    """
    check_level(level)
    table = as_numbers(ratings, "ratings", dimensions=2)
    table = table[~np.isnan(table).any(axis=1)]
    n, k = table.shape
    if n < 2 or k < 2:
        raise TooFewPoints(f"{n} complete subjects and {k} judges, at least 2 of each are needed")
    if (table == table[0, 0]).all():
        raise TooFewPoints("no variation: all ratings are the same")
    squares, tail = _mean_squares(table), (1 - level) / 2
    return Icc(_one_way(squares, tail), _absolute(squares, tail), _consistency(squares, tail), n, k)


def _mean_squares(table: NDArray[np.float64]) -> _Squares:
    # The coefficients have no unit: scaled, no square overflows and the size of rounding is known.
    table = table / np.abs(table).max()
    n, k = table.shape
    table = table - table.mean()
    rows, columns = table.mean(axis=1, keepdims=True), table.mean(axis=0, keepdims=True)
    parts = (k * rows**2, n * columns**2, (table - rows - columns) ** 2, (table - rows) ** 2)
    sums = [float(part.sum()) for part in parts]
    rounding = n * k * (8 * np.finfo(float).eps) ** 2
    subjects, judges, rest, within = (0.0 if one <= rounding else one for one in sums)
    return _Squares(
        subjects / (n - 1), judges / (k - 1), rest / ((n - 1) * (k - 1)), within / (n * (k - 1)), n, k
    )


def _one_way(one: _Squares, tail: float) -> Agreement:
    return _ratio_agreement(one.subjects, one.within, (one.n - 1, one.n * (one.k - 1)), one.k, tail)


def _consistency(one: _Squares, tail: float) -> Agreement:
    return _ratio_agreement(one.subjects, one.rest, (one.n - 1, (one.n - 1) * (one.k - 1)), one.k, tail)


def _ratio_agreement(between: float, error: float, df: tuple[int, int], k: int, tail: float) -> Agreement:
    """(F - 1) / (F + k - 1) of F = between / error, and of F over its quantiles."""
    from scipy.special import fdtrc, fdtri

    if between == error == 0:
        return Agreement(math.nan, math.nan, math.nan, math.nan)
    estimate = _share(between, error, k)
    if error == 0 or between == 0:
        return Agreement(estimate, math.nan, math.nan, math.nan)
    low = _share(between, error * float(fdtri(*df, 1 - tail)), k)
    high = _share(between * float(fdtri(*df[::-1], 1 - tail)), error, k)
    return Agreement(estimate, low, high, float(fdtrc(*df, between / error)))


def _share(between: float, error: float, k: int) -> float:
    return (between - error) / (between + (k - 1) * error)


def _absolute(one: _Squares, tail: float) -> Agreement:
    from scipy.special import fdtrc, fdtri

    n, k, error = one.n, one.k, one.rest
    others = k * one.judges + (k * n - k - n) * error
    if others + n * one.subjects == 0:
        return Agreement(math.nan, math.nan, math.nan, math.nan)
    estimate = n * (one.subjects - error) / (others + n * one.subjects)
    df = _satterthwaite(one, estimate)
    if error == 0 or one.subjects == 0 or math.isnan(df):
        return Agreement(estimate, math.nan, math.nan, math.nan)
    below, above = float(fdtri(n - 1, df, 1 - tail)), float(fdtri(df, n - 1, 1 - tail))
    low = n * (one.subjects - below * error) / (below * others + n * one.subjects)
    high = n * (above * one.subjects - error) / (others + n * above * one.subjects)
    p = float(fdtrc(n - 1, (n - 1) * (k - 1), one.subjects / error))
    return Agreement(estimate, low, high, p)


def _satterthwaite(one: _Squares, estimate: float) -> float:
    """df of the mix of judges and rest against which subjects stand; NaN where there is none."""
    n, k = one.n, one.k
    of_judges = k * estimate * one.judges
    of_rest = (n * (1 + (k - 1) * estimate) - k * estimate) * one.rest
    down = of_judges**2 / (k - 1) + of_rest**2 / ((n - 1) * (k - 1))
    return (of_judges + of_rest) ** 2 / down if down > 0 else math.nan
