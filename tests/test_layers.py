"""A module imports only what stands before it in the flow of the data."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

PACKAGE = Path(analysis.__file__).parent

# Each may import those above it. `simulate` makes Logs, so it stands behind intake.
ORDER = [
    "errors",
    "collector",
    "paths",
    "schema",
    "words",
    "reference",
    "intake",
    "export",
    "days",
    "beside",
    "stats",
    "planning",
    "phases",
    "verdict",
    "training",
    "goals",
    "rivals",
    "events",
    "comparison",
    "comparing",
    "aspects",
    "claims",
    "logbook",
    "cohort",
    "people",
    "simulate",
    "charts",
    "gallery",
    "options",
    "report",
    "desk",
    "lab",
    "cli",
]
STANDS_ALONE = {"bootstrap"}


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name != "__init__":
            yield path, name


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level
        elif isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)


@pytest.mark.parametrize(
    ("path", "name"), list(modules()), ids=lambda x: x.stem if isinstance(x, Path) else ""
)
def test_a_module_imports_only_what_stands_before_it(path, name):
    if name in STANDS_ALONE:
        assert not [module for module, _ in imported(path) if module.startswith("analysis")]
        return
    assert name in ORDER, f"{name} has no place in the flow of the data yet"
    for module, level in imported(path):
        assert level == 0, f"{path.name} imports relatively"
        if module.startswith("analysis."):
            other = module.split(".")[1]
            assert ORDER.index(other) <= ORDER.index(name), f"{path.name} imports {module}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "stats").rglob("*.py")), ids=lambda p: p.name)
def test_statistics_take_arrays_and_import_only_errors(path):
    for module, _ in imported(path):
        if module.startswith("analysis."):
            assert module.startswith(("analysis.errors", "analysis.stats"))


def test_no_assert_stands_outside_the_tests():
    for path, _ in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.Assert)], path.name


def test_importing_the_package_loads_nothing_heavy():
    heavy = ["pandas", "numpy", "scipy", "matplotlib", "seaborn"]
    code = f"import sys, analysis; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
