"""Did it change, does it matter, and what can the log say of the cause.

answer     the rules
sentence   the words

Not here yet, and therefore never claimed: the rival explanations (stress, sleep, a
start in the worst week, an earlier trend). Until they are checked, `credit` is
'not separable' for every log: 'not checked' is never 'clear'.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.errors import DataError
from analysis.schema import METRICS
from analysis.verdict.answer import Answer, answer_change, as_daily, as_in_b
from analysis.verdict.sentence import Subject, write_course, write_sentences
from analysis.words import name_subject

__all__ = ["Answer", "Subject", "Verdict", "before_after"]


@dataclass(frozen=True)
class Verdict(Answer):
    """What a log says of one outcome before and after a start.

    Attributes
    ----------
    answer, matters, change, mean_difference, change_90, mean_difference_90, mean_a, mean_b, n_a, n_b, reason
        As in `Answer`.
    credit : str
        'not separable': other explanations are not checked yet.
    flags : tuple of str
        Notes: 'start_not_drawn' always, 'no_baseline' without a day before the start.
    sentence : str
        What people read.
    """

    credit: str
    flags: tuple[str, ...]
    sentence: str


def before_after(
    series: pd.Series,
    start: str | pd.Timestamp | pd.Series,
    *,
    improvement: int,
    worthwhile: float | None = None,
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
    subject : Subject, optional
        What the sentence is about; taken from the series' name where left out.

    Raises
    ------
    DataError
        Not indexed by date, repeated days, text, infinities, or an impossible option.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=16)
    >>> pain = pd.Series([6.0, 5, 6, 7, 6, 5, 6, 6, 3, 2, 3, 3, 2, 3, 4, 3], days, name="pain")
    >>> verdict = before_after(pain, days[8], improvement=-1, worthwhile=2)
    >>> verdict.answer, verdict.credit
    ('better', 'not separable')
    """
    if improvement not in (1, -1):
        raise DataError(f"improvement is {improvement!r}, must be +1 (more is better) or -1 (less is better)")
    if worthwhile is not None and not worthwhile > 0:
        raise DataError(f"worthwhile is {worthwhile!r}, must be above 0, or None where it is not known")
    daily = as_daily(series)
    found = answer_change(daily, as_in_b(daily, start), improvement=improvement, worthwhile=worthwhile)
    about = subject or _subject(series, worthwhile)
    sentence = " ".join(write_sentences(found, about))
    if found.n_a == 0 and len(daily):
        sentence = write_course(daily, about)
    flags = ("start_not_drawn", "no_baseline") if found.n_a == 0 else ("start_not_drawn",)
    sentence = sentence or f"{about.name} was not logged."
    return Verdict(**vars(found), credit="not separable", flags=flags, sentence=sentence)


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
