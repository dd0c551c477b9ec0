"""JupyterLab on working copies: the tracked notebooks never see a personal log.

`python -m analysis.lab` prepares the copies and a kernel for a JupyterLab that someone else installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.errors import DataError
from analysis.logbook import LOGS_VARIABLE, has_logs
from analysis.paths import NOTEBOOKS, PERSONAL, ROOT, WORKING
from analysis.report.run import list_notebooks

KERNEL_TITLE = "Flexibility Log"
_MADE_FROM = "flexibility_log"


def start_lab(paths: list[Path], variables: dict[str, str]) -> int:
    """Open JupyterLab on working copies of the notebooks, in this process.

    Parameters
    ----------
    paths : list of Path
        Logs; where empty, the copies use data/personal once a log lies in it, else the example.
    variables : dict
        Set in the environment, from which the kernels inherit.

    Raises
    ------
    DataError
        A log that is not there.
    """
    for path in paths:
        if not path.exists():
            raise DataError(f"{path} is not there - check LOGS=")
    for line in copy_notebooks(WORKING):
        print(line)
    os.environ.update(variables)
    keep_lab_quiet(Path(sys.prefix))
    from jupyterlab.labapp import LabApp

    arguments = [
        str(WORKING / list_notebooks()[0].name),
        f"--ServerApp.root_dir={ROOT}",
        "--FileContentsManager.pre_save_hook=analysis.lab.refuse_tracked",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    sys.argv = ["jupyter-lab"]
    LabApp.launch_instance(arguments)
    return 0


def keep_lab_quiet(prefix: Path) -> None:
    """Settings of the project's own environment: no news, no look for updates, nothing sent."""
    folder = prefix / "share" / "jupyter" / "lab" / "settings"
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(quiet), encoding="utf-8")


def copy_notebooks(folder: Path, *, kernel: str | None = None) -> list[str]:
    """Copy the tracked notebooks without outputs; a copy that was edited stays as it is.

    Parameters
    ----------
    folder : Path
    kernel : str, optional
        Name of the kernel that the copies start; None leaves the one of the project's own JupyterLab.

    Returns
    -------
    list of str
        A line for each copy that was left alone because its cells were edited.
    """
    folder.mkdir(parents=True, exist_ok=True)
    left = []
    for path in list_notebooks():
        fresh = _mend_links(nbformat.read(path, as_version=4))
        target = folder / path.name
        present = nbformat.read(target, as_version=4) if target.exists() else None
        if present is not None and _hash_sources(present) == _hash_sources(fresh):
            fresh = present
        elif present is not None and present.metadata.get(_MADE_FROM) != _hash_sources(present):
            left.append(f"{target.name}: your copy was edited and is kept; delete it to get the newest one.")
            fresh = present
        else:
            _empty(fresh)
            fresh.metadata[_MADE_FROM] = _hash_sources(fresh)
        if _set_kernel(fresh, kernel) or fresh is not present:
            nbformat.write(fresh, target)
    return left


def _mend_links(notebook: NotebookNode) -> NotebookNode:
    """Lead links to other folders from where the copy lies, one folder deeper."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("](../", "](../../")
    return notebook


def _empty(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def _set_kernel(notebook: NotebookNode, kernel: str | None) -> bool:
    """Set the kernel of a copy; whether that changed anything."""
    spec = notebook.metadata.get("kernelspec", {})
    if kernel is None or spec.get("name") == kernel:
        return False
    notebook.metadata["kernelspec"] = {"name": kernel, "display_name": KERNEL_TITLE, "language": "python"}
    return True


def prepare_elsewhere() -> None:
    """Give a JupyterLab that someone else installed a kernel of this project, and copies that start it.

    The kernel is one file in the person's own Jupyter folder; nothing is installed into that JupyterLab.
    """
    from ipykernel.kernelspec import install

    name = "flexibility-log-" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    install(user=True, kernel_name=name, display_name=KERNEL_TITLE)
    for line in copy_notebooks(WORKING, kernel=name):
        print(line)


def refuse_tracked(*, model: dict, path: str, contents_manager: object, **_: object) -> None:
    """Jupyter's hook before a save: no tracked notebook is saved while personal logs are on.

    Raises
    ------
    tornado.web.HTTPError
        403, which JupyterLab shows as a message.
    """
    is_private = os.environ.get(LOGS_VARIABLE) or has_logs(PERSONAL)
    if not is_private or model.get("type") != "notebook":
        return
    root = Path(getattr(contents_manager, "root_dir", ROOT))
    if (root / path.lstrip("/")).resolve().parent == NOTEBOOKS:
        from tornado.web import HTTPError

        # the server lets only this kind of error stop a save
        raise HTTPError(
            403,
            f"{path} is the project's own notebook and would keep outputs of your log - "
            "work on the copy in reports/notebooks",
        )


def _hash_sources(notebook: NotebookNode) -> str:
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]


if __name__ == "__main__":
    prepare_elsewhere()
