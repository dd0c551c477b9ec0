"""What a visit to a physio or a doctor needs on one page: the main measure, first against last, what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparison import Comparison
from analysis.intake import Logs
from analysis.training import WeeklyTraining, logged_days
from analysis.verdict.sentence import PAIN_IS_WORSE, write_caution
from analysis.words import say_amount, say_count, say_day, say_number

END_DAYS = 14
"""Days at each end of a series that are compared."""
FEWEST_READINGS = 4
"""Of a series that was read seldom, this many readings at each end."""
MOST_MAINS = 2


@dataclass(frozen=True, eq=False)
class Visit:
    """One page for a visit.

    Attributes
    ----------
    title : str
    opened : str
        Whose log, its days, days logged.
    said : tuple of str
        The answer for the main measure, at most two sentences.
    caution : str
        '' or what is said where pain is high or got worse.
    mains : tuple of Comparison
        What is drawn: one measure, or its two sides.
    chosen : bool
        Whether the person named a main measure.
    ends : DataFrame
        A row an outcome: `Outcome`, `First days`, `Last days`, `Answer`, in words.
    done : str
        What was trained, in a sentence.
    training : WeeklyTraining
    read : tuple of str
        A line a file: records kept, skipped, left out.
    """

    title: str
    opened: str
    said: tuple[str, ...]
    caution: str
    mains: tuple[Comparison, ...]
    chosen: bool
    ends: pd.DataFrame
    done: str
    training: WeeklyTraining
    read: tuple[str, ...]


def find_visit(
    logs: Logs, comparisons: Sequence[Comparison], training: WeeklyTraining, *, person: str | None = None
) -> Visit:
    """Gather the page.

    Parameters
    ----------
    logs : Logs
    comparisons : sequence of Comparison
        Of the whole log.
    training : WeeklyTraining
    person : str, optional

    Examples
    --------
    >>> from analysis.training import sum_weeks
    >>> find_visit(Logs(), (), sum_weeks(Logs())).opened
    'No day was logged.'
    """
    outcomes = [one for one in comparisons if one.role != "rival"]
    mains = choose_mains(outcomes)
    return Visit(
        title="Summary for a visit",
        opened=_say_opened(logs, person),
        said=say_mains(mains),
        caution=say_caution(outcomes),
        mains=mains,
        chosen=any(one.role == "main" for one in mains),
        ends=compare_ends([*mains, *(one for one in outcomes if one not in mains)]),
        done=say_done(training),
        training=training,
        read=_say_read(logs),
    )


def compare_ends(comparisons: Sequence[Comparison]) -> pd.DataFrame:
    """The mean of the first days and of the last days of each series, with how many days it rests on.

    The first 14 and the last 14 calendar days; of a series shorter than 28 days, its two halves; of
    one that was read seldom, its first and last 4 readings.

    Examples
    --------
    >>> compare_ends(()).columns.tolist()
    ['Outcome', 'First days', 'Last days', 'Answer']
    """
    rows = []
    for one in comparisons:
        first, last = _ends(one.series)
        rows.append([one.name, _say_mean(first, one.unit), _say_mean(last, one.unit), one.answer_word])
    return pd.DataFrame(rows, columns=["Outcome", "First days", "Last days", "Answer"])


def _ends(series: pd.Series) -> tuple[pd.Series, pd.Series]:
    if series.empty:
        return series, series
    span = (series.index[-1] - series.index[0]).days + 1
    days = pd.Timedelta(days=min(END_DAYS, max(span // 2, 1)))
    first, last = (series.index < series.index[0] + days), (series.index > series.index[-1] - days)
    if min(first.sum(), last.sum()) < FEWEST_READINGS:
        n = min(FEWEST_READINGS, max(len(series) // 2, 1))
        return series.iloc[:n], series.iloc[-n:]
    return series[first], series[last]


def _say_mean(days: pd.Series, unit: str) -> str:
    if days.empty:
        return ""
    return f"{say_amount(float(days.mean()), unit)} ({say_count(len(days), 'day')})"


def choose_mains(outcomes: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """The main measure with its sides; where none was chosen, the first of tightness, pain and the rest.

    What never changed is shown only where nothing else was logged.
    """
    chosen = [one for one in outcomes if one.role == "main"]
    if not chosen and outcomes:
        order = {"tightness": 0, "pain": 1}
        first = min(outcomes, key=lambda one: (one.series.nunique() < 2, order.get(one.key.metric, 2)))
        alike = (first.key.metric, first.key.measure, first.key.region)
        chosen = [one for one in outcomes if (one.key.metric, one.key.measure, one.key.region) == alike]
    return tuple(chosen[:MOST_MAINS])


def say_mains(mains: Sequence[Comparison]) -> tuple[str, ...]:
    """Two sentences of the answer for one measure, the first one for each of two.

    Examples
    --------
    >>> say_mains(())
    ()
    """
    most = 2 if len(mains) == 1 else 1
    lines = []
    for one in mains:
        said = one.headline.removeprefix("Main measure. ") or one.sentences[0]
        sentences = re.split(r"(?<=\.) (?=[A-Z])", said)[:most]
        first = sentences[0]
        lines += [f"{one.name}: {first[0].lower()}{first[1:]}", *sentences[1:]]
    return tuple(lines)


def say_caution(outcomes: Sequence[Comparison]) -> str:
    """What is said of pain that got worse or is high, whatever else is said; '' where it is neither.

    Examples
    --------
    >>> say_caution(())
    ''
    """
    for one in outcomes:
        if one.key.metric == "pain" and one.answer_word == "worse":
            return PAIN_IS_WORSE
    pain = [one for one in outcomes if one.key.metric == "pain"]
    said = [write_caution(one.series) for one in pain]
    said += [sentence for one in pain for sentence in one.sentences if PAIN_IS_WORSE in sentence]
    return next(filter(None, said), "")


def _say_opened(logs: Logs, person: str | None) -> str:
    days = logged_days(logs, person=person)
    if days.empty:
        return "No day was logged."
    span = f"{say_day(days[0])} to {say_day(days[-1])}" if len(days) > 1 else say_day(days[0])
    who = "" if person in (None, "me") else f"{person}: "
    return f"{who}{span}, {say_count(len(days), 'day')} logged."


def say_done(training: WeeklyTraining) -> str:
    """Days with a session since the start, or in all where no start is known; days, not streaks.

    Examples
    --------
    >>> from analysis.training import sum_weeks
    >>> say_done(sum_weeks(Logs()))
    'No session is in this log.'
    """
    if not training.total:
        return "No session is in this log."
    days, since = training.daily_sessions, ""
    if training.start is not None:
        days, since = days[days.index >= training.start], " since the start"
    done, aimed = int((days.sum(axis=1) > 0).sum()), int((days["targeted"] > 0).sum())
    rate = say_number(round(done / max(len(days), 7) * 7, 1))
    on = "all" if aimed == done else str(aimed)
    aim = f", on {on} of them one that aims at the hip flexors" if aimed else ""
    if done and not aimed:
        aim = ", none of them known to aim at the hip flexors"
    return f"A session on {done} of {say_count(len(days), 'day')}{since}, {rate} a week{aim}."


def _say_read(logs: Logs) -> tuple[str, ...]:
    return tuple(
        f"{row['name']}: {say_count(row['records_read'], 'record')}, {row['kept']} kept, "
        f"{row['skipped']} skipped, {row['left_out']} left out"
        for row in logs.files.to_dict("records")
        if row["records_read"]
    )
