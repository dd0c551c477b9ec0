"""The README's figures are those of the code: none is typed from memory."""

from __future__ import annotations

from analysis.logbook import MOVEMENT, open_logbook
from analysis.paths import ROOT
from tests.trust.table import TRUST, read_table

README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_caption_says_what_the_example_says():
    book = open_logbook()
    said = book.answers(book.compare(MOVEMENT), MOVEMENT).markdown
    caption = README.split("*Example log. ")[1].split(".*")[0]
    sentences = caption.split(". ")
    assert len(sentences) == 4
    assert all(sentence in said for sentence in sentences)


def test_the_shares_of_false_alarms_are_those_of_the_trust_table():
    table = read_table(TRUST)
    table = table[table["measured"] == "called changed when nothing changed"]
    ours = table[
        (table["method"] == "flexlog") & (table["group"] == "promised") & (table["carry_over"] <= 0.8)
    ]
    peers = table[table["method"].str.startswith(("Welch", "Mann-Whitney")) & (table["carry_over"] == 0.4)]
    mean, most, others = (
        round(100 * share) for share in (ours["rate"].mean(), ours["rate"].max(), peers["rate"].mean())
    )
    assert f"{mean} are called changed on average and {most} at most" in README
    assert f"tests that take days as independent call {others} at 0.4" in README
