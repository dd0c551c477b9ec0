"""Notebooks -> executed notebooks: a kernel for each processor, emptied between two notebooks."""

from __future__ import annotations

import asyncio
import base64
import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from analysis.charts.save import shrink_png
from analysis.paths import NOTEBOOKS, ROOT

_KEPT_METADATA = ("kernelspec", "language_info")
_EMPTY_KERNEL = (
    "import matplotlib.pyplot, pandas; matplotlib.pyplot.close('all'); pandas.reset_option('^display'); "
    "get_ipython().reset()"
)
"""What one notebook leaves is gone before the next: names, figures, how tables are shown, the count of cells."""


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


FIRST, _START, _CLIENTS, _PAPER = "01_", "00_", "10_", "11_"


def choose_notebooks(*, paper: bool = False) -> list[Path]:
    """The notebooks of a report: all but the one that brings a log in, which the page does by itself, and that of several people.

    Parameters
    ----------
    paper : bool
        True takes the one for a paper too.

    Examples
    --------
    >>> any(path.name.startswith(("00_", "10_")) for path in choose_notebooks(paper=True))
    False
    """
    left = (_START, _CLIENTS) if paper else (_START, _CLIENTS, _PAPER)
    return [path for path in list_notebooks() if not path.name.startswith(left)]


def count_cells(paths: Iterable[Path]) -> int:
    """Number of code cells, for a progress bar."""
    read = (nbformat.read(path, as_version=4) for path in paths)
    return sum(cell.cell_type == "code" for notebook in read for cell in notebook.cells)


def run_notebooks(
    paths: Iterable[Path],
    *,
    variables: dict[str, str],
    on_cell: Callable[[], None] = lambda: None,
    kernels: int | None = None,
) -> list[Executed]:
    """Run notebooks from their first cell; one that fails leaves the others.

    Parameters
    ----------
    paths : iterable of Path
    variables : dict
        Set in the kernels' environment, such as FLEXLOG_LOGS.
    on_cell : function
        Called after every code cell.
    kernels : int, optional
        None starts one for each processor.
    """
    paths = list(paths)
    environment = {k: v for k, v in os.environ.items() if k != "MPLBACKEND" and not k.startswith("FLEXLOG_")}
    environment |= {"OMP_NUM_THREADS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", **variables}
    waiting, done = deque(enumerate(paths)), dict[int, Executed]()
    workers = max(1, min(len(paths), kernels or os.cpu_count() or 1))
    with ThreadPoolExecutor(max_workers=workers) as pool:
        runs = [pool.submit(asyncio.run, _work(waiting, done, environment, on_cell)) for _ in range(workers)]
    for run in runs:
        run.result()
    return [done[place] for place in range(len(paths))]


def refresh_notebooks(on_cell: Callable[[], None] = lambda: None) -> list[Executed]:
    """Run the tracked notebooks on the sample and save them with their outputs."""
    done = run_notebooks(list_notebooks(), variables={"TZ": "UTC"}, on_cell=on_cell)
    for executed in done:
        if not executed.error:
            notebook = _shrink_pictures(tidy_notebook(executed.notebook))
            nbformat.write(notebook, NOTEBOOKS / f"{executed.name}.ipynb")
    return done


def _shrink_pictures(notebook: NotebookNode) -> NotebookNode:
    """Keep the pictures of a tracked notebook small, as every version of it stays in the history."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                small = shrink_png(base64.b64decode(data["image/png"]))
                data["image/png"] = base64.b64encode(small).decode("ascii")
    return notebook


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


async def _work(
    waiting: deque[tuple[int, Path]],
    done: dict[int, Executed],
    environment: dict[str, str],
    on_cell: Callable[[], None],
) -> None:
    """Run what waits in one kernel, whose start costs as much as a notebook; after a failure in a new one."""
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=300,
        startup_timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=40"],
        record_timing=False,
        coalesce_streams=True,  # what one print writes may come in parts
        store_widget_state=False,
        resources={"metadata": {"path": str(ROOT)}},
        on_cell_executed=lambda **_: on_cell(),
    )
    async with client.async_setup_kernel(env=environment):
        failed = False
        while waiting:
            place, path = waiting.popleft()
            done[place] = await _run(client, path, environment, fresh=failed)
            failed = bool(done[place].error)


async def _run(client: NotebookClient, path: Path, environment: dict[str, str], *, fresh: bool) -> Executed:
    client.nb = notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        if not fresh:
            kernel: Any = client.kc
            await ensure_async(kernel.execute(_EMPTY_KERNEL, silent=True, reply=True, timeout=60))
        await client.async_execute(reset_kc=fresh, cleanup_kc=False, env=environment)
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
