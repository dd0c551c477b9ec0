"""JupyterLab in a real browser: files are brought, everything is run, and it is about that log."""

from __future__ import annotations

import json
import subprocess

import pytest

from analysis.paths import ROOT
from tests.browser.conftest import copy_project, open_lab

FORM = (
    "Timestamp,How tight do your hip flexors feel right now? (0-10),Pain right now (0-10),"
    "Minutes of hip flexor stretching today,Stress today (0-10)\n"
) + "".join(
    f"2026/03/{day:02d} 7:{day:02d}:00 PM GMT+1,{7 - day % 3 if day < 15 else 4 + day % 2},"
    f"{8 - day % 3 if day < 15 else 3 + day % 2},{'' if day < 15 else 8},{3 + day % 3}\n"
    for day in range(1, 31)
)
UNCLEAR = "Date,Mood (0-10)\n" + "".join(f"{day:02d}/03/2026,{day % 5}\n" for day in range(1, 10))
PERSONAL = "Your log: 1 file, 1 March 2026 to 30 March 2026, 30 days logged."


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """`flexlog lab`, as `make lab` starts it, in a copy of the project under git."""
    base = tmp_path_factory.mktemp("lab")
    project = copy_project(base)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    for name in (".gitignore", ".gitattributes"):
        (project / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(["git", "add", "-A"], cwd=project, check=True)
    with open_lab(browser, base, project, ["-m", "analysis.cli", "lab"]) as opened:
        yield opened


def figures(outputs):
    return sum("image/png" in output.get("data", {}) for output in outputs)


def test_everything_runs_on_the_example_before_a_file_is_chosen(lab):
    outputs = lab.run_copy("00_start_here")
    assert "Example log. 3 files read." in json.dumps(outputs)
    assert figures(lab.run_copy("01_my_progress")) == 1
    lab.show_desk()
    lab.page.get_by_role("button", name="Choose files").wait_for()


def test_a_file_goes_in_through_the_button_and_the_notebooks_are_about_it(lab):
    lab.show_desk()
    with lab.page.expect_file_chooser() as chooser:
        lab.page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files({"name": "form.csv", "mimeType": "text/csv", "buffer": FORM.encode()})
    lab.page.get_by_text("In data/personal now: form.csv").wait_for(timeout=20_000)
    assert (lab.project / "data" / "personal" / "form.csv").read_text() == FORM
    said = json.dumps(lab.run_copy("00_start_here"))
    assert "Example log" not in said
    assert "1 file read. Found: 90 readings (tightness 30, pain 30, stress 30); 16 sessions." in said


def test_what_is_asked_once_is_answered_with_clicks(lab):
    page = lab.page
    lab.show_desk()
    page.get_by_text("Did you begin on 15 March 2026? 14 logged days before it.").wait_for()
    page.locator(".jp-OutputArea-output select").first.select_option(label="Pain")
    page.get_by_role("button", name="Keep these answers").click()
    page.get_by_text("Kept in flexlog.toml beside your log").wait_for(timeout=20_000)
    kept = (lab.project / "data" / "personal" / "flexlog.toml").read_text()
    assert 'main = "pain"' in kept
    assert 'start = "2026-03-15"' in kept
    outputs = lab.run_copy("01_my_progress")
    assert "Pain is lower than before" in json.dumps(outputs)
    assert "(as you said)" in json.dumps(outputs)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("01_my_progress", 1),
        ("02_range_of_motion", 0),
        ("03_pain_and_tightness", 2),
        ("04_before_and_after", 1),
        ("05_what_i_train", 3),
        ("06_what_else_changed", 1),
        ("07_plan_next_month", 2),
        ("08_can_i_trust_my_log", 2),
        ("09_the_article_and_my_log", 0),
        ("11_for_a_paper", 3),
    ],
)
def test_a_notebook_runs_on_the_personal_log(lab, name, shown):
    outputs = lab.run_copy(name)
    assert figures(outputs) == shown
    assert PERSONAL in json.dumps(outputs)
    assert "Example log" not in json.dumps(outputs)
    widths = lab.page.eval_on_selector_all(
        ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea img", "all => all.map(one => one.naturalWidth)"
    )
    assert all(width > 100 for width in widths)


DROP = """async ([path]) => {
  await window.jupyterapp.commands.execute('filebrowser:open-path', {path});
  await window.jupyterapp.commands.execute('filebrowser:activate');
}"""


def test_a_file_is_dropped_into_the_folder_and_its_question_is_answered_with_a_click(lab, tmp_path):
    page = lab.page
    dropped = tmp_path / "mood.csv"
    dropped.write_text(UNCLEAR)
    page.evaluate(DROP, ["data/personal"])
    listing = page.locator(".jp-DirListing-content").first
    page.locator(".jp-DirListing-item", has_text="form.csv").first.wait_for()
    box = listing.bounding_box()
    session = page.context.new_cdp_session(page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] - 20}
    data = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, **at, "data": data})
    page.locator(".jp-DirListing-item", has_text="mood.csv").first.wait_for(timeout=20_000)
    assert (lab.project / "data" / "personal" / "mood.csv").read_text() == UNCLEAR
    assert "may be 2026-03-01 or 2026-01-03" in json.dumps(lab.run_copy("00_start_here"))
    lab.show_desk()
    page.get_by_role("button", name="1 March (day first)").click()
    page.get_by_text("Kept: 1 March (day first).").wait_for(timeout=20_000)
    assert "2 files, 1 March 2026" in json.dumps(lab.run_copy("01_my_progress"))


def test_an_open_question_is_a_short_panel_in_the_other_notebooks(lab):
    unclear = lab.project / "data" / "personal" / "unclear.csv"
    unclear.write_text("When,Pain (0-10)\n02/03/2026,4\n03/03/2026,5\n")
    with pytest.raises(AssertionError, match="Cannot go on: one question is open"):
        lab.run_copy("01_my_progress")
    unclear.unlink()


def test_the_lab_asks_nobody_outside(lab):
    local = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
    assert [url for url in lab.asked if not url.startswith(local)] == []
    assert lab.page.locator(".jp-toast-button").count() == 0


def test_saving_a_tracked_notebook_is_refused_in_the_lab(lab):
    tracked = lab.project / "notebooks" / "05_what_i_train.ipynb"
    before = tracked.read_bytes()
    status = lab.page.evaluate(
        """async () => {
          const contents = window.jupyterapp.serviceManager.contents;
          const model = await contents.get('notebooks/05_what_i_train.ipynb');
          try { await contents.save(model.path, model); return 'saved'; } catch (error) { return 'refused'; }
        }"""
    )
    assert status == "refused"
    assert tracked.read_bytes() == before


def test_a_tracked_notebook_that_is_run_shows_the_example_and_nothing_else(lab):
    outputs = json.dumps(lab.run_all("notebooks/01_my_progress.ipynb"))
    assert "Example log" in outputs
    assert "Your log" not in outputs


def test_git_sees_nothing_of_all_that(lab):
    status = ["git", "status", "--short", "--untracked-files=all"]
    done = subprocess.run(status, cwd=lab.project, capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if not line.startswith("A ")] == []
