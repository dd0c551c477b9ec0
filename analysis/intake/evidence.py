"""Columns whose header leaves their role open, settled by their cells; said in the issues."""

from __future__ import annotations

import re
import statistics
from collections.abc import Collection
from dataclasses import replace

from analysis.intake.cells.durations import has_colon, read_duration
from analysis.intake.cells.readings import read_quantity
from analysis.intake.date_shapes import looks_like_date
from analysis.intake.done import is_yes_no
from analysis.intake.grid import Grid, Job
from analysis.intake.groups import settle_groups
from analysis.intake.headers import may_measure
from analysis.intake.meaning import STRUCTURE, Meaning, read_unit
from analysis.intake.names import settle_names
from analysis.intake.phrases import match_phrases
from analysis.intake.words import cell_words, fold, is_null, split_header, split_words, tidy
from analysis.reference import exercise_key
from analysis.schema import METRICS

_SLEEP = (0.0, 16.0)
_USUAL_SLEEP = (3.0, 6.0)
_MOST_SLEEP = 12.0


def settle_open(grid: Grid, job: Job) -> None:
    """Give a role to the columns whose cells say what their header does not."""
    settle_groups(grid, job)
    settle_names(grid, job)
    _settle_times(grid, job)
    _settle_nights(grid, job)
    _settle_exercises(grid, job)
    for at, meaning in enumerate(grid.meanings):
        texts = [] if meaning.role else [text for text in grid.distinct(at)[1] if not is_null(text)]
        if not texts:
            continue
        made, why = _read_evidence(meaning, texts)
        if made.role == "sleep_h" and _holds_clock(texts) and _has_night_beside(grid, at):
            continue
        if made.role:
            grid.meanings[at] = made
        if made.role and made.role != "ignore":
            _say(made, why, job)
    _pass_sum(grid, job)
    _settle_values(grid, job)
    _settle_kinds(grid, job)


def _say(meaning: Meaning, why: str, job: Job) -> None:
    job.findings.add(
        "warning", "role_by_cells", f"taken as {meaning.role}, because {why}", column=meaning.header,
        fix=f"pass columns={{{meaning.header!r}: {meaning.role!r}}} to say so, or another role",
    )  # fmt: skip


def _read_evidence(meaning: Meaning, texts: list[str]) -> tuple[Meaning, str]:
    if meaning.maybe[:1] == ("sleep_h",):
        return _read_sleep(meaning, texts)
    if meaning.maybe == ("minutes",) and _all_durations(texts):
        return replace(
            meaning, role="minutes", activity=tidy(meaning.header)
        ), "its cells are numbers or durations"
    if meaning.maybe == ("rom",) and all(read_quantity(text).unit == "deg" for text in texts):
        return replace(meaning, role="rom", unit="deg"), "its cells are in degrees"
    if not meaning.maybe and _count_up(texts):
        return replace(meaning, role="ignore"), "its cells count the records"
    if "unit" in meaning.maybe and all(read_unit(text) for text in texts):
        return replace(meaning, role="unit"), "its cells are units"
    if meaning.maybe in (("exercise",), ("routine",)) and is_yes_no(texts):
        return replace(meaning, role="done"), "its cells say yes and no"
    return meaning, ""


def _settle_times(grid: Grid, job: Job) -> None:
    """Take a column headed 'Time' as minutes where every cell is a length with its unit."""
    for at in grid.find("time") if not grid.find("minutes") else []:
        texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
        if texts and all(_is_length(text) for text in texts):
            grid.meanings[at] = replace(grid.meanings[at], role="minutes")
            _say(grid.meanings[at], "its cells are lengths, not times of day", job)


def _is_length(text: str) -> bool:
    """Say whether a cell is a length of minutes or seconds, which no time of day is written as."""
    said = split_words(re.sub(r"(?<=\d)(?=[^\W\d])", " ", text))
    small = any(read_unit(word) in ("min", "s") for word in said)
    return small and not has_colon(text) and read_duration(text).value is not None


def _settle_nights(grid: Grid, job: Job) -> None:
    """Take 'Bed' and 'Wake' as start and end of a night, where both hold days and nothing else of the table does."""
    words = cell_words("night")
    found = {
        words[fold(m.header)]: at
        for at, m in enumerate(grid.meanings)
        if fold(m.header) in words and m.role in ("", "time") and _mostly_days(grid, at)
    }
    if set(found) != {"start", "end"} or not grid.find("sleep_h", "sleep_quality"):
        return
    if grid.find("date", "timestamp", "start", "end", "exercise", "routine", "minutes", "done"):
        return
    for role, at in found.items():
        grid.meanings[at] = replace(grid.meanings[at], role=role)
        _say(grid.meanings[at], "its cells are the days and times of a night", job)


