"""An open question of an import -> the answers that can be clicked, and what a click writes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.intake import Logs
from analysis.intake.sources import name_place
from analysis.report.check import find_questions, save_answers
from analysis.words import METRIC_WORDS

_OPTION = re.compile(r"(columns|scale)=(\{[^{}]*\})|(day_first)=(True|False)")
_DAYS = re.compile(r"'[^']+' may be (\d{4}-\d\d-\d\d) or (\d{4}-\d\d-\d\d)")
_BEFORE_OPTIONS = re.compile(r" - (?=pass |write |name |correct |say |, or pass )")
_A_YEAR = re.compile(r"columns=\{('[^']*'|\"[^\"]*\"): 'date \d{4}'\}")
_NO_HEADER = "has no header"
_ROLES = {
    "ignore": "not to be read", "minutes h:mm": "hours:minutes", "minutes m:ss": "minutes:seconds", "time": "a time of day",
    "date above": "the day above it where it is blank", "person": "who it is", "exercise": "what was done",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One answer to click: its words, and the answers for `load_logs`."""

    label: str
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """An open question.

    Attributes
    ----------
    file : str
        Whose question it is: its name, with its folder where another file has the same name.
    text : str
        What is asked, without the options.
    choices : tuple of Choice
        Empty where only words can answer it.
    year_of : str
        The column whose first year is asked for; '' where none is.
    advice : str
        What to do where nothing can be clicked.
    """

    file: str
    text: str
    choices: tuple[Choice, ...]
    year_of: str = ""
    advice: str = ""


def read_questions(logs: Logs) -> list[Question]:
    """The open questions of logs that were read with on_question='leave_out'.

    Examples
    --------
    >>> read_questions(Logs())
    []
    """
    called = {*logs.files["name"].astype(str), *map(name_place, logs.files["path"].astype(str))}
    names = sorted(called, key=len, reverse=True)
    return [read_question(text, names) for text in find_questions(logs)]


def read_question(text: str, names: Iterable[str] = ()) -> Question:
    """Take a question apart; its options are written as `load_logs` takes them.

    Parameters
    ----------
    text : str
    names : iterable of str
        Files, one of which asks; without them the name ends at the first comma.

    Examples
    --------
    >>> asked = read_question(
    ...     "log.csv, column 'Dauer': '1:30' may be hours:minutes or minutes:seconds - pass "
    ...     "columns={'Dauer': 'minutes h:mm'} or columns={'Dauer': 'minutes m:ss'}"
    ... )
    >>> asked.file, [choice.label for choice in asked.choices]
    ('log.csv', ["'Dauer' is hours:minutes", "'Dauer' is minutes:seconds"])
    """
    file = next((name for name in names if text.startswith(f"{name}, ")), text.partition(", ")[0])
    asked, _, options = _BEFORE_OPTIONS.sub("\0", text[len(file) + 2 :], count=1).partition("\0")
    year = _A_YEAR.search(options)
    if year is not None and "day_first" not in options:
        return Question(file, asked, (), year_of=str(ast.literal_eval(year[1])))
    if _NO_HEADER in asked:
        return Question(
            file, asked, (), advice="Put a line with a name for each column at the top of the file."
        )
    options = _A_YEAR.sub("", options)  # an example, not a choice; it is asked for once the order is known
    choices = tuple(_label(answers, asked) for answers in _read_options(options))
    return Question(file, asked, choices, advice="" if choices else options)


def _read_options(text: str) -> Iterator[dict[str, Any]]:
    """The options in a text; two that 'with' joins are one answer."""
    previous: dict[str, Any] = {}
    ended = 0
    for found in _OPTION.finditer(text):
        name = found[1] or found[3]
        answers = {name: ast.literal_eval(found[2] or found[4])}
        if text[ended : found.start()].strip() == "with" and previous:
            previous |= answers
        else:
            if previous:
                yield previous
            previous = answers
        ended = found.end()
    if previous:
        yield previous


def _label(answers: dict[str, Any], asked: str) -> Choice:
    if "day_first" in answers:
        return Choice(_say_order(answers["day_first"], asked), answers)
    said = [f"'{header}' is {_say_role(role)}" for header, role in answers.get("columns", {}).items()]
    for metric, (low, high) in answers.get("scale", {}).items():
        said.append(f"{METRIC_WORDS.get(metric, metric)}: {low:g} is none, {high:g} the most")
    return Choice("; ".join(said), answers)


def _say_order(day_first: bool, asked: str) -> str:
    """The day that an order gives, in full, where the question names one."""
    order = "day first" if day_first else "month first"
    found = _DAYS.search(asked)
    if found is None:
        return f"the dates are written {order}"
    day = pd.Timestamp(found[1 if day_first else 2])
    return f"{day.day} {day:%B} ({order})"


def _say_role(role: str) -> str:
    return _ROLES.get(role) or METRIC_WORDS.get(role, role)


def answer_year(question: Question, year: int) -> Choice:
    """The answer to a question for a year."""
    return Choice(f"{year}", {"columns": {question.year_of: f"date {year}"}})


def keep_answer(logs: Logs, question: Question, choice: Choice) -> list[Path]:
    """Save an answer in flexlog.toml beside the file that asked.

    Returns
    -------
    list of Path
        The file written; empty where the log has no header, to which an answer could be tied.
    """
    place = logs.files["path"].astype(str).map(name_place)
    files = logs.files[(logs.files["name"] == question.file) | (place == question.file)]
    return save_answers(Logs(files=files, columns=logs.columns), choice.answers)
