"""JupyterLab on working copies: the tracked notebooks never see a personal log."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import nbformat

from analysis.errors import DataError
from analysis.logbook import LOGS_VARIABLE
from analysis.paths import NOTEBOOKS, PERSONAL, REPORTS, ROOT
from analysis.report.run import list_notebooks

COPIES = REPORTS / "notebooks"


def start_lab(paths: list[Path], variables: dict[str, str]) -> int:
    """Open JupyterLab on working copies of the notebooks, in this process.

    Parameters
    ----------
    paths : list of Path
        Logs; where empty, data/personal is used once a log lies in it, else the example.
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
    if not paths and has_logs(PERSONAL):
        variables = {**variables, LOGS_VARIABLE: str(PERSONAL)}
    for line in copy_notebooks(COPIES):
        print(line)
    os.environ.update(variables)
    keep_lab_quiet(Path(sys.prefix))
    from jupyterlab.labapp import LabApp

    arguments = [
        str(COPIES / list_notebooks()[0].name),
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


def has_logs(folder: Path) -> bool:
    """Whether a folder holds anything but its README.

    Examples
    --------
    >>> has_logs(NOTEBOOKS)
    True
    """
    return folder.is_dir() and any(
        path.name != "README.md" and not path.name.startswith(".") for path in folder.iterdir()
    )


def copy_notebooks(folder: Path) -> list[str]:
    """Copy the tracked notebooks without outputs; a copy that was edited stays as it is.

    Returns
    -------
    list of str
        A line for each copy that was left alone because its cells differ.
    """
    folder.mkdir(parents=True, exist_ok=True)
    left = []
    for path in list_notebooks():
        fresh = nbformat.read(path, as_version=4)
        target = folder / path.name
        if target.exists():
            if _sources(nbformat.read(target, as_version=4)) != _sources(fresh):
                left.append(
                    f"{target.name}: your copy was edited and is kept; delete it to get the newest one."
                )
            continue
        for cell in fresh.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(fresh, target)
    return left


def refuse_tracked(*, model: dict, path: str, contents_manager: object, **_: object) -> None:
    """Jupyter's hook before a save: no tracked notebook is saved while personal logs are on.

    Raises
    ------
    tornado.web.HTTPError
        403, which JupyterLab shows as a message.
    """
    if not os.environ.get(LOGS_VARIABLE) or model.get("type") != "notebook":
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


def _sources(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]
