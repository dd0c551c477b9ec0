"""The help page holds every warning sign word for word, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest

from analysis.aspects.red_flags import list_red_flags
from analysis.paths import DATA, ROOT
from analysis.reference import read_reference

HELP = ROOT / "docs" / "help.md"
PAGES = [HELP, DATA / "templates" / "how_to_measure.md", ROOT / "README.md"]


def test_the_emergencies_come_first_and_every_warning_sign_stands_there():
    text = HELP.read_text(encoding="utf-8")
    assert text.split("\n## ")[1].startswith("Get these checked now")
    flags = read_reference("red_flags")
    assert len(flags) == 15
    for row in list_red_flags().to_dict("records"):
        emergency = row["How soon"].startswith("Emergency")
        line = f"- {row['What']}\n" if emergency else f"| {row['What']} | {row['How soon']} |\n"
        assert line in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_to_what_is_there(page):
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).resolve().exists(), link
