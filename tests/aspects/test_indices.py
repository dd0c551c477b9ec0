"""The indices of a whole log are those of the statistics, in the direction of each outcome."""

from __future__ import annotations

import numpy as np

from analysis.aspects.indices import index_table, lay_out
from analysis.logbook import OUTCOMES, open_logbook
from analysis.stats import effect_sizes


def test_every_outcome_has_every_index_as_the_statistics_give_it():
    comparisons = open_logbook().compare(OUTCOMES)
    table = index_table(comparisons).set_index(["Outcome", "Index"])
    for one in comparisons:
        values = one.series.to_numpy()
        in_b = (one.labels == "B").to_numpy()
        in_a = (one.labels == "A").to_numpy()
        day = (one.series.index - one.series.index[0]).days.to_numpy()
        expected = effect_sizes(
            values[in_a],
            values[in_b],
            improvement=one.yardstick.improvement,
            days_a=day[in_a],
            days_b=day[in_b],
        ).set_index("index")
        assert len(expected) >= 14
        for name, row in expected.iterrows():
            np.testing.assert_allclose(table.loc[(one.name, name), "estimate"], row["estimate"], rtol=1e-12)


def test_pain_that_falls_counts_as_improved(tmp_path):
    rows = "".join(f"2026-03-{day:02d},{7 if day < 15 else 2}\n" for day in range(1, 29))
    (tmp_path / "log.csv").write_text("Date,Pain (0-10)\n" + rows)
    table = index_table(open_logbook(tmp_path / "log.csv", start="2026-03-15").compare(["pain"]))
    assert table.set_index("Index").loc["NAP", "estimate"] == 1.0


def test_the_table_for_reading_holds_every_index_and_no_empty_number():
    table = index_table(open_logbook().compare(OUTCOMES))
    wide = lay_out(table)
    assert wide.shape == (table["Index"].nunique(), table["Outcome"].nunique())
    assert not wide.stack().str.contains("nan").any()
    nap = table[(table["Index"] == "NAP") & (table["Outcome"] == "Pain")].iloc[0]
    assert wide.loc["NAP", "Pain"] == f"{nap['estimate']:.3g} [{nap['low']:.3g}, {nap['high']:.3g}]"
    assert (
        wide.loc["PND", "Pain"]
        == f"{table.set_index(['Index', 'Outcome']).loc[('PND', 'Pain'), 'estimate']:.3g}"
    )


def test_the_signs_are_as_the_notebook_says():
    for way, values in ((1, [9, 10, 9, 8, 9]), (-1, [2, 1, 2, 3, 2])):
        table = effect_sizes([5, 6, 5, 6, 5], values, improvement=way).set_index("index")["estimate"]
        assert (table[["Tau", "Tau-U", "SMD", "LRRi", "LRM"]] > 0).all()
        assert table["NAP"] > 0.5
        assert table["LRRd"] < 0
        assert (table["PercentChange"] > 0) == (way > 0)
