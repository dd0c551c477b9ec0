"""Words for figures: alt text for people, and a text of the drawing that tests can compare."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure, SubFigure

_ALT: WeakKeyDictionary[Figure | SubFigure, list[str]] = WeakKeyDictionary()


def add_alt_text(ax: Axes, text: str) -> None:
    """Keep alt text with the figure that an Axes belongs to."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        _ALT.setdefault(figure, []).append(text)


def alt_text(figure: Figure) -> str:
    """All alt text of a figure, a chart a line; '' where there is none.

    Examples
    --------
    >>> alt_text(Figure())
    ''
    """
    return "\n".join(_ALT.get(figure, []))


def figure_text(figure: Figure) -> str:
    """A figure in words: its alt text, then per panel title, labels and what is drawn.

    Image bytes differ between fonts and releases more than between a right and a wrong
    chart; this text differs when a number, a colour or an element does.
    """
    lines = [alt_text(figure)] if alt_text(figure) else []
    for number, ax in enumerate(figure.axes, start=1):
        lines.append(f"panel {number}: {ax.get_title(loc='left') or ax.get_title()!r}")
        lines.append(f"  x {ax.get_xlabel()!r} {_ticks(ax.get_xticklabels())}; y {ax.get_ylabel()!r}")
        lines += [f"  {line}" for line in _drawn(ax)]
        legend = ax.get_legend()
        if legend is not None:
            lines.append("  legend: " + ", ".join(text.get_text() for text in legend.get_texts()))
        lines += [f"  text: {text.get_text()}" for text in ax.texts if text.get_text()]
    return "\n".join(lines)


def _ticks(labels: Iterable) -> str:
    return "[" + ", ".join(label.get_text().replace("\n", " ") for label in labels) + "]"


def _drawn(ax: Axes) -> list[str]:
    lines = [_line_text(line) for line in ax.lines]
    lines += [_collection_text(collection) for collection in ax.collections]
    bars = [patch for patch in ax.patches if hasattr(patch, "get_height")]
    groups: dict[str, list[float]] = {}
    for bar in bars:
        groups.setdefault(to_hex(bar.get_facecolor()), []).append(bar.get_height())  # type: ignore[attr-defined]
    lines += [f"bars {colour}: {_numbers(np.array(heights))}" for colour, heights in groups.items()]
    return lines


def _line_text(line) -> str:
    x, y = np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)
    look = f"{to_hex(line.get_color())} marker {line.get_marker()} style {line.get_linestyle()}"
    return f"line {look}: x {_numbers(x)}; y {_numbers(y)}"


def _collection_text(collection: Collection) -> str:
    colours = collection.get_facecolor()
    colour = to_hex(colours[0]) if len(colours) else "none"  # type: ignore[index, arg-type]
    offsets = np.ma.filled(np.ma.asarray(collection.get_offsets(), dtype=float), np.nan)
    if len(offsets) > 1 or offsets.any():
        return f"points {colour}: x {_numbers(offsets[:, 0])}; y {_numbers(offsets[:, 1])}"
    corners = np.concatenate([path.vertices for path in collection.get_paths()] or [np.empty((0, 2))])
    return f"area {colour}: x {_numbers(corners[:, 0])}; y {_numbers(corners[:, 1])}"


def _numbers(values: np.ndarray) -> str:
    seen = values[~np.isnan(values)]
    if not seen.size:
        return "0 of " + str(values.size)
    parts = np.round((seen[0], seen[-1], seen.min(), seen.max(), seen.sum()), 9) + 0.0
    first, last, low, high, total = (f"{part:.4g}" for part in parts)
    return f"{seen.size} first {first} last {last} min {low} max {high} sum {total}"
