"""How far phase B lies from phase A in means and medians: SMD, log ratios, goal obtained.

With mean M, variance V (divisor n - 1) and n of a phase, and d = 1 or -1 for the
direction of improvement:

SMD = J d (M_B - M_A) / sqrt(V_A), J = 1 - 3 / (4 df - 1), df = n_A - 1,
    SE = J sqrt(1/n_A + V_B / (n_B V_A) + SMD^2 / (2 df))
SMD-pooled: V_A replaced by the pooled variance, df = n_A + n_B - 2,
    SE = J sqrt(1/n_A + 1/n_B + SMD^2 / (2 df))             Pustejovsky (2015)
LRRi = d (L_B - L_A) with L = log M + V / (2 n M^2), SE = sqrt(sum of V / (n M^2));
    above 0 where B is better. LRRd = -LRRi, below 0 where B is better
                                                            Pustejovsky (2018)
LRM = d (log median_B - log median_A), its variance from order statistics:
    ((log y_(n-c+1) - log y_(c)) / (2 z_c))^2 of each phase, c = round(n/2 - sqrt(n)) but
    at least 1, z_c the normal point with P(Binomial(n, 1/2) < c) above it
                                                            Bonett & Price (2020)
PoGO = (M_B - M_A) / (goal - M_A), a fraction; SE = sqrt(V_A/n_A + V_B/n_B
    + PoGO^2 V_A/n_A) / |goal - M_A|                        Ferron et al. (2020)
PercentChange = exp(+-LRR) - 1, the change from A to B as a fraction of A: it keeps the
    sign of the change whatever the direction of improvement Pustejovsky (2018)

Intervals are estimate +- 1.96 SE; that of PercentChange is transformed from LRR. All
take days for independent, so intervals are too narrow for most diaries.

References
----------
Bonett, D. G. & Price, R. M. (2020). Journal of Educational and Behavioral Statistics 45,
750-770. doi:10.3102/1076998620934125
Ferron, J., Goldstein, H., Olszewski, A. & Rohrer, L. (2020). Evidence-Based Communication
Assessment and Intervention 14, 6-27. doi:10.1080/17489539.2020.1732024
Pustejovsky, J. E. (2015). Psychological Methods 20, 342-359. doi:10.1037/met0000019
Pustejovsky, J. E. (2018). Journal of School Psychology 68, 99-112. doi:10.1016/j.jsp.2018.02.003
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.stats.estimates import Estimates, divide
from analysis.stats.mixture import Floats
from analysis.stats.phase_pairs import CLOSE, Bools, Ints, PhasePairs

_NO_RATIO = "a mean is not above 0, and a ratio needs a scale with a true zero"
_NO_MEDIAN_RATIO = "a median is not above 0, and a ratio needs a scale with a true zero"
_FEW = "fewer than 2 readings in a phase"


@dataclass(frozen=True)
class PhaseMoments:
    """One phase, (people,) each, in steps of the readings.

    Attributes
    ----------
    n : days with a reading
    mean, variance : variance NaN for a single day, exactly 0 without spread
    median : the mean of the two middle readings
    inner_low, inner_high : the order statistics that bound the median, for LRM
    tail : z_c of these, NaN where they bound nothing
    """

    n: Ints
    mean: Floats
    variance: Floats
    median: Floats
    inner_low: Floats
    inner_high: Floats
    tail: Floats

    @staticmethod
    def join(parts: list[PhaseMoments]) -> PhaseMoments:
        """Put people below each other."""
        return PhaseMoments(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0]))
        )


def measure_phases(pairs: PhasePairs) -> tuple[PhaseMoments, PhaseMoments]:
    """Mean, spread and median of A and of B."""
    return (
        _measure(pairs.a, pairs.ranked_a, pairs.n_a, pairs.slack),
        _measure(pairs.b, pairs.ranked_b, pairs.n_b, pairs.slack),
    )


def _measure(y: Floats, ranked: Floats, n: Ints, slack: Floats) -> PhaseMoments:
    people = np.arange(len(y))
    first = y[:, 0]
    rest = y - first[:, None]
    shift = np.nan_to_num(rest).sum(axis=1) / n
    squares = np.nan_to_num((rest - shift[:, None]) ** 2).sum(axis=1)
    flat = (ranked[people, n - 1] - ranked[:, 0] <= slack) & (n > 1)
    cut, tail = _median_bounds(n)
    return PhaseMoments(
        n=n,
        mean=first + shift,
        variance=np.where(flat, 0.0, divide(squares, n - 1)),
        median=(ranked[people, (n - 1) // 2] + ranked[people, n // 2]) / 2,
        inner_low=ranked[people, cut - 1],
        inner_high=ranked[people, n - cut],
        tail=tail,
    )


def _median_bounds(n: Ints) -> tuple[Ints, Floats]:
    """Rank of the order statistic and its z for each length of a phase."""
    from scipy.special import bdtr, ndtri

    lengths, which = np.unique(n, return_inverse=True)
    cut = np.maximum(np.rint(lengths / 2 - np.sqrt(lengths)), 1).astype(np.int64)
    tail = -ndtri(bdtr(cut - 1, lengths, 0.5))
    return cut[which], np.where(lengths > 1, tail, np.nan)[which]


def estimate_effects(
    a: PhaseMoments, b: PhaseMoments, step: Floats, improvement: int, goal: float | None
) -> dict[str, Estimates]:
    """Turn moments into indices.

    Parameters
    ----------
    a, b : PhaseMoments
    step : array, (people,)
        Unit of the moments in the unit of the readings.
    improvement : {1, -1}
    goal : float or None
        In the unit of the readings; None leaves PoGO out.

    Returns
    -------
    dict of Estimates
        Infinite where a number is too large for a float.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return _estimate(a, b, step, improvement, goal)


