"""Minutes a week beside an outcome: a point a week."""

from __future__ import annotations

from itertools import product

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from analysis.aspects.dose import Dose, write_dose
from analysis.aspects.lags import MINUTES
from analysis.charts.colours import colours
from analysis.charts.describe import add_alt_text
from analysis.charts.frame import put_header, say_instead, set_value_ticks, tidy_axes, wrap_text
from analysis.charts.scale import room_around
from analysis.charts.style import new_axes, styled
from analysis.words import UNIT_WORDS, say_count, say_day, say_number

_AREA = 18.0
"""Of a point, in square points a day behind it."""
_PALEST = 0.15
_BEFORE_ZERO = 0.03
"""Of the width, so that a week without minutes is not cut."""
_NEAR = 22.0
"""Pixels around a point that the name of another keeps away from."""


@styled
def plot_dose(dose: Dose, *, ax: Axes | None = None) -> Axes:
    """Draw the weeks of the routine: minutes across, mean of the outcome up.

    The area of a point is the number of days behind its mean; the paler, the earlier. No line is
    fitted: the words above say what the test by day gives.

    Parameters
    ----------
    dose : Dose
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.aspects.dose import find_doses
    >>> from analysis.logbook import open_logbook
    >>> book = open_logbook()
    >>> ax = plot_dose(find_doses(book.compare(["pain"]), book.training())[0])
    >>> ax.get_xlabel().split(",")[0]
    'minutes a week that target the hip flexors'
    """
    ax = new_axes(ax, height=3.8)
    add_alt_text(ax, describe_dose(dose))
    weeks = dose.shown
    why = _say_why_not(dose)
    if why:
        put_header(ax, dose.title, legend=False)
        return say_instead(ax, why)
    most = room_around([0.0, *weeks["minutes"]], least=5.0)[1]
    ax.set_xlim(-_BEFORE_ZERO * most, most)
    _set_means_axis(ax, dose)
    _draw_weeks(ax, weeks)
    tidy_axes(ax)
    left_out = _say_left_out(dose)
    text = f"{MINUTES.replace('minutes', 'minutes a week', 1)}, one point a week, paler the earlier"
    rows = wrap_text(ax, f"{text}. {left_out}".strip(". "), ax.get_window_extent().width, size=10)
    ax.set_xlabel("\n".join(rows), loc="left")
    put_header(ax, dose.title, note=write_dose(dose))
    _name_ends(ax, weeks)
    return ax


def describe_dose(dose: Dose) -> str:
    """Alt text of `plot_dose`: weeks, minutes, means, and what the test says."""
    why = _say_why_not(dose)
    if why:
        return f"{dose.title}: {why[0].lower()}{why[1:]}"
    weeks = dose.shown
    minutes, means = weeks["minutes"], weeks["mean"]
    days = weeks["days"]
    text = (
        f"{dose.title}: {say_count(len(weeks), 'week')} from {say_day(weeks['week'].iloc[0])}, "
        f"{_say_span(minutes)} minutes a week, weekly mean {_say_span(means)} {UNIT_WORDS[dose.unit]}".rstrip()
    )
    text += f", each over {_say_span(days)} {'day' if days.max() == 1 else 'days'}."
    better = {1: " Higher is better.", -1: " Lower is better."}.get(dose.improvement or 0, "")
    left_out = _say_left_out(dose)
    return f"{text}{better} {write_dose(dose)}" + (f" {left_out}." if left_out else "")


def _say_why_not(dose: Dose) -> str:
    """Why there is nothing to draw, else ''."""
    if dose.weeks.empty:
        return "No whole week of the routine, Monday to Sunday, can be shown."
    if dose.shown.empty:
        return "No whole week of the routine has both known minutes and a reading."
    if not float(dose.shown["minutes"].sum()):
        return f"No {MINUTES} are logged in the whole weeks of the routine."
    return ""


def _say_left_out(dose: Dose) -> str:
    """Weeks that are not drawn, and why; '' where all are."""
    weeks = dose.weeks
    parts = [
        (int(weeks["mean"].isna().sum()), "without a reading"),
        (int((weeks["minutes"].isna() & weeks["mean"].notna()).sum()), "without known minutes"),
    ]
    said = " and ".join(f"{say_count(count, 'week')} {what}" for count, what in parts if count)
    return f"Not drawn: {said}" if said else ""


