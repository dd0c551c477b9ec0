"""Cards: what is told of each claim, and of none too much."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from analysis.claims import Evidence, claim_table, make_cards, open_cards, say_cards
from analysis.claims.cards import JUDGES
from analysis.claims.finding import AGAINST, CANNOT_TELL, STATES, SUPPORTS, UNTESTABLE
from analysis.logbook import Logbook, open_logbook
from analysis.phases import find_phases
from analysis.reference import read_reference
from analysis.simulate import PERSONAS, simulate_logs
from tests.planning.made_plans import draw, log_days
from tests.trust.claims import CASES, TRUTHS
from tests.trust.draws import Setting


def card_of(cards, claim):
    return next(card for card in cards if card.claim_id == claim)


def test_every_claim_has_a_judge_and_known_sources():
    claims, sources = read_reference("claims"), set(read_reference("sources")["source_key"])
    assert claims["claim_id"].tolist() == list(JUDGES)
    assert {key for keys in claims["source_keys"] for key in keys.split()} <= sources
    assert (claims[["claim", "research", "beyond"]] != "").all(axis=None)
    assert {card.claim_id for card in make_cards(Evidence())} == set(JUDGES)


def test_an_empty_log_addresses_nothing_and_says_what_each_would_take():
    cards = make_cards(Evidence())
    assert open_cards(cards) == ()
    table = claim_table(cards)
    assert len(table) == 12
    assert (table["This log"] == "No log can test this").sum() == 1
    assert (table.loc[table["This log"] != "No log can test this", "It lacks"] != "").all()


def test_a_source_is_cited_by_name_year_and_identifier():
    cards = make_cards(Evidence())
    assert "Ema 2018 doi:10.1249/MSS.0000000000001678" in card_of(cards, "C02").sources
    cited = [source for card in cards for source in card.sources]
    assert sum(re.search(r" (19|20)\d\d", source) is None for source in cited) <= 2


@pytest.mark.parametrize(("claim", "truth", "wrong", "before", "since"), CASES)
def test_a_card_is_seldom_wrong_and_never_wordless(claim, truth, wrong, before, since):
    rng = np.random.default_rng(7)
    setting = Setting(before, since, 0.3, missing=0.1)
    found = [JUDGES[claim](TRUTHS[truth](setting, rng)) for _ in range(25)]
    assert sum(one.state in wrong for one in found) <= 4
    assert all(one.estimate or one.missing for one in found)
    assert not any("nan" in one.estimate for one in found)


@pytest.mark.parametrize(
    ("claim", "truth", "state"),
    [
        ("C01", "3 % of minutes target them", SUPPORTS),
        ("C01", "45 % of minutes target them", AGAINST),
        ("C03", "a pause loses 2 degrees a week", SUPPORTS),
        ("C04", "a point of tightness costs 1.5 degrees", SUPPORTS),
        ("C08", "a point of stress brings .4 points of tightness", SUPPORTS),
        ("C11", "the drawn routine lowers tightness by 3 points", SUPPORTS),
        ("C12", "sessions lower tightness by 2 points at once", SUPPORTS),
    ],
)
def test_a_clear_truth_is_mostly_told(claim, truth, state):
    rng = np.random.default_rng(8)
    case = next(case for case in CASES if case[:2] == (claim, truth))
    setting = Setting(case[3], case[4], 0.0, missing=0.1)
    found = [JUDGES[claim](TRUTHS[truth](setting, rng)).state for _ in range(15)]
    assert found.count(state) >= 11


def test_a_chosen_start_never_supports_that_the_routine_did_it():
    rng = np.random.default_rng(9)
    setting = Setting(21, 21, 0.0, missing=0.1)
    found = [
        JUDGES["C11"](TRUTHS["the chosen routine lowers tightness by 3 points"](setting, rng))
        for _ in range(10)
    ]
    assert {one.state for one in found} == {CANNOT_TELL}
    assert all("not drawn by lot, so it says nothing of what caused it" in one.estimate for one in found)


def test_a_planned_log_can_support_that_the_routine_did_it(tmp_path):
    log_days(tmp_path, draw(tmp_path, "abab", seed=9, days=56), effect=-3.5)
    card = card_of(open_logbook(tmp_path).claims(), "C11")
    assert card.reads == "This log supports it."
    assert "on days with the routine" in card.finding.estimate


def test_a_drawn_plan_of_relaxation_decides_what_stress_does(tmp_path):
    plan = draw(tmp_path, "alternating", what="relaxation", days=42)
    log_days(tmp_path, plan, effect=-2.5)
    card = card_of(open_logbook(tmp_path).claims(), "C08")
    assert card.reads == "This log supports it."
    assert "drawn with relaxation" in card.finding.estimate


def test_squats_count_as_reaching_them_only_where_partly_counts():
    weeks = pd.DataFrame({"strict": [0.0] * 4, "wide": [60.0] * 4, "total": [60.0] * 4})
    found = JUDGES["C01"](Evidence(weeks=weeks))
    assert found.state == CANNOT_TELL
    assert "0 % of your training minutes targeted" in found.estimate
    assert "100 % reached them at least partly" in found.estimate


def test_the_longest_pause_after_four_weeks_of_the_routine_is_taken():
    days = pd.date_range("2026-03-02", periods=120, unit="s")
    targeted = pd.Series(np.where(np.isin(np.arange(120), [*range(30), *range(55, 60)]), 8.0, 0.0), days)
    rom = pd.Series(10 - 0.2 * np.maximum(np.arange(120) - 59, 0) + np.tile([0.0, 1.0], 60), days)
    found = JUDGES["C03"](Evidence(rom=rom, targeted=targeted))
    assert "In a pause of 60 days" in found.estimate
    assert found.state == SUPPORTS


@pytest.mark.parametrize("persona", PERSONAS)
def test_cards_of_every_persona_are_whole(persona):
    logs = simulate_logs(persona, days=98, start="2026-03-02", rng=np.random.default_rng(3)).logs
    cards = Logbook(logs, find_phases(logs), is_example=False).claims()
    assert {card.finding.state for card in cards} <= set(STATES)
    texts = [card.text() for card in open_cards(cards)]
    assert texts
    assert not any(word in text for text in texts for word in ("nan", "None", "  ."))
    assert say_cards(cards).startswith("Of the 12 claims, this log addresses")
    assert [c.finding.state for c in cards if c.claim_id == "C07"] == [UNTESTABLE]
