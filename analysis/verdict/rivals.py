"""What else could explain a change: rival flags decide credit, notes do not.

A flag that cannot be checked is listed as such: 'not checkable' is never 'clear'.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import DataError
from analysis.stats.carryover import PhaseFit, fit_phases, phase_changes, read_changes
from analysis.stats.reading_step import reading_step
from analysis.verdict.answer import FEW_DAYS, Answer
from analysis.verdict.compared import Compared, as_daily
from analysis.verdict.holm import holm

RIVAL_FLAGS = (
    "already_moving",
    "started_at_worst",
    "rival_shift",
    "instrument_changed",
    "missing_not_random",
)
NOTES = ("start_not_drawn", "no_baseline", "back_filled", "scale_drift", "many_outcomes")

SURE_SLOPE, SURE_LINE, LINE_AHEAD = 0.975, 0.975, 0.5
"""An earlier trend: probability of its sign in A, or along one line that is ahead by so much log likelihood.

With .95, .975 and 0: .91 of plain trends are found, and .05-.09 of steps and .15-.19 of gains that
begin in B are mistaken for one; with these .86, .03-.04 and .08 (500 series each, 21+35 days).
"""
SURE_WORST, SURE_OF_ANY = 0.85, 0.97
"""A start in a bad spell: probability that the last readings of A were worse than the rest of A, under the noise of
A and B together, where they were the worst in a row of all of A, and wherever they stand.

