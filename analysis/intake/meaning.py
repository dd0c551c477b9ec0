"""What a column holds, and the parts of its header that stand in brackets: unit, scale, trial."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.intake.words import (
    cell_words,
    find_form,
    fold,
    header_words,
    split_words,
    tidy,
    unit_words,
)
from analysis.schema import METRICS

STRUCTURE = [
    "date",
    "timestamp",
    "time",
    "start",
    "end",
    "weekday",
    "year",
    "month",
    "person",
    "side",
    "exercise",
    "routine",
    "minutes",
    "sets",
    "reps",
    "hold_s",
    "done",
    "notes",
    "instrument",
    "metric",
    "value",
    "unit",
    "moment",
    "region",
    "ignore",
]
_SCALE_WORD = r"(?:scale|skala|skalen|echelle|échelle|escala|scala|schaal|skali|skale|skalę|nrs|nprs|vas|eva)"
_FROM = r"(?:from|of|between|von|de|da|del|entre|desde|van|fra|fran|från|od)"
_TO = r"(?:-|–|—|/|_|\.\.+|…|,|to|and|bis|und|a|à|á|ate|até|hasta|tot|til|till|do)"
_OUT_OF = r"(?:/|out of|sur|auf|von|sobre|de|su|van|av|af|na)"
_SCALE = re.compile(
    rf"(?:{_SCALE_WORD}?\s*:?\s*)(?:{_FROM}\s+)?"
    rf"(-?\d+)(?:\s*=[^/\d–-]*)?\s*{_TO}\s*\+?(-?\d+)(?:\s*mm|\s*=.*)?"
)
BORG = (6.0, 20.0)
LINE_SCALES = {"mm": (0.0, 100.0), "cm": (0.0, 10.0)}
_NUMBERED = re.compile(
    r"(?:(?:q|question|frage|f|p|vraag|fråga|spm)\.?\s*)?\d{1,2}\s*[.):]\s*(?=[^\W\d_])", re.IGNORECASE
)
_LONGEST = 300
_MORE_IS_BETTER = {"energy", "mood", "sleep", "sleep_quality", "posture", "function", "rom", "reach"}
_NAMED_ENDS = re.compile(r"(\d+)\s*(?:=|:|is|\s)\s*[^\d=]+?(\d+)\s*(?:=|:|is|\s)\s*[^\d=]+")
_END = re.compile(r"(\d+)\s*(=|:|\bis\b|\s|\()\s*([^\d=():,;/–-]+)")
_PLAIN_ENDS = {"good", "bad", "little", "much"}
_STATED = [
    re.compile(rf"(\d+)\s*\([^()\d]*\)\s*{_TO}\s*(\d+)\s*\([^()\d]*\)", re.IGNORECASE),
    re.compile(
        r"(?:(?<![^\W_])(?:on|auf|sur|en|em|in|su|op|på|pa|na|w|numa|nella)\s+)?(?:(?:a|an|einer|eine|une|una|uma|een|en)\s+)?"
        rf"\b{_SCALE_WORD}\s*:?\s*(?:{_FROM}\s+)?(\d+)\s*{_TO}\s*(\d+)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:\b{_FROM}\s+)(\d+)\s*{_TO}\s*(\d+)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![^\W_])(\d+)\s*{_TO}\s*(\d+)\s*\??\s*$", re.IGNORECASE),
    re.compile(rf"()(?<![^\W_]){_OUT_OF}\s*(5|10|100)\s*\??\s*$|()/\s*(10|100)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\w/.-])([01])\s*[-–]\s*(5|10|100)(?![\w/.-])"),
]
_ORDER = re.compile(
    r"[(\[]?(?<![^\W_])(?:(?P<day>(?:dd?|tt?|jj?|gg?)([-/. ]?)mm?\2(?:yyyy|yy?|jjjj|jj?|aaaa|aa?|rrrr|rr?))|"
    r"mm?([-/. ]?)dd?\3yy?(?:yy)?)(?![^\W_])[)\]]?",
    re.IGNORECASE,
)
_UNIT_LAST = re.compile(
    r"(?:[_,\s](deg|cm|mm|min|mins|secs?|kg|lbs?|hrs)|\s(?:in|en|i|em)\s(h|std))\.?$", re.IGNORECASE
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
    ends : (str, str)
        What the header says of the lowest and the highest mark: 'good', 'bad', 'little', 'much' or a
        metric's own word; '' where nothing, '?' where the words are not known.
    turned : bool
        True where the lowest mark of the scale stands for most, as the header or the person says.
    yes_no : bool
        True when the header says that its cells are yes or no.
    trial : int or None
    activity : str or None
        For minutes: the header itself, when it says what was done.
    why : str
        Why it was not recognised, or what was assumed.
    year : int
        Of a date without one, as the person says it; 0 where nothing was said.
    above : bool
        A blank date means the one above, as the person says it.
    maybe : tuple of str
        Roles between which the header leaves it open; the cells may settle it.
    fix : str
        What to pass to have a column read that is not; '' where only its header says.
    east : int or None
        Minutes east of UTC of its times, where an app always writes them so; 0 is UTC.
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
    maybe: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    turned: bool = False
    fix: str = ""
    yes_no: bool = False
    year: int = 0
    above: bool = False
    east: int | None = None

    @property
    def is_metric(self) -> bool:
        """True when the column holds readings of a metric."""
        return self.role in METRICS


def read_brackets(meaning: Meaning, clean: str) -> tuple[Meaning, str]:
    """Take units, scales and 'yes/no' out of a header; other words in brackets stay words.

    Examples
    --------
    >>> read_brackets(Meaning("A"), "Douleur de 0 à 10")[0].scale, read_brackets(Meaning("A"), "Ból (tak/nie)")[0].yes_no
    ((0.0, 10.0), True)
    """
    meaning = replace(meaning, ends=read_ends(clean))
    meaning, rest = _take_scale(meaning, _drop_goal(clean), _STATED[:1])
    for whole, inner in re.findall(r"([(\[]([^()\[\]]*)[)\]]?)", rest):
        unit, scale, said = read_unit(inner), read_scale(inner) or _scale_of_ends(inner), _says_yes_no(inner)
        if scale:
            meaning = replace(meaning, scale=scale)
        elif unit:
            meaning = replace(meaning, unit=unit)
        elif said:
            meaning = replace(meaning, yes_no=True)
        else:
            continue
        rest = rest.replace(whole, " ", 1)
    meaning, rest = _take_scale(meaning, rest, _STATED[1:])
    if re.search(r"(?<![^\W_])(?:NRS|NPRS)(?![^\W_])", clean) and meaning.scale is None:
        meaning = replace(meaning, scale=(0.0, 10.0))
    for mark in ("°", "%"):
        if mark in rest:
            meaning, rest = replace(meaning, unit=meaning.unit or unit_words()[mark]), rest.replace(mark, " ")
    tail = _UNIT_LAST.search(rest)
    if meaning.unit is None and tail and len(rest[: tail.start()].strip()) > 0:
        meaning = replace(meaning, unit=unit_words()[(tail[1] or tail[2]).lower()])
        rest = rest[: tail.start()]
    said = re.search(r"[\s:,-](\S+\s?/\s?\S+)$", rest.rstrip(" ?"))
    if said and _says_yes_no(said[1]):
        meaning, rest = replace(meaning, yes_no=True), rest.rstrip(" ?")[: said.start()]
    trial = _TRIAL.match(rest.strip())
    if trial and meaning.scale is None:
        meaning, rest = replace(meaning, trial=int(trial[2])), trial[1]
    return meaning, rest


def _take_scale(meaning: Meaning, rest: str, patterns: list[re.Pattern]) -> tuple[Meaning, str]:
    """Take the first stated scale out of a text."""
    for pattern in patterns if meaning.scale is None else []:
        found = pattern.search(rest)
        ends = [part for part in found.groups() if part is not None] if found else []
        scale = read_scale(f"{ends[0] or 0}-{ends[1]}") if ends else None
        if found and scale and rest[: found.start()].strip(" (") + rest[found.end() :].strip(" )"):
            return replace(meaning, scale=scale), f"{rest[: found.start()]} {rest[found.end() :]}"
    return meaning, rest


def _drop_goal(text: str) -> str:
    """Take '(goal 15)' out of a header: what is aimed at stands beside what is measured."""
    for whole, inner in re.findall(r"(\(([^()]*\d[^()]*)\))", text):
        first, *others = split_words(inner)
        plain = all(word.isdigit() or word in unit_words() for word in others)
        if first in cell_words("goal") and plain and text.replace(whole, "").strip():
            text = text.replace(whole, " ", 1)
    return text


def strip_number(header: str) -> str:
    """Take the number of a question off a header.

    Examples
    --------
    >>> strip_number("1. Date"), strip_number("Q2: Pain (0-10)"), strip_number("3) Notes"), strip_number("1.5 h")
    ('Date', 'Pain (0-10)', 'Notes', '1.5 h')
    """
    found = _NUMBERED.match(header)
    return header[found.end() :] if found else header


def is_too_long(text: str) -> bool:
    """Say whether a text is too long for a name, of a column, a region or a part of a table.

    Examples
    --------
    >>> is_too_long("How stiff is your back today?"), is_too_long("x" * 301)
    (False, True)
    """
    return len(text) > _LONGEST


def read_ends(header: str) -> tuple[str, str]:
    """Give what a header says of its lowest and its highest mark; '' where nothing, '?' where no word of either is known.

    'good', 'bad', 'little', 'much', or the metrics whose own words stand there. Such words, and 'low' and 'high', which
    are parts of the body as well, count only where both marks are named or an equals sign names the one.

    Examples
    --------
    >>> read_ends("Stimmung (1 = sehr gut, 6 = schlecht)"), read_ends("Stress (1 high - 5 low)")
    (('good', 'bad'), ('much', 'little'))
    >>> read_ends("Pain (0 = none, 10 = worst)"), read_ends("Pain (10 = none)"), read_ends("Low back pain (0-10)")
    (('little', 'bad'), ('', 'little'), ('', ''))
    >>> read_ends("Stiffness (0 = very stiff, 10 = not stiff)"), read_ends("Mood (1 = zig, 5 = zag)")
    (('tightness', 'little'), ('?', '?'))
    """
    labels = _END.findall(tidy(header))
    ends = {int(number): said for number, _, label in labels if (said := _read_label(label))}
    plain = {"low": "little", "high": "much"}
    if not ends:
        return ("?", "?") if _names_strange(labels) else ("", "")
    if len(ends) == 1:
        at, said = next(iter(ends.items()))
        firm = said in _PLAIN_ENDS or any(int(n) == at and sign in ("=", "is") for n, sign, _ in labels)
        said = plain.get(said, said) if firm else ""
        return (said, "") if at <= 1 else ("", said)
    low, high = ends[min(ends)], ends[max(ends)]
    return plain.get(low, low), plain.get(high, high)


def _names_strange(labels: list[tuple[str, str, str]]) -> bool:
    """Say whether marks are named by words that say nothing of good or bad, and nothing else that is known."""
    marks = [int(number) for number, _, label in labels if _is_strange(label)]
    signs = [sign for _, sign, label in labels if _is_strange(label)]
    if len(marks) == 1:
        return signs[0] == "="
    return bool(marks) and read_scale(f"{min(marks)}-{max(marks)}") is not None


def _is_strange(label: str) -> bool:
    words = split_words(label)
    return bool(words) and not all(word in header_words() or word in unit_words() for word in words)


def _read_label(label: str) -> str:
    """Read the words at one mark: 'very bad', 'not stiff', 'no pain'; '' where they do not agree.

    Examples
    --------
    >>> _read_label("not stiff"), _read_label("very stiff"), _read_label("not good"), _read_label("no fatigue")
    ('little', 'tightness', 'bad', 'good')
    """
    words, known = split_words(label), cell_words("end")
    said, own = {known[word] for word in words if word in known}, _own_metrics(words)
    strong = said & {"good", "bad"}
    denied = any(word in cell_words("not") for word in words)
    if denied or (strong == {"bad"} and "little" in said):
        turned = {"good": "bad", "bad": "good"}
        return turned[min(strong)] if len(strong) == 1 else "little" if own and not said else ""
    if "little" in said:
        return "little" if said <= {"little", "low", "high"} else ""
    if strong:
        return min(strong) if len(strong) == 1 else ""
    if "low" in said:
        return "low" if len(said) == 1 else ""
    return min(said, key=["much", "high"].index) if said else own


def _own_metrics(words: list[str]) -> str:
    """Give the ratings that words stand for, with a blank between."""
    roles = [role for word in words for role in header_words().get(word, ())]
    roles += [row.role for word in words for row in find_form(word)]
    return " ".join(dict.fromkeys(role for role in roles if role in METRICS and METRICS[role].rating))


def count_back(meaning: Meaning) -> tuple[int, int]:
    """Give the scale of a rating, highest mark first, in the header's own numbers.

    Examples
    --------
    >>> count_back(Meaning("Pain (10 = none)")), count_back(Meaning("Stiffness (5 = loose)")), count_back(Meaning("A", scale=(1.0, 6.0)))
    ((10, 0), (5, 1), (6, 1))
    """
    if meaning.scale:
        return int(meaning.scale[1]), int(meaning.scale[0])
    marks = [int(number) for number, *_ in _END.findall(tidy(meaning.header))]
    highest = max(marks, default=0)
    if highest < 3:
        return 10, min([0, *marks])
    return highest, min([0 if highest % 10 == 0 else 1, *marks])


def _scale_of_ends(text: str) -> tuple[float, float] | None:
    """Give the scale whose ends a text names, the highest first: '10 = no pain, 0 = worst'."""
    ends = sorted({int(number) for number, _, label in _END.findall(tidy(text)) if _read_label(label)})
    return read_scale(f"{ends[0]}-{ends[1]}") if len(ends) == 2 else None


def is_turned(ends: tuple[str, str], role: str) -> bool | None:
    """Say whether the marks of a rating run the other way than its name; None where the header leaves it open.

    Examples
    --------
    >>> is_turned(("much", "little"), "pain"), is_turned(("bad", "good"), "mood"), is_turned(("", "good"), "pain")
    (True, False, None)
    >>> is_turned(("tightness", "little"), "tightness"), is_turned(("?", "?"), "tightness")
    (True, None)
    """
    if "?" in ends:
        return None
    way = {"good": "much", "bad": "little"} if role in _MORE_IS_BETTER else {"good": "little", "bad": "much"}
    low, high = (way.get(end, end) for end in (_plain_end(end, role) for end in ends))
    if (low, high) == ("much", "little"):
        return True
    return None if low == "much" or high == "little" else False


def _plain_end(end: str, role: str) -> str:
    """Say what a metric's own word at one end means for a rating."""
    metrics = end.split()
    if not metrics or metrics[0] not in METRICS:
        return end
    if role in metrics:
        return "much"
    return "good" if metrics[0] in _MORE_IS_BETTER else "bad"


