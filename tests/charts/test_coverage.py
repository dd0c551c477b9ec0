"""What was logged when: every day of every row is a bar or a thin line."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis.aspects.coverage import SESSIONS, Coverage, find_coverage
from analysis.charts.colours import use_theme
from analysis.charts.coverage import describe_log, plot_log
from analysis.charts.describe import alt_text
from analysis.charts.frame import day_number
from analysis.charts.style import use_size
from analysis.errors import DataError
from analysis.intake import Logs
from tests.charts.drawn import assert_readable, make_book

DAY, LATER, GONE = "on the day", "later", "missing"


def coverage_of(rows, *, start="2026-03-04"):
    length = len(next(iter(rows.values())))
    days = pd.DataFrame(rows, index=pd.date_range("2026-03-02", periods=length, unit="s"))
    return Coverage("What was logged when", days, pd.Timestamp(start) if start else None)


def made(rows, days):
    """A log of so many rows with long names and every state."""
    rng = np.random.default_rng(days)
    names = [f"Range of motion in internal rotation, right lower back {number}" for number in range(rows - 1)]
    return coverage_of(
        {name: rng.choice([DAY, LATER, GONE], days) for name in [*names[1:], "Pain", SESSIONS]}
    )


def runs_of(ax):
    """(first day, days, hatched) of every bar, and (first day, days) of every thin line."""
    first = day_number(pd.Timestamp("2026-03-02")) - 0.5
    bars, lines = [], []
    for collection in ax.collections:
        for path in collection.get_paths():
            begin, end = path.vertices[:, 0].min(), path.vertices[:, 0].max()
            run = (round(begin - first), round(end - begin))
            if isinstance(collection, LineCollection):
                lines.append(run)
            else:
                bars.append((*run, bool(collection.get_hatch())))
    return bars, lines


def test_by_hand_days_on_end_share_a_bar():
    ax = plot_log(
        coverage_of({"Pain": [DAY, DAY, LATER, GONE, GONE, DAY], SESSIONS: [GONE, DAY, *[GONE] * 4]})
    )
    bars, gaps = runs_of(ax)
    assert bars == [(0, 2, False), (5, 1, False), (2, 1, True), (1, 1, False)]
    assert gaps == [(3, 2), (0, 1), (2, 4)]
    written = [text.get_text() for text in ax.texts if text.get_text()]
    assert written == ["Pain", "4 of 6 days, 1 typed in later", "Sessions", "1 of 6 days"]


@pytest.mark.parametrize("persona", ["backfills", "drops_out"])
def test_every_day_of_every_row_is_drawn_once(persona):
    coverage = find_coverage(make_book(persona).logs)
    bars, gaps = runs_of(plot_log(coverage))
    counts = coverage.counts.sum()
    assert sum(length for _, length, hatched in bars if not hatched) == counts[DAY]
    assert sum(length for _, length, hatched in bars if hatched) == counts[LATER]
    assert sum(length for _, length in gaps) == counts[GONE]


def test_the_start_is_a_line_where_it_lies_within_the_log():
    def dashed(start):
        ax = plot_log(coverage_of({"Pain": [DAY] * 6}, start=start))
        return [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"]

    assert dashed("2026-03-04") == [day_number(pd.Timestamp("2026-03-04")) - 0.5]
    assert dashed("2026-02-04") == []
    assert dashed(None) == []


def test_the_key_holds_only_what_is_drawn():
    def key(*states):
        legend = plot_log(coverage_of({"Pain": states}, start=None)).get_legend()
        return [text.get_text() for text in legend.get_texts()]

    assert key(DAY, DAY) == ["logged"]
    assert key(DAY, LATER, GONE) == ["logged", "typed in on a later day", "nothing logged"]


def test_alt_text_by_hand():
    coverage = coverage_of({"Pain": [DAY, LATER, GONE], SESSIONS: [GONE, DAY, GONE]})
    words = (
        "What was logged when, 3 days from 2 March 2026 to 4 March 2026: Pain 2 of 3 days, 1 typed in later; "
        "Sessions 1 of 3 days. The routine began on 4 March 2026."
    )
    assert describe_log(coverage) == words
    assert alt_text(plot_log(coverage).figure) == words


def test_an_empty_log_says_so_in_words():
    coverage = find_coverage(Logs())
    assert plot_log(coverage).texts[-1].get_text() == "No day was logged."
    assert describe_log(coverage) == "What was logged when: no day was logged."


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize(("rows", "days"), [(2, 3), (3, 40), (15, 150), (15, 1100)])
def test_words_never_overlap_at_any_size(rows, days, size, theme):
    with use_size(size), use_theme(theme):
        assert_readable(plot_log(made(rows, days)).figure)


@pytest.mark.parametrize("days", [1, 2])
def test_a_log_of_a_day_is_drawn(days):
    bars, gaps = runs_of(plot_log(coverage_of({"Pain": [DAY] * days})))
    assert bars == [(0, days, False)]
    assert gaps == []


def test_another_result_is_refused():
    with pytest.raises(DataError, match=r"Coverage.* not .*Logs"):
        plot_log(Logs())
