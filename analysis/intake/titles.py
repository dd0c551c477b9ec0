"""Titles over parts of a table: 'Left hip' above some records says something of each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.intake.grid import Grid, Job
from analysis.intake.headers import read_header
from analysis.intake.issues import SKIPPED
from analysis.intake.meaning import Meaning
from analysis.intake.phrases import match_phrases
from analysis.intake.words import cell_words, fold, split_words
from analysis.schema import MOMENTS, REGIONS, SIDES

_MONTH = re.compile(r"([^\W\d_]+)\.?(?:\s+|\s*[-/]\s*)?((?:19|20)\d\d)?")
_KINDS = {"side": SIDES, "moment": MOMENTS, "region": REGIONS}
_NEUTRAL = frozenset(
    [
        "sheet",
        "table",
        "tabelle",
        "feuille",
        "hoja",
        "folha",
        "foglio",
        "blad",
        "ark",
        "arkusz",
        "tabel",
        "tabell",
        "tabela",
        "log",
        "data",
        "daten",
        "week",
        "woche",
        "semaine",
        "semana",
        "settimana",
        "vecka",
        "uge",
        "uke",
        "tydzien",
        "block",
        "bloc",
        "bloque",
        "bloco",
        "blocco",
        "blok",
        "phase",
        "fase",
        "faza",
        "month",
        "monat",
        "mois",
        "mes",
        "mese",
        "maand",
        "manad",
        "maned",
        "miesiac",
        "part",
        "teil",
        "partie",
        "parte",
        "deel",
        "del",
        "czesc",
        "page",
        "seite",
        "pagina",
        "side",
        "period",
        "cycle",
        "round",
        "season",
    ]
)


@dataclass(frozen=True)
class TitleMeaning:
    """What a title says of the records under it; all None where it says nothing that is known."""

    side: str | None = None
    moment: str | None = None
    region: str | None = None
    person: str | None = None
    routine: str | None = None
    month: str | None = None
    year: str | None = None
    ignore: bool = False

    @property
    def known(self) -> bool:
        """True when it says anything."""
        return self != TitleMeaning()


def read_title(title: str, columns: Mapping[str, str] | None = None) -> TitleMeaning:
    """Read a title: as the person says, else by its words if every one of them is a side, a moment or a region.

    Examples
    --------
    >>> read_title("Left hip").side, read_title("Left hip").region, read_title("My left hip diary").known
    ('left', 'hip', False)
    >>> read_title("Anna", {"Anna": "person"}).person, read_title("März 2026").year
    ('Anna', '2026')
    """
    given = {fold(str(name)): str(role) for name, role in (columns or {}).items()}.get(fold(title))
    label, colon, name = title.partition(":")
    whose = read_header(label) if given is None and colon and name.strip() else None
    if whose is not None and "person" in (whose.role, *whose.maybe):
        return TitleMeaning(person=name.strip())
    if given in ("person", "routine", "exercise", "ignore"):
        named = title if given != "ignore" else None
        is_person = given == "person"
        return TitleMeaning(
            person=named if is_person else None,
            routine=None if is_person else named,
            ignore=given == "ignore",
        )
    month = _MONTH.fullmatch(fold(title))
    if month and month[1] in cell_words("month"):
        return TitleMeaning(month=month[1], year=month[2])
    words = split_words(given or title)
    found, left = match_phrases(words, letters={"l": "left", "r": "right"} if len(words) == 1 else {})
    said: dict[str, str] = {}
    for role, _ in found:
        kind, _, value = role.partition(":")
        if value in _KINDS.get(kind, []):
            said.setdefault(kind, value)
        elif role not in ("filler", "activity"):
            return TitleMeaning()
    if left:
        return TitleMeaning()
    return TitleMeaning(side=said.get("side"), moment=said.get("moment"), region=said.get("region"))


def apply_titles(grid: Grid, job: Job) -> None:
    """Give the records what the titles over them say, as columns of their own.

    Parameters
    ----------
    grid : Grid
        Its `titles` hold the title over each row.
    """
    titles = grid.titles
    if titles is None:
        return
    job.titles += [title for title in dict.fromkeys(titles.tolist()) if title]
    meanings = {title: read_title(title, job.answers.columns) for title in dict.fromkeys(titles.tolist())}
    ignored = np.array([meanings[title].ignore for title in titles], dtype=bool)
    for kind in ("side", "moment", "region", "person", "routine", "month", "year"):
        cells = [getattr(meanings[title], kind) or "" for title in titles]
        given = kind == "person" and job.answers.person is not None
        if any(cells) and not grid.find(kind) and not given:
            grid.add_column(cells, Meaning("", role=kind, why="a title over the records"))
            job.findings.group(
                "note", "title_read", f"taken as {kind} from the title over the records",
                grid.lines[[bool(cell) for cell in cells]].tolist(), texts=[title for title in titles if title][:1],
            )  # fmt: skip
    if ignored.any():
        job.ledger.settle(grid.records[ignored], SKIPPED)
        grid.drop_rows(np.flatnonzero(ignored))


def ask_titles(grid: Grid, job: Job) -> bool:
    """Ask what titles mean that are not known: they may name two people, whose readings must never be mixed."""
    titles = [] if grid.titles is None else list(dict.fromkeys(grid.titles.tolist()))
    asked = [title for title in titles if title and _is_open(title, job)]
    if len(titles) < 2 or len(asked) < 2:
        return False
    options = ", ".join(f"{name!r}: 'person'" for name in asked)
    job.ask(
        f"records stand under the titles {asked[0]!r} and {asked[1]!r} - say what the titles are with "
        f"columns={{{options}}}, or 'left', 'right', 'pre', 'post', 'routine' or 'ignore' in place of 'person'"
    )
    return True


def _is_open(title: str, job: Job) -> bool:
    """Say whether nothing is known of a title, and it does not only count weeks, blocks or years."""
    words = split_words(title)
    neutral = not words or any(word.isdigit() or word in _NEUTRAL for word in words)
    return not neutral and not read_title(title, job.answers.columns).known
