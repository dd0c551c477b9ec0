"""The same chart for several series, one below the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TypeVar

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.scale import WITHOUT_ZERO
from analysis.charts.style import asked_height, figure_width, set_margins, styled

T = TypeVar("T")

_BETWEEN = 0.22
"""Inches between what belongs to one panel and what belongs to the next."""


@styled
def plot_panels(items: Sequence[T], plot: Callable[..., Axes], *, height: float | None = None) -> list[Axes]:
    """Draw `plot(item, ax=...)` for every item, a panel each; no figure for no items.

    Panels whose axes have the same label and belong to the same outcome (left and right) share
    the range of their values, so that they can be compared.

    Parameters
    ----------
    items : sequence
        What `plot` takes, such as the comparisons of a logbook.
    plot : function
        A chart of `analysis.charts`.
    height : float, optional
        Of the drawing in one panel, in inches; titles and labels come on top. None takes what the
        chart asks for.

    Returns
    -------
    list of Axes

    Examples
    --------
    >>> plot_panels([], print)
    []
    """
    if not items:
        return []
    figure, grid = plt.subplots(len(items), 1, figsize=(figure_width(), 4.0 * len(items)), squeeze=False)
    set_margins(figure)
    axes, groups = [], []
    for item, ax in zip(items, grid[:, 0], strict=True):
        before = list(figure.axes)
        axes.append(plot(item, ax=ax))
        groups.append([ax, *(one for one in figure.axes if one not in before)])
    _share_values(items, axes)
    _stack(figure, groups, [height or asked_height(ax) for ax in axes])
    return axes


def _share_values(items: Sequence, axes: list[Axes]) -> None:
    """Give the sides of one outcome the same range of values, and the label that is true of it."""
    alike: dict[object, list[Axes]] = {}
    for item, ax in zip(items, axes, strict=True):
        key = getattr(item, "key", None)
        if key is not None and ax.axison:
            alike.setdefault((key.metric, key.measure, key.region), []).append(ax)
    for group in alike.values():
        low = min(ax.get_ylim()[0] for ax in group)
        high = max(ax.get_ylim()[1] for ax in group)
        widest = max(group, key=lambda ax: ax.get_ylim()[1] - ax.get_ylim()[0])
        label = widest.get_ylabel()
        for ax in group:
            ax.set_ylim(low, high)
            ax.set_ylabel(label.replace(f"\n{WITHOUT_ZERO}", "") if low <= 0 <= high else label)
            ax.yaxis.set_major_locator(copy(widest.yaxis.get_major_locator()))


def _stack(figure: Figure, groups: list[list[Axes]], heights: list[float]) -> None:
    """Give every panel the height asked for, and between them just what their words need."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    figure.draw_without_rendering()
    needed = []
    for group in groups:
        box = group[0].get_position(original=True).transformed(figure.transFigure)
        boxes = [found for ax in group if (found := ax.get_tightbbox(renderer)) is not None]
        above = max((one.y1 for one in boxes), default=box.y1) - box.y1
        below = box.y0 - min((one.y0 for one in boxes), default=box.y0)
        needed.append((max(above, 0.0) / figure.dpi, max(below, 0.0) / figure.dpi))
    words = sum(above + below for above, below in needed)
    total = sum(heights) + words + _BETWEEN * (len(groups) - 1) + 0.1
    figure.set_size_inches(figure_width(), total)
    top = total - 0.05
    for (ax, *_), (above, below), height in zip(groups, needed, heights, strict=True):
        bottom = top - above - height
        box = ax.get_position(original=True)
        ax.set_position((box.x0, bottom / total, box.width, height / total))
        top = bottom - below - _BETWEEN
