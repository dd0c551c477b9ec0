"""Columns of names, settled by their cells: people, exercises, titles of records, or what was measured."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.cells.readings import read_quantity
from analysis.intake.grid import Grid, Job
from analysis.intake.headers import NAME_ROLES, read_header
from analysis.intake.meaning import is_too_long
from analysis.intake.phrases import match_phrases
from analysis.intake.words import cell_words, fold, is_null, split_words
from analysis.reference import exercise_key

_DOSE = ("minutes", "sets", "reps", "hold_s", "done")
_NUMBER = {"id", "nr", "no", "number", "num", "nummer", "n", "#"}
_LENGTHS = ("rom", "reach")


def settle_names(grid: Grid, job: Job) -> None:
    """Say what the columns hold that only name something."""
    for at, meaning in enumerate(grid.meanings):
        if not meaning.role and meaning.maybe == NAME_ROLES:
            _settle_name(grid, at, job)
    _ask_numbers(grid, job)
    _settle_tests(grid, job)


def _ask_numbers(grid: Grid, job: Job) -> None:
    """Ask whether numbers under 'ID' or 'Nr' that come back on other days are of people."""
    given = {fold(header) for header in job.answers.columns}
    days = grid.find("date", "timestamp")[:1] if not grid.find("person") else []
    for at, m in enumerate(grid.meanings) if days else []:
        open_role = m.role == "ignore" or (not m.role and not m.maybe)
        if not open_role or fold(m.header).strip(" .:") not in _NUMBER or fold(m.header) in given:
            continue
        if _comes_back(grid, at, days[0]):
            job.ask(
                f"the numbers under column {m.header!r} come back on other days, so they may be of several people - "
                f"pass columns={{{m.header!r}: 'person'}} or columns={{{m.header!r}: 'ignore'}}"
            )


def _comes_back(grid: Grid, at: int, day_at: int) -> bool:
    """Say whether several numbers stand in a column, and one of them on more than one day."""
    cells = zip(grid.columns[at], grid.columns[day_at], strict=True)
    pairs = {(fold(cell), fold(day)) for cell, day in cells if not is_null(cell) and not is_null(day)}
    return 1 < len({cell for cell, _ in pairs}) < len(pairs)


def names_exercise(text: str) -> bool:
    """Say whether a cell names an exercise.

    Examples
    --------
    >>> names_exercise("Pigeon"), names_exercise("Couch stretch, left"), names_exercise("Anna")
    (True, True, False)
    """
    if is_too_long(text):
        return False
    return exercise_key(text) is not None or any(
        r == "activity" for r, _ in match_phrases(split_words(text))[0]
    )


def _settle_name(grid: Grid, at: int, job: Job) -> None:
    """Settle a column that is headed 'Name': of whom, or of what."""
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    header = grid.meanings[at].header
    role, why = _read_names(grid, at, texts)
    if role:
        grid.meanings[at] = replace(grid.meanings[at], role=role, maybe=(), why="")
        job.findings.add(
            "note" if role == "ignore" else "warning", "role_by_cells",
            f"taken as {role}, because {why}" if role != "ignore" else f"not read, because {why}",
            column=header, fix=f"pass columns={{{header!r}: 'person'}} if it names people",
        )  # fmt: skip
    elif texts:
        shown = " and ".join(repr(text[:40]) for text in texts[:2])
        job.ask(
            f"column {header!r} may name people, exercises or the records ({shown}) - pass columns={{{header!r}: 'person'}}, "
            f"columns={{{header!r}: 'exercise'}} or columns={{{header!r}: 'ignore'}}"
        )


def _read_names(grid: Grid, at: int, texts: list[str]) -> tuple[str, str]:
    """Give the role that the cells under 'Name' speak for; '' where they do not say it."""
    if not texts:
        return "", ""
    if grid.find("value") and not grid.find("metric") and all(read_header(text).is_metric for text in texts):
        return "metric", "its cells name what was measured"
    if not grid.find("moment") and all(fold(text) in cell_words("moment") for text in texts):
        return "moment", "its cells are times of day"
    filled = sum(not is_null(cell) for cell in grid.columns[at])
    if filled == len(texts) > 1 and 2 * sum(map(_names_record, texts)) >= len(texts):
        return "ignore", "its cells are titles of the records"
    if not grid.find("exercise") and 2 * sum(map(names_exercise, texts)) >= len(texts):
        return "exercise", "its cells are names of exercises"
    strange = [text for text in texts if not _is_known(text)]
    if strange == texts and len(texts) == 1:
        return "person", "all its cells are one name"
    if strange == texts and filled > len(texts) and not grid.find("exercise", "routine", *_DOSE):
        return "person", "its cells are names that come back, and the table holds no exercise"
    return "", ""


def _is_known(text: str) -> bool:
    """Say whether a text names an exercise, a metric or a part of the body, which no person is called."""
    meaning = read_header(text)
    return names_exercise(text) or meaning.is_metric or meaning.region is not None


def _names_record(text: str) -> bool:
    """Say whether a text is a title of a record: 'Entry 3', 'Monday', 'Morning'."""
    words = split_words(text)
    said = [word for word in words if not word.isdigit()]
    kinds = [cell_words(kind) for kind in ("entry", "moment", "weekday", "month")]
    return bool(said) and len(words) < 6 and all(any(word in kind for kind in kinds) for word in said)


def _settle_tests(grid: Grid, job: Job) -> None:
    """Take names beside angles and lengths as what was measured, where they are movements, tests or joints."""
    named = grid.find("exercise", "metric")
    columns = _measured_columns(grid)
    if len(named) != 1 or not columns or grid.find("value", *_DOSE):
        return
    texts = [text for text in grid.distinct(named[0])[1] if not is_null(text)]
    tests = [text for text in texts if read_header(text).role in _LENGTHS]
    if not tests or 2 * len(tests) < len(texts):
        return
    meaning = grid.meanings[named[0]]
    for at in columns:
        of = grid.meanings[at]
        grid.meanings[at] = replace(of, role="value", maybe=(of.role or "rom",), why="")
    if meaning.role == "metric":
        return
    grid.meanings[named[0]] = replace(meaning, role="metric")
    job.findings.add(
        "warning", "role_by_cells", "taken as the names of what was measured, because they are movements: no sessions",
        column=meaning.header, fix=f"pass columns={{{meaning.header!r}: 'ignore'}} if they say nothing of the numbers",
    )  # fmt: skip


def _measured_columns(grid: Grid) -> list[int]:
    """Give the columns of angles and lengths; where there are none, those of numbers headed by a side or moment alone."""
    lengths = grid.find(*_LENGTHS)
    return lengths or [
        at
        for at, m in enumerate(grid.meanings)
        if not m.role
        and (m.side or m.moment)
        and not m.region
        and m.maybe in ((), ("rom",))
        and _are_numbers(grid, at)
    ]


def _are_numbers(grid: Grid, at: int) -> bool:
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    return bool(texts) and all(not read_quantity(text).rule for text in texts)
