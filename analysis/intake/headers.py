"""Header words -> what a column means: role, metric, side, moment, region, unit, scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.errors import DataError
from analysis.intake.words import fold, header_words, split_words, tidy
from analysis.schema import METRICS, MOMENTS, REGIONS, SIDES

STRUCTURE = ["date", "timestamp", "time", "start", "end", "weekday", "year", "person", "side", "exercise", "routine", "minutes", "sets", "reps", "hold_s", "notes", "metric", "value", "unit", "moment", "region", "ignore"]
_ASIDE = {"date", "value", "metric", "unit", "time", "exercise", "routine", "moment", "region"}
_TIME_UNITS = {"h", "min", "s", "ms", "h:mm", "m:ss", "h:mm:ss"}
_HOURS = {"sleep_h", "sitting_h", "activity_min"}
_UNITS = {
    "°": "deg", "deg": "deg", "degree": "deg", "degrees": "deg", "grad": "deg", "degres": "deg", "º": "deg",
    "grados": "deg", "graus": "deg", "gradi": "deg", "graden": "deg", "grader": "deg", "stopnie": "deg",
    "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetres": "cm", "mm": "mm", "m": "m",
    "in": "in", "inch": "in", "inches": "in", '"': "in",
    "min": "min", "mins": "min", "minutes": "min", "minuten": "min", "minutos": "min", "minuti": "min",
    "h": "h", "hr": "h", "hrs": "h", "hours": "h", "hour": "h", "std": "h", "stunden": "h", "heures": "h",
    "horas": "h", "ore": "h", "uur": "h", "uren": "h", "timmar": "h", "timer": "h", "godz": "h",
    "s": "s", "sec": "s", "secs": "s", "seconds": "s", "sek": "s", "sekunden": "s", "ms": "ms",
    "h:mm": "h:mm", "hh:mm": "h:mm", "h:m": "h:mm", "m:ss": "m:ss", "mm:ss": "m:ss", "m:s": "m:ss",
    "hh:mm:ss": "h:mm:ss", "h:mm:ss": "h:mm:ss", "kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb", "%": "%",
    "bpm": "bpm", "kcal": "kcal", "kj": "kcal", "km": "km", "mi": "km", "count": "count", "points": "points",
    "pts": "points",
}  # fmt: skip
_METRIC_UNITS = {
    "rom": {"deg", "cm", "mm", "in"}, "reach": {"cm", "mm", "in", "m"}, "sleep_h": {"h", "min", "h:mm", "s"},
    "sitting_h": {"h", "min", "h:mm"}, "activity_min": {"h", "min", "h:mm", "m:ss", "s"},
    "weight_kg": {"kg", "lb"}, "steps": {"count"}, "painkillers": {"count"}, "resting_hr": {"bpm", "count"},
    "function": {"points", "%"},
}  # fmt: skip
_SCALE = re.compile(
    r"(?:(?:scale|skala|echelle|escala|scala|skali)?\s*:?\s*)(?:from|von|de|da)?\s*"
    r"(-?\d+)(?:\s*=[^/\d–-]*)?\s*(?:-|–|—|/|to|bis|a|à|\.\.+|…|and|,)\s*(-?\d+)(?:\s*=.*)?"
)
_TRIAL = re.compile(r"^(.*\D)\s*(?:#|trial|try|nr\.?|no\.?|versuch|essai)?\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What a column holds.

    Attributes
    ----------
    header : str
        As written.
    role : str
        One of STRUCTURE, a metric, or '' where nothing was recognised.
    side, moment, region, measure, unit : str or None
    scale : (float, float) or None
        Lowest and highest mark of a rating, where stated.
    trial : int or None
    activity : str or None
        For minutes: the header itself, when it says what was done.
    why : str
        Why it was not recognised, or what was assumed.
    """

    header: str
    role: str = ""
    side: str | None = None
    moment: str | None = None
    region: str | None = None
    measure: str | None = None
    unit: str | None = None
    scale: tuple[float, float] | None = None
    trial: int | None = None
    activity: str | None = None
    why: str = ""

    @property
    def is_metric(self) -> bool:
        """True when the column holds readings of a metric."""
        return self.role in METRICS


