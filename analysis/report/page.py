"""Executed notebooks -> one HTML file that needs nothing but itself, and its charts."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from analysis.errors import DataError
from analysis.logbook import Logbook
from analysis.report.run import Executed
from analysis.report.tell import file_table, issue_table

NOT_DRAWN = (
    "The start of the routine was chosen, not drawn by lot. "
    "This page can therefore say what changed and by how much, and which other explanations the log speaks against; "
    "it cannot prove what caused it."
)
NOT_ADVICE = "This page describes one person's own notes. It is not medical advice."
CHECK_FIRST = (
    "Get these checked without delay, whatever the charts say: new numbness around the genitals or inner thighs, "
    "trouble passing or holding urine or stool, fever with back pain, pain after a fall, deep groin pain on weight."
)


def write_report(executed: Iterable[Executed], book: Logbook, out: Path, *, label: str) -> Path:
    """Write OUT/report.html and OUT/charts/LABEL-*.png; nothing else in OUT is touched.

    Parameters
    ----------
    executed : iterable of Executed
    book : Logbook
        The log that the notebooks were run on.
    out : Path
        Folder; made if missing.
    label : str
        Begins the charts' file names, so that two logs can share a folder.

    Returns
    -------
    Path
        The HTML file.

    Raises
    ------
    DataError
        The folder cannot be written to.
    """
    executed = sorted(executed, key=lambda done: not _has_picture(done.notebook))
    for done in executed:
        _set_alt_texts(done.notebook)
    target = out / "report.html"
    try:
        (out / "charts").mkdir(parents=True, exist_ok=True)
        _write_charts(executed, out / "charts", label)
        target.write_text(_page(executed, book), encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"{out} cannot be written to ({error.strerror}) - name another folder with OUT="
        ) from None
    return target


def _page(executed: list[Executed], book: Logbook) -> str:
    title = "Example log" if book.is_example else "Your log"
    sections = [_section(done) for done in executed]
    links = [
        f'<li><a href="#{escape(done.name)}">{escape(_title(done.notebook))}</a></li>' for done in executed
    ]
    head = _paragraphs(book.summary().markdown)
    drawn = "" if book.phases.start is None else f"<p>{NOT_DRAWN}</p>"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Flexibility Log: {title.lower()}</title><style>{_STYLE}</style></head><body><main>",
            f"<header><h1>Flexibility Log</h1>{head}{drawn}",
            '<nav aria-label="Contents"><ul>',
            *links,
            '<li><a href="#read">What was read</a></li></ul></nav>',
            "</header>",
            *sections,
            _read_section(book),
            f"<footer><p>{NOT_ADVICE} {CHECK_FIRST}</p></footer></main></body></html>",
        ]
    )


def _section(done: Executed) -> str:
    notebook = _without_empty_sections(done.notebook)
    kept = [cell for cell in notebook.cells if "summary" not in cell.metadata.get("tags", [])]
    notebook = NotebookNode({**notebook, "cells": kept})
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    body = _let_scroll(body)
    failed = ""
    if done.error:
        failed = f'<p class="failed">This part could not be finished ({escape(done.error)}).</p>'
    return f'<section id="{escape(done.name)}">{body}{failed}</section>'


def _without_empty_sections(notebook: NotebookNode) -> NotebookNode:
    """Drop the headings under which this log has nothing to show; the first part always stays."""
    parts: list[list[NotebookNode]] = [[]]
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            parts.append([])
        parts[-1].append(cell)
    kept = parts[:1] + [
        part for part in parts[1:] if any(_shows(out) for cell in part for out in _outputs_of(cell))
    ]
    return NotebookNode({**notebook, "cells": [cell for part in kept for cell in part]})


def _let_scroll(html: str) -> str:
    """Let wide tables scroll by themselves on a phone, not the page; a chart is shown whole."""
    return re.sub(r"(<table.*?</table>)", r'<div class="scroll">\1</div>', html, flags=re.DOTALL)


def _read_section(book: Logbook) -> str:
    files, issues = (
        _let_scroll(t.to_html(index=False, border=0)) for t in (file_table(book.logs), issue_table(book.logs))
    )
    table = issues if "<td>" in issues else "<p>Nothing had to be changed or left out.</p>"
    return (
        '<section id="read"><h1>What was read</h1>'
        "<p>Every record is kept, skipped on purpose, or left out and listed.</p>"
        f"{files}<h2>Found while reading</h2>{table}</section>"
    )


def _paragraphs(markdown: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in markdown.split("\n\n"))


def _title(notebook: NotebookNode) -> str:
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return first.splitlines()[0].lstrip("# ") if first else "Notebook"


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        yield from _outputs_of(cell)


def _outputs_of(cell: NotebookNode) -> list[NotebookNode]:
    return cell.get("outputs", [])


def _shows(output: NotebookNode) -> bool:
    """Whether there is something to see: a table without rows is nothing."""
    html = output.get("data", {}).get("text/html", "")
    return "<table" not in html or "<td>" in html


def _has_picture(notebook: NotebookNode) -> bool:
    """What a log does not hold comes last."""
    return any("image/png" in output.get("data", {}) for output in _outputs(notebook))


def _set_alt_texts(notebook: NotebookNode) -> None:
    """Give every picture the words that its figure brought along."""
    for output in _outputs(notebook):
        data = output.get("data", {})
        if "image/png" in data:
            words = data.get("text/plain", "").split("\npanel 1:")[0]
            output.metadata.setdefault("image/png", NotebookNode())["alt"] = " ".join(words.split())


def _write_charts(executed: list[Executed], folder: Path, label: str) -> None:
    for done in executed:
        pictures = [output for output in _outputs(done.notebook) if "image/png" in output.get("data", {})]
        for number, output in enumerate(pictures, start=1):
            alt = output.metadata["image/png"]["alt"]
            picture = _with_description(base64.b64decode(output.data["image/png"]), alt)
            (folder / f"{label}-{done.name}-{number}.png").write_bytes(picture)


def _with_description(png: bytes, text: str) -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_itxt("Description", text)
    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.save(target, format="png", pnginfo=words, dpi=image.info.get("dpi", (144, 144)))
    return target.getvalue()


_STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #222; font: 17px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .4rem; }
header { border-bottom: 1px solid #ddd; padding-bottom: 1rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
a { color: #005a8c; }
section { border-bottom: 1px solid #ddd; padding: 1.6rem 0 1.2rem; }
img { max-width: 100%; height: auto; }
table, table.dataframe, .dataframe th, .dataframe td { border: 0; }
table { border-collapse: collapse; font-size: .87rem; margin: .6rem 0; }
table.dataframe th, table.dataframe td { text-align: left; padding: .35rem .8rem .35rem 0; }
table.dataframe tr { text-align: left !important; border-bottom: 1px solid #e6e6e6; }
table.dataframe thead th { text-align: left !important; }
table.dataframe th { font-weight: 600; vertical-align: top; }
td { vertical-align: top; }
.scroll { overflow-x: auto; }
@media (max-width: 40rem) { .scroll table { min-width: 34rem; } }
.failed { background: #fff3cd; padding: .6rem .8rem; }
pre { white-space: pre-wrap; }
footer { color: #6b6b6b; padding-top: 1rem; }
@media print { body { font-size: 11pt; } nav { display: none; } img, table { break-inside: avoid; } h1, h2 { break-after: avoid; } }
"""
