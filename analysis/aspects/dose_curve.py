"""Do a few minutes suffice? Outcomes against the targeted minutes of the 7 days before, as a curve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from analysis.aspects.dose_fit import DAYS_BEFORE, DoseFit, fit_dose, sum_days_before
from analysis.aspects.lags import is_outcome
from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.lagged import ALPHA, adjust_bh
from analysis.stats.regression import Effect
from analysis.words import say_amount, say_count, say_number, say_p

TOGETHER = "What goes together need not be cause and effect"
WOULD_TELL = "Weeks of different length, drawn by lot, would tell ('Plan next month')"


@dataclass(frozen=True, eq=False)
class DoseCurve:
    """One outcome against the targeted minutes of the 7 days before each reading.

    Attributes
    ----------
    title, name, unit : str
    improvement : int or None
        +1 where higher is better, -1 where lower is, None where it is not known.
    worthwhile : float or None
        Smallest change worth having.
    fit : DoseFit or None
    outcomes_tried : int
        Outcomes of the log that a curve could be fitted to.
    reason : str
        Why there is no curve; '' where there is one.
    """

    title: str
    name: str
    unit: str
    improvement: int | None
    worthwhile: float | None
    fit: DoseFit | None
    outcomes_tried: int
    reason: str

    @property
    def answer(self) -> str:
        """What can be said.

        'more': beyond the knot, more minutes went with other readings; 'suffice': up to the knot they
        went with better ones, and what more of them add is too little to matter; 'some': minutes up to
        the knot went with other readings, and no more is known; 'open': none of these.
        """
        fit = self.fit
        if fit is None:
            return "open"
        if fit.p_more <= ALPHA:
            return "more"
        if fit.p_few <= ALPHA:
            return "suffice" if self._suffices(fit) else "some"
        return "open"

    def _suffices(self, fit: DoseFit) -> bool:
        """Whether the knot brings half a worthwhile change or more, and what follows less than half of that.

        Half of the gain is the limit too where it is below a worthwhile change, so that a line that just
        goes on is not told as one that stops.
        """
        gain = (self.improvement or 0) * fit.few.estimate
        worthwhile = self.worthwhile or gain
        limit = min(worthwhile, gain) / 2
        return gain > 0 and gain >= worthwhile / 2 and _lies_inside(fit.more, limit)


def _lies_inside(effect: Effect, limit: float) -> bool:
    return -limit < effect.low and effect.high < limit


def find_dose_curves(comparisons: Iterable[Comparison], minutes: pd.Series) -> tuple[DoseCurve, ...]:
    """Fit a curve to every outcome that has a routine.

    Readings count from the 8th day of the routine on, so that the 7 days before each lie in it too:
    else the gain of the first days would pass for the gain from no minutes to some. The slopes of all
    outcomes are judged together.

    Parameters
    ----------
    comparisons : iterable of Comparison
        All of the log; what is looked at as an explanation is left out.
    minutes : Series
        Targeted minutes by day, NaN where they are not known, as `analysis.aspects.lags.known_minutes`
        gives them.

    Examples
    --------
    >>> find_dose_curves((), pd.Series(dtype=float))
    ()
    """
    before = sum_days_before(minutes)
    found = [_find(one, before) for one in comparisons if is_outcome(one)]
    fits = [one.fit for one in found if one.fit is not None]
    p = iter(adjust_bh([p for fit in fits for p in (fit.p_few, fit.p_more)]) if fits else ())
    adjusted = iter([replace(fit, p_few=float(next(p)), p_more=float(next(p))) for fit in fits])
    tried = len(fits)
    return tuple(replace(one, fit=one.fit and next(adjusted), outcomes_tried=tried) for one in found)


def _find(one: Comparison, before: pd.Series) -> DoseCurve:
    within = one.series[one.labels == "B"]
    if one.start is not None:
        within = within[within.index >= one.start + pd.Timedelta(days=DAYS_BEFORE)]
    minutes = before.reindex(within.index).dropna()
    fit, reason = None, ""
    try:
        fit = fit_dose(within[minutes.index], minutes)
    except TooFewPoints as error:
        reason = str(error)
    title = f"Do a few minutes suffice? {one.name}"
    known = one.yardstick
    return DoseCurve(title, one.name, one.unit, known.improvement, known.worthwhile, fit, 0, reason)


def write_dose_curve(curve: DoseCurve) -> str:
    """What the curve says, and what would tell where it cannot.

    Examples
    --------
    >>> write_dose_curve(DoseCurve("", "Pain", "points", -1, 2.0, None, 0, "all readings are the same"))
    "Cannot tell: all readings are the same. Weeks of different length, drawn by lot, would tell ('Plan next month')."
    """
    fit = curve.fit
    if fit is None:
        return f"Cannot tell: {curve.reason}. {WOULD_TELL}."
    said = {"more": _say_more, "suffice": _say_suffice, "some": _say_some, "open": _say_open}
    return said[curve.answer](curve, fit)


def _say_more(curve: DoseCurve, fit: DoseFit) -> str:
    way = "higher" if fit.above.estimate > 0 else "lower"
    return (
        f"More minutes went with {way} readings: with {say_minutes(fit.much)} a week "
        f"{_say_likely(fit.more, curve.unit)} than with {say_minutes(fit.knot)} "
        f"({say_p(fit.p_more)}, {_say_tried(curve)}). {TOGETHER}."
    )


def _say_suffice(curve: DoseCurve, fit: DoseFit) -> str:
    return (
        f"In this log {say_minutes(fit.knot)} minutes a week suffice: readings were "
        f"{_say_likely(fit.few, curve.unit)} than with {say_minutes(fit.lowest)}, and {say_minutes(fit.much)} brought no "
        f"change that matters beyond that ({_say_effect(fit.more, curve.unit)}; {say_p(fit.p_few)}, "
        f"{_say_tried(curve)}). {TOGETHER}."
    )


def _say_some(curve: DoseCurve, fit: DoseFit) -> str:
    return (
        f"With {say_minutes(fit.knot)} minutes a week readings were {_say_likely(fit.few, curve.unit)} than with "
        f"{say_minutes(fit.lowest)} ({say_p(fit.p_few)}, {_say_tried(curve)}). Cannot tell what {say_minutes(fit.much)} "
        f"add to that: {_say_effect(fit.more, curve.unit)}. {TOGETHER}. {WOULD_TELL}."
    )


def _say_open(curve: DoseCurve, fit: DoseFit) -> str:
    lowest, knot, much = (say_minutes(one) for one in (fit.lowest, fit.knot, fit.much))
    return (
        f"Cannot tell: {knot} minutes a week against {lowest}, {_say_effect(fit.few, curve.unit)}; {much} against "
        f"{knot}, {_say_effect(fit.more, curve.unit)} ({_say_tried(curve)}; none beyond chance with all counted). "
        f"{TOGETHER}. {WOULD_TELL}."
    )


def _say_tried(curve: DoseCurve) -> str:
    return f"{say_count(curve.outcomes_tried, 'outcome')} tried"


def _say_effect(effect: Effect, unit: str) -> str:
    return say_between(effect.low, effect.high, unit)


def _say_likely(effect: Effect, unit: str) -> str:
    """The difference and its ends, which lie on the same side of 0 where it is beyond chance."""
    near, far = sorted((abs(effect.low), abs(effect.high)))
    ends = f"{say_number(near, like=far)} to {say_number(far, like=far)}"
    way = "higher" if effect.estimate > 0 else "lower"
    return f"about {say_amount(abs(effect.estimate), unit)} {way} (likely {ends})"


def say_between(low: float, high: float, unit: str) -> str:
    """The ends of an interval of a difference, each with its direction.

    Examples
    --------
    >>> say_between(-2, -0.5, "points"), say_between(-1, 0.5, "deg")
    ('0.5 to 2 points lower', '1 degree lower to 0.5 degrees higher')
    """
    if low * high > 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{say_number(near, like=far)} to {say_amount(far, unit)} {'higher' if low > 0 else 'lower'}"
    return f"{say_amount(abs(low), unit)} lower to {say_amount(abs(high), unit)} higher"


def say_minutes(minutes: float) -> str:
    """Minutes as a whole number.

    Examples
    --------
    >>> say_minutes(34.5), say_minutes(0.0)
    ('34', '0')
    """
    return say_number(round(minutes))
