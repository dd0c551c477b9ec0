"""The start notebook's desk: which logs are open, how they were read, and what a person still has to say."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.desk.asked import Asked, answer_table, find_asked, say_before
from analysis.desk.questions import Question, read_questions
from analysis.errors import DataError
from analysis.goals import Goals, make_goals, read_goals, save_goals
from analysis.intake import Logs, load_logs
from analysis.logbook import (
    LOGS_VARIABLE,
    PERSON_VARIABLE,
    START_VARIABLE,
    given_options,
    is_example,
    name_logs,
    say_unread,
)
from analysis.paths import PERSONAL, WORKING
from analysis.report.check import column_table, save_answers
from analysis.report.tell import is_other, issue_table, say_found
from analysis.words import Text, say_count

_GOALS = ("main", "worthwhile", "target", "better", "start", "person")

BRING = (
    "Drag your files into the folder data/personal, in the panel on the left (CSV, TSV, .xlsx, a zip, or an export of an "
    "app), then choose Run > Run All Cells. They stay on this computer."
)
IN_WRITING = (
    "Buttons need the package jupyterlab-widgets in the JupyterLab that shows this page, and it has none. Answer in writing "
    'instead, in the cell above: answers = {"day_first": True, "main": "tightness", "start": "2026-03-12"}.'
)


@dataclass(frozen=True, eq=False)
class Desk:
    """What the start notebook shows.

    Attributes
    ----------
    paths : tuple of Path
        The logs.
    logs : Logs
        What could be read without the answers that are still open.
    goals : Goals
        What was saved beside them.
    problem : str
        Why a file that was named cannot be read; '' otherwise.
    """

    paths: tuple[Path, ...]
    logs: Logs
    goals: Goals
    problem: str = ""

    @property
    def is_example(self) -> bool:
        """Whether nothing but the example is open."""
        return is_example(self.paths)

    @property
    def can_click(self) -> bool:
        """Whether this is a working copy: a tracked notebook and a report have nothing to click."""
        return Path.cwd().resolve() == WORKING

    @property
    def takes_files(self) -> bool:
        """Whether files that are brought would be opened: not where the logs were named from outside."""
        return self.can_click and not os.environ.get(LOGS_VARIABLE)

    @property
    def folder(self) -> Path:
        """Where files go and answers are kept."""
        first = self.paths[0]
        if self.is_example:
            return PERSONAL
        return first if first.is_dir() else first.parent

    @property
    def names(self) -> list[str]:
        """The files that are logs, by name."""
        return [str(row["name"]) for row in self.logs.files.to_dict("records") if not is_other(row)]

    @cached_property
    def questions(self) -> list[Question]:
        """What the import asks."""
        return read_questions(self.logs)

    @cached_property
    def asked(self) -> Asked:
        """What is asked once."""
        start, person = (os.environ.get(name) or None for name in (START_VARIABLE, PERSON_VARIABLE))
        return find_asked(self.logs, self.goals, start=start, person=person)

    @property
    def columns(self) -> pd.DataFrame:
        """What was understood of each column."""
        return column_table(self.logs).set_index("Column")

    @property
    def issues(self) -> pd.DataFrame | Text:
        """What was found while reading."""
        table = issue_table(self.logs).set_index("Severity")
        return table if len(table) else self.say("Nothing had to be changed or left out.")

    @property
    def answers(self) -> pd.DataFrame:
        """What counts now, and where it comes from."""
        return answer_table(self.asked)

    def say(self, *sentences: str) -> Text:
        """Sentences, marked where this is the example."""
        marked = [f"Example log. {s}" if self.is_example else s for s in sentences if s]
        return Text("\n\n".join(marked))

    def say_read(self) -> Text:
        """What was read, and what is open."""
        if self.problem:
            return Text(f"Cannot be read: {self.problem}")
        files = int((self.logs.files["kept"] > 0).sum())
        left = int(self.logs.files["left_out"].sum())
        unread = say_unread(self.logs)
        balance = f"{say_count(left, 'record')} left out, listed below." if left else ""
        if not (balance or unread or self.questions):
            balance = "No record was left out."
        read = f"{say_count(files, 'file')} read. {say_found(self.logs)} {balance}"
        return self.say(unread, read.strip(), *self._say_questions())

    def _say_questions(self) -> list[str]:
        if not self.questions:
            return []
        many = len(self.questions) > 1
        count = f"{len(self.questions)} questions are" if many else "One question is"
        are = "they are" if many else "it is"
        head = f"{count} open, and what {are} about is left out until {are} answered:"
        return [head, *(f"{asked.file}: {asked.text}. {asked.advice}".strip() for asked in self.questions)]

    def say_next(self) -> Text:
        """Where to go on."""
        if self.problem or self.questions:
            return self.say("Next: the question above. The other notebooks wait for its answer.")
        if len(self.asked.people) > 1 and self.asked.person is None:
            return self.say("Next: choose whose log it is. The other notebooks open one person at a time.")
        if self.logs.sessions.empty and self.logs.outcomes["value"].notna().sum() == 0:
            return self.say("Next: bring a file that can be read; nothing else can be shown until then.")
        return self.say(say_before(self.asked), "Next: open 01_my_progress and choose Run > Run All Cells.")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Show buttons in a working copy, and words where there is nothing to click or nothing shows buttons."""
        if not self.can_click:
            words = self.say(
                "This is what the example holds. Your own log is opened in a copy of this notebook: run `make lab`, or "
                "open reports/notebooks/00_start_here.ipynb."
            ).markdown
            return {"text/plain": words, "text/markdown": words}
        from analysis.desk.clicks import show_desk

        words = f"{BRING}\n\n{IN_WRITING}"
        return {**show_desk(self), "text/markdown": words, "text/plain": words}


