"""The facts: measures and their thresholds, exercises and their names, read from data/reference."""

from __future__ import annotations

import csv
import difflib
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.paths import REFERENCE

TRAINING_KINDS = ("targeted", "conventional", "relaxation", "other")

LOWER_IS_BETTER = ("tightness", "pain", "stress", "soreness")
HIGHER_IS_BETTER = ("energy", "mood", "sleep_quality")

_SIDE_WORDS = (
    r"\b(left|right|both|each|per|side|sides|leg|legs|l|r|links|rechts|linke|rechte|beidseitig|beide|seite|seiten|je|pro|"
    r"gauche|droite|gauches|droites|cote|izquierda|izquierdo|derecha|derecho|sinistra|sinistro|destra|destro|esquerda|esquerdo|"
    r"direita|direito|linker|rechter|zijde|vanster|hoger|sida|venstre|hojre|hoyre|lewa|lewy|prawa|prawy|strona)\b"
)
_DOSE_WORDS = (
    r"\b(\d+ ?x ?\d+ ?(?:s|sec|sek|min)?|\d+ ?(?:min|mins|minutes?|minuten|minutos|minuti|minuter|minutter|minuty|s|sec|secs|"
    r"seconds?|sek|sekunden|h|x|reps?|sets?)|min|mins|minutes?|minuten|minutos|minuti|minuter|minutter|minuty|sec|secs|seconds?|"
    r"sekunden|secondes|segundos|hold|reps|sets|done|erledigt|fait|hecho|fatto|gjort)\b"
)
_LINKS = r"^(?:of|von|de|di|van|av|af|the|my|in|d)\b|\b(?:of|von|de|di|van|av|af|in|with|mit)$"
_LONGEST_NAME, _LONGEST_LIKE, _ALIKE, _WORDS_ALIKE = 300, 60, 0.82, 0.7
_TOO_SHORT = {"90", "stretch", "sit", "forward", "psoas"}
_CLASSES = {"yoga": "hatha_yoga", "vinyasa": "hatha_yoga", "hatha": "hatha_yoga", "pilates": "pilates"}
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d"})


def read_reference(name: str) -> pd.DataFrame:
    """One table of data/reference as text, empty cells as ''.

    Examples
    --------
    >>> read_reference("exercises")["exercise_id"].iloc[0]
    'half_kneeling_stretch'
    """
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def _read_rows(name: str) -> list[dict[str, str]]:
    """The same table as dicts, without a frame, which takes longer to make than a small file to read."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fold_text(text: str) -> str:
    """Lower case without accents or punctuation, one space between words.

    Examples
    --------
    >>> fold_text("Hüftbeuger-Dehnung (L)")
    'huftbeuger dehnung l'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", plain).strip()


def training_kind(name: str) -> str:
    """Whether an exercise or routine, as written, is 'targeted', 'conventional', 'relaxation' or 'other'.

    Known names come from data/reference/exercises.csv, where breathing and resting are relaxation
    whatever they claim to reach; a name that is not known is targeted where it names the hip flexors
    in a supported language, else other.

    Examples
    --------
    >>> training_kind("Couch stretch (left)"), training_kind("Yoga"), training_kind("Hüftbeuger dehnen")
    ('targeted', 'conventional', 'targeted')
    >>> training_kind("Box breathing")
    'relaxation'
    """
    known = _find_exercise(name)
    if known is not None:
        return known.kind
    return "targeted" if _hip_flexor_pattern().search(fold_text(name)) else "other"


def reaches_hip_flexors(name: str) -> bool | None:
    """Whether an exercise or routine, as written, reaches the hip flexors at least partly.

    Another fact than `training_kind`: a squat reaches them partly and is conventional training.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool or None
        From `hip_flexor_target` of data/reference/exercises.csv; True for a name that is not in it and
        names the hip flexors; None where nothing is known.

    Examples
    --------
    >>> reaches_hip_flexors("Squats"), reaches_hip_flexors("Deadlift"), reaches_hip_flexors("Juggling")
    (True, False, None)
    """
    known = _find_exercise(name)
    if known is not None:
        return known.reaches
    return True if _hip_flexor_pattern().search(fold_text(name)) else None


