"""A headless chromium, and JupyterLab on a copy of the project that nobody else sees."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, sync_playwright

from analysis.paths import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUN_ALL = """async (path) => {
  const app = window.jupyterapp;
  await app.restored;
  const panel = await app.commands.execute('docmanager:open', {path});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await panel.revealed;
  await app.commands.execute('notebook:run-all-cells');
  const cells = panel.content.model.sharedModel.cells.filter(cell => cell.cell_type === 'code');
  return cells.map(cell => [cell.execution_count, cell.outputs]);
}"""

SHOW_CELL = """async (source) => {
  const content = window.jupyterapp.shell.currentWidget.content;
  const at = content.widgets.findIndex(cell => cell.model.sharedModel.source.startsWith(source));
  content.activeCellIndex = at;
  await content.scrollToItem(at, 'start');
}"""


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = os.environ.get("FLEXLOG_BROWSER")
        yield playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)


def copy_project(base: Path) -> Path:
    """A copy of the project without its environment, its reports and its history."""
    copy = base / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "reports", "__pycache__"))
    return copy


@dataclass
class Lab:
    """A running JupyterLab: its page, the project's copy, and every address the page asked for."""

    page: Page
    project: Path
    asked: list[str]
    screenshots: Path

    def run_all(self, path: str) -> list[dict]:
        """Run a notebook from the first cell to the last; its outputs. None of them may be an error."""
        cells = self.page.evaluate(RUN_ALL, path)
        outputs = [output for _, found in cells for output in found]
        bad = [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
        self.page.screenshot(path=self.screenshots / f"{Path(path).stem}.png")
        assert not bad, bad
        first = cells[0][0]
        assert [count for count, _ in cells] == list(range(first, first + len(cells)))
        return outputs

    def reload(self) -> None:
        """Load the page anew, as F5 does."""
        self.page.once("dialog", lambda dialog: dialog.accept())
        self.page.reload()
        self.page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)

    def show_desk(self) -> None:
        """Run the start notebook and bring its buttons into view."""
        self.run_copy("00_start_here")
        self.page.evaluate(SHOW_CELL, "desk = open_desk(answers)")

    def run_copy(self, name: str) -> list[dict]:
        """The same with a working copy, by its name."""
        return self.run_all(f"reports/notebooks/{name}.ipynb")


@contextmanager
def open_lab(browser, base: Path, project: Path, command: list[str], **environment: str):
    """Start JupyterLab with folders of its own, and open its page."""
    for name in ("CONFIG", "DATA", "RUNTIME"):
        (base / name).mkdir(exist_ok=True)
    settings = {"LabApp": {"expose_app_in_browser": True, "open_browser": False}}
    (base / "CONFIG" / "jupyter_lab_config.json").write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    private = {f"JUPYTER_{name}_DIR": str(base / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    private |= {f"JUPYTERLAB_{name}_DIR": str(base / name) for name in ("SETTINGS", "WORKSPACES")}
    # kernels import the copy, not the project that the environment was made for
    private |= {"JUPYTER_TOKEN": token, "JUPYTER_PORT": str(port), "PYTHONPATH": str(project), **environment}
    with open(base / "log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, *command], env={**os.environ, **private}, stdout=log, stderr=log, cwd=project
        )
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, base / "log")
        page.goto(f"http://127.0.0.1:{port}/lab?token={token}")
        page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
        yield Lab(page, project, asked, base)
    finally:
        page.close()
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")
