"""One client's files -> their logs, under their name; whose rows they are is checked, not believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import Logs, load_logs
from analysis.logbook import say_unread
from analysis.people.finding import NOBODY, Shared
from analysis.people.table import fold_name


@dataclass(frozen=True, eq=False)
class Loaded:
    """What was read of one client.

    Attributes
    ----------
    name : str
    folders : tuple of Path
        The client's own; empty where all is in files with a person column.
    files : tuple of Path
        Files with a person column that hold rows of theirs.
    logs : Logs or None
        None where there is no file, a question is open or a file was not read.
    own : mapping of str to str
        SHA-256 of every log in the client's own folder, and its path.
    problem : str
        '' or why there are no logs.
    questions : tuple of str
        What is asked.
    """

    name: str
    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
    logs: Logs | None = None
    own: Mapping[str, str] | None = None
    problem: str = ""
    questions: tuple[str, ...] = ()


def load_client(name: str, folders: Sequence[Path], shared: Shared, answers: Mapping[str, Any]) -> Loaded:
    """Read the files of one client; what is wrong with them is said, not raised.

    Parameters
    ----------
    name : str
    folders : sequence of Path
        With this name; there should be one at most.
    shared : Shared
    answers : mapping
        Arguments of `load_logs`.

    Examples
    --------
    >>> load_client("Anna", [], Shared(), {}).logs is None
    True
    """
    found = Loaded(name, tuple(folders), shared.files_of(name))
    if len(folders) > 1:
        both = " and ".join(map(str, folders))
        return replace(found, problem=f"{both} name the same client - put their files into one folder")
    asked = [one for one in shared.problems if fold_name(name) in map(fold_name, one.people)]
    if asked:
        return replace(found, problem=asked[0].text, files=tuple(one.path for one in asked))
    if not folders:
        return replace(found, logs=_rename(shared.logs, name)) if found.files else found
    try:
        logs = _load(folders, found.files, shared, name, answers)
    except NeedsAnswer as question:
        left = load_logs(*folders, **{**answers, "person": name, "on_question": "leave_out"})
        own = _own_files(left, folders[0])
        return replace(found, own=own, problem=str(question), questions=question.questions)
    except DataError as problem:
        return replace(found, problem=str(problem))
    own = _own_files(logs, folders[0])
    stranger = _find_stranger(logs, own, name)
    if stranger:
        return replace(found, own=own, problem=f"{stranger}, but the folder {folders[0]} is {name!r} {_MOVE}")
    unread = say_unread(logs)
    if unread and not own:
        return replace(found, problem=f"{folders[0]}: {unread}")
    return replace(found, own=own, logs=_rename(logs, name) if _holds_logs(logs) else None)


def _load(
    folders: Sequence[Path], files: Sequence[Path], shared: Shared, name: str, answers: Mapping[str, Any]
) -> Logs:
    """Both at once, so that an entry in two files counts once; where rows of a shared file name nobody, they stay nobody's."""
    nameless = {problem.path for problem in shared.problems} & set(files)
    if not nameless:
        return load_logs(*folders, *files, **{**answers, "person": name})
    logs = load_logs(*folders, *files, **answers)
    own = _own_files(logs, folders[0])

    def named(frame: pd.DataFrame) -> pd.DataFrame:
        bare = (frame["person"] == NOBODY) & frame["file_id"].isin(list(own))
        return frame.assign(person=frame["person"].mask(bare, name))

    return replace(logs, outcomes=named(logs.outcomes), sessions=named(logs.sessions))


_MOVE = "- move these rows or the file to that client, or correct the name"


def _holds_logs(logs: Logs) -> bool:
    """Whether any file is one that could hold an entry."""
    return bool((~logs.files["note"].fillna("").astype(str).str.startswith("not a log")).any())


def _own_files(logs: Logs, folder: Path) -> dict[str, str]:
    """Logs of the client's own folder: hash and path."""
    files = logs.files[logs.files["records_read"] > 0]
    inside = [Path(path.partition("::")[0]).is_relative_to(folder) for path in files["path"].astype(str)]
    files = files[pd.Series(inside, index=files.index, dtype=bool)]
    return dict(zip(files["file_id"].astype(str), files["path"].astype(str), strict=True))


def _find_stranger(logs: Logs, own: Mapping[str, str], name: str) -> str:
    """Which line of the client's own files names somebody else; '' where none does."""
    columns = ["person", "file_id", "line"]
    rows = pd.concat([logs.outcomes[columns], logs.sessions[columns]], ignore_index=True)
    rows = rows[rows["file_id"].isin(list(own))]
    other = rows[rows["person"].map(fold_name) != fold_name(name)].sort_values("line", kind="stable")
    if other.empty:
        return ""
    first = other.iloc[0]
    file = Path(own[str(first["file_id"])].partition("::")[2] or own[str(first["file_id"])]).name
    return f"{file} line {first['line']} names {str(first['person'])!r}"


def _rename(logs: Logs, name: str) -> Logs:
    """The client's name in one spelling."""

    def renamed(frame: pd.DataFrame) -> pd.DataFrame:
        same = frame["person"].map(fold_name) == fold_name(name)
        return frame.assign(person=frame["person"].mask(same.astype(bool), name))

    return replace(logs, outcomes=renamed(logs.outcomes), sessions=renamed(logs.sessions))


def find_doubles(clients: Sequence[Loaded]) -> dict[str, str]:
    """Clients who have a file with the same bytes as another's, and the sentence that names both.

    Parameters
    ----------
    clients : sequence of Loaded

    Examples
    --------
    >>> two = [Loaded("Anna", own={"hash": "Anna/a.csv"}), Loaded("Ben", own={"hash": "Ben/b.csv"})]
    >>> find_doubles(two)["Ben"]
    "the same file lies under two clients: Anna/a.csv ('Anna') and Ben/b.csv ('Ben') - keep the right one"
    """
    holders: dict[str, list[Loaded]] = {}
    for one in clients:
        for file in one.own or {}:
            holders.setdefault(file, []).append(one)
    found: dict[str, str] = {}
    for file, several in holders.items():
        if len(several) < 2:
            continue
        named = " and ".join(f"{(one.own or {})[file]} ({one.name!r})" for one in several)
        count = {2: "two"}.get(len(several), str(len(several)))
        said = f"the same file lies under {count} clients: {named} - keep the right one"
        found |= {one.name: said for one in several}
    return found
