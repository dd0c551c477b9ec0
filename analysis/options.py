"""Options of the command `flexlog` that several commands share, and what they ask for.

A wrong option is answered at once, so nothing here loads numpy or pandas.
"""

from __future__ import annotations

import argparse
import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import DataError

if TYPE_CHECKING:
    from analysis.planning.drawing import Wish


PLAN_KINDS = ("start", "abab", "alternating", "random_days", "blocks", "staggered")
"""As in `analysis.stats.randomization`, which would load numpy for every call of the command."""


def add_plan(command: argparse.ArgumentParser) -> None:
    """Options of a plan."""
    command.add_argument("logs", nargs="*", type=Path, help="your log so far; none: usual values")
    command.add_argument(
        "--draw", choices=PLAN_KINDS, help="draw a plan of this kind; none: only say what could be found"
    )
    command.add_argument("--first-day", help="first day of the plan, YYYY-MM-DD (tomorrow)")
    command.add_argument("--days", type=int, help="how long it runs (56, 42 for abab, 28 for single days)")
    command.add_argument("--shortest", type=int, help="fewest days of a phase (7, 5 for abab)")
    command.add_argument(
        "--block", type=int, default=2, help="days in a block, of which half are with the routine (2)"
    )
    command.add_argument("--baseline", action="store_true", help="what was logged so far counts as baseline")
    command.add_argument("--what", choices=("targeted", "relaxation", "conventional"), default="targeted")
    command.add_argument(
        "--looks", type=int, default=1, help="how often the answer is read until the end (1)"
    )
    command.add_argument("--seed", type=int, help="the lot; none draws one")
    command.add_argument("--person", help="whose plan, where the log holds several people")
    command.add_argument(
        "--people",
        metavar="NAME,NAME,...",
        help="with --draw staggered: each of several people begins on a drawn day",
    )
    command.add_argument("--out", type=Path, help="folder for the plan (that of the log)")
    command.add_argument("--again", action="store_true", help="draw although a plan is running")


def add_people(command: argparse.ArgumentParser) -> None:
    """Options of several clients."""
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="with a subfolder for each client, or files that name them; none: the example",
    )
    command.add_argument("--out", type=Path, default=Path("reports/people"), help="folder (reports/people)")
    command.add_argument("--names", action="store_true", help="real names in place of 'Client 01'")
    command.add_argument(
        "--template",
        action="store_true",
        help="write clients.csv with a row for each client, and nothing else",
    )
    command.add_argument("--today", metavar="YYYY-MM-DD", help="count days to this one")


def add_goals(command: argparse.ArgumentParser) -> None:
    """Options that say what the person wants to know first, and what is worth it."""
    command.add_argument("--main", help="your main measure, such as tightness or 'rom left'")
    command.add_argument(
        "--worthwhile",
        action="append",
        default=[],
        metavar="METRIC=CHANGE",
        help="smallest change worth having, such as tightness=1.5",
    )
    command.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="METRIC=VALUE",
        help="where you want to get, drawn as a line, such as rom=10",
    )
    command.add_argument(
        "--better",
        action="append",
        default=[],
        metavar="METRIC=higher|lower",
        help="which way is better, where the test is not known, such as rom=higher",
    )


def add_answers(command: argparse.ArgumentParser) -> None:
    """Options that answer what an import may ask."""
    order = command.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", dest="day_first", action="store_true", default=None, help="2/3 is 2 March"
    )
    order.add_argument("--month-first", dest="day_first", action="store_false", help="2/3 is 3 February")
    command.add_argument(
        "--column", action="append", default=[], metavar="HEADER=ROLE", help="'Dauer=minutes m:ss'"
    )
    command.add_argument("--scale", action="append", default=[], metavar="METRIC=LOW-HIGH", help="pain=1-5")
    command.add_argument("--encoding", help="of the files, where it is not found out, such as mac_roman")
    command.add_argument("--tz", help="zone of the person, where a file is in UTC, such as Europe/Berlin")
    command.add_argument(
        "--day-starts-at", metavar="HH:MM", help="entries before it belong to the day before"
    )
    command.add_argument("--leave-out", action="store_true", help="go on without columns that need an answer")


def read_answers(options: argparse.Namespace) -> dict[str, Any]:
    """The given answers as arguments of `load_logs`."""
    answers: dict[str, Any] = {}
    if options.day_first is not None:
        answers["day_first"] = options.day_first
    if options.column:
        answers["columns"] = dict(_split(text, "--column", "HEADER=ROLE") for text in options.column)
    if options.scale:
        answers["scale"] = dict(_split_scale(text) for text in options.scale)
    for name in ("tz", "encoding", "day_starts_at"):
        if getattr(options, name):
            answers[name] = getattr(options, name)
    if options.leave_out:
        answers["on_question"] = "leave_out"
    return answers


def read_goal_options(options: argparse.Namespace) -> dict[str, Any]:
    """The main measure and the marks as arguments of `open_logbook`; only those that were given."""
    goals: dict[str, Any] = {"main": options.main} if options.main else {}
    for name, given, form in (
        ("worthwhile", options.worthwhile, "METRIC=CHANGE"),
        ("target", options.target, "METRIC=VALUE"),
    ):
        if given:
            pairs = [_split(text, f"--{name}", form) for text in given]
            goals[name] = {metric.strip(): _as_number(name, metric, text) for metric, text in pairs}
    if options.better:
        pairs = [_split(text, "--better", "METRIC=higher or METRIC=lower") for text in options.better]
        goals["better"] = {metric.strip(): way.strip() for metric, way in pairs}
    return goals


def _as_number(name: str, metric: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise DataError(f"--{name} {metric} is {text!r}, must be a number, such as {metric}=2") from None


def _split(text: str, option: str, form: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not equals or not name or not value:
        raise DataError(f"{option} is {text!r}, must be {form}")
    return name, value


def _split_scale(text: str) -> tuple[str, tuple[float, float]]:
    metric, ends = _split(text, "--scale", "METRIC=LOW-HIGH, such as pain=1-5")
    found = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|to|\.\.)\s*(-?\d+(?:\.\d+)?)\s*", ends)
    if found is None:
        raise DataError(f"--scale is {text!r}, must be METRIC=LOW-HIGH, such as pain=1-5")
    return metric, (float(found[1]), float(found[2]))


def read_wish(options: argparse.Namespace) -> Wish | None:
    """What is to be drawn; None for nothing. The first day of a baseline is filled in from the log."""
    first_day = None if options.first_day is None else _as_day(options.first_day)
    if options.people and options.draw != "staggered":
        raise DataError("--people draws the starts of several people - add --draw staggered")
    if not options.draw:
        return None
    from analysis.planning.drawing import Wish

    return Wish(
        options.draw,
        days=options.days,
        shortest=options.shortest,
        block=options.block,
        seed=options.seed,
        first_day=first_day,
        baseline_since=datetime.date.min if options.baseline else None,
        what=options.what,
        person=options.person or "",
        looks=options.looks,
        again=options.again,
        people=tuple(name.strip() for name in (options.people or "").split(",") if name.strip()),
    )


def _as_day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DataError(f"--first-day is {text!r}, must be a date such as 2026-03-16") from None
