"""Working copies: private outputs never reach a tracked notebook."""

from __future__ import annotations

import nbformat
import pytest
from tornado.web import HTTPError

from analysis.errors import DataError
from analysis.lab import _hash_sources, copy_notebooks, refuse_tracked, start_lab
from analysis.logbook import LOGS_VARIABLE, has_logs
from analysis.paths import NOTEBOOKS, ROOT


class Contents:
    root_dir = str(ROOT)


def test_copies_have_no_outputs(tmp_path):
    assert copy_notebooks(tmp_path) == []
    notebook = nbformat.read(tmp_path / "02_range_of_motion.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_a_copy_that_was_edited_is_kept_and_said(tmp_path):
    copy_notebooks(tmp_path)
    path = tmp_path / "02_range_of_motion.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].source = "start = '2026-03-16'"
    nbformat.write(notebook, path)
    lines = copy_notebooks(tmp_path)
    assert len(lines) == 1
    assert "your copy was edited and is kept" in lines[0]
    assert nbformat.read(path, as_version=4).cells[2].source == "start = '2026-03-16'"


def test_saving_a_tracked_notebook_is_refused_while_personal_logs_are_on(monkeypatch):
    monkeypatch.setenv(LOGS_VARIABLE, "/somewhere/log.csv")
    save = {"model": {"type": "notebook"}, "contents_manager": Contents()}
    with pytest.raises(HTTPError, match="would keep outputs of your log"):
        refuse_tracked(path="notebooks/02_range_of_motion.ipynb", **save)
    refuse_tracked(path="reports/notebooks/02_range_of_motion.ipynb", **save)
    monkeypatch.delenv(LOGS_VARIABLE)
    refuse_tracked(path="notebooks/02_range_of_motion.ipynb", **save)


def test_a_log_that_is_not_there_is_said_before_the_lab_opens(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv is not there - check LOGS="):
        start_lab([tmp_path / "none.csv"], {})


def test_a_readme_alone_is_no_log(tmp_path):
    (tmp_path / "README.md").write_text("put logs here")
    assert not has_logs(tmp_path)
    (tmp_path / "log.csv").write_text("x")
    assert has_logs(tmp_path)
    assert has_logs(NOTEBOOKS)


def test_a_copy_of_an_older_version_that_was_not_edited_is_replaced(tmp_path):
    copy_notebooks(tmp_path)
    path = tmp_path / "05_what_i_train.ipynb"
    old = nbformat.read(path, as_version=4)
    del old.cells[4:]
    nbformat.write(old, path)
    assert "was edited" in copy_notebooks(tmp_path)[0]
    old.metadata["flexibility_log"] = _hash_sources(old)
    nbformat.write(old, path)
    assert copy_notebooks(tmp_path) == []
    assert len(nbformat.read(path, as_version=4).cells) > 4


def test_copies_for_another_jupyterlab_start_the_kernel_of_the_project(tmp_path):
    copy_notebooks(tmp_path)
    copy_notebooks(tmp_path, kernel="flexibility-log-1234")
    for path in tmp_path.glob("*.ipynb"):
        kernel = nbformat.read(path, as_version=4).metadata["kernelspec"]
        assert kernel == {
            "name": "flexibility-log-1234", "display_name": "Flexibility Log", "language": "python"
        }  # fmt: skip


def test_saving_is_refused_once_a_log_lies_in_the_personal_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.lab.PERSONAL", tmp_path)
    save = {"model": {"type": "notebook"}, "contents_manager": Contents()}
    refuse_tracked(path="notebooks/02_range_of_motion.ipynb", **save)
    (tmp_path / "log.csv").write_text("x")
    with pytest.raises(HTTPError, match="would keep outputs of your log"):
        refuse_tracked(path="notebooks/02_range_of_motion.ipynb", **save)
