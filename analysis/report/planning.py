"""The command `flexlog plan` in words: what plans would find, and the plan that was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.aspects.prospect import find_prospect
from analysis.errors import DataError
from analysis.logbook import Logbook, open_logbook
from analysis.planning.drawing import Wish, draw_beside, say_drawn
from analysis.planning.words import FITS, KIND_WORDS
from analysis.training import logged_days


def tell_plan(
    paths: Sequence[Path],
    folder: Path,
    wish: Wish | None,
    *,
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
    goals, answers : mapping
        For `open_logbook`.

    Raises
    ------
    DataError
        As `open_logbook` and `draw_beside`; a baseline is wanted without a log.
    """
    book = (
        open_logbook(*paths, person=wish.person or None if wish else None, **goals, **answers)
        if paths
        else None
    )
    if wish is not None:
        plan = draw_beside(folder, _with_baseline(wish, book))
        yield from say_drawn(plan, folder)
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


def _with_baseline(wish: Wish, book: Logbook | None) -> Wish:
    """The wish with the first logged day as that of the baseline, where one is wanted."""
    if wish.baseline_since is None:
        return wish
    days = [] if book is None else list(logged_days(book.logs, person=book.person))
    if not days:
        raise DataError(
            "--baseline counts what was logged so far, but no log was named, or none of its days could be read"
        )
    return replace(wish, baseline_since=days[0].date())
