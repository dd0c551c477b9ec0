"""From logs to a finished report: open, run the notebooks, write page, charts, tables and history."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from analysis.charts.notebook import REPORT_VARIABLE, THEME_VARIABLE
from analysis.errors import DataError
from analysis.intake import Logs
from analysis.logbook import (
    GOALS_VARIABLE,
    KEPT_VARIABLE,
    LOGS_VARIABLE,
    OPTIONS_VARIABLE,
    PERSON_VARIABLE,
    START_VARIABLE,
    Logbook,
    open_logbook,
)
from analysis.paths import SAMPLE
from analysis.report.history import NAME as HISTORY
from analysis.report.history import append_history, make_runs, read_history
from analysis.report.page import PageOptions, write_report
from analysis.report.paper import provenance
from analysis.report.run import Executed, choose_notebooks, count_cells, run_notebooks
from analysis.report.share import share_log
from analysis.report.since import say_since
from analysis.report.tables import write_tables
from analysis.report.tell import tell_logs
from analysis.words import Text

SHARED_LABEL = "shared"
_OF_A_LOG = (LOGS_VARIABLE, START_VARIABLE, PERSON_VARIABLE, OPTIONS_VARIABLE, GOALS_VARIABLE)


@dataclass(frozen=True)
class Order:
    """What was asked for.

    Attributes
    ----------
    paths : tuple of Path
        The logs; none means the example.
    out : Path
        Folder for the report.
    start, person : str or None
    goals, answers : mapping
        Arguments of `open_logbook` and of `load_logs`.
    dark, share, paper : bool
    """

    paths: tuple[Path, ...]
    out: Path = Path("reports")
    start: str | None = None
    person: str | None = None
    goals: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    dark: bool = False
    share: bool = False
    paper: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """Everything given that can move a number, by name."""
        given = {"start": self.start, "person": self.person, **self.goals, **self.answers}
        return {name: value for name, value in given.items() if value is not None}


def name_variables(order: Order) -> dict[str, str]:
    """What the kernels of the notebooks find in their environment.

    Examples
    --------
    >>> name_variables(Order((Path("log.csv"),), dark=True))
    {'FLEXLOG_LOGS': 'log.csv', 'FLEXLOG_THEME': 'dark'}
    """
    named = {
        LOGS_VARIABLE: "\n".join(map(str, order.paths)),
        START_VARIABLE: order.start or "",
        PERSON_VARIABLE: order.person or "",
        OPTIONS_VARIABLE: json.dumps(order.answers) if order.answers else "",
        GOALS_VARIABLE: json.dumps(order.goals) if order.goals else "",
        THEME_VARIABLE: "dark" if order.dark else "",
    }
    return {name: value for name, value in named.items() if value}


def make_report(order: Order, *, today: datetime.date | None = None) -> int:
    """Make a report and tell what was done; 0 fine, 1 where a notebook failed.

    Parameters
    ----------
    order : Order
    today : date, optional
        Day of the run in the history.

    Raises
    ------
    DataError
        The logs cannot be read, or the folder not written to.
    """
    _check_order(order)
    order = replace(order, paths=tuple(path.resolve() for path in order.paths) or (SAMPLE,))
    book = open_logbook(*order.paths, start=order.start, person=order.person, **order.goals, **order.answers)
    print(tell_logs(book.logs, person=order.person))
    check_found(book.logs, order.paths)
    label = _label(book, order)
    with _log_to_show(book, order) as (shown, variables):
        executed = _draw(variables, paper=order.paper)
        runs = (
            [] if order.share else make_runs(book, label, order.answers, today=today or datetime.date.today())
        )
        history = order.out / HISTORY
        said = book.say(*say_since(runs, read_history(history))) if runs else Text("")
        target = write_report(
            executed, shown, order.out, label=label, options=_page_options(order, shown, said)
        )
        if runs:
            append_history(history, runs)
        tables = order.out / "tables"
        _write(
            lambda: (tables.mkdir(exist_ok=True), write_tables(shown, tables, label, shared=order.share)),
            order.out,
        )
        summary = shown.summary()
    _tell(target, label, executed, [summary, said], order)
    return 1 if any(done.error for done in executed) else 0


def _check_order(order: Order) -> None:
    check_folder(order.out)
    check_paths(order.paths)
    if order.share and not order.paths:
        raise DataError(
            "--share makes a report of your own log to hand on, and no log was named - name it with LOGS="
        )


def _label(book: Logbook, order: Order) -> str:
    if order.share:
        return SHARED_LABEL
    return "example" if book.is_example else re.sub(r"\W+", "_", order.paths[0].stem).strip("_") or "log"


@contextmanager
def _log_to_show(book: Logbook, order: Order) -> Iterator[tuple[Logbook, dict[str, str]]]:
    """The log that everything is made from: a cleaned one where the report is to be handed on."""
    if not order.share:
        yield book, name_variables(order)
        return
    with tempfile.TemporaryDirectory(prefix="flexlog-") as name:
        folder = Path(name).resolve() / "log"
        cleaned = Order((share_log(book, folder),), order.out, dark=order.dark)
        with _without_variables():
            yield open_logbook(folder), name_variables(cleaned)


@contextmanager
def _without_variables() -> Iterator[None]:
    """Leave aside what the shell says of the person's own log: it is not true of the cleaned one."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name in _OF_A_LOG}
    try:
        yield
    finally:
        os.environ.update(kept)


