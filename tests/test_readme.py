"""The README's figures are those of the code: none is typed from memory."""

from __future__ import annotations

import pytest

from analysis.logbook import MOVEMENT, open_logbook
from analysis.paths import ROOT
from tests.stats.false_alarm_table import measure_cell

README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_caption_says_what_the_example_says():
    book = open_logbook()
    said = book.answers(book.compare(MOVEMENT), MOVEMENT).markdown
    caption = README.split("*Example log. ")[1].split(".*")[0]
    sentences = caption.split(". ")
    assert len(sentences) == 4
    assert all(sentence in said for sentence in sentences)


@pytest.mark.parametrize(
    ("rho", "q", "name"), [(0.3, 0.0, "carry-over 0.3"), (0.8, 0.3, "carry-over 0.8, 30 % rating noise")]
)
def test_the_table_of_false_alarms_is_the_one_that_is_computed(rho, q, name):
    assert f"| {name} | {measure_cell(14, 28, rho, q)} |" in README
