"""In a notebook: every figure with its words, and for a report as SVG and for a phone as well."""

from __future__ import annotations

import base64
import os
import struct
from typing import Any
from weakref import WeakKeyDictionary

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis.charts.colours import set_theme
from analysis.charts.describe import alt_text, figure_text
from analysis.charts.save import crop_box, draw_bytes, shrink_png
from analysis.charts.style import can_redraw, redraw

THEME_VARIABLE, REPORT_VARIABLE = "FLEXLOG_THEME", "FLEXLOG_REPORT"
PHONE = "application/vnd.flexlog.phone+png"
"""MIME type of a figure drawn for a phone: PNG, base64."""
SVG = "image/svg+xml"


def show_figures_as_text() -> None:
    """Give every figure its text beside its picture, drawn at 2x; a notebook calls it once.

    Does nothing outside IPython. The inline backend is started first, because it clears
    the formatters for figures when it starts. FLEXLOG_THEME=dark draws on dark paper; while a
    report is made (FLEXLOG_REPORT), each figure brings itself as SVG and for a phone too.
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None:
        return
    import matplotlib.pyplot as plt
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_theme(os.environ.get(THEME_VARIABLE) or "light")
    plt.close(plt.figure())
    set_matplotlib_formats("retina")
    formatters: dict[str, Any] = getattr(shell.display_formatter, "formatters", {})
    formatters["text/plain"].for_type(Figure, lambda figure, printer, _: printer.text(figure_text(figure)))
    if os.environ.get(REPORT_VARIABLE):
        formatters["image/png"].for_type(Figure, _draw_for_page)
        formatters[SVG].for_type(Figure, lambda figure: draw_bytes(figure, "svg", crop=_box(figure)).decode())
        _add_phone(shell.display_formatter, formatters)


_boxes: WeakKeyDictionary[Figure, Bbox] = WeakKeyDictionary()


def _box(figure: Figure) -> Bbox:
    """The part to draw, looked for once."""
    if figure not in _boxes:
        _boxes[figure] = crop_box(figure)
    return _boxes[figure]


def _draw_for_page(figure: Figure) -> tuple[str, dict[str, int]]:
    """The small PNG that page and folder share, with its words, shown at half its size."""
    words = " ".join(alt_text(figure).split())
    png = shrink_png(draw_bytes(figure, "png", crop=_box(figure), packed=False), words)
    width, height = struct.unpack(">II", png[16:24])
    return base64.b64encode(png).decode("ascii"), {"width": width // 2, "height": height // 2}


def _add_phone(display: Any, formatters: dict[str, Any]) -> None:
    from IPython.core.formatters import PNGFormatter

    phone = PNGFormatter(parent=display)
    phone.format_type = PHONE
    phone.for_type(Figure, _draw_for_phone)
    formatters[PHONE] = phone


def _draw_for_phone(figure: Figure) -> str | None:
    import matplotlib.pyplot as plt

    if not can_redraw(figure):
        return None
    again = redraw(figure, size="phone")
    try:
        png = draw_bytes(again, "png", crop=crop_box(again), packed=False)
        return base64.b64encode(shrink_png(png)).decode("ascii")
    finally:
        plt.close(again)
