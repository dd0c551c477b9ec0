"""The rules of the answer on arrays, for one series or a million alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_DAYS = 3
"""Fewer days than this in a phase: cannot tell yet."""
LIKELY, UNLIKELY = 0.8, 0.2
"""A change matters from this probability on that it reaches the mark; up to the other one it does not."""

CANNOT_TELL, NO_CHANGE = "cannot tell yet", "no meaningful change"
NO_YARDSTICK = "no yardstick"


def call_change(
    estimate: ArrayLike, p: ArrayLike, is_small: ArrayLike, *, improvement: int, alpha: float = 0.05
) -> NDArray[np.str_]:
    """Rules 2 to 4: 'better' or 'worse', 'no meaningful change', 'cannot tell yet'.

    Parameters
    ----------
    estimate, p : array, (series,)
        Of the step at the start.
    is_small : array of bool, (series,)
        Whether the 90 % intervals of the step and of the mean difference lie inside the worthwhile
        change on both sides.
    improvement : {1, -1}
    alpha : float

    Examples
    --------
    >>> call_change([-2, -0.1, 1], [0.01, 0.8, 0.2], [False, True, False], improvement=-1).tolist()
    ['better', 'no meaningful change', 'cannot tell yet']
    """
    changed = np.asarray(p) < alpha
    good = np.asarray(estimate) * improvement > 0
    words = np.where(is_small, NO_CHANGE, CANNOT_TELL)
    return np.where(changed, np.where(good, "better", "worse"), words)


def weigh_change(answer: ArrayLike, reached: ArrayLike) -> NDArray[np.str_]:
    """Whether a change matters: 'yes', 'no' or 'unclear'.

    Parameters
    ----------
    answer : array of str, (series,)
        Of `call_change`.
    reached : array, (contrasts, series)
        Probability that the step, and the mean difference, go as far as the worthwhile change.

    Examples
    --------
    >>> weigh_change(["better", "better", "cannot tell yet"], [[0.9, 0.5, 0.9], [0.85, 0.1, 0.9]]).tolist()
    ['yes', 'unclear', 'unclear']
    """
    share = np.asarray(reached)
    known = np.asarray(answer) != CANNOT_TELL
    words = np.where((share <= UNLIKELY).all(axis=0), "no", "unclear")
    return np.where(known & (share >= LIKELY).all(axis=0), "yes", np.where(known, words, "unclear"))
