"""Which activities of a tracker belong in a stretching log; the others are passed over by name.

The words stand in data/reference/activity_words.csv: 'kept' where they name stretching, yoga or the like,
'general' where they say nothing, so that the title of the activity decides.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.intake.apps.sheet import Column, Frames, Sheet, join_parts
from analysis.intake.meaning import Meaning
from analysis.intake.words import fold, split_words, tidy
from analysis.paths import REFERENCE
from analysis.reference import exercise_key, training_kind

_RULE, _SKIPPED = "other_activity", "other activities, passed over"


def is_kept(kind: str, title: str = "") -> bool:
    """Say whether an activity is stretching, yoga or the like, by its kind, or by its title where that says nothing.

    Examples
    --------
    >>> is_kept("Yoga"), is_kept("Workout", "Hip mobility"), is_kept("Ride", "Ride to yoga"), is_kept("Dehnung")
    (True, True, False, True)
    """
    if names_kept(kind):
        return True
    return (not kind.strip() or " ".join(split_words(kind)) in _words("general")) and names_kept(title)


@lru_cache(maxsize=20_000)
def names_kept(text: str) -> bool:
    """Say whether a text names stretching, yoga or the like, or an exercise that aims at the hip flexors.

    Examples
    --------
    >>> names_kept("Mind And Body"), names_kept("Walk the dog")
    (True, False)
    """
    words = [fold(word) for word in split_words(text)]
    spaced = f" {' '.join(words)} "
    hit = any(
        f" {word[:-1]}" in spaced if word[-1] == "*" else f" {word} " in spaced for word in _words("kept")
    )
    return hit or (bool(text.strip()) and training_kind(text) == "targeted")


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    with (REFERENCE / "activity_words.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return frozenset(
        " ".join(split_words(row["word"].rstrip("*"))) + ("*" if row["word"].endswith("*") else "")
        for row in rows
    )


def name_bout(kind: str, title: str) -> tuple[str, str]:
    """Give exercise and routine of an activity: its kind, unless its title names an exercise.

    Examples
    --------
    >>> name_bout("Yoga", "Morning yoga"), name_bout("Workout", "Couch stretch")
    (('Yoga', 'Morning yoga'), ('Couch stretch', 'Workout'))
    """
    kind, title = tidy(kind), tidy(title)
    own = exercise_key(title) not in (None, exercise_key(kind)) or training_kind(title) == "targeted"
    named = bool(title) and own and training_kind(kind) != "targeted"
    exercise, routine = (title, kind) if named or not kind else (kind, title)
    return exercise, "" if fold(routine) == fold(exercise) else routine


def read_activities(sheet: Sheet, columns: Sequence[Column]) -> Frames:
    """Read a table with an activity a row: those that belong here become bouts, the others are passed over.

    Parameters
    ----------
    sheet : Sheet
        With 'kind' and, where there, 'title', 'notes'.
    columns : sequence of (Meaning, cells)
        Of the day, the minutes and whatever else is read.
    """
    kinds, titles = sheet.column("kind"), sheet.column("title")
    kept = [row for row in range(len(sheet)) if is_kept(kinds[row], titles[row])]
    other = sorted(set(range(len(sheet))) - set(kept))
    sheet.skip(other, _RULE, _SKIPPED, "kind")
    names = [name_bout(kind, title) for kind, title in zip(kinds, titles, strict=True)]
    named: list[Column] = [
        (Meaning(sheet.header("kind"), "exercise"), [exercise for exercise, _ in names]),
        (Meaning(sheet.header("title"), "routine"), [routine for _, routine in names]),
    ]
    return join_parts(sheet.read_bouts(kept, [*columns, *named, *sheet.take("notes", "notes")]))


def write_lengths(cells: Sequence[str]) -> list[str]:
    """Write all lengths as h:mm:ss; two parts are minutes and seconds, also where a spreadsheet put ':00' behind them.

    Examples
    --------
    >>> write_lengths(["32:11", "00:36:26", "00:08:02.2", "--"]), write_lengths(["47:08:00", "20:46"])
    (['00:32:11', '00:36:26', '00:08:02.2', '--'], ['00:47:08', '00:20:46'])
    """
    parts = [re.fullmatch(r"(\d+):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?", tidy(cell)) for cell in cells]
    three = [found for found in parts if found and found[3] is not None]
    turned = any(int(found[1]) >= 24 and found[3] == "00" for found in three)
    written = []
    for cell, found in zip(cells, parts, strict=True):
        if found is None or (found[3] is not None and not (turned and found[3] == "00")):
            written.append(cell)
        else:
            written.append(f"{int(found[1]) // 60:02d}:{int(found[1]) % 60:02d}:{found[2]}")
    return written
