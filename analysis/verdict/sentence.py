"""An answer -> the sentences that people read. No other module words an answer."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.verdict.answer import FEW_DAYS, Answer
from analysis.words import say_amount, say_count, say_number

PAIN_IS_WORSE = (
    "Whatever the cause, ease off, and get it checked if it lasts two weeks, hurts at rest or at night, "
    "or keeps rising."
)
CAUSE_IS_OPEN = "What caused it is open: what else changed at the time is not checked here."
NEXT_AFTER_CHANGE = "Next: keep logging the same way, so that you see whether it stays."
NEXT_AFTER_NO_CHANGE = "Next: keep logging if you want to see later changes."
NEXT_WHEN_OPEN = "Next: keep logging on most days; more days narrow this down."
NEXT_WHEN_SHORT = "Next: log at least 3 days on each side of the start; 14 are better."
NAME_THE_TEST = (
    "Whether that is better depends on your test: name it in the column's header "
    "(such as 'Thomas test left') and this page can say."
)

_SHARED = (
    NAME_THE_TEST,
    CAUSE_IS_OPEN,
    PAIN_IS_WORSE,
    NEXT_AFTER_CHANGE,
    NEXT_AFTER_NO_CHANGE,
    NEXT_WHEN_OPEN,
    NEXT_WHEN_SHORT,
)


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
    """

    name: str
    unit: str
    is_pain: bool = False
    direction_known: bool = True
    worthwhile: float | None = None
    worthwhile_from: str = ""
    reading_error: float | None = None


def write_sentence(answer: Answer, subject: Subject) -> str:
    """The answer in sentences, at most two reasons, one next step at the end."""
    if answer.answer in ("better", "worse"):
        parts = [_say_changed(answer, subject), _say_matters(answer, subject)]
        parts += _say_cause(answer, subject)
        parts.append(NEXT_AFTER_CHANGE)
    elif answer.answer == "no meaningful change":
        mark = say_amount(subject.worthwhile or 0.0, subject.unit)
        parts = [
            f"{subject.name} is about the same as before: any difference is most likely smaller than {mark}."
        ]
        parts.append(NEXT_AFTER_NO_CHANGE)
    else:
        parts = _say_open(answer, subject)
    return " ".join(part for part in parts if part)


def share_sentences(paragraphs: list[str]) -> list[str]:
    """Say once, at the end, what several paragraphs say alike.

    Examples
    --------
    >>> share_sentences([f"Pain is lower. {CAUSE_IS_OPEN}", f"Stress is lower. {CAUSE_IS_OPEN}"])[0]
    'Pain is lower.'
    """
    often = [text for text in _SHARED if sum(text in paragraph for paragraph in paragraphs) > 1]
    for text in often:
        paragraphs = [paragraph.replace(text, "").replace("  ", " ").strip() for paragraph in paragraphs]
    return [*paragraphs, " ".join(often)] if often else paragraphs


def write_course(series: pd.Series, subject: Subject, *, begun: bool = True) -> str:
    """The course of a series without a baseline: its first 14 days beside its last 14.

    `begun` says that a routine had begun with the first entry; False: none is known.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=40)
    >>> write_course(pd.Series(range(40), days), Subject("Sleep", "h"))[:71]
    'Since your first entry (not since before the routine): Sleep averaged 6'
    """
    two_weeks = pd.Timedelta(days=14)
    first = series[series.index < series.index[0] + two_weeks]
    last = series[series.index > series.index[-1] - two_weeks]
    head = f"Since your first entry{' (not since before the routine)' if begun else ''}: "
    if series.index[-1] - series.index[0] < 2 * two_weeks:
        average = say_amount(float(series.mean()), subject.unit)
        return f"{head}{subject.name} averaged {average} over {say_count(len(series), 'day')}."
    was, now = say_number(float(first.mean())), say_amount(float(last.mean()), subject.unit)
    return f"{head}{subject.name} averaged {was} in the first 14 days and {now} in the last 14."


def write_caution(series: pd.Series) -> str:
    """The line of caution where pain averaged 7 or more over the last 7 days, else ''.

    Examples
    --------
    >>> write_caution(pd.Series(8.0, pd.date_range("2026-03-01", periods=9)))[:21]
    'Pain averaged 8 point'
    """
    if series.empty:
        return ""
    last = series[series.index > series.index[-1] - pd.Timedelta(days=7)]
    if last.mean() < 7:
        return ""
    return f"Pain averaged {say_amount(float(last.mean()), 'points')} over the last 7 days. {PAIN_IS_WORSE}"


def _say_changed(answer: Answer, subject: Subject) -> str:
    change = answer.change
    if change is None:
        return ""
    higher = "higher" if change.estimate > 0 else "lower"
    near, far = sorted((abs(change.low), abs(change.high)))
    return (
        f"{subject.name} is {higher} than before: about {say_amount(abs(change.estimate), subject.unit)}, "
        f"likely between {say_number(near)} and {say_number(far)}."
    )


def _say_matters(answer: Answer, subject: Subject) -> str:
    if not subject.direction_known:
        return NAME_THE_TEST
    if answer.matters == "no yardstick":
        if subject.reading_error is None:
            return ""
        error = say_amount(subject.reading_error, subject.unit)
        days = say_count(answer.n_b, "day")
        return f"A single reading can be off by {error}; the average of {days} shows what one reading cannot."
    if answer.answer == "worse":
        return ""
    mark = f"{say_amount(subject.worthwhile or 0.0, subject.unit)} ({subject.worthwhile_from})"
    return {
        "yes": f"That passes the mark of {mark}.",
        "no": f"A small but real improvement: most likely below the mark of {mark}.",
    }.get(answer.matters, f"Whether it reaches the mark of {mark} is not settled.")


def _say_cause(answer: Answer, subject: Subject) -> list[str]:
    if answer.answer == "worse" and subject.direction_known:
        return ["This log cannot say why.", PAIN_IS_WORSE if subject.is_pain else ""]
    return [CAUSE_IS_OPEN]


def _say_open(answer: Answer, subject: Subject) -> list[str]:
    before, after = say_count(answer.n_a, "day"), say_count(answer.n_b, "day")
    if answer.n_a == 0:
        return []
    if answer.change is None and answer.reason == "too few days":
        return [
            f"{subject.name}: too early to say, with {before} before the start and {after} since.",
            NEXT_WHEN_SHORT,
        ]
    if answer.change is None:
        return [f"{subject.name}: cannot tell yet ({answer.reason}).", NEXT_WHEN_OPEN]
    low, high = answer.change.low, answer.change.high
    span = f"anywhere from {say_number(-low)} lower to {say_amount(high, subject.unit)} higher than before"
    parts = [f"{subject.name}: cannot tell yet, {span}."]
    if answer.n_a < FEW_DAYS:
        parts.append(f"Only {before} were logged before the start, and more days now will not settle this.")
    elif answer.n_b < FEW_DAYS:
        parts.append(f"Only {after} were logged since the start.")
    return [*parts, NEXT_WHEN_OPEN]
