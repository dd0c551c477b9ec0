"""All clients of a coach or a physio: who needs attention, who could not be opened, and the rest."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.cohort import Cohort, find_cohort
from analysis.cohort.pooled import FEWEST_PEOPLE
from analysis.comparison import Comparison
from analysis.errors import say_option
from analysis.people.attention import REST, Attention, find_attention
from analysis.people.client import Client, say_last_entry, say_next_visit
from analysis.people.finding import FileProblem
from analysis.people.numbering import mask_names
from analysis.people.page import ClientPage, find_client_page
from analysis.people.table import ClientRow
from analysis.people.together import find_clients_cohort
from analysis.planning.people import find_people_plan
from analysis.words import NOT_IN_LOG, Text, say_count, say_day

INDEX_COLUMNS = ("Client", "Why", "Main measure", "Last entry", "Next visit")
TABLE_COLUMNS = ("Client", "Start", "Visits", "Main measure", "Worthwhile", "Target", "Next visit")
BY_CHANCE = (
    "Each client is judged alone, at 5 %: of 20 unchanged clients about one looks changed by chance in the main measure, and "
    "about one in all else that was logged (Holm's rule within a client, never across clients). Clients are not ranked."
)
NO_ALL_CLEAR = "Finding nothing is no all-clear: a log holds only what somebody wrote."
NONE_OF_IT = "none of what is looked for"
NO_FILES = "no log was found"


@dataclass(frozen=True, eq=False)
class Clients:
    """Several people, each opened by themselves.

    Attributes
    ----------
    clients : tuple of Client
        In the order of their pseudonyms' making: that of clients.csv, then by name.
    today : date
        Days since the last entry are counted to it.
    is_example : bool
        True for the sample clients: every sentence then begins with 'Example log'.
    paths : tuple of Path
        What was opened.
    problems : tuple of FileProblem
        Files beside the clients' folders that cannot be used, or not wholly.
    notes : tuple of str
        What is to know of clients.csv.
    names : bool
        Whether names are shown in place of pseudonyms.
    has_table : bool
        Whether there is a clients.csv with a row.
    """

    clients: tuple[Client, ...]
    today: datetime.date
    is_example: bool = False
    paths: tuple[Path, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[str, ...] = ()
    names: bool = False
    has_table: bool = False

    def label(self, client: Client) -> str:
        """What a client is called on everything that is shown."""
        return client.name if self.names else client.pseudonym

    def say(self, *sentences: str) -> Text:
        """Sentences as a paragraph each, marked where this is the example."""
        return Text("\n\n".join(f"Example log. {s}" if self.is_example else s for s in sentences if s))

    def show(self, table: pd.DataFrame) -> pd.DataFrame | Text:
        """A table, or words where it has no row."""
        return self.say(NOT_IN_LOG) if table.empty else table

    def mask(self, text: str) -> str:
        """A text without names of clients and of their files, unless names are shown."""
        if self.names:
            return text
        files = [Path(path).name for one in self.clients for path in _files_of(one)]
        files += [problem.path.name for problem in self.problems]
        return mask_names(text, {one.name: one.pseudonym for one in self.clients}, files)

    @property
    def opened(self) -> tuple[Client, ...]:
        """Those whose log could be opened."""
        return tuple(one for one in self.clients if one.logbook is not None)

    @property
    def is_one_person(self) -> bool:
        """Whether this looks like the log of one person, not of several clients."""
        nameless = any(not problem.people for problem in self.problems)
        return not self.has_table and (len(self.clients) < 2 or nameless)

    @cached_property
    def attentions(self) -> dict[str, Attention]:
        """Why each client that was opened stands where they stand, by pseudonym."""
        return {one.pseudonym: find_attention(one, self.today) for one in self.opened}

    def ordered(self) -> tuple[Client, ...]:
        """Who needs attention first; those alike by number, those that could not be opened before the rest."""
        unopened = [one for one in self.clients if one.problem]
        first = [one for one in self.opened if self.attentions[one.pseudonym].level < REST]
        rest = [one for one in self.clients if one not in unopened and one not in first]
        return (*sorted(first, key=self._place), *unopened, *rest)

    def needing_attention(self) -> tuple[Client, ...]:
        """Those with a red flag, something worse, or silent for a week, in this order."""
        return tuple(one for one in self.ordered() if self._level(one) < REST)

    def index(self) -> pd.DataFrame:
        """A row a client, in order of who needs attention, and why; never by improvement.

        Returns
        -------
        DataFrame
            Client, Why, Main measure, Last entry, Next visit; all text. Empty where this is one person's log.
        """
        rows = [] if self.is_one_person else [self._index_row(one) for one in self.ordered()]
        return pd.DataFrame(rows, columns=list(INDEX_COLUMNS)).set_index("Client").rename_axis(None)

    def attention(self) -> Text:
        """Who needs attention and why, a sentence a client; and what the list cannot say."""
        if self.is_one_person:
            return self.summary()
        first = self.needing_attention()
        said = [f"{self.label(one)}: {'; '.join(self.why(one))}." for one in first]
        if not said:
            said = [
                "Nobody stands out: no words of warning signs in notes, no pain high or worse, nothing worse, nobody silent."
            ]
        return self.say(*said, f"{NO_ALL_CLEAR} {BY_CHANCE}")

    def summary(self) -> Text:
        """How many clients there are, and how many of them need what."""
        if self.is_one_person:
            return self.say(
                "This is one person's log, or a folder that does not say whose files are whose, and 01_my_progress shows it. "
                "This notebook is for several people: a folder with a subfolder for each, or files with a column that "
                "names the person."
            )
        levels = [self._level(one) for one in self.clients]
        counts = [
            f"{say_count(len(self.clients), 'client')} on {say_day(pd.Timestamp(self.today))}",
            f"{sum(level < REST for level in levels)} to look at first",
            f"{sum(bool(one.problem) for one in self.clients)} that could not be opened",
            f"{sum(not one.has_log for one in self.clients)} without a log",
        ]
        return self.say(f"{', '.join(counts)}.", *map(self.mask, self.notes))

    def problems_table(self) -> pd.DataFrame:
        """Who could not be opened, or not wholly, and what to do.

        Returns
        -------
        DataFrame
            Client, What to do; empty where there is nothing, or this is one person's log.
        """
        columns = ["Client", "What to do"]
        if self.is_one_person:
            return pd.DataFrame(columns=columns).set_index("Client").rename_axis(None)
        rows = [
            [self.label(one), self.mask(say_option(one.problem or one.unread))]
            for one in self.clients
            if one.problem or one.unread
        ]
        rows += [
            [f"file {self.mask(one.path.name)}", self.mask(one.text)]
            for one in self.problems
            if not one.people
        ]
        return pd.DataFrame(rows, columns=columns).set_index("Client").rename_axis(None)

    def table(self) -> pd.DataFrame:
        """What clients.csv says, a row a client, as it was read.

        Returns
        -------
        DataFrame
            Client, Start, Visits, Main measure, Worthwhile, Target, Next visit; all text.
        """
        known = [] if self.is_one_person else [one for one in self.clients if one.row.where]
        rows = [[self.label(one), *_row_cells(one.row)] for one in known]
        return pd.DataFrame(rows, columns=list(TABLE_COLUMNS)).set_index("Client").rename_axis(None)

    def why(self, client: Client) -> tuple[str, ...]:
        """Why a client stands where they stand, the strongest reason first."""
        if client.problem:
            return ("could not be opened: see below",)
        if not client.has_log:
            return (NO_FILES,)
        reasons = tuple(map(self.mask, self.attentions[client.pseudonym].reasons))
        unread = ("not all files could be read",) if client.unread else ()
        return (*reasons, *unread) or (NONE_OF_IT,)

    def mains(self) -> dict[str, Comparison]:
        """The main measure of each client, the first of it where it has two sides, by pseudonym.

        Those that could not be opened, or hold no outcome, are left out.
        """
        return {one.pseudonym: one.mains[0] for one in self.opened if one.mains}

    def cohort(self, measure: str | None = None) -> Cohort:
        """All clients together in one measure, for `plot_cohort`; without a ranking, and never of fewer than five.

        Parameters
        ----------
        measure : str, optional
            Such as 'tightness'; None takes what most of them logged. One person's log gives a cohort of nobody.
        """
        if self.is_one_person:
            return find_cohort({})
        found = find_clients_cohort(self.clients, self.label, measure, find_people_plan(self.paths))
        if not self.is_example:
            return found
        return replace(found, title=f"Example log: {found.title[0].lower()}{found.title[1:]}")

    def cohorts(self, measure: str | None = None) -> tuple[Cohort, ...]:
        """`cohort` where it has figures of a group to draw, else nothing."""
        found = self.cohort(measure)
        return () if found.pooled is None else (found,)

    def together(self, measure: str | None = None) -> Text:
        """What clients have in common in one measure, in words."""
        if self.is_one_person:
            return self.say(
                f"This is one person's log. Figures of a group need {FEWEST_PEOPLE} people or more."
            )
        return self.say(*self.cohort(measure).sentences())

    def pages(self, most: int | None = None) -> tuple[ClientPage, ...]:
        """One page a client, in order of who needs attention, for `plot_client`.

        Parameters
        ----------
        most : int, optional
            Only the first so many of those that need attention; None takes everybody with a log.
        """
        if self.is_one_person and most is not None:
            return ()
        chosen: Sequence[Client] = self.ordered() if most is None else self.needing_attention()[:most]
        return tuple(self.page(one) for one in chosen if one.logbook is not None)

    def page(self, client: Client) -> ClientPage:
        """One page of a client who has a log, for `plot_client`."""
        return find_client_page(client, self.label(client), self.today, flags=self.why_flags(client))

    def why_flags(self, client: Client) -> tuple[str, ...]:
        """What is said of words in notes and of pain, as on the index."""
        attention = self.attentions[client.pseudonym]
        return tuple(map(self.mask, attention.reasons))

    def _level(self, client: Client) -> int:
        return REST if client.logbook is None else self.attentions[client.pseudonym].level

    def _place(self, client: Client) -> tuple[int, int, str]:
        found = self.attentions[client.pseudonym]
        return found.level, found.urgency, client.pseudonym

    def _index_row(self, client: Client) -> list[str]:
        answers = "; ".join(f"{one.name}: {one.answer_word}" for one in client.mains)
        last = say_last_entry(client, self.today) if client.logbook is not None else ""
        why = "; ".join(self.why(client))
        return [self.label(client), why, answers, last, say_next_visit(client.row, self.today)]


def _row_cells(row: ClientRow) -> list[str]:
    days = [row.start, row.next_visit]
    start, coming = ("" if day is None else day.isoformat() for day in days)
    worthwhile, target = ("" if mark is None else f"{mark:g}" for mark in (row.worthwhile, row.target))
    return [start, ", ".join(day.isoformat() for day in row.visits), row.main, worthwhile, target, coming]


def _files_of(client: Client) -> list[str]:
    if client.logbook is not None:
        return client.logbook.logs.files["path"].astype(str).tolist()
    inside = [one for folder in client.folders for one in folder.rglob("*") if one.is_file()]
    return [str(path) for path in (*inside, *client.files)]