def exercise_key(name: str) -> str | None:
    """Our id of an exercise as written, from data/reference/exercises.csv; None where it is not known.

    Examples
    --------
    >>> exercise_key("Couch stretches (L)"), exercise_key("Handstand")
    ('couch_stretch', None)
    """
    known = _find_exercise(name)
    return known.key if known is not None else None


@dataclass(frozen=True)
class _Exercise:
    key: str
    kind: str
    reaches: bool


def _find_exercise(name: str) -> _Exercise | None:
    """The exercise whose name, without what is in brackets and without sides, is known."""
    if len(name) > _LONGEST_NAME:
        return None
    known = _exercises()
    outside = re.sub(r"\([^()]*\)", " ", name)
    for text in (name, outside):
        for form in _forms(fold_text(text)):
            if _singular(form) in known:
                return known[_singular(form)]
    return _find_class(name)


def _find_class(name: str) -> _Exercise | None:
    """The kind of class that a longer name says: 'Yoga with Anna' is yoga, unless it names the hip flexors."""
    folded = fold_text(name)
    said = {_CLASSES[word] for word in folded.split() if word in _CLASSES}
    if len(said) != 1 or _hip_flexor_pattern().search(folded):
        return None
    return next(exercise for exercise in _exercises().values() if exercise.key in said)


def _forms(folded: str) -> list[str]:
    """A folded name as it stands, without sides, and without how long and how often."""
    sideless = " ".join(re.sub(_SIDE_WORDS, " ", folded).split())
    bare = " ".join(re.sub(_DOSE_WORDS, " ", sideless).split())
    return [folded, sideless, bare, re.sub(_LINKS, "", bare).strip()]


def similar_exercise(name: str) -> str | None:
    """The name of the exercise that an unknown one may be meant for, by its letters; None for none or a known one.

    It is shown to the person and never assumed.

    Examples
    --------
    >>> similar_exercise("Coutch strecth"), similar_exercise("Juggling"), similar_exercise("Couch stretch")
    ('Couch stretch', None, None)
    """
    folded = fold_text(name)
    if _find_exercise(name) is not None or not 4 < len(folded) <= _LONGEST_LIKE:
        return None
    bare = _singular(_forms(folded)[-1])
    like = difflib.get_close_matches(bare, _exercises(), n=3, cutoff=_ALIKE)
    near = [form for form in like if _has_its_words(bare, form)]
    return _names()[_exercises()[near[0]].key] if near else None


def _has_its_words(name: str, form: str) -> bool:
    """Whether each word of one name is nearly a word of the other."""
    one, other = name.split(), form.split()
    short, long = sorted((one, other), key=len)
    return all(difflib.get_close_matches(word, short, n=1, cutoff=_WORDS_ALIKE) for word in long)


@cache
def _names() -> dict[str, str]:
    rows = _read_rows("exercises")
    return {row["exercise_id"]: row["name"] for row in rows}


def session_kinds(sessions: pd.DataFrame) -> pd.Series:
    """The kind of each session, as `training_kind` names it, by exercise, else by routine."""
    exercise, routine = sessions["exercise"].fillna(""), sessions["routine"].fillna("")
    by_name = {name: training_kind(name) for name in {*exercise, *routine}}
    kinds = [
        by_name[what] if by_name[what] != "other" else by_name[of]
        for what, of in zip(exercise, routine, strict=True)
    ]
    return pd.Series(kinds, index=sessions.index, name="kind", dtype="str")


def sessions_reach(sessions: pd.DataFrame) -> pd.Series:
    """Whether each session reaches the hip flexors, by exercise, else by routine; False where not known."""
    exercise, routine = sessions["exercise"].fillna(""), sessions["routine"].fillna("")
    by_name = {name: reaches_hip_flexors(name) for name in {*exercise, *routine}}
    reach = [
        by_name[of] is True if by_name[what] is None else by_name[what]
        for what, of in zip(exercise, routine, strict=True)
    ]
    return pd.Series(reach, index=sessions.index, name="reaches", dtype=bool)


