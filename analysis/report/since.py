"""What changed since the last report, and why: new days, new answers, or new rules."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.report.history import NUMBERS, Run
from analysis.words import say_count, say_day, say_list, say_number

_ANSWERS = {
    "options": "how the files are read", "person": "whose log it is", "start": "the start", "main": "the main measure",
    "worthwhile": "the change worth having", "target": "the target", "better": "which way is better",
}  # fmt: skip


def say_since(runs: list[Run], history: tuple[list[Run], list[int]]) -> list[str]:
    """What changed since the last run on the same log and why, in sentences; none at the first.

    Parameters
    ----------
    runs : list of Run
        Of now.
    history : tuple
        As `read_history` gives it.

    Examples
    --------
    >>> say_since([], ([], [7]))
    ['The history of reports has 1 line that cannot be read (line 7); it was left as it is.']
    """
    before, bad = history
    last = {run.measure: run for run in before if runs and run.log == runs[0].log}
    said = []
    if runs and last:
        latest = max(last.values(), key=lambda run: run.run)
        said.append(_say_reasons(runs[0], last.get(runs[0].measure, latest), runs, last))
        said += [text for run in runs if (text := _say_change(run, last.get(run.measure)))]
    return [*said, *_say_bad(bad)]


def _say_reasons(now: Run, then: Run, runs: list[Run], last: Mapping[str, Run]) -> str:
    day = say_day(pd.Timestamp(then.run))
    reasons = _reasons(now, then)
    if reasons:
        return f"Since the report of {day}: {'; '.join(reasons)}."
    if all(run.measure in last and _same(run, last[run.measure]) for run in runs):
        return f"The same files, answers and rules as on {day}: the same result."
    return (
        f"The same files, answers and rules as on {day}, and yet another result: "
        "another version of a library, or a table beside the log, must have changed."
    )


def _reasons(now: Run, then: Run) -> list[str]:
    found = []
    if now.files != then.files:
        more = now.days_before + now.days_since - then.days_before - then.days_since
        same = now.measure == then.measure
        found.append(say_count(more, "new day") if same and more > 0 else "the files are others")
    new, old = (dict(part.split(":") for part in run.answers.split() if ":" in part) for run in (now, then))
    given = [words for name, words in _ANSWERS.items() if new.get(name) != old.get(name)]
    if given:
        found.append(f"new {'answer' if len(given) == 1 else 'answers'} ({say_list(given)})")
    if now.rules != then.rules:
        found.append(f"new rules (version {now.version}, then {then.version})")
    return found


def _same(now: Run, then: Run) -> bool:
    return (now.answer, now.estimate, now.low, now.high) == (then.answer, then.estimate, then.low, then.high)


def _say_change(now: Run, then: Run | None) -> str:
    if then is None:
        return f"{now.measure} was not in that report."
    if _same(now, then):
        return ""
    return f"{now.measure}: {_say_result(then)} then, {_say_result(now)} now."


def _say_result(run: Run) -> str:
    numbers = [getattr(run, name) for name in NUMBERS]
    if None in numbers:
        return run.answer
    estimate, low, high = map(say_number, numbers)
    return f"{run.answer} (step {estimate}, likely between {low} and {high})"


def _say_bad(lines: list[int]) -> list[str]:
    if not lines:
        return []
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines[:5]))}"
    what, left = ("it was", "it is") if len(lines) == 1 else ("they were", "they are")
    return [
        f"The history of reports has {say_count(len(lines), 'line')} that cannot be read ({where}); "
        f"{what} left as {left}."
    ]
