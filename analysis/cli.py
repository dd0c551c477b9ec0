"""The command `flexlog`: report, plan, people, check, export, lab, demo, notebooks.

What a command works with is imported after its options were read, so that `--help` and a wrong option answer at once.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.collector import paused_collector
from analysis.errors import DataError, NeedsAnswer, say_option
from analysis.options import (
    add_answers,
    add_goals,
    add_people,
    add_plan,
    read_answers,
    read_goal_options,
    read_wish,
)

if TYPE_CHECKING:
    from analysis.intake import Logs
    from analysis.people import Clients
    from analysis.report.making import Order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 fine, 1 something was left out or failed, 2 cannot be read.

    Parameters
    ----------
    arguments : sequence of str, optional
        None takes those of the command line.
    """
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
    add_plan(plan)
    plan.set_defaults(run=_plan)
    people = commands.add_parser("people", help="a page a client, and an index of who needs attention")
    add_people(people)
    people.set_defaults(run=_people)
    for command in (report, lab, check, plan):
        add_goals(command)
    for command in (report, lab, check, export, plan, people):
        add_answers(command)
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


def _report(options: argparse.Namespace) -> int:
    out = options.out / "shared" if options.share and options.out == _REPORTS else options.out
    order = replace(_order(options, options.logs), out=out, share=options.share, paper=options.paper)
    from analysis.report.making import make_report

    return make_report(order)


def _order(options: argparse.Namespace, paths: list[Path]) -> Order:
    """What report and lab have in common."""
    goals, answers = read_goal_options(options), read_answers(options)
    from analysis.report.making import Order

    return Order(
        paths=tuple(paths),
        start=options.start,
        person=options.person,
        goals=goals,
        answers=answers,
        dark=options.dark,
    )


def _lab(options: argparse.Namespace) -> int:
    paths = [path.resolve() for path in options.logs]
    order = _order(options, paths)
    from analysis.lab import start_lab
    from analysis.report.making import name_variables

    return start_lab(paths, name_variables(order))


def _plan(options: argparse.Namespace) -> int:
    """Say what plans would find; with --draw, draw one and keep the goals beside it."""
    goals, answers, wish = read_goal_options(options), read_answers(options), read_wish(options)
    from analysis.report.planning import tell_plan

    folder = options.out or _folder_of(options.logs)
    for line in tell_plan(options.logs, folder, wish, person=options.person, goals=goals, answers=answers):
        print(line)
    if options.draw:
        _save_goals(goals, [folder])
    return 0


def _people(options: argparse.Namespace) -> int:
    """Pages and index of several clients; 1 where one of them could not be opened, or not wholly."""
    from analysis.people import open_clients
    from analysis.report.people import check_outside, read_who_is_who, tell_people, write_people

    folders = [options.folder] if options.folder else []
    check_outside(folders, options.out)
    known = read_who_is_who(options.out)
    clients = open_clients(
        *folders, today=options.today, names=options.names, known=known, **read_answers(options)
    )
    if options.template:
        return _client_template(clients)
    if not clients.opened and not clients.clients:
        found = "; ".join(problem.text for problem in clients.problems)
        raise DataError(
            f"{options.folder} holds no client{f': {found}' if found else ''} - {_HOW_TO_LAY_OUT}"
        )
    index = write_people(clients, options.out)
    print("\n".join(tell_people(clients, index)))
    if not clients.opened:
        return 2
    return 1 if clients.problems or any(one.problem or one.unread for one in clients.clients) else 0


_HOW_TO_LAY_OUT = (
    "it needs a subfolder for each, with the client's name, or files with a column that names the person"
)


def _client_template(clients: Clients) -> int:
    """Write clients.csv, or add the rows that it lacks."""
    from analysis.people import write_template

    folder = clients.paths[0]
    if not folder.is_dir():
        raise DataError(f"{folder} is a file - name the folder for clients.csv")
    path, added = write_template(folder, [one.name for one in clients.clients])
    print(
        f"{path}: {f'added {len(added)}: ' + ', '.join(added) if added else 'every client is in it, nothing was changed'}"
    )
    return 0


def _folder_of(paths: list[Path]) -> Path:
    """Where a plan lies: in the folder of the log, else in data/personal."""
    from analysis.paths import PERSONAL

    if not paths:
        return PERSONAL
    return paths[0] if paths[0].is_dir() else paths[0].parent


def _check(options: argparse.Namespace) -> int:
    """Show everything about an import; what is asked does not hide what was understood."""
    goals, answers = read_goal_options(options), read_answers(options)
    with paused_collector():
        from analysis.intake import load_logs
        from analysis.report.check import find_questions, save_answers, tell_check, write_check

        logs = load_logs(*options.logs, **{**answers, "on_question": "leave_out"})
    print(write_check(logs) if options.json else tell_check(logs))
    if options.save:
        start = {"start": options.start} if options.start else {}
        folders = dict.fromkeys(path if path.is_dir() else path.parent for path in options.logs)
        written = save_answers(logs, answers) + _save_goals(goals | start, folders)
        kept = ", ".join(map(str, written)) or "nothing: no answer was given, or the file has no header"
        print(f"Saved: {kept}", file=sys.stderr)
    if find_questions(logs) and not options.leave_out:
        print(_HOW_TO_ANSWER, file=sys.stderr)
        return 2
    return _left_out(logs)


def _save_goals(given: Mapping[str, Any], folders: Iterable[Path]) -> list[Path]:
    """Keep the goals beside each log, with today as the day they were set."""
    if not given:
        return []
    from analysis.goals import make_goals, save_goals

    goals = make_goals(**given)
    return [save_goals(folder, goals, today=datetime.date.today()) for folder in folders]


def _left_out(logs: Logs) -> int:
    """Give 1 where a record or a cell was left out, as the person should look at it."""
    return 1 if int(logs.files["left_out"].sum()) or (logs.issues["severity"] == "error").any() else 0


def _export(options: argparse.Namespace) -> int:
    answers = read_answers(options)
    target = options.out.resolve()
    for path in options.logs:
        if path.resolve().is_relative_to(target):
            raise DataError(f"{options.out} holds the logs to export - name another folder with --out")
    from analysis.export import export_logs
    from analysis.intake import load_logs
    from analysis.report.tell import tell_logs

    logs = load_logs(*options.logs, **answers)
    written = export_logs(logs, options.out, parquet=options.parquet)
    print(tell_logs(logs))
    print("\n".join(["Written:", *(f"  {path}" for path in written)]))
    return _left_out(logs)


def _demo(options: argparse.Namespace) -> int:
    """Write the demonstration; a folder that holds anything is left alone."""
    if options.out.exists() and any(options.out.iterdir()):
        raise DataError(f"{options.out} is not empty - name a new folder for the demonstration")
    from analysis.simulate.planned import write_demo

    for path in write_demo(options.out, today=datetime.date.today()):
        print(f"wrote {path}")
    print(
        f"An invented person, who drew a plan six weeks ago. See: flexlog report {options.out} --out {options.out}/report"
    )
    return 0


def _notebooks(_: argparse.Namespace) -> int:
    from analysis.charts.save import shrink_png
    from analysis.paths import ROOT
    from analysis.report.run import first_picture, refresh_notebooks

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
