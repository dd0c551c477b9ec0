"""What a tracked notebook must be; nbval alone lets an unrun or stripped one pass."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from analysis.paths import ROOT

_METADATA = {"kernelspec", "language_info"}
_CELL_METADATA = {"tags", "jupyter"}
_SAYS_NOTHING = re.compile(
    r"(import |from |show_figures_as_text|show_tables_whole|start = |names = |axes? = |book = |training = |answers = |offer\(\))"
)
_HOME = re.compile("|".join(map(re.escape, (str(ROOT), str(Path.home()), "/home/", "/Users/", ":\\\\Users"))))


def find_faults(notebook: NotebookNode) -> list[str]:
    """Why a notebook is not fit to be tracked; empty where it is."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    faults = []
    counts = [cell.execution_count for cell in cells]
    if counts != list(range(1, len(cells) + 1)):
        faults.append(f"execution counts are {counts}: run it from the first cell to the last")
    if set(notebook.metadata) - _METADATA or "version" in notebook.metadata.get("language_info", {}):
        faults.append(f"metadata holds {sorted(notebook.metadata)}")
    for number, cell in enumerate(cells, start=1):
        faults += [f"cell {number}: {fault}" for fault in _cell_faults(cell)]
    return faults


def _cell_faults(cell: NotebookNode) -> list[str]:
    faults = []
    last = cell.source.strip().splitlines()[-1].strip()
    if not cell.outputs and not _SAYS_NOTHING.match(last):
        faults.append("has no output: it was stripped")
    figures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
    may_be_empty = "optional" in cell.metadata.get("tags", [])
    if re.search(r"axe?s? = plot_", cell.source) and not figures and not may_be_empty:
        faults.append("draws, but its figure is missing")
    for output in cell.outputs:
        if output.output_type == "error" or output.get("name") == "stderr":
            faults.append(f"holds {output.get('ename', 'text on stderr')}")
    if set(cell.metadata) - _CELL_METADATA:
        faults.append(f"metadata holds {sorted(cell.metadata)}")
    text = cell.source + "".join(
        str(value)
        for output in cell.outputs
        for key, value in output.get("data", {}).items()
        if "png" not in key
    )
    if _HOME.search(text):
        faults.append("names a folder of somebody's machine")
    if re.search(r"^\s*[!%]", cell.source, flags=re.MULTILINE):
        faults.append("calls the shell or a magic")
    if re.search(r"^\s*(def |class |for .*plot)", cell.source, flags=re.MULTILINE):
        faults.append("defines what belongs in the package")
    if len(re.sub(r"import \([^)]*\)", "import", cell.source).splitlines()) > 12:
        faults.append("is longer than about ten lines")
    return faults
