"""Every test: python -m tests [pytest options]. Installs chromium on Debian as root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NBVAL = [
    "--nbval",
    "--nbval-current-env",
    "--nbval-cell-timeout=60",
    "--nbval-kernel-startup-timeout=120",
    f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval_sanitize.cfg'}",
]


def main() -> int:
    """Run pytest over the package, the tests and the notebooks; its exit code."""
    os.chdir(ROOT)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # two workers share two processors
    browser = find_browser() or install_browser()
    options = ["-n", "2", "--dist=loadfile", *NBVAL, *sys.argv[1:]]
    if browser:
        os.environ["FLEXLOG_BROWSER"] = browser
    else:
        options.append("--ignore=tests/browser")
    code = int(pytest.main([*options, "tests", "analysis", "notebooks"]))
    if not browser:
        print("The browser tests did not run: no chromium here, and it is installed only on Debian as root.")
        return 1 if os.environ.get("CI") == "true" else code
    return code


def find_browser() -> str | None:
    """Path of an installed chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install_browser() -> str | None:
    """Install Debian's chromium where that is possible without asking anybody."""
    debian = Path("/etc/debian_version").exists() and shutil.which("apt-get")
    if not debian or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print("Installing chromium for the browser tests ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True)
        if done.returncode:
            print(f"apt-get {command[0]} failed: {done.stderr.strip()[-300:]}")
            return None
    return find_browser()


if __name__ == "__main__":
    sys.exit(main())