def read_header(header: str, *, letters: bool = False) -> Meaning:
    """Read one header.

    Parameters
    ----------
    header : str
        As written.
    letters : bool, optional
        True: single letters L and R (D and G) are sides.

    Examples
    --------
    >>> m = read_header("Beweglichkeit links (°)")
    >>> m.role, m.side, m.unit
    ('rom', 'left', 'deg')
    >>> m = read_header("How tight do your hip flexors feel right now? (0-10)")
    >>> m.role, m.region, m.scale
    ('tightness', 'hip', (0.0, 10.0))
    """
    clean = tidy(header).strip(" :*\"'")
    meaning, rest = _read_brackets(Meaning(header), clean)
    found, left = match_phrases(split_words(rest), letters=letters)
    meaning = _add_details(meaning, found)
    main = _main_roles(found)
    question = clean.endswith("?") or "?" in clean or len(split_words(rest)) >= 5
    meaning = _choose_role(meaning, main, found, left, question)
    if not meaning.role and not meaning.why and not left and not main:
        meaning = replace(meaning, why="no word of it is known")
    return _check_unit(meaning)


def _read_brackets(meaning: Meaning, clean: str) -> tuple[Meaning, str]:
    """Take units and scales out of brackets; other bracketed words stay words."""
    rest = clean
    for whole, inner in re.findall(r"([(\[]([^()\[\]]*)[)\]]?)", clean):
        unit, scale = read_unit(inner), _read_scale(inner)
        if scale:
            meaning = replace(meaning, scale=scale)
        elif unit:
            meaning = replace(meaning, unit=unit)
        else:
            continue
        rest = rest.replace(whole, " ", 1)
    bare = re.search(r"(?<!\w)(\d+)\s*(?:-|–|to|bis)\s*(\d+)\s*$", rest)
    if meaning.scale is None and bare:
        meaning = replace(meaning, scale=_read_scale(bare[0]))
        rest = rest[: bare.start()]
    for mark in ("°", "%"):
        if mark in rest:
            meaning, rest = replace(meaning, unit=meaning.unit or _UNITS[mark]), rest.replace(mark, " ")
    tail = re.search(r"[_,\s](deg|cm|mm|min|mins|kg|lbs?|hrs?)\.?$", rest, re.IGNORECASE)
    if meaning.unit is None and tail and len(rest[: tail.start()].strip()) > 0:
        meaning, rest = replace(meaning, unit=_UNITS[tail[1].lower()]), rest[: tail.start()]
    trial = _TRIAL.match(rest.strip())
    if trial and meaning.scale is None:
        meaning, rest = replace(meaning, trial=int(trial[2])), trial[1]
    return meaning, rest


def read_unit(text: str) -> str | None:
    """Read a unit; None when the text is none.

    Examples
    --------
    >>> read_unit("Grad"), read_unit("h:mm"), read_unit("hips")
    ('deg', 'h:mm', None)
    """
    return _UNITS.get(fold(text).strip(" ."))


def _read_scale(text: str) -> tuple[float, float] | None:
    text = fold(text).strip()
    if re.fullmatch(r"/\s*\d+", text):
        return 0.0, float(text.strip("/ "))
    found = _SCALE.fullmatch(text)
    if not found:
        return None
    low, high = float(found[1]), float(found[2])
    return (low, high) if low in (0, 1) and 3 <= high <= 100 else None


def match_phrases(words: list[str], *, letters: bool = False) -> tuple[list[tuple[str, str]], list[str]]:
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
            roles = _roles_of(phrase, known, letters, edge=at in (0, len(words) - size))
            if roles:
                found.extend((role, phrase) for role in roles)
                at += size
                break
        else:
            left.append(words[at])
            at += 1
    return found, left


