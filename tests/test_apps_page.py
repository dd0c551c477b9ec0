"""The page about apps names every app that is read, with what is used and what is ignored."""

from __future__ import annotations

import re
from pathlib import Path

import analysis
from analysis.intake.apps import _BY_HEADER, apple_health, loop_habits

ROOT = Path(analysis.__file__).parents[1]
PAGE = (ROOT / "docs" / "apps.md").read_text(encoding="utf-8")
TITLES = {
    "strong": "Strong", "hevy": "Hevy", "fitnotes": "FitNotes", "jefit": "Jefit", "strava": "Strava", "garmin": "Garmin Connect",
    "samsung_health": "Samsung Health", "bearable": "Bearable", "daylio": "Daylio", "habitbull": "HabitBull", "nomie": "Nomie",
    "sleep_as_android": "Sleep as Android", "sleep_cycle": "Sleep Cycle", "health_auto_export": "Health Auto Export",
    "health_export": "Health Export", "google_fit": "Google Fit", "fitbit": "Fitbit", "mindbody": "Mindbody",
    "apple_health": "Apple Health", "loop_habits": "Loop Habit Tracker",
}  # fmt: skip


def test_every_app_that_is_read_has_a_place_on_the_page():
    names = {module.NAME for module in (*_BY_HEADER, apple_health, loop_habits)}
    assert names == set(TITLES)
    sections = dict(re.findall(r"^### (.+)\n((?:(?!^##).*\n?)*)", PAGE, flags=re.MULTILINE))
    for name in names:
        told = sections[TITLES[name]]
        assert all(f"**{word}**" in told for word in ("Export", "Used", "Ignored")), name


def test_the_readme_leads_to_the_page():
    assert "docs/apps.md" in (ROOT / "README.md").read_text(encoding="utf-8")
