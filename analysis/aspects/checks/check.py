"""What one check of a log found, and how several are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

NOT_KNOWN = "not known from this log"
MOST_SAID = 3
"""Checks that are told in sentences; the table holds all."""


@dataclass(frozen=True)
class Check:
    """One question to the log itself.

    Attributes
    ----------
    name : str
        Such as 'Round numbers'.
    found : str
        What was found, with its numbers.
    means : str
        What it means for answers; '' where it means nothing.
    strength : float
        0 (nothing stands out) to 1.
    """

    name: str
    found: str
    means: str = ""
    strength: float = 0.0


def not_known(name: str) -> Check:
    """A check that the log has no data for.

    Examples
    --------
    >>> not_known("Time of day").found
    'not known from this log'
    """
    return Check(name, NOT_KNOWN)


def say_percent(part: float, whole: float) -> str:
    """A share in whole percent; all and none are said only where it is all or none.

    Examples
    --------
    >>> say_percent(1, 3), say_percent(0, 5), say_percent(1, 1000), say_percent(999, 1000)
    ('33 %', '0 %', '1 %', '99 %')
    """
    share = 100 * part / whole
    nearest = round(share) if share in (0, 100) else min(max(round(share), 1), 99)
    return f"{nearest} %"


def check_table(checks: Iterable[Check]) -> pd.DataFrame:
    """A row a check: what was found and what it means.

    Examples
    --------
    >>> check_table([not_known("Time of day")]).loc["Time of day", "Found"]
    'not known from this log'
    """
    rows = [[one.name, one.found, one.means] for one in checks]
    table = pd.DataFrame(rows, columns=["What was checked", "Found", "What it means"])
    return table.set_index("What was checked")


def say_checks(checks: Iterable[Check]) -> list[str]:
    """The checks that stand out most, a paragraph each; none where nothing does.

    Examples
    --------
    >>> say_checks([not_known("Time of day"), Check("Skipped days", "Found.", "It means this.", 0.5)])
    ['Skipped days: Found. It means this.']
    """
    outstanding = sorted((one for one in checks if one.strength > 0), key=lambda one: -one.strength)
    return [f"{one.name}: {one.found} {one.means}".strip() for one in outstanding[:MOST_SAID]]
