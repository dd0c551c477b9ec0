"""The command starts with what it needs and nothing else: what is not loaded takes no time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.paths import SAMPLE

_CODE = """
import atexit, os, sys
from analysis.cli import main
atexit.register(lambda: os.write(2, ("\\n" + " ".join(sys.modules)).encode()))
sys.exit(main(sys.argv[1:]))
"""
HEAVY = {"numpy", "pandas", "pyarrow", "scipy", "matplotlib", "analysis.intake", "analysis.report"}
UNASKED = {
    "scipy", "matplotlib", "seaborn", "nbformat", "nbclient", "nbconvert", "jupyter_core", "IPython", "openpyxl", "icalendar",
    "tqdm", "yaml", "analysis.charts", "analysis.logbook", "analysis.stats", "analysis.report.page", "analysis.report.run",
}  # fmt: skip


def run_flexlog(*arguments):
    """Run the command; its exit code, what it said, and the modules it had loaded at the end."""
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *arguments], capture_output=True, text=True, check=False
    )
    said, _, modules = done.stderr.rpartition("\n")
    return done.returncode, done.stdout + said, set(modules.split())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--help"], 0, "Honest progress charts"),
        (["check", "--help"], 0, "files, columns, questions and issues as JSON"),
        (["chek"], 2, "invalid choice: 'chek'"),
        (["check", "log.csv", "--scale", "pain"], 2, "--scale is 'pain', must be METRIC=LOW-HIGH"),
        (["check", "log.csv", "--save", "--worthwhile", "pain"], 2, "--worthwhile is 'pain', must be METRIC"),
        (["report", "log.csv", "--target", "rom=far"], 2, "--target rom is 'far', must be a number"),
        (["plan", "log.csv", "--first-day", "soon"], 2, "--first-day is 'soon', must be a date"),
        (["export", "log.csv", "--out", "x", "--column", "Date"], 2, "--column is 'Date', must be HEADER=ROLE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_help_and_a_wrong_option_are_answered_without_loading_pandas(arguments, code, said):
    ended, told, modules = run_flexlog(*arguments)
    assert ended == code
    assert said in told
    assert "analysis.options" in modules
    assert not HEAVY & modules


def test_check_loads_no_charts_no_statistics_and_no_notebook_machinery():
    ended, told, modules = run_flexlog("check", str(SAMPLE))
    assert ended == 0
    assert "Balance: " in told
    assert {"pandas", "analysis.report.check"} <= modules
    assert not UNASKED & modules
