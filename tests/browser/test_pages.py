"""Pages in a real browser: the report offline, a notebook in JupyterLab."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

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
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "report.html"


@pytest.mark.parametrize("width", [390, 1200], ids=["phone", "desk"])
def test_the_report_shows_its_charts_offline(browser, report, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(report.as_uri())
    widths = page.eval_on_selector_all("img", "pictures => pictures.map(p => [p.naturalWidth, p.width])")
    assert len(widths) == 10
    drawn_for_a_phone = [natural < 1000 for natural, _ in widths]
    assert all(drawn_for_a_phone) if width < 640 else not any(drawn_for_a_phone)
    assert all(natural > 700 and shown <= width for natural, shown in widths)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert problems == []
    assert "Example log" in page.inner_text("header")
    page.close()


DIARY = "Date,Pain (0-10),Minutes of hip flexor stretching\n" + "".join(
    f"2026-03-{day:02d},{6 - day % 3 if day < 15 else 3 + day % 2},{'' if day < 15 else 8}\n"
    for day in range(1, 31)
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """`flexlog lab` in a copy of the project that has a personal log; its port, token and folder."""
    base = tmp_path_factory.mktemp("lab")
    copy = base / "project"
    unwanted = shutil.ignore_patterns(".*", "reports", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=unwanted)
    (copy / "data" / "personal" / "my diary.csv").write_text(DIARY)
    for name in ("CONFIG", "DATA", "RUNTIME"):
        (base / name).mkdir()
    settings = {"LabApp": {"expose_app_in_browser": True, "open_browser": False}}
    (base / "CONFIG" / "jupyter_lab_config.json").write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    private = {f"JUPYTER_{name}_DIR": str(base / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    private |= {f"JUPYTERLAB_{name}_DIR": str(base / name) for name in ("SETTINGS", "WORKSPACES")}
    private |= {"JUPYTER_TOKEN": token, "JUPYTER_PORT": str(port)}
    with open(base / "log", "w") as log:
        command = [sys.executable, "-m", "analysis.cli", "lab"]
        server = subprocess.Popen(command, env={**os.environ, **private}, stdout=log, stderr=log, cwd=copy)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, base / "log")
        yield port, token, copy
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


@pytest.fixture(scope="module")
def lab_page(browser, lab):
    port, token, _ = lab
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{port}/lab?token={token}")
    page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
    yield page, asked
    page.close()


def run_all(page, name):
    """Run a working copy from the first cell; its outputs."""
    cells = page.evaluate(RUN_ALL, f"reports/notebooks/{name}.ipynb")
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, found in cells for output in found]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"], outputs
    return outputs


@pytest.mark.parametrize(("name", "figures"), [("03_pain_and_tightness", 3), ("05_what_i_train", 3)])
def test_a_notebook_runs_in_jupyterlab_on_a_personal_log(lab_page, name, figures):
    page, _ = lab_page
    outputs = run_all(page, name)
    assert sum("image/png" in output.get("data", {}) for output in outputs) == figures
    assert "Your log: 1 file, 1 March 2026 to 30 March 2026" in json.dumps(outputs)
    assert "Example log" not in json.dumps(outputs)


def test_the_lab_asks_nobody_outside(lab_page):
    page, asked = lab_page
    run_all(page, "02_range_of_motion")
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    assert page.locator(".jp-toast-button").count() == 0


def test_saving_a_tracked_notebook_is_refused_in_the_lab(lab_page, lab):
    page, _ = lab_page
    tracked = lab[2] / "notebooks" / "05_what_i_train.ipynb"
    before = tracked.read_bytes()
    status = page.evaluate(
        """async () => {
          const contents = window.jupyterapp.serviceManager.contents;
          const model = await contents.get('notebooks/05_what_i_train.ipynb');
          try { await contents.save(model.path, model); return 'saved'; } catch (error) { return 'refused'; }
        }"""
    )
    assert status == "refused"
    assert tracked.read_bytes() == before
