"""What should be checked by a clinician, whatever a chart says; and words of it in a person's notes.

Notes only ever add to what is said: finding nothing in them means nothing, and is never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.intake import Logs
from analysis.reference import fold_text, read_reference
from analysis.words import say_day

HOW_SOON = {
    "emergency": "Emergency: now",
    "same_day": "The same day",
    "soon_stop_loading": "Soon; until then no impact and no stretching",
    "soon": "Soon",
    "routine": "At the next chance",
    "stop_now": "Stop the exercise",
}
_ACTIONS = {
    "emergency": "If that is still so, or comes back, get it checked now.",
    "same_day": "If that is still so, get it checked the same day.",
    "soon_stop_loading": "Stop what loads it, and get it checked soon.",
    "soon": "Get it checked soon.",
    "routine": "Ask a clinician about it.",
    "stop_now": "Stop the exercise that brings it on, and ask a clinician about it.",
}
MOST_SHOWN = 3
_CLAUSE = re.compile(r"[.;,!?\n]+|\s+-\s+|\b(?:but|aber|doch)\b", flags=re.IGNORECASE)
_LONGEST = 120
_COLUMNS = ["Date", "What you wrote", "Ask about", "Urgency"]
_DENIALS = {
    "no",
    "not",
    "never",
    "without",
    "isn",
    "wasn",
    "don",
    "didn",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "nicht",
    "ohne",
    "nie",
}
_OVER = {"gone", "resolved", "over", "weg", "vorbei", "verschwunden"}
_STILL = re.compile(r"\b(?:not only|nicht nur|no doubt|kein zweifel|ohne zweifel|never|nie)\b")
_NEAR, _NEXT = 2, 1
_COMMON = {
    "en": "the and of to is was it my after before today with for but not very more less felt feel hip pain "
    "sore tight better worse day good bad night sleep slept stretch stretching left right legs leg back walk run yoga "
    "by from this that all next new home morning evening some up down out over time work set sets used me had went",
    "de": "der die das und ich mit auf ist war nach vor heute nicht kein keine aber sehr mehr weniger im am zu bei hufte "
    "schmerz schmerzen besser schlechter gut schlecht nacht geschlafen dehnen links rechts bein beine rucken tag",
}  # fmt: skip
_FEWEST_WORDS = 4
_MOSTLY = 0.5


@dataclass(frozen=True, eq=False)
class NotedFlags:
    """What notes say that should be asked about.

    Attributes
    ----------
    rows : DataFrame
        Date, What you wrote (a clause, at most 120 characters), Ask about, Urgency; the most urgent first.
        Empty says nothing.
    unsearched : int
        Notes in a language whose words are not known here; 0 where these are few.
    """

    rows: pd.DataFrame
    unsearched: int

    def sentences(self) -> list[str]:
        """What is said of it; nothing where there is nothing to add."""
        said = [
            f"On {say_day(row['Date'])} you wrote '{row['What you wrote']}'. {_ACTIONS[row['Urgency']]} "
            "The help page (docs/help.md) lists what to get checked, and how soon."
            for row in self.rows.head(MOST_SHOWN).to_dict("records")
        ]
        if len(self.rows) > MOST_SHOWN:
            said.append(
                f"{len(self.rows) - MOST_SHOWN} more notes name something that should be asked about."
            )
        if self.unsearched:
            said.append(
                "Notes in languages other than English and German were not searched for warning signs."
            )
        return said


def list_red_flags() -> pd.DataFrame:
    """What to get checked and how soon, the most urgent first.

    Examples
    --------
    >>> list_red_flags()["How soon"].iloc[0]
    'Emergency: now'
    """
    table = read_reference("red_flags")
    order = list(HOW_SOON)
    table = table.sort_values("urgency", key=lambda urgency: urgency.map(order.index), kind="stable")
    return pd.DataFrame(
        {"How soon": table["urgency"].map(HOW_SOON), "What": table["plain_wording"]}
    ).reset_index(drop=True)


def say_emergency() -> str:
    """The emergencies as a list in Markdown, with what to do.

    Examples
    --------
    >>> say_emergency().splitlines()[0]
    'Get these checked now, whatever any chart says:'
    """
    table = read_reference("red_flags")
    found = table.loc[table["urgency"] == "emergency", "plain_wording"]
    return "\n".join(
        [
            "Get these checked now, whatever any chart says:",
            "",
            *(f"- {wording}" for wording in found),
            "",
            "Call your emergency number or go to an emergency department.",
        ]
    )


def find_noted_flags(logs: Logs, *, person: str | None = None) -> NotedFlags:
    """Search notes for words of the red flags, in English and German.

    A word counts unless one of the two words before denies it ('no new numbness') or it is said to be over
    ('numbness gone'), of an emergency only the next word; in doubt a note is shown. Where at least half of the notes of four
    words or more hold no common word of a searched language, they are taken to be in another one.

    Parameters
    ----------
    logs : Logs
    person : str, optional
        Whose notes.

    Examples
    --------
    >>> len(find_noted_flags(Logs()).rows)
    0
    """
    frames = [frame[["person", "date", "notes"]] for frame in (logs.sessions, logs.outcomes)]
    notes = pd.concat(frames, ignore_index=True).dropna(subset=["notes"])
    if person is not None:
        notes = notes[notes["person"] == person]
    notes = notes.drop_duplicates().sort_values("date", kind="stable")
    order = list(HOW_SOON)
    rows = [
        [day, clause, wording, urgency]
        for day, note in zip(notes["date"], notes["notes"].astype(str), strict=True)
        for clause, wording, urgency in _search(note)
    ]
    long = [note for note in notes["notes"].astype(str).unique() if len(_words(note)) >= _FEWEST_WORDS]
    unsearched = sum(not _is_searched(note) for note in long)
    unsearched = unsearched if unsearched >= _MOSTLY * len(long) else 0
    rows.sort(key=lambda row: order.index(row[3]))
    return NotedFlags(pd.DataFrame(rows, columns=_COLUMNS), unsearched)


def _search(note: str) -> list[tuple[str, str, str]]:
    """Clauses of a note that name a red flag, each flag once, with its wording and urgency."""
    found: dict[str, tuple[str, str, str]] = {}
    for clause in _CLAUSE.split(note):
        folded = fold_text(clause)
        for match in _pattern().finditer(folded):
            wording, urgency = _flags()[match[0]]
            if not _is_denied(folded[: match.start()], folded[match.end() :], urgency):
                found.setdefault(wording, (" ".join(clause.split())[:_LONGEST], wording, urgency))
    return list(found.values())


def _is_denied(before: str, after: str, urgency: str) -> bool:
    """Whether the words before deny a sign, or those behind say that it is over; of an emergency only the next word counts.

    'Not only numb', 'no doubt: numb' and 'never numb before' deny nothing.
    """
    near = _NEXT if urgency == "emergency" else _NEAR
    behind = set(after.split()[:near])
    if _STILL.search(before) and ("never" not in before.split() or " before" in after):
        return False
    over = bool(_OVER & behind) or after.startswith((" went away", " goes away", " has gone"))
    return bool(_DENIALS & set(before.split()[-near:])) or (over and not _DENIALS & behind)


def _words(note: str) -> list[str]:
    """Words of letters, folded."""
    return [word for word in fold_text(note).split() if word.isalpha()]


def _is_searched(note: str) -> bool:
    words = set(_words(note))
    return any(words & set(listed.split()) for listed in _COMMON.values())


@cache
def _flags() -> dict[str, tuple[str, str]]:
    """The wording to ask about and how urgent it is, by word."""
    flags = read_reference("red_flags").to_dict("records")
    known = {row["flag_id"]: (row["plain_wording"], row["urgency"]) for row in flags}
    words = read_reference("red_flag_words").to_dict("records")
    return {fold_text(row["word"]): known[row["flag_id"]] for row in words}


@cache
def _pattern() -> re.Pattern[str]:
    """Every word, the longest first, as whole words."""
    words = sorted(_flags(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
