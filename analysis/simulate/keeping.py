"""How a log is kept: whether the person goes on with it, and when a day is typed in."""

from __future__ import annotations

import math

import numpy as np

from analysis.simulate.parameters import get_parameter

# Our choice: half of the days typed in late are copies; the others keep half of their distance from usual.
COPIED_SHARE, KEPT_DISTANCE = 0.5, 0.5
RETENTION_DAYS = 30  # of the table's dropout_30d


def draw_engagement(days: int, baseline_days: int, rng: np.random.Generator) -> np.ndarray:
    """How much of their habits a person who drops out still keeps, day by day.

    All of it up to the first day of the routine, then less by the same amount every day, and nothing
    from the day on which they stop. The time to that day is exponential; its hazard leaves the table's
    upper bound (1 in 10) still logging after 30 days, as who kept a baseline is no average user.

    Parameters
    ----------
    days, baseline_days : int
    rng : Generator

    Returns
    -------
    ndarray, shape (days,)
        1 as ever, 0 stopped.

    References
    ----------
    Baumel, A. et al. (2019). Objective user engagement with mental health apps. J Med Internet Res
    21(9), e14567. doi:10.2196/14567

    Examples
    --------
    >>> engagement = draw_engagement(200, 3, np.random.default_rng(1))
    >>> engagement[:4].tolist(), float(engagement[-1])
    ([1.0, 1.0, 1.0, 1.0], 0.0)
    """
    mean_days = RETENTION_DAYS / -math.log(get_parameter("dropout_30d").high)
    stops = max(rng.exponential(mean_days), 1.0)
    since = np.clip(np.arange(days) - baseline_days, 0, None)
    return np.clip(1 - since / stops, 0.0, 1.0)


def draw_typing(logged: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """When each day is typed in by who fills in a diary in lumps, and which days are copies.

    A logged day is left for later with the probability of the table's upper bound (8 in 10); it is
    typed in together with the next day that is not. The last logged day is never left.

    Parameters
    ----------
    logged : ndarray of bool, shape (days,)
        Days with an entry.
    rng : Generator

    Returns
    -------
    typed_on : ndarray of int, shape (days,)
        Position of the day on which a day is typed in; its own where it is not late or not logged.
    copied : ndarray of bool, shape (days,)
        Late days that repeat what is written for the day on which they are typed in.

    References
    ----------
    Stone, A. A. et al. (2003). Patient compliance with paper and electronic diaries. Control Clin Trials
    24(2), 182-199. doi:10.1016/S0197-2456(02)00320-3

    Examples
    --------
    >>> typed_on, copied = draw_typing(np.array([True, False, True, True]), np.random.default_rng(1))
    >>> typed_on.tolist()
    [2, 1, 2, 3]
    """
    places = np.flatnonzero(logged)
    on_time = rng.random(len(places)) >= get_parameter("backfill").high
    on_time[-1:] = True
    typed_on = np.arange(len(logged))
    typed_on[places] = places[on_time][np.cumsum(on_time) - on_time]
    late = typed_on != np.arange(len(logged))
    return typed_on, late & (rng.random(len(logged)) < COPIED_SHARE)


def blur_memory(exact: np.ndarray, usual: np.ndarray, late: np.ndarray) -> np.ndarray:
    """What is remembered of a day typed in late: nearer to the usual than it was.

    Parameters
    ----------
    exact, usual : ndarray, shape (days,)
        The day as it was, and the person's mean of that day.
    late : ndarray of bool, shape (days,)

    Returns
    -------
    ndarray, shape (days,)

    Examples
    --------
    >>> blur_memory(np.array([8.0, 8.0]), np.array([4.0, 4.0]), np.array([False, True])).tolist()
    [8.0, 6.0]
    """
    return np.where(late, usual + KEPT_DISTANCE * (exact - usual), exact)