def _says_yes_no(text: str) -> bool:
    """Say whether a text gives the two words for yes and no, or a tick alone."""
    parts = re.split(
        r"\s*(?:/|,|;|\||\boder\b|\bor\b|\bou\b|\bof\b|\beller\b|\blub\b)\s*", fold(text).strip()
    )
    parts = [part.split("=")[-1].strip() for part in parts]
    yes, no = cell_words("yes"), {**cell_words("no"), **cell_words("zero"), "n": "x"}
    if len(parts) == 2:
        return any(a in yes and b in no for a, b in (parts, parts[::-1])) or set(parts) == {"0", "1"}
    return parts[0] in ("x", "✓", "✔", "✅")


def take_order(header: str) -> tuple[str, bool | None]:
    """Take a stated order of day and month out of a header: True where the day is first, None where none is stated.

    Examples
    --------
    >>> take_order("Date (dd/mm/yyyy)"), take_order("Date m/d/y"), take_order("Date")
    (('Date', True), ('Date', False), ('Date', None))
    """
    found = _ORDER.search(header)
    if not found or not header[: found.start()].strip():
        return header, None
    return (header[: found.start()] + header[found.end() :]).strip(), found["day"] is not None


def read_unit(text: str) -> str | None:
    """Read a unit; None when the text is none.

    Examples
    --------
    >>> read_unit("Grad"), read_unit("h:mm"), read_unit("hips")
    ('deg', 'h:mm', None)
    """
    return unit_words().get(fold(text).strip(" ."))


def read_scale(text: str) -> tuple[float, float] | None:
    """Read a scale; None when the text is none.

    Examples
    --------
    >>> read_scale("1 to 5"), read_scale("0 = none / 10 = worst"), read_scale("hips")
    ((1.0, 5.0), (0.0, 10.0), None)
    >>> read_scale("-5 to +5"), read_scale("6-20"), read_scale("3-7")
    ((-5.0, 5.0), (6.0, 20.0), None)
    """
    text = fold(text).strip()
    if re.fullmatch(r"/\s*\d+", text):
        return 0.0, float(text.strip("/ "))
    if text in ("100 mm", "100mm"):
        return LINE_SCALES["mm"]
    found = _SCALE.fullmatch(text) or _NAMED_ENDS.fullmatch(text)
    if not found:
        return None
    low, high = float(found[1]), float(found[2])
    usual = low in (0, 1) and 3 <= high <= 100
    return (low, high) if usual or (low, high) == BORG or 2 <= high == -low <= 10 else None
