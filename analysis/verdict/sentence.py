"""An answer -> the sentences that people read. No other module words an answer."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.verdict.answer import FEW_DAYS, FEWEST_DAYS, Answer
from analysis.words import say_amount, say_count, say_number

PAIN_IS_WORSE = (
    "Whatever the cause, ease off, and get it checked if it lasts two weeks, hurts at rest or at night, "
    "or keeps rising."
)
CAUSE_IS_OPEN = "What caused it is open: what else changed at the time is not checked here."
NEXT_AFTER_CHANGE = "Next: keep logging the same way, so that you see whether it stays."
NEXT_AFTER_NO_CHANGE = "Next: keep logging if you want to see later changes."
NEXT_WHEN_OPEN = "Next: keep logging on most days; more days narrow this down."
NEXT_WHEN_SHORT = "Next: keep logging; from 3 days on each side of the start there is a first answer."
NEXT_WHEN_BASELINE_SHORT = "Next: before you change the routine again, log 7 to 14 days first."

_SHARED = (
    "A single reading",
    "Whether that is better",
    CAUSE_IS_OPEN,
    PAIN_IS_WORSE,
    "Next: ",
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


def write_sentences(answer: Answer, subject: Subject) -> tuple[str, ...]:
    """The answer in sentences, at most two reasons, one next step at the end."""
    if answer.answer in ("better", "worse"):
        parts = [_say_changed(answer, subject), _say_gradual(answer, subject), _say_matters(answer, subject)]
        parts += [*_say_cause(answer, subject), "" if _is_worse_pain(answer, subject) else NEXT_AFTER_CHANGE]
    elif answer.answer == "no meaningful change":
        mark = say_amount(subject.worthwhile or 0.0, subject.unit)
        parts = [f"{subject.name} is about the same as before: a difference of {mark} or more is unlikely."]
        parts.append(NEXT_AFTER_NO_CHANGE)
    else:
        parts = _say_open(answer, subject)
    return tuple(part for part in parts if part)


def add_notes(sentences: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    """Put notes on a series before the next step, which stays last.

    Examples
    --------
    >>> add_notes(("Pain is lower.", NEXT_WHEN_OPEN), ["Not compared: 1 day of a break."])[-1][:5]
    'Next:'
    """
    last = sentences[-1:] if sentences and sentences[-1].startswith("Next:") else ()
    return (*sentences[: len(sentences) - len(last)], *notes, *last)


def share_sentences(paragraphs: list[tuple[str, ...]]) -> list[str]:
    """Join sentences to paragraphs; what several of them say alike is said once, at the end.

    Examples
    --------
    >>> share_sentences([("Pain is lower.", CAUSE_IS_OPEN), ("Stress is lower.", CAUSE_IS_OPEN)])[:2]
    ['Pain is lower.', 'Stress is lower.']
    """
    said = [sentence for paragraph in paragraphs for sentence in paragraph]
    often = [s for s in dict.fromkeys(said) if said.count(s) > 1 and s.startswith(_SHARED)]
    joined = [" ".join(s for s in paragraph if s not in often) for paragraph in paragraphs]
    last = [s for s in often if not s.startswith("Next")] + [s for s in often if s.startswith("Next")]
    return [*filter(None, joined), *([" ".join(last)] if last else [])]


def write_course(series: pd.Series, subject: Subject, *, begun: bool = True) -> str:
    """The course of a series without a baseline: its first 14 days beside its last 14.

    `begun` says that a routine had begun with the first entry; False: none is known.

    Examples
    --------
    >>> days = pd.date_range("2026-03-01", periods=40)
    >>> write_course(pd.Series(range(40), days), Subject("Sleep", "h"))[:71]
    'Since your first entry (not since before the routine), sleep averaged 6'
    """
    two_weeks = pd.Timedelta(days=14)
    first = series[series.index < series.index[0] + two_weeks]
    last = series[series.index > series.index[-1] - two_weeks]
    head = f"Since your first entry{' (not since before the routine)' if begun else ''}, "
    name = subject.name[0].lower() + subject.name[1:]
    if series.index[-1] - series.index[0] < 2 * two_weeks:
        average = say_amount(float(series.mean()), subject.unit)
        return f"{head}{name} averaged {average} over {say_count(len(series), 'day')}."
    was, now = say_amount(float(first.mean()), subject.unit), say_number(float(last.mean()))
    return f"{head}{name} averaged {was} in the first 14 days and {now} in the last 14."


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


def _say_gradual(answer: Answer, subject: Subject) -> str:
    """How the averages differ, where the step at the start is not the whole story."""
    if answer.change is None or answer.mean_difference is None or not _is_gradual(answer, subject):
        return ""
    step, difference = answer.change, answer.mean_difference
    amount = say_amount(abs(difference.estimate), subject.unit)
    if answer.answer == "cannot tell yet":
        if difference.low <= 0 <= difference.high:
            span = f"from {say_number(-difference.low)} lower to {say_number(difference.high)} higher"
            return f"The averages differ by {amount} (likely {span}): if it changed, it changed gradually."
        near, far = sorted((abs(difference.low), abs(difference.high)))
        return (
            f"But the average since is {amount} {'higher' if difference.estimate > 0 else 'lower'} "
            f"(likely {say_number(near)} to {say_number(far)}): it changed gradually, without a clear step at the start."
        )
    if abs(difference.estimate) > abs(step.estimate):
        return f"It came gradually: the averages before and since differ by {amount}."
    return f"It was largest at the start: the averages before and since differ by {amount}."


def _is_gradual(answer: Answer, subject: Subject) -> bool:
    """The step and the difference of means are further apart than half of what matters."""
    step, difference = answer.change, answer.mean_difference
    if step is None or difference is None:
        return False
    matters = subject.worthwhile if subject.worthwhile is not None else (step.high - step.low) / 2
    return abs(difference.estimate - step.estimate) > matters / 2


def _say_matters(answer: Answer, subject: Subject) -> str:
    if not subject.direction_known:
        example = "Sit and reach" if subject.unit == "cm" else "Thomas test left"
        return (
            f"Whether that is better depends on your test: name it in the column's header "
            f"(such as '{example}') and this page can say."
        )
    if answer.matters == "no yardstick":
        if subject.reading_error is None:
            return ""
        error = say_amount(subject.reading_error, subject.unit)
        return (
            f"A single reading can be off by {error}; an average of many days shows what one reading cannot."
        )
    if answer.answer == "worse":
        return ""
    mark = f"{say_amount(subject.worthwhile or 0.0, subject.unit)} ({subject.worthwhile_from})"
    return {
        "yes": f"That passes the mark of {mark}.",
        "no": f"A small improvement, probably below the mark of {mark}.",
    }.get(answer.matters, f"Whether it reaches the mark of {mark} is not settled.")


def _say_cause(answer: Answer, subject: Subject) -> list[str]:
    if answer.answer == "worse" and subject.direction_known:
        return ["This log cannot say why.", PAIN_IS_WORSE if _is_worse_pain(answer, subject) else ""]
    return [CAUSE_IS_OPEN]


def _is_worse_pain(answer: Answer, subject: Subject) -> bool:
    return answer.answer == "worse" and subject.is_pain and subject.direction_known


def _say_open(answer: Answer, subject: Subject) -> list[str]:
    before, after = say_count(answer.n_a, "day"), say_count(answer.n_b, "day")
    if answer.n_a == 0:
        return []
    if answer.change is None and answer.reason == "too few days":
        baseline_short = answer.n_a < FEWEST_DAYS
        return [
            f"{subject.name}: {'no answer' if baseline_short else 'too early to say'}, "
            f"with {before} before the start and {after} since.",
            NEXT_WHEN_BASELINE_SHORT if baseline_short else NEXT_WHEN_SHORT,
        ]
    if answer.change is None:
        return [f"{subject.name}: cannot tell yet ({answer.reason}).", NEXT_WHEN_OPEN]
    low, high = answer.change.low, answer.change.high
    span = f"anywhere from {say_amount(-low, subject.unit)} lower to {say_number(high)} higher than before"
    parts = [f"{subject.name}: cannot tell yet, {span}.", _say_gradual(answer, subject)]
    if answer.n_a < FEW_DAYS:
        short = f"Only {before} were logged before the start, and more days now will not settle this."
        return [*parts, short, NEXT_WHEN_BASELINE_SHORT]
    if answer.n_b < FEW_DAYS:
        parts.append(f"Only {after} were logged since the start.")
    return [*parts, NEXT_WHEN_OPEN]
