"""All checks of one log."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.aspects.checks.check import Check
from analysis.aspects.checks.copied_days import check_copied_days
from analysis.aspects.checks.felt_measured import check_felt_measured
from analysis.aspects.checks.readings import person_logs
from analysis.aspects.checks.round_numbers import check_round_numbers
from analysis.aspects.checks.scale_use import check_scale_use
from analysis.aspects.checks.skipped_days import check_skipped_days
from analysis.aspects.checks.time_of_day import check_time_of_day
from analysis.aspects.checks.typed_later import check_typed_later
from analysis.aspects.checks.warm_cold import check_warm_cold
from analysis.comparison import Comparison
from analysis.intake import Logs
from analysis.training import logged_days


def find_checks(
    logs: Logs, comparisons: Iterable[Comparison], *, start: pd.Timestamp | None, person: str | None
) -> tuple[Check, ...]:
    """Everything that is checked, whatever comes of it.

    Parameters
    ----------
    logs : Logs
    comparisons : iterable of Comparison
        The outcomes of the same log.
    start : Timestamp or None
        First day of the routine.
    person : str or None
        Needed only where the log holds several.

    Raises
    ------
    DataError
        The log holds several people of whom none was chosen.

    Examples
    --------
    >>> [one.found for one in find_checks(Logs(), (), start=None, person=None)] == ["not known from this log"] * 8
    True
    """
    own, outcomes = person_logs(logs, person), tuple(comparisons)
    readings = own.outcomes
    return (
        check_round_numbers(readings),
        check_scale_use(readings),
        check_typed_later(readings),
        check_copied_days(readings),
        check_felt_measured(outcomes),
        check_skipped_days(logged_days(own), outcomes, start=start),
        check_warm_cold(readings, start=start),
        check_time_of_day(readings, start=start),
    )
