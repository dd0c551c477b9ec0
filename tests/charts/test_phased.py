"""The ground, the readings and the start that charts of days share."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.charts.colours import colours
from analysis.charts.frame import day_number
from analysis.charts.phased import (
    draw_mean,
    draw_points,
    draw_start,
    join_days,
    shade_phases,
)
from analysis.charts.scale import set_readings_axis
from analysis.schema import METRICS
from analysis.verdict import PhaseMean

DAYS = pd.date_range("2026-03-02", periods=10)


def ground(labels, start, days=DAYS):
    """(first edge, last edge, colour) of every ground, edges in days from the first reading."""
    ax = Figure().subplots()
    shade_phases(ax, pd.Series(list(labels), days[: len(labels)]), None if start is None else days[start])
    zero = day_number(days[0]) - 0.5
    return [
        (p.get_x() - zero, p.get_x() + p.get_width() - zero, to_hex(p.get_facecolor())) for p in ax.patches
    ]


def test_the_ground_runs_from_phase_to_phase():
    c = colours()
    expected = [
        (0, 4, c.before_shade.lower()),
        (4, 8, c.routine_shade.lower()),
        (8, 10, c.between_shade.lower()),
    ]
    assert ground([*"AAAABBBB", "after", "after"], 4) == expected


def test_the_ground_changes_at_the_start_and_not_at_the_next_reading():
    weekly = pd.date_range("2026-03-02", periods=10, freq="7D")
    found = ground("AAAAABBBBB", 4, weekly)
    assert [edge[:2] for edge in found] == [(0, 28), (28, 64)]


def test_a_routine_that_comes_again_between_other_days_begins_where_it_does():
    edges = [edge[:2] for edge in ground(["A", "A", "B", "B", "other", "other", "B", "B"], 2)]
    assert edges == [(0, 2), (2, 4), (4, 6), (6, 8)]


@pytest.mark.parametrize(("labels", "start"), [("AAAA", None), ("", 0)])
def test_without_a_start_or_a_day_there_is_no_ground(labels, start):
    assert ground(labels, start) == []


def test_a_log_of_the_routine_alone_has_one_ground():
    assert [edge[:2] for edge in ground("BBBB", 0)] == [(0, 4)]


def test_readings_are_joined_only_where_no_day_is_missing():
    ax = Figure().subplots()
    join_days(ax, pd.Series(1.0, DAYS[[0, 1, 2, 5, 6]]), "black")
    x = np.asarray(ax.lines[0].get_xdata(), float)
    assert np.isnan(x).sum() == 1
    assert (np.diff(x)[~np.isnan(np.diff(x))] == 1).all()


def test_points_are_where_the_readings_are_open_or_filled():
    ax = Figure().subplots()
    draw_points(ax, pd.Series([1.0, 3.0], DAYS[:2]), "#123456", filled=False, marker="s", label="two")
    line = ax.lines[0]
    assert line.get_ydata().tolist() == [1.0, 3.0]
    assert (line.get_markerfacecolor(), line.get_marker()) == (colours().paper, "s")


def test_a_mean_lies_across_its_days_with_its_interval():
    ax = Figure().subplots()
    draw_mean(ax, [DAYS[2:5]], PhaseMean(4.0, 3.0, 5.5, 3), "#123456")
    assert list(ax.lines[0].get_xdata()) == [day_number(DAYS[2]) - 0.5, day_number(DAYS[4]) + 0.5]
    corners = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (corners.min(), corners.max()) == (3.0, 5.5)


@pytest.mark.parametrize(("start", "lines"), [(DAYS[3], 1), (None, 0), (DAYS[0] - pd.Timedelta(days=1), 0)])
def test_the_start_is_drawn_where_it_lies_within_the_days(start, lines):
    ax = Figure().subplots()
    draw_start(ax, start, DAYS)
    assert len(ax.lines) == lines


@pytest.mark.parametrize(
    ("metric", "values", "low", "high", "label"),
    [
        ("pain", [2.0], -0.4, 10.4, "points (0-10)"),
        ("function", [70.0], -4, 104, "points (0-100)"),
        ("rom", [80.0, 90.0], 79, 91, "degrees\n(axis without 0)"),
        ("rom", [-5.0, 5.0], -6, 6, "degrees"),
        ("sleep_h", [0.5, 8.5], 0, 9.5, "hours"),
    ],
)
def test_scores_show_their_scale_and_the_rest_its_readings(metric, values, low, high, label):
    ax = Figure().subplots()
    set_readings_axis(ax, METRICS[metric], values)
    assert ax.get_ylim() == pytest.approx((low, high))
    assert ax.get_ylabel() == label