def _mostly_days(grid: Grid, at: int) -> bool:
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    return bool(texts) and all(looks_like_date(text) for text in texts)


def _settle_exercises(grid: Grid, job: Job) -> None:
    """Columns of numbers headed by exercises: minutes where a text above says so, else a question."""
    found = [at for at, m in enumerate(grid.meanings) if _is_exercise(grid, at, m)]
    for at in [at for at in found if _says_yes_no(grid, at)]:
        found.remove(at)
        grid.meanings[at] = replace(grid.meanings[at], role="done", maybe=())
        _say(grid.meanings[at], "it is headed by an exercise, and its cells say yes and no", job)
    if len(found) < 2:
        return
    said = [word for text in (job.title, *job.names[:-1]) for word in split_words(text[:300])]
    for at in found if any(read_unit(word) == "min" for word in said) else []:
        meaning = grid.meanings[at]
        grid.meanings[at] = replace(meaning, role="minutes", activity=tidy(meaning.header), maybe=())
        _say(
            grid.meanings[at],
            "it is headed by an exercise, and a text above the table speaks of minutes",
            job,
        )
    names = [grid.meanings[at].header for at in found if grid.meanings[at].role != "minutes"]
    if names:
        ways = [dict.fromkeys(names, role) for role in ("minutes", "ignore")]
        job.ask(
            f"columns {', '.join(map(repr, names))} are headed by exercises, and nothing says what their numbers are - "
            f"pass columns={ways[0]} or columns={ways[1]}"
        )


def _is_exercise(grid: Grid, at: int, meaning: Meaning) -> bool:
    """Say whether a column of numbers, or of yes and no, is headed by an exercise alone."""
    if meaning.role not in ("", "exercise", "routine") or meaning.unit or meaning.scale or meaning.trial:
        return False
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    if not texts or exercise_key(meaning.header) is None:
        return False
    if is_yes_no(texts):
        return not meaning.role  # under a name that is known, this is settled elsewhere
    return all(read_quantity(text).value is not None for text in texts)


def _says_yes_no(grid: Grid, at: int) -> bool:
    return is_yes_no([text for text in grid.distinct(at)[1] if not is_null(text)])


def _count_up(texts: list[str]) -> bool:
    """Say whether cells are the numbers of the records, one after the other."""
    bare = [text.strip() for text in texts]  # str.strip takes more than int does
    if len(bare) < 3 or not all(text.isdecimal() and len(text) < 8 for text in bare):
        return False
    first = int(bare[0])
    return first in (0, 1) and [int(text) for text in bare] == list(range(first, first + len(bare)))


def _read_sleep(meaning: Meaning, texts: list[str]) -> tuple[Meaning, str]:
    """Take a column named 'Sleep' as hours where its cells cannot well be a rating."""
    values = [_read_hours(text) for text in texts]
    if any(value is None or not _SLEEP[0] <= value <= _SLEEP[1] for value in values):
        return meaning, ""
    known = [value for value in values if value is not None]
    if any(has_colon(text) for text in texts):
        usual = _USUAL_SLEEP[0] <= statistics.median(known) <= _MOST_SLEEP
        return (
            (replace(meaning, role="sleep_h"), "its cells are hours and minutes") if usual else (meaning, "")
        )
    if min(known) < _USUAL_SLEEP[0] or max(known) < _USUAL_SLEEP[1]:
        return meaning, ""
    return replace(
        meaning, role="sleep_h"
    ), f"its numbers, {min(known):g} to {max(known):g}, are hours that people sleep"


def _holds_clock(texts: list[str]) -> bool:
    return any(has_colon(text) for text in texts)


def _has_night_beside(grid: Grid, at: int) -> bool:
    """Say whether another column that is not read holds times of day of a night."""
    return any(
        k != at and not m.role and _is_of_night(m) and _holds_clock(grid.distinct(k)[1])
        for k, m in enumerate(grid.meanings)
    )


def _is_of_night(meaning: Meaning) -> bool:
    """Say whether a header speaks of sleep, or of when it began or ended."""
    roles = {role for role, _ in match_phrases(split_header(meaning.header))[0]}
    return fold(meaning.header) in cell_words("night") or bool({"sleep", "sleep_h"} & roles)


def _read_hours(text: str) -> float | None:
    reading = read_duration(text, mark="," if "," in text else ".", unit="h", colon="h:mm")
    return None if reading.value is None else reading.value / 3600


def _all_durations(texts: list[str]) -> bool:
    return not any(has_colon(text) for text in texts) and all(
        read_duration(text, mark="," if "," in text else ".").value is not None for text in texts
    )


