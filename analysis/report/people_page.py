"""The index of clients: one HTML file that needs nothing but itself, and links to their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from nbconvert.filters import markdown2html

from analysis.aspects.red_flags import say_emergency
from analysis.people import BY_CHANCE, NO_ALL_CLEAR, Client, Clients
from analysis.people.attention import SILENT_DAYS
from analysis.people.client import say_last_entry, say_next_visit
from analysis.report.style import STYLE

_OWN_STYLE = """
table { width: 100%; table-layout: fixed; }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #e6e6e6; overflow-wrap: anywhere; }
th:nth-child(1) { width: 13%; } th:nth-child(2) { width: 37%; }
ul { margin: 0; padding-left: 1.1rem; }
.private { background: #fff3cd; padding: .6rem .8rem; }
@media print { a { color: inherit; text-decoration: none; } section { padding: .6rem 0; } }
"""
_HEADS = ("Client", "Why here", "Main measure", "Last entry", "Next visit")
ORDER = (
    "First who needs to be looked at: words of warning signs in notes, pain that got worse or averages 7 or more; then what else "
    f"got worse; then {SILENT_DAYS} days or more without an entry. Nobody is ranked by how much they improved."
)
_PSEUDONYMS = (
    "Names are left out here and on the pages; who_is_who.csv beside this file holds them: it is private. Notes are quoted "
    "as they were written, and may name people."
)
_NAMED = "This index shows names: it is private."


def write_index(clients: Clients, pages: Mapping[str, str]) -> str:
    """The whole page.

    Parameters
    ----------
    clients : Clients
    pages : mapping of str to str
        Where the page of each client lies, by what the client is called.

    Examples
    --------
    >>> import datetime
    >>> page = write_index(Clients((), datetime.date(2026, 5, 1), has_table=True), {})
    >>> "Nobody stands out" in page
    True
    """
    title = "Example log: clients" if clients.is_example else "Clients"
    first = clients.needing_attention()
    rest = [one for one in clients.ordered() if one not in first and not one.problem]
    nobody = "<p>Nobody stands out.</p>"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{STYLE}{_OWN_STYLE}</style></head><body><main>",
            f"<header><h1>{title}</h1>{_paragraphs(clients.summary().markdown)}",
            f"<p>{ORDER}</p>",
            f'<p class="private">{_NAMED if clients.names else _PSEUDONYMS}</p></header>',
            _section("first", "To look at first", _table(clients, first, pages) if first else nobody),
            _not_opened(clients),
            _section("rest", "The others", f"<p>{NO_ALL_CLEAR}</p>{_table(clients, rest, pages)}")
            if rest
            else "",
            f"<footer><p>{escape(BY_CHANCE)}</p>",
            "<p>These pages describe people's own notes. They are not medical advice.</p>",
            f"{markdown2html(say_emergency())}</footer></main></body></html>",
        ]
    )


def _not_opened(clients: Clients) -> str:
    """Who could not be opened, or not wholly, with what to do; the commands with names stand in who_is_who.csv."""
    rows = [(str(label), str(text)) for label, text in clients.problems_table()["What to do"].items()]
    if not rows:
        return ""
    lines = "".join(f"<tr><td>{escape(label)}</td><td>{_lines(text)}</td></tr>" for label, text in rows)
    answer = "<p>The command that answers a question stands in who_is_who.csv, and in the terminal.</p>"
    head = '<table class="dataframe"><thead><tr><th>Client</th><th style="width:85%">What to do</th></tr></thead>'
    return _section(
        "unopened", "Could not be opened, or not wholly", f"{answer}{head}<tbody>{lines}</tbody></table>"
    )


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _table(clients: Clients, shown: Iterable[Client], pages: Mapping[str, str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in _HEADS)
    rows = "".join(_row(clients, one, pages) for one in shown)
    return f'<div class="scroll"><table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(clients: Clients, one: Client, pages: Mapping[str, str]) -> str:
    label = clients.label(one)
    link = f'<a href="{escape(pages[label])}">{escape(label)}</a>' if label in pages else escape(label)
    why = "".join(f"<li>{escape(reason)}</li>" for reason in clients.why(one))
    answers = "<br>".join(escape(f"{main.name}: {main.answer_word}") for main in one.mains)
    last = say_last_entry(one, clients.today) if one.logbook is not None else ""
    cells = (link, f"<ul>{why}</ul>", answers, escape(last), escape(say_next_visit(one.row, clients.today)))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _section(name: str, title: str, body: str) -> str:
    return f'<section id="{name}"><h2>{title}</h2>{body}</section>'


def _paragraphs(markdown: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in markdown.split("\n\n") if part)