With the noise of A alone and .90, as first planned, .84/.71/.62 of starts after the worst stretch are found at
carry-over .5/.3/.7 and .05-.16 of random starts are mistaken for one; so .76/.75/.71 at 0/.3/.6, and .09 at each
(800 series each).
"""
STILL_CLEAR = 2
"""A change is lost to skipped days where p then exceeds so many times its limit, not where it just misses it."""
WORST_READINGS, FEWEST_FOR_WORST = 5, 8
LONGEST_GAP = 60
"""Longer than this, in days, a gap is a pause of the log and not skipped days."""
DRIFT_DAYS = 8
LATE_SHARE, LATE_DAYS = 0.25, 2


@dataclass(frozen=True)
class Rivals:
    """What the log says of other explanations.

    Attributes
    ----------
    flags : tuple of str
        Of `RIVAL_FLAGS`, those that were found.
    unchecked : tuple of str
        Of `RIVAL_FLAGS`, those that this log cannot answer.
    notes : tuple of str
        Of `NOTES`.
    shifted : tuple of str
        Names of the rivals that shifted at the start.
    visible_slope : float or None
        Weekly change that the baseline would have shown 8 times in 10, in the unit of the readings.
    """

    flags: tuple[str, ...]
    unchecked: tuple[str, ...]
    notes: tuple[str, ...]
    shifted: tuple[str, ...] = ()
    visible_slope: float | None = None


def find_rivals(
    compared: Compared,
    fit: PhaseFit | str,
    answer: Answer,
    *,
    improvement: int,
    alpha: float,
    rivals: pd.DataFrame | None,
    instrument: pd.Series | None,
    entered_at: pd.Series | None,
) -> Rivals:
    """Check every rival flag and every note of one comparison; see `before_after` for the arguments."""
    shifted = _find_shifts(compared, rivals)
    found = {
        "already_moving": _is_already_moving(fit, improvement),
        "started_at_worst": _started_at_worst(compared, improvement),
        "rival_shift": None if shifted is None else bool(shifted),
        "instrument_changed": _instrument_changed(compared, instrument),
        "missing_not_random": _change_hangs_on_skipped_days(compared, answer, alpha),
    }
    return Rivals(
        tuple(name for name, hit in found.items() if hit),
        tuple(name for name, hit in found.items() if hit is None),
        tuple(_find_notes(compared, entered_at)),
        shifted or (),
        _visible_slope(fit),
    )


def _is_already_moving(fit: PhaseFit | str, improvement: int) -> bool | None:
    """Whether A already moved in the good direction, or one line explains the log better than any start."""
    if isinstance(fit, str) or "slope_a" not in fit.models:
        return None
    if _share_good(fit, "slope_a", improvement) >= SURE_SLOPE:
        return True
    line = fit.models["line"].log_marginal[0]
    others = max(fit.models[name].log_marginal[0] for name in ("level", "bend", "gradual"))
    return bool(line > others + LINE_AHEAD and _share_good(fit, "line", improvement) >= SURE_LINE)


def _share_good(fit: PhaseFit, model: str, improvement: int) -> float:
    below = float(fit.mixture(model).below(0.0)[0])
    return 1 - below if improvement > 0 else below


def _visible_slope(fit: PhaseFit | str) -> float | None:
    if isinstance(fit, str) or "slope_a" not in fit.models:
        return None
    mixture = fit.mixture("slope_a")
    spread = float(mixture.quantile(0.9)[0] - mixture.quantile(0.1)[0]) / (2 * 1.2816)
    return 7 * (1.960 + 0.842) * spread


def _started_at_worst(compared: Compared, improvement: int) -> bool | None:
    """Whether the last readings of A were worse than the rest of it."""
    before = ~compared.in_b & (compared.day < (compared.start or 0)) if compared.start else ~compared.in_b
    if before.sum() < FEWEST_FOR_WORST:
        return None
    y = compared.y[before]
    last = np.zeros(len(compared.y), dtype=bool)
    last[np.flatnonzero(before)[-WORST_READINGS:]] = True
    in_b = compared.in_b.astype(float) if compared.in_b.any() else None
    fit = fit_phases(compared.y, last, days=compared.day, covariates=in_b)
    if fit.reason[0]:
        return False
    worse = 1 - _share_good(fit, "level", improvement)
    spells = np.convolve(y * -improvement, np.ones(WORST_READINGS) / WORST_READINGS, "valid")
    is_worst = spells[-1] >= spells.max() - 1e-9
    return bool(worse >= SURE_OF_ANY or (is_worst and worse >= SURE_WORST))


def _find_shifts(compared: Compared, rivals: pd.DataFrame | None) -> tuple[str, ...] | None:
    """Names of the rivals that shifted between A and B; None where none can be compared."""
    if rivals is not None and not isinstance(rivals, pd.DataFrame):
        raise DataError(f"rivals is a {type(rivals).__name__}, must be a frame by date with a column each")
    if rivals is None or rivals.empty or compared.first_day is None:
        return None
    if not rivals.columns.is_unique:
        twice = rivals.columns[rivals.columns.duplicated()][0]
        raise DataError(f"rivals has two columns {twice!r} - give each another name")
    daily = {str(name): as_daily(rivals[name]) for name in rivals}
    days = pd.DatetimeIndex(sorted(set().union(*(one.index for one in daily.values()))))
    if not len(days):
        return None
    in_b = _phase_of(compared, days)
    known = ~np.isnan(in_b)
    table = np.array([one.reindex(days).to_numpy(float)[known] for one in daily.values()])
    number = ((days - days[0]) // pd.Timedelta(1, "D")).to_numpy(np.int64)[known]
    changes = phase_changes(table, in_b[known] == 1, days=number)
    enough = changes["p"].notna() & (changes["n_a"] >= FEW_DAYS) & (changes["n_b"] >= FEW_DAYS)
    if not enough.any():
        return None
    names = np.array(list(daily))[enough]
    adjusted = holm(changes.loc[enough, "p"].to_numpy())
    return tuple(names[adjusted < 0.05].tolist())


def _phase_of(compared: Compared, days: pd.DatetimeIndex) -> NDArray[np.float64]:
    """1 in B, 0 in A and NaN outside of the compared days, for the days of other series."""
    inside = (days >= compared.series.index[0]) & (days <= compared.series.index[-1])
    if compared.one_start and compared.first_day is not None:
        phase = np.asarray(days >= compared.first_day, dtype=float)
    else:
        known = pd.Series(compared.in_b.astype(float), compared.series.index)
        phase = known.reindex(days).to_numpy(float)
    return np.where(inside, phase, np.nan)


def _instrument_changed(compared: Compared, instrument: pd.Series | None) -> bool | None:
    """Whether A and B were not measured with the same instruments; None where only one phase names any."""
    if instrument is None:
        return False
    named = instrument.copy()
    named.index = _read_days("instrument", instrument)
    named = named[~named.index.duplicated()].reindex(compared.series.index)
    used = [{str(name) for name in named[phase].dropna()} for phase in (~compared.in_b, compared.in_b)]
    if bool(used[0]) != bool(used[1]):
        return None
    return used[0] != used[1]


def _change_hangs_on_skipped_days(compared: Compared, answer: Answer, alpha: float) -> bool | None:
    """Whether a change is lost when skipped days take the 10th, or the 90th, percentile of their own phase.

    The phase's own: with one percentile for both, days skipped at random pull the phases
    together, and credit is withheld from every fourth clean log that misses one day in ten.
    """
    if answer.change is None:
        return None
    skipped, in_b = _skipped_days(compared)
    if not len(skipped) or answer.answer not in ("better", "worse"):
        return False
    days, phases = np.append(compared.day, skipped), np.append(compared.in_b, in_b)
    ends = [np.percentile(compared.y[compared.in_b == phase], (10, 90)) for phase in (False, True)]
    filled = [np.append(compared.y, np.where(in_b, b, a)) for a, b in zip(*ends, strict=True)]
    fit = fit_phases(filled, phases, days=days)
    again = [read_changes(fit, [("level", 0.95)], row=row)[0] for row in range(len(filled))]
    return any(one.p >= STILL_CLEAR * alpha or one.estimate * answer.change.estimate <= 0 for one in again)


def _skipped_days(compared: Compared) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Days that a log of this rhythm would have had inside its gaps, pauses apart, and their phase."""
    usual, days, phases = compared.typical_gap(), [], []
    for i, gap in enumerate(np.diff(compared.day)):
        if gap > LONGEST_GAP:
            continue
        for k in range(1, max(round(float(gap) / usual), 1)):
            days.append(compared.day[i] + round(k * usual))
            ahead = compared.in_b[i + 1] and (compared.start is None or days[-1] >= compared.start)
            phases.append(bool(compared.in_b[i] or ahead))
    return np.array(days, np.int64), np.array(phases, bool)


