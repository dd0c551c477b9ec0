"""The outcome and what else was logged are drawn on the same days, each as it was handed in."""

from __future__ import annotations

from dataclasses import replace

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest

from analysis.aspects.rivals_beside import CHANGED, UNCHANGED, find_rivals_beside
from analysis.charts.colours import use_theme
from analysis.charts.describe import alt_text
from analysis.charts.panels import plot_panels
from analysis.charts.rivals import NO_START, NOTHING_ELSE, describe_rivals, plot_rivals
from analysis.charts.style import use_size
from analysis.errors import DataError
from analysis.rivals import rival_frame
from tests.charts.drawn import assert_readable, make_book, pick, points, short_book


@pytest.fixture(scope="module")
def stressed():
    return make_book("stress_does_it", seed=5)


@pytest.fixture(scope="module")
def beside(stressed):
    return find_rivals_beside(pick(stressed, "tightness"), rival_frame(stressed.logs))


def strips_of(ax):
    return [other for other in ax.figure.axes if other is not ax]


def test_the_outcome_is_drawn_with_its_means(beside):
    ax = plot_rivals(beside)
    x, y = points(ax)
    assert np.sort(x) == pytest.approx(mdates.date2num(beside.comparison.series.index))
    assert y[np.argsort(x)] == pytest.approx(beside.comparison.series.to_numpy())
    verdict = beside.comparison.verdict
    means = [line.get_ydata()[0] for line in ax.lines if line.get_linewidth() > 2]
    assert means == [verdict.mean_a.estimate, verdict.mean_b.estimate]


def test_the_likely_range_of_a_mean_is_in_sight_where_there_is_no_scale():
    book = make_book(days=12)
    comparison = pick(book, "rom", "left")
    low, high = plot_rivals(find_rivals_beside(comparison, rival_frame(book.logs))).get_ylim()
    means = (comparison.verdict.mean_a, comparison.verdict.mean_b)
    assert low < min(mean.low for mean in means)
    assert max(mean.high for mean in means) < high


def test_every_rival_has_a_strip_with_its_days_and_its_plain_means(beside):
    strips = strips_of(plot_rivals(beside))
    assert len(strips) == len(beside.rivals) == 4
    for strip, rival in zip(strips, beside.rivals, strict=True):
        x, y = points(strip)
        assert x == pytest.approx(mdates.date2num(rival.series.index))
        assert y == pytest.approx(rival.series.to_numpy())
        assert [line.get_ydata()[0] for line in strip.lines if line.get_linewidth() > 2] == [
            rival.mean_a,
            rival.mean_b,
        ]


def test_strips_name_their_unit_and_say_in_words_what_the_check_found(beside):
    strips = strips_of(plot_rivals(beside))
    names = [strip.get_title(loc="left") for strip in strips]
    assert names == [
        "Stress, points (0-10)",
        "Sleep, hours",
        "Sitting, hours",
        "Conventional training, minutes",
    ]
    assert [strip.get_title(loc="right") for strip in strips] == [CHANGED, *[UNCHANGED] * 3]


def test_all_panels_share_the_days_and_only_the_lowest_names_them(beside):
    ax = plot_rivals(beside)
    panels = [ax, *strips_of(ax)]
    assert len({panel.get_xlim() for panel in panels}) == 1
    named = [any(tick.label1.get_visible() for tick in panel.xaxis.get_major_ticks()) for panel in panels]
    assert named == [False] * 4 + [True]


def test_the_note_is_the_answer_and_the_alt_text_has_the_figures(beside):
    ax = plot_rivals(beside)
    assert " ".join(ax.texts[0].get_text().split()) == beside.comparison.headline
    words = alt_text(ax.figure)
    assert words == describe_rivals(beside)
    assert (
        "Stress: 104 days, mean 6 points before and 2.3 points since the start; changed at the start."
        in words
    )
    assert "nan" not in words


def test_more_than_five_are_named_below(stressed):
    frame = rival_frame(stressed.logs).assign(painkillers=1.0, activity_min=30.0)
    found = find_rivals_beside(pick(stressed, "tightness"), frame)
    strips = strips_of(plot_rivals(found))
    assert len(strips) == 5
    assert "Also logged, not drawn: other training." in " ".join(strips[-1].get_xlabel().split())
    assert describe_rivals(found).endswith("Also logged, not drawn: other training.")


def test_nothing_else_in_the_log_is_said_in_words(stressed):
    none = find_rivals_beside(pick(stressed, "tightness"), pd.DataFrame())
    ax = plot_rivals(none)
    assert strips_of(ax) == []
    assert " ".join(ax.get_xlabel().split()) == NOTHING_ELSE
    assert describe_rivals(none).endswith(NOTHING_ELSE)


def test_without_a_start_nothing_is_compared_and_it_is_said(beside, stressed):
    alone = replace(beside.comparison, start=None, verdict=None, headline="")
    found = find_rivals_beside(alone, rival_frame(stressed.logs))
    ax = plot_rivals(found)
    assert not ax.patches
    assert ax.texts[0].get_text() == NO_START
    for strip in strips_of(ax):
        assert [line for line in strip.lines if line.get_linewidth() > 2] == []
        assert strip.get_title(loc="right") == ""
    assert "points over all days." in describe_rivals(found)


def test_an_outcome_without_a_reading_is_said_in_words(beside):
    empty = replace(
        beside.comparison, series=beside.comparison.series[:0], labels=beside.comparison.labels[:0]
    )
    found = find_rivals_beside(empty, pd.DataFrame())
    assert "no reading in this log" in plot_rivals(found).texts[-1].get_text()
    assert describe_rivals(found).endswith("no reading in this log.")


@pytest.mark.parametrize("values", [[4], [4, 5], [4, 5, 6, 3], [0] * 8])
def test_logs_of_a_few_days_are_drawn(values):
    pain = pick(short_book(values), "pain")
    frame = pd.DataFrame({"stress": [3.0] * len(values), "steps": [9000.0] * len(values)}, pain.series.index)
    found = find_rivals_beside(pain, frame)
    assert len(strips_of(plot_rivals(found))) == 2
    assert "nan" not in describe_rivals(found)


def test_something_else_is_refused():
    with pytest.raises(DataError, match="is for RivalsBeside, not for"):
        plot_rivals(3)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_no_text_lies_on_another(size, theme, beside, stressed):
    with use_size(size), use_theme(theme):
        assert_readable(plot_rivals(beside).figure)
        frame = rival_frame(stressed.logs).assign(sleep_quality=5.0, painkillers=1.0, activity_min=30.0)
        items = [find_rivals_beside(one, frame) for one in stressed.compare(["rom"])]
        assert_readable(plot_panels(items, plot_rivals)[0].figure)
