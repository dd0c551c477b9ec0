"""Every dose beside every outcome: the right pairs, the right count, the right words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.dose_links import DoseLinks, find_dose_links
from analysis.aspects.lags import CAVEAT, routine_days, say_r
from analysis.stats.lagged import Lagged, adjust_bh, lagged
from tests.aspects.made_links import FIRST, made_comparison


@pytest.fixture(scope="module")
def parts():
    """Two outcomes and a rival over 120 days, three doses of which two say the same, one that is constant."""
    rng = np.random.default_rng(12)
    days = pd.date_range(FIRST, periods=120, freq="D", unit="s")
    minutes = pd.Series(np.round(rng.gamma(2, 6, size=120)), index=days)
    pain = 6 - 0.12 * np.r_[0.0, minutes[:-1]] + rng.normal(scale=0.5, size=120)
    outcomes = [made_comparison(pain), made_comparison(rng.normal(size=120), name="Mood")]
    outcomes.append(made_comparison(rng.normal(size=120), role="rival", name="Stress"))
    holds = pd.Series(rng.integers(3, 7, size=120) * 10.0, index=days)
    doses = {"minutes": minutes, "hours": minutes / 60, "sessions": minutes * 0 + 1, "holds": holds}
    return outcomes, doses


def test_every_dose_that_says_something_new_is_tried(parts):
    found = find_dose_links(*parts)
    assert [one.name for one in found.outcomes] == ["Pain", "Mood"]
    for one in found.outcomes:
        assert [link.cause for link in one.links] == ["minutes", "hours", "sessions", "holds"]
        assert [link.test is None for link in one.links] == [False, True, True, False]
        assert one.links[1].reason == "it says the same as minutes"
        assert one.links[2].reason == "it was the same every day, or a straight line"
    assert found.pairs_tried == 4
    assert {one.pairs_tried for one in found.outcomes} == {4}


def test_each_test_is_that_of_the_days_of_the_routine_and_all_pairs_are_counted(parts):
    outcomes, doses = parts
    links = [link for one in find_dose_links(*parts).outcomes for link in one.links if link.test is not None]
    days = routine_days(outcomes[0])
    assert links[0].test == lagged(doses["minutes"].reindex(days), outcomes[0].series.reindex(days))
    assert [link.p_adjusted for link in links] == pytest.approx(adjust_bh([link.test.p for link in links]))


def test_a_dose_is_the_same_where_it_is_the_same_within_the_routine(parts):
    outcomes, doses = parts
    other = doses["minutes"].copy()
    other.iloc[:5] += 50  # before the start
    found = find_dose_links(outcomes[:1], {"minutes": doses["minutes"], "all minutes": other})
    assert found.outcomes[0].links[1].reason == "it says the same as minutes"


def test_the_table_has_a_row_an_outcome_and_dose(parts):
    found = find_dose_links(*parts)
    table = found.table()
    assert table.columns.tolist() == [
        "Dose",
        "same day (r)",
        "next day (r)",
        "a week later (r)",
        "days",
        "p",
        "p, all pairs counted",
        "not tried because",
    ]
    assert table.index.tolist() == ["Pain"] * 4 + ["Mood"] * 4
    test = found.outcomes[0].links[0].test
    assert table.iloc[0].tolist()[:5] == ["minutes", *[say_r(r) for r in test.r], "111"]
    assert table.iloc[0].tolist()[-1] == ""
    assert table.iloc[1].tolist() == ["hours", *[""] * 6, "it says the same as minutes"]
    assert DoseLinks("", (), 0).table().empty


def test_a_lag_with_too_few_days_is_an_empty_cell(parts):
    found = find_dose_links(*parts)
    link = found.outcomes[0].links[0]
    thin = replace(link, test=Lagged((0, 1, 7), (0.1, -0.2, float("nan")), (24, 22, 17), 0.0004, 0.5, 30))
    outcome = replace(found.outcomes[0], links=(thin,))
    row = DoseLinks("", (outcome,), 1).table().iloc[0].tolist()
    assert row[1:6] == ["0.10", "\N{MINUS SIGN}0.20", "", "24", "below 0.001"]


def test_the_sentence_says_how_many_pairs_were_tried(parts):
    found = find_dose_links(*parts)
    pain, mood = found.outcomes
    # over 111 days the next day's link is found again by two shifts, which 4 pairs bring above .05
    assert pain.links[0].test.p <= 0.05 < pain.links[0].p_adjusted
    assert found.sentences()[0] == "No link between a dose and an outcome beyond chance (4 pairs tried)."
    told = replace(pain.links[0], p_adjusted=0.01)
    said = replace(found, outcomes=(replace(pain, links=(told, *pain.links[1:])), mood)).sentences()
    r = say_r(told.test.r[1])
    assert said == (
        "Beyond chance, 4 pairs tried: pain: more minutes with lower readings the next day "
        f"(r = {r}, p = 0.01). {CAVEAT}.",
        "4 pairs could not be tried; the table says why.",
    )


def test_no_link_is_no_proof_of_none_where_the_log_is_short(parts):
    mood = find_dose_links(*parts).only({"Mood"})
    assert [one.name for one in mood.outcomes] == ["Mood"]
    assert mood.sentences()[0] == "No link between a dose and an outcome beyond chance (4 pairs tried)."
    many = replace(mood, pairs_tried=24).sentences()[0]
    assert many.endswith("(24 pairs tried; in so few days a single one could not show).")


def test_a_log_without_a_routine_or_without_doses_tries_no_pair(parts):
    outcomes, doses = parts
    nothing = "No dose could be tried beside an outcome (0 pairs tried)."
    assert find_dose_links((), doses).sentences() == (nothing,)
    empty = {name: dose[:0] for name, dose in doses.items()}
    found = find_dose_links(outcomes[:1], empty)
    assert found.sentences() == (nothing, "4 pairs could not be tried; the table says why.")
    assert set(found.table()["not tried because"]) == {"too few days with both (0, at least 20 are needed)"}
    none = made_comparison(np.arange(40.0), start=None)
    assert find_dose_links([none], doses).table().empty
