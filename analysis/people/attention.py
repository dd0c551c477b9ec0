"""Who needs to be looked at first, and why: words in notes and pain, then what is worse, then silence.

Nobody is ranked by how much they improved, and finding nothing is no all-clear.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.aspects.red_flags import HOW_SOON, MOST_SHOWN, NotedFlags, find_noted_flags
from analysis.aspects.visit import say_caution
from analysis.comparison import Comparison, urgency
from analysis.people.client import Client, say_last_entry
from analysis.verdict.sentence import PAIN_IS_WORSE
from analysis.words import say_count, say_day, say_list

SILENT_DAYS = 7
"""From so many days without an entry on, silence is said."""
FLAG, WORSE, SILENT, REST = range(4)
PAIN_WORSE = "pain is higher than before"


@dataclass(frozen=True, eq=False)
class Attention:
    """Why a client stands where they stand.

    Attributes
    ----------
    level : int
        0 a red flag (words in notes, pain that got worse or is high), 1 something else got worse, 2 silent, 3 none of it.
    urgency : int
        Among those with words in notes: how soon these should be asked about, 0 at once.
    reasons : tuple of str
        The strongest first; empty for the rest.
    """

    level: int
    urgency: int
    reasons: tuple[str, ...]


def find_attention(client: Client, today: datetime.date) -> Attention:
    """Why a client needs attention.

    Parameters
    ----------
    client : Client
    today : date

    Examples
    --------
    >>> from analysis.people.table import ClientRow
    >>> find_attention(Client("Anna", "Client 01", ClientRow("Anna")), datetime.date(2026, 5, 1)).level
    3
    """
    noted = _find_notes(client)
    flags = [*say_notes(noted), *filter(None, [say_pain(client.outcomes)])]
    worse = [one.name for one in sorted(client.outcomes, key=urgency) if one.answer_word == "worse"]
    others = [name for name in worse if not (flags and name.startswith("Pain"))]
    silent = client.silent_days(today)
    is_silent = silent is not None and silent >= SILENT_DAYS
    reasons = [
        *flags,
        *([f"worse than before: {say_list([_lower(name) for name in others])}"] if others else []),
        *([f"silent: last entry {say_last_entry(client, today)}"] if is_silent else []),
    ]
    level = FLAG if flags else WORSE if others else SILENT if is_silent else REST
    order = list(HOW_SOON)
    soon = min((order.index(one) for one in noted.rows["Urgency"]), default=len(order))
    return Attention(level, soon, tuple(reasons))


def _find_notes(client: Client) -> NotedFlags:
    if client.logbook is None:
        return NotedFlags(pd.DataFrame(columns=["Date", "What you wrote", "Ask about", "Urgency"]), 0)
    return find_noted_flags(client.logbook.logs, person=client.logbook.person)


def say_notes(noted: NotedFlags) -> list[str]:
    """Words of warning signs in notes, a sentence's half a note, the most urgent first.

    Examples
    --------
    >>> say_notes(NotedFlags(pd.DataFrame(columns=["Date", "What you wrote", "Ask about", "Urgency"]), 0))
    []
    """
    said = [
        f"in the notes of {say_day(row['Date'])}: '{row['What you wrote']}' - {HOW_SOON[row['Urgency']].lower()}"
        for row in noted.rows.head(MOST_SHOWN).to_dict("records")
    ]
    more = len(noted.rows) - MOST_SHOWN
    return said + ([f"{say_count(more, 'more note')} of this kind"] if more > 0 else [])


def say_pain(outcomes: Sequence[Comparison]) -> str:
    """Pain that got worse or is high, in a few words; '' where it is neither.

    Examples
    --------
    >>> say_pain(())
    ''
    """
    caution = say_caution(outcomes)
    if not caution:
        return ""
    said = caution.replace(PAIN_IS_WORSE, "").strip().rstrip(".")
    return (
        _lower(said).replace("over the last 7 days", "over the last 7 days of the log")
        if said
        else PAIN_WORSE
    )


def say_unsearched(client: Client) -> str:
    """That notes were not searched; '' where they were, or there are none."""
    if not _find_notes(client).unsearched:
        return ""
    return "Notes in languages other than English and German were not searched for warning signs."


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"
