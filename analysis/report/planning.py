"""The command `flexlog plan` in words: what plans would find, and the plan that was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.aspects.prospect import find_prospect
from analysis.intake import Logs
from analysis.logbook import open_logbook
from analysis.planning.drawing import Wish, draw_beside, say_drawn, with_baseline
from analysis.planning.words import FITS, KIND_WORDS
from analysis.training import logged_days


def tell_plan(
    paths: Sequence[Path],
    folder: Path,
    wish: Wish | None,
    *,
    person: str | None = None,
    goals: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> Iterator[str]:
    """Lines that say what plans would find in a log; with a wish, the plan is drawn first and told of first.

    Parameters
    ----------
    paths : sequence of Path
        None: no log yet, usual values stand for it.
    folder : Path
        Where the plan is to lie.
    wish : Wish or None
        Its `baseline_since` of year 1 stands for the first logged day.
    person : str, optional
        Whose log, where it holds several people.
    goals, answers : mapping
        For `open_logbook`.

    Raises
    ------
    DataError
        As `open_logbook` and `draw_beside`; a baseline is wanted without a log, or after the routine has begun.
    """
    book = open_logbook(*paths, person=person, **goals, **answers) if paths else None
    if wish is not None:
        if book is not None and book.person is not None:
            wish = replace(wish, person=book.person)
        if wish.baseline_since is not None:
            logs, who = (Logs(), None) if book is None else (book.logs, book.person)
            wish = with_baseline(wish, logs, logged_days(logs, person=who), person=who)
        plan = draw_beside(folder, wish)
        yield from say_drawn(plan, folder)
        if plan.people:
            return
        yield ""
    prospect = find_prospect(book.mains() if book is not None else ())
    yield from prospect.sentences()
    yield ""
    for power in prospect.powers:
        row = prospect.table().loc[KIND_WORDS[power.kind]]
        yield f"{KIND_WORDS[power.kind]} (--draw {power.kind}): for {FITS[power.kind]}"
        yield from (f"    {name}: {cell}" for name, cell in row.items() if name != "Fits")
    yield "Also: --draw blocks, --draw random_days, and --draw staggered for two sides that begin on different days."
    if wish is None:
        yield "Nothing was drawn. A plan counts only when it is drawn before its days come."
