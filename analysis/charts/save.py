"""A figure -> PNG at twice the size, SVG with real text, or PDF; its words inside."""

from __future__ import annotations

import io
import os
import re
from html import escape
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis.charts.describe import alt_text
from analysis.errors import DataError

FORMATS = ("png", "svg", "pdf")
DPI = 200
"""Twice the 100 dots an inch of a screen."""


def save_chart(chart: Axes | Figure, path: str | os.PathLike[str], *, crop: bool = True) -> Path:
    """Write a chart with its words inside: 'Description' of a PNG, title and description of an SVG.

    Parameters
    ----------
    chart : Axes or Figure
    path : path
        Its ending chooses the format: .png, .svg or .pdf.
    crop : bool
        Cut off what is empty around the chart; False keeps the size of the page.

    Raises
    ------
    DataError
        Another ending, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_chart(plt.figure(), Path(folder) / "empty.svg").suffix
    '.svg'
    """
    figure = chart.get_figure(root=True) if isinstance(chart, Axes) else chart
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS or figure is None:
        raise DataError(f"{path.name} ends with {path.suffix!r}, must be one of .{', .'.join(FORMATS)}")
    try:
        path.write_bytes(draw_bytes(figure, kind, crop=crop))
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error.strerror}) - name another folder") from None
    return path


def draw_bytes(figure: Figure, kind: str, *, crop: bool | Bbox = True, packed: bool = True) -> bytes:
    """A figure as the bytes of a file; the same figure always gives the same bytes.

    Parameters
    ----------
    figure : Figure
    kind : {'png', 'svg', 'pdf'}
    crop : bool or Bbox
        A box from `crop_box` spares the search for it, where one figure is drawn several times.
    packed : bool
        False leaves a PNG large, for `shrink_png`, which reads it again at once.
    """
    words = alt_text(figure)
    target = io.BytesIO()
    metadata = {
        "png": {"Description": words, "Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"Subject": words, "CreationDate": None, "Creator": None, "Producer": None},
    }[kind]
    unpacked: dict[str, Any] = {"pil_kwargs": {"compress_level": 0}} if kind == "png" and not packed else {}
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "flexibility-log", "pdf.fonttype": 42}):
        figure.savefig(
            target,
            format=kind,
            dpi=DPI,
            bbox_inches=crop if isinstance(crop, Bbox) else "tight" if crop else None,
            facecolor=figure.get_facecolor(),
            metadata=metadata,
            **unpacked,
        )
    return _with_words(target.getvalue(), words) if kind == "svg" else target.getvalue()


def crop_box(figure: Figure) -> Bbox:
    """What a figure shows with a little room around it, in inches, for `draw_bytes`.

    Examples
    --------
    >>> bool(crop_box(Figure()).height > 0)
    True
    """
    return figure.get_tightbbox().padded(plt.rcParams["savefig.pad_inches"])


def shrink_png(png: bytes, words: str = "") -> bytes:
    """The same picture with at most 256 colours: a third of the size, for a page that holds many.

    Parameters
    ----------
    png : bytes
    words : str
        Become its 'Description'; '' leaves it without.

    Examples
    --------
    >>> big = draw_bytes(Figure(), "png")
    >>> shrink_png(big)[:4] == big[:4]
    True
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    target, inside = io.BytesIO(), PngInfo()
    if words:
        inside.add_itxt("Description", words)
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(255, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, format="png", dpi=image.info.get("dpi", (DPI, DPI)), pnginfo=inside)
    return target.getvalue()


def _with_words(svg: bytes, words: str) -> bytes:
    """Put title and description first, where screen readers look for them, and a plain font behind ours."""
    title, _, rest = words.partition(":") if ":" in words.split("\n")[0] else (words, "", "")
    head = f'<title id="chart-title">{escape(title.strip() or "Chart")}</title>'
    head += f'<desc id="chart-words">{escape((rest or words).strip())}</desc>'
    text = svg.decode("utf-8").replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    opening = r"(<svg\b)([^>]*>)"
    named = r'\1 role="img" aria-labelledby="chart-title chart-words"\2'
    return re.sub(opening, lambda m: m.expand(named) + head, text, count=1).encode("utf-8")