@cache
def _exercises() -> dict[str, _Exercise]:
    found: dict[str, _Exercise] = {}
    for row in _read_rows("exercises"):
        exercise = _Exercise(row["exercise_id"], _kind_of(row), row["hip_flexor_target"] in ("yes", "partly"))
        listed = [part for part in row["name"].split("/") if fold_text(part) not in _TOO_SHORT]
        names = [row["name"], *listed, re.sub(r"\([^()]*\)", "", row["name"])]
        names += [*row["synonyms"].split("|"), *row["misspellings"].split("|")]
        for name in names:
            if fold_text(name):
                found.setdefault(_singular(fold_text(name)), exercise)
    by_key = {exercise.key: exercise for exercise in found.values()}
    for row in _read_rows("exercise_names"):
        found.setdefault(_singular(fold_text(row["name"])), by_key[row["exercise_id"]])
    return found


def _kind_of(row: dict) -> str:
    if row["mode"] == "breath_relaxation":
        return "relaxation"
    return row["category"] if row["category"] in TRAINING_KINDS else "other"


def _singular(folded: str) -> str:
    """Plural endings taken off every word, the same way for the list and for the log."""
    return re.sub(r"(?<=ch)es\b|(?<=sh)es\b|(?<!s)s\b", "", folded)


@cache
def _hip_flexor_pattern() -> re.Pattern[str]:
    words = {fold_text(row["word"]) for row in _read_rows("hip_flexor_words")}
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")")


@dataclass(frozen=True)
class Yardstick:
    """What is known of an outcome before any log is read.

    Attributes
    ----------
    improvement : int or None
        +1 bigger is better, -1 smaller is better, None not known without the test.
    worthwhile : float or None
        Smallest change worth having, in the outcome's unit; None: no published value.
    worthwhile_from : str
        'published', 'house default, not published' or ''.
    reading_error : float or None
        What two single readings can differ by without any change, in the outcome's unit.
    region : str or None
        Where the test measures, None where no test is known.
    worthwhile_percent : float or None
        A published mark in percent of the level before, shown beside the other.
    error_from : str
        How good the reading error is, such as 'published' or 'middle of published range'; '' without one.
    convention : str
        Which sign the test is read with, '' where no test is known.
    """

    improvement: int | None
    worthwhile: float | None
    worthwhile_from: str
    reading_error: float | None
    region: str | None = None
    convention: str = ""
    error_from: str = ""
    worthwhile_percent: float | None = None

    @property
    def off_by(self) -> float | None:
        """What one reading can be off by: two readings differ by sqrt(2) times as much.

        Examples
        --------
        >>> round(Yardstick(-1, None, "", 3.3).off_by, 2)
        2.33
        """
        return None if self.reading_error is None else self.reading_error / math.sqrt(2)


_HOUSE_DEFAULTS = {"tightness": 2.0, "stress": 2.0, "reach": 4.0}
_RATING_MEASURES = {"pain": "pain_now", "tightness": "tight_nrs", "stress": "stress_nrs"}


def yardstick(metric: str, measure: str | None = None) -> Yardstick:
    """Direction, worthwhile change and reading error of an outcome.

    Parameters
    ----------
    metric : str
        As in `analysis.schema.METRICS`.
    measure : str, optional
        The test, as `measure_id` of data/reference/outcome_measures.csv.

    Examples
    --------
    >>> yardstick("pain").worthwhile, yardstick("rom").improvement
    (2.0, None)
    """
    row = _measures().get(measure or _RATING_MEASURES.get(metric, ""), {})
    direction = {"higher_better": 1, "lower_better": -1}.get(row.get("direction", ""))
    if metric in LOWER_IS_BETTER:
        direction = -1
    elif metric in HIGHER_IS_BETTER:
        direction = 1
    published = float(row["mcid_abs_num"]) if row.get("mcid_abs_num") else None
    worthwhile = published if published is not None else _HOUSE_DEFAULTS.get(metric)
    origin = "published" if published is not None else "house default, not published"
    error = float(row["threshold_single_num"]) if row.get("threshold_single_num") else None
    if row.get("threshold_status", "").startswith("importance_value"):
        error = None
    origin = origin if worthwhile is not None else ""
    region = "hip" if str(measure).startswith(("hip_", "faber")) else None
    convention = row.get("sign_convention", "").split(". ")[0] if measure else ""
    status = row.get("threshold_status", "").replace("_", " ") if error is not None else ""
    percent = float(row["mcid_pct_num"]) if row.get("mcid_pct_num") else None
    return Yardstick(direction, worthwhile, origin, error, region, convention, status, percent)


@cache
def _measures() -> dict[str, dict[str, str]]:
    return {row["measure_id"]: row for row in _read_rows("outcome_measures")}
