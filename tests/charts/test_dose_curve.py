"""The curve drawn is the curve handed in, with every reading."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.aspects.dose_curve import write_dose_curve
from analysis.charts import use_theme
from analysis.charts.describe import alt_text
from analysis.charts.dose_curve import describe_dose_curve, plot_dose_curve
from analysis.charts.panels import plot_panels
from analysis.charts.style import use_size
from analysis.errors import DataError
from tests.aspects.test_dose_curve import made_curve, made_fit
from tests.charts.drawn import assert_readable, points


def note(ax):
    return ax.texts[0].get_text().replace("\n", " ")


def drawn_line(ax, name):
    line = next(one for one in ax.lines if one.get_label() == name)
    return np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)


def test_points_curve_band_and_knot_are_those_of_the_fit():
    curve = made_curve()
    fit, ax = curve.fit, plot_dose_curve(curve)
    x, y = points(ax)
    assert (x.tolist(), y.tolist()) == (fit.points["minutes"].tolist(), fit.points["difference"].tolist())
    x, y = drawn_line(ax, "fitted difference")
    assert (x.tolist(), y.tolist()) == (fit.curve["minutes"].tolist(), fit.curve["difference"].tolist())
    corners = ax.collections[0].get_paths()[0].vertices
    for name in ("low", "high"):
        assert {*zip(fit.curve["minutes"], fit.curve[name], strict=True)} <= {tuple(one) for one in corners}
    assert drawn_line(ax, "10 minutes, where it may bend")[0].tolist() == [10, 10]


def test_everything_is_in_sight_and_the_axes_say_what_they_are():
    ax = plot_dose_curve(made_curve())
    low, high = ax.get_ylim()
    assert low < -3.1 < 0.2 < high
    assert -3 < ax.get_xlim()[0] < 0 < 40 < ax.get_xlim()[1]
    assert ax.get_ylabel() == "points, difference\nfrom 0 minutes\nlower is better"
    assert ax.get_xlabel() == "minutes that target the hip flexors in the 7 days before a reading"
    assert "better" not in plot_dose_curve(made_curve(improvement=None)).get_ylabel()


@pytest.mark.parametrize("fit", [made_fit(), made_fit(p_few=0.3), made_fit(p_more=0.01)])
def test_what_the_curve_says_stands_above_and_in_the_alt_text(fit):
    curve = made_curve(fit)
    ax = plot_dose_curve(curve)
    assert note(ax) == write_dose_curve(curve)
    assert alt_text(ax.figure) == describe_dose_curve(curve)
    assert describe_dose_curve(curve).endswith(write_dose_curve(curve))


def test_the_alt_text_has_the_figures():
    assert describe_dose_curve(made_curve()).startswith(
        "Do a few minutes suffice? Pain: 4 readings over 0 to 40 targeted minutes in the 7 days before. Likely "
        "differences from 0 minutes: at 10, where the curve may bend, 1 to 3 points lower; at 40, 0.2 to 3.1 points "
        "lower; mean above the bend less mean up to it: 0.5 to 1.5 points lower. Lower is better. In this log"
    )


def test_what_cannot_be_drawn_is_said():
    curve = replace(made_curve(), fit=None, outcomes_tried=0, reason="all readings are the same")
    ax = plot_dose_curve(curve)
    assert not ax.axison
    assert ax.get_title(loc="left") == curve.title
    assert note(ax) == write_dose_curve(curve)
    assert describe_dose_curve(curve).startswith(
        "Do a few minutes suffice? Pain: Cannot tell: all readings are"
    )
    assert "nan" not in describe_dose_curve(curve)
    assert_readable(ax.figure)


def test_something_else_is_refused():
    with pytest.raises(DataError, match="dose_curves"):
        plot_dose_curve("pain")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["page", "phone"])
def test_nothing_overlaps(size, theme):
    title = "Example log: do a few minutes suffice? Range of motion in internal rotation, left hip"
    fits = [made_fit(), made_fit(p_few=0.2), made_fit(p_more=0.01), made_fit(more=(0, -3, 3))]
    with use_size(size), use_theme(theme):
        curves = [made_curve(fit, title=title) for fit in fits]
        curves.append(made_curve(title=title, unit="deg", improvement=1))
        curves.append(replace(made_curve(title=title), fit=None, reason="minutes cannot be told from a line"))
        for curve in curves:
            assert_readable(plot_dose_curve(curve).figure)
        assert_readable(plot_panels(curves, plot_dose_curve)[0].figure)


def test_the_curves_of_a_log_are_drawn(book):
    curves = book.dose_curves(("rom", "tightness", "pain"))
    assert curves
    for curve in curves:
        ax = plot_dose_curve(curve)
        if curve.fit is not None:
            assert len(points(ax)[0]) == len(curve.fit.points)
        assert_readable(ax.figure)