def _estimate(
    a: PhaseMoments, b: PhaseMoments, step: Floats, improvement: int, goal: float | None
) -> dict[str, Estimates]:
    gain = improvement * (b.mean - a.mean)
    ratio = _log_ratio(a, b, improvement)
    effects = {
        "SMD": _smd(a, b, gain),
        "SMD-pooled": _smd_pooled(a, b, gain),
        "LRRi": ratio,
        "LRRd": _mirror(ratio),
        "LRM": _log_median_ratio(a, b, improvement),
    }
    if goal is not None:
        effects["PoGO"] = _goal_obtained(a, b, step, improvement, goal)
    return effects | {"PercentChange": _percent_change(ratio, improvement)}


def _smd(a: PhaseMoments, b: PhaseMoments, gain: Floats) -> Estimates:
    few = (a.n < 3) | (b.n < 2)
    df = np.where(few, np.nan, a.n - 1)
    return _standardise(
        gain,
        np.where(few, np.nan, a.variance),
        df,
        1 / a.n + divide(b.variance, b.n * a.variance),
        (
            (few, "fewer than 3 readings in phase A or 2 in phase B"),
            (a.variance == 0, "phase A does not vary"),
        ),
    )


def _smd_pooled(a: PhaseMoments, b: PhaseMoments, gain: Floats) -> Estimates:
    df = np.where((a.n < 2) | (b.n < 2), np.nan, a.n + b.n - 2)
    pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / df
    return _standardise(
        gain,
        pooled,
        df,
        1 / a.n + 1 / b.n,
        ((np.isnan(df), _FEW), (pooled == 0, "neither phase varies")),
    )


def _standardise(
    gain: Floats, variance: Floats, df: Floats, error: Floats, reasons: tuple[tuple[Bools, str], ...]
) -> Estimates:
    correction = 1 - 3 / (4 * df - 1)
    smd = correction * divide(gain, np.sqrt(variance))
    return Estimates.symmetric(smd, correction * np.sqrt(error + smd**2 / (2 * df)), reasons)


def _log_ratio(a: PhaseMoments, b: PhaseMoments, improvement: int) -> Estimates:
    few = (a.n < 2) | (b.n < 2)
    unusable = few | (np.minimum(a.mean, b.mean) <= CLOSE)
    mean_a, mean_b = np.where(unusable, np.nan, a.mean), np.where(unusable, np.nan, b.mean)
    error_a, error_b = a.variance / (a.n * mean_a**2), b.variance / (b.n * mean_b**2)
    ratio = improvement * (np.log(mean_b) + error_b / 2 - np.log(mean_a) - error_a / 2)
    se, no_spread = _spread(np.sqrt(error_a + error_b))
    return Estimates.symmetric(ratio, se, ((few, _FEW), (unusable, _NO_RATIO), no_spread))


def _spread(se: Floats) -> tuple[Floats, tuple[Bools, str]]:
    """An error of 0 means readings without spread, not certainty."""
    none = se == 0
    return np.where(none, np.nan, se), (
        none,
        "no standard error: the readings that it is taken from do not vary",
    )


def _mirror(one: Estimates) -> Estimates:
    return Estimates(-one.estimate, one.se, -one.high, -one.low, one.reasons)


def _log_median_ratio(a: PhaseMoments, b: PhaseMoments, improvement: int) -> Estimates:
    unusable = np.minimum(a.median, b.median) <= CLOSE
    medians = [np.where(unusable, np.nan, phase.median) for phase in (a, b)]
    at_zero = np.minimum(a.inner_low, b.inner_low) <= CLOSE
    bounds = [
        [np.where(unusable | at_zero, np.nan, end) for end in (phase.inner_low, phase.inner_high)]
        for phase in (a, b)
    ]
    errors = [
        (np.log(high) - np.log(low)) / (2 * phase.tail)
        for phase, (low, high) in zip((a, b), bounds, strict=True)
    ]
    se, no_spread = _spread(np.hypot(*errors))
    few = (a.n < 2) | (b.n < 2)
    return Estimates.symmetric(
        improvement * (np.log(medians[1]) - np.log(medians[0])),
        se,
        (
            (unusable, _NO_MEDIAN_RATIO),
            (few, f"no standard error: {_FEW}"),
            (at_zero, "no standard error: readings of 0 or below lie beside a median"),
            no_spread,
        ),
    )


def _goal_obtained(
    a: PhaseMoments, b: PhaseMoments, step: Floats, improvement: int, goal: float
) -> Estimates:
    start = a.mean * step
    distance = goal - start
    reached = improvement * distance <= CLOSE * np.maximum(np.abs(start), abs(goal))
    way = np.where(reached, np.nan, distance)
    share = (b.mean - a.mean) * step / way
    few = (a.n < 2) | (b.n < 2)
    error = np.sqrt(a.variance / a.n * (1 + share**2) + b.variance / b.n) * step / np.abs(way)
    se, no_spread = _spread(error)
    reasons = (
        (reached, "the mean of phase A has already reached the goal"),
        (few, f"no standard error: {_FEW}"),
        no_spread,
    )
    return Estimates.symmetric(share, se, reasons)


def _percent_change(ratio: Estimates, improvement: int) -> Estimates:
    change, low, high = np.expm1(improvement * np.stack([ratio.estimate, ratio.low, ratio.high]))
    none = np.full(len(change), np.nan)
    ends = (low, high) if improvement > 0 else (high, low)
    return Estimates(change, none, *ends, reasons=ratio.reasons)
