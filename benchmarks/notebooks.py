"""The tracked notebooks on the sample in one kernel, beside a kernel that starts and only imports what they import."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat

from analysis.report.run import FIRST, list_notebooks, run_notebooks
from benchmarks.measure import Other, Row, Work, take_turns

TITLE = "Notebooks"
ABOUT = (
    "Run from their first cell on the sample log, in one kernel. The floor is a kernel that starts and runs the first cell of "
    "01_my_progress, which only imports. In a report, notebooks of one kernel share the opened log; here each opens it, as in JupyterLab."
)
PACKAGES = ("matplotlib", "ipykernel", "nbclient")
ROUNDS = 2


def bench() -> list[Row]:
    """Measure seconds of whole runs."""
    paths = list_notebooks()
    first = [path for path in paths if path.name.startswith(FIRST)]
    with tempfile.TemporaryDirectory() as folder:
        bare = write_imports(first[0], Path(folder) / "imports.ipynb")
        works = {
            "imports": run_alone([bare]),
            "01_my_progress": run_alone(first),
            f"all {len(paths)} notebooks": run_alone(paths),
        }
        times = take_turns(works, ROUNDS)
    floor = Other("kernel and imports", times.pop("imports"))
    return [Row(name, "the sample log", seconds, None, floor) for name, seconds in times.items()]


def write_imports(path: Path, target: Path) -> Path:
    """Write a notebook of the first code cell of another."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:1]
    nbformat.write(notebook, target)
    return target


def run_alone(paths: list[Path]) -> Work:
    """Make a work of running notebooks in one kernel; a failing one raises."""

    def run() -> None:
        failed = [
            done.error for done in run_notebooks(paths, variables={"TZ": "UTC"}, kernels=1) if done.error
        ]
        if failed:
            raise RuntimeError(failed[0])

    return run
