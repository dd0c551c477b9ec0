"""`make test` never passes in silence without its browser tests."""

from __future__ import annotations

import pytest

from tests import __main__ as runner


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_missing_browser_is_said_and_fails_only_in_ci(monkeypatch, capsys, ci, code):
    seen = []
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(runner, "find_browser", lambda: None)
    monkeypatch.setattr(runner, "install_browser", lambda: None)
    monkeypatch.setattr(runner.pytest, "main", lambda options: seen.append(options) or 0)
    monkeypatch.setattr(runner.sys, "argv", ["tests"])
    assert runner.main() == code
    assert "The browser tests did not run" in capsys.readouterr().out
    assert "--ignore=tests/browser" in seen[0]


def test_a_failing_test_fails_the_run_with_a_browser(monkeypatch):
    monkeypatch.setattr(runner, "find_browser", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(runner.pytest, "main", lambda options: 1)
    monkeypatch.setattr(runner.sys, "argv", ["tests"])
    monkeypatch.setenv("FLEXLOG_BROWSER", "")
    assert runner.main() == 1
