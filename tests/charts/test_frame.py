"""Titles, legends and day axes never overlap, whatever the log and the width."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.charts import plot_before_after, plot_panels, plot_trend, use_size
from analysis.charts.frame import measure_text, put_header, set_day_axis, wrap_text
from analysis.charts.style import chart_style
from analysis.schema import METRICS
from analysis.simulate import PERSONAS
from tests.charts.drawn import assert_readable, make_book, overlapping


@pytest.mark.parametrize("days", [1, 3, 10, 16, 40, 75, 150, 400, 1100, 2500, 9000])
@pytest.mark.parametrize("first", ["2026-01-01", "2026-03-28", "2025-12-30"])
@pytest.mark.parametrize("width", [9.0, 4.7])
def test_labels_of_the_day_axis_never_overlap(days, first, width):
    with chart_style():
        figure, ax = plt.subplots(figsize=(width, 3.4))
        start = pd.Timestamp(first)
        set_day_axis(ax, start, start + pd.Timedelta(days=days - 1))
        assert_readable(figure)
        shown = [label.get_text() for label in ax.get_xticklabels()]
    assert shown
    assert re.search(r"\n\d{4}$", shown[0])
    assert len(shown) >= 2 or days < 4
    assert len(shown) <= 18


def test_ten_days_are_shown_by_the_day_and_three_years_by_the_month():
    labels = {}
    for days in (10, 1100):
        _, ax = plt.subplots(figsize=(9, 3.4))
        set_day_axis(ax, pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-02") + pd.Timedelta(days=days - 1))
        labels[days] = [label.get_text() for label in ax.get_xticklabels()]
    assert labels[10][:3] == ["2 Mar\n2026", "3 Mar", "4 Mar"]
    assert "Jan\n2027" in labels[1100]
    assert "Jan\n2028" in labels[1100]


def test_text_is_wrapped_by_its_measured_width():
    _, ax = plt.subplots()
    text = "Higher than before by about 6 degrees and the routine may be part of it"
    rows = wrap_text(ax, text, 200, size=10)
    assert " ".join(rows) == text
    assert len(rows) > 1
    assert all(measure_text(ax, row, size=10) <= 200 for row in rows)
    assert wrap_text(ax, "Hüftbeugerdehnungsübungsprogramm", 10, size=10) == [
        "Hüftbeugerdehnungsübungsprogramm"
    ]


@pytest.mark.parametrize("width", [9.0, 4.7, 2.5])
def test_a_long_title_and_many_entries_take_rows_and_stay_apart(width):
    with chart_style():
        figure, ax = plt.subplots(figsize=(width, 3))
        for number in range(9):
            ax.plot([0, 1], [0, number], label=f"entry number {number}")
        put_header(ax, "Range of motion in internal rotation, left hip " * 2, note="Cannot tell yet. " * 8)
        assert overlapping(figure) == []


def test_a_legend_reads_along_its_rows():
    with chart_style():
        figure, ax = plt.subplots(figsize=(4.7, 3))
        for number in range(5):
            ax.plot([0, 1], [0, 1], label=f"the entry {number}")
        put_header(ax, "T")
        figure.canvas.draw()
        texts = ax.get_legend().get_texts()
        order = sorted(texts, key=lambda t: (-round(t.get_window_extent().y0, -1), t.get_window_extent().x0))
    assert [text.get_text()[-1] for text in order] == list("01234")


@pytest.mark.parametrize("size", ["page", "phone"])
@pytest.mark.parametrize(
    ("persona", "days"), [(PERSONAS[days % 9], days) for days in (2, 5, 12, 33, 60, 150, 397, 1100)]
)
def test_labels_legends_and_titles_never_overlap(persona, days, size):
    log = make_book(persona, days=days, seed=days, is_example=True)
    with use_size(size):
        for plot in (plot_trend, plot_before_after):
            axes = plot_panels(log.compare(METRICS), plot)
            if axes:
                assert_readable(axes[0].figure)
