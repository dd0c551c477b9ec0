"""Strong: one row a set; Seconds are holds, Duration is the whole workout and never summed.

Zeros in Weight, Reps, Distance and Seconds mean 'does not apply'; 'Rest Timer' rows are passed over.
Headers are translated, exercise names may not be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analysis.intake.apps.sets import sum_sets
from analysis.intake.apps.sheet import Frames, Sheet, has_most, name_columns
from analysis.intake.grid import Job
from analysis.intake.tables import Table

NAME = "strong"
_NAMES = {
    "date": "date", "datum": "date", "fecha": "date", "data": "date",
    "workout name": "workout", "nom de l entrainement": "workout", "nombre del entrenamiento": "workout",
    "nome do treino": "workout", "nome allenamento": "workout",
    "exercise name": "exercise", "nom de l exercice": "exercise", "name der ubung": "exercise", "menu": "exercise",
    "nombre del ejercicio": "exercise", "nome do exercicio": "exercise", "nome esercizio": "exercise",
    "set order": "order", "ordre de la serie": "order", "reihenfolge festlegen": "order",
    "orden de la serie": "order", "ordem da serie": "order",
    "reps": "reps", "wiederh": "reps", "repeticiones": "reps", "repeticoes": "reps",
    "seconds": "seconds", "secondes": "seconds", "sekunden": "seconds", "segundos": "seconds", "secondi": "seconds",
    "weight": "weight", "poids": "weight", "gewicht": "weight", "kg": "weight", "lb": "weight", "lbs": "weight",
    "peso": "weight",
    "notes": "notes", "notizen": "notes", "notas": "notes", "note": "notes", "rpe": "effort",
    "workout notes": "workout_notes", "notes d entrainement": "workout_notes", "workout notizen": "workout_notes",
    "notas del entrenamiento": "workout_notes", "notas do treino": "workout_notes",
    "duration": "duration", "duree": "duration", "dauer": "duration", "duracion": "duration", "duracao": "duration",
    "durata": "duration", "workout duration": "duration",
}  # fmt: skip
_KEYS = ("date", "workout", "exercise", "order", "reps", "seconds", "weight")


def match_layout(header: Sequence[str]) -> str:
    """Name the layout of a header; '' when Strong did not write it. One column may be missing.

    Examples
    --------
    >>> match_layout("Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes".split(","))
    'no_duration'
    """
    found = name_columns(header, _NAMES)
    if not has_most(found, _KEYS):
        return ""
    named = header[found["exercise"]] if "exercise" in found else "exercise name"
    folded = [name.casefold() for name in header]
    if named.casefold() not in ("exercise name", "menu"):
        return f"translated {named}"
    return "with_duration" if any(name.startswith("duration") for name in folded) else "no_duration"


def read(table: Table, job: Job, today: dt.date) -> Frames:
    """Read a Strong table as bouts."""
    at = name_columns(table.header, _NAMES)
    order = at.get("order")
    sheet = Sheet(
        table,
        job,
        today,
        at,
        needs=("date", "exercise"),
        once=lambda cells: order is not None and cells[order].strip().isdigit(),
    )
    return sum_sets(sheet)
