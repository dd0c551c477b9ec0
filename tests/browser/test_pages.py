"""Pages in a real browser: the report offline, a notebook in JupyterLab."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from analysis.lab import copy_notebooks
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


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        path = os.environ.get("FLEXLOG_BROWSER")
        yield playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    command = [sys.executable, "-m", "analysis.cli", "report", "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return out / "report.html"


@pytest.mark.parametrize("width", [390, 1200], ids=["phone", "desk"])
def test_the_report_shows_its_charts_offline(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(report.as_uri())
    widths = page.eval_on_selector_all("img", "pictures => pictures.map(p => [p.naturalWidth, p.width])")
    assert len(widths) == 6
    assert all(natural > 1000 and shown <= width for natural, shown in widths)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert problems == []
    assert "Example log" in page.inner_text("h1")
    page.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks with settings of its own; its address."""
    base = tmp_path_factory.mktemp("lab")
    copy_notebooks(base / "notebooks")
    for name in ("CONFIG", "DATA", "RUNTIME"):
        (base / name).mkdir()
    private = {f"JUPYTER_{name}_DIR": str(base / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    private |= {f"JUPYTERLAB_{name}_DIR": str(base / name) for name in ("SETTINGS", "WORKSPACES")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += [
        "--ip=127.0.0.1",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={base / 'notebooks'}",
    ]
    command += ["--LabApp.expose_app_in_browser=True"]
    with open(base / "log", "w") as log:
        server = subprocess.Popen(command, env={**os.environ, **private}, stdout=log, stderr=log, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, base / "log")
        yield port, token
    finally:
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


def test_a_notebook_runs_in_jupyterlab_without_an_error_and_shows_its_figures(browser, lab):
    port, token = lab
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    outside = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(f"http://127.0.0.1:{port}/lab?token={token}")
    page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
    cells = page.evaluate(RUN_ALL, "02_range_of_motion.ipynb")
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    assert "Example log" in json.dumps(outputs)
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    assert [url for url in outside if not url.startswith(local)] == []
    page.close()
