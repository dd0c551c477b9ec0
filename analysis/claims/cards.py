"""The claims of the article, each with what research says and what this log says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.claims.evidence import Evidence
from analysis.claims.felt_links import judge_stress_and_tight, judge_tight_and_pain, judge_tight_and_range
from analysis.claims.few_minutes import judge_few_minutes
from analysis.claims.finding import AGAINST, CANNOT_TELL, SUPPORTS, UNTESTABLE, Finding, lacks
from analysis.claims.relief import judge_relief
from analysis.claims.routine_helps import judge_routine_helps
from analysis.claims.stopping import judge_stopping
from analysis.claims.trained_before import judge_trained_before
from analysis.claims.where_trained import judge_where_trained
from analysis.reference import read_reference
from analysis.words import say_count, say_list

JUDGES: dict[str, Callable[[Evidence], Finding]] = {
    "C01": judge_trained_before,
    "C02": judge_where_trained,
    "C03": judge_stopping,
    "C04": judge_tight_and_range,
    "C05": lambda _: lacks(
        "pelvic tilt from side photographs, three each week for 8 weeks, beside range of motion"
    ),
    "C06": judge_tight_and_pain,
    "C07": lambda _: Finding(UNTESTABLE),
    "C08": judge_stress_and_tight,
    "C09": lambda _: lacks("16 weeks of drawn blocks: none, conventional, targeted, and both"),
    "C10": judge_few_minutes,
    "C11": judge_routine_helps,
    "C12": judge_relief,
}
LATEST_YEAR = 2026
"""Numbers above it are pages."""
_READS = {
    SUPPORTS: "This log supports it.",
    AGAINST: "This log speaks against it.",
    CANNOT_TELL: "This log cannot tell.",
    UNTESTABLE: "No log can test this.",
}
_CHECKED = {
    "verified_abstract": "read in abstracts, not in whole papers",
    "mixed": "partly read in abstracts, partly derived or from memory",
}


@dataclass(frozen=True)
class Card:
    """One claim and what is known of it.

    Attributes
    ----------
    claim_id, claim : str
    research : str
        What research says.
    sources : tuple of str
        Citations, each with its identifier where one is known.
    checked : str
        How far that was checked.
    finding : Finding
        What this log says.
    beyond : str
        What no log like this can conclude.
    to_log, fewest : str
        What to log to find out, and how much of it.
    """

    claim_id: str
    claim: str
    research: str
    sources: tuple[str, ...]
    checked: str
    finding: Finding
    beyond: str
    to_log: str
    fewest: str

    @property
    def reads(self) -> str:
        """'This log supports it.', 'This log speaks against it.', and so on."""
        return _READS[self.finding.state]

    def text(self) -> str:
        """The card as a paragraph of Markdown, a line a part."""
        lines = [
            f"**{self.claim}.** *{self.reads}*",
            self.finding.estimate,
            f"It cannot say: {self.beyond}.",
            f"Research: {self.research}. {self._cite()}".strip(),
        ]
        if self.finding.state == CANNOT_TELL and self.to_log:
            lines.insert(2, f"To find out: {self.finding.missing or f'log {self.to_log} ({self.fewest})'}.")
        return "  \n".join(lines)

    def _cite(self) -> str:
        return f"({'; '.join(self.sources)}; {self.checked}.)" if self.sources else ""


def make_cards(evidence: Evidence) -> tuple[Card, ...]:
    """A card for every claim of data/reference/claims.csv, in its order.

    Examples
    --------
    >>> cards = make_cards(Evidence())
    >>> len(cards), cards[6].reads
    (12, 'No log can test this.')
    """
    return tuple(_make_card(row, JUDGES[row["claim_id"]](evidence)) for row in _claims())


def _make_card(row: dict[str, str], finding: Finding) -> Card:
    return Card(
        row["claim_id"],
        row["claim"],
        row["research"],
        tuple(_cite(key) for key in row["source_keys"].split()),
        _CHECKED[row["verification"]],
        finding,
        row["beyond"],
        row["to_log"],
        row["fewest"],
    )


@cache
def _claims() -> list[dict[str, str]]:
    rows = read_reference("claims").to_dict("records")
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows]


@cache
def _cite(key: str) -> str:
    """A source as name, year and identifier; the whole citation stands in data/reference/sources.csv."""
    rows = read_reference("sources").set_index("source_key")
    citation, seen = str(rows.loc[key, "citation"]), str(rows.loc[key, "identifier_seen"])
    year = [
        found for found in re.findall(r"(?<![\d-])(?:19|20)\d\d(?!\d)", citation) if int(found) <= LATEST_YEAR
    ]
    name = re.split(r"[ ,]", citation)[0]
    if not re.match(r"\S+( \S+)? (?:[A-Z]{1,3}\b|et al)|\S+,", citation):
        name = f"'{' '.join(citation.split()[:6])} ...'"
    known = re.search(r"doi:\S+?(?=[;,\s]|$)|PMID \d+|PMC\d+", seen)
    return " ".join([name, *year[-1:], *([known[0]] if known else [])])


def open_cards(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards of claims that this log addresses: what it supports or speaks against first.

    Examples
    --------
    >>> open_cards(make_cards(Evidence()))
    ()
    """
    return tuple(
        sorted(
            (card for card in cards if card.finding.is_open),
            key=lambda card: card.finding.state == CANNOT_TELL,
        )
    )


def claim_table(cards: Sequence[Card]) -> pd.DataFrame:
    """A row for each claim that this log does not address: why, and what would.

    Examples
    --------
    >>> claim_table(make_cards(Evidence())).columns.tolist()
    ['This log', 'It lacks', 'What research says']
    """
    rows = {
        card.claim: {
            "This log": card.reads.replace("This log", "It").rstrip("."),
            "It lacks": card.finding.missing,
            "What research says": card.research,
        }
        for card in cards
        if not card.finding.is_open
    }
    columns = ["This log", "It lacks", "What research says"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis(columns="Claim")


def say_cards(cards: Sequence[Card]) -> str:
    """How many claims this log addresses, and what it says of them, in a sentence.

    Examples
    --------
    >>> say_cards(make_cards(Evidence()))
    'Of the 12 claims, this log addresses none; the table says what each would take.'
    """
    shown = open_cards(cards)
    if not shown:
        return f"Of the {len(cards)} claims, this log addresses none; the table says what each would take."
    if all(card.finding.state == CANNOT_TELL for card in shown):
        return f"Of the {len(cards)} claims, this log addresses {len(shown)}, and cannot tell of any yet."
    parts = [
        f"{word} {say_count(number, 'of them')}".replace(" of thems", "")
        for word, state in (
            ("supports", SUPPORTS),
            ("speaks against", AGAINST),
            ("cannot tell of", CANNOT_TELL),
        )
        for number in [sum(card.finding.state == state for card in shown)]
        if number
    ]
    return f"Of the {len(cards)} claims, this log addresses {len(shown)}: it {say_list(parts)}."
