"""What a person is asked once: whose log, the main measure, the start, which way is better, what is worth it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.days import SeriesKey, list_series
from analysis.goals import Goals, say_origin
from analysis.intake import Logs
from analysis.logbook import list_people
from analysis.phases import Phases, find_phases
from analysis.reference import Yardstick, yardstick
from analysis.rivals import RIVALS
from analysis.schema import METRICS
from analysis.training import logged_days
from analysis.words import METRIC_WORDS, name_outcome, say_amount, say_day

FEW_DAYS = 7
"""Days before a start below which more days would tell most."""

_FROM = {
    "plan.csv": "your plan file", "phases.csv": "your phases file", "given": "your answer",
    "first targeted session": "the first session that targets the hip flexors",
    "first session": "the first session of any kind", "none": "no session and no date is known",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Asked:
    """What can be chosen, and what is chosen.

    Attributes
    ----------
    people : tuple of str
        Everybody in the log; more than one have to be chosen from.
    person : str or None
        Whose log it is; None where several are there and none was chosen.
    mains : dict of str to str
        What may be the main measure: the words that choose it -> its name.
    phases : Phases
    days : DatetimeIndex
        Logged days.
    unknown : tuple of str
        Metrics whose test, and so whose direction, is not known.
    marks : dict of str to Yardstick
        Smallest change worth having, by metric, as published where it is.
    goals : Goals
        What was chosen so far.
    """

    people: tuple[str, ...]
    person: str | None
    mains: dict[str, str]
    phases: Phases
    days: pd.DatetimeIndex
    unknown: tuple[str, ...]
    marks: dict[str, Yardstick]
    goals: Goals

    @property
    def start(self) -> pd.Timestamp | None:
        """First day of the routine, as far as it is known."""
        return self.phases.start

    @property
    def is_guess(self) -> bool:
        """Whether the start was taken from the sessions and nobody has confirmed it."""
        return self.phases.source.startswith("first")

    @property
    def is_fixed(self) -> bool:
        """Whether a file says the start, which then is not asked."""
        return self.phases.source.endswith(".csv")


def find_asked(logs: Logs, goals: Goals, *, start: str | None = None, person: str | None = None) -> Asked:
    """Find what can be chosen in a log.

    Parameters
    ----------
    logs : Logs
    goals : Goals
        What was saved.
    start, person : str, optional
        As given with the log, in place of what was saved.

    Examples
    --------
    >>> find_asked(Logs(), Goals()).mains
    {}
    """
    people = tuple(list_people(logs))
    chosen = person or (goals.person if goals.person in people else None)
    person = chosen or (people[0] if len(people) == 1 else None)
    goals = goals.of(person)
    several = len(people) > 1 and person is None
    keys = [] if several else [key for key in list_series(logs, person=person) if key.metric not in RIVALS]
    metrics = tuple(dict.fromkeys(key.metric for key in keys))
    known = {key.metric: yardstick(key.metric, key.measure) for key in keys}
    return Asked(
        people=people,
        person=person,
        mains=_name_mains(keys),
        phases=Phases((), "none")
        if several
        else find_phases(logs, start=start, confirmed=goals.start, person=person),
        days=logged_days(logs, person=person),
        unknown=tuple(metric for metric in metrics if known[metric].improvement is None),
        marks=known,
        goals=goals,
    )


def _name_mains(keys: Iterable[SeriesKey]) -> dict[str, str]:
    """Each series by the words that choose it alone, and an outcome of two sides also as a whole."""
    keys = list(keys)
    found: dict[str, str] = {}
    for key in keys:
        words = [key.metric, *([key.region] if key.region else []), *_side(key)]
        if key.measure is not None and sum(_is_twin(key, other) for other in keys) > 1:
            words.append(key.measure)
        region = key.region or yardstick(key.metric, key.measure).region
        name = name_outcome(key.metric, region=region, side=key.side, measure=key.measure)
        found.setdefault(" ".join(words), name)
    return found


def _side(key: SeriesKey) -> list[str]:
    return [] if key.side == "unknown" else [key.side]


def _is_twin(key: SeriesKey, other: SeriesKey) -> bool:
    return (key.metric, key.region, key.side) == (other.metric, other.region, other.side)


def answer_table(asked: Asked) -> pd.DataFrame:
    """What counts now, and where it comes from, a row a question.

    Examples
    --------
    >>> answer_table(find_asked(Logs(), Goals()))["Now"].tolist()
    ['none chosen', 'not known']
    """
    rows = []
    if len(asked.people) > 1:
        rows.append(["Whose log?", asked.person or "not chosen", f"one of {', '.join(asked.people)}"])
    main = asked.mains.get(asked.goals.main, asked.goals.main)
    rows.append(["Which one measure counts most?", main or "none chosen", _say_set(asked.goals.main_set)])
    start = "not known" if asked.start is None else say_day(asked.start)
    rows.append(["When did the routine begin?", start, _FROM[asked.phases.source]])
    rows += [
        [
            f"{_name(metric)}: which way is better?",
            _say_way(asked.goals.better.get(metric)),
            "the test is not known",
        ]
        for metric in asked.unknown
    ]
    rows += [_mark_row(metric, known, asked) for metric, known in asked.marks.items()]
    return pd.DataFrame(rows, columns=["Question", "Now", "From"]).set_index("Question")


def _mark_row(metric: str, known: Yardstick, asked: Asked) -> list[str]:
    own, unit = asked.goals.worthwhile.get(metric), METRICS[metric].unit
    question = f"{_name(metric)}: what change would be worth it?"
    if own is not None:
        return [question, say_amount(own.change, unit), say_origin(own, asked.start)]
    if known.worthwhile is None:
        return [question, "not set", "no published value"]
    return [question, say_amount(known.worthwhile, unit), known.worthwhile_from]


def _say_set(day: object) -> str:
    return "" if day is None else f"set on {say_day(pd.Timestamp(str(day)))}"


def _say_way(way: str | None) -> str:
    return "not said" if way is None else f"{way} is better"


def _name(metric: str) -> str:
    word = METRIC_WORDS[metric]
    return word[0].upper() + word[1:]


def say_before(asked: Asked) -> str:
    """What the days before the start allow; '' where they are enough.

    Examples
    --------
    >>> say_before(find_asked(Logs(), Goals()))
    'Not started yet? Log 7 to 14 days first: it decides what you can learn.'
    """
    if asked.start is None:
        return "Not started yet? Log 7 to 14 days first: it decides what you can learn."
    before = int((asked.days < asked.start).sum())
    if before >= FEW_DAYS:
        return ""
    return (
        f"Only {before} of your logged days {'is' if before == 1 else 'are'} before the start, which leaves little "
        "to compare with. Not started yet? Log 7 to 14 days first: it decides what you can learn."
    )
