"""Do a few minutes suffice? Readings and a fitted curve over the minutes of the 7 days before."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.aspects.dose_curve import DoseCurve, say_between, say_minutes, write_dose_curve
from analysis.aspects.dose_fit import DoseFit
from analysis.aspects.lags import MINUTES
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, set_value_ticks, tidy_axes, wrap_text
from analysis.charts.scale import room_around
from analysis.charts.style import expect, new_axes, styled
from analysis.words import UNIT_WORDS, say_count

_BEFORE_ZERO = 0.03
"""Of the width, so that readings after a week without minutes are not cut."""
_MANY = 200
"""Readings, from which on their points are smaller."""


@styled
def plot_dose_curve(curve: DoseCurve, *, ax: Axes | None = None) -> Axes:
    """Draw the fitted difference over minutes, its band, and the readings without their line in time.

    The curve begins at 0 at the fewest minutes seen, and may bend once, at the dashed line; it ends
    where 95 % of the readings lie.

    Parameters
    ----------
    curve : DoseCurve
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> plot_dose_curve(open_logbook().dose_curves(["pain"])[0]).get_xlabel()
    'minutes that target the hip flexors in the 7 days before a reading'
    """
    expect(curve, DoseCurve, "open_logbook(...).dose_curves(['pain'])[0]")
    ax = new_axes(ax, height=3.4)
    add_alt_text(ax, describe_dose_curve(curve))
    fit = curve.fit
    if fit is None:
        put_header(ax, curve.title, legend=False)
        return say_instead(ax, write_dose_curve(curve))
    _draw_points(ax, fit.points)
    _draw_curve(ax, fit)
    most = room_around([0.0, *fit.points["minutes"]], least=1.0)[1]
    ax.set_xlim(min(-_BEFORE_ZERO * most, fit.lowest), most)
    ax.set_ylim(*room_around([*fit.points["difference"], *fit.curve["low"], *fit.curve["high"]], least=0.2))
    set_value_ticks(ax)
    ax.set_ylabel(_say_axis(curve, fit))
    tidy_axes(ax)
    text = f"{MINUTES} in the 7 days before a reading"
    ax.set_xlabel("\n".join(wrap_text(ax, text, ax.get_window_extent().width, size=10)), loc="left")
    put_header(ax, curve.title, note=write_dose_curve(curve))
    return ax


def describe_dose_curve(curve: DoseCurve) -> str:
    """Alt text of `plot_dose_curve`: readings, minutes, the curve at its bend and its end, what it says."""
    fit = curve.fit
    if fit is None:
        return f"{curve.title}: {write_dose_curve(curve)}"
    end = fit.curve.iloc[-1]
    lowest, knot, last = (say_minutes(one) for one in (fit.lowest, fit.knot, float(end["minutes"])))
    most = say_minutes(float(fit.points["minutes"].max()))
    better = {1: " Higher is better.", -1: " Lower is better."}.get(curve.improvement or 0, "")
    return (
        f"{curve.title}: {say_count(len(fit.points), 'reading')} over {lowest} to {most} targeted minutes in the "
        f"7 days before. Likely differences from {lowest} minutes: at {knot}, where the curve may bend, "
        f"{say_between(fit.few.low, fit.few.high, curve.unit)}; at {last}, "
        f"{say_between(float(end['low']), float(end['high']), curve.unit)}; mean above the bend less mean up to it: "
        f"{say_between(fit.sides.low, fit.sides.high, curve.unit)}.{better} {write_dose_curve(curve)}"
    )


def _say_axis(curve: DoseCurve, fit: DoseFit) -> str:
    better = {1: "\nhigher is better", -1: "\nlower is better"}.get(curve.improvement or 0, "")
    unit = UNIT_WORDS[curve.unit] or "count"
    return f"{unit}, difference\nfrom {say_minutes(fit.lowest)} minutes{better}"


def _draw_points(ax: Axes, points: pd.DataFrame) -> None:
    ax.plot(
        points["minutes"],
        points["difference"],
        linestyle="",
        marker="o",
        markersize=4 if len(points) <= _MANY else 2.5,
        color=colours().between,
        alpha=0.65,
        zorder=2,
        label="a reading, its line in time taken out",
    )


def _draw_curve(ax: Axes, fit: DoseFit) -> None:
    c, curve = colours(), fit.curve
    ax.axhline(0.0, color=c.quiet, linewidth=0.9, zorder=1)
    band = {"color": c.routine, "alpha": 0.25, "linewidth": 0, "zorder": 1.5}
    ax.fill_between(curve["minutes"], curve["low"], curve["high"], label="where it likely lies", **band)
    ax.plot(
        curve["minutes"],
        curve["difference"],
        color=c.routine,
        linewidth=2.4,
        zorder=3,
        label="fitted difference",
    )
    label = f"{say_minutes(fit.knot)} minutes, where it may bend"
    ax.axvline(fit.knot, color=c.ink, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2.5, label=label)
