"""people_plan.csv: the drawn starts of several people, beside their folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.beside import read_text_beside
from analysis.errors import DataError
from analysis.planning.file import PEOPLE_PLAN, PlanOnFile, is_plan, read_plan


def find_people_plan(paths: Iterable[Path]) -> PlanOnFile | None:
    """The plan in one of these folders, or beside one of these files; None where there is none.

    Raises
    ------
    DataError
        Two of them, or one that cannot be read.

    Examples
    --------
    >>> find_people_plan([Path("no/such/folder")]) is None
    True
    """
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    found = [folder / PEOPLE_PLAN for folder in folders if (folder / PEOPLE_PLAN).is_file()]
    if len(found) > 1:
        raise DataError(f"{len(found)} files {PEOPLE_PLAN} - keep one for all people")
    if not found:
        return None
    text = read_text_beside(str(found[0]), PEOPLE_PLAN)
    if not is_plan(text):
        raise DataError(f"{found[0]} is no plan that was drawn here - take it as it was written")
    return read_plan(text)
