"""The command `flexlog`: report, plan, check, export, lab, demo, notebooks."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import DataError, NeedsAnswer

if TYPE_CHECKING:
    from analysis.intake import Logs
    from analysis.planning.drawing import Wish
    from analysis.report.making import Order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 fine, 1 something was left out or failed, 2 cannot be read.

    Parameters
    ----------
    arguments : sequence of str, optional
        None takes those of the command line.
    """
    from analysis.report.tell import say_option

    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except DataError as error:
        print(f"Cannot go on: {say_option(str(error))}", file=sys.stderr)
        if isinstance(error, NeedsAnswer):
            print(_HOW_TO_ANSWER, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


_HOW_TO_ANSWER = (
    "On the command line: --day-first or --month-first; --column 'HEADER=ROLE'; --scale pain=1-5; --tz Europe/Berlin; "
    '--leave-out goes on without these columns. With make, in OPTIONS="...".'
)


_REPORTS = Path("reports")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flexlog", description="Honest progress charts from your own diary."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    report = commands.add_parser("report", help="charts and one HTML file from your logs")
    report.add_argument("--out", type=Path, default=_REPORTS, help="folder for the report (reports)")
    report.add_argument(
        "--share",
        action="store_true",
        help="to hand on: dates moved, no notes, no names (reports/shared where no other folder is named)",
    )
    report.add_argument(
        "--paper", action="store_true", help="with provenance, methods and a reporting checklist"
    )
    report.set_defaults(run=_report)
    lab = commands.add_parser("lab", help="the notebooks in JupyterLab, on working copies")
    lab.set_defaults(run=_lab)
    for command in (report, lab):
        command.add_argument(
            "logs", nargs="*", type=Path, help="files, folders or zip files; none: the example"
        )
        command.add_argument("--start", help="first day of the routine, YYYY-MM-DD")
        command.add_argument("--person", help="whose log, where it holds several people")
        command.add_argument("--dark", action="store_true", help="charts on dark paper")
    check = commands.add_parser("check", help="what is read from your logs, and what is not")
    check.add_argument("logs", nargs="+", type=Path)
    check.add_argument("--json", action="store_true", help="files, columns, questions and issues as JSON")
    check.add_argument("--save", action="store_true", help="keep the answers in flexlog.toml beside the logs")
    check.add_argument("--start", help="first day of the routine, to be kept with --save")
    check.set_defaults(run=_check)
    export = commands.add_parser("export", help="the cleaned tables as CSV or Parquet files")
    export.add_argument("logs", nargs="+", type=Path, help="files, folders or zip files")
    export.add_argument("--out", type=Path, required=True, help="a new folder, or one with an earlier export")
    export.add_argument("--parquet", action="store_true", help="Parquet in place of CSV")
    export.set_defaults(run=_export)
    plan = commands.add_parser("plan", help="what could be found, and a plan drawn by lot")
    _add_plan(plan)
    plan.set_defaults(run=_plan)
    for command in (report, lab, check, plan):
        _add_goals(command)
    for command in (report, lab, check, export, plan):
        _add_answers(command)
    demo = commands.add_parser(
        "demo", help="an invented person who kept to a drawn plan, to try all of it on"
    )
    demo.add_argument("out", nargs="?", type=Path, default=Path("demo"), help="a new folder (demo)")
    demo.set_defaults(run=_demo)
    notebooks = commands.add_parser(
        "notebooks", help="run the tracked notebooks on the example and save them"
    )
    notebooks.set_defaults(run=_notebooks)
    return parser


def _add_plan(command: argparse.ArgumentParser) -> None:
    """Options of a plan."""
    from analysis.stats.randomization.rules import KINDS

    command.add_argument("logs", nargs="*", type=Path, help="your log so far; none: usual values")
    command.add_argument(
        "--draw", choices=KINDS, help="draw a plan of this kind; none: only say what could be found"
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
    command.add_argument("--out", type=Path, help="folder for the plan (that of the log)")
    command.add_argument("--again", action="store_true", help="draw although a plan is running")


def _add_goals(command: argparse.ArgumentParser) -> None:
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


def _add_answers(command: argparse.ArgumentParser) -> None:
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


def _answers(options: argparse.Namespace) -> dict[str, Any]:
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


def _goals(options: argparse.Namespace) -> dict[str, Any]:
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


def _report(options: argparse.Namespace) -> int:
    from analysis.report.making import make_report

    out = options.out / "shared" if options.share and options.out == _REPORTS else options.out
    order = replace(_order(options, options.logs), out=out, share=options.share, paper=options.paper)
    return make_report(order)


def _order(options: argparse.Namespace, paths: list[Path]) -> Order:
    """What report and lab have in common."""
    from analysis.report.making import Order

    return Order(
        paths=tuple(paths),
        start=options.start,
        person=options.person,
        goals=_goals(options),
        answers=_answers(options),
        dark=options.dark,
    )


def _lab(options: argparse.Namespace) -> int:
    from analysis.lab import start_lab
    from analysis.report.making import name_variables

    paths = [path.resolve() for path in options.logs]
    return start_lab(paths, name_variables(_order(options, paths)))


def _plan(options: argparse.Namespace) -> int:
    """Say what plans would find; with --draw, draw one and keep the goals beside it."""
    from analysis.report.planning import tell_plan

    folder = options.out or _folder_of(options.logs)
    for line in tell_plan(
        options.logs, folder, _wish(options), goals=_goals(options), answers=_answers(options)
    ):
        print(line)
    if options.draw:
        _save_goals(options, [folder])
    return 0


def _folder_of(paths: list[Path]) -> Path:
    """Where a plan lies: in the folder of the log, else in data/personal."""
    from analysis.paths import PERSONAL

    if not paths:
        return PERSONAL
    return paths[0] if paths[0].is_dir() else paths[0].parent


def _wish(options: argparse.Namespace) -> Wish | None:
    """What is to be drawn; None for nothing. The first day of a baseline is filled in from the log."""
    from analysis.planning.drawing import Wish

    first_day = None if options.first_day is None else _as_day(options.first_day)
    if not options.draw:
        return None
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
    )


def _as_day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DataError(f"--first-day is {text!r}, must be a date such as 2026-03-16") from None


def _check(options: argparse.Namespace) -> int:
    """Show everything about an import; what is asked does not hide what was understood."""
    from analysis.intake import load_logs
    from analysis.report import find_questions, save_answers, tell_check, write_check

    answers = _answers(options)
    logs = load_logs(*options.logs, **{**answers, "on_question": "leave_out"})
    print(write_check(logs) if options.json else tell_check(logs))
    if options.save:
        folders = dict.fromkeys(path if path.is_dir() else path.parent for path in options.logs)
        written = save_answers(logs, answers) + _save_goals(options, folders)
        kept = ", ".join(map(str, written)) or "nothing: no answer was given, or the file has no header"
        print(f"Saved: {kept}", file=sys.stderr)
    if find_questions(logs) and not options.leave_out:
        print(_HOW_TO_ANSWER, file=sys.stderr)
        return 2
    return _left_out(logs)


def _save_goals(options: argparse.Namespace, folders: Iterable[Path]) -> list[Path]:
    """Keep the goals beside each log, with today as the day they were set."""
    from analysis.goals import make_goals, save_goals

    start = getattr(options, "start", None)
    given = _goals(options) | ({"start": start} if start else {})
    if not given:
        return []
    goals = make_goals(**given)
    return [save_goals(folder, goals, today=datetime.date.today()) for folder in folders]


def _left_out(logs: Logs) -> int:
    """Give 1 where a record or a cell was left out, as the person should look at it."""
    return 1 if int(logs.files["left_out"].sum()) or (logs.issues["severity"] == "error").any() else 0


def _export(options: argparse.Namespace) -> int:
    from analysis.export import export_logs
    from analysis.intake import load_logs
    from analysis.report import tell_logs

    target = options.out.resolve()
    for path in options.logs:
        if path.resolve().is_relative_to(target):
            raise DataError(f"{options.out} holds the logs to export - name another folder with --out")
    logs = load_logs(*options.logs, **_answers(options))
    written = export_logs(logs, options.out, parquet=options.parquet)
    print(tell_logs(logs))
    print("\n".join(["Written:", *(f"  {path}" for path in written)]))
    return _left_out(logs)


def _demo(options: argparse.Namespace) -> int:
    """Write the demonstration; a folder that holds anything is left alone."""
    from analysis.simulate.planned import write_demo

    if options.out.exists() and any(options.out.iterdir()):
        raise DataError(f"{options.out} is not empty - name a new folder for the demonstration")
    for path in write_demo(options.out, today=datetime.date.today()):
        print(f"wrote {path}")
    print(
        f"An invented person, who drew a plan six weeks ago. See: flexlog report {options.out} --out {options.out}/report"
    )
    return 0


def _notebooks(_: argparse.Namespace) -> int:
    from analysis.charts.save import shrink_png
    from analysis.paths import ROOT
    from analysis.report import refresh_notebooks
    from analysis.report.run import first_picture

    executed = refresh_notebooks()
    failed = [done for done in executed if done.error]
    for done in failed:
        print(f"{done.name} failed in {done.error}", file=sys.stderr)
    shown = next(done for done in executed if done.name == "02_range_of_motion")
    picture = first_picture(shown.notebook)
    if picture is not None:
        (ROOT / "docs").mkdir(exist_ok=True)
        (ROOT / "docs" / "example.png").write_bytes(shrink_png(picture))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
