"""Executed notebooks -> one HTML file that needs nothing but itself, and its charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from analysis.errors import DataError
from analysis.logbook import Logbook
from analysis.report.pictures import (
    Picture,
    put_phone_pictures,
    take_pictures,
    write_charts,
    write_summary,
)
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


def write_report(
    executed: Iterable[Executed], book: Logbook, out: Path, *, label: str, theme: str = "light"
) -> Path:
    """Write OUT/report.html, OUT/summary.pdf and OUT/charts/LABEL-*; nothing else in OUT is touched.

    Every chart is written as PNG and as SVG. In the page, a phone is given the chart as drawn for it.

    Parameters
    ----------
    executed : iterable of Executed
    book : Logbook
        The log that the notebooks were run on.
    out : Path
        Folder; made if missing.
    label : str
        Begins the charts' file names, so that two logs can share a folder.
    theme : {'light', 'dark'}
        Of the page and its charts; the summary, which is for paper, is always light.

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
    pictures = {done.name: take_pictures(done.notebook) for done in executed}
    target = out / "report.html"
    try:
        (out / "charts").mkdir(parents=True, exist_ok=True)
        write_charts(pictures, out / "charts", label)
        write_summary(book, out, label)
        target.write_text(_page(executed, pictures, book, theme), encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"{out} cannot be written to ({error.strerror}) - name another folder with OUT="
        ) from None
    return target


def _page(executed: list[Executed], pictures: dict[str, list[Picture]], book: Logbook, theme: str) -> str:
    title = "Example log" if book.is_example else "Your log"
    sections = [_section(done, pictures[done.name]) for done in executed]
    style = _STYLE if theme == "light" else _STYLE + _DARK
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
            f"<title>Flexibility Log: {title.lower()}</title><style>{style}</style></head><body><main>",
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


def _section(done: Executed, pictures: list[Picture]) -> str:
    notebook = _without_empty_sections(done.notebook)
    kept = [cell for cell in notebook.cells if "summary" not in cell.metadata.get("tags", [])]
    notebook = NotebookNode({**notebook, "cells": kept})
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    body = put_phone_pictures(_let_scroll(body), pictures)
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


def _outputs_of(cell: NotebookNode) -> list[NotebookNode]:
    return cell.get("outputs", [])


def _shows(output: NotebookNode) -> bool:
    """Whether there is something to see: a table without rows is nothing."""
    html = output.get("data", {}).get("text/html", "")
    return "<table" not in html or "<td>" in html


def _has_picture(notebook: NotebookNode) -> bool:
    """What a log does not hold comes last."""
    outputs = (output for cell in notebook.cells for output in _outputs_of(cell))
    return any("image/png" in output.get("data", {}) for output in outputs)


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

_DARK = """
:root { color-scheme: dark; }
body { background: #14181d; color: #ededed; }
a { color: #7cc4f0; }
header, section { border-color: #39414a; }
table.dataframe tr { border-color: #2c333a; }
.failed { background: #4a3a10; }
footer { color: #a9b0b7; }
"""
