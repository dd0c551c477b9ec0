"""Did it change, does it matter, and what can the log say of the cause.

compared   the readings of A and B, one a day
rules      did it change, does it matter: on arrays
answer     the rules, applied to one series
many       the answers of many people at once
holm       several tests at once
rivals     what else could explain it: flags, notes, and what cannot be checked
appeared   what was there on one side of the start only
credit     may the routine take credit
result     all of it: `Verdict`
several    several outcomes of one log: one main measure, the others by Holm
outlook    how many more days would tell
course     a log without a baseline
subject    what a sentence is about
causes     the words on causes
sentence   all other words
headline   a verdict in one line, for a chart
table      the verdicts of a whole report as one frame
"""

from __future__ import annotations

from dataclasses import fields, replace
from numbers import Integral, Real
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import DataError
from analysis.schema import METRICS
from analysis.verdict.answer import Answer, PhaseMean, answer_change, fit_compared
from analysis.verdict.appeared import add_appeared
from analysis.verdict.compared import read_compared
from analysis.verdict.course import Course, read_course
from analysis.verdict.credit import give_credit
from analysis.verdict.outlook import look_ahead
from analysis.verdict.result import Verdict
from analysis.verdict.rivals import NOTES, RIVAL_FLAGS, find_rivals
from analysis.verdict.sentence import write_sentences
from analysis.verdict.subject import Subject
from analysis.words import name_subject

if TYPE_CHECKING:
    from analysis.stats.randomization import Schedule

__all__ = ["NOTES", "RIVAL_FLAGS", "Answer", "Course", "PhaseMean", "Subject", "Verdict", "before_after"]

ALPHA, ALPHA_OFTEN = 0.05, 0.01
"""Rule 2's limit for a log that is looked at once, and for one that is looked at again and again."""


def before_after(
    series: pd.Series,
    start: str | pd.Timestamp | pd.Series,
    *,
    improvement: int,
    worthwhile: float | None = None,
    drawn: Schedule | None = None,
    rivals: pd.DataFrame | None = None,
    instrument: pd.Series | None = None,
    entered_at: pd.Series | None = None,
    looks: int = 1,
    subject: Subject | None = None,
) -> Verdict:
    """Compare the days before a start with the days from it on.

    Always an answer: a short or constant series is 'cannot tell yet'.

    Parameters
    ----------
    series : Series
        Readings by date, one a day; NaN where there is none.
    start : str, Timestamp or Series of bool
        First day of the routine, or True for its days.
    improvement : {+1, -1}
        +1 where more is better, -1 where less is better.
    worthwhile : float, optional
        Smallest change worth having, above 0, in the unit of the readings.
    drawn : Schedule, optional
        Of `analysis.stats.randomization`: the start or schedule was drawn by lot beforehand.
    rivals : DataFrame, optional
        By date, a column for each thing that may explain a change as well: stress, sleep,
        sitting, painkillers, other training.
    instrument : Series, optional
        By date, what each reading was measured with.
    entered_at : Series, optional
        By date, when each reading was typed in.
    looks : int
        How often this log is looked at; from 2 on, 'better' and 'worse' ask for p below .01.
    subject : Subject, optional
        What the sentence is about; taken from the series' name where left out.

    Raises
    ------
    DataError
        Not indexed by date, repeated days, text, infinities, an impossible option, or a
        schedule that does not have this start.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=24)
    >>> pain = pd.Series([6.0, 5, 6, 7, 6, 5, 6, 6] + [3.0, 2, 3, 3, 2, 3, 4, 3] * 2, days, name="pain")
    >>> stress = pd.DataFrame({"stress": [4.0, 5, 4, 6] * 6}, days)
    >>> verdict = before_after(pain, days[8], improvement=-1, worthwhile=2, rivals=stress)
    >>> verdict.answer, verdict.matters, verdict.credit
    ('better', 'yes', 'plausible')
    """
    _check_options(improvement, worthwhile, looks)
    compared = read_compared(series, start)
    fit = fit_compared(compared)
    alpha = ALPHA if looks == 1 else ALPHA_OFTEN
    found = answer_change(compared, fit, improvement=improvement, worthwhile=worthwhile, alpha=alpha)
    others = find_rivals(
        compared,
        fit,
        found,
        improvement=improvement,
        alpha=alpha,
        rivals=rivals,
        instrument=instrument,
        entered_at=entered_at,
    )
    others = add_appeared(others, compared, rivals)
    credit = give_credit(compared, others, drawn)
    ahead = look_ahead(compared, fit, found, worthwhile)
    verdict = Verdict(
        **{one.name: getattr(found, one.name) for one in fields(Answer)},
        credit=credit.word,
        flags=(*others.flags, *credit.notes, *others.notes),
        unchecked=others.unchecked,
        shifted=others.shifted,
        lot_p=credit.p,
        visible_slope=others.visible_slope,
        days_needed=ahead.days_needed,
        days_show=ahead.shows,
        p_holm=None,
        course=read_course(compared) if compared.n_a == 0 else None,
        start=compared.first_day,
        sentence="",
    )
    sentences = write_sentences(verdict, subject or _subject(series, worthwhile))
    return replace(verdict, sentence=" ".join(sentences))


def _check_options(improvement: int, worthwhile: float | None, looks: int) -> None:
    if improvement not in (1, -1):
        raise DataError(f"improvement is {improvement!r}, must be +1 (more is better) or -1 (less is better)")
    if worthwhile is not None and not (isinstance(worthwhile, Real) and 0 < worthwhile < float("inf")):
        raise DataError(f"worthwhile is {worthwhile!r}, must be above 0, or None where it is not known")
    if not (isinstance(looks, Integral) and looks >= 1):
        raise DataError(f"looks is {looks!r}, must be a whole number from 1 on")


def _subject(series: pd.Series, worthwhile: float | None) -> Subject:
    metric = str(series.name)
    if metric not in METRICS:
        return Subject("The outcome", "", worthwhile=worthwhile, worthwhile_from="your own")
    return Subject(
        name_subject(metric),
        METRICS[metric].unit,
        is_pain=metric == "pain",
        worthwhile=worthwhile,
        worthwhile_from="your own",
    )
