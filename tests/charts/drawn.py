"""What the chart tests share: logs to draw, and how to read a drawing back."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.comparison import Comparison
from analysis.intake import Logs
from analysis.logbook import Logbook
from analysis.phases import find_phases
from analysis.schema import conform
from analysis.simulate import simulate_logs


def make_book(persona="rom_improves", *, days=120, seed=3, is_example=False) -> Logbook:
    """The log of a simulated person."""
    logs = simulate_logs(persona, days=days, start="2026-03-02", rng=np.random.default_rng(seed)).logs
    return Logbook(logs, find_phases(logs), is_example=is_example)


def short_book(values, *, every=1, start="2026-03-04", metric="pain") -> Logbook:
    """A log of one outcome with these values, one every so many days."""
    days = pd.date_range("2026-03-02", periods=len(values), freq=f"{every}D")
    frame = pd.DataFrame({"date": days, "value": values})
    frame = frame.assign(metric=metric, side="unknown", moment="none", kind="exact", person="me")
    frame = frame.assign(row_id="r", file_id="f", line=1)
    logs = Logs(outcomes=conform(frame, "outcomes"))
    return Logbook(logs, find_phases(logs, start=start), is_example=False)


def pick(book: Logbook, metric: str, side: str | None = None) -> Comparison:
    """The first series of a metric, of a side where one is named."""
    return next(c for c in book.compare([metric]) if side is None or c.key.side == side)


def points(ax: Axes):
    """(x, y) of every marker of readings."""
    drawn = [line for line in ax.lines if line.get_marker() == "o"]
    x = np.concatenate([np.asarray(line.get_xdata(), float) for line in drawn])
    y = np.concatenate([np.asarray(line.get_ydata(), float) for line in drawn])
    return x, y


def text_boxes(figure: Figure) -> list[tuple[str, object]]:
    """Every text that a figure shows, with its box in pixels."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = list(figure.texts)
    inner = [child for ax in figure.axes for child in ax.child_axes]
    for ax in [*figure.axes, *inner]:
        texts += [*ax.texts, ax._left_title, ax.title, ax._right_title]
        if ax.axison:
            texts += [*_ticks_in_view(ax), ax.xaxis.label, ax.yaxis.label]
        if ax.get_legend():
            texts += ax.get_legend().get_texts()
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


def _ticks_in_view(ax: Axes):
    """Labels of the ticks that are drawn: those beyond the ends of an axis are not."""
    sides = ((ax.get_xticklabels(), 0, ax.get_xlim()), (ax.get_yticklabels(), 1, ax.get_ylim()))
    return [
        label
        for labels, place, ends in sides
        for label in labels
        if min(ends) <= label.get_position()[place] <= max(ends)
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes overlap by more than a pixel."""
    found = []
    boxes = text_boxes(figure)
    for i, (text, box) in enumerate(boxes):
        for other, beside in boxes[i + 1 :]:
            wide = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            high = min(box.y1, beside.y1) - max(box.y0, beside.y0)
            if wide > 1 and high > 1:
                found.append((text, other))
    return found


def assert_readable(figure: Figure, *, page: bool = False) -> None:
    """No text on another; on a page of fixed size none beyond its edge."""
    assert overlapping(figure) == []
    if page:
        outside = [
            text for text, box in text_boxes(figure) if not figure.bbox.padded(1).contains(box.x1, box.y0)
        ]
        assert outside == []
