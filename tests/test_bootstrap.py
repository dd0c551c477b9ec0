"""The set-up says what is wrong and what to do, and does nothing twice."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from analysis import bootstrap


def test_a_python_that_is_too_old_says_which_is_needed(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"this is Python 3\.9\.2, and 3\.11 or newer is needed"):
        bootstrap.main()


def test_a_python_without_venv_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.make_venv()


def test_a_folder_that_cannot_be_written_to_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(bootstrap.os, "access", lambda path, mode: False)
    with pytest.raises(SystemExit, match="Copy the project to a folder of your own"):
        bootstrap.make_venv()


def test_no_network_is_said_with_the_last_words_of_the_installer(monkeypatch):
    failed = SimpleNamespace(returncode=1, stderr="...\nERROR: No matching distribution found for pandas\n")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(SystemExit, match=r"(?s)No matching distribution.*needs the internet once"):
        bootstrap.install(["-r", "requirements.lock"], "the packages")


def test_a_second_call_does_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))
    (tmp_path / ("." + bootstrap.checksum())).touch()
    monkeypatch.setattr(bootstrap, "make_venv", lambda: pytest.fail("set up twice"))
    assert bootstrap.main() == 0


def test_the_lock_names_no_package_host_and_hashes_everything():
    with open(f"{bootstrap.ROOT}/requirements.lock", encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert not [line for line in lines if "://" in line or "--index" in line or "--find-links" in line]
    pins = [line for line in lines if "==" in line]
    assert all(line.endswith("\\") for line in pins)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)


class Kernel:
    """Stands for the display and the keyboard of a notebook."""

    def __init__(self, monkeypatch, tmp_path, *, answer="", code=0):
        self.asked, self.ran = [], []
        monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
        monkeypatch.setattr("builtins.input", lambda words: (self.asked.append(words), answer)[1])
        done = SimpleNamespace(returncode=code, stdout="Cannot set up: no room left")
        monkeypatch.setattr(
            bootstrap.subprocess, "run", lambda command, **_: (self.ran.append(command), done)[1]
        )


def test_a_notebook_elsewhere_asks_before_it_installs_and_takes_no_for_an_answer(monkeypatch, tmp_path):
    kernel = Kernel(monkeypatch, tmp_path, answer="n")
    with pytest.raises(bootstrap.Stopped, match="Nothing was installed"):
        bootstrap.offer()
    assert "nothing of this JupyterLab is changed" in kernel.asked[0]
    assert kernel.ran == []


def test_a_set_up_that_fails_shows_its_last_words_and_no_stack(monkeypatch, tmp_path):
    Kernel(monkeypatch, tmp_path, code=1)
    with pytest.raises(bootstrap.Stopped, match="Cannot set up: no room left") as stopped:
        bootstrap.offer()
    assert stopped.value._render_traceback_() == ["Cannot set up: no room left"]


def test_what_is_set_up_already_is_not_asked_for_again(monkeypatch, tmp_path, capsys):
    kernel = Kernel(monkeypatch, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ("." + "0" * 16)).touch()
    with pytest.raises(bootstrap.Stopped, match="This notebook stops here"):
        bootstrap.offer()
    assert kernel.asked == []
    assert [command[-1] for command in kernel.ran] == ["analysis.lab"]
    assert "Markdown" in capsys.readouterr().out
