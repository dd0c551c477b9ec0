"""The charts of executed notebooks: files of their own, words for them, and a drawing for phones."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from analysis.charts.notebook import PHONE, SVG
from analysis.logbook import Logbook


@dataclass(frozen=True)
class Picture:
    """One chart.

    Attributes
    ----------
    png : bytes
    alt : str
        What it shows, in words.
    svg : str
        '' where the notebook did not bring one.
    phone : str
        The chart drawn for a phone, PNG in base64; '' where there is none.
    """

    png: bytes
    alt: str
    svg: str
    phone: str


def take_pictures(notebook: NotebookNode) -> list[Picture]:
    """Take the charts out of a notebook; what stays is the PNG, with its words as alt text."""
    found = []
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    for output in outputs:
        data = output.get("data", {})
        svg, phone = data.pop(SVG, ""), data.pop(PHONE, "")
        if "image/png" not in data:
            continue
        words = data.get("text/plain", "").split("\npanel 1:")[0]
        alt = " ".join(words.split())
        output.metadata.setdefault("image/png", NotebookNode())["alt"] = alt
        found.append(Picture(base64.b64decode(data["image/png"]), alt, svg, "".join(phone.split())))
    return found


def put_phone_pictures(html: str, pictures: Sequence[Picture]) -> str:
    """Offer to narrow screens, beside every picture of a page, the drawing that was made for them."""
    following = iter(pictures)

    def offer(found: re.Match[str]) -> str:
        picture = next(following, None)
        if picture is None or not picture.phone:
            return found[0]
        source = f"data:image/png;base64,{picture.phone}"
        narrow = f'<source media="screen and (max-width: 40rem)" srcset="{source}">'
        return f"<picture>{narrow}{found[0]}</picture>"

    return re.sub(r"<img\b[^>]*>", offer, html)


def write_charts(pictures: Mapping[str, Sequence[Picture]], folder: Path, label: str) -> None:
    """Write LABEL-NOTEBOOK-1.png and .svg and so on; what an earlier run left of this log goes.

    Parameters
    ----------
    pictures : mapping of str to sequence of Picture
        By the name of their notebook.
    folder : Path
    label : str
    """
    for name, charts in pictures.items():
        earlier = re.compile(rf"{re.escape(f'{label}-{name}-')}\d+\.(png|svg)")
        for path in folder.iterdir():
            if earlier.fullmatch(path.name):
                path.unlink()
        for number, picture in enumerate(charts, start=1):
            path = folder / f"{label}-{name}-{number}.png"
            path.write_bytes(picture.png)
            if picture.svg:
                path.with_suffix(".svg").write_text(picture.svg, encoding="utf-8")


def write_summary(book: Logbook, out: Path, label: str) -> None:
    """Write the page for a visit: OUT/summary.pdf, and OUT/charts/LABEL-summary.png."""
    import matplotlib.pyplot as plt

    from analysis.charts import plot_summary, save_chart, use_theme

    with use_theme("light"):
        figure = plot_summary(book.visit())
    save_chart(figure, out / "summary.pdf", crop=False)
    save_chart(figure, out / "charts" / f"{label}-summary.png", crop=False)
    plt.close(figure)