def _draw(variables: Mapping[str, str], *, paper: bool) -> list[Executed]:
    notebooks = choose_notebooks(paper=paper)
    with tqdm(total=count_cells(notebooks), desc="Drawing", unit="cell", disable=None, leave=False) as bar:
        told = {**variables, REPORT_VARIABLE: "1", KEPT_VARIABLE: "1"}
        return run_notebooks(notebooks, variables=told, on_cell=lambda: _advance(bar))


def _advance(bar: tqdm) -> None:
    bar.update()


def _page_options(order: Order, shown: Logbook, said: Text) -> PageOptions:
    options = dict.fromkeys(order.options, "given, not shown") if order.share else order.options
    return PageOptions(
        theme="dark" if order.dark else "light",
        shared=order.share,
        changed=said.markdown,
        provenance=provenance(shown, options) if order.paper else None,
    )


def _write(work: Callable[[], object], folder: Path) -> None:
    try:
        work()
    except OSError as error:
        raise DataError(
            f"{folder} cannot be written to ({error.strerror}) - name another folder with OUT="
        ) from None


def _tell(target: Path, label: str, executed: list[Executed], said: list[Text], order: Order) -> None:
    print("\n\n".join(str(text) for text in said if text.markdown))
    for done in executed:
        if done.error:
            print(f"{done.name} failed in {done.error}", file=sys.stderr)
    folder = target.parent
    print(f"Report: {target}\nFor a visit: {folder / 'summary.pdf'}")
    print(
        f"Charts: {folder / 'charts' / f'{label}-*.png'} and .svg\nTables: {folder / 'tables' / f'{label}-*.csv'}"
    )
    if order.share:
        print(
            "To hand on: these files and no others of the folder, which may hold reports with your dates and names."
        )


def check_paths(paths: tuple[Path, ...]) -> None:
    """Stop where a log is not there."""
    for path in paths:
        if not path.exists():
            several = " - put several files into one folder and name that" if " " in str(path) else ""
            raise DataError(f"{path} does not exist: check the path, seen from {Path.cwd()}{several}")


def check_found(logs: Logs, paths: tuple[Path, ...]) -> None:
    """Stop where nothing can be shown."""
    if logs.sessions.empty and logs.outcomes["value"].notna().sum() == 0:
        names = ", ".join(path.name for path in paths)
        raise DataError(f"{names} holds no reading and no session that can be used, so there is no report")


def check_folder(folder: Path) -> None:
    """Find out before the work whether the result can be written."""
    if folder.is_file():
        raise DataError(f"{folder} is a file, and the report needs a folder - name another with OUT=")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            f"{folder} cannot be made ({error.strerror}) - name another folder with OUT="
        ) from None
    if not os.access(folder, os.W_OK):
        raise DataError(f"{folder} cannot be written to - name another folder with OUT=")
