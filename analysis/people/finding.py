"""Who the clients of a folder are: a subfolder each, names in a person column, rows of clients.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import DataError, NeedsAnswer
from analysis.intake import Logs, load_logs
from analysis.intake.sources import why_no_log
from analysis.people.table import fold_name
from analysis.words import say_list

WHO_IS_WHO = "who_is_who.csv"
"""Lies beside an index that was written; a folder that holds it is no client."""
NOBODY = "me"
"""The person of a row that names none."""
_BESIDE = ("phases.csv", "events.csv", "plan.csv")
_NO_FOLDERS = ("__MACOSX", "__pycache__")


@dataclass(frozen=True)
class FileProblem:
    """A file that lies beside the clients' folders and cannot be used, or not wholly.

    Attributes
    ----------
    path : Path
    text : str
        What is asked or wrong, and what to do.
    people : tuple of str
        Whose rows it is known to hold; empty where nobody is known.
    """

    path: Path
    text: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Shared:
    """What lies beside the clients' folders: files with a person column, read together.

    Attributes
    ----------
    logs : Logs
    problems : tuple of FileProblem
    """

    logs: Logs = field(default_factory=Logs)
    problems: tuple[FileProblem, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is named in a file, in order of names."""
        logs = self.logs
        named = {*logs.outcomes["person"], *logs.sessions["person"]} - {NOBODY}
        named |= {person for problem in self.problems for person in problem.people}
        return tuple(sorted(named))

    def spellings(self, name: str) -> tuple[str, ...]:
        """How the files write a client's name."""
        return tuple(person for person in self.people if fold_name(person) == fold_name(name))

    def files_of(self, name: str) -> tuple[Path, ...]:
        """The files that hold rows of a client."""
        names = self.spellings(name)
        frames = (self.logs.outcomes, self.logs.sessions)
        ids = {one for frame in frames for one in frame.loc[frame["person"].isin(names), "file_id"]}
        files = self.logs.files
        return tuple(map(Path, files.loc[files["file_id"].isin(ids), "path"]))


def list_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The subfolders that are clients, in order of names.

    Hidden ones are none, nor is one that an index was written to.

    Examples
    --------
    >>> from analysis.paths import SAMPLE
    >>> list_folders([SAMPLE])
    ()
    """
    found = [one for path in paths if path.is_dir() for one in path.iterdir() if one.is_dir()]
    return tuple(sorted((one for one in found if _is_client(one)), key=lambda one: fold_name(one.name)))


def _is_client(folder: Path) -> bool:
    name = folder.name
    return not (name.startswith(".") or name in _NO_FOLDERS or (folder / WHO_IS_WHO).exists())


def list_shared(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that lie beside the clients' folders, or were named, and may be logs.

    Examples
    --------
    >>> from analysis.paths import SAMPLE
    >>> len(list_shared([SAMPLE]))
    3
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [one for one in inside if one.is_file() and not one.name.startswith(".")]
    return tuple(one for one in found if not why_no_log(one.name) and one.name != WHO_IS_WHO)


def read_shared(files: Sequence[Path], answers: Mapping[str, Any]) -> Shared:
    """Read files with a person column; one that cannot be read, or asks something, leaves the others.

    What lies beside them, such as phases.csv, counts for them.

    Parameters
    ----------
    files : sequence of Path
    answers : mapping
        Arguments of `load_logs`.

    Examples
    --------
    >>> read_shared([], {}).people
    ()
    """
    if not files:
        return Shared()
    beside = [one for folder in {file.parent for file in files} for one in _list_beside(folder)]
    try:
        logs, problems = load_logs(*files, *beside, **answers), []
    except DataError:
        problems = [found for file in files for found in _try_file(file, answers)]
        failed = {problem.path for problem in problems}
        good = [file for file in files if file not in failed]
        logs = load_logs(*good, *beside, **answers) if good else Logs()
    return Shared(logs, (*problems, *_find_nameless(logs)))


def _list_beside(folder: Path) -> list[Path]:
    return [folder / name for name in _BESIDE if (folder / name).is_file()]


def _try_file(file: Path, answers: Mapping[str, Any]) -> list[FileProblem]:
    try:
        load_logs(file, **answers)
    except NeedsAnswer as asked:
        # without an order of day and month no row has a date; only the names are taken of what is read so
        read = load_logs(file, **{"day_first": True, **answers, "on_question": "leave_out"})
        people = {*read.outcomes["person"], *read.sessions["person"]} - {NOBODY}
        return [FileProblem(file, str(asked), tuple(sorted(people)))]
    except DataError as problem:
        return [FileProblem(file, str(problem))]
    return []


def _find_nameless(logs: Logs) -> list[FileProblem]:
    """Files with rows that name nobody: those rows are nobody's, the others count."""
    found = []
    for row in logs.files.to_dict("records"):
        frames = [frame[frame["file_id"] == row["file_id"]] for frame in (logs.outcomes, logs.sessions)]
        lines = sorted({int(n) for f in frames for n in f.loc[f["person"] == NOBODY, "line"].dropna()})
        if not lines:
            continue
        named = any((frame["person"] != NOBODY).any() for frame in frames)
        found.append(FileProblem(Path(row["path"]), _say_nameless(str(row["name"]), lines, named)))
    return found


def _say_nameless(name: str, lines: list[int], named: bool) -> str:
    if not named:
        return (
            f"{name} does not say whose it is - put it into a folder with the client's name, or say which "
            "column names the person: columns={'HEADER': 'person'}"
        )
    shown = say_list([str(line) for line in lines[:5]])
    more = f", and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"{name} names nobody on line {shown}{more}, so these rows are nobody's - write the name"
