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
