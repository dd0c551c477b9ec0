"""For a paper: where every number comes from, what was done in one paragraph, and the checklist."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis import __version__
from analysis.comparison import Comparison, with_change
from analysis.goals import Goals
from analysis.logbook import OUTCOMES, Logbook
from analysis.paths import ROOT
from analysis.planning.words import say_plan, say_reach
from analysis.report.checklist import paper_checklist
from analysis.report.tell import is_other
from analysis.rivals import RIVALS
from analysis.training import logged_days
from analysis.words import METRIC_WORDS, Text, say_amount, say_count, say_day, say_list, say_number

__all__ = ["paper_checklist", "provenance", "results", "say_software", "write_methods"]

NOT_ON_RECORD = "not on record"
_ROWS = {
    "answer": "Answer", "matters": "Worth having", "estimate": "Step at the start", "low": "95 % interval from",
    "high": "95 % interval to", "p": "p", "p_holm": "p adjusted (Holm)", "mean_difference": "Difference of the means",
    "mean_difference_low": "95 % interval of it from", "mean_difference_high": "95 % interval of it to", "mean_a": "Mean before",
    "mean_b": "Mean since", "n_a": "Days before", "n_b": "Days since", "carryover": "Carry-over",
    "noise_share": "Share of noise that does not carry over", "lot_p": "p of the randomisation test",
    "days_needed": "More days that would tell",
}  # fmt: skip
_COMING_ROWS = {
    "estimate": "With less without", "mean_a": "Mean without", "mean_b": "Mean with", "n_a": "Days without", "n_b": "Days with",
}  # fmt: skip
_SHA = re.compile(r"[0-9a-f]{64}")
_STARTS = {
    "given": "was stated by the person",
    "plan.csv": "was taken from a plan",
    "phases.csv": "was taken from a file of phases",
    "first targeted session": "was taken to be the first session that targets the hip flexors",
    "first session": "was taken to be the first session of any kind",
}


def provenance(book: Logbook, options: Mapping[str, Any]) -> pd.DataFrame:
    """What the results rest on: version, hashes, options as given, and when the goals were put on record.

    Parameters
    ----------
    book : Logbook
    options : mapping
        As they were given to the report; none is a row of its own.

    Returns
    -------
    DataFrame
        Columns What, Value.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> provenance(open_logbook(), {})["What"].tolist()[:2]
    ['Flexibility Log', 'SHA-256 of requirements.lock']
    """
    lock = ROOT / "requirements.lock"
    locked = hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else "the file is not there"
    logs = [row for row in book.logs.files.to_dict("records") if not is_other(row)]
    rows = [
        ("Flexibility Log", f"version {__version__}"),
        ("SHA-256 of requirements.lock", locked),
        *((f"SHA-256 of {row['name']}", _say_hash(row["file_id"])) for row in logs),
        *((f"Option {name}", str(value)) for name, value in options.items()),
        *([] if options else [("Options", "none")]),
        *_say_goals(book.goals, book.phases.source),
    ]
    return pd.DataFrame(rows, columns=["What", "Value"])


def _say_hash(file_id: str) -> str:
    return file_id if _SHA.fullmatch(file_id) else "not shown in a report to hand on"


def _say_goals(goals: Goals, source: str) -> list[tuple[str, str]]:
    """The days on which main measure, marks and start were fixed."""
    marks = [
        (f"Change worth having in {METRIC_WORDS[name]} set", _say_set(mark.set_on))
        for name, mark in goals.worthwhile.items()
    ]
    return [
        ("Main measure set", _say_set(goals.main_set) if goals.main else "none was chosen"),
        *(marks or [("Change worth having set", "none of the person's own")]),
        ("Start set", _say_set(goals.start_set if source == "given" else None)),
    ]


def _say_set(day: object) -> str:
    return NOT_ON_RECORD if day is None else say_day(pd.Timestamp(str(day)))


def results(book: Logbook) -> pd.DataFrame:
    """The verdicts not rounded, a column an outcome, '' where there is no number; flags stand in the table 'verdicts' of the report.

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> results(open_logbook()).index.tolist()[:2]
    ['Answer', 'Worth having']
    """
    table = book.verdicts().T.reindex(list(_ROWS)).rename_axis(index=None, columns=None)
    for one in book.compare():
        if one.name in table:
            table.loc["answer", one.name] = one.answer_word
    rows = _ROWS if book.phases.one_start else {**_ROWS, **_COMING_ROWS}
    table = table.rename(index=rows).dropna(how="all")
    return table.astype(object).where(table.notna(), "")


def write_methods(book: Logbook) -> Text:
    """A methods paragraph made from the results, a sentence or two a point.

    Parameters
    ----------
    book : Logbook

    Examples
    --------
    >>> from analysis.logbook import open_logbook
    >>> str(write_methods(open_logbook())).startswith("Example log. ")
    True
    """
    outcomes = book.compare(OUTCOMES)
    changed = with_change(outcomes)
    said = [_say_data(book), _say_start(book, outcomes)]
    said += [_say_phases(one) for one in outcomes if one.verdict is not None]
    if changed:
        said += [_say_noise(changed), _say_judged(outcomes), *map(_say_mark, book.mains())]
    return book.say(*said, _say_rivals(book))


def _say_data(book: Logbook) -> str:
    days = logged_days(book.logs, person=book.person)
    if days.empty:
        return "The log holds no day with an entry."
    files = int((book.logs.files["kept"] > 0).sum())
    span = f"{say_day(days[0])} to {say_day(days[-1])}" if len(days) > 1 else say_day(days[0])
    return (
        f"One person's own entries were analysed: {say_count(len(days), 'day')} with an entry, {span}, "
        f"from {say_count(files, 'file')}."
    )


def _say_start(book: Logbook, outcomes: tuple[Comparison, ...]) -> str:
    if book.phases.start is None:
        return "No start of a routine was known, so nothing was compared and nothing was randomised."
    drawn = any(one.verdict is not None and one.verdict.lot_p is not None for one in outcomes)
    plan = book.phases.plan
    how = (
        "The schedule was drawn by lot, and held against its other arrangements by a randomisation test of the scaled difference of the means."
        if drawn
        else "The schedule was drawn by lot; no randomisation test of it is shown, as its last day is not logged or a phase has no reading."
        if plan is not None
        else "Nothing in the log shows a draw by lot, so no randomisation is claimed."
        if book.phases.source == "plan.csv"
        else "It was chosen, not drawn by lot: there was no randomisation."
    )
    lot = "" if plan is None else f" {say_plan(plan)} {say_reach(plan)} Seed {plan.seed}."
    if not book.phases.one_start:
        return f"Days with the routine and days without followed each other, as a plan said. {how}{lot}"
    return (
        f"The start of the routine, {say_day(book.phases.start)}, {_STARTS[book.phases.source]}. {how}{lot}"
    )


def _say_phases(one: Comparison) -> str:
    """Days in each phase, and how many days between the first and the last have no reading."""
    if one.comes_and_goes:
        n_a, n_b = (int((one.labels == phase).sum()) for phase in ("A", "B"))
        return f"{one.name}: {say_count(n_a, 'day')} with a reading without the routine, {say_count(n_b, 'day')} with it."
    counts = []
    for phase, word in (("A", "before the start"), ("B", "since")):
        days = pd.DatetimeIndex(one.series.index[(one.labels == phase).to_numpy()])
        missing = (days[-1] - days[0]).days + 1 - len(days) if len(days) else 0
        counts.append(f"{say_count(len(days), 'day')} with a reading {word} ({missing} between them without)")
    return f"{one.name}: {counts[0]}, {counts[1]}."


def _say_noise(changed: tuple[Comparison, ...]) -> str:
    shown = [f"{one.name}: {_say_carryover(one)}" for one in changed]
    what = (
        "What days with the routine are above those without"
        if all(one.comes_and_goes for one in changed)
        else "The step at the start"
    )
    return (
        f"{what} was estimated with a model in which what one day has in excess partly carries over to "
        "the next: neither this carry-over nor the share of noise that does not carry over was fixed, both were "
        "integrated out, and days without a reading were left empty (docs/method.md gives priors and "
        f"simulations). Carry-over from one reading to the next, posterior mean - {'; '.join(shown)}."
    )


def _say_carryover(one: Comparison) -> str:
    change = None if one.verdict is None else one.verdict.change
    return "" if change is None else say_number(change.carryover)


def _say_judged(outcomes: tuple[Comparison, ...]) -> str:
    counted = with_change(outcomes)
    main = [one.name for one in counted if one.role == "main"]
    text = "Intervals are 95 % and not adjusted for the number of outcomes."
    if len(counted) == 1:
        return f"{text} One outcome was compared."
    if not main:
        return f"{text} No main measure was chosen: 'better' and 'worse' were judged by Holm's method over {len(counted)} outcomes."
    others = len(counted) - len(main)
    alone = "stands by itself" if len(main) == 1 else "were judged together by Holm's method"
    rest = f"; {say_count(others, 'other outcome')} by Holm's method among themselves" if others > 1 else ""
    return f"{text} The main measure ({say_list(main)}) {alone}{rest}."


def _say_mark(one: Comparison) -> str:
    known = one.yardstick
    if known.worthwhile is None:
        return f"{one.name}: no smallest change worth having was known."
    return f"{one.name}: smallest change worth having {say_amount(known.worthwhile, one.unit)} ({known.worthwhile_from})."


def _say_rivals(book: Logbook) -> str:
    names = list(dict.fromkeys(METRIC_WORDS[one.key.metric] for one in book.compare(RIVALS)))
    if not names:
        return (
            "Nothing else that may explain a change was logged, so other explanations could not be looked at."
        )
    return f"Looked at as other explanations, not as outcomes: {say_list(names)}."


def say_software() -> str:
    """The programs and their versions, for the end of the methods.

    Examples
    --------
    >>> say_software().split(" with ")[0] == f"Software: Flexibility Log {__version__}"
    True
    """
    used = [f"{name} {version(name)}" for name in ("numpy", "pandas", "scipy")]
    return f"Software: Flexibility Log {__version__} with {say_list(used)} on Python {platform.python_version()}."
