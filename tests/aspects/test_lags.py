"""What went with an outcome: the right days, the right number of pairs, the right words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.aspects.lags import (
    CAVEAT,
    MINUTES,
    Lags,
    Link,
    could_show,
    find_lags,
    name_cause,
    routine_days,
    say_lag,
    say_r,
    write_lags,
)
from analysis.intake import Logs
from analysis.stats.lagged import Lagged, adjust_bh, lagged
from analysis.training import sum_weeks
from analysis.words import say_p
from tests.aspects.made_links import FIRST, made_comparison, made_training


@pytest.fixture(scope="module")
def parts():
    """Two outcomes and a rival over 120 days, minutes, and a frame of rivals of which sleep matters."""
    rng = np.random.default_rng(5)
    days = pd.date_range(FIRST, periods=120, freq="D", unit="s")
    rivals = pd.DataFrame(rng.normal(size=(120, 2)), index=days, columns=["stress", "sleep_h"])
    rivals.loc[days[::5], "sleep_h"] = np.nan
    rivals["painkillers"] = np.where(np.arange(120) < 15, 1.0, np.nan)
    pain = 5 - 1.5 * np.r_[0.0, rivals["sleep_h"].fillna(0.0)[:-1]] + rng.normal(scale=0.5, size=120)
    outcomes = [made_comparison(pain), made_comparison(rng.normal(size=120), name="Tightness, hip")]
    outcomes.append(made_comparison(rivals["stress"], metric="stress", role="rival", name="Stress"))
    return outcomes, made_training(np.round(rng.gamma(2, 6, size=120)).tolist()), rivals


def test_every_cause_is_held_against_every_outcome(parts):
    found = find_lags(*parts)
    assert [lags.name for lags in found] == ["Pain", "Tightness, hip"]
    assert found[1].title == "Links with tightness, hip"
    assert [link.cause for link in found[0].links] == [MINUTES, "stress", "sleep", "painkillers"]
    assert [lags.pairs_tried for lags in found] == [6, 6]


def test_each_test_is_that_of_the_days_of_the_routine(parts):
    outcomes, training, rivals = parts
    for lags, one in zip(find_lags(*parts), outcomes, strict=False):
        days = routine_days(one)
        outcome = one.series.reindex(days)
        causes = [training.daily["targeted"], rivals["stress"], rivals["sleep_h"]]
        for link, cause in zip(lags.links, causes, strict=False):
            assert link.test == lagged(cause.reindex(days), outcome)


def test_p_is_adjusted_over_all_pairs_of_the_log(parts):
    links = [link for lags in find_lags(*parts) for link in lags.links if link.test is not None]
    assert [link.p_adjusted for link in links] == pytest.approx(adjust_bh([link.test.p for link in links]))
    assert len(links) == 6


def test_a_planted_link_is_told_and_no_cause_is_claimed(parts):
    pain = find_lags(*parts)[0]
    sleep = pain.links[2]
    # over 111 days the least p is 1 / 111, which 6 pairs bring to .054: a single link cannot show
    assert sleep.test.strongest == 1
    assert sleep.test.p <= 0.05 < sleep.p_adjusted
    assert not pain.could_show
    assert write_lags(pain) == (
        "No link beyond chance (6 pairs tried; in so few days a single one could not show). "
        "1 leaves its grey band; by chance 1 in 20 does."
    )
    told = replace(pain, links=(replace(sleep, p_adjusted=0.01),))
    assert write_lags(told) == (
        "Beyond chance, 6 pairs tried: more sleep with lower readings the next day "
        f"(r = {say_r(sleep.test.r[1])}, p = 0.01). {CAVEAT}."
    )


def test_a_cause_with_few_days_says_why(parts):
    link = find_lags(*parts)[0].links[3]
    assert (link.test, link.p_adjusted, link.holds) == (None, None, False)
    assert link.reason == "too few days with both (6, at least 20 are needed)"


def test_what_never_changes_says_so(parts):
    outcomes, training, rivals = parts
    lags = find_lags(outcomes[:1], training, pd.DataFrame({"stress": 4.0}, index=rivals.index))[0]
    assert lags.links[1].reason == "it was the same every day, or a straight line"
    gone = np.full(120, np.nan)
    scattered = np.random.default_rng(1).choice(np.arange(12, 120), 24, replace=False)
    gone[scattered] = np.arange(24) % 5
    lags = find_lags([made_comparison(gone)], training, pd.DataFrame({"stress": gone}, index=rivals.index))[0]
    assert "too few days stay together" in lags.links[1].reason


def test_days_of_unknown_minutes_are_left_out(parts):
    unknown = parts[2].index[20:30]
    links = [find_lags(*parts, unknown_days=days)[0].links[0] for days in (None, unknown)]
    assert links[0].test.n[0] - links[1].test.n[0] == 10


def test_a_log_without_a_routine_or_without_anything_has_no_lags(parts):
    outcomes, training, rivals = parts
    assert find_lags((), training, rivals) == ()
    assert find_lags([made_comparison(np.arange(40.0), start=None)], training, rivals) == ()
    alone = find_lags(outcomes[:1], sum_weeks(Logs()), pd.DataFrame())[0]
    assert alone.pairs_tried == 0
    assert write_lags(alone) == "No link could be tested."
    assert routine_days(made_comparison(np.arange(5.0))).empty


def test_several_that_leave_their_band_are_counted():
    test = Lagged((0, 1, 7), (0.1, -0.4, 0.0), (400, 399, 393), 0.03, 0.35, 399)
    lags = Lags("", "Pain", (Link("sleep", test, 0.3), Link("stress", test, 0.3)), 12)
    assert write_lags(lags) == (
        "No link beyond chance (12 pairs tried). 2 leave their grey band; by chance 1 in 20 does."
    )


def test_whether_a_link_could_show_depends_on_days_and_pairs():
    test = Lagged((0,), (0.1,), (60,), 0.4, 0.3, 59)
    assert could_show([None, test], 3)
    assert not could_show([test], 4)
    assert not could_show([None], 1)


def test_words_for_causes_lags_and_numbers():
    assert [name_cause(name) for name in ("sitting_h", "activity_min left", "conventional training")] == [
        "sitting",
        "other training left",
        "conventional training",
    ]
    assert [say_lag(lag) for lag in (0, 1, 7, 2)] == [
        "the same day",
        "the next day",
        "a week later",
        "2 days later",
    ]
    assert (say_p(0.05), say_p(0.0099), say_p(1.0)) == ("p = 0.05", "p = 0.010", "p = 1.00")
    assert (say_r(-0.417), say_r(-0.001), say_r(1.0)) == ("\N{MINUS SIGN}0.42", "0.00", "1.00")
