"""Header words -> what a column means: role, metric, side, moment, region, unit, scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from analysis.intake.meaning import (
    BORG,
    LINE_SCALES,
    Meaning,
    is_too_long,
    is_turned,
    read_brackets,
    read_unit,
    strip_number,
    take_order,
)
from analysis.intake.phrases import match_phrases
from analysis.intake.words import (
    cell_words,
    header_words,
    qualifiers,
    split_header,
    split_words,
    tidy,
)
from analysis.schema import METRICS

_ASIDE = {"value", "metric", "exercise", "routine", "moment", "region"}
_TIME_UNITS = {"h", "min", "s", "ms", "h:mm", "m:ss", "h:mm:ss"}
_HOURS = {"sleep", "sleep_h", "sitting_h", "activity_min"}
_SIDE_LETTER = re.compile(r"(?<![^\W_])[lr](?![^\W_]|['’])", re.IGNORECASE)
NAME_ROLES = ("person", "exercise", "routine", "notes")
_NAME = {"name", "nombre", "nome", "nom", "naam", "namn", "navn", "nimi", "nazwa"}
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


@dataclass(frozen=True)
class _Seen:
    """What the words of a header say, before a role is chosen.

    Attributes
    ----------
    meaning : Meaning
        With side, moment, region, unit and scale.
    found : list of (role, phrase)
    left : list of str
        Words that are not known.
    main : list of str
        Roles that the header may have.
    """

    meaning: Meaning
    found: list[tuple[str, str]]
    left: list[str]
    main: list[str]

    def has(self, role: str) -> bool:
        """True when a phrase has this role."""
        return any(role == other for other, _ in self.found)

    def refuse(self, why: str, *maybe: str) -> Meaning:
        """Give the header no role, and say why."""
        return replace(self.meaning, why=why, maybe=maybe)

    @property
    def unknown(self) -> str:
        """The words that are not known, for a sentence."""
        return f"the words {' '.join(self.left)!r} are not known"


def read_header(
    header: str, *, letters: Mapping[str, str] | None = None, languages: Mapping[str, int] | None = None
) -> Meaning:
    """Read one header.

    Parameters
    ----------
    header : str
        As written.
    letters : mapping, optional
        Single letters that are sides here, such as {'g': 'left', 'd': 'right'}; L and R always are
        where they stand alone.
    languages : mapping, optional
        How many words of each language the other headers have; decides where a word means different
        things in two languages and the header itself does not.

    Examples
    --------
    >>> m = read_header("Beweglichkeit links (°)")
    >>> m.role, m.side, m.unit
    ('rom', 'left', 'deg')
    >>> m = read_header("How tight do your hip flexors feel right now? (0-10)")
    >>> m.role, m.region, m.scale
    ('tightness', 'hip', (0.0, 10.0))
    >>> read_header("Pain goal (0-10)").why
    "'goal' says that it is not pain itself"
    """
    if is_too_long(header):
        return Meaning(header, why="it is too long for a name")
    clean = strip_number(take_order(tidy(header).strip(" :*\"'"))[0])
    name = clean.casefold().replace(" ", "_")
    if name in METRICS:
        return Meaning(header, name, unit=read_unit(name.rpartition("_")[2]))
    meaning, rest = read_brackets(Meaning(header), clean)
    alone = _LEFT_RIGHT if _SIDE_LETTER.search(rest) else {}
    found, left = match_phrases(split_header(rest), letters={**alone, **(letters or {})}, languages=languages)
    seen = _take_unit(_Seen(_add_details(meaning, found), found, left, _main_roles(found)))
    meaning = _take_marks(next(made for rule in _RULES if (made := rule(seen)) is not None), seen)
    return _check_unit(_check_rated(meaning, seen))


def _add_details(meaning: Meaning, found: list[tuple[str, str]]) -> Meaning:
    for kind in ("side", "moment", "region", "unit"):
        scales = {phrase for role, phrase in found if role == "scale"}
        said = [r for r, phrase in found if r.startswith(f"{kind}:") and phrase not in scales]
        values = list(dict.fromkeys(r.partition(":")[2] for r in said))
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
    weak = {phrase for role, phrase in found if role == "filler"}
    pairs = [(r, p) for r, p in found if ":" not in r and r not in ("filler", "activity", "other", "scale")]
    firm = [(r, p) for r, p in pairs if p not in weak]
    main = list(dict.fromkeys(role for role, _ in firm or pairs))
    if "ignore" in main and not any("/" in role for role in main):
        return ["ignore"]
    if "notes" in main:
        return ["notes"]
    main = [role for role in main if role != "value" or len(main) == 1]
    if "done" in main and set(main) <= {"done", "exercise", "routine"} and len(main) > 1:
        main.remove("done")
    metrics = [role for role in main if role.partition("/")[0] in METRICS or role == "sleep"]
    if metrics:
        return _main_metrics(main, [role for role in metrics if "/" in role] or metrics)
    if "minutes" in main:
        return ["minutes"] + [r for r in main if r not in ("minutes", "done", "date", "time", *_ASIDE)]
    return main


def _main_metrics(main: list[str], metrics: list[str]) -> list[str]:
    """Take out of the roles beside a metric those that only describe it."""
    aside = _ASIDE | ({"minutes", "time"} if metrics[0] in _HOURS else set())
    plain = [r for r in main if r not in metrics and r not in aside and r.partition("/")[0] not in METRICS]
    return [*dict.fromkeys(metrics), *(r for r in plain if r != "sleep")]


def _take_unit(seen: _Seen) -> _Seen:
    """'sleep_h', 'Reach in', 'Duration seconds': a word that is the unit, where that is meant."""
    lengths = {role.partition("/")[0] for role in seen.main} & {"rom", "reach"}
    if lengths and seen.meaning.unit is None and split_words(seen.meaning.header)[-1] == "in":
        return replace(seen, meaning=replace(seen.meaning, unit="in"))
    seconds = any(role == "hold_s" and read_unit(phrase) == "s" for role, phrase in seen.found)
    if seconds and set(seen.main) == {"minutes", "hold_s"}:
        return replace(seen, meaning=replace(seen.meaning, unit="s"), main=["minutes"])
    if seen.left != ["h"] or seen.meaning.unit or not seen.main or seen.main[0] not in _HOURS:
        return seen
    return replace(seen, meaning=replace(seen.meaning, unit="h"), left=[])


def _refuse_other(seen: _Seen) -> Meaning | None:
    """'Pain goal', 'schmerzfrei', 'Days without pain': about a metric, but no reading of it."""
    other = next((phrase for role, phrase in seen.found if role == "other"), None)
    if other is None or seen.main in (["notes"], ["ignore"]):
        return None
    about = seen.main[0].partition("/")[0] if seen.main else "a reading"
    return seen.refuse(f"{other!r} says that it is not {about} itself")


def _refuse_turned(seen: _Seen) -> Meaning | None:
    """'Pain (10 = none)' seems to run the other way than pain is kept, and names one end alone."""
    role = seen.main[0].partition("/")[0] if seen.main else ""
    if role not in (*METRICS, "sleep") or is_turned(seen.meaning.ends, role) is not None:
        return None
    if "?" in seen.meaning.ends:
        return seen.refuse(
            f"it looks like {role}, but no known word says which end of its scale is which", role
        )
    return seen.refuse(f"it looks like {role}, but its scale seems to run the other way", role)


def _refuse_part(seen: _Seen) -> Meaning | None:
    """'ROM device', 'Instrument left', 'Stretching device': of some readings alone, or of none; a record has one."""
    if "instrument" not in seen.main:
        return None
    said = (getattr(seen.meaning, kind) for kind in ("side", "moment", "region", "unit", "scale"))
    if seen.main == ["instrument"] and not seen.has("activity") and not any(said):
        return None
    return seen.refuse("it may name the instrument of some readings alone, or of none")


def _refuse_yes_no(seen: _Seen) -> Meaning | None:
    """'Pain (yes/no)' has no marks."""
    role = seen.main[0].partition("/")[0] if seen.main else ""
    if not seen.meaning.yes_no or role not in METRICS or role == "painkillers":
        return None
    return seen.refuse(f"it says yes or no, which is no reading of {role}")


def _refuse_night(seen: _Seen) -> Meaning | None:
    """'Sleep to', 'Hora de dormir': when a night began or ended, not how long it was."""
    if not {"sleep", "sleep_h"} & set(seen.main) or seen.meaning.unit or seen.meaning.scale:
        return None
    words = split_words(seen.meaning.header.partition("(")[0])
    edge = cell_words("night").get(" ".join(words)) or cell_words("night_edge").get(
        words[-1] if words else ""
    )
    edge = edge or next((role for role in ("start", "end") if role in seen.main), None)
    return seen.refuse(f"it is the {edge} of a night, not its length") if edge else None


def _read_kind(seen: _Seen) -> Meaning | None:
    """'Worst pain', 'Pain at rest': the cells and the other columns settle it."""
    kinds = bool(seen.left) and all(word in qualifiers() for word in seen.left)
    if not seen.main or seen.main[0] not in METRICS or not kinds:
        return None
    return seen.refuse(f"it may be {seen.main[0]}, of one kind", seen.main[0])


def _read_scale_name(seen: _Seen) -> Meaning | None:
    """'NRS before', 'EVA': a scale of pain mostly; the other columns settle it."""
    if seen.main or seen.left or not seen.has("scale") or seen.has("activity"):
        return None
    scale = LINE_SCALES.get(seen.meaning.unit or "")
    if scale and seen.meaning.scale in (None, scale):
        seen = replace(seen, meaning=replace(seen.meaning, scale=scale, unit=None))
    return seen.refuse("it names a scale, of pain mostly", "pain")


def _read_timed(seen: _Seen) -> Meaning | None:
    """'Couch stretch (min)'."""
    named = seen.main or seen.has("activity")
    if seen.meaning.unit in _TIME_UNITS and named and set(seen.main) <= {"exercise", "routine", "time"}:
        return _choose_minutes(seen)
    return None


def _read_edge(seen: _Seen) -> Meaning | None:
    """'Stretch start' is when it began."""
    edge = [role for role in seen.main if role in ("start", "end")]
    if len(edge) != 1 or len(seen.main) < 2 or not set(seen.main) <= {*edge, "exercise", "routine", "time"}:
        return None
    return None if seen.left else replace(seen.meaning, role=edge[0])


def _read_name(seen: _Seen) -> Meaning | None:
    """'Name' may be anybody's or anything's; the cells settle it."""
    if seen.left or {phrase for _, phrase in seen.found} - _NAME or "person" not in seen.main:
        return None
    return seen.refuse("it may name a person, an exercise or the record", *NAME_ROLES)


def _read_open_time(seen: _Seen) -> Meaning | None:
    """'Stretching time' may be when or how long."""
    if "time" in seen.main and seen.has("activity") and not seen.left:
        return seen.refuse("it may be time of day or minutes", "minutes")
    return None


def _read_place(seen: _Seen) -> Meaning | None:
    """'Left hip (°)' is an angle; 'Left hip' is one where its cells are."""
    if seen.main or seen.left or not (seen.meaning.side or seen.meaning.region):
        return None
    if seen.meaning.unit == "deg":
        return replace(seen.meaning, role="rom")
    return None if seen.has("activity") else seen.refuse("", "rom")


def _read_activity(seen: _Seen) -> Meaning | None:
    """'Yoga' alone."""
    if not seen.main and seen.has("activity") and not seen.left and seen.meaning.scale is None:
        return replace(seen.meaning, role="routine")
    return None


def _refuse_unknown(seen: _Seen) -> Meaning | None:
    if seen.main:
        return None
    return seen.refuse(seen.unknown if seen.left else "no word of it is known")


def _refuse_several(seen: _Seen) -> Meaning | None:
    main = seen.main
    if seen.has("activity") and main[0] in ("exercise", "routine") and len(main) == 2:
        main = main[:1]
    if len(main) > 1 and "side" in main and seen.meaning.side:
        main = [role for role in main if role != "side"]
    if len(main) > 1:
        return seen.refuse(f"it may be {' or '.join(main)}", *main)
    return None


def _read_minutes(seen: _Seen) -> Meaning | None:
    return _choose_minutes(seen) if "minutes" in seen.main else None


def _read_sleep(seen: _Seen) -> Meaning | None:
    """'Sleep' is hours or a rating, by its unit or scale; else its cells settle it."""
    if "sleep" not in seen.main:
        return None
    if seen.left:
        return seen.refuse(f"it looks like sleep, but {seen.unknown}")
    if seen.meaning.scale:
        return replace(seen.meaning, role="sleep_quality")
    if seen.meaning.unit in ("h", "min", "h:mm") or seen.has("minutes"):
        return replace(seen.meaning, role="sleep_h", unit=seen.meaning.unit or _minutes_unit(seen))
    return seen.refuse("it may be sleep_h or sleep_quality", "sleep_h", "sleep_quality")


def _refuse_left(seen: _Seen) -> Meaning | None:
    """A word that is not known may turn a header into something else."""
    role = seen.main[0].partition("/")[0]
    if not seen.left:
        return None
    return seen.refuse(f"it looks like {role}, but {seen.unknown}", *([] if role in METRICS else [role]))


def _refuse_rated(seen: _Seen) -> Meaning | None:
    """'Stretch intensity (0-10)' names an exercise, but holds marks."""
    role = seen.main[0]
    if seen.meaning.scale is None or role not in ("exercise", "routine", "done"):
        return None
    return seen.refuse(f"it names {role}, but its scale says that it holds marks")


def _refuse_long(seen: _Seen) -> Meaning | None:
    """A sentence is no name for a column such as 'side', even where every word is known."""
    role = seen.main[0].partition("/")[0]
    short = role in METRICS or role in ("notes", "ignore", "exercise", "routine", "done")
    if short or len(split_words(seen.meaning.header)) <= 5:
        return None
    return seen.refuse(f"it may be {role}")


def _read_plain(seen: _Seen) -> Meaning | None:
    role, _, measure = next(
        (r for r in seen.main if r != "side" or not seen.meaning.side), seen.main[0]
    ).partition("/")
    meaning = seen.meaning
    if role in _HOURS and meaning.unit is None:
        meaning = replace(meaning, unit=_minutes_unit(seen))
    if role == "sets" and meaning.trial and meaning.unit in _TIME_UNITS:
        role = "hold_s"  # 'Set 1 (s)'
    return replace(meaning, role=role, measure=measure or None)


_RULES: tuple[Callable[[_Seen], Meaning | None], ...] = (
    _refuse_turned, _refuse_other, _refuse_part, _refuse_yes_no, _refuse_night, _read_kind, _read_scale_name, _read_name, _read_timed, _read_edge, _read_open_time, _read_place, _read_activity,
    _refuse_unknown, _refuse_several, _read_minutes, _read_sleep, _refuse_left, _refuse_rated, _refuse_long, _read_plain,
)  # fmt: skip


def _choose_minutes(seen: _Seen) -> Meaning:
    """Take minutes as sessions only where nothing else is said, or an activity is named."""
    meaning = seen.meaning
    done = seen.has("activity") or seen.has("exercise") or seen.has("routine")
    if seen.left and not done:
        return seen.refuse(f"minutes of {' '.join(seen.left)!r} are not known to be exercise")
    about = done or any(role.startswith("region:") for role, _ in seen.found)
    unit = meaning.unit
    unit = unit or _minutes_unit(seen)
    if unit == "h" or seen.has("unit:h"):
        unit = "h"
    return replace(meaning, role="minutes", unit=unit, activity=tidy(meaning.header) if about else None)


def _minutes_unit(seen: _Seen) -> str | None:
    """'Minutes of sleep' states its unit; 'How long did you sleep?' does not."""
    said = [word for role, phrase in seen.found if role == "minutes" for word in phrase.split()]
    return "min" if any(read_unit(word) == "min" for word in said) else None


def _take_marks(meaning: Meaning, seen: _Seen) -> Meaning:
    """Take the length of a visual scale, and the way in which its marks run."""
    if not meaning.is_metric or not METRICS[meaning.role].rating:
        return meaning
    named = seen.has("scale") and meaning.scale in (None, LINE_SCALES.get(meaning.unit or ""))
    if named and meaning.unit in LINE_SCALES:
        meaning = replace(meaning, scale=LINE_SCALES[meaning.unit], unit=None)
    if meaning.scale == BORG and meaning.role != "effort":
        return replace(meaning, role="", why=f"{meaning.role} is not rated from 6 to 20")
    return replace(meaning, turned=is_turned(meaning.ends, meaning.role) is True)


def _check_rated(meaning: Meaning, seen: _Seen) -> Meaning:
    """Refuse an angle, a length or an amount whose header says that it is rated: 'Mobility score', 'Reach (0-10)'."""
    if (
        not meaning.is_metric
        or METRICS[meaning.role].unit == "points"
        or meaning.unit in _METRIC_UNITS[meaning.role]
    ):
        return meaning
    said = [phrase for role, phrase in seen.found if role in ("filler", "rom", "reach")]
    words = [word for phrase in said for word in phrase.split() if word in cell_words("rating")]
    if meaning.scale is None and not words:
        return meaning
    why = f"its scale, {meaning.scale[0]:g} to {meaning.scale[1]:g}," if meaning.scale else f"{words[0]!r}"
    return replace(meaning, role="", why=f"{why} says that it is a rating, and {meaning.role} is no rating")


def _check_unit(meaning: Meaning) -> Meaning:
    """Refuse a metric under a unit that cannot be its own (energy in kcal)."""
    if not meaning.is_metric or may_measure(meaning.role, meaning.unit):
        return meaning
    return replace(meaning, role="", why=f"{meaning.role} is not measured in {meaning.unit}")


def may_measure(metric: str, unit: str | None) -> bool:
    """Say whether a metric may be in a unit; without one it may.

    Examples
    --------
    >>> may_measure("rom", "deg"), may_measure("rom", "min"), may_measure("pain", None)
    (True, False, True)
    """
    rating = {"points", "%"} if METRICS[metric].rating else set()
    return unit is None or unit in _METRIC_UNITS.get(metric, rating)
