"""Files that a person brings: written into a folder, and never over one another."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.errors import DataError

MOST_BYTES = 50_000_000
"""What an upload may weigh: the page sends it through the notebook's own channel."""
_BESIDE = ("phases.csv", "events.csv", "plan.csv", "clients.csv")


def keep_file(name: str, content: bytes, folder: Path) -> Path:
    """Write a file that was brought; the same bytes twice are written once.

    Parameters
    ----------
    name : str
        As the person's computer calls it; only its last part counts.
    content : bytes
    folder : Path
        Made if missing.

    Returns
    -------
    Path
        'log.csv', or 'log (2).csv' where another file of that name lies there. A table that belongs
        beside the logs, such as phases.csv, takes the place of the earlier one, which is kept as '.old'.

    Raises
    ------
    DataError
        An empty file, or one that is too large to be sent through a page.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as where:
    ...     first = keep_file("log.csv", b"Date,Pain", Path(where))
    ...     again = keep_file("log.csv", b"Date,Pain", Path(where))
    ...     other = keep_file("log.csv", b"Date,Tightness", Path(where))
    ...     first.name, again.name, other.name
    ('log.csv', 'log.csv', 'log (2).csv')
    """
    plain = re.sub(r"[\x00-\x1f]", "", re.split(r"[/\\]", name)[-1]).strip() or "log.csv"
    if not content:
        raise DataError(f"{plain} is empty - save or export it again")
    if len(content) > MOST_BYTES:
        raise DataError(f"{plain} has {len(content) // 1_000_000} MB - copy it into {folder.name} by hand")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain
    if plain.lower() in _BESIDE and target.exists() and target.read_bytes() != content:
        target.replace(target.with_suffix(".csv.old"))
    number = 2
    while target.exists() and target.read_bytes() != content:
        target = folder / f"{Path(plain).stem} ({number}){Path(plain).suffix}"
        number += 1
    target.write_bytes(content)
    return target
