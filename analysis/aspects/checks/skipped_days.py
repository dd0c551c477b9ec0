"""Skipped days: how many, whether they followed worse readings, and whether one weekday is skipped most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.aspects.checks.check import Check, not_known, say_percent
from analysis.aspects.visit import choose_mains
from analysis.comparison import Comparison
from analysis.errors import TooFewPoints
from analysis.stats.lagged import lagged
from analysis.words import say_amount, say_count

NAME = "Skipped days"
FEWEST, LEVEL = 5, 0.05
"""Skipped days with a reading just before, and p of their difference."""
OFTEN, OCCASIONS, WEEKDAY_LEVEL = 2, 4, 0.01
"""How much oftener than the rest, and on how many days, a weekday is skipped that is named."""
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def check_skipped_days(
    logged: pd.DatetimeIndex, comparisons: Sequence[Comparison], *, start: pd.Timestamp | None
) -> Check:
    """Days without any entry between the first and the last, what was read just before, and their weekday.

    Parameters
    ----------
    logged : DatetimeIndex
        Days with an entry.
    comparisons : sequence of Comparison
        The main outcome is chosen among them.
    start : Timestamp or None

    Examples
    --------
    >>> days = pd.date_range("2026-03-02", periods=10)
    >>> check_skipped_days(days.delete([3, 4]), (), start=None).found
    'No entry on 2 of 10 days.'
    """
    if len(logged) < 2:
        return not_known(NAME)
    days = pd.date_range(logged.min(), logged.max(), freq="D")
    skipped = pd.Series(~days.isin(logged), index=days)
    said = [_say_share(skipped, start)]
    mains = choose_mains([one for one in comparisons if one.role != "rival"])
    worse, by_worse = _compare_before(skipped, mains[0]) if mains else ("", 0.0)
    weekday, by_weekday = _find_weekday(skipped)
    means = []
    if by_worse:
        means.append("Worse days may be missing, so averages may look better than life was.")
    if by_weekday:
        means.append("Averages say less of that weekday than of the others.")
    found = " ".join(filter(None, [*said, worse, weekday]))
    return Check(NAME, found, " ".join(means), max(by_worse, by_weekday))


def _say_share(skipped: pd.Series, start: pd.Timestamp | None) -> str:
    if not skipped.any():
        return f"None of {say_count(len(skipped), 'day')} was without an entry."
    said = f"No entry on {int(skipped.sum())} of {say_count(len(skipped), 'day')}"
    if start is None:
        return f"{said}."
    before, since = skipped[skipped.index < start], skipped[skipped.index >= start]
    if before.empty or since.empty:
        return f"{said}."
    shares = [say_percent(int(part.sum()), len(part)) for part in (before, since)]
    return f"{said}: {shares[0]} before the start, {shares[1]} since."


def _compare_before(skipped: pd.Series, main: Comparison) -> tuple[str, float]:
    """Readings on the day before a skipped day against the others, and how far that stands out.

    A difference counts where readings went with the skipping of the next day, more than in all but 1 in 20 of
    the circular shifts of one against the other, and the bad way. A line is removed for that test, since who
    skips more with time and gets better with time would seem to skip after good days.
    """
    way, values = main.yardstick.improvement, main.series.reindex(skipped.index)
    next_day = skipped.shift(-1, fill_value=False)
    before, others = values[next_day].dropna(), values[~next_day].dropna()
    if way is None or min(len(before), len(others)) < FEWEST:
        return "", 0.0
    try:
        found = lagged(values, skipped.astype(float), lags=(1,))
    except TooFewPoints:
        return "", 0.0
    difference = float(before.mean() - others.mean())
    if found.p > LEVEL or found.r[0] * way >= 0 or difference * way >= 0:
        return f"Not shown to be worse on the days just before them: {main.name}.", 0.0
    more = "higher" if difference > 0 else "lower"
    return (
        f"{main.name} was {say_amount(abs(difference), main.unit)} {more} on the {len(before)} days just before one of them than on others.",
        min(1.0, 0.4 + abs(found.r[0])),
    )


def _find_weekday(skipped: pd.Series) -> tuple[str, float]:
    """The weekday that is skipped most, where chance would hardly make one of seven so.

    Skipped days fall on weekdays as drawn without putting back (hypergeometric), and seven are looked at.
    """
    from scipy.stats import hypergeom

    weekday = pd.DatetimeIndex(skipped.index).day_of_week.to_numpy()
    missed = np.bincount(weekday, weights=skipped.to_numpy(float), minlength=7)
    sizes, total = np.bincount(weekday, minlength=7), len(skipped)
    shares = missed / np.maximum(sizes, 1)
    day = int(shares.argmax())
    hits, size = int(missed[day]), int(sizes[day])
    rest = (int(missed.sum()) - hits) / max(total - size, 1)
    chance = 7 * float(hypergeom.sf(hits - 1, total, int(missed.sum()), size))
    if hits < OCCASIONS or shares[day] < OFTEN * rest or chance > WEEKDAY_LEVEL:
        return "", 0.0
    return (
        f"{WEEKDAYS[day]} are skipped most: {hits} of {size}, the other days {say_percent(rest, 1)} of the time.",
        float(shares[day]),
    )
