"""An answer -> the sentences that people read. No other module words an answer."""

from __future__ import annotations

import math

import pandas as pd

from analysis.stats.carryover import PhaseChange
from analysis.verdict.answer import FEW_DAYS, FEWEST_DAYS, Answer
from analysis.verdict.causes import CAUSE_IS_OPEN, say_causes, say_lot
from analysis.verdict.course import Course
from analysis.verdict.planned import PLAN_RUNNING
from analysis.verdict.result import Verdict
from analysis.verdict.subject import Subject
from analysis.words import say_amount, say_count, say_number

PAIN_IS_WORSE = (
    "Whatever the cause, ease off, and get it checked if it lasts two weeks, hurts at rest or at night, "
    "or keeps rising."
)
NEXT_AFTER_CHANGE = "Next: keep logging the same way, so that you see whether it stays."
NEXT_AFTER_NO_CHANGE = "Next: keep logging if you want to see later changes."
NEXT_WHEN_PLANNED = "Next: keep to the plan, and log on every day of it."
NEXT_AFTER_PLAN = "Next: a longer plan would tell more; 'Plan next month' says how long, and draws it."
NEXT_WHEN_OPEN = "Next: keep logging on most days; more days narrow this down."
NEXT_WHEN_SHORT = "Next: keep logging; from 3 days on each side of the start there is a first answer."
LONG_BASELINE = 14
"""From so many days before the start on, the advice is no longer to log 7 to 14 days first."""
ASKED_OFTEN = "A log that is looked at often needs a clearer difference."
PLAN_HELPS = "'Plan next month' draws the day by lot."
NEXT_WHEN_BASELINE_SHORT = f"Next: before you change the routine again, log 7 to 14 days first; {PLAN_HELPS}"
NEXT_WHEN_BASELINE_SHORTISH = (
    f"Next: before you change the routine again, log 14 days or more first; {PLAN_HELPS}"
)
NEXT_WITHOUT_START = (
    "Next: when you begin a routine, note the day; 7 to 14 days of logging before it tell you most."
)

_SHARED = (
    "The plan runs until",
    "Two single readings",
    "Whether that is better",
    CAUSE_IS_OPEN,
    PAIN_IS_WORSE,
    "Next: ",
)


def write_sentences(verdict: Verdict, subject: Subject) -> tuple[str, ...]:
    """A verdict in sentences, at most two reasons, one next step at the end."""
    if verdict.course is not None and (verdict.course.mean is None or not _is_planned(verdict, subject)):
        return (write_course(verdict.course, subject), _say_next(verdict, subject, NEXT_WHEN_BASELINE_SHORT))
    if verdict.answer in ("better", "worse"):
        parts = [
            _say_changed(verdict, subject),
            say_gradual(verdict, subject),
            _say_matters(verdict, subject),
        ]
        parts += [_say_few(verdict, subject), *_say_cause(verdict, subject)]
        parts += ["" if _is_worse_pain(verdict, subject) else NEXT_AFTER_CHANGE]
    elif verdict.answer == "no meaningful change":
        mark = say_amount(subject.worthwhile or 0.0, subject.unit)
        parts = [
            f"{subject.name} is about the same {subject.same}: a difference of {mark} or more is unlikely."
        ]
        parts += [_say_few(verdict, subject), NEXT_AFTER_NO_CHANGE]
    else:
        parts = _say_open(verdict, subject)
    return tuple(part for part in parts if part)


def _is_planned(verdict: Verdict, subject: Subject) -> bool:
    """Whether a plan says which days are compared, so that more of them come, or came, without the routine."""
    return subject.comes_and_goes or PLAN_RUNNING in verdict.flags


def _say_next(verdict: Verdict, subject: Subject, usual: str) -> str:
    """The usual next step, but by the plan where one runs, and another plan where one has ended."""
    if PLAN_RUNNING in verdict.flags:
        return NEXT_WHEN_PLANNED
    return NEXT_AFTER_PLAN if subject.comes_and_goes else usual


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
    steps = [s for s in often if s.startswith("Next")]
    often = [s for s in often if s not in steps or len(steps) == 1]
    joined = [" ".join(s for s in paragraph if s not in often) for paragraph in paragraphs]
    last = [s for s in often if not s.startswith("Next")] + [s for s in often if s.startswith("Next")]
    return [*filter(None, joined), *([" ".join(last)] if last else [])]