def _find_notes(compared: Compared, entered_at: pd.Series | None) -> list[str]:
    notes = [] if compared.n_a or not len(compared.day) else ["no_baseline"]
    if entered_at is not None:
        notes += ["back_filled"] if _is_back_filled(entered_at) else []
    phases = [compared.y[~compared.in_b], compared.y[compared.in_b]]
    if min(map(len, phases)) >= DRIFT_DAYS:
        steps = [float(reading_step([phase])[0]) for phase in phases]
        notes += ["scale_drift"] if steps[0] != steps[1] else []
    return notes


def _is_back_filled(entered_at: pd.Series) -> bool:
    """Whether a quarter or more of the readings were typed in two days later or more."""
    known = entered_at.dropna()
    days = _read_days("entered_at", known)
    try:
        typed = pd.to_datetime(known).dt.tz_localize(None).dt.normalize()
    except (TypeError, ValueError):
        raise DataError(f"entered_at holds {known.iloc[0]!r}, must be dates") from None
    late = typed.to_numpy() - days.to_numpy()
    return bool(len(known) and (late >= np.timedelta64(LATE_DAYS, "D")).mean() >= LATE_SHARE)


def _read_days(name: str, series: pd.Series) -> pd.DatetimeIndex:
    """Days of a series, in the person's own time."""
    if not isinstance(series.index, pd.DatetimeIndex):
        raise DataError(f"{name} has a {type(series.index).__name__}, must be indexed by date")
    return series.index.tz_localize(None).normalize()
