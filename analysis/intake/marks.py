"""The scale of a column of ratings: as the person says, its header, or a text above the table; and which way it runs."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.grid import Job
from analysis.intake.headers import read_header
from analysis.intake.meaning import Meaning, count_back, is_too_long, is_turned
from analysis.schema import METRICS


def settle_marks(meaning: Meaning, job: Job) -> Meaning | None:
    """Give a rating its scale, lowest number first, and say whether it is turned; None when that is asked."""
    if not METRICS[meaning.role].rating:
        return meaning
    scales = job.answers.scale
    given = scales.get(meaning.role) or scales.get(meaning.header)
    if given:
        low, high = sorted(float(end) for end in given)
        return replace(meaning, scale=(low, high), turned=float(given[0]) > float(given[1]))
    meaning = meaning if meaning.scale else _read_above(meaning, job)
    way = is_turned(meaning.ends, meaning.role)
    if way is None or (way and meaning.scale is None):
        job.ask(_word_question(meaning))
        return None
    return meaning


def _word_question(meaning: Meaning) -> str:
    """Ask which way the marks run, in the header's own numbers."""
    back = count_back(meaning)
    why = f"seems to run the other way than {meaning.role} is kept"
    if "?" in meaning.ends:
        why = f"names the ends of its scale by words that are not known, so that {meaning.role} may run either way"
    return (
        f"column {meaning.header!r} {why} - pass scale={{{meaning.role!r}: {back}}}, with the mark that is kept as 0 "
        f"first and its highest behind, or scale={{{meaning.role!r}: {back[::-1]}}} if it does not"
    )


def _read_above(meaning: Meaning, job: Job) -> Meaning:
    """Take the scale that a text above the table states for the metric, where there is one alone."""
    texts = [text for text in (*job.names[:-1], job.title) if text.strip() and not is_too_long(text)]
    said = [made for text in texts if (made := read_header(text)).role == meaning.role and made.scale]
    if len({(made.scale, made.ends) for made in said}) != 1:
        return meaning
    job.findings.add(
        "note",
        "scale_above",
        f"the scale is stated above the table: {said[0].header!r}",
        column=meaning.header,
    )
    return replace(meaning, scale=said[0].scale, ends=said[0].ends, turned=said[0].turned)
