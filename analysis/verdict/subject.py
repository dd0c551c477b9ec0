"""What a sentence is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What a sentence is about.

    Attributes
    ----------
    name : str
        Subject of the sentence, such as 'Pain in the left hip'.
    unit : str
        Unit of the readings, as in `analysis.schema.METRICS`.
    is_pain : bool
        Adds the line of caution where it is worse or high.
    direction_known : bool
        False: says higher and lower, never better and worse.
    worthwhile, reading_error : float or None
        In the unit of the readings.
    worthwhile_from : str
        Where the worthwhile change comes from.
    worthwhile_percent : float or None
        A published mark in percent of the level before.
    reading_error_from : str
        Where the reading error comes from.
    comes_and_goes : bool
        The routine was on some days and not on others, by a plan: there is no before and since.
    plan_until : str
        Last day of a plan that is running, in words; '' without one.
    plan_looks : int
        How often that plan is to be read.
    """

    name: str
    unit: str
    is_pain: bool = False
    direction_known: bool = True
    worthwhile: float | None = None
    worthwhile_from: str = ""
    reading_error: float | None = None
    reading_error_from: str = ""
    worthwhile_percent: float | None = None
    comes_and_goes: bool = False
    plan_until: str = ""
    plan_looks: int = 1

    @property
    def than(self) -> str:
        """What the days of the routine are compared with.

        Examples
        --------
        >>> Subject("Pain", "points").than
        'than before'
        """
        return "on days with the routine than on days without" if self.comes_and_goes else "than before"

    @property
    def same(self) -> str:
        """The same where nothing differs."""
        return "on days with the routine as on days without" if self.comes_and_goes else "as before"

    @property
    def sides(self) -> tuple[str, str]:
        """Where the days without the routine stand, and those with it, behind a number of days.

        Examples
        --------
        >>> Subject("Pain", "points").sides, Subject("Pain", "points", comes_and_goes=True).sides
        (('before the start', 'since'), ('without the routine', 'with it'))
        """
        return ("without the routine", "with it") if self.comes_and_goes else ("before the start", "since")
