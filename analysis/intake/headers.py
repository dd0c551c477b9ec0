"""Header words -> what a column means: role, metric, side, moment, region, unit, scale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analysis.intake.meaning import Meaning, read_brackets, read_unit, take_order
from analysis.intake.words import header_words, qualifiers, split_compound, split_words, tidy
from analysis.schema import METRICS

_ASIDE = {"date", "value", "metric", "time", "exercise", "routine", "moment", "region"}
_TIME_UNITS = {"h", "min", "s", "ms", "h:mm", "m:ss", "h:mm:ss"}
_HOURS = {"sleep_h", "sitting_h", "activity_min"}
_SIDE_LETTER = re.compile(r"(?<![^\W_])[lr](?![^\W_]|['’])", re.IGNORECASE)
_LEFT_RIGHT = {"l": "left", "r": "right"}
_METRIC_UNITS = {
    "rom": {"deg", "cm", "mm", "in"},
    "reach": {"cm", "mm", "in", "m"},
    "sleep_h": {"h", "min", "h:mm", "s"},
    "sitting_h": {"h", "min", "h:mm"},
    "activity_min": {"h", "min", "h:mm", "m:ss", "s"},
    "weight_kg": {"kg", "lb"},
    "steps": {"count"},
    "painkillers": {"count"},
    "resting_hr": {"bpm", "count"},
    "function": {"points", "%"},
}


def read_header(header: str, *, letters: Mapping[str, str] | None = None) -> Meaning:
    """Read one header.

    Parameters
    ----------
    header : str
        As written.
    letters : mapping, optional
        Single letters that are sides here, such as {'g': 'left', 'd': 'right'}; L and R always are
        where they stand alone.

    Examples
    --------
    >>> m = read_header("Beweglichkeit links (°)")
    >>> m.role, m.side, m.unit
    ('rom', 'left', 'deg')
    >>> m = read_header("How tight do your hip flexors feel right now? (0-10)")
    >>> m.role, m.region, m.scale
    ('tightness', 'hip', (0.0, 10.0))
    """
    clean = take_order(tidy(header).strip(" :*\"'"))[0]
    name = clean.casefold().replace(" ", "_")
    if name in METRICS:
        return Meaning(header, name, unit=read_unit(name.rpartition("_")[2]))
    meaning, rest = read_brackets(Meaning(header), clean)
    words = split_words(rest)
    alone = _LEFT_RIGHT if _SIDE_LETTER.search(rest) else {}
    found, left = match_phrases(words, letters={**alone, **(letters or {})})
    meaning = _add_details(meaning, found)
    main = _main_roles(found)
    if main and main[0] in METRICS and left and all(word in qualifiers() for word in left):
        return _check_unit(replace(meaning, maybe=(main[0],), why=f"it may be {main[0]}, of one kind"))
    question = clean.endswith("?") or "?" in clean or len(split_words(rest)) >= 5
    meaning = _choose_role(meaning, main, found, left, question)
    if not meaning.role and not meaning.why and not left and not main:
        meaning = replace(meaning, why="no word of it is known")
    return _check_unit(meaning)


def match_phrases(
    words: list[str], *, letters: Mapping[str, str] | None = None
) -> tuple[list[tuple[str, str]], list[str]]:
    """Match known phrases, the longest first from left to right.

    Returns
    -------
    found : list of (role, phrase)
        One pair for every role a phrase can have.
    left : list of str
        Words that no phrase covers.

    Examples
    --------
    >>> match_phrases(["left", "sleep", "quality"])
    ([('side:left', 'left'), ('sleep_quality', 'sleep quality')], [])
    """
    known = header_words()
    found: list[tuple[str, str]] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(6, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            roles = _roles_of(phrase, known, letters or {}, edge=at in (0, len(words) - size))
            if roles:
                found.extend((role, phrase) for role in roles)
                at += size
                break
        else:
            parts = split_compound(words[at])
            found.extend((role, part) for part in parts for role in known[part])
            left.extend([] if parts else [words[at]])
            at += 1
    return found, left


def _roles_of(
    phrase: str, known: dict[str, tuple[str, ...]], letters: Mapping[str, str], edge: bool
) -> tuple[str, ...]:
    if phrase in letters:
        return (f"side:{letters[phrase]}",)
    roles = known.get(phrase, ())
    if phrase in ("am", "pm") and not edge:
        return ("filler",)
    if phrase == "am":
        return ("moment:morning",)
    return roles


def _add_details(meaning: Meaning, found: list[tuple[str, str]]) -> Meaning:
    for kind in ("side", "moment", "region", "unit"):
        values = list(dict.fromkeys(r.partition(":")[2] for r, _ in found if r.startswith(f"{kind}:")))
        if kind == "region" and not values:
            inside = [word for _, phrase in found for word in phrase.split()]
            values = [
                r.partition(":")[2]
                for word in inside
                for r in header_words().get(word, ())
                if r.startswith("region:")
            ]
        if kind == "side" and {"left", "right"} <= set(values):
            values = ["both"]
        if kind == "moment" and {"pre", "post"} <= set(values):
            values = []
        if values and getattr(meaning, kind) is None:
            meaning = replace(meaning, **{kind: values[0]})
    return meaning


def _main_roles(found: list[tuple[str, str]]) -> list[str]:
    """Give the roles that a header may have, with what is only said by the way taken out."""
    main = list(dict.fromkeys(r for r, _ in found if ":" not in r and r not in ("filler", "activity")))
    if "ignore" in main and not any("/" in role for role in main):
        return ["ignore"]
    if "notes" in main:
        return ["notes"]
    main = [role for role in main if role != "value" or len(main) == 1]
    if "done" in main and set(main) <= {"done", "exercise", "routine"} and len(main) > 1:
        main.remove("done")
    metrics = [role for role in main if role.partition("/")[0] in METRICS or role == "sleep"]
    if metrics:
        exact = [role for role in metrics if "/" in role]
        metrics = exact or metrics
        others = [r for r in main if r not in metrics and r not in _ASIDE and "/" not in r]
        plain = [r for r in others if r.partition("/")[0] not in METRICS and r != "sleep"]
        if plain == ["minutes"] and (metrics[0] in _HOURS or metrics[0] == "sleep"):
            plain = []
        return list(dict.fromkeys(metrics)) + plain
    if "minutes" in main:
        return ["minutes"] + [r for r in main if r not in ("minutes", *_ASIDE)]
    return main


def _choose_role(
    meaning: Meaning, main: list[str], found: list[tuple[str, str]], left: list[str], question: bool
) -> Meaning:
    header = meaning.header
    roles = {r for r, _ in found}
    if (
        meaning.unit in _TIME_UNITS
        and set(main) <= {"exercise", "routine", "time"}
        and (main or "activity" in roles)
    ):
        return _choose_minutes(meaning, found, left)
    if "time" in main and "activity" in roles and not left:
        return replace(meaning, maybe=("minutes",), why="it may be time of day or minutes")
    if not main and meaning.unit == "deg" and not left and (meaning.side or meaning.region):
        return replace(meaning, role="rom")
    if not main and "activity" in roles and not left:
        return replace(meaning, role="routine")
    if not main:
        maybe = ("rom",) if not left and (meaning.side or meaning.region) else ()
        return replace(
            meaning, maybe=maybe, why=f"the words {' '.join(left)!r} are not known" if left else ""
        )
    if "activity" in roles and main[0] in ("exercise", "routine") and len(main) == 2:
        main = main[:1]
    if len(main) > 1 and "side" in main and meaning.side:
        main = [r for r in main if r != "side"]
    if len(main) > 1:
        return replace(meaning, maybe=tuple(main), why=f"it may be {' or '.join(main)}")
    role, _, measure = main[0].partition("/")
    minutes = any(r == "minutes" for r, _ in found)
    if role == "minutes":
        return _choose_minutes(meaning, found, left)
    if role == "sleep":
        return _choose_sleep(meaning, left, question, minutes)
    if left and not question and role in METRICS:
        return replace(meaning, why=f"it looks like {role}, but the words {' '.join(left)!r} are not known")
    if role not in METRICS and left:
        return replace(
            meaning,
            maybe=(role,),
            why=f"it looks like {role}, but the words {' '.join(left)!r} are not known",
        )
    if (
        question
        and role not in METRICS
        and role not in ("notes", "ignore", "exercise", "routine")
        and len(split_words(header)) > 5
    ):
        return replace(meaning, why=f"it may be {role}")
    if role in _HOURS and minutes and meaning.unit is None:
        meaning = replace(meaning, unit="min")
    return replace(meaning, role=role, measure=measure or None)


def _choose_minutes(meaning: Meaning, found: list[tuple[str, str]], left: list[str]) -> Meaning:
    """Take minutes as sessions only where nothing else is said, or an activity is named."""
    roles = {r for r, _ in found}
    done = {"activity", "exercise", "routine"} & roles
    if left and not done:
        return replace(meaning, why=f"minutes of {' '.join(left)!r} are not known to be exercise")
    about = done or any(r.startswith("region:") for r in roles)
    unit = meaning.unit
    if unit is None and any(read_unit(p.split()[0]) == "min" for r, p in found if r == "minutes"):
        unit = "min"
    if unit == "h" or "unit:h" in roles:
        unit = "h"
    return replace(meaning, role="minutes", unit=unit, activity=tidy(meaning.header) if about else None)


def _choose_sleep(meaning: Meaning, left: list[str], question: bool, minutes: bool) -> Meaning:
    if left and not question:
        return replace(meaning, why=f"it looks like sleep, but the words {' '.join(left)!r} are not known")
    if meaning.scale:
        return replace(meaning, role="sleep_quality")
    if meaning.unit in ("h", "min", "h:mm") or minutes:
        return replace(meaning, role="sleep_h", unit=meaning.unit or "min")
    return replace(meaning, maybe=("sleep_h", "sleep_quality"), why="it may be sleep_h or sleep_quality")


def _check_unit(meaning: Meaning) -> Meaning:
    """Refuse a metric under a unit that cannot be its own (energy in kcal)."""
    if not meaning.is_metric or meaning.unit is None:
        return meaning
    rating = {"points", "%"} if METRICS[meaning.role].rating else set()
    allowed = _METRIC_UNITS.get(meaning.role, rating)
    if meaning.unit in allowed:
        return meaning
    return replace(meaning, role="", why=f"{meaning.role} is not measured in {meaning.unit}")
