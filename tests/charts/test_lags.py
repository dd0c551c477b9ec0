"""Stems, dots and bands are the correlations and limits handed in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.aspects.lags import Lags, Link, find_lags, write_lags
from analysis.charts.colours import colours, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.lags import describe_lags, plot_lags
from analysis.charts.style import use_size
from analysis.rivals import rival_frame
from analysis.stats.lagged import Lagged
from tests.charts.drawn import assert_readable

FOUND = Lagged((0, 1, 7), (-0.1, -0.55, 0.05), (90, 89, 83), 0.01, 0.3, 99)
NONE = Lagged((0, 1, 7), (0.12, np.nan, -0.2), (30, 4, 25), 0.4, 0.42, 59)
FEW = "too few days with both (12, at least 20 are needed)"


def made_lags(**changes):
    links = (
        Link("minutes that target the hip flexors", FOUND, 0.03),
        Link("stress", None, reason=FEW),
        Link("sleep", NONE, 0.4),
    )
    return replace(Lags("Links with pain", "Pain", links, 3), **changes)


def dots(ax):
    """(row, r, filled) of every dot, from the top."""
    lines = [line for line in ax.lines if line.get_marker() == "o"]
    open_face = colours().paper
    return sorted(
        (float(line.get_ydata()[0]), float(line.get_xdata()[0]), line.get_markerfacecolor() != open_face)
        for line in lines
    )


def rows(ax):
    """Height of each row by its label, from the top."""
    return list(zip(ax.get_yticks(), [label.get_text() for label in ax.get_yticklabels()], strict=True))


def words(ax):
    return [text.get_text().replace("\n", " ") for text in ax.texts]


def test_dots_are_the_correlations_handed_in_each_at_its_lag():
    ax = plot_lags(made_lags())
    heights = dict(rows(ax))
    assert [(heights[row], r) for row, r, _ in dots(ax)] == [
        ("same day", -0.1),
        ("next day", -0.55),
        ("week later", 0.05),
        ("same day", 0.12),
        ("week later", -0.2),
    ]
    assert len(heights) == 6


def test_stems_run_from_zero_to_their_dot():
    ax = plot_lags(made_lags())
    stems = [line for line in ax.lines if line.get_linewidth() == 1.6 and line.get_linestyle() == "-"]
    ends = sorted((float(s.get_ydata()[0]), *map(float, s.get_xdata())) for s in stems)
    assert [(row, r) for row, zero, r in ends if zero == 0] == [(row, r) for row, r, _ in dots(ax)]
    assert all(len(set(stem.get_ydata())) == 1 for stem in stems)


def test_bands_are_the_limits_handed_in_and_span_their_rows():
    ax = plot_lags(made_lags())
    boxes = [band.get_paths()[0].get_extents() for band in ax.collections]
    assert [end for box in boxes for end in (box.x0, box.x1)] == pytest.approx([-0.3, 0.3, -0.42, 0.42])
    for box, of_cause in zip(boxes, (rows(ax)[:3], rows(ax)[3:]), strict=True):
        assert box.y0 < of_cause[0][0] < of_cause[-1][0] < box.y1


def test_only_the_largest_of_a_link_that_holds_is_filled():
    ax = plot_lags(made_lags())
    assert [r for _, r, filled in dots(ax) if filled] == [-0.55]
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["what chance alone reaches, 19 times in 20", "beyond chance, all pairs counted"]
    weights = {text.get_text(): text.get_fontweight() for text in ax.texts}
    assert weights["Minutes that target the hip flexors"] == "bold"
    assert weights["Sleep"] == "normal"


def test_without_a_link_that_holds_every_dot_is_open():
    ax = plot_lags(made_lags(links=(Link("stress", FOUND, 0.2),)))
    assert not any(filled for _, _, filled in dots(ax))
    assert len(ax.get_legend().get_texts()) == 1


def test_the_days_of_every_row_are_said_and_a_lag_without_enough_is_not_drawn():
    ax = plot_lags(made_lags())
    days = [text for text in words(ax) if text.endswith(" days") and text[0].isdigit()]
    assert days == ["90 days", "89 days", "83 days", "30 days", "4 days", "25 days"]
    assert words(ax).count("fewer than 20 days") == 1


def test_an_untested_cause_says_why_in_its_place():
    ax = plot_lags(made_lags())
    assert f"not tested: {FEW}" in words(ax)
    assert f"Not tested: stress, {FEW}." in describe_lags(made_lags())


def test_everything_is_in_sight():
    for limit in (0.2, 0.7, 1.0):
        ax = plot_lags(made_lags(links=(Link("stress", replace(FOUND, limit=limit), 0.2),)))
        low, high = ax.get_xlim()
        assert low < -max(limit, 0.55)
        assert high > max(limit, 0.55)
        assert low <= min(ax.get_xticks()) < 0 < max(ax.get_xticks()) <= high


def test_what_the_tests_say_stands_above_and_in_the_alt_text():
    lags = made_lags()
    ax = plot_lags(lags)
    assert write_lags(lags) in words(ax)
    assert "3 pairs tried" in write_lags(lags)
    text = describe_lags(lags)
    assert alt_text(ax.figure) == text
    assert text.startswith(
        "Links with pain. Largest correlations: minutes that target the hip flexors \N{MINUS SIGN}0.55 next day "
        "over 89 days, chance reaches 0.30, adjusted p = 0.03; sleep \N{MINUS SIGN}0.20 week later over 25 days"
    )
    assert "nan" not in text


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ((), "Nothing to link it with."),
        ((Link("stress", None, reason=FEW),), f"No link could be tested. Stress: {FEW}."),
    ],
)
def test_a_log_that_allows_no_test_says_so(links, said):
    lags = made_lags(links=links, pairs_tried=0)
    ax = plot_lags(lags)
    assert words(ax) == [said]
    assert not ax.axison
    assert describe_lags(lags) == f"Links with pain: {said}"


def test_other_lags_are_named_by_their_days():
    two = Lagged((2, 3), (0.1, 0.2), (40, 39), 0.5, 0.3, 40)
    assert [label for _, label in rows(plot_lags(made_lags(links=(Link("stress", two, 0.5),))))] == [
        "2 days on",
        "3 days on",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_nothing_overlaps(size, theme):
    title = "Example log: links with range of motion in internal rotation, left hip"
    with use_size(size), use_theme(theme):
        for count in (1, 3, 8):
            links = made_lags().links * count
            assert_readable(plot_lags(made_lags(title=title, links=links[:count])).figure)
            assert_readable(plot_lags(made_lags(title=title, links=links[-count:])).figure)
            far = replace(FOUND, r=(0.99, 0.98, 0.97), limit=0.95)
            assert_readable(plot_lags(made_lags(title=title, links=(Link("stress", far, 0.01),))).figure)


def test_the_lags_of_a_log_are_drawn(book):
    found = find_lags(book.compare(), book.training(), rival_frame(book.logs))
    assert found
    for lags in found:
        ax = plot_lags(lags)
        assert len(dots(ax)) == sum(np.isfinite(link.test.r).sum() for link in lags.links if link.test)
        assert_readable(ax.figure)
