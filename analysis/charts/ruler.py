"""What one reading is worth: readings of the same sitting around their mean."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.aspects.ruler import FEWEST_SITTINGS, Ruler
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, set_day_axis, set_value_ticks, tidy_axes, wrap_text
from analysis.charts.scale import room_around
from analysis.charts.style import expect, new_axes, styled
from analysis.stats.measurement.change import Z_95
from analysis.words import UNIT_WORDS, say_amount, say_count, say_number

_TRIALS = {1: ("o", "first reading"), 2: ("^", "second"), 3: ("s", "third")}
_LATER = ("x", "fourth or later")


@styled
def plot_ruler(ruler: Ruler, *, ax: Axes | None = None) -> Axes:
    """Draw repeated readings as deviations from the mean of their sitting.

    A marker for first, second, third and later readings. The band is 1.96 standard errors of
    measurement wide on each side: where a reading falls 95 times in 100 around the true value. Of k
    readings in a sitting, each deviates from their mean by sqrt(1 - 1/k) of that only.

    Parameters
    ----------
    ruler : Ruler
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.aspects.ruler import find_rulers
    >>> from analysis.logbook import open_logbook
    >>> book = open_logbook()
    >>> ax = plot_ruler(find_rulers(book.logs, book.compare(["rom"]))[0])
    >>> ax.get_title(loc="left")
    'Range of motion, left hip: what one reading is worth'
    """
    expect(ruler, Ruler, "open_logbook(...).rulers(['rom'])")
    ax = new_axes(ax)
    add_alt_text(ax, describe_ruler(ruler))
    readings = ruler.readings
    if readings.empty:
        put_header(ax, ruler.title)
        return say_instead(ax, f"{ruler.name}: {ruler.reason[0].lower()}{ruler.reason[1:]}")
    set_day_axis(ax, readings["date"].min(), readings["date"].max())
    _draw_band(ax, ruler)
    _draw_readings(ax, readings)
    ax.axhline(0, color=colours().ink, linewidth=1.0, zorder=1)
    reach = 0.0 if ruler.error is None else Z_95 * ruler.error.sem
    ax.set_ylim(*room_around([*readings["off"], reach, -reach], least=0.5))
    set_value_ticks(ax)
    ax.set_ylabel(f"{UNIT_WORDS[ruler.unit] or 'count'} from the\nmean of the sitting")
    tidy_axes(ax)
    _say_below(ax, ruler)
    put_header(ax, ruler.title, note=_say_error(ruler))
    return ax


def describe_ruler(ruler: Ruler) -> str:
    """Alt text of `plot_ruler`: how far off one reading can be, and what two must differ by."""
    if ruler.readings.empty:
        return f"{ruler.title}: {ruler.reason}"
    off = ruler.readings["off"]
    return (
        f"{ruler.title}: {say_count(len(off), 'reading')} in {say_count(ruler.sittings, 'sitting')}, from "
        f"{say_number(float(off.min()))} to {say_amount(float(off.max()), ruler.unit)} around the mean of "
        f"their sitting. {_say_error(ruler)} {_say_drift(ruler)}"
    )


def _say_error(ruler: Ruler) -> str:
    error = ruler.error
    if error is None:
        return ruler.reason
    return (
        f"One reading is off by up to {say_amount(Z_95 * error.sem, ruler.unit)}; two single readings must "
        f"differ by {say_amount(error.mdc95, ruler.unit)} to show a change (both 95 times in 100; from "
        f"{say_count(ruler.sittings, 'sitting')})."
    )


def _say_drift(ruler: Ruler) -> str:
    drift = ruler.drift
    if drift is None:
        return f"Later readings are held against first ones from {FEWEST_SITTINGS} sittings on, if they vary."
    span = f"likely {say_number(drift.low)} to {say_number(drift.high)}"
    if drift.low <= 0 <= drift.high:
        return f"Later readings less first ones: {say_number(drift.estimate)} ({span}), so no drift is shown."
    way = "higher" if drift.estimate > 0 else "lower"
    size = say_amount(abs(drift.estimate), ruler.unit)
    near, far = sorted((abs(drift.low), abs(drift.high)))
    span = f"likely {say_number(near)} to {say_number(far)}"
    return f"Later readings of a sitting are {way} than the first by about {size} ({span})."


def _say_below(ax: Axes, ruler: Ruler) -> None:
    nearer = "Points scatter less than the band shows (0.7 times as much where two were read), being part of their mean."
    text = _say_drift(ruler) if ruler.error is None else f"{_say_drift(ruler)} {nearer}"
    rows = wrap_text(ax, text, ax.get_window_extent().width, size=9)
    ax.set_xlabel("\n".join(rows), loc="left", fontsize=9, color=colours().quiet)


def _draw_band(ax: Axes, ruler: Ruler) -> None:
    if ruler.error is None:
        return
    reach = Z_95 * ruler.error.sem
    name = "where one reading likely falls"
    ax.axhspan(-reach, reach, color=colours().error, alpha=0.6, linewidth=0, label=name, zorder=0.5)


def _draw_readings(ax: Axes, readings: pd.DataFrame) -> None:
    """First readings filled, later ones open, each kind a little to the right of the one before."""
    c = colours()
    kinds = readings["trial"].clip(upper=len(_TRIALS) + 1)
    many = readings["sitting"].nunique() > 60
    for kind, part in readings.groupby(kinds):
        marker, name = _TRIALS.get(int(str(kind)), _LATER)
        x = np.asarray(mdates.date2num(part["date"]), dtype=float) + 0.2 * (int(str(kind)) - 2)
        ax.plot(
            x,
            part["off"].to_numpy(float),
            linestyle="",
            marker=marker,
            markersize=4.0 if many else 5.5,
            color=c.routine if kind == 1 else c.quiet,
            markerfacecolor=c.routine if kind == 1 else c.paper,
            label=f"{name} ({len(part)})",
            zorder=4 if kind == 1 else 3,
        )
