"""Where data/ lives: Path constants, seen from the checkout this package lies in."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SAMPLE = DATA / "sample"
SAMPLE_CLIENTS = DATA / "sample_clients"
REFERENCE = DATA / "reference"
PERSONAL = DATA / "personal"
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"
WORKING = REPORTS / "notebooks"
"""Working copies of the notebooks, the only ones that see a personal log."""