def show_tables_whole() -> None:
    """Let a notebook show tables with all their rows and words."""
    pd.set_option("display.max_colwidth", None)
    pd.set_option("display.max_rows", 200)


def open_desk(answers: Mapping[str, Any] | None = None) -> Desk:
    """Open the logs as the other notebooks would, without stopping at what is not answered yet.

    Parameters
    ----------
    answers : mapping, optional
        Answers in writing, kept beside the logs: arguments of `load_logs` and `make_goals`.

    Raises
    ------
    DataError
        An answer that cannot be used, or answers to the example, which has none to give.

    Examples
    --------
    >>> open_desk().is_example
    True
    """
    desk = read_desk()
    if not answers:
        return desk
    if desk.is_example:
        raise DataError("answers are kept beside your own log, and this is the example - bring a file first")
    write_answers(desk, answers)
    return read_desk()


def read_desk() -> Desk:
    """Read the logs and what was saved beside them.

    Examples
    --------
    >>> read_desk().questions
    []
    """
    paths = name_logs()
    goals = read_goals(*paths)
    try:
        logs = load_logs(*paths, **{**given_options(), "on_question": "leave_out"})
    except DataError as problem:
        return Desk(paths, Logs(), goals, str(problem))
    return Desk(paths, logs, goals)


def write_answers(
    desk: Desk, answers: Mapping[str, Any], *, today: datetime.date | None = None
) -> list[Path]:
    """Keep answers in flexlog.toml beside the logs; a main measure, start or mark gets its day.

    Parameters
    ----------
    desk : Desk
    answers : mapping
        Arguments of `load_logs`, and main, start, person, worthwhile, target, better.
    today : date, optional
        The day on which they are given; None takes this day.

    Returns
    -------
    list of Path
        The files written.
    """
    goals = {name: answers[name] for name in _GOALS if name in answers}
    reading = {name: value for name, value in answers.items() if name not in _GOALS}
    written = []
    if reading:
        load_logs(*desk.paths, **{**reading, "on_question": "leave_out"})  # refuses what cannot be used
        written += save_answers(desk.logs, reading)
    if goals:
        written.append(save_goals(desk.folder, make_goals(**goals), today=today or datetime.date.today()))
    return written
