"""A JupyterLab that someone else installed: the first cell offers what is missing, and changes nothing of it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.browser.conftest import copy_project, open_lab

OURS = Path(sysconfig.get_path("purelib"))


def needed_by(name, found=None):
    """A distribution and all that it needs here."""
    found = {} if found is None else found
    for text in [name, *(distribution(name).requires or [])]:
        required = Requirement(text)
        if required.name in found or (required.marker and not required.marker.evaluate({"extra": ""})):
            continue
        found[required.name] = distribution(required.name)
        needed_by(required.name, found)
    return found


@pytest.fixture
def elsewhere(tmp_path):
    """An environment that can run a kernel and nothing of ours: no pandas, no analysis."""
    place = tmp_path / "elsewhere"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(place)
    (site,) = place.glob("lib/python3*/site-packages")
    for one in needed_by("ipykernel").values():
        for top in {Path(file).parts[0] for file in one.files or [] if not str(file).startswith("..")}:
            if not (site / top).exists():
                (site / top).symlink_to(OURS / top)
    assert not (site / "pandas").exists()
    return place


@pytest.fixture
def installer(tmp_path):
    """A stand-in for uv that installs without a network: the new environment sees the packages of this one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "uv"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\n"
        "python = pathlib.Path(sys.argv[sys.argv.index('--python') + 1])\n"
        "site = next(python.parent.parent.glob('lib/python3*/site-packages'))\n"
        f"lines = [{str(OURS)!r}] if '-r' in sys.argv else [sys.argv[-1]]\n"
        "name = '1-packages.pth' if '-r' in sys.argv else '0-project.pth'\n"
        "(site / name).write_text('\\n'.join(lines))\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def list_files(folder):
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if "__pycache__" not in str(path)
    )


def test_the_first_cell_sets_up_on_request_and_leads_to_a_copy_that_runs(
    browser, tmp_path, elsewhere, installer
):
    project = copy_project(tmp_path)
    kernel = tmp_path / "DATA" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    start = [str(elsewhere / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.joinpath("kernel.json").write_text(
        json.dumps({"argv": start, "display_name": "Someone's Python", "language": "python"})
    )
    before = list_files(elsewhere)
    environment = {"JUPYTER_PREFER_ENV_PATH": "0", "PATH": f"{installer}{os.pathsep}{os.environ['PATH']}"}
    command = ["-m", "jupyterlab", f"--ServerApp.root_dir={project}", "--allow-root"]
    with open_lab(browser, tmp_path, project, command, PYTHONPATH="", **environment) as lab:
        page = lab.page
        page.evaluate(OPEN_AND_RUN, "notebooks/00_start_here.ipynb")
        page.get_by_text("Press Enter to set it up in this project's own folder").wait_for(timeout=60_000)
        page.screenshot(path=tmp_path / "asked.png")
        page.locator(".jp-Stdin-input").press("Enter")
        page.get_by_text("Flexibility Log is set up.").wait_for(timeout=120_000)
        page.screenshot(path=tmp_path / "set_up.png")
        assert page.get_by_text("Traceback").count() == 0
        assert page.get_by_role("link", name="your copy of 00_start_here").count() == 1
        lab.reload()
        outputs = json.dumps(lab.run_copy("00_start_here"))
        assert "Example log. 3 files read." in outputs
        assert "image/png" in json.dumps(lab.run_copy("01_my_progress"))
        kernels = page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.name")
        assert kernels.startswith("flexibility-log-")
    assert list_files(elsewhere) == before
    assert (project / ".venv").is_dir()


OPEN_AND_RUN = """async (path) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  app.commands.execute('notebook:run-all-cells');
}"""


def test_the_same_first_cell_can_be_declined(elsewhere, tmp_path):
    project = copy_project(tmp_path)
    code = "import sys; sys.path[:0] = ['..', '../..']; from analysis.bootstrap import offer; offer()"
    done = subprocess.run(
        [str(elsewhere / "bin" / "python"), "-c", code],
        cwd=project / "notebooks", input="n\n", capture_output=True, text=True,
    )  # fmt: skip
    assert "Stopped: Nothing was installed. Run this cell again to set up." in done.stderr
    assert not (project / ".venv").exists()
