"""The report in a real browser: offline, at a desk and on a phone."""

from __future__ import annotations

import subprocess
import sys

import pytest


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
    charts = [path for path in (report.parent / "charts").glob("*.png") if "summary" not in path.name]
    assert len(widths) == len(charts) == 15
    drawn_for_a_phone = [natural < 1000 for natural, _ in widths]
    assert all(drawn_for_a_phone) if width < 640 else not any(drawn_for_a_phone)
    assert all(natural > 700 and shown <= width for natural, shown in widths)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert problems == []
    assert "Example log" in page.inner_text("header")
    page.close()