def write_course(course: Course, subject: Subject, *, begun: bool = True) -> str:
    """The course of a series without a baseline: its first 14 days beside its last 14.

    `begun` says that a routine had begun with the first entry; False: none is known.

    Examples
    --------
    >>> write_course(Course(5.0, 9, None, None, None, None), Subject("Sleep", "h"), begun=False)
    'Since your first entry, sleep averaged 5 hours over 9 days.'
    """
    if course.mean is None:
        return f"{subject.name} was not logged on the days that are compared."
    head = f"Since your first entry{' (not since before the routine)' if begun else ''}, "
    name = subject.name[0].lower() + subject.name[1:]
    if course.first_mean is None or course.last_mean is None:
        return f"{head}{name} averaged {say_amount(course.mean, subject.unit)} over {say_count(course.n, 'day')}."
    was = say_amount(course.first_mean, subject.unit)
    now = say_number(course.last_mean, like=course.first_mean)
    return f"{head}{name} averaged {was} in the first 14 days and {now} in the last 14{_say_noise(course)}."


def _say_noise(course: Course) -> str:
    if course.change is None:
        return ""
    if course.change.low <= 0 <= course.change.high:
        return ", which day-to-day noise alone can do"
    return ", more than day-to-day noise does"


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
    if answer.change is None:
        return ""
    higher, about, span = say_size(answer.change, subject)
    span = span.replace(" to ", " and ")
    if _is_gradual(answer, subject) and _came_gradually(answer):
        return f"{subject.name} is {higher} {subject.than}: about {about} right at the start, likely between {span}."
    return f"{subject.name} is {higher} {subject.than}: about {about}, likely between {span}."


def say_size(change: PhaseChange, subject: Subject) -> tuple[str, str, str]:
    """Direction, amount and likely range of a change whose interval leaves 0 out."""
    near, far = sorted((abs(change.low), abs(change.high)))
    higher = "higher" if change.estimate > 0 else "lower"
    return higher, say_amount(abs(change.estimate), subject.unit), f"{say_number(near)} to {say_number(far)}"


def say_gradual(answer: Answer, subject: Subject) -> str:
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
    if difference.estimate * step.estimate < 0:
        other = "higher" if difference.estimate > 0 else "lower"
        return f"It did not last: the average since is {amount} {other} than before."
    if _came_gradually(answer):
        return f"It came gradually: the averages before and since differ by {amount}."
    return f"It was largest at the start: the averages before and since differ by {amount}."


def _came_gradually(answer: Answer) -> bool:
    """The means differ by more than the step, in the same direction."""
    step, difference = answer.change, answer.mean_difference
    if step is None or difference is None:
        return False
    return difference.estimate * step.estimate >= 0 and abs(difference.estimate) > abs(step.estimate)


def _is_gradual(answer: Answer, subject: Subject) -> bool:
    """The step and the difference of means are further apart than half of what matters."""
    step, difference = answer.change, answer.mean_difference
    if step is None or difference is None or subject.comes_and_goes:
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
        origin = f" ({subject.reading_error_from})" if subject.reading_error_from else ""
        return (
            f"Two single readings can differ by {error} without any change{origin}; "
            "an average of many days shows what one reading cannot."
        )
    if answer.answer == "worse":
        return ""
    mark = f"{say_amount(subject.worthwhile or 0.0, subject.unit)} ({subject.worthwhile_from})"
    percent = _say_percent(answer, subject)
    return {
        "yes": f"That passes the mark of {mark}.{percent}",
        "no": f"A small improvement, probably below the mark of {mark}.{percent}",
    }.get(answer.matters, f"Whether it reaches the mark of {mark} is not settled.{percent}")


def _say_percent(answer: Answer, subject: Subject) -> str:
    """The change in percent of the level before, beside the published mark in percent."""
    if subject.worthwhile_percent is None or answer.change is None or answer.mean_a is None:
        return ""
    if answer.mean_a.estimate <= 0:
        return ""
    share = 100 * abs(answer.change.estimate) / answer.mean_a.estimate
    average = "on days without" if subject.comes_and_goes else "before"
    return f" It is {share:.0f} % of the average {average}; {subject.worthwhile_percent:g} % is a published mark too."


def _say_cause(verdict: Verdict, subject: Subject) -> list[str]:
    if verdict.answer == "worse" and subject.direction_known:
        why = "This log cannot say why." if verdict.lot_p is None else say_lot(verdict.lot_p, subject)
        return [why, PAIN_IS_WORSE if _is_worse_pain(verdict, subject) else ""]
    return [say_causes(verdict, subject)]


def _is_worse_pain(verdict: Answer, subject: Subject) -> bool:
    return verdict.answer == "worse" and subject.is_pain and subject.direction_known


