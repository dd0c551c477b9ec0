"""The README's figures are those of the code: none is typed from memory."""

from __future__ import annotations

from analysis.logbook import MOVEMENT, open_logbook
from analysis.paths import ROOT
from tests.trust.table import TRUST, read_table

METHOD = " ".join((ROOT / "docs" / "method.md").read_text(encoding="utf-8").split())
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


def test_the_sharpness_of_the_flags_is_that_of_the_trust_table():
    table = read_table(TRUST)

    def percent(cell, measured):
        rows = table[table["cell"].str.startswith(cell) & (table["measured"] == measured)]
        return 100 * rows["rate"]

    moving = round(percent("trend of .1 SD", "flag already_moving").item())
    assert f"an earlier trend of .1 SD a day is found in {moving} of 100 logs" in METHOD
    worst = percent("start after the worst stretch", "flag started_at_worst")
    assert (worst.iloc[:2] > 70).all()
    assert worst.iloc[2] < worst.iloc[:2].min()
    withheld = round(percent("clean log: average", "credit withheld by chance").item())
    slow = percent("clean log, step of 1.5 SD: 21+42 days / rho 0.6", "credit withheld by chance")
    assert f"from {withheld} of 100 clean logs on average, from about {round(slow.mean())}" in METHOD
    shifts = percent("stress shifts", "flag rival_shift names stress, which shifted by 1 SD")
    assert f"in {round(shifts.min() / 10)} to {round(shifts.max() / 10)} of 10;" in METHOD
