"""The plan, day by day."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
import pytest

from analysis.aspects.planned import find_planned
from analysis.charts import describe_plan, plot_plan, use_size, use_theme
from analysis.logbook import open_logbook
from analysis.phases import Phases
from tests.charts.drawn import assert_readable
from tests.planning.made_plans import draw, log_days, log_sides


@pytest.fixture
def planned(tmp_path):
    log_days(tmp_path, draw(tmp_path, "abab"), effect=-2, off=(0, 1))
    return open_logbook(tmp_path).planned()[0]


def bars(ax):
    return [(round(bar.get_x() + 0.5), round(bar.get_width())) for bar in ax.patches]


def test_each_stretch_is_a_bar_of_its_days(planned):
    ax = plot_plan(planned)
    marks = planned.marks[""]
    runs = marks.groupby((marks != marks.shift()).cumsum())
    expected = [(int(mdates.date2num(run.index[0])), len(run)) for _, run in runs]
    assert bars(ax) == expected


def test_a_dot_stands_on_each_day_with_a_session(planned):
    dots = next(line for line in plot_plan(planned).lines if line.get_label() == "a session")
    days = planned.kept.days
    assert dots.get_xdata().tolist() == [mdates.date2num(day) for day in days.loc[days["done"], "date"]]


def test_two_sides_have_a_row_each(tmp_path):
    log_sides(tmp_path, draw(tmp_path, "staggered"), gain=5)
    ax = plot_plan(open_logbook(tmp_path).planned()[0])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["left", "right"]
    assert len(ax.patches) == 4


@pytest.mark.parametrize("kind", ["start", "abab", "alternating", "staggered"])
@pytest.mark.parametrize(("size", "theme"), [("page", "light"), ("phone", "dark")])
def test_nothing_overlaps(tmp_path, kind, size, theme):
    plan = draw(tmp_path, kind)
    log_sides(tmp_path, plan, gain=5) if plan.sides else log_days(tmp_path, plan, effect=0)
    with use_size(size), use_theme(theme):
        assert_readable(plot_plan(open_logbook(tmp_path).planned()[0]).figure)


def test_a_plan_that_does_not_count_says_why(tmp_path):
    log_days(tmp_path, draw(tmp_path, "abab"), effect=0)
    path = tmp_path / "plan.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("seed,3", "seed,4"), encoding="utf-8")
    figure = plot_plan(open_logbook(tmp_path).planned()[0]).figure
    assert "Counts as no draw" in " ".join(
        text.get_text() for ax in figure.axes for text in ax.texts + figure.texts
    )


def test_without_a_plan_that_is_said():
    none = find_planned(Phases((), "none"), None, ())
    assert plot_plan(none).texts[0].get_text() == "No plan lies beside this log."
    assert describe_plan(none).endswith("no plan lies beside this log.")


def test_the_words_name_every_stretch(planned):
    first = planned.marks.index[0]
    assert f"without {first.day} March" in describe_plan(planned)
    assert describe_plan(planned).count("with ") == 2
    assert isinstance(planned.marks.index, pd.DatetimeIndex)