def _say_open(verdict: Verdict, subject: Subject) -> list[str]:
    before, after = say_count(verdict.n_a, "day"), say_count(verdict.n_b, "day")
    if verdict.change is None and verdict.reason == "too few days":
        no_answer, (without, with_it) = has_no_answer(verdict, subject), subject.sides
        return [
            f"{subject.name}: {'no answer' if no_answer else 'too early to say'}, "
            f"with {before} {without} and {after} {with_it}.",
            _say_next(verdict, subject, NEXT_WHEN_BASELINE_SHORT if no_answer else NEXT_WHEN_SHORT),
        ]
    if verdict.change is None:
        return [
            f"{subject.name}: cannot tell yet ({verdict.reason}).",
            _say_next(verdict, subject, NEXT_WHEN_OPEN),
        ]
    if PLAN_RUNNING in verdict.flags:
        return [f"{subject.name}: not answered yet.", f"{say_plan_runs(subject)}.", NEXT_WHEN_PLANNED]
    if "many_outcomes" in verdict.flags:
        return [_say_one_of_many(verdict, subject), _say_next(verdict, subject, NEXT_WHEN_OPEN)]
    low, high = verdict.change.low, verdict.change.high
    most = say_number(high, like=max(-low, high))
    span = f"anywhere from {say_amount(-low, subject.unit)} lower to {most} higher {subject.than}"
    head = f"{subject.name}: cannot tell yet, {span}."
    if low > 0 or high < 0:
        head = f"{subject.name}: cannot tell yet. {ASKED_OFTEN}"
    few = _say_few(verdict, subject) if verdict.n_a >= FEW_DAYS else ""
    lot = "" if verdict.lot_p is None else say_lot(verdict.lot_p, subject)
    return [head, say_gradual(verdict, subject), few, lot, *_say_ahead(verdict, subject)]


def has_no_answer(verdict: Verdict, subject: Subject) -> bool:
    """Whether too few days are so many that none to come can mend it; while a plan runs, they can."""
    if PLAN_RUNNING in verdict.flags:
        return False
    return subject.comes_and_goes or verdict.n_a < FEWEST_DAYS


def _say_few(verdict: Verdict, subject: Subject) -> str:
    """That a phase of fewer than 5 days is a limit."""
    if min(verdict.n_a, verdict.n_b) >= FEW_DAYS:
        return ""
    words = ("without", "with") if subject.comes_and_goes else ("before", "since")
    n, where = min(zip((verdict.n_a, verdict.n_b), words, strict=True))
    what = "routine" if subject.comes_and_goes else "start"
    return f"That rests on only {say_count(n, 'day')} with a reading {where} the {what}."


def _say_one_of_many(verdict: Verdict, subject: Subject) -> str:
    """An outcome that would have changed alone, but not among the others."""
    if verdict.change is None:
        return ""
    higher, about, span = say_size(verdict.change, subject)
    return (
        f"{subject.name}: cannot tell yet. Looked at alone it would be {higher} by about {about} (likely {span}), "
        "but among several outcomes one easily looks changed by chance."
    )


def _say_ahead(verdict: Verdict, subject: Subject) -> list[str]:
    """The next step where the answer is open: how many days, or that days do not help."""
    if subject.comes_and_goes:
        return [NEXT_AFTER_PLAN]
    if verdict.days_needed is None and verdict.days_show is not None:
        shows = say_amount(verdict.days_show, subject.unit)
        return [f"A log like this one shows a change of {shows} 8 times in 10.", NEXT_AFTER_NO_CHANGE]
    if verdict.days_needed is None:
        before = say_count(verdict.n_a, "day")
        if verdict.n_a >= LONG_BASELINE:
            limit = f"More days will not settle this: the {before} before the start set the limit."
            return [
                limit,
                f"Next: before you change the routine again, log longer than these {before}; {PLAN_HELPS}",
            ]
        limit = f"More days will not settle this: only {before} with a reading {'lies' if verdict.n_a == 1 else 'lie'} before the start."
        return [limit, NEXT_WHEN_BASELINE_SHORT if verdict.n_a < 7 else NEXT_WHEN_BASELINE_SHORTISH]
    days = say_more_days(verdict.days_needed)
    if verdict.days_show is None:
        return [f"Next: keep logging; {days} would settle it if the difference stays as it is."]
    shows = say_amount(verdict.days_show, subject.unit)
    return [f"Next: keep logging; {days} would show a change of {shows}, if there is one."]


def say_more_days(days: int) -> str:
    """How many more days; from three weeks on in weeks, and below four as a few.

    Examples
    --------
    >>> say_more_days(1), say_more_days(12), say_more_days(30)
    ('a few more days', 'about 12 more days', 'about 5 more weeks')
    """
    if days < 4:
        return "a few more days"
    more = say_count(days, "more day") if days < 21 else say_count(math.ceil(days / 7), "more week")
    return f"about {more}"


def say_plan_runs(subject: Subject) -> str:
    """That a plan has not ended, and when its answer is read."""
    if subject.plan_looks > 1:
        return f"The plan runs until {subject.plan_until}; before that, only a clear change is said"
    return f"The plan runs until {subject.plan_until}, and is read then, once"
