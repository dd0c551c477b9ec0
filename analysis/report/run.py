"""Notebooks -> executed notebooks, each in its own kernel, two at a time."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from analysis.paths import NOTEBOOKS, ROOT

_KEPT_METADATA = ("kernelspec", "language_info")


@dataclass(frozen=True, eq=False)
class Executed:
    """A notebook after its run.

    Attributes
    ----------
    name : str
        Its file name without the ending.
    notebook : NotebookNode
        With outputs, up to the failing cell if there is one.
    error : str
        '' or what failed, with the number of the cell.
    """

    name: str
    notebook: NotebookNode
    error: str = ""


def list_notebooks() -> list[Path]:
    """The tracked notebooks in their order.

    Examples
    --------
    >>> [path.suffix for path in list_notebooks()][:1]
    ['.ipynb']
    """
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def count_cells(paths: Iterable[Path]) -> int:
    """Number of code cells, for a progress bar."""
    read = (nbformat.read(path, as_version=4) for path in paths)
    return sum(cell.cell_type == "code" for notebook in read for cell in notebook.cells)


def run_notebooks(
    paths: Iterable[Path], *, variables: dict[str, str], on_cell: Callable[[], None] = lambda: None
) -> list[Executed]:
    """Run notebooks from their first cell; one that fails leaves the others.

    Parameters
    ----------
    paths : iterable of Path
    variables : dict
        Set in the kernels' environment, such as FLEXLOG_LOGS.
    on_cell : function
        Called after every code cell.
    """
    paths = list(paths)
    environment = {k: v for k, v in os.environ.items() if k != "MPLBACKEND" and not k.startswith("FLEXLOG_")}
    environment |= {"OMP_NUM_THREADS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", **variables}
    with ThreadPoolExecutor(max_workers=max(1, min(len(paths), os.cpu_count() or 1))) as pool:
        return list(pool.map(lambda path: _run(path, environment, on_cell), paths))


def refresh_notebooks(on_cell: Callable[[], None] = lambda: None) -> list[Executed]:
    """Run the tracked notebooks on the sample and save them with their outputs."""
    done = run_notebooks(list_notebooks(), variables={"TZ": "UTC"}, on_cell=on_cell)
    for executed in done:
        if not executed.error:
            nbformat.write(tidy_notebook(executed.notebook), NOTEBOOKS / f"{executed.name}.ipynb")
    return done


def first_picture(notebook: NotebookNode) -> bytes | None:
    """The first chart of an executed notebook as PNG, None where it has none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output.data["image/png"])
    return None


def tidy_notebook(notebook: NotebookNode) -> NotebookNode:
    """Leave only metadata that means something, so that a re-run gives the same bytes."""
    notebook.metadata = NotebookNode(
        {k: notebook.metadata[k] for k in _KEPT_METADATA if k in notebook.metadata}
    )
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter")})
    return notebook


def _run(path: Path, environment: dict[str, str], on_cell: Callable[[], None]) -> Executed:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=300,
        startup_timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=40"],
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(ROOT)}},
        on_cell_executed=lambda **_: on_cell(),
    )
    try:
        asyncio.run(client.async_execute(env=environment))
    except CellExecutionError as error:
        return Executed(path.stem, notebook, _name_failure(notebook, f"{error.ename}: {error.evalue}"))
    except (DeadKernelError, TimeoutError, RuntimeError) as error:
        return Executed(path.stem, notebook, _name_failure(notebook, str(error)))
    return Executed(path.stem, notebook)


def _name_failure(notebook: NotebookNode, what: str) -> str:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    failed = [any(output.output_type == "error" for output in cell.outputs) for cell in cells]
    number = failed.index(True) + 1 if any(failed) else 1
    return f"cell {number} of {len(cells)}: {what}"
