"""A whole report of the sample log, from the command to the page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from analysis.report.run import FIRST, list_notebooks
from benchmarks.measure import Other, Row, make_command, take_turns
from benchmarks.notebooks import run_alone, write_imports

TITLE = "Report"
ABOUT = (
    "`flexlog report` on the sample log, a whole process: nine notebooks in one kernel a processor, every chart as PNG, SVG and for a "
    "phone, tables and one HTML file. The floor is one kernel that starts and only imports."
)
PACKAGES = ("matplotlib", "ipykernel", "nbclient", "nbconvert")
ROUNDS = 2


def bench() -> list[Row]:
    """Measure seconds of a whole report."""
    first = next(path for path in list_notebooks() if path.name.startswith(FIRST))
    with tempfile.TemporaryDirectory() as folder:
        bare = write_imports(first, Path(folder) / "imports.ipynb")
        flexlog = str(Path(sys.executable).parent / "flexlog")
        times = take_turns(
            {
                "report": make_command(flexlog, "report", "--out", str(Path(folder) / "reports")),
                "imports": run_alone([bare]),
            },
            ROUNDS,
        )
    return [
        Row(
            "flexlog report",
            "the sample log",
            times["report"],
            None,
            Other("kernel and imports", times["imports"]),
        )
    ]
