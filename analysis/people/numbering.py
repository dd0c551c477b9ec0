"""Pseudonyms: a number a client, which stays theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"Client (\d+)")
_MONTHS = {"April", "May", "June", "July", "August", "March", "January"}
"""Months that people are called by."""


def give_pseudonyms(names: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """'Client 01' and so on, in this order; who has one keeps it, and nobody else gets it.

    Parameters
    ----------
    names : sequence of str
    known : mapping of str to str
        Pseudonyms that were given before, by name, of people who may be gone.

    Examples
    --------
    >>> give_pseudonyms(["Anna", "Ben"], {"Ben": "Client 01"})
    {'Anna': 'Client 02', 'Ben': 'Client 01'}
    """
    taken = {int(found[1]) for one in known.values() if (found := _NUMBER.fullmatch(one))}
    free = (number for number in range(1, len(names) + len(taken) + 1) if number not in taken)
    return {name: known[name] if name in known else f"Client {next(free):02d}" for name in names}


def mask_names(text: str, pseudonyms: Mapping[str, str], files: Sequence[str] = ()) -> str:
    """A text with pseudonyms in place of names, of parts of names, and of file names.

    Numbers are no names: a folder '2022' or '101' would else cost every date and count its number. A month behind
    a day is a date, whoever is called April.

    Parameters
    ----------
    text : str
    pseudonyms : mapping of str to str
        By name.
    files : sequence of str
        Names of files, which often hold the client's.

    Examples
    --------
    >>> mask_names("Anna_B/anna diary.csv line 3: ask Berger", {"Anna Berger": "Client 01"}, ["anna diary.csv"])
    'Client 01_B/the log line 3: ask Client 01'
    """
    for file in sorted(set(files), key=len, reverse=True):
        text = text.replace(file, "the log")
    words = {
        word: new for name, new in pseudonyms.items() for word in (name, *_parts(name)) if _is_word(word)
    }
    for word in sorted(words, key=len, reverse=True):
        how = re.IGNORECASE if word in pseudonyms else re.NOFLAG
        day = r"(?<!\d )" if word.title() in _MONTHS else ""
        text = re.sub(
            rf"(?<![^\W_]){day}{re.escape(word)}(?![^\W_])", _as_marker(words[word]), text, flags=how
        )
    return text.translate(_BACK)


_MARK = 0xE000
"""Numbers travel as letters of no alphabet until all names are replaced, so that a client named 'Client' is no trap."""
_BACK = {_MARK + number: f"Client {number:02d}" for number in range(6000)}


def _as_marker(pseudonym: str) -> str:
    found = _NUMBER.fullmatch(pseudonym)
    return chr(_MARK + int(found[1])) if found else pseudonym


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", name) if len(part) > 2]


def _is_word(word: str) -> bool:
    """Whether a name, or a part of one, holds a letter."""
    return any(letter.isalpha() for letter in word)
