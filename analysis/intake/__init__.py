"""Any file -> Logs: sessions, outcomes, issues and files, with the line of every value."""

from __future__ import annotations

from analysis.intake.load import load_logs
from analysis.intake.logs import Logs
from analysis.intake.mapping import save_mapping

__all__ = ["Logs", "load_logs", "save_mapping"]
