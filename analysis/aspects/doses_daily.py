"""What can be called a dose, day by day: minutes, sessions, seconds of a hold."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.aspects.dose import days_without_minutes
from analysis.aspects.lags import MINUTES, known_minutes
from analysis.intake import Logs
from analysis.reference import TRAINING_KINDS, session_kinds
from analysis.training import WeeklyTraining

ALL_MINUTES = "minutes of all training"
SESSIONS = "sessions that target the hip flexors"
HOLDS = "seconds of each hold"


def daily_doses(logs: Logs, training: WeeklyTraining, *, person: str | None = None) -> dict[str, pd.Series]:
    """Every dose by day, over the days of the training.

    Minutes are NaN on a day with a session that came without; seconds are the mean hold of what
    targets the hip flexors, NaN on a day without one.

    Parameters
    ----------
    logs : Logs
    training : WeeklyTraining
        Of the same person.
    person : str, optional

    Returns
    -------
    dict of str to Series
        By name, minutes that target the hip flexors first.

    Examples
    --------
    >>> from analysis.training import sum_weeks
    >>> [len(days) for days in daily_doses(Logs(), sum_weeks(Logs())).values()]
    [0, 0, 0, 0]
    """
    unknown = days_without_minutes(logs, person=person, kinds=TRAINING_KINDS)
    everything = training.daily.sum(axis=1).astype(float)
    return {
        MINUTES: known_minutes(training, days_without_minutes(logs, person=person)),
        ALL_MINUTES: everything.mask(everything.index.isin(unknown)),
        SESSIONS: training.daily_sessions["targeted"].astype(float),
        HOLDS: _mean_holds(logs, person).reindex(training.days),
    }


def _mean_holds(logs: Logs, person: str | None) -> pd.Series:
    """Mean seconds of a hold of what targets the hip flexors, by day."""
    rows = logs.sessions if person is None else logs.sessions[logs.sessions["person"] == person]
    rows = rows[rows["done"].fillna(True).astype(bool)]
    rows = rows[(session_kinds(rows) == "targeted") & rows["hold_s"].notna()]
    return rows.groupby("date")["hold_s"].mean().astype(float)


def is_same_dose(dose: pd.Series, other: pd.Series) -> bool:
    """Whether one dose is a straight line of another, as sessions of equal length are of minutes.

    Such a pair has the same correlations, so that trying both would be trying one twice. A dose that
    never changes is no line of any.

    Parameters
    ----------
    dose, other : Series
        Over the same days; NaN where it is not known.

    Examples
    --------
    >>> minutes = pd.Series([0.0, 5.0, 10.0, 5.0])
    >>> is_same_dose(minutes / 5, minutes), is_same_dose(pd.Series([0.0, 1.0, 1.0, 1.0]), minutes)
    (True, False)
    """
    known = dose.notna()
    if not known.equals(other.notna()) or min(dose.nunique(), other.nunique()) < 2:
        return False
    return bool(abs(np.corrcoef(dose[known], other[known])[0, 1]) > 1 - 1e-9)
