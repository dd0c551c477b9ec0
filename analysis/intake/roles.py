"""Do the columns hold what their headers say? Twins are told apart, what is not read is named."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.cells.readings import read_quantity
from analysis.intake.done import is_rest, is_yes_no
from analysis.intake.evidence import name_likely
from analysis.intake.grid import Grid, Job
from analysis.intake.meaning import Meaning
from analysis.intake.words import fold, is_null, split_words
from analysis.schema import METRICS

_SINGLE = ("sets", "reps", "hold_s", "metric", "value", "unit", "person", "side", "region", "moment", "time")
_BOUTS = ("exercise", "routine", "minutes", "done")


def settle_twins(grid: Grid, job: Job) -> None:
    """Columns that would fill the same place: the same name makes trials, another name a question."""
    seen: dict[tuple, int] = {}
    for at, m in enumerate(grid.meanings):
        plain = m.role == "minutes" and not m.activity
        if not (m.is_metric or plain) or all(is_null(text) for text in grid.distinct(at)[1]):
            continue
        place = (m.role, m.side, m.moment, m.region, m.measure, m.trial)
        if place not in seen:
            seen[place] = at
        elif m.is_metric and (_drop_wordy(grid, seen, place, at) or _drop_by_name(grid, seen, place, at)):
            continue
        elif plain or fold(grid.meanings[seen[place]].header) != fold(m.header):
            _ask_twins(grid.meanings[seen[place]], m, job)
        else:
            _number_twins(grid, seen[place], at, job)


def _drop_wordy(grid: Grid, seen: dict[tuple, int], place: tuple, at: int) -> bool:
    """Where the cells of one of two columns are words alone, leave that one unread."""
    wordy = [not any(c.isdigit() for text in grid.distinct(k)[1] for c in text) for k in (seen[place], at)]
    if wordy[0] == wordy[1]:
        return False
    kept, other = (at, seen[place]) if wordy[0] else (seen[place], at)
    seen[place] = kept
    why = f"its cells are words, and column {grid.meanings[kept].header!r} gives {grid.meanings[kept].role}"
    grid.meanings[other] = replace(grid.meanings[other], role="", why=why)
    return True


def _drop_by_name(grid: Grid, seen: dict[tuple, int], place: tuple, at: int) -> bool:
    """Where one of two columns bears the metric's own name, leave the other one unread."""
    metric = grid.meanings[at].role
    own = [metric in split_words(grid.meanings[k].header) for k in (seen[place], at)]
    if own[0] == own[1]:
        return False
    kept, other = (seen[place], at) if own[0] else (at, seen[place])
    seen[place] = kept
    why = f"column {grid.meanings[kept].header!r} gives {metric} already"
    grid.meanings[other] = replace(grid.meanings[other], role="", why=why)
    return True


def _ask_twins(first: Meaning, second: Meaning, job: Job) -> None:
    job.ask(
        f"columns {first.header!r} and {second.header!r} both read as {second.role} with the same side, moment and "
        f"region - tell them apart with columns={{{second.header!r}: 'ignore'}} or '{second.role} left'"
    )


def _number_twins(grid: Grid, first: int, at: int, job: Job) -> None:
    m = grid.meanings[at]
    trial = sum(fold(other.header) == fold(m.header) for other in grid.meanings[: at + 1])
    grid.meanings[first] = replace(grid.meanings[first], trial=grid.meanings[first].trial or 1)
    grid.meanings[at] = replace(m, trial=trial)
    job.findings.add(
        "warning",
        "same_name",
        f"columns of one name; kept as trials 1 and {trial} of {m.role}",
        column=m.header,
        fix=f"rename one in the file if they are not repeated trials of {m.role}",
    )


def report_unread(grid: Grid, job: Job) -> None:
    """Name every column that is not read, and why."""
    _drop_idle(grid)
    for at, m in enumerate(grid.meanings):
        filled = 0 if m.role else sum(bool(cell.strip()) for cell in grid.columns[at])
        if m.role == "ignore":
            job.findings.add("note", "column_ignored", "not read on purpose", column=m.header or str(at))
        elif not m.role and (m.header or filled):
            name = m.header or str(at)
            job.findings.add(
                "warning" if filled else "note",
                "column_not_read",
                f"not read: {m.why or 'no word of it is known'} ({filled} cells hold something)",
                column=name,
                fix=f"pass columns={{{name!r}: {name_likely(name)!r}}}, or with what it holds, such as 'pain'",
            )


def _drop_idle(grid: Grid) -> None:
    """Take back the roles whose cells, or whose missing partner, belie them."""
    for at in grid.find("done"):
        grid.meanings[at] = _check_done(grid, at)
    for at, m in enumerate(grid.meanings):
        if m.is_metric and METRICS[m.role].rating and _says_yes(grid, at):
            grid.meanings[at] = replace(
                m, role="", why=f"its cells say yes and no, which is no reading of {m.role}"
            )
    for role in ("exercise", "routine"):
        for at in grid.find(role):
            grid.meanings[at] = _check_names(grid, at)
        for at in grid.find(role)[1:]:
            grid.meanings[at] = replace(grid.meanings[at], role="", why=f"another column gives the {role}")
    for role in _SINGLE:
        for at in grid.find(role)[1:]:
            grid.meanings[at] = replace(grid.meanings[at], role="", why=f"another column gives the {role}")
    needs = {
        "unit": ("metric",),
        "value": ("metric",),
        "metric": ("value",),
        "sets": _BOUTS,
        "reps": _BOUTS,
        "hold_s": _BOUTS,
    }
    for at, m in enumerate(grid.meanings):
        if m.role in needs and not grid.find(*needs[m.role]):
            why = f"{m.role} is read only beside a column of {' or '.join(needs[m.role])}"
            grid.meanings[at] = replace(m, role="", why=why)


def _check_done(grid: Grid, at: int) -> Meaning:
    """Check that a column named 'Done' says yes and no; where it names exercises, it is one of those."""
    meaning = grid.meanings[at]
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    if is_yes_no(texts) or all(is_rest(text) for text in texts):
        return meaning
    if grid.find("exercise") or all(not read_quantity(text).rule for text in texts):
        return replace(meaning, role="", why="its cells are neither yes nor no, nor a name")
    return replace(meaning, role="exercise")


def _says_yes(grid: Grid, at: int) -> bool:
    """Say whether a column holds words for yes and no alone."""
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    return is_yes_no(texts) and any(text.strip() not in ("0", "1") and not is_rest(text) for text in texts)


def _check_names(grid: Grid, at: int) -> Meaning:
    """Check that a column of names holds names: yes and no say that it was done, numbers say nothing."""
    meaning = grid.meanings[at]
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    if not texts:
        return meaning
    if is_yes_no(texts):
        return replace(meaning, role="done")
    if all(read_quantity(text).value is not None for text in texts):
        return replace(meaning, role="", why="its cells are numbers, not names")
    return meaning
