"""The tracked notebooks, and that every way of breaking one is seen."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.lab import copy_notebooks
from analysis.paths import NOTEBOOKS, WORKING
from analysis.reference import read_reference
from analysis.report.run import list_notebooks, run_notebooks, tidy_notebook
from tests.__main__ import NBVAL
from tests.notebook_checks import find_faults

FIGURES = {
    "00_start_here": 0,
    "01_my_progress": 1,
    "02_range_of_motion": 2,
    "03_pain_and_tightness": 2,
    "04_before_and_after": 1,
    "05_what_i_train": 3,
    "06_what_else_changed": 1,
    "07_plan_next_month": 2,
    "08_can_i_trust_my_log": 3,
    "09_the_article_and_my_log": 0,
    "10_my_clients": 2,
    "11_for_a_paper": 4,
}


def read(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def figures(notebook):
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    return sum("image/png" in output.get("data", {}) for output in outputs)


@pytest.mark.parametrize("path", list_notebooks(), ids=lambda path: path.stem)
def test_a_tracked_notebook_is_run_clean_and_complete(path):
    notebook = nbformat.read(path, as_version=4)
    assert find_faults(notebook) == []
    assert figures(notebook) == FIGURES[path.stem]


@pytest.mark.parametrize("path", list_notebooks(), ids=lambda path: path.stem)
def test_every_title_and_sentence_of_a_tracked_notebook_is_marked_as_the_example(path):
    notebook = nbformat.read(path, as_version=4)
    said = [
        paragraph
        for cell in code_cells(notebook)
        for output in cell.outputs
        for paragraph in output.get("data", {}).get("text/markdown", "").split("\n\n")
        if paragraph
    ]
    drawn = [
        output.data["text/plain"].split("\npanel 1: ")
        for cell in code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert said
    assert all(text.startswith("Example log") for text in said)
    assert len(drawn) == FIGURES[path.stem]
    assert all(panels.startswith("'Example log") for _, panels in drawn)
    assert all(line.startswith("Example log") for words, _ in drawn for line in words.splitlines())


def test_a_new_run_gives_the_same_bytes_of_everything_but_pictures():
    done = run_notebooks([NOTEBOOKS / "02_range_of_motion.ipynb"], variables={"TZ": "UTC"})[0]
    assert done.error == ""
    fresh, saved = tidy_notebook(done.notebook), read("02_range_of_motion")
    for notebook in (fresh, saved):
        for cell in code_cells(notebook):
            for output in cell.outputs:
                output.get("data", {}).pop("image/png", None)
                output.get("metadata", {}).pop("image/png", None)
    assert nbformat.writes(fresh) == nbformat.writes(saved)


def changed_number(notebook):
    cell = code_cells(notebook)[2]
    text = cell.outputs[0].data["text/markdown"]
    assert "degrees" in text
    cell.outputs[0].data["text/markdown"] = text.replace("degrees", "9 degrees", 1)


def changed_chart_number(notebook):
    code_cells(notebook)[
        4
    ].source = "comparisons[0].series.iloc[3] += 0.5\naxes = plot_panels(comparisons, plot_trend)"


def another_colour(notebook):
    code_cells(notebook)[4].source = (
        "from dataclasses import replace\nfrom analysis.charts.colours import THEMES\n"
        "THEMES['light'] = replace(THEMES['light'], routine='#ff0000')\n"
        "axes = plot_panels(comparisons, plot_trend)"
    )


def missing_figure(notebook):
    code_cells(notebook)[4].source = "axes = plot_panels([], plot_trend)"


def untouched(notebook):
    return None


NBVAL_SEES = [changed_number, changed_chart_number, another_colour, missing_figure]


def test_nbval_sees_every_break_and_passes_what_is_whole(tmp_path):
    for spoil in (*NBVAL_SEES, untouched):
        notebook = read("02_range_of_motion")
        spoil(notebook)
        nbformat.write(notebook, tmp_path / f"{spoil.__name__}.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *NBVAL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    failed = {
        line.split("::")[0].split()[-1] for line in done.stdout.splitlines() if line.startswith("FAILED")
    }
    assert failed == {f"{spoil.__name__}.ipynb" for spoil in NBVAL_SEES}, done.stdout[-3000:]
    assert done.returncode == 1


def stripped(notebook):
    for cell in code_cells(notebook):
        cell.outputs = []


def unrun(notebook):
    code_cells(notebook)[3].execution_count = None


def out_of_order(notebook):
    code_cells(notebook)[0].execution_count = 7


def figure_taken_out(notebook):
    code_cells(notebook)[4].outputs = []


def with_an_error(notebook):
    code_cells(notebook)[3].outputs = [
        nbformat.v4.new_output("error", ename="KeyError", evalue="", traceback=[])
    ]


def with_a_home_folder(notebook):
    code_cells(notebook)[1].source = "start = '/home/ann/log.csv'"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (stripped, "it was stripped"),
        (unrun, "execution counts"),
        (out_of_order, "execution counts"),
        (figure_taken_out, "figure is missing"),
        (with_an_error, "holds KeyError"),
        (with_a_home_folder, "somebody's machine"),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_what_nbval_lets_pass_is_found(spoil, fault):
    notebook = copy.deepcopy(read("02_range_of_motion"))
    spoil(notebook)
    assert any(fault in found for found in find_faults(notebook))


def test_notebooks_hold_no_personal_output():
    for path in list_notebooks():
        assert "Your log" not in Path(path).read_text(encoding="utf-8")


def test_every_notebook_is_listed_where_people_start():
    text = (NOTEBOOKS / "00_start_here.ipynb").read_text(encoding="utf-8")
    names = [path.stem for path in list_notebooks()]
    assert all(f"]({name}.ipynb)" in text for name in names[1:])


def test_the_emergencies_stand_on_the_start_notebook_before_anything_runs():
    table = read_reference("red_flags")
    emergencies = table.loc[table["urgency"] == "emergency", "plain_wording"]
    prose = "".join(cell.source for cell in read("00_start_here").cells if cell.cell_type == "markdown")
    assert len(emergencies) == 5
    assert all(f"- {wording}\n" in prose for wording in emergencies)


@pytest.mark.parametrize("path", list_notebooks()[1:], ids=lambda path: path.stem)
def test_a_notebook_says_whom_it_is_for_in_its_first_line(path):
    title, _, first = nbformat.read(path, as_version=4).cells[0].source.partition("\n\n")
    assert title.endswith("?")
    assert first.startswith("For ")


def test_code_is_collapsed_in_every_notebook():
    for path in list_notebooks():
        cells = code_cells(nbformat.read(path, as_version=4))
        assert all(cell.metadata["jupyter"]["source_hidden"] for cell in cells)


@pytest.mark.parametrize("path", list_notebooks(), ids=lambda path: path.stem)
def test_links_lead_to_what_is_there_from_a_notebook_and_from_its_copy(path, tmp_path):
    copies = tmp_path / "reports" / "notebooks"
    copy_notebooks(copies)
    for place, shown in ((NOTEBOOKS, path), (WORKING, copies / path.name)):
        prose = "".join(
            c.source for c in nbformat.read(shown, as_version=4).cells if c.cell_type == "markdown"
        )
        for link in re.findall(r"\]\(([^)#]+)\)", prose):
            target = NOTEBOOKS / link if link.endswith(".ipynb") else place / link
            assert target.resolve().exists(), f"{shown}: {link}"
