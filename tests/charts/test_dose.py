"""The weeks drawn are the weeks handed in; nothing is fitted to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import rgb_to_hsv, to_hex

from analysis.aspects.dose import Dose, find_doses, write_dose
from analysis.charts.colours import THEMES, use_theme
from analysis.charts.describe import alt_text
from analysis.charts.dose import describe_dose, plot_dose
from analysis.charts.style import use_size
from analysis.stats.lagged import Lagged
from tests.charts.drawn import assert_readable, text_boxes

TEST = Lagged((0, 1, 7), (-0.1, -0.5, 0.05), (90, 89, 83), 0.01, 0.3, 99)


def made_weeks(minutes, means, days):
    weeks = pd.date_range("2026-03-16", periods=len(minutes), freq="7D", unit="s")
    frame = pd.DataFrame({"week": weeks, "minutes": minutes, "mean": means, "days": days})
    return frame.astype({"minutes": float, "mean": float, "days": int})


def made_dose(minutes=(30, 10, 20, 45), means=(4.5, 6, 5, 3), days=(7, 2, 5, 6), **changes):
    dose = Dose(
        title="Minutes a week and pain",
        name="Pain",
        unit="points",
        improvement=-1,
        scale=(0, 10),
        weeks=made_weeks(minutes, means, days),
        test=TEST,
        p_adjusted=0.03,
        pairs_tried=3,
        reason="",
    )
    return replace(dose, **changes)


def drawn_points(ax):
    """(minutes, mean, area) of every week drawn, in order of minutes."""
    points = ax.collections[0]
    offsets = np.asarray(points.get_offsets())
    return sorted(zip(offsets[:, 0], offsets[:, 1], points.get_sizes(), strict=True))


def note(ax):
    return ax.texts[0].get_text().replace("\n", " ")


def test_every_week_is_a_point_whose_area_is_its_days():
    ax = plot_dose(made_dose())
    assert drawn_points(ax) == [(10, 6, 36), (20, 5, 90), (30, 4.5, 126), (45, 3, 108)]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["mean of 2 days", "mean of 7 days"]
    legend_sizes = [float(one.get_sizes()[0]) for one in ax.collections[1:]]
    assert legend_sizes == [36, 126]


def test_the_earlier_the_paler():
    ax = plot_dose(made_dose(days=(7, 6, 5, 4)))
    saturation = rgb_to_hsv(np.asarray(ax.collections[0].get_facecolor())[:, :3])[:, 1]
    assert (np.diff(saturation) > 0).all()
    assert to_hex(ax.collections[0].get_edgecolor()[0]).upper() == THEMES["light"].routine


def test_no_line_is_fitted():
    assert plot_dose(made_dose()).lines[:] == []


def test_first_and_last_week_are_named_at_their_points():
    ax = plot_dose(made_dose())
    named = {text.get_text(): text.xy for text in ax.texts if text.get_text().endswith("week")}
    assert named == {"first week": (30, 4.5), "last week": (45, 3)}
    one = plot_dose(made_dose((30,), (4.5,), (7,)))
    assert [text.get_text() for text in one.texts if text.get_text().endswith("week")] == ["the only week"]


def test_a_rating_shows_its_whole_scale_and_minutes_begin_just_below_zero():
    ax = plot_dose(made_dose())
    low, high = ax.get_ylim()
    assert low < 0 < 10 < high
    assert -2 < ax.get_xlim()[0] < 0
    assert min(tick for tick in ax.get_xticks() if tick >= ax.get_xlim()[0]) == 0
    assert ax.get_ylabel() == "mean of the week,\npoints (0-10), lower is better"


def test_degrees_show_their_range_and_say_where_zero_is_missing():
    ax = plot_dose(made_dose(means=(40, 42, 44, 41), unit="deg", scale=None, improvement=1))
    low, high = ax.get_ylim()
    assert 30 < low < 40 < 44 < high < 50
    assert ax.get_ylabel() == "mean of the week,\ndegrees, higher is better, axis without 0"
    across = plot_dose(made_dose(means=(-4, 2, 4, 1), unit="deg", scale=None, improvement=None))
    assert across.get_ylabel() == "mean of the week,\ndegrees"


def test_what_the_test_says_stands_above():
    dose = made_dose()
    assert note(plot_dose(dose)) == write_dose(dose)
    assert "more minutes went with lower readings the next day" in note(plot_dose(dose))
    assert "no link is seen beyond chance" in note(plot_dose(made_dose(p_adjusted=0.6)))
    few = made_dose(test=None, p_adjusted=None, reason="too few days with both (12, at least 20 are needed)")
    assert "cannot be tested: too few days" in note(plot_dose(few))


def test_weeks_that_cannot_be_drawn_are_counted():
    dose = made_dose(minutes=(30, np.nan, 20, 45), means=(4.5, 6, np.nan, 3), days=(7, 2, 0, 6))
    ax = plot_dose(dose)
    assert [point[:2] for point in drawn_points(ax)] == [(30, 4.5), (45, 3)]
    said = "Not drawn: 1 week without a reading and 1 week without known minutes"
    assert said in ax.get_xlabel().replace("\n", " ")
    assert f"{said}." in describe_dose(dose)


def test_the_alt_text_has_the_figures():
    dose = made_dose()
    ax = plot_dose(dose)
    text = describe_dose(dose)
    assert alt_text(ax.figure) == text
    assert text.startswith(
        "Minutes a week and pain: 4 weeks from 16 March 2026, 10 to 45 minutes a week, "
        "weekly mean 3 to 6 points, each over 2 to 7 days. Lower is better. Day by day, more minutes"
    )
    assert text.endswith("This cannot say which caused which.")
    one = describe_dose(made_dose((30,), (4.5,), (1,)))
    assert "1 week from 16 March 2026, 30 minutes a week, weekly mean 4.5 points, each over 1 day." in one


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (made_weeks((), (), ()), "No whole week of the routine"),
        (made_weeks((5, np.nan), (np.nan, 4), (0, 7)), "has both known minutes and a reading"),
        (made_weeks((0, 0), (5, 4), (7, 7)), "No minutes that target the hip flexors"),
    ],
)
def test_what_cannot_be_drawn_is_said(weeks, words):
    dose = made_dose(weeks=weeks)
    ax = plot_dose(dose)
    assert words in " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
    assert not ax.axison
    assert ax.get_title(loc="left") == dose.title
    assert describe_dose(dose).startswith("Minutes a week and pain: no ")
    assert "nan" not in describe_dose(dose)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_nothing_overlaps(size, theme):
    rng = np.random.default_rng(4)
    title = "Example log: minutes a week and range of motion in internal rotation, left hip"
    with use_size(size), use_theme(theme):
        for weeks in (1, 2, 5, 16, 60):
            minutes, means = rng.uniform(0, 60, size=weeks), rng.uniform(3, 6, size=weeks)
            dose = made_dose(minutes, means, rng.integers(1, 8, size=weeks), title=title)
            ax = plot_dose(dose)
            assert_readable(ax.figure)
            names = [box for text, box in text_boxes(ax.figure) if text.endswith("week") and len(text) < 15]
            assert all(ax.bbox.padded(1).contains(box.x1, box.y1) for box in names)


def test_the_doses_of_a_log_are_drawn(book):
    doses = find_doses(book.compare(), book.training())
    assert doses
    for dose in doses:
        ax = plot_dose(dose)
        assert len(ax.collections[0].get_offsets()) == len(dose.shown)
        assert_readable(ax.figure)