def _roles_of(phrase: str, known: dict[str, tuple[str, ...]], letters: bool, edge: bool) -> tuple[str, ...]:
    if letters and phrase in ("l", "r"):
        return (f"side:{'left' if phrase == 'l' else 'right'}",)
    if letters and phrase in ("g", "d"):
        return (f"side:{'left' if phrase == 'g' else 'right'}",)
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
    if "ignore" in main:
        return ["ignore"]
    if "notes" in main:
        return ["notes"]
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
    if meaning.unit in _TIME_UNITS and set(main) <= {"exercise", "routine", "time"} and (main or "activity" in roles):
        return _choose_minutes(meaning, found, left)
    if "time" in main and "activity" in roles:
        return replace(meaning, why="it may be time of day or minutes")
    if not main:
        return replace(meaning, why=f"the words {' '.join(left)!r} are not known" if left else "")
    if "activity" in roles and main[0] in ("exercise", "routine") and len(main) == 2:
        main = main[:1]
    if len(main) > 1:
        return replace(meaning, why=f"it may be {' or '.join(main)}")
    role, _, measure = main[0].partition("/")
    minutes = any(r == "minutes" for r, _ in found)
    if role == "minutes":
        return _choose_minutes(meaning, found, left)
    if role == "sleep":
        return _choose_sleep(meaning, left, question, minutes)
    if left and not question and role in METRICS:
        return replace(meaning, why=f"it looks like {role}, but the words {' '.join(left)!r} are not known")
    if role not in METRICS and left:
        return replace(meaning, why=f"it looks like {role}, but the words {' '.join(left)!r} are not known")
    if question and role not in METRICS and role not in ("notes", "ignore") and len(split_words(header)) > 5:
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
    if unit is None and any(
        p.split()[0] in _UNITS and _UNITS[p.split()[0]] == "min" for r, p in found if r == "minutes"
    ):
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
    return replace(meaning, why="it may be sleep_h or sleep_quality")


def _check_unit(meaning: Meaning) -> Meaning:
    """Refuse a metric under a unit that cannot be its own (energy in kcal)."""
    if not meaning.is_metric or meaning.unit is None:
        return meaning
    rating = {"points", "%"} if METRICS[meaning.role].rating else set()
    allowed = _METRIC_UNITS.get(meaning.role, rating)
    if meaning.unit in allowed:
        return meaning
    return replace(meaning, role="", why=f"{meaning.role} is not measured in {meaning.unit}")


def read_role(text: str, header: str) -> Meaning:
    """Read a role given by the person, such as 'date' or 'rom left pre'.

    Raises
    ------
    DataError
        A word of it is no role, side, moment, region or unit.

    Examples
    --------
    >>> read_role("rom left pre", "A").side
    'left'
    """
    meaning = read_header(header)
    meaning = Meaning(
        header, unit=meaning.unit, scale=meaning.scale, side=meaning.side, region=meaning.region
    )
    for word in text.replace(",", " ").split():
        word = word.strip().lower()
        if word in STRUCTURE or word in METRICS:
            meaning = replace(meaning, role=word)
        elif word in SIDES:
            meaning = replace(meaning, side=word)
        elif word in MOMENTS:
            meaning = replace(meaning, moment=word)
        elif word in REGIONS:
            meaning = replace(meaning, region=word)
        elif read_unit(word):
            meaning = replace(meaning, unit=read_unit(word))
        else:
            raise DataError(
                f"columns={{{header!r}: {text!r}}}: {word!r} is no role - use one of "
                f"{', '.join([*STRUCTURE, *METRICS])}, with a side, moment or unit after it"
            )
    if not meaning.role:
        raise DataError(
            f"columns={{{header!r}: {text!r}}} names no role - begin with one such as 'pain' or 'date'"
        )
    if meaning.role == "minutes":
        meaning = replace(meaning, activity=read_header(header).activity)
    return meaning


def read_headers(headers: list[str], columns: dict[str, str] | None = None) -> list[Meaning]:
    """Read all headers of a table; L and R count as sides where two headers differ only in them.

    Examples
    --------
    >>> [m.side for m in read_headers(["Date", "L hip ROM (deg)", "R hip ROM (deg)"])]
    [None, 'left', 'right']
    """
    words = [split_words(header) for header in headers]
    paired = _paired_letters(words)
    given = {fold(key): value for key, value in (columns or {}).items()}
    found = []
    for at, header in enumerate(headers):
        role = given.get(fold(header), given.get(str(at)) if not header.strip() else None)
        if role is not None:
            found.append(read_role(role, header))
        elif not header.strip():
            found.append(Meaning(header, why="it has no name"))
        else:
            found.append(read_header(header, letters=at in paired))
    return found


def _paired_letters(words: list[list[str]]) -> set[int]:
    swap = {"l": "r", "r": "l", "g": "d", "d": "g"}
    seen = {tuple(w): at for at, w in enumerate(words)}
    paired: set[int] = set()
    for at, header in enumerate(words):
        for place, word in enumerate(header):
            other = (*header[:place], swap.get(word, ""), *header[place + 1 :])
            if word in swap and other in seen:
                paired.update((at, seen[other]))
    return paired
