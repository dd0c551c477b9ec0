"""Do the columns hold what their headers say? Twins are told apart, what is not read is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from analysis.intake.cells.readings import read_quantity
from analysis.intake.day_column import is_named
from analysis.intake.done import is_rest, is_yes_no
from analysis.intake.evidence import name_likely
from analysis.intake.grid import Grid, Job
from analysis.intake.groups import ADDED, AS_BOUT
from analysis.intake.instruments import drop_instruments
from analysis.intake.meaning import Meaning, count_back, is_turned
from analysis.intake.movements import tell_movements
from analysis.intake.words import cell_words, fold, is_null, split_words
from analysis.schema import METRICS

_SINGLE = (
    "sets",
    "reps",
    "hold_s",
    "metric",
    "value",
    "unit",
    "person",
    "side",
    "region",
    "moment",
    "time",
    "instrument",
)
_MOST_TRIALS = 30
_BOUTS = ("exercise", "routine", "minutes", "done")


def settle_twins(grid: Grid, job: Job) -> None:
    """Columns that would fill the same place: the same name makes trials, of another name only the first is read."""
    grid.meanings[:] = tell_movements(grid.meanings)
    seen: dict[tuple, int] = {}
    trials: Counter[tuple] = Counter()
    for at, m in enumerate(grid.meanings):
        plain = m.role == "minutes" and not m.activity
        if not (m.is_metric or plain) or all(is_null(text) for text in grid.distinct(at)[1]):
            continue
        place = (m.role, m.side, m.moment, m.region, m.measure, m.trial)
        if place not in seen:
            seen[place] = at
        elif m.is_metric and (_drop_wordy(grid, seen, place, at) or _drop_by_name(grid, seen, place, at)):
            continue
        elif fold(grid.meanings[seen[place]].header) == fold(m.header) and not plain:
            trials[place] += 1
            _number_twins(grid, seen[place], at, trials[place] + 1, job)
        elif plain or (is_named(grid, at, job) and is_named(grid, seen[place], job)):
            _ask_twins(grid.meanings[seen[place]], m, job)
        else:
            _leave_twin(grid, seen[place], at)


def _leave_twin(grid: Grid, first: int, at: int) -> None:
    """Leave a second column of one place unread: two movements of one joint are no trials of one reading."""
    kept, m = grid.meanings[first], grid.meanings[at]
    why = f"column {kept.header!r} reads as {m.role} of the same side, moment and region, and is kept"
    fix = f"pass columns={{{kept.header!r}: 'ignore'}} to read this one in its place"
    grid.meanings[at] = replace(m, role="", why=why, fix=fix)


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
        f"region - pass columns={{{first.header!r}: 'ignore'}} or columns={{{second.header!r}: 'ignore'}}"
        f"{_name_apart(first, second)}"
    )


def _name_apart(first: Meaning, second: Meaning) -> str:
    """Give an answer that tells two columns apart by their own words for a side or a moment; '' where they have none."""
    for known in (cell_words("side"), cell_words("moment")):
        said = [
            {known[word] for word in split_words(m.header) if len(word) > 1 and word in known}
            for m in (first, second)
        ]
        if [len(kinds) for kinds in said] == [1, 1] and said[0] != said[1]:
            one, two = (f"{first.role} {min(kinds)}" for kinds in said)
            return (
                f", or tell them apart with columns={{{first.header!r}: {one!r}, {second.header!r}: {two!r}}}"
            )
    return ""


def _number_twins(grid: Grid, first: int, at: int, trial: int, job: Job) -> None:
    """Number columns of one name as trials; past the most that anybody takes they are left unread."""
    m = grid.meanings[at]
    if trial > _MOST_TRIALS:
        why = f"more than {_MOST_TRIALS} columns have this name"
        grid.meanings[at] = replace(m, role="", why=why)
        return
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
    """Name every column that is not read, and why; many alike are named once."""
    _drop_idle(grid)
    taken = {m.role for m in grid.meanings}
    for (header, role, why), places in _group_unread(grid).items():
        filled = sum(bool(cell.strip()) for at in places for cell in grid.columns[at]) if not role else 0
        m, name = grid.meanings[places[0]], header or str(places[0])
        many = f"; {len(places)} columns of this name" if len(places) > 1 else ""
        if role == "ignore":
            job.findings.add("note", "column_ignored", f"not read {why or 'on purpose'}{many}", column=name)
        elif header or filled:
            job.findings.add(
                "warning" if filled else "note",
                "column_not_read",
                f"not read: {why or 'no word of it is known'} ({filled} cells hold something{many})",
                column=name,
                fix=m.fix or _name_fix(name, m, name_likely(m, taken, grid.distinct(places[0])[1])),
            )


def _group_unread(grid: Grid) -> dict[tuple[str, str, str], list[int]]:
    """Give the columns that are not read, by header, role and reason."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for at, m in enumerate(grid.meanings):
        if m.role in ("", "ignore"):
            why = m.why if not m.role else f"by itself: {m.why}" if m.why in (ADDED, AS_BOUT) else ""
            key = (m.header, m.role, why)
            found.setdefault(key if m.header else (str(at), m.role, why), []).append(at)
    return found


def _name_fix(name: str, meaning: Meaning, likely: str) -> str:
    """Give an answer that has a column read, or that says it need not be."""
    if likely in METRICS and is_turned(meaning.ends, likely) is None:
        back = count_back(meaning)
        return (
            f"pass columns={{{name!r}: {likely!r}}} with scale={{{likely!r}: {back}}} if {back[0]} is what is kept as 0, "
            f"or with scale={{{likely!r}: {back[::-1]}}}"
        )
    if likely == "ignore":
        return f"pass columns={{{name!r}: 'ignore'}}, or in place of 'ignore' what it holds"
    return f"pass columns={{{name!r}: {likely!r}}}, or columns={{{name!r}: 'ignore'}}"


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
        for at in _find_others(grid, role):
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
    drop_instruments(grid)


def _find_others(grid: Grid, role: str) -> list[int]:
    """Give the columns of a role behind the first; values of another side or moment are no others."""
    found: dict[tuple, int] = {}
    for at in grid.find(role):
        m = grid.meanings[at]
        found.setdefault((m.side, m.moment) if role == "value" else (), at)
    return [at for at in grid.find(role) if at not in found.values()]


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
