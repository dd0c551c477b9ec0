"""Executed notebooks -> one HTML file that needs nothing but itself, and its charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat import NotebookNode

from analysis.aspects.red_flags import say_emergency
from analysis.errors import DataError
from analysis.logbook import Logbook
from analysis.report.paper import paper_checklist, results, say_software, write_methods
from analysis.report.pictures import (
    Picture,
    put_phone_pictures,
    take_pictures,
    write_charts,
    write_summary,
)
from analysis.report.run import FIRST, Executed
from analysis.report.share import SHARED
from analysis.report.style import DARK, STYLE
from analysis.report.tell import file_table, is_other, issue_table
from analysis.words import NOT_IN_LOG, say_count

ON_PAGE = "summary"
"""Tag of cells whose words the page says itself."""

NOT_DRAWN = (
    "The start of the routine was chosen, not drawn by lot. "
    "This page can therefore say what changed and by how much, and which other explanations the log speaks against; "
    "it cannot prove what caused it."
)
NOT_ADVICE = "This page describes one person's own notes. It is not medical advice."


@dataclass(frozen=True, eq=False)
class PageOptions:
    """What a page is made like.

    Attributes
    ----------
    theme : {'light', 'dark'}
        Of the page and its charts; the summary, which is for paper, is always light.
    shared : bool
        Whether the page is to be handed on: of what was read it shows counts only.
    changed : str
        What changed since the last report, as Markdown.
    provenance : DataFrame or None
        As `analysis.report.paper.provenance`; a page for a paper has it, and the checklist.
    """

    theme: str = "light"
    shared: bool = False
    changed: str = ""
    provenance: pd.DataFrame | None = None


_PLAIN = PageOptions()


def write_report(
    executed: Iterable[Executed], book: Logbook, out: Path, *, label: str, options: PageOptions = _PLAIN
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
    options : PageOptions

    Returns
    -------
    Path
        The HTML file.

    Raises
    ------
    DataError
        The folder cannot be written to.
    """
    executed = sorted(executed, key=_place)
    pictures = {done.name: take_pictures(done.notebook) for done in executed}
    target = out / "report.html"
    try:
        (out / "charts").mkdir(parents=True, exist_ok=True)
        write_charts(pictures, out / "charts", label)
        write_summary(book, out, label)
        target.write_text(_page(executed, pictures, book, options), encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"{out} cannot be written to ({error.strerror}) - name another folder with OUT="
        ) from None
    return target


def _page(
    executed: list[Executed], pictures: dict[str, list[Picture]], book: Logbook, options: PageOptions
) -> str:
    title = "Example log" if book.is_example else "Your log"
    sections = [_section(done, pictures[done.name]) for done in executed]
    style = STYLE if options.theme == "light" else STYLE + DARK
    links = [
        f'<li><a href="#{escape(done.name)}">{escape(_title(done.notebook))}</a></li>' for done in executed
    ]
    paper = "" if options.provenance is None else _paper_section(book, options.provenance)
    if paper:
        links.append('<li><a href="#paper">Provenance and methods</a></li>')
    head = _paragraphs(book.summary().markdown) + _paragraphs(options.changed)
    head += f"<p>{SHARED}</p>" if options.shared else ""
    chosen = book.phases.start is not None and book.phases.plan is None
    drawn = f"<p>{NOT_DRAWN}</p>" if chosen else ""
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
            *([paper] if paper else []),
            _read_counts(book) if options.shared else _read_section(book),
            f"<footer><p>{NOT_ADVICE}</p>{markdown2html(say_emergency())}</footer></main></body></html>",
        ]
    )


def _section(done: Executed, pictures: list[Picture]) -> str:
    kept = [cell for cell in done.notebook.cells if ON_PAGE not in cell.metadata.get("tags", [])]
    notebook = _without_empty_sections(NotebookNode({**done.notebook, "cells": kept}))
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    body = re.sub(r'<a href="(?!#)[^"]*"[^>]*>(.*?)</a>', r"\1", body, flags=re.DOTALL)
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


def _read_counts(book: Logbook) -> str:
    """What was read, without a word of the files."""
    found = book.logs.issues["severity"].value_counts()
    files = pd.DataFrame([row for row in book.logs.files.to_dict("records") if not is_other(row)])
    read, kept, skipped, left = (int(files[n].sum()) for n in ("records_read", "kept", "skipped", "left_out"))
    balance = f"{say_count(len(files), 'file')}, {say_count(read, 'record')}: {kept} kept, {skipped} skipped on purpose, {left} left out."
    noted = (
        f"Found while reading: {say_count(int(found.get('error', 0)), 'error')}, "
        f"{say_count(int(found.get('warning', 0)), 'warning')}, {say_count(int(found.get('note', 0)), 'note')}."
    )
    return f'<section id="read"><h1>What was read</h1><p>{balance}</p><p>{noted}</p></section>'


def _paper_section(book: Logbook, origin: pd.DataFrame) -> str:
    """Everything a paper has to report beside the charts."""
    parts = [
        ("", origin.to_html(index=False, border=0)),
        ("<h2>Methods</h2>", _paragraphs(write_methods(book).markdown) + f"<p>{escape(say_software())}</p>"),
        ("<h2>Results, not rounded</h2>", results(book).to_html(border=0, na_rep="", float_format=repr)),
        ("<h2>Reporting checklist</h2>", paper_checklist(book).to_html(index=False, border=0)),
    ]
    body = "".join(f"{head}{_let_scroll(html)}" for head, html in parts)
    return f'<section id="paper"><h1>Provenance and methods</h1>{body}</section>'


def _paragraphs(markdown: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in markdown.split("\n\n") if part)


def _title(notebook: NotebookNode) -> str:
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return first.splitlines()[0].lstrip("# ") if first else "Notebook"


def _outputs_of(cell: NotebookNode) -> list[NotebookNode]:
    return cell.get("outputs", [])


def _shows(output: NotebookNode) -> bool:
    """Whether there is something to see: a table without rows, or words in its place, is nothing."""
    data = output.get("data", {})
    html = data.get("text/html", "")
    return ("<table" not in html or "<td>" in html) and not data.get("text/markdown", "").endswith(NOT_IN_LOG)


def _place(done: Executed) -> tuple[bool, bool]:
    """The first notebook, those that show something, and what a log does not hold at the end."""
    return not done.name.startswith(FIRST), not _has_picture(done.notebook)


def _has_picture(notebook: NotebookNode) -> bool:
    outputs = (output for cell in notebook.cells for output in _outputs_of(cell))
    return any("image/png" in output.get("data", {}) for output in outputs)
