"""One row a person, in agreement with what is computed for one person alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.cohort.answers import Ask, answers_by
from analysis.errors import DataError
from analysis.stats import effect_sizes_by
from analysis.verdict import before_after
from tests.cohort.made_people import make_rows


def test_nap_and_tau_are_those_of_the_table_of_indices():
    rows = make_rows(12)
    found = answers_by(rows, ["person"], improvement=-1).set_index("person")
    table = effect_sizes_by(rows, ["person"], improvement=-1).set_index(["index", "person"])
    for index in ("NAP", "Tau"):
        for end, column in (("", "estimate"), ("_low", "low"), ("_high", "high")):
            ours = found[f"{index.lower()}{end}"].to_numpy()
            assert ours == pytest.approx(table.loc[index][column].to_numpy(), abs=1e-12)


def test_flags_and_credit_come_on_request_and_are_those_of_the_verdict():
    rows = make_rows(6)
    found = answers_by(rows, ["person"], improvement=-1, worthwhile=1, flags=True).set_index("person")
    assert "credit" not in answers_by(rows, ["person"], improvement=-1)
    for person, own in rows.groupby("person"):
        dates = pd.Timestamp("2026-03-01") + pd.to_timedelta(own["day"], unit="D")
        series = pd.Series(own["value"].to_numpy(), pd.DatetimeIndex(dates))
        alone = before_after(series, pd.Timestamp("2026-03-13"), improvement=-1, worthwhile=1)
        assert found.loc[person, ["answer", "credit", "flags"]].tolist() == [
            alone.answer,
            alone.credit,
            " ".join(alone.flags),
        ]


def test_groups_may_be_told_apart_by_several_columns():
    rows = pd.concat([make_rows(2).assign(metric="pain"), make_rows(2, seed=8).assign(metric="stress")])
    found = answers_by(rows, ["person", "metric"], improvement=-1)
    assert found[["person", "metric"]].values.tolist() == [
        ["P000", "pain"],
        ["P001", "pain"],
        ["P000", "stress"],
        ["P001", "stress"],
    ]
    one = answers_by(make_rows(2), ["person"], improvement=-1)
    assert found["change"].iloc[:2].to_numpy() == pytest.approx(one["change"].to_numpy())


def test_somebody_without_a_phase_is_a_row_with_the_reason():
    rows = make_rows(2)
    only_a = rows[(rows["person"] == "P000") | (rows["phase"] == "A")]
    found = answers_by(only_a, ["person"], improvement=-1).set_index("person")
    assert found.loc["P001", ["answer", "reason"]].tolist() == ["cannot tell yet", "too few days"]
    assert np.isnan(found.loc["P001", "nap"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"improvement": 0}, "improvement is 0, must be .1"),
        ({"improvement": 1, "worthwhile": -2}, "worthwhile is -2, must be above 0"),
        ({"improvement": 1, "alpha": 1}, "alpha is 1, must lie between 0 and 1"),
    ],
)
def test_an_impossible_option_is_refused(options, message):
    with pytest.raises(DataError, match=message):
        Ask(**options)