def _pass_sum(grid: Grid, job: Job) -> None:
    """Pass over the column of minutes that is the sum of the others."""
    columns = grid.find("minutes")
    plain = [at for at in columns if not grid.meanings[at].activity]
    if len(plain) != 1 or len(columns) < 3:
        return
    total = [_minutes(cell) for cell in grid.columns[plain[0]]]
    parts = [[_minutes(cell) for cell in grid.columns[at]] for at in columns if at != plain[0]]
    full = [(whole, sum(row)) for whole, *row in zip(total, *parts, strict=True) if whole or any(row)]
    if full and sum(abs(whole - made) < 0.01 for whole, made in full) >= 0.9 * len(full):
        grid.meanings[plain[0]] = replace(grid.meanings[plain[0]], role="ignore")
        job.findings.add(
            "note", "sum_of_minutes", "the sum of the other columns of minutes; passed over",
            column=grid.meanings[plain[0]].header,
        )  # fmt: skip


def _minutes(text: str) -> float:
    value = read_duration(text, mark="," if "," in text else ".").value
    return 0.0 if value is None else value / 60


def _settle_values(grid: Grid, job: Job) -> None:
    """Beside a column of metrics, take the one column of numbers under a bare 'Score' as the values."""
    if not grid.find("metric") or grid.find("value"):
        return
    open_at = [
        at
        for at, m in enumerate(grid.meanings)
        if not m.role and not m.maybe and not m.region and not m.side and _is_bare(m) and _numbers(grid, at)
    ]
    if len(open_at) == 1:
        made = replace(grid.meanings[open_at[0]], role="value", maybe=())
        grid.meanings[open_at[0]] = made
        _say(made, "its numbers stand beside the names of what was measured", job)


def _is_bare(meaning: Meaning) -> bool:
    return meaning.why == "no word of it is known" and bool(split_words(meaning.header))


def _numbers(grid: Grid, at: int) -> bool:
    texts = [text for text in grid.distinct(at)[1] if not is_null(text)]
    return bool(texts) and all(not read_quantity(text, rating=True).rule for text in texts)


def _settle_kinds(grid: Grid, job: Job) -> None:
    """Take 'Worst pain' as pain where no other column holds pain of the same side, moment and region."""
    kinds = [at for at, m in enumerate(grid.meanings) if not m.role and m.maybe and m.maybe[0] in METRICS]
    kinds = [at for at in kinds if len(grid.meanings[at].maybe) == 1 and grid.meanings[at].maybe != ("rom",)]
    places = [_place(m, m.role) for m in grid.meanings if m.is_metric]
    places += [_place(grid.meanings[at], grid.meanings[at].maybe[0]) for at in kinds]
    for at in kinds:
        meaning = grid.meanings[at]
        if places.count(_place(meaning, meaning.maybe[0])) > 1:
            why = f"several columns give {meaning.maybe[0]}, and this one is of one kind"
            grid.meanings[at] = replace(meaning, why=why)
            continue
        grid.meanings[at] = replace(meaning, role=meaning.maybe[0])
        job.findings.add(
            "note",
            "one_kind",
            f"read as {meaning.maybe[0]}; the word for its kind is not kept",
            column=meaning.header,
        )


def _place(meaning: Meaning, role: str) -> tuple:
    return role, meaning.side, meaning.moment, meaning.region


def name_likely(meaning: Meaning, taken: Collection[str] = (), texts: Collection[str] = ("0.5",)) -> str:
    """Give a role that a column might have, for the wording of a hint: one that would be read.

    Parameters
    ----------
    meaning : Meaning
    taken : collection of str, optional
        Roles that other columns of the table have.
    texts : collection of str, optional
        The cells of the column.

    Examples
    --------
    >>> name_likely(Meaning("Sleep", maybe=("sleep_h", "sleep_quality"))), name_likely(Meaning("Weather"))
    ('sleep_h', 'ignore')
    >>> name_likely(Meaning("Exercise B", maybe=("exercise",)), ["exercise"])
    'ignore'
    >>> name_likely(Meaning("Which side hurts more?", maybe=("pain",)), texts=["Left", "Right"])
    'ignore'
    """
    if meaning.why.endswith("not known"):
        return "ignore"
    open_roles = [role for role in meaning.maybe if role not in taken or role in METRICS]
    return next((role for role in open_roles if _would_be_read(role, meaning, texts)), "ignore")


def _would_be_read(role: str, meaning: Meaning, texts: Collection[str]) -> bool:
    """Say whether a role exists, and the cells under this header may be of it."""
    if role not in METRICS:
        return role in STRUCTURE
    said = [text for text in texts if not is_null(text)]
    return may_measure(role, meaning.unit) and not is_yes_no(said) and any(c.isdigit() for c in "".join(said))
