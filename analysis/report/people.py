"""Clients -> one index in HTML, an A4 page each, and a private list of who is who."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.errors import DataError, say_option
from analysis.people import WHO_IS_WHO, Client, ClientPage, Clients
from analysis.report.people_page import write_index
from analysis.words import say_count

INDEX, PAGES = "index.html", "pages"
_COLUMNS = ("pseudonym", "client", "page", "what to do")
_OWN_PAGE = re.compile(rf"{PAGES}/[^/\\]+\.pdf")


def read_who_is_who(folder: Path) -> dict[str, str]:
    """Pseudonyms that an earlier run gave, by name; nothing where there was none.

    Examples
    --------
    >>> read_who_is_who(Path("no/such/folder"))
    {}
    """
    return {row["client"]: row["pseudonym"] for row in _read_rows(folder) if row["client"]}


def write_people(clients: Clients, out: Path) -> Path:
    """Write OUT/index.html, OUT/pages/*.pdf and OUT/who_is_who.csv; pages of an earlier run go.

    Parameters
    ----------
    clients : Clients
    out : Path
        Outside of the clients' folders; made if missing.

    Returns
    -------
    Path
        The index.

    Raises
    ------
    DataError
        The folder lies among the clients', or cannot be written to.
    """
    check_outside(clients.paths, out)
    names = name_pages(clients)
    try:
        (out / PAGES).mkdir(parents=True, exist_ok=True)
        earlier = _read_rows(out)
        for row in earlier:
            if _OWN_PAGE.fullmatch(row["page"]):
                (out / row["page"]).unlink(missing_ok=True)
        for one in clients.opened:
            _draw_page(clients.page(one), out / names[clients.label(one)])
        (out / WHO_IS_WHO).write_text(_write_who(clients, names, earlier), encoding="utf-8")
        (out / INDEX).write_text(write_index(clients, names), encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"{out} cannot be written to ({error.strerror}) - name another folder with --out"
        ) from None
    return out / INDEX


def check_outside(paths: Iterable[Path], out: Path) -> None:
    """Stop where a result would lie among the clients' own files.

    Raises
    ------
    DataError

    Examples
    --------
    >>> check_outside([Path("clients")], Path("reports"))
    """
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise DataError(
                f"{out} lies in {path}, which holds the clients' files - name another folder with --out"
            )


def name_pages(clients: Clients) -> dict[str, str]:
    """Where the page of each client with a log lies, by what the client is called."""
    found: dict[str, str] = {}
    for one in clients.opened:
        label = clients.label(one)
        stem = re.sub(r"\W+", "_", label).strip("_").lower() or "client"
        if f"{PAGES}/{stem}.pdf" in found.values():
            stem = f"{stem}_{one.pseudonym[-2:]}"
        found[label] = f"{PAGES}/{stem}.pdf"
    return found


def say_command(client: Client) -> str:
    """The command that answers what is asked of a client's log; '' where nothing is.

    Examples
    --------
    >>> from analysis.people import ClientRow
    >>> asked = ("log.csv, column 'Date': ... - pass day_first=True or day_first=False",)
    >>> row = ClientRow("Anna")
    >>> say_command(Client("Anna", "Client 01", row, problem="...", questions=asked, folders=(Path("c/Anna"),)))
    'flexlog check c/Anna --save --day-first'
    """
    places = client.folders or client.files
    if not client.questions or not places:
        return ""
    options = [_first_option(say_option(question)) for question in client.questions]
    named = " ".join(shlex.quote(str(place)) for place in places)
    return " ".join(["flexlog check", named, "--save", *dict.fromkeys(filter(None, options))])


def tell_people(clients: Clients, index: Path) -> list[str]:
    """What was made and what is to be done, with names and commands, for the terminal of who looks after them."""
    lines = [str(clients.summary()), ""]
    for one in clients.needing_attention():
        lines.append(f"{clients.label(one)}: {'; '.join(clients.why(one))}")
    for one in clients.clients:
        if one.problem or one.unread:
            lines += ["", f"{one.name} ({one.pseudonym}): {say_option(one.problem or one.unread)}"]
            command = say_command(one)
            lines += [f"  answer once, such as: {command}"] if command else []
    lines += [
        f"\n{problem.path}: {say_option(problem.text)}" for problem in clients.problems if not problem.people
    ]
    private = f"{index.parent / WHO_IS_WHO} says who is who: it is private, keep it to yourself."
    pages = say_count(len(clients.opened), "page")
    return [*lines, "", f"Index: {index}", f"{pages} to print: {index.parent / PAGES}", private]


def _first_option(text: str) -> str:
    """The first option that a question offers, as it is typed."""
    found = re.search(r"--[a-z-]+(?: (?:'[^']*'|\"[^\"]*\"|[^\s,;)]+))?", text)
    if found is None:
        return ""
    word = found[0]
    return word.split()[0] if word.startswith(("--day-first", "--month-first", "--leave-out")) else word


def _draw_page(page: ClientPage, path: Path) -> None:
    import matplotlib.pyplot as plt

    from analysis.charts import plot_client, save_chart, use_theme

    with use_theme("light"):
        figure = plot_client(page)
    save_chart(figure, path, crop=False)
    plt.close(figure)


def _read_rows(folder: Path) -> list[dict[str, str]]:
    path = folder / WHO_IS_WHO
    if not path.is_file():
        return []
    try:
        read = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        return [{name: (row.get(name) or "").removeprefix("'") for name in _COLUMNS} for row in read]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise DataError(
            f"{path} cannot be read, which says who has which number - mend it, or delete it to number anew"
        ) from None


def _write_who(clients: Clients, names: Mapping[str, str], earlier: list[dict[str, str]]) -> str:
    """Everybody of now, then those of earlier runs who are gone, whose number stays theirs."""
    rows = [
        [
            one.pseudonym,
            _plain(one.name),
            names.get(clients.label(one), ""),
            say_command(one) or _one_line(one.problem),
        ]
        for one in sorted(clients.clients, key=lambda one: one.pseudonym)
    ]
    known = {one.name for one in clients.clients}
    rows += [
        [row["pseudonym"], _plain(row["client"]), "", "not found now"]
        for row in earlier
        if row["client"] not in known
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *rows])
    return text.getvalue()


def _one_line(text: str) -> str:
    return _plain(" ".join(say_option(text).split()))


def _plain(text: str) -> str:
    """A text that no spreadsheet calculates."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