def _set_means_axis(ax: Axes, dose: Dose) -> None:
    """The whole scale of a rating; else the range of the means."""
    better = {1: "\nhigher is better", -1: "\nlower is better"}.get(dose.improvement or 0, "")
    unit = UNIT_WORDS[dose.unit] or "count"
    if dose.scale is not None:
        low, high = dose.scale
        room = 0.04 * (high - low)
        ax.set_ylim(low - room, high + room)
        ax.set_yticks(np.linspace(low, high, 6))
        ax.set_ylabel(f"mean of the week,\n{unit} ({low:g}-{high:g}){better.replace(chr(10), ', ')}")
        return
    low, high = room_around(dose.shown["mean"], least=1.0)
    ax.set_ylim(low, high)
    set_value_ticks(ax)
    part = "" if low <= 0 <= high else ", axis without 0"
    ax.set_ylabel(f"mean of the week,\n{unit}{better.replace(chr(10), ', ')}{part}")


def _draw_weeks(ax: Axes, weeks: pd.DataFrame) -> None:
    edge = colours().routine
    order = np.asarray(mdates.date2num(weeks["week"]), dtype=float)
    span = max(order[-1] - order[0], 1.0)
    paper, ink = np.array(to_rgb(colours().paper)), np.array(to_rgb(edge))
    share = _PALEST + (1 - _PALEST) * (order - order[0]) / span
    large_first = np.argsort(-weeks["days"].to_numpy(), kind="stable")
    behind = weeks.iloc[large_first]
    ax.scatter(
        behind["minutes"],
        behind["mean"],
        s=_AREA * behind["days"],
        c=[tuple(paper + one * (ink - paper)) for one in share[large_first]],
        edgecolors=edge,
        linewidths=1.0,
        zorder=3,
    )
    for days in sorted({int(weeks["days"].min()), int(weeks["days"].max())}):
        name = f"mean of {say_count(days, 'day')}"
        ax.scatter(
            [], [], s=_AREA * days, facecolors=colours().paper, edgecolors=edge, linewidths=1.0, label=name
        )


def _name_ends(ax: Axes, weeks: pd.DataFrame) -> None:
    """Name the first and the last week beside their points, where fewest points are in the way."""
    ends = [(0, "first week"), (-1, "last week")] if len(weeks) > 1 else [(0, "the only week")]
    points = ax.transData.transform(weeks[["minutes", "mean"]].to_numpy(float))
    points_around = [Bbox.from_extents(*(xy - _NEAR), *(xy + _NEAR)) for xy in points]
    taken: list[Bbox] = []
    for at, words in ends:
        places = [_name(ax, weeks, at, words, place) for place in product((1, -1), (1, 0, -1))]
        boxes = [place.get_window_extent() for place in places]
        others = [box for number, box in enumerate(points_around) if number != at % len(points)]
        best = int(np.argmin([_crowding(box, ax.get_window_extent(), others, taken) for box in boxes]))
        taken.append(boxes[best])
        for other in [*places[:best], *places[best + 1 :]]:
            other.remove()


def _name(ax: Axes, weeks: pd.DataFrame, at: int, words: str, place: tuple[int, int]) -> Annotation:
    right, above = place
    return ax.annotate(
        words,
        xy=(float(weeks["minutes"].iloc[at]), float(weeks["mean"].iloc[at])),
        xytext=(right * (9 if above == 0 else 6), 8 * above),
        textcoords="offset points",
        ha="left" if right > 0 else "right",
        va={1: "bottom", 0: "center", -1: "top"}[above],
        fontsize=9,
    )


def _crowding(box: Bbox, inside: Bbox, points: list[Bbox], taken: list[Bbox]) -> float:
    hidden = sum(box.overlaps(point) for point in points)
    out = box.x0 < inside.x0 or box.x1 > inside.x1 or box.y0 < inside.y0 or box.y1 > inside.y1
    return hidden + 100 * out + 100 * any(box.overlaps(other) for other in taken)


def _say_span(values: pd.Series) -> str:
    low, high = say_number(float(values.min())), say_number(float(values.max()))
    return low if low == high else f"{low} to {high}"
